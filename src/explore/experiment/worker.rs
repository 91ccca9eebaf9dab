//! One thread's part: plays chunks of cells, eight at a time, each lane its own point and replicate.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::engine::{Player, Recorder};
use crate::ensemble::panic_message;
use crate::explore::experiment::load::{Compiled, Experiment};
use crate::explore::experiment::play::{Playing, Request};
use crate::numeric::{LaneProgram, Real, dispatch};
use crate::random::Replicates;

/// Where chunks of cells come from and go to.
pub(super) trait Cells: Sync {
    /// The next cells to play, if any.
    fn next(&self) -> Option<Range<u64>>;
    /// Takes cells that have been played.
    fn complete(&self, played: Played);
}

/// Cells that have been played.
pub(super) struct Played {
    /// Their numbers, `point * replicates + replicate`, points counted from the first of the request.
    pub(super) cells: Range<u64>,
    /// The first point, and every point's inputs.
    first_point: u64,
    factors: usize,
    inputs: Vec<f64>,
    /// `values[outcome * cells + cell]`.
    values: Vec<f64>,
    /// Cells without a result, in order, and why.
    failures: Vec<(u64, String)>,
}

impl Played {
    /// A cell's value of an outcome, by its position among the cells.
    pub(super) fn value(&self, outcome: usize, index: usize) -> f64 {
        self.values[outcome * (self.cells.end - self.cells.start) as usize + index]
    }

    /// The inputs of a point.
    pub(super) fn inputs(&self, point: u64) -> &[f64] {
        let start = (point - self.first_point) as usize * self.factors;
        &self.inputs[start..start + self.factors]
    }

    /// Notes that cells have no result.
    fn fail(&mut self, cells: &[u64], reason: &str) {
        self.failures.extend(cells.iter().map(|&cell| (cell, reason.to_owned())));
    }

    /// Why a cell has no result.
    pub(super) fn failure(&self, cell: u64) -> Option<&str> {
        let found = self.failures.iter().find(|(failed, _)| *failed == cell);
        found.map(|(_, reason)| reason.as_str())
    }
}

/// Plays chunks until none is left.
pub(super) fn work(experiment: &Experiment, request: &Request<'_>, playing: Playing, cells: &dyn Cells) {
    let chunks = Chunks { experiment, request, playing };
    let mut now = None;
    loop {
        let attempt = AssertUnwindSafe(|| dispatch(Worker { chunks: &chunks, cells, now: &mut now }));
        let Err(payload) = catch_unwind(attempt) else { return };
        // A panic outside a replicate is a defect of what takes the results, which the caller must see.
        let Some(chunk) = now.take() else { resume_unwind(payload) };
        cells.complete(chunks.one_by_one(chunk));
    }
}

/// The loop over chunks.
struct Worker<'w, 'n> {
    chunks: &'w Chunks<'w>,
    cells: &'w dyn Cells,
    /// The chunk being played, for whoever catches a panic.
    now: &'n mut Option<Range<u64>>,
}

impl LaneProgram for Worker<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<R: Real>(self) {
        let mut players = Players::<R> { last: None };
        while let Some(cells) = self.cells.next() {
            *self.now = Some(cells.clone());
            let mut played = self.chunks.unplayed(cells);
            for (variant, group) in self.chunks.groups(&played, players.variant()) {
                match self.chunks.experiment.compiled(variant) {
                    Err(reason) => played.fail(&group, reason),
                    Ok(compiled) => {
                        let player = players.of(variant, compiled, self.chunks.playing);
                        for bundle in group.chunks(R::LANES) {
                            self.chunks.bundle(player, compiled, bundle, &mut played);
                        }
                    }
                }
            }
            *self.now = None;
            self.cells.complete(played);
        }
    }
}

/// What all chunks are played by.
struct Chunks<'w> {
    experiment: &'w Experiment,
    request: &'w Request<'w>,
    playing: Playing,
}

/// The player of the variant last played, which is most often the next one's too.
struct Players<'w, R: Real> {
    last: Option<(usize, Player<'w, R>)>,
}

impl<'w, R: Real> Players<'w, R> {
    fn variant(&self) -> Option<usize> {
        self.last.as_ref().map(|(variant, _)| *variant)
    }

