//! What a box is worth on rows that it was not found in: the rows are halved again and again, a box is found in one half
//! and looked at in the other.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::explore::discovery::choose::Choice;
use crate::explore::discovery::limits::{Count, Limits, Side};
use crate::explore::discovery::prim::{Point, PrimOptions, Sample, trajectory};
use crate::explore::discovery::significance::fresh_p;
use crate::explore::discovery::table::Table;
use crate::random::Stream;
use crate::record::{Estimate, HeldOut};
use crate::statistics::{mean, quantiles};

/// Rows to find a box in, and the others.
pub(super) struct Half {
    found_in: Vec<u32>,
    other: Vec<u32>,
}

/// Rows in random order.
pub(super) fn shuffled(rows: &[u32], (seed, entity): (u64, &str)) -> Vec<u32> {
    shuffle(rows, 0, &mut stream(rows, (seed, entity)))
}

fn stream(rows: &[u32], (seed, entity): (u64, &str)) -> Stream<f64> {
    Stream::<f64>::new(seed, "discovery.order", entity, rows.len().max(1))
}

fn shuffle(rows: &[u32], time: usize, stream: &mut Stream<f64>) -> Vec<u32> {
    let key = |(slot, &row): (usize, &u32)| (stream.uniform(time, slot), row);
    let mut keyed: Vec<(f64, u32)> = rows.iter().enumerate().map(key).collect();
    keyed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// Splits rows into random halves, `pairs` times, each half being used once to find and once to look
/// (complementary pairs: Shah & Samworth 2013, *Journal of the Royal Statistical Society* B 75, 55–80).
pub(super) fn halves(rows: &[u32], pairs: usize, (seed, entity): (u64, &str)) -> Vec<Half> {
    let mut stream = stream(rows, (seed, entity));
    let split = |pair: usize| {
        let mut one = shuffle(rows, pair, &mut stream);
        let mut other = one.split_off(rows.len().div_ceil(2));
        one.sort_unstable();
        other.sort_unstable();
        [Half { found_in: one.clone(), other: other.clone() }, Half { found_in: other, other: one }]
    };
    (0..pairs).flat_map(split).collect()
}

/// How a restriction fared over all halves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SideResult {
    /// Share of halves whose box has it.
    pub reproduced: f64,
    /// p-value, corrected for all restrictions tried.
    pub p: f64,
}

/// Finds a box in every half and tests each of its restrictions in the other half.
///
/// In a half with m restrictions each p-value is multiplied by m (Bonferroni), and is 1 for a restriction that the box does
/// not have; over the halves twice the median is taken. That holds the chance of keeping any false restriction at its
/// level, however many inputs there are and however the halves depend on each other (Meinshausen, Meier & Bühlmann 2009,
/// *JASA* 104, 1671–1681, doi:10.1198/jasa.2009.tm08647).
pub(super) fn screen(
    sample: Sample<'_>,
    options: &PrimOptions,
    choice: Choice,
    halves: &[Half],
) -> BTreeMap<(usize, Side), SideResult> {
    let of = |half: &Half| {
        let Some(found) = find(sample, options, choice, &half.found_in) else { return Vec::new() };
        let sides = found.limits.sides();
        let inside = found.limits.count(sample.table, &half.other);
        let p = |&(input, side): &(usize, Side)| {
            let without = found.limits.without(input, side);
            let p = fresh_p(inside, without.count(sample.table, &half.other), squares(sample.table, &without, half));
            ((input, side), (p * sides.len() as f64).min(1.0))
        };
        sides.iter().map(p).collect::<Vec<_>>()
    };
    let found: Vec<_> = halves.par_iter().map(of).collect();
    let mut values: BTreeMap<(usize, Side), Vec<f64>> = BTreeMap::new();
    for (side, p) in found.into_iter().flatten() {
        values.entry(side).or_default().push(p);
    }
    values.into_iter().map(|(side, values)| (side, aggregate(values, halves.len()))).collect()
}

