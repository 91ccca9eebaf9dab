//! What an analysis is asked of: a scenario, a run, a sweep, or anybody's table; and how it is called and carried out.

use std::path::{Path, PathBuf};

use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::{find_folder, find_run};
use crate::cli::version;
use crate::digest;
use crate::output::{SWEEPS, read_run, read_sweep};
use crate::record::{Data, OutcomeInfo, Provenance};

/// The file that every run folder has.
const MANIFEST: &str = "manifest.json";

/// Whether a path is meant as a scenario: a TOML file, or the bare name of one.
pub(super) fn is_scenario(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    match extension {
        Some(extension) => extension == "toml",
        None => !path.exists(),
    }
}

/// Runs something with a number of threads for its resampling.
pub(super) fn in_threads<T: Send>(threads: Option<u16>, run: impl FnOnce() -> T + Send) -> Result<T, CliError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.map_or(0, usize::from)).build();
    let pool =
        pool.map_err(|error| CliError::new(Exit::Internal, format!("cannot start the worker threads: {error}")))?;
    Ok(pool.install(run))
}

/// The file or folder meant: of a folder of runs or sweeps the latest.
pub(super) fn found(path: &Path) -> Result<PathBuf, CliError> {
    let is_report = path.join(SWEEPS.document).is_file() || path.join(MANIFEST).is_file();
    if path.is_dir() && !is_report {
        find_folder(path, SWEEPS.document).map_or_else(|| find_run(path), Ok)
    } else {
        Ok(path.into())
    }
}

/// Where a table comes from.
pub(super) struct Origin {
    /// What produced it.
    pub(super) provenance: Provenance,
    /// Its outcomes, where they are known.
    pub(super) outcomes: Vec<OutcomeInfo>,
}

impl Origin {
    /// Of a file or folder.
    pub(super) fn of(path: &Path) -> Result<Origin, CliError> {
        if path.join(SWEEPS.document).is_file() {
            let sweep = read_sweep(path)?;
            return Ok(Origin { provenance: sweep.provenance, outcomes: sweep.outcomes });
        }
        if path.join(MANIFEST).is_file() {
            let run = read_run(path)?;
            // Every row is a replicate: there are none to a point.
            let provenance = Provenance { replicates: 0, failed: 0, ..run.provenance };
            return Ok(Origin { provenance, outcomes: run.outcomes.outcomes });
        }
        Ok(Origin { provenance: foreign(path), outcomes: Vec::new() })
    }
}

/// What is known of a table that Flashpoint did not make.
fn foreign(path: &Path) -> Provenance {
    let text =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    Provenance {
        scenario: text(path.file_stem()),
        title: text(path.file_name()),
        scenario_hash: String::new(),
        levers: Default::default(),
        overrides: Vec::new(),
        seed: 0,
        replicates: 0,
        failed: 0,
        version: version::NUMBER.into(),
        commit: version::COMMIT.into(),
        run_id: String::new(),
        marking: String::new(),
    }
}

/// A hash of the table and of all that was asked.
pub(super) fn identifier(data: &Data, asked: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(asked.as_bytes()).update(version::NUMBER.as_bytes());
    for column in data.inputs.iter().chain(&data.outputs) {
        hasher.update(column.variable.id.as_bytes()).update(&[0]);
        column.values.iter().for_each(|value| {
            hasher.update(&value.to_bits().to_le_bytes());
        });
    }
    digest::shortened(&hasher.finalize())
}
