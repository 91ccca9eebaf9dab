//! The run folder: what a run leaves on the disk, written whole or not at all, and read back.
//!
//! `output/<scenario>/<run-id>/` holds
//!
//! | File | Content |
//! |---|---|
//! | `manifest.json` | what produced the run, a BLAKE3 hash of every file below, the digest of the results, and the environment |
//! | `scenario.toml` | the scenario as read |
//! | `scenario/` | only when it extends other files: it and them, from which it can be run again |
//! | `outcomes.parquet` | a row per replicate: `replicate`, then a column per outcome |
//! | `series.parquet` | a row per series and day: mean and quantiles over replicates |
//! | `flows.parquet` | a row per home, place and recorded day: displaced people of the one in the other |
//! | `events.parquet` | a row per replicate and event that happened in it: its first day |
//! | `observations.parquet` | figures from history |
//! | `summary.json` | everything else of a [`crate::record::Ensemble`] |
//! | `charts/` | charts, which can be drawn again from the tables and are therefore not hashed |
//!
//! The tables and `summary.json` are a pure function of the scenario, the seed and the program: no clock, no thread count,
//! no path enters them. In JSON the numbers without a literal are the strings `"inf"`, `"-inf"` and `"nan"`; in Parquet
//! infinities are themselves ("never") and a missing value is null.
//!
//! `output/scores/<score-id>/` holds what `flashpoint score` leaves: `score.json` with a whole
//! [`crate::record::ScoreReport`], its tables `questions`, `observations`, `series` and `skill` as Parquet and CSV, and `charts/`.
//!
//! `output/discovery/<id>/` holds what `flashpoint discover` leaves: `discovery.json` with a whole
//! [`crate::record::DiscoveryReport`], its tables `boxes`, `restrictions`, `tests`, `trajectory`, `leaves` and `pruning`, and
//! `charts/`.
//!
//! `output/sensitivity/<id>/` holds what `flashpoint sensitivity` leaves: `sensitivity.json` with a whole
//! [`crate::record::SensitivityReport`], those of the tables `screening`, `sobol`, `sobol_pairs`, `given`, `variance` and
//! `ranks` that have rows, as Parquet and CSV, and `charts/`.
//!
//! `output/comparisons/<comparison-id>/` holds what `flashpoint compare` leaves: `comparison.json` with a whole
//! [`crate::record::Comparison`], its tables `outcomes`, `changes`, `contributions`, `parting`, `parting_days`, `chain` and
//! `story` as Parquet and CSV, and `charts/`.

mod boundaries;
mod comparison;
mod csv;
mod data;
mod discovery;
mod error;
mod folder;
mod layout;
mod manifest;
mod name;
mod reader;
mod report;
mod score;
mod sensitivity;
mod summary;
mod sweep;
mod sweep_store;
mod table;
mod writer;

pub use boundaries::read_boundaries;
pub use comparison::{COMPARISONS, read_comparison, write_comparison};
pub use csv::export_csv;
pub use data::{RawColumn, RawKind, RawTable, data, read_data, read_table};
pub use discovery::{DISCOVERIES, read_discovery, write_discovery};
pub use error::OutputError;
pub use manifest::{Environment, FileEntry, Manifest};
pub use name::safe_name;
pub use reader::{read_manifest, read_run};
pub use report::ReportKind;
pub use score::{SCORES, read_scores, write_scores};
pub use sensitivity::{SENSITIVITY, read_sensitivity, write_sensitivity};
pub use sweep::{SWEEPS, SweepRow, read_sweep};
pub use sweep_store::{BLOCK, SweepStore};
pub use writer::{RunHeader, RunWriter, write_document};

/// Names of the files of a run folder.
mod files {
    pub(super) const MANIFEST: &str = "manifest.json";
    pub(super) const SCENARIO: &str = "scenario.toml";
    pub(super) const SCENARIO_FILES: &str = "scenario";
    pub(super) const OUTCOMES: &str = "outcomes.parquet";
    pub(super) const SERIES: &str = "series.parquet";
    pub(super) const FLOWS: &str = "flows.parquet";
    pub(super) const EVENTS: &str = "events.parquet";
    pub(super) const OBSERVATIONS: &str = "observations.parquet";
    pub(super) const SUMMARY: &str = "summary.json";
    pub(super) const CHARTS: &str = "charts";

    /// The files that are results, in the order of their digest.
    pub(super) const RESULTS: [&str; 6] = [EVENTS, FLOWS, OBSERVATIONS, OUTCOMES, SERIES, SUMMARY];

    /// Those of a folder's layout: the first had no flows.
    pub(super) fn results(layout: u32) -> impl Iterator<Item = &'static str> {
        RESULTS.into_iter().filter(move |name| layout > 1 || *name != FLOWS)
    }

    /// The tables.
    pub(super) const TABLES: [&str; 5] = [EVENTS, FLOWS, OBSERVATIONS, OUTCOMES, SERIES];

    /// Columns of `series.parquet` for [`crate::record::BAND_PROBABILITIES`].
    pub(super) const QUANTILES: [&str; 9] = ["q025", "q05", "q10", "q25", "q50", "q75", "q90", "q95", "q975"];
}
