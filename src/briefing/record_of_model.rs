//! How the model fares against history.

use crate::briefing::figures::Figures;
use crate::briefing::sentence::percent;
use crate::briefing::{BriefingError, Section, TextTable};
use crate::chart::number::decimal;
use crate::chart::{Cell, Column, Table};
use crate::record::quantile::MIDDLE_90;
use crate::record::{Ensemble, Estimate, Observation, ObservationUse, ScenarioScore, ScoreReport};
use crate::wording::joined;

/// The section, if there is anything to hold the run against.
pub(super) fn section(ensemble: &Ensemble, scores: &[ScoreReport]) -> Result<Option<Section>, BriefingError> {
    let mut section = Section::new("history", "How the model fares against history");
    section.sentences.extend(questions(ensemble));
    section.sentences.extend(observations(ensemble));
    for report in scores {
        section.sentences.extend(report.scenarios.iter().filter_map(skill));
        section.points.extend(report.notes.iter().map(|note| note.replace('`', "")));
        section.tables.push(TextTable { title: "Scores of the questions".into(), table: table(report) });
        section.figures.extend(Figures::of_scores(report)?.take_all());
    }
    Ok(section.unless_empty())
}

/// In how many of the resolved questions history took the likelier answer.
fn questions(ensemble: &Ensemble) -> Option<String> {
    let resolved = ensemble.questions.iter().filter_map(|question| Some((question.probability, question.resolved?)));
    let right: Vec<bool> = resolved.map(|(probability, happened)| (probability > 0.5) == happened).collect();
    let hits = right.iter().filter(|&&is_right| is_right).count();
    (!right.is_empty())
        .then(|| format!("In {hits} of {} resolved questions the likelier answer came true.", right.len()))
}

/// How many observed figures lie within the 90 % band of their day, by what they may be used for.
fn observations(ensemble: &Ensemble) -> Option<String> {
    let within = |observation: &Observation| {
        let (_, bands) = ensemble.series.get(&observation.series)?;
        let day = usize::try_from(observation.date.days_since(ensemble.series.start)).ok()?;
        let [low, high] = MIDDLE_90.map(|index| bands.get(day).map(|band| band.quantiles[index]));
        Some((low?..=high?).contains(&observation.value))
    };
    let said =
        [(ObservationUse::Validate, "kept for checking"), (ObservationUse::Calibrate, "that numbers were set by")];
    let said = said.into_iter().filter_map(|(purpose, words)| {
        let own = ensemble.observations.iter().filter(|observation| observation.purpose == purpose);
        let inside: Vec<bool> = own.filter_map(within).collect();
        let hits = inside.iter().filter(|&&is_inside| is_inside).count();
        (!inside.is_empty()).then(|| format!("{hits} of {} figures {words}", inside.len()))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("Within the 90\u{2009}% band of their day lie {}.", joined(&said, "and")))
}

/// A scenario's Brier score and skill against its base rates.
fn skill(scenario: &ScenarioScore) -> Option<String> {
    let means = &scenario.means;
    let Estimate { value, interval: [low, high] } = means.skill;
    if !value.is_finite() {
        return None;
    }
    let verdict = match (low, high) {
        (low, _) if low > 0.0 => "better than the stated base rates, or one half where none is stated",
        (_, high) if high < 0.0 => "worse than the stated base rates, or one half where none is stated",
        _ => "not clearly better or worse than the stated base rates, or one half where none is stated",
    };
    let spread = if low.is_finite() && high.is_finite() {
        format!(" (95\u{2009}%: {} to {})", decimal(low, 2), decimal(high, 2))
    } else {
        String::new()
    };
    Some(format!(
        "{}: mean Brier score {} over {} questions (lower is better), a skill of {}{spread}: {verdict}.",
        scenario.provenance.title,
        decimal(means.brier.value, 3),
        means.questions,
        decimal(value, 2)
    ))
}

fn table(report: &ScoreReport) -> Table {
    let columns = vec![
        Column::words("Statement"),
        Column::numbers("Share of runs"),
        Column::words("Happened"),
        Column::numbers("Brier score"),
        Column::numbers("That of the base rate"),
    ];
    let questions = report.scenarios.iter().flat_map(|scenario| &scenario.questions);
    let row = |question: &crate::record::QuestionScore| {
        vec![
            Cell::words(&question.statement),
            Cell::number(percent(question.probability), question.probability),
            Cell::words(if question.happened { "yes" } else { "no" }),
            Cell::number(decimal(question.brier, 3), question.brier),
            Cell::number(decimal(question.base_rate_brier, 3), question.base_rate_brier),
        ]
    };
    Table::new("Every resolved question", columns).with_rows(questions.map(row).collect()).with_note(
        "A Brier score of 0 is perfect; half-and-half scores 0.25. Without a base rate that of the question is one half.",
    )
}
