//! Quantiles of counts against exact probabilities.

use super::uniform;
use crate::numeric::Real;

/// Number of equally spaced probabilities at which quantiles are taken.
const PROBABILITIES: usize = 1 << 20;

/// The distribution of a quantile function over equally spaced probabilities.
fn distribution(quantile: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut shares = Vec::new();
    let mut last = 0.0;
    for i in 0..PROBABILITIES {
        let count = quantile((i as f64 + 0.5) / PROBABILITIES as f64);
        assert!(count >= last && count.fract() == 0.0, "{count} after {last}");
        last = count;
        shares.resize(shares.len().max(count as usize + 1), 0.0);
        shares[count as usize] += 1.0 / PROBABILITIES as f64;
    }
    shares
}

/// Probabilities from the logarithm of each one.
fn probabilities(last: usize, ln_probability: impl Fn(f64) -> f64) -> Vec<f64> {
    (0..=last).map(|k| ln_probability(k as f64).exp()).collect()
}

/// ln (Γ(x + k) / Γ(x))
fn ln_rising(x: f64, k: f64) -> f64 {
    (0..k as usize).map(|i| (x + i as f64).ln()).sum()
}

fn poisson(mean: f64) -> Vec<f64> {
    let last = (mean + 12.0 * mean.sqrt() + 30.0) as usize;
    probabilities(last, |k| k * mean.ln() - mean - ln_rising(1.0, k))
}

fn negative_binomial(mean: f64, size: f64) -> Vec<f64> {
    let last = (mean + 30.0 * (mean + mean * mean / size).sqrt() + 30.0) as usize;
    let failure = (mean / (mean + size)).ln();
    let none = size * (size / (mean + size)).ln();
    let (mut rising, mut factorial) = (0.0, 0.0);
    (0..=last)
        .map(|k| {
            let probability: f64 = (rising - factorial + none + k as f64 * failure).exp();
            rising += (size + k as f64).ln();
            factorial += (k as f64 + 1.0).ln();
            probability
        })
        .collect()
}

fn binomial(trials: usize, probability: f64) -> Vec<f64> {
    let n = trials as f64;
    probabilities(trials, |k| {
        ln_rising(n - k + 1.0, k) - ln_rising(1.0, k) + k * probability.ln() + (n - k) * (1.0 - probability).ln()
    })
}

fn mean(shares: &[f64]) -> f64 {
    shares.iter().enumerate().map(|(k, share)| k as f64 * share).sum()
}

/// (total variation distance, relative bias of the mean)
fn compare(shares: &[f64], truth: &[f64]) -> (f64, f64) {
    let at = |list: &[f64], k: usize| list.get(k).copied().unwrap_or(0.0);
    let longest = shares.len().max(truth.len());
    let distance = (0..longest).map(|k| (at(shares, k) - at(truth, k)).abs()).sum::<f64>() / 2.0;
    (distance, mean(shares) / mean(truth) - 1.0)
}

#[track_caller]
fn assert_close(quantile: impl Fn(f64) -> f64, truth: &[f64], distance: f64, bias: f64) {
    let measured = compare(&distribution(quantile), truth);
    println!("distance {:.1e} of {distance:.0e}, bias {:+.1e} of {bias:.0e}", measured.0, measured.1);
    assert!(measured.0 < distance && measured.1.abs() < bias, "{measured:?}");
}

/// The grid of probabilities alone gives a distance of a few times (number of counts) / 2²⁰.
const EXACT: f64 = 3e-5;

#[test]
fn poisson_counts_follow_the_exact_distribution() {
    for mean in [0.01, 0.7, 3.0, 9.99] {
        assert_close(|u| Real::poisson_quantile(mean, u), &poisson(mean), EXACT, 1e-4);
    }
    for mean in [10.0, 12.5, 40.0, 300.0] {
        assert_close(|u| Real::poisson_quantile(mean, u), &poisson(mean), 1e-4, 2e-6);
    }
}

#[test]
fn negative_binomial_counts_follow_the_exact_distribution() {
    for (mean, size) in [(0.2, 0.3), (3.0, 1.0), (9.0, 1e9), (40.0, 0.5), (60.0, 4.0)] {
        let counts = |u| Real::negative_binomial_quantile(mean, size, u);
        assert_close(counts, &negative_binomial(mean, size), 4e-4, 1e-4);
    }
    for (mean, size) in [(10.0, 8.0), (30.0, 8.0), (200.0, 8.0), (64.0, 16.0), (10.0, 1e6)] {
        let counts = |u| Real::negative_binomial_quantile(mean, size, u);
        assert_close(counts, &negative_binomial(mean, size), 3e-4, 1e-5);
    }
    for (size, distance, bias) in [(4.0, 4e-3, 3e-5), (2.0, 9e-3, 2e-4), (1.0, 2.2e-2, 1.4e-3), (0.5, 6e-2, 1e-2)] {
        let counts = |u| Real::negative_binomial_quantile(100.0, size, u);
        assert_close(counts, &negative_binomial(100.0, size), distance, bias);
    }
}

#[test]
fn binomial_counts_follow_the_exact_distribution() {
    for (trials, probability) in [(1, 0.3), (5, 0.5), (12, 0.8), (900, 0.01), (30, 0.9)] {
        let counts = |u| Real::binomial_quantile(trials as f64, probability, u);
        assert_close(counts, &binomial(trials, probability), EXACT, 1e-4);
    }
    for (trials, probability) in [(20, 0.5), (40, 0.25), (40, 0.75), (200, 0.05), (1000, 0.3)] {
        let counts = |u| Real::binomial_quantile(trials as f64, probability, u);
        assert_close(counts, &binomial(trials, probability), 1e-4, 2e-6);
    }
}

#[test]
fn impossible_and_certain_events_are_counted_exactly() {
    for u in [uniform(0), 0.3, 0.5, uniform(u32::MAX)] {
        assert_eq!(Real::poisson_quantile(0.0, u), 0.0);
        assert_eq!(Real::poisson_quantile(-2.0, u), 0.0);
        assert_eq!(Real::negative_binomial_quantile(0.0, 0.5, u), 0.0);
        assert_eq!(Real::binomial_quantile(0.0, 0.5, u), 0.0);
        assert_eq!(Real::binomial_quantile(70.0, 0.0, u), 0.0);
        assert_eq!(Real::binomial_quantile(70.0, 1.0, u), 70.0);
        assert_eq!(Real::binomial_quantile(1e7, 1.0, u), 1e7);
        for probability in [0.02, 0.4, 0.6, 0.99] {
            let count = Real::binomial_quantile(30.9, probability, u);
            assert!((0.0..=30.0).contains(&count));
        }
    }
}

#[test]
fn counts_are_monotone_to_the_last_uniform() {
    let last = u32::MAX - 200_000;
    let words = || (0..200_000).step_by(2).chain((last..u32::MAX).step_by(2));
    for mean in [0.5, 9.5, 10.0, 11.0, 20.0, 70.0, 1e3, 1e6] {
        assert!(words().map(|word| Real::poisson_quantile(mean, uniform(word))).is_sorted(), "Poisson {mean}");
        for size in [0.4, 3.0, 7.9, 8.0, 20.0] {
            let count = |word| Real::negative_binomial_quantile(mean, size, uniform(word));
            assert!(words().map(count).is_sorted(), "negative binomial {mean} {size}");
        }
        for probability in [0.01, 0.5, 0.7] {
            let count = |word| Real::binomial_quantile((mean / probability).floor(), probability, uniform(word));
            assert!(words().map(count).is_sorted(), "binomial {mean} {probability}");
        }
    }
}
