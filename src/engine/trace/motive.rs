//! What speaks for a rung: the terms of a utility, one by one.
//!
//! A utility is linear in the weight of each of its terms. A term is therefore the utility less the utility with its weight
//! set to zero, computed by the choice mechanism itself: the explanation cannot part from what it explains, and the terms of a
//! rung add up to its utility.

use serde::Serialize;

use crate::model::ladder::RUNG_COUNT;
use crate::model::{CampaignId, ChooserId, Parameter, Rungs, Table};
use crate::process::{World, choice};

/// A term of the utilities of attackers and protectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Motive {
    /// What an attacker expects to gain, or a protector to avert.
    Stake,
    /// Own deaths expected.
    OwnDeaths,
    /// What a protector's posture costs in any case.
    Posture,
    /// Standing below what the public demands or was promised.
    Public,
    /// Another power's leverage.
    Leverage,
    /// Open war with another power.
    RiskOfWar,
    /// Staying on course.
    Course,
    /// Troops not ready for an operation.
    Readiness,
    /// Leaders who are about to meet, or have just met.
    Meeting,
    /// A truce that would be broken.
    Truce,
}

impl Motive {
    /// Every motive.
    pub const ALL: [Motive; 10] = [
        Motive::Stake,
        Motive::OwnDeaths,
        Motive::Posture,
        Motive::Public,
        Motive::Leverage,
        Motive::RiskOfWar,
        Motive::Course,
        Motive::Readiness,
        Motive::Meeting,
        Motive::Truce,
    ];

    /// The weights of the term, which vanishes when they are zero.
    fn weights(self, world: &World<'_, f64>) -> Vec<Parameter> {
        let choice = &world.mechanisms.choice;
        let of_choosers =
            |weight: fn(&crate::model::Chooser) -> Parameter| world.model.choosers.iter().map(weight).collect();
        match self {
            Motive::Stake => of_choosers(|chooser| chooser.stake),
            Motive::OwnDeaths => of_choosers(|chooser| chooser.cost_sensitivity),
            Motive::Posture => Vec::new(),
            Motive::Public => vec![choice.audience_weight],
            Motive::Leverage => vec![choice.leverage_weight],
            Motive::RiskOfWar => vec![choice.attacker_war_loss, choice.protector_war_loss],
            Motive::Course => vec![choice.hysteresis, choice.protector_hysteresis, choice.inertia],
            Motive::Readiness => vec![choice.launch_cost],
            Motive::Meeting => vec![choice.meeting_ahead, choice.meeting_after],
            Motive::Truce => vec![
                choice.truce_cost,
                choice.durable_truce_cost,
                choice.durable_strike_cost,
                choice.protector_truce_cost,
            ],
        }
    }
}

/// Every motive with its share of the utility of every rung of every actor that chooses on a morning.
pub fn motives(morning: &World<'_, f64>) -> Vec<(Motive, Table<ChooserId, Rungs<f64>>)> {
    let whole = utilities(morning.clone());
    let term = |motive: Motive| {
        let mut world = silenced(morning, &motive.weights(morning));
        if motive == Motive::Posture {
            world.ladder.posture_cost = [0.0; RUNG_COUNT];
        }
        let without = utilities(world);
        whole.map(|chooser, rungs| std::array::from_fn(|rung| rungs[rung] - without[chooser][rung]))
    };
    Motive::ALL.into_iter().map(|motive| (motive, term(motive))).collect()
}

/// What a campaign's protector feels threatened by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Threat {
    /// The whole.
    pub total: f64,
    /// Part of the front's rate of advance.
    pub advance: f64,
    /// Part of the pressure on the border.
    pub pressure: f64,
    /// Part of the observation posts cut off.
    pub posts: f64,
    /// Part of the attacker's aim reached.
    pub aim: f64,
}

impl Threat {
    /// The threat of a campaign on a morning.
    pub(in crate::engine::trace) fn of(morning: &World<'_, f64>, campaign: CampaignId) -> Threat {
        let felt = |mut world: World<'_, f64>| {
            choice::step(&mut world);
            world.choice.threat[campaign]
        };
        let p = &morning.mechanisms.choice;
        let total = felt(morning.clone());
        let part = |weight| total - felt(silenced(morning, &[weight]));
        Threat {
            total,
            advance: part(p.threat_advance),
            pressure: part(p.threat_pressure),
            posts: part(p.threat_post),
            aim: part(p.threat_aim),
        }
    }
}

/// A copy of a world with some parameters set to zero.
fn silenced<'m>(world: &World<'m, f64>, parameters: &[Parameter]) -> World<'m, f64> {
    let mut copy = world.clone();
    for parameter in parameters {
        copy.values[parameter.index()] = 0.0;
    }
    copy
}

/// The utilities on which a world's actors choose.
fn utilities(mut world: World<'_, f64>) -> Table<ChooserId, Rungs<f64>> {
    choice::step(&mut world);
    world.choice.utility
}
