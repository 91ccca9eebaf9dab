//! Reads a run folder back, checking everything it relies on.

use std::fs::{self, File};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::output::manifest::{LAYOUT, OLDEST_LAYOUT, results_digest};
use crate::output::summary::Summary;
use crate::output::table::TableReader;
use crate::output::{FileEntry, Manifest, OutputError, files};
use crate::quantity::Date;
use crate::record::{
    Band, Ensemble, FlowTable, Observation, ObservationUse, OutcomeKind, OutcomeTable, SeriesInfo, SeriesTable,
};

/// Largest JSON file that is read (256 MiB); a summary takes kilobytes.
const LARGEST_JSON: u64 = 1 << 28;

/// The manifest of a run folder.
pub fn read_manifest(folder: &Path) -> Result<Manifest, OutputError> {
    /// The one key every layout has.
    #[derive(serde::Deserialize)]
    struct Layout {
        layout: u32,
    }
    let path = folder.join(files::MANIFEST);
    let found = read_json::<Layout>(&path)?.layout;
    if !(OLDEST_LAYOUT..=LAYOUT).contains(&found) {
        return Err(OutputError::Layout { path, found, supported: LAYOUT });
    }
    read_json(&path)
}

/// The ensemble of a run folder, as it was written: the tables bit for bit, the numbers of `summary.json` as the JSON
/// parser rounds them.
///
/// Every result file must be the one the manifest lists, by size and hash, before it is parsed.
pub fn read_run(folder: &Path) -> Result<Ensemble, OutputError> {
    let manifest = read_manifest(folder)?;
    if results_digest(manifest.layout, &manifest.files) != manifest.results_digest {
        return Err(OutputError::Changed { path: folder.join(files::MANIFEST) });
    }
    for name in files::results(manifest.layout) {
        check_file(&folder.join(name), manifest.files.get(name))?;
    }
    let summary: Summary = read_json(&folder.join(files::SUMMARY))?;
    let observations = read_observations(&folder.join(files::OBSERVATIONS))?;
    let flows = if manifest.layout > OLDEST_LAYOUT {
        read_flows(&folder.join(files::FLOWS), &summary)?
    } else {
        FlowTable::default()
    };
    let outcomes = read_outcomes(&folder.join(files::OUTCOMES), &summary)?;
    Ok(Ensemble {
        provenance: manifest.provenance,
        series: read_series(&folder.join(files::SERIES), summary.start, summary.days, summary.series)?,
        geography: summary.geography,
        flows,
        outcomes: OutcomeTable {
            first_replicate: summary.first_replicate,
            outcomes: summary.outcomes,
            columns: outcomes,
        },
        events: summary.events,
        observations,
        questions: summary.questions,
        summaries: summary.summaries,
        agreements: summary.agreements,
        histories: summary.histories,
        parameters: summary.parameters,
        warnings: summary.warnings,
    })
}

/// Compares a file with its entry in the manifest.
pub(super) fn check_file(path: &Path, entry: Option<&FileEntry>) -> Result<(), OutputError> {
    let failed = |error| OutputError::file("read", path, error);
    let file = File::open(path).map_err(failed)?;
    let changed = || OutputError::Changed { path: path.into() };
    let entry = entry.ok_or_else(changed)?;
    if file.metadata().map_err(failed)?.len() != entry.bytes {
        return Err(changed());
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).map_err(failed)?;
    if hasher.finalize().to_hex().as_str() == entry.blake3 { Ok(()) } else { Err(changed()) }
}

pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, OutputError> {
    let failed = |error| OutputError::file("read", path, error);
    if fs::metadata(path).map_err(failed)?.len() > LARGEST_JSON {
        return Err(OutputError::inconsistent(path, "is larger than any such file can be"));
    }
    let bytes = fs::read(path).map_err(failed)?;
    serde_json::from_slice(&bytes).map_err(|source| OutputError::Json { path: path.into(), source })
}

