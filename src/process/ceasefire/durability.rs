//! How long truces last.
//!
//! A paper truce lives T = exp(4.0 − 4.2 I) · E^{1/0.9} days, E ~ Exp(1): the fiercer the fighting, the sooner it fails. A durable
//! one fails with the Weibull hazard of H₀(t) = (t/s)^k, times the ratios of enforcement (patrols or peacekeepers), of outside
//! pressure, of mediation, 0.6 e^{t/900}, and of a limited victory.
//! Source: Fortna 2004; Gilligan & Sergenti 2008; Werner & Yuen 2005; Beardsley 2008.

use crate::model::{CampaignId, CeasefireId};
use crate::numeric::Real;
use crate::process::{World, hazard};

/// Enforcement that joint patrols stand for.
const PATROLS: f64 = 0.7;

/// Life of a paper truce in days.
#[inline(always)]
pub(super) fn paper_life<R: Real>(world: &World<'_, R>, campaign: CampaignId, u: R) -> R {
    let p = world.mechanisms.ceasefire;
    let log_life = world.value(p.paper_life) - world.value(p.paper_intensity) * world.combat.intensity[campaign];
    log_life.exp() * (-u.ln()).powf(R::one() / world.value(p.paper_shape))
}

/// Probability that a durable truce fails today.
#[inline(always)]
pub(super) fn failure<R: Real>(world: &World<'_, R>, id: CeasefireId, victory: R) -> R {
    let p = world.mechanisms.ceasefire;
    let data = &world.model.ceasefires[id];
    let (shape, scale, age) = (world.value(p.durable_shape), world.value(p.durable_scale), world.ceasefire.age[id]);
    let patrols = R::one() - (R::one() - world.value(p.patrols_ratio)) * world.value(data.enforcement) / PATROLS;
    let enforcement = R::select(
        world.ceasefire.backed[id].gt(R::splat(0.5)),
        world.value(p.peacekeepers_ratio),
        patrols.max(R::zero()),
    );
    let pressure = if data.pressured { world.value(p.pressured_ratio) } else { R::one() };
    let mediation = world.value(p.mediation_ratio) * (age / world.value(p.mediation_life)).exp();
    let settled = victory * world.value(p.victory_ratio) + (R::one() - victory);
    let tomorrow = ((age + 1.0) / scale).powf(shape);
    let today = (age.max(R::splat(1e-9)) / scale).powf(shape);
    hazard((tomorrow - today) * enforcement * pressure * mediation * settled)
}

/// 1 where peacekeepers stand between the parties of a campaign.
#[inline(always)]
pub fn peacekeepers<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    let Some(id) = world.model.campaigns[campaign].ceasefire else { return R::zero() };
    let deployed = world.ceasefire.age[id].ge(world.value(world.mechanisms.ceasefire.deployment));
    world.ceasefire.backed[id] * world.ceasefire_durable(campaign) * R::indicator(deployed)
}

/// Hands zones over on the days that the terms of a ceasefire backed by peacekeepers name.
#[inline(always)]
pub(super) fn hand_over<R: Real>(world: &mut World<'_, R>, id: CeasefireId) {
    let ceasefire = &world.model.ceasefires[id];
    for (zone, days) in &ceasefire.handover {
        let due = world.ceasefire.age[id].ge(R::splat(*days));
        let now = world.ceasefire.backed[id] * world.ceasefire_durable(ceasefire.campaign) * R::indicator(due);
        let handed = world.fronts.handed_over[*zone].max(now);
        let held = world.fronts.held[*zone];
        world.fronts.handed_over[*zone] = handed;
        world.fronts.changes[*zone] += handed * (R::one() - held);
        world.fronts.held[*zone] = held.max(handed);
    }
}
