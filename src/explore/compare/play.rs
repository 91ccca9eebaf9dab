//! Plays histories of the same replicates side by side.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;

use rayon::prelude::*;
use thiserror::Error;

use crate::engine::{Plan, Player, Recorder};
use crate::ensemble::Monitor;
use crate::explore::compare::marks::{Mark, marks};
use crate::model::Variable;
use crate::numeric::{LaneProgram, Mask, Program, Real, dispatch};

/// Replicates that a thread plays before it asks for more: few enough that the last ones keep all threads busy.
const CHUNK: u64 = 32;

/// Columns of a parting; see [`Pair::parting`].
const PARTING: usize = 6;

/// Why a comparison did not end in results.
#[derive(Debug, Error)]
pub enum CompareError {
    /// The threads could not be started.
    #[error("cannot start the worker threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The monitor stopped it.
    #[error("stopped")]
    Stopped,
}

/// Which replicates are played, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// Seed of every draw, on both sides.
    pub seed: u64,
    /// Number of pairs.
    pub replicates: u64,
    /// Worker threads; as many as the machine runs at once when absent. Changes no result.
    pub threads: Option<usize>,
}

/// Numbers of every replicate: `columns[column][replicate]`; NaN where a replicate failed.
pub(super) type Columns = Vec<Vec<f64>>;

/// Something that plays bundles of replicates and leaves some numbers of each.
pub(super) trait Cast: Sync {
    /// How many numbers it leaves of a replicate.
    fn columns(&self) -> usize;
    /// Plays the replicates, and writes what each leaves to the sheet.
    fn play<R: Real>(&self, replicates: Range<u64>, sheet: &mut Sheet);
}

/// Where the numbers of a chunk of replicates are written.
pub(super) struct Sheet {
    columns: Columns,
    position: usize,
}

impl Sheet {
    fn new(columns: usize, replicates: usize) -> Sheet {
        Sheet { columns: vec![vec![f64::NAN; replicates]; columns], position: 0 }
    }

    /// Says which replicate is in the first lane, counted from the first of the chunk.
    pub fn begin(&mut self, position: u64) {
        self.position = position as usize;
    }

    /// Writes the lanes of one column; lanes beyond the last replicate are dropped.
    #[inline(always)]
    pub fn write<R: Real>(&mut self, column: usize, values: R) {
        let cells = self.columns.get_mut(column).and_then(|column| column.get_mut(self.position..));
        for (lane, cell) in cells.into_iter().flatten().take(R::LANES).enumerate() {
            *cell = values.lane(lane);
        }
    }
}

/// A sheet that outcomes and first days are written to, from some columns on.
pub(super) struct Pen<'s> {
    pub sheet: &'s mut Sheet,
    /// Column of the first outcome.
    pub outcomes: usize,
    /// Column of the first watched event; they are dropped without one.
    pub watches: Option<usize>,
}

impl Recorder for Pen<'_> {
    #[inline(always)]
    fn series<R: Real>(&mut self, _: usize, _: usize, _: R) {}

    #[inline(always)]
    fn outcome<R: Real>(&mut self, outcome: usize, values: R) {
        self.sheet.write(self.outcomes + outcome, values);
    }

    #[inline(always)]
    fn first_day<R: Real>(&mut self, watch: usize, days: R) {
        if let Some(first) = self.watches {
            self.sheet.write(first + watch, days);
        }
    }
}

/// A chunk to be played in the machine's fastest lanes.
struct Chunk<'c, C> {
    cast: &'c C,
    replicates: Range<u64>,
    sheet: &'c mut Sheet,
}

impl<C: Cast> LaneProgram for Chunk<'_, C> {
    type Output = ();

    #[inline(always)]
    fn run<R: Real>(self) {
        self.cast.play::<R>(self.replicates, self.sheet);
    }
}

