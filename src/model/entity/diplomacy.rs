//! Agreements, meetings, leverage, observers and events.

use crate::expression::Formula;
use crate::model::entity::Name;
use crate::model::parameter::Parameter;
use crate::model::table::{
    ActorId, AxisId, BeliefId, BorderId, CampaignId, CeasefireId, ChooserId, DemandId, DyadId, InstrumentId, MeetingId,
    ZoneId,
};
use crate::model::variable::Slot;

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
    /// Whether peacekeepers back it.
    pub peacekeepers: bool,
    /// Leverage of the mediators.
    pub mediation: Parameter,
    /// Whether it would be forced from outside.
    pub pressured: bool,
    /// Belief whose credibility keeps a limited victory limited.
    pub belief: Option<BeliefId>,
    /// Demands on patrons who press their client to fight on.
    pub spoilers: Vec<DemandId>,
    /// Zones handed over, and days after it took hold.
    pub handover: Vec<(ZoneId, f64)>,
    /// Truces that failed before day 0.
    pub failures: Parameter,
    /// Days for which it has been in force on day 0, if it is.
    pub durable_age: Option<f64>,
}

/// A meeting on the calendar.
#[derive(Clone, Copy, Debug)]
pub struct Scheduled {
    /// Day from which it is expected.
    pub known: i64,
    /// Day on which it is held.
    pub held: i64,
    /// Probability that it is, where that is not settled.
    pub probability: Option<Parameter>,
}

/// Meetings of two leaders.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// How it is called.
    pub name: Name,
    /// Choices of the leaders who choose a rung.
    pub choosers: Vec<ChooserId>,
    /// Days from a call to the meeting; by the mechanism's parameters when absent.
    pub notice: Option<Parameter>,
    /// Meetings on the calendar, sorted by day held.
    pub scheduled: Vec<Scheduled>,
    /// Ceasefires that may be concluded there.
    pub ceasefires: Vec<CeasefireId>,
    /// Borders whose host takes part.
    pub borders: Vec<BorderId>,
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
    /// Nothing: it lies in the past.
    Past,
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
    /// Factor on its hazard.
    pub factor: Option<Formula<Slot>>,
    /// Whether it happened before day 0.
    pub happened: bool,
    /// Whether it can happen again.
    pub repeats: bool,
    /// What it changes.
    pub effects: Vec<(Parameter, Change)>,
}
