//! Pasting: the peeled box takes back rows beyond one of its limits as long as its density rises.

use std::collections::BTreeMap;

use crate::explore::discovery::limits::{Count, Limit, Limits, Side};
use crate::explore::discovery::peel::{end_at, lower_cut, upper_cut};
use crate::explore::discovery::prim::{Move, Phase, Point, PrimOptions, Sample, best};

/// What to take back.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Strip {
    /// Rows beyond an end of an interval, up to a new end.
    Beyond { input: usize, side: Side, end: f64 },
    /// A category.
    Category { input: usize, category: usize },
}

/// Pastes onto the last box of a trajectory until nothing raises its density; appends every box.
pub(super) fn paste(sample: Sample<'_>, options: &PrimOptions, points: &mut Vec<Point>) {
    while let Some(last) = points.last() {
        let Some(best) = best(moves(sample, options, last).into_iter()) else { break };
        if best.worth <= 0.0 || best.after.density() <= last.count.density() {
            break;
        }
        let mut limits = last.limits.clone();
        match best.change {
            Strip::Beyond { input, side, end } => limits.set_end(input, side, end),
            Strip::Category { input, category } => {
                limits.set_category(input, category, sample.table.categories(input), true);
            }
        }
        points.push(Point { limits, count: best.after, phase: Phase::Paste });
    }
}

/// Every strip that can be taken back by the last box.
fn moves(sample: Sample<'_>, options: &PrimOptions, last: &Point) -> Vec<Move<Strip>> {
    let outside = just_outside(sample, &last.limits);
    let mut moves = Vec::new();
    for ((input, side), rows) in outside {
        let strips = match side {
            Side::Among => category_strips(sample, input, &rows),
            _ => end_strip(sample, (input, side), rows, options.paste).into_iter().collect(),
        };
        for (change, taken) in strips {
            let after = last.count.and(taken);
            let worth = options.objective.worth(last.count, after);
            moves.push(Move { change, after, worth, restricted: restricted_after(sample, &last.limits, change) });
        }
    }
    moves
}

/// Rows that a single restriction keeps out of a box, by that restriction.
fn just_outside(sample: Sample<'_>, limits: &Limits) -> BTreeMap<(usize, Side), Vec<u32>> {
    let mut outside: BTreeMap<(usize, Side), Vec<u32>> = BTreeMap::new();
    for &row in sample.rows {
        let mut violated = limits.iter().filter(|(input, limit)| !limit.contains(sample.table.value(*input, row)));
        let (Some((input, limit)), None) = (violated.next(), violated.next()) else { continue };
        let side = match limit {
            Limit::Interval { low, .. } if sample.table.value(input, row) < *low => Side::AtLeast,
            Limit::Interval { .. } => Side::AtMost,
            Limit::Categories(_) => Side::Among,
        };
        outside.entry((input, side)).or_default().push(row);
    }
    outside
}

/// The part of the rows beyond an end that is nearest to it.
fn end_strip(
    sample: Sample<'_>,
    (input, side): (usize, Side),
    mut rows: Vec<u32>,
    share: f64,
) -> Option<(Strip, Count)> {
    let table = sample.table;
    rows.sort_by(|&one, &other| table.value(input, one).total_cmp(&table.value(input, other)));
    let [least, greatest] = table.inputs[input].range;
    let end_at = |position| end_at(table, input, &rows, position, side);
    // The rows nearest to the old end; all of them when they have one value.
    let (end, taken) = if side == Side::AtLeast {
        match upper_cut(table, input, &rows, share) {
            Some(kept) => (end_at(kept), &rows[kept..]),
            None => (table.value(input, *rows.first()?), &rows[..]),
        }
    } else {
        match lower_cut(table, input, &rows, share) {
            Some(kept) => (end_at(kept), &rows[..kept]),
            None => (table.value(input, *rows.last()?), &rows[..]),
        }
    };
    let end = match side {
        Side::AtLeast if end <= least => f64::NEG_INFINITY,
        Side::AtMost if end >= greatest => f64::INFINITY,
        _ => end,
    };
    Some((Strip::Beyond { input, side, end }, Count::of(table, taken)))
}

/// Each category among the rows outside.
fn category_strips(sample: Sample<'_>, input: usize, rows: &[u32]) -> Vec<(Strip, Count)> {
    let mut counts: BTreeMap<usize, Count> = BTreeMap::new();
    for &row in rows {
        let count = counts.entry(sample.table.value(input, row) as usize).or_default();
        *count = count.plus(sample.table.interest(row));
    }
    counts.into_iter().map(|(category, count)| (Strip::Category { input, category }, count)).collect()
}

fn restricted_after(sample: Sample<'_>, limits: &Limits, change: Strip) -> usize {
    let mut after = limits.clone();
    match change {
        Strip::Beyond { input, side, end } => after.set_end(input, side, end),
        Strip::Category { input, category } => {
            after.set_category(input, category, sample.table.categories(input), true);
        }
    }
    after.restricted()
}
