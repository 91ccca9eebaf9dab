//! Columns and rows of each table of a run folder.

use std::path::Path;

use parquet::data_type::ByteArray;

use crate::output::table::{Column, ColumnKind, Field};
use crate::output::{OutputError, files};
use crate::quantity::Date;
use crate::record::{
    Band, FlowInfo, FlowKind, FlowTable, Observation, OutcomeInfo, OutcomeKind, Place, Provenance, SeriesInfo,
    SeriesTable,
};

/// Key-value pairs in every table's footer: what produced it.
pub(super) fn footer(provenance: &Provenance) -> [(&'static str, String); 6] {
    [
        ("scenario", provenance.scenario.clone()),
        ("scenario_hash", provenance.scenario_hash.clone()),
        ("seed", provenance.seed.to_string()),
        ("replicates", provenance.replicates.to_string()),
        ("version", provenance.version.clone()),
        ("run_id", provenance.run_id.clone()),
    ]
}

/// Columns of `outcomes.parquet`.
pub(super) fn outcome_fields(outcomes: &[OutcomeInfo]) -> Vec<Field> {
    let kind = |kind| {
        if kind == OutcomeKind::Number { ColumnKind::Number } else { ColumnKind::Condition }
    };
    let columns = outcomes.iter().map(|info| Field::new(&info.id, kind(info.kind)));
    std::iter::once(Field::new("replicate", ColumnKind::Integer)).chain(columns).collect()
}

/// Columns of `events.parquet`.
pub(super) fn event_fields() -> Vec<Field> {
    let fields = [
        ("replicate", ColumnKind::Integer),
        ("event", ColumnKind::Text),
        ("label", ColumnKind::Text),
        ("day", ColumnKind::Day),
        ("date", ColumnKind::Date),
    ];
    fields.map(|(name, kind)| Field::new(name, kind)).into()
}

/// Columns of `series.parquet`.
pub(super) fn series_fields() -> Vec<Field> {
    let texts = ["series", "label", "unit", "kind"].map(|name| (name, ColumnKind::Text));
    let times = [("day", ColumnKind::Day), ("date", ColumnKind::Date), ("mean", ColumnKind::Number)];
    let quantiles = files::QUANTILES.map(|name| (name, ColumnKind::Number));
    texts.into_iter().chain(times).chain(quantiles).map(|(name, kind)| Field::new(name, kind)).collect()
}

/// The rows of `series.parquet`: series by series, day by day.
pub(super) fn series_columns(path: &Path, table: &SeriesTable) -> Result<Vec<Column>, OutputError> {
    let last_day = i32::try_from(table.days);
    let (Ok(days), true) = (last_day, table.series.len().checked_mul(table.days) == Some(table.bands.len())) else {
        return Err(OutputError::inconsistent(path, "the bands do not fit the series and days"));
    };
    let mut columns = series_texts(table);
    let each_day = || (0..table.series.len()).flat_map(move |_| 0..days);
    let date = |day| table.start.plus_days(i64::from(day)).unix_days();
    columns.push(Column::Day(each_day().collect()));
    columns.push(Column::Date(each_day().map(date).collect()));
    columns.extend(band_columns(&table.bands));
    Ok(columns)
}

/// What a series is, repeated on each of its days.
fn series_texts(table: &SeriesTable) -> Vec<Column> {
    let texts: [fn(&SeriesInfo) -> &str; 4] =
        [|info| &info.id, |info| &info.label, |info| &info.unit, |info| info.kind.word()];
    let repeated = |text: fn(&SeriesInfo) -> &str| {
        let shared = table.series.iter().map(|info| ByteArray::from(text(info)));
        shared.flat_map(|text| std::iter::repeat_n(text, table.days)).collect()
    };
    texts.map(|text| Column::Text(repeated(text))).into()
}

/// Columns of `flows.parquet`.
pub(super) fn flow_fields() -> Vec<Field> {
    let texts = ["home", "home_label", "place", "place_label", "people"].map(|name| (name, ColumnKind::Text));
    let times = [("day", ColumnKind::Day), ("date", ColumnKind::Date), ("mean", ColumnKind::Number)];
    let quantiles = files::QUANTILES.map(|name| (name, ColumnKind::Number));
    texts.into_iter().chain(times).chain(quantiles).map(|(name, kind)| Field::new(name, kind)).collect()
}

/// Home, place, and what the people are to it.
type Flow<'p> = (&'p Place, &'p Place, FlowKind);

/// The rows of `flows.parquet`: flow by flow, recorded day by recorded day.
pub(super) fn flow_columns(
    path: &Path,
    (places, table): (&[Place], &FlowTable),
    start: Date,
) -> Result<Vec<Column>, OutputError> {
    let known = |flow: &FlowInfo| Some((places.get(flow.home)?, places.get(flow.place)?, flow.kind));
    let flows: Option<Vec<Flow<'_>>> = table.flows.iter().map(known).collect();
    let days: Result<Vec<i32>, _> = table.days.iter().map(|day| i32::try_from(*day)).collect();
    let fits = table.flows.len().checked_mul(table.days.len()) == Some(table.bands.len());
    let (Some(flows), Ok(days), true) = (flows, days, fits) else {
        return Err(OutputError::inconsistent(path, "the bands do not fit the flows and days"));
    };
    let texts: [fn(Flow<'_>) -> &str; 5] =
        [|flow| &flow.0.id, |flow| &flow.0.label, |flow| &flow.1.id, |flow| &flow.1.label, |flow| flow.2.word()];
    let repeated = |text: fn(Flow<'_>) -> &str| {
        let shared = flows.iter().map(|flow| ByteArray::from(text(*flow)));
        shared.flat_map(|text| std::iter::repeat_n(text, days.len())).collect()
    };
    let mut columns: Vec<Column> = texts.map(|text| Column::Text(repeated(text))).into();
    let each_day = || flows.iter().flat_map(|_| days.iter().copied());
    columns.push(Column::Day(each_day().collect()));
    columns.push(Column::Date(each_day().map(|day| start.plus_days(i64::from(day)).unix_days()).collect()));
    columns.extend(band_columns(&table.bands));
    Ok(columns)
}

/// Columns of the mean and the quantiles.
fn band_columns(bands: &[Band]) -> impl Iterator<Item = Column> {
    let mean = Column::Number(bands.iter().map(|band| band.mean).collect());
    let quantile = |index: usize| Column::Number(bands.iter().map(|band| band.quantiles[index]).collect());
    std::iter::once(mean).chain((0..files::QUANTILES.len()).map(quantile))
}

/// Columns of `observations.parquet`.
pub(super) fn observation_fields() -> Vec<Field> {
    let fields = [
        ("series", ColumnKind::Text),
        ("date", ColumnKind::Date),
        ("value", ColumnKind::Number),
        ("low", ColumnKind::Number),
        ("high", ColumnKind::Number),
        ("use", ColumnKind::Text),
        ("status", ColumnKind::Text),
        ("source", ColumnKind::Text),
    ];
    fields.map(|(name, kind)| Field::new(name, kind)).into()
}

/// The rows of `observations.parquet`.
pub(super) fn observation_columns(observations: &[Observation]) -> Vec<Column> {
    let numbers = |number: fn(&Observation) -> f64| Column::Number(observations.iter().map(number).collect());
    let texts = |text: fn(&Observation) -> &str| Column::texts(observations.iter().map(text));
    vec![
        texts(|observation| &observation.series),
        Column::Date(observations.iter().map(|observation| observation.date.unix_days()).collect()),
        numbers(|observation| observation.value),
        numbers(|observation| observation.low),
        numbers(|observation| observation.high),
        texts(|observation| observation.purpose.word()),
        texts(|observation| &observation.status),
        texts(|observation| &observation.source),
    ]
}
