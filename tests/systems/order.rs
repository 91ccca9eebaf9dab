//! The order of the actors in a file changes nothing.

use crate::common::{IDLIB, plan, play};
use crate::scenarios::{ASSAD, KARABAKH};

/// The actor whose table, or whose choice, begins on this line.
fn actor(line: &str) -> Option<&str> {
    line.strip_prefix("[actors.")?.split([']', '.']).next()
}

/// A scenario with the tables of its actors in another order, and how many actors there are.
fn permuted(text: &str, permute: impl Fn(&mut Vec<(String, String)>)) -> (String, usize) {
    let (mut before, mut after) = (String::new(), String::new());
    let mut actors: Vec<(String, String)> = Vec::new();
    let mut inside = None;
    for line in text.lines() {
        if line.starts_with('[') {
            inside = actor(line).map(|id| {
                actors.iter().position(|(known, _)| known == id).unwrap_or_else(|| {
                    actors.push((id.to_string(), String::new()));
                    actors.len() - 1
                })
            });
        }
        let to = match inside {
            Some(index) => &mut actors[index].1,
            None if actors.is_empty() => &mut before,
            None => &mut after,
        };
        to.push_str(line);
        to.push('\n');
    }
    permute(&mut actors);
    let tables: String = actors.iter().map(|(_, table)| table.as_str()).collect();
    (format!("{before}{tables}{after}"), actors.len())
}

fn check(text: &str) {
    let straight = play(&plan(text, &[]), 1, 64);
    let (backwards, count) = permuted(text, |actors| actors.reverse());
    assert!(count > 5 && backwards.len() >= text.len(), "{count} actors");
    let (rotated, _) = permuted(text, |actors| actors.rotate_left(count / 2));
    assert!(backwards != text && rotated != text && rotated != backwards);
    straight.assert_same(&play(&plan(&backwards, &[]), 1, 64), "backwards");
    straight.assert_same(&play(&plan(&rotated, &[]), 1, 64), "rotated");
}

#[test]
fn the_order_of_actors_changes_nothing_in_idlib() {
    check(IDLIB);
}

#[test]
fn the_order_of_actors_changes_nothing_in_the_fall_of_assad() {
    check(ASSAD);
}

#[test]
fn the_order_of_actors_changes_nothing_in_karabakh() {
    check(KARABAKH);
}
