//! Two sides of a scenario compared over paired replicates, and why they differ; the formulas are in
//! `docs/model/comparison.md`.
//!
//! Draws have addresses, so replicate r of one side meets the luck of replicate r of the other: the difference between
//! them is the work of what was changed, and of nothing else.

mod chain;
mod decompose;
mod marks;
mod parting;
mod play;
mod shapley;
mod story;

use crate::digest;
use crate::engine::{Plan, Watch};
use crate::ensemble::Monitor;
use crate::explore::compare::chain::{Watched, chain};
use crate::explore::compare::decompose::{
    Budget, Horizon, affordable_hybrids, by_change, by_mechanism, groups, same_entities, trimmed,
};
use crate::explore::compare::parting::parting;
use crate::explore::compare::play::{Columns, Pair, play};
use crate::explore::compare::story::{tell, typical};
use crate::record::{
    Comparison, ComparisonChange, Decomposition, Directions, Estimate, OutcomeDifference, OutcomeInfo, OutcomeKind,
    Part, Provenance,
};
use crate::statistics::{PairedDifference, paired_difference};

pub use crate::explore::compare::decompose::Variants;
pub use crate::explore::compare::play::{CompareError, Pairing};

/// Most changes whose contributions are told apart.
const MOST_CHANGES: usize = 60;

/// Fewest pairs that must differ before an interval of a difference between numbers can be trusted.
const FEW: f64 = 30.0;

/// What is compared.
pub struct Comparing<'c> {
    /// Sides A and B.
    pub plans: [Plan; 2],
    /// What produced them.
    pub sides: [Provenance; 2],
    /// What leads from A to B.
    pub changes: Vec<ComparisonChange>,
    /// Side A with some of the changes made.
    pub variants: &'c Variants<'c>,
    /// Identifiers of outcomes to compare, the headline first; all when empty.
    pub outcomes: Vec<String>,
    /// Identifiers of outcomes that the sides define alike.
    pub alike: Vec<String>,
    /// Whether to ask why, too.
    pub why: bool,
}

impl Comparing<'_> {
    /// Replicates that will be played, for whoever follows the progress.
    pub fn plays(&self, pairing: Pairing) -> u64 {
        if !self.why {
            return pairing.replicates;
        }
        let budget = Budget::of_changes(self.changes.len().min(MOST_CHANGES), pairing);
        let hybrids = affordable_hybrids(groups(&self.plans[0]).len(), pairing.replicates);
        pairing.replicates + budget.combinations.len() as u64 * budget.pairs + hybrids
    }

    /// The outcomes to compare, in order.
    fn chosen(&self) -> Vec<&str> {
        let both =
            |id: &&str| self.plans.iter().all(|plan| plan.outcomes.iter().any(|outcome| outcome.info.id == **id));
        let asked = self.outcomes.iter().map(String::as_str);
        let all = self.plans[0].outcomes.iter().map(|outcome| outcome.info.id.as_str());
        let wanted: Vec<&str> = if self.outcomes.is_empty() { all.collect() } else { asked.collect() };
        wanted.into_iter().filter(|id| self.alike.iter().any(|alike| alike == id)).filter(both).collect()
    }
}

/// Plays both sides and compares them.
///
/// # Errors
/// When threads cannot be started, or the monitor stops it.
pub fn compare(comparing: Comparing<'_>, pairing: Pairing, monitor: &Monitor<'_>) -> Result<Comparison, CompareError> {
    let chosen: Vec<String> = comparing.chosen().into_iter().map(String::from).collect();
    let mut notes = notes(&comparing, &chosen);
    let Comparing { plans, sides, changes, variants, outcomes, why, .. } = comparing;
    let watches = both_watch(&plans);
    let ids: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let plans = plans.map(|plan| trimmed(plan, &ids, &watches));
    let [a, b] = [&plans[0], &plans[1]];
    let infos: Vec<OutcomeInfo> = a.outcomes.iter().map(|outcome| outcome.info.clone()).collect();
    let shift = b.model.calendar.start.days_since(a.model.calendar.start) as f64;
    let end = (a.model.calendar.days as f64).min(b.model.calendar.days as f64 + shift);
    let horizon = Horizon { outcomes: &infos, days: end };
    let pair = Pair::new([a, b], pairing.seed);
    let played = Played::of(&pair, pairing, (&horizon, shift), monitor)?;
    let rows: Vec<OutcomeDifference> = infos.iter().enumerate().map(|(index, info)| played.row(index, info)).collect();
    notes.extend(few_differ(&rows));
    let headline = if outcomes.is_empty() { headline(&rows) } else { 0 };
    let mut comparison = Comparison {
        id: identifier(&sides, &chosen, why),
        start: a.model.calendar.start,
        days: a.model.calendar.days,
        failed: played.failed(),
        outcomes: rows,
        headline,
        parting: None,
        by_change: None,
        by_mechanism: None,
        chain: Vec::new(),
        story: None,
        sides,
        changes,
        notes,
    };
    if why && same_calendar([a, b]) {
        explain(&mut comparison, &pair, &played, (variants, &horizon), pairing, monitor)?;
    }
    Ok(comparison)
}

