//! A mergeable sketch of a distribution: integer counts in bins of constant relative width.

use crate::statistics::bins::{Bins, LEAST, bin_of};
use crate::statistics::quantile::{interpolate, position};

/// The distribution of one series on one day over replicates, in a few kilobytes instead of a value per replicate.
///
/// A finite value is counted in the bin of its sign, its exponent and the first 8 bits of its mantissa. Bins are
/// 2^-8 = 0.39 % of their lower edge wide or narrower, so every quantile is within 0.39 % of the exact one. Zero, which
/// includes magnitudes below 2^-30 ≈ 1e-9, and the two infinities have counts of their own; NaN is counted but takes no
/// part. The least and greatest value are kept exactly and bound every quantile, so a distribution of one value is exact.
///
/// Counts are integers and saturate at 2^32 − 1, so the same values give an equal histogram for every order of adding and
/// merging.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    negative: Bins,
    positive: Bins,
    zero: u64,
    negative_infinity: u64,
    positive_infinity: u64,
    not_a_number: u64,
    least: f64,
    greatest: f64,
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram {
            negative: Bins::default(),
            positive: Bins::default(),
            zero: 0,
            negative_infinity: 0,
            positive_infinity: 0,
            not_a_number: 0,
            least: f64::INFINITY,
            greatest: f64::NEG_INFINITY,
        }
    }
}

