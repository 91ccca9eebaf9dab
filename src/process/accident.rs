//! Accidents between a power that climbs the ladder and a patron's crews, and whether they become open war.
//!
//! p = 1 − exp(−dep ρ₀ e^{ρ₁(ℓ + ℓ_other − 6)}) a day while the climber stands at a limited strike or above; the other side
//! counts as standing at a limited strike while its support flies and at a proxy surge otherwise. War is a second step, with
//! a probability of its own (form 10 of the model's history): no accident since 1945 between nuclear and allied powers became one.
//! Source: Schelling 1966; Powell 2015.

use crate::model::ladder::LIMITED_STRIKE;
use crate::model::{AccidentId, Model, Role, Table};
use crate::numeric::Real;
use crate::process::World;
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, log_normal, normal, parameters};
use crate::random::Stream;

parameters! { "accident" {
    /// Daily hazard when the two rungs add up to six (rho 0).
    base: "1/day" [0.0, 1.0] = 0.001, log_normal(3e-4, 0.004), Prior, "authors' judgement from the literature and three worked cases";
    /// Growth of its logarithm per rung (rho 1).
    slope: "1" [0.0, 5.0] = 0.6, normal(0.3, 0.9), Prior, "authors' judgement from the literature and three worked cases";
    /// Support times intensity above which the patron counts as fighting.
    flying: "1" [0.0, 2.0] = 0.2, FIXED, Prior, "judged";
    /// Share of the hazard that remains under a durable truce.
    truce: "1" [0.0, 1.0] = 0.05, FIXED, Prior, "judged";
} }

/// State of accidents.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Accidents so far.
    pub count: Table<AccidentId, R>,
    /// 1 once an accident became open war.
    pub war: Table<AccidentId, R>,
    streams: Table<AccidentId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every accident process of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            count: model.accidents.map(|_, _| R::zero()),
            war: model.accidents.map(|_, _| R::zero()),
            streams: model.accidents.map(|_, accident| Stream::new(seed, "accident", &accident.name.id, 2)),
        }
    }

    /// The processes' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// No accident has happened on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.accidents.ids() {
        world.accident.count[id] = R::zero();
        world.accident.war[id] = R::zero();
    }
}

/// Probability of an accident at a sum of rungs over an exposure (deployment times days).
#[inline(always)]
pub fn probability<R: Real>(base: R, slope: R, rungs: R, exposure: R) -> R {
    R::one() - (-(base * (slope * (rungs - 6.0)).exp() * exposure)).exp()
}

/// Today's accidents.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let p = world.mechanisms.accident;
    let (day, half) = (world.day, R::splat(0.5));
    for (id, accident) in world.model.accidents.ids().zip(world.model.accidents.iter()) {
        let campaign = world.model.supports[accident.support].campaign;
        let level = world.choice.level[accident.climber];
        let flying =
            (world.support.effective[accident.support] * world.combat.intensity[campaign]).gt(world.value(p.flying));
        let other = R::select(flying, R::splat(4.0), R::splat(3.0));
        let in_the_field = match world.model.choosers[accident.climber].role {
            Role::Attacker => R::one(),
            Role::Protector => world.deployment_of(accident.climber),
        };
        let deployed = R::select(at_least(level, LIMITED_STRIKE), in_the_field, R::zero());
        let truce = R::select(world.ceasefire_durable(campaign).gt(half), world.value(p.truce), R::one());
        let risk = probability(world.value(p.base), world.value(p.slope), level + other, deployed * truce);
        let stream = &mut world.accident.streams[id];
        let happened = stream.uniform(day, 0).lt(risk);
        let war = happened & stream.uniform(day, 1).lt(world.values[accident.war.index()]);
        world.accident.count[id] += R::indicator(happened);
        world.accident.war[id] = R::select(war, R::one(), world.accident.war[id]);
    }
}
