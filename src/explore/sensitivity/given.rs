//! Measures from any table of inputs and outputs, whatever design its rows come from.
//!
//! Every measure compares the outcome in classes of one input with the outcome in all rows, or draws a line through all of
//! them, so rows need no order and no structure. What the rows must be is a sample: inputs independent of each other and
//! spread as they are believed to be. Where they are not, an input is credited with what those it goes along with do.

mod classes;
mod delta;
mod first_order;
mod pawn;
mod regression;

use std::collections::BTreeMap;

use crate::explore::sensitivity::bootstrap::{self, Address, normal_interval};
use crate::explore::sensitivity::given::classes::{Classes, few, many};
use crate::explore::sensitivity::given::delta::Densities;
use crate::explore::sensitivity::given::first_order::{FirstOrder, first_order};
use crate::explore::sensitivity::given::pawn::Distributions;
use crate::explore::sensitivity::given::regression::Columns;
use crate::explore::sensitivity::sample::Sample;
use crate::explore::sensitivity::{Options, SensitivityError, ranking};
use crate::numeric::Real;
use crate::random::Stream;
use crate::record::{Data, Estimate, GivenData, GivenFactor, Pawn, Regression};
use crate::statistics::quantiles;

/// Slices of PAWN's conditioning input.
pub const SLICES: usize = 10;
/// Least rows.
const LEAST: usize = 30;
/// Most resamples: intervals take only their spread, which this many give within five per cent.
const RESAMPLES: usize = 200;
/// Fewest resamples, however large the table is.
const FEWEST: usize = 20;
/// Values, and products of two inputs' values, that are looked at before there are fewer resamples.
const WORK: [usize; 2] = [400_000_000, 20_000_000_000];
/// Shuffles of the outcome that show what an input without influence scores.
const SHUFFLES: usize = 100;
/// Share of dummies below a threshold.
const BELOW: f64 = 0.95;

/// First-order index, PAWN, Borgonovo's delta, regression and rank measures of every input on an output, with 95 %
/// bootstrap intervals over rows. Rows with a missing or infinite value are left out and counted.
///
/// Categories, and inputs that take no more values than there would be classes, form a class for each value.
///
/// ```
/// use flashpoint::explore::design::{Factor, LatinHypercube, Space};
/// use flashpoint::explore::sensitivity::{Options, evaluate, given};
///
/// let space = Space { factors: ["a", "b", "c"].map(|id| Factor::interval(id, -1.0, 1.0)).into() };
/// let data = evaluate(&LatinHypercube::new(3, 400, 1), &space, "y", |x| x[0] * x[0] + 0.2 * x[1]);
///
/// let found = given(&data, "y", Options::default())?;
/// let [a, b, c] = [0, 1, 2].map(|input| &found.factors[input]);
/// // The parabola has no slope, and yet most of the influence.
/// assert!(a.regression.coefficient.value.abs() < 0.2 && a.first_order.value > 0.7);
/// assert!(a.is_influential() && b.is_influential() && c.first_order.value < 0.1);
/// # Ok::<(), flashpoint::explore::sensitivity::SensitivityError>(())
/// ```
///
/// # Errors
/// When fewer than thirty rows can be used, or the output does not vary.
pub fn given(data: &Data, output: &str, options: Options) -> Result<GivenData, SensitivityError> {
    let sample = Sample::new(data, output)?;
    let rows: Vec<usize> = (0..sample.rows).filter(|&row| sample.is_complete(row)).collect();
    if rows.len() < LEAST {
        return Err(SensitivityError::TooFew { what: "rows", found: rows.len(), needed: LEAST });
    }
    let pick = |values: &[f64]| rows.iter().map(|&row| values[row]).collect::<Vec<f64>>();
    let output = pick(&sample.output.values);
    sample.check_varies(&output)?;
    let inputs: Vec<Input> =
        sample.inputs.iter().map(|column| Input::new(pick(&column.values), column.variable.is_categorical())).collect();
    let measures = Measures::new(&inputs, &output);
    Ok(summary(&sample, &measures, options))
}

/// An input without the rows left out.
struct Input {
    values: Vec<f64>,
    categorical: bool,
    /// The different values, ascending.
    levels: Vec<f64>,
}

impl Input {
    fn new(values: Vec<f64>, categorical: bool) -> Input {
        let mut levels = values.clone();
        levels.sort_unstable_by(f64::total_cmp);
        levels.dedup();
        Input { values, categorical, levels }
    }

