//! Writes a run folder, its large tables as their rows arrive.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use parquet::data_type::ByteArray;
use serde::Serialize;

use crate::output::folder::{Staging, replace_file, sync_folder, write_file};
use crate::output::manifest::{LAYOUT, results_digest};
use crate::output::name::{safe_file_name, safe_name};
use crate::output::summary::Summary;
use crate::output::table::{Column, ColumnKind, Field, ROW_GROUP, TableWriter};
use crate::output::{Environment, FileEntry, Manifest, OutputError, files};
use crate::quantity::Date;
use crate::record::{
    Ensemble, EventInfo, EventRow, Observation, OutcomeInfo, OutcomeKind, Provenance, SeriesTable,
};

/// What must be known of a run before its first row.
#[derive(Clone, Copy, Debug)]
pub struct RunHeader<'a> {
    /// What produces it; the count of failed replicates may still change.
    pub provenance: &'a Provenance,
    /// The scenario file as read.
    pub scenario_text: &'a str,
    /// Date of day 0.
    pub start: Date,
    /// The columns of the outcome table.
    pub outcomes: &'a [OutcomeInfo],
    /// The events that [`EventRow::event`] points into.
    pub events: &'a [EventInfo],
}

/// A run folder being written.
///
/// Nothing is visible under the run's name before [`RunWriter::finish`]; dropping the writer removes what it wrote.
pub struct RunWriter {
    outcomes: TableWriter,
    events: TableWriter,
    outcome_kinds: Vec<OutcomeKind>,
    /// Identifier and label of each event, shared by all its rows.
    event_texts: Vec<(ByteArray, ByteArray)>,
    start: Date,
    run_id: String,
    next_replicate: Option<u64>,
    metadata: [(&'static str, String); 6],
    files: BTreeMap<String, FileEntry>,
    // Last, because its folder goes when the open tables are closed.
    staging: Staging,
}

impl RunWriter {
    /// Starts the run folder `output_root/<scenario>/<run id>`, creating the folders above it.
    ///
    /// Fails when an identifier is no [`safe_name`], when two outcomes share a name or one is called `replicate`, and when
    /// the disk refuses.
    pub fn create(output_root: &Path, header: &RunHeader<'_>) -> Result<RunWriter, OutputError> {
        let parent = output_root.join(safe_name(&header.provenance.scenario)?);
        let staging = Staging::create(&parent, safe_name(&header.provenance.run_id)?)?;
        let charts = staging.path(files::CHARTS);
        fs::create_dir(&charts).map_err(|error| OutputError::file("create", &charts, error))?;
        let metadata = footer(header.provenance);
        let outcomes = TableWriter::create(
            staging.path(files::OUTCOMES),
            &outcome_fields(header.outcomes),
            &metadata,
        )?;
        let events = TableWriter::create(staging.path(files::EVENTS), &event_fields(), &metadata)?;
        let mut writer = RunWriter {
            outcomes,
            events,
            outcome_kinds: header.outcomes.iter().map(|info| info.kind).collect(),
            event_texts: header
                .events
                .iter()
                .map(|event| (event.id.as_str().into(), event.label.as_str().into()))
                .collect(),
            start: header.start,
            run_id: header.provenance.run_id.clone(),
            next_replicate: None,
            metadata,
            files: BTreeMap::new(),
            staging,
        };
        writer.write_listed(files::SCENARIO, header.scenario_text.as_bytes())?;
        Ok(writer)
    }

    /// Appends the outcomes of some replicates, `columns[outcome][replicate]`; NaN where a replicate has no value, and
    /// conditions as 1 and 0.
    ///
    /// Batches come in replicate order without gaps; their sizes do not show in the file.
    pub fn outcome_batch(
        &mut self,
        first_replicate: u64,
        columns: &[Vec<f64>],
    ) -> Result<(), OutputError> {
        let rows = columns.first().map_or(0, Vec::len);
        if columns.len() != self.outcome_kinds.len()
            || columns.iter().any(|column| column.len() != rows)
        {
            return Err(OutputError::inconsistent(
                self.outcomes.path(),
                "a batch does not have the table's columns",
            ));
        }
        if self
            .next_replicate
            .is_some_and(|next| next != first_replicate)
        {
            return Err(OutputError::inconsistent(
                self.outcomes.path(),
                "batches are not in replicate order",
            ));
        }
        let end = first_replicate
            .checked_add(rows as u64)
            .filter(|&end| i64::try_from(end).is_ok());
        self.next_replicate = Some(end.ok_or_else(|| {
            OutputError::inconsistent(self.outcomes.path(), "too many replicates")
        })?);
        for start in (0..rows).step_by(ROW_GROUP) {
            let part = start..rows.min(start + ROW_GROUP);
            let replicates = part
                .clone()
                .map(|row| (first_replicate + row as u64) as i64)
                .collect();
            let mut rows = vec![Column::Integer(replicates)];
            for (kind, column) in self.outcome_kinds.iter().zip(columns) {
                rows.push(self.outcome_column(*kind, &column[part.clone()])?);
            }
            self.outcomes.append(rows)?;
        }
        Ok(())
    }

    /// Appends first occurrences, in the order they shall have in the table.
    pub fn event_batch(&mut self, rows: &[EventRow]) -> Result<(), OutputError> {
        for rows in rows.chunks(ROW_GROUP) {
            let columns = self.event_columns(rows);
            self.events.append(columns.ok_or_else(|| {
                OutputError::inconsistent(self.events.path(), "an event row is out of range")
            })?)?;
        }
        Ok(())
    }

    /// Adds a chart, `name` with its extension: `displacement.svg`.
    pub fn chart(&mut self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        write_file(
            &self.staging.path(files::CHARTS).join(safe_file_name(name)?),
            bytes,
        )
    }

    /// Writes everything else of the ensemble and puts the folder in its place, which it returns. A folder of the same run
    /// is replaced, and kept if that fails.
    ///
    /// The ensemble's outcome columns are not written again: they are those given to [`RunWriter::outcome_batch`].
    pub fn finish(
        mut self,
        ensemble: &Ensemble,
        environment: &Environment,
    ) -> Result<PathBuf, OutputError> {
        if ensemble.provenance.run_id != self.run_id {
            return Err(OutputError::inconsistent(
                &self.staging.path(files::SUMMARY),
                "the results are those of another run",
            ));
        }
        self.write_table(files::SERIES, &series_fields(), |path| {
            series_columns(path, &ensemble.series)
        })?;
        self.write_table(files::OBSERVATIONS, &observation_fields(), |_| {
            Ok(observation_columns(&ensemble.observations))
        })?;
        let summary = json(&self.staging.path(files::SUMMARY), &Summary::of(ensemble))?;
        self.write_listed(files::SUMMARY, &summary)?;
        self.files
            .insert(files::OUTCOMES.into(), self.outcomes.finish()?);
        self.files
            .insert(files::EVENTS.into(), self.events.finish()?);
        let manifest = Manifest {
            layout: LAYOUT,
            provenance: ensemble.provenance.clone(),
            results_digest: results_digest(&self.files),
            files: self.files,
            environment: environment.clone(),
        };
        let path = self.staging.path(files::MANIFEST);
        write_file(&path, &json(&path, &manifest)?)?;
        sync_folder(&self.staging.path(files::CHARTS))?;
        self.staging.publish()
    }

    /// The column of some values; fails when a condition is neither held nor not.
    fn outcome_column(&self, kind: OutcomeKind, values: &[f64]) -> Result<Column, OutputError> {
        if kind == OutcomeKind::Number {
            return Ok(Column::Number(values.to_vec()));
        }
        if values
            .iter()
            .any(|&value| value != 0.0 && value != 1.0 && !value.is_nan())
        {
            return Err(OutputError::inconsistent(
                self.outcomes.path(),
                "a condition is neither 0 nor 1",
            ));
        }
        Ok(Column::Condition(
            values
                .iter()
                .map(|&value| (!value.is_nan()).then_some(value == 1.0))
                .collect(),
        ))
    }

    /// The columns of some event rows; `None` when an event, replicate or day is out of range.
    fn event_columns(&self, rows: &[EventRow]) -> Option<Vec<Column>> {
        let texts: Option<Vec<&(ByteArray, ByteArray)>> = rows
            .iter()
            .map(|row| self.event_texts.get(row.event as usize))
            .collect();
        let texts = texts?;
        let replicates: Option<Vec<i64>> = rows
            .iter()
            .map(|row| row.replicate.try_into().ok())
            .collect();
        let days: Option<Vec<i32>> = rows.iter().map(|row| row.day.try_into().ok()).collect();
        let dates = rows
            .iter()
            .map(|row| self.start.plus_days(i64::from(row.day)).unix_days())
            .collect();
        Some(vec![
            Column::Integer(replicates?),
            Column::Text(texts.iter().map(|text| text.0.clone()).collect()),
            Column::Text(texts.iter().map(|text| text.1.clone()).collect()),
            Column::Day(days?),
            Column::Date(dates),
        ])
    }

    /// Writes a table whose rows are all there.
    fn write_table(
        &mut self,
        name: &str,
        fields: &[Field],
        rows: impl FnOnce(&Path) -> Result<Vec<Column>, OutputError>,
    ) -> Result<(), OutputError> {
        let mut table = TableWriter::create(self.staging.path(name), fields, &self.metadata)?;
        table.append(rows(table.path())?)?;
        self.files.insert(name.into(), table.finish()?);
        Ok(())
    }

    /// Writes a file that the manifest lists.
    fn write_listed(&mut self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        write_file(&self.staging.path(name), bytes)?;
        self.files.insert(name.into(), FileEntry::of(bytes));
        Ok(())
    }
}

/// Writes or replaces one document of a finished run, such as a chart drawn again or a briefing; `name` with its extension.
/// Creates the folder when missing. Returns the document's path.
pub fn write_document(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, OutputError> {
    let path = folder.join(safe_file_name(name)?);
    fs::create_dir_all(folder).map_err(|error| OutputError::file("create", folder, error))?;
    replace_file(&path, |file| {
        file.write_all(bytes)
            .map_err(|error| OutputError::file("write", &path, error))
    })?;
    Ok(path)
}

/// Key-value pairs in every table's footer: what produced it.
fn footer(provenance: &Provenance) -> [(&'static str, String); 6] {
    [
        ("scenario", provenance.scenario.clone()),
        ("scenario_hash", provenance.scenario_hash.clone()),
        ("seed", provenance.seed.to_string()),
        ("replicates", provenance.replicates.to_string()),
        ("version", provenance.version.clone()),
        ("run_id", provenance.run_id.clone()),
    ]
}

/// JSON with line breaks, so that two runs can be compared with any text tool.
fn json(path: &Path, value: &impl Serialize) -> Result<Vec<u8>, OutputError> {
    let mut text = serde_json::to_vec_pretty(value).map_err(|source| OutputError::Json {
        path: path.into(),
        source,
    })?;
    text.push(b'\n');
    Ok(text)
}

fn outcome_fields(outcomes: &[OutcomeInfo]) -> Vec<Field> {
    let kind = |kind| {
        if kind == OutcomeKind::Number {
            ColumnKind::Number
        } else {
            ColumnKind::Condition
        }
    };
    let columns = outcomes
        .iter()
        .map(|info| Field::new(&info.id, kind(info.kind)));
    std::iter::once(Field::new("replicate", ColumnKind::Integer))
        .chain(columns)
        .collect()
}

fn event_fields() -> Vec<Field> {
    let fields = [
        ("replicate", ColumnKind::Integer),
        ("event", ColumnKind::Text),
        ("label", ColumnKind::Text),
        ("day", ColumnKind::Day),
        ("date", ColumnKind::Date),
    ];
    fields.map(|(name, kind)| Field::new(name, kind)).into()
}

fn series_fields() -> Vec<Field> {
    let texts = ["series", "label", "unit", "kind"].map(|name| (name, ColumnKind::Text));
    let times = [
        ("day", ColumnKind::Day),
        ("date", ColumnKind::Date),
        ("mean", ColumnKind::Number),
    ];
    let quantiles = files::QUANTILES.map(|name| (name, ColumnKind::Number));
    texts
        .into_iter()
        .chain(times)
        .chain(quantiles)
        .map(|(name, kind)| Field::new(name, kind))
        .collect()
}

/// The rows of `series.parquet`: series by series, day by day.
fn series_columns(path: &Path, table: &SeriesTable) -> Result<Vec<Column>, OutputError> {
    let last_day = i32::try_from(table.days);
    let (Ok(days), true) = (
        last_day,
        table.series.len().checked_mul(table.days) == Some(table.bands.len()),
    ) else {
        return Err(OutputError::inconsistent(
            path,
            "the bands do not fit the series and days",
        ));
    };
    let texts = |text: fn(&crate::record::SeriesInfo) -> &str| {
        let shared = table.series.iter().map(|info| ByteArray::from(text(info)));
        Column::Text(
            shared
                .flat_map(|text| std::iter::repeat_n(text, table.days))
                .collect(),
        )
    };
    let each_day = || (0..table.series.len()).flat_map(move |_| 0..days);
    let mut columns = vec![
        texts(|info| &info.id),
        texts(|info| &info.label),
        texts(|info| &info.unit),
        texts(|info| info.kind.word()),
    ];
    columns.push(Column::Day(each_day().collect()));
    columns.push(Column::Date(
        each_day()
            .map(|day| table.start.plus_days(i64::from(day)).unix_days())
            .collect(),
    ));
    columns.push(Column::Number(
        table.bands.iter().map(|band| band.mean).collect(),
    ));
    columns.extend((0..9).map(|index| {
        Column::Number(
            table
                .bands
                .iter()
                .map(|band| band.quantiles[index])
                .collect(),
        )
    }));
    Ok(columns)
}

fn observation_fields() -> Vec<Field> {
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

fn observation_columns(observations: &[Observation]) -> Vec<Column> {
    let numbers =
        |number: fn(&Observation) -> f64| Column::Number(observations.iter().map(number).collect());
    let texts = |text: fn(&Observation) -> &str| Column::texts(observations.iter().map(text));
    vec![
        texts(|observation| &observation.series),
        Column::Date(
            observations
                .iter()
                .map(|observation| observation.date.unix_days())
                .collect(),
        ),
        numbers(|observation| observation.value),
        numbers(|observation| observation.low),
        numbers(|observation| observation.high),
        texts(|observation| observation.purpose.word()),
        texts(|observation| &observation.status),
        texts(|observation| &observation.source),
    ]
}
