//! Linear regression of the output on all inputs, on values and on ranks, and what follows from it.
//!
//! Everything comes from correlations: the sweep operator (Goodnight 1979, *The American Statistician* 33, 149–158) turns
//! them into standardised coefficients, the inverse and 1 − R². An input of more than two categories is an indicator for
//! each but the first; its measures are then sizes of what they do together, without a sign.

use std::ops::Range;

use crate::explore::sensitivity::given::Input;

/// A column that others explain but for this share of its variance is left out.
const COLLINEAR: f64 = 1e-9;

/// Products added side by side.
const LANES: usize = 8;

/// Coefficient, rank coefficient, partial correlation, partial rank correlation, Spearman's.
pub(super) type OfInput = [f64; 5];

/// The measures of a fit.
pub(super) struct Fitted {
    pub(super) of_inputs: Vec<OfInput>,
    /// R² on values and on ranks.
    pub(super) r_squared: [f64; 2],
}

/// The columns of the regression.
pub(super) struct Columns {
    /// Values of all columns, the output last.
    values: Vec<Column>,
    /// Which columns belong to each input.
    of_inputs: Vec<Range<usize>>,
}

/// A column and its rows in order of their values.
struct Column {
    values: Vec<f64>,
    order: Vec<usize>,
}

impl Column {
    fn new(values: Vec<f64>) -> Column {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
        Column { values, order }
    }

    /// Ranks of rows drawn `counts` times each; equal values share the mean of their ranks.
    fn ranks(&self, counts: &[f64]) -> Vec<f64> {
        let mut ranks = vec![0.0; self.values.len()];
        let mut below = 0.0;
        for tied in self.order.chunk_by(|&one, &other| self.values[one] == self.values[other]) {
            let size: f64 = tied.iter().map(|&row| counts[row]).sum();
            tied.iter().for_each(|&row| ranks[row] = below + (size + 1.0) / 2.0);
            below += size;
        }
        ranks
    }
}

impl Columns {
    /// Lays out the columns.
    pub(super) fn new(inputs: &[Input], output: &[f64]) -> Columns {
        let (mut values, mut of_inputs) = (Vec::new(), Vec::new());
        for input in inputs {
            let start = values.len();
            if input.categorical && input.levels.len() > 2 {
                let indicator =
                    |level: &f64| input.values.iter().map(|value| f64::from(u8::from(value == level))).collect();
                values.extend(input.levels[1..].iter().map(|level| Column::new(indicator(level))));
            } else {
                values.push(Column::new(input.values.clone()));
            }
            of_inputs.push(start..values.len());
        }
        values.push(Column::new(output.to_vec()));
        Columns { values, of_inputs }
    }

    /// The measures for rows drawn `counts` times each.
    pub(super) fn fit(&self, counts: &[f64]) -> Fitted {
        let plain: Vec<&[f64]> = self.values.iter().map(|column| column.values.as_slice()).collect();
        let ranks: Vec<Vec<f64>> = self.values.iter().map(|column| column.ranks(counts)).collect();
        let ranks: Vec<&[f64]> = ranks.iter().map(Vec::as_slice).collect();
        let [plain, ranks] = [plain, ranks].map(|columns| Correlations::of(&columns, counts));
        let [of_plain, of_ranks] = [&plain, &ranks].map(Correlations::swept);
        let measures = |columns: &Range<usize>| {
            let [coefficient, partial] = of_plain.measures(&plain, columns);
            let [rank_coefficient, partial_rank] = of_ranks.measures(&ranks, columns);
            [coefficient, rank_coefficient, partial, partial_rank, ranks.alone(columns)]
        };
        Fitted {
            of_inputs: self.of_inputs.iter().map(measures).collect(),
            r_squared: [&of_plain, &of_ranks].map(|swept| 1.0 - swept.unexplained()),
        }
    }
}

