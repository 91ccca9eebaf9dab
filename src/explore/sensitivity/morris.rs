//! Screening by elementary effects (Morris 1991, *Technometrics* 33, 161–174, doi:10.1080/00401706.1991.10484804).

use crate::explore::sensitivity::bootstrap::{self, Studentised};
use crate::explore::sensitivity::sample::Sample;
use crate::explore::sensitivity::{Options, SensitivityError, ranking};
use crate::record::{Data, DataColumn, ElementaryEffects, Screening};

/// Name of the design in messages.
const DESIGN: &str = "Morris design";
/// Least trajectories: a standard deviation and a resample of it need some.
const LEAST: usize = 4;
/// Values closer than this part of an input's range are one level that was reckoned in several ways.
const SAME_LEVEL: f64 = 1e-9;
/// Statistics of a factor: mean, mean size, standard deviation.
const STATISTICS: usize = 3;

/// Mean, mean size and standard deviation of the elementary effects of every input on an output, with 95 % studentised
/// bootstrap intervals over trajectories.
///
/// The rows are trajectories of k + 1 points one after the other, each of k inputs changing once. Effects are changes of the
/// output over the change of the input, where the input's whole scale counts as one. `step` says how much of it a number
/// moves; without it the levels that the table shows are taken to be evenly spaced from one end of the scale to the other,
/// so that a move by two of four levels is 2/3, as in Morris's own design and SALib's. Another category is the whole scale.
/// Trajectories with a missing value are left out.
///
/// ```
/// use flashpoint::explore::design::{Factor, Levels, Morris, Space};
/// use flashpoint::explore::sensitivity::{Options, evaluate, morris};
///
/// let space = Space { factors: ["a", "b", "c"].map(|id| Factor::interval(id, 0.0, 10.0)).into() };
/// let thirds = Levels::ordered(vec![0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0]);
/// let data = evaluate(&Morris::new(vec![thirds; 3], 20, 1), &space, "y", |x| x[0] * x[0] - 3.0 * x[1]);
///
/// let found = morris(&data, "y", None, Options::default())?;
/// // From 0 to 10 a line of slope −3 falls by 30 wherever it starts; a square does not rise evenly; c does nothing.
/// assert!((found.factors[1].mu.value + 30.0).abs() < 1e-9 && found.factors[1].sigma.value < 1e-9);
/// assert!(found.factors[0].sigma.value > 1.0);
/// assert_eq!(found.ranking.factors[2].factor, "c");
/// # Ok::<(), flashpoint::explore::sensitivity::SensitivityError>(())
/// ```
///
/// # Errors
/// When the rows are not such trajectories, fewer than four of them are complete, or the output does not vary.
pub fn morris(data: &Data, output: &str, step: Option<f64>, options: Options) -> Result<Screening, SensitivityError> {
    let sample = Sample::new(data, output)?;
    let inputs = sample.inputs.len();
    let length = inputs + 1;
    if sample.rows == 0 || !sample.rows.is_multiple_of(length) {
        return Err(SensitivityError::RowCount { rows: sample.rows, inputs, design: DESIGN, block: length });
    }
    let (starts, dropped) = sample.complete_blocks(length);
    if starts.len() < LEAST {
        return Err(SensitivityError::TooFew { what: "trajectories", found: starts.len(), needed: LEAST });
    }
    let effects = effects(&sample, &starts, step)?;
    let used: Vec<f64> =
        starts.iter().flat_map(|&start| &sample.output.values[start..start + length]).copied().collect();
    sample.check_varies(&used)?;
    Ok(summary(&sample, (&effects, starts.len(), dropped), options))
}

/// Whether the rows are trajectories; those with missing values are not held against it.
pub(super) fn follows(sample: &Sample<'_>) -> bool {
    let length = sample.inputs.len() + 1;
    let (starts, _) = sample.complete_blocks(length);
    sample.rows.is_multiple_of(length) && !starts.is_empty() && effects(sample, &starts, Some(1.0)).is_ok()
}

/// `effects[input][trajectory]`: change of the output over change of the input in units of its whole scale.
fn effects(sample: &Sample<'_>, starts: &[usize], step: Option<f64>) -> Result<Vec<Vec<f64>>, SensitivityError> {
    let inputs = sample.inputs.len();
    let scales: Vec<Scale<'_>> = sample.inputs.iter().map(|column| Scale::new(column, step)).collect();
    let mut effects = vec![Vec::with_capacity(starts.len()); inputs];
    for (done, &start) in starts.iter().enumerate() {
        for row in start + 1..=start + inputs {
            let mut changed = (0..inputs).filter(|&input| scales[input].moved(row) != 0.0);
            let (Some(input), None) = (changed.next(), changed.next()) else {
                return Err(SensitivityError::Order { row: row + 1, design: DESIGN });
            };
            let change = sample.output.values[row] - sample.output.values[row - 1];
            effects[input].push(change / scales[input].moved(row));
        }
        if effects.iter().any(|of_input| of_input.len() != done + 1) {
            return Err(SensitivityError::Order { row: start + 1, design: DESIGN });
        }
    }
    Ok(effects)
}

