//! Knowledge against chance: what of an outcome's variance is not knowing the numbers, what is luck, and what is that luck
//! matters more for some numbers than for others.
//!
//! With every point played under the same draws, value = mean + point + draw + what the draw does at this point: a two-way
//! crossed random-effects model with one observation a cell (Searle, Casella & McCulloch 1992, *Variance Components*,
//! chapter 4; for sensitivity analysis of stochastic models: Marrel, Iooss, Da Veiga & Ribatet 2012, *Statistics and
//! Computing* 22, 833–847, doi:10.1007/s11222-011-9274-8). The unbiased estimators are differences of mean squares.

use rayon::prelude::*;

use crate::explore::sensitivity::bootstrap::{basic_interval, drawn};
use crate::explore::sensitivity::{Options, SensitivityError};
use crate::numeric::Real;
use crate::random::Stream;
use crate::record::{ChanceShares, Estimate, VarianceShare};

/// Least points and least replicates.
const LEAST: usize = 8;

/// Variance components of `values[point][replicate]`, every point played with the same draws, and their shares with 95 %
/// intervals by the pigeonhole bootstrap (Owen 2007, *Annals of Applied Statistics* 1, 386–411, doi:10.1214/07-AOAS122):
/// points and replicates are resampled independently of each other. Points with a missing value are left out.
///
/// ```
/// use flashpoint::explore::sensitivity::{Options, chance};
///
/// // Points 0 to 19 with draws of 0 to 9, of which a point makes more the greater it is.
/// let value = |point: f64, draw: f64| point + draw + 0.1 * point * draw;
/// let values: Vec<Vec<f64>> =
///     (0..20).map(|point| (0..10).map(|draw| value(f64::from(point), f64::from(draw))).collect()).collect();
///
/// let found = chance(&values, Options::default())?;
/// assert!(found.knowledge.share.value > 0.5);
/// let [knowledge, chance, interplay] = [&found.knowledge, &found.chance, &found.interplay].map(|of| of.share.value);
/// assert!((knowledge + chance + interplay - 1.0).abs() < 1e-12 && interplay > 0.01);
/// # Ok::<(), flashpoint::explore::sensitivity::SensitivityError>(())
/// ```
///
/// # Errors
/// When fewer than eight points or replicates can be used, points differ in their number of replicates, or nothing varies.
pub fn chance(values: &[Vec<f64>], options: Options) -> Result<ChanceShares, SensitivityError> {
    let replicates = values.first().map_or(0, Vec::len);
    if values.iter().any(|point| point.len() != replicates) {
        return Err(SensitivityError::Ragged("replicates".into()));
    }
    let table: Vec<&[f64]> =
        values.iter().filter(|point| point.iter().all(|value| value.is_finite())).map(Vec::as_slice).collect();
    for (what, found) in [("points", table.len()), ("replicates", replicates)] {
        if found < LEAST {
            return Err(SensitivityError::TooFew { what, found, needed: LEAST });
        }
    }
    let squares = MeanSquares::of(&table, &vec![1.0; table.len()], &vec![1.0; replicates]);
    if table.iter().copied().flatten().all(|value| *value == table[0][0]) {
        return Err(SensitivityError::Constant("the outcome".into()));
    }
    let resampled = resample(&table, options);
    let components = squares.components();
    let shares = shares(components);
    let share = |kind: usize| VarianceShare {
        component: components[kind],
        share: Estimate { value: shares[kind], interval: interval(kind, &squares, &resampled) },
    };
    Ok(ChanceShares {
        points: table.len(),
        dropped: values.len() - table.len(),
        replicates,
        variance: components.iter().map(|component| component.max(0.0)).sum(),
        knowledge: share(0),
        chance: share(1),
        interplay: share(2),
    })
}

/// Mean squares of points, replicates and the residual.
#[derive(Clone, Copy)]
struct MeanSquares {
    of: [f64; 3],
    points: f64,
    replicates: f64,
}

