//! Differences between paired replicates, with their errors and intervals.

use crate::statistics::mean;

/// 97.5 % quantile of the standard normal distribution, for 95 % intervals.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// Halvings of the interval in which a bound is sought: more than a double can tell apart.
const HALVINGS: usize = 80;

/// How two columns of paired replicates differ: the second less the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedDifference {
    /// Pairs in which both have a value.
    pub pairs: u64,
    /// Mean of the first column over these pairs.
    pub first: f64,
    /// Mean of the second.
    pub second: f64,
    /// Mean difference.
    pub difference: f64,
    /// Its standard error: standard deviation of the differences over √n.
    pub standard_error: f64,
    /// 95 % interval of the difference.
    pub interval: [f64; 2],
    /// Standard error that independent replicates would have: √((s₁² + s₂²) / n).
    pub independent_error: f64,
    /// Pairs in which the second is higher, and lower.
    pub directions: [u64; 2],
}

impl PairedDifference {
    /// How many times as many independent replicates the same precision would take: the ratio of the variances. Infinite
    /// where pairs never differ, NaN where nothing varies.
    pub fn gain(&self) -> f64 {
        let ratio = self.independent_error / self.standard_error;
        ratio * ratio
    }
}

/// Compares paired replicates; pairs with a NaN are left out. Where both values are the same infinity they do not differ.
/// The interval of a `condition` (1 or 0) is Tango's score interval, of a number the normal one.
pub fn paired_difference(first: &[f64], second: &[f64], condition: bool) -> PairedDifference {
    let pairs = || first.iter().copied().zip(second.iter().copied()).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let [a, b]: [Vec<f64>; 2] = [pairs().map(|(a, _)| a).collect(), pairs().map(|(_, b)| b).collect()];
    let differences: Vec<f64> = pairs().map(|(a, b)| difference(a, b)).collect();
    let count = differences.len() as u64;
    let [higher, lower] =
        [pairs().filter(|(a, b)| b > a).count() as u64, pairs().filter(|(a, b)| b < a).count() as u64];
    let [first, second, paired] = [&a, &b, &differences].map(|column| mean(column));
    let interval = if condition {
        tango_interval(higher, lower, count)
    } else {
        normal_interval(paired.mean, paired.standard_error)
    };
    PairedDifference {
        pairs: count,
        first: first.mean,
        second: second.mean,
        difference: paired.mean,
        standard_error: paired.standard_error,
        interval,
        independent_error: (first.standard_error * first.standard_error
            + second.standard_error * second.standard_error)
            .sqrt(),
        directions: [higher, lower],
    }
}

/// `b` less `a`; nothing where both are the same infinity.
fn difference(a: f64, b: f64) -> f64 {
    if a == b { 0.0 } else { b - a }
}

/// The value with 1.96 standard errors on either side.
pub fn normal_interval(value: f64, standard_error: f64) -> [f64; 2] {
    [value - NORMAL_975 * standard_error, value + NORMAL_975 * standard_error]
}

/// 95 % score interval of the difference between two paired proportions (Tango 1998, *Statistics in Medicine* 17,
/// 891–908): `gained` pairs hold only in the second, `lost` only in the first, of `pairs` in all. It stays within
/// [−1, 1] and keeps a width when no pair differs, where the standard error is zero.
pub fn tango_interval(gained: u64, lost: u64, pairs: u64) -> [f64; 2] {
    if pairs == 0 {
        return [-1.0, 1.0];
    }
    let [gained, lost, count] = [gained as f64, lost as f64, pairs as f64];
    let centre = (gained - lost) / count;
    let score = |delta: f64| score(gained, lost, count, delta);
    // The score falls from the lower bound to the upper one, and is zero at the centre.
    let low = bound(-1.0, centre, |delta| score(delta) > NORMAL_975);
    let high = bound(1.0, centre, |delta| score(delta) < -NORMAL_975);
    [low, high]
}

