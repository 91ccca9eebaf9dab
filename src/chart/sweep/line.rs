//! An outcome over the one factor that varies.

use std::collections::BTreeSet;

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels;
use crate::chart::number::Style;
use crate::chart::sweep::flip::{Flip, HALF, flip};
use crate::chart::sweep::view::{
    Names, View, axis_title, estimate_columns, level, level_with_unit, rounded, significant, title,
};
use crate::chart::theme::{Area, BLUE, BODY, INK, MUTED, RULE, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Estimate, Variable};

/// The line of one half.
const HALF_LINE: Stroke = Stroke { colour: VERMILION, dash: &[14.0, 9.0], width: 3.0 };
/// Most categories that get a row each.
const MOST_CATEGORIES: usize = 18;
/// Width of the column of categories.
const NAMES: f64 = 620.0;
/// Most points that are marked.
const MOST_MARKED: usize = 40;
/// Most evenly spaced points in the table.
const MOST_ROWS: usize = 40;

/// A value of the factor and the outcome there.
type Point = (f64, Estimate);

/// The chart `line_OUTCOME`. The view has one factor that varies.
pub fn draw(view: &View<'_>) -> Result<Chart, ChartError> {
    let factor = view.factors.first().copied().unwrap_or(0);
    let variable = &view.factor(factor).variable;
    let points = points(view, factor);
    let words = words(view, factor, &points);
    frame::draw_counted(&view.sweep.provenance, &view.counted(), words, |canvas, area| {
        match variable.is_categorical() {
            true => draw_categories(canvas, area, view, variable, &points),
            false => draw_line(canvas, area, view, variable, &points),
        }
    })
}

/// The outcome at each value of the factor, in their order.
fn points(view: &View<'_>, factor: usize) -> Vec<Point> {
    let mut rows = view.rows.clone();
    rows.sort_by(|&a, &b| view.input(factor, a).total_cmp(&view.input(factor, b)).then(a.cmp(&b)));
    let levels = rows.chunk_by(|&a, &b| view.input(factor, a) == view.input(factor, b));
    levels.map(|rows| (view.input(factor, rows[0]), view.estimate(rows))).collect()
}

/// The range of the outcome's axis.
fn ticks(view: &View<'_>, points: &[Point], count: usize) -> Ticks {
    if view.is_condition() {
        return Ticks::covering(0.0, 1.0, 4, Style::Percent);
    }
    let bounds = points.iter().flat_map(|(_, estimate)| [estimate.interval[0], estimate.interval[1], estimate.value]);
    let finite = bounds.filter(|bound| bound.is_finite());
    let (low, high) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), bound| (low.min(bound), high.max(bound)));
    Ticks::covering(low, high, count, view.style())
}

fn draw_line(canvas: &mut Canvas<'_>, area: Area, view: &View<'_>, variable: &Variable, points: &[Point]) {
    let ticks = ticks(view, points, 6);
    let plot = area.inset(ticks.label_width(view.style()) + 24.0, 16.0, 150.0, 92.0);
    let vertical = axis::vertical(canvas, plot, &ticks, view.style());
    let (first, last) = (points[0].0, points[points.len() - 1].0);
    let horizontal = draw_levels(canvas, plot, (first, last));
    let name = font::shorten(&axis_title(variable), BODY, Weight::Bold, plot.width());
    let kind = Type::new(BODY).bold().align(Align::Middle);
    canvas.text(&name, ((plot.left + plot.right) / 2.0, plot.bottom + 80.0), kind);
    let place = |value: f64, outcome: f64| (horizontal.at(value), vertical.at(outcome));
    let low = points.iter().map(|(value, estimate)| place(*value, estimate.interval[0]));
    let high = points.iter().rev().map(|(value, estimate)| place(*value, estimate.interval[1]));
    canvas.polygon(&low.chain(high).collect::<Vec<_>>(), BLUE, 0.22);
    if view.is_condition() {
        draw_flip(canvas, plot, (horizontal, vertical), points);
    }
    let line: Vec<(f64, f64)> = points.iter().map(|(value, estimate)| place(*value, estimate.value)).collect();
    canvas.line(&line, Stroke::solid(BLUE, 5.0));
    if points.len() <= MOST_MARKED {
        line.iter().for_each(|&at| canvas.disc(at, 8.0, BLUE));
    }
    draw_ends(canvas, plot, view, points, &line);
    let spots = points.iter().zip(&line).map(|(point, at)| Spot::new(*at, in_full(view, variable, point)));
    canvas.spots(plot, Nearest::X, spots);
}

/// What a pointer finds on a point.
fn in_full(view: &View<'_>, variable: &Variable, (value, estimate): &Point) -> String {
    format!("{} {}: {}", title(variable), level_with_unit(variable, *value), view.with_interval(*estimate))
}

