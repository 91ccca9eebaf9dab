//! Variance-based indices from Saltelli's design (Sobol' 2001, *Mathematics and Computers in Simulation* 55, 271–280).
//!
//! First order: Saltelli et al. 2010, *Computer Physics Communications* 181, 259–270, doi:10.1016/j.cpc.2009.09.018,
//! table 2(b). Total: Jansen 1999, *Computer Physics Communications* 117, 35–43, table 2(f) there. Second order: Saltelli
//! 2002, *Computer Physics Communications* 145, 280–297. Each is the mean of a product over base points divided by the
//! variance, so that its standard error is that of a ratio.

use crate::explore::sensitivity::bootstrap::{self, Studentised};
use crate::explore::sensitivity::sample::Sample;
use crate::explore::sensitivity::{Options, SensitivityError, ranking};
use crate::record::{Data, Estimate, SobolIndex, SobolIndices, SobolPair};

/// Name of the design in messages.
const DESIGN: &str = "Saltelli design";
/// Least base points.
const LEAST: usize = 8;

/// First-order and total Sobol' indices of every input, those of pairs where the design has them, with 95 % studentised
/// bootstrap intervals over base points.
///
/// The rows are blocks, one for each base point: A, then A with each input from B in turn, then (for second order) B with
/// each input from A in turn, then B: N (k + 2) or N (2 k + 2) rows, as SALib orders them. Blocks with a missing value are
/// left out.
///
/// # Errors
/// When the rows are not such blocks, fewer than eight of them are complete, or the output does not vary.
pub fn sobol(data: &Data, output: &str, options: Options) -> Result<SobolIndices, SensitivityError> {
    let sample = Sample::new(data, output)?;
    let length = block_length(&sample)?;
    let (starts, dropped) = sample.complete_blocks(length);
    if starts.len() < LEAST {
        return Err(SensitivityError::TooFew { what: "base points", found: starts.len(), needed: LEAST });
    }
    let outputs = Outputs::new(&sample, &starts, length)?;
    Ok(summary(&sample, &outputs, dropped, options))
}

/// Rows of a block: the one of the two lengths whose order the inputs follow.
pub(super) fn block_length(sample: &Sample<'_>) -> Result<usize, SensitivityError> {
    let inputs = sample.inputs.len();
    let fitting = [2 * inputs + 2, inputs + 2].into_iter().filter(|length| sample.rows.is_multiple_of(*length));
    let mut wrong = SensitivityError::RowCount { rows: sample.rows, inputs, design: DESIGN, block: inputs + 2 };
    for length in fitting.filter(|_| sample.rows > 0) {
        match (0..sample.rows).find(|&row| !in_place(sample, row, length)) {
            None => return Ok(length),
            Some(row) => wrong = SensitivityError::Order { row: row + 1, design: DESIGN },
        }
    }
    Err(wrong)
}

/// Whether a row has the inputs that its place in a block demands; one that lacks an input is not held against it.
fn in_place(sample: &Sample<'_>, row: usize, length: usize) -> bool {
    let inputs = sample.inputs.len();
    let place = row % length;
    let (first, last) = (row - place, row - place + length - 1);
    sample.inputs.iter().enumerate().all(|(input, column)| {
        let from_last = match place {
            0 => false,
            _ if place == length - 1 => true,
            _ if place <= inputs => place - 1 == input,
            _ => place - 1 - inputs != input,
        };
        let (found, wanted) = (column.values[row], column.values[if from_last { last } else { first }]);
        found == wanted || !found.is_finite() || !wanted.is_finite()
    })
}

/// The outputs in units of their standard deviation about their mean, by place in the block.
struct Outputs {
    a: Vec<f64>,
    b: Vec<f64>,
    /// `ab[input][point]`: A with this input from B.
    ab: Vec<Vec<f64>>,
    /// `ba[input][point]`: B with this input from A; empty without second order.
    ba: Vec<Vec<f64>>,
    /// Standard deviation by which they were divided.
    scale: f64,
}

impl Outputs {
    fn new(sample: &Sample<'_>, starts: &[usize], length: usize) -> Result<Outputs, SensitivityError> {
        let values = &sample.output.values;
        let used: Vec<f64> = starts.iter().flat_map(|&start| &values[start..start + length]).copied().collect();
        sample.check_varies(&used)?;
        // About their mean, else the errors of products grow with it (Sobol' et al. 2007).
        let mean = used.iter().sum::<f64>() / used.len() as f64;
        let scale = (used.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / used.len() as f64).sqrt();
        let at = |place: usize| starts.iter().map(|&start| (values[start + place] - mean) / scale).collect();
        let inputs = sample.inputs.len();
        let ba = if length > inputs + 2 { inputs } else { 0 };
        let outputs = Outputs {
            a: at(0),
            b: at(length - 1),
            ab: (1..=inputs).map(at).collect(),
            ba: (inputs + 1..=inputs + ba).map(at).collect(),
            scale,
        };
        let base: Vec<f64> = outputs.a.iter().chain(&outputs.b).copied().collect();
        sample.check_varies(&base)?;
        Ok(outputs)
    }

