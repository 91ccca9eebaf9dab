//! Plays an ensemble if it fits into memory, with its progress on standard error.

use std::fmt::Display;

use crate::cli::exit::{CliError, Exit};
use crate::cli::progress::Progress;
use crate::cli::signals::Signals;
use crate::cli::{number, resources};
use crate::engine::Plan;
use crate::ensemble::{self, Demand, EnsembleError, Monitor, Reduced, Settings, Sink, StoppingRule};

/// Share of the available memory that a run may take.
const MEMORY_SHARE: f64 = 0.8;

/// Refuses what would not fit into memory.
pub(super) fn check_memory(demand: Demand) -> Result<(), CliError> {
    let available = resources::available_memory();
    if demand.memory as f64 <= MEMORY_SHARE * available as f64 {
        return Ok(());
    }
    let message = format!(
        "the run needs about {} of memory; {} are available",
        number::bytes(demand.memory),
        number::bytes(available)
    );
    Err(CliError::new(Exit::Limit, message)
        .help("use fewer replicates (-n): one number is kept for each replicate and outcome"))
}

/// Plays all replicates into a sink, or as many as a rule asks for.
pub(super) fn simulate<S: Sink<Error: Into<CliError> + Display>>(
    plan: &Plan,
    settings: Settings,
    rule: Option<&dyn StoppingRule>,
    sink: &mut S,
    signals: &Signals,
    quiet: bool,
) -> Result<Reduced, CliError> {
    let progress = Progress::new("replicates", settings.replicates, true, quiet);
    let monitor = Monitor { progress: &|count| progress.advance(count), stop: signals.stop() };
    let played = match rule {
        Some(rule) => ensemble::run_until(plan, settings, rule, sink, &monitor),
        None => ensemble::run(plan, settings, sink, &monitor),
    };
    played.map_err(|error| match error {
        EnsembleError::Sink(error) => error.into(),
        EnsembleError::Stopped => signals.stopped(),
        error => CliError::new(Exit::Internal, error.to_string()),
    })
}
