//! Exact quantiles of a column of replicates, and how far Monte Carlo error may have moved them.

/// The values of a column in increasing order, without those that are NaN (replicates without a value).
pub fn sorted_values(column: &[f64]) -> Vec<f64> {
    let mut values: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// Quantile at cumulative probability `p` of increasing values: linear interpolation between the order statistics around
/// position (M − 1) p, definition 7 of Hyndman & Fan (1996), *The American Statistician* 50(4), 361–365.
///
/// Between a finite and an infinite value it is the infinite one, and between infinities of both signs +∞. NaN when empty.
pub fn quantile_of_sorted(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let (below, fraction) = position(last as u64, p);
    let below = (below as usize).min(last);
    interpolate(sorted[below], sorted[(below + 1).min(last)], fraction)
}

/// Quantiles of a column at several probabilities, by [`quantile_of_sorted`].
pub fn quantiles<const N: usize>(column: &[f64], probabilities: &[f64; N]) -> [f64; N] {
    let sorted = sorted_values(column);
    probabilities.map(|p| quantile_of_sorted(&sorted, p))
}

/// Interval for the quantile at `p` from the order statistics whose ranks lie `z` binomial standard deviations either
/// side of M p (David & Nagaraja 2003, *Order Statistics*, section 7.1); `z` = 1.96 for 95 %. NaN when empty.
pub fn quantile_interval(sorted: &[f64], p: f64, z: f64) -> [f64; 2] {
    let Some(last) = sorted.len().checked_sub(1) else {
        return [f64::NAN; 2];
    };
    let count = sorted.len() as f64;
    let spread = z * (count * p * (1.0 - p)).max(0.0).sqrt();
    // Ranks count from one; the casts saturate at zero, the minimum at the last value.
    let low = ((count * p - spread).floor() as usize).saturating_sub(1).min(last);
    let high = ((count * p + spread).ceil() as usize).min(last);
    [sorted[low], sorted[high]]
}

/// Monte Carlo standard error of the quantile at `p`: half the [`quantile_interval`] of one standard deviation. Zero when
/// both ends are the same value, infinite when one is infinite, NaN when empty.
pub fn quantile_standard_error(sorted: &[f64], p: f64) -> f64 {
    let [low, high] = quantile_interval(sorted, p, 1.0);
    if low == high { 0.0 } else { (high - low) / 2.0 }
}

/// Rank (from zero) below position `last * p`, and how far the position lies towards the next rank.
pub(super) fn position(last: u64, p: f64) -> (u64, f64) {
    let position = last as f64 * p.clamp(0.0, 1.0);
    let below = position.floor();
    (below as u64, position - below)
}

/// The value a share `fraction` of the way from `low` to `high`, where an infinite neighbour wins.
pub(super) fn interpolate(low: f64, high: f64, fraction: f64) -> f64 {
    if fraction == 0.0 || low == high {
        low
    } else if high == f64::INFINITY {
        high
    } else if low == f64::NEG_INFINITY {
        low
    } else {
        low + (high - low) * fraction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_definition_seven() {
        // R: quantile(c(1, 2, 4, 8, 16), c(0, .1, .25, .5, .9, 1), type = 7)
        let found = quantiles(&[16.0, 1.0, 4.0, 8.0, 2.0], &[0.0, 0.1, 0.25, 0.5, 0.9, 1.0]);
        let expected = [1.0, 1.4, 2.0, 4.0, 12.8, 16.0];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn never_is_later_than_every_day() {
        let days = [3.0, f64::INFINITY, 1.0, f64::INFINITY];
        assert_eq!(quantiles(&days, &[0.0, 1.0 / 3.0, 0.5, 1.0]), [1.0, 3.0, f64::INFINITY, f64::INFINITY]);
        assert_eq!(quantiles(&[f64::NEG_INFINITY, 0.0], &[0.5]), [f64::NEG_INFINITY]);
        assert_eq!(quantiles(&[f64::INFINITY; 3], &[0.4]), [f64::INFINITY]);
    }

    #[test]
    fn replicates_without_a_value_are_left_out() {
        assert_eq!(quantiles(&[f64::NAN, 1.0, 3.0], &[0.5]), [2.0]);
        assert!(quantiles(&[f64::NAN], &[0.5])[0].is_nan());
        assert!(quantile_interval(&[], 0.5, 1.0)[0].is_nan());
        assert!(quantile_standard_error(&[], 0.5).is_nan());
    }

    #[test]
    fn interval_takes_binomial_ranks() {
        let sorted: Vec<f64> = (1..=100).map(f64::from).collect();
        // 50 ± 2 * 5: ranks 40 and 60, then one outwards above.
        assert_eq!(quantile_interval(&sorted, 0.5, 2.0), [40.0, 61.0]);
        assert_eq!(quantile_interval(&sorted, 0.0, 2.0)[0], 1.0);
        assert_eq!(quantile_interval(&sorted, 1.0, 2.0)[1], 100.0);
        assert_eq!(quantile_standard_error(&sorted, 0.5), (56.0 - 45.0) / 2.0);
        assert_eq!(quantile_standard_error(&[f64::INFINITY; 9], 0.5), 0.0);
    }

    #[test]
    fn interval_covers_the_true_quantile_as_often_as_it_says() {
        // A full-period linear congruential sequence stands for uniform draws.
        let mut state = 1_u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let covered = (0..2000).filter(|_| {
            let sample: Vec<f64> = (0..200).map(|_| draw()).collect();
            let [low, high] = quantile_interval(&sorted_values(&sample), 0.9, 1.96);
            low <= 0.9 && 0.9 <= high
        });
        let share = covered.count() as f64 / 2000.0;
        assert!((0.93..=0.99).contains(&share), "{share}");
    }
}