    /// The player of a variant.
    #[inline(always)]
    fn of(&mut self, variant: usize, compiled: &'w Compiled, playing: Playing) -> &mut Player<'w, R> {
        let last = self.last.take().filter(|(known, _)| *known == variant);
        let ready = last.unwrap_or_else(|| (variant, Player::new(&compiled.plan, playing.seed, playing.hold)));
        &mut self.last.insert(ready).1
    }
}

impl Chunks<'_> {
    fn each(&self) -> u64 {
        self.request.replicates.end - self.request.replicates.start
    }

    /// The inputs of a chunk, before anything is played.
    fn unplayed(&self, cells: Range<u64>) -> Played {
        let factors = self.experiment.space.factors.len();
        let points = cells.start / self.each()..(cells.end - 1) / self.each() + 1;
        let mut inputs = vec![0.0; (points.end - points.start) as usize * factors];
        for (index, point) in points.clone().enumerate() {
            let row = &mut inputs[index * factors..(index + 1) * factors];
            self.request.design.point(self.request.points.start + point, row);
            self.experiment.space.values(row);
        }
        let count = (cells.end - cells.start) as usize;
        Played {
            cells,
            first_point: points.start,
            factors,
            inputs,
            values: vec![f64::NAN; count * self.experiment.outcomes().len()],
            failures: Vec::new(),
        }
    }

    /// The cells of each variant, those of the one that is ready first.
    fn groups(&self, played: &Played, ready: Option<usize>) -> Vec<(usize, Vec<u64>)> {
        let mut groups: Vec<(usize, Vec<u64>)> = Vec::new();
        for cell in played.cells.clone() {
            let variant = self.experiment.variant_of(played.inputs(cell / self.each()));
            match groups.iter_mut().find(|(known, _)| *known == variant) {
                Some((_, group)) => group.push(cell),
                None => groups.push((variant, vec![cell])),
            }
        }
        groups.sort_by_key(|(variant, _)| (Some(*variant) != ready, *variant));
        groups
    }

    /// Plays at most as many cells as there are lanes; lanes without a cell repeat the last one.
    #[inline(always)]
    fn bundle<R: Real>(&self, player: &mut Player<'_, R>, compiled: &Compiled, bundle: &[u64], played: &mut Played) {
        let each = self.each();
        let cell = |lane: usize| bundle[lane.min(bundle.len() - 1)];
        let replicates = Replicates::new(|lane| {
            let point = self.request.points.start + cell(lane) / each;
            self.playing.draws.replicate(point, self.request.replicates.start + cell(lane) % each)
        });
        player.give(
            compiled
                .quantities
                .iter()
                .map(|&(position, factor)| (position, R::from_lanes(|lane| played.inputs(cell(lane) / each)[factor]))),
        );
        player.play(replicates, &mut Outcomes { bundle, played });
    }

    /// Plays a chunk again after a panic, one cell at a time, and notes those that panic.
    fn one_by_one(&self, cells: Range<u64>) -> Played {
        let mut played = self.unplayed(cells);
        for cell in played.cells.clone() {
            let variant = self.experiment.variant_of(played.inputs(cell / self.each()));
            match self.experiment.compiled(variant) {
                Err(reason) => played.fail(&[cell], reason),
                Ok(compiled) => {
                    let attempt = AssertUnwindSafe(|| self.alone(compiled, cell, &mut played));
                    if let Err(payload) = catch_unwind(attempt) {
                        played.fail(&[cell], &panic_message(payload.as_ref()));
                    }
                }
            }
        }
        played
    }

    /// Plays one cell. Not inlined, because every copy of the engine takes long to compile.
    #[inline(never)]
    fn alone(&self, compiled: &Compiled, cell: u64, played: &mut Played) {
        let mut player = Player::<f64>::new(&compiled.plan, self.playing.seed, self.playing.hold);
        self.bundle(&mut player, compiled, &[cell], played);
    }
}

/// Keeps the outcomes of a bundle.
struct Outcomes<'o> {
    bundle: &'o [u64],
    played: &'o mut Played,
}

impl Recorder for Outcomes<'_> {
    #[inline(always)]
    fn series<R: Real>(&mut self, _: usize, _: usize, _: R) {}

    #[inline(always)]
    fn outcome<R: Real>(&mut self, outcome: usize, values: R) {
        let count = (self.played.cells.end - self.played.cells.start) as usize;
        for (lane, cell) in self.bundle.iter().enumerate() {
            let index = (cell - self.played.cells.start) as usize;
            self.played.values[outcome * count + index] = values.lane(lane);
        }
    }

    #[inline(always)]
    fn first_day<R: Real>(&mut self, _: usize, _: R) {}
}
