//! What adds up to a difference: from side A's mean to side B's, step by step, by change and by mechanism.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::difference::side_b;
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, Colour, INK, MUTED, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Comparison, Decomposition, Estimate, OutcomeDifference, OutcomeInfo, OutcomeKind};

/// Most steps of a panel; the smallest are put together beyond.
const MOST: usize = 9;
/// Width of the names at the left of a panel, and of the numbers at its right.
const NAMES: f64 = 520.0;
const NUMBERS: f64 = 190.0;

/// A step from A to B.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    label: String,
    estimate: Estimate,
}

/// A decomposition to be drawn: its title, side A's mean over its pairs, and its steps.
struct Panel {
    title: String,
    start: f64,
    steps: Vec<Step>,
}

/// A difference in the outcome's unit: percentage points of a condition, days of a date.
pub(super) fn amount(outcome: &OutcomeInfo, value: f64) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    let text = match (outcome.kind, outcome.unit.as_str()) {
        _ if !value.is_finite() => return "unknown".into(),
        (OutcomeKind::Condition, _) => format!("{}\u{a0}points", number::decimal(100.0 * value, 1)),
        (_, "days") => format!("{}\u{a0}days", number::decimal(value, 1)),
        (_, "1" | "") => number::decimal(value, 3),
        _ => number::prose(value, Style::Count),
    };
    format!("{sign}{text}")
}

/// A side's mean: a percentage of a condition, a day of a date.
pub(super) fn level(outcome: &OutcomeInfo, value: f64) -> String {
    match (outcome.kind, outcome.unit.as_str()) {
        (OutcomeKind::Condition, _) => number::percent(value),
        (_, "days") => format!("day\u{a0}{}", number::decimal(value, 1)),
        (_, unit) => number::prose(value, Style::of_unit(unit)),
    }
}

/// The chart `contributions` of the headline outcome; none where nothing could be told apart.
pub(super) fn draw(comparison: &Comparison) -> Result<Option<Chart>, ChartError> {
    let Some(headline) = comparison.headline() else { return Ok(None) };
    let panels = panels(comparison, headline);
    if panels.is_empty() {
        return Ok(None);
    }
    let words = words(comparison, headline, &panels);
    frame::draw_for(&comparison.sides[1], words, |canvas, area| draw_panels(canvas, area, headline, &panels)).map(Some)
}

/// Decompositions with something to tell apart.
fn panels(comparison: &Comparison, headline: &OutcomeDifference) -> Vec<Panel> {
    let panel = |title: &str, found: &Option<Decomposition>| {
        let found = found.as_ref().filter(|found| found.parts.len() > 1)?;
        let row = found.of(&headline.outcome.id).filter(|row| row.difference.is_finite())?;
        let steps = found.parts.iter().zip(&row.parts);
        let steps = steps.map(|(part, estimate)| Step { label: part.label.clone(), estimate: *estimate }).collect();
        let pairs = number::grouped(found.pairs as f64);
        Some(Panel { title: format!("{title} ({pairs} pairs)"), start: headline.means[0], steps: gathered(steps) })
    };
    let panels = [
        panel("By change: each made alone and after the others, on average over all orders", &comparison.by_change),
        panel("By mechanism: each freed from A’s history, on average over all orders", &comparison.by_mechanism),
    ];
    let drawn =
        |panel: &Panel| panel.start.is_finite() && panel.steps.iter().all(|step| step.estimate.value.is_finite());
    panels.into_iter().flatten().filter(drawn).collect()
}

/// Steps by size, the smallest together when there are too many.
fn gathered(mut steps: Vec<Step>) -> Vec<Step> {
    steps.sort_by(|one, other| other.estimate.value.abs().total_cmp(&one.estimate.value.abs()));
    if steps.len() > MOST {
        let rest = steps.split_off(MOST - 1);
        let value = rest.iter().map(|step| step.estimate.value).sum();
        let label = format!("{} smaller ones together", rest.len());
        steps.push(Step { label, estimate: Estimate { value, interval: [f64::NAN; 2] } });
    }
    steps
}

