//! A comparison for people: sentences first, then tables.

use std::path::Path;

use crate::cli::compare_chain;
use crate::cli::number::{grouped, plain};
use crate::cli::summary::{CAVEAT, table, wrapped};
use crate::diagnostic::visible;
use crate::record::{
    Comparison, Contributions, Decomposition, DecompositionMethod, Estimate, OutcomeDifference, OutcomeInfo,
    OutcomeKind, Provenance, StorySide,
};

/// Characters in a line.
const WIDTH: usize = 100;

/// Outcomes in the table.
const MOST_ROWS: usize = 30;

/// Entries of the typical pair.
const MOST_ENTRIES: usize = 14;

/// The whole summary.
pub(super) fn render(comparison: &Comparison, folder: &Path) -> String {
    let mut sections = vec![heading(comparison)];
    sections.extend(comparison.headline().map(|headline| lead(comparison, headline)));
    sections.push(outcomes(comparison));
    if comparison.parting.is_some() {
        sections.push(chain(comparison));
    }
    for (title, found) in [("By change", &comparison.by_change), ("By mechanism", &comparison.by_mechanism)] {
        sections.extend(found.as_ref().and_then(|found| decomposition(comparison, title, found)));
    }
    sections.extend(story(comparison));
    sections.push(closing(comparison, folder));
    sections.join("\n")
}

fn heading(comparison: &Comparison) -> String {
    let [a, b] = &comparison.sides;
    let marking = if a.marking.is_empty() { String::new() } else { format!("{}\n", visible(&a.marking)) };
    let title =
        if a.title == b.title { visible(&a.title) } else { format!("{} / {}", visible(&a.title), visible(&b.title)) };
    format!(
        "{marking}{title}\n{} pairs of replicates, seed {}, comparison {}\nA  {}\nB  {}\n",
        grouped(a.replicates.saturating_sub(comparison.failed) as f64),
        a.seed,
        comparison.id,
        side(a, b),
        side(b, a)
    )
}

/// What is particular to a side.
fn side(own: &Provenance, other: &Provenance) -> String {
    let levers = own.levers.iter().filter(|(lever, option)| other.levers.get(*lever) != Some(option));
    let mut parts: Vec<String> = levers.map(|(lever, option)| format!("{lever}={option}")).collect();
    parts.extend(own.overrides.iter().cloned());
    if own.scenario != other.scenario {
        parts.insert(0, own.scenario.clone());
    }
    if parts.is_empty() { format!("{} as it is", own.scenario) } else { visible(&parts.join(", ")) }
}

/// The headline in a sentence.
fn lead(comparison: &Comparison, headline: &OutcomeDifference) -> String {
    let [a, b] = headline.means.map(|mean| level(comparison, &headline.outcome, mean));
    let way = headline.directions;
    let text = format!(
        "{}: {b} in B, {a} in A, {}. It is lower in B in {} of the pairs, higher in {}, the same in {}.{}",
        visible(&headline.outcome.label),
        change_of(headline),
        percent_of(way.lower),
        percent_of(way.higher),
        percent_of(way.equal),
        precision(headline)
    );
    format!("{}\n", wrapped(&text, WIDTH, ""))
}

/// What pairing was worth.
fn precision(row: &OutcomeDifference) -> String {
    if row.gain.is_nan() || row.gain.is_infinite() {
        return String::new();
    }
    format!(" Independent runs would need {} times as many replicates for the same interval.", factor(row.gain))
}

/// A difference with its interval and unit.
pub(super) fn change_of(row: &OutcomeDifference) -> String {
    let [low, high] = row.difference.interval.map(|end| bare(&row.outcome, end));
    format!("a difference of {} [{low}, {high}]", amount(&row.outcome, row.difference.value))
}

