//! Groups of mechanisms whose state can be taken over from another history of the same scenario: what would have happened
//! if, say, everybody had decided as there, and all else had gone its own way.
//!
//! People belong to no group: they are where displacement, returns and borders have put them, and taking over a part of
//! that would lose or double persons. Events, leverage and reports follow from the rest.

use crate::model::Model;
use crate::numeric::Real;
use crate::process::World;

/// Mechanisms that are taken over together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Rungs of the ladder, postures of patrons, deployments.
    Decisions,
    /// Audiences, beliefs, ultimatums, red lines, signals, alliances, demands.
    Signalling,
    /// Air power and fires, combat, incidents, accidents, deaths, fronts.
    Fighting,
    /// Meetings, ceasefires, settlements, sanctions, slow politics.
    Diplomacy,
    /// The cohesion of regimes' armies.
    Regimes,
}

impl Group {
    /// Every group, in the order of the day.
    pub const ALL: [Group; 5] =
        [Group::Decisions, Group::Signalling, Group::Fighting, Group::Regimes, Group::Diplomacy];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Group::Decisions => "decisions (rungs, postures of patrons, deployments)",
            Group::Signalling => "signalling (beliefs, audiences, red lines, alliances, demands)",
            Group::Fighting => "fighting (air power, combat, losses, fronts)",
            Group::Diplomacy => "diplomacy (meetings, ceasefires, settlements, sanctions)",
            Group::Regimes => "cohesion of the regime's army",
        }
    }

    /// Its word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Group::Decisions => "decisions",
            Group::Signalling => "signalling",
            Group::Fighting => "fighting",
            Group::Diplomacy => "diplomacy",
            Group::Regimes => "regimes",
        }
    }

    /// Whether a model has anything of the group.
    pub fn is_used(self, model: &Model) -> bool {
        match self {
            Group::Decisions => !model.choosers.is_empty() || !model.patrons.is_empty(),
            Group::Signalling => !model.beliefs.is_empty(),
            Group::Fighting => !model.campaigns.is_empty() || !model.accidents.is_empty(),
            Group::Diplomacy => {
                !model.ceasefires.is_empty()
                    || !model.meetings.is_empty()
                    || !model.settlements.is_empty()
                    || !model.sanctions.is_empty()
                    || !model.trends.is_empty()
            }
            Group::Regimes => !model.regimes.is_empty(),
        }
    }
}

impl<R: Real> World<'_, R> {
    /// Takes over the state of a group from another history: of the same replicates, at the same stage of the same day, of
    /// a model with the same entities.
    pub fn take_over(&mut self, group: Group, from: &World<'_, R>) {
        match group {
            Group::Decisions => {
                self.choice = from.choice.clone();
                self.patron = from.patron.clone();
                self.posture = from.posture.clone();
            }
            Group::Signalling => {
                self.audience = from.audience.clone();
                self.belief = from.belief.clone();
                self.ultimatum = from.ultimatum.clone();
                self.red_line = from.red_line.clone();
                self.signal = from.signal.clone();
                self.alliance = from.alliance.clone();
                self.demand = from.demand.clone();
            }
            Group::Fighting => {
                self.support = from.support.clone();
                self.combat = from.combat.clone();
                self.incident = from.incident.clone();
                self.accident = from.accident.clone();
                self.attrition = from.attrition.clone();
                self.fronts = from.fronts.clone();
            }
            Group::Diplomacy => {
                self.meeting = from.meeting.clone();
                self.ceasefire = from.ceasefire.clone();
                self.trend = from.trend.clone();
                self.settlement = from.settlement.clone();
                self.sanction = from.sanction.clone();
            }
            Group::Regimes => self.regime = from.regime.clone(),
        }
    }
}
