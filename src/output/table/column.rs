//! What a table's column is, and its values in memory.

use std::ops::Range;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::{ColumnDescriptor, Type};

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::output) enum ColumnKind {
    /// INT64: a replicate.
    Integer,
    /// INT32: a day since the start.
    Day,
    /// DATE.
    Date,
    /// DOUBLE, null for NaN; infinities stay.
    Number,
    /// BOOLEAN, or null.
    Condition,
    /// STRING.
    Text,
}

/// A column's name and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::output) struct Field {
    pub(in crate::output) name: String,
    pub(in crate::output) kind: ColumnKind,
}

impl Field {
    pub(in crate::output) fn new(name: impl Into<String>, kind: ColumnKind) -> Field {
        Field { name: name.into(), kind }
    }

    /// The column in a Parquet schema.
    pub(super) fn to_parquet(&self) -> Result<Type> {
        let (physical, logical, repetition) = match self.kind {
            ColumnKind::Integer => (Physical::INT64, None, Repetition::REQUIRED),
            ColumnKind::Day => (Physical::INT32, None, Repetition::REQUIRED),
            ColumnKind::Date => (Physical::INT32, Some(LogicalType::Date), Repetition::REQUIRED),
            ColumnKind::Number => (Physical::DOUBLE, None, Repetition::OPTIONAL),
            ColumnKind::Condition => (Physical::BOOLEAN, None, Repetition::OPTIONAL),
            ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED),
        };
        Type::primitive_type_builder(&self.name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()
    }

    /// The inverse of [`Field::to_parquet`]; `None` for a column this module does not write.
    pub(super) fn from_parquet(descriptor: &ColumnDescriptor) -> Option<Field> {
        let kind = match (descriptor.physical_type(), descriptor.logical_type_ref()) {
            (Physical::INT64, None) => ColumnKind::Integer,
            (Physical::INT32, None) => ColumnKind::Day,
            (Physical::INT32, Some(LogicalType::Date)) => ColumnKind::Date,
            (Physical::DOUBLE, None) => ColumnKind::Number,
            (Physical::BOOLEAN, None) => ColumnKind::Condition,
            (Physical::BYTE_ARRAY, Some(LogicalType::String)) => ColumnKind::Text,
            _ => return None,
        };
        let optional = matches!(kind, ColumnKind::Number | ColumnKind::Condition);
        let levels = (descriptor.max_def_level(), descriptor.max_rep_level());
        (levels == (i16::from(optional), 0)).then(|| Field::new(descriptor.name(), kind))
    }
}

/// The Parquet schema of a flat table.
pub(super) fn schema(fields: &[Field]) -> Result<Arc<Type>> {
    let columns = fields.iter().map(|field| field.to_parquet().map(Arc::new)).collect::<Result<Vec<_>>>()?;
    Type::group_type_builder("schema").with_fields(columns).build().map(Arc::new)
}

/// The values of a column for some rows.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::output) enum Column {
    Integer(Vec<i64>),
    Day(Vec<i32>),
    /// Days since 1 January 1970.
    Date(Vec<i32>),
    Number(Vec<f64>),
    Condition(Vec<Option<bool>>),
    /// UTF-8; repeated texts share their bytes.
    Text(Vec<ByteArray>),
}

impl Column {
    /// A column of texts.
    pub(in crate::output) fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Column {
        Column::Text(texts.map(ByteArray::from).collect())
    }

    /// The kind of its values.
    pub(in crate::output) fn kind(&self) -> ColumnKind {
        match self {
            Column::Integer(_) => ColumnKind::Integer,
            Column::Day(_) => ColumnKind::Day,
            Column::Date(_) => ColumnKind::Date,
            Column::Number(_) => ColumnKind::Number,
            Column::Condition(_) => ColumnKind::Condition,
            Column::Text(_) => ColumnKind::Text,
        }
    }

    pub(super) fn empty(kind: ColumnKind) -> Column {
        match kind {
            ColumnKind::Integer => Column::Integer(Vec::new()),
            ColumnKind::Day => Column::Day(Vec::new()),
            ColumnKind::Date => Column::Date(Vec::new()),
            ColumnKind::Number => Column::Number(Vec::new()),
            ColumnKind::Condition => Column::Condition(Vec::new()),
            ColumnKind::Text => Column::Text(Vec::new()),
        }
    }

    pub(in crate::output) fn len(&self) -> usize {
        match self {
            Column::Integer(values) => values.len(),
            Column::Day(values) | Column::Date(values) => values.len(),
            Column::Number(values) => values.len(),
            Column::Condition(values) => values.len(),
            Column::Text(values) => values.len(),
        }
    }

