//! The table as the algorithms read it: complete rows, inputs sorted once.

use crate::record::{Data, DataColumn, Variable};

/// Share of an input's values that may be missing; an input with more is left out rather than its rows.
const MISSING: f64 = 0.5;

/// An input.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// What it is.
    pub variable: Variable,
    /// Values by row, all finite.
    values: Vec<f64>,
    /// Rows by increasing value, those of equal value in their own order; empty for categories.
    order: Vec<u32>,
    /// Least and greatest value.
    pub range: [f64; 2],
}

/// Complete rows: every input has a finite value, and the share of interest is known.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub inputs: Vec<Input>,
    /// Share of each row that is of interest, 0 to 1.
    interest: Vec<f64>,
    /// Whether every share is none or all.
    pub is_binary: bool,
    /// Rows that were left out.
    pub left_out: usize,
    /// Names of inputs that were left out because they lack too many values or never vary.
    pub without_values: Vec<String>,
    pub constant: Vec<String>,
}

impl Table {
    /// Takes what is complete; `interest` has a share or NaN for every row, `wanted` chooses among the inputs.
    pub fn new(data: &Data, interest: &[f64], wanted: &dyn Fn(&Variable) -> bool) -> Table {
        let mut without_values = Vec::new();
        let mut columns: Vec<&DataColumn> = Vec::new();
        for column in data.inputs.iter().filter(|column| wanted(&column.variable)) {
            let missing = column.values.iter().filter(|value| !is_valid(&column.variable, **value)).count();
            if missing as f64 > MISSING * column.values.len() as f64 {
                without_values.push(column.variable.id.clone());
            } else {
                columns.push(column);
            }
        }
        let is_complete = |row: &usize| {
            (0.0..=1.0).contains(&interest[*row])
                && columns.iter().all(|column| column.values.get(*row).is_some_and(|v| is_valid(&column.variable, *v)))
        };
        let rows: Vec<usize> = (0..interest.len().min(u32::MAX as usize)).filter(is_complete).collect();
        let (inputs, constant): (Vec<Input>, Vec<Input>) =
            columns.into_iter().map(|column| input(column, &rows)).partition(|input| input.range[0] < input.range[1]);
        let kept: Vec<f64> = rows.iter().map(|&row| interest[row]).collect();
        Table {
            inputs,
            is_binary: kept.iter().all(|&share| share == 0.0 || share == 1.0),
            left_out: interest.len() - rows.len(),
            interest: kept,
            without_values,
            constant: constant.into_iter().map(|input| input.variable.id).collect(),
        }
    }

    /// Every row.
    pub fn rows(&self) -> Vec<u32> {
        (0..self.interest.len() as u32).collect()
    }

    /// The value of an input in a row.
    #[inline]
    pub fn value(&self, input: usize, row: u32) -> f64 {
        self.inputs[input].values[row as usize]
    }

    /// The share of a row that is of interest.
    #[inline]
    pub fn interest(&self, row: u32) -> f64 {
        self.interest[row as usize]
    }

    /// Number of categories of an input; zero for a number.
    pub fn categories(&self, input: usize) -> usize {
        self.inputs[input].variable.categories.len()
    }

    /// For each number among the inputs the chosen rows by increasing value; nothing for categories.
    pub fn sorted(&self, is_chosen: &[bool]) -> Vec<Vec<u32>> {
        let chosen = |input: &Input| input.order.iter().copied().filter(|&row| is_chosen[row as usize]).collect();
        self.inputs.iter().map(chosen).collect()
    }

    /// A mark for each row that is among these.
    pub fn marks(&self, rows: &[u32]) -> Vec<bool> {
        let mut marks = vec![false; self.interest.len()];
        rows.iter().for_each(|&row| marks[row as usize] = true);
        marks
    }
}

/// Whether a value is a finite number or one of the categories.
fn is_valid(variable: &Variable, value: f64) -> bool {
    if variable.is_categorical() { variable.category(value).is_some() } else { value.is_finite() }
}

fn input(column: &DataColumn, rows: &[usize]) -> Input {
    let variable = column.variable.clone();
    let values: Vec<f64> = rows.iter().map(|&row| column.values[row]).collect();
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if variable.is_categorical() {
        order.clear();
    } else {
        order.sort_by(|&one, &other| values[one as usize].total_cmp(&values[other as usize]));
    }
    Input { variable, values, order, range: [least, greatest] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incomplete_rows_and_empty_or_constant_inputs_are_left_out() {
        let nan = f64::NAN;
        let column = |id: &str, values: &[f64]| DataColumn::new(Variable::number(id), values.to_vec());
        let words = Variable { categories: vec!["a".into(), "b".into()], ..Variable::number("words") };
        let data = Data {
            inputs: vec![
                column("x", &[1.0, nan, 3.0, 4.0, 2.0]),
                column("gaps", &[nan, nan, nan, 1.0, 2.0]),
                column("same", &[7.0; 5]),
                DataColumn::new(words, vec![0.0, 1.0, 1.0, 2.0, 0.0]),
            ],
            outputs: Vec::new(),
        };
        let table = Table::new(&data, &[1.0, 0.0, nan, 0.0, 0.5], &|_| true);
        assert_eq!((table.rows(), table.left_out, table.is_binary), (vec![0, 1], 3, false));
        assert_eq!((table.without_values, table.constant), (vec!["gaps".into()], vec!["same".into(), "words".into()]));
        assert_eq!(table.inputs.len(), 1);
        assert_eq!(table.inputs[0].order, [0, 1]);
    }
}
