//! What a run plays and what it watches: the compiled scenario.

use crate::expression;
use crate::model::{Model, Slot};
use crate::process::Mechanisms;
use crate::quantity::Date;
use crate::record::{EventInfo, Observation, OutcomeInfo, SeriesInfo};

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
