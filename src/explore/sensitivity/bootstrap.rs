//! Intervals by the bootstrap: resampled units, each with the number of times it was drawn.
//!
//! Intervals are studentised (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, section 12.5): every resample
//! gives an estimate with a standard error of its own (the infinitesimal jackknife: Jaeckel 1972; Efron 1982, chapter 6),
//! and the distribution of the difference over that error stands for the unknown one. Percentile intervals of ratios such
//! as Sobol' indices are too short for small samples; these are right to second order.

use rayon::prelude::*;

use crate::random::Stream;
use crate::record::Estimate;
use crate::statistics::{quantiles, sorted_values};

/// 97.5 % quantile of the standard normal distribution.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// An error of less than this part of the value is rounding.
const ROUNDING: f64 = 1e-12;
/// A resample whose error is less than this part of the usual one drew nothing but units that are alike.
const ALIKE: f64 = 1e-6;

/// Bounds of the interval.
const BOUNDS: [f64; 2] = [0.025, 0.975];

/// An estimate with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Studentised {
    /// The estimate.
    pub(super) value: f64,
    /// Its standard error.
    pub(super) error: f64,
}

/// What a bootstrap draws: addresses of random numbers, and how often to draw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address<'a> {
    /// Seed.
    pub(super) seed: u64,
    /// What is resampled.
    pub(super) entity: &'a str,
    /// Number of resamples.
    pub(super) resamples: usize,
}

/// Draws units with replacement, as many as there are, and gives `statistic` how often each was drawn; the results are
/// in order of resamples, whatever the number of threads.
pub(super) fn resample<T: Send>(
    units: usize,
    at: Address<'_>,
    statistic: impl Fn(&[f64]) -> T + Send + Sync,
) -> Vec<T> {
    let draw = |index: usize| {
        let mut stream = Stream::<f64>::new(at.seed, "sensitivity.bootstrap", at.entity, units.max(1));
        stream.start(index as u64);
        statistic(&drawn(units, |unit| stream.uniform(0, unit)))
    };
    resample_with(at.resamples, draw)
}

/// The results of a number of draws, in their order, whatever the number of threads.
pub(super) fn resample_with<T: Send>(resamples: usize, draw: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    (0..resamples).into_par_iter().map(draw).collect()
}

/// How often each of some units is drawn in as many draws.
pub(super) fn drawn(units: usize, mut uniform: impl FnMut(usize) -> f64) -> Vec<f64> {
    let mut counts = vec![0.0; units];
    for unit in 0..units {
        let chosen = (uniform(unit) * units as f64) as usize;
        counts[chosen.min(units - 1)] += 1.0;
    }
    counts
}

/// 95 % interval from the distribution of (estimate − value) / error over resamples; a point where the estimate has no error,
/// NaN without two resamples that have one.
pub(super) fn studentised_interval(all: Studentised, resampled: impl Iterator<Item = Studentised>) -> [f64; 2] {
    if all.error <= ROUNDING * all.value.abs() {
        return [all.value; 2];
    }
    let pivots: Vec<f64> = resampled
        .filter(|one| one.error > ALIKE * all.error)
        .map(|one| (one.value - all.value) / one.error)
        .filter(|pivot| pivot.is_finite())
        .collect();
    if pivots.len() < 2 {
        return [f64::NAN; 2];
    }
    let [low, high] = quantiles(&pivots, &BOUNDS);
    [all.value - high * all.error, all.value - low * all.error]
}

/// The estimates of many statistics from the same resamples, each with its studentised interval.
pub(super) fn estimates(all: &[Studentised], resampled: &[Vec<Studentised>]) -> Vec<Estimate> {
    let estimate = |(index, &one): (usize, &Studentised)| Estimate {
        value: one.value,
        interval: studentised_interval(one, resampled.iter().map(|statistics| statistics[index])),
    };
    all.iter().enumerate().map(estimate).collect()
}

/// 95 % interval by the percentiles of resampled values about what they are centred on: `value` − (resampled − `centre`),
/// so that what resampling adds to the estimate is taken off it twice over, once for the estimate. NaN without values.
pub(super) fn basic_interval(value: f64, centre: f64, resampled: &[f64]) -> [f64; 2] {
    if sorted_values(resampled).is_empty() {
        return [f64::NAN; 2];
    }
    let [low, high] = quantiles(resampled, &BOUNDS);
    [value - (high - centre), value - (low - centre)]
}

/// 95 % normal interval (Davison & Hinkley 1997, *Bootstrap Methods and their Application*, section 5.2): `value` less the
/// bias of resamples against `centre`, which is what they estimate, and 1.96 of their standard deviations either side; with
/// the bias left in when it is not to be `corrected`. NaN with fewer than two resamples.
pub(super) fn normal_interval(value: f64, centre: f64, resampled: &[f64], corrected: bool) -> [f64; 2] {
    let number = resampled.len() as f64;
    let mean = resampled.iter().sum::<f64>() / number;
    let squares: f64 = resampled.iter().map(|found| (found - mean) * (found - mean)).sum();
    if number < 2.0 {
        return [f64::NAN; 2];
    }
    let middle = if corrected { value - (mean - centre) } else { value };
    let half = NORMAL_975 * (squares / (number - 1.0)).sqrt();
    [middle - half, middle + half]
}
