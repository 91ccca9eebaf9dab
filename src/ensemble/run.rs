//! Plays all replicates on a pool of threads.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use thiserror::Error;

use crate::engine::Plan;
use crate::ensemble::capture::Capture;
use crate::ensemble::delivery::{Delivery, Sink};
use crate::ensemble::failure::{Failure, Failures};
use crate::ensemble::series::{Day, LaneSet, Reduction};
use crate::ensemble::settings::Settings;
use crate::ensemble::worker::{Chunks, lane_set, rows, usable, work};
use crate::ensemble::{BUNDLE, lock};
use crate::record::FlowTable;

/// Follows a run and may end it.
pub struct Monitor<'m> {
    /// Called with the number of replicates that have just been finished, from any thread.
    pub progress: &'m (dyn Fn(u64) + Sync),
    /// Once true, threads finish their chunks and the run ends with [`EnsembleError::Stopped`].
    pub stop: &'m AtomicBool,
}

/// All replicates, reduced.
#[derive(Clone, Debug, PartialEq)]
pub struct Reduced {
    /// Number of the first replicate.
    pub first: u64,
    /// Replicates played.
    pub replicates: u64,
    /// Those of them that failed.
    pub failures: Failures,
    /// `columns[outcome][replicate]`; NaN where a replicate failed.
    pub columns: Vec<Vec<f64>>,
    /// `days[day][series]`, without failed replicates.
    pub days: Vec<Vec<Reduction>>,
    /// `flows[recorded day][flow]`, without failed replicates.
    pub flows: Vec<Vec<Reduction>>,
    /// `event_days[watch][day]`: replicates in which the event first happened that day.
    pub event_days: Vec<Vec<u64>>,
}

impl Reduced {
    /// Replicates that did not fail.
    pub fn usable(&self) -> u64 {
        self.replicates - self.failures.count
    }
}

/// Why a run did not end in results.
#[derive(Debug, Error)]
pub enum EnsembleError<E> {
    /// The settings contradict themselves.
    #[error("invalid settings: {0}")]
    Settings(&'static str),
    /// The threads could not be started.
    #[error("cannot start the worker threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The sink refused.
    #[error("{0}")]
    Sink(E),
    /// The monitor stopped it.
    #[error("stopped")]
    Stopped,
}

/// What all threads share.
struct Shared<'a, 's, S: Sink> {
    plan: &'a Plan,
    settings: Settings,
    /// Replicates that have been given out.
    next: AtomicU64,
    /// Replicates to play before the next look.
    limit: AtomicU64,
    /// A lock for each day, so that threads that reduce at the same time rarely wait.
    days: Vec<Mutex<Day>>,
    delivery: Mutex<Delivery<'s, S>>,
    refusal: Mutex<Option<S::Error>>,
    refused: AtomicBool,
    monitor: &'a Monitor<'a>,
}

/// Says when enough has been played.
pub trait StoppingRule {
    /// Number of replicates, a multiple of [`BUNDLE`], at which to look after `played` ones.
    fn next_look(&self, played: u64) -> u64;
    /// Whether these outcomes, `columns[outcome][replicate]`, are enough.
    fn is_met(&self, columns: &[Vec<f64>]) -> bool;
}

/// The rule that all replicates are played.
struct All;

impl StoppingRule for All {
    fn next_look(&self, _: u64) -> u64 {
        u64::MAX
    }

