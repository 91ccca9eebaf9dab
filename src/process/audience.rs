//! Audience cost, public demand and commitment: what an actor pays for standing below its words or its dead.
//!
//!   AC ← 0.97 AC + (1 − min(AC, 1)) (1 − exp(−[a · max(0, Δℓ) 1{ℓ ≥ limited strike} + b · ultimatum + d · deaths / D0]))
//! Demand rises to a limited strike on a day of noticeable own deaths and to an operation on a day of half of D0; it fades.
//! Commitment is the highest rung reached or promised, released by a durable truce, a missed date that is long past, or,
//! down to limited strikes, by an attacker's declared aim reached.
//! Source: Fearon 1994; Tomz 2007 (exists, rises with the level of escalation; magnitude contested).

use crate::model::ladder::{LIMITED_STRIKE, MOBILISATION, SUSTAINED_OPERATION};
use crate::model::{ChooserId, Model, Role, Table};
use crate::numeric::Real;
use crate::process::World;
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, parameters};
use crate::random::Stream;

parameters! { "audience" {
    /// Share of audience cost that remains after a day.
    persistence: "1" [0.0, 1.0] = 0.97, FIXED, Prior, "half-life 23 days";
    /// Rise per step taken at or above a limited strike.
    escalation: "1" [0.0, 10.0] = 0.125, FIXED, Calibrated, "set by hand on the Idlib course of events";
    /// Rise on issuing an ultimatum.
    ultimatum: "1" [0.0, 10.0] = 0.15, FIXED, Prior, "judged";
    /// Rise per death, in units of severe deaths (D0).
    deaths: "1" [0.0, 10.0] = 0.6, FIXED, Prior, "0.02 a death at D0 = 30";
    /// Share of D0 in a day that makes the public demand a limited strike.
    noticed: "1" [0.0, 10.0] = 0.0333, FIXED, Prior, "judged: one soldier at D0 = 30";
    /// Share of D0 in a day that makes the public demand an operation.
    mass_casualties: "1" [0.0, 10.0] = 0.5, FIXED, Prior, "judged: fifteen soldiers at D0 = 30";
    /// Daily probability that a quiet day clears the demand.
    forgetting: "1/day" [0.0, 1.0] = 0.08333, FIXED, Prior, "judged";
    /// Share of the declared aim at which an attacker's commitment to go on is fulfilled.
    aim_reached: "1" [0.0, 1.0] = 0.97, FIXED, Prior, "judged";
    /// Audience cost on day 0.
    start: "1" [0.0, 2.0] = 0.1, FIXED, Prior, "judged";
} }

/// State of audiences.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Audience cost, 0 to about 1.
    pub cost: Table<ChooserId, R>,
    /// Rung the public demands; 0 when none.
    pub demand: Table<ChooserId, R>,
    /// Rung publicly committed to.
    pub commitment: Table<ChooserId, R>,
    streams: Table<ChooserId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every chooser of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.choosers.map(|_, _| R::zero());
        State {
            cost: zeroes(),
            demand: zeroes(),
            commitment: zeroes(),
            streams: model
                .choosers
                .map(|_, chooser| Stream::new(seed, "audience", &model.actors[chooser.actor].name.id, 1)),
        }
    }

    /// The choosers' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Sets audiences to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.choosers.ids() {
        let chooser = &world.model.choosers[id];
        world.audience.cost[id] = world.value(chooser.audience_cost.unwrap_or(world.mechanisms.audience.start));
        world.audience.demand[id] = R::zero();
        world.audience.commitment[id] = R::splat(chooser.committed as f64);
    }
}

/// After the day's decisions and deaths.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    let p = world.mechanisms.audience;
    let day = world.day;
    for (id, chooser) in model.choosers.ids().zip(model.choosers.iter()) {
        let (level, deaths) = (world.choice.level[id], world.attrition.today[chooser.actor]);
        let severe = world.value(model.actors[chooser.actor].severe_deaths);
        let climbed =
            (level - world.choice.yesterday[id]).max(R::zero()) * R::indicator(at_least(level, LIMITED_STRIKE));
        let ultimatums = world.ultimatums_of(id);
        let rise = climbed * world.value(p.escalation)
            + ultimatums.issued * world.value(p.ultimatum)
            + deaths / severe * world.value(p.deaths);
        let cost = world.audience.cost[id];
        world.audience.cost[id] =
            world.value(p.persistence) * cost + (R::one() - cost.min(R::one())) * (R::one() - (-rise).exp());
        world.audience.demand[id] = demand(world, id, deaths / severe, day);
        let commitment = world.audience.commitment[id].max(level).max(ultimatums.promised);
        let mobilised = R::splat(MOBILISATION as f64);
        let released = R::select(ultimatums.lapsed.gt(R::splat(0.5)), level.max(mobilised), commitment);
        let released = match chooser.role {
            Role::Attacker => R::select(
                world.fronts.aim[chooser.campaign].gt(world.value(p.aim_reached)),
                released.min(R::splat(LIMITED_STRIKE as f64)),
                released,
            ),
            Role::Protector => released,
        };
        world.audience.commitment[id] =
            R::select(world.ceasefire_durable(chooser.campaign).gt(R::splat(0.5)), mobilised, released);
    }
}

/// What the public demands after a day's deaths (as a share of severe deaths).
#[inline(always)]
fn demand<R: Real>(world: &mut World<'_, R>, id: ChooserId, deaths: R, day: usize) -> R {
    let p = world.mechanisms.audience;
    let old = world.audience.demand[id];
    let operation = R::splat(SUSTAINED_OPERATION as f64);
    let noticed = deaths.ge(world.value(p.noticed));
    let raised =
        R::select(deaths.ge(world.value(p.mass_casualties)), operation, R::select(noticed, operation - 1.0, R::zero()));
    let forgotten = world.audience.streams[id].uniform(day, 0).lt(world.value(p.forgetting));
    R::select(noticed, old.max(raised), R::select(forgotten, R::zero(), old))
}
