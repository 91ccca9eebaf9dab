//! The sensitivity of a scenario: designs of its factors, played until the order of the factors is stable.
//!
//! The analyses are those of [`sensitivity`](crate::explore::sensitivity), which know tables only; here is how the tables
//! come about. Every design continues where a smaller one of its kind ended, so that more points repeat nothing.

mod outcomes;

use std::ops::Range;

use thiserror::Error;

use crate::ensemble::Monitor;
use crate::explore::design::{Design, DesignError, Factor, Levels, MonteCarlo, Morris, Saltelli, Sobol};
use crate::explore::experiment::{Experiment, PlayError, Playing, PointResult, Request, append};
use crate::explore::sensitivity::{Options, Sampling, SensitivityError, chance, given, morris, sobol};
use crate::record::{ChanceShares, Data, GivenData, Ranking, Screening, SobolIndices};

pub use crate::explore::study::outcomes::{important, of_interest};

/// Trajectories to begin with; ten are the least that Morris's method is used with.
const TRAJECTORIES: u64 = 10;
/// Base points to begin with.
const BASE_POINTS: u64 = 64;
/// Points to begin with when measures come from the table as it is.
const ROWS: u64 = 256;
/// Coordinates at which a number is looked at in screening: the middles of quarters, so that no distribution is asked for its
/// ends.
const QUARTERS: [f64; 4] = [0.125, 0.375, 0.625, 0.875];
/// How much of its scale a number moves in screening.
const STEP: f64 = 0.5;

/// Why a study gave nothing.
#[derive(Debug, Error)]
pub enum StudyError {
    /// Nothing varies.
    #[error("nothing of the scenario varies")]
    NoFactors,
    /// The design cannot be made.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The points could not be played.
    #[error(transparent)]
    Play(#[from] PlayError),
}

/// What an analysis says of each outcome, or why it says nothing.
pub type Found<T> = Vec<Result<T, SensitivityError>>;

/// Points that were played and what was found in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Played<T> {
    /// The table.
    pub data: Data,
    /// What it says, by outcome asked for.
    pub found: Found<T>,
}

/// How a scenario is studied.
pub struct Study<'s> {
    /// What varies.
    pub experiment: &'s Experiment,
    /// Identifiers of the outcomes to analyse.
    pub outcomes: &'s [String],
    /// Seed, replicates of a point and threads.
    pub playing: Playing,
    /// Most points of one design.
    pub most_points: u64,
    /// Seed and number of resamples.
    pub options: Options,
}

