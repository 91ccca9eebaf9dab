//! Monte Carlo estimates of means and probabilities with their errors.

/// 97.5 % quantile of the standard normal distribution, for 95 % intervals.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// A mean over replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanEstimate {
    /// Mean.
    pub mean: f64,
    /// Standard error: sample standard deviation over √M.
    pub standard_error: f64,
}

/// Mean of a column and its standard error, leaving out NaN (replicates without a value).
///
/// Both are infinite when a value is; the mean of no values and the error of fewer than two are NaN. The values are
/// taken in the column's order, twice, so the variance does not cancel.
pub fn mean(column: &[f64]) -> MeanEstimate {
    let values = || column.iter().copied().filter(|value| !value.is_nan());
    let count = values().count() as f64;
    let mean = values().sum::<f64>() / count;
    if mean.is_infinite() {
        return MeanEstimate { mean, standard_error: f64::INFINITY };
    }
    let squares: f64 = values().map(|value| (value - mean) * (value - mean)).sum();
    let standard_error = if count < 2.0 { f64::NAN } else { (squares / (count - 1.0) / count).sqrt() };
    MeanEstimate { mean, standard_error }
}

/// The probability of something that happened in some replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProportionEstimate {
    /// Share of replicates.
    pub probability: f64,
    /// Standard error √(p (1 − p) / M).
    pub standard_error: f64,
    /// 95 % Wilson interval.
    pub interval: [f64; 2],
}

/// Estimates a probability from the number of replicates in which something happened. NaN without replicates, and the
/// interval is then all of [0, 1].
pub fn proportion(successes: u64, replicates: u64) -> ProportionEstimate {
    let probability = successes as f64 / replicates as f64;
    let standard_error = (probability * (1.0 - probability) / replicates as f64).sqrt();
    ProportionEstimate { probability, standard_error, interval: wilson_interval(successes, replicates) }
}

/// 95 % score interval of a proportion (Wilson 1927, *JASA* 22, 209–212): it stays within [0, 1] and keeps a width when
/// something happened never or always, where the standard error is zero.
pub fn wilson_interval(successes: u64, replicates: u64) -> [f64; 2] {
    if replicates == 0 {
        return [0.0, 1.0];
    }
    let count = replicates as f64;
    let share = successes as f64 / count;
    let square = NORMAL_975 * NORMAL_975;
    let centre = share + square / (2.0 * count);
    let half = NORMAL_975 * ((share * (1.0 - share) + square / (4.0 * count)) / count).max(0.0).sqrt();
    let scale = 1.0 + square / count;
    // At the ends the bound is exact; rounding would leave it a hair inside.
    let low = if successes == 0 { 0.0 } else { ((centre - half) / scale).max(0.0) };
    let high = if successes >= replicates { 1.0 } else { ((centre + half) / scale).min(1.0) };
    [low, high]
}

/// Sample variance of the differences between paired replicates (common random numbers: replicate by replicate from the
/// same draws), the quantity that decides how many replicates a comparison needs (Glasserman & Yao 1992,
/// *Management Science* 38(6), 884–908).
///
/// Pairs beyond the shorter column and pairs whose difference is not finite are left out; NaN with fewer than two pairs.
pub fn variance_of_difference(first: &[f64], second: &[f64]) -> f64 {
    let differences: Vec<f64> =
        first.iter().zip(second).map(|(a, b)| a - b).filter(|difference| difference.is_finite()).collect();
    let count = differences.len() as f64;
    let error = mean(&differences).standard_error;
    error * error * count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_its_error_have_closed_forms() {
        let estimate = mean(&[2.0, 4.0, 4.0, 4.0, f64::NAN, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(estimate.mean, 5.0);
        // Squares sum to 32: √(32 / 7 / 8).
        assert!((estimate.standard_error - (32.0_f64 / 56.0).sqrt()).abs() < 1e-15);
        let offset = mean(&[1.0e9, 1.0e9 + 1.0, 1.0e9 + 2.0]);
        assert!((offset.standard_error - (1.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn mean_of_few_or_infinite_values() {
        assert!(mean(&[]).mean.is_nan());
        assert_eq!(mean(&[3.0]).mean, 3.0);
        assert!(mean(&[3.0]).standard_error.is_nan());
        let never = mean(&[1.0, f64::INFINITY]);
        assert_eq!((never.mean, never.standard_error), (f64::INFINITY, f64::INFINITY));
    }

    #[test]
    fn wilson_interval_matches_published_values() {
        // Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
        let cases =
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];
        for (successes, replicates, low, high) in cases {
            let found = wilson_interval(successes, replicates);
            assert!((found[0] - low).abs() < 5e-5 && (found[1] - high).abs() < 5e-5, "{found:?}");
        }
        assert_eq!(wilson_interval(20, 20)[1], 1.0);
        assert_eq!(wilson_interval(0, 0), [0.0, 1.0]);
    }

    #[test]
    fn proportion_has_the_binomial_error() {
        let estimate = proportion(25, 100);
        assert_eq!(estimate.probability, 0.25);
        assert!((estimate.standard_error - (0.1875_f64 / 100.0).sqrt()).abs() < 1e-15);
        assert!(proportion(0, 0).probability.is_nan());
    }

    #[test]
    fn pairing_removes_what_both_share() {
        let first = [10.0, 20.0, 30.0, 40.0, f64::INFINITY];
        let second = [9.0, 18.0, 27.0, 36.0, 1.0];
        // Differences 1, 2, 3, 4: sample variance 5 / 3.
        assert!((variance_of_difference(&first, &second) - 5.0 / 3.0).abs() < 1e-12);
        assert_eq!(variance_of_difference(&first[..3], &first[..3]), 0.0);
        assert!(variance_of_difference(&[1.0], &[2.0]).is_nan());
    }
}
