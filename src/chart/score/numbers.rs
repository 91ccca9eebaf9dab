//! A scenario's scores as a table and for a pointer.

use crate::chart::number;
use crate::chart::{Cell, Column, Table};
use crate::record::{COVERED, ObservationUse, QuestionScore, ScenarioScore, UseCalibration};

/// What a pointer finds on a question.
pub(super) fn in_full(question: &QuestionScore) -> String {
    let stop = if question.statement.ends_with(['.', '?', '!']) { "" } else { "." };
    format!(
        "{}{stop} In {} of runs; base rate {}; {}; Brier score {}",
        question.statement,
        told(question.probability, number::percent),
        number::percent(question.base_rate),
        what_happened(question.happened),
        number::decimal(question.brier, 2)
    )
}

/// What history says.
pub(super) fn what_happened(happened: bool) -> &'static str {
    if happened { "happened" } else { "did not happen" }
}

/// Every question with its score, their means, and how often intervals held what was observed.
pub(super) fn table(score: &ScenarioScore) -> Table {
    let share = |value: f64| Cell::number(told(value, number::percent), value);
    let points = |value: f64| Cell::number(told(value, |value| number::decimal(value, 2)), value);
    let question = |of: &QuestionScore| {
        vec![
            Cell::words(&of.statement),
            share(of.probability),
            share(of.base_rate),
            Cell::words(what_happened(of.happened)),
            points(of.brier),
            points(of.base_rate_brier),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = score.questions.iter().map(question).collect();
    if !score.questions.is_empty() {
        let means = [score.means.brier, score.means.base_rate_brier].map(|mean| points(mean.value));
        let mut mean = vec![Cell::words("Mean of the questions"), Cell::empty(), Cell::empty(), Cell::empty()];
        mean.extend(means.map(|cell| Cell { sort: None, ..cell }));
        rows.push(mean);
    }
    let held = |what: String, stated: f64, found: f64| {
        let mut row = vec![Cell::words(what), share(stated), Cell::empty(), Cell::words(told(found, number::percent))];
        row.resize(6, Cell::empty());
        row
    };
    for found in &score.calibrations {
        let what = format!("Share of {} inside the interval", counted(found));
        let intervals = COVERED.iter().zip(found.calibration.coverage);
        rows.extend(intervals.map(|(&(stated, _), found)| held(what.clone(), stated, found)));
    }
    if let Some((inside, count)) = inside_80(&score.calibrations) {
        rows.push(held(format!("Share of all {count} {} inside the interval", observations(count)), 0.8, inside));
    }
    let columns = vec![
        Column::words("What was said"),
        Column::numbers("Share of runs"),
        Column::numbers("Base rate"),
        Column::words("What happened"),
        Column::numbers("Brier score"),
        Column::numbers("Brier score of the base rate"),
    ];
    Table::new("What was said and what happened", columns).with_rows(rows)
}

/// The observations that a calibration rests on, in words.
pub(super) fn counted(found: &UseCalibration) -> String {
    let kind = match found.purpose {
        ObservationUse::Calibrate => "fitted",
        ObservationUse::Validate => "kept",
    };
    let count = found.calibration.observations;
    format!("{count} {kind} {}", observations(count))
}

/// The noun for so many.
pub(super) fn observations(count: usize) -> &'static str {
    if count == 1 { "observation" } else { "observations" }
}

/// A number in words, or that there is none: no replicate was left.
pub(super) fn told(value: f64, words: impl Fn(f64) -> String) -> String {
    if value.is_finite() { words(value) } else { "unknown".into() }
}

/// Share of all observations inside the 80 % interval, and their number, if there are any.
pub(super) fn inside_80(calibrations: &[UseCalibration]) -> Option<(f64, usize)> {
    let count: usize = calibrations.iter().map(|found| found.calibration.observations).sum();
    let inside = calibrations.iter().map(|found| found.calibration.coverage[1] * found.calibration.observations as f64);
    (count > 0).then(|| (inside.sum::<f64>() / count as f64, count))
}