/// Where something that is so at `outside` ceases to be on the way to `inside`, where it is not.
fn bound(mut outside: f64, mut inside: f64, is_so: impl Fn(f64) -> bool) -> f64 {
    if !is_so(outside) {
        return outside;
    }
    for _ in 0..HALVINGS {
        let middle = outside / 2.0 + inside / 2.0;
        if is_so(middle) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    inside
}

/// Standardised distance of the observed difference from a supposed one, with the nuisance probability at its maximum of
/// likelihood under the supposition.
fn score(gained: f64, lost: f64, count: f64, delta: f64) -> f64 {
    let distance = gained - lost - count * delta;
    let linear = -gained - lost + (2.0 * count - gained + lost) * delta;
    let constant = -lost * delta * (1.0 - delta);
    let root = (linear * linear - 8.0 * count * constant).max(0.0).sqrt();
    let only_first = ((root - linear) / (4.0 * count)).max(0.0);
    let variance = count * (2.0 * only_first + delta * (1.0 - delta));
    if variance > 0.0 {
        distance / variance.sqrt()
    } else if distance == 0.0 {
        0.0
    } else {
        f64::INFINITY.copysign(distance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} instead of {expected}");
    }

    #[test]
    fn pairs_that_never_differ_leave_a_closed_form() {
        // The score is then −√(n Δ / (1 − Δ)): it is 1.96 away at Δ = z² / (n + z²).
        let square = NORMAL_975 * NORMAL_975;
        for pairs in [1, 10, 10_000] {
            let [low, high] = tango_interval(0, 0, pairs);
            close(high, square / (pairs as f64 + square), 1e-12);
            close(low, -high, 1e-12);
        }
        assert_eq!(tango_interval(0, 0, 0), [-1.0, 1.0]);
    }

    #[test]
    fn many_pairs_have_the_interval_of_the_normal_approximation() {
        let (gained, lost, pairs) = (30_000.0_f64, 20_000.0_f64, 1_000_000.0_f64);
        let difference = (gained - lost) / pairs;
        let error = ((gained + lost - (gained - lost) * (gained - lost) / pairs).sqrt()) / pairs;
        let [low, high] = tango_interval(30_000, 20_000, 1_000_000);
        close(low, difference - NORMAL_975 * error, 2e-6);
        close(high, difference + NORMAL_975 * error, 2e-6);
    }

    #[test]
    fn columns_are_compared_pair_by_pair() {
        let first = [1.0, 2.0, 3.0, f64::NAN, f64::INFINITY];
        let second = [2.0, 4.0, 3.0, 7.0, f64::INFINITY];
        let found = paired_difference(&first[..3], &second[..3], false);
        assert_eq!((found.pairs, found.first, found.second, found.difference), (3, 2.0, 3.0, 1.0));
        assert_eq!(found.directions, [2, 0]);
        // Differences 1, 2, 0 have variance 1; the columns 1 and 1.
        close(found.standard_error, (1.0_f64 / 3.0).sqrt(), 1e-15);
        close(found.independent_error, (2.0_f64 / 3.0).sqrt(), 1e-15);
        close(found.gain(), 2.0, 1e-12);
        let never = paired_difference(&first, &second, false);
        assert_eq!((never.pairs, never.difference, never.directions), (4, 0.75, [2, 0]));
        let same = paired_difference(&first[..3], &first[..3], false);
        assert_eq!((same.difference, same.standard_error, same.gain()), (0.0, 0.0, f64::INFINITY));
        assert!(paired_difference(&[], &[], true).difference.is_nan());
    }

    proptest! {
        #[test]
        fn score_intervals_hold_the_difference_and_turn_with_the_sides(gained in 0_u64..200, lost in 0_u64..200, same in 0_u64..2000) {
            let pairs = gained + lost + same;
            prop_assume!(pairs > 0);
            let [low, high] = tango_interval(gained, lost, pairs);
            let difference = (gained as f64 - lost as f64) / pairs as f64;
            prop_assert!(-1.0 <= low && low <= difference + 1e-12 && difference <= high + 1e-12 && high <= 1.0);
            prop_assert!(low < high);
            let [turned_low, turned_high] = tango_interval(lost, gained, pairs);
            prop_assert!((turned_low + high).abs() < 1e-9 && (turned_high + low).abs() < 1e-9);
        }
    }
}
