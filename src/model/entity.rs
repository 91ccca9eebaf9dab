//! What a scenario is made of, compiled: names for people, indices for the engine, parameters for what is uncertain.

use crate::expression::Formula;
use crate::model::ladder::RUNG_COUNT;
use crate::model::parameter::Parameter;
pub use crate::model::table::{
    AccidentId, AccordId, ActorId, AxisId, BorderId, CampaignId, CeasefireId, ChooserId, DyadId, EventId, ForceId,
    IncidentId, InstrumentId, MeetingId, ObserverId, ShelterId, SupportId, Table, TheatreId, UltimatumId, ZoneId,
};
use crate::model::variable::Slot;

/// How an entity is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Identifier in the file.
    pub id: String,
    /// Name for charts and stories.
    pub label: String,
    /// Position in the file, for display order.
    pub position: usize,
}

/// Someone who takes part.
#[derive(Clone, Debug)]
pub struct Actor {
    /// How it is called.
    pub name: Name,
    /// Own deaths in thirty days that count as severe (D0).
    pub severe_deaths: Parameter,
    /// Deaths already counted on day 0.
    pub deaths: Parameter,
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
    /// Its troops that deploy as it climbs the ladder.
    pub force: Option<ForceId>,
}

/// A part of the world that plays together.
#[derive(Clone, Debug)]
pub struct Theatre {
    /// How it is called.
    pub name: Name,
    /// Factor of weather and season on intensity.
    pub season: Parameter,
}

/// An offensive.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// How it is called.
    pub name: Name,
    /// Where it plays.
    pub theatre: TheatreId,
    /// Who advances.
    pub attacker: ActorId,
    /// The attacker's choice.
    pub attacker_choice: ChooserId,
    /// Who holds the ground.
    pub defender: ActorId,
    /// The protector's choice, if anyone protects the defender.
    pub protector_choice: Option<ChooserId>,
    /// Readiness on day 0.
    pub readiness: Parameter,
    /// Kilometres within the planning horizon that count as a full gain.
    pub full_gain: Parameter,
    /// Kilometres against which a rate of advance is felt as a threat.
    pub threat_depth: Parameter,
    /// Declared aim: kilometres by axis.
    pub aim: Vec<(AxisId, f64)>,
    /// Share of the stake that remains beyond the aim.
    pub stake_beyond_aim: Parameter,
    /// Divisions of effort, the last whose condition holds applies.
    pub phases: Vec<Phase>,
    /// Its axes.
    pub axes: Vec<AxisId>,
    /// The ceasefire that would end it.
    pub ceasefire: Option<CeasefireId>,
    /// Borders on which its displaced people press and whose host is the protector.
    pub borders: Vec<BorderId>,
    /// Observation posts on its axes.
    pub accords: Vec<AccordId>,
}

/// A division of effort.
#[derive(Clone, Debug)]
pub struct Phase {
    /// When it applies; always when absent.
    pub when: Option<Formula<Slot>>,
    /// Shares by axis, in the order of [`Campaign::axes`].
    pub effort: Vec<f64>,
}

/// An axis of advance.
#[derive(Clone, Debug)]
pub struct Axis {
    /// How it is called.
    pub name: Name,
    /// The campaign.
    pub campaign: CampaignId,
    /// Length in kilometres.
    pub length: f64,
    /// Kilometres taken on day 0.
    pub start: Parameter,
    /// Shelter given by another axis.
    pub behind: Option<Behind>,
    /// Zone that is counter-attacked from the flank once held.
    pub pivot: Option<ZoneId>,
    /// Kilometre of the pivot's town.
    pub pivot_town: f64,
    /// Kilometres of the garrisoned towns on it.
    pub garrisoned_towns: Vec<f64>,
}

/// Shelter given by an axis that must advance first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Behind {
    /// The other axis.
    pub axis: AxisId,
    /// Kilometre at which the shelter is gone.
    pub until: f64,
    /// Weight of its remaining kilometres.
    pub weight: f64,
    /// Kilometres added in any case.
    pub gap: f64,
}

/// Where a zone lies on an axis, in kilometres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The axis.
    pub axis: AxisId,
    /// Where the axis enters the zone.
    pub from: f64,
    /// Where it leaves it.
    pub to: f64,
    /// Where its town lies.
    pub town: f64,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Zone {
    /// How it is called.
    pub name: Name,
    /// Where it lies on an axis, if it is fought over.
    pub stretch: Option<Stretch>,
    /// Residents on day 0.
    pub residents: Parameter,
    /// Share of them who never leave.
    pub stayers: Parameter,
    /// Displaced people sheltered on day 0 from earlier times.
    pub hosted: Parameter,
    /// Its place among the shelters.
    pub shelter: Option<ShelterId>,
}

