//! The rows of a table that an analysis can use.

use crate::explore::sensitivity::SensitivityError;
use crate::record::{Data, DataColumn};

/// Inputs and one output, without what cannot be used.
pub(super) struct Sample<'d> {
    /// The inputs, with all rows of the table.
    pub(super) inputs: &'d [DataColumn],
    /// The output, with all rows of the table.
    pub(super) output: &'d DataColumn,
    /// Rows of the table.
    pub(super) rows: usize,
}

impl<'d> Sample<'d> {
    /// The columns of an analysis, checked.
    pub(super) fn new(data: &'d Data, output: &str) -> Result<Sample<'d>, SensitivityError> {
        let output = data.output(output).ok_or_else(|| SensitivityError::UnknownOutput(output.into()))?;
        if data.inputs.is_empty() {
            return Err(SensitivityError::NoInputs);
        }
        let rows = output.values.len();
        if let Some(column) = data.inputs.iter().find(|column| column.values.len() != rows) {
            return Err(SensitivityError::Ragged(column.variable.id.clone()));
        }
        Ok(Sample { inputs: &data.inputs, output, rows })
    }

    /// Names of the inputs.
    pub(super) fn names(&self) -> impl Iterator<Item = &'d str> {
        self.inputs.iter().map(|column| column.variable.id.as_str())
    }

    /// Whether a row has every input and an output.
    pub(super) fn is_complete(&self, row: usize) -> bool {
        self.output.values[row].is_finite() && self.inputs.iter().all(|column| column.values[row].is_finite())
    }

    /// First rows of the blocks of `length` rows that are complete, and how many are not.
    pub(super) fn complete_blocks(&self, length: usize) -> (Vec<usize>, usize) {
        let starts = (0..self.rows / length).map(|block| block * length);
        let (complete, broken): (Vec<usize>, Vec<usize>) =
            starts.partition(|&start| (start..start + length).all(|row| self.is_complete(row)));
        (complete, broken.len())
    }

    /// Refuses an output that is the same everywhere.
    pub(super) fn check_varies(&self, values: &[f64]) -> Result<(), SensitivityError> {
        let constant = values.iter().all(|value| *value == values[0]);
        if constant { Err(SensitivityError::Constant(self.output.variable.id.clone())) } else { Ok(()) }
    }
}