/// The points, of many some that are evenly apart, with the least and the greatest; and where a question flips.
fn table(view: &View<'_>, factor: usize, points: &[Point], crossing: Option<(f64, [f64; 2])>) -> Table {
    let variable = &view.factor(factor).variable;
    let value = |index: &usize| points[*index].1.value;
    let by_value = |a: &usize, b: &usize| value(a).total_cmp(&value(b));
    let step = points.len().div_ceil(MOST_ROWS).max(1);
    let mut shown: BTreeSet<usize> = (0..points.len()).step_by(step).chain(points.len().checked_sub(1)).collect();
    shown.extend((0..points.len()).min_by(by_value));
    shown.extend((0..points.len()).max_by(by_value));
    let mut rows: Vec<Vec<Cell>> = shown
        .iter()
        .map(|&index| {
            let mut row = vec![view.level_cell(factor, points[index].0)];
            row.extend(view.cells(points[index].1));
            row
        })
        .collect();
    if let Some((at, [low, high])) = crossing {
        let range = [points[0].0, points[points.len() - 1].0];
        let [at, low, high] = [at, low, high].map(|value| level_with_unit(variable, rounded(value, range)));
        let text = format!("crosses one half at {at} (95\u{2009}% interval {low} to {high})");
        rows.push(vec![Cell::words(text), Cell::words(view.written(HALF)), Cell::empty(), Cell::empty()]);
    }
    let first =
        if variable.is_categorical() { Column::words(title(variable)) } else { Column::numbers(title(variable)) };
    let columns = [first].into_iter().chain(estimate_columns("Outcome")).collect();
    let note = match step {
        1 => String::new(),
        _ => format!("{} of {} points, evenly, with the least and the greatest.", shown.len(), points.len()),
    };
    Table::new(format!("{}, by {}", view.measure(), title(variable)), columns).with_rows(rows).with_note(note)
}

/// The outcome at the first and the last value, beside the line.
fn draw_ends(canvas: &mut Canvas<'_>, plot: Area, view: &View<'_>, points: &[Point], line: &[(f64, f64)]) {
    let kind = Type::new(BODY).bold().colour(BLUE);
    let (first, last) = (line[0], line[line.len() - 1]);
    let rises = line.get(1).is_some_and(|next| next.1 < first.1);
    let has_room = first.1 + 50.0 < plot.bottom;
    let offset = if rises && has_room { 34.0 } else { -34.0 };
    canvas.text_on(&view.written(points[0].1.value), (first.0 + 8.0, first.1 + offset), kind);
    // The name of the line of one half stands at the right too.
    let half = (plot.top + plot.bottom) / 2.0;
    let is_near = view.is_condition() && (last.1 - half).abs() < 32.0;
    let height = if is_near { half + if last.1 < half { -32.0 } else { 32.0 } } else { last.1 };
    canvas.text_on(&view.written(points[points.len() - 1].1.value), (plot.right + 14.0, height), kind);
}

/// A horizontal axis from the first to the last value, with round numbers.
fn draw_levels(canvas: &mut Canvas<'_>, plot: Area, (first, last): (f64, f64)) -> Scale {
    let scale = Scale::new(first, last, plot.left, plot.right);
    let ticks = Ticks::covering(first, last, 6, Style::Plain);
    let room = (last - first) * 1e-9;
    let inside = ticks.values.iter().filter(|value| (first - room..=last + room).contains(value));
    let kind = Type::new(BODY).align(Align::Middle);
    let mut free_from = f64::NEG_INFINITY;
    for &value in inside {
        let at = scale.at(value);
        canvas.line(&[(at, plot.top), (at, plot.bottom)], Stroke::solid(RULE, 1.5));
        // A sum of steps is off by a rounding error that must not be written out.
        let label = significant((value / ticks.step).round() * ticks.step);
        let half = kind.width(&label) / 2.0;
        if at - half >= free_from {
            canvas.text(&label, (at, plot.bottom + BODY * 1.35), kind);
            free_from = at + half + 12.0;
        }
    }
    scale
}

/// The line of one half, and where the outcome crosses it if it does so once.
fn draw_flip(canvas: &mut Canvas<'_>, plot: Area, (horizontal, vertical): (Scale, Scale), points: &[Point]) {
    let half = vertical.at(HALF);
    canvas.line(&[(plot.left, half), (plot.right, half)], HALF_LINE);
    canvas.text_on("one half", (plot.right + 12.0, half), Type::new(BODY).colour(VERMILION));
    if let Some((at, [low, high])) = crossing(points) {
        let [left, right] = [low, high].map(|bound| horizontal.at(bound));
        canvas.rectangle(Area { left, right, ..plot }, VERMILION, 0.12);
        canvas.line(&[(horizontal.at(at), plot.top), (horizontal.at(at), plot.bottom)], Stroke::solid(VERMILION, 4.0));
    }
}

