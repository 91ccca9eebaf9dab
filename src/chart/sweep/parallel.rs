//! Every point of a sweep as a line through its factors' values to its outcome.

mod numbers;

use crate::chart::axis::{Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::number::{self, Style};
use crate::chart::sweep::ends::effects;
use crate::chart::sweep::parallel::numbers::{in_full, table};
use crate::chart::sweep::view::{Names, View, axis_title, level, rounded, shade};
use crate::chart::theme::{AXIS, Area, BODY, INK, MUTED, PAPER, RULE, Stroke};
use crate::chart::{Chart, ChartError, Nearest, Spot};

/// Most factors that get an axis.
const MOST_FACTORS: usize = 9;
/// Most lines that do not cover each other entirely.
const MOST_LINES: usize = 250;
/// Most lines that a pointer finds.
const MOST_SPOTS: usize = 40;
/// Least number of points of which a tenth says something.
const LEAST_POINTS: usize = 20;
/// Least difference worth telling, in standard errors; it is the greatest of several.
const CLEAR: f64 = 3.0;
/// Height of the names above the axes, and of the ends' values below.
const HEADS: (f64, f64) = (118.0, 46.0);
/// How far from its category a line may pass, as a share of the distance between categories.
const JITTER: f64 = 0.3;
/// The golden ratio's fraction: multiples of it, modulo one, spread evenly at any count.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// The chart `parallel_OUTCOME`, if any factor moves the outcome.
pub fn draw(view: &View<'_>) -> Result<Option<Chart>, ChartError> {
    let (_, all) = effects(view);
    let factors: Vec<usize> = all.iter().take(MOST_FACTORS).map(|effect| effect.factor).collect();
    if factors.is_empty() {
        return Ok(None);
    }
    let ordered = ordered(view);
    let lines = thinned(&ordered, MOST_LINES);
    let words = words(view, &factors, all.len(), &ordered, lines.len());
    frame::draw_counted(&view.sweep.provenance, &view.counted(), words, |canvas, area| {
        let plot = area.inset(90.0, HEADS.0, 190.0, HEADS.1);
        let axes: Vec<Axis> = factors.iter().map(|&factor| Axis::of(view, factor, plot)).collect();
        let ticks = ticks(view);
        let outcome = Scale::new(ticks.low, ticks.high, plot.bottom, plot.top);
        let share = Scale::new(ticks.low, ticks.high, 0.0, 1.0);
        let step = plot.width() / axes.len() as f64;
        let at = |index: usize| plot.left + step * index as f64;
        for &row in &lines {
            let mut points: Vec<(f64, f64)> =
                axes.iter().enumerate().map(|(index, axis)| (at(index), axis.at(view, row))).collect();
            points.push((plot.right, outcome.at(view.value(row))));
            canvas.line(&points, Stroke::solid(shade(0.12 + 0.88 * share.at(view.value(row))), width(lines.len())));
        }
        for (index, axis) in axes.iter().enumerate() {
            axis.draw(canvas, view, at(index), plot, step - 24.0);
        }
        draw_outcome(canvas, plot, view, (&ticks, outcome), step - 24.0);
        let spots = thinned(&ordered, MOST_SPOTS)
            .into_iter()
            .map(|row| Spot::new((plot.right, outcome.at(view.value(row))), in_full(view, &factors, row)));
        canvas.spots(Area { right: area.right, ..plot }, Nearest::Y, spots);
    })
    .map(Some)
}

/// Rows from the least to the greatest outcome.
fn ordered(view: &View<'_>) -> Vec<usize> {
    let mut rows = view.rows.clone();
    rows.sort_by(|&a, &b| view.value(a).total_cmp(&view.value(b)).then(a.cmp(&b)));
    rows
}

/// As many rows as can be drawn, at even distances in the order of their outcomes, the greatest last and so on top.
fn thinned(ordered: &[usize], most: usize) -> Vec<usize> {
    let count = ordered.len().min(most);
    (0..count).map(|index| ordered[index * (ordered.len() - 1) / (count - 1).max(1)]).collect()
}

/// Width of a line among so many.
fn width(lines: usize) -> f64 {
    match lines {
        0..=60 => 4.0,
        61..=150 => 3.0,
        _ => 2.0,
    }
}

fn ticks(view: &View<'_>) -> Ticks {
    if view.is_condition() {
        return Ticks::covering(0.0, 1.0, 4, Style::Percent);
    }
    let [low, high] = bounds(view.rows.iter().map(|&row| view.value(row)));
    Ticks::filling(low, high, 5, view.style())
}

/// A factor's axis.
struct Axis {
    factor: usize,
    scale: Scale,
    low: f64,
    high: f64,
    /// Distance of two categories in pixels; zero for a number.
    apart: f64,
}

impl Axis {
    fn of(view: &View<'_>, factor: usize, plot: Area) -> Axis {
        // The ends that were looked at are rounder than those that happened to be drawn.
        let ends = view.factor(factor).ends.into_iter().filter(|end| end.is_finite());
        let [low, high] = bounds(view.rows.iter().map(|&row| view.input(factor, row)).chain(ends));
        let count = view.factor(factor).variable.categories.len();
        if count == 0 {
            return Axis { factor, scale: Scale::new(low, high, plot.bottom, plot.top), low, high, apart: 0.0 };
        }
        // Every category has a band of its own.
        let apart = plot.height() / count as f64;
        let scale = Scale::new(0.0, (count - 1) as f64, plot.bottom - apart / 2.0, plot.top + apart / 2.0);
        Axis { factor, scale, low: 0.0, high: (count - 1) as f64, apart }
    }

    /// Height at which the line of a row crosses the axis. Lines through one category are spread a little.
    fn at(&self, view: &View<'_>, row: usize) -> f64 {
        let spread = ((row + 1) as f64 * GOLDEN).fract() - 0.5;
        self.scale.at(view.input(self.factor, row)) + spread * self.apart * JITTER * 2.0
    }

    fn draw(&self, canvas: &mut Canvas<'_>, view: &View<'_>, at: f64, plot: Area, room: f64) {
        let variable = &view.factor(self.factor).variable;
        canvas.line(&[(at, plot.top), (at, plot.bottom)], Stroke::solid(PAPER, 8.0));
        canvas.line(&[(at, plot.top), (at, plot.bottom)], Stroke::solid(AXIS, 3.0));
        // A name is centred on its axis and must not leave the picture.
        head(canvas, &axis_title(variable), at, plot.top, room.min(2.0 * (at - 16.0)));
        let kind = Type::new(BODY).align(Align::Middle).colour(MUTED);
        if !variable.is_categorical() {
            let texts = [(self.low, plot.bottom + 34.0), (self.high, plot.top - 12.0)];
            texts.into_iter().for_each(|(value, height)| canvas.text(&level(variable, value), (at, height), kind));
            return;
        }
        let shown = (0..variable.categories.len()).step_by((BODY * 1.5 / self.apart).ceil().max(1.0) as usize);
        for category in shown {
            let name = font::shorten(&level(variable, category as f64), BODY, Weight::Regular, room);
            label(canvas, &name, (at, self.scale.at(category as f64)), kind.colour(INK));
        }
    }
}

/// A text on paper of its own, readable above the lines.
fn label(canvas: &mut Canvas<'_>, text: &str, (at, middle): (f64, f64), kind: Type) {
    let half = kind.width(text) / 2.0 + 8.0;
    canvas.rectangle(
        Area { left: at - half, right: at + half, top: middle - 18.0, bottom: middle + 18.0 },
        PAPER,
        0.85,
    );
    canvas.text_on(text, (at, middle), kind);
}

/// The name of an axis in at most two lines.
fn head(canvas: &mut Canvas<'_>, name: &str, at: f64, top: f64, room: f64) {
    let lines = font::wrap(name, BODY, Weight::Bold, room, 2);
    for (index, line) in lines.iter().enumerate() {
        let height = top - 50.0 - 30.0 * (lines.len() - 1 - index) as f64;
        canvas.text(line, (at, height), Type::new(BODY).bold().align(Align::Middle));
    }
}

/// The outcome's axis, which is the scale of the lines' colours too.
fn draw_outcome(canvas: &mut Canvas<'_>, plot: Area, view: &View<'_>, (ticks, scale): (&Ticks, Scale), room: f64) {
    const STEPS: usize = 64;
    let height = plot.height() / STEPS as f64;
    canvas.rectangle(Area { left: plot.right - 4.0, right: plot.right + 24.0, ..plot }, PAPER, 1.0);
    for step in 0..STEPS {
        let bottom = plot.bottom - height * step as f64;
        let area = Area { left: plot.right, right: plot.right + 20.0, top: bottom - height - 0.2, bottom };
        canvas.rectangle(area, shade(0.12 + 0.88 * (step as f64 + 0.5) / STEPS as f64), 1.0);
    }
    for (&value, text) in ticks.values.iter().zip(ticks.labels(view.style())) {
        let at = scale.at(value);
        canvas.line(&[(plot.right + 20.0, at), (plot.right + 30.0, at)], Stroke::solid(RULE, 2.0));
        canvas.text_on(&text, (plot.right + 38.0, at), Type::new(BODY));
    }
    head(
        canvas,
        if view.is_condition() { "share of runs" } else { view.label() },
        plot.right + 10.0,
        plot.top,
        room.min(380.0),
    );
}

/// How the tenth of the points with the greatest outcome differs most from all points.
struct Difference {
    factor: usize,
    /// Of the tenth, and of all.
    medians: [f64; 2],
    /// Shares of the tenth and of all points with the category that is most over-represented.
    category: Option<(f64, [f64; 2])>,
    /// In standard deviations of the factor, or of a share.
    size: f64,
}

/// The tenth of the rows with the greatest outcome.
fn tenth(ordered: &[usize]) -> &[usize] {
    &ordered[ordered.len() - ordered.len() / 10..]
}

fn difference(view: &View<'_>, factor: usize, ordered: &[usize]) -> Difference {
    let top = tenth(ordered);
    let values = |rows: &[usize]| rows.iter().map(|&row| view.input(factor, row)).collect::<Vec<f64>>();
    let (of_top, of_all) = (values(top), values(ordered));
    let share = |values: &[f64], category: f64| {
        values.iter().filter(|value| **value == category).count() as f64 / values.len() as f64
    };
    if view.factor(factor).variable.is_categorical() {
        let categories = (0..view.factor(factor).variable.categories.len()).map(|category| {
            let shares = [share(&of_top, category as f64), share(&of_all, category as f64)];
            let deviation = (shares[1] * (1.0 - shares[1])).max(0.0).sqrt();
            (category as f64, shares, if deviation > 0.0 { (shares[0] - shares[1]) / deviation } else { 0.0 })
        });
        let most = categories.max_by(|a, b| a.2.total_cmp(&b.2)).unwrap_or((0.0, [0.0; 2], 0.0));
        return Difference { factor, medians: [0.0; 2], category: Some((most.0, most.1)), size: most.2 };
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (own, all) = (mean(&of_top), mean(&of_all));
    let variance = of_all.iter().map(|value| (value - all) * (value - all)).sum::<f64>() / of_all.len() as f64;
    let size = if variance > 0.0 { (own - all).abs() / variance.sqrt() } else { 0.0 };
    let median = |values: &[f64]| crate::statistics::quantiles(values, &[0.5])[0];
    Difference { factor, medians: [median(&of_top), median(&of_all)], category: None, size }
}

fn words(view: &View<'_>, factors: &[usize], all: usize, ordered: &[usize], lines: usize) -> Words {
    let differences = factors.iter().map(|&factor| difference(view, factor, ordered));
    let most = differences.max_by(|a, b| a.size.total_cmp(&b.size));
    let is_clear = |most: &Difference| most.size * ((ordered.len() / 10) as f64).sqrt() >= CLEAR;
    let most = most.filter(|most| ordered.len() >= LEAST_POINTS && is_clear(most));
    let headline = view.headline(|names| match &most {
        Some(most) => stands_out(view, most, ordered, names),
        None => ranges(view, ordered, names),
    });
    let thinned = if lines < ordered.len() {
        format!(
            "{} of {} points, evenly by rank of the outcome",
            number::grouped(lines as f64),
            number::grouped(ordered.len() as f64)
        )
    } else {
        "Every point".into()
    };
    let rest = match all - factors.len() {
        0 => String::new(),
        1 => " 1 factor that moves it less is not shown.".into(),
        others => format!(" {others} factors that move it less are not shown."),
    };
    let subheadline = format!("{thinned}, from its factors to its outcome: {}.{rest}{}", view.measure(), view.notes());
    Words {
        name: view.file("parallel"),
        description: format!("Parallel coordinates. {subheadline} {}.", headline.in_full),
        headline,
        subheadline,
        sources: Vec::new(),
        table: table(view, factors, ordered),
    }
}

fn stands_out(view: &View<'_>, most: &Difference, ordered: &[usize], names: &Names<'_>) -> String {
    let least = view.written(view.value(ordered[ordered.len() - ordered.len() / 10]));
    let name = names.factor(most.factor);
    let told = match most.category {
        Some((category, shares)) => {
            let [top, all] = shares.map(number::percent);
            format!("{name} is {} in {top} of them, and in {all} of all", names.level(most.factor, category))
        }
        None => {
            let side = if most.medians[0] >= most.medians[1] { "high" } else { "low" };
            let range = bounds(ordered.iter().map(|&row| view.input(most.factor, row)));
            let [top, all] = most.medians.map(|median| names.level(most.factor, rounded(median, range)));
            format!("{side} {name}, median {top} against {all} of all")
        }
    };
    format!("The tenth of points where {} is greatest (from {least}): {told}", names.outcome())
}

fn ranges(view: &View<'_>, ordered: &[usize], names: &Names<'_>) -> String {
    let [low, high] = [ordered[0], ordered[ordered.len() - 1]].map(|row| view.written(view.value(row)));
    format!("{} lies between {low} and {high} over {} points", names.outcome(), ordered.len())
}

/// The least and the greatest of some numbers.
fn bounds(values: impl Iterator<Item = f64>) -> [f64; 2] {
    values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| [low.min(value), high.max(value)])
}
