//! Tables of inputs and outputs: what an experiment leaves and what an analysis reads, wherever they come from.

use serde::{Deserialize, Serialize};

use crate::record::OutcomeInfo;

/// What a column of inputs or outputs is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// The column's name: a dotted path, `lever.ID`, an outcome's identifier, or whatever a foreign table calls it.
    pub id: String,
    /// Name for charts and sentences.
    pub label: String,
    /// Unit; `1` or empty without one, `days` for days since the start.
    pub unit: String,
    /// What the values 0, 1, 2, … stand for: options of a lever, words; empty for a number.
    #[serde(default)]
    pub categories: Vec<String>,
}

impl Variable {
    /// A number without label and unit.
    pub fn number(id: &str) -> Variable {
        Variable { id: id.into(), label: id.into(), ..Variable::default() }
    }

    /// The name people know it by.
    pub fn name(&self) -> &str {
        if self.label.is_empty() { &self.id } else { &self.label }
    }

    /// Whether its values are categories.
    pub fn is_categorical(&self) -> bool {
        !self.categories.is_empty()
    }

    /// The category of a value.
    pub fn category(&self, value: f64) -> Option<&str> {
        self.categories.get(value as usize).filter(|_| value >= 0.0).map(String::as_str)
    }
}

/// A column: one value for each row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataColumn {
    /// What it is.
    pub variable: Variable,
    /// The values, by row; NaN where a row has none.
    pub values: Vec<f64>,
    /// Monte Carlo standard errors of the values, by row; empty where values are not means.
    pub errors: Vec<f64>,
}

impl From<&OutcomeInfo> for Variable {
    fn from(info: &OutcomeInfo) -> Variable {
        Variable { id: info.id.clone(), label: info.label.clone(), unit: info.unit.clone(), categories: Vec::new() }
    }
}

impl DataColumn {
    /// Exact values.
    pub fn new(variable: Variable, values: Vec<f64>) -> DataColumn {
        DataColumn { variable, values, errors: Vec::new() }
    }
}

/// Inputs and outputs, row by row. All columns have the same length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// What was chosen.
    pub inputs: Vec<DataColumn>,
    /// What came of it.
    pub outputs: Vec<DataColumn>,
}

impl Data {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.inputs.first().or(self.outputs.first()).map_or(0, |column| column.values.len())
    }

    /// The input with this name.
    pub fn input(&self, id: &str) -> Option<&DataColumn> {
        self.inputs.iter().find(|column| column.variable.id == id)
    }

    /// The output with this name.
    pub fn output(&self, id: &str) -> Option<&DataColumn> {
        self.outputs.iter().find(|column| column.variable.id == id)
    }
}