/// A difference in the outcome's unit: percentage points of a condition, days of a date.
pub(super) fn amount(outcome: &OutcomeInfo, value: f64) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    match (outcome.kind, outcome.unit.as_str()) {
        _ if !value.is_finite() => "–".into(),
        (OutcomeKind::Condition, _) => signed(100.0 * value, 1) + " points",
        (_, "days") => signed(value, 1) + " days",
        _ => format!("{sign}{}", plain(value)),
    }
}

/// A number with its sign and some decimals; rounded to zero it has none.
fn signed(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    match () {
        () if is_zero => text,
        () if value < 0.0 => format!("−{text}"),
        () => format!("+{text}"),
    }
}

/// A mean: a share, a date, a number.
fn level(comparison: &Comparison, outcome: &OutcomeInfo, value: f64) -> String {
    match (outcome.kind, outcome.unit.as_str()) {
        _ if !value.is_finite() => plain(value),
        (OutcomeKind::Condition, _) => format!("{:.1} %", 100.0 * value),
        (_, "days") => format!("{} (day {value:.1})", date(comparison, value)),
        (_, "1" | "") => plain(value),
        (_, unit) => format!("{} {}", plain(value), visible(unit)),
    }
}

/// A share in whole percent; one that only rounds to none or all is said to be less or more.
pub(super) fn percent_of(share: f64) -> String {
    match share {
        _ if share.is_nan() => "–".into(),
        _ if share > 0.0 && share < 0.005 => "<1 %".into(),
        _ if share < 1.0 && share > 0.995 => ">99 %".into(),
        _ => format!("{:.0} %", 100.0 * share),
    }
}

/// The date of a day.
pub(super) fn date(comparison: &Comparison, day: f64) -> String {
    if day.is_finite() { comparison.start.plus_days(day.floor() as i64).long() } else { "never".into() }
}

/// How many times as many replicates.
fn factor(gain: f64) -> String {
    match gain {
        _ if gain.is_nan() => "–".into(),
        _ if gain.is_infinite() => "∞".into(),
        _ if gain < 10.0 => format!("{gain:.1}"),
        _ => grouped(gain),
    }
}

/// Every outcome that the scenario calls a headline, and every question, as far as they clearly differ.
fn outcomes(comparison: &Comparison) -> String {
    let mut table = table(&["Outcome or question", "A", "B", "B − A", "Lower, higher", "Gain"]);
    let any = comparison.outcomes.iter().any(|row| row.outcome.headline);
    let wanted = |row: &&OutcomeDifference| !any || row.outcome.is_told();
    let (clear, unclear): (Vec<&OutcomeDifference>, Vec<&OutcomeDifference>) =
        comparison.outcomes.iter().filter(wanted).partition(|row| row.difference.is_clear());
    for row in clear.iter().take(MOST_ROWS) {
        let way = row.directions;
        let mean = |value: f64| match (row.outcome.kind, row.outcome.unit.as_str()) {
            _ if !value.is_finite() => plain(value),
            (OutcomeKind::Condition, _) => format!("{:.1} %", 100.0 * value),
            (_, "days") => format!("day {value:.1}"),
            _ => plain(value),
        };
        table.add_row([
            visible(&row.outcome.label),
            mean(row.means[0]),
            mean(row.means[1]),
            format!("{} ± {}", bare(&row.outcome, row.difference.value), half_width(row)),
            format!("{}, {}", percent_of(way.lower), percent_of(way.higher)),
            factor(row.gain),
        ]);
    }
    let more = clear.len().saturating_sub(MOST_ROWS);
    let more = if more > 0 { format!("{more} more differ; see the table of outcomes. ") } else { String::new() };
    let unclear = match unclear.len() {
        0 => String::new(),
        count => format!("{count} others do not differ by more than chance could make. "),
    };
    let key = "± half the 95 % interval; conditions in percentage points, dates in days (one that never comes counts as the \
               day after the last); shares of pairs that are lower and higher in B; gain: how many times as many independent \
               replicates would give the same interval.";
    let body = if clear.is_empty() { String::new() } else { format!("{table}\n") };
    format!("{body}{}\n", wrapped(&format!("{more}{unclear}{key}"), WIDTH, ""))
}

