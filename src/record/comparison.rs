//! What a comparison of two sides leaves: the differences, and why.

use serde::{Deserialize, Serialize};

use crate::quantity::Date;
use crate::record::{Estimate, EventInfo, OutcomeInfo, Provenance, number};

/// A value that a change sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedValue {
    /// Dotted path.
    pub path: String,
    /// As side A writes it; absent where it does not.
    pub from: Option<String>,
    /// As side B writes it; absent where it does not.
    pub to: Option<String>,
}

/// Something by which side B differs from side A, made as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparisonChange {
    /// `lever.ID`, a dotted path, or a table.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// What it sets.
    pub values: Vec<ChangedValue>,
}

/// Shares of the pairs in which an outcome goes each way on side B.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Directions {
    /// Higher than on side A.
    #[serde(with = "number")]
    pub higher: f64,
    /// Lower.
    #[serde(with = "number")]
    pub lower: f64,
    /// The same.
    #[serde(with = "number")]
    pub equal: f64,
}

/// How an outcome, or the answer to a question, differs between the sides. A day that never comes counts as the day after
/// the last one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeDifference {
    /// What it is; `question.ID` for a question.
    pub outcome: OutcomeInfo,
    /// Pairs in which both sides have a value.
    pub pairs: u64,
    /// Means of sides A and B.
    #[serde(with = "number")]
    pub means: [f64; 2],
    /// B less A, with its 95 % interval over paired replicates.
    pub difference: Estimate,
    /// Standard error of the difference.
    #[serde(with = "number")]
    pub standard_error: f64,
    /// Which way it goes in how many pairs.
    pub directions: Directions,
    /// Standard error that as many independent replicates of each side would leave.
    #[serde(with = "number")]
    pub independent_error: f64,
    /// How many times as many independent replicates the same precision would take; infinite where no pair differs, NaN
    /// where nothing varies at all.
    #[serde(with = "number")]
    pub gain: f64,
}

/// What first happened differently in some pairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartingCause {
    /// What differs: `actors.turkiye.level`.
    pub id: String,
    /// What happened, in words.
    pub label: String,
    /// Pairs that part by it.
    pub pairs: u64,
    /// Their share of the pairs that part.
    #[serde(with = "number")]
    pub share: f64,
    /// Day by which half of them have parted.
    #[serde(with = "number")]
    pub median_day: f64,
}

/// When and by what the two histories of a pair part: the first day on which anything countable (a rung, a zone's holder,
/// an agreement, an event, …) changes in one and not in the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parting {
    /// Pairs looked at.
    pub pairs: u64,
    /// Pairs that part.
    pub parted: u64,
    /// Pairs in which every outcome is the same.
    pub same_outcomes: u64,
    /// Day of parting, quantiles at 10, 25, 50, 75 and 90 % of the pairs that part.
    #[serde(with = "number")]
    pub days: [f64; 5],
    /// Pairs that part on each day.
    pub by_day: Vec<u64>,
    /// By what, the most frequent first.
    pub causes: Vec<PartingCause>,
}

/// How a decomposition was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecompositionMethod {
    /// Every combination of the parts was played.
    Exact,
    /// A sample of orders, each with its reverse, was played.
    SampledOrders,
}

/// A part of a decomposition: a change, or a group of mechanisms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Identifier.
    pub id: String,
    /// Name for people.
    pub label: String,
}

/// How much each part contributes to the difference of an outcome. The contributions add up to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contributions {
    /// Identifier of the outcome.
    pub outcome: String,
    /// The difference over the pairs of the decomposition.
    #[serde(with = "number")]
    pub difference: f64,
    /// By part, with 95 % intervals.
    pub parts: Vec<Estimate>,
}

/// A decomposition of the differences: Shapley values, the mean of what a part adds over all orders of the parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decomposition {
    /// How it was reached.
    pub method: DecompositionMethod,
    /// Orders looked at; all of them when exact.
    pub orders: u64,
    /// Pairs it rests on: the first ones of the comparison.
    pub pairs: u64,
    /// The parts.
    pub parts: Vec<Part>,
    /// A row for every outcome.
    pub outcomes: Vec<Contributions>,
}

/// The earlier link that most often comes before another one in the pairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Follows {
    /// Position of the earlier link in the chain.
    pub link: usize,
    /// Share of the pairs that differ here in which the earlier link had already come out differently.
    #[serde(with = "number")]
    pub share: f64,
    /// How many times as often this link differs where the earlier one does than where it does not.
    #[serde(with = "number")]
    pub lift: f64,
}

