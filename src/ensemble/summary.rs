//! From reduced replicates to the record that tables and charts are made of.

use rayon::prelude::*;

use crate::digest;
use crate::engine::{Outcome, Plan, Question};
use crate::ensemble::run::Reduced;
use crate::model::Ceasefire;
use crate::quantity::Quantity;
use crate::record::{
    AgreementDays, BAND_PROBABILITIES, Band, Ensemble, EventSummary, FlowTable, OutcomeKind, OutcomeSummary,
    OutcomeTable, ParameterRow, Provenance, QuestionAnswer, SeriesTable,
};
use crate::statistics::{mean, proportion, quantile_of_sorted, sorted_values};

/// Cumulative probabilities of [`EventSummary::days`].
const DAY_PROBABILITIES: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];

/// Everything a run leaves. The number of failed replicates is set in the provenance; warnings are those of the load.
pub fn summarise(plan: &Plan, reduced: Reduced, mut provenance: Provenance, warnings: Vec<String>) -> Ensemble {
    let usable = reduced.usable();
    provenance.failed = reduced.failures.count;
    let (series, days) = (plan.series.len(), plan.model.calendar.days);
    let bands =
        (0..series * days).into_par_iter().map(|cell| reduced.days[cell % days][cell / days].band(usable)).collect();
    let summaries = plan
        .outcomes
        .par_iter()
        .zip(&reduced.columns)
        .map(|(outcome, column)| outcome_summary(outcome, column))
        .collect();
    let questions =
        plan.questions.iter().map(|question| answer(plan, question, &reduced.columns[question.outcome])).collect();
    let events = plan.watches.iter().zip(&reduced.event_days).map(|(watch, days)| EventSummary {
        event: watch.info.clone(),
        probability: proportion(days.iter().sum(), usable).probability,
        standard_error: proportion(days.iter().sum(), usable).standard_error,
        days: DAY_PROBABILITIES.map(|p| day_quantile(days, p)),
    });
    Ensemble {
        provenance,
        series: SeriesTable {
            start: plan.model.calendar.start,
            days,
            series: plan.series.iter().map(|series| series.info.clone()).collect(),
            bands,
        },
        geography: plan.geography.clone(),
        flows: flow_table(plan, &reduced),
        events: events.collect(),
        agreements: agreements(plan, &reduced.event_days),
        histories: Vec::new(),
        observations: plan.observations.clone(),
        questions,
        summaries,
        parameters: plan.model.quantities.iter().map(|(path, quantity)| parameter_row(path, quantity)).collect(),
        outcomes: OutcomeTable {
            first_replicate: reduced.first,
            outcomes: plan.outcomes.iter().map(|outcome| outcome.info.clone()).collect(),
            columns: reduced.columns,
        },
        warnings,
    }
}

/// The flows in which there is anybody in any replicate.
fn flow_table(plan: &Plan, reduced: &Reduced) -> FlowTable {
    let usable = reduced.usable();
    let bands = |flow: usize| -> Vec<Band> { reduced.flows.iter().map(|day| day[flow].band(usable)).collect() };
    let all: Vec<Vec<Band>> = (0..plan.flows.len()).into_par_iter().map(bands).collect();
    let mut table = FlowTable { days: FlowTable::days_of(plan.model.calendar.days), ..FlowTable::default() };
    for (flow, bands) in plan.flows.iter().zip(all) {
        if bands.iter().any(|band| band.mean > 0.0) {
            table.flows.push(flow.info);
            table.bands.extend(bands);
        }
    }
    table
}

/// First days of what happens to ceasefires, from the days of the watched events.
fn agreements(plan: &Plan, event_days: &[Vec<u64>]) -> Vec<AgreementDays> {
    let days = |ceasefire: &Ceasefire, what: &str| {
        let id = format!("agreements.{}.{what}", ceasefire.name.id);
        let watched = plan.watches.iter().position(|watch| watch.info.id == id);
        watched.map_or_else(|| vec![0; plan.model.calendar.days], |index| event_days[index].clone())
    };
    let agreement = |ceasefire: &Ceasefire| AgreementDays {
        id: ceasefire.name.id.clone(),
        label: ceasefire.name.label.clone(),
        declared: days(ceasefire, "declared"),
        failed: days(ceasefire, "failed"),
        took_hold: days(ceasefire, "took_hold"),
    };
    plan.model.ceasefires.iter().map(agreement).collect()
}

/// Short identifier of a run: the first 12 hexadecimal digits of a BLAKE3 hash of all that its results depend on.
pub fn run_id(provenance: &Provenance, hold: bool) -> String {
    let Provenance { scenario, scenario_hash, seed, replicates, version, .. } = provenance;
    let text = format!("{scenario}\n{scenario_hash}\n{seed}\n{replicates}\n{version}\n{hold}\n");
    digest::short(text)
}

fn outcome_summary(outcome: &Outcome, column: &[f64]) -> OutcomeSummary {
    let sorted = sorted_values(column);
    let estimate = match outcome.info.kind {
        OutcomeKind::Number => mean(column),
        OutcomeKind::Condition => {
            let share = proportion(held(column), sorted.len() as u64);
            crate::statistics::MeanEstimate { mean: share.probability, standard_error: share.standard_error }
        }
    };
    OutcomeSummary {
        outcome: outcome.info.clone(),
        mean: estimate.mean,
        standard_error: estimate.standard_error,
        quantiles: BAND_PROBABILITIES.map(|p| quantile_of_sorted(&sorted, p)),
        range: [0.0, 1.0].map(|p| quantile_of_sorted(&sorted, p)),
    }
}

/// In how many replicates a condition held.
fn held(column: &[f64]) -> u64 {
    column.iter().filter(|value| **value == 1.0).count() as u64
}

fn answer(plan: &Plan, question: &Question, column: &[f64]) -> QuestionAnswer {
    let usable = column.iter().filter(|value| !value.is_nan()).count() as u64;
    let share = proportion(held(column), usable);
    QuestionAnswer {
        id: question.id.clone(),
        statement: question.statement.clone(),
        origin: question.origin,
        other_origin: question.origin != plan.model.calendar.origin,
        horizon: question.horizon,
        probability: share.probability,
        standard_error: share.standard_error,
        interval: share.interval,
        base_rate: question.base_rate,
        headline: question.headline,
        resolved: question.resolved,
    }
}

/// The first day by which at least this share of the replicates with the event had it; NaN without any.
fn day_quantile(days: &[u64], p: f64) -> f64 {
    let total: u64 = days.iter().sum();
    let wanted = (p * total as f64).ceil().max(1.0) as u64;
    let mut so_far = 0;
    let reached = days.iter().position(|count| {
        so_far += count;
        so_far >= wanted
    });
    reached.map_or(f64::NAN, |day| day as f64)
}

fn parameter_row(path: &str, quantity: &Quantity) -> ParameterRow {
    let (low, high) = quantity.distribution.ends().unwrap_or((quantity.value, quantity.value));
    ParameterRow {
        path: path.into(),
        value: quantity.value,
        distribution: quantity.distribution.word().into(),
        range: [low, high],
        unit: quantity.unit.clone(),
        status: quantity.status.word().into(),
        source: quantity.source.clone(),
    }
}
