//! Reads the tables that this version writes, trusting nothing in them.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::output::OutputError;
use crate::output::table::{Column, Field, ROW_GROUP};

/// A table opened for reading.
pub(in crate::output) struct TableReader {
    path: PathBuf,
    reader: SerializedFileReader<File>,
    fields: Vec<Field>,
    /// Rows of each row group.
    groups: Vec<usize>,
}

impl TableReader {
    /// Opens a table and checks that its columns and sizes are of the kinds written here.
    pub(in crate::output) fn open(path: &Path) -> Result<TableReader, OutputError> {
        let file = File::open(path).map_err(|error| OutputError::file("read", path, error))?;
        let reader = guarded(path, || SerializedFileReader::new(file))?;
        let columns = reader.metadata().file_metadata().schema_descr().columns();
        let fields: Option<Vec<Field>> = columns.iter().map(|column| Field::from_parquet(column)).collect();
        let fields = fields.ok_or_else(|| OutputError::inconsistent(path, "a column has an unexpected type"))?;
        let rows = |rows: i64| usize::try_from(rows).ok().filter(|&rows| rows <= ROW_GROUP);
        let groups: Option<Vec<usize>> =
            reader.metadata().row_groups().iter().map(|group| rows(group.num_rows())).collect();
        let groups = groups.ok_or_else(|| OutputError::inconsistent(path, "a row group has an impossible size"))?;
        Ok(TableReader { path: path.into(), reader, fields, groups })
    }

    /// The columns.
    pub(in crate::output) fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Number of rows.
    pub(in crate::output) fn rows(&self) -> usize {
        self.groups.iter().sum()
    }

    /// Number of row groups.
    pub(in crate::output) fn row_groups(&self) -> usize {
        self.groups.len()
    }

    /// Every column of one row group, and its number of rows.
    pub(in crate::output) fn row_group(&self, group: usize) -> Result<(usize, Vec<Column>), OutputError> {
        let columns = (0..self.fields.len()).map(|column| self.chunk(group, column)).collect::<Result<_, _>>()?;
        Ok((self.groups[group], columns))
    }

    /// The column with a name, over all row groups.
    pub(in crate::output) fn column(&self, name: &str) -> Result<Column, OutputError> {
        let Some(index) = self.fields.iter().position(|field| field.name == name) else {
            return Err(OutputError::inconsistent(&self.path, format!("there is no column `{name}`")));
        };
        let mut whole = Column::empty(self.fields[index].kind);
        for group in 0..self.groups.len() {
            whole.append(self.chunk(group, index)?).map_err(|error| OutputError::table(&self.path, error))?;
        }
        Ok(whole)
    }

    /// A column of numbers.
    pub(in crate::output) fn numbers(&self, name: &str) -> Result<Vec<f64>, OutputError> {
        match self.column(name)? {
            Column::Number(values) => Ok(values),
            _ => Err(self.wrong_kind(name)),
        }
    }

    /// A column of conditions as 1, 0 and NaN.
    pub(in crate::output) fn conditions(&self, name: &str) -> Result<Vec<f64>, OutputError> {
        match self.column(name)? {
            Column::Condition(values) => {
                Ok(values.into_iter().map(|value| value.map_or(f64::NAN, f64::from)).collect())
            }
            _ => Err(self.wrong_kind(name)),
        }
    }

    /// A column of dates, in days since 1 January 1970.
    pub(in crate::output) fn dates(&self, name: &str) -> Result<Vec<i32>, OutputError> {
        match self.column(name)? {
            Column::Date(values) => Ok(values),
            _ => Err(self.wrong_kind(name)),
        }
    }

    /// A column of texts.
    pub(in crate::output) fn texts(&self, name: &str) -> Result<Vec<String>, OutputError> {
        let Column::Text(values) = self.column(name)? else {
            return Err(self.wrong_kind(name));
        };
        values
            .iter()
            .map(|value| value.as_utf8().map(String::from).map_err(|error| OutputError::table(&self.path, error)))
            .collect()
    }

    fn wrong_kind(&self, name: &str) -> OutputError {
        OutputError::inconsistent(&self.path, format!("column `{name}` has an unexpected type"))
    }

    fn chunk(&self, group: usize, column: usize) -> Result<Column, OutputError> {
        guarded(&self.path, || {
            let reader = self.reader.get_row_group(group)?.get_column_reader(column)?;
            Column::read(self.fields[column].kind, self.groups[group], reader)
        })
    }
}

/// Reads with the Parquet library, which panics on some malformed pages instead of returning an error.
///
/// What is read before such a panic is dropped with it, so nothing is seen in a broken state.
pub(in crate::output) fn guarded<T>(
    path: &Path,
    read: impl FnOnce() -> Result<T, ParquetError>,
) -> Result<T, OutputError> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|error| OutputError::table(path, error)),
        Err(_) => Err(OutputError::inconsistent(path, "is not a valid table")),
    }
}
