//! `flashpoint sweep`.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::chart::draw_sweep;
use crate::cli::exit::{CliError, Exit};
use crate::cli::experiment::{FactorArguments, Prepared, watched};
use crate::cli::signals::Signals;
use crate::cli::{pictures, sweep_summary, terminal};
use crate::diagnostic::{self, Style};
use crate::digest;
use crate::explore::design::{Design, DesignSize, choose};
use crate::explore::experiment::{Draws, Playing};
use crate::explore::sweep::{Store, SweepError, SweepPlan, sweep as play};
use crate::explore::until::Until;
use crate::output::{BLOCK, OutputError, SweepStore, read_sweep};
use crate::record::{DesignKind, PointState, Sweep, SweepFactor};
use crate::scenario::{DesignFile, load_design};

/// Most points of a sweep.
const MOST_POINTS: u64 = 1_000_000;

/// Points of a design that may have any number of them.
const POINTS: u64 = 256;

/// Levels of a number in a design that has levels.
const LEVELS: usize = 5;

/// Replicates of a point.
const REPLICATES: u64 = 100;

/// Arguments of `sweep`.
#[derive(Debug, Args)]
pub(super) struct SweepArguments {
    /// Scenario file, or the name of one in ./scenarios.
    pub(super) scenario: PathBuf,
    #[command(flatten)]
    pub(super) factors: FactorArguments,
    /// How points are chosen [default: grid with one or two factors, else sobol].
    #[arg(long, value_name = "KIND", value_parser = DesignKind::WORDS.map(|(word, _)| word))]
    pub(super) design: Option<String>,
    /// File that says what varies and how points are chosen; what is typed counts over it.
    #[arg(long, value_name = "FILE")]
    pub(super) design_file: Option<PathBuf>,
    /// Points; with morris trajectories, with saltelli base points [default: 256].
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=MOST_POINTS))]
    pub(super) points: Option<u64>,
    /// Levels of each number in grid, one-at-a-time and morris [default: 5].
    #[arg(long, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(super) levels: Option<u16>,
    /// With saltelli, also the rows for second-order indices.
    #[arg(long)]
    pub(super) second_order: bool,
    /// Replicates of each point [default: 100].
    #[arg(short = 'n', long, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub(super) replicates: Option<u64>,
    /// Play each point until the 95 % interval of an outcome is within ERROR (`question.fell=0.01`) or a share of its mean
    /// (`displaced=2%`); may be repeated.
    #[arg(long, value_name = "ID=ERROR")]
    pub(super) until: Vec<String>,
    /// Most replicates of a point with --until.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub(super) ceiling: u64,
    /// Whether every point meets the same replicates, so that differences between points are not chance, or others
    /// [default: common; independent with one replicate of monte-carlo].
    #[arg(long, value_parser = ["common", "independent"])]
    pub(super) draws: Option<String>,
    /// Seed of the points and of all random draws; the same seed gives the same results [default: 1].
    #[arg(long)]
    pub(super) seed: Option<u64>,
    /// Hold every uncertain quantity that does not vary at its central value.
    #[arg(long)]
    pub(super) hold: bool,
    /// Worker threads [default: one for each processor].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Folder for results; the sweep goes to OUT/sweeps/SWEEP-ID, where it is gone on with when it is there already.
    #[arg(long, default_value = "output")]
    pub(super) out: PathBuf,
    /// Say what would be played.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write the table as CSV too.
    #[arg(long)]
    pub(super) csv: bool,
    /// Do not draw charts.
    #[arg(long)]
    pub(super) no_charts: bool,
    /// Print the summary as JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// No progress and no warnings on standard error.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// Plays a sweep, or goes on with it, and leaves its folder and a summary.
pub(super) fn sweep(arguments: &SweepArguments) -> Result<Exit, CliError> {
    let choices = Choices::read(arguments)?;
    let prepared = choices.factors.prepare(&arguments.scenario, None, arguments.quiet)?;
    let task = Task::new(&choices, prepared)?;
    if arguments.dry_run {
        terminal::print(&sweep_summary::plan(&task.described(task.design.points()), &arguments.out))?;
        return Ok(Exit::Success);
    }
    let until = task.until(arguments)?;
    let signals = Signals::listen()?;
    let mut store = Shelf(SweepStore::open(&arguments.out, &task.id, task.prepared.experiment.outcomes())?);
    let played = task.play(&mut store, until.as_ref(), &signals, arguments.quiet);
    if let Err(error) = &played
        && error.exit != Exit::Interrupted
        && error.exit != Exit::Terminated
    {
        return played.map(|()| Exit::Internal);
    }
    let sweep = task.publish(&store.0, arguments.csv)?;
    played.map_err(|error| kept(error, &sweep))?;
    let folder = store.0.folder();
    // Only a table that is asked for is read: it may be large.
    let read = if arguments.no_charts && arguments.json { None } else { Some(read_sweep(folder)?) };
    let charts = match &read {
        Some(read) if !arguments.no_charts => draw(read, &store.0, arguments.quiet, &signals)?,
        _ => Vec::new(),
    };
    match &read {
        Some(read) if !arguments.json => terminal::print(&sweep_summary::render(read, folder, &charts))?,
        _ => terminal::print_json(&json!({ "sweep": sweep, "folder": folder, "charts": charts }))?,
    }
    Ok(if sweep.failures.is_empty() { Exit::Success } else { Exit::Partial })
}

