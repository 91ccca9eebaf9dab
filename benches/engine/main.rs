//! What a replicate-day costs, as ratios within one process: scalar against lanes, one thread against two, recording and
//! reduction, and the floor that arithmetic alone would take.
//!
//! `cargo bench --bench engine [SCENARIO]`. Rounds are interleaved and medians reported: trust the ratios.

mod floor;

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use flashpoint::diagnostic::{Style, render};
use flashpoint::engine::{Plan, Player, Recorder};
use flashpoint::ensemble::{self, Discard, Lanes, Monitor, Settings};
use flashpoint::numeric::{F64x8, LaneProgram, Real, dispatch};
use flashpoint::scenario::build::build;
use flashpoint::scenario::load;

/// Rounds, of which the median counts.
const ROUNDS: usize = 7;
/// Replicates of a round in lanes, and one at a time.
const IN_LANES: u64 = 512;
const ALONE: u64 = 128;
/// Replicates of a round of the whole ensemble.
const IN_ENSEMBLE: u64 = 2_048;

fn main() -> ExitCode {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let path = path.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/idlib_escalation.toml").into());
    let mut loaded = load(path.as_ref(), &[]);
    let Some(plan) = loaded.file.as_ref().and_then(|file| build(file, &mut loaded.report)) else {
        eprintln!("{}", render(&loaded.report, &loaded.sources, Style::Plain));
        return ExitCode::FAILURE;
    };
    println!("{}", plan.title);
    println!(
        "{} days, {} daily series, {} outcomes; {}",
        plan.model.calendar.days,
        plan.series.len(),
        plan.outcomes.len(),
        machine()
    );
    let costs = Costs::measure(&plan);
    costs.print();
    floor::print(&plan, costs.lanes);
    ExitCode::SUCCESS
}

/// Threads and instruction set of this machine.
fn machine() -> String {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    #[cfg(target_arch = "x86_64")]
    let features =
        [("avx2", std::is_x86_feature_detected!("avx2")), ("avx512f", std::is_x86_feature_detected!("avx512f"))];
    #[cfg(not(target_arch = "x86_64"))]
    let features: [(&str, bool); 0] = [];
    let found: Vec<&str> = features.iter().filter(|(_, present)| *present).map(|(name, _)| *name).collect();
    format!("{threads} threads, {} {}", std::env::consts::ARCH, found.join(" "))
}

/// Nanoseconds per replicate-day, medians over the rounds.
struct Costs {
    scalar: f64,
    lanes: f64,
    portable: f64,
    one_thread: f64,
    two_threads: f64,
}

impl Costs {
    fn measure(plan: &Plan) -> Costs {
        let [mut scalar, mut lanes, mut portable, mut one, mut two] = [const { Vec::new() }; 5];
        for _ in 0..ROUNDS {
            scalar.push(nanoseconds(plan, ALONE, || Play { plan, replicates: ALONE }.run::<f64>()));
            lanes.push(nanoseconds(plan, IN_LANES, || dispatch(Play { plan, replicates: IN_LANES })));
            portable.push(nanoseconds(plan, IN_LANES, || Play { plan, replicates: IN_LANES }.run::<F64x8>()));
            one.push(nanoseconds(plan, IN_ENSEMBLE, || run_ensemble(plan, 1)));
            two.push(nanoseconds(plan, IN_ENSEMBLE, || run_ensemble(plan, 2)));
        }
        Costs {
            scalar: median(scalar),
            lanes: median(lanes),
            portable: median(portable),
            one_thread: median(one),
            two_threads: median(two),
        }
    }

    fn print(&self) {
        println!("\n{:<46}{:>10}{:>9}", "ns per replicate-day", "ns", "ratio");
        let row = |name, cost, ratio: f64, of| println!("{name:<46}{cost:>10.0}{ratio:>9.2}  {of}");
        row("one replicate at a time (f64)", self.scalar, 1.0, "");
        row("portable lanes (8 × f64)", self.portable, self.scalar / self.portable, "× one at a time");
        row("lanes chosen at run time", self.lanes, self.scalar / self.lanes, "× one at a time");
        row(
            "whole ensemble, one thread",
            self.one_thread,
            self.one_thread / self.lanes,
            "of playing alone: capture and reduction",
        );
        row("whole ensemble, two threads", self.two_threads, self.one_thread / self.two_threads, "× one thread");
    }
}

/// Elapsed time of a round, per replicate-day.
fn nanoseconds(plan: &Plan, replicates: u64, round: impl FnOnce()) -> f64 {
    let start = Instant::now();
    round();
    start.elapsed().as_nanos() as f64 / (replicates as f64 * plan.model.calendar.days as f64)
}

/// The middle of some numbers.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn run_ensemble(plan: &Plan, threads: usize) {
    let settings = Settings { threads: Some(threads), lanes: Lanes::Vector, ..Settings::new(plan, 1, IN_ENSEMBLE) };
    let stop = AtomicBool::new(false);
    let monitor = Monitor { progress: &|_| {}, stop: &stop };
    black_box(ensemble::run(plan, settings, &mut Discard, &monitor).is_ok());
}

/// Replicates to play, recording into memory that each bundle writes anew.
struct Play<'p> {
    plan: &'p Plan,
    replicates: u64,
}

impl LaneProgram for Play<'_> {
    type Output = ();

    #[inline(always)]
    fn run<R: Real>(self) {
        let mut player = Player::<R>::new(self.plan, 1, false);
        let mut last = Last::new(self.plan);
        for first in (0..self.replicates).step_by(R::LANES) {
            player.play(first, &mut last);
        }
        black_box(&last);
    }
}

/// The last value of everything recorded.
pub struct Last {
    series: Vec<f64>,
    outcomes: Vec<f64>,
    first_days: Vec<f64>,
}

/// Most lanes of any number type.
const MOST_LANES: usize = 8;

impl Last {
    /// Room for every value of a plan.
    pub fn new(plan: &Plan) -> Last {
        let room = |count: usize| vec![0.0; count * MOST_LANES];
        Last {
            series: room(plan.series.len()),
            outcomes: room(plan.outcomes.len()),
            first_days: room(plan.watches.len()),
        }
    }
}

/// Stores a value's lanes.
#[inline(always)]
fn store<R: Real>(to: &mut [f64], index: usize, values: R) {
    let start = index * MOST_LANES;
    for (lane, slot) in to[start..start + R::LANES].iter_mut().enumerate() {
        *slot = values.lane(lane);
    }
}

impl Recorder for Last {
    #[inline(always)]
    fn series<R: Real>(&mut self, series: usize, _: usize, values: R) {
        store(&mut self.series, series, values);
    }

    #[inline(always)]
    fn outcome<R: Real>(&mut self, outcome: usize, values: R) {
        store(&mut self.outcomes, outcome, values);
    }

    #[inline(always)]
    fn first_day<R: Real>(&mut self, watch: usize, days: R) {
        store(&mut self.first_days, watch, days);
    }
}
