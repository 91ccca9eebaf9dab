//! Which quantiles are kept of every day and every outcome, and where they stand.

/// Cumulative probabilities of a [`crate::record::Band`], in its order: the median, and the ends of the middle 50, 80, 90
/// and 95 %.
pub const BAND_PROBABILITIES: [f64; 9] = [0.025, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.975];

/// Position of the 5 % quantile in [`BAND_PROBABILITIES`].
pub const Q05: usize = 1;
/// Position of the 25 % quantile.
pub const Q25: usize = 3;
/// Position of the median.
pub const MEDIAN: usize = 4;
/// Position of the 75 % quantile.
pub const Q75: usize = 5;
/// Position of the 95 % quantile.
pub const Q95: usize = 7;

/// Positions of the ends of the middle 50 %.
pub const MIDDLE_50: [usize; 2] = [Q25, Q75];
/// Positions of the ends of the middle 80 %.
pub const MIDDLE_80: [usize; 2] = [2, 6];
/// Positions of the ends of the middle 90 %.
pub const MIDDLE_90: [usize; 2] = [Q05, Q95];
/// Positions of the ends of the middle 95 %.
pub const MIDDLE_95: [usize; 2] = [0, 8];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_are_central() {
        for (share, ends) in [(0.50, MIDDLE_50), (0.80, MIDDLE_80), (0.90, MIDDLE_90), (0.95, MIDDLE_95)] {
            let [low, high] = ends.map(|position| BAND_PROBABILITIES[position]);
            assert!((high - low - share).abs() < 1e-12 && (low + high - 1.0).abs() < 1e-12);
        }
        assert_eq!(BAND_PROBABILITIES[MEDIAN], 0.5);
    }
}