/// A place that shelters displaced people.
#[derive(Clone, Debug)]
pub struct Shelter {
    /// The zone.
    pub zone: ZoneId,
    /// Displaced people it holds before it is full; absent beyond a border, where nobody arrives by choice of place.
    pub capacity: Option<Parameter>,
    /// Distance from every zone in kilometres along the great circle.
    pub distance: Table<ZoneId, f64>,
}

/// A border.
#[derive(Clone, Debug)]
pub struct Border {
    /// How it is called.
    pub name: Name,
    /// Shelters whose people press against it.
    pub from: Vec<ShelterId>,
    /// Shelter beyond it.
    pub to: ShelterId,
    /// Who decides about it.
    pub host: ActorId,
    /// How far it is open, 0 to 1.
    pub open: Parameter,
    /// Daily hazard of crossing it closed.
    pub leak: Parameter,
    /// Displaced people waiting that count as pressure 1.
    pub full_pressure: Parameter,
    /// Pressure on day 0 from earlier displacement.
    pub pressure: Parameter,
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
    /// Strength on day 0, persons.
    pub strength: Parameter,
    /// Power of one of them against a standard soldier's.
    pub quality: Parameter,
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
    /// Level on day 0.
    pub start: Parameter,
    /// Level while the client runs a sustained operation.
    pub operating: Parameter,
    /// Level otherwise.
    pub idle: Parameter,
    /// What full support adds to the client's power, as a share.
    pub power: Parameter,
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
}

/// An agreement in force on day 0, with its observation posts.
#[derive(Clone, Debug)]
pub struct Accord {
    /// How it is called.
    pub name: Name,
    /// The campaign that overruns it.
    pub campaign: CampaignId,
    /// Posts: axis and kilometre.
    pub posts: Vec<(AxisId, f64)>,
}

/// A ceasefire that may come.
#[derive(Clone, Debug)]
pub struct Ceasefire {
    /// How it is called.
    pub name: Name,
    /// The campaign it would end.
    pub campaign: CampaignId,
    /// Meetings at which it may be concluded.
    pub meetings: Vec<MeetingId>,
    /// Enforcement on the ground once it holds.
    pub enforcement: Parameter,
}

/// Meetings of two leaders.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// How it is called.
    pub name: Name,
    /// Choices of the leaders who choose a rung.
    pub choosers: Vec<ChooserId>,
    /// Meetings on the calendar: (day known, day held), sorted by day held.
    pub scheduled: Vec<(i64, i64)>,
}

/// An instrument of leverage.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// How it is called.
    pub name: Name,
    /// The pair it works in.
    pub dyad: DyadId,
    /// Stake V.
    pub stake: Parameter,
    /// Share s.
    pub share: Parameter,
    /// Alternatives alt.
    pub alternatives: Parameter,
    /// Usability U.
    pub usability: Parameter,
    /// Factors on stake, share, alternatives and usability, in this order.
    pub factors: [Option<Formula<Slot>>; 4],
}

/// An ordered pair of actors.
#[derive(Clone, Debug)]
pub struct Dyad {
    /// Who holds the instruments.
    pub holder: ActorId,
    /// Over whom.
    pub target: ActorId,
    /// The opposite direction.
    pub reverse: DyadId,
    /// Common relative error of this direction's stakes, about 1.
    pub common_error: Parameter,
    /// Its instruments.
    pub instruments: Vec<InstrumentId>,
}

/// Somebody who reports a cumulative figure.
#[derive(Clone, Debug)]
pub struct Observer {
    /// How it is called.
    pub name: Name,
    /// The figure.
    pub of: Formula<Slot>,
    /// Its unit.
    pub unit: String,
    /// Share of the truth reported.
    pub share: Parameter,
    /// Mean delay in days.
    pub lag: Parameter,
}

/// What makes an event happen.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// A day; before day 0 never.
    Day(i64),
    /// A daily hazard.
    Hazard(Parameter),
    /// A condition.
    Condition(Formula<Slot>),
    /// A daily hazard that acts while a condition holds.
    HazardWhile(Parameter, Formula<Slot>),
}

/// How an effect changes a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// New value.
    Set(f64),
    /// Amount added.
    Add(f64),
    /// Factor.
    Scale(f64),
}

/// Something that happens.
#[derive(Clone, Debug)]
pub struct Event {
    /// How it is called.
    pub name: Name,
    /// What makes it happen.
    pub trigger: Trigger,
    /// Whether it can happen again.
    pub repeats: bool,
    /// What it changes.
    pub effects: Vec<(Parameter, Change)>,
}

/// A value for every rung of the ladder.
pub type Rungs<T> = [T; RUNG_COUNT];
