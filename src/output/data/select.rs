//! Which columns of a table an analysis reads, and whether it can.

use std::collections::BTreeSet;

use crate::diagnostic::{quoted, suggestion};
use crate::output::OutputError;
use crate::output::data::{RawColumn, RawKind, RawTable};
use crate::record::{Data, DataColumn};

/// Ends the name of a column with the Monte Carlo standard errors of the column before it.
pub(in crate::output) const ERROR: &str = ".error";
/// Most categories of an input; more are names of the rows.
const MOST_CATEGORIES: usize = 200;
/// Most columns listed in a message.
const MOST_LISTED: usize = 40;
/// Rows are counted from 1, below the heading.
const FIRST_ROW: usize = 1;

/// The named columns as inputs and outputs. Without `inputs`, every column that is neither an output nor its error is
/// one. Where an output `y` has a column `y.error` beside it, this holds the standard errors of its means.
///
/// # Errors
/// When a name is unknown or stands twice, an input has a cell without a finite number, or an output holds texts; the
/// message names the column, the row and the cell.
pub fn data(table: &RawTable, inputs: &[String], outputs: &[String]) -> Result<Data, OutputError> {
    let selection = Selection { table };
    if table.rows == 0 {
        return Err(selection.failure("has no rows", "give a table with at least one row below the heading"));
    }
    if outputs.is_empty() {
        let names: Vec<String> = table.names().take(MOST_LISTED).map(quoted).collect();
        let rest = if table.columns.len() > MOST_LISTED { ", …" } else { "" };
        let help = format!("name the columns to explain; there are {}{rest}", names.join(", "));
        return Err(selection.failure("is a table of which no output is named", help));
    }
    let inputs = if inputs.is_empty() { selection.others(outputs) } else { inputs.to_vec() };
    let mut seen = BTreeSet::new();
    if let Some(twice) = inputs.iter().chain(outputs).find(|name| !seen.insert(name.as_str())) {
        let reason = format!("column {} is asked for twice", quoted(twice));
        return Err(selection.failure(reason, "name each column once, as an input or as an output"));
    }
    let inputs = inputs.iter().map(|name| selection.input(name)).collect::<Result<Vec<_>, _>>()?;
    let outputs = outputs.iter().map(|name| selection.output(name)).collect::<Result<Vec<_>, _>>()?;
    if inputs.is_empty() {
        return Err(selection.failure("has no column left for an input", "give a table with inputs and outputs"));
    }
    Ok(Data { inputs, outputs })
}

struct Selection<'t> {
    table: &'t RawTable,
}

impl Selection<'_> {
    fn failure(&self, reason: impl Into<String>, help: impl Into<String>) -> OutputError {
        OutputError::unsuitable(&self.table.path, reason, help)
    }

    /// Every column that can be an input beside these outputs.
    fn others(&self, outputs: &[String]) -> Vec<String> {
        let is_output =
            |name: &str| outputs.iter().any(|output| output == name || name.strip_suffix(ERROR) == Some(output));
        self.table.names().filter(|name| !is_output(name)).map(String::from).collect()
    }

    fn find(&self, name: &str) -> Result<&RawColumn, OutputError> {
        let Some(column) = self.table.get(name) else {
            let help =
                suggestion(name, self.table.names()).unwrap_or_else(|| "look at the heading of the table".into());
            return Err(self.failure(format!("has no column {}", quoted(name)), help));
        };
        match &column.kind {
            RawKind::Unusable(reason) => {
                Err(self.failure(format!("column {} {reason}", quoted(name)), "name the columns to use without it"))
            }
            _ => Ok(column),
        }
    }

    fn input(&self, name: &str) -> Result<DataColumn, OutputError> {
        let column = self.find(name)?;
        if column.kind == RawKind::Category {
            self.check_categories(column)?;
        }
        if let Some(row) = column.values.iter().position(|value| !value.is_finite()) {
            let found = if column.values[row].is_nan() { "no value" } else { "an infinite value" };
            let reason = format!("row {} has {found} in input {}", row + FIRST_ROW, quoted(name));
            return Err(self.failure(reason, "fill the cell, remove the row, or leave this input out"));
        }
        Ok(DataColumn::new(column.variable.clone(), column.values.clone()))
    }

    /// Refuses texts that are numbers but for some cells, and names of rows.
    fn check_categories(&self, column: &RawColumn) -> Result<(), OutputError> {
        let categories = &column.variable.categories;
        if let Some((row, text)) = odd_cell(column) {
            let reason = format!(
                "row {row} has {} in column {}, which holds numbers",
                quoted(text),
                quoted(&column.variable.id)
            );
            return Err(self.failure(reason, "correct the cell or leave it empty"));
        }
        if categories.len() > MOST_CATEGORIES {
            let reason = format!("column {} holds {} different texts", quoted(&column.variable.id), categories.len());
            return Err(
                self.failure(reason, "leave this input out, or name the inputs to use: it seems to name the rows")
            );
        }
        Ok(())
    }

    fn output(&self, name: &str) -> Result<DataColumn, OutputError> {
        let column = self.find(name)?;
        if column.kind == RawKind::Category {
            self.check_categories(column)?;
            let example = column
                .variable
                .categories
                .first()
                .map_or_else(String::new, |text| format!(", such as {}", quoted(text)));
            let reason = format!("output {} holds texts{example}", quoted(name));
            return Err(self.failure(reason, "an output holds numbers, or true and false; text can only be an input"));
        }
        if column.values.iter().all(|value| value.is_nan()) {
            return Err(self.failure(format!("output {} has no value in any row", quoted(name)), "name another output"));
        }
        let errors = match self.table.get(&format!("{name}{ERROR}")) {
            Some(errors) if errors.kind == RawKind::Number => errors.values.clone(),
            _ => Vec::new(),
        };
        let mut variable = column.variable.clone();
        variable.categories.clear();
        Ok(DataColumn { variable, values: column.values.clone(), errors })
    }
}

/// The first cell that is no number in a column most of whose cells are, with its row.
fn odd_cell(column: &RawColumn) -> Option<(usize, &str)> {
    let is_number: Vec<bool> =
        column.variable.categories.iter().map(|text| text.trim().parse::<f64>().is_ok()).collect();
    let is_odd = |value: f64| (!value.is_nan()).then(|| !is_number.get(value as usize).copied().unwrap_or(false));
    let odd = column.values.iter().filter(|value| is_odd(**value) == Some(true)).count();
    let numbers = column.values.iter().filter(|value| is_odd(**value) == Some(false)).count();
    let row = column.values.iter().position(|value| is_odd(*value) == Some(true))?;
    (numbers > odd).then(|| (row + FIRST_ROW, column.variable.category(column.values[row]).unwrap_or("")))
}
