//! Numbers that people can read: bounds rounded as far as the box stays about the same.

use crate::explore::discovery::limits::{Limit, Limits, Side};
use crate::explore::discovery::table::Table;
use crate::numeric::Real;

/// Share of a box's rows that the rounding of one bound may let in or out.
const TOLERANCE: f64 = 0.01;
/// Steps tried, each a tenth of the one before, beginning with the power of ten at or below the range.
const STEPS: i32 = 12;

/// The value with the fewest digits that is as good as this one; the value itself when none is. `range` is the distance
/// over which such values differ.
pub(super) fn coarsest(value: f64, range: f64, is_good: impl Fn(f64) -> bool) -> f64 {
    if !(value.is_finite() && range.is_finite() && range > 0.0) {
        return value;
    }
    let first = -(Real::ln(range) / core::f64::consts::LN_10).floor() as i32;
    (first..first + STEPS).map(|decimals| with_decimals(value, decimals)).find(|&round| is_good(round)).unwrap_or(value)
}

/// The value rounded to this many decimals, or to a power of ten when negative: the very number that its digits denote.
fn with_decimals(value: f64, decimals: i32) -> f64 {
    if decimals >= 0 {
        let places = decimals.min(300) as usize;
        return format!("{value:.places$}").parse().unwrap_or(value);
    }
    let power: f64 = format!("1e{}", -decimals).parse().unwrap_or(1.0);
    (value / power).round() * power
}

/// The box with rounded bounds. Every bound still keeps out something, and lets in or out at most 1 % of the box's rows.
pub(super) fn rounded(table: &Table, rows: &[u32], limits: &Limits) -> Limits {
    let mut round = limits.clone();
    for (input, side) in limits.sides() {
        let Some(Limit::Interval { low, high }) = round.get(input).cloned() else { continue };
        let old = if side == Side::AtLeast { low } else { high };
        let without = round.without(input, side);
        let values: Vec<f64> =
            rows.iter().filter(|&&row| without.contains(table, row)).map(|&row| table.value(input, row)).collect();
        let is_inside = |value: f64, end: f64| if side == Side::AtLeast { value >= end } else { value <= end };
        let most = TOLERANCE * values.iter().filter(|&&value| is_inside(value, old)).count() as f64;
        let [least, greatest] = table.inputs[input].range;
        let is_good = |end: f64| {
            let moved = values.iter().filter(|&&value| is_inside(value, end) != is_inside(value, old)).count();
            let restricts =
                if side == Side::AtLeast { end > least && end <= high } else { end < greatest && end >= low };
            restricts && moved as f64 <= most
        };
        let new = coarsest(old, greatest - least, is_good);
        round.set_end(input, side, new);
    }
    round
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_digits_that_do_are_taken() {
        let near = |target: f64, within: f64| move |value: f64| (value - target).abs() <= within;
        assert_eq!(coarsest(0.7132, 1.0, near(0.7132, 0.02)), 0.7);
        assert_eq!(coarsest(0.7132, 1.0, near(0.7132, 0.005)), 0.71);
        assert_eq!(coarsest(1_234_567.0, 2e6, near(1_234_567.0, 40_000.0)), 1_200_000.0);
        assert_eq!(coarsest(-3.2e-7, 1e-6, near(-3.2e-7, 0.3e-7)), -3e-7);
        assert_eq!(coarsest(0.1 + 0.2, 1.0, near(0.3, 1e-9)).to_string(), "0.3");
        assert_eq!(coarsest(std::f64::consts::PI, 1.0, |_| false), std::f64::consts::PI);
        assert_eq!(coarsest(5.0, 0.0, |_| true), 5.0);
        assert!(coarsest(1e300, f64::MAX, |_| true).is_finite());
    }
}
