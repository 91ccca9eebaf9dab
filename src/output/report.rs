//! The folder of a report: a JSON document with everything, its tables as Parquet and CSV, and charts.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::output::csv::write_csv;
use crate::output::folder::{Staging, replace_file, sync_folder, write_file};
use crate::output::name::{safe_file_name, safe_name};
use crate::output::reader::read_json;
use crate::output::table::{Column, Field, TableReader, TableWriter};
use crate::output::writer::json;
use crate::output::{OutputError, files};

/// Where a kind of report is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportKind {
    /// Folder of all of them under the output root: `scores`.
    pub folder: &'static str,
    /// Their document: `score.json`.
    pub document: &'static str,
}

/// What produced a report's tables, for their footers.
pub(super) type Footer = Vec<(&'static str, String)>;

/// A table: its name, columns, and rows.
pub(super) type Table = (&'static str, Vec<Field>, Vec<Column>);

/// Writes `output_root/<folder>/<id>` whole or not at all and returns it; an earlier report with this identifier is
/// replaced. `charts` are file names with their bytes.
pub(super) fn write_report(
    (output_root, kind, id): (&Path, ReportKind, &str),
    document: &impl Serialize,
    (tables, footer): (Vec<Table>, &Footer),
    charts: &[(String, Vec<u8>)],
) -> Result<PathBuf, OutputError> {
    let staging = Staging::create(&output_root.join(kind.folder), safe_name(id)?)?;
    let path = staging.path(kind.document);
    write_file(&path, &json(&path, document)?)?;
    for table in tables {
        write_table(&staging, footer, table)?;
    }
    let folder = staging.path(files::CHARTS);
    fs::create_dir(&folder).map_err(|error| OutputError::file("create", &folder, error))?;
    for (name, bytes) in charts {
        write_file(&folder.join(safe_file_name(name)?), bytes)?;
    }
    sync_folder(&folder)?;
    staging.publish(safe_name(id)?)
}

/// The document of a report's folder.
pub(super) fn read_report<T: DeserializeOwned>(folder: &Path, kind: ReportKind) -> Result<T, OutputError> {
    read_json(&folder.join(kind.document))
}

/// Writes a table as Parquet and as CSV.
fn write_table(staging: &Staging, footer: &Footer, (name, fields, rows): Table) -> Result<(), OutputError> {
    let path = staging.path(&format!("{name}.parquet"));
    let mut table = TableWriter::create(path.clone(), &fields)?;
    table.append(rows)?;
    table.finish(footer)?;
    let (table, target) = (TableReader::open(&path)?, path.with_extension("csv"));
    replace_file(&target, |file| write_csv(&table, &target, file))
}

/// A table of columns beside each other.
pub(super) fn table(name: &'static str, columns: Vec<(&str, Column)>) -> Table {
    let fields = columns.iter().map(|(name, column)| Field::new(*name, column.kind())).collect();
    (name, fields, columns.into_iter().map(|(_, column)| column).collect())
}

/// A column of one text a row.
pub(super) fn texts<'t, R>(rows: &'t [R], text: impl Fn(&'t R) -> &'t str) -> Column {
    Column::texts(rows.iter().map(text))
}

/// A column of one number a row.
pub(super) fn numbers<R>(rows: &[R], number: impl Fn(&R) -> f64) -> Column {
    Column::Number(rows.iter().map(number).collect())
}

/// A column of one condition a row.
pub(super) fn conditions<R>(rows: &[R], condition: impl Fn(&R) -> bool) -> Column {
    Column::Condition(rows.iter().map(|row| Some(condition(row))).collect())
}