impl Study<'_> {
    /// Elementary effects of all factors, from ten trajectories or more.
    ///
    /// # Errors
    /// When nothing varies, or the points could not be played.
    pub fn screening(&self, monitor: &Monitor<'_>) -> Result<Played<Screening>, StudyError> {
        let each = self.factors()? as u64 + 1;
        let levels: Vec<Levels> = self.experiment.space.factors.iter().map(levels).collect();
        let design = |trajectories| Ok(Morris::new(levels.clone(), trajectories as usize, self.playing.seed));
        let analyse = |data: &Data, outcome: &str| morris(data, outcome, Some(STEP), self.options);
        self.until_stable((TRAJECTORIES, each), design, analyse, |found| &found.ranking, monitor)
    }

    /// Sobol' indices of all factors, those of pairs too when `second_order`, from 64 base points or more of a scrambled
    /// Sobol' sequence.
    ///
    /// # Errors
    /// When nothing varies, there are too many factors, or the points could not be played.
    pub fn indices(&self, second_order: bool, monitor: &Monitor<'_>) -> Result<Played<SobolIndices>, StudyError> {
        let factors = self.factors()?;
        let each = if second_order { 2 * factors + 2 } else { factors + 2 } as u64;
        let design =
            |base| Ok(Saltelli::new(Sobol::new(2 * factors, base)?.scrambled(self.playing.seed), second_order));
        let analyse = |data: &Data, outcome: &str| sobol(data, outcome, self.options);
        self.until_stable((BASE_POINTS, each), design, analyse, |found| &found.ranking, monitor)
    }

    /// Measures of all factors from points of a scrambled Sobol' sequence, 256 or more.
    ///
    /// # Errors
    /// When nothing varies, there are too many factors, or the points could not be played.
    pub fn measures(&self, monitor: &Monitor<'_>) -> Result<Played<GivenData>, StudyError> {
        let factors = self.factors()?;
        let design = |points| Ok(Sobol::new(factors, points)?.scrambled(self.playing.seed));
        let analyse = |data: &Data, outcome: &str| given(data, outcome, self.options);
        self.until_stable((ROWS, 1), design, analyse, |found| &found.ranking, monitor)
    }

    /// Knowledge against chance, from a number of independent points, all played with the same draws.
    ///
    /// # Errors
    /// When nothing varies, or the points could not be played.
    pub fn chance(&self, points: u64, monitor: &Monitor<'_>) -> Result<Found<ChanceShares>, StudyError> {
        self.factors()?;
        let names = self.experiment.space.factors.iter().map(|factor| factor.variable.id.as_str());
        let design = MonteCarlo::new(self.playing.seed, names, points, 1);
        let mut values: Vec<Vec<Vec<f64>>> = vec![Vec::new(); self.outcomes.len()];
        let positions: Vec<Option<usize>> = self.outcomes.iter().map(|id| self.position(id)).collect();
        self.play(&design, 0..points, true, monitor, |result| {
            for (rows, position) in values.iter_mut().zip(&positions) {
                rows.extend(position.and_then(|position| result.values.get(position).cloned()));
            }
        })?;
        Ok(values.iter().map(|rows| chance(rows, self.options)).collect())
    }

    fn factors(&self) -> Result<usize, StudyError> {
        match self.experiment.space.factors.len() {
            0 => Err(StudyError::NoFactors),
            factors => Ok(factors),
        }
    }

    fn position(&self, outcome: &str) -> Option<usize> {
        self.experiment.outcomes().iter().position(|info| info.id == outcome)
    }

    /// Plays `start` blocks of `each` points of a design, then twice as many, until the order of the factors is stable for
    /// every outcome.
    fn until_stable<D: Design, T>(
        &self,
        (start, each): (u64, u64),
        design: impl Fn(u64) -> Result<D, StudyError>,
        analyse: impl Fn(&Data, &str) -> Result<T, SensitivityError>,
        ranking: impl Fn(&T) -> &Ranking,
        monitor: &Monitor<'_>,
    ) -> Result<Played<T>, StudyError> {
        let mut data = self.experiment.empty_table();
        let mut done = 0;
        let sampling = Sampling { start, ceiling: (self.most_points / each).max(start) };
        let step = |blocks: u64| -> Result<Found<T>, StudyError> {
            let points = blocks * each;
            self.play(&design(blocks)?, done..points, false, monitor, |result| append(&mut data, &result))?;
            done = points;
            Ok(self.outcomes.iter().map(|outcome| analyse(&data, outcome)).collect())
        };
        let is_stable = |found: &Found<T>| found.iter().flatten().all(|found| ranking(found).stable);
        let found = sampling.until_stable(step, is_stable)?;
        Ok(Played { data, found })
    }

    fn play(
        &self,
        design: &dyn Design,
        points: Range<u64>,
        keep: bool,
        monitor: &Monitor<'_>,
        mut take: impl FnMut(PointResult) + Send,
    ) -> Result<(), PlayError> {
        let request = Request { design, points, replicates: 0..self.playing.replicates, known: &[], keep };
        let mut take = |result: PointResult| {
            take(result);
            true
        };
        self.experiment.play(&request, self.playing, &mut take, monitor)
    }
}

/// Where a factor is looked at in screening.
fn levels(factor: &Factor) -> Levels {
    if factor.variable.is_categorical() {
        Levels::unordered(factor.levels(0))
    } else {
        Levels::ordered(QUARTERS.into())
    }
}
