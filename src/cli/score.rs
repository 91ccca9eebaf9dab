//! `flashpoint score`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::chart::draw_scores;
use crate::cli::arguments::VariantArguments;
use crate::cli::case::Case;
use crate::cli::exit::{CliError, Exit};
use crate::cli::signals::Signals;
use crate::cli::simulation::{check_memory, simulate};
use crate::cli::{pictures, score_summary, terminal};
use crate::ensemble::{self, Discard, Settings};
use crate::explore::{Scoring, report};
use crate::output::write_scores;
use crate::record::{Provenance, ScenarioScore};

/// Arguments of `score`.
#[derive(Debug, Args)]
pub(super) struct ScoreArguments {
    /// Scenario files, or names of some in ./scenarios; each may be another origin of the same crisis.
    #[arg(required = true)]
    pub(super) scenarios: Vec<PathBuf>,
    /// How many times to play each.
    #[arg(short = 'n', long, default_value_t = 4_000, value_parser = clap::value_parser!(u64).range(2..=100_000_000))]
    pub(super) replicates: u64,
    /// Seed of all random draws; the same seed gives the same scores.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    #[command(flatten)]
    pub(super) variant: VariantArguments,
    /// Worker threads [default: one for each processor].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Folder for results; the scores go to OUT/scores/SCORE-ID.
    #[arg(long, default_value = "output")]
    pub(super) out: PathBuf,
    /// Print the scores as JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// No progress and no warnings on standard error.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// A scenario ready to be played.
struct Ready {
    scoring: Scoring,
    provenance: Provenance,
    settings: Settings,
}

/// Plays every scenario, scores it, and leaves a folder and a summary.
pub(super) fn score(arguments: &ScoreArguments) -> Result<Exit, CliError> {
    let ready = prepare(arguments)?;
    let signals = Signals::listen()?;
    let mut scores = Vec::new();
    for scenario in ready {
        scores.push(play(scenario, &signals, arguments.quiet)?);
    }
    let failed = scores.iter().any(|score| score.provenance.failed > 0);
    let report = report(scores);
    let charts = pictures::files(pictures::draw(draw_scores(&report), arguments.quiet, &|| signals.check())?);
    signals.check()?;
    let folder = write_scores(&arguments.out, &report, &charts)?;
    if arguments.json {
        let mut value = serde_json::to_value(&report)
            .map_err(|error| CliError::new(Exit::Internal, format!("cannot write the scores as JSON: {error}")))?;
        value["folder"] = json!(folder);
        terminal::print_json(&value)?;
    } else {
        terminal::print(&score_summary::render(&report, &folder))?;
    }
    Ok(if failed { Exit::Partial } else { Exit::Success })
}

/// Reads and checks all scenarios before any is played.
fn prepare(arguments: &ScoreArguments) -> Result<Vec<Ready>, CliError> {
    let mut ready: Vec<Ready> = Vec::new();
    for name in &arguments.scenarios {
        let (case, plan) = Case::read(name, &arguments.variant).into_valid(arguments.quiet)?;
        let scoring = Scoring::new(plan);
        let settings = Settings {
            threads: arguments.threads.map(usize::from),
            ..Settings::new(scoring.plan(), arguments.seed, arguments.replicates)
        };
        check_memory(ensemble::demand(scoring.plan(), &settings))?;
        if scoring.is_empty() && !arguments.quiet {
            terminal::tell(&format!(
                "warning: {}: no question is resolved and nothing is observed from the origin on\n",
                case.path.display()
            ));
        }
        let mut provenance = case.provenance(scoring.plan(), &arguments.variant, &settings);
        let same = ready.iter().filter(|other| other.provenance.run_id == provenance.run_id).count();
        if same > 0 {
            return Err(CliError::new(Exit::Usage, format!("{} is given twice", case.path.display())));
        }
        let names = ready.iter().filter(|other| other.provenance.scenario == provenance.scenario).count();
        if names > 0 {
            provenance.scenario = format!("{}_{}", provenance.scenario, ready.len() + 1);
        }
        ready.push(Ready { scoring, provenance, settings });
    }
    if ready.iter().all(|scenario| scenario.scoring.is_empty()) {
        return Err(CliError::new(Exit::InvalidScenario, "there is nothing to score")
            .help("give questions `resolved = true` or `false`, or add [[observations]] on or after the origin"));
    }
    Ok(ready)
}

/// Plays a scenario and scores it; its replicates are forgotten afterwards.
fn play(scenario: Ready, signals: &Signals, quiet: bool) -> Result<ScenarioScore, CliError> {
    let Ready { scoring, mut provenance, settings } = scenario;
    let reduced = simulate(scoring.plan(), settings, None, &mut Discard, signals, quiet)?;
    provenance.failed = reduced.failures.count;
    if provenance.failed > 0 {
        terminal::tell(&format!(
            "warning: {}: {} of {} replicates failed and are left out\n",
            provenance.scenario, provenance.failed, provenance.replicates
        ));
    }
    Ok(scoring.score(&reduced, provenance))
}