/// Where the probability crosses one half, if once, with the values between which its interval holds one half.
fn crossing(points: &[Point]) -> Option<(f64, [f64; 2])> {
    let values: Vec<f64> = points.iter().map(|(value, _)| *value).collect();
    let of = |number: &dyn Fn(&Estimate) -> f64| {
        flip(&values, &points.iter().map(|(_, estimate)| number(estimate)).collect::<Vec<_>>())
    };
    let ends = (values[0], values[values.len() - 1]);
    let (low, high) = (of(&|estimate| estimate.interval[0]), of(&|estimate| estimate.interval[1]));
    match of(&|estimate| estimate.value) {
        Flip::Above(at) => {
            let from = if let Flip::Above(value) = high { value } else { ends.0 };
            let to = if let Flip::Above(value) = low { value } else { ends.1 };
            Some((at, [from, to]))
        }
        Flip::Below(at) => {
            let from = if let Flip::Below(value) = low { value } else { ends.0 };
            let to = if let Flip::Below(value) = high { value } else { ends.1 };
            Some((at, [from, to]))
        }
        _ => None,
    }
}

/// A row for each category with its point and interval.
fn draw_categories(canvas: &mut Canvas<'_>, area: Area, view: &View<'_>, variable: &Variable, points: &[Point]) {
    let shown = &points[..points.len().min(MOST_CATEGORIES)];
    let plot = area.inset(NAMES, 10.0, 220.0, 44.0);
    let row = (plot.height() / shown.len() as f64).min(110.0);
    let plot = Area { bottom: plot.top + row * shown.len() as f64, ..plot };
    let ticks = ticks(view, points, 5);
    let scale = axis::horizontal(canvas, plot, &ticks, view.style());
    if view.is_condition() {
        canvas.line(&[(scale.at(HALF), plot.top), (scale.at(HALF), plot.bottom)], HALF_LINE);
    }
    for (index, (value, estimate)) in shown.iter().enumerate() {
        let middle = plot.top + row * (index as f64 + 0.5);
        let lines = labels::lines(&level(variable, *value), NAMES - 30.0, row);
        for (line, at) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
            canvas.text_on(line, (area.left, at), Type::new(BODY));
        }
        let [low, high] = estimate.interval.map(|bound| scale.at(bound));
        canvas.line(&[(low, middle), (high, middle)], Stroke::solid(INK, 3.0));
        canvas.disc((scale.at(estimate.value), middle), 11.0, BLUE);
        canvas.text_on(&view.written(estimate.value), (plot.right + 24.0, middle), Type::new(BODY).bold());
    }
    let spots = shown.iter().enumerate().map(|(index, point)| {
        let at = (scale.at(point.1.value), plot.top + row * (index as f64 + 0.5));
        Spot::new(at, in_full(view, variable, point))
    });
    canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
    if points.len() > shown.len() {
        let rest = format!("{} more are in the table", points.len() - shown.len());
        canvas.text(&rest, (area.left, plot.bottom + BODY * 1.35), Type::new(BODY).colour(MUTED));
    }
}

fn words(view: &View<'_>, factor: usize, points: &[Point]) -> Words {
    let variable = &view.factor(factor).variable;
    let crossing = crossing(points).filter(|_| view.is_condition() && !variable.is_categorical());
    let headline = view.headline(|names| match crossing {
        Some((at, bounds)) => flips(view, factor, points, names, (at, bounds)),
        None => ranges(view, factor, points, names),
    });
    let subheadline = format!(
        "{}, by {}, with its 95\u{2009}% Monte Carlo interval.{}",
        view.measure(),
        title(variable),
        view.notes()
    );
    let list: Vec<String> = points
        .iter()
        .take(MOST_MARKED)
        .map(|(value, estimate)| format!("{} at {}", view.written(estimate.value), level(variable, *value)))
        .collect();
    Words {
        name: view.file("line"),
        description: format!("A line with its interval. {subheadline} {}.", list.join("; ")),
        headline,
        subheadline,
        sources: Vec::new(),
        table: table(view, factor, points, crossing),
    }
}

fn flips(
    view: &View<'_>,
    factor: usize,
    points: &[Point],
    names: &Names<'_>,
    (at, [low, high]): (f64, [f64; 2]),
) -> String {
    let side = if points[0].1.value > HALF { "below" } else { "above" };
    let variable = &view.factor(factor).variable;
    let range = [points[0].0, points[points.len() - 1].0];
    let [from, to] = [low, high].map(|bound| level(variable, rounded(bound, range)));
    let interval = if low < high { format!(" (95\u{2009}% interval {from} to {to})") } else { String::new() };
    let value = level_with_unit(variable, rounded(at, range));
    format!("{} comes true in most runs {side} {} {value}{interval}", names.outcome(), names.factor(factor))
}

fn ranges(view: &View<'_>, factor: usize, points: &[Point], names: &Names<'_>) -> String {
    let with = if view.factor(factor).variable.is_categorical() { "with" } else { "at" };
    let by_value = |a: &&Point, b: &&Point| a.1.value.total_cmp(&b.1.value);
    let (Some(least), Some(greatest)) = (points.iter().min_by(by_value), points.iter().max_by(by_value)) else {
        return names.outcome();
    };
    let [low, high] = [least, greatest]
        .map(|(value, estimate)| format!("{} {with} {}", view.written(estimate.value), names.level(factor, *value)));
    format!("{} by {}: from {low} to {high}", names.outcome(), names.factor(factor))
}
