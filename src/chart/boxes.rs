//! A box of scenario discovery: what it keeps of each input, and the runs in it and around it.

mod dots;

use crate::chart::axis::Scale;
use crate::chart::boxes::dots::{draw_pairs, pairs};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{Area, BLUE, BODY, INK, MUTED, RULE, Stroke};
use crate::chart::trade_off::counted;
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{DiscoveredBox, Discovery, DiscoveryInput, DiscoveryReport, Restriction, Variable};

/// Restricted inputs that stay readable in one picture.
const MOST: usize = 10;
/// Inputs whose pairs are drawn.
const PAIRED: usize = 3;
/// Width of the pairs' column, and the space before it.
const PAIRS: (f64, f64) = (760.0, 60.0);

/// Least height of a row with numbers under its bar.
const ROOMY: f64 = 92.0;

/// A restricted input of a box.
struct Shown<'r> {
    input: &'r DiscoveryInput,
    restriction: &'r Restriction,
}

/// One chart for every box of a report.
///
/// # Errors
/// When the drawing backend refuses an element.
pub fn draw(report: &DiscoveryReport) -> Result<Vec<Chart>, ChartError> {
    let discovery = &report.discovery;
    let charts = discovery.boxes.iter().enumerate().map(|(index, found)| {
        let shown = shown(discovery, found);
        frame::draw_counted(
            &report.provenance,
            &counted(report),
            words(report, found, index, &shown),
            |canvas, area| {
                let pairs = pairs(&shown[..shown.len().min(PAIRED)]);
                let width = if pairs.is_empty() { 0.0 } else { PAIRS.0 + PAIRS.1 };
                draw_ranges(canvas, area.inset(0.0, 0.0, width, 0.0), &shown[..shown.len().min(MOST)]);
                draw_pairs(canvas, Area { left: area.right - PAIRS.0, ..area }, (discovery, index), &pairs);
            },
        )
    });
    charts.collect()
}

/// The restricted inputs, those that do most for the density first.
fn shown<'r>(discovery: &'r Discovery, found: &'r DiscoveredBox) -> Vec<Shown<'r>> {
    let weight = |restriction: &Restriction| {
        let tests = found.tests.iter().filter(|test| test.kept && test.input == restriction.input);
        tests.map(|test| test.quasi_p).fold(f64::INFINITY, f64::min)
    };
    let mut restrictions: Vec<&Restriction> = found.restrictions.iter().collect();
    restrictions.sort_by(|one, other| weight(one).total_cmp(&weight(other)));
    let input = |id: &str| discovery.inputs.iter().find(|own| own.variable.id == id);
    restrictions.into_iter().filter_map(|own| Some(Shown { input: input(&own.input)?, restriction: own })).collect()
}

fn label(variable: &Variable) -> &str {
    if variable.label.is_empty() { &variable.id } else { &variable.label }
}

/// For each input its whole range as a bar, and the part inside the box.
fn draw_ranges(canvas: &mut Canvas<'_>, area: Area, shown: &[Shown<'_>]) {
    let key = [(Swatch::Fill(BLUE, 1.0), "inside the box"), (Swatch::Fill(RULE, 1.0), "whole range")];
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let rows = area.inset(0.0, 44.0, 0.0, 0.0);
    let height = (rows.height() / shown.len().max(1) as f64).min(150.0);
    for (index, own) in shown.iter().enumerate() {
        let top = rows.top + height * index as f64;
        let row = Area { top, bottom: top + height, left: rows.left, right: rows.right - 20.0 };
        draw_range(canvas, row, own);
    }
    let spots = shown.iter().enumerate().map(|(index, own)| {
        let middle = rows.top + height * (index as f64 + 0.5);
        let [inside, whole] = [inside(own), whole(own)];
        let text = format!("{}: {inside} inside the box, {whole} in all", label(&own.input.variable));
        Spot::new(((rows.left + rows.right) / 2.0, middle), text)
    });
    canvas.spots(Area { bottom: rows.top + height * shown.len() as f64, ..rows }, Nearest::Y, spots);
}

