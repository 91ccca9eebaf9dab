//! `flashpoint brief`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{Briefing, BriefingError, Material, Options, RunMaterial, TemplateError, Templates, compose};
use crate::chart::Chart;
use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::{Results, find_results};
use crate::cli::{number, pictures, terminal};
use crate::output::{
    read_boundaries, read_comparison, read_discovery, read_manifest, read_run, read_scores, read_sensitivity,
    read_sweep, write_document,
};
use crate::quantity::Date;
use crate::wording::Yardstick;

/// Largest template file that is read (4 MiB).
const LARGEST_TEMPLATE: u64 = 4 << 20;

/// Arguments of `brief`.
#[derive(Debug, Args)]
pub(super) struct BriefArguments {
    /// Folders of results: runs, and with them a comparison, a sensitivity analysis, a discovery, a sweep, scores.
    #[arg(required = true, value_name = "RUN")]
    pub(super) results: Vec<PathBuf>,
    /// File to write [default: briefing.html, or slides.html, in the first folder].
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Make a deck of slides instead of a page, and beside it a folder with every chart as a picture.
    #[arg(long)]
    pub(super) slides: bool,
    /// Words for probabilities.
    #[arg(long, default_value = "icd203", value_parser = Yardstick::WORDS.map(|(word, _)| word))]
    pub(super) yardstick: String,
    /// Title instead of the scenario's.
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Date of the briefing [default: today].
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
    /// Handling marking at top and bottom and on every chart, instead of the run's.
    #[arg(long, value_name = "TEXT")]
    pub(super) marking: Option<String>,
    /// Your own confidence in the judgements, with its reasons; it is never computed.
    #[arg(long, value_name = "TEXT")]
    pub(super) confidence: Option<String>,
    /// GeoJSON file with boundaries to draw on the map, as you supply them.
    #[arg(long, value_name = "FILE")]
    pub(super) boundaries: Option<PathBuf>,
    /// Folder with templates that replace those built in.
    #[arg(long, value_name = "DIR")]
    pub(super) template: Option<PathBuf>,
    /// Do not say what was made.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// Makes a page or a deck from saved results.
pub(super) fn brief(arguments: &BriefArguments) -> Result<Exit, CliError> {
    let started = Instant::now();
    let templates = arguments.template.as_deref().map_or_else(|| Ok(Templates::default()), templates)?;
    let (material, first) = material(&arguments.results)?;
    let options = Options {
        title: arguments.title.clone(),
        date: arguments.date.or_else(today),
        marking: arguments.marking.clone(),
        yardstick: Yardstick::of_word(&arguments.yardstick).unwrap_or_default(),
        confidence: arguments.confidence.clone(),
        boundaries: arguments.boundaries.as_deref().map(read_boundaries).transpose()?,
    };
    let briefing = compose(material, &options)?;
    let (html, name) = if arguments.slides {
        (templates.slides(&briefing)?, "slides.html")
    } else {
        (templates.page(&briefing)?, "briefing.html")
    };
    let out = arguments.out.clone().unwrap_or_else(|| first.join(name));
    write(&out, html.as_bytes())?;
    let pictures = if arguments.slides { write_pictures(&out, briefing, arguments.quiet)? } else { String::new() };
    if !arguments.quiet {
        let (size, seconds) = (number::bytes(html.len() as u64), number::duration(started.elapsed().as_secs_f64()));
        terminal::print(&format!("{} ({size}, {seconds})\n{pictures}", out.display()))?;
    }
    Ok(Exit::Success)
}

/// Reads the folders; also the first of them.
fn material(paths: &[PathBuf]) -> Result<(Material, PathBuf), CliError> {
    let mut material = Material::default();
    let mut first = None;
    for path in paths {
        let results = find_results(path)?;
        match &results {
            Results::Run(folder) => material.runs.push(run(folder)?),
            Results::Comparison(folder) => material.comparisons.push(read_comparison(folder)?),
            Results::Sensitivity(folder) => material.sensitivities.push(read_sensitivity(folder)?),
            Results::Discovery(folder) => material.discoveries.push(read_discovery(folder)?),
            Results::Sweep(folder) => material.sweeps.push(read_sweep(folder)?),
            Results::Scores(folder) => material.scores.push(read_scores(folder)?),
        }
        first.get_or_insert_with(|| results.folder().to_path_buf());
    }
    Ok((material, first.unwrap_or_default()))
}

fn run(folder: &Path) -> Result<RunMaterial, CliError> {
    let (ensemble, manifest) = (read_run(folder)?, read_manifest(folder)?);
    let command = manifest.environment.command.into_iter().skip(1).collect();
    Ok(RunMaterial { ensemble, command, digest: manifest.results_digest })
}

/// The built-in templates with those of a folder in their place.
fn templates(folder: &Path) -> Result<Templates, CliError> {
    let refuse = |message: String| CliError::new(Exit::InputOutput, message);
    let mut templates = Templates::default();
    let mut found = 0;
    for name in Templates::names() {
        let path = folder.join(name);
        let Ok(about) = fs::metadata(&path) else { continue };
        if about.len() > LARGEST_TEMPLATE {
            return Err(refuse(format!("{} is larger than any template needs to be", path.display())));
        }
        let text =
            fs::read_to_string(&path).map_err(|error| refuse(format!("cannot read {}: {error}", path.display())))?;
        templates = templates.with(name, text);
        found += 1;
    }
    if found == 0 {
        let names: Vec<&str> = Templates::names().collect();
        let message = format!("there is no template in {}", folder.display());
        return Err(refuse(message).help(format!("a template is a file of this name: {}", names.join(", "))));
    }
    Ok(templates)
}

/// Writes a file whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.ok_or_else(|| CliError::new(Exit::Usage, format!("{} names no file", path.display())))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write_document(folder, &name, bytes)?;
    Ok(())
}

/// Writes every chart beside a deck, numbered in its order; says where.
fn write_pictures(deck: &Path, briefing: Briefing, quiet: bool) -> Result<String, CliError> {
    let folder = deck.with_extension("");
    let figures = briefing.pictures.into_iter().enumerate();
    let charts = figures.map(|(index, figure)| Chart {
        name: format!("{:02}_{}", index + 1, figure.name),
        title: figure.says,
        description: figure.description,
        below_headline: figure.below_headline,
        svg: figure.svg,
        table: figure.table,
        plots: figure.plots,
    });
    let pictures = pictures::draw(Ok(charts.collect()), quiet, &|| Ok(()))?;
    let count = pictures.len();
    for picture in pictures {
        write_document(&folder, &format!("{}.png", picture.chart.name), &picture.png)?;
    }
    Ok(format!("{count} pictures in {}\n", folder.display()))
}

/// The date of the machine, in universal time. It is no part of any result: only the page says it.
fn today() -> Option<Date> {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    Date::new(i32::from(today.year()), today.month() as u8, today.day() as u8)
}

impl From<BriefingError> for CliError {
    fn from(error: BriefingError) -> CliError {
        match error {
            BriefingError::Nothing => CliError::new(Exit::Usage, error.to_string())
                .help("give a run folder too, as in `flashpoint brief output/SCENARIO output/sensitivity`"),
            BriefingError::Chart(_) => CliError::new(Exit::Internal, error.to_string()),
        }
    }
}

impl From<TemplateError> for CliError {
    fn from(error: TemplateError) -> CliError {
        CliError::new(Exit::Usage, error.to_string()).help("docs/guide/briefing.md lists what a template can use")
    }
}
