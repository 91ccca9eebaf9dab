//! Scores of ensembles against resolved questions and dated observations; the formulas are in `docs/model/scoring.md`.

mod baseline;
mod means;
mod questions;
mod series;

use crate::digest;
use crate::engine::{Outcome, Plan, Question};
use crate::ensemble::Reduced;
use crate::explore::score::series::Figure;
use crate::expression;
use crate::model::Slot;
use crate::random::Stream;
use crate::record::{
    Estimate, Observation, ObservationScore, ObservationUse, OutcomeInfo, OutcomeKind, Provenance, QuestionScore,
    ScenarioScore, ScoreReport, SeriesInfo,
};
use crate::statistics::bootstrap_interval;

/// What every report must say.
pub const LIMIT: &str = "Three linked cases cannot validate a general theory: these scores say how these scenarios fared \
                         against their own history, and nothing of other crises.";

/// What a report says when it has observations of that kind.
const CALIBRATED: &str = "Observations marked `calibrate` were looked at while numbers were set: agreement with them \
                          shows a fit and tests nothing.";

/// A plan that also keeps every replicate's value of each observed series on the days it was observed.
///
/// The columns are added after those of the plan and read what the plan's daily series read, so the replicates, their
/// answers and those that fail are the same as without them.
pub struct Scoring {
    plan: Plan,
    figures: Vec<Figure>,
    /// Observations before the origin, which only baselines know.
    known: Vec<Observation>,
}

impl Scoring {
    /// Adds the columns.
    pub fn new(mut plan: Plan) -> Scoring {
        plan.flows.clear();
        let calendar = plan.model.calendar;
        let (known, later): (Vec<Observation>, Vec<Observation>) =
            plan.observations.iter().cloned().partition(|observation| observation.date < calendar.origin);
        let mut figures = Vec::new();
        for observation in later {
            let series = plan.series.iter().find(|series| series.info.id == observation.series).cloned();
            let days = (calendar.day(observation.date), calendar.day(calendar.origin));
            let (Some(series), (Some(day), Some(origin))) = (series, days) else { continue };
            let at_origin = column(&mut plan, &series.info, series.slot, origin);
            let column = column(&mut plan, &series.info, series.slot, day);
            figures.push(Figure { observation, info: series.info, day, column, at_origin });
        }
        Scoring { plan, figures, known }
    }

    /// The plan to play.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Whether history has answered nothing that could be scored.
    pub fn is_empty(&self) -> bool {
        let origin = self.plan.model.calendar.origin;
        let scored = |question: &Question| question.origin == origin && question.resolved.is_some();
        self.figures.is_empty() && !self.plan.questions.iter().any(scored)
    }

    /// The scores of what was played.
    pub fn score(&self, reduced: &Reduced, provenance: Provenance) -> ScenarioScore {
        let (seed, origin) = (provenance.seed, self.plan.model.calendar.origin);
        let (asked, others): (Vec<&Question>, Vec<&Question>) =
            self.plan.questions.iter().partition(|question| question.origin == origin);
        let questions: Vec<QuestionScore> =
            asked.iter().filter_map(|question| questions::score(question, reduced)).collect();
        let observe = |figure| series::observe(figure, &self.known, reduced, (seed, origin));
        let observations: Vec<ObservationScore> = self.figures.iter().map(observe).collect();
        ScenarioScore {
            origin,
            unresolved: asked.len() - questions.len(),
            other_origins: others.into_iter().map(|question| question.id.clone()).collect(),
            means: means::of_scenario(&questions, &provenance),
            series: series::summarise(&self.figures, &observations, &provenance),
            calibrations: series::by_use(observations.iter()),
            questions,
            observations,
            provenance,
        }
    }
}

/// Adds an outcome that reads a series at the end of a day, or finds it; returns its position.
fn column(plan: &mut Plan, info: &SeriesInfo, slot: Slot, day: usize) -> usize {
    let id = format!("{} on day {day}", info.id);
    if let Some(known) = plan.outcomes.iter().position(|outcome| outcome.info.id == id) {
        return known;
    }
    let info =
        OutcomeInfo { label: id.clone(), id, unit: info.unit.clone(), kind: OutcomeKind::Number, headline: false };
    plan.outcomes.push(Outcome { info, expression: expression::Outcome::on_day(slot, day) });
    plan.outcomes.len() - 1
}

/// Puts scenarios together. All have the same seed.
pub fn report(scenarios: Vec<ScenarioScore>) -> ScoreReport {
    let runs: Vec<&str> = scenarios.iter().map(|scenario| scenario.provenance.run_id.as_str()).collect();
    let id = digest::short(runs.join("\n"));
    let observations = || scenarios.iter().flat_map(|scenario| &scenario.observations);
    let mut notes = vec![LIMIT.into()];
    if observations().any(|observation| observation.purpose == ObservationUse::Calibrate) {
        notes.push(CALIBRATED.into());
    }
    ScoreReport {
        id,
        notes,
        means: means::of_all(&scenarios),
        murphy: means::decomposition(&scenarios),
        calibrations: series::by_use(observations()),
        scenarios,
    }
}

/// A statistic of `units` values with its block bootstrap interval; `entity` addresses the draws.
fn estimate(
    (seed, entity): (u64, &str),
    (units, length): (usize, usize),
    statistic: impl Fn(&[usize]) -> f64,
) -> Estimate {
    let all: Vec<usize> = (0..units).collect();
    let mut stream = Stream::<f64>::new(seed, "score.bootstrap", entity, units.div_ceil(length.max(1)).max(1));
    let uniform = |resample: usize, block: usize| stream.uniform(resample, block);
    Estimate { value: statistic(&all), interval: bootstrap_interval(units, length, uniform, &statistic) }
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;