/// Plays all replicates. What a replicate leaves depends on nothing but its number.
pub(super) fn play<C: Cast>(cast: &C, pairing: Pairing, monitor: &Monitor<'_>) -> Result<Columns, CompareError> {
    let threads = pairing.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let chunks = pairing.replicates.div_ceil(CHUNK);
    let sheets: Option<Vec<Columns>> = pool.install(|| {
        let chunk = |index: u64| {
            let range = index * CHUNK..(index * CHUNK + CHUNK).min(pairing.replicates);
            let go_on = !monitor.stop.load(Ordering::Relaxed);
            go_on.then(|| {
                let columns = play_chunk(cast, range.clone());
                (monitor.progress)(range.end - range.start);
                columns
            })
        };
        (0..chunks).into_par_iter().map(chunk).collect()
    });
    let sheets = sheets.ok_or(CompareError::Stopped)?;
    let mut columns = vec![Vec::with_capacity(pairing.replicates as usize); cast.columns()];
    for sheet in sheets {
        columns.iter_mut().zip(sheet).for_each(|(column, part)| column.extend(part));
    }
    Ok(columns)
}

/// Plays a chunk; where something panics, one replicate after the other, so that only those that do are lost.
fn play_chunk<C: Cast>(cast: &C, replicates: Range<u64>) -> Columns {
    let count = (replicates.end - replicates.start) as usize;
    let mut sheet = Sheet::new(cast.columns(), count);
    let program = Chunk { cast, replicates: replicates.clone(), sheet: &mut sheet };
    if catch_unwind(AssertUnwindSafe(|| dispatch(program))).is_ok() {
        return sheet.columns;
    }
    let mut columns = vec![Vec::with_capacity(count); cast.columns()];
    for replicate in replicates {
        let mut alone = Sheet::new(cast.columns(), 1);
        let program = Chunk { cast, replicates: replicate..replicate + 1, sheet: &mut alone };
        if catch_unwind(AssertUnwindSafe(|| program.run::<f64>())).is_err() {
            alone = Sheet::new(cast.columns(), 1);
        }
        columns.iter_mut().zip(alone.columns).for_each(|(column, part)| column.extend(part));
    }
    columns
}

/// One plan, of which only the outcomes are wanted.
pub(super) struct Alone<'p> {
    pub plan: &'p Plan,
    pub seed: u64,
}

impl Cast for Alone<'_> {
    fn columns(&self) -> usize {
        self.plan.outcomes.len()
    }

    #[inline(always)]
    fn play<R: Real>(&self, replicates: Range<u64>, sheet: &mut Sheet) {
        let mut player = Player::<R>::new(self.plan, self.seed, false);
        for first in replicates.clone().step_by(R::LANES) {
            sheet.begin(first - replicates.start);
            player.start(first);
            for day in 0..self.plan.model.calendar.days {
                player.step(day);
            }
            player.finish(&mut Pen { sheet, outcomes: 0, watches: None });
        }
    }
}

/// Both sides of a comparison. Outcomes and watched events are the same and in the same order in both plans.
pub(super) struct Pair<'p> {
    pub plans: [&'p Plan; 2],
    pub seed: u64,
    /// What is countable on both sides, with what it reads on each; nothing where days do not correspond.
    pub marks: Vec<(Mark, [Variable; 2])>,
}

