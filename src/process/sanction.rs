//! Sanctions: imposed when the scenario's condition and hazard say so, lifted when the target complies.
//!
//! While a sanction is in force its target complies with daily hazard h (a + w L): h is the case's or the shared hazard, L the
//! sender's leverage over the target of yesterday evening, w its weight. So half of the targets have complied after
//! ln 2 / (h (a + w L)) days. A sanction is imposed once; compliance ends it for good.
//! Source: the sanctions of November 2015 were lifted after an apology that took 216 days; the dependence on leverage is
//! authors' judgement from the literature and three worked cases.

use crate::model::{Model, SanctionId, Table};
use crate::numeric::{Mask, Real};
use crate::process::parameters::{FIXED, log_normal, parameters};
use crate::process::{World, hazard, onset};
use crate::random::Stream;

parameters! { "sanction" {
    /// Daily hazard that a target complies, where a scenario's sanction gives none (h).
    compliance: "1/day" [0.0, 10.0] = 0.00463, log_normal(0.00167, 0.00833), Prior, "one case: 216 days from the sanctions of November 2015 to the apology; 120 to 600 days judged";
    /// Factor on the hazard of compliance without any leverage (a).
    without_leverage: "1" [0.0, 10.0] = 0.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// State of sanctions.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 1 while in force.
    pub imposed: Table<SanctionId, R>,
    /// 1 once the target has complied.
    pub complied: Table<SanctionId, R>,
    /// Days in force.
    pub days: Table<SanctionId, R>,
    streams: Table<SanctionId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every sanction of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.sanctions.map(|_, _| R::zero());
        State {
            imposed: zeroes(),
            complied: zeroes(),
            days: zeroes(),
            streams: model.sanctions.map(|_, sanction| Stream::new(seed, "sanction", &sanction.name.id, 2)),
        }
    }

    /// The sanctions' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Sanctions that are in force on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let state = &mut world.sanction;
    for (id, sanction) in world.model.sanctions.ids().zip(world.model.sanctions.iter()) {
        state.imposed[id] = R::indicator(R::Mask::from_bool(sanction.imposed));
        state.complied[id] = R::zero();
        state.days[id] = R::zero();
    }
}

/// Today's compliance with sanctions in force, and sanctions imposed today.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.sanctions.ids() {
        let half = R::splat(0.5);
        let in_force = world.sanction.imposed[id].gt(half);
        let untouched = (world.sanction.imposed[id] + world.sanction.complied[id]).lt(half);
        let complies = in_force & complies(world, id);
        let probability = onset::probability(world, &world.model.sanctions[id].onset);
        let imposed = untouched & world.sanction.streams[id].uniform(world.day, 0).lt(probability);
        let state = &mut world.sanction;
        state.complied[id] = R::select(complies, R::one(), state.complied[id]);
        state.imposed[id] = R::select(complies, R::zero(), R::select(imposed, R::one(), state.imposed[id]));
        state.days[id] += state.imposed[id];
    }
}

/// Whether the target complies today if the sanction is in force.
#[inline(always)]
fn complies<R: Real>(world: &mut World<'_, R>, id: SanctionId) -> R::Mask {
    let (sanction, p) = (&world.model.sanctions[id], world.mechanisms.sanction);
    let pull =
        world.value(p.without_leverage) + world.value(sanction.leverage_weight) * world.leverage.total[sanction.dyad];
    let rate = (world.value(sanction.compliance) * pull).max(R::zero());
    world.sanction.streams[id].uniform(world.day, 1).lt(hazard(rate))
}

impl<R: Real> World<'_, R> {
    /// What a sanction costs its target today, as a share of what its leadership cares about.
    #[inline(always)]
    pub fn sanction_cost(&self, id: SanctionId) -> R {
        self.value(self.model.sanctions[id].bite) * self.sanction.imposed[id]
    }

    /// What a sanction costs its sender today, as a share of what its leadership cares about.
    #[inline(always)]
    pub fn sanction_self_cost(&self, id: SanctionId) -> R {
        self.value(self.model.sanctions[id].self_cost) * self.sanction.imposed[id]
    }
}
