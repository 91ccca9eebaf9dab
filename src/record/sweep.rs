//! What a sweep leaves: a table of points, and what produced it.

use serde::{Deserialize, Serialize};

use crate::record::{Data, OutcomeInfo, Provenance, Variable, number};
use crate::statistics::Moments;

/// How the points of a sweep were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DesignKind {
    /// Every combination of levels.
    Grid,
    /// Each factor at its levels while all others are central; the first point is the centre.
    OneAtATime,
    /// An optimised Latin hypercube.
    LatinHypercube,
    /// A scrambled Sobol' sequence.
    Sobol,
    /// Independent draws from the distributions of the factors.
    MonteCarlo,
    /// Trajectories of elementary effects (Morris).
    Morris,
    /// Two samples and their mixtures (Saltelli), for Sobol' indices.
    Saltelli,
}

impl DesignKind {
    /// Every kind with its word.
    pub const WORDS: [(&'static str, DesignKind); 7] = [
        ("grid", DesignKind::Grid),
        ("one-at-a-time", DesignKind::OneAtATime),
        ("latin-hypercube", DesignKind::LatinHypercube),
        ("sobol", DesignKind::Sobol),
        ("monte-carlo", DesignKind::MonteCarlo),
        ("morris", DesignKind::Morris),
        ("saltelli", DesignKind::Saltelli),
    ];

    /// The kind's word in files and on the command line.
    pub fn word(self) -> &'static str {
        DesignKind::WORDS[self as usize].0
    }
}

/// A factor of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepFactor {
    /// What it is.
    pub variable: Variable,
    /// Its value when nothing is varied.
    #[serde(with = "number")]
    pub central: f64,
    /// The least and the greatest value looked at; for a distribution the ends of its central 80 %.
    #[serde(with = "number")]
    pub ends: [f64; 2],
}

/// What is known of a point: enough to go on with more replicates later and end in the same bits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PointState {
    /// Replicates played.
    pub replicates: u64,
    /// Those of them that failed.
    pub failed: u64,
    /// Why the first of them did.
    pub reason: Option<String>,
    /// Mean and spread of each outcome over the others.
    pub outcomes: Vec<Moments>,
}

impl PointState {
    /// A point of which nothing has been played.
    pub fn new(outcomes: usize) -> PointState {
        PointState { outcomes: vec![Moments::default(); outcomes], ..PointState::default() }
    }
}

/// A point without a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointFailure {
    /// Its number.
    pub point: u64,
    /// Replicates that failed; the point has no result at all when all did.
    pub replicates: u64,
    /// Why, one sentence.
    pub reason: String,
}

/// A sweep: what was asked for, and the table.
///
/// As JSON it is everything but the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sweep {
    /// What produced it; `replicates` is the number at each point.
    pub provenance: Provenance,
    /// How points were chosen.
    pub design: DesignKind,
    /// Whether every point met the same replicates (`common`) or others (`independent`).
    pub draws: String,
    /// Points asked for.
    pub points: u64,
    /// Points that have been played.
    pub done: u64,
    /// The factors, in the order of the table's inputs.
    pub factors: Vec<SweepFactor>,
    /// The outcomes, in the order of the table's outputs.
    pub outcomes: Vec<OutcomeInfo>,
    /// A row for every point that is done, in order of points; a failed point has NaN.
    #[serde(skip)]
    pub data: Data,
    /// Points where something failed.
    pub failures: Vec<PointFailure>,
}

/// Failed points that a sweep names.
const FAILURES_NAMED: usize = 20;

impl Sweep {
    /// Counts a point of its table, and what failed there.
    pub fn count(&mut self, point: u64, state: &PointState) {
        self.done += u64::from(state.replicates > 0);
        self.provenance.failed += state.failed;
        if state.failed > 0 && self.failures.len() < FAILURES_NAMED {
            let reason = state.reason.clone().unwrap_or_default();
            self.failures.push(PointFailure { point, replicates: state.failed, reason });
        }
    }
}
