//! Intensity of fighting, and the readiness that a sustained operation uses up.
//!
//! I = season · I(rung) · truce factor · surge; a paper truce takes a tenth off, a durable one leaves 6 %.
//! Operations culminate: readiness recovers by ρ a day and falls by use · I · (1.5 − v/v_max) while an operation runs, so that
//! an operation that meets resistance runs out sooner.
//! Source: operational culmination (Clausewitz; Vego 2009); rates set on the pauses of the Idlib offensive.

use crate::model::ladder::SUSTAINED_OPERATION;
use crate::model::{CampaignId, CeasefireId, Model, Table};
use crate::numeric::Real;
use crate::process::ladder::{at_least, lookup};
use crate::process::parameters::{FIXED, log_normal, parameters};
use crate::process::{World, regime};

parameters! { "combat" {
    /// Intensity that remains under a durable truce.
    durable_truce: "1" [0.0, 1.0] = 0.06, FIXED, Prior, "violations after 6 March 2020 were daily but small";
    /// Intensity that remains under a paper truce.
    paper_truce: "1" [0.0, 1.0] = 0.9, FIXED, Prior, "ratios of 0.97 and 0.93 in October 2020";
    /// Rise of intensity on the eve of a leaders' meeting while a protector fights.
    surge: "1" [0.0, 5.0] = 0.2, FIXED, Prior, "surges before the truces of 12 January and 10 October 2020";
    /// Rise of intensity between the first announcement of a truce and its entry into force.
    announcement: "1" [0.0, 5.0] = 0.8, log_normal(0.4, 1.4), Prior, "deaths rose by 0.9 around 10 October 2020";
    /// Factor on that rise for each truce that has failed before.
    announcement_fatigue: "1" [0.0, 1.0] = 0.35, FIXED, Prior, "no rise around the second and third truce of October 2020";
    /// Daily recovery of readiness.
    recovery: "1/day" [0.0, 1.0] = 0.019, log_normal(0.0158, 0.0232), Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Readiness used by a day of a stalled operation at intensity 1, per unit of (1.5 - v/v_max).
    use_rate: "1/day" [0.0, 1.0] = 0.0235, log_normal(0.0193, 0.0287), Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
} }

/// State of combat.
#[derive(Clone, Debug)]
pub struct State<R> {
    /// Intensity of fighting today.
    pub intensity: Table<CampaignId, R>,
    /// 1 while the attacker runs a sustained operation.
    pub operation: Table<CampaignId, R>,
    /// Readiness for one, 0 to 1.
    pub readiness: Table<CampaignId, R>,
}

impl<R: Real> State<R> {
    /// Space for every campaign of a model.
    pub fn new(model: &Model) -> Self {
        let zeroes = || model.campaigns.map(|_, _| R::zero());
        State { intensity: zeroes(), operation: zeroes(), readiness: zeroes() }
    }
}

/// Sets readiness and intensity to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for id in model.campaigns.ids() {
        world.combat.readiness[id] = world.value(model.campaigns[id].readiness);
        world.combat.operation[id] = R::zero();
        let level = world.choice.level[model.campaigns[id].attacker_choice];
        world.combat.intensity[id] =
            lookup(&world.ladder.intensity, level) * world.value(model.theatres[model.campaigns[id].theatre].season);
    }
}

/// Factor on intensity between the announcement of a truce and its entry into force: the first is believed, the next less.
#[inline(always)]
pub fn surge_of_announcement<R: Real>(world: &World<'_, R>, id: CeasefireId) -> R {
    let p = world.mechanisms.combat;
    R::one() + world.value(p.announcement) * world.value(p.announcement_fatigue).powf(world.ceasefire.failures[id])
}

/// Today's intensity and readiness.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    let p = world.mechanisms.combat;
    for id in model.campaigns.ids() {
        let campaign = &model.campaigns[id];
        let level = world.choice.level[campaign.attacker_choice];
        let eve = R::select(
            world.meeting_within(id, 1.0) & world.protector_fights(id),
            R::one() + world.value(p.surge),
            R::one(),
        );
        let season = world.value(model.theatres[campaign.theatre].season);
        let over = regime::fallen(world, id).gt(R::splat(0.5));
        let fought = lookup(&world.ladder.intensity, level) * season * world.truce_factor(id) * eve;
        let intensity = R::select(over, R::zero(), fought);
        let operation = at_least(level, SUSTAINED_OPERATION) & world.ceasefire_durable(id).lt(R::splat(0.5)) & !over;
        let greatest = world.value(world.mechanisms.fronts.speed).max(R::splat(1e-9));
        let ease = (world.fronts.speed[id] / greatest).min(R::splat(1.5));
        let drain = world.value(p.use_rate) * intensity * (R::splat(1.5) - ease);
        let readiness = world.combat.readiness[id] + R::select(operation, -drain, world.value(p.recovery));
        world.combat.readiness[id] = readiness.clamp(0.0, 1.0);
        world.combat.intensity[id] = intensity;
        world.combat.operation[id] = R::indicator(operation);
    }
}
