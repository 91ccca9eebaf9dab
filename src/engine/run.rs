//! One bundle of replicates, from sampling to outcomes.

use crate::engine::plan::Plan;
use crate::numeric::Real;
use crate::process::World;
use crate::quantity::Distribution;
use crate::random::Stream;

/// Receives what a bundle of replicates leaves, lane by lane.
pub trait Recorder {
    /// A daily series' values; `replicate` is the number of the first lane.
    fn series<R: Real>(&mut self, series: usize, day: usize, values: R);
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
    accumulators: Vec<R>,
    first_days: Vec<R>,
    hold: bool,
}

impl<'p, R: Real> Player<'p, R> {
    /// Number of stages of a day; all of them and [`Player::note`] are one [`Player::step`].
    pub const STAGES: usize = World::<'p, R>::STAGES.len();

    /// Space for a bundle. With `hold`, every quantity stays at its central value, so that only chance remains.
    pub fn new(plan: &'p Plan, seed: u64, hold: bool) -> Self {
        let uncertain = plan
            .model
            .quantities
            .iter()
            .enumerate()
            .filter(|(_, (_, quantity))| quantity.distribution != Distribution::Fixed);
        let quantities = uncertain.map(|(index, (path, _))| (index, Stream::new(seed, "quantity", path, 1))).collect();
        let accumulators: usize = plan.outcomes.iter().map(|outcome| outcome.expression.accumulators()).sum();
        Player {
            plan,
            world: World::new(&plan.model, &plan.mechanisms, seed),
            quantities,
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

    /// Plays replicates `first ..` and hands what they leave to the recorder.
    #[inline(always)]
    pub fn play(&mut self, first: u64, recorder: &mut impl Recorder) {
        self.start(first);
        for day in 0..self.plan.model.calendar.days {
            self.step(day);
            for (index, series) in self.plan.series.iter().enumerate() {
                recorder.series(index, day, self.world.reading(series.slot));
            }
        }
        self.finish(recorder);
    }

    /// Samples the quantities and sets the state of day 0.
    #[inline(always)]
    pub fn start(&mut self, first: u64) {
        sample(self.plan, &mut self.quantities, first, self.hold, &mut self.world.values);
        self.world.start(first);
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

/// Draws every uncertain quantity of a bundle of replicates: one uniform each, addressed by the quantity's path.
#[inline(always)]
fn sample<R: Real>(plan: &Plan, streams: &mut [(usize, Stream<R>)], first: u64, hold: bool, values: &mut [R]) {
    for ((_, quantity), value) in plan.model.quantities.iter().zip(values.iter_mut()) {
        *value = R::splat(quantity.value);
    }
    if hold {
        return;
    }
    for (index, stream) in streams {
        stream.start(first);
        let u = stream.uniform(0, 0);
        if let Some((_, quantity)) = plan.model.quantities.get(*index) {
            values[*index] = quantity.quantile(u);
        }
    }
}
