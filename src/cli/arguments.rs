//! What can be typed, with the help that describes it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::cli::brief::BriefArguments;
use crate::cli::compare::CompareArguments;
use crate::cli::discover::DiscoverArguments;
use crate::cli::exit::EXIT_CODES;
use crate::cli::score::ScoreArguments;
use crate::cli::sensitivity::SensitivityArguments;
use crate::cli::sweep::SweepArguments;
use crate::cli::trace::TraceArguments;
use crate::cli::version::VERSION;
use crate::scenario::Variant;

/// Simulates a geopolitical scenario many times and shows the distributions of what may happen.
#[derive(Debug, Parser)]
#[command(name = "flashpoint", version = VERSION, after_help = EXIT_CODES, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play a scenario many times; write tables and charts and print a summary.
    #[command(after_help = EXIT_CODES)]
    Run(RunArguments),
    /// Check scenario files and report every mistake with its place.
    Check(CheckArguments),
    /// Write a commented starter scenario that runs as it is.
    New(NewArguments),
    /// Print the summary of a run again, or the levers of a scenario.
    Show(ShowArguments),
    /// Draw all charts of a run again, from its tables.
    Plot(PlotArguments),
    /// Tell the dated story of one replicate, and why each thing happened.
    Trace(TraceArguments),
    /// Hold scenarios' answers against what happened, and against forecasts without a model.
    #[command(after_help = EXIT_CODES)]
    Score(ScoreArguments),
    /// Find in which corner of the inputs something happens often, and say it in sentences.
    #[command(after_help = EXIT_CODES)]
    Discover(Box<DiscoverArguments>),
    /// Play a scenario at many points: grids and samples of what is uncertain, or could be chosen.
    #[command(after_help = EXIT_CODES)]
    Sweep(Box<SweepArguments>),
    /// Say what outcomes depend on, and what is left to chance: of a scenario, a sweep, a run or any table.
    #[command(after_help = EXIT_CODES)]
    Sensitivity(Box<SensitivityArguments>),
    /// Compare a scenario with a variant of it, or with another one, and say why they differ.
    #[command(after_help = EXIT_CODES)]
    Compare(CompareArguments),
    /// Make a briefing of saved results: a page to read, or slides.
    #[command(after_help = EXIT_CODES)]
    Brief(BriefArguments),
    /// Print the JSON Schema of the scenario format, for editors.
    Schema(SchemaArguments),
    /// Print a completion script for a shell.
    Completions(CompletionsArguments),
}

/// Which variant of a scenario is meant; arguments of every command that reads one.
#[derive(Debug, Args)]
pub(super) struct VariantArguments {
    /// Choose an option of one of the scenario's levers; may be repeated.
    #[arg(long = "lever", value_name = "ID=OPTION")]
    pub(super) levers: Vec<String>,
    /// Change a value of the scenario by its dotted path; may be repeated.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(super) overrides: Vec<String>,
}

impl VariantArguments {
    /// The variant.
    pub(super) fn variant(&self) -> Variant {
        Variant { levers: self.levers.clone(), overrides: self.overrides.clone() }
    }

    /// The arguments as they would be typed again.
    pub(super) fn typed(&self) -> String {
        let levers = self.levers.iter().map(|lever| format!(" --lever '{lever}'"));
        levers.chain(self.overrides.iter().map(|set| format!(" --set '{set}'"))).collect()
    }
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub(super) struct RunArguments {
    /// Scenario file, or the name of one in ./scenarios.
    pub(super) scenario: PathBuf,
    /// How many times to play it; with --until at least.
    #[arg(short = 'n', long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub(super) replicates: u64,
    /// Play on until the 95 % interval of an outcome is within ERROR (`question.fell=0.01`) or a share of its mean
    /// (`displaced=2%`); may be repeated.
    #[arg(long, value_name = "ID=ERROR")]
    pub(super) until: Vec<String>,
    /// Most replicates with --until.
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub(super) ceiling: u64,
    /// Seed of all random draws; the same seed gives the same results.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    #[command(flatten)]
    pub(super) variant: VariantArguments,
    /// Worker threads [default: one for each processor].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Folder for results; the run goes to OUT/SCENARIO/RUN-ID.
    #[arg(long, default_value = "output")]
    pub(super) out: PathBuf,
    /// Print the summary as JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// Say what would be run, how long it would take, and what it would need.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write the tables as CSV too.
    #[arg(long)]
    pub(super) csv: bool,
    /// Hold every uncertain quantity at its central value, so that only chance remains.
    #[arg(long)]
    pub(super) hold: bool,
    /// Handling marking on every chart, instead of the scenario's.
    #[arg(long, value_name = "TEXT")]
    pub(super) marking: Option<String>,
    /// Do not draw charts.
    #[arg(long)]
    pub(super) no_charts: bool,
    /// No progress and no warnings on standard error.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Scenario files, or names of some in ./scenarios.
    #[arg(required = true)]
    pub(super) scenarios: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) variant: VariantArguments,
    /// Print the findings as JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// File to write; must not exist.
    pub(super) file: PathBuf,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// Run folder, or a folder of runs: then the latest; or a scenario file (.toml).
    pub(super) run: PathBuf,
    #[command(flatten)]
    pub(super) variant: VariantArguments,
    /// Print it as JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `plot`.
#[derive(Debug, Args)]
pub(super) struct PlotArguments {
    /// Folder of a run or a report, or a folder of runs: then the latest.
    pub(super) run: PathBuf,
    /// Folder for the charts [default: `charts` in that folder].
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// Print the schema of files that extend another.
    #[arg(long)]
    pub(super) overlay: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell.
    pub(super) shell: Shell,
}
