//! Where the names of places go, so that they cover neither each other nor what is drawn.

use crate::chart::canvas::{Align, Type};
use crate::chart::font::{self, Weight};
use crate::chart::theme::Area;

/// Text size of names.
pub const SIZE: f64 = 22.0;
/// Distance of lines.
pub const LINE: f64 = 27.0;
/// Widest line before a name is broken, and most lines.
const WIDEST: f64 = 240.0;
const MOST_LINES: usize = 3;
/// Distances of a name from the disc of its place that are tried.
const REACHES: [f64; 4] = [8.0, 26.0, 52.0, 90.0];
/// Rounds in which every name is moved to its best place.
const ROUNDS: usize = 4;

/// A name with where it goes.
#[derive(Clone, Debug)]
pub struct Name {
    /// Its lines.
    pub lines: Vec<String>,
    /// What it covers, a last line for a number included.
    pub area: Area,
    /// How the lines are aligned in it.
    pub align: Align,
}

/// What names must keep off.
pub struct Obstacles<'o> {
    /// The map.
    pub frame: Area,
    /// Centre and radius of every place's disc.
    pub discs: &'o [((f64, f64), f64)],
    /// Points on lines, with the lines' widths.
    pub lines: &'o [((f64, f64), f64)],
}

/// A candidate: which way from the place, and the alignment that goes with it.
const WAYS: [((f64, f64), Align); 8] = [
    ((1.0, 0.0), Align::Start),
    ((-1.0, 0.0), Align::End),
    ((0.0, -1.0), Align::Middle),
    ((0.0, 1.0), Align::Middle),
    ((0.75, -0.75), Align::Start),
    ((0.75, 0.75), Align::Start),
    ((-0.75, -0.75), Align::End),
    ((-0.75, 0.75), Align::End),
];

/// The name of a place without what stands in brackets, in a line or two.
fn lines(label: &str) -> Vec<String> {
    let short = label.split(" (").next().map_or(label, |name| if name.trim().is_empty() { label } else { name });
    font::wrap(short, SIZE, Weight::Regular, WIDEST, MOST_LINES)
}

impl Name {
    /// A name at one of the candidates about a disc.
    fn at(label: &str, has_number: bool, (centre, radius): ((f64, f64), f64), way: usize, reach: f64) -> Name {
        let lines = lines(label);
        let kind = Type::new(SIZE);
        let width = lines.iter().map(|line| kind.width(line)).fold(if has_number { 84.0 } else { 10.0 }, f64::max);
        let height = LINE * (lines.len() + usize::from(has_number)) as f64;
        let ((across, down), align) = WAYS[way % WAYS.len()];
        let away = radius + reach;
        let (x, y) = (centre.0 + across * away, centre.1 + down * away);
        let left = match align {
            Align::Start => x,
            Align::End => x - width,
            Align::Middle => x - width / 2.0,
        };
        let top = match down {
            down if down < -0.9 => y - height,
            down if down > 0.9 => y,
            _ => y - height / 2.0,
        };
        Name { lines, area: Area { left, top, right: left + width, bottom: top + height }, align }
    }

    /// The point of its box that is nearest to a point.
    pub fn nearest(&self, to: (f64, f64)) -> (f64, f64) {
        (to.0.clamp(self.area.left, self.area.right), to.1.clamp(self.area.top, self.area.bottom))
    }

