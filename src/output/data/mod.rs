//! Tables of others: any CSV or Parquet file as named columns of numbers, and as the inputs and outputs of an analysis.
//!
//! Every cell becomes a number, so that an analysis need not know where a table comes from:
//!
//! | in the file | here |
//! |---|---|
//! | integers, floats, decimals | the number as a double; integers beyond 2^53 are rounded |
//! | true and false | 1 and 0 |
//! | texts | 0, 1, 2, … in the order of the sorted texts, which are kept as categories |
//! | dates and times | days since 1 January 1970, with a fraction for the time of the day |
//! | nothing, null, NaN | NaN |
//!
//! Nothing in a file is trusted: what is torn, too large or of an unknown type ends in an [`OutputError`] that says
//! what to do, and a column that cannot be read spoils only the analysis that asks for it.

mod categories;
mod cell;
mod columnar;
mod delimited;
mod select;
mod source;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::output::OutputError;
use crate::record::Variable;

pub(in crate::output) use crate::output::data::select::ERROR;
pub use crate::output::data::select::data;
pub use crate::output::data::source::read_data;

/// Largest file that is read (2 GiB).
const LARGEST_FILE: u64 = 1 << 31;
/// Most columns.
const MOST_COLUMNS: usize = 20_000;
/// Most cells: 800 MB of doubles.
const MOST_CELLS: usize = 100_000_000;
/// Unit of a date.
const DAYS: &str = "days since 1970-01-01";

/// What the numbers of a column stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawKind {
    /// Themselves.
    Number,
    /// 0 for false, 1 for true.
    Condition,
    /// Days since 1 January 1970.
    Date,
    /// Positions in the categories of the column's variable.
    Category,
    /// Nothing: why the column cannot be used.
    Unusable(String),
}

/// A column of a table of others.
#[derive(Clone, Debug, PartialEq)]
pub struct RawColumn {
    /// Its name, unit and categories.
    pub variable: Variable,
    /// What the values stand for.
    pub kind: RawKind,
    /// One a row, NaN where there is none; empty when the column cannot be used.
    pub values: Vec<f64>,
}

impl RawColumn {
    fn new(name: &str, kind: RawKind, values: Vec<f64>) -> RawColumn {
        let mut variable = Variable::number(name);
        match kind {
            RawKind::Condition => variable.categories = vec!["false".into(), "true".into()],
            RawKind::Date => variable.unit = DAYS.into(),
            _ => {}
        }
        RawColumn { variable, kind, values }
    }
}

/// A table of others.
#[derive(Clone, Debug, PartialEq)]
pub struct RawTable {
    /// Where it was read.
    pub path: PathBuf,
    /// Its columns, all different in name.
    pub columns: Vec<RawColumn>,
    /// Number of rows.
    pub rows: usize,
}

impl RawTable {
    /// The column with this name.
    pub fn get(&self, name: &str) -> Option<&RawColumn> {
        self.columns.iter().find(|column| column.variable.id == name)
    }

    /// Names of all columns.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.columns.iter().map(|column| column.variable.id.as_str())
    }
}

/// Reads a CSV file (RFC 4180; also with semicolons or tabs) or a Parquet file, whichever it is by its content.
///
/// # Errors
/// When there is no such file, or it is neither, torn, or larger than what is read; the message says where and what to
/// do.
pub fn read_table(path: &Path) -> Result<RawTable, OutputError> {
    let failed = |error| OutputError::file("read", path, error);
    let mut file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(OutputError::unsuitable(path, "is a folder, not a table", "give the CSV or Parquet file itself"));
    }
    if metadata.len() > LARGEST_FILE {
        return Err(OutputError::unsuitable(path, "is larger than 2 GiB", "keep only the columns and rows you need"));
    }
    let mut beginning = Vec::new();
    Read::by_ref(&mut file).take(4).read_to_end(&mut beginning).map_err(failed)?;
    match beginning.as_slice() {
        b"PAR1" => columnar::read(path),
        [0x1f, 0x8b, ..] | b"PK\x03\x04" => Err(OutputError::unsuitable(
            path,
            "is an archive or a spreadsheet, not a table of text",
            "unpack it, or save it as CSV (UTF-8) or Parquet",
        )),
        _ => {
            file.take(LARGEST_FILE).read_to_end(&mut beginning).map_err(failed)?;
            delimited::read(path, &beginning)
        }
    }
}

/// Refuses names that stand twice, no columns, and more than can be held.
fn check_shape<'n>(path: &Path, names: impl Iterator<Item = &'n str>, rows: usize) -> Result<(), OutputError> {
    let mut sorted: Vec<&str> = names.collect();
    sorted.sort_unstable();
    if sorted.is_empty() {
        return Err(OutputError::unsuitable(path, "has no columns", "give a table with a heading"));
    }
    if sorted.len() > MOST_COLUMNS || sorted.len().saturating_mul(rows) > MOST_CELLS {
        let reason = format!(
            "has {} columns and {rows} rows; at most {MOST_COLUMNS} columns and {MOST_CELLS} cells are read",
            sorted.len()
        );
        return Err(OutputError::unsuitable(path, reason, "keep only the columns and rows you need"));
    }
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        None => Ok(()),
        Some(pair) => Err(OutputError::unsuitable(
            path,
            format!("has two columns named {}", crate::diagnostic::quoted(pair[0])),
            "give each column a name of its own",
        )),
    }
}
