//! Two factors and an outcome as coloured cells, with the line along which a question flips.

mod numbers;

use crate::chart::axis::{Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{Style, grouped};
use crate::chart::sweep::cells::{Axis, Cells};
use crate::chart::sweep::contour::contour;
use crate::chart::sweep::flip::{Flip, HALF, common, flip, is_steady};
use crate::chart::sweep::heat_map::numbers::{spots, table};
use crate::chart::sweep::view::{Names, View, axis_title, is_dark, level, rounded, shade, significant, title};
use crate::chart::theme::{AXIS, Area, BODY, INK, MUTED, PAPER, RULE, Stroke, VERMILION};
use crate::chart::{Chart, ChartError, Nearest};

/// Room for the names of levels at the left, and for the scale of colours at the right.
const MARGINS: (f64, f64) = (250.0, 230.0);
/// The line of one half, on a light rim that sets it off from dark cells.
const FLIP: [Stroke; 2] = [Stroke::solid(PAPER, 9.0), Stroke::solid(VERMILION, 5.0)];
/// The bounds of its 95 % interval.
const BOUND: [Stroke; 2] = [
    Stroke { colour: PAPER, dash: &[14.0, 9.0], width: 6.0 },
    Stroke { colour: VERMILION, dash: &[14.0, 9.0], width: 3.0 },
];
/// Most levels that are all named.
const MOST_NAMED: usize = 12;
/// Widest name of the factor from below to above, which stands beside the key.
const UP_WIDTH: f64 = 960.0;
/// Least size of a cell that shows its number.
const ROOM: (f64, f64) = (14.0, 34.0);

/// The chart `heat_map_OUTCOME`, if two factors form a grid.
pub fn draw(view: &View<'_>) -> Result<Option<Chart>, ChartError> {
    let Some(cells) = Cells::of(view) else { return Ok(None) };
    let words = words(view, &cells);
    frame::draw_counted(&view.sweep.provenance, &view.counted(), words, |canvas, area| {
        let plot = area.inset(MARGINS.0, 44.0, MARGINS.1, 84.0);
        let ticks = ticks(view, &cells);
        let scale = Scale::new(ticks.low, ticks.high, 0.0, 1.0);
        draw_cells(canvas, plot, &cells, scale);
        if view.is_condition() {
            draw_flip(canvas, plot, view, &cells);
            let mut key = vec![(Swatch::Line(FLIP[1]), "one half")];
            if has_contour(view, &cells) {
                key.push((Swatch::Line(BOUND[1]), "its 95\u{2009}% Monte Carlo interval"));
            }
            labels::key(canvas, (area.right - labels::key_width(&key), area.top + 12.0), &key);
        }
        draw_numbers(canvas, plot, view, &cells, scale);
        draw_levels(canvas, plot, view, &cells);
        draw_scale(canvas, plot, view, &ticks);
        canvas.spots(plot, Nearest::Point, spots(plot, view, &cells));
    })
    .map(Some)
}

/// The range of the colours.
fn ticks(view: &View<'_>, cells: &Cells) -> Ticks {
    if view.is_condition() {
        return Ticks::covering(0.0, 1.0, 4, view.style());
    }
    let values = cells.known().map(|(_, _, cell)| cell.value);
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    Ticks::covering(low, high, 5, view.style())
}

/// The rectangle of a cell.
fn place(plot: Area, cells: &Cells, column: usize, row: usize) -> Area {
    let width = plot.width() / cells.across.levels.len() as f64;
    let height = plot.height() / cells.up.levels.len() as f64;
    let (left, bottom) = (plot.left + width * column as f64, plot.bottom - height * row as f64);
    Area { left, top: bottom - height, right: left + width, bottom }
}

fn draw_cells(canvas: &mut Canvas<'_>, plot: Area, cells: &Cells, scale: Scale) {
    canvas.rectangle(plot, RULE, 1.0);
    let first = place(plot, cells, 0, 0);
    // A hair of overlap hides the seams that antialiasing would leave.
    let gap = if first.width().min(first.height()) > 24.0 { 1.0 } else { -0.2 };
    for (column, row, cell) in cells.known() {
        let area = place(plot, cells, column, row).inset(gap, gap, gap, gap);
        canvas.rectangle(area, shade(scale.at(cell.value)), 1.0);
    }
}

/// The number of every cell, if all have room for it; above the lines, on the colour of its cell.
fn draw_numbers(canvas: &mut Canvas<'_>, plot: Area, view: &View<'_>, cells: &Cells, scale: Scale) {
    let first = place(plot, cells, 0, 0);
    let width = |value: f64| Type::new(BODY).width(&view.written(value));
    let widest = cells.known().map(|(_, _, cell)| width(cell.value)).fold(0.0, f64::max);
    if first.width() < widest + ROOM.0 || first.height() < ROOM.1 {
        return;
    }
    for (column, row, cell) in cells.known() {
        let (area, share) = (place(plot, cells, column, row), scale.at(cell.value));
        let (x, y) = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let half = width(cell.value) / 2.0 + 3.0;
        canvas.rectangle(Area { left: x - half, right: x + half, top: y - 13.0, bottom: y + 13.0 }, shade(share), 1.0);
        let colour = if is_dark(share) { PAPER } else { INK };
        canvas.text_on(&view.written(cell.value), (x, y), Type::new(BODY).align(Align::Middle).colour(colour));
    }
}

/// Whether there is something between the cells through which a line can go.
fn has_contour(view: &View<'_>, cells: &Cells) -> bool {
    [&cells.across, &cells.up].iter().all(|axis| !view.factor(axis.factor).variable.is_categorical())
}

/// The line of one half and the bounds of its interval: where the interval's upper and lower end cross one half.
fn draw_flip(canvas: &mut Canvas<'_>, plot: Area, view: &View<'_>, cells: &Cells) {
    if !has_contour(view, cells) {
        return draw_steps(canvas, plot, cells);
    }
    for (strokes, number) in [(BOUND, 0_usize), (BOUND, 1), (FLIP, 2)] {
        let lines = extended(cells, |cell| if number < 2 { cell.interval[number] } else { cell.value });
        for stroke in strokes {
            lines.iter().for_each(|line| {
                let points: Vec<(f64, f64)> = line.iter().map(|&point| pixel(plot, cells, point)).collect();
                canvas.line(&points, stroke);
            });
        }
    }
}

/// Lines of one half between the middles of cells, carried on to the rim; in columns and rows of cells.
fn extended(cells: &Cells, number: impl Fn(crate::record::Estimate) -> f64) -> Vec<Vec<(f64, f64)>> {
    let (columns, rows) = (cells.across.levels.len(), cells.up.levels.len());
    let inner = |index: usize, count: usize| index.saturating_sub(1).min(count - 1);
    let values: Vec<f64> = (0..(columns + 2) * (rows + 2))
        .map(|node| {
            cells.at(inner(node % (columns + 2), columns), inner(node / (columns + 2), rows)).map_or(f64::NAN, &number)
        })
        .collect();
    // The rim is half a cell from the outermost middles.
    let squeezed = |at: f64, count: usize| {
        let last = count as f64;
        if at < 1.0 {
            at / 2.0
        } else if at > last {
            last - 0.5 + (at - last) / 2.0
        } else {
            at - 0.5
        }
    };
    let place = |(x, y): (f64, f64)| (squeezed(x, columns), squeezed(y, rows));
    contour(&values, columns + 2, HALF).into_iter().map(|line| line.into_iter().map(place).collect()).collect()
}

fn pixel(plot: Area, cells: &Cells, (column, row): (f64, f64)) -> (f64, f64) {
    let across = plot.width() * column / cells.across.levels.len() as f64;
    let up = plot.height() * row / cells.up.levels.len() as f64;
    (plot.left + across, plot.bottom - up)
}

/// Sides between cells on different sides of one half, for categories, between which there is nothing.
fn draw_steps(canvas: &mut Canvas<'_>, plot: Area, cells: &Cells) {
    let likely = |column: usize, row: usize| cells.at(column, row).map(|cell| cell.value > HALF);
    for (column, row, cell) in cells.known() {
        let own = cell.value > HALF;
        let area = place(plot, cells, column, row);
        let right = [(area.right, area.top), (area.right, area.bottom)];
        let above = [(area.left, area.top), (area.right, area.top)];
        let sides = [(column + 1 < cells.across.levels.len(), column + 1, row, right), (true, column, row + 1, above)];
        for (exists, other, line, side) in sides {
            if exists && likely(other, line).is_some_and(|other| other != own) {
                FLIP.into_iter().for_each(|stroke| canvas.line(&side, stroke));
            }
        }
    }
}

/// The names of both factors and of their levels.
fn draw_levels(canvas: &mut Canvas<'_>, plot: Area, view: &View<'_>, cells: &Cells) {
    let cell = place(plot, cells, 0, 0);
    let kind = Type::new(BODY).align(Align::Middle);
    let across = marks(view, &cells.across, cell.width().max(120.0) - 12.0);
    let widest = across.iter().map(|(_, name)| kind.width(name)).fold(0.0, f64::max);
    for (at, name) in thinned(&across, (widest + 16.0) / cell.width()) {
        canvas.text(name, (plot.left + cell.width() * at, plot.bottom + BODY * 1.35), kind);
    }
    let up = marks(view, &cells.up, MARGINS.0 - 20.0);
    for (at, name) in thinned(&up, BODY * 1.4 / cell.height()) {
        canvas.text_on(name, (plot.left - 14.0, plot.bottom - cell.height() * at), kind.align(Align::End));
    }
    let titled = |axis: &Axis, room: f64| {
        font::shorten(&axis_title(&view.factor(axis.factor).variable), BODY, Weight::Bold, room)
    };
    let middle = (plot.left + plot.right) / 2.0;
    canvas.text(
        &format!("{} →", titled(&cells.across, plot.width() - 60.0)),
        (middle, plot.bottom + 74.0),
        kind.bold(),
    );
    let name = format!("↑ {}", titled(&cells.up, UP_WIDTH));
    canvas.text_on(&name, (plot.left - MARGINS.0, plot.top - 32.0), Type::new(BODY).bold());
}

/// What is written along an axis, with its place in cells from the axis' beginning: the levels in the middle of their
/// cells, or round numbers when there are many levels at even distances.
fn marks(view: &View<'_>, axis: &Axis, room: f64) -> Vec<(f64, String)> {
    let (variable, levels) = (&view.factor(axis.factor).variable, &axis.levels);
    let (first, last) = (levels[0], levels[levels.len() - 1]);
    let step = (last - first) / (levels.len() - 1) as f64;
    let even = |(index, level): (usize, &f64)| (level - first - step * index as f64).abs() <= step * 1e-6;
    if variable.is_categorical() || levels.len() <= MOST_NAMED || !levels.iter().enumerate().all(even) {
        let name = |value: f64| font::shorten(&level(variable, value), BODY, Weight::Regular, room);
        return levels.iter().enumerate().map(|(index, &value)| (index as f64 + 0.5, name(value))).collect();
    }
    let ticks = Ticks::covering(first, last, 6, Style::Plain);
    let inside = ticks.values.iter().map(|value| (value / ticks.step).round() * ticks.step);
    let inside = inside.filter(|value| (first - step * 0.01..=last + step * 0.01).contains(value));
    inside.map(|value| ((value - first) / step + 0.5, significant(value))).collect()
}

/// The marks at least `apart` cells from the last one kept.
fn thinned(marks: &[(f64, String)], apart: f64) -> impl Iterator<Item = (f64, &str)> {
    let mut free_from = f64::NEG_INFINITY;
    marks.iter().filter_map(move |(at, name)| {
        let is_free = *at >= free_from;
        free_from = if is_free { at + apart } else { free_from };
        is_free.then_some((*at, name.as_str()))
    })
}

/// The scale of colours, at the right.
fn draw_scale(canvas: &mut Canvas<'_>, plot: Area, view: &View<'_>, ticks: &Ticks) {
    const STEPS: usize = 64;
    let bar = Area { left: plot.right + 44.0, right: plot.right + 80.0, ..plot };
    let scale = Scale::new(ticks.low, ticks.high, bar.bottom, bar.top);
    let height = bar.height() / STEPS as f64;
    for step in 0..STEPS {
        let bottom = bar.bottom - height * step as f64;
        let share = (step as f64 + 0.5) / STEPS as f64;
        canvas.rectangle(Area { top: bottom - height - 0.2, bottom, ..bar }, shade(share), 1.0);
    }
    for (&value, label) in ticks.values.iter().zip(ticks.labels(view.style())) {
        let at = scale.at(value);
        canvas.line(&[(bar.right, at), (bar.right + 8.0, at)], Stroke::solid(AXIS, 2.0));
        canvas.text_on(&label, (bar.right + 16.0, at), Type::new(BODY).colour(MUTED));
    }
    if view.is_condition() {
        let half = scale.at(HALF);
        FLIP.into_iter().for_each(|stroke| canvas.line(&[(bar.left - 6.0, half), (bar.right + 6.0, half)], stroke));
    }
}

fn words(view: &View<'_>, cells: &Cells) -> Words {
    let told = if view.is_condition() { flips } else { ranges };
    let headline = view.headline(|names| told(view, cells, names));
    let [across, up] = [&cells.across, &cells.up].map(|axis| title(&view.factor(axis.factor).variable));
    let averaged = match view.factors.len() - 2 {
        0 => String::new(),
        1 => ", averaged over the other factor".into(),
        others => format!(", averaged over the {others} other factors"),
    };
    let subheadline = format!("{}, by {across} and {up}{averaged}.{}", view.measure(), view.notes());
    Words {
        name: view.file("heat_map"),
        description: format!("A grid of coloured cells. {subheadline} {}.", headline.in_full),
        headline,
        subheadline,
        sources: Vec::new(),
        table: table(view, cells),
    }
}

/// Where a question is likelier than not, in words.
fn flips(view: &View<'_>, cells: &Cells, names: &Names<'_>) -> String {
    let (name, rows) = (names.outcome(), cells.up.levels.len());
    let Some((least, greatest)) = extremes(cells) else { return name };
    let [lowest, highest] = [least, greatest].map(|cell| view.written(cell.2.value));
    if greatest.2.value <= HALF {
        return format!(
            "{name} comes true in most runs nowhere; at most in {highest} of them ({})",
            at(cells, names, greatest)
        );
    }
    if least.2.value > HALF {
        return format!(
            "{name} comes true in most runs everywhere; at least in {lowest} of them ({})",
            at(cells, names, least)
        );
    }
    let (across, up) = (cells.across.factor, cells.up.factor);
    let (found, range) = row_by_row(cells);
    if view.factor(across).variable.is_categorical() || !is_steady(&found, range) {
        let likely = cells.known().filter(|(_, _, cell)| cell.value > HALF).count();
        let [likely, all] = [likely, cells.known().count()].map(|count| grouped(count as f64));
        let place = at(cells, names, greatest);
        return format!(
            "{name} comes true in most runs at {likely} of {all} points, most often ({highest}) at {place}"
        );
    }
    let clause = |flip: Flip, name: &str| match flip {
        Flip::Above(value) => format!("above {name}{}", names.level(across, rounded(value, range))),
        Flip::Below(value) => format!("below {name}{}", names.level(across, rounded(value, range))),
        Flip::Always => "everywhere".into(),
        _ => "nowhere".into(),
    };
    let in_full = format!("{} ", names.factor(across));
    if let Some(flip) = common(&found, range) {
        let first = clause(flip, &in_full);
        return format!("{name} comes true in most runs {first}, whatever {} is", names.factor(up));
    }
    let (first, last) = (clause(found[0], &in_full), clause(found[rows - 1], &in_full));
    let is_named = matches!(found[0], Flip::Above(_) | Flip::Below(_));
    let last = if is_named { clause(found[rows - 1], "") } else { last };
    let [low, high] = [0, rows - 1].map(|row| names.level(up, cells.up.levels[row]));
    format!("{name} comes true in most runs {first} where {} is {low}, {last} where it is {high}", names.factor(up))
}

/// Where the question flips in every row, and the range of the factor across.
fn row_by_row(cells: &Cells) -> (Vec<Flip>, [f64; 2]) {
    let levels = &cells.across.levels;
    let flips = (0..cells.up.levels.len()).map(|row| flip(levels, &cells.row(row))).collect();
    (flips, [levels[0], levels[levels.len() - 1]])
}

/// From where to where a number ranges, in words.
fn ranges(view: &View<'_>, cells: &Cells, names: &Names<'_>) -> String {
    let Some((least, greatest)) = extremes(cells) else { return names.outcome() };
    let [low, high] = [least, greatest].map(|cell| view.written(cell.2.value));
    let (column, row, _) = greatest;
    let to = [(&cells.across, column), (&cells.up, row)];
    let to = to.map(|(axis, index)| names.level(axis.factor, axis.levels[index])).join(", ");
    format!("{}: from {low} ({}) to {high} ({to})", names.outcome(), at(cells, names, least))
}

type Cell = (usize, usize, crate::record::Estimate);

/// The cells with the least and the greatest estimate.
fn extremes(cells: &Cells) -> Option<(Cell, Cell)> {
    let by_value = |a: &Cell, b: &Cell| a.2.value.total_cmp(&b.2.value);
    Some((cells.known().min_by(by_value)?, cells.known().max_by(by_value)?))
}

/// A cell's levels in words.
fn at(cells: &Cells, names: &Names<'_>, (column, row, _): Cell) -> String {
    let told = |axis: &Axis, index: usize| {
        format!("{} {}", names.factor(axis.factor), names.level(axis.factor, axis.levels[index]))
    };
    format!("{}, {}", told(&cells.across, column), told(&cells.up, row))
}
