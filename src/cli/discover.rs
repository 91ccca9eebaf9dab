//! `flashpoint discover`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::chart::draw_discovery;
use crate::cli::exit::{CliError, Exit};
use crate::cli::experiment::{FactorArguments, watched};
use crate::cli::signals::Signals;
use crate::cli::source::{Origin, found, identifier, in_threads, is_scenario};
use crate::cli::{discover_summary, number, pictures, resources, run_data, terminal};
use crate::explore::design::MonteCarlo;
use crate::explore::discovery::{Choice, DiscoveryError, Objective, Options, PrimOptions, Target, discover as find};
use crate::explore::experiment::{Draws, Playing, Vary};
use crate::output::write_discovery;
use crate::record::{Data, DiscoveryReport, Provenance};

/// Share of the available memory that a table may take, with what is derived from it.
const MEMORY_SHARE: f64 = 0.5;
/// Bytes for each cell of a table: the value, its place in the sorted column, and a copy of both for each half.
const BYTES: u64 = 32;

/// How boxes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Method {
    /// Boxes by patient rule induction (PRIM).
    Prim,
    /// Leaves of a classification tree (CART).
    Cart,
    /// Boxes and leaves.
    Both,
}

/// What a peel is judged by, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ObjectiveArgument {
    /// The greatest standardised lack of interest of all cuts from the slice inwards.
    Foresight,
    /// Gain in density for each row removed.
    Lenient1,
    /// The same times the rows that are left.
    Lenient2,
    /// Density of what is left.
    Original,
}