    /// A product at every base point.
    fn products(&self, product: impl Fn(usize) -> f64) -> Vec<f64> {
        (0..self.a.len()).map(product).collect()
    }

    fn first(&self, input: usize) -> Vec<f64> {
        self.products(|point| self.b[point] * (self.ab[input][point] - self.a[point]))
    }

    fn total(&self, input: usize) -> Vec<f64> {
        self.products(|point| {
            let change = self.a[point] - self.ab[input][point];
            0.5 * change * change
        })
    }

    /// The closed index of the pair without those of its members.
    fn second(&self, one: usize, other: usize) -> Vec<f64> {
        let (first, second) = (self.first(one), self.first(other));
        self.products(|point| {
            let closed = self.ba[one][point] * self.ab[other][point] - self.a[point] * self.b[point];
            closed - first[point] - second[point]
        })
    }

    fn pairs(&self) -> impl Iterator<Item = [usize; 2]> {
        let inputs = self.ba.len();
        (0..inputs).flat_map(move |one| (one + 1..inputs).map(move |other| [one, other]))
    }

    /// The numerators of all indices: first order, total, their sum over inputs, pairs.
    fn numerators(&self) -> Vec<Vec<f64>> {
        let inputs = self.ab.len();
        let mut all: Vec<Vec<f64>> = (0..inputs).map(|input| self.first(input)).collect();
        let sum = self.products(|point| all.iter().map(|first| first[point]).sum());
        all.extend((0..inputs).map(|input| self.total(input)));
        all.push(sum);
        all.extend(self.pairs().map(|[one, other]| self.second(one, other)));
        all
    }

    /// Every index with its standard error, for base points drawn `counts` times each.
    fn indices(&self, numerators: &[Vec<f64>], counts: &[f64]) -> Vec<Studentised> {
        let number: f64 = counts.iter().sum();
        let total = |value: &dyn Fn(usize) -> f64| {
            counts.iter().enumerate().map(|(point, count)| count * value(point)).sum::<f64>()
        };
        let mean = total(&|point| self.a[point] + self.b[point]) / (2.0 * number);
        let squares = self.products(|point| {
            let (a, b) = (self.a[point] - mean, self.b[point] - mean);
            (a * a + b * b) / 2.0
        });
        let variance = total(&|point| squares[point]) / number;
        let of_squares = total(&|point| squares[point] * squares[point]);
        let index = |products: &Vec<f64>| {
            let [mut sum, mut of_products, mut mixed] = [0.0; 3];
            for ((&product, &square), &count) in products.iter().zip(&squares).zip(counts) {
                sum += count * product;
                of_products += count * product * product;
                mixed += count * product * square;
            }
            let value = sum / number / variance;
            // The influence of a point on the ratio is (product − index · square) / variance.
            let influence = (of_products - 2.0 * value * mixed + value * value * of_squares).max(0.0);
            Studentised { value, error: (influence / (number * (number - 1.0))).sqrt() / variance }
        };
        numerators.iter().map(index).collect()
    }

    /// Variance over A and B.
    fn variance(&self) -> f64 {
        let number = 2.0 * self.a.len() as f64;
        let base = || self.a.iter().chain(&self.b);
        let mean = base().sum::<f64>() / number;
        base().map(|value| (value - mean) * (value - mean)).sum::<f64>() / number * self.scale * self.scale
    }
}

fn summary(sample: &Sample<'_>, outputs: &Outputs, dropped: usize, options: Options) -> SobolIndices {
    let (points, inputs) = (outputs.a.len(), outputs.ab.len());
    let numerators = outputs.numerators();
    let all = outputs.indices(&numerators, &vec![1.0; points]);
    let statistics = |counts: &[f64]| outputs.indices(&numerators, counts);
    let resampled = bootstrap::resample(points, options.address("sobol"), statistics);
    let estimates = bootstrap::estimates(&all, &resampled);
    let names: Vec<&str> = sample.names().collect();
    let factor = |(input, name): (usize, &&str)| SobolIndex {
        factor: (*name).into(),
        first: estimates[input],
        total: estimates[inputs + input],
    };
    let pair = |([one, other], &index): ([usize; 2], &Estimate)| SobolPair {
        factors: [names[one].into(), names[other].into()],
        index,
    };
    let totals = |of: &[Studentised]| of[inputs..2 * inputs].iter().map(|one| one.value).collect::<Vec<f64>>();
    let resampled: Vec<Vec<f64>> = resampled.iter().map(|of| totals(of)).collect();
    SobolIndices {
        points,
        dropped,
        variance: outputs.variance(),
        factors: names.iter().enumerate().map(factor).collect(),
        pairs: outputs.pairs().zip(&estimates[2 * inputs + 1..]).map(pair).collect(),
        sum_of_first: estimates[2 * inputs],
        ranking: ranking::ranking(names.iter().copied(), &totals(&all), &resampled),
    }
}

#[cfg(test)]
#[path = "sobol_tests.rs"]
mod tests;
