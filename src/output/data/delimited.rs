//! Reads CSV: RFC 4180, and what spreadsheets make of it where the comma is the decimal sign.

use std::path::Path;

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};

use crate::output::OutputError;
use crate::output::data::categories::{Categories, too_many};
use crate::output::data::{RawColumn, RawKind, RawTable, cell, check_shape};

/// Reads a whole file: once to see what each column holds, once more for the values.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<RawTable, OutputError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(path, &bytes[..error.valid_up_to()]))?;
    let separator = separator(text);
    let decimal = if separator == b';' { ',' } else { '.' };
    let reader = || ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let names = heading(path, &mut reader())?;
    check_shape(path, names.iter().map(String::as_str), 0)?;
    let (kinds, rows) = kinds(path, &mut reader(), names.len(), decimal)?;
    check_shape(path, names.iter().map(String::as_str), rows)?;
    let columns = columns(path, &mut reader(), &names, &kinds, decimal)?;
    Ok(RawTable { path: path.into(), columns, rows })
}

/// The sign between the cells of the first line: whichever of comma, semicolon and tab is most frequent outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(0, b','), (0, b';'), (0, b'\t')];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(_, sign)| *sign == byte).for_each(|(count, _)| *count += 1),
            _ => {}
        }
    }
    counts.into_iter().rev().max_by_key(|(count, _)| *count).map_or(b',', |(_, sign)| sign)
}

/// The names of the columns; one without a name is called by its position.
fn heading(path: &Path, reader: &mut Reader<&[u8]>) -> Result<Vec<String>, OutputError> {
    let heading = reader.headers().map_err(|error| malformed(path, &error))?;
    if !heading.is_empty() && heading.iter().all(|name| cell::number(name.trim(), '.').is_some()) {
        return Err(OutputError::unsuitable(
            path,
            "has numbers where the names of its columns should be",
            "put a first line with the names of the columns above the numbers",
        ));
    }
    let named = |(index, name): (usize, &str)| match name.trim() {
        "" => format!("column {}", index + 1),
        name => name.to_string(),
    };
    Ok(heading.iter().enumerate().map(named).collect())
}

/// What every column holds, and the number of rows.
fn kinds(
    path: &Path,
    reader: &mut Reader<&[u8]>,
    count: usize,
    decimal: char,
) -> Result<(Vec<RawKind>, usize), OutputError> {
    let mut candidates = vec![[true; 3]; count];
    let (mut record, mut rows) = (StringRecord::new(), 0);
    while reader.read_record(&mut record).map_err(|error| malformed(path, &error))? {
        for (candidate, text) in candidates.iter_mut().zip(&record) {
            let text = text.trim();
            if !cell::is_missing(text) {
                candidate[0] = candidate[0] && cell::number(text, decimal).is_some();
                candidate[1] = candidate[1] && cell::condition(text).is_some();
                candidate[2] = candidate[2] && cell::date(text).is_some();
            }
        }
        rows += 1;
    }
    let kind = |candidate: [bool; 3]| match candidate {
        [true, _, _] => RawKind::Number,
        [_, true, _] => RawKind::Condition,
        [_, _, true] => RawKind::Date,
        _ => RawKind::Category,
    };
    Ok((candidates.into_iter().map(kind).collect(), rows))
}

fn columns(
    path: &Path,
    reader: &mut Reader<&[u8]>,
    names: &[String],
    kinds: &[RawKind],
    decimal: char,
) -> Result<Vec<RawColumn>, OutputError> {
    let mut columns: Vec<RawColumn> =
        names.iter().zip(kinds).map(|(name, kind)| RawColumn::new(name, kind.clone(), Vec::new())).collect();
    let mut texts: Vec<Categories> = names.iter().map(|_| Categories::default()).collect();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| malformed(path, &error))? {
        for ((column, texts), text) in columns.iter_mut().zip(&mut texts).zip(&record) {
            let text = text.trim();
            let value = match &column.kind {
                _ if cell::is_missing(text) => f64::NAN,
                RawKind::Number => cell::number(text, decimal).unwrap_or(f64::NAN),
                RawKind::Condition => cell::condition(text).map_or(f64::NAN, f64::from),
                RawKind::Date => cell::date(text).unwrap_or(f64::NAN),
                RawKind::Unusable(_) => continue,
                RawKind::Category => match texts.number(text) {
                    Some(number) => number,
                    None => {
                        (column.kind, column.values) = (RawKind::Unusable(too_many()), Vec::new());
                        continue;
                    }
                },
            };
            column.values.push(value);
        }
    }
    for (column, texts) in columns.iter_mut().zip(texts) {
        if column.kind == RawKind::Category {
            column.variable.categories = texts.sort(&mut column.values);
        }
    }
    Ok(columns)
}

fn malformed(path: &Path, error: &csv::Error) -> OutputError {
    let reason = match error.kind() {
        ErrorKind::UnequalLengths { pos, expected_len, len } => format!(
            "line {} has {len} cells where the heading has {expected_len}",
            pos.as_ref().map_or(0, csv::Position::line)
        ),
        _ => error.to_string(),
    };
    OutputError::unsuitable(path, reason, "put texts that hold separators or line breaks in double quotes (RFC 4180)")
}

fn not_utf8(path: &Path, valid: &[u8]) -> OutputError {
    let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
    OutputError::unsuitable(path, format!("line {line} is not UTF-8 text"), "save it as CSV in UTF-8, or as Parquet")
}
