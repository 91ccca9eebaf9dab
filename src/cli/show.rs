//! `flashpoint show`.

use std::fs;
use std::path::Path;

use crate::cli::arguments::ShowArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::find_run;
use crate::cli::summary::{self, Finished};
use crate::cli::{json, levers, terminal};
use crate::output::{read_manifest, read_run};

/// Prints the summary of a run again, from its tables; of a scenario file, its levers.
pub(super) fn show(arguments: &ShowArguments) -> Result<Exit, CliError> {
    if arguments.run.extension().is_some_and(|extension| extension == "toml") {
        return levers::show(arguments);
    }
    if !arguments.variant.variant().is_plain() {
        let message = "a run has its levers and overrides already";
        return Err(CliError::new(Exit::Usage, message).help("leave out `--lever` and `--set`, or run the scenario"));
    }
    let folder = find_run(&arguments.run)?;
    let phases = read_manifest(&folder)?.environment.seconds;
    let ensemble = read_run(&folder)?;
    let finished = Finished { charts: charts(&folder), folder, seconds: phases.values().sum(), phases };
    if arguments.json {
        terminal::print_json(&json::summary(&ensemble, &finished))?;
    } else {
        terminal::print(&summary::render(&ensemble, &finished))?;
    }
    Ok(Exit::Success)
}

/// Names of the charts in a run folder.
fn charts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("charts")).into_iter().flatten().flatten();
    let paths =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|extension| extension == "svg"));
    let mut names: Vec<String> =
        paths.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    names
}
