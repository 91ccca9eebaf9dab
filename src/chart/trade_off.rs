//! The trade-off of scenario discovery: how much of what is of interest a box covers, against how dense it is.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, Colour, DEEP_BLUE, INK, MUTED, PAPER, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{DiscoveredBox, DiscoveryReport, Estimate, TrajectoryPoint};

/// Colour of a box without restrictions; with more it is darker.
const PALE: Colour = Colour(0x8F, 0xC4, 0xE4);
/// Dashes of the base share.
const DASHED: Stroke = Stroke { colour: AXIS, dash: &[10.0, 8.0], width: 3.0 };
/// Least distance between the labels of two points.
const APART: f64 = 34.0;
/// Most boxes on the way in the table, besides the last one.
const MOST: usize = 24;

/// One chart for every box of a report.
///
/// # Errors
/// When the drawing backend refuses an element.
pub fn draw(report: &DiscoveryReport) -> Result<Vec<Chart>, ChartError> {
    let charts = report.discovery.boxes.iter().enumerate().map(|(index, found)| {
        frame::draw_counted(&report.provenance, &counted(report), words(report, found, index), |canvas, area| {
            draw_plot(canvas, area, report.discovery.base.value, found);
        })
    });
    charts.collect()
}

/// What the numbers of a report rest on.
pub(super) fn counted(report: &DiscoveryReport) -> String {
    format!("{} rows", number::grouped(report.discovery.rows as f64))
}

fn draw_plot(canvas: &mut Canvas<'_>, area: Area, base: f64, found: &DiscoveredBox) {
    draw_key(canvas, (area.left, area.top + 8.0));
    let kind = Type::new(BODY).colour(MUTED);
    canvas.text("Density: share of runs in the box", (area.left, area.top + 66.0), kind);
    let plot = area.inset(90.0, 86.0, 30.0, 84.0);
    let ticks = Ticks::covering(0.0, 1.0, 5, Style::Percent);
    let vertical = axis::vertical(canvas, plot, &ticks, Style::Percent);
    let horizontal = axis::horizontal(canvas, plot, &ticks, Style::Percent);
    let title = "Coverage: share of all such runs that is in the box";
    canvas.text(title, (plot.right, plot.bottom + 78.0), kind.align(Align::End));
    if base.is_finite() {
        canvas.line(&[(plot.left, vertical.at(base)), (plot.right, vertical.at(base))], DASHED);
        let label = format!("all runs: {}", number::percent(base));
        canvas.text(&label, (plot.left + 12.0, vertical.at(base) - 10.0), Type::new(BODY).colour(MUTED));
    }
    draw_trajectory(canvas, horizontal, vertical, &found.trajectory);
    draw_held_out(canvas, horizontal, vertical, found);
    draw_chosen(canvas, horizontal, vertical, found);
    // The box shown stands first: it lies on a box on the way, and the first of equally near spots answers.
    let own = [(found.coverage, found.density, format!("The box shown: {}", found.sentence)), fresh(found)];
    let own = own.into_iter().map(|(coverage, density, text)| (coverage.value, density.value, text));
    let others = found.trajectory.iter().map(|point| (point.coverage, point.density, on_the_way(point)));
    let known = own.chain(others).filter(|(coverage, density, _)| coverage.is_finite() && density.is_finite());
    let spots = known.map(|(coverage, density, text)| Spot::new((horizontal.at(coverage), vertical.at(density)), text));
    canvas.spots(plot, Nearest::Point, spots);
}

/// How such boxes fare on runs that they were not found in, and what a pointer finds there.
fn fresh(found: &DiscoveredBox) -> (Estimate, Estimate, String) {
    let (coverage, density) = (found.held_out.coverage, found.held_out.density);
    let text = format!(
        "Such boxes on runs they were not found in: density {}, coverage {}",
        with_interval(density),
        with_interval(coverage)
    );
    (coverage, density, text)
}

fn with_interval(of: Estimate) -> String {
    let [low, high] = of.interval.map(number::percent);
    format!("{} ({low} to {high})", number::percent(of.value))
}

/// What a pointer finds on a box on the way.
fn on_the_way(point: &TrajectoryPoint) -> String {
    let [density, coverage, mass] = [point.density, point.coverage, point.mass].map(number::percent);
    let count = point.restrictions.len();
    let noun = if count == 1 { "restriction" } else { "restrictions" };
    format!("{count} {noun}: density {density}, coverage {coverage}, holds {mass} of all runs")
}

/// The boxes on the way, the box shown, and how such boxes fare on runs that they were not found in.
fn table(report: &DiscoveryReport, found: &DiscoveredBox) -> Table {
    let share = |value: f64| Cell::number(number::percent(value), value);
    let count = |value: usize| Cell::number(number::grouped(value as f64), value as f64);
    let row = |what: &str, restrictions: usize, shares: [f64; 3]| {
        let mut row = vec![Cell::words(what), count(restrictions)];
        row.extend(shares.map(share));
        row
    };
    // What begins with all runs begins with the row above.
    let points: Vec<&TrajectoryPoint> = found.trajectory.iter().filter(|point| point.mass < 1.0).collect();
    let step = points.len().div_ceil(MOST).max(1);
    let is_shown = |index: usize| index.is_multiple_of(step) || index + 1 == points.len();
    let on_the_way = points.iter().enumerate().filter(|(index, _)| is_shown(*index));
    let mut rows = vec![row("all runs", 0, [1.0, report.discovery.base.value, 1.0])];
    rows.extend(on_the_way.map(|(_, point)| {
        let what = if point.restrictions.is_empty() { "outside the earlier boxes" } else { "a box on the way" };
        row(what, point.restrictions.len(), [point.coverage, point.density, point.mass])
    }));
    let shares = [found.coverage.value, found.density.value, found.mass];
    rows.push(row("the box shown", found.restrictions.len(), shares));
    let mut fresh = vec![Cell::words("such boxes on runs they were not found in"), Cell::empty()];
    let held_out = [found.held_out.coverage, found.held_out.density];
    fresh.extend(held_out.map(|of| Cell::number(with_interval(of), of.value)));
    fresh.push(Cell::empty());
    rows.push(fresh);
    let columns = vec![
        Column::words("Box"),
        Column::numbers("Restrictions"),
        Column::numbers("Coverage"),
        Column::numbers("Density"),
        Column::numbers("Share of all runs"),
    ];
    let note = match step {
        1 => String::new(),
        _ => format!("{} of {} boxes on the way, evenly.", points.len().div_ceil(step), points.len()),
    };
    Table::new("Coverage and density of the boxes, from all runs to the densest", columns)
        .with_rows(rows)
        .with_note(note)
}

