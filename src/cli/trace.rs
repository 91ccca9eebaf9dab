//! `trace`: the dated story of one replicate, and why each thing happened.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;

use crate::cli::arguments::VariantArguments;
use crate::cli::case::Case;
use crate::cli::exit::{CliError, Exit};
use crate::cli::terminal;
use crate::diagnostic::Style;
use crate::engine::Plan;
use crate::engine::trace::Story;
use crate::quantity::Date;

/// Widest text, in characters; also the width where there is no terminal.
const WIDEST: usize = 100;

/// Arguments of `trace`.
#[derive(Debug, Args)]
pub(super) struct TraceArguments {
    /// Scenario file, or the name of one in ./scenarios.
    pub(super) scenario: PathBuf,
    /// Which replicate to tell, counted from 0; the same as in a run with this seed.
    #[arg(short = 'k', long, value_name = "K")]
    pub(super) replicate: u64,
    /// Seed of all random draws; the same seed gives the same story.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    #[command(flatten)]
    pub(super) variant: VariantArguments,
    /// Print one JSON object a line.
    #[arg(long)]
    pub(super) json: bool,
    /// First date to tell.
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<Date>,
    /// Last date to tell.
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<Date>,
    /// Tell unforced decisions to stay on a rung, too.
    #[arg(long)]
    pub(super) all: bool,
}

/// Tells a story.
pub(super) fn trace(arguments: &TraceArguments) -> Result<Exit, CliError> {
    let (_, plan) = Case::read(&arguments.scenario, &arguments.variant).into_valid(false)?;
    let (first, last) = window(&plan, arguments)?;
    let story = Story::of(&plan, arguments.seed, arguments.replicate, false).between(first, last);
    let story = if arguments.all { story } else { story.without_minor() };
    let text = if arguments.json {
        story
            .json_lines()
            .map_err(|error| CliError::new(Exit::Internal, format!("the story cannot be written as JSON: {error}")))?
    } else {
        story.text(width(), style())
    };
    terminal::print(&text)?;
    Ok(Exit::Success)
}

/// First and last day to tell.
fn window(plan: &Plan, arguments: &TraceArguments) -> Result<(usize, usize), CliError> {
    let calendar = &plan.model.calendar;
    let end = calendar.date(calendar.days.saturating_sub(1));
    let (from, to) = (arguments.from.unwrap_or(calendar.start), arguments.to.unwrap_or(end));
    let days = calendar.day(from.max(calendar.start)).zip(calendar.day(to.min(end)));
    days.filter(|(first, last)| first <= last).ok_or_else(|| {
        let message = format!("no simulated day lies between {from} and {to}");
        CliError::new(Exit::Usage, message).help(format!("the scenario plays from {} to {end}", calendar.start))
    })
}

/// Characters in a line of the terminal.
fn width() -> usize {
    comfy_table::Table::new().width().map_or(WIDEST, usize::from).min(WIDEST)
}

/// Bold dates when standard output is a terminal and `NO_COLOR` is unset or empty (no-color.org).
fn style() -> Style {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stdout().is_terminal() && !refused { Style::Colour } else { Style::Plain }
}
