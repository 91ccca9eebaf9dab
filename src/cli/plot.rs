//! `flashpoint plot`.

use std::path::{Path, PathBuf};

use crate::chart::{Chart, ChartError, draw_all, draw_comparison, draw_discovery, draw_sensitivity, draw_sweep};
use crate::cli::arguments::PlotArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::{find_folder, find_run};
use crate::cli::{pictures, terminal};
use crate::output::{
    COMPARISONS, DISCOVERIES, SENSITIVITY, SWEEPS, read_comparison, read_discovery, read_run, read_sensitivity,
    read_sweep, write_document,
};

/// Charts that were drawn, or why they could not be.
type Charts = Result<Vec<Chart>, ChartError>;

/// Draws all charts of a folder again, from its tables alone.
pub(super) fn plot(arguments: &PlotArguments) -> Result<Exit, CliError> {
    let (folder, charts) = charts(&arguments.run)?;
    let out = arguments.out.clone().unwrap_or_else(|| folder.join("charts"));
    let pictures = pictures::draw(charts, false, &|| Ok(()))?;
    let count = pictures.len();
    for (name, bytes) in pictures::files(pictures) {
        write_document(&out, &name, &bytes)?;
    }
    terminal::print(&format!("{count} charts in {}\n", out.display()))?;
    Ok(Exit::Success)
}

/// The folder meant, and its charts: what kind it is shows in the document it holds.
fn charts(path: &Path) -> Result<(PathBuf, Charts), CliError> {
    if let Some(sweep) = find_folder(path, SWEEPS.document) {
        let charts = draw_sweep(&read_sweep(&sweep)?);
        return Ok((sweep, charts));
    }
    if let Some(discovery) = find_folder(path, DISCOVERIES.document) {
        let charts = draw_discovery(&read_discovery(&discovery)?);
        return Ok((discovery, charts));
    }
    if let Some(analysis) = find_folder(path, SENSITIVITY.document) {
        let charts = draw_sensitivity(&read_sensitivity(&analysis)?);
        return Ok((analysis, charts));
    }
    if let Some(comparison) = find_folder(path, COMPARISONS.document) {
        let charts = draw_comparison(&read_comparison(&comparison)?);
        return Ok((comparison, charts));
    }
    let run = find_run(path)?;
    let charts = draw_all(&read_run(&run)?);
    Ok((run, charts))
}
