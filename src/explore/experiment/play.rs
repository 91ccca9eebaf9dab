//! Plays points in parallel and hands on what they leave in the order of points.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use thiserror::Error;

use crate::ensemble::{Monitor, lock, worker_threads};
use crate::explore::design::Design;
use crate::explore::experiment::fold::{Entry, PointResult};
use crate::explore::experiment::load::Experiment;
use crate::explore::experiment::worker::{Cells, Played, work};
use crate::record::{Data, DataColumn, PointState, Variable};

/// Which replicates a point meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draws {
    /// Every point the same ones: common random numbers, so that differences between points are not chance.
    #[default]
    Common,
    /// Every point others: its first is the replicate with the point's number, so that a point played once meets the very
    /// draws of that replicate of a plain run.
    Independent,
}

/// Distance between the numbers of replicates of one point, where points meet different ones.
const APART: u64 = 1 << 40;

impl Draws {
    /// Number of a point's replicate.
    pub(super) fn replicate(self, point: u64, replicate: u64) -> u64 {
        match self {
            Draws::Common => replicate,
            Draws::Independent => point.wrapping_add(replicate.wrapping_mul(APART)),
        }
    }
}

/// How points are played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playing {
    /// Seed of every draw.
    pub seed: u64,
    /// Replicates of a point.
    pub replicates: u64,
    /// Which replicates a point meets.
    pub draws: Draws,
    /// Whether uncertain quantities that are no factors stay at their central values.
    pub hold: bool,
    /// Worker threads; as many as the machine runs at once when absent.
    pub threads: Option<usize>,
}

impl Playing {
    /// Common draws, nothing held.
    pub fn new(seed: u64, replicates: u64) -> Playing {
        Playing { seed, replicates, draws: Draws::Common, hold: false, threads: None }
    }
}

/// Why points were not all played.
#[derive(Debug, Error)]
pub enum PlayError {
    /// The threads could not be started.
    #[error("cannot start the worker threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The monitor, or whoever took the results, stopped it. What was handed on before is whole.
    #[error("stopped")]
    Stopped,
}

/// Points to play, and the replicates of each.
pub struct Request<'r> {
    /// The design.
    pub design: &'r dyn Design,
    /// Numbers of the points.
    pub points: Range<u64>,
    /// Replicates of each, from the first that has not been played.
    pub replicates: Range<u64>,
    /// What is known of each point; empty when nothing is.
    pub known: &'r [PointState],
    /// Whether every replicate's values are handed on.
    pub keep: bool,
}

/// Takes points in order; false ends the playing.
pub type Take<'t> = dyn FnMut(PointResult) -> bool + Send + 't;

impl Experiment {
    /// Plays points and hands each on as soon as it and all before it are done. The results depend neither on the number of
    /// threads nor on how points are cut.
    ///
    /// # Errors
    /// When the threads cannot be started, or when it was stopped.
    pub fn play(
        &self,
        request: &Request<'_>,
        playing: Playing,
        take: &mut Take<'_>,
        monitor: &Monitor<'_>,
    ) -> Result<(), PlayError> {
        let each = request.replicates.end.saturating_sub(request.replicates.start);
        let count = request.points.end.saturating_sub(request.points.start);
        let shared = Shared {
            cells: count.saturating_mul(each),
            each,
            next: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            delivery: Mutex::new(Delivery::new(self, request, each, take)),
            monitor,
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(worker_threads(playing.threads)).build()?;
        pool.broadcast(|_| work(self, request, playing, &shared));
        let complete = lock(&shared.delivery).next >= shared.cells;
        if complete && !shared.stopped.load(Ordering::Relaxed) { Ok(()) } else { Err(PlayError::Stopped) }
    }

    /// Plays a whole design into a table: means, with their Monte Carlo errors where a point has several replicates.
    ///
    /// # Errors
    /// As [`Experiment::play`].
    pub fn collect(&self, design: &dyn Design, playing: Playing, monitor: &Monitor<'_>) -> Result<Data, PlayError> {
        let mut data = self.empty_table();
        let request =
            Request { design, points: 0..design.points(), replicates: 0..playing.replicates, known: &[], keep: false };
        let mut take = |result: PointResult| {
            append(&mut data, &result);
            true
        };
        self.play(&request, playing, &mut take, monitor)?;
        Ok(data)
    }

    /// A table of the factors and outcomes, without rows.
    pub fn empty_table(&self) -> Data {
        let inputs = self.space.factors.iter().map(|factor| factor.variable.clone());
        let outputs = self.outcomes().iter().map(Variable::from);
        let column = |variable| DataColumn::new(variable, Vec::new());
        Data { inputs: inputs.map(column).collect(), outputs: outputs.map(column).collect() }
    }
}

/// Adds a point to a table.
pub fn append(data: &mut Data, result: &PointResult) {
    for (column, value) in data.inputs.iter_mut().zip(&result.inputs) {
        column.values.push(*value);
    }
    for (column, moments) in data.outputs.iter_mut().zip(&result.state.outcomes) {
        let estimate = moments.estimate();
        column.values.push(estimate.mean);
        column.errors.push(estimate.standard_error);
    }
}

/// What all threads share.
pub(super) struct Shared<'a, 't> {
    /// Number of cells, each a replicate of a point: `point * each + replicate`.
    cells: u64,
    each: u64,
    next: AtomicU64,
    stopped: AtomicBool,
    delivery: Mutex<Delivery<'a, 't>>,
    monitor: &'a Monitor<'a>,
}

/// Cells that a thread takes at once, where they are so many; a multiple of the lanes.
const CHUNK: u64 = 128;

impl Cells for Shared<'_, '_> {
    fn next(&self) -> Option<Range<u64>> {
        if self.monitor.stop.load(Ordering::Relaxed) || self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        // Whole points where they are small, so that a chunk has few halves of points.
        let chunk = if self.each < CHUNK { CHUNK / self.each.max(1) * self.each.max(1) } else { CHUNK };
        let start = self.next.fetch_add(chunk, Ordering::Relaxed);
        (start < self.cells).then(|| start..(start + chunk).min(self.cells))
    }

