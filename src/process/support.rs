//! A patron's support for its client: air power, fires, or what its posture lends, behind either side.
//!
//! Air power relaxes at 5 % a day towards what the patron gives during an operation or between operations. Fires follow
//! the patron's rung and deployment at once. A patron steps aside, wholly or in part, before a sustained operation of
//! another power: air power then counts only with its yielded share.
//! Source: Russian sorties of February and March 2020.

use crate::model::ladder::SUSTAINED_OPERATION;
use crate::model::{CampaignId, Side, SupportId, SupportKind, Table};
use crate::numeric::{Mask, Real};
use crate::process::ladder::{at_least, lookup};
use crate::process::parameters::{FIXED, parameters};
use crate::process::{World, patron};

parameters! { "support" {
    /// Share of the gap to its aim that air support closes each day.
    adjustment: "1/day" [0.0, 1.0] = 0.05, FIXED, Prior, "judged: wings redeploy within about three weeks";
} }

/// State of patrons' support.
#[derive(Clone, Debug)]
pub struct State<R> {
    /// Level given, 0 to 1.
    pub level: Table<SupportId, R>,
    /// Level that counts after stepping aside, 0 to 1.
    pub effective: Table<SupportId, R>,
    /// Share of the attackers' air power that the defenders' air defence, cover and dispersal keep off.
    pub cover: Table<CampaignId, R>,
}

impl<R: Real> State<R> {
    /// Space for every support of a model.
    pub fn new(model: &crate::model::Model) -> Self {
        State {
            level: model.supports.map(|_, _| R::zero()),
            effective: model.supports.map(|_, _| R::zero()),
            cover: model.campaigns.map(|_, _| R::zero()),
        }
    }
}

/// Sets support to its level of day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.supports.ids() {
        world.support.level[id] = world.value(world.model.supports[id].start);
        world.support.effective[id] = world.support.level[id];
    }
    for id in world.model.campaigns.ids() {
        world.support.cover[id] = world.value(world.model.campaigns[id].defender_cover);
    }
}

/// Moves every support by a day.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    let adjustment = world.value(world.mechanisms.support.adjustment);
    for id in model.supports.ids() {
        let support = &model.supports[id];
        let level = match support.kind {
            SupportKind::Air => {
                let attacker = model.campaigns[support.campaign].attacker_choice;
                let operating = at_least(world.choice.level[attacker], SUSTAINED_OPERATION);
                let aim = R::select(operating, world.value(support.operating), world.value(support.idle));
                let level = world.support.level[id];
                level + adjustment * (aim - level)
            }
            SupportKind::Fires => match model.actors[support.patron].chooser {
                Some(chooser) => {
                    lookup(&world.ladder.fires, world.choice.level[chooser]) * world.deployment_of(chooser)
                }
                None => world.value(support.operating),
            },
            SupportKind::Posture => match support.by_patron {
                Some(patron) => patron::level(world, patron),
                None => R::zero(),
            },
        };
        let aside = match support.yields_to {
            Some(other) => at_least(world.choice.level[other], SUSTAINED_OPERATION),
            None => R::Mask::from_bool(false),
        };
        world.support.level[id] = level;
        world.support.effective[id] = R::select(aside, level * world.value(support.yielded), level);
    }
}

/// What stands behind one side of a campaign.
#[derive(Clone, Copy)]
pub struct Backing<R> {
    /// Sum of the levels of air power, postures and fires.
    pub level: R,
    /// What they add to the side's power, as a share.
    pub power: R,
    /// What of them kills as air power does, before the other side's cover.
    pub lethality: R,
}

/// Backing of one side of a campaign.
#[inline(always)]
pub fn behind<R: Real>(world: &World<'_, R>, campaign: CampaignId, side: Side) -> Backing<R> {
    let mut backing = Backing { level: R::zero(), power: R::zero(), lethality: R::zero() };
    for (id, support) in world.model.supports.ids().zip(world.model.supports.iter()) {
        if support.campaign == campaign && support.side == side {
            let level = world.support.effective[id];
            backing.level += level;
            backing.power += level * world.value(support.power);
            if support.kind != SupportKind::Fires {
                backing.lethality += level * world.value(support.lethality);
            }
        }
    }
    backing
}

/// Share of the attackers' air power that gets through the defenders' cover.
#[inline(always)]
pub fn exposure_of_defenders<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    R::one() - world.support.cover[campaign]
}

/// Wears the defenders' cover down by a day of air power, after the day's combat: C ← C e^{−loss · level · min(I, 1)}.
#[inline(always)]
pub fn wear_cover<R: Real>(world: &mut World<'_, R>) {
    for (id, campaign) in world.model.campaigns.ids().zip(world.model.campaigns.iter()) {
        if let Some(loss) = campaign.defender_cover_loss {
            let level = behind(world, id, Side::Attacker).level;
            let wear = world.value(loss) * level * world.combat.intensity[id].min(R::one());
            world.support.cover[id] *= (-wear).exp();
        }
    }
}
