//! Option A against option B, the difference first.

use crate::briefing::figures::Figures;
use crate::briefing::sentence::{closed, number, percent};
use crate::briefing::{History, Section};
use crate::chart::number::{Style, prose_range};
use crate::record::{Comparison, OutcomeDifference, OutcomeKind, PairStory, StorySide};
use crate::wording::joined;

/// Outcomes beside the headline's whose difference is put into words.
const MOST_OTHERS: usize = 5;

/// The section.
pub(super) fn section(comparison: &Comparison, figures: &mut Figures) -> Option<Section> {
    let mut section = Section::new("difference", "The difference between the options");
    section.sentences.push(options(comparison));
    section.sentences.extend(comparison.headline().map(sentence));
    section.sentences.extend(others(comparison).into_iter().take(MOST_OTHERS).map(sentence));
    section.points = comparison.notes.clone();
    section.figures = figures.take_all();
    section.histories.extend(comparison.story.as_ref().map(|told| story(told, comparison.headline())));
    section.unless_empty()
}

/// The levers and overrides of B that A does not have; where there are none, what changes.
fn chosen(comparison: &Comparison) -> Vec<String> {
    let [a, b] = &comparison.sides;
    let levers = b.levers.iter().filter(|(lever, option)| a.levers.get(*lever) != Some(option));
    let levers = levers.map(|(lever, option)| format!("{lever}={option}"));
    let overrides = b.overrides.iter().filter(|text| !a.overrides.contains(text)).cloned();
    let chosen: Vec<String> = levers.chain(overrides).collect();
    let changes = || comparison.changes.iter().map(|change| change.label.clone()).collect();
    if chosen.is_empty() { changes() } else { chosen }
}

/// What A and B are.
fn options(comparison: &Comparison) -> String {
    let changes = chosen(comparison);
    format!(
        "Option A is “{}” as it stands; option B has {}. Both meet the same {} draws of chance, so that what differs is \
         the change’s doing.",
        comparison.sides[0].title,
        if changes.is_empty() { "nothing".into() } else { joined(&changes, "and") },
        crate::chart::number::grouped(comparison.sides[0].replicates as f64)
    )
}

/// Outcomes and questions beside the headline's that differ by more than chance could make, those first that differ most for
/// the error of their estimate: what a choice costs as well as what it gains.
fn others(comparison: &Comparison) -> Vec<&OutcomeDifference> {
    let headline = comparison.headline();
    let is_other =
        |row: &&OutcomeDifference| row.outcome.is_told() && row.difference.is_clear() && Some(*row) != headline;
    let mut others: Vec<&OutcomeDifference> = comparison.outcomes.iter().filter(is_other).collect();
    let clarity = |row: &OutcomeDifference| {
        let [low, high] = row.difference.interval;
        row.difference.value.abs() / (high - low).max(f64::MIN_POSITIVE)
    };
    others.sort_by(|one, other| clarity(other).total_cmp(&clarity(one)));
    others
}

/// What option B is, what it makes of the headline outcome, and what else it changes most clearly.
pub(super) fn bottom_line(comparison: &Comparison) -> Option<String> {
    let headline = comparison.headline()?;
    let mut told = format!("Option B is {}. {}", joined(&chosen(comparison), "and"), sentence(headline));
    if let Some(other) = others(comparison).first() {
        told += &format!(" {}", sentence(other));
    }
    Some(told)
}

/// The difference in one outcome.
pub(super) fn sentence(row: &OutcomeDifference) -> String {
    let style = match row.outcome.kind {
        OutcomeKind::Condition => Style::Percent,
        OutcomeKind::Number => Style::of_unit(&row.outcome.unit),
    };
    let amount = |value: f64| crate::chart::number::prose(value.abs(), style);
    let [low, high] = row.difference.interval;
    let label = row.outcome.label.trim_end_matches('.');
    let of = if row.outcome.kind == OutcomeKind::Condition { "the share of runs" } else { "the mean" };
    let direction = if row.difference.value < 0.0 { "lower" } else { "higher" };
    let sureness = if row.difference.is_clear() { "" } else { ", which chance alone could make" };
    let points = if style == Style::Percent { " (percentage points)" } else { "" };
    closed(&format!(
        "“{label}”: with option B {of} is {} {direction}{points}, 95\u{2009}% interval {}{sureness}; it is higher in {} and \
         lower in {} of the pairs",
        amount(row.difference.value),
        prose_range(low, high, style),
        percent(row.directions.higher),
        percent(row.directions.lower)
    ))
}

/// Lines of a pair that are told.
const MOST_LINES: usize = 40;

/// A typical pair, side by side.
fn story(story: &PairStory, headline: Option<&OutcomeDifference>) -> History {
    let lines = story.entries.iter().take(MOST_LINES).map(|entry| {
        let side = match entry.side {
            StorySide::A if story.is_alone(entry) => "Only with A: ",
            StorySide::A => "With A: ",
            StorySide::B if story.is_alone(entry) => "Only with B: ",
            StorySide::B => "With B: ",
            StorySide::Both => "",
        };
        (entry.date, format!("{side}{}", entry.text))
    });
    let by = headline.map_or_else(String::new, |row| {
        let amount = number(story.difference, &row.outcome.unit);
        format!("; “{}” differs by {amount}", row.outcome.label.trim_end_matches('.'))
    });
    let lead = format!(
        "Pair {}, from the day on which its histories part{by}. The first {} of {} lines; the others are in the \
         comparison’s table of its story.",
        story.replicate,
        story.entries.len().min(MOST_LINES),
        story.entries.len()
    );
    History::new("A typical pair of runs", lead, lines)
}
