//! What an outcome is at both ends of each factor, the factor that moves it most on top.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::sweep::ends::{Effect, End, effects};
use crate::chart::sweep::view::{View, axis_title, estimate_columns, title};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, Colour, INK, PAPER, RULE, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{DesignKind, Estimate};

/// Most factors that stay readable.
const MOST: usize = 15;
/// Widths of the column of names, and of the room for an end's label at either side of the axis.
const NAMES: f64 = 560.0;
const LABELS: f64 = 190.0;
/// Colours of the low and the high end; in grey the low end is hollow and the high end filled.
const ENDS: [Colour; 2] = [VERMILION, BLUE];
/// The line of the outcome when nothing is varied.
const BASELINE: Stroke = Stroke { colour: INK, dash: &[10.0, 8.0], width: 2.5 };

/// The chart `tornado_OUTCOME`, if any factor moves the outcome.
pub fn draw(view: &View<'_>) -> Result<Option<Chart>, ChartError> {
    let (baseline, all) = effects(view);
    if all.is_empty() {
        return Ok(None);
    }
    let shown = &all[..all.len().min(MOST)];
    let words = words(view, baseline, &all);
    frame::draw_counted(&view.sweep.provenance, &view.counted(), words, |canvas, area| {
        draw_key(canvas, (area.left, area.top + 8.0), view);
        let plot = area.inset(NAMES + LABELS, 44.0, LABELS, 44.0);
        let row = (plot.height() / shown.len() as f64).min(120.0);
        let plot = Area { bottom: plot.top + row * shown.len() as f64, ..plot };
        let ticks = ticks(view, baseline, shown);
        let scale = axis::horizontal(canvas, plot, &ticks, view.style());
        let at = scale.at(baseline.value);
        canvas.line(&[(at, plot.top), (at, plot.bottom)], BASELINE);
        for (index, effect) in shown.iter().enumerate() {
            let middle = plot.top + row * (index as f64 + 0.5);
            if index > 0 {
                let above = middle - row / 2.0;
                canvas.line(&[(area.left, above), (area.right, above)], Stroke::solid(RULE, 1.0));
            }
            let name = axis_title(&view.factor(effect.factor).variable);
            let lines = labels::lines(&name, NAMES - 24.0, row);
            for (line, at) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
                canvas.text_on(line, (area.left, at), Type::new(BODY));
            }
            draw_effect(canvas, scale, (middle, row), effect);
        }
        let spots = shown.iter().enumerate().map(|(index, effect)| {
            let at = scale.at(effect.high.estimate.value);
            Spot::new((at, plot.top + row * (index as f64 + 0.5)), in_full(view, effect))
        });
        canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
    })
    .map(Some)
}

/// What a pointer finds on a factor.
fn in_full(view: &View<'_>, effect: &Effect) -> String {
    let [low, high] =
        [&effect.low, &effect.high].map(|end| format!("{} {}", view.with_interval(end.estimate), end.told));
    format!("{}: {low}; {high}", title(&view.factor(effect.factor).variable))
}

/// Every factor with what the outcome is at its ends, also those that the picture has no room for.
fn table(view: &View<'_>, baseline: Estimate, all: &[Effect]) -> Table {
    let [_, _, middle] = meanings(view);
    let mut columns = vec![Column::words("Factor"), Column::words("Low end")];
    columns.extend(estimate_columns("Outcome there"));
    columns.push(Column::words("High end"));
    columns.extend(estimate_columns("Outcome there"));
    columns.extend(["Least outcome", "Greatest outcome"].map(Column::numbers));
    let row = |effect: &Effect| {
        let mut row = vec![Cell::words(axis_title(&view.factor(effect.factor).variable))];
        for end in [&effect.low, &effect.high] {
            row.push(Cell::words(&end.label));
            row.extend(view.cells(end.estimate));
        }
        row.extend(effect.extremes.map(|extreme| Cell::number(view.written(extreme.value), extreme.value)));
        row
    };
    let mut rows: Vec<Vec<Cell>> = all.iter().map(row).collect();
    let mut last = vec![Cell::words(middle), Cell::empty()];
    last.extend(view.cells(baseline).map(|cell| Cell { sort: None, ..cell }));
    last.resize(columns.len(), Cell::empty());
    rows.push(last);
    Table::new(format!("{} at both ends of each factor", view.measure()), columns).with_rows(rows)
}

/// What the baseline and the two ends are.
fn meanings(view: &View<'_>) -> [&'static str; 3] {
    match view.sweep.design {
        DesignKind::OneAtATime => ["factor at its low end", "at its high end", "nothing varied"],
        DesignKind::Grid => ["factor at its least value", "at its greatest", "mean of all points"],
        _ => ["factor at the low end", "at the high end", "mean of all points"],
    }
}

fn draw_key(canvas: &mut Canvas<'_>, at: (f64, f64), view: &View<'_>) {
    let [low, high, baseline] = meanings(view);
    let entries = [
        (Swatch::Ring(ENDS[0]), low),
        (Swatch::Disc(ENDS[1]), high),
        (Swatch::Line(BASELINE), baseline),
        (Swatch::Line(Stroke::solid(AXIS, 3.0)), "95\u{2009}% interval"),
    ];
    labels::key(canvas, at, &entries);
}

