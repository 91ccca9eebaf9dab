//! Trends, settlements and sanctions.

use crate::expression::Formula;
use crate::model::entity::{Name, Onset};
use crate::model::parameter::Parameter;
use crate::model::table::DyadId;
use crate::model::variable::Slot;

/// A figure that adjusts slowly.
#[derive(Clone, Debug)]
pub struct Trend {
    /// How it is called.
    pub name: Name,
    /// Value on day 0.
    pub start: Parameter,
    /// Where it tends.
    pub towards: Formula<Slot>,
    /// Time in which it covers 1 − 1/e of the way, days.
    pub time: Parameter,
    /// When it moves; always when absent.
    pub when: Option<Formula<Slot>>,
    /// Least and greatest value.
    pub bounds: [f64; 2],
}

/// A bargain with two ends.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// How it is called.
    pub name: Name,
    /// While it is bargained over.
    pub when: Formula<Slot>,
    /// Daily hazard of a deal.
    pub deal: Parameter,
    /// Factor on it.
    pub deal_factor: Option<Formula<Slot>>,
    /// Daily hazard of a walk-out.
    pub exit: Parameter,
    /// Factor on it.
    pub exit_factor: Option<Formula<Slot>>,
}

/// A sanction.
#[derive(Clone, Debug)]
pub struct Sanction {
    /// How it is called.
    pub name: Name,
    /// The sender over the target.
    pub dyad: DyadId,
    /// What makes the sender impose it.
    pub onset: Onset,
    /// Whether it is in force on day 0.
    pub imposed: bool,
    /// Daily hazard of compliance, before leverage.
    pub compliance: Parameter,
    /// Weight of the sender's leverage over the target.
    pub leverage_weight: Parameter,
    /// Cost to the target while in force.
    pub bite: Parameter,
    /// Cost to the sender while in force.
    pub self_cost: Parameter,
}
