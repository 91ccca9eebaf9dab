//! `flashpoint plot`.

use std::path::{Path, PathBuf};

use crate::chart::{
    Chart, ChartError, draw_all, draw_comparison, draw_discovery, draw_scores, draw_sensitivity, draw_sweep,
};
use crate::cli::arguments::PlotArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::{Results, find_results};
use crate::cli::{pictures, terminal};
use crate::output::{
    read_comparison, read_discovery, read_run, read_scores, read_sensitivity, read_sweep, write_document,
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

/// The folder meant, and its charts.
fn charts(path: &Path) -> Result<(PathBuf, Charts), CliError> {
    Ok(match find_results(path)? {
        Results::Run(folder) => (folder.clone(), draw_all(&read_run(&folder)?)),
        Results::Comparison(folder) => (folder.clone(), draw_comparison(&read_comparison(&folder)?)),
        Results::Sensitivity(folder) => (folder.clone(), draw_sensitivity(&read_sensitivity(&folder)?)),
        Results::Discovery(folder) => (folder.clone(), draw_discovery(&read_discovery(&folder)?)),
        Results::Sweep(folder) => (folder.clone(), draw_sweep(&read_sweep(&folder)?)),
        Results::Scores(folder) => (folder.clone(), draw_scores(&read_scores(&folder)?)),
    })
}