fn draw_panels(canvas: &mut Canvas<'_>, area: Area, headline: &OutcomeDifference, panels: &[Panel]) {
    let key = [
        (Swatch::Fill(VERMILION, 1.0), "raises it"),
        (Swatch::Fill(BLUE, 1.0), "lowers it"),
        (Swatch::Line(Stroke::solid(INK, 3.0)), "95\u{2009}% interval"),
    ];
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let rows: usize = panels.iter().map(|panel| panel.steps.len() + 2).sum();
    let fixed = 36.0 + panels.len() as f64 * 116.0;
    let row = ((area.height() - fixed) / rows as f64).min(58.0);
    let mut top = area.top + 36.0;
    for panel in panels {
        let bottom = top + 116.0 + row * (panel.steps.len() + 2) as f64;
        draw_panel(canvas, Area { top, bottom, ..area }, row, (headline, panel));
        top = bottom;
    }
}

fn draw_panel(canvas: &mut Canvas<'_>, area: Area, row: f64, (headline, panel): (&OutcomeDifference, &Panel)) {
    let title = font::shorten(&panel.title, BODY, Weight::Bold, area.width());
    canvas.text(&title, (area.left, area.top + BODY + 16.0), Type::new(BODY).bold());
    let plot = area.inset(NAMES, 62.0, NUMBERS, 54.0);
    let scale = scale(canvas, plot, headline, panel);
    let mut middle = plot.top + row / 2.0;
    let (mut level, mut spots) = (panel.start, Vec::new());
    draw_level(canvas, (area, scale), middle, ("A", level, headline));
    for step in &panel.steps {
        let next = level + step.estimate.value;
        canvas.line(&[(scale.at(level), middle), (scale.at(level), middle + row)], Stroke::solid(AXIS, 2.0));
        middle += row;
        canvas.text_on(&fitted(&step.label), (area.left, middle), Type::new(BODY));
        draw_step(canvas, scale, (middle, (row / 2.0 - 6.0).min(18.0)), ([level, next], step));
        let text = amount(&headline.outcome, step.estimate.value);
        canvas.text_on(&text, (area.right, middle), Type::new(BODY).bold().align(Align::End));
        spots.push(Spot::new((scale.at(next), middle), in_full(&headline.outcome, step)));
        level = next;
    }
    canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
    canvas.line(&[(scale.at(level), middle), (scale.at(level), middle + row)], Stroke::solid(AXIS, 2.0));
    draw_level(canvas, (area, scale), middle + row, ("B", level, headline));
}

/// What a pointer finds on a step.
fn in_full(outcome: &OutcomeInfo, step: &Step) -> String {
    let [low, high] = step.estimate.interval;
    let interval = if low.is_finite() && high.is_finite() {
        format!(" (95\u{2009}% interval {} to {})", amount(outcome, low), amount(outcome, high))
    } else {
        String::new()
    };
    format!("{}: {}{interval}", step.label, amount(outcome, step.estimate.value))
}

/// The steps of every panel, and the difference that they add up to as far as they were played.
fn table(headline: &OutcomeDifference, panels: &[Panel]) -> Table {
    let outcome = &headline.outcome;
    let row = |what: &str, label: &str, of: Estimate| {
        let mut row = vec![Cell::words(what), Cell::words(label)];
        let known = |value: f64| {
            if value.is_finite() { Cell::number(amount(outcome, value), value) } else { Cell::empty() }
        };
        row.extend([of.value, of.interval[0], of.interval[1]].map(known));
        row
    };
    let columns = [Column::words("Account"), Column::words("Part")]
        .into_iter()
        .chain(["Contribution", "95\u{2009}% low", "95\u{2009}% high"].map(Column::numbers));
    let mut table = Table::new(format!("{}: parts of the difference B − A", outcome.label), columns.collect());
    for panel in panels {
        table.rows.extend(panel.steps.iter().map(|step| row(&panel.title, &step.label, step.estimate)));
    }
    let [a, b] = headline.means.map(|mean| level(outcome, mean));
    table.rows.push(row("All pairs", &format!("B ({b}) − A ({a})"), headline.difference));
    table
}

