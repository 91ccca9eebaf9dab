//! Writes a run folder, its large tables as their rows arrive.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use parquet::data_type::ByteArray;
use serde::Serialize;

use crate::output::folder::{Staging, replace_file, sync_folder, write_file};
use crate::output::layout::{
    event_fields, flow_columns, flow_fields, footer, observation_columns, observation_fields, outcome_fields,
    series_columns, series_fields,
};
use crate::output::manifest::{LAYOUT, results_digest};
use crate::output::name::{safe_file_name, safe_name};
use crate::output::summary::Summary;
use crate::output::table::{Column, Field, ROW_GROUP, TableWriter};
use crate::output::{Environment, FileEntry, Manifest, OutputError, files};
use crate::quantity::Date;
use crate::record::{Ensemble, EventInfo, EventRow, OutcomeInfo, OutcomeKind, Provenance};

/// What must be known of a run before its first row.
#[derive(Clone, Copy, Debug)]
pub struct RunHeader<'a> {
    /// What produces it; the count of failed replicates may still change.
    pub provenance: &'a Provenance,
    /// The scenario file as read.
    pub scenario_text: &'a str,
    /// When it extends others: it and them as read, each with its path from the scenario's folder, joined by `/`.
    pub scenario_files: &'a [(&'a str, &'a str)],
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
    outcome_infos: Vec<OutcomeInfo>,
    /// Identifier and label of each event, shared by all its rows.
    event_texts: Vec<(ByteArray, ByteArray)>,
    start: Date,
    /// What was asked for.
    provenance: Provenance,
    /// Replicates whose outcomes are written.
    replicates: Option<Range<u64>>,
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
        let outcomes = TableWriter::create(staging.path(files::OUTCOMES), &outcome_fields(header.outcomes))?;
        let events = TableWriter::create(staging.path(files::EVENTS), &event_fields())?;
        let mut writer = RunWriter {
            outcomes,
            events,
            outcome_infos: header.outcomes.into(),
            event_texts: header
                .events
                .iter()
                .map(|event| (event.id.as_str().into(), event.label.as_str().into()))
                .collect(),
            start: header.start,
            provenance: header.provenance.clone(),
            replicates: None,
            files: BTreeMap::new(),
            staging,
        };
        writer.write_listed(files::SCENARIO, header.scenario_text.as_bytes())?;
        for (name, text) in header.scenario_files {
            writer.write_scenario_file(name, text)?;
        }
        Ok(writer)
    }

    /// Appends the outcomes of some replicates, `columns[outcome][replicate]`; NaN where a replicate has no value, and
    /// conditions as 1 and 0.
    ///
    /// Batches come in replicate order without gaps; their sizes do not show in the file.
    pub fn outcome_batch(&mut self, first_replicate: u64, columns: &[Vec<f64>]) -> Result<(), OutputError> {
        let rows = columns.first().map_or(0, Vec::len);
        self.check_batch(first_replicate, rows, columns)?;
        for start in (0..rows).step_by(ROW_GROUP) {
            let part = start..rows.min(start + ROW_GROUP);
            let replicates = part.clone().map(|row| (first_replicate + row as u64) as i64).collect();
            let mut rows = vec![Column::Integer(replicates)];
            for (info, column) in self.outcome_infos.iter().zip(columns) {
                rows.push(self.outcome_column(info.kind, &column[part.clone()])?);
            }
            self.outcomes.append(rows)?;
        }
        let first = self.replicates.as_ref().map_or(first_replicate, |written| written.start);
        self.replicates = Some(first..first_replicate + rows as u64);
        Ok(())
    }

    /// Appends first occurrences, in the order they shall have in the table.
    pub fn event_batch(&mut self, rows: &[EventRow]) -> Result<(), OutputError> {
        for rows in rows.chunks(ROW_GROUP) {
            let columns = self.event_columns(rows);
            self.events.append(
                columns.ok_or_else(|| OutputError::inconsistent(self.events.path(), "an event row is out of range"))?,
            )?;
        }
        Ok(())
    }

    /// Adds a chart, `name` with its extension: `displacement.svg`.
    pub fn chart(&mut self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        write_file(&self.staging.path(files::CHARTS).join(safe_file_name(name)?), bytes)
    }

    /// Writes everything else of the ensemble and puts the folder in its place, which it returns. A folder of the same run
    /// is replaced, and kept if that fails.
    ///
    /// The ensemble's outcome columns are not written again: they are those given to [`RunWriter::outcome_batch`].
    pub fn finish(mut self, ensemble: &Ensemble, environment: &Environment) -> Result<PathBuf, OutputError> {
        self.check_results(ensemble)?;
        let footer = footer(&ensemble.provenance);
        self.write_table(files::SERIES, (&series_fields(), &footer), |path| series_columns(path, &ensemble.series))?;
        let places = &ensemble.geography.places;
        self.write_table(files::FLOWS, (&flow_fields(), &footer), |path| {
            flow_columns(path, (places, &ensemble.flows), ensemble.series.start)
        })?;
        self.write_table(files::OBSERVATIONS, (&observation_fields(), &footer), |_| {
            Ok(observation_columns(&ensemble.observations))
        })?;
        let summary = json(&self.staging.path(files::SUMMARY), &Summary::of(ensemble))?;
        self.write_listed(files::SUMMARY, &summary)?;
        self.files.insert(files::OUTCOMES.into(), self.outcomes.finish(&footer)?);
        self.files.insert(files::EVENTS.into(), self.events.finish(&footer)?);
        let manifest = Manifest {
            layout: LAYOUT,
            provenance: ensemble.provenance.clone(),
            results_digest: results_digest(LAYOUT, &self.files),
            files: self.files,
            environment: environment.clone(),
        };
        let path = self.staging.path(files::MANIFEST);
        write_file(&path, &json(&path, &manifest)?)?;
        sync_folder(&self.staging.path(files::CHARTS))?;
        self.staging.publish(safe_name(&ensemble.provenance.run_id)?)
    }

    /// Refuses a batch that does not continue the outcome table.
    fn check_batch(&self, first: u64, rows: usize, columns: &[Vec<f64>]) -> Result<(), OutputError> {
        let complete = columns.len() == self.outcome_infos.len() && columns.iter().all(|column| column.len() == rows);
        let continues = self.replicates.as_ref().is_none_or(|written| written.end == first);
        let countable = first.checked_add(rows as u64).is_some_and(|end| i64::try_from(end).is_ok());
        let reason = match (complete, continues, countable) {
            (true, true, true) => return Ok(()),
            (false, ..) => "a batch does not have the table's columns",
            (_, false, _) => "batches are not in replicate order",
            _ => "a replicate's number is too large",
        };
        Err(OutputError::inconsistent(self.outcomes.path(), reason))
    }

    /// Refuses results that are not those of the tables written so far.
    fn check_results(&self, ensemble: &Ensemble) -> Result<(), OutputError> {
        let first = self.replicates.as_ref().map(|written| written.start);
        let reason = if !continues(&self.provenance, &ensemble.provenance) {
            "the results are those of another run"
        } else if ensemble.outcomes.outcomes != self.outcome_infos {
            "the results have other outcomes than the table"
        } else if first.is_some_and(|first| first != ensemble.outcomes.first_replicate) {
            "the results begin with another replicate than the table"
        } else {
            return Ok(());
        };
        Err(OutputError::inconsistent(&self.staging.path(files::SUMMARY), reason))
    }

    /// The column of some values; fails when a condition is neither held nor not.
    fn outcome_column(&self, kind: OutcomeKind, values: &[f64]) -> Result<Column, OutputError> {
        if kind == OutcomeKind::Number {
            return Ok(Column::Number(values.to_vec()));
        }
        if values.iter().any(|&value| value != 0.0 && value != 1.0 && !value.is_nan()) {
            return Err(OutputError::inconsistent(self.outcomes.path(), "a condition is neither 0 nor 1"));
        }
        Ok(Column::Condition(values.iter().map(|&value| (!value.is_nan()).then_some(value == 1.0)).collect()))
    }

    /// The columns of some event rows; `None` when an event, replicate or day is out of range.
    fn event_columns(&self, rows: &[EventRow]) -> Option<Vec<Column>> {
        let texts: Option<Vec<&(ByteArray, ByteArray)>> =
            rows.iter().map(|row| self.event_texts.get(row.event as usize)).collect();
        let texts = texts?;
        let replicates: Option<Vec<i64>> = rows.iter().map(|row| row.replicate.try_into().ok()).collect();
        let days: Option<Vec<i32>> = rows.iter().map(|row| row.day.try_into().ok()).collect();
        let dates = rows.iter().map(|row| self.start.plus_days(i64::from(row.day)).unix_days()).collect();
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
        (fields, footer): (&[Field], &[(&str, String)]),
        rows: impl FnOnce(&Path) -> Result<Vec<Column>, OutputError>,
    ) -> Result<(), OutputError> {
        let mut table = TableWriter::create(self.staging.path(name), fields)?;
        table.append(rows(table.path())?)?;
        self.files.insert(name.into(), table.finish(footer)?);
        Ok(())
    }

    /// Writes one of several scenario files where it can be read again beside those that it extends.
    fn write_scenario_file(&mut self, name: &str, text: &str) -> Result<(), OutputError> {
        let listed = format!("{}/{name}", files::SCENARIO_FILES);
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || name.is_empty() {
            return Err(OutputError::Name { name: name.into() });
        }
        let path = self.staging.path(&listed);
        let folder = path.parent().unwrap_or(&path);
        fs::create_dir_all(folder).map_err(|error| OutputError::file("create", folder, error))?;
        self.write_listed(&listed, text.as_bytes())
    }

    /// Writes a file that the manifest lists.
    fn write_listed(&mut self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        write_file(&self.staging.path(name), bytes)?;
        self.files.insert(name.into(), FileEntry::of(bytes));
        Ok(())
    }
}