/// What of an input is inside the box.
fn inside(own: &Shown<'_>) -> String {
    let unit = if matches!(own.input.variable.unit.as_str(), "" | "1") { "" } else { &own.input.variable.unit };
    match own.restriction.categories.as_slice() {
        [] => format!("{} {unit}", bounds_text(own.restriction)).trim_end().into(),
        categories => categories.join(", "),
    }
}

/// The whole range of an input.
fn whole(own: &Shown<'_>) -> String {
    let [least, greatest] = own.input.range.map(|end| number::prose(end, style(own.input)));
    match own.input.variable.categories.as_slice() {
        [] => format!("{least} to {greatest}"),
        categories => categories.join(", "),
    }
}

/// Every restriction, and the share of interest inside the box and in all runs.
fn table(report: &DiscoveryReport, found: &DiscoveredBox, shown: &[Shown<'_>]) -> Table {
    let columns = vec![Column::words("Input"), Column::words("Inside the box"), Column::words("In all runs")];
    let row = |own: &Shown<'_>| {
        let texts = [label(&own.input.variable).to_string(), inside(own), whole(own)];
        texts.map(Cell::words).to_vec()
    };
    let mut rows: Vec<Vec<Cell>> = shown.iter().map(row).collect();
    let [density, base] = [found.density.value, report.discovery.base.value].map(number::percent);
    let [coverage, mass] = [found.coverage.value, found.mass].map(number::percent);
    let statement = &report.discovery.target.statement;
    let shares = [
        (format!("Share of runs in which {statement}"), density, base),
        ("Share of all such runs".into(), coverage, number::percent(1.0)),
        ("Share of all runs".into(), mass, number::percent(1.0)),
    ];
    rows.extend(shares.map(|(what, inside, all)| [what, inside, all].map(Cell::words).to_vec()));
    Table::new("Restrictions of the box, those that do most first, and what they hold", columns).with_rows(rows)
}

/// One input: its name, its bar, and the ends of both.
fn draw_range(canvas: &mut Canvas<'_>, row: Area, own: &Shown<'_>) {
    let variable = &own.input.variable;
    let unit = if matches!(variable.unit.as_str(), "" | "1") { String::new() } else { format!(" ({})", variable.unit) };
    let is_narrow = row.height() < ROOMY && !variable.is_categorical();
    let bounds = if is_narrow { bounds_text(own.restriction) } else { String::new() };
    let kind = Type::new(BODY).bold();
    let room = row.width() - if is_narrow { kind.width(&bounds) + 30.0 } else { 0.0 };
    let name = font::shorten(&format!("{}{unit}", label(variable)), BODY, Weight::Bold, room);
    canvas.text(&name, (row.left, row.top + BODY), kind);
    canvas.text(&bounds, (row.right, row.top + BODY), kind.align(Align::End));
    let bar = Area { top: row.top + BODY + 12.0, bottom: row.top + BODY + 34.0, ..row };
    if variable.is_categorical() {
        draw_categories(canvas, bar, row.bottom, own);
        return;
    }
    canvas.rectangle(bar, RULE, 1.0);
    let [least, greatest] = own.input.range;
    let scale = Scale::new(least, greatest, bar.left, bar.right);
    let (low, high) = (own.restriction.low.unwrap_or(least), own.restriction.high.unwrap_or(greatest));
    canvas.rectangle(Area { left: scale.at(low), right: scale.at(high), ..bar }, BLUE, 1.0);
    if !is_narrow {
        draw_bounds(canvas, row, bar, own);
    }
}

