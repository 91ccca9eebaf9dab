//! Intervals that may be looked at after every value.

use crate::numeric::Real;
use crate::statistics::Moments;

/// Chance that an interval ever misses the mean, however often it is looked at.
const MISS: f64 = 0.05;

/// Fewest values for which the interval is stated: it holds for large samples.
pub const FEWEST: u64 = 64;

/// Half-width of a 95 % confidence sequence for the mean of independent values: with probability 95 % the means stay within
/// it at all sizes of the sample from [`FEWEST`] on at once, so that stopping when it is narrow enough does not bias what it
/// says. It is the asymptotic sequence of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, *Annals of Statistics* 52(6),
/// 2613–2640 (theorem 2.2),
///
/// ```text
/// σ √( 2 (n ρ² + 1) / (n² ρ²) · ln( √(n ρ² + 1) / α ) ),   ρ² = (−2 ln α + ln(−2 ln α) + 1) / n₀,
/// ```
///
/// with ρ such that it is narrowest about n₀ = `expected` values. Infinite with fewer than [`FEWEST`] values.
pub fn sequence_half_width(count: u64, variance: f64, expected: u64) -> f64 {
    if count < FEWEST || variance.is_nan() {
        return f64::INFINITY;
    }
    let twice = -2.0 * Real::ln(MISS);
    let rho = (twice + Real::ln(twice) + 1.0) / expected.max(FEWEST) as f64;
    let n = count as f64;
    let grown = n * rho + 1.0;
    let log = 0.5 * Real::ln(grown) - Real::ln(MISS);
    (variance * 2.0 * grown / (n * n * rho) * log).sqrt()
}

/// Variance of a condition's indicator that is never zero, so that a condition that has not yet happened (or has always)
/// does not look settled: one success and one failure are added (Agresti & Coull 1998, *American Statistician* 52(2),
/// 119–126, add two of each).
pub fn indicator_variance(moments: &Moments) -> f64 {
    let share = (moments.mean * moments.count as f64 + 1.0) / (moments.count as f64 + 2.0);
    share * (1.0 - share)
}

#[cfg(test)]
#[path = "sequential_tests.rs"]
mod tests;
