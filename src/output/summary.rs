//! `summary.json`: what of an ensemble is not a table.

use serde::{Deserialize, Serialize};

use crate::quantity::Date;
use crate::record::{
    AgreementDays, Ensemble, EventSummary, FlowInfo, Geography, OutcomeInfo, OutcomeSummary, ParameterRow,
    QuestionAnswer, SampleHistory, SeriesInfo,
};

/// Content of `summary.json`.
#[derive(Serialize, Deserialize)]
pub(super) struct Summary {
    /// Date of day 0.
    pub(super) start: Date,
    /// Number of days of each series.
    pub(super) days: usize,
    /// The questions' answers.
    pub(super) questions: Vec<QuestionAnswer>,
    /// Summaries of the outcomes.
    pub(super) summaries: Vec<OutcomeSummary>,
    /// How often and when events happened.
    pub(super) events: Vec<EventSummary>,
    /// The series of `series.parquet`, in its order.
    pub(super) series: Vec<SeriesInfo>,
    /// Where it plays.
    #[serde(default)]
    pub(super) geography: Geography,
    /// The days of `flows.parquet`.
    #[serde(default)]
    pub(super) flow_days: Vec<usize>,
    /// Its flows, in its order.
    #[serde(default)]
    pub(super) flows: Vec<FlowInfo>,
    /// First replicate of `outcomes.parquet`.
    pub(super) first_replicate: u64,
    /// The columns of `outcomes.parquet` after `replicate`.
    pub(super) outcomes: Vec<OutcomeInfo>,
    /// When ceasefires were first declared, failed and took hold.
    #[serde(default)]
    pub(super) agreements: Vec<AgreementDays>,
    /// Histories of single replicates.
    #[serde(default)]
    pub(super) histories: Vec<SampleHistory>,
    /// Every quantity of the scenario as used.
    pub(super) parameters: Vec<ParameterRow>,
    /// Warnings of the load and the run.
    pub(super) warnings: Vec<String>,
}

impl Summary {
    /// What of an ensemble is not in a table.
    pub(super) fn of(ensemble: &Ensemble) -> Summary {
        Summary {
            start: ensemble.series.start,
            days: ensemble.series.days,
            questions: ensemble.questions.clone(),
            summaries: ensemble.summaries.clone(),
            events: ensemble.events.clone(),
            series: ensemble.series.series.clone(),
            geography: ensemble.geography.clone(),
            flow_days: ensemble.flows.days.clone(),
            flows: ensemble.flows.flows.clone(),
            first_replicate: ensemble.outcomes.first_replicate,
            outcomes: ensemble.outcomes.outcomes.clone(),
            agreements: ensemble.agreements.clone(),
            histories: ensemble.histories.clone(),
            parameters: ensemble.parameters.clone(),
            warnings: ensemble.warnings.clone(),
        }
    }
}
