//! How outcomes differ between two sides: a dot with its interval for each, and how often it goes which way.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::contributions::amount;
use crate::chart::font;
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, INK, MUTED, PAPER, RULE, Stroke, VERMILION};
use crate::chart::{Chart, ChartError, chain, contributions};
use crate::record::{Comparison, OutcomeDifference};

/// Most outcomes on the slide.
const MOST: usize = 14;
/// Width of the names at the left, and of the columns at the right: the difference, and the directions.
const NAMES: f64 = 640.0;
const DIFFERENCE: f64 = 210.0;
const DIRECTIONS: f64 = 250.0;
/// Half the least range of the axis, in standard deviations.
const LEAST_RANGE: f64 = 0.1;

/// The charts `differences`, `chain` and `contributions` of a comparison, as far as it has the data.
///
/// # Errors
/// When the drawing backend refuses an element.
pub fn draw_all(comparison: &Comparison) -> Result<Vec<Chart>, ChartError> {
    let mut charts = Vec::new();
    charts.extend(draw(comparison)?);
    charts.extend(chain::draw(comparison)?);
    charts.extend(contributions::draw(comparison)?);
    Ok(charts)
}

/// A difference in standard deviations of the outcome between replicates: comparable between units.
fn standardised(row: &OutcomeDifference, value: f64) -> f64 {
    value / (row.independent_error * (row.pairs as f64 / 2.0).sqrt())
}

fn draw(comparison: &Comparison) -> Result<Option<Chart>, ChartError> {
    let rows = shown(comparison);
    if rows.is_empty() {
        return Ok(None);
    }
    let words = words(comparison, &rows);
    frame::draw_for(&comparison.sides[1], words, |canvas, area| draw_rows(canvas, area, &rows)).map(Some)
}

/// Headline outcomes and questions, or all without any headline, the largest first; what never varies is left out.
fn shown(comparison: &Comparison) -> Vec<&OutcomeDifference> {
    let any = comparison.outcomes.iter().any(|row| row.outcome.headline);
    let wanted = |row: &&OutcomeDifference| !any || row.outcome.headline || row.outcome.id.starts_with("question.");
    let size = |row: &OutcomeDifference| standardised(row, row.difference.value).abs();
    let mut rows: Vec<&OutcomeDifference> =
        comparison.outcomes.iter().filter(wanted).filter(|row| size(row).is_finite()).collect();
    rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
    rows
}

fn draw_rows(canvas: &mut Canvas<'_>, area: Area, rows: &[&OutcomeDifference]) {
    let rows = &rows[..rows.len().min(MOST)];
    let key = [
        (Swatch::Disc(VERMILION), "higher in B"),
        (Swatch::Disc(BLUE), "lower in B"),
        (Swatch::Ring(MUTED), "chance could do it"),
        (Swatch::Line(Stroke::solid(INK, 3.0)), "95\u{2009}% interval"),
    ];
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let plot = area.inset(NAMES, 80.0, DIFFERENCE + DIRECTIONS + 40.0, 84.0);
    let row = (plot.height() / rows.len() as f64).min(80.0);
    let plot = Area { bottom: plot.top + row * rows.len() as f64, ..plot };
    let scale = axis::horizontal(canvas, plot, &ticks(rows), Style::Plain);
    let caption = "Difference in standard deviations between runs";
    let middle = (plot.left + plot.right) / 2.0;
    canvas.text(caption, (middle, plot.bottom + 72.0), Type::new(BODY).colour(MUTED).align(Align::Middle));
    heads(canvas, plot);
    for (index, found) in rows.iter().enumerate() {
        let middle = plot.top + row * (index as f64 + 0.5);
        canvas.line(&[(area.left, middle + row / 2.0), (area.right, middle + row / 2.0)], Stroke::solid(RULE, 1.0));
        let lines = labels::lines(&found.outcome.label, NAMES - 40.0, row);
        for (line, height) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
            canvas.text_on(line, (area.left, height), Type::new(BODY));
        }
        draw_difference(canvas, scale, middle, found);
        let text = amount(&found.outcome, found.difference.value);
        let right = plot.right + 20.0 + DIFFERENCE;
        canvas.text_on(&text, (right, middle), Type::new(BODY).bold().align(Align::End));
        draw_directions(canvas, right + 30.0, middle, (row / 2.0 - 6.0).min(14.0), found);
    }
}

/// Titles of the columns at the right.
fn heads(canvas: &mut Canvas<'_>, plot: Area) {
    let right = plot.right + 20.0 + DIFFERENCE;
    let kind = Type::new(BODY).colour(MUTED);
    canvas.text("B − A", (right, plot.top - 16.0), kind.align(Align::End));
    canvas.text("Pairs going each way", (right + 30.0, plot.top - 16.0), kind);
}

