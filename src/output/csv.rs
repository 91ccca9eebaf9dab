//! The tables as CSV, for spreadsheets.

use std::io::Write;
use std::path::{Path, PathBuf};

use parquet::data_type::ByteArray;

use crate::output::folder::replace_file;
use crate::output::reader::check_file;
use crate::output::table::{Column, TableReader};
use crate::output::{OutputError, files, read_manifest};
use crate::quantity::Date;

/// Writes each Parquet table of a run folder beside it as CSV (RFC 4180 with line feeds, UTF-8) and returns their paths.
///
/// Numbers have as many digits as it takes to read them back exactly; infinities are `inf` and `-inf`, a missing value is
/// empty, dates are ISO 8601. A text that a spreadsheet would run as a formula, because it begins with `=`, `+`, `-`, `@`,
/// a tab or a line break, gets an apostrophe in front (OWASP, *CSV Injection*); numbers never do.
pub fn export_csv(folder: &Path) -> Result<Vec<PathBuf>, OutputError> {
    let manifest = read_manifest(folder)?;
    let export = |name: &str| {
        let source = folder.join(name);
        check_file(&source, manifest.files.get(name))?;
        let target = source.with_extension("csv");
        let table = TableReader::open(&source)?;
        replace_file(&target, |file| write_csv(&table, &target, file))?;
        Ok(target)
    };
    files::TABLES.into_iter().filter(|name| manifest.files.contains_key(*name)).map(export).collect()
}

/// Writes one table, a row group in memory at a time.
pub(super) fn write_csv(table: &TableReader, target: &Path, file: &mut dyn Write) -> Result<(), OutputError> {
    let failed = |error| OutputError::file("write", target, error);
    let header: Vec<String> = table.fields().iter().map(|field| text_cell(&field.name)).collect();
    writeln!(file, "{}", header.join(",")).map_err(failed)?;
    for group in 0..table.row_groups() {
        let (rows, columns) = table.row_group(group)?;
        for row in 0..rows {
            let cells: Vec<String> = columns.iter().map(|column| cell(column, row)).collect();
            writeln!(file, "{}", cells.join(",")).map_err(failed)?;
        }
    }
    Ok(())
}

fn cell(column: &Column, row: usize) -> String {
    match column {
        Column::Integer(values) => values[row].to_string(),
        Column::Day(values) => values[row].to_string(),
        Column::Date(values) => Date::from_unix_days(values[row]).to_string(),
        Column::Number(values) => number_cell(values[row]),
        Column::Condition(values) => values[row].map_or_else(String::new, |held| held.to_string()),
        Column::Text(values) => text_cell(&String::from_utf8_lossy(ByteArray::data(&values[row]))),
    }
}

fn number_cell(value: f64) -> String {
    if value.is_nan() { String::new() } else { format!("{value:?}") }
}

/// A text, guarded and quoted where it must be.
fn text_cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" };
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_and_formulas_disarmed() {
        let cases = [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2,5", "\"'-2,5\""),
            ("\nx", "\"'\nx\""),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(text_cell(text), expected);
        }
    }

    #[test]
    fn numbers_keep_every_digit() {
        for value in [0.1, -3.0, 1e300, 5e-324, 123_456_789.123_456_78] {
            assert_eq!(number_cell(value).parse::<f64>().unwrap(), value);
        }
        assert_eq!(number_cell(f64::INFINITY), "inf");
        assert_eq!(number_cell(-0.5), "-0.5");
        assert_eq!(number_cell(f64::NAN), "");
    }
}
