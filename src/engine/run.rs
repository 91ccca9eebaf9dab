//! One bundle of replicates, from sampling to outcomes.

use std::ops::Range;

use crate::engine::plan::{People, Plan};
use crate::numeric::Real;
use crate::process::World;
use crate::quantity::{Distribution, Quantity};
use crate::random::{Replicates, Stream};
use crate::record::FlowTable;

/// Receives what a bundle of replicates leaves, lane by lane.
pub trait Recorder {
    /// A daily series' values.
    fn series<R: Real>(&mut self, series: usize, day: usize, values: R);
    /// The persons of a flow on a day on which flows are recorded. Nothing is kept unless the recorder asks for it.
    #[inline(always)]
    fn flow<R: Real>(&mut self, flow: usize, day: usize, persons: R) {
        let _ = (flow, day, persons);
    }
    /// An outcome's values.
    fn outcome<R: Real>(&mut self, outcome: usize, values: R);
    /// The first days of a watched event; infinite where it did not happen.
    fn first_day<R: Real>(&mut self, watch: usize, days: R);
}

/// Plays bundles of replicates of a plan, one after the other, in the same memory.
#[derive(Clone)]
pub struct Player<'p, R: Real> {
    plan: &'p Plan,
    world: World<'p, R>,
    quantities: Vec<(usize, Stream<R>)>,
    /// Quantities that are given instead of sampled, by position.
    given: Vec<(usize, R)>,
    accumulators: Vec<R>,
    first_days: Vec<R>,
    hold: bool,
}

impl<'p, R: Real> Player<'p, R> {
    /// Number of stages of a day; all of them and [`Player::note`] are one [`Player::step`].
    pub const STAGES: usize = World::<'p, R>::STAGES.len();

    /// Space for a bundle. With `hold`, every quantity stays at its central value, so that only chance remains.
    pub fn new(plan: &'p Plan, seed: u64, hold: bool) -> Self {
        let quantities = uncertain(plan).map(|(index, path, _)| (index, stream(seed, path))).collect();
        let accumulators: usize = plan.outcomes.iter().map(|outcome| outcome.expression.accumulators()).sum();
        Player {
            plan,
            world: World::new(&plan.model, &plan.mechanisms, seed),
            quantities,
            given: Vec::new(),
            accumulators: vec![R::zero(); accumulators],
            first_days: vec![R::zero(); plan.watches.len()],
            hold,
        }
    }

