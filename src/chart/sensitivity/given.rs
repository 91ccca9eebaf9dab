//! Measures of a table as it is: PAWN against what an input without influence scores, and delta.

use crate::chart::canvas::Canvas;
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::sensitivity::bars::{self, MOST, Row};
use crate::chart::sensitivity::{
    MOST_ROWS, View, estimate_cells, estimate_columns, hidden, note, stability, with_interval,
};
use crate::chart::theme::{Area, BLUE, INK, PAPER, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Table};
use crate::record::{Estimate, GivenData, GivenFactor};

/// The chart `given_OUTCOME`.
pub(super) fn draw(view: &View<'_>) -> Result<Option<Chart>, ChartError> {
    let Some(found) = view.outcome.given.as_ref().filter(|found| !found.factors.is_empty()) else { return Ok(None) };
    let by_rank = |id: &str| found.factors.iter().find(|factor| factor.factor == id);
    let all: Vec<&GivenFactor> = found.ranking.factors.iter().filter_map(|ranked| by_rank(&ranked.factor)).collect();
    let ranked = &all[..all.len().min(MOST)];
    let counted = view.counted(found.rows, "rows");
    frame::draw_counted(&view.report.provenance, &counted, words(view, found, &all), |canvas, area| {
        draw_rows(canvas, area, view, ranked);
    })
    .map(Some)
}

fn draw_rows(canvas: &mut Canvas<'_>, area: Area, view: &View<'_>, ranked: &[&GivenFactor]) {
    let key = [
        (Swatch::Fill(BLUE, 1.0), "PAWN (median)"),
        (Swatch::Line(Stroke::solid(INK, 2.5)), "95\u{2009}% interval"),
        (Swatch::Ring(INK), "Borgonovo's delta"),
        (Swatch::Tick(VERMILION), "PAWN of 95\u{2009}% of inputs without influence is below"),
    ];
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let rows: Vec<Row<'_>> = ranked
        .iter()
        .map(|factor| Row {
            name: view.report.label(&factor.factor),
            numbers: format!("{} / {}", decimals(factor.pawn.median.value), decimals(factor.delta.value)),
            end: factor.pawn.median.value,
            in_full: format!(
                "{}: PAWN {}; 95\u{2009}% of inputs without influence are below {}; delta {}",
                view.report.label(&factor.factor),
                with_interval(factor.pawn.median, decimals),
                decimals(factor.pawn.threshold),
                decimals(factor.delta.value)
            ),
        })
        .collect();
    let threshold = |factor: &&GivenFactor| Estimate { value: factor.pawn.threshold, interval: [f64::NAN; 2] };
    let deltas = ranked.iter().map(|factor| Estimate { interval: [f64::NAN; 2], ..factor.delta });
    let all = ranked.iter().map(|factor| factor.pawn.median).chain(ranked.iter().map(threshold)).chain(deltas);
    bars::rows(canvas, area, &rows, (bars::range(all), Style::Plain), |canvas, scale, index, (middle, height)| {
        let factor = ranked[index];
        let half = (height / 3.0 - 2.0).clamp(4.0, 18.0);
        bars::bar(canvas, scale, (middle, half), factor.pawn.median, BLUE);
        if factor.delta.value.is_finite() {
            canvas.ring((scale.at(factor.delta.value), middle), (half * 0.6).clamp(5.0, 9.0), INK);
        }
        if factor.pawn.threshold.is_finite() {
            let at = scale.at(factor.pawn.threshold);
            let ends = [(at, middle - half - 4.0), (at, middle + half + 4.0)];
            canvas.line(&ends, Stroke::solid(PAPER, 8.0));
            canvas.line(&ends, Stroke::solid(VERMILION, 4.0));
        }
    });
}

/// A distance with two decimals.
fn decimals(value: f64) -> String {
    if value.is_finite() { number::decimal(value, 2) } else { "–".into() }
}

/// The measures of all inputs.
fn table(view: &View<'_>, all: &[&GivenFactor]) -> Table {
    let mut columns = vec![Column::words("Input")];
    columns.extend(estimate_columns("PAWN (median)"));
    columns.push(Column::numbers("PAWN of 95\u{2009}% of inputs without influence is below"));
    columns.extend(estimate_columns("Borgonovo's delta"));
    let row = |factor: &&GivenFactor| {
        let mut row = vec![Cell::words(view.report.label(&factor.factor))];
        row.extend(estimate_cells(factor.pawn.median, decimals));
        row.push(Cell::number(decimals(factor.pawn.threshold), factor.pawn.threshold));
        row.extend(estimate_cells(factor.delta, decimals));
        row
    };
    let caption = format!("How far the distribution of {} moves when an input is known", view.name());
    Table::new(caption, columns).with_rows(all.iter().take(MOST_ROWS).map(row).collect()).with_note(note(all.len()))
}

fn words(view: &View<'_>, found: &GivenData, all: &[&GivenFactor]) -> Words {
    let ranked = &all[..all.len().min(MOST)];
    let count = found.factors.iter().filter(|factor| factor.is_influential()).count();
    let headline = match ranked.first().filter(|_| count > 0) {
        None => format!("No input moves the distribution of {} more than chance", view.name()),
        Some(first) => {
            format!("{} depends most on {}", view.name(), frame::in_headline(view.report.label(&first.factor)),)
        }
    };
    let subheadline = format!(
        "How far the distribution moves when an input is known: {count} of {} inputs move it more than chance would{}{}.",
        found.factors.len(),
        hidden(found.factors.len(), ranked.len()),
        stability(&found.ranking)
    );
    let told =
        |factor: &&GivenFactor| format!("{} {}", view.report.label(&factor.factor), decimals(factor.pawn.median.value));
    let list: Vec<String> = ranked.iter().map(told).collect();
    Words {
        name: format!("given_{}", view.stem),
        description: format!("Bars with intervals and thresholds. {subheadline} {}.", list.join("; ")),
        headline: headline.into(),
        subheadline,
        sources: Vec::new(),
        table: table(view, all),
    }
}