/// What was played: numbers of every pair.
struct Played {
    /// `sides[side][outcome][replicate]`, restricted to the horizon.
    sides: [Columns; 2],
    /// `watches[side][watch][replicate]`.
    watches: [Columns; 2],
    /// Day, mark and values of the parting.
    splits: Columns,
}

impl Played {
    fn of(
        pair: &Pair<'_>,
        pairing: Pairing,
        (horizon, shift): (&Horizon<'_>, f64),
        monitor: &Monitor<'_>,
    ) -> Result<Played, CompareError> {
        let mut columns = play(pair, pairing, monitor)?;
        let splits = columns.split_off(pair.parting());
        let watches_b = columns.split_off(pair.watches_of(1));
        let mut b = columns.split_off(pair.outcomes_of(1));
        let watches_a = columns.split_off(pair.watches_of(0));
        horizon.restrict(&mut columns, 0.0);
        horizon.restrict(&mut b, shift);
        let mut played = Played { sides: [columns, b], watches: [watches_a, watches_b], splits };
        played.leave_out_failures();
        Ok(played)
    }

    /// A pair counts with all its outcomes or not at all.
    fn leave_out_failures(&mut self) {
        let pairs = self.splits.first().map_or(0, Vec::len);
        for pair in 0..pairs {
            let outcomes = self.sides.iter().flatten().filter_map(|column| column.get(pair));
            if outcomes.into_iter().any(|value| value.is_nan()) {
                let all = self.sides.iter_mut().chain(&mut self.watches).flatten().chain(&mut self.splits);
                all.filter_map(|column| column.get_mut(pair)).for_each(|value| *value = f64::NAN);
            }
        }
    }

    /// Pairs that are left out.
    fn failed(&self) -> u64 {
        self.splits.first().map_or(0, |days| days.iter().filter(|day| day.is_nan()).count() as u64)
    }

    /// Pairs whose outcomes are all the same.
    fn same_outcomes(&self) -> u64 {
        let [a, b] = &self.sides;
        let pairs = self.splits.first().map_or(0, Vec::len);
        let same = |pair: &usize| a.iter().zip(b).all(|(a, b)| a.get(*pair) == b.get(*pair));
        (0..pairs).filter(|pair| !self.splits[0][*pair].is_nan()).filter(same).count() as u64
    }

    fn row(&self, index: usize, info: &OutcomeInfo) -> OutcomeDifference {
        let [a, b] = [&self.sides[0][index], &self.sides[1][index]];
        let found = paired_difference(a, b, info.kind == OutcomeKind::Condition);
        let PairedDifference {
            pairs,
            first,
            second,
            difference,
            standard_error,
            interval,
            independent_error,
            directions,
        } = found;
        let share = |count: u64| count as f64 / pairs as f64;
        let [higher, lower] = directions;
        OutcomeDifference {
            outcome: info.clone(),
            pairs,
            means: [first, second],
            difference: Estimate { value: difference, interval },
            standard_error,
            directions: Directions {
                higher: share(higher),
                lower: share(lower),
                equal: share(pairs.saturating_sub(higher + lower)),
            },
            independent_error,
            gain: found.gain(),
        }
    }

    /// The difference of an outcome in every pair.
    fn differences(&self, index: usize) -> Vec<f64> {
        let [a, b] = &self.sides;
        match (a.get(index), b.get(index)) {
            (Some(a), Some(b)) => a.iter().zip(b).map(|(a, b)| if a == b { 0.0 } else { b - a }).collect(),
            _ => Vec::new(),
        }
    }
}

/// Adds why the sides differ.
fn explain(
    comparison: &mut Comparison,
    pair: &Pair<'_>,
    played: &Played,
    (variants, horizon): (&Variants<'_>, &Horizon<'_>),
    pairing: Pairing,
    monitor: &Monitor<'_>,
) -> Result<(), CompareError> {
    let days = comparison.days;
    let usable = pairing.replicates - comparison.failed;
    comparison.parting = Some(parting(&played.splits, &pair.marks, days, (usable, played.same_outcomes())));
    let headline = played.differences(comparison.headline);
    let watched: Vec<Watched<'_>> = watched(&pair.plans[0].watches, &played.watches);
    comparison.chain = chain(&watched, &headline, horizon.days);
    comparison.story = typical(&headline, &played.splits[0]).map(|chosen| tell(pair.plans, pairing.seed, chosen));
    if comparison.outcomes.is_empty() {
        return Ok(());
    }
    let sides = [played.sides[0].as_slice(), played.sides[1].as_slice()];
    let parts: Vec<Part> =
        comparison.changes.iter().map(|change| Part { id: change.id.clone(), label: change.label.clone() }).collect();
    if parts.len() > MOST_CHANGES {
        let note = format!("More than {MOST_CHANGES} changes: what each contributes is not told apart.");
        comparison.notes.push(note);
    } else if !parts.is_empty() {
        let budget = Budget::of_changes(parts.len(), pairing);
        match by_change((parts, variants, budget), (sides, horizon), pairing, monitor)? {
            Ok(found) => comparison.by_change = Some(found),
            Err(reason) => comparison.notes.push(format!(
                "What each change contributes is not told apart, because some do not go without the others: {reason}."
            )),
        }
    }
    comparison.by_mechanism = mechanisms(comparison, pair, (sides, horizon), pairing, monitor)?;
    Ok(())
}

/// The decomposition by mechanism, where both sides have the same entities.
fn mechanisms(
    comparison: &mut Comparison,
    pair: &Pair<'_>,
    data: ([&[Vec<f64>]; 2], &Horizon<'_>),
    pairing: Pairing,
    monitor: &Monitor<'_>,
) -> Result<Option<Decomposition>, CompareError> {
    let groups = groups(pair.plans[0]);
    if groups.is_empty() || !same_entities(pair.plans.map(|plan| &plan.model)) {
        comparison.notes.push(
            "The sides do not have the same entities, so no mechanism of one can be held at the history of the other."
                .into(),
        );
        return Ok(None);
    }
    by_mechanism((pair.plans, &groups), data, pairing, monitor).map(Some)
}

fn watched<'c>(watches: &'c [Watch], columns: &'c [Columns; 2]) -> Vec<Watched<'c>> {
    let sides = columns[0].iter().zip(&columns[1]);
    watches.iter().zip(sides).map(|(watch, (a, b))| Watched { event: &watch.info, days: [a, b] }).collect()
}

/// Identifiers of the events that both sides watch.
fn both_watch(plans: &[Plan; 2]) -> Vec<String> {
    let [a, b] = plans;
    let ids = a.watches.iter().map(|watch| &watch.info.id);
    ids.filter(|id| b.watches.iter().any(|watch| watch.info.id == **id)).cloned().collect()
}

/// Whether the days of both sides are the same dates.
fn same_calendar(plans: [&Plan; 2]) -> bool {
    let [a, b] = plans.map(|plan| (plan.model.calendar.start, plan.model.calendar.days));
    a == b
}

/// What must be said beforehand.
fn notes(comparing: &Comparing<'_>, chosen: &[String]) -> Vec<String> {
    let mut notes = Vec::new();
    let [a, b] = &comparing.plans;
    if !same_calendar([a, b]) {
        let span = |plan: &Plan| {
            let calendar = plan.model.calendar;
            format!("{} to {}", calendar.start.long(), calendar.date(calendar.days.saturating_sub(1)).long())
        };
        notes.push(format!(
            "The sides play different days (A {}, B {}): outcomes are compared up to the earlier end, days are counted \
             from A's start, and why they differ is not told.",
            span(a),
            span(b)
        ));
    }
    if comparing.outcomes.is_empty() {
        let ids = |plan: &Plan| plan.outcomes.iter().map(|outcome| outcome.info.id.clone()).collect::<Vec<_>>();
        let [of_a, of_b] = [ids(a), ids(b)];
        let left = of_a.iter().chain(of_b.iter().filter(|id| !of_a.contains(id))).filter(|id| !chosen.contains(id));
        let left: Vec<&str> = left.map(String::as_str).collect();
        if !left.is_empty() {
            notes.push(format!("Not compared, because the sides do not define them alike: {}.", left.join(", ")));
        }
    }
    notes
}

/// Warns of numbers of which so few pairs differ that the interval rests on them alone.
fn few_differ(rows: &[OutcomeDifference]) -> Option<String> {
    let is_thin = |row: &&OutcomeDifference| {
        let differing = (row.directions.higher + row.directions.lower) * row.pairs as f64;
        row.outcome.kind == OutcomeKind::Number && differing > 0.0 && differing < FEW
    };
    let thin: Vec<&str> = rows.iter().filter(is_thin).map(|row| row.outcome.id.as_str()).collect();
    (!thin.is_empty()).then(|| {
        format!("Fewer than {FEW} pairs differ in {}: play more before trusting these intervals.", thin.join(", "))
    })
}

/// The outcome that the chain and the story are about: the first that the scenario calls a headline, or the first of all
/// without any, whose difference is more than chance could make; else simply the first.
fn headline(rows: &[OutcomeDifference]) -> usize {
    let any = rows.iter().any(|row| row.outcome.headline);
    let candidates = || rows.iter().enumerate().filter(|(_, row)| row.outcome.headline || !any);
    let best = candidates().find(|(_, row)| row.difference.is_clear()).or_else(|| candidates().next());
    best.map_or(0, |(index, _)| index)
}

/// The first 12 hexadecimal digits of a BLAKE3 hash of all that the result depends on.
fn identifier(sides: &[Provenance; 2], outcomes: &[String], why: bool) -> String {
    let runs = sides.each_ref().map(|side| side.run_id.as_str()).join("\n");
    let text = format!("comparison\n{runs}\n{}\n{why}\n", outcomes.join("\n"));
    digest::short(text)
}

#[cfg(test)]
mod tests;
