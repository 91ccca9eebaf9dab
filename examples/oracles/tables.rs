//! Files that NumPy and pandas open without options.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Comma-separated values: a line of names, then one line for each row, each number as short as it can be and still read
/// back as the same.
pub fn csv(path: &Path, names: &[String], rows: impl IntoIterator<Item = Vec<f64>>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "{}", names.join(","))?;
    for row in rows {
        let cells: Vec<String> = row.iter().map(f64::to_string).collect();
        writeln!(file, "{}", cells.join(","))?;
    }
    file.flush()
}

/// Rows of numbers of eight bytes each, the lowest first: for what is too large as text.
pub fn binary(path: &Path, rows: impl IntoIterator<Item = Vec<f64>>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for number in rows.into_iter().flatten() {
        file.write_all(&number.to_le_bytes())?;
    }
    file.flush()
}