    fn complete(&self, played: Played) {
        let count = played.cells.end - played.cells.start;
        if !lock(&self.delivery).accept(played) {
            self.stopped.store(true, Ordering::Relaxed);
        }
        (self.monitor.progress)(count);
    }
}

/// Puts cells in order, folds them into points, and hands these on.
struct Delivery<'a, 't> {
    entries: Vec<Entry>,
    request: &'a Request<'a>,
    each: u64,
    take: &'a mut Take<'t>,
    /// The cell that comes next.
    next: u64,
    /// Chunks that came before their turn.
    waiting: BTreeMap<u64, Played>,
    /// The point being folded.
    current: Option<PointResult>,
    refused: bool,
}

impl<'a, 't> Delivery<'a, 't> {
    fn new(experiment: &Experiment, request: &'a Request<'a>, each: u64, take: &'a mut Take<'t>) -> Delivery<'a, 't> {
        let entries = experiment.outcomes().iter().map(|outcome| Entry::of(outcome, experiment.days)).collect();
        Delivery { entries, request, each, take, next: 0, waiting: BTreeMap::new(), current: None, refused: false }
    }

    /// Takes a chunk and hands on every point that is complete; false when nobody wants more.
    fn accept(&mut self, played: Played) -> bool {
        self.waiting.insert(played.cells.start, played);
        while let Some(played) = self.waiting.remove(&self.next) {
            for cell in played.cells.clone() {
                self.fold(cell, &played);
            }
            self.next = played.cells.end;
        }
        !self.refused
    }

    fn fold(&mut self, cell: u64, played: &Played) {
        let (point, replicate) = (cell / self.each, cell % self.each);
        if replicate == 0 || self.current.is_none() {
            self.current = Some(self.begin(point, played));
        }
        let Some(result) = &mut self.current else { return };
        let index = (cell - played.cells.start) as usize;
        let value = |outcome: usize| played.value(outcome, index);
        result.state.replicates += 1;
        let reason = played.failure(cell).or_else(|| {
            let missing = (0..self.entries.len()).any(|outcome| value(outcome).is_nan());
            missing.then_some(NOT_A_NUMBER)
        });
        if let Some(reason) = reason {
            result.state.failed += 1;
            result.state.reason.get_or_insert_with(|| reason.to_owned());
        }
        for (outcome, entry) in self.entries.iter().enumerate() {
            let value = if reason.is_some() { f64::NAN } else { entry.value(value(outcome)) };
            if reason.is_none() {
                result.state.outcomes[outcome].add(value);
            }
            if let Some(values) = result.values.get_mut(outcome) {
                values.push(value);
            }
        }
        if replicate + 1 == self.each && !self.refused {
            self.refused = self.current.take().is_some_and(|result| !(self.take)(result));
        }
    }

    /// A point before its first replicate of now.
    fn begin(&self, point: u64, played: &Played) -> PointResult {
        let outcomes = self.entries.len();
        let known = self.request.known.get(point as usize);
        PointResult {
            point: self.request.points.start + point,
            inputs: played.inputs(point).to_vec(),
            state: known.cloned().unwrap_or_else(|| PointState::new(outcomes)),
            values: if self.request.keep { vec![Vec::new(); outcomes] } else { Vec::new() },
        }
    }
}

/// Why a replicate with an outcome that is no number failed.
const NOT_A_NUMBER: &str = "a value became infinite or not a number";
