//! One thread's part: plays chunk after chunk and reduces each.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::engine::{Plan, Player};
use crate::ensemble::capture::Capture;
use crate::ensemble::delivery::Rows;
use crate::ensemble::failure::{Failure, panic_message};
use crate::ensemble::series::LaneSet;
use crate::ensemble::settings::{Lanes, Settings};
use crate::numeric::{LaneProgram, Real, dispatch};
use crate::record::EventRow;

/// What a replicate that recorded a NaN is reported with.
const NOT_FINITE: &str = "a value became infinite or not a number";

/// Where chunks come from and go to. An object, not a type parameter, so that the engine is compiled once for all sinks.
pub(super) trait Chunks: Sync {
    /// The next replicates to play, if any.
    fn next(&self) -> Option<Range<u64>>;
    /// Takes a chunk whose replicates have been played; `failures` are those known so far.
    fn complete(&self, chunk: &Range<u64>, capture: &Capture, failures: Vec<Failure>);
}

/// Plays chunks until none is left.
pub(super) fn work(plan: &Plan, settings: Settings, chunks: &dyn Chunks) {
    let mut capture = Capture::new(plan, settings.chunk);
    let mut playing = None;
    loop {
        let worker = Worker { plan, settings, chunks, capture: &mut capture, playing: &mut playing };
        let attempt = AssertUnwindSafe(|| match settings.lanes {
            Lanes::Vector => dispatch(worker),
            Lanes::Scalar => worker.run_scalar(),
        });
        let Err(payload) = catch_unwind(attempt) else { return };
        // A panic outside a replicate is a defect of the reduction, which the caller must see.
        let Some(chunk) = playing.take() else { resume_unwind(payload) };
        let failures = replay(plan, settings, &mut capture, &chunk);
        chunks.complete(&chunk, &capture, failures);
    }
}

/// The loop over chunks.
struct Worker<'w> {
    plan: &'w Plan,
    settings: Settings,
    chunks: &'w dyn Chunks,
    capture: &'w mut Capture,
    /// The chunk whose replicates are being played, for whoever catches a panic.
    playing: &'w mut Option<Range<u64>>,
}

impl LaneProgram for Worker<'_> {
    type Output = ();

    #[inline(always)]
    fn run<R: Real>(self) {
        let mut player = Player::<R>::new(self.plan, self.settings.seed, self.settings.hold);
        while let Some(chunk) = self.chunks.next() {
            *self.playing = Some(chunk.clone());
            for first in chunk.clone().step_by(R::LANES) {
                self.capture.begin((first - chunk.start) as usize, R::LANES);
                player.play(first, self.capture);
            }
            *self.playing = None;
            self.chunks.complete(&chunk, self.capture, Vec::new());
        }
    }
}

impl Worker<'_> {
    /// The same, one replicate at a time.
    fn run_scalar(self) {
        let mut player = Player::new(self.plan, self.settings.seed, self.settings.hold);
        while let Some(chunk) = self.chunks.next() {
            *self.playing = Some(chunk.clone());
            chunk.clone().for_each(|replicate| play_one(&mut player, replicate, &chunk, self.capture));
            *self.playing = None;
            self.chunks.complete(&chunk, self.capture, Vec::new());
        }
    }
}

/// Plays one replicate of a chunk. Not inlined, because every copy of the engine takes long to compile.
#[inline(never)]
fn play_one(player: &mut Player<'_, f64>, replicate: u64, chunk: &Range<u64>, capture: &mut Capture) {
    capture.begin((replicate - chunk.start) as usize, 1);
    player.play(replicate, capture);
}

/// Plays a chunk again, one replicate at a time, after one of them panicked; returns those that do.
fn replay(plan: &Plan, settings: Settings, capture: &mut Capture, chunk: &Range<u64>) -> Vec<Failure> {
    let play = |replicate: u64| {
        let attempt = || play_one(&mut Player::new(plan, settings.seed, settings.hold), replicate, chunk, capture);
        let payload = catch_unwind(AssertUnwindSafe(attempt)).err()?;
        Some(Failure { replicate, reason: panic_message(payload.as_ref()) })
    };
    chunk.clone().filter_map(play).collect()
}

/// Which replicates of a chunk gave a result; adds those that recorded what is no number to the failures.
pub(super) fn usable(capture: &Capture, chunk: &Range<u64>, failures: &mut Vec<Failure>) -> Vec<bool> {
    let mut usable = vec![true; (chunk.end - chunk.start) as usize];
    for failure in failures.iter() {
        usable[(failure.replicate - chunk.start) as usize] = false;
    }
    for (position, usable) in usable.iter_mut().enumerate().filter(|(_, usable)| **usable) {
        if !capture.is_usable(position) {
            *usable = false;
            failures.push(Failure { replicate: chunk.start + position as u64, reason: NOT_FINITE.into() });
        }
    }
    failures.sort_by_key(|failure| failure.replicate);
    usable
}

/// The lanes of a bundle that count.
pub(super) fn lane_set(usable: &[bool]) -> LaneSet {
    usable.iter().enumerate().fold(0, |set, (lane, &usable)| set | LaneSet::from(usable) << lane)
}

/// Outcomes and events of a chunk, by replicate; NaN and nothing where one failed.
pub(super) fn rows(plan: &Plan, capture: &Capture, first: u64, usable: &[bool], failures: Vec<Failure>) -> Rows {
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
