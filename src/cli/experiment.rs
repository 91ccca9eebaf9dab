//! From arguments to an experiment: what several commands that play points have in common.

use std::path::Path;

use clap::Args;

use crate::cli::arguments::VariantArguments;
use crate::cli::case::Case;
use crate::cli::exit::{CliError, Exit};
use crate::cli::progress::Progress;
use crate::cli::signals::Signals;
use crate::cli::terminal;
use crate::diagnostic::{self, Style};
use crate::ensemble::{Monitor, Settings};
use crate::explore::experiment::{Experiment, ExperimentError, PlayError, Playing, Vary};
use crate::record::Provenance;

/// What varies, and of which variant of the scenario.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct FactorArguments {
    /// Vary something: PATH=LOW..HIGH, PATH=A,B,C, PATH with the scenario's own distribution, or all that is uncertain;
    /// may be repeated.
    #[arg(long = "vary", value_name = "WHAT")]
    pub(super) vary: Vec<String>,
    /// Vary a lever, ID or ID=A,B, or choose an option of it, ID=A; may be repeated.
    #[arg(long = "lever", value_name = "ID[=OPTION,…]")]
    pub(super) levers: Vec<String>,
    /// Change a value of the scenario by its dotted path; may be repeated.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(super) overrides: Vec<String>,
    /// An outcome or question of interest, by its identifier; may be repeated [default: all].
    #[arg(long = "outcome", value_name = "ID")]
    pub(super) outcomes: Vec<String>,
}

/// A scenario of which something varies, ready to be played.
pub(super) struct Prepared {
    /// The scenario as it is when nothing varies.
    pub(super) case: Case,
    /// Options and overrides that do not vary.
    pub(super) fixed: VariantArguments,
    /// What varies.
    pub(super) experiment: Experiment,
    /// What produced the results, without replicates and identifier.
    provenance: Provenance,
}

impl FactorArguments {
    /// Reads the scenario and everything that varies; `otherwise` is what varies when nothing is said to.
    pub(super) fn prepare(&self, scenario: &Path, otherwise: Option<Vary>, quiet: bool) -> Result<Prepared, CliError> {
        let (mut vary, fixed) = self.parse()?;
        if vary.is_empty() {
            vary.extend(otherwise);
        }
        let (case, plan) = Case::read(scenario, &fixed).into_valid(quiet)?;
        let experiment = Experiment::load(&case.path, &fixed.variant(), &vary, &self.outcomes).map_err(refusal)?;
        let provenance = case.provenance(&plan, &fixed, &Settings::new(&plan, 0, 0));
        Ok(Prepared { case, fixed, experiment, provenance })
    }

    /// What varies, and what is fixed.
    fn parse(&self) -> Result<(Vec<Vary>, VariantArguments), CliError> {
        let mut vary = Vec::new();
        for text in &self.vary {
            vary.push(text.parse::<Vary>()?);
        }
        let mut fixed = VariantArguments { levers: Vec::new(), overrides: self.overrides.clone() };
        for text in &self.levers {
            match Vary::lever(text)? {
                Some(lever) => vary.push(lever),
                None => fixed.levers.push(text.clone()),
            }
        }
        Ok((vary, fixed))
    }
}

/// Tells what keeps an experiment from being made.
/// Why an experiment cannot be made; tells what is wrong with its scenario.
pub(super) fn refusal(error: ExperimentError) -> CliError {
    match error {
        ExperimentError::Scenario { report, sources } => {
            terminal::tell(&diagnostic::render(&report, &sources, Style::for_standard_error()));
            CliError::new(Exit::InvalidScenario, "the scenario cannot be used with a value that is to vary")
        }
        ExperimentError::Request { message, help } => CliError::new(Exit::Usage, message).maybe_help(help),
    }
}

impl Prepared {
    /// What produced a result.
    pub(super) fn provenance(&self, playing: &Playing, id: &str) -> Provenance {
        Provenance { seed: playing.seed, replicates: playing.replicates, run_id: id.into(), ..self.provenance.clone() }
    }
}

/// Plays something with progress on standard error over this many replicates.
pub(super) fn watched<T>(
    replicates: u64,
    signals: &Signals,
    quiet: bool,
    play: impl FnOnce(&Monitor<'_>) -> Result<T, PlayError>,
) -> Result<T, CliError> {
    let progress = Progress::new("replicates", replicates, true, quiet);
    let monitor = Monitor { progress: &|count| progress.advance(count), stop: signals.stop() };
    play(&monitor).map_err(|error| match error {
        PlayError::Stopped => signals.stopped(),
        error => CliError::new(Exit::Internal, error.to_string()),
    })
}
