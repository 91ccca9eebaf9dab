//! Others' belief that an actor is resolved.
//!
//! logit b ← logit b + ln LR when the actor climbs to a proxy surge, a limited strike or an operation, less a penalty when a
//! date passes without the promised rung; it decays towards the reputation of day 0 by 0.3 % a day.
//! Source: signalling with costs (Fearon 1997).

use crate::model::ladder::{LIMITED_STRIKE, PROXY_SURGE, SUSTAINED_OPERATION};
use crate::model::{ChooserId, Model, Table};
use crate::numeric::Real;
use crate::process::World;
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, parameters};

parameters! { "belief" {
    /// Likelihood ratio of climbing to a proxy surge.
    surge: "1" [1.0, 100.0] = 1.25, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Likelihood ratio of climbing to a limited strike.
    strike: "1" [1.0, 100.0] = 1.7, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Likelihood ratio of climbing to an operation.
    operation: "1" [1.0, 100.0] = 2.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Fall of the logit when a date is missed.
    missed: "1" [0.0, 10.0] = 0.9, FIXED, Prior, "judged";
    /// Daily return to the reputation of day 0.
    decay: "1/day" [0.0, 1.0] = 0.003, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// State of beliefs.
#[derive(Clone, Debug)]
pub struct State<R> {
    /// Belief that the actor is resolved, 0 to 1.
    pub resolve: Table<ChooserId, R>,
}

impl<R: Real> State<R> {
    /// Space for every chooser of a model.
    pub fn new(model: &Model) -> Self {
        State { resolve: model.choosers.map(|_, _| R::zero()) }
    }
}

/// Sets beliefs to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.choosers.ids() {
        world.belief.resolve[id] = world.value(world.model.choosers[id].reputation);
    }
}

/// After the day's decisions.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let p = world.mechanisms.belief;
    for (id, chooser) in world.model.choosers.ids().zip(world.model.choosers.iter()) {
        let level = world.choice.level[id];
        let climbed = level.gt(world.choice.yesterday[id]);
        let ratio = R::select(
            at_least(level, SUSTAINED_OPERATION),
            world.value(p.operation),
            R::select(at_least(level, LIMITED_STRIKE), world.value(p.strike), world.value(p.surge)),
        );
        let signal = R::select(climbed, R::select(at_least(level, PROXY_SURGE), ratio, R::one()), R::one()).ln();
        let missed = world.ultimatums_of(id).missed_today * world.value(p.missed);
        let reputation = world.value(chooser.reputation).clamp(0.01, 0.99);
        let moved = world.belief.resolve[id].logit() + signal - missed;
        let decay = world.value(p.decay);
        world.belief.resolve[id] =
            (moved * (R::one() - decay) + reputation.logit() * decay).clamp(-3.0, 3.0).logistic();
    }
}