    fn varies(&self) -> bool {
        self.levels.len() > 1
    }
}

/// Everything that does not change between resamples.
struct Measures<'t> {
    inputs: &'t [Input],
    output: &'t [f64],
    /// Classes with a density of the output.
    classes: Vec<Classes>,
    /// Classes with a mean of the output.
    narrow: Vec<Classes>,
    slices: Vec<Classes>,
    distributions: Distributions,
    densities: Densities,
    columns: Columns,
}

/// The measures of one resample, by input where there are several.
struct Measured {
    first_order: Vec<FirstOrder>,
    pawn: Vec<pawn::Distances>,
    delta: Vec<f64>,
    regression: regression::Fitted,
}

impl<'t> Measures<'t> {
    fn new(inputs: &'t [Input], output: &'t [f64]) -> Measures<'t> {
        Measures {
            inputs,
            output,
            classes: inputs.iter().map(|input| Classes::of_equal_size(input, few(output.len()))).collect(),
            narrow: inputs.iter().map(|input| Classes::of_equal_size(input, many(output.len()))).collect(),
            slices: inputs.iter().map(|input| Classes::between_quantiles(input, SLICES)).collect(),
            distributions: Distributions::new(output),
            densities: Densities::new(output),
            columns: Columns::new(inputs, output),
        }
    }

    /// All measures of rows drawn `counts` times each.
    fn of(&self, counts: &[f64]) -> Measured {
        let density = self.densities.of_all(counts);
        Measured {
            first_order: self.narrow.iter().map(|of| first_order(of, self.output, counts)).collect(),
            pawn: self.slices.iter().map(|of| self.distributions.distances(of, counts)).collect(),
            delta: self.classes.iter().map(|of| self.densities.delta(&density, of, counts)).collect(),
            regression: self.columns.fit(counts),
        }
    }
}

fn summary(sample: &Sample<'_>, measures: &Measures<'_>, options: Options) -> GivenData {
    let (rows, inputs) = (measures.output.len(), measures.inputs.len());
    let once = vec![1.0; rows];
    let all = measures.of(&once);
    let cells = rows.saturating_mul(inputs);
    let affordable = (WORK[0] / cells).min(WORK[1] / cells.saturating_mul(inputs));
    let most = affordable.clamp(FEWEST, RESAMPLES);
    let at = Address { resamples: options.resamples.min(most), ..options.address("given") };
    let resampled = bootstrap::resample(rows, at, |counts| measures.of(counts));
    let mut dummies = Dummies { measures, seed: options.seed, known: BTreeMap::new() };
    let of = |value: f64, get: &dyn Fn(&Measured) -> f64, scale: Scale| {
        let found: Vec<f64> = resampled.iter().map(get).collect();
        estimate(value, value, &found, scale)
    };
    let factor = |(index, name): (usize, &str)| {
        let [pawn_threshold, delta_threshold] = dummies.thresholds(index);
        let first = all.first_order[index];
        let firsts: Vec<f64> = resampled.iter().map(|one| one.first_order[index].corrected).collect();
        let deltas: Vec<f64> = resampled.iter().map(|one| one.delta[index]).collect();
        let pawn = |kind: usize| of(all.pawn[index][kind], &|one| one.pawn[index][kind], Scale::Spread);
        let fitted = |kind: usize, scale| {
            of(all.regression.of_inputs[index][kind], &|one| one.regression.of_inputs[index][kind], scale)
        };
        GivenFactor {
            factor: name.into(),
            varies: measures.inputs[index].varies(),
            classes: measures.classes[index].count,
            first_order: estimate(first.corrected, first.plug_in, &firsts, Scale::Plain),
            first_order_plug_in: first_order(&measures.classes[index], measures.output, &once).plug_in,
            pawn: Pawn { median: pawn(0), mean: pawn(1), maximum: pawn(2), threshold: pawn_threshold },
            delta: delta::reduced(all.delta[index], &deltas),
            delta_plug_in: all.delta[index],
            delta_threshold,
            regression: Regression {
                coefficient: fitted(0, Scale::Plain),
                rank_coefficient: fitted(1, Scale::Plain),
                partial: fitted(2, Scale::Correlation),
                partial_rank: fitted(3, Scale::Correlation),
                spearman: fitted(4, Scale::Correlation),
            },
        }
    };
    let factors: Vec<GivenFactor> = sample.names().enumerate().map(factor).collect();
    let medians = |of: &Measured| of.pawn.iter().map(|distances| distances[0]).collect::<Vec<f64>>();
    let ranked: Vec<Vec<f64>> = resampled.iter().map(medians).collect();
    GivenData {
        rows,
        dropped: sample.rows - rows,
        r_squared: of(all.regression.r_squared[0], &|one| one.regression.r_squared[0], Scale::Share),
        rank_r_squared: of(all.regression.r_squared[1], &|one| one.regression.r_squared[1], Scale::Share),
        factors,
        ranking: ranking::ranking(sample.names(), &medians(&all), &ranked),
    }
}