/// How far an input moves, its whole scale being one.
struct Scale<'c> {
    column: &'c DataColumn,
    step: Option<f64>,
    /// The different values, ascending, where they are needed.
    levels: Vec<f64>,
}

impl<'c> Scale<'c> {
    fn new(column: &'c DataColumn, step: Option<f64>) -> Scale<'c> {
        let step = if column.variable.is_categorical() { Some(1.0) } else { step };
        let mut levels = Vec::new();
        if step.is_none() {
            levels.extend(column.values.iter().copied().filter(|value| value.is_finite()));
            levels.sort_unstable_by(f64::total_cmp);
            let range = levels.last().zip(levels.first()).map_or(0.0, |(last, first)| last - first);
            levels.dedup_by(|one, other| *one - *other <= SAME_LEVEL * range);
        }
        Scale { column, step, levels }
    }

    /// The move from the row before to this one; zero where the input stays.
    fn moved(&self, row: usize) -> f64 {
        let [from, to] = [self.column.values[row - 1], self.column.values[row]];
        if from == to {
            return 0.0;
        }
        if let Some(step) = self.step {
            return step.copysign(to - from);
        }
        // Each level is the least of those that rounding made of one.
        let level = |value: f64| self.levels.partition_point(|level| *level <= value) as f64;
        (level(to) - level(from)) / (self.levels.len() - 1).max(1) as f64
    }
}

fn summary(
    sample: &Sample<'_>,
    (effects, trajectories, dropped): (&[Vec<f64>], usize, usize),
    options: Options,
) -> Screening {
    let statistics = |counts: &[f64]| -> Vec<Studentised> {
        effects.iter().flat_map(|of_input| moments(of_input, counts)).collect()
    };
    let all = statistics(&vec![1.0; trajectories]);
    let resampled = bootstrap::resample(trajectories, options.address("morris"), statistics);
    let estimates = bootstrap::estimates(&all, &resampled);
    let factors: Vec<ElementaryEffects> = sample
        .names()
        .zip(estimates.chunks(STATISTICS))
        .map(|(name, of)| ElementaryEffects { factor: name.into(), mu: of[0], mu_star: of[1], sigma: of[2] })
        .collect();
    let sizes = |of: &[Studentised]| of.iter().skip(1).step_by(STATISTICS).map(|one| one.value).collect::<Vec<f64>>();
    let resampled: Vec<Vec<f64>> = resampled.iter().map(|of| sizes(of)).collect();
    let ranking = ranking::ranking(sample.names(), &sizes(&all), &resampled);
    Screening { trajectories, dropped, factors, ranking }
}

/// Mean, mean size and standard deviation (of a sample) with their errors, of values drawn `counts` times each.
fn moments(effects: &[f64], counts: &[f64]) -> [Studentised; STATISTICS] {
    let number: f64 = counts.iter().sum();
    let mean_of = |value: &dyn Fn(f64) -> f64| {
        effects.iter().zip(counts).map(|(&effect, count)| count * value(effect)).sum::<f64>() / number
    };
    let mean = mean_of(&|effect| effect);
    let size = mean_of(&f64::abs);
    let variance = mean_of(&|effect| (effect - mean) * (effect - mean));
    let size_variance = mean_of(&|effect| (effect.abs() - size) * (effect.abs() - size));
    let of_variance = mean_of(&|effect| {
        let away = (effect - mean) * (effect - mean) - variance;
        away * away
    });
    // The infinitesimal jackknife, with the factor n / (n − 1) that makes a mean's error the usual one.
    let error = |squares: f64| (squares / (number - 1.0)).sqrt();
    let deviation = (variance * number / (number - 1.0)).sqrt();
    let deviation_error = if deviation > 0.0 { error(of_variance) / (2.0 * deviation) } else { 0.0 };
    [
        Studentised { value: mean, error: error(variance) },
        Studentised { value: size, error: error(size_variance) },
        Studentised { value: deviation, error: deviation_error },
    ]
}

#[cfg(test)]
#[path = "morris_tests.rs"]
mod tests;
