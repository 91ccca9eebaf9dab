//! Every result type: what an ensemble leaves behind, and what charts, tables and briefings read.
//!
//! Nothing here computes: the engine and the ensemble fill these types, `output` writes and reads them, charts draw them.

mod agreement;
mod comparison;
mod data;
mod discovery;
mod geography;
mod history;
mod number;
pub mod quantile;
mod score;
mod sensitivity;
mod series;
mod sweep;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::quantity::Date;

pub use agreement::{AgreementDays, DailyHazard};
pub use comparison::{
    ChainLink, ChangedValue, Comparison, ComparisonChange, Contributions, Decomposition, DecompositionMethod,
    Directions, Follows, OutcomeDifference, PairStory, Part, Parting, PartingCause, StoryEntry, StorySide,
};
pub use data::{Data, DataColumn, Variable};
pub use discovery::{
    DiscoveredBox, DiscoveredTree, Discovery, DiscoveryInput, DiscoveryReport, DiscoverySettings, DiscoveryTarget,
    HeldOut, PrunedTree, Restriction, RestrictionTest, SampledRows, TrajectoryPoint, TreeLeaf,
};
pub use geography::{Boundaries, FLOW_INTERVAL, FlowInfo, FlowKind, FlowTable, Geography, Passage, Place};
pub use history::{HistoryEntry, HistoryKind, SampleHistory, WORSE_WHEN_MORE};
pub use quantile::BAND_PROBABILITIES;
pub use score::{
    Baseline, COVERED, Calibration, Estimate, MurphyDecomposition, ObservationScore, QuestionMeans, QuestionScore,
    RANK_BINS, ReliabilityRow, ScenarioScore, ScoreReport, SeriesScore, SkillScore, UseCalibration,
};
pub use sensitivity::{
    ChanceShares, ElementaryEffects, GivenData, GivenFactor, OutcomeSensitivity, Pawn, RankedFactor, Ranking,
    Regression, Screening, SensitivityReport, SobolIndex, SobolIndices, SobolPair, VarianceShare,
};
pub use series::{Band, SeriesInfo, SeriesKind, SeriesTable};
pub use sweep::{DesignKind, PointFailure, PointState, Sweep, SweepFactor};

/// Whether an outcome is a number or a yes/no condition (stored as 1 or 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// A real number.
    Number,
    /// 1 when the condition held, 0 when not.
    Condition,
}

/// What a column of the outcome table is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeInfo {
    /// Identifier, the column's name: `displaced_5_march`, or `question.ID` for a question.
    pub id: String,
    /// Name for charts and tables.
    pub label: String,
    /// Unit.
    pub unit: String,
    /// Number or condition.
    pub kind: OutcomeKind,
    /// Shown in the terminal's summary.
    pub headline: bool,
}

impl OutcomeInfo {
    /// Whether it is the condition of a question.
    pub fn is_question(&self) -> bool {
        self.id.starts_with("question.")
    }

    /// Whether it is what summaries tell first: a headline outcome or a question.
    pub fn is_told(&self) -> bool {
        self.headline || self.is_question()
    }
}

/// One value per replicate for every outcome, in replicate order.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeTable {
    /// Identifier of the first replicate.
    pub first_replicate: u64,
    /// The columns.
    pub outcomes: Vec<OutcomeInfo>,
    /// `columns[outcome][replicate]`; all of one length.
    pub columns: Vec<Vec<f64>>,
}

impl OutcomeTable {
    /// The column with this identifier.
    pub fn get(&self, id: &str) -> Option<(&OutcomeInfo, &[f64])> {
        let index = self.outcomes.iter().position(|info| info.id == id)?;
        Some((&self.outcomes[index], &self.columns[index]))
    }
}

/// A kind of dated occurrence that a replicate can have: a capture, a decision, a deal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventInfo {
    /// Identifier: `zones.saraqib.captured`.
    pub id: String,
    /// Name for charts and stories.
    pub label: String,
}

/// The first time an event happened in a replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Replicate.
    pub replicate: u64,
    /// Index into the list of [`EventInfo`].
    pub event: u32,
    /// Day since the start.
    pub day: u32,
}

/// What an observation may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObservationUse {
    /// Was looked at while parameters were set.
    Calibrate,
    /// Was kept for checking.
    Validate,
}

impl ObservationUse {
    /// Every use with its word in the tables.
    pub const WORDS: [(&'static str, ObservationUse); 2] =
        [("calibrate", ObservationUse::Calibrate), ("validate", ObservationUse::Validate)];

    /// The use's word in the tables.
    pub fn word(self) -> &'static str {
        ObservationUse::WORDS[self as usize].0
    }
}

/// A dated figure from history to hold against a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Path of the series it observes: `displacement.cumulative`.
    pub series: String,
    /// End of this day.
    pub date: Date,
    /// The figure.
    pub value: f64,
    /// Lower end of its range.
    pub low: f64,
    /// Upper end of its range.
    pub high: f64,
    /// What it may be used for.
    pub purpose: ObservationUse,
    /// Status word of the figure.
    pub status: String,
    /// Short citation.
    pub source: String,
}

