//! One question's scores.

use crate::engine::Question;
use crate::ensemble::Reduced;
use crate::record::QuestionScore;
use crate::statistics::{brier, log_score, proportion};

/// The answer to beat where a question gives none: either is as likely.
const IGNORANCE: f64 = 0.5;

/// Scores a question; `None` while history has not answered it.
pub(super) fn score(question: &Question, reduced: &Reduced) -> Option<QuestionScore> {
    let happened = question.resolved?;
    let column = &reduced.columns[question.outcome];
    let held = column.iter().filter(|value| **value == 1.0).count() as u64;
    let share = proportion(held, reduced.usable());
    let base_rate = question.base_rate.unwrap_or(IGNORANCE);
    Some(QuestionScore {
        id: question.id.clone(),
        statement: question.statement.clone(),
        horizon: question.horizon,
        probability: share.probability,
        standard_error: share.standard_error,
        happened,
        brier: brier(share.probability, happened),
        log_score: log_score(share.probability, happened, reduced.usable()),
        base_rate,
        base_rate_given: question.base_rate.is_some(),
        base_rate_brier: brier(base_rate, happened),
    })
}
