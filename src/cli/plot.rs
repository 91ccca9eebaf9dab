//! `flashpoint plot`.

use std::path::Path;

use crate::cli::arguments::PlotArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::find_run;
use crate::cli::{compare, pictures, terminal};
use crate::output::{COMPARISONS, read_comparison, read_run, write_document};

/// Draws all charts of a run or a report again, from its tables alone.
pub(super) fn plot(arguments: &PlotArguments) -> Result<Exit, CliError> {
    let named = &arguments.run;
    if named.join(COMPARISONS.document).is_file() {
        return write(arguments, named, compare::draw(&read_comparison(named)?)?);
    }
    let run = find_run(named)?;
    let pictures = pictures::draw(&read_run(&run)?, false, &|| Ok(()))?;
    let files = pictures.into_iter().flat_map(|picture| {
        let name = picture.chart.name;
        [(format!("{name}.svg"), picture.chart.svg.into_bytes()), (format!("{name}.png"), picture.png)]
    });
    write(arguments, &run, files.collect())
}

/// Writes the charts, each as SVG and PNG, into the folder that was asked for or that they came from.
fn write(arguments: &PlotArguments, source: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Exit, CliError> {
    let folder = arguments.out.clone().unwrap_or_else(|| source.join("charts"));
    for (name, bytes) in &files {
        write_document(&folder, name, bytes)?;
    }
    terminal::print(&format!("{} charts in {}\n", files.len() / 2, folder.display()))?;
    Ok(Exit::Success)
}