/// Says what an interruption left.
fn kept(error: CliError, sweep: &Sweep) -> CliError {
    let message = match error.exit {
        Exit::Terminated => "terminated",
        _ => "interrupted",
    };
    CliError::new(error.exit, format!("{message}; {} of {} points are kept", sweep.done, sweep.points))
        .help("the same command goes on where it stopped")
}

/// Draws the charts of a sweep into its folder.
fn draw(sweep: &Sweep, store: &SweepStore, quiet: bool, signals: &Signals) -> Result<Vec<String>, CliError> {
    let mut names = Vec::new();
    for picture in pictures::draw(draw_sweep(sweep), quiet, &|| signals.check())? {
        let name = picture.chart.name;
        store.chart(&format!("{name}.svg"), picture.chart.svg.as_bytes())?;
        store.chart(&format!("{name}.png"), &picture.png)?;
        names.push(name);
    }
    Ok(names)
}

/// What was typed, over what the design file says.
struct Choices {
    factors: FactorArguments,
    design: Option<DesignKind>,
    size: DesignSize,
    playing: Playing,
    draws: Option<Draws>,
}

impl Choices {
    fn read(arguments: &SweepArguments) -> Result<Choices, CliError> {
        let file = arguments.design_file.as_deref().map(read_design).transpose()?;
        let file = file.as_ref();
        let mut factors = arguments.factors.clone();
        if let Some(file) = file {
            let texts = |texts: &[crate::scenario::At<String>]| texts.iter().map(|text| text.value.clone()).collect();
            let before = |own: &mut Vec<String>, more: Vec<String>| own.splice(0..0, more).for_each(drop);
            before(&mut factors.vary, texts(&file.vary));
            before(&mut factors.levers, texts(&file.levers));
            before(&mut factors.overrides, texts(&file.set));
            before(&mut factors.outcomes, texts(&file.outcomes));
        }
        let stated = |number: fn(&DesignFile) -> &Option<crate::scenario::At<i64>>| {
            file.and_then(|file| number(file).as_ref()).map(|at| at.value.unsigned_abs())
        };
        let word = |typed: &Option<String>, word: fn(&DesignFile) -> &Option<crate::scenario::At<String>>| {
            typed.clone().or_else(|| file.and_then(|file| word(file).as_ref()).map(|at| at.value.clone()))
        };
        let design = word(&arguments.design, |file| &file.design);
        let draws = word(&arguments.draws, |file| &file.draws);
        let levels = arguments.levels.map(usize::from).or(stated(|file| &file.levels).map(|levels| levels as usize));
        let size = DesignSize {
            points: arguments.points.or(stated(|file| &file.points)).unwrap_or(POINTS),
            levels: levels.unwrap_or(LEVELS),
            second_order: arguments.second_order,
            seed: arguments.seed.or(stated(|file| &file.seed)).unwrap_or(1),
        };
        let playing = Playing {
            hold: arguments.hold,
            threads: arguments.threads.map(usize::from),
            ..Playing::new(size.seed, arguments.replicates.or(stated(|file| &file.replicates)).unwrap_or(REPLICATES))
        };
        Ok(Choices {
            factors,
            design: design.and_then(|word| DesignKind::WORDS.iter().find(|known| known.0 == word)).map(|known| known.1),
            size,
            playing,
            draws: draws.map(|word| if word == "common" { Draws::Common } else { Draws::Independent }),
        })
    }
}

/// A design file; otherwise tells what is wrong with it.
fn read_design(path: &Path) -> Result<DesignFile, CliError> {
    let loaded = load_design(path);
    terminal::tell(&diagnostic::render(&loaded.report, &loaded.sources, Style::for_standard_error()));
    let exit = if path.exists() { Exit::InvalidScenario } else { Exit::InputOutput };
    loaded.file.ok_or_else(|| CliError::new(exit, format!("the design file {} cannot be used", path.display())))
}

/// A sweep to be played.
struct Task {
    prepared: Prepared,
    kind: DesignKind,
    design: Box<dyn Design>,
    playing: Playing,
    id: String,
}

