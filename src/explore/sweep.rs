//! Sweeps: a design played point by point into a store, in blocks, so that what is done is kept and never done again.
//!
//! ```
//! use std::path::Path;
//! use std::sync::atomic::AtomicBool;
//!
//! use flashpoint::ensemble::Monitor;
//! use flashpoint::explore::design::Sobol;
//! use flashpoint::explore::experiment::{Experiment, Playing};
//! use flashpoint::explore::sweep::{InMemory, SweepPlan, sweep};
//! use flashpoint::scenario::Variant;
//!
//! let scenario = Path::new("scenarios/karabakh_ceasefire.toml");
//! let vary = ["forces.armenian_army.strength=26000..44000".parse()?];
//! let experiment = Experiment::load(scenario, &Variant::default(), &vary, &["armenian_deaths".to_string()])?;
//! let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
//!
//! let play = |points: u64, replicates: u64, store: &mut InMemory| {
//!     let design = Sobol::new(1, points).map_err(|error| error.to_string())?;
//!     let playing = Playing::new(1, replicates);
//!     let plan = SweepPlan { experiment: &experiment, design: &design, playing, until: None };
//!     sweep(plan, store, &monitor).map_err(|error| error.to_string())
//! };
//! let (mut whole, mut parts) = (InMemory::default(), InMemory::default());
//! play(16, 16, &mut whole)?;
//! play(4, 8, &mut parts)?;
//! play(16, 16, &mut parts)?;
//! assert_eq!(whole, parts, "what was gone on with is what was played at once");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::ops::Range;

use thiserror::Error;

use crate::ensemble::Monitor;
use crate::explore::design::Design;
use crate::explore::experiment::{Experiment, PlayError, Playing, PointResult, Request};
use crate::explore::until::Until;
use crate::record::PointState;

/// Replicates played between two savings, about.
const BETWEEN_SAVINGS: u64 = 1 << 16;

/// Where the points of a sweep are kept.
pub trait Store: Send {
    /// Why it cannot.
    type Error: Send;

    /// Points of a block.
    const BLOCK: u64;

    /// What is known of the first points of a block, of none when nothing is.
    fn load(&mut self, block: u64) -> Result<Vec<PointState>, Self::Error>;

    /// Replaces a block.
    fn save(&mut self, block: u64, states: &[PointState]) -> Result<(), Self::Error>;
}

/// A store in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InMemory {
    /// The blocks.
    pub blocks: Vec<Vec<PointState>>,
}

impl Store for InMemory {
    type Error = std::convert::Infallible;

    const BLOCK: u64 = 64;

    fn load(&mut self, block: u64) -> Result<Vec<PointState>, Self::Error> {
        Ok(self.blocks.get(block as usize).cloned().unwrap_or_default())
    }

    fn save(&mut self, block: u64, states: &[PointState]) -> Result<(), Self::Error> {
        while self.blocks.len() <= block as usize {
            self.blocks.push(Vec::new());
        }
        self.blocks[block as usize] = states.to_vec();
        Ok(())
    }
}

/// Why a sweep did not end.
#[derive(Debug, Error)]
pub enum SweepError<E> {
    /// Points could not be played, or it was stopped.
    #[error(transparent)]
    Play(#[from] PlayError),
    /// The store refused.
    #[error("{0}")]
    Store(E),
}

/// What to play.
#[derive(Clone, Copy)]
pub struct SweepPlan<'s> {
    /// What varies.
    pub experiment: &'s Experiment,
    /// Which points.
    pub design: &'s dyn Design,
    /// How, and how often at least.
    pub playing: Playing,
    /// When a point has been played often enough.
    pub until: Option<&'s Until>,
}

/// Plays every point of a sweep that the store does not know, and those it knows too little of. When it is stopped, what was
/// played until then is in the store.
///
/// # Errors
/// When the store refuses, threads cannot be started, or the monitor stops it.
pub fn sweep<S: Store>(plan: SweepPlan<'_>, store: &mut S, monitor: &Monitor<'_>) -> Result<(), SweepError<S::Error>> {
    for block in 0..plan.design.points().div_ceil(S::BLOCK) {
        let states = store.load(block).map_err(SweepError::Store)?;
        let length = (plan.design.points() - block * S::BLOCK).min(S::BLOCK) as usize;
        let outcomes = plan.experiment.outcomes().len();
        let mut work = Block { plan, first: block * S::BLOCK, states };
        // Points that are stored beyond the design's stay.
        work.states.resize_with(work.states.len().max(length), || PointState::new(outcomes));
        while let Some((points, replicates)) = work.next(length) {
            let played = work.play(points, replicates, monitor);
            store.save(block, &work.states).map_err(SweepError::Store)?;
            played?;
        }
    }
    Ok(())
}

/// A block being played.
struct Block<'s> {
    plan: SweepPlan<'s>,
    /// Number of its first point.
    first: u64,
    states: Vec<PointState>,
}

impl Block<'_> {
    /// How often a point must have been played.
    fn wanted(&self, state: &PointState) -> u64 {
        let least = self.plan.playing.replicates;
        if state.replicates < least {
            return least;
        }
        match self.plan.until {
            Some(until) if state.failed < state.replicates => until.wanted(state, least),
            _ => state.replicates,
        }
    }

    /// The next points that must be played, all equally often, and their replicates; not too many at once.
    fn next(&self, length: usize) -> Option<(Range<usize>, Range<u64>)> {
        let states = &self.states[..length];
        let start = states.iter().position(|state| self.wanted(state) > state.replicates)?;
        let replicates = states[start].replicates..self.wanted(&states[start]);
        let alike = |state: &PointState| state.replicates == replicates.start && self.wanted(state) == replicates.end;
        let many = (BETWEEN_SAVINGS / (replicates.end - replicates.start)).max(1) as usize;
        let count = states[start..].iter().take(many).take_while(|state| alike(state)).count();
        Some((start..start + count, replicates))
    }

    fn play(&mut self, points: Range<usize>, replicates: Range<u64>, monitor: &Monitor<'_>) -> Result<(), PlayError> {
        let known: Vec<PointState> = self.states[points.clone()].to_vec();
        let request = Request {
            design: self.plan.design,
            points: self.first + points.start as u64..self.first + points.end as u64,
            replicates,
            known: &known,
            keep: false,
        };
        let (first, states) = (self.first, &mut self.states);
        let mut take = |result: PointResult| {
            states[(result.point - first) as usize] = result.state;
            true
        };
        self.plan.experiment.play(&request, self.plan.playing, &mut take, monitor)
    }
}
