//! Groups of mechanisms whose state can be taken over from another history of the same scenario: what would have happened
//! if, say, everybody had decided as there, and all else had gone its own way.
//!
//! People belong to no group: they are where displacement, returns and borders have put them, and taking over a part of
//! that would lose or double persons. Events, leverage and reports follow from the rest.

use crate::model::Model;
use crate::numeric::Real;
use crate::process::{STAGES, World};

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

/// The state of a mechanism that can be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Choice,
    Patron,
    Posture,
    Audience,
    Belief,
    Ultimatum,
    RedLine,
    Signal,
    Alliance,
    Demand,
    Support,
    Combat,
    Incident,
    Accident,
    Attrition,
    Fronts,
    Meeting,
    Ceasefire,
    Trend,
    Settlement,
    Sanction,
    Regime,
}

impl Kept {
    const ALL: [Kept; 22] = [
        Kept::Choice,
        Kept::Patron,
        Kept::Posture,
        Kept::Audience,
        Kept::Belief,
        Kept::Ultimatum,
        Kept::RedLine,
        Kept::Signal,
        Kept::Alliance,
        Kept::Demand,
        Kept::Support,
        Kept::Combat,
        Kept::Incident,
        Kept::Accident,
        Kept::Attrition,
        Kept::Fronts,
        Kept::Meeting,
        Kept::Ceasefire,
        Kept::Trend,
        Kept::Settlement,
        Kept::Sanction,
        Kept::Regime,
    ];

    fn group(self) -> Group {
        match self {
            Kept::Choice | Kept::Patron | Kept::Posture => Group::Decisions,
            Kept::Audience
            | Kept::Belief
            | Kept::Ultimatum
            | Kept::RedLine
            | Kept::Signal
            | Kept::Alliance
            | Kept::Demand => Group::Signalling,
            Kept::Support | Kept::Combat | Kept::Incident | Kept::Accident | Kept::Attrition | Kept::Fronts => {
                Group::Fighting
            }
            Kept::Meeting | Kept::Ceasefire | Kept::Trend | Kept::Settlement | Kept::Sanction => Group::Diplomacy,
            Kept::Regime => Group::Regimes,
        }
    }
}

/// What each stage of [`World::STAGES`] writes of the states that can be taken over: its own mechanism's, and those of others
/// that it acts on (deaths, beliefs, rungs under a truce, ground handed over, a regime's counts). A test holds this against
/// taking over everything after every stage.
const WRITES: [&[Kept]; STAGES] = [
    &[],                                            // event::step
    &[Kept::Meeting],                               // meeting::announce
    &[Kept::Posture],                               // posture::step
    &[Kept::Support],                               // support::step
    &[Kept::Fronts],                                // fronts::assess
    &[Kept::Choice],                                // choice::step
    &[Kept::Patron, Kept::Regime],                  // patron::step
    &[Kept::Ultimatum],                             // ultimatum::step
    &[Kept::Attrition],                             // attrition::open_day
    &[Kept::Belief],                                // belief::fade
    &[Kept::Alliance, Kept::Belief],                // alliance::step
    &[Kept::RedLine, Kept::Belief],                 // red_line::step
    &[Kept::Signal, Kept::Belief, Kept::Attrition], // signal::step
    &[Kept::Belief],                                // belief::step
    &[Kept::Demand],                                // demand::step
    &[Kept::Combat],                                // combat::step
    &[Kept::Incident, Kept::Attrition],             // incident::step
    &[Kept::Accident],                              // accident::step
    &[Kept::Attrition],                             // attrition::step
    &[Kept::Audience],                              // audience::step
    &[Kept::Fronts],                                // fronts::advance
    &[Kept::Regime, Kept::Fronts, Kept::Attrition], // regime::step
    &[Kept::Ceasefire, Kept::Choice, Kept::Fronts], // ceasefire::step
    &[Kept::Trend],                                 // trend::step
    &[Kept::Settlement],                            // settlement::step
    &[Kept::Sanction],                              // sanction::step
    &[Kept::Meeting],                               // meeting::step
    &[],                                            // displacement::step
    &[],                                            // returning::step
    &[],                                            // exiles::step
    &[],                                            // border::step
    &[Kept::Attrition],                             // attrition::close_day
    &[Kept::Support],                               // support::wear_cover
    &[],                                            // read::evening
    &[Kept::Belief],                                // belief::assess
    &[],                                            // leverage::step
    &[],                                            // observer::step
    &[],                                            // read::night
];

impl<R: Real> World<'_, R> {
    /// Takes over the whole state of a group from another history: of the same replicates, at the same stage of the same
    /// day, of a model with the same entities.
    pub fn take_over(&mut self, group: Group, from: &World<'_, R>) {
        for kept in Kept::ALL.into_iter().filter(|kept| kept.group() == group) {
            self.take(kept, from);
        }
    }

    /// Takes over what a stage that has just been played may have changed of a group.
    pub fn take_over_after(&mut self, stage: usize, group: Group, from: &World<'_, R>) {
        for kept in WRITES[stage].iter().filter(|kept| kept.group() == group) {
            self.take(*kept, from);
        }
    }

    fn take(&mut self, kept: Kept, from: &World<'_, R>) {
        match kept {
            Kept::Choice => self.choice.clone_from(&from.choice),
            Kept::Patron => self.patron.clone_from(&from.patron),
            Kept::Posture => self.posture.clone_from(&from.posture),
            Kept::Audience => self.audience.clone_from(&from.audience),
            Kept::Belief => self.belief.clone_from(&from.belief),
            Kept::Ultimatum => self.ultimatum.clone_from(&from.ultimatum),
            Kept::RedLine => self.red_line.clone_from(&from.red_line),
            Kept::Signal => self.signal.clone_from(&from.signal),
            Kept::Alliance => self.alliance.clone_from(&from.alliance),
            Kept::Demand => self.demand.clone_from(&from.demand),
            Kept::Support => self.support.clone_from(&from.support),
            Kept::Combat => self.combat.clone_from(&from.combat),
            Kept::Incident => self.incident.clone_from(&from.incident),
            Kept::Accident => self.accident.clone_from(&from.accident),
            Kept::Attrition => self.attrition.clone_from(&from.attrition),
            Kept::Fronts => self.fronts.clone_from(&from.fronts),
            Kept::Meeting => self.meeting.clone_from(&from.meeting),
            Kept::Ceasefire => self.ceasefire.clone_from(&from.ceasefire),
            Kept::Trend => self.trend.clone_from(&from.trend),
            Kept::Settlement => self.settlement.clone_from(&from.settlement),
            Kept::Sanction => self.sanction.clone_from(&from.sanction),
            Kept::Regime => self.regime.clone_from(&from.regime),
        }
    }
}
