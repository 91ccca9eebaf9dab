//! The causal chain of a comparison, in sentences.
//!
//! Two words are kept apart: *because* is said only of what was switched, the changes and the mechanisms that were held;
//! *goes with* of what is counted over pairs.

use crate::cli::compare_summary::{amount, change_of, date, percent_of};
use crate::diagnostic::visible;
use crate::record::{ChainLink, Comparison, Contributions, Decomposition, Follows, OutcomeDifference, Parting};

/// First partings that are named.
const NAMED: usize = 3;

/// Changes whose values are spelled out.
const SPELLED: usize = 4;

/// The links, one sentence or two each, in order.
pub(super) fn links(comparison: &Comparison) -> Vec<String> {
    let mut links = vec![changes(comparison)];
    links.extend(comparison.parting.as_ref().map(|parting| parting_link(comparison, parting)));
    links.extend(comparison.chain.iter().map(|link| event(comparison, link)));
    links.extend(comparison.headline().map(|headline| outcome(comparison, headline)));
    links
}

/// What B sets.
fn changes(comparison: &Comparison) -> String {
    let set = comparison.changes.iter().flat_map(|change| &change.values);
    let mut parts: Vec<String> = set
        .map(|value| {
            let side = |text: &Option<String>| text.as_deref().map_or("nothing".into(), visible);
            format!("{} to {} (A: {})", visible(&value.path), side(&value.to), side(&value.from))
        })
        .collect();
    let more = parts.len().saturating_sub(SPELLED);
    parts.truncate(SPELLED);
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    if parts.is_empty() {
        "B sets nothing that is played otherwise.".into()
    } else {
        format!("B sets {}.", parts.join("; "))
    }
}

/// When and by what histories part.
fn parting_link(comparison: &Comparison, parting: &Parting) -> String {
    if parting.parted == 0 {
        return "No pair parts: whatever can be counted happens on the same days on both sides.".into();
    }
    let [early, _, median, _, late] = parting.days.map(|day| date(comparison, day));
    let share = percent_of(parting.parted as f64 / parting.pairs as f64);
    let mut text = format!(
        "Because of that alone, {share} of the pairs part: half of them by {median}, 80 % between {early} and {late}."
    );
    let causes: Vec<String> = parting
        .causes
        .iter()
        .take(NAMED)
        .map(|cause| {
            format!(
                "{} ({} of the pairs that part, median {})",
                visible(&cause.label),
                percent_of(cause.share),
                date(comparison, cause.median_day)
            )
        })
        .collect();
    text.push_str(&format!(" What parts them is most often: {}.", causes.join("; ")));
    if parting.same_outcomes > 0 {
        let same = percent_of(parting.same_outcomes as f64 / parting.pairs as f64);
        text.push_str(&format!(" In {same} of all pairs every outcome is the same to the last digit."));
    }
    text
}

/// An event that comes out differently.
fn event(comparison: &Comparison, link: &ChainLink) -> String {
    let [a, b] = link.probabilities.map(percent_of);
    let mut text = format!("From about {}: {}", date(comparison, link.day), visible(&link.event.label));
    if link.difference.is_clear() {
        text.push_str(&format!(", {b} in B against {a} in A ({})", points(link)));
    } else {
        text.push_str(&format!(", in about as many replicates ({b}, A {a})"));
    }
    if link.delay.is_clear() {
        let way = if link.delay.value < 0.0 { "earlier" } else { "later" };
        text.push_str(&format!(", {:.1} days {way} on average", link.delay.value.abs()));
    }
    text.push_str(&format!("; it differs in {} of the pairs", percent_of(link.differing)));
    if let Some(Follows { link: earlier, share, lift }) = &link.follows
        && let Some(earlier) = comparison.chain.get(*earlier)
    {
        let times = if lift.is_finite() {
            format!(", {lift:.1} times as often as otherwise")
        } else {
            ", and in no others".into()
        };
        let label = visible(&earlier.event.label);
        text.push_str(&format!(" and goes with “{label}” (different before in {} of them{times})", percent_of(*share)));
    }
    text.push('.');
    if !link.together.is_empty() {
        let labels: Vec<String> = link.together.iter().map(|event| visible(&event.label)).collect();
        text.push_str(&format!(" With it: {}.", labels.join("; ")));
    }
    text
}

/// Difference of two shares in points, with its interval.
fn points(link: &ChainLink) -> String {
    let point = |value: f64| {
        let text = format!("{:.1}", (100.0 * value).abs());
        if value < 0.0 && text != "0.0" { format!("−{text}") } else { text }
    };
    let [low, high] = link.difference.interval;
    format!("{} points [{}, {}]", point(link.difference.value), point(low), point(high))
}

/// The headline outcome, and what it is because of.
fn outcome(comparison: &Comparison, headline: &OutcomeDifference) -> String {
    let mut text = format!("{}: {} in B.", visible(&headline.outcome.label), change_of(headline));
    if let Some((found, row)) = decomposed(&comparison.by_change, headline).filter(|(found, _)| found.parts.len() > 1) {
        text.push_str(&format!(" Because of {}.", shares(found, row, headline)));
    }
    if let Some((found, row)) = decomposed(&comparison.by_mechanism, headline) {
        text.push_str(&format!(" It flows through {}.", shares(found, row, headline)));
    }
    text
}

/// A decomposition of an outcome, if there is one.
fn decomposed<'c>(
    found: &'c Option<Decomposition>,
    headline: &OutcomeDifference,
) -> Option<(&'c Decomposition, &'c Contributions)> {
    let found = found.as_ref()?;
    Some((found, found.of(&headline.outcome.id).filter(|row| row.difference.is_finite())?))
}

/// The parts by size, those that are clearly not nothing.
fn shares(found: &Decomposition, row: &Contributions, headline: &OutcomeDifference) -> String {
    let mut parts: Vec<(&str, f64)> = found
        .parts
        .iter()
        .zip(&row.parts)
        .filter(|(_, estimate)| estimate.is_clear())
        .map(|(part, estimate)| (part.label.as_str(), estimate.value))
        .collect();
    parts.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
    if parts.is_empty() {
        return "no part more than chance could explain".into();
    }
    let told: Vec<String> = parts
        .into_iter()
        .map(|(label, value)| format!("{} {}", visible(label), amount(&headline.outcome, value)))
        .collect();
    told.join(", ")
}