impl Histogram {
    /// Counts one value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let magnitude = value.abs();
        if magnitude < LEAST {
            self.zero += 1;
            self.widen(0.0);
        } else if magnitude <= f64::MAX {
            let bins = if value > 0.0 { &mut self.positive } else { &mut self.negative };
            bins.add(bin_of(magnitude), 1);
            self.widen(value);
        } else if value.is_nan() {
            self.not_a_number += 1;
        } else if value > 0.0 {
            self.positive_infinity += 1;
        } else {
            self.negative_infinity += 1;
        }
    }

    /// Counts one value several times.
    pub fn add_many(&mut self, value: f64, count: u32) {
        let magnitude = value.abs();
        if count == 0 {
            return;
        }
        if (LEAST..=f64::MAX).contains(&magnitude) {
            let bins = if value > 0.0 { &mut self.positive } else { &mut self.negative };
            bins.add(bin_of(magnitude), count);
            self.widen(value);
        } else {
            self.add(value);
            let rest = u64::from(count - 1);
            match value {
                _ if magnitude < LEAST => self.zero += rest,
                _ if value.is_nan() => self.not_a_number += rest,
                _ if value > 0.0 => self.positive_infinity += rest,
                _ => self.negative_infinity += rest,
            }
        }
    }

    /// Counts values noted by [`crate::statistics::bins::note_of_bits`], of which these are the least and greatest that are
    /// not zero.
    pub(super) fn add_noted(&mut self, notes: &[u16], [least, greatest]: [f64; 2]) {
        let zeros = self.positive.add_noted(notes, [least, greatest].map(bin_of));
        self.zero += zeros;
        if zeros > 0 {
            self.widen(0.0);
        }
        self.widen(least);
        self.widen(greatest);
    }

    /// Adds another histogram's counts.
    pub fn merge(&mut self, other: &Histogram) {
        self.negative.merge(&other.negative);
        self.positive.merge(&other.positive);
        self.zero += other.zero;
        self.negative_infinity += other.negative_infinity;
        self.positive_infinity += other.positive_infinity;
        self.not_a_number += other.not_a_number;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
    }

    /// Number of values, infinities included and NaN not.
    pub fn count(&self) -> u64 {
        self.negative_infinity + self.negative.total() + self.zero + self.positive.total() + self.positive_infinity
    }

    /// Number of NaN, which stand for replicates without a value.
    pub fn not_a_number(&self) -> u64 {
        self.not_a_number
    }

    /// Quantile at cumulative probability `p`, by the rule of [`crate::statistics::quantile_of_sorted`] on order
    /// statistics known to their bin: the values of a bin are taken as spread evenly over it, and a bin at most one wide
    /// that begins at an integer (a count up to 511) as that integer exactly.
    ///
    /// Within 0.39 % of the larger neighbouring order statistic; NaN when empty.
    pub fn quantile(&self, p: f64) -> f64 {
        let Some(last) = self.count().checked_sub(1) else {
            return f64::NAN;
        };
        let (below, fraction) = position(last, p);
        let below = below.min(last);
        interpolate(self.at_rank(below), self.at_rank((below + 1).min(last)), fraction)
    }

    /// Quantiles at several probabilities.
    pub fn quantiles<const N: usize>(&self, probabilities: &[f64; N]) -> [f64; N] {
        probabilities.map(|p| self.quantile(p))
    }

    #[inline]
    fn widen(&mut self, value: f64) {
        self.least = self.least.min(value);
        self.greatest = self.greatest.max(value);
    }

    /// The order statistic of a rank (from zero).
    fn at_rank(&self, rank: u64) -> f64 {
        let Some(rank) = rank.checked_sub(self.negative_infinity) else {
            return f64::NEG_INFINITY;
        };
        let negative = self.negative.total();
        if rank < negative {
            return self.bounded(-self.negative.at_rank(negative - 1 - rank));
        }
        let rank = rank - negative;
        let Some(rank) = rank.checked_sub(self.zero) else {
            return 0.0;
        };
        if rank < self.positive.total() { self.bounded(self.positive.at_rank(rank)) } else { f64::INFINITY }
    }

    /// A bin's value is never outside what was added.
    fn bounded(&self, value: f64) -> f64 {
        value.max(self.least).min(self.greatest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Histogram;
    use crate::statistics::{quantile_of_sorted, sorted_values};

    fn histogram(values: &[f64]) -> Histogram {
        let mut histogram = Histogram::default();
        values.iter().for_each(|&value| histogram.add(value));
        histogram
    }

    /// Uniform numbers in (0, 1), evenly spread but in no order.
    fn spread(count: u32) -> impl Iterator<Item = f64> {
        (0..count).map(move |index| (f64::from(index) * 0.618_033_988_749_894_9).fract().max(1e-7))
    }

    fn largest_relative_error(values: &[f64]) -> f64 {
        let histogram = histogram(values);
        let sorted = sorted_values(values);
        let errors = (0..=1000).map(|step| {
            let p = f64::from(step) / 1000.0;
            let exact = quantile_of_sorted(&sorted, p);
            let found = histogram.quantile(p);
            if found == exact { 0.0 } else { (found - exact).abs() / exact.abs() }
        });
        errors.fold(0.0, f64::max)
    }

    #[test]
    fn quantiles_stay_within_the_stated_error() {
        let persons: Vec<f64> = spread(5000).map(|u| 2.0e6 * u).collect();
        let heavy: Vec<f64> = spread(5000).map(|u| 1.0e3 / (u * u)).collect();
        let shares: Vec<f64> = spread(5000).map(|u| u * u.sqrt().sqrt()).collect();
        let negative: Vec<f64> = spread(5000).map(|u| -3.0e4 * u.sqrt()).collect();
        let huge: Vec<f64> = spread(5000).map(|u| 1.0e300 * u).collect();
        for values in [persons, heavy, shares, negative, huge] {
            let error = largest_relative_error(&values);
            assert!(error <= 1.0 / 256.0, "{error}");
        }
    }

    #[test]
    fn values_of_both_signs_keep_their_order() {
        let values: Vec<f64> = spread(4001).map(|u| 200.0 * u - 100.0).collect();
        let histogram = histogram(&values);
        let sorted = sorted_values(&values);
        for step in 0..=100 {
            let p = f64::from(step) / 100.0;
            let exact = quantile_of_sorted(&sorted, p);
            assert!((histogram.quantile(p) - exact).abs() <= exact.abs() / 256.0 + 1e-3, "{p}");
        }
    }

    #[test]
    fn small_integers_are_exact() {
        let rungs: Vec<f64> = (0..5000).map(|index| f64::from(index * 7 % 512)).collect();
        assert_eq!(largest_relative_error(&rungs), 0.0);
        let indicator = histogram(&[0.0, 1.0, 1.0, 0.0, 1.0]);
        assert_eq!(indicator.quantiles(&[0.0, 0.25, 0.5, 1.0]), [0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn one_value_is_exact() {
        let fixed = histogram(&[1_234_567.89; 40]);
        assert_eq!(fixed.quantiles(&[0.025, 0.5, 0.975]), [1_234_567.89; 3]);
        assert_eq!(histogram(&[-0.3; 3]).quantile(0.5), -0.3);
    }

    #[test]
    fn infinities_zeros_and_nan_have_their_own_counts() {
        let histogram = histogram(&[f64::INFINITY, 3.0, f64::NAN, 1e-10, -1e-12, f64::NEG_INFINITY, f64::INFINITY]);
        assert_eq!((histogram.count(), histogram.not_a_number()), (6, 1));
        let found = histogram.quantiles(&[0.0, 0.2, 0.4, 0.6, 0.7, 1.0]);
        assert_eq!(found, [f64::NEG_INFINITY, 0.0, 0.0, 3.0, f64::INFINITY, f64::INFINITY]);
        assert!(Histogram::default().quantile(0.5).is_nan());
        assert_eq!(super::Histogram::default().count(), 0);
    }

    #[test]
    fn repetitions_count_as_single_values_do() {
        for value in [0.0, -3.0, 3.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            let mut repeated = Histogram::default();
            repeated.add_many(value, 3);
            repeated.add_many(value, 0);
            assert_eq!(repeated, histogram(&[value; 3]), "{value}");
        }
    }

    #[test]
    fn the_extremes_of_the_format_are_counted() {
        let histogram = histogram(&[f64::MAX, f64::MIN, f64::MIN_POSITIVE]);
        assert_eq!(histogram.quantiles(&[0.0, 0.5, 1.0]), [f64::MIN, 0.0, f64::MAX]);
    }

    proptest! {
        #[test]
        fn order_and_grouping_do_not_matter(
            (values, shuffled) in prop::collection::vec(
                prop_oneof![4 => -1.0e7..1.0e7, 2 => -1.0..1.0, 1 => Just(0.0), 1 => Just(f64::INFINITY), 1 => Just(f64::NAN)],
                1..120,
            ).prop_flat_map(|values| (Just(values.clone()), Just(values).prop_shuffle())),
            cut in 0_usize..120,
        ) {
            let cut = cut.min(shuffled.len());
            let mut merged = histogram(&shuffled[cut..]);
            merged.merge(&histogram(&shuffled[..cut]));
            prop_assert_eq!(&merged, &histogram(&values));
            prop_assert_eq!(merged.count() + merged.not_a_number(), values.len() as u64);
        }
    }
}
