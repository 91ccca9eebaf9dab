//! Reads Parquet of any writer: flat columns of every common type, and the fields of structures; lists are left out.

use std::fs::File;
use std::path::Path;

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{AsBytes, DataType, Int96};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use crate::output::OutputError;
use crate::output::data::categories::{Categories, too_many};
use crate::output::data::{RawColumn, RawKind, RawTable, check_shape};
use crate::output::table::guarded;

/// Rows decoded at a time.
const BATCH: usize = 65_536;
/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// How the stored values of a column become numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Decoder {
    /// The number times a factor: one, or that of a decimal.
    Number(f64),
    /// The same for numbers without sign.
    Unsigned,
    /// Big-endian two's complement times a factor.
    BigDecimal(f64),
    /// IEEE 754 half precision.
    Half,
    Condition,
    /// The number times a factor is days.
    Days(f64),
    Text,
}

/// Reads a whole file.
pub(super) fn read(path: &Path) -> Result<RawTable, OutputError> {
    let file = File::open(path).map_err(|error| OutputError::file("read", path, error))?;
    let reader = guarded(path, || SerializedFileReader::new(file)).map_err(|error| unreadable(path, &error))?;
    let metadata = reader.metadata();
    let descriptors = metadata.file_metadata().schema_descr().columns();
    let names: Vec<String> = descriptors.iter().map(|column| column.path().string()).collect();
    let groups: Option<Vec<usize>> =
        metadata.row_groups().iter().map(|group| usize::try_from(group.num_rows()).ok()).collect();
    let rows = groups.as_ref().and_then(|groups| groups.iter().try_fold(0_usize, |sum, &rows| sum.checked_add(rows)));
    let (Some(groups), Some(rows)) = (groups, rows) else {
        return Err(OutputError::unsuitable(path, "has a row group of an impossible size", "write the file again"));
    };
    check_shape(path, names.iter().map(String::as_str), rows)?;
    let columns =
        descriptors.iter().zip(&names).enumerate().map(|(index, (descriptor, name))| match decoder(descriptor) {
            Ok(decoder) => guarded(path, || column(&reader, &groups, index, (name, decoder)))
                .map_err(|error| unreadable(path, &error)),
            Err(reason) => Ok(RawColumn::new(name, RawKind::Unusable(reason), Vec::new())),
        });
    Ok(RawTable { path: path.into(), columns: columns.collect::<Result<_, _>>()?, rows })
}

fn unreadable(path: &Path, error: &OutputError) -> OutputError {
    let reason = match error {
        OutputError::Table { source, .. } => format!("cannot be read as Parquet: {source}"),
        _ => "cannot be read as Parquet: it is damaged".into(),
    };
    OutputError::unsuitable(path, reason, "write the file again, uncompressed or with snappy, gzip, lz4 or zstd")
}

/// How a column is decoded, or why it cannot be.
fn decoder(column: &ColumnDescriptor) -> Result<Decoder, String> {
    if column.max_rep_level() > 0 {
        return Err("holds lists".into());
    }
    let logical = column.logical_type_ref();
    let converted = column.converted_type();
    let is_decimal = matches!(logical, Some(LogicalType::Decimal { .. })) || converted == ConvertedType::DECIMAL;
    let is_signless = matches!(logical, Some(LogicalType::Integer(integer)) if !integer.is_signed)
        || matches!(
            converted,
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64
        );
    let is_date = matches!(logical, Some(LogicalType::Date)) || converted == ConvertedType::DATE;
    let is_time = matches!(logical, Some(LogicalType::Time { .. }))
        || matches!(converted, ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS);
    if is_time {
        return Err("holds times of the day without a date".into());
    }
    if let (Physical::INT64, Some(ticks)) = (column.physical_type(), ticks_a_day(logical, converted)) {
        return Ok(Decoder::Days(1.0 / ticks));
    }
    Ok(match column.physical_type() {
        Physical::BOOLEAN => Decoder::Condition,
        Physical::INT32 if is_date => Decoder::Days(1.0),
        Physical::INT32 | Physical::INT64 if is_decimal => Decoder::Number(decimal_factor(column)),
        Physical::INT32 | Physical::INT64 if is_signless => Decoder::Unsigned,
        Physical::INT32 | Physical::INT64 | Physical::FLOAT | Physical::DOUBLE => Decoder::Number(1.0),
        Physical::INT96 => Decoder::Days(1.0),
        Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY if is_decimal => {
            Decoder::BigDecimal(decimal_factor(column))
        }
        Physical::FIXED_LEN_BYTE_ARRAY if matches!(logical, Some(LogicalType::Float16)) => Decoder::Half,
        Physical::BYTE_ARRAY => Decoder::Text,
        Physical::FIXED_LEN_BYTE_ARRAY => return Err("holds bytes, not numbers or texts".into()),
    })
}

