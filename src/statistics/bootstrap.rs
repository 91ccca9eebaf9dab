//! Intervals for statistics of few, dependent values: the block bootstrap.

use crate::statistics::{quantiles, sorted_values};

/// Resamples of an interval.
pub const RESAMPLES: usize = 2000;

/// Bounds of the interval.
const BOUNDS: [f64; 2] = [0.025, 0.975];

/// Length of blocks for this many consecutive values: the cube root, which balances bias and variance of the variance
/// (Hall, Horowitz & Jing 1995, *Biometrika* 82, 561–574), but never more than half of them, at least one.
pub fn block_length(values: usize) -> usize {
    let root = (1..=values).find(|length| length * length * length >= values).unwrap_or(1);
    root.min(values / 2).max(1)
}

/// 95 % percentile interval of a statistic of `units` values that are resampled in circular blocks of `length`
/// (Politis & Romano 1992, in *Exploring the Limits of Bootstrap*, Wiley, 263–270); with blocks of one it is the plain
/// bootstrap (Efron 1979, *Annals of Statistics* 7, 1–26).
///
/// `uniform` gives the draw in (0, 1) of a resample and a block; `statistic` the value for the chosen units. NaN with
/// fewer than two units, and when every resample's statistic is NaN; single NaN are left out.
pub fn bootstrap_interval(
    units: usize,
    length: usize,
    mut uniform: impl FnMut(usize, usize) -> f64,
    statistic: impl Fn(&[usize]) -> f64,
) -> [f64; 2] {
    if units < 2 {
        return [f64::NAN; 2];
    }
    let length = length.clamp(1, units);
    let mut chosen = Vec::with_capacity(units + length);
    let mut resample = |index: usize| {
        chosen.clear();
        for block in 0..units.div_ceil(length) {
            let start = ((uniform(index, block) * units as f64) as usize).min(units - 1);
            chosen.extend((start..start + length).map(|unit| unit % units));
        }
        chosen.truncate(units);
        statistic(&chosen)
    };
    let values: Vec<f64> = (0..RESAMPLES).map(&mut resample).collect();
    if sorted_values(&values).is_empty() { [f64::NAN; 2] } else { quantiles(&values, &BOUNDS) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::mean;

    /// Draws that do not depend on each other.
    fn draw(resample: usize, block: usize) -> f64 {
        let mut mixed = (resample as u64 * 1_000_003 + block as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn mean_of(values: &[f64]) -> impl Fn(&[usize]) -> f64 {
        let values = values.to_vec();
        move |chosen| chosen.iter().map(|&unit| values[unit]).sum::<f64>() / chosen.len() as f64
    }

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors_wide() {
        let values: Vec<f64> = (0..100).map(|index| f64::from(index * 37 % 100)).collect();
        let [low, high] = bootstrap_interval(100, 1, draw, mean_of(&values));
        let error = mean(&values).standard_error;
        assert!((high - low - 2.0 * 1.96 * error).abs() < 0.4 * error, "{low} {high} {error}");
        assert!(low < 49.5 && 49.5 < high);
    }

    #[test]
    fn blocks_widen_the_interval_of_values_that_follow_each_other() {
        let slow: Vec<f64> = (0..60).map(|index| f64::from(index / 10 % 2)).collect();
        let width = |length| {
            let [low, high] = bootstrap_interval(60, length, draw, mean_of(&slow));
            high - low
        };
        assert!(width(5) > 1.5 * width(1), "{} {}", width(5), width(1));
    }

    #[test]
    fn every_block_is_consecutive_and_wraps_round() {
        bootstrap_interval(7, 3, draw, |chosen| {
            assert_eq!(chosen.len(), 7);
            for block in chosen.chunks(3) {
                assert!(block.windows(2).all(|pair| pair[1] == (pair[0] + 1) % 7), "{chosen:?}");
            }
            0.0
        });
    }

    #[test]
    fn few_values_and_no_values_have_no_interval() {
        assert!(bootstrap_interval(1, 1, draw, |_| 1.0)[0].is_nan());
        assert!(bootstrap_interval(5, 1, draw, |_| f64::NAN)[1].is_nan());
        assert_eq!(bootstrap_interval(2, 9, draw, |_| 1.0), [1.0, 1.0]);
        let lengths = [0, 1, 2, 3, 4, 8, 9, 27, 28, 100].map(block_length);
        assert_eq!(lengths, [1, 1, 1, 1, 2, 2, 3, 3, 4, 5]);
    }
}
