//! What a run plays and what it watches: the compiled scenario.

use crate::expression;
use crate::model::{GateId, Model, ShelterId, Slot, ZoneId};
use crate::process::Mechanisms;
use crate::quantity::Date;
use crate::record::{EventInfo, FlowInfo, Geography, Observation, OutcomeInfo, SeriesInfo};

/// A scenario, compiled: the model, and what to record of it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Title.
    pub title: String,
    /// Handling marking for charts, possibly empty.
    pub marking: String,
    /// The model.
    pub model: Model,
    /// Which parameters belong to which mechanism.
    pub mechanisms: Mechanisms,
    /// Daily series, in display order.
    pub series: Vec<Series>,
    /// Where it plays.
    pub geography: Geography,
    /// Who from where is in which place: recorded on the days of [`crate::record::FlowTable`], in its order.
    pub flows: Vec<Flow>,
    /// Outcomes, then questions as outcomes, in display order.
    pub outcomes: Vec<Outcome>,
    /// Questions; their outcomes are in `outcomes`.
    pub questions: Vec<Question>,
    /// Events whose first day is recorded.
    pub watches: Vec<Watch>,
    /// Figures from history.
    pub observations: Vec<Observation>,
}

/// A daily series to record.
#[derive(Clone, Debug)]
pub struct Series {
    /// What it is.
    pub info: SeriesInfo,
    /// What it reads.
    pub slot: Slot,
}

/// People of one place in another, to record.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    /// What it is.
    pub info: FlowInfo,
    /// Whom it counts.
    pub people: People,
}

/// Whom a flow counts.
#[derive(Clone, Copy, Debug)]
pub enum People {
    /// Displaced people of a home in a shelter.
    Sheltered(ZoneId, ShelterId),
    /// Migrants who came through a gate.
    ThroughGate(GateId),
}

/// An outcome to compute.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What it is.
    pub info: OutcomeInfo,
    /// Its expression.
    pub expression: expression::Outcome<Slot>,
}

/// A question to answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// Identifier.
    pub id: String,
    /// The statement.
    pub statement: String,
    /// Forecast origin.
    pub origin: Date,
    /// Last day that counts.
    pub horizon: Date,
    /// What happened, if known.
    pub resolved: Option<bool>,
    /// Base rate, if given.
    pub base_rate: Option<f64>,
    /// Whether the bottom line of a briefing begins with it.
    pub headline: bool,
    /// Position of its condition in [`Plan::outcomes`].
    pub outcome: usize,
}

/// An event whose first day is recorded: the first on which a variable reaches a threshold.
#[derive(Clone, Debug)]
pub struct Watch {
    /// What it is.
    pub info: EventInfo,
    /// What it reads.
    pub slot: Slot,
    /// At or above this it has happened.
    pub threshold: f64,
}