/// The box's ends under the bar, and those of the whole range where there is room.
fn draw_bounds(canvas: &mut Canvas<'_>, row: Area, bar: Area, own: &Shown<'_>) {
    let [least, greatest] = own.input.range;
    let scale = Scale::new(least, greatest, bar.left, bar.right);
    let bounds = [own.restriction.low, own.restriction.high].into_iter().flatten();
    let bounds: Vec<(f64, String)> = bounds.map(|bound| (scale.at(bound), digits(bound))).collect();
    let kind = Type::new(BODY);
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (at, text) in &bounds {
        let half = kind.width(text) / 2.0;
        let mut centre = at.clamp(row.left + half, row.right - half);
        if let Some((_, right)) = taken.last() {
            centre = centre.max(right + half + 14.0);
        }
        canvas.line(&[(*at, bar.top - 4.0), (*at, bar.bottom + 6.0)], Stroke::solid(INK, 3.0));
        canvas.text(text, (centre, bar.bottom + 8.0 + BODY), kind.bold().align(Align::Middle));
        taken.push((centre - half - 14.0, centre + half + 14.0));
    }
    for (value, at, align) in [(least, row.left, Align::Start), (greatest, row.right, Align::End)] {
        let text = number::prose(value, style(own.input));
        let width = kind.width(&text);
        let (from, to) = if align == Align::Start { (at, at + width) } else { (at - width, at) };
        if taken.iter().all(|&(left, right)| to < left || from > right) {
            canvas.text(&text, (at, bar.bottom + 8.0 + BODY), kind.colour(MUTED).align(align));
        }
    }
}

/// Every category as a piece of the bar.
fn draw_categories(canvas: &mut Canvas<'_>, bar: Area, bottom: f64, own: &Shown<'_>) {
    let words = &own.input.variable.categories;
    let width = bar.width() / words.len().max(1) as f64;
    for (index, word) in words.iter().enumerate() {
        let left = bar.left + width * index as f64;
        let is_inside = own.restriction.categories.contains(word);
        let colour = if is_inside { BLUE } else { RULE };
        canvas.rectangle(Area { left: left + 2.0, right: left + width - 2.0, ..bar }, colour, 1.0);
        if bottom > bar.bottom + BODY + 12.0 {
            let kind = if is_inside { Type::new(BODY).bold() } else { Type::new(BODY).colour(MUTED) };
            let word = font::shorten(word, BODY, kind.weight, width - 12.0);
            canvas.text(&word, (left + width / 2.0, bar.bottom + 8.0 + BODY), kind.align(Align::Middle));
        }
    }
}

/// The ends of a restriction in short.
fn bounds_text(restriction: &Restriction) -> String {
    match (restriction.low, restriction.high) {
        (Some(low), Some(high)) => format!("{} to {}", digits(low), digits(high)),
        (Some(low), None) => format!("≥ {}", digits(low)),
        (None, Some(high)) => format!("≤ {}", digits(high)),
        (None, None) => String::new(),
    }
}

/// A bound with the digits it has; large ones as people say them.
fn digits(bound: f64) -> String {
    if bound.abs() >= 1000.0 && bound.fract() == 0.0 {
        return number::grouped(bound);
    }
    let text = if bound != 0.0 && bound.abs() < 1e-4 { format!("{:e}", bound.abs()) } else { bound.abs().to_string() };
    if bound < 0.0 { format!("−{text}") } else { text }
}

fn style(input: &DiscoveryInput) -> Style {
    let [low, high] = input.range;
    if high - low < 20.0 { Style::Plain } else { Style::Count }
}

fn words(report: &DiscoveryReport, found: &DiscoveredBox, index: usize, shown: &[Shown<'_>]) -> Words {
    let statement = frame::in_headline(&report.discovery.target.statement);
    let [density, base] = [found.density.value, report.discovery.base.value].map(number::percent);
    let hidden = match shown.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" ({more} more restrictions are in the table)"),
    };
    let name = if index == 0 { "box".into() } else { format!("box_{}", index + 1) };
    Words {
        name,
        headline: format!("{statement} in {density} of runs in this box, in {base} of all").into(),
        description: format!("Bars of the restricted inputs and runs as dots. {}{hidden}", found.sentence),
        subheadline: format!("{}{hidden}", found.sentence),
        sources: Vec::new(),
        table: table(report, found, shown),
    }
}