/// An axis about zero that holds every interval.
fn ticks(rows: &[&OutcomeDifference]) -> Ticks {
    let ends = rows.iter().flat_map(|row| row.difference.interval.map(|end| standardised(row, end)));
    let range = ends.filter(|end| end.is_finite()).fold(LEAST_RANGE, |most, end| most.max(end.abs()));
    Ticks::covering(-range, range, 4, Style::Plain)
}

/// Whether the interval leaves out zero.
fn is_clear(row: &OutcomeDifference) -> bool {
    row.difference.interval[0] > 0.0 || row.difference.interval[1] < 0.0
}

fn draw_difference(canvas: &mut Canvas<'_>, scale: Scale, middle: f64, row: &OutcomeDifference) {
    canvas.line(&[(scale.at(0.0), middle - 20.0), (scale.at(0.0), middle + 20.0)], Stroke::solid(AXIS, 3.0));
    let [low, high] = row.difference.interval.map(|end| scale.at(standardised(row, end)));
    let at = scale.at(standardised(row, row.difference.value));
    canvas.line(&[(low, middle), (high, middle)], Stroke::solid(INK, 3.0));
    for end in [low, high] {
        canvas.line(&[(end, middle - 9.0), (end, middle + 9.0)], Stroke::solid(INK, 3.0));
    }
    match (is_clear(row), row.difference.value > 0.0) {
        (true, true) => canvas.disc((at, middle), 10.0, VERMILION),
        (true, false) => canvas.disc((at, middle), 10.0, BLUE),
        (false, _) => canvas.ring((at, middle), 10.0, MUTED),
    }
}

/// A bar of the shares of pairs that are lower, the same, and higher in B.
fn draw_directions(canvas: &mut Canvas<'_>, left: f64, middle: f64, half: f64, row: &OutcomeDifference) {
    let parts = [
        (row.directions.lower, BLUE, PAPER),
        (row.directions.equal, RULE, INK),
        (row.directions.higher, VERMILION, PAPER),
    ];
    let mut from = left;
    for (share, colour, ink) in parts.into_iter().filter(|(share, ..)| *share > 0.0) {
        let to = from + DIRECTIONS * share;
        canvas.rectangle(Area { left: from, top: middle - half, right: to, bottom: middle + half }, colour, 1.0);
        let text = number::decimal(100.0 * share, 0);
        if half >= 12.0 && to - from > Type::new(BODY - 4.0).width(&text) + 12.0 {
            let kind = Type::new(BODY - 4.0).colour(ink).align(Align::Middle);
            canvas.text_on(&text, ((from + to) / 2.0, middle), kind);
        }
        from = to;
    }
}

fn words(comparison: &Comparison, rows: &[&OutcomeDifference]) -> Words {
    let headline = comparison.headline().unwrap_or(rows[0]);
    let label = frame::in_headline(&headline.outcome.label);
    let headline = if is_clear(headline) {
        let way = if headline.difference.value > 0.0 { "rises" } else { "falls" };
        let size = amount(&headline.outcome, headline.difference.value);
        let size = size.trim_start_matches(['+', '−']);
        let rises = headline.difference.value > 0.0;
        let share = if rises { headline.directions.higher } else { headline.directions.lower };
        format!("{label} {way} by {size} on average, and in {} of pairs", number::percent(share))
    } else {
        format!("{label} does not differ by more than chance could do")
    };
    let hidden = match rows.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("; {more} smaller ones are in the table"),
    };
    let subheadline = format!("B ({}) against A, the same luck on both sides{hidden}", changes(comparison));
    let told = |row: &&OutcomeDifference| {
        let [low, high] = row.difference.interval.map(|end| amount(&row.outcome, end));
        format!("{} {} ({low} to {high})", row.outcome.label, amount(&row.outcome, row.difference.value))
    };
    let list: Vec<String> = rows.iter().take(MOST).map(told).collect();
    Words {
        name: "differences".into(),
        headline: font::clean(&headline),
        description: format!("Dots with intervals and bars of directions. {subheadline}. {}.", list.join("; ")),
        subheadline,
        sources: Vec::new(),
    }
}

/// What B changes, in a few words.
pub(super) fn changes(comparison: &Comparison) -> String {
    let labels: Vec<&str> = comparison.changes.iter().map(|change| change.label.as_str()).collect();
    match labels.as_slice() {
        [] => "as A".into(),
        [one] => (*one).into(),
        [one, other] => format!("{one}; {other}"),
        [one, rest @ ..] => format!("{one} and {} more changes", rest.len()),
    }
}
