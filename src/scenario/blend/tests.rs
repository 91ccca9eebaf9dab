//! Two sides and what lies between them.

use std::fs;
use std::path::PathBuf;

use super::*;

const STARTER: &str = include_str!("../../cli/starter.toml");

const LEVERS: &str = r#"
[levers.air]
name = "Air power"
question = "What if Morland stays out?"
default = "half"
[levers.air.options.half]
name = "Half"
[levers.air.options.none]
name = "None"
set = { "supports.morland_air.start" = 0, "supports.morland_air.operating" = 0, "supports.morland_air.idle" = 0 }
"#;

/// A folder with one file for each text.
fn files(texts: &[&str]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..texts.len()).map(|index| folder.path().join(format!("{index}.toml"))).collect();
    paths.iter().zip(texts).for_each(|(path, text)| fs::write(path, text).unwrap());
    (folder, paths)
}

fn variant(levers: &[&str], overrides: &[&str]) -> Variant {
    let owned = |list: &[&str]| list.iter().map(ToString::to_string).collect();
    Variant { levers: owned(levers), overrides: owned(overrides) }
}

fn sides(text: &str, one: Variant, other: Variant) -> Sides {
    let (_folder, paths) = files(&[text]);
    Sides::load((&paths[0], &one), (&paths[0], &other)).unwrap()
}

fn ids(sides: &Sides) -> Vec<&str> {
    sides.changes().map(|change| change.id.as_str()).collect()
}

/// The central value of a quantity of a plan.
fn value(plan: &Plan, path: &str) -> f64 {
    let found = plan.model.quantities.iter().find(|(known, _)| *known == path);
    found.map_or(f64::NAN, |(_, quantity)| quantity.value)
}

#[test]
fn levers_and_overrides_are_changes_and_can_be_made_one_by_one() {
    let text = format!("{STARTER}{LEVERS}");
    let both = variant(&["air=none"], &["forces.ostland_brigade.strength=9000"]);
    let sides = sides(&text, Variant::default(), both);
    assert_eq!(ids(&sides), ["forces.ostland_brigade.strength", "lever.air"]);
    let lever = sides.changes().nth(1).unwrap();
    assert_eq!((lever.label.as_str(), lever.settings.len()), ("Air power: None", 3));
    assert_eq!(lever.settings[0].from.as_deref(), Some("0.5"));
    assert_eq!(lever.settings[0].to.as_deref(), Some("0"));
    for made in [[false, false], [true, false], [false, true], [true, true]] {
        let plan = sides.plan(&made).unwrap();
        assert_eq!(value(&plan, "forces.ostland_brigade.strength"), if made[0] { 9000.0 } else { 5000.0 });
        assert_eq!(value(&plan, "supports.morland_air.operating"), if made[1] { 0.0 } else { 0.6 });
    }
}

#[test]
fn a_single_change_is_split_into_what_it_sets() {
    let sides = sides(&format!("{STARTER}{LEVERS}"), variant(&["air=none"], &[]), Variant::default());
    let expected = ["supports.morland_air.start", "supports.morland_air.operating", "supports.morland_air.idle"];
    assert_eq!(ids(&sides), expected);
}

#[test]
fn files_differ_by_their_tables_and_words_do_not_count() {
    let other = STARTER
        .replace("name = \"Kingdom of Ostland\"", "name = \"Ostland\"")
        .replace("residents = 120_000", "residents = { value = 120_000, status = \"fact\", source = \"guess\" }")
        .replace("replacement = 0.004", "replacement = 0.005")
        .replace("leak = 0.0005", "leak = 0.0005 # as before");
    let (_folder, paths) = files(&[STARTER, &other]);
    let none = Variant::default();
    let sides = Sides::load((&paths[0], &none), (&paths[1], &none)).unwrap();
    assert_eq!(ids(&sides), ["forces.velmar_army"]);
    let change = sides.changes().next().unwrap();
    assert_eq!(change.label, "Velmar's Second Corps (forces)");
    assert_eq!(change.settings[0].path, "forces.velmar_army.replacement");
}

#[test]
fn tables_that_one_side_lacks_come_and_go() {
    let more = "\n[actors.bystander]\nname = \"Bystander\"\nkind = \"state\"\n\n[[events]]\nid = \"rain\"\nname = \"Rain\"\nhazard = 0.1\n";
    let (_folder, paths) = files(&[STARTER, &format!("{STARTER}{more}")]);
    let none = Variant::default();
    let back_and_forth = [(0, 1), (1, 0)].map(|(one, other)| {
        let sides = Sides::load((&paths[one], &none), (&paths[other], &none)).unwrap();
        let count = |made: bool| {
            let plan = sides.plan(&vec![made; sides.changes().len()]).unwrap();
            (plan.model.actors.len(), plan.model.events.len())
        };
        (count(false), count(true))
    });
    assert_eq!(back_and_forth[0].0, back_and_forth[1].1);
    assert_eq!(back_and_forth[0].1, back_and_forth[1].0);
    assert_ne!(back_and_forth[0].0, back_and_forth[0].1);
}

#[test]
fn a_change_that_cannot_stand_alone_is_an_error() {
    // The second change points to an actor that only the first brings.
    let other = STARTER.replace("patron = \"morland\"", "patron = \"newland\"")
        + "\n[actors.newland]\nname = \"Newland\"\nkind = \"state\"\n";
    let (_folder, paths) = files(&[STARTER, &other]);
    let none = Variant::default();
    let sides = Sides::load((&paths[0], &none), (&paths[1], &none)).unwrap();
    assert_eq!(sides.changes().len(), 2);
    let reasons: Vec<bool> = [[true, false], [false, true]].iter().map(|made| sides.plan(made).is_err()).collect();
    assert!(reasons.contains(&true), "{reasons:?}");
    assert!(sides.plan(&[true, true]).is_ok());
}

#[test]
fn mistakes_give_no_sides() {
    let (_folder, paths) = files(&[STARTER]);
    let none = Variant::default();
    assert!(Sides::load((&paths[0], &none), (&paths[0], &variant(&["nothing=here"], &[]))).is_none());
    assert!(Sides::load((&paths[0], &none), (std::path::Path::new("nowhere.toml"), &none)).is_none());
}
