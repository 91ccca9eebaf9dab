//! Histories of single replicates, to be told beside the distributions.

use serde::{Deserialize, Serialize};

use crate::quantity::Date;
use crate::record::{OutcomeInfo, number};

/// Units of what is the worse the more of it there is, the first the most telling.
pub const WORSE_WHEN_MORE: [&str; 2] = ["persons", "deaths"];

/// Which history it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HistoryKind {
    /// Near the median, and like most others in what comes true.
    Typical,
    /// In the middle of the tenth with the greatest values.
    HighestTenth,
    /// In the middle of the tenth with the least values.
    LowestTenth,
}

/// Something that happened in a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Date.
    pub date: Date,
    /// What happened, in a sentence.
    pub text: String,
}

/// The history of one replicate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SampleHistory {
    /// Which it is.
    pub kind: HistoryKind,
    /// Its replicate, as `flashpoint trace` tells it.
    pub replicate: u64,
    /// The outcome by which replicates were put in order.
    pub outcome: OutcomeInfo,
    /// Its value there.
    #[serde(with = "number")]
    pub value: f64,
    /// Share of the replicates with a lower value there, counting those with the same as half.
    #[serde(with = "number")]
    pub rank: f64,
    /// What happened, in order and in short.
    pub entries: Vec<HistoryEntry>,
}
