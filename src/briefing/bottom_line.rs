//! The bottom line: the three sentences that matter most, from what is there.

use crate::briefing::sentence::{closed, last_date, total, with_ranges};
use crate::briefing::{Material, agreements, comparison, judgements, leverage, military};
use crate::record::{Ensemble, OutcomeSensitivity, QuestionAnswer, SensitivityReport, SeriesKind};
use crate::wording::Yardstick;

/// How many sentences a bottom line has.
const MOST: usize = 3;

/// How many of the scenario's headline questions it tells.
const MOST_QUESTIONS: usize = 2;

/// Up to three sentences: what a comparison changes, the scenario's own headline questions, who is displaced, what becomes of a
/// ceasefire, who has the upper hand, which question is the most open; the first three of these that there are. What drives the
/// result, where that is known, stands for the third.
pub(super) fn sentences(material: &Material, yardstick: Yardstick) -> Vec<String> {
    let compared = material.comparisons.iter().filter_map(comparison::bottom_line);
    let ensemble = material.runs.first().map(|run| &run.ensemble);
    let driven = material.sensitivities.iter().filter_map(driver).take(1);
    let told = ensemble.into_iter().flat_map(|ensemble| about(ensemble, yardstick));
    // With a driver known, it is worth more than the third thing about the outcome.
    let mut told: Vec<String> = compared.chain(told).collect();
    for driver in driven {
        told.insert(told.len().min(MOST - 1), driver);
    }
    told.truncate(MOST);
    told
}

/// What there is to say about a run, the most important first.
fn about(ensemble: &Ensemble, yardstick: Yardstick) -> Vec<String> {
    let truce = ensemble.agreements.iter().max_by_key(|agreement| agreement.declared.iter().sum::<u64>());
    let mut balances = ensemble.series.of_kind(SeriesKind::Balance);
    let headlines = ensemble.questions.iter().filter(|question| question.headline).take(MOST_QUESTIONS);
    let headlines = headlines.filter_map(|question| answered(question, yardstick));
    let told = [
        displaced(ensemble),
        truce.and_then(|agreement| agreements::sentence(ensemble, agreement)),
        balances.next().and_then(|(info, bands)| leverage::balance(ensemble, info, bands)),
        open_question(ensemble, yardstick),
        military::control(ensemble),
    ];
    headlines.chain(told.into_iter().flatten()).collect()
}

/// What a question comes to.
fn answered(question: &QuestionAnswer, yardstick: Yardstick) -> Option<String> {
    let judgement = judgements::judgement(question, yardstick)?;
    Some(format!(
        "“{}” comes true in {} of runs ({} with the error of sampling), {} by {}.",
        question.statement.trim_end_matches('.'),
        judgement.probability,
        judgement.interval,
        judgement.words,
        yardstick.name()
    ))
}

fn displaced(ensemble: &Ensemble) -> Option<String> {
    let (info, band) = total(ensemble, "displacement.cumulative")?;
    Some(format!("By {}, {} have been driven from home.", last_date(ensemble), with_ranges(band, &info.unit)))
}

/// The question whose answer is nearest to even, of those that are not told anyway.
fn open_question(ensemble: &Ensemble, yardstick: Yardstick) -> Option<String> {
    let distance = |question: &QuestionAnswer| (question.probability - 0.5).abs();
    let others = ensemble.questions.iter().filter(|question| question.probability.is_finite() && !question.headline);
    let question = others.min_by(|one, other| distance(one).total_cmp(&distance(other)))?;
    Some(format!("The most open question: {}", answered(question, yardstick)?))
}

/// The first finding of a sensitivity analysis, if another sample would find the same order.
fn driver(report: &SensitivityReport) -> Option<String> {
    let is_stable = |outcome: &&OutcomeSensitivity| {
        let rankings = [
            outcome.sobol.as_ref().map(|found| &found.ranking),
            outcome.screening.as_ref().map(|found| &found.ranking),
            outcome.given.as_ref().map(|found| &found.ranking),
        ];
        rankings.into_iter().flatten().any(|ranking| ranking.stable)
    };
    let first = report.outcomes.iter().filter(is_stable).find_map(|outcome| outcome.sentences.first());
    first.map(|sentence| closed(sentence))
}
