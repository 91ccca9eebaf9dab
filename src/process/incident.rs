//! Co-location incidents: troops within reach of another actor's fires.
//!
//! N ~ Poisson(rate · exposure · min(I, cap)) lethal incidents a day, deaths of each ⌈LN(median, σ)⌉ up to a bound. The tail
//! is the point: mass-casualty days come from the distribution of ordinary incidents, not from a plan.
//! Source: 11 lethal days in 32, log-mean 0.91, log-deviation 1.10 (Idlib, February–March 2020).

use crate::model::ladder::PROXY_SURGE;
use crate::model::{ActorId, ChooserId, IncidentId, Model, Table};
use crate::numeric::{Mask, Real};
use crate::process::World;
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, parameters};
use crate::random::Stream;

parameters! { "incident" {
    /// Exposure of troops at posts while their actor stays below a proxy surge.
    background: "1" [0.0, 1.0] = 0.03, FIXED, Prior, "no Turkish soldier was killed in Idlib between the truce of August 2019 and 3 February 2020";
    /// Greatest intensity that counts.
    intensity_cap: "1" [0.0, 10.0] = 1.2, FIXED, Prior, "judged";
    /// Share of the rate that remains under a durable truce.
    truce: "1" [0.0, 1.0] = 0.25, FIXED, Prior, "judged";
    /// Own deaths in a day, as a share of severe deaths, that let an actor move two rungs and make its adversary decide.
    shock: "1" [0.0, 10.0] = 0.1666, FIXED, Prior, "five soldiers at D0 = 30";
    /// Exposure that a protector expects to gain per rung above mobilisation.
    exposure_per_rung: "1" [0.0, 1.0] = 0.2, FIXED, Prior, "judged";
    /// Factor on deaths a protector expects while it stays below a proxy surge.
    below_surge: "1" [0.0, 1.0] = 0.3, FIXED, Prior, "judged";
    /// Exposure a protector expects while it stays below a proxy surge.
    expected_background: "1" [0.0, 1.0] = 0.02, FIXED, Prior, "judged";
} }

/// Most incidents of one process on one day.
const MOST_A_DAY: usize = 3;

/// State of incidents.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Deaths by incidents today.
    pub today: Table<IncidentId, R>,
    streams: Table<IncidentId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every incident process of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            today: model.incidents.map(|_, _| R::zero()),
            streams: model
                .incidents
                .map(|_, incident| Stream::new(seed, "incident", &incident.name.id, 1 + MOST_A_DAY)),
        }
    }

    /// The processes' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// No incident has happened on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for today in world.incident.today.iter_mut() {
        *today = R::zero();
    }
}

/// Today's incidents.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let p = world.mechanisms.incident;
    let day = world.day;
    for (id, incident) in world.model.incidents.ids().zip(world.model.incidents.iter()) {
        let close = at_least(world.choice.level[incident.victim_choice], PROXY_SURGE);
        let exposure = R::select(close, world.deployment_of(incident.victim_choice), world.value(p.background));
        let intensity = world.combat.intensity[incident.campaign].min(world.value(p.intensity_cap));
        let truce =
            R::select(world.ceasefire_durable(incident.campaign).gt(R::splat(0.5)), world.value(p.truce), R::one());
        let mean = world.value(incident.rate) * exposure * intensity * truce;
        let stream = &mut world.incident.streams[id];
        let count = R::poisson_quantile(mean, stream.uniform(day, 0));
        let mut deaths = R::zero();
        if count.gt(R::splat(0.5)).any() {
            let (log_median, deviation, most) = (
                world.values[incident.median_deaths.index()].ln(),
                world.values[incident.log_deviation.index()],
                world.values[incident.most_deaths.index()],
            );
            for number in 0..MOST_A_DAY {
                let severity = (log_median + deviation * stream.normal(day, 1 + number)).exp().min(most);
                let severity = -(-severity).floor();
                deaths += R::select(count.gt(R::splat(number as f64 + 0.5)), severity, R::zero());
            }
        }
        world.incident.today[id] = deaths;
        world.attrition.kill(incident.victim, deaths);
    }
}

/// Whether an actor lost enough people yesterday to move two rungs at once.
#[inline(always)]
pub fn mass_casualties<R: Real>(world: &World<'_, R>, actor: ActorId) -> R::Mask {
    let mut deaths = R::zero();
    for (id, incident) in world.model.incidents.ids().zip(world.model.incidents.iter()) {
        if incident.victim == actor {
            deaths += world.incident.today[id];
        }
    }
    let severe = world.value(world.model.actors[actor].severe_deaths);
    deaths.gt(severe * world.value(world.mechanisms.incident.shock))
}

/// Whether this actor's fires caused a mass-casualty day yesterday.
#[inline(always)]
pub fn provoked<R: Real>(world: &World<'_, R>, chooser: ChooserId) -> R::Mask {
    let mut provoked = R::Mask::from_bool(false);
    for incident in world.model.incidents.iter() {
        if incident.shooter_choice == Some(chooser) {
            provoked = provoked | mass_casualties(world, incident.victim);
        }
    }
    provoked
}

/// Own deaths by incidents that an actor expects over its horizon if it stands on a rung.
#[inline(always)]
pub fn expected_deaths<R: Real>(world: &World<'_, R>, chooser: ChooserId, rung: usize) -> R {
    let p = world.mechanisms.incident;
    let deployed = world.deployment_of(chooser);
    let surge = rung >= 3;
    let exposure = if surge {
        (deployed + world.value(p.exposure_per_rung) * (rung as f64 - 2.0)).min(R::one())
    } else {
        world.value(p.expected_background)
    };
    let factor = if surge { R::one() } else { world.value(p.below_surge) };
    let mut deaths = R::zero();
    for incident in world.model.incidents.iter() {
        if incident.victim_choice != chooser {
            continue;
        }
        let attacker = world.choice.level[world.model.campaigns[incident.campaign].attacker_choice];
        let deviation = world.value(incident.log_deviation);
        let mean = world.value(incident.median_deaths) * (deviation * deviation * 0.5).exp();
        deaths += world.value(incident.rate)
            * mean
            * exposure
            * factor
            * crate::process::ladder::lookup(&world.ladder.intensity, attacker);
    }
    deaths * world.value(world.mechanisms.choice.horizon)
}
