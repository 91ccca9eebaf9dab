//! One thread's part: plays chunk after chunk and reduces each.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::engine::{Plan, Player};
use crate::ensemble::BUNDLE;
use crate::ensemble::capture::Capture;
use crate::ensemble::delivery::{Rows, Sink};
use crate::ensemble::failure::{Failure, panic_message};
use crate::ensemble::run::Shared;
use crate::ensemble::series::LaneSet;
use crate::ensemble::settings::{Lanes, Settings};
use crate::numeric::{LaneProgram, Real, dispatch};
use crate::record::EventRow;

/// What a replicate that recorded a NaN is reported with.
const NOT_FINITE: &str = "a value became infinite or not a number";

/// Plays chunks until none is left.
pub(super) fn work<S: Sink>(shared: &Shared<'_, '_, S>) {
    let mut capture = Capture::new(shared.plan, shared.settings.chunk);
    let mut playing = None;
    loop {
        let worker = Worker { shared, capture: &mut capture, playing: &mut playing };
        let Err(payload) = catch_unwind(AssertUnwindSafe(|| worker.start())) else { return };
        // A panic outside a replicate is a defect of the reduction, which the caller must see.
        let Some(chunk) = playing.take() else { resume_unwind(payload) };
        let failures = replay(shared, &mut capture, &chunk);
        complete(shared, &capture, &chunk, failures);
    }
}

/// The loop over chunks, compiled for each number type.
struct Worker<'w, 'a, 's, S: Sink> {
    shared: &'w Shared<'a, 's, S>,
    capture: &'w mut Capture,
    /// The chunk whose replicates are being played, for whoever catches a panic.
    playing: &'w mut Option<Range<u64>>,
}

impl<S: Sink> Worker<'_, '_, '_, S> {
    fn start(self) {
        match self.shared.settings.lanes {
            Lanes::Vector => dispatch(self),
            Lanes::Scalar => self.run::<f64>(),
        }
    }
}

impl<S: Sink> LaneProgram for Worker<'_, '_, '_, S> {
    type Output = ();

    #[inline(always)]
    fn run<R: Real>(self) {
        let Settings { seed, hold, .. } = self.shared.settings;
        let mut player = Player::<R>::new(self.shared.plan, seed, hold);
        while let Some(chunk) = self.shared.next_chunk() {
            *self.playing = Some(chunk.clone());
            let mut position = 0;
            while position < (chunk.end - chunk.start) as usize {
                self.capture.begin(position, R::LANES);
                player.play(chunk.start + position as u64, self.capture);
                position += R::LANES;
            }
            *self.playing = None;
            complete(self.shared, self.capture, &chunk, Vec::new());
        }
    }
}

/// Plays a chunk again, one replicate at a time, after one of them panicked; returns those that do.
fn replay<S: Sink>(shared: &Shared<'_, '_, S>, capture: &mut Capture, chunk: &Range<u64>) -> Vec<Failure> {
    let Settings { seed, hold, .. } = shared.settings;
    let play = |replicate: u64| {
        let position = (replicate - chunk.start) as usize;
        let attempt = || {
            capture.begin(position, 1);
            Player::<f64>::new(shared.plan, seed, hold).play(replicate, capture);
        };
        let payload = catch_unwind(AssertUnwindSafe(attempt)).err()?;
        Some(Failure { replicate, reason: panic_message(payload.as_ref()) })
    };
    chunk.clone().filter_map(play).collect()
}

/// Reduces a chunk whose replicates have been played; `failures` are those known so far.
fn complete<S: Sink>(shared: &Shared<'_, '_, S>, capture: &Capture, chunk: &Range<u64>, mut failures: Vec<Failure>) {
    let mut usable = vec![true; (chunk.end - chunk.start) as usize];
    for failure in &failures {
        usable[(failure.replicate - chunk.start) as usize] = false;
    }
    for (position, usable) in usable.iter_mut().enumerate().filter(|(_, usable)| **usable) {
        if !capture.is_usable(position) {
            *usable = false;
            failures.push(Failure { replicate: chunk.start + position as u64, reason: NOT_FINITE.into() });
        }
    }
    failures.sort_by_key(|failure| failure.replicate);
    let lanes: Vec<LaneSet> = usable.chunks(BUNDLE).map(lane_set).collect();
    shared.reduce(capture, chunk, &lanes);
    let rows = rows(shared.plan, capture, chunk.start, &usable, failures);
    shared.deliver(chunk, rows);
}

/// The lanes of a bundle that count.
fn lane_set(usable: &[bool]) -> LaneSet {
    usable.iter().enumerate().fold(0, |set, (lane, &usable)| set | LaneSet::from(usable) << lane)
}

/// Outcomes and events of a chunk, by replicate; NaN and nothing where one failed.
fn rows(plan: &Plan, capture: &Capture, first: u64, usable: &[bool], failures: Vec<Failure>) -> Rows {
    let column = |outcome| {
        let values = capture.outcome(outcome).iter().zip(usable);
        values.map(|(&value, &usable)| if usable { value } else { f64::NAN }).collect()
    };
    let mut events = Vec::new();
    for (position, _) in usable.iter().enumerate().filter(|(_, usable)| **usable) {
        for watch in 0..plan.watches.len() {
            let day = capture.first_days(watch)[position];
            if day.is_finite() {
                events.push(EventRow { replicate: first + position as u64, event: watch as u32, day: day as u32 });
            }
        }
    }
    Rows { replicates: usable.len() as u64, outcomes: (0..plan.outcomes.len()).map(column).collect(), events, failures }
}
