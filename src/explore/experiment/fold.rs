//! What the replicates of a point leave.

use crate::record::{OutcomeInfo, PointState};

/// A point that has been played.
#[derive(Clone, Debug, PartialEq)]
pub struct PointResult {
    /// Its number in the design.
    pub point: u64,
    /// The factors' values.
    pub inputs: Vec<f64>,
    /// What came of it.
    pub state: PointState,
    /// `values[outcome][replicate]` of the replicates played now, NaN where one failed; empty unless asked for.
    pub values: Vec<Vec<f64>>,
}

/// How a value of an outcome enters a mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// What an infinite value counts as.
    never: f64,
}

impl Entry {
    /// Days that never come count as the day after the last: the mean is the restricted mean over the scenario's days
    /// (Royston & Parmar 2013, *BMC Medical Research Methodology* 13, 152).
    pub fn of(outcome: &OutcomeInfo, days: usize) -> Entry {
        Entry { never: if outcome.unit == "days" { days as f64 } else { f64::INFINITY } }
    }

    /// What a value counts as.
    pub fn value(self, value: f64) -> f64 {
        if value == f64::INFINITY { self.never } else { value }
    }
}