/// Sum of products, eight at a time in a fixed order, which processors do at once.
fn inner_product(one: &[f64], other: &[f64]) -> f64 {
    let (ones, others) = (one.chunks_exact(LANES), other.chunks_exact(LANES));
    let rest: f64 = ones.remainder().iter().zip(others.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; LANES];
    for (one, other) in ones.zip(others) {
        for lane in 0..LANES {
            sums[lane] += one[lane] * other[lane];
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// Correlations of all columns with each other; NaN with one that does not vary.
struct Correlations {
    size: usize,
    /// Row by row.
    matrix: Vec<f64>,
}

impl Correlations {
    fn of(columns: &[&[f64]], counts: &[f64]) -> Correlations {
        let number: f64 = counts.iter().sum();
        let drawn: Vec<usize> = (0..counts.len()).filter(|&row| counts[row] > 0.0).collect();
        let standardised = |column: &&[f64]| -> Vec<f64> {
            let mean = drawn.iter().map(|&row| counts[row] * column[row]).sum::<f64>() / number;
            let scaled: Vec<f64> = drawn.iter().map(|&row| counts[row].sqrt() * (column[row] - mean)).collect();
            let length = scaled.iter().map(|value| value * value).sum::<f64>().sqrt();
            scaled.into_iter().map(|value| value / length).collect()
        };
        let columns: Vec<Vec<f64>> = columns.iter().map(standardised).collect();
        let size = columns.len();
        let mut matrix = vec![1.0; size * size];
        for one in 0..size {
            for other in 0..=one {
                let product = inner_product(&columns[one], &columns[other]);
                matrix[one * size + other] = product;
                matrix[other * size + one] = product;
            }
        }
        Correlations { size, matrix }
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.matrix[row * self.size + column]
    }

    /// These columns alone, with the last one after them.
    fn some(&self, columns: &Range<usize>) -> Correlations {
        let chosen: Vec<usize> = columns.clone().chain([self.size - 1]).collect();
        let cells = chosen.iter().flat_map(|&row| chosen.iter().map(move |&column| self.at(row, column)));
        Correlations { size: chosen.len(), matrix: cells.collect() }
    }

    /// Regresses the last column on all others.
    fn swept(&self) -> Swept {
        let size = self.size;
        let mut matrix = self.matrix.clone();
        let mut kept = vec![false; size];
        for pivot in 0..size - 1 {
            let divisor = matrix[pivot * size + pivot];
            // Neither one that does not vary nor one that those before explain.
            if divisor.is_nan() || divisor <= COLLINEAR {
                continue;
            }
            kept[pivot] = true;
            sweep(&mut matrix, size, pivot);
        }
        Swept { matrix: Correlations { size, matrix }, kept }
    }

    /// Correlation of the columns with the last one: by themselves, and with a sign where there is one of them.
    fn alone(&self, columns: &Range<usize>) -> f64 {
        if columns.len() == 1 {
            return self.at(columns.start, self.size - 1);
        }
        (1.0 - self.some(columns).swept().unexplained()).max(0.0).sqrt()
    }
}

/// Sweeps a pivot of a square matrix, row by row.
fn sweep(matrix: &mut [f64], size: usize, pivot: usize) {
    let divisor = matrix[pivot * size + pivot];
    let of_pivot: Vec<f64> = (0..size).map(|column| matrix[pivot * size + column] / divisor).collect();
    for row in (0..size).filter(|&row| row != pivot) {
        let factor = matrix[row * size + pivot];
        for column in 0..size {
            matrix[row * size + column] -= factor * of_pivot[column];
        }
        matrix[row * size + pivot] = -factor / divisor;
    }
    for (column, value) in of_pivot.iter().enumerate() {
        matrix[pivot * size + column] = *value;
    }
    matrix[pivot * size + pivot] = 1.0 / divisor;
}

/// A regression.
struct Swept {
    matrix: Correlations,
    /// Columns that take part.
    kept: Vec<bool>,
}

impl Swept {
    /// 1 − R².
    fn unexplained(&self) -> f64 {
        let last = self.matrix.size - 1;
        self.matrix.at(last, last)
    }

    /// Coefficient and partial correlation of an input with these columns; NaN where one of them takes no part.
    fn measures(&self, correlations: &Correlations, columns: &Range<usize>) -> [f64; 2] {
        if columns.clone().any(|column| !self.kept[column]) {
            return [f64::NAN; 2];
        }
        let last = self.matrix.size - 1;
        let coefficient = |column: usize| self.matrix.at(column, last);
        let only = columns.start;
        if columns.len() == 1 {
            let (b, rest) = (coefficient(only), self.matrix.at(only, only) * self.unexplained());
            return [b, b / (b * b + rest).sqrt()];
        }
        let product = |one: usize, other: usize| coefficient(one) * coefficient(other);
        let pairs = || columns.clone().flat_map(|one| columns.clone().map(move |other| (one, other)));
        let spread: f64 = pairs().map(|(one, other)| product(one, other) * correlations.at(one, other)).sum();
        let explained = self.explained(columns);
        [spread.max(0.0).sqrt(), (explained / (explained + self.unexplained())).max(0.0).sqrt()]
    }

    /// By how much R² falls without these columns: b′ C⁻¹ b with their part C of the inverse.
    fn explained(&self, columns: &Range<usize>) -> f64 {
        // The regression of a column of coefficients on C leaves −b′ C⁻¹ b where nothing was.
        let mut part = self.matrix.some(columns);
        let (size, last) = (part.size, part.size - 1);
        for column in 0..last {
            part.matrix[last * size + column] = part.at(column, last);
        }
        part.matrix[last * size + last] = 0.0;
        -part.swept().unexplained()
    }
}