/// Units of a timestamp in a day.
fn ticks_a_day(logical: Option<&LogicalType>, converted: ConvertedType) -> Option<f64> {
    match (logical, converted) {
        (Some(LogicalType::Timestamp(timestamp)), _) => Some(match timestamp.unit {
            TimeUnit::MILLIS => DAY,
            TimeUnit::MICROS => DAY * 1e3,
            TimeUnit::NANOS => DAY * 1e6,
        }),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Some(DAY),
        (_, ConvertedType::TIMESTAMP_MICROS) => Some(DAY * 1e3),
        _ => None,
    }
}

/// What the stored integer of a decimal is to be multiplied with.
fn decimal_factor(column: &ColumnDescriptor) -> f64 {
    (0..column.type_scale().clamp(0, 300)).fold(1.0, |factor, _| factor / 10.0)
}

/// Reads one column over all row groups.
fn column(
    reader: &SerializedFileReader<File>,
    groups: &[usize],
    index: usize,
    (name, decoder): (&str, Decoder),
) -> ParquetResult<RawColumn> {
    let (mut values, mut texts) = (Vec::new(), Texts::default());
    for (group, &rows) in groups.iter().enumerate() {
        let descriptor = reader.metadata().file_metadata().schema_descr().column(index);
        let level = descriptor.max_def_level();
        let chunk = reader.get_row_group(group)?.get_column_reader(index)?;
        decode(chunk, (rows, level), decoder, &mut texts, &mut values)?;
    }
    let kind = match decoder {
        Decoder::Condition => RawKind::Condition,
        Decoder::Days(_) => RawKind::Date,
        Decoder::Text => RawKind::Category,
        _ => RawKind::Number,
    };
    if let Some(reason) = texts.trouble {
        return Ok(RawColumn::new(name, RawKind::Unusable(reason), Vec::new()));
    }
    let mut column = RawColumn::new(name, kind, values);
    if column.kind == RawKind::Category {
        column.variable.categories = texts.categories.sort(&mut column.values);
    }
    Ok(column)
}

/// The texts of a column, and what is wrong with one of them.
#[derive(Default)]
struct Texts {
    categories: Categories,
    trouble: Option<String>,
}

impl Texts {
    fn number(&mut self, bytes: &[u8]) -> f64 {
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.trouble = Some("holds bytes, not texts".into());
            return f64::NAN;
        };
        self.categories.number(text).unwrap_or_else(|| {
            self.trouble = Some(too_many());
            f64::NAN
        })
    }
}

