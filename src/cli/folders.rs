//! Finds the folders of runs and reports.

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
