//! Actors, their choices, their troops and the frictions between them.

use crate::expression::Formula;
use crate::model::entity::Name;
use crate::model::parameter::Parameter;
use crate::model::table::{
    ActorId, AxisId, BeliefId, CampaignId, ChooserId, DyadId, ForceId, PatronId, SupportId, ZoneId,
};
use crate::model::variable::Slot;

/// Someone who takes part.
#[derive(Clone, Debug)]
pub struct Actor {
    /// How it is called.
    pub name: Name,
    /// Own deaths in thirty days that count as severe (D0).
    pub severe_deaths: Parameter,
    /// What it suffers besides its dead, in units of severe deaths.
    pub burden: Parameter,
    /// Deaths already counted on day 0.
    pub deaths: Parameter,
    /// Those of them killed in the thirty days before.
    pub recent_deaths: Option<Parameter>,
    /// Its choice, if it chooses.
    pub chooser: Option<ChooserId>,
}

/// What an actor wants from a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Gains by advancing.
    Attacker,
    /// Gains by stopping the advance.
    Protector,
}

/// How an actor chooses its rung.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// The actor.
    pub actor: ActorId,
    /// The campaign it decides about.
    pub campaign: CampaignId,
    /// What it wants from it.
    pub role: Role,
    /// Rung on day 0.
    pub start: usize,
    /// Lowest rung within its choice.
    pub lowest: usize,
    /// Highest rung within its choice.
    pub highest: usize,
    /// Stake, against 1 for a vital interest.
    pub stake: Parameter,
    /// Weight of expected own deaths.
    pub cost_sensitivity: Parameter,
    /// Pair (restrainer over this actor) whose balance of leverage restrains it.
    pub restrained_by: Option<DyadId>,
    /// Others' belief on day 0 that it is resolved.
    pub reputation: Parameter,
    /// Rung it is publicly committed to on day 0.
    pub committed: usize,
    /// Audience cost on day 0; the mechanism's default when absent.
    pub audience_cost: Option<Parameter>,
    /// Others' belief that it is resolved.
    pub belief: BeliefId,
    /// Its troops that deploy as it climbs the ladder.
    pub force: Option<ForceId>,
}

/// Which side a force fights on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// With the attacker.
    Attacker,
    /// With the defender.
    Defender,
    /// With the protector, as far as it is deployed and engaged.
    Protector,
}

/// Troops.
#[derive(Clone, Debug)]
pub struct Force {
    /// How it is called.
    pub name: Name,
    /// Whose they are.
    pub actor: ActorId,
    /// The campaign.
    pub campaign: CampaignId,
    /// Which side.
    pub side: Side,
    /// Zone whose garrison it is.
    pub zone: Option<ZoneId>,
    /// Axis on which alone it acts.
    pub axis: Option<AxisId>,
    /// Fighters who join it each day, if any do.
    pub arrivals: Option<Parameter>,
    /// Condition while which they do.
    pub arrives_when: Option<Formula<Slot>>,
    /// Strength on day 0, persons.
    pub strength: Parameter,
    /// Power of one of them against a standard soldier's.
    pub quality: Parameter,
    /// Weight of its strength in the division of its side's losses; 1 when absent.
    pub exposure: Option<Parameter>,
    /// Share of the gap to the ceiling made good each day.
    pub replacement: Parameter,
    /// Ceiling against the strength of day 0.
    pub ceiling: Parameter,
    /// Share deployed on day 0 (protectors).
    pub deployed: Parameter,
}

/// What a patron's support is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportKind {
    /// Air power behind the attacker.
    Air,
    /// Artillery, drones and intelligence behind the defender, by the patron's rung.
    Fires,
    /// By the patron's choice of posture.
    Posture,
}

/// A patron's support.
#[derive(Clone, Debug)]
pub struct Support {
    /// How it is called.
    pub name: Name,
    /// Who gives it.
    pub patron: ActorId,
    /// The campaign.
    pub campaign: CampaignId,
    /// What it is.
    pub kind: SupportKind,
    /// Which side it stands behind.
    pub side: Side,
    /// The choice of posture that it follows.
    pub by_patron: Option<PatronId>,
    /// Level on day 0.
    pub start: Parameter,
    /// Level while the client runs a sustained operation.
    pub operating: Parameter,
    /// Level otherwise.
    pub idle: Parameter,
    /// What full support adds to the client's power, as a share.
    pub power: Parameter,
    /// Share of its level that kills as air power does.
    pub lethality: Parameter,
    /// Choice before whose sustained operation the patron steps aside.
    pub yields_to: Option<ChooserId>,
    /// Share that remains then.
    pub yielded: Parameter,
}

/// Troops within reach of another actor's fires.
#[derive(Clone, Debug)]
pub struct Incident {
    /// How it is called.
    pub name: Name,
    /// Whose troops are at risk.
    pub victim: ActorId,
    /// The victim's choice.
    pub victim_choice: ChooserId,
    /// Whose fires reach them.
    pub shooter: ActorId,
    /// The shooter's choice, forced by a mass-casualty day.
    pub shooter_choice: Option<ChooserId>,
    /// The campaign whose intensity drives them.
    pub campaign: CampaignId,
    /// Lethal incidents a day at full deployment and intensity 1.
    pub rate: Parameter,
    /// Median deaths.
    pub median_deaths: Parameter,
    /// Standard deviation of the logarithm of the deaths.
    pub log_deviation: Parameter,
    /// Most deaths.
    pub most_deaths: Parameter,
}

/// Two powers whose forces may clash without either wanting it.
#[derive(Clone, Debug)]
pub struct Accident {
    /// How it is called.
    pub name: Name,
    /// The choice of the power that climbs the ladder.
    pub climber: ChooserId,
    /// The support in its way.
    pub support: SupportId,
    /// Probability that an accident becomes open war.
    pub war: Parameter,
}

/// A public demand with a date.
#[derive(Clone, Debug)]
pub struct Ultimatum {
    /// How it is called.
    pub name: Name,
    /// The issuer's choice.
    pub issuer: ChooserId,
    /// When it may be issued.
    pub when: Formula<Slot>,
    /// Daily hazard of being issued then.
    pub hazard: Parameter,
    /// Rung promised.
    pub promised: usize,
    /// For every day: the day of the deadline if it were issued then.
    pub deadlines: Vec<usize>,
    /// Its day, when it is out on day 0.
    pub deadline: Option<i64>,
}