impl Task {
    fn new(choices: &Choices, prepared: Prepared) -> Result<Task, CliError> {
        let space = &prepared.experiment.space;
        if space.factors.is_empty() {
            return Err(CliError::new(Exit::Usage, "nothing varies")
                .help("say what does: `--vary PATH=LOW..HIGH`, `--vary all` or `--lever ID`"));
        }
        let small = space.factors.len() <= 2;
        let kind = choices.design.unwrap_or(if small { DesignKind::Grid } else { DesignKind::Sobol });
        let refuse = |message: String| CliError::new(Exit::Usage, message);
        let design = choose(kind, space, choices.size).map_err(|error| refuse(error.to_string()))?;
        if design.points() > MOST_POINTS {
            let message = format!("{} points are too many; the most is {MOST_POINTS}", design.points());
            return Err(refuse(message).help("use fewer levels or factors, or a design that samples: `--design sobol`"));
        }
        let alone = kind == DesignKind::MonteCarlo && choices.playing.replicates == 1;
        let draws = choices.draws.unwrap_or(if alone { Draws::Independent } else { Draws::Common });
        let playing = Playing { draws, ..choices.playing };
        let id = identifier(&prepared, kind, choices.size, playing);
        Ok(Task { prepared, kind, design, playing, id })
    }

    /// The stopping rule.
    fn until(&self, arguments: &SweepArguments) -> Result<Option<Until>, CliError> {
        if arguments.until.is_empty() {
            return Ok(None);
        }
        let outcomes = self.prepared.experiment.outcomes();
        Ok(Some(Until::parse(&arguments.until, outcomes, arguments.ceiling)?))
    }

    fn play(&self, store: &mut Shelf, until: Option<&Until>, signals: &Signals, quiet: bool) -> Result<(), CliError> {
        let plan = SweepPlan {
            experiment: &self.prepared.experiment,
            design: self.design.as_ref(),
            playing: self.playing,
            until,
        };
        let total = self.design.points().saturating_mul(self.playing.replicates);
        let mut refusal = None;
        let played = watched(total, signals, quiet, |monitor| match play(plan, store, monitor) {
            Ok(()) => Ok(()),
            Err(SweepError::Play(error)) => Err(error),
            Err(SweepError::Store(error)) => {
                refusal = Some(error);
                Ok(())
            }
        });
        match refusal {
            Some(error) => Err(error.into()),
            None => played,
        }
    }

    /// Writes the table and the description of what is done.
    fn publish(&self, store: &SweepStore, csv: bool) -> Result<Sweep, CliError> {
        let mut sweep = self.described(0);
        let space = &self.prepared.experiment.space;
        store.publish(&mut sweep, csv, &mut |point| {
            let mut values = vec![0.0; space.factors.len()];
            self.design.point(point, &mut values);
            space.values(&mut values);
            values
        })?;
        Ok(sweep)
    }

    /// What is asked for, with a number of points that are done.
    fn described(&self, done: u64) -> Sweep {
        let factors = self.prepared.experiment.space.factors.iter();
        let factors = factors.map(|factor| SweepFactor {
            variable: factor.variable.clone(),
            central: factor.central,
            ends: factor.ends().map(|end| factor.value(end)),
        });
        Sweep {
            provenance: self.prepared.provenance(&self.playing, &self.id),
            design: self.kind,
            draws: if self.playing.draws == Draws::Common { "common".into() } else { "independent".into() },
            points: self.design.points(),
            done,
            factors: factors.collect(),
            outcomes: self.prepared.experiment.outcomes().to_vec(),
            data: Default::default(),
            failures: Vec::new(),
        }
    }
}

/// Short identifier of a sweep: the first 12 hexadecimal digits of a BLAKE3 hash of all that its points depend on, but not of
/// how many there are, where more can follow, nor of how often each is played.
fn identifier(prepared: &Prepared, kind: DesignKind, size: DesignSize, playing: Playing) -> String {
    let experiment = &prepared.experiment;
    let grows = matches!(kind, DesignKind::Sobol | DesignKind::MonteCarlo | DesignKind::Saltelli);
    let size = DesignSize { points: if grows { 0 } else { size.points }, ..size };
    let playing = Playing { replicates: 0, threads: None, ..playing };
    let outcomes: Vec<&str> = experiment.outcomes().iter().map(|outcome| outcome.id.as_str()).collect();
    let provenance = prepared.provenance(&playing, "");
    let text = format!(
        "{}\n{}\n{}\n{kind:?}\n{size:?}\n{playing:?}\n{:?}\n{outcomes:?}\n",
        provenance.scenario, provenance.scenario_hash, provenance.version, experiment.space
    );
    digest::short(text)
}

/// The folder of a sweep as its store.
struct Shelf(SweepStore);

impl Store for Shelf {
    type Error = OutputError;

    const BLOCK: u64 = BLOCK;

    fn load(&mut self, block: u64) -> Result<Vec<PointState>, OutputError> {
        self.0.block(block)
    }

    fn save(&mut self, block: u64, states: &[PointState]) -> Result<(), OutputError> {
        self.0.save_block(block, states)
    }
}
