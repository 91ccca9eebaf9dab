//! Finds the folders of runs and reports.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::exit::{CliError, Exit};
use crate::output::{COMPARISONS, DISCOVERIES, SCORES, SENSITIVITY, SWEEPS};

/// The file every run folder has.
const MANIFEST: &str = "manifest.json";

/// A folder of results, by what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Results {
    /// A run.
    Run(PathBuf),
    /// A comparison.
    Comparison(PathBuf),
    /// A sensitivity analysis.
    Sensitivity(PathBuf),
    /// A discovery.
    Discovery(PathBuf),
    /// A sweep.
    Sweep(PathBuf),
    /// Scores.
    Scores(PathBuf),
}

impl Results {
    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Results::Run(folder)
            | Results::Comparison(folder)
            | Results::Sensitivity(folder)
            | Results::Discovery(folder)
            | Results::Sweep(folder)
            | Results::Scores(folder) => folder,
        }
    }
}

/// The results meant by a path: what kind they are shows in the document that the folder holds.
pub(super) fn find_results(path: &Path) -> Result<Results, CliError> {
    let find = |document| find_folder(path, document);
    let found = find(SWEEPS.document)
        .map(Results::Sweep)
        .or_else(|| find(DISCOVERIES.document).map(Results::Discovery))
        .or_else(|| find(SENSITIVITY.document).map(Results::Sensitivity))
        .or_else(|| find(COMPARISONS.document).map(Results::Comparison))
        .or_else(|| find(SCORES.document).map(Results::Scores));
    found.map_or_else(|| find_run(path).map(Results::Run), Ok)
}

/// The run meant by a path: a run folder itself, or the latest in a folder of runs; also by the scenario's name in
/// `./output`.
pub(super) fn find_run(path: &Path) -> Result<PathBuf, CliError> {
    let bare = path.components().count() == 1 && !path.exists();
    let folder = if bare { Path::new("output").join(path) } else { path.into() };
    find_folder(&folder, MANIFEST).ok_or_else(|| {
        CliError::new(Exit::InputOutput, format!("there is no run in {}", folder.display()))
            .help("give a run folder (it holds manifest.json) or a folder of runs, as in output/SCENARIO")
    })
}

/// The folder with this document: the path itself, or the folder in it whose document was written last; of several at
/// the same moment the last by name.
pub(super) fn find_folder(path: &Path, document: &str) -> Option<PathBuf> {
    if path.join(document).is_file() {
        return Some(path.into());
    }
    let folders = fs::read_dir(path).ok()?.flatten().map(|entry| entry.path());
    let visible = folders.filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    let dated = visible.filter_map(|path| Some((fs::metadata(path.join(document)).ok()?.modified().ok()?, path)));
    dated.max().map(|(_, path)| path)
}