/// Half the width of the interval; the wider half where they differ.
fn half_width(row: &OutcomeDifference) -> String {
    let [low, high] = row.difference.interval;
    let half = (high - row.difference.value).max(row.difference.value - low);
    bare(&row.outcome, half).trim_start_matches('+').into()
}

/// A difference without its unit.
fn bare(outcome: &OutcomeInfo, value: f64) -> String {
    match (outcome.kind, outcome.unit.as_str()) {
        _ if !value.is_finite() => "–".into(),
        (OutcomeKind::Condition, _) => signed(100.0 * value, 1),
        (_, "days") => signed(value, 1),
        _ => amount(outcome, value),
    }
}

fn chain(comparison: &Comparison) -> String {
    let links = compare_chain::links(comparison).into_iter().enumerate();
    let text: String =
        links.map(|(index, link)| format!("{:>2}. {}\n", index + 1, wrapped(&link, WIDTH - 4, "    "))).collect();
    let key = "“Because” is shown by switching that part alone; “goes with” is counted over the pairs and may have another \
               cause.";
    format!("How it comes about\n{text}{}\n", wrapped(key, WIDTH, ""))
}

/// What each part contributes to the headline outcome.
fn decomposition(comparison: &Comparison, title: &str, found: &Decomposition) -> Option<String> {
    let headline = comparison.headline()?;
    let row: &Contributions = found.of(&headline.outcome.id)?;
    let mut table = table(&[title, "Contribution [95 %]", "Share"]);
    for (part, estimate) in found.parts.iter().zip(&row.parts) {
        let Estimate { value, interval } = estimate;
        let [low, high] = interval.map(|end| bare(&headline.outcome, end));
        let share = value / row.difference;
        table.add_row([
            visible(&part.label),
            format!("{} [{low}, {high}]", bare(&headline.outcome, *value)),
            if share.is_finite() { format!("{} %", signed(100.0 * share, 0)) } else { "–".into() },
        ]);
    }
    let how = match found.method {
        DecompositionMethod::Exact => "all combinations played",
        DecompositionMethod::SampledOrders => "a sample of orders",
    };
    let sum = format!(
        "They add up to {}: Shapley values over {} pairs, {how}.",
        amount(&headline.outcome, row.difference),
        grouped(found.pairs as f64)
    );
    Some(format!("{table}\n{}\n", wrapped(&sum, WIDTH, "")))
}

/// The typical pair, as far as there is room.
fn story(comparison: &Comparison) -> Option<String> {
    let story = comparison.story.as_ref()?;
    let headline = comparison.headline()?;
    let mut text = format!(
        "A typical pair: replicate {}, parting on {}, {} in B\n",
        story.replicate,
        date(comparison, f64::from(story.day)),
        amount(&headline.outcome, story.difference)
    );
    let apart: Vec<_> = story.entries.iter().filter(|entry| entry.side != StorySide::Both).collect();
    for entry in apart.iter().take(MOST_ENTRIES) {
        let side = if entry.side == StorySide::A { "A" } else { "B" };
        let line = format!("{side}  {}  {}", entry.date.long(), visible(&entry.text));
        text.push_str(&format!("  {}\n", wrapped(&line, WIDTH - 2, "     ")));
    }
    let more = apart.len().saturating_sub(MOST_ENTRIES);
    if more > 0 {
        text.push_str(&format!("  … {more} more in the story's table\n"));
    }
    Some(text)
}

fn closing(comparison: &Comparison, folder: &Path) -> String {
    let notes: String = comparison
        .notes
        .iter()
        .map(|note| format!("Note: {}\n", wrapped(&visible(note), WIDTH - 6, "      ")))
        .collect();
    format!("{notes}Tables and charts: {}\n({CAVEAT})\n", folder.display())
}