    /// The state after the last step.
    pub fn world(&self) -> &World<'p, R> {
        &self.world
    }

    /// Cumulative probability at which every uncertain quantity of these replicates was drawn, by the quantity's position.
    pub fn draws(&mut self) -> impl Iterator<Item = (usize, R)> {
        self.quantities.iter_mut().map(|(index, stream)| (*index, stream.uniform(0, 0)))
    }

    /// Gives values, lane by lane, to quantities by their positions, for all replicates played from now on; what was given
    /// before is sampled again.
    pub fn give(&mut self, values: impl Iterator<Item = (usize, R)>) {
        let known = self.plan.model.quantities.len();
        self.given.clear();
        self.given.extend(values.filter(|(index, _)| *index < known));
    }

    /// Plays replicates, those from a number on or any, and hands what they leave to the recorder.
    #[inline(always)]
    pub fn play(&mut self, replicates: impl Into<Replicates<R>>, recorder: &mut impl Recorder) {
        self.start(replicates);
        for day in 0..self.plan.model.calendar.days {
            self.step(day);
            for (index, series) in self.plan.series.iter().enumerate() {
                recorder.series(index, day, self.world.reading(series.slot));
            }
            if FlowTable::is_recorded(day, self.plan.model.calendar.days) {
                self.record_flows(day, recorder);
            }
        }
        self.finish(recorder);
    }

    /// Hands out who is where.
    #[inline(always)]
    fn record_flows(&self, day: usize, recorder: &mut impl Recorder) {
        for (index, flow) in self.plan.flows.iter().enumerate() {
            let persons = match flow.people {
                People::Sheltered(home, shelter) => self.world.displacement.away[home][shelter],
                People::ThroughGate(gate) => self.world.border.arrived[gate],
            };
            recorder.flow(index, day, persons);
        }
    }

    /// Samples the quantities and sets the state of day 0.
    #[inline(always)]
    pub fn start(&mut self, replicates: impl Into<Replicates<R>>) {
        let replicates = replicates.into();
        sample(self.plan, &mut self.quantities, replicates, self.hold, &mut self.world.values);
        for (index, value) in &self.given {
            self.world.values[*index] = *value;
        }
        self.world.start(replicates);
        let mut at = 0;
        for outcome in &self.plan.outcomes {
            let end = at + outcome.expression.accumulators();
            outcome.expression.start(&mut self.accumulators[at..end]);
            at = end;
        }
        for first_day in &mut self.first_days {
            *first_day = R::splat(f64::INFINITY);
        }
    }

    /// Plays a day and updates outcomes and first days.
    #[inline(always)]
    pub fn step(&mut self, day: usize) {
        self.world.step(day);
        self.note(day);
    }

    /// The state, to be given parts of another history between stages.
    pub fn world_mut(&mut self) -> &mut World<'p, R> {
        &mut self.world
    }

    /// Plays one stage of a day.
    #[inline(always)]
    pub fn stage(&mut self, day: usize, stage: usize) {
        self.world.stage(day, stage);
    }

    /// Updates outcomes and first days at the end of a day.
    #[inline(always)]
    pub fn note(&mut self, day: usize) {
        let world = &self.world;
        let mut at = 0;
        for outcome in &self.plan.outcomes {
            let end = at + outcome.expression.accumulators();
            outcome.expression.update(&mut self.accumulators[at..end], |slot| world.reading(slot), day);
            at = end;
        }
        let today = R::splat(day as f64);
        for (watch, first_day) in self.plan.watches.iter().zip(&mut self.first_days) {
            let reached = world.reading(watch.slot).ge(R::splat(watch.threshold));
            *first_day = R::select(reached, first_day.min(today), *first_day);
        }
    }

    /// Hands out outcomes and first days.
    #[inline(always)]
    pub fn finish(&mut self, recorder: &mut impl Recorder) {
        let world = &self.world;
        let mut at = 0;
        for (index, outcome) in self.plan.outcomes.iter().enumerate() {
            let end = at + outcome.expression.accumulators();
            recorder.outcome(index, outcome.expression.finish(&self.accumulators[at..end], |slot| world.reading(slot)));
            at = end;
        }
        for (index, first_day) in self.first_days.iter().enumerate() {
            recorder.first_day(index, *first_day);
        }
    }
}

/// Position, path and contents of every quantity that is not fixed.
fn uncertain(plan: &Plan) -> impl Iterator<Item = (usize, &str, &Quantity)> {
    let quantities = plan.model.quantities.iter().enumerate();
    quantities
        .filter(|(_, (_, quantity))| quantity.distribution != Distribution::Fixed)
        .map(|(index, (path, quantity))| (index, path, quantity))
}

/// The values of an uncertain quantity in some replicates, as a [`Player`] that does not hold them draws them.
pub fn sampled(seed: u64, path: &str, quantity: &Quantity, replicates: Range<u64>) -> Vec<f64> {
    let mut stream = stream::<f64>(seed, path);
    let value = |replicate| {
        stream.start(replicate);
        quantity.quantile(stream.uniform(0, 0))
    };
    replicates.map(value).collect()
}

/// Where a quantity's uniforms come from.
fn stream<R: Real>(seed: u64, path: &str) -> Stream<R> {
    Stream::new(seed, "quantity", path, 1)
}

/// Draws every uncertain quantity of a bundle of replicates: one uniform each, addressed by the quantity's path.
#[inline(always)]
fn sample<R: Real>(
    plan: &Plan,
    streams: &mut [(usize, Stream<R>)],
    replicates: Replicates<R>,
    hold: bool,
    values: &mut [R],
) {
    for ((_, quantity), value) in plan.model.quantities.iter().zip(values.iter_mut()) {
        *value = R::splat(quantity.value);
    }
    if hold {
        return;
    }
    for (index, stream) in streams {
        stream.start(replicates);
        let u = stream.uniform(0, 0);
        if let Some((_, quantity)) = plan.model.quantities.get(*index) {
            values[*index] = quantity.quantile(u);
        }
    }
}
