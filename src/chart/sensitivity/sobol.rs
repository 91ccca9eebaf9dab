//! Sobol' indices: what each factor does alone, and with all its interactions.

use crate::chart::canvas::Canvas;
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::sensitivity::bars::{self, MOST, Row};
use crate::chart::sensitivity::{
    MOST_ROWS, View, estimate_cells, estimate_columns, hidden, note, stability, with_interval,
};
use crate::chart::theme::{Area, BLUE, Colour, INK, PAPER, Stroke};
use crate::chart::{Cell, Chart, ChartError, Column, Table};
use crate::record::{SobolIndex, SobolIndices};

/// Colour of what a factor does together with others: a light blue that stays apart from the dark one in grey.
fn light() -> Colour {
    BLUE.towards(PAPER, 0.62)
}

/// The chart `sobol_OUTCOME`.
pub(super) fn draw(view: &View<'_>) -> Result<Option<Chart>, ChartError> {
    let Some(found) = view.outcome.sobol.as_ref().filter(|found| !found.factors.is_empty()) else { return Ok(None) };
    let by_rank = |id: &str| found.factors.iter().find(|factor| factor.factor == id);
    let all: Vec<&SobolIndex> = found.ranking.factors.iter().filter_map(|ranked| by_rank(&ranked.factor)).collect();
    let ranked = &all[..all.len().min(MOST)];
    let counted = view.counted(found.points * block(found), "points");
    frame::draw_counted(&view.report.provenance, &counted, words(view, found, &all), |canvas, area| {
        draw_rows(canvas, area, view, ranked);
    })
    .map(Some)
}

/// Points of a block.
fn block(found: &SobolIndices) -> usize {
    found.factors.len() * if found.pairs.is_empty() { 1 } else { 2 } + 2
}

fn draw_rows(canvas: &mut Canvas<'_>, area: Area, view: &View<'_>, ranked: &[&SobolIndex]) {
    let key = [
        (Swatch::Fill(BLUE, 1.0), "by itself (first order)"),
        (Swatch::Fill(light(), 1.0), "with all its interactions (total)"),
        (Swatch::Line(Stroke::solid(INK, 2.5)), "95\u{2009}% interval"),
    ];
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let rows: Vec<Row<'_>> = ranked
        .iter()
        .map(|factor| Row {
            name: view.report.label(&factor.factor),
            numbers: format!("{} / {}", share(factor.first.value), share(factor.total.value)),
            end: factor.total.value,
            in_full: format!(
                "{}: {} by itself, {} with all its interactions",
                view.report.label(&factor.factor),
                with_interval(factor.first, share),
                with_interval(factor.total, share)
            ),
        })
        .collect();
    let range = bars::range(ranked.iter().flat_map(|factor| [factor.first, factor.total]));
    bars::rows(canvas, area, &rows, (range, Style::Percent), |canvas, scale, index, (middle, height)| {
        let half = (height / 4.0 - 2.0).clamp(3.0, 15.0);
        bars::bar(canvas, scale, (middle - half - 1.0, half), ranked[index].first, BLUE);
        bars::bar(canvas, scale, (middle + half + 1.0, half), ranked[index].total, light());
    });
}

/// The indices of all factors.
fn table(view: &View<'_>, found: &SobolIndices, all: &[&SobolIndex]) -> Table {
    let mut columns = vec![Column::words("Factor")];
    columns.extend(estimate_columns("By itself (first order)"));
    columns.extend(estimate_columns("With all its interactions (total)"));
    let row = |factor: &&SobolIndex| {
        let mut row = vec![Cell::words(view.report.label(&factor.factor))];
        row.extend([factor.first, factor.total].into_iter().flat_map(|of| estimate_cells(of, share)));
        row
    };
    let mut rows: Vec<Vec<Cell>> = all.iter().take(MOST_ROWS).map(row).collect();
    let mut total = vec![Cell::words("All factors by themselves")];
    total.extend(estimate_cells(found.sum_of_first, share).map(|cell| Cell { sort: None, ..cell }));
    total.resize(columns.len(), Cell::empty());
    rows.push(total);
    let mut note = note(all.len());
    if all.iter().any(|factor| factor.total.value > 1.0) {
        note += " A share cannot exceed 100\u{2009}%; an estimate that does stands for all of it.";
    }
    let caption = format!("Sobol' indices: shares of the variance of {} between points", view.name());
    Table::new(caption, columns).with_rows(rows).with_note(note.trim_start())
}

/// A share within what shares can be.
fn share(value: f64) -> String {
    if value.is_finite() { number::percent(value.max(0.0)) } else { "unknown".into() }
}

fn words(view: &View<'_>, found: &SobolIndices, all: &[&SobolIndex]) -> Words {
    let ranked = &all[..all.len().min(MOST)];
    let interaction = share(1.0 - found.sum_of_first.value);
    let headline = match ranked.first() {
        Some(first) if first.total.value > 0.0 => format!(
            "{} is involved in {} of the variance of {}",
            frame::in_headline(view.report.label(&first.factor)),
            share(first.total.value.min(1.0)),
            view.name()
        ),
        _ => format!("No factor moves {}", view.name()),
    };
    let subheadline = format!(
        "Sobol' indices: shares of the variance between points. Factors by themselves explain {}, interactions {interaction}{}{}.",
        share(found.sum_of_first.value),
        hidden(found.factors.len(), ranked.len()),
        stability(&found.ranking)
    );
    let told = |factor: &&SobolIndex| {
        let label = view.report.label(&factor.factor);
        format!("{label} {} by itself, {} in all", share(factor.first.value), share(factor.total.value))
    };
    let list: Vec<String> = ranked.iter().map(told).collect();
    Words {
        name: format!("sobol_{}", view.stem),
        description: format!("Bars with intervals. {subheadline} {}.", list.join("; ")),
        headline: headline.into(),
        subheadline,
        sources: Vec::new(),
        table: table(view, found, all),
    }
}
