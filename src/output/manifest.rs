//! The manifest: what produced a run, and the hashes that tell whether two runs agree.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::output::files;
use crate::record::Provenance;

/// Layout of the run folder; raised when a reader of the old one would misread the new one.
pub(super) const LAYOUT: u32 = 2;

/// The oldest layout that can still be read: it has no flows and no geography.
pub(super) const OLDEST_LAYOUT: u32 = 1;

/// Content of `manifest.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Layout of the run folder.
    pub layout: u32,
    /// What produced the run.
    pub provenance: Provenance,
    /// BLAKE3 over the hashes of the result files, hexadecimal: equal exactly when two runs have equal results.
    ///
    /// It is the hash of a line `HASH  NAME` for each of them in order of name, as
    /// `b3sum events.parquet flows.parquet observations.parquet outcomes.parquet series.parquet summary.json | b3sum` computes
    /// it.
    pub results_digest: String,
    /// Size and hash of every file but this one and the charts.
    pub files: BTreeMap<String, FileEntry>,
    /// Where and how it ran, which results do not depend on.
    pub environment: Environment,
}

/// Size and hash of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Size in bytes.
    pub bytes: u64,
    /// BLAKE3 of the content, hexadecimal.
    pub blake3: String,
}

/// Where and how a run was made; no result depends on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Environment {
    /// The command line, argument by argument.
    pub command: Vec<String>,
    /// Platform: `x86_64-unknown-linux-gnu`.
    pub target: String,
    /// Worker threads.
    pub threads: usize,
    /// Seconds taken by each phase, by its name.
    pub seconds: BTreeMap<String, f64>,
}

impl FileEntry {
    /// The entry of a file with this content.
    pub(super) fn of(bytes: &[u8]) -> FileEntry {
        FileEntry { bytes: bytes.len() as u64, blake3: blake3::hash(bytes).to_hex().to_string() }
    }
}

/// The digest of the result files of a layout, [`Manifest::results_digest`]; a file without an entry counts as empty text.
pub(super) fn results_digest(layout: u32, entries: &BTreeMap<String, FileEntry>) -> String {
    let mut hasher = blake3::Hasher::new();
    for name in files::results(layout) {
        let hash = entries.get(name).map_or("", |entry| entry.blake3.as_str());
        hasher.update(format!("{hash}  {name}\n").as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
