//! Inputs and outputs from whatever a path is.

use std::path::Path;

use crate::diagnostic::{quoted, suggestion};
use crate::output::data::{data, read_table};
use crate::output::sweep::{POINTS, SWEEPS, read_sweep};
use crate::output::{OutputError, files};
use crate::record::{Data, DataColumn};

/// The inputs and outputs in the folder of a sweep, or in a CSV or Parquet file of anybody's.
///
/// Of a sweep, no `inputs` are all factors and no `outputs` all outcomes, and points that failed are left out; of a
/// file, no `inputs` are all other columns, and outputs must be named.
///
/// # Errors
/// When it is neither, is damaged, or has no such columns; the message says what to do.
pub fn read_data(path: &Path, inputs: &[String], outputs: &[String]) -> Result<Data, OutputError> {
    if let Some(folder) = sweep_folder(path) {
        return of_sweep(folder, inputs, outputs);
    }
    if path.join(files::MANIFEST).is_file() {
        let help = "give the folder of a sweep, or a CSV or Parquet file";
        return Err(OutputError::unsuitable(path, "is the folder of a run, whose table has no inputs", help));
    }
    data(&read_table(path)?, inputs, outputs)
}

/// The folder of a sweep that is meant by it or by its table, whose other columns are no inputs.
fn sweep_folder(path: &Path) -> Option<&Path> {
    let is_table = path.file_stem().is_some_and(|stem| Path::new(POINTS).file_stem() == Some(stem));
    let folder = if is_table { path.parent()? } else { path };
    folder.join(SWEEPS.document).is_file().then_some(folder)
}

fn of_sweep(path: &Path, inputs: &[String], outputs: &[String]) -> Result<Data, OutputError> {
    let read = read_sweep(path)?.data;
    let done: Vec<bool> =
        (0..read.rows()).map(|row| read.outputs.iter().any(|column| !column.values[row].is_nan())).collect();
    if !done.contains(&true) {
        return Err(OutputError::unsuitable(path, "has no point with a result", "look at the reasons in its table"));
    }
    Ok(Data {
        inputs: chosen(path, "factor", &read.inputs, inputs, &done)?,
        outputs: chosen(path, "outcome", &read.outputs, outputs, &done)?,
    })
}

/// The named columns, or all, without the rows that are not `done`.
fn chosen(
    path: &Path,
    what: &str,
    columns: &[DataColumn],
    names: &[String],
    done: &[bool],
) -> Result<Vec<DataColumn>, OutputError> {
    let kept = |values: &[f64]| values.iter().zip(done).filter(|(_, done)| **done).map(|(value, _)| *value).collect();
    let of = |column: &DataColumn| DataColumn {
        variable: column.variable.clone(),
        values: kept(&column.values),
        errors: kept(&column.errors),
    };
    if names.is_empty() {
        return Ok(columns.iter().map(of).collect());
    }
    let known = columns.iter().map(|column| column.variable.id.as_str());
    let find = |name: &String| {
        columns.iter().find(|column| column.variable.id == *name).map(of).ok_or_else(|| {
            let help = suggestion(name, known.clone()).unwrap_or_else(|| "look at the columns of its table".into());
            OutputError::unsuitable(path, format!("has no {what} {}", quoted(name)), help)
        })
    };
    names.iter().map(find).collect()
}
