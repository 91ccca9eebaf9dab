//! The observation model: what is reported of a cumulative figure, late and in part.
//!
//! reported = share · Erlang-2 delayed truth: two first-order stages, each closing 1 − e^{−2/lag} of its gap a day.
//! Orders of magnitude from Karabakh 2020 and Idlib 2020: own losses reported at 0.35 of the truth, claims at 7.7, monitors at 0.7.

use crate::model::{Model, ObserverId, Table};
use crate::numeric::Real;
use crate::process::World;

/// State of observers.
#[derive(Clone, Debug)]
pub struct State<R> {
    /// Figure reported so far.
    pub reported: Table<ObserverId, R>,
    stages: Table<ObserverId, [R; 2]>,
}

impl<R: Real> State<R> {
    /// Space for every observer of a model.
    pub fn new(model: &Model) -> Self {
        State { reported: model.observers.map(|_, _| R::zero()), stages: model.observers.map(|_, _| [R::zero(); 2]) }
    }
}

/// Observers know the truth of day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for (id, observer) in world.model.observers.ids().zip(world.model.observers.iter()) {
        let truth = world.evaluate(&observer.of);
        world.observer.stages[id] = [truth; 2];
        world.observer.reported[id] = truth * world.value(observer.share);
    }
}

/// Reports of the evening.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for (id, observer) in world.model.observers.ids().zip(world.model.observers.iter()) {
        let truth = world.evaluate(&observer.of);
        let lag = world.value(observer.lag).max(R::splat(1e-3));
        let closing = R::one() - (R::splat(-2.0) / lag).exp();
        let [first, second] = world.observer.stages[id];
        let first = first + closing * (truth - first);
        let second = second + closing * (first - second);
        world.observer.stages[id] = [first, second];
        world.observer.reported[id] = second * world.value(observer.share);
    }
}