/// The axis over every level that is passed and every interval.
fn scale(canvas: &mut Canvas<'_>, plot: Area, headline: &OutcomeDifference, panel: &Panel) -> Scale {
    let mut ends = vec![panel.start];
    let mut level = panel.start;
    for step in &panel.steps {
        let around = step.estimate.interval.map(|end| level + end);
        level += step.estimate.value;
        ends.push(level);
        ends.extend(around.into_iter().filter(|end| end.is_finite()));
    }
    let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let style = match headline.outcome.kind {
        OutcomeKind::Condition => Style::Percent,
        OutcomeKind::Number => Style::of_unit(&headline.outcome.unit),
    };
    axis::horizontal(canvas, plot, &Ticks::covering(low, high, 6, style), style)
}

/// The level of a side.
fn draw_level(
    canvas: &mut Canvas<'_>,
    (area, scale): (Area, Scale),
    middle: f64,
    (side, level, headline): (&str, f64, &OutcomeDifference),
) {
    canvas.text_on(&format!("Side {side}"), (area.left, middle), Type::new(BODY).bold());
    canvas.disc((scale.at(level), middle), 9.0, INK);
    let text = self::level(&headline.outcome, level);
    canvas.text_on(&text, (area.right, middle), Type::new(BODY).colour(MUTED).align(Align::End));
}

/// A step's bar, with the interval about its end.
fn draw_step(canvas: &mut Canvas<'_>, scale: Scale, (middle, half): (f64, f64), ([from, to], step): ([f64; 2], &Step)) {
    if step.estimate.value == 0.0 {
        return;
    }
    let [left, right] = [scale.at(from.min(to)), scale.at(from.max(to))];
    let colour: Colour = if to >= from { VERMILION } else { BLUE };
    let bar = Area { left, top: middle - half, right: right.max(left + 2.0), bottom: middle + half };
    canvas.rectangle(bar, colour, 1.0);
    let [low, high] = step.estimate.interval.map(|end| from + end);
    if low.is_finite() && high.is_finite() {
        canvas.line(&[(scale.at(low), middle), (scale.at(high), middle)], Stroke::solid(INK, 3.0));
        for end in [low, high] {
            canvas.line(&[(scale.at(end), middle - 7.0), (scale.at(end), middle + 7.0)], Stroke::solid(INK, 2.5));
        }
    }
}

fn words(comparison: &Comparison, headline: &OutcomeDifference, panels: &[Panel]) -> Words {
    let label = frame::in_headline(&headline.outcome.label);
    let largest = panels.first().and_then(|panel| panel.steps.first());
    let name = largest.map_or(String::new(), |step| short(&step.label));
    let size = largest.map_or(f64::NAN, |step| step.estimate.value);
    let headline_text = format!(
        "{label}: {name} accounts for {} of {}",
        amount(&headline.outcome, size),
        amount(&headline.outcome, headline.difference.value)
    );
    let told = |panel: &Panel| {
        let steps =
            panel.steps.iter().map(|step| format!("{} {}", step.label, amount(&headline.outcome, step.estimate.value)));
        format!("{}: {}", panel.title, steps.collect::<Vec<_>>().join("; "))
    };
    let list: Vec<String> = panels.iter().map(told).collect();
    let subheadline = format!("From the mean of A to that of B ({}): Shapley values", side_b(comparison));
    Words {
        name: "contributions".into(),
        headline: font::clean(&headline_text).into(),
        description: format!("Bars from one mean to the other. {}.", list.join(". ")),
        subheadline,
        sources: Vec::new(),
        table: table(headline, panels),
    }
}

/// A name that fits beside its bar: without what it holds in brackets, or cut, where it is too long.
fn fitted(label: &str) -> String {
    let room = NAMES - 40.0;
    let whole = font::width(&font::clean(label), BODY, Weight::Regular) <= room;
    if whole { label.into() } else { font::shorten(&short(label), BODY, Weight::Regular, room) }
}

/// A name without what it holds in brackets.
fn short(label: &str) -> String {
    label.split(" (").next().unwrap_or(label).into()
}