/// Arguments of `discover`.
#[derive(Debug, Args)]
pub(super) struct DiscoverArguments {
    /// Run folder, sweep folder, table (.csv or .parquet), or a scenario, which is then played first.
    pub(super) source: PathBuf,
    /// What is of interest: `question.ID`, `not question.ID`, `OUTCOME >= NUMBER`, `OUTCOME <= NUMBER`,
    /// `OUTCOME top 10%` or `OUTCOME bottom 10%`.
    #[arg(short, long, value_name = "WHAT")]
    pub(super) target: String,
    /// How boxes are looked for.
    #[arg(long, value_enum, default_value_t = Method::Prim)]
    pub(super) method: Method,
    /// Most boxes; each is looked for outside the earlier ones.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(super) boxes: u16,
    /// Inputs that may be restricted, separated by commas [default: all that vary].
    #[arg(long, value_delimiter = ',', value_name = "ID,…")]
    pub(super) inputs: Vec<String>,
    /// Share of a box's rows that one peel removes.
    #[arg(long, default_value_t = 0.05, value_name = "SHARE")]
    pub(super) alpha: f64,
    /// Least share of all rows in a box or leaf.
    #[arg(long, default_value_t = 0.05, value_name = "SHARE")]
    pub(super) min_mass: f64,
    /// What a peel is judged by.
    #[arg(long, value_enum, default_value_t = ObjectiveArgument::Foresight)]
    pub(super) objective: ObjectiveArgument,
    /// Show the box that covers most among those at least this dense.
    #[arg(long, value_name = "SHARE", group = "choice")]
    pub(super) density: Option<f64>,
    /// Show the densest box among those that cover at least this.
    #[arg(long, value_name = "SHARE", group = "choice")]
    pub(super) coverage: Option<f64>,
    /// Show the box with this number on the trajectory.
    #[arg(long = "box", value_name = "NUMBER", group = "choice")]
    pub(super) number: Option<usize>,
    /// Level that the p-value of every restriction must not exceed; 1 keeps all.
    #[arg(long, default_value_t = 0.05, value_name = "P")]
    pub(super) level: f64,
    /// How often the rows are halved to test restrictions.
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(super) halvings: u16,
    /// Of a scenario: how many runs to play.
    #[arg(short = 'n', long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(20..=10_000_000))]
    pub(super) runs: u64,
    /// Of a scenario: vary this, as in `sweep`, instead of all that is uncertain; may be repeated.
    #[arg(long = "vary", value_name = "WHAT")]
    pub(super) vary: Vec<String>,
    /// Of a scenario: vary a lever, ID or ID=A,B, or choose an option of it, ID=A; may be repeated.
    #[arg(long = "lever", value_name = "ID[=OPTION,…]")]
    pub(super) levers: Vec<String>,
    /// Of a scenario: change a value by its dotted path; may be repeated.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(super) overrides: Vec<String>,
    /// Seed of the halvings, and of a scenario's draws.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Worker threads [default: one for each processor].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Folder for results; they go to OUT/discovery/ID.
    #[arg(long, default_value = "output")]
    pub(super) out: PathBuf,
    /// Print everything as JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// Do not draw charts.
    #[arg(long)]
    pub(super) no_charts: bool,
    /// No progress and no warnings on standard error.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// Looks for boxes, and leaves a folder and a summary.
pub(super) fn discover(arguments: &DiscoverArguments) -> Result<Exit, CliError> {
    let target = Target::parse(&arguments.target)?;
    let options = arguments.options();
    let signals = Signals::listen()?;
    let (data, provenance) = table(arguments, &target, &signals)?;
    fits(data.rows() as u64, data.inputs.len())?;
    let discovery = in_threads(arguments.threads, || find(&data, &target, &options))??;
    signals.check()?;
    let id = identifier(&data, &format!("{target:?} {options:?}"));
    let report = DiscoveryReport { id: id.clone(), provenance: Provenance { run_id: id, ..provenance }, discovery };
    let charts = if arguments.no_charts {
        Vec::new()
    } else {
        pictures::files(pictures::draw(draw_discovery(&report), arguments.quiet, &|| signals.check())?)
    };
    let folder = write_discovery(&arguments.out, &report, &charts)?;
    if arguments.json {
        let mut value = serde_json::to_value(&report)
            .map_err(|error| CliError::new(Exit::Internal, format!("cannot write the report as JSON: {error}")))?;
        value["folder"] = json!(folder);
        terminal::print_json(&value)?;
    } else {
        terminal::print(&discover_summary::render(&report, &folder))?;
    }
    Ok(Exit::Success)
}

impl DiscoverArguments {
    fn options(&self) -> Options {
        let objective = match self.objective {
            ObjectiveArgument::Foresight => Objective::Foresight,
            ObjectiveArgument::Lenient1 => Objective::Lenient1,
            ObjectiveArgument::Lenient2 => Objective::Lenient2,
            ObjectiveArgument::Original => Objective::Original,
        };
        Options {
            prim: PrimOptions { peel: self.alpha, least_mass: self.min_mass, objective, ..PrimOptions::default() },
            boxes: if self.method == Method::Cart { 0 } else { usize::from(self.boxes) },
            tree: self.method != Method::Prim,
            choice: match (self.density, self.coverage, self.number) {
                (Some(share), _, _) => Choice::Density(share),
                (_, Some(share), _) => Choice::Coverage(share),
                (_, _, Some(number)) => Choice::Number(number),
                _ => Choice::Agreement,
            },
            level: (self.level < 1.0).then_some(self.level),
            halvings: usize::from(self.halvings),
            inputs: self.inputs.clone(),
            seed: self.seed,
        }
    }
}

impl From<DiscoveryError> for CliError {
    fn from(error: DiscoveryError) -> CliError {
        CliError::new(Exit::Usage, error.to_string())
    }
}

/// Inputs and outputs, and what produced them.
fn table(arguments: &DiscoverArguments, target: &Target, signals: &Signals) -> Result<(Data, Provenance), CliError> {
    if is_scenario(&arguments.source) {
        return play(arguments, target, signals);
    }
    if !(arguments.vary.is_empty() && arguments.levers.is_empty() && arguments.overrides.is_empty()) {
        let message = "--vary, --lever and --set are for scenarios; a table is searched as it is";
        return Err(CliError::new(Exit::Usage, message).help("leave them out, or give a scenario file (.toml)"));
    }
    let path = found(&arguments.source)?;
    let data = run_data::read(&path, &arguments.inputs, std::slice::from_ref(&target.output))?;
    Ok((data, Origin::of(&path)?.provenance))
}

/// Plays a scenario once at each of so many independent points.
fn play(arguments: &DiscoverArguments, target: &Target, signals: &Signals) -> Result<(Data, Provenance), CliError> {
    let factors = FactorArguments {
        vary: arguments.vary.clone(),
        levers: arguments.levers.clone(),
        overrides: arguments.overrides.clone(),
        outcomes: vec![target.output.clone()],
    };
    let prepared = factors.prepare(&arguments.source, Some(Vary::AllUncertain), arguments.quiet)?;
    let (experiment, runs) = (&prepared.experiment, arguments.runs);
    fits(runs, experiment.space.factors.len())?;
    let names = experiment.space.factors.iter().map(|factor| factor.variable.id.as_str());
    let design = MonteCarlo::new(arguments.seed, names, runs, 1);
    let threads = arguments.threads.map(usize::from);
    let playing = Playing { draws: Draws::Independent, threads, ..Playing::new(arguments.seed, 1) };
    let data = watched(runs, signals, arguments.quiet, |monitor| experiment.collect(&design, playing, monitor))?;
    Ok((data, prepared.provenance(&Playing { replicates: runs, ..playing }, "")))
}

/// Refuses a table that would not fit into memory with what is derived from it.
fn fits(rows: u64, columns: usize) -> Result<(), CliError> {
    let (needed, available) = (rows.saturating_mul(columns as u64 * BYTES), resources::available_memory());
    if needed as f64 <= MEMORY_SHARE * available as f64 {
        return Ok(());
    }
    let message = format!(
        "the search needs about {} of memory; {} are available",
        number::bytes(needed),
        number::bytes(available)
    );
    Err(CliError::new(Exit::Limit, message).help("use fewer rows, or name the inputs of interest with --inputs"))
}
