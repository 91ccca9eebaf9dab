//! `flashpoint run`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::chart::draw_all;
use crate::cli::arguments::RunArguments;
use crate::cli::case::Case;
use crate::cli::exit::{CliError, Exit};
use crate::cli::signals::Signals;
use crate::cli::simulation::{check_memory, simulate};
use crate::cli::summary::{self, Finished};
use crate::cli::{dry_run, json, pictures, terminal, version};
use crate::engine::Plan;
use crate::ensemble::{self, Failures, Reduced, Settings, Sink, StoppingRule};
use crate::explore::sample_histories;
use crate::explore::until::{RunUntil, Until};
use crate::output::{Environment, OutputError, RunHeader, RunWriter, export_csv};
use crate::record::{Ensemble, EventInfo, EventRow, OutcomeInfo, Provenance};

/// Plays a scenario and leaves a run folder and a summary.
pub(super) fn run(arguments: &RunArguments) -> Result<Exit, CliError> {
    let (case, mut plan) = Case::read(&arguments.scenario, &arguments.variant).into_valid(arguments.quiet)?;
    if let Some(marking) = &arguments.marking {
        plan.marking = marking.clone();
    }
    let until = until(arguments, &plan)?;
    let settings = settings(arguments, &plan);
    let mut provenance = case.provenance(&plan, &arguments.variant, &settings);
    let demand = ensemble::demand(&plan, &settings);
    if arguments.dry_run {
        return dry_run::tell(arguments, &plan, &settings, &provenance, demand);
    }
    check_memory(demand)?;
    let signals = Signals::listen()?;
    let started = Instant::now();
    let mut seconds = BTreeMap::new();
    let mut writer = start_folder(&arguments.out, &case, &plan, &provenance)?;
    let reduced =
        phase(&mut seconds, "simulate", || play(&plan, settings, until.as_ref(), arguments, &mut writer, &signals))?;
    // Fewer than the ceiling when a stopping rule was met: the run is then the one of as many replicates.
    let settings = Settings { replicates: reduced.replicates, ..settings };
    provenance.replicates = settings.replicates;
    provenance.run_id = ensemble::run_id(&provenance, settings.hold);
    tell_failures(&reduced.failures, arguments, settings);
    let failures = reduced.failures.clone();
    let mut warnings = warnings(&case, &failures, arguments.hold);
    warnings.extend(until.as_ref().map(|until| ended(until, &plan, &reduced)));
    let ensemble = phase(&mut seconds, "summarise", || {
        let mut ensemble = ensemble::summarise(&plan, reduced, provenance, warnings);
        ensemble.histories = sample_histories(&plan, &ensemble, arguments.hold);
        Ok(ensemble)
    })?;
    let charts = if arguments.no_charts || failures.count == settings.replicates {
        Vec::new()
    } else {
        phase(&mut seconds, "draw", || draw(&ensemble, &mut writer, &signals, arguments.quiet))?
    };
    signals.check()?;
    let environment = environment(settings, &seconds);
    let folder = phase(&mut seconds, "write", || Ok(writer.0.finish(&ensemble, &environment)?))?;
    if arguments.csv {
        phase(&mut seconds, "export", || Ok(export_csv(&folder)?))?;
    }
    let finished = Finished { folder, charts, seconds: started.elapsed().as_secs_f64(), phases: seconds };
    if arguments.json {
        terminal::print_json(&json::summary(&ensemble, &finished))?;
    } else {
        terminal::print(&summary::render(&ensemble, &finished))?;
    }
    Ok(if failures.count > 0 { Exit::Partial } else { Exit::Success })
}

fn settings(arguments: &RunArguments, plan: &Plan) -> Settings {
    let most = if arguments.until.is_empty() { arguments.replicates } else { arguments.ceiling };
    Settings {
        hold: arguments.hold,
        threads: arguments.threads.map(usize::from),
        ..Settings::new(plan, arguments.seed, most)
    }
}

/// The stopping rule.
fn until(arguments: &RunArguments, plan: &Plan) -> Result<Option<Until>, CliError> {
    if arguments.until.is_empty() {
        return Ok(None);
    }
    let outcomes: Vec<OutcomeInfo> = plan.outcomes.iter().map(|outcome| outcome.info.clone()).collect();
    Ok(Some(Until::parse(&arguments.until, &outcomes, arguments.ceiling)?))
}

/// Plays the replicates into the folder.
fn play(
    plan: &Plan,
    settings: Settings,
    until: Option<&Until>,
    arguments: &RunArguments,
    folder: &mut RunFolder,
    signals: &Signals,
) -> Result<Reduced, CliError> {
    let rule = until.map(|until| RunUntil::new(until, plan, arguments.replicates));
    let rule = rule.as_ref().map(|rule| -> &dyn StoppingRule { rule });
    simulate(plan, settings, rule, folder, signals, arguments.quiet)
}

