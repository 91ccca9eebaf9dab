//! War weariness of an actor's public, and the protests it breaks out in.
//!
//!   w ← w + (1 − e^{−d/D₀} − w) / T,    d = own deaths in thirty days
//! Protests break out with daily hazard h · w. An example for docs/develop/adding-a-mechanism.md; not part of the model.
//! Source: Mueller 1973 for the direction (support falls with the logarithm of casualties); the form is judged.

use crate::model::{ActorId, Model, Table};
use crate::numeric::Real;
use crate::process::parameters::{FIXED, log_normal, parameters};
use crate::process::{World, hazard};
use crate::random::Stream;

parameters! { "weariness" {
    /// Time over which weariness follows losses (T).
    memory: "days" [1.0, 3650.0] = 60.0, FIXED, Prior, "judged";
    /// Daily hazard of a protest at full weariness (h).
    protest: "1/day" [0.0, 10.0] = 0.02, log_normal(0.01, 0.04), Prior, "judged";
} }

/// State of weariness.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Weariness, 0 to 1.
    pub level: Table<ActorId, R>,
    /// Protests so far.
    pub protests: Table<ActorId, R>,
    streams: Table<ActorId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every actor of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            level: model.actors.map(|_, _| R::zero()),
            protests: model.actors.map(|_, _| R::zero()),
            streams: model.actors.map(|_, actor| Stream::new(seed, "weariness", &actor.name.id, 1)),
        }
    }

    /// The actors' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Nobody is weary on day 0.
pub fn start<R: Real>(state: &mut State<R>) {
    for level in state.level.iter_mut().chain(state.protests.iter_mut()) {
        *level = R::zero();
    }
}

/// After the day's deaths.
#[inline(always)]
pub fn step<R: Real>(world: &World<'_, R>, p: &Parameters, state: &mut State<R>) {
    for (id, actor) in world.model.actors.ids().zip(world.model.actors.iter()) {
        let losses = world.attrition.recent[id] / world.value(actor.severe_deaths);
        let level = state.level[id] + (hazard(losses) - state.level[id]) / world.value(p.memory);
        let protest = state.streams[id].uniform(world.day, 0).lt(hazard(world.value(p.protest) * level));
        state.level[id] = level;
        state.protests[id] += R::indicator(protest);
    }
}
