//! Charts of a sensitivity analysis: which factors an outcome depends on, how, and what is left to chance.

mod bars;
mod given;
mod morris;
mod placing;
mod sobol;
mod variance;

#[cfg(test)]
pub(super) mod tests;

use crate::chart::number::Style;
use crate::chart::{Cell, Chart, ChartError, Column, number};
use crate::record::{Estimate, OutcomeSensitivity, Ranking, SensitivityReport};

/// Draws every chart whose analysis the report has: of all outcomes what is chance, then of each outcome its Sobol' indices,
/// elementary effects, and measures of the table as it is.
///
/// # Errors
/// When the drawing backend refuses an element.
pub fn draw_sensitivity(report: &SensitivityReport) -> Result<Vec<Chart>, ChartError> {
    let mut charts = Vec::new();
    charts.extend(variance::draw(report)?);
    for (index, outcome) in report.outcomes.iter().enumerate() {
        let view = View { report, outcome, stem: stem(report, index) };
        charts.extend(sobol::draw(&view)?);
        charts.extend(morris::draw(&view)?);
        charts.extend(given::draw(&view)?);
    }
    Ok(charts)
}

/// One outcome of a report.
struct View<'r> {
    report: &'r SensitivityReport,
    outcome: &'r OutcomeSensitivity,
    /// The end of its charts' names.
    stem: String,
}

impl View<'_> {
    /// The outcome's name.
    fn name(&self) -> &str {
        self.outcome.outcome.name()
    }

    /// How its numbers are written.
    fn style(&self) -> Style {
        if self.outcome.outcome.id.starts_with("question.") {
            Style::Percent
        } else {
            Style::of_unit(&self.outcome.outcome.unit)
        }
    }

    /// What the numbers of a chart rest on.
    fn counted(&self, samples: usize, what: &str) -> String {
        let replicates = self.report.provenance.replicates;
        let each = match replicates {
            0 => String::new(),
            _ => format!(" of {} replicates each", number::grouped(replicates as f64)),
        };
        format!("{} {what}{each}", number::grouped(samples as f64))
    }
}

/// What a chart says when another sample might put the factors in another order.
fn stability(ranking: &Ranking) -> &'static str {
    if ranking.stable || ranking.factors.len() < 2 { "" } else { ". The order of the factors is NOT stable" }
}

/// Most factors in a table.
const MOST_ROWS: usize = 40;

/// What a table of factors leaves out.
fn note(factors: usize) -> String {
    if factors <= MOST_ROWS {
        return String::new();
    }
    format!("The first {MOST_ROWS} of {} factors; all are in sensitivity.json.", number::grouped(factors as f64))
}

/// Headings of an estimate and its interval.
fn estimate_columns(heading: &str) -> [Column; 3] {
    [heading, "95\u{2009}% low", "95\u{2009}% high"].map(Column::numbers)
}

/// An estimate and its interval, each as `written` says.
fn estimate_cells(of: Estimate, written: impl Fn(f64) -> String) -> [Cell; 3] {
    [of.value, of.interval[0], of.interval[1]].map(|value| Cell::number(written(value), value))
}

/// An estimate with its interval in words.
fn with_interval(of: Estimate, written: impl Fn(f64) -> String) -> String {
    let [low, high] = of.interval.map(&written);
    format!("{} (95\u{2009}% interval {low} to {high})", written(of.value))
}

/// How many factors there was no room for.
fn hidden(all: usize, shown: usize) -> String {
    match all - shown {
        0 => String::new(),
        more if all > MOST_ROWS => {
            format!(" ({} weaker factors are in sensitivity.json)", number::grouped(more as f64))
        }
        1 => " (1 weaker factor is in the table)".into(),
        more => format!(" ({more} weaker factors are in the table)"),
    }
}

/// An outcome's identifier as a file name takes it; with its number where two outcomes would share one.
fn stem(report: &SensitivityReport, index: usize) -> String {
    let plain = |outcome: &OutcomeSensitivity| -> String {
        let letters = outcome.outcome.id.to_lowercase();
        let allowed = |letter: char| if letter.is_ascii_lowercase() || letter.is_ascii_digit() { letter } else { '_' };
        letters.chars().map(allowed).take(60).collect()
    };
    let stem = plain(&report.outcomes[index]);
    let shared = report.outcomes.iter().filter(|outcome| plain(outcome) == stem).count() > 1;
    if shared || stem.is_empty() { format!("{stem}_{}", index + 1) } else { stem }
}
