//! What scoring leaves: how an ensemble's answers fared against what happened.

use serde::{Deserialize, Serialize};

use crate::quantity::Date;
use crate::record::quantile::{MIDDLE_50, MIDDLE_80, MIDDLE_95};
use crate::record::{ObservationUse, Provenance, number};

/// Central intervals whose coverage is counted: the positions of their ends in [`crate::record::BAND_PROBABILITIES`].
pub const COVERED: [(f64, [usize; 2]); 3] = [(0.50, MIDDLE_50), (0.80, MIDDLE_80), (0.95, MIDDLE_95)];

/// Bins of a rank histogram.
pub const RANK_BINS: usize = 10;

/// What a mean score is known within.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean, or the skill of two means; NaN when there is nothing to take it of.
    #[serde(with = "number")]
    pub value: f64,
    /// 95 % interval by block bootstrap; NaN where there is too little to resample.
    #[serde(with = "number")]
    pub interval: [f64; 2],
}

impl Estimate {
    /// Whether the interval leaves out zero: the estimate is more than chance could make.
    pub fn is_clear(&self) -> bool {
        self.interval[0] > 0.0 || self.interval[1] < 0.0
    }
}

/// A resolved question and how its answer fared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionScore {
    /// Identifier.
    pub id: String,
    /// The statement.
    pub statement: String,
    /// Last day that counts.
    pub horizon: Date,
    /// Share of replicates in which it came true.
    #[serde(with = "number")]
    pub probability: f64,
    /// Monte Carlo standard error of `probability`.
    #[serde(with = "number")]
    pub standard_error: f64,
    /// What happened.
    pub happened: bool,
    /// Brier score.
    #[serde(with = "number")]
    pub brier: f64,
    /// Logarithmic score in nats; the probability is held within 1/(2M) of 0 and 1.
    #[serde(with = "number")]
    pub log_score: f64,
    /// The answer to beat: the question's base rate, else one half.
    #[serde(with = "number")]
    pub base_rate: f64,
    /// Whether the question gives that base rate.
    pub base_rate_given: bool,
    /// Brier score of the base rate.
    #[serde(with = "number")]
    pub base_rate_brier: f64,
}

/// Mean scores of questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionMeans {
    /// Questions.
    pub questions: usize,
    /// Blocks that the bootstrap resamples.
    pub blocks: usize,
    /// What a block is: `questions` or `scenarios`.
    pub block: String,
    /// Mean Brier score.
    pub brier: Estimate,
    /// Mean logarithmic score.
    pub log_score: Estimate,
    /// Mean Brier score of the base rates.
    pub base_rate_brier: Estimate,
    /// Skill: 1 − mean Brier / mean Brier of the base rates.
    pub skill: Estimate,
}

/// One bin of forecast probabilities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityRow {
    /// Least and greatest probability of the bin.
    pub range: [f64; 2],
    /// Questions in it.
    pub questions: u64,
    /// Their mean probability.
    #[serde(with = "number")]
    pub forecast: f64,
    /// Share of them that came true.
    #[serde(with = "number")]
    pub observed: f64,
}

/// Murphy's decomposition of the mean Brier score of pooled questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MurphyDecomposition {
    /// Reliability; less is better.
    #[serde(with = "number")]
    pub reliability: f64,
    /// Resolution; more is better.
    #[serde(with = "number")]
    pub resolution: f64,
    /// Uncertainty of what happened.
    #[serde(with = "number")]
    pub uncertainty: f64,
    /// What is lost because forecasts within a bin differ.
    #[serde(with = "number")]
    pub within_bins: f64,
    /// The bins.
    pub bins: Vec<ReliabilityRow>,
}

/// A forecast without a model, to be beaten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// The last figure observed before the origin stays; none, in a cumulative series: zero.
    Persistence,
    /// The straight line through the observations of the fortnight before the origin goes on.
    Extrapolation,
    /// The series stays at its median in the model at the end of the origin's day.
    NoEscalation,
}

impl Baseline {
    /// Every baseline with its word in the tables and its name for people.
    pub const ALL: [(&'static str, &'static str, Baseline); 3] = [
        ("persistence", "persistence", Baseline::Persistence),
        ("extrapolation", "extrapolation", Baseline::Extrapolation),
        ("no_escalation", "no escalation", Baseline::NoEscalation),
    ];

