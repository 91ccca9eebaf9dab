//! `flashpoint run --dry-run`: what would be done, and what it would take.

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use serde_json::json;

use crate::cli::arguments::RunArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::{number, resources, terminal};
use crate::engine::Plan;
use crate::ensemble::{self, Demand, Discard, Monitor, Settings};
use crate::record::Provenance;

/// Chunks that each thread plays in two trials; the difference leaves out what a run pays once.
const TRIAL_CHUNKS: [u64; 2] = [4, 20];

/// Tells what a run would be.
pub(super) fn tell(
    arguments: &RunArguments,
    plan: &Plan,
    settings: &Settings,
    provenance: &Provenance,
    demand: Demand,
) -> Result<Exit, CliError> {
    let rate = measured_rate(plan, *settings)?;
    let seconds = settings.replicates as f64 / rate;
    let folder = arguments.out.join(&provenance.scenario).join(&provenance.run_id);
    let (days, threads) = (plan.model.calendar.days, settings.worker_threads());
    let available = resources::available_memory();
    if arguments.json {
        let value = json!({
            "scenario": provenance.scenario, "run_id": provenance.run_id, "seed": provenance.seed, "folder": folder,
            "replicates": settings.replicates, "days": days, "threads": threads, "seconds": seconds,
            "replicates_per_second": rate, "memory_bytes": demand.memory, "available_memory_bytes": available, "disk_bytes": demand.disk,
        });
        terminal::print_json(&value)?;
        return Ok(Exit::Success);
    }
    let lines = [
        ("scenario", format!("{} ({})", plan.title, provenance.scenario)),
        (
            "replicates",
            format!("{} of {days} days, seed {}", number::grouped(settings.replicates as f64), settings.seed),
        ),
        ("time", format!("about {} on {threads} threads, without charts", number::duration(seconds))),
        (
            "memory",
            format!("at most about {}; {} are available", number::bytes(demand.memory), number::bytes(available)),
        ),
        (
            "disk",
            format!(
                "at most about {} in {}",
                number::bytes(demand.disk),
                resources::existing_folder(&arguments.out).display()
            ),
        ),
        ("results", folder.display().to_string()),
    ];
    let text: String = lines.iter().map(|(name, value)| format!("{name:<11}{value}\n")).collect();
    terminal::print(&format!("Nothing was run. This would be:\n{text}"))?;
    Ok(Exit::Success)
}

/// Replicates a second, measured on a few.
fn measured_rate(plan: &Plan, settings: Settings) -> Result<f64, CliError> {
    let round = settings.chunk as u64 * settings.worker_threads() as u64;
    let [short, long] = TRIAL_CHUNKS;
    let seconds = trial(plan, Settings { replicates: long * round, ..settings })?
        - trial(plan, Settings { replicates: short * round, ..settings })?;
    Ok(((long - short) * round) as f64 / seconds.max(1e-6))
}

/// Seconds that a run takes without writing.
fn trial(plan: &Plan, settings: Settings) -> Result<f64, CliError> {
    let started = Instant::now();
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    ensemble::run(plan, settings, &mut Discard, &monitor)
        .map_err(|error| CliError::new(Exit::Internal, error.to_string()))?;
    Ok(started.elapsed().as_secs_f64())
}
