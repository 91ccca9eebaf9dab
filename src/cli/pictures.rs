//! Draws charts, several at a time.

use rayon::prelude::*;

use crate::chart::{Chart, ChartError, draw_all};
use crate::cli::exit::{CliError, Exit};
use crate::cli::progress::Progress;
use crate::record::Ensemble;

/// A chart with its picture.
pub(super) struct Picture {
    /// The chart, with its SVG.
    pub(super) chart: Chart,
    /// The same as PNG.
    pub(super) png: Vec<u8>,
}

/// Draws every chart of an ensemble; `check` may end it between two.
pub(super) fn draw(
    ensemble: &Ensemble,
    quiet: bool,
    check: &(dyn Fn() -> Result<(), CliError> + Sync),
) -> Result<Vec<Picture>, CliError> {
    with_pictures(draw_all(ensemble).map_err(failure)?, quiet, check)
}

/// Every chart with its picture; `check` may end it between two.
pub(super) fn with_pictures(
    charts: Vec<Chart>,
    quiet: bool,
    check: &(dyn Fn() -> Result<(), CliError> + Sync),
) -> Result<Vec<Picture>, CliError> {
    let progress = Progress::new("charts", charts.len() as u64, false, quiet);
    let picture = |chart: Chart| {
        check()?;
        let png = chart.png().map_err(failure)?;
        progress.advance(1);
        Ok(Picture { chart, png })
    };
    charts.into_par_iter().map(picture).collect()
}

/// What to say of a chart that cannot be drawn.
pub(super) fn failure(error: ChartError) -> CliError {
    CliError::new(Exit::Internal, format!("cannot draw the charts: {error}"))
        .help("the tables are not affected: try again with --no-charts")
}