/// Whether results are those of what was asked for: the same run, or the first of its replicates when it was ended early.
fn continues(asked: &Provenance, found: &Provenance) -> bool {
    let fewer = found.replicates < asked.replicates;
    let run_id = if fewer { &found.run_id } else { &asked.run_id };
    let expected = Provenance {
        replicates: if fewer { found.replicates } else { asked.replicates },
        failed: found.failed,
        run_id: run_id.clone(),
        ..asked.clone()
    };
    expected == *found
}

/// Writes or replaces one document of a finished run, such as a chart drawn again or a briefing; `name` with its extension.
/// Creates the folder when missing. Returns the document's path.
pub fn write_document(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, OutputError> {
    let path = folder.join(safe_file_name(name)?);
    fs::create_dir_all(folder).map_err(|error| OutputError::file("create", folder, error))?;
    replace_file(&path, |file| file.write_all(bytes).map_err(|error| OutputError::file("write", &path, error)))?;
    Ok(path)
}

/// JSON with line breaks, so that two runs can be compared with any text tool.
pub(super) fn json(path: &Path, value: &impl Serialize) -> Result<Vec<u8>, OutputError> {
    let mut text =
        serde_json::to_vec_pretty(value).map_err(|source| OutputError::Json { path: path.into(), source })?;
    text.push(b'\n');
    Ok(text)
}
