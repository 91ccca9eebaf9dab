//! Writes a table row group by row group, hashing it on the way.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;

use crate::output::OutputError;
use crate::output::manifest::FileEntry;
use crate::output::table::column::schema;
use crate::output::table::{Column, Field, ROW_GROUP};

/// Writer named in every file, in the form the Parquet format asks for.
const CREATED_BY: &str = concat!("flashpoint version ", env!("CARGO_PKG_VERSION"));

/// A file with the hash of what was written to it.
struct HashedFile {
    file: File,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Write for HashedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A table being written.
///
/// Rows are gathered into row groups of [`ROW_GROUP`], so the file's bytes depend on the rows alone and not on the batches
/// they came in.
pub(in crate::output) struct TableWriter {
    path: PathBuf,
    writer: SerializedFileWriter<HashedFile>,
    pending: Vec<Column>,
}

impl TableWriter {
    /// Starts a table with the given columns.
    pub(in crate::output) fn create(path: PathBuf, fields: &[Field]) -> Result<TableWriter, OutputError> {
        let names: BTreeSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        if names.len() < fields.len() {
            return Err(OutputError::inconsistent(&path, "two columns have the same name"));
        }
        let properties =
            WriterProperties::builder().set_created_by(CREATED_BY.into()).set_compression(Compression::SNAPPY).build();
        let file = File::create(&path).map_err(|error| OutputError::file("write", &path, error))?;
        let hashed = HashedFile { file, hasher: blake3::Hasher::new(), bytes: 0 };
        let writer = schema(fields)
            .and_then(|schema| SerializedFileWriter::new(hashed, schema, Arc::new(properties)))
            .map_err(|error| OutputError::table(&path, error))?;
        let pending = fields.iter().map(|field| Column::empty(field.kind)).collect();
        Ok(TableWriter { path, writer, pending })
    }

    /// The file's path, for messages.
    pub(in crate::output) fn path(&self) -> &Path {
        &self.path
    }

    /// Appends rows: one column for each of the table's, all of one length.
    pub(in crate::output) fn append(&mut self, rows: Vec<Column>) -> Result<(), OutputError> {
        let length = rows.first().map_or(0, Column::len);
        if rows.len() != self.pending.len() || rows.iter().any(|column| column.len() != length) {
            return Err(OutputError::inconsistent(&self.path, "rows do not have the table's columns"));
        }
        for (pending, column) in self.pending.iter_mut().zip(rows) {
            pending.append(column).map_err(|error| OutputError::table(&self.path, error))?;
        }
        let whole = self.pending_rows() / ROW_GROUP * ROW_GROUP;
        for start in (0..whole).step_by(ROW_GROUP) {
            self.write_row_group(start..start + ROW_GROUP)?;
        }
        self.pending.iter_mut().for_each(|column| column.remove_front(whole));
        Ok(())
    }

    /// Writes what is left and the footer, with key-value pairs that say what produced the table, and waits until the file is
    /// on the disk.
    pub(in crate::output) fn finish(mut self, metadata: &[(&str, String)]) -> Result<FileEntry, OutputError> {
        let rest = self.pending_rows();
        if rest > 0 {
            self.write_row_group(0..rest)?;
        }
        for (key, value) in metadata {
            self.writer.append_key_value_metadata(KeyValue::new(format!("flashpoint.{key}"), value.clone()));
        }
        let hashed = self.writer.into_inner().map_err(|error| OutputError::table(&self.path, error))?;
        hashed.file.sync_all().map_err(|error| OutputError::file("write", &self.path, error))?;
        Ok(FileEntry { bytes: hashed.bytes, blake3: hashed.hasher.finalize().to_hex().to_string() })
    }

    fn pending_rows(&self) -> usize {
        self.pending.first().map_or(0, Column::len)
    }

    fn write_row_group(&mut self, rows: std::ops::Range<usize>) -> Result<(), OutputError> {
        let mut write = || -> Result<(), ParquetError> {
            let mut group = self.writer.next_row_group()?;
            for column in &self.pending {
                if let Some(mut writer) = group.next_column()? {
                    column.write(rows.clone(), &mut writer)?;
                    writer.close()?;
                }
            }
            group.close().map(|_| ())
        };
        write().map_err(|error| OutputError::table(&self.path, error))
    }
}