/// Twice the median over the halves, those without the restriction counted with 1.
fn aggregate(mut values: Vec<f64>, halves: usize) -> SideResult {
    values.sort_by(f64::total_cmp);
    let median = values.get(halves.div_ceil(2).saturating_sub(1)).copied().unwrap_or(1.0);
    SideResult { reproduced: values.len() as f64 / halves as f64, p: (2.0 * median).min(1.0) }
}

/// Sum of squared shares in a box in the other half, where rows are shares.
fn squares(table: &Table, limits: &Limits, half: &Half) -> Option<f64> {
    let inside = half.other.iter().filter(|&&row| limits.contains(table, row));
    (!table.is_binary).then(|| inside.map(|&row| table.interest(row) * table.interest(row)).sum())
}

/// The chosen box of some rows.
fn find(sample: Sample<'_>, options: &PrimOptions, choice: Choice, rows: &[u32]) -> Option<Point> {
    let all = sample.all as f64 * rows.len() as f64 / sample.rows.len().max(1) as f64;
    let points = trajectory(Sample { rows, all: all.round() as usize, ..sample }, options);
    let everything = points.first()?.count;
    // A position on one trajectory means nothing on another.
    let choice = if matches!(choice, Choice::Number(_)) { Choice::Agreement } else { choice };
    let chosen = choice.of(&points, everything).or_else(|| Choice::Agreement.of(&points, everything))?;
    points.into_iter().nth(chosen)
}

/// How boxes of the allowed restrictions, found in each half, fare in the other; coverage is of what is of interest
/// there.
pub(super) fn held_out(
    sample: Sample<'_>,
    options: &PrimOptions,
    choice: Choice,
    halves: &[Half],
    allowed: &BTreeSet<(usize, Side)>,
) -> HeldOut {
    let sample = Sample { allowed: Some(allowed), ..sample };
    let of = |half: &Half| {
        let found = find(sample, options, choice, &half.found_in)?;
        let inside = found.limits.count(sample.table, &half.other);
        let all = Count::of(sample.table, &half.other);
        Some([inside.coverage(all), inside.density(), found.count.density()])
    };
    let found: Vec<Option<[f64; 3]>> = halves.par_iter().map(of).collect();
    let column = |index: usize| -> Vec<f64> { found.iter().flatten().map(|row| row[index]).collect() };
    let [coverage, density, flattered] = [0, 1, 2].map(column);
    HeldOut {
        optimism: mean(&flattered).mean - mean(&density).mean,
        coverage: estimate(&coverage),
        density: estimate(&density),
    }
}

/// The mean, and the central 95 % of the values.
fn estimate(values: &[f64]) -> Estimate {
    Estimate { value: mean(values).mean, interval: quantiles(values, &[0.025, 0.975]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_complementary_and_differ() {
        let rows: Vec<u32> = (10..31).collect();
        let halves = halves(&rows, 3, (1, "x"));
        assert_eq!(halves.len(), 6);
        for pair in halves.chunks(2) {
            assert_eq!((&pair[0].found_in, &pair[0].other), (&pair[1].other, &pair[1].found_in));
            let mut both = [pair[0].found_in.clone(), pair[0].other.clone()].concat();
            both.sort_unstable();
            assert_eq!(both, rows);
        }
        assert_ne!(halves[0].found_in, halves[2].found_in);
        assert!(super::halves(&[], 1, (1, "x"))[0].found_in.is_empty());
    }

    #[test]
    fn a_restriction_that_half_of_the_halves_lack_is_not_believed() {
        assert_eq!(aggregate(vec![1e-9; 4], 10), SideResult { reproduced: 0.4, p: 1.0 });
        assert_eq!(aggregate(vec![0.02, 0.01, 0.01, 0.4, 0.01], 10), SideResult { reproduced: 0.5, p: 0.8 });
        assert_eq!(aggregate(vec![0.01; 10], 10).p, 0.02);
    }
}