/// On which scale resampled values are spread evenly about what they estimate.
#[derive(Clone, Copy, PartialEq)]
enum Scale {
    /// As they are.
    Plain,
    /// As they are, about the estimate with its bias.
    Spread,
    /// Fisher's z of a correlation.
    Correlation,
    /// Log odds.
    Share,
}

impl Scale {
    fn to(self, value: f64) -> f64 {
        let odds = |share: f64| Real::logit(share.clamp(1e-12, 1.0 - 1e-12));
        match self {
            Scale::Plain | Scale::Spread => value,
            Scale::Correlation => 0.5 * odds((1.0 + value) / 2.0),
            Scale::Share => odds(value),
        }
    }

    fn from(self, value: f64) -> f64 {
        match self {
            Scale::Plain | Scale::Spread => value,
            Scale::Correlation => Real::tanh(value),
            Scale::Share => Real::logistic(value),
        }
    }
}

/// A value with the normal bootstrap interval on a scale; resampled values estimate `centre`.
fn estimate(value: f64, centre: f64, resampled: &[f64], scale: Scale) -> Estimate {
    let found: Vec<f64> = resampled.iter().filter(|found| !found.is_nan()).map(|&found| scale.to(found)).collect();
    let interval = normal_interval(scale.to(value), scale.to(centre), &found, scale != Scale::Spread);
    Estimate { value, interval: interval.map(|end| scale.from(end)) }
}

/// What inputs without influence score: the measures of classes of the same sizes over shuffled rows (dummy parameters:
/// Khorashadi Zadeh et al. 2017, *Environmental Modelling & Software* 91, 210–222, doi:10.1016/j.envsoft.2017.02.001).
struct Dummies<'m, 't> {
    measures: &'m Measures<'t>,
    seed: u64,
    /// Thresholds by the sizes of slices and classes.
    known: BTreeMap<[Vec<usize>; 2], [f64; 2]>,
}

impl Dummies<'_, '_> {
    /// Thresholds of the median PAWN index and of delta for an input.
    fn thresholds(&mut self, index: usize) -> [f64; 2] {
        let (slices, classes) = (&self.measures.slices[index], &self.measures.classes[index]);
        if !self.measures.inputs[index].varies() {
            return [f64::NAN; 2];
        }
        let sizes = [slices.sizes(), classes.sizes()];
        if let Some(&known) = self.known.get(&sizes) {
            return known;
        }
        let rows = self.measures.output.len();
        let counts = vec![1.0; rows];
        let density = self.measures.densities.of_all(&counts);
        let scores = bootstrap::resample_with(SHUFFLES, |shuffle| {
            let mut stream = Stream::<f64>::new(self.seed, "sensitivity.dummy", "given", rows);
            stream.start(shuffle as u64);
            let order = shuffled(rows, |slot| stream.uniform(0, slot));
            let pawn = self.measures.distributions.distances(&slices.moved(&order), &counts)[0];
            [pawn, self.measures.densities.delta(&density, &classes.moved(&order), &counts)]
        });
        let found = [0, 1].map(|kind| {
            let column: Vec<f64> = scores.iter().map(|score| score[kind]).collect();
            quantiles(&column, &[BELOW])[0]
        });
        self.known.insert(sizes, found);
        found
    }
}

/// The numbers below `count` in random order (Fisher and Yates).
fn shuffled(count: usize, mut uniform: impl FnMut(usize) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        let chosen = (uniform(last) * (last + 1) as f64) as usize;
        order.swap(last, chosen.min(last));
    }
    order
}

#[cfg(test)]
#[path = "given_tests.rs"]
mod tests;