/// A question's answer within the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionAnswer {
    /// Identifier.
    pub id: String,
    /// The statement to be judged true or false.
    pub statement: String,
    /// Forecast origin.
    pub origin: Date,
    /// Whether that is another day than the scenario's origin, so that the answer rests on what was known on another day.
    #[serde(default)]
    pub other_origin: bool,
    /// Last day that counts.
    pub horizon: Date,
    /// Share of replicates in which it came true.
    #[serde(with = "number")]
    pub probability: f64,
    /// Monte Carlo standard error of `probability`.
    #[serde(with = "number")]
    pub standard_error: f64,
    /// 95 % Wilson interval of the Monte Carlo estimate.
    #[serde(with = "number")]
    pub interval: [f64; 2],
    /// A base rate to stand beside it, if the scenario gives one.
    #[serde(with = "number")]
    pub base_rate: Option<f64>,
    /// Whether the bottom line of a briefing begins with it.
    #[serde(default)]
    pub headline: bool,
    /// What happened, if known.
    pub resolved: Option<bool>,
}

/// Summary of a numeric outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeSummary {
    /// The outcome.
    pub outcome: OutcomeInfo,
    /// Mean over replicates.
    #[serde(with = "number")]
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    #[serde(with = "number")]
    pub standard_error: f64,
    /// Quantiles at [`BAND_PROBABILITIES`]; infinite when the outcome never happened in that share.
    #[serde(with = "number")]
    pub quantiles: [f64; 9],
    /// Least and greatest value.
    #[serde(with = "number")]
    pub range: [f64; 2],
}

/// How often and when an event first happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventSummary {
    /// The event.
    pub event: EventInfo,
    /// Share of replicates in which it happened at all.
    #[serde(with = "number")]
    pub probability: f64,
    /// Monte Carlo standard error of `probability`.
    #[serde(with = "number")]
    pub standard_error: f64,
    /// First day, quantiles at 10, 25, 50, 75 and 90 % of those replicates in which it happened.
    #[serde(with = "number")]
    pub days: [f64; 5],
}

/// One quantity of the scenario as used, for the parameter table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterRow {
    /// Dotted path.
    pub path: String,
    /// Central value.
    #[serde(with = "number")]
    pub value: f64,
    /// `fixed`, `normal`, `log-normal`, ….
    pub distribution: String,
    /// Lower and upper number of the distribution, equal to the value when fixed.
    #[serde(with = "number")]
    pub range: [f64; 2],
    /// Unit.
    pub unit: String,
    /// Status word.
    pub status: String,
    /// Source or citation.
    pub source: String,
}

/// What produced a run: everything needed to say whether two runs should agree, and to repeat one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// Scenario identifier (file stem).
    pub scenario: String,
    /// Scenario title.
    pub title: String,
    /// BLAKE3 of the scenario's files, levers and overrides, hexadecimal.
    pub scenario_hash: String,
    /// The option that held for each lever, by identifiers.
    #[serde(default)]
    pub levers: BTreeMap<String, String>,
    /// Overrides given with `--set`, in order.
    pub overrides: Vec<String>,
    /// Seed.
    pub seed: u64,
    /// Replicates asked for.
    pub replicates: u64,
    /// Replicates that failed.
    pub failed: u64,
    /// Flashpoint's version.
    pub version: String,
    /// Git commit it was built from, with `-dirty` where it was.
    pub commit: String,
    /// Short identifier of the run: a hash of the fields above.
    pub run_id: String,
    /// Handling marking to print on every chart, possibly empty.
    pub marking: String,
}

impl Provenance {
    /// Replicates that did not fail: those that every share is of.
    pub fn usable(&self) -> u64 {
        self.replicates.saturating_sub(self.failed)
    }
}

/// A whole run, as charts and summaries read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble {
    /// What produced it.
    pub provenance: Provenance,
    /// Daily bands.
    pub series: SeriesTable,
    /// Where it plays.
    pub geography: Geography,
    /// Who is where, on some days.
    pub flows: FlowTable,
    /// One row per replicate.
    pub outcomes: OutcomeTable,
    /// First occurrences.
    pub events: Vec<EventSummary>,
    /// Figures from history.
    pub observations: Vec<Observation>,
    /// The questions' answers.
    pub questions: Vec<QuestionAnswer>,
    /// Summaries of the outcomes.
    pub summaries: Vec<OutcomeSummary>,
    /// When ceasefires were first declared, failed and took hold.
    pub agreements: Vec<AgreementDays>,
    /// A typical history and one of either end.
    pub histories: Vec<SampleHistory>,
    /// Every quantity.
    pub parameters: Vec<ParameterRow>,
    /// Warnings of the load and the run.
    pub warnings: Vec<String>,
}