    /// The word in the tables.
    pub fn word(self) -> &'static str {
        Baseline::ALL[self as usize].0
    }

    /// The name for people.
    pub fn label(self) -> &'static str {
        Baseline::ALL[self as usize].1
    }
}

/// A figure from history on or after the origin, and where the ensemble had it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObservationScore {
    /// Path of the series.
    pub series: String,
    /// End of this day.
    pub date: Date,
    /// The figure.
    pub value: f64,
    /// What it may be used for.
    pub purpose: ObservationUse,
    /// Quantiles of the ensemble at [`crate::record::BAND_PROBABILITIES`].
    #[serde(with = "number")]
    pub quantiles: [f64; 9],
    /// Fair CRPS, in the series' unit.
    #[serde(with = "number")]
    pub crps: f64,
    /// Fair CRPS on ln(1 + x); NaN where a value is −1 or less.
    #[serde(with = "number")]
    pub log_crps: f64,
    /// Randomised probability integral transform.
    #[serde(with = "number")]
    pub pit: f64,
    /// What each of [`Baseline::ALL`] says; NaN where it says nothing.
    #[serde(with = "number")]
    pub baselines: [f64; 3],
}

/// Skill against one baseline, a deterministic forecast whose CRPS is its absolute error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SkillScore {
    /// The baseline.
    pub baseline: Baseline,
    /// Its mean absolute error; NaN when it says nothing.
    #[serde(with = "number")]
    pub error: f64,
    /// The same on ln(1 + x).
    #[serde(with = "number")]
    pub log_error: f64,
    /// 1 − CRPS / error.
    pub skill: Estimate,
    /// The same on ln(1 + x).
    pub log_skill: Estimate,
}

/// How often intervals held what was observed, and its ranks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Observations.
    pub observations: usize,
    /// Share of them within each interval of [`COVERED`]; NaN without any.
    #[serde(with = "number")]
    pub coverage: [f64; 3],
    /// Counts of randomised transforms in [`RANK_BINS`] equal bins.
    pub ranks: [u64; RANK_BINS],
}

/// An observed series: its observations of one use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesScore {
    /// Path of the series.
    pub series: String,
    /// Its name.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// What the observations may be used for.
    pub purpose: ObservationUse,
    /// Mean fair CRPS.
    #[serde(with = "number")]
    pub crps: f64,
    /// Mean fair CRPS on ln(1 + x).
    #[serde(with = "number")]
    pub log_crps: f64,
    /// Coverage and ranks.
    pub calibration: Calibration,
    /// Skill against each of [`Baseline::ALL`].
    pub skills: Vec<SkillScore>,
}

/// Observations of one use, of all series together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UseCalibration {
    /// What they may be used for.
    pub purpose: ObservationUse,
    /// Coverage and ranks.
    pub calibration: Calibration,
}

/// One scenario's scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioScore {
    /// What produced the ensemble; its run is that of `flashpoint run` with the same arguments.
    pub provenance: Provenance,
    /// Forecast origin.
    pub origin: Date,
    /// Resolved questions asked at the origin.
    pub questions: Vec<QuestionScore>,
    /// Questions that history has not answered.
    pub unresolved: usize,
    /// Identifiers of questions asked at another day than the origin, which are not scored.
    pub other_origins: Vec<String>,
    /// Means of the questions.
    pub means: QuestionMeans,
    /// Observed series, those to calibrate with apart from those to validate with.
    pub series: Vec<SeriesScore>,
    /// Coverage and ranks of all series, by use.
    pub calibrations: Vec<UseCalibration>,
    /// Every observation scored.
    pub observations: Vec<ObservationScore>,
}

/// Scores of one or several scenarios or origins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreReport {
    /// Short identifier: a hash of the runs scored.
    pub id: String,
    /// What must be read with it.
    pub notes: Vec<String>,
    /// Means of all questions.
    pub means: QuestionMeans,
    /// Decomposition of the mean Brier score of all questions.
    pub murphy: MurphyDecomposition,
    /// Coverage and ranks of all scenarios and series, by use.
    pub calibrations: Vec<UseCalibration>,
    /// The scenarios, in the order given.
    pub scenarios: Vec<ScenarioScore>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_baselines_agree_with_their_json() {
        for (word, _, baseline) in Baseline::ALL {
            assert_eq!(baseline.word(), word);
            assert_eq!(serde_json::to_string(&baseline).unwrap(), format!("\"{word}\""));
        }
    }
}
