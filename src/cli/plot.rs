//! `flashpoint plot`.

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
    let results = find_results(&arguments.run)?;
    let out = arguments.out.clone().unwrap_or_else(|| results.folder().join("charts"));
    let pictures = pictures::draw(charts(&results)?, false, &|| Ok(()))?;
    let count = pictures.len();
    for (name, bytes) in pictures::files(pictures) {
        write_document(&out, &name, &bytes)?;
    }
    terminal::print(&format!("{count} charts in {}\n", out.display()))?;
    Ok(Exit::Success)
}

/// The charts of results.
fn charts(results: &Results) -> Result<Charts, CliError> {
    Ok(match results {
        Results::Run(folder) => draw_all(&read_run(folder)?),
        Results::Comparison(folder) => draw_comparison(&read_comparison(folder)?),
        Results::Sensitivity(folder) => draw_sensitivity(&read_sensitivity(folder)?),
        Results::Discovery(folder) => draw_discovery(&read_discovery(folder)?),
        Results::Sweep(folder) => draw_sweep(&read_sweep(folder)?),
        Results::Scores(folder) => draw_scores(&read_scores(folder)?),
    })
}