fn ticks(view: &View<'_>, baseline: Estimate, shown: &[Effect]) -> Ticks {
    let ends =
        shown.iter().flat_map(|effect| [effect.low.estimate, effect.high.estimate].into_iter().chain(effect.extremes));
    let numbers =
        ends.chain([baseline]).flat_map(|estimate| [estimate.value, estimate.interval[0], estimate.interval[1]]);
    let finite = numbers.filter(|number| number.is_finite());
    let (low, high) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)));
    let bounded = if view.is_condition() { (low.max(0.0), high.min(1.0)) } else { (low, high) };
    Ticks::filling(bounded.0, bounded.1, 5, view.style())
}

/// A bar from the least to the greatest outcome, and each end with its interval and the factor's value.
fn draw_effect(canvas: &mut Canvas<'_>, scale: Scale, (middle, row): (f64, f64), effect: &Effect) {
    let [low, high] = [&effect.low, &effect.high].map(|end| scale.at(end.estimate.value));
    let [least, greatest] = effect.extremes.map(|extreme| scale.at(extreme.value));
    let half = (row / 2.0 - 8.0).clamp(4.0, 17.0);
    let bar = Area { left: least, right: greatest, top: middle - half * 0.55, bottom: middle + half * 0.55 };
    canvas.rectangle(bar, AXIS, 0.45);
    for (end, at, offset) in [(&effect.low, low, -half * 0.45), (&effect.high, high, half * 0.45)] {
        let [from, to] = end.estimate.interval.map(|bound| scale.at(bound));
        // The two intervals are a little apart, so that they are told from each other where they meet.
        canvas.line(&[(from.min(at), middle + offset), (to.max(at), middle + offset)], Stroke::solid(AXIS, 3.0));
    }
    canvas.ring((low, middle), half * 0.75, ENDS[0]);
    canvas.disc((high, middle), half * 0.75, ENDS[1]);
    let is_left = low <= high;
    label(canvas, scale, middle, (&effect.low, if is_left { least } else { greatest }, is_left));
    label(canvas, scale, middle, (&effect.high, if is_left { greatest } else { least }, !is_left));
}

/// The factor's value at an end, outside the bar and its interval.
fn label(canvas: &mut Canvas<'_>, scale: Scale, middle: f64, (end, at, is_left): (&End, f64, bool)) {
    let [from, to] = end.estimate.interval.map(|bound| scale.at(bound));
    let text = font::shorten(&end.label, BODY, Weight::Regular, LABELS - 30.0);
    let kind = Type::new(BODY).align(if is_left { Align::End } else { Align::Start });
    let edge = if is_left { from.min(at) - 22.0 } else { to.max(at) + 22.0 };
    let left = if is_left { edge - kind.width(&text) } else { edge };
    let paper =
        Area { left: left - 6.0, right: left + kind.width(&text) + 6.0, top: middle - 15.0, bottom: middle + 15.0 };
    canvas.rectangle(paper, PAPER, 1.0);
    canvas.text_on(&text, (edge, middle), kind);
}

fn words(view: &View<'_>, baseline: Estimate, all: &[Effect]) -> Words {
    let first = &all[0];
    let [low, high] = [&first.low, &first.high].map(|end| format!("{} {}", view.written(end.estimate.value), end.told));
    let headline = view.headline(|names| {
        let (name, outcome) = (names.factor(first.factor), names.outcome());
        if first.is_clear() && !first.is_one_way() {
            let [least, greatest] = first.extremes.map(|extreme| view.written(extreme.value));
            format!("{name} moves {outcome} most, from {least} to {greatest}, but not in one direction: {low}, {high}")
        } else if first.is_clear() {
            format!("{name} moves {outcome} most: {low}, {high}")
        } else {
            format!("No factor moves {outcome} beyond the error of its estimate; most does {name}: {low}, {high}")
        }
    });
    let rest = match all.get(MOST) {
        None => String::new(),
        Some(next) => {
            let others = all.len() - MOST;
            let factors = if others == 1 { "factor moves" } else { "factors move" };
            format!(" {others} other {factors} it by at most {}.", difference(view, next.size()))
        }
    };
    let is_word = |effect: &Effect| view.factor(effect.factor).variable.is_categorical();
    let words =
        if all.iter().any(is_word) { " Ends of words are those with the least and the greatest outcome." } else { "" };
    let subheadline =
        format!("{} at both ends of each factor; {}.{words}{rest}{}", view.measure(), held(view, all), view.notes());
    let list: Vec<String> = all.iter().take(MOST).map(|effect| told(view, effect)).collect();
    Words {
        name: view.file("tornado"),
        description: format!(
            "Bars from the low to the high end of each factor. {subheadline} Baseline {}. {}.",
            view.written(baseline.value),
            list.join("; ")
        ),
        headline,
        subheadline,
        sources: Vec::new(),
        table: table(view, baseline, all),
    }
}

/// What the ends are, and the other factors meanwhile.
fn held(view: &View<'_>, all: &[Effect]) -> &'static str {
    match view.sweep.design {
        DesignKind::OneAtATime => "all others stay central",
        DesignKind::Grid => "averaged over all levels of the others",
        _ if all.iter().any(Effect::is_by_shares) => {
            "averaged over the fifth of the points with its least and the fifth with its greatest values"
        }
        _ => "averaged over the points with its least and those with its greatest value",
    }
}

/// A difference of the outcome in words.
fn difference(view: &View<'_>, size: f64) -> String {
    if view.is_condition() {
        format!("{} points", crate::chart::number::decimal(size * 100.0, 1))
    } else {
        view.written(size)
    }
}

fn told(view: &View<'_>, effect: &Effect) -> String {
    let end = |end: &End| format!("{} ({})", view.written(end.estimate.value), end.label);
    format!("{}: {}, {}", title(&view.factor(effect.factor).variable), end(&effect.low), end(&effect.high))
}
