//! `flashpoint plot`.

use std::path::{Path, PathBuf};

use crate::chart::{Chart, draw_all, draw_sweep};
use crate::cli::arguments::PlotArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::{find_folder, find_run};
use crate::cli::{pictures, terminal};
use crate::output::{ReportKind, SWEEPS, read_run, read_sweep, write_document};

/// Draws what a folder holds.
type Draw = fn(&Path) -> Result<Vec<Chart>, CliError>;

/// Every kind of folder but that of a run, told by its document.
const KINDS: [(ReportKind, Draw); 1] = [(SWEEPS, |folder| draw_sweep(&read_sweep(folder)?).map_err(pictures::failure))];

/// Draws all charts of a run or a report again, from its tables alone.
pub(super) fn plot(arguments: &PlotArguments) -> Result<Exit, CliError> {
    let (folder, charts) = charts(&arguments.run)?;
    let folder = arguments.out.clone().unwrap_or_else(|| folder.join("charts"));
    let pictures = pictures::with_pictures(charts, false, &|| Ok(()))?;
    for picture in &pictures {
        let name = &picture.chart.name;
        write_document(&folder, &format!("{name}.svg"), picture.chart.svg.as_bytes())?;
        write_document(&folder, &format!("{name}.png"), &picture.png)?;
    }
    terminal::print(&format!("{} charts in {}\n", pictures.len(), folder.display()))?;
    Ok(Exit::Success)
}

/// The folder meant, and its charts.
fn charts(path: &Path) -> Result<(PathBuf, Vec<Chart>), CliError> {
    for (kind, draw) in KINDS {
        if let Some(folder) = find_folder(path, kind.document) {
            let charts = draw(&folder)?;
            return Ok((folder, charts));
        }
    }
    let run = find_run(path)?;
    let charts = draw_all(&read_run(&run)?).map_err(pictures::failure)?;
    Ok((run, charts))
}