fn read_series(path: &Path, start: Date, days: usize, series: Vec<SeriesInfo>) -> Result<SeriesTable, OutputError> {
    let table = TableReader::open(path)?;
    if series.len().checked_mul(days) != Some(table.rows()) {
        return Err(OutputError::inconsistent(path, "the rows do not fit the series and days of the summary"));
    }
    Ok(SeriesTable { start, days, series, bands: read_bands(&table)? })
}

/// The mean and the quantiles of every row.
fn read_bands(table: &TableReader) -> Result<Vec<Band>, OutputError> {
    let means = table.numbers("mean")?;
    let mut bands: Vec<Band> = means.into_iter().map(|mean| Band { mean, quantiles: [f64::NAN; 9] }).collect();
    for (index, name) in files::QUANTILES.into_iter().enumerate() {
        for (band, value) in bands.iter_mut().zip(table.numbers(name)?) {
            band.quantiles[index] = value;
        }
    }
    Ok(bands)
}

/// The flows of the summary, which must be between its places.
fn read_flows(path: &Path, summary: &Summary) -> Result<FlowTable, OutputError> {
    let table = TableReader::open(path)?;
    let (days, places) = (&summary.flow_days, summary.geography.places.len());
    if !days.is_sorted_by(|day, next| day < next) || days.last().is_some_and(|day| *day >= summary.days) {
        return Err(OutputError::inconsistent(path, "the summary's days of flows are not among its days"));
    }
    if summary.flows.len().checked_mul(days.len()) != Some(table.rows()) {
        return Err(OutputError::inconsistent(path, "the rows do not fit the flows and days of the summary"));
    }
    if summary.flows.iter().any(|flow| flow.home.max(flow.place) >= places) {
        return Err(OutputError::inconsistent(path, "a flow is between places that the summary does not have"));
    }
    Ok(FlowTable { days: days.clone(), flows: summary.flows.clone(), bands: read_bands(&table)? })
}

/// The columns of the outcome table, which must be those of the summary.
fn read_outcomes(path: &Path, summary: &Summary) -> Result<Vec<Vec<f64>>, OutputError> {
    let table = TableReader::open(path)?;
    let names = table.fields().iter().skip(1).map(|field| &field.name);
    if !names.eq(summary.outcomes.iter().map(|info| &info.id)) {
        return Err(OutputError::inconsistent(path, "the columns are not the outcomes of the summary"));
    }
    let column = |info: &crate::record::OutcomeInfo| match info.kind {
        OutcomeKind::Number => table.numbers(&info.id),
        OutcomeKind::Condition => table.conditions(&info.id),
    };
    summary.outcomes.iter().map(column).collect()
}

fn read_observations(path: &Path) -> Result<Vec<Observation>, OutputError> {
    let table = TableReader::open(path)?;
    let numbers = |name| table.numbers(name);
    let texts = |name| table.texts(name);
    let (values, lows, highs) = (numbers("value")?, numbers("low")?, numbers("high")?);
    let (series, statuses, sources) = (texts("series")?, texts("status")?, texts("source")?);
    let (dates, uses) = (table.dates("date")?, texts("use")?);
    let row = |index: usize| {
        Ok(Observation {
            series: series[index].clone(),
            date: Date::from_unix_days(dates[index]),
            value: values[index],
            low: lows[index],
            high: highs[index],
            purpose: use_of(&uses[index])
                .ok_or_else(|| OutputError::inconsistent(path, "an observation has an unknown use"))?,
            status: statuses[index].clone(),
            source: sources[index].clone(),
        })
    };
    (0..table.rows()).map(row).collect()
}

/// What an observation may be used for, by its word.
fn use_of(word: &str) -> Option<ObservationUse> {
    ObservationUse::WORDS.into_iter().find(|(own, _)| *own == word).map(|(_, purpose)| purpose)
}