fn draw_key(canvas: &mut Canvas<'_>, at: (f64, f64)) {
    let entries = [
        (Swatch::Disc(BLUE), "a box on the way, with its number of restrictions (darker: more)"),
        (Swatch::Ring(INK), "the box shown"),
        (Swatch::Hollow(VERMILION), "such boxes on runs they were not found in"),
    ];
    labels::key(canvas, at, &entries);
}

/// Every box on the way, labelled with its number of restrictions where that changes and there is room.
fn draw_trajectory(canvas: &mut Canvas<'_>, horizontal: Scale, vertical: Scale, points: &[TrajectoryPoint]) {
    let most = points.iter().map(|point| point.restrictions.len()).max().unwrap_or(0).max(1);
    let place = |point: &TrajectoryPoint| (horizontal.at(point.coverage), vertical.at(point.density));
    let shown = || points.iter().filter(|point| point.coverage.is_finite() && point.density.is_finite());
    let path: Vec<(f64, f64)> = shown().map(place).collect();
    canvas.line(&path, Stroke::solid(AXIS, 1.5));
    for point in shown() {
        let share = point.restrictions.len() as f64 / most as f64;
        canvas.disc(place(point), 9.0, PALE.towards(DEEP_BLUE, share));
    }
    let mut labelled: Vec<(f64, f64)> = Vec::new();
    let mut last = None;
    for point in shown() {
        let (count, at) = (point.restrictions.len(), place(point));
        let is_free = labelled.iter().all(|other| (other.0 - at.0).abs() + (other.1 - at.1).abs() > APART);
        if last != Some(count) && is_free {
            canvas.text(&count.to_string(), (at.0 + 12.0, at.1 - 10.0), Type::new(BODY).bold());
            labelled.push(at);
            last = Some(count);
        }
    }
}

/// Mean and central 95 % of coverage and density on rows that boxes were not found in.
fn draw_held_out(canvas: &mut Canvas<'_>, horizontal: Scale, vertical: Scale, found: &DiscoveredBox) {
    let (coverage, density) = (found.held_out.coverage, found.held_out.density);
    let is_known = |own: Estimate| own.value.is_finite() && own.interval.iter().all(|end| end.is_finite());
    if !is_known(coverage) || !is_known(density) {
        return;
    }
    let centre = (horizontal.at(coverage.value), vertical.at(density.value));
    let [left, right] = coverage.interval.map(|end| horizontal.at(end));
    let [low, high] = density.interval.map(|end| vertical.at(end));
    for (from, to) in [((left, centre.1), (right, centre.1)), ((centre.0, low), (centre.0, high))] {
        canvas.line(&[from, to], Stroke::solid(PAPER, 7.0));
        canvas.line(&[from, to], Stroke::solid(VERMILION, 3.0));
    }
    canvas.ring(centre, 11.0, VERMILION);
}

fn draw_chosen(canvas: &mut Canvas<'_>, horizontal: Scale, vertical: Scale, found: &DiscoveredBox) {
    if found.coverage.value.is_finite() && found.density.value.is_finite() {
        let at = (horizontal.at(found.coverage.value), vertical.at(found.density.value));
        canvas.disc(at, 17.0, INK);
        canvas.disc(at, 13.0, PAPER);
        canvas.disc(at, 9.0, BLUE);
    }
}

fn words(report: &DiscoveryReport, found: &DiscoveredBox, index: usize) -> Words {
    let [density, coverage, base] =
        [found.density.value, found.coverage.value, report.discovery.base.value].map(number::percent);
    let count = found.restrictions.len();
    let (noun, raise, cover) =
        if count == 1 { ("restriction", "raises", "covers") } else { ("restrictions", "raise", "cover") };
    let headline =
        format!("{count} {noun} {raise} the share from {base} to {density} and {cover} {coverage} of all such runs");
    let which = if index == 0 { String::new() } else { format!("Box {}, outside the earlier ones. ", index + 1) };
    let fresh = found.held_out.density.value;
    let fresh = if fresh.is_finite() {
        format!(" On runs they were not found in, such boxes hold {}.", number::percent(fresh))
    } else {
        String::new()
    };
    let statement = &report.discovery.target.statement;
    let subheadline = format!("{which}Share of runs in which {statement}, from all runs to the densest box.{fresh}");
    let name = if index == 0 { "trade_off".into() } else { format!("trade_off_{}", index + 1) };
    Words {
        name,
        description: format!("Points of coverage and density. {subheadline} {}", found.sentence),
        headline: headline.into(),
        subheadline,
        sources: Vec::new(),
        table: table(report, found),
    }
}
