//! Why an analysis could not be made, and what would help.

use thiserror::Error;

/// Why a table could not be analysed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SensitivityError {
    /// The table has no input.
    #[error("the table has no inputs")]
    NoInputs,
    /// The table has no output with this name.
    #[error("the table has no output `{0}`")]
    UnknownOutput(String),
    /// Columns differ in length.
    #[error("column `{0}` has another number of rows than the others")]
    Ragged(String),
    /// The output does not vary.
    #[error("`{0}` has the same value in every row, so nothing can be said about what it depends on")]
    Constant(String),
    /// Too few rows are left, or blocks of rows.
    #[error("only {found} {what} can be used, at least {needed} are needed")]
    TooFew {
        /// What is counted: rows, trajectories, base points, ….
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there must be.
        needed: usize,
    },
    /// The number of rows does not fit a structured design.
    #[error("{rows} rows of {inputs} inputs are no {design}: its number of rows is a multiple of {block}")]
    RowCount {
        /// Rows of the table.
        rows: usize,
        /// Inputs of the table.
        inputs: usize,
        /// The design.
        design: &'static str,
        /// Rows of one block.
        block: usize,
    },
    /// A row is not where a structured design has it.
    #[error("row {row} does not follow the order of a {design}")]
    Order {
        /// The row, from one.
        row: usize,
        /// The design.
        design: &'static str,
    },
}

impl SensitivityError {
    /// What to do about it, one sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            SensitivityError::NoInputs => "name the columns that were chosen as inputs",
            SensitivityError::UnknownOutput(_) => "name one of the table's outputs",
            SensitivityError::Ragged(_) => "give every column one value for each row, NaN where there is none",
            SensitivityError::Constant(_) => "choose another outcome, or widen the ranges of the inputs",
            SensitivityError::TooFew { .. } => {
                "give more rows; rows in which an input or the output is missing or infinite are left out"
            }
            SensitivityError::RowCount { .. } => {
                "give every row of the design, failed ones with an empty output, or analyse it as given data"
            }
            SensitivityError::Order { .. } => "keep the rows in the order of the design, or analyse it as given data",
        }
    }
}
