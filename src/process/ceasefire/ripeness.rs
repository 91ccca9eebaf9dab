//! Whether a conflict is ripe for a deal, and whether a deal would take hold.
//!
//! Deal hazard:  h = h₀ exp(2.5 MHS + 3 LV + 1.5 way out + mediation + 0.7 scheduled − 1.5 momentum (1 − O) − 1.5 (1 − g_s)), at most 0.5,
//!   MHS = √(Hurt_A Hurt_D) e^{−v/v₀} (mutually hurting stalemate), Hurt = 1 − exp(−(deaths in 30 days / D0 + other burden)),
//!   O = σ((aim − 0.8)/0.06) (limited victory); LV = O · Cr, the credibility that a guarantor would stop the victor from going
//!   further, where the agreement names a belief, else O · resolve of the protector · (1 if it strikes, else 0.4);
//!   g_s the buy-in of patrons who press their client to fight on: 0.3 until they comply with the demand to stop.
//! Take-hold:    z ~ Bernoulli(σ(t₀ + 2.2 g + 1.8 o + 1.2 √(Hurt_A Hurt_D) + 2 e − 0.2 failures)), g the least buy-in.
//! Source: Zartman (ripeness); the coefficients are authors' judgement from the literature and three worked cases.

use crate::model::ladder::{LIMITED_STRIKE, PROXY_SURGE, SUSTAINED_OPERATION};
use crate::model::{ActorId, CampaignId, CeasefireId};
use crate::numeric::{Mask, Real};
use crate::process::ladder::at_least;
use crate::process::{World, hazard};

/// What ripeness looks like today.
pub(super) struct Ripeness<R: Real> {
    mutual_hurt: R,
    defenders_hurt: R,
    /// Limited victory O.
    pub(super) victory: R,
    aim: R,
    protector_level: R,
    buy_in: R,
    /// Whether leaders meet today.
    pub(super) meets: R::Mask,
    /// Whether peacekeepers would back a deal.
    pub(super) backed: R::Mask,
    /// Deal hazard, 1/day.
    pub(super) rate: R,
}

impl<R: Real> Ripeness<R> {
    /// Hurt, limited victory and the deal hazard.
    #[inline(always)]
    pub(super) fn of(world: &World<'_, R>, id: CeasefireId) -> Self {
        let p = world.mechanisms.ceasefire;
        let data = &world.model.ceasefires[id];
        let campaign = &world.model.campaigns[data.campaign];
        let attackers_burden = world.value(world.model.actors[campaign.attacker].burden);
        let attackers_hurt = hazard(recent_deaths(world, campaign.attacker) + attackers_burden);
        let defenders_hurt = defenders_hurt(world, data.campaign);
        let protector_level = match campaign.protector_choice {
            Some(chooser) => world.choice.level[chooser],
            None => R::splat(SUSTAINED_OPERATION as f64),
        };
        let speed = world.perceived_advance(data.campaign);
        let mutual_hurt = (attackers_hurt * defenders_hurt).sqrt();
        let stalemate = mutual_hurt * (-speed / world.value(p.stalemate_speed)).exp();
        let aim = world.fronts.aim[data.campaign];
        let victory = ((aim - world.value(p.victory_at)) / world.value(p.victory_width)).logistic();
        let soon = R::indicator(world.meeting_within(data.campaign, 7.0));
        let way_out = world.value(p.way_out_base) + world.value(p.way_out_step) * (victory + soon);
        let momentum = (speed / world.value(p.momentum_speed)).min(R::one()) * (R::one() - victory);
        let buy_in = buy_in_of_spoilers(world, id);
        let drive = world.value(p.stalemate) * stalemate
            + world.value(p.limited_victory) * victory * backing_of_victory(world, id, protector_level)
            + world.value(p.way_out) * way_out
            + world.value(p.mediator) * world.value(data.mediation)
            + world.value(p.scheduled) * soon
            - world.value(p.momentum) * momentum
            - world.value(p.spoiling) * (R::one() - buy_in);
        let satisfied = buy_in.gt(R::splat(0.9)) & victory.gt(R::splat(0.5));
        Ripeness {
            mutual_hurt,
            defenders_hurt,
            victory,
            aim,
            protector_level,
            buy_in,
            meets: world.meeting_today(data.campaign),
            backed: satisfied & R::Mask::from_bool(data.peacekeepers),
            rate: (world.value(p.deal_base) * drive.exp()).min(R::splat(0.5)),
        }
    }