    /// How bad its place is, names aside.
    fn cost(&self, own: usize, obstacles: &Obstacles<'_>, (way, reach): (usize, f64)) -> f64 {
        let Area { left, top, right, bottom } = self.area;
        let frame = obstacles.frame;
        let outside = (frame.left - left).max(0.0)
            + (right - frame.right).max(0.0)
            + (frame.top - top).max(0.0)
            + (bottom - frame.bottom).max(0.0);
        let mut cost = outside * 200.0 + reach * 4.0 + if way > 3 { 30.0 } else { way as f64 * 6.0 };
        for (index, (centre, radius)) in obstacles.discs.iter().enumerate() {
            let nearest = self.nearest(*centre);
            let gap = ((nearest.0 - centre.0) * (nearest.0 - centre.0)
                + (nearest.1 - centre.1) * (nearest.1 - centre.1))
                .sqrt();
            if gap < radius + 3.0 {
                cost += if index == own { 200.0 } else { 1_500.0 };
            } else if index != own && gap < radius + 16.0 {
                // So near another place that it could be taken for its name.
                cost += 120.0;
            }
        }
        for ((x, y), width) in obstacles.lines {
            if (left..=right).contains(x) && (top..=bottom).contains(y) {
                cost += 6.0 + 3.0 * width;
            }
        }
        cost
    }
}

/// Area that two boxes share.
fn shared(a: Area, b: Area) -> f64 {
    let across = a.right.min(b.right) - a.left.max(b.left);
    let down = a.bottom.min(b.bottom) - a.top.max(b.top);
    if across > 0.0 && down > 0.0 { across * down } else { 0.0 }
}

/// Places a name beside each disc: by turns, each where it is least in the way of the others.
pub fn place(labels: &[(&str, bool)], obstacles: &Obstacles<'_>) -> Vec<Name> {
    let candidates = |index: usize| {
        let (label, has_number) = labels[index];
        let ways = REACHES.into_iter().flat_map(|reach| (0..WAYS.len()).map(move |way| (way, reach)));
        ways.map(|(way, reach)| {
            let name = Name::at(label, has_number, obstacles.discs[index], way, reach);
            let cost = name.cost(index, obstacles, (way, reach));
            (name, cost)
        })
        .collect::<Vec<(Name, f64)>>()
    };
    let all: Vec<Vec<(Name, f64)>> = (0..labels.len()).map(candidates).collect();
    let mut chosen = vec![0; labels.len()];
    for _ in 0..ROUNDS {
        for index in 0..all.len() {
            let among = |candidate: &(Name, f64)| {
                let others = (0..all.len()).filter(|other| *other != index);
                let overlap: f64 = others.map(|other| shared(candidate.0.area, all[other][chosen[other]].0.area)).sum();
                candidate.1 + overlap * 3.0
            };
            let costs: Vec<f64> = all[index].iter().map(among).collect();
            let best = (0..costs.len()).fold(0, |best, at| if costs[at] < costs[best] { at } else { best });
            chosen[index] = best;
        }
    }
    all.into_iter().zip(chosen).map(|(candidates, best)| candidates[best].0.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Area = Area { left: 0.0, top: 0.0, right: 1400.0, bottom: 700.0 };

    #[test]
    fn names_keep_off_each_other_and_stay_on_the_map() {
        let points: Vec<(f64, f64)> =
            (0..18).map(|n| (500.0 + 70.0 * f64::from(n % 4), 150.0 + 80.0 * f64::from(n / 4))).collect();
        let discs: Vec<((f64, f64), f64)> = points.iter().map(|at| (*at, 14.0)).collect();
        let labels: Vec<(&str, bool)> = (0..18).map(|_| ("Stepanakert", false)).collect();
        let names = place(&labels, &Obstacles { frame: FRAME, discs: &discs, lines: &[] });
        let mut overlaps = 0;
        for (index, name) in names.iter().enumerate() {
            assert!(name.area.left >= 0.0 && name.area.right <= 1400.0, "{name:?}");
            overlaps += names[..index].iter().filter(|other| shared(name.area, other.area) > 0.0).count();
        }
        assert_eq!(overlaps, 0, "{names:?}");
    }

    #[test]
    fn brackets_are_left_out_and_long_names_are_broken() {
        assert_eq!(lines("Idlib city (centre)"), ["Idlib city"]);
        assert_eq!(lines("(all)"), ["(all)"]);
        assert_eq!(lines("Dana, Sarmada and the Atmeh camps").len(), 2);
    }
}