    fn is_met(&self, _: &[Vec<f64>]) -> bool {
        false
    }
}

/// Plays the replicates of a plan. Outcomes and events go to the sink as they come, in the order of replicates.
///
/// # Errors
/// When the settings are contradictory, threads cannot be started, the sink refuses, or the monitor stops the run.
pub fn run<S: Sink>(
    plan: &Plan,
    settings: Settings,
    sink: &mut S,
    monitor: &Monitor<'_>,
) -> Result<Reduced, EnsembleError<S::Error>> {
    run_until(plan, settings, &All, sink, monitor)
}

/// Plays replicates of a plan until a rule is met, or all of them. The results are those of a run of as many.
///
/// # Errors
/// As [`run`].
pub fn run_until<S: Sink>(
    plan: &Plan,
    settings: Settings,
    rule: &dyn StoppingRule,
    sink: &mut S,
    monitor: &Monitor<'_>,
) -> Result<Reduced, EnsembleError<S::Error>> {
    if let Some(mistake) = settings.mistake() {
        return Err(EnsembleError::Settings(mistake));
    }
    let days = plan.model.calendar.days;
    let shared = Shared {
        plan,
        settings,
        next: AtomicU64::new(0),
        limit: AtomicU64::new(0),
        days: (0..days).map(|day| Mutex::new(Day::new(plan, day))).collect(),
        delivery: Mutex::new(Delivery::new(sink, plan, settings)),
        refusal: Mutex::new(None),
        refused: AtomicBool::new(false),
        monitor,
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.worker_threads()).build()?;
    while shared.open(rule) {
        pool.broadcast(|_| work(plan, settings, &shared));
    }
    shared.finish()
}

impl<S: Sink> Chunks for Shared<'_, '_, S> {
    fn next(&self) -> Option<Range<u64>> {
        if self.monitor.stop.load(Ordering::Relaxed) || self.refused.load(Ordering::Relaxed) {
            return None;
        }
        let chunk = self.settings.chunk as u64;
        let start = self.next.fetch_add(chunk, Ordering::Relaxed);
        let left = self.limit.load(Ordering::Relaxed).saturating_sub(start).min(chunk);
        let first = self.settings.first.saturating_add(start);
        (left > 0).then(|| first..first + left)
    }

    fn complete(&self, chunk: &Range<u64>, capture: &Capture, mut failures: Vec<Failure>) {
        let usable = usable(capture, chunk, &mut failures);
        let lanes: Vec<LaneSet> = usable.chunks(BUNDLE).map(lane_set).collect();
        self.reduce(capture, chunk, &lanes);
        if let Err(error) =
            lock(&self.delivery).accept(chunk.start, rows(self.plan, capture, chunk.start, &usable, failures))
        {
            *lock(&self.refusal) = Some(error);
            self.refused.store(true, Ordering::Relaxed);
        }
        (self.monitor.progress)(chunk.end - chunk.start);
    }
}

impl<S: Sink> Shared<'_, '_, S> {
    /// Gives out replicates up to the next look; false when there are no more, or enough have been played.
    fn open(&self, rule: &dyn StoppingRule) -> bool {
        let delivery = lock(&self.delivery);
        let (played, limit) = (delivery.delivered(), self.limit.load(Ordering::Relaxed));
        // Fewer than were given out when the run was stopped.
        if played < limit || played == self.settings.replicates || (played > 0 && rule.is_met(&delivery.columns)) {
            return false;
        }
        self.next.store(played, Ordering::Relaxed);
        self.limit.store(rule.next_look(played).min(self.settings.replicates), Ordering::Relaxed);
        true
    }

    /// Adds a chunk's daily series. Each chunk begins with another day, so that threads do not queue for the first.
    fn reduce(&self, capture: &Capture, chunk: &Range<u64>, lanes: &[LaneSet]) {
        let count = self.days.len();
        let begin = (chunk.start / self.settings.chunk as u64 * 7) as usize % count.max(1);
        for day in (begin..count).chain(0..begin) {
            lock(&self.days[day]).add(capture, day, lanes);
        }
    }

    /// The results, once all threads are done.
    fn finish(self) -> Result<Reduced, EnsembleError<S::Error>> {
        if let Some(error) = lock(&self.refusal).take() {
            return Err(EnsembleError::Sink(error));
        }
        let inner = |mutex: Mutex<Day>| mutex.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let delivery = self.delivery.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let played = delivery.delivered();
        if played < self.limit.into_inner() {
            return Err(EnsembleError::Stopped);
        }
        let days = self.days.into_iter().map(|mutex| inner(mutex).finish());
        let (days, flows): (Vec<_>, Vec<_>) = days.map(|day| (day.series, day.flows)).unzip();
        let recorded = |(day, flows)| FlowTable::is_recorded(day, self.plan.model.calendar.days).then_some(flows);
        Ok(Reduced {
            first: self.settings.first,
            replicates: played,
            failures: delivery.failures,
            columns: delivery.columns,
            days,
            flows: flows.into_iter().enumerate().filter_map(recorded).collect(),
            event_days: delivery.event_days,
        })
    }
}
