//! `flashpoint sensitivity`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::chart::draw_sensitivity;
use crate::cli::exit::{CliError, Exit};
use crate::cli::experiment::FactorArguments;
use crate::cli::signals::Signals;
use crate::cli::source::{in_threads, is_scenario};
use crate::cli::{pictures, sensitivity_scenario, sensitivity_summary, sensitivity_table, terminal};
use crate::explore::sensitivity::{Options, SensitivityError, sentences};
use crate::output::write_sensitivity;
use crate::record::{
    ChanceShares, GivenData, OutcomeSensitivity, Provenance, Screening, SensitivityReport, SobolIndices, Variable,
};

/// Arguments of `sensitivity`.
#[derive(Debug, Args)]
pub(super) struct SensitivityArguments {
    /// Scenario file, or the name of one in ./scenarios; folder of a sweep or a run; or any table (CSV, Parquet).
    pub(super) target: PathBuf,
    #[command(flatten)]
    pub(super) factors: FactorArguments,
    /// Which analysis.
    #[arg(long, value_enum, default_value_t = Method::Auto)]
    pub(super) method: Method,
    /// Sobol' indices of pairs too; nearly doubles the points.
    #[arg(long)]
    pub(super) second_order: bool,
    /// Replicates of each point.
    #[arg(short = 'n', long, default_value_t = 32, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(super) replicates: u64,
    /// Seed of all random draws; the same seed gives the same results.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Most points of a design: samples are doubled until the order of the factors is stable, or up to here.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub(super) max_points: u64,
    /// Columns of a table that were chosen [default: all that are no outputs].
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub(super) inputs: Vec<String>,
    /// Columns of a table that came of it.
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub(super) outputs: Vec<String>,
    /// Worker threads [default: one for each processor].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Folder for results; the analysis goes to OUT/sensitivity/ID.
    #[arg(long, default_value = "output")]
    pub(super) out: PathBuf,
    /// Print the analysis as JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// Do not draw charts.
    #[arg(long)]
    pub(super) no_charts: bool,
    /// No progress and no warnings on standard error.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// An analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Method {
    /// Of a scenario: screening, then Sobol' indices of what matters. Of a table: what its rows are made for.
    Auto,
    /// Elementary effects.
    Morris,
    /// Sobol' indices.
    Sobol,
    /// PAWN, delta, first order, regression and ranks: measures that need no design.
    Given,
}

impl SensitivityArguments {
    /// Seed and number of resamples.
    pub(super) fn options(&self) -> Options {
        Options { seed: self.seed, ..Options::default() }
    }

    /// Everything typed that decides the results, for their identifier.
    pub(super) fn decisive(&self) -> String {
        let factors = &self.factors;
        format!(
            "{:?} {:?} {:?} {:?} {:?} {} {} {} {} {:?} {:?}",
            factors.vary,
            factors.levers,
            factors.overrides,
            factors.outcomes,
            self.method,
            self.second_order,
            self.replicates,
            self.seed,
            self.max_points,
            self.inputs,
            self.outputs
        )
    }
}

/// Analyses a scenario or a table, and leaves a folder and a summary.
pub(super) fn sensitivity(arguments: &SensitivityArguments) -> Result<Exit, CliError> {
    let signals = Signals::listen()?;
    let analysed = || match is_scenario(&arguments.target) {
        true => sensitivity_scenario::analyse(arguments, &signals),
        false => sensitivity_table::analyse(arguments),
    };
    let report = in_threads(arguments.threads, analysed)??;
    if report.outcomes.iter().all(OutcomeSensitivity::is_empty) {
        return Err(nothing(&report));
    }
    signals.check()?;
    let charts = match arguments.no_charts {
        true => Vec::new(),
        false => pictures::draw(draw_sensitivity(&report), arguments.quiet, &|| signals.check())?,
    };
    let names: Vec<String> = charts.iter().map(|picture| picture.chart.name.clone()).collect();
    let folder = write_sensitivity(&arguments.out, &report, &pictures::files(charts))?;
    if arguments.json {
        let mut value = serde_json::to_value(&report)
            .map_err(|error| CliError::new(Exit::Internal, format!("cannot write the analysis as JSON: {error}")))?;
        value["folder"] = json!(folder);
        terminal::print_json(&value)?;
    } else {
        terminal::print(&sensitivity_summary::render(&report, &folder, &names))?;
    }
    Ok(if report.provenance.failed > 0 { Exit::Partial } else { Exit::Success })
}

/// Why no outcome could be analysed.
fn nothing(report: &SensitivityReport) -> CliError {
    let mut problems = report.outcomes.iter().flat_map(|outcome| &outcome.problems);
    let problem = problems.next().cloned().unwrap_or_else(|| "there is no outcome".into());
    CliError::new(Exit::Usage, format!("nothing could be analysed: {problem}"))
}

/// What the analyses say of every outcome, by position; those that were not made are empty.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) screening: Vec<Result<Screening, SensitivityError>>,
    pub(super) sobol: Vec<Result<SobolIndices, SensitivityError>>,
    pub(super) given: Vec<Result<GivenData, SensitivityError>>,
    pub(super) chance: Vec<Result<ChanceShares, SensitivityError>>,
}

impl Findings {
    /// Puts the report together.
    pub(super) fn report(
        self,
        provenance: Provenance,
        notes: Vec<String>,
        factors: Vec<Variable>,
        outcomes: Vec<Variable>,
    ) -> SensitivityReport {
        let Findings { screening, sobol, given, chance } = self;
        let mut found = (screening.into_iter(), sobol.into_iter(), given.into_iter(), chance.into_iter());
        let outcomes = outcomes.into_iter().map(|outcome| {
            let mut problems = Vec::new();
            let mut analysed = OutcomeSensitivity {
                outcome,
                sentences: Vec::new(),
                screening: settled("screening", found.0.next(), &mut problems),
                sobol: settled("Sobol' indices", found.1.next(), &mut problems),
                given: settled("given data", found.2.next(), &mut problems),
                chance: settled("knowledge against chance", found.3.next(), &mut problems),
                problems: Vec::new(),
            };
            analysed.problems = problems;
            analysed.sentences = sentences(&analysed, &factors);
            analysed
        });
        SensitivityReport { id: provenance.run_id.clone(), outcomes: outcomes.collect(), provenance, notes, factors }
    }
}

/// What was found, or nothing and why.
fn settled<T>(what: &str, found: Option<Result<T, SensitivityError>>, problems: &mut Vec<String>) -> Option<T> {
    match found? {
        Ok(found) => Some(found),
        Err(error) => {
            problems.push(format!("{what}: {error}; {}", error.advice()));
            None
        }
    }
}
