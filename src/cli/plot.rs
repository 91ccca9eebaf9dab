//! `flashpoint plot`.

use crate::cli::arguments::PlotArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::find_run;
use crate::cli::{pictures, terminal};
use crate::output::{read_run, write_document};

/// Draws all charts of a run again, from its tables alone.
pub(super) fn plot(arguments: &PlotArguments) -> Result<Exit, CliError> {
    let run = find_run(&arguments.run)?;
    let ensemble = read_run(&run)?;
    let folder = arguments.out.clone().unwrap_or_else(|| run.join("charts"));
    let pictures = pictures::draw(&ensemble, false, &|| Ok(()))?;
    for picture in &pictures {
        let name = &picture.chart.name;
        write_document(&folder, &format!("{name}.svg"), picture.chart.svg.as_bytes())?;
        write_document(&folder, &format!("{name}.png"), &picture.png)?;
    }
    terminal::print(&format!("{} charts in {}\n", pictures.len(), folder.display()))?;
    Ok(Exit::Success)
}
