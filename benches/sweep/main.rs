//! What a design point costs beyond its replicates: sweeps against plain runs of as many replicates, in one process.
//!
//! `cargo bench --bench sweep [SCENARIO]`. Rounds are interleaved and medians reported: trust the ratios.

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use flashpoint::ensemble::{self, Discard, Monitor, Settings};
use flashpoint::explore::design::Sobol;
use flashpoint::explore::experiment::{Draws, Experiment, Playing, Vary};
use flashpoint::explore::sweep::{InMemory, SweepPlan, sweep};
use flashpoint::scenario::build::build;
use flashpoint::scenario::{Variant, load};

/// Rounds, of which the median counts.
const ROUNDS: usize = 5;
/// Replicates of a round, in every way of playing it.
const CELLS: u64 = 4_096;
/// Replicates of a point.
const EACH: [u64; 4] = [1, 8, 64, 512];

fn main() -> ExitCode {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let path = path.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/idlib_escalation.toml").into());
    match Bench::new(Path::new(&path)) {
        Some(bench) => {
            bench.print();
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("{path} cannot be played: see `flashpoint check {path}`");
            ExitCode::FAILURE
        }
    }
}

/// A scenario whose every uncertain quantity is a factor, and its plan without daily series, as a sweep plays it.
struct Bench {
    experiment: Experiment,
    plan: flashpoint::engine::Plan,
}

impl Bench {
    fn new(path: &Path) -> Option<Bench> {
        let mut loaded = load(path, &[]);
        let mut plan = build(loaded.file.as_ref()?, &mut loaded.report)?;
        plan.series.clear();
        plan.watches.clear();
        let experiment = Experiment::load(path, &Variant::default(), &[Vary::AllUncertain], &[]).ok()?;
        Some(Bench { experiment, plan })
    }

    fn print(&self) {
        let factors = self.experiment.space.factors.len();
        println!("{}: {factors} factors, {} outcomes", self.plan.title, self.experiment.outcomes().len());
        println!("{CELLS} replicates in all, one thread; medians of {ROUNDS} interleaved rounds\n");
        let mut plain = Vec::new();
        let mut swept: Vec<Vec<f64>> = EACH.iter().map(|_| Vec::new()).collect();
        for _ in 0..ROUNDS {
            plain.push(self.plain());
            for (times, each) in swept.iter_mut().zip(EACH) {
                times.push(self.sweep(each));
            }
        }
        let plain = median(plain);
        println!("{:<38}{:>14}{:>10}{:>22}{:>12}", "", "µs/replicate", "ratio", "overhead of a point", "points/s");
        println!("{:<38}{:>14.1}{:>10.2}", "plain replicates, outcomes alone", per(plain, CELLS), 1.0);
        for (times, each) in swept.into_iter().zip(EACH) {
            let (time, points) = (median(times), CELLS / each);
            println!(
                "{:<38}{:>14.1}{:>10.2}{:>19.1} µs{:>12.0}",
                format!("sweep, {each} replicates a point"),
                per(time, CELLS),
                time / plain,
                per(time - plain, points),
                points as f64 / time
            );
        }
    }

    /// Seconds of plain replicates.
    fn plain(&self) -> f64 {
        let settings = Settings { threads: Some(1), ..Settings::new(&self.plan, 1, CELLS) };
        let start = Instant::now();
        black_box(ensemble::run(&self.plan, settings, &mut Discard, &monitor(&AtomicBool::new(false))).is_ok());
        start.elapsed().as_secs_f64()
    }

    /// Seconds of a sweep of as many.
    fn sweep(&self, each: u64) -> f64 {
        let Ok(design) = Sobol::new(self.experiment.space.factors.len(), CELLS / each) else { return f64::NAN };
        let design = design.scrambled(1);
        let playing = Playing { draws: Draws::Independent, threads: Some(1), ..Playing::new(1, each) };
        let plan = SweepPlan { experiment: &self.experiment, design: &design, playing, until: None };
        let mut store = InMemory::default();
        let start = Instant::now();
        black_box(sweep(plan, &mut store, &monitor(&AtomicBool::new(false))).is_ok());
        start.elapsed().as_secs_f64()
    }
}

fn monitor(stop: &AtomicBool) -> Monitor<'_> {
    Monitor { progress: &|_| {}, stop }
}

/// Microseconds for each.
fn per(seconds: f64, count: u64) -> f64 {
    seconds * 1e6 / count as f64
}

/// The middle of some numbers.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
