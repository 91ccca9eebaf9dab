//! `flashpoint discover`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::chart::draw_discovery;
use crate::cli::exit::{CliError, Exit};
use crate::cli::experiment::{FactorArguments, watched};
use crate::cli::folders::find_folder;
use crate::cli::signals::Signals;
use crate::cli::{discover_summary, number, pictures, resources, run_data, terminal, version};
use crate::explore::design::MonteCarlo;
use crate::explore::discovery::{Choice, DiscoveryError, Objective, Options, PrimOptions, Target, discover as find};
use crate::explore::experiment::{Draws, Playing, Vary};
use crate::output::{SWEEPS, read_manifest, read_sweep, write_discovery};
use crate::record::{Data, DiscoveryReport, Provenance};

/// The file that every run folder has.
const MANIFEST: &str = "manifest.json";
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
    check_memory(&data)?;
    let discovery = find(&data, &target, &options)?;
    signals.check()?;
    let id = identifier(&data, &target, &options);
    let provenance = provenance.unwrap_or_else(|| foreign(&arguments.source, &data, &options, &id));
    let report = DiscoveryReport { id, provenance, discovery };
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

    /// Whether the source is a scenario: a file of its kind, or the name of one in `./scenarios`.
    fn is_scenario(&self) -> bool {
        let bare = self.source.components().count() == 1 && !self.source.exists();
        let named = bare && Path::new("scenarios").join(&self.source).with_extension("toml").is_file();
        named || self.source.extension().is_some_and(|extension| extension == "toml")
    }
}

impl From<DiscoveryError> for CliError {
    fn from(error: DiscoveryError) -> CliError {
        CliError::new(Exit::Usage, error.to_string())
    }
}

/// Inputs and outputs, and what produced them, if that is known.
fn table(
    arguments: &DiscoverArguments,
    target: &Target,
    signals: &Signals,
) -> Result<(Data, Option<Provenance>), CliError> {
    if arguments.is_scenario() {
        let (data, provenance) = play(arguments, target, signals)?;
        return Ok((data, Some(provenance)));
    }
    let source = &arguments.source;
    let folder = find_folder(source, MANIFEST).or_else(|| find_folder(source, SWEEPS.document));
    let folder = folder.as_deref().unwrap_or(source);
    let provenance = if folder.join(MANIFEST).is_file() {
        Some(read_manifest(folder)?.provenance)
    } else if folder.join(SWEEPS.document).is_file() {
        Some(read_sweep(folder)?.provenance)
    } else {
        None
    };
    Ok((run_data::read(folder, &arguments.inputs, std::slice::from_ref(&target.output))?, provenance))
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
    let playing = Playing { draws: Draws::Independent, ..Playing::new(arguments.seed, 1) };
    let data = watched(runs, signals, arguments.quiet, |monitor| experiment.collect(&design, playing, monitor))?;
    let provenance = prepared.provenance(&Playing { replicates: runs, ..playing }, "");
    Ok((data, Provenance { run_id: hash(&format!("{provenance:?} {:?}", arguments.vary)), ..provenance }))
}

/// What is known of somebody's table.
fn foreign(source: &Path, data: &Data, options: &Options, id: &str) -> Provenance {
    let text =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    Provenance {
        scenario: text(source.file_stem()),
        title: text(source.file_name()),
        scenario_hash: String::new(),
        levers: Default::default(),
        overrides: Vec::new(),
        seed: options.seed,
        replicates: data.rows() as u64,
        failed: 0,
        version: version::NUMBER.into(),
        commit: version::COMMIT.into(),
        run_id: id.into(),
        marking: String::new(),
    }
}

/// Refuses a table that would not fit into memory with what is derived from it.
fn check_memory(data: &Data) -> Result<(), CliError> {
    fits(data.rows() as u64, data.inputs.len())
}

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

/// The first digits of a hash of everything that the result depends on.
fn identifier(data: &Data, target: &Target, options: &Options) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{} {target:?} {options:?}", version::NUMBER).as_bytes());
    for column in data.inputs.iter().chain(&data.outputs) {
        hasher.update(format!("\n{:?} {}\n", column.variable, column.values.len()).as_bytes());
        column.values.iter().for_each(|value| {
            hasher.update(&value.to_bits().to_le_bytes());
        });
    }
    hasher.finalize().to_hex()[..12].into()
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..12].into()
}
