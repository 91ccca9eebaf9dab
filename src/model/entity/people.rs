//! People who live outside the fighting's reach: those who fled before day 0, and migrants behind a gate.

use crate::expression::Formula;
use crate::model::entity::Name;
use crate::model::parameter::Parameter;
use crate::model::table::{ActorId, ZoneId};
use crate::model::variable::Slot;

/// People who fled before day 0 and live outside the scenario's shelters.
#[derive(Clone, Debug)]
pub struct Exiles {
    /// How they are called.
    pub name: Name,
    /// Whether they live abroad.
    pub abroad: bool,
    /// Home zones with their shares of these people, which add up to 1.
    pub homes: Vec<(ZoneId, f64)>,
    /// Persons on day 0.
    pub stock: Parameter,
    /// Daily hazard of return to homes at full security.
    pub hazard: Parameter,
    /// Those of them who are ready to go at once.
    pub ready: Parameter,
    /// What readiness adds to that hazard.
    pub ready_hazard: Parameter,
    /// Factor on the hazard.
    pub push: Option<Formula<Slot>>,
    /// Days over which the hazard builds up once homes are open; at once when absent.
    pub fading_in: Option<Parameter>,
}

/// A border that one actor may open to migrants in order to press on another.
#[derive(Clone, Debug)]
pub struct Gate {
    /// How it is called.
    pub name: Name,
    /// Who opens it.
    pub holder: ActorId,
    /// Against whom.
    pub target: ActorId,
    /// Where the migrants live: its residents are those who are willing to go.
    pub from: ZoneId,
    /// Where they arrive.
    pub to: ZoneId,
    /// When its holder may open it.
    pub when: Formula<Slot>,
    /// Daily hazard of that while the condition holds.
    pub hazard: Parameter,
    /// When it is closed again; never when absent.
    pub closes_when: Option<Formula<Slot>>,
    /// Whether it is open on day 0.
    pub opened: bool,
}
