//! Finds run folders.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::exit::{CliError, Exit};

/// The file every run folder has.
const MANIFEST: &str = "manifest.json";

/// The run meant by a path: a run folder itself, or the latest in a folder of runs; also by the scenario's name in
/// `./output`.
pub(super) fn find_run(path: &Path) -> Result<PathBuf, CliError> {
    let bare = path.components().count() == 1 && !path.exists();
    let folder = if bare { Path::new("output").join(path) } else { path.into() };
    if folder.join(MANIFEST).is_file() {
        return Ok(folder);
    }
    latest(&folder).ok_or_else(|| {
        CliError::new(Exit::InputOutput, format!("there is no run in {}", folder.display()))
            .help("give a run folder (it holds manifest.json) or a folder of runs, as in output/SCENARIO")
    })
}

/// The run in a folder whose manifest was written last; of several at the same moment the last by name.
fn latest(folder: &Path) -> Option<PathBuf> {
    let runs = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let visible = runs.filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    let dated = visible.filter_map(|path| Some((fs::metadata(path.join(MANIFEST)).ok()?.modified().ok()?, path)));
    dated.max().map(|(_, path)| path)
}
