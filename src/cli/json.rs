//! The summary of a run for scripts.

use serde_json::{Value, json};

use crate::cli::summary::{CAVEAT, Finished};
use crate::record::Ensemble;

/// The summary; the keys are those of the run folder's `summary.json` and `manifest.json`.
pub(super) fn summary(ensemble: &Ensemble, finished: &Finished) -> Value {
    let provenance = &ensemble.provenance;
    json!({
        "provenance": provenance,
        "folder": finished.folder,
        "charts": finished.charts,
        "seconds": finished.seconds,
        "phases": finished.phases,
        "replicates_per_second": finished.rate(ensemble),
        "start": ensemble.series.start,
        "days": ensemble.series.days,
        "outcomes": ensemble.summaries,
        "questions": ensemble.questions,
        "events": ensemble.events,
        "warnings": ensemble.warnings,
        "note": CAVEAT,
    })
}