impl<'p> Pair<'p> {
    /// The pair of two plans.
    pub fn new(plans: [&'p Plan; 2], seed: u64) -> Pair<'p> {
        let other = marks(&plans[1].model);
        let same_days = plans[0].model.calendar.start == plans[1].model.calendar.start;
        let both = marks(&plans[0].model).into_iter().filter(|_| same_days).filter_map(|mark| {
            let counterpart = other.iter().find(|other| other.id == mark.id)?.variable;
            let variables = [mark.variable, counterpart];
            Some((mark, variables))
        });
        Pair { plans, seed, marks: both.collect() }
    }

    /// Column of the first outcome, or of the first watched event, of a side; and of the parting.
    pub fn outcomes_of(&self, side: usize) -> usize {
        side * (self.plans[0].outcomes.len() + self.plans[0].watches.len())
    }

    /// See [`Pair::outcomes_of`].
    pub fn watches_of(&self, side: usize) -> usize {
        self.outcomes_of(side) + self.plans[0].outcomes.len()
    }

    /// Columns of the parting: its day, the mark, the mark's values on both sides, and those of the day before.
    pub fn parting(&self) -> usize {
        self.outcomes_of(2)
    }
}

impl Cast for Pair<'_> {
    fn columns(&self) -> usize {
        self.parting() + PARTING
    }

    #[inline(always)]
    fn play<R: Real>(&self, replicates: Range<u64>, sheet: &mut Sheet) {
        let mut players = self.plans.map(|plan| Player::<R>::new(plan, self.seed, false));
        let lengths = self.plans.map(|plan| plan.model.calendar.days);
        let mut watcher = Watcher::<R>::new(&self.marks);
        for first in replicates.clone().step_by(R::LANES) {
            sheet.begin(first - replicates.start);
            players.iter_mut().for_each(|player| player.start(first));
            watcher.start(&players);
            for day in 0..lengths[0].max(lengths[1]) {
                for (player, _) in players.iter_mut().zip(lengths).filter(|(_, length)| day < *length) {
                    player.step(day);
                }
                if day < lengths[0].min(lengths[1]) {
                    watcher.look(&players, day);
                }
            }
            for (side, player) in players.iter_mut().enumerate() {
                let watches = Some(self.watches_of(side));
                player.finish(&mut Pen { sheet, outcomes: self.outcomes_of(side), watches });
            }
            for (column, values) in watcher.found.into_iter().enumerate() {
                sheet.write(self.parting() + column, values);
            }
        }
    }
}

/// Sees in each lane where two histories part.
struct Watcher<'m, R> {
    marks: &'m [(Mark, [Variable; 2])],
    /// Values of every mark yesterday.
    before: Vec<[R; 2]>,
    /// Day, mark, values and values of the day before of the parting; infinite until then.
    found: [R; PARTING],
}

impl<'m, R: Real> Watcher<'m, R> {
    #[inline(always)]
    fn new(marks: &'m [(Mark, [Variable; 2])]) -> Self {
        let none = R::splat(f64::INFINITY);
        Watcher { marks, before: vec![[R::zero(); 2]; marks.len()], found: [none; PARTING] }
    }

    /// Takes the state before day 0: what the changes themselves set is no parting.
    #[inline(always)]
    fn start(&mut self, players: &[Player<'_, R>; 2]) {
        self.found = [R::splat(f64::INFINITY); PARTING];
        for ((_, variables), before) in self.marks.iter().zip(&mut self.before) {
            *before = R::out_of_line(Read { players, variables: *variables });
        }
    }

    /// Compares the evening of a day with the one before.
    #[inline(always)]
    fn look(&mut self, players: &[Player<'_, R>; 2], day: usize) {
        let never = R::splat(f64::INFINITY);
        if self.found[0].lt(never).all() {
            return;
        }
        for (index, ((_, variables), before)) in self.marks.iter().zip(&mut self.before).enumerate() {
            let now = R::out_of_line(Read { players, variables: *variables });
            let moved = !(now[0] - now[1]).eq_mask(before[0] - before[1]) & self.found[0].eq_mask(never);
            let what = [R::splat(day as f64), R::splat(index as f64), now[0], now[1], before[0], before[1]];
            for (found, value) in self.found.iter_mut().zip(what) {
                *found = R::select(moved, value, *found);
            }
            *before = now;
        }
    }
}

/// Reads a mark on both sides, in a function of its own because the list of what can be read is long.
struct Read<'r, 'p, R: Real> {
    players: &'r [Player<'p, R>; 2],
    variables: [Variable; 2],
}

impl<R: Real> Program<R> for Read<'_, '_, R> {
    type Output = [R; 2];

    #[inline(always)]
    fn run(self) -> [R; 2] {
        let mut values = [R::zero(); 2];
        for ((player, variable), value) in self.players.iter().zip(self.variables).zip(&mut values) {
            *value = player.world().read(variable);
        }
        values
    }
}