    /// Probability that a deal concluded today takes hold.
    #[inline(always)]
    pub(super) fn take_hold(&self, world: &World<'_, R>, id: CeasefireId) -> R {
        let p = world.mechanisms.ceasefire;
        let data = &world.model.ceasefires[id];
        let meets = R::indicator(self.meets);
        let operation = R::indicator(at_least(self.protector_level, SUSTAINED_OPERATION));
        let attackers_patron = (R::splat(0.3) + self.victory * 0.35 + operation * 0.35 + meets * 0.2).min(R::one());
        let protector = (R::splat(0.45) + self.defenders_hurt * 0.3 + self.victory * 0.2 + meets * 0.2).min(R::one());
        let aim = self.victory * 0.8 + (R::one() - self.victory) * self.aim * 0.6;
        let engaged = R::select(at_least(self.protector_level, PROXY_SURGE), R::one(), R::splat(0.3));
        let backed =
            if data.peacekeepers { R::select(self.backed, R::one(), world.value(p.unbacked)) } else { R::one() };
        let enforcement = world.value(data.enforcement) * (R::splat(0.5) + meets * 0.5) * engaged * backed;
        let logit = world.value(p.hold_base)
            + world.value(p.hold_buy_in) * attackers_patron.min(protector).min(self.buy_in)
            + world.value(p.hold_aim) * aim
            + world.value(p.hold_hurt) * self.mutual_hurt
            + world.value(p.hold_enforcement) * enforcement
            - world.value(p.fatigue) * world.ceasefire.failures[id].min(R::splat(3.0));
        logit.logistic()
    }
}

/// Own deaths of thirty days as a share of severe deaths.
#[inline(always)]
fn recent_deaths<R: Real>(world: &World<'_, R>, actor: ActorId) -> R {
    world.attrition.recent[actor] / world.value(world.model.actors[actor].severe_deaths)
}

/// Hurt of those who defend: the protector's deaths and border, or the defender's deaths and flight.
#[inline(always)]
fn defenders_hurt<R: Real>(world: &World<'_, R>, id: CampaignId) -> R {
    let p = world.mechanisms.ceasefire;
    let campaign = &world.model.campaigns[id];
    match campaign.protector_choice {
        Some(chooser) => {
            let burden = world.border_pressure(id) * world.value(p.pressure_burden);
            hazard(recent_deaths(world, world.model.choosers[chooser].actor) + burden)
        }
        None => {
            let burden = world.share_fled(id) * world.value(p.flight_burden);
            hazard(recent_deaths(world, campaign.defender) + burden)
        }
    }
}

/// What makes a limited victory stay limited, 0 to 1.
#[inline(always)]
fn backing_of_victory<R: Real>(world: &World<'_, R>, id: CeasefireId, protector_level: R) -> R {
    let ceasefire = &world.model.ceasefires[id];
    match (ceasefire.belief, world.model.campaigns[ceasefire.campaign].protector_choice) {
        (Some(belief), _) => world.belief.credibility[belief],
        (None, Some(chooser)) => {
            let unopposed = world.value(world.mechanisms.ceasefire.victory_unopposed);
            let opposed = R::select(at_least(protector_level, LIMITED_STRIKE), R::one(), unopposed);
            world.belief.resolve[world.model.choosers[chooser].belief] * opposed
        }
        (None, None) => R::splat(0.5),
    }
}

/// Least buy-in of the patrons who press their client to fight on.
#[inline(always)]
fn buy_in_of_spoilers<R: Real>(world: &World<'_, R>, id: CeasefireId) -> R {
    let pressing = world.value(world.mechanisms.ceasefire.spoiler);
    let mut least = R::one();
    for demand in &world.model.ceasefires[id].spoilers {
        let complied = world.demand.complied[*demand].gt(R::splat(0.5));
        least = least.min(R::select(complied, R::one(), pressing));
    }
    least
}