    /// Appends rows of the same kind.
    pub(super) fn append(&mut self, rows: Column) -> Result<()> {
        match (self, rows) {
            (Column::Integer(own), Column::Integer(mut new)) => own.append(&mut new),
            (Column::Day(own), Column::Day(mut new)) | (Column::Date(own), Column::Date(mut new)) => {
                own.append(&mut new)
            }
            (Column::Number(own), Column::Number(mut new)) => own.append(&mut new),
            (Column::Condition(own), Column::Condition(mut new)) => own.append(&mut new),
            (Column::Text(own), Column::Text(mut new)) => own.append(&mut new),
            _ => {
                return Err(ParquetError::General("values of another kind than their column".into()));
            }
        }
        Ok(())
    }

    /// Removes the first rows.
    pub(super) fn remove_front(&mut self, rows: usize) {
        match self {
            Column::Integer(values) => drop(values.drain(..rows)),
            Column::Day(values) | Column::Date(values) => drop(values.drain(..rows)),
            Column::Number(values) => drop(values.drain(..rows)),
            Column::Condition(values) => drop(values.drain(..rows)),
            Column::Text(values) => drop(values.drain(..rows)),
        }
    }

    /// Writes some rows as one column chunk.
    pub(super) fn write(&self, rows: Range<usize>, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        match self {
            Column::Integer(values) => write_required::<Int64Type>(&values[rows], writer),
            Column::Day(values) | Column::Date(values) => write_required::<Int32Type>(&values[rows], writer),
            Column::Number(values) => write_optional::<DoubleType>(
                values[rows].iter().map(|&value| (!value.is_nan()).then_some(value)),
                writer,
            ),
            Column::Condition(values) => write_optional::<BoolType>(values[rows].iter().copied(), writer),
            Column::Text(values) => write_required::<ByteArrayType>(&values[rows], writer),
        }
    }

    /// Reads a column chunk of a number of rows.
    pub(super) fn read(kind: ColumnKind, rows: usize, reader: ColumnReader) -> Result<Column> {
        Ok(match (kind, reader) {
            (ColumnKind::Integer, ColumnReader::Int64ColumnReader(reader)) => {
                Column::Integer(read_required(rows, reader)?)
            }
            (ColumnKind::Day, ColumnReader::Int32ColumnReader(reader)) => Column::Day(read_required(rows, reader)?),
            (ColumnKind::Date, ColumnReader::Int32ColumnReader(reader)) => Column::Date(read_required(rows, reader)?),
            (ColumnKind::Number, ColumnReader::DoubleColumnReader(reader)) => Column::Number(
                read_optional(rows, reader)?.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect(),
            ),
            (ColumnKind::Condition, ColumnReader::BoolColumnReader(reader)) => {
                Column::Condition(read_optional(rows, reader)?)
            }
            (ColumnKind::Text, ColumnReader::ByteArrayColumnReader(reader)) => {
                Column::Text(read_required(rows, reader)?)
            }
            _ => {
                return Err(ParquetError::General("a column of another kind than its schema".into()));
            }
        })
    }
}

fn write_required<T: DataType>(values: &[T::T], writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
    writer.typed::<T>().write_batch(values, None, None).map(|_| ())
}

/// Writes values of which some are null: those present, and a level of 1 or 0 a row.
fn write_optional<T: DataType>(
    values: impl Iterator<Item = Option<T::T>> + Clone,
    writer: &mut SerializedColumnWriter<'_>,
) -> Result<()> {
    let levels: Vec<i16> = values.clone().map(|value| i16::from(value.is_some())).collect();
    let present: Vec<T::T> = values.flatten().collect();
    writer.typed::<T>().write_batch(&present, Some(&levels), None).map(|_| ())
}

fn read_required<T: DataType>(rows: usize, mut reader: ColumnReaderImpl<T>) -> Result<Vec<T::T>> {
    let mut values = Vec::new();
    reader.read_records(rows, None, None, &mut values)?;
    check_rows(rows, values.len())?;
    Ok(values)
}

fn read_optional<T: DataType>(rows: usize, mut reader: ColumnReaderImpl<T>) -> Result<Vec<Option<T::T>>> {
    let mut levels = Vec::new();
    let mut present = Vec::new();
    reader.read_records(rows, Some(&mut levels), None, &mut present)?;
    check_rows(rows, levels.len())?;
    let mut present = present.into_iter();
    Ok(levels.into_iter().map(|level| if level == 1 { present.next() } else { None }).collect())
}

fn check_rows(expected: usize, found: usize) -> Result<()> {
    if found == expected {
        Ok(())
    } else {
        Err(ParquetError::General(format!("a column has {found} rows where its row group has {expected}")))
    }
}