/// A dated link of the causal chain: an event whose first day differs in some pairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    /// The event.
    pub event: EventInfo,
    /// Weaker ones that differ in nearly the same pairs within days of it.
    pub together: Vec<EventInfo>,
    /// Share of the replicates of sides A and B in which it happens at all.
    #[serde(with = "number")]
    pub probabilities: [f64; 2],
    /// B less A, with the interval for paired shares.
    pub difference: Estimate,
    /// Share of the pairs in which its first day differs, or it happens on one side only.
    #[serde(with = "number")]
    pub differing: f64,
    /// Median of the day on which it first happens on either side, over the pairs that differ.
    #[serde(with = "number")]
    pub day: f64,
    /// Mean of B less A in days, over all pairs; never counts as the day after the last.
    pub delay: Estimate,
    /// Share of the headline outcome's difference that lies in the pairs that differ here: an account, not a cause.
    #[serde(with = "number")]
    pub carried: f64,
    /// The earlier link it most often follows.
    pub follows: Option<Follows>,
}

/// On which side of a pair something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StorySide {
    /// Side A alone.
    A,
    /// Side B alone.
    B,
    /// Both alike.
    Both,
}

/// Something told of a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryEntry {
    /// Date.
    pub date: Date,
    /// Where it happens.
    pub side: StorySide,
    /// What happens.
    pub text: String,
}

/// The two histories of one pair, side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairStory {
    /// The replicate: the parted one whose difference in the headline outcome is nearest the median.
    pub replicate: u64,
    /// Its difference in the headline outcome.
    #[serde(with = "number")]
    pub difference: f64,
    /// Its day of parting.
    pub day: u32,
    /// What happens from that day on.
    pub entries: Vec<StoryEntry>,
}

impl PairStory {
    /// Whether what an entry tells happens with one side alone: with the other, nothing happens on that day whose words are the
    /// same and only its numbers others.
    pub fn is_alone(&self, entry: &StoryEntry) -> bool {
        let words = |text: &str| text.replace(|letter: char| letter.is_ascii_digit() || ",.".contains(letter), "");
        let is_twin = |other: &StoryEntry| {
            other.side != entry.side && other.date == entry.date && words(&other.text) == words(&entry.text)
        };
        entry.side != StorySide::Both && !self.entries.iter().any(is_twin)
    }
}

/// Two sides compared over paired replicates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Identifier: a hash of all that the result depends on.
    pub id: String,
    /// What produced sides A and B.
    pub sides: [Provenance; 2],
    /// Date of day 0 of side A.
    pub start: Date,
    /// Days of side A.
    pub days: usize,
    /// Pairs of which one replicate failed; they are left out.
    pub failed: u64,
    /// What leads from A to B.
    pub changes: Vec<ComparisonChange>,
    /// Every outcome and question that both sides have.
    pub outcomes: Vec<OutcomeDifference>,
    /// Position of the headline outcome among them.
    pub headline: usize,
    /// When and by what histories part; absent where the sides' calendars differ.
    pub parting: Option<Parting>,
    /// What each change contributes.
    pub by_change: Option<Decomposition>,
    /// What flows through each group of mechanisms.
    pub by_mechanism: Option<Decomposition>,
    /// Events that differ, in the order in which they do.
    pub chain: Vec<ChainLink>,
    /// A typical pair.
    pub story: Option<PairStory>,
    /// What the reader must know.
    pub notes: Vec<String>,
}

impl Comparison {
    /// The headline outcome.
    pub fn headline(&self) -> Option<&OutcomeDifference> {
        self.outcomes.get(self.headline)
    }
}

impl Decomposition {
    /// The contributions to an outcome.
    pub fn of(&self, outcome: &str) -> Option<&Contributions> {
        self.outcomes.iter().find(|row| row.outcome == outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_in_numbers_alone_happens_with_both_sides() {
        let entry =
            |day, side, text: &str| StoryEntry { date: Date::new(2020, 1, day).unwrap(), side, text: text.into() };
        let entries = vec![
            entry(1, StorySide::A, "The town falls; 1,200 residents were still there."),
            entry(1, StorySide::B, "The town falls; 980 residents were still there."),
            entry(2, StorySide::A, "The bridge falls."),
            entry(3, StorySide::B, "The bridge falls."),
            entry(4, StorySide::Both, "It thaws."),
        ];
        let story = PairStory { replicate: 0, difference: 1.0, day: 0, entries };
        let alone: Vec<bool> = story.entries.iter().map(|entry| story.is_alone(entry)).collect();
        assert_eq!(alone, [false, false, true, true, false]);
    }
}