impl MeanSquares {
    /// Those of points and replicates drawn so many times each.
    fn of(table: &[&[f64]], points: &[f64], replicates: &[f64]) -> MeanSquares {
        let (n, m) = (points.iter().sum::<f64>(), replicates.iter().sum::<f64>());
        let weighted = |values: &[f64]| values.iter().zip(replicates).map(|(value, count)| value * count).sum::<f64>();
        let by_point: Vec<f64> = table.iter().map(|row| weighted(row) / m).collect();
        let mean = by_point.iter().zip(points).map(|(value, count)| value * count).sum::<f64>() / n;
        let mut by_replicate = vec![0.0; replicates.len()];
        for (row, count) in table.iter().zip(points) {
            for (sum, value) in by_replicate.iter_mut().zip(*row) {
                *sum += count / n * value;
            }
        }
        let square = |away: f64| away * away;
        let [mut of_points, mut rest] = [0.0; 2];
        for ((row, point), count) in table.iter().zip(&by_point).zip(points) {
            of_points += count * square(point - mean);
            let cells = row.iter().zip(&by_replicate).zip(replicates);
            let squares: f64 =
                cells.map(|((value, replicate), times)| times * square(value - point - replicate + mean)).sum();
            rest += count * squares;
        }
        let of_replicates: f64 =
            by_replicate.iter().zip(replicates).map(|(replicate, times)| times * square(replicate - mean)).sum();
        let of = [m * of_points / (n - 1.0), n * of_replicates / (m - 1.0), rest / ((n - 1.0) * (m - 1.0))];
        MeanSquares { of, points: n, replicates: m }
    }

    /// Unbiased components: points, replicates, interplay.
    fn components(&self) -> [f64; 3] {
        let [points, replicates, rest] = self.of;
        [(points - rest) / self.replicates, (replicates - rest) / self.points, rest]
    }

    /// The components of the table itself when points and replicates are drawn from it: what resamples estimate.
    fn of_the_table(&self) -> [f64; 3] {
        let [points, replicates, rest] = self.of;
        let [n, m] = [self.points, self.replicates];
        let [n_less, m_less] = [(n - 1.0) / n, (m - 1.0) / m];
        [points / m * n_less, replicates / n * m_less, rest * n_less * m_less]
    }
}

/// Shares of the components, negative ones counted as none.
fn shares(components: [f64; 3]) -> [f64; 3] {
    let held = components.map(|component| component.max(0.0));
    let sum: f64 = held.iter().sum();
    held.map(|component| component / sum)
}

/// Components of tables whose points and replicates are drawn with replacement.
fn resample(table: &[&[f64]], options: Options) -> Vec<[f64; 3]> {
    let (points, replicates) = (table.len(), table[0].len());
    let one = |index: usize| {
        let mut stream = Stream::<f64>::new(options.seed, "sensitivity.bootstrap", "pigeonhole", points + replicates);
        stream.start(index as u64);
        let of_points = drawn(points, |point| stream.uniform(0, point));
        let of_replicates = drawn(replicates, |replicate| stream.uniform(0, points + replicate));
        MeanSquares::of(table, &of_points, &of_replicates).components()
    };
    (0..options.resamples).into_par_iter().map(one).collect()
}

/// The 95 % interval of a share: percentiles of its log odds about those of the table itself.
fn interval(kind: usize, squares: &MeanSquares, resampled: &[[f64; 3]]) -> [f64; 2] {
    // A share of nothing or all has no odds; a thousandth of a per cent is as good as none.
    let odds = |components: [f64; 3]| Real::logit(shares(components)[kind].clamp(1e-5, 1.0 - 1e-5));
    let found: Vec<f64> = resampled.iter().map(|&components| odds(components)).collect();
    basic_interval(odds(squares.components()), odds(squares.of_the_table()), &found).map(Real::logistic)
}

#[cfg(test)]
#[path = "chance_tests.rs"]
mod tests;
