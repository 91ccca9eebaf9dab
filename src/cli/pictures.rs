//! Makes pictures of charts, several at a time.

use rayon::prelude::*;

use crate::chart::{Chart, ChartError};
use crate::cli::exit::{CliError, Exit};
use crate::cli::progress::Progress;

/// A chart with its picture.
pub(super) struct Picture {
    /// The chart, with its SVG.
    pub(super) chart: Chart,
    /// The same as PNG.
    pub(super) png: Vec<u8>,
}

/// Makes a picture of every chart that could be drawn; `check` may end it between two.
pub(super) fn draw(
    charts: Result<Vec<Chart>, ChartError>,
    quiet: bool,
    check: &(dyn Fn() -> Result<(), CliError> + Sync),
) -> Result<Vec<Picture>, CliError> {
    let charts = charts.map_err(failure)?;
    let progress = Progress::new("charts", charts.len() as u64, false, quiet);
    let picture = |chart: Chart| {
        check()?;
        let png = chart.png().map_err(failure)?;
        progress.advance(1);
        Ok(Picture { chart, png })
    };
    charts.into_par_iter().map(picture).collect()
}

/// Names and bytes of the files of charts, each as SVG and as PNG.
pub(super) fn files(pictures: Vec<Picture>) -> Vec<(String, Vec<u8>)> {
    let both = |picture: Picture| {
        let Chart { name, svg, .. } = picture.chart;
        [(format!("{name}.svg"), svg.into_bytes()), (format!("{name}.png"), picture.png)]
    };
    pictures.into_iter().flat_map(both).collect()
}

fn failure(error: ChartError) -> CliError {
    CliError::new(Exit::Internal, format!("cannot draw the charts: {error}"))
        .help("the tables are not affected: try again with --no-charts")
}