/// Appends the numbers of one column chunk.
fn decode(
    reader: ColumnReader,
    shape: (usize, i16),
    decoder: Decoder,
    texts: &mut Texts,
    to: &mut Vec<f64>,
) -> ParquetResult<()> {
    let factor = match decoder {
        Decoder::Number(factor) | Decoder::Days(factor) | Decoder::BigDecimal(factor) => factor,
        _ => 1.0,
    };
    let mut bytes = |bytes: &[u8]| match decoder {
        Decoder::Text => texts.number(bytes),
        Decoder::Half => half(bytes),
        _ => big_endian(bytes) * factor,
    };
    match reader {
        ColumnReader::BoolColumnReader(reader) => each(reader, shape, to, |&value| f64::from(value)),
        ColumnReader::Int32ColumnReader(reader) if decoder == Decoder::Unsigned => {
            each(reader, shape, to, |&value| f64::from(value.cast_unsigned()))
        }
        ColumnReader::Int32ColumnReader(reader) => each(reader, shape, to, |&value| f64::from(value) * factor),
        ColumnReader::Int64ColumnReader(reader) if decoder == Decoder::Unsigned => {
            each(reader, shape, to, |&value| value.cast_unsigned() as f64)
        }
        ColumnReader::Int64ColumnReader(reader) => each(reader, shape, to, |&value| value as f64 * factor),
        ColumnReader::Int96ColumnReader(reader) => {
            each(reader, shape, to, |value: &Int96| value.to_millis() as f64 / DAY)
        }
        ColumnReader::FloatColumnReader(reader) => each(reader, shape, to, |&value| f64::from(value)),
        ColumnReader::DoubleColumnReader(reader) => each(reader, shape, to, |&value| value),
        ColumnReader::ByteArrayColumnReader(reader) => each(reader, shape, to, |value| bytes(value.as_bytes())),
        ColumnReader::FixedLenByteArrayColumnReader(reader) => each(reader, shape, to, |value| bytes(value.as_bytes())),
    }
}

/// Appends a number for each of the rows, NaN for a null, a batch in memory at a time. `level` is the definition level
/// of a value that is there.
fn each<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    (rows, level): (usize, i16),
    to: &mut Vec<f64>,
    mut number: impl FnMut(&T::T) -> f64,
) -> ParquetResult<()> {
    let (mut levels, mut present) = (Vec::new(), Vec::new());
    let mut left = rows;
    while left > 0 {
        levels.clear();
        present.clear();
        let (records, _, _) =
            reader.read_records(BATCH.min(left), (level > 0).then_some(&mut levels), None, &mut present)?;
        if records == 0 || records > left {
            return Err(ParquetError::General(format!("a column has fewer rows than the {rows} of its row group")));
        }
        left -= records;
        if level == 0 {
            to.extend(present.iter().map(&mut number));
        } else {
            let mut present = present.iter();
            let values = levels.iter().map(|&found| if found == level { present.next() } else { None });
            to.extend(values.map(|value| value.map_or(f64::NAN, &mut number)));
        }
    }
    Ok(())
}

/// An integer of any width in two's complement, most significant byte first.
fn big_endian(bytes: &[u8]) -> f64 {
    let sign = if bytes.first().is_some_and(|first| first & 0x80 != 0) { -256.0 } else { 0.0 };
    // The sign's weight is shifted in from the left together with the first byte.
    bytes.iter().enumerate().fold(0.0, |sum, (index, &byte)| {
        let byte = f64::from(byte) + if index == 0 { sign } else { 0.0 };
        sum * 256.0 + byte
    })
}

/// A half-precision number, least significant byte first (IEEE 754 binary16).
fn half(bytes: &[u8]) -> f64 {
    let &[low, high] = bytes else { return f64::NAN };
    let bits = u16::from_le_bytes([low, high]);
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff) / 1024.0);
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    // 2^(exponent − 15), exactly, from the bits of a double.
    let power = |exponent: i32| f64::from_bits(((exponent - 15 + 1023) as u64) << 52);
    sign * match exponent {
        0 => fraction * power(1),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * power(exponent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_integers_keep_their_sign() {
        let cases: [(&[u8], f64); 5] =
            [(&[0x7f], 127.0), (&[0xff], -1.0), (&[0xff, 0xfe], -2.0), (&[0, 1, 0], 256.0), (&[0x80, 0], -32768.0)];
        for (bytes, value) in cases {
            assert_eq!(big_endian(bytes), value);
        }
    }

    #[test]
    fn halves_are_ieee() {
        let cases = [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65_504.0),
            (0x0001, 5.960_464_477_539_063e-8),
            (0xfc00, f64::NEG_INFINITY),
        ];
        for (bits, value) in cases {
            assert_eq!(half(&u16::to_le_bytes(bits)), value, "{bits:x}");
        }
        assert!(half(&u16::to_le_bytes(0x7e00)).is_nan() && half(&[1]).is_nan());
    }
}
