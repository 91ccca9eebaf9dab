//! Flat Parquet tables, written and read column by column.
//!
//! Types are those that pandas, Polars and DuckDB open without options. A number or condition that a row does not have
//! (NaN) is null, which those tools leave out of their means instead of spoiling them.

mod column;
mod read;
mod write;

pub(super) use column::{Column, ColumnKind, Field};
pub(super) use read::{TableReader, guarded};
pub(super) use write::TableWriter;

/// Rows of every row group but the last.
pub(super) const ROW_GROUP: usize = 65_536;
