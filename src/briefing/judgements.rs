//! Key judgements: the questions with number, interval, words and base rate.

use crate::briefing::figures::Figures;
use crate::briefing::sentence::{date, interval, percent, share};
use crate::briefing::{Judgement, Section};
use crate::record::{Ensemble, QuestionAnswer};
use crate::wording::Yardstick;

/// The section, if any question has an answer.
pub(super) fn section(ensemble: &Ensemble, yardstick: Yardstick, figures: &mut Figures) -> Option<Section> {
    let mut section = Section::new("judgements", "Key judgements");
    section.judgements = ensemble.questions.iter().filter_map(|question| judgement(question, yardstick)).collect();
    if !section.judgements.is_empty() {
        section.sentences.push(format!(
            "Each statement with the share of runs in which it comes true, the 95\u{2009}% interval of that share over \
             {} runs (the error of sampling alone), and the words of {} for it.",
            crate::chart::number::grouped(ensemble.provenance.usable() as f64),
            yardstick.name()
        ));
    }
    section.spare = figures.take(&["questions"]);
    section.unless_empty()
}

/// A question as a judgement; none when it has no answer.
pub(super) fn judgement(question: &QuestionAnswer, yardstick: Yardstick) -> Option<Judgement> {
    let likelihood = yardstick.likelihood(question.probability, question.interval)?;
    let base_share = question.base_rate.filter(|rate| rate.is_finite());
    let resolved = match question.resolved {
        Some(true) => "happened",
        Some(false) => "did not happen",
        None => "",
    };
    Some(Judgement {
        statement: question.statement.clone(),
        horizon: date(question.horizon),
        probability: share(question.probability, question.interval),
        interval: interval(question.interval),
        words: likelihood.words,
        straddles: likelihood.straddles,
        base_rate: base_share.map_or_else(|| "none stated".into(), percent),
        resolved: resolved.into(),
        share: question.probability,
        ends: question.interval,
        base_share,
    })
}