/// How narrow the intervals were when it ended.
fn ended(until: &Until, plan: &Plan, reduced: &Reduced) -> String {
    let rule = RunUntil::new(until, plan, 0);
    let widths = rule.half_widths(&reduced.columns).into_iter();
    let widths: Vec<String> =
        widths.map(|(outcome, width)| format!("{} ± {width:.2e}", plan.outcomes[outcome].info.id)).collect();
    let met = if rule.is_met(&reduced.columns) { "the stopping rule was met" } else { "the ceiling was reached" };
    format!(
        "{met} after {} replicates: 95 % intervals that hold whenever one stops: {}",
        reduced.replicates,
        widths.join(", ")
    )
}

/// The run folder as the sink of a run.
struct RunFolder(RunWriter);

impl Sink for RunFolder {
    type Error = OutputError;

    fn outcomes(&mut self, first_replicate: u64, columns: &[Vec<f64>]) -> Result<(), OutputError> {
        self.0.outcome_batch(first_replicate, columns)
    }

    fn events(&mut self, rows: &[EventRow]) -> Result<(), OutputError> {
        self.0.event_batch(rows)
    }
}

fn start_folder(root: &Path, case: &Case, plan: &Plan, provenance: &Provenance) -> Result<RunFolder, CliError> {
    let outcomes: Vec<OutcomeInfo> = plan.outcomes.iter().map(|outcome| outcome.info.clone()).collect();
    let events: Vec<EventInfo> = plan.watches.iter().map(|watch| watch.info.clone()).collect();
    // A scenario in one file is kept as `scenario.toml` alone.
    let extended = case.files.iter().filter(|_| case.files.len() > 1);
    let files: Vec<(&str, &str)> = extended.map(|file| (file.name.as_str(), file.text.as_str())).collect();
    let header = RunHeader {
        provenance,
        scenario_text: case.files.first().map_or("", |file| file.text.as_str()),
        scenario_files: &files,
        start: plan.model.calendar.start,
        outcomes: &outcomes,
        events: &events,
    };
    Ok(RunFolder(RunWriter::create(root, &header)?))
}

fn draw(ensemble: &Ensemble, writer: &mut RunFolder, signals: &Signals, quiet: bool) -> Result<Vec<String>, CliError> {
    let mut names = Vec::new();
    for picture in pictures::draw(draw_all(ensemble), quiet, &|| signals.check())? {
        let name = picture.chart.name;
        writer.0.chart(&format!("{name}.svg"), picture.chart.svg.as_bytes())?;
        writer.0.chart(&format!("{name}.png"), &picture.png)?;
        names.push(name);
    }
    Ok(names)
}

fn environment(settings: Settings, seconds: &BTreeMap<String, f64>) -> Environment {
    Environment {
        command: std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect(),
        target: version::TARGET.into(),
        threads: settings.worker_threads(),
        seconds: seconds.clone(),
    }
}

/// Does something and notes how long it took.
fn phase<T>(
    seconds: &mut BTreeMap<String, f64>,
    name: &str,
    work: impl FnOnce() -> Result<T, CliError>,
) -> Result<T, CliError> {
    let started = Instant::now();
    let result = work()?;
    seconds.insert(name.into(), started.elapsed().as_secs_f64());
    Ok(result)
}

/// What the results must be read with.
fn warnings(case: &Case, failures: &Failures, hold: bool) -> Vec<String> {
    let mut warnings = case.warnings();
    if hold {
        warnings.push("every uncertain quantity was held at its central value: the spread shows chance alone".into());
    }
    if failures.count > 0 {
        warnings.push(format!("{} replicates failed and are left out", failures.count));
    }
    warnings
}

/// Names the replicates that failed, and how to see one fail.
fn tell_failures(failures: &Failures, arguments: &RunArguments, settings: Settings) {
    let Some(first) = failures.examples.first() else { return };
    let mut text =
        format!("warning: {} of {} replicates failed and are left out\n", failures.count, settings.replicates);
    for failure in failures.examples.iter().take(5) {
        text.push_str(&format!("  replicate {}: {}\n", failure.replicate, crate::diagnostic::visible(&failure.reason)));
    }
    let scenario: PathBuf = arguments.scenario.clone();
    let variant = arguments.variant.typed();
    text.push_str(&format!(
        "help: replay with `flashpoint trace {} --seed {} --replicate {}{variant}`\n",
        scenario.display(),
        settings.seed,
        first.replicate
    ));
    terminal::tell(&text);
}
