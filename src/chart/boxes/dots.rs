//! The runs in a box and around it, as dots on pairs of inputs.

use crate::chart::axis::Scale;
use crate::chart::boxes::{Shown, label};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::labels::{self, Swatch};
use crate::chart::theme::{AXIS, Area, BODY, Colour, INK, MUTED, Stroke, VERMILION};
use crate::record::{DiscoveredBox, Discovery, Restriction};

/// Runs without what is of interest.
const PALE: Colour = Colour(0xB4, 0xB4, 0xB4);
/// Steps of two sequences that fill an interval evenly and a square without stripes (Roberts 2018).
const SCATTER: [f64; 2] = [0.754_877_666_246_692_7, 0.569_840_290_998_053_2];

/// Pairs of the first inputs: (across, up). An only input has nothing up.
pub(super) fn pairs<'s, 'r>(shown: &'s [Shown<'r>]) -> Vec<Pair<'s, 'r>> {
    match shown {
        [] => Vec::new(),
        [one] => vec![(one, None)],
        [one, two] => vec![(one, Some(two))],
        [one, two, three, ..] => vec![(one, Some(two)), (one, Some(three)), (two, Some(three))],
    }
}

/// A pair of inputs, or one alone.
pub(super) type Pair<'s, 'r> = (&'s Shown<'r>, Option<&'s Shown<'r>>);

/// Runs outside the earlier boxes as dots on pairs of inputs, with the box of this position.
pub(super) fn draw_pairs(
    canvas: &mut Canvas<'_>,
    area: Area,
    (discovery, index): (&Discovery, usize),
    pairs: &[Pair<'_, '_>],
) {
    let rows = drawn(discovery, index);
    let box_line = Swatch::Line(Stroke::solid(INK, 3.0));
    let key = [(Swatch::Disc(VERMILION), "of interest"), (Swatch::Disc(PALE), "not"), (box_line, "box")];
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let grid = area.inset(0.0, 44.0, 0.0, 0.0);
    let columns = if pairs.len() == 1 { 1 } else { 2 };
    let lines = pairs.len().div_ceil(columns).max(1);
    let (width, height) = (grid.width() / columns as f64, grid.height() / lines as f64);
    for (place, pair) in pairs.iter().enumerate() {
        let (left, top) = (grid.left + width * (place % columns) as f64, grid.top + height * (place / columns) as f64);
        let cell = Area { left, top, right: left + width - 24.0, bottom: top + height };
        draw_pair(canvas, cell, (discovery, &rows), *pair);
    }
}

fn draw_pair(
    canvas: &mut Canvas<'_>,
    cell: Area,
    (discovery, rows): (&Discovery, &[usize]),
    (across, up): Pair<'_, '_>,
) {
    let kind = Type::new(BODY).colour(MUTED);
    let name = |own: &Shown<'_>, sign: &str| {
        font::shorten(&format!("{sign} {}", label(&own.input.variable)), BODY, Weight::Regular, cell.width())
    };
    canvas.text(&up.map_or(String::new(), |up| name(up, "↑")), (cell.left, cell.top + BODY), kind);
    canvas.text(&name(across, "→"), (cell.right, cell.bottom - 8.0), kind.align(Align::End));
    let plot = cell.inset(4.0, BODY + 14.0, 4.0, BODY + 22.0);
    let horizontal = Side::new(Some(across), discovery, [plot.left, plot.right]);
    let vertical = Side::new(up, discovery, [plot.bottom, plot.top]);
    // What is of interest is drawn last, so that it is seen.
    for is_last in [false, true] {
        let shares = rows.iter().map(|&row| (row, discovery.sample.interest[row]));
        for (row, share) in shares.filter(|(_, share)| (*share >= 0.5) == is_last) {
            let (Some(x), Some(y)) = (horizontal.at(row, 0), vertical.at(row, 1)) else { continue };
            canvas.disc((x, y), if is_last { 4.0 } else { 3.0 }, PALE.towards(VERMILION, share));
        }
    }
    outline(canvas, plot, Stroke::solid(AXIS, 1.5));
    for &[left, right] in &horizontal.inside {
        for &[bottom, top] in &vertical.inside {
            outline(canvas, Area { left, top, right, bottom }, Stroke::solid(INK, 3.5));
        }
    }
}

/// The sampled runs outside the boxes before this position, where it was looked for.
fn drawn(discovery: &Discovery, index: usize) -> Vec<usize> {
    let earlier = &discovery.boxes[..index.min(discovery.boxes.len())];
    let is_outside = |row: &usize| !earlier.iter().any(|found| is_inside(discovery, found, *row));
    (0..discovery.sample.interest.len()).filter(is_outside).collect()
}

fn is_inside(discovery: &Discovery, found: &DiscoveredBox, row: usize) -> bool {
    let sample = &discovery.sample;
    let holds = |own: &Restriction| {
        let index = sample.inputs.iter().position(|id| *id == own.input);
        let input = discovery.inputs.iter().find(|input| input.variable.id == own.input);
        let value = index.and_then(|index| sample.values.get(index)?.get(row));
        let (Some(&value), Some(input)) = (value, input) else { return false };
        let is_among =
            || input.variable.category(value).is_some_and(|word| own.categories.iter().any(|own| own == word));
        own.low.is_none_or(|low| value >= low)
            && own.high.is_none_or(|high| value <= high)
            && (own.categories.is_empty() || is_among())
    };
    found.restrictions.iter().all(holds)
}

/// One side of a pair: where each run stands on it, and which parts are inside the box.
struct Side<'d> {
    /// Values of the runs; `None` where runs are only scattered.
    values: Option<&'d [f64]>,
    is_categorical: bool,
    scale: Scale,
    inside: Vec<[f64; 2]>,
}

impl<'d> Side<'d> {
    fn new(own: Option<&Shown<'_>>, discovery: &'d Discovery, [from, to]: [f64; 2]) -> Side<'d> {
        let Some(own) = own else {
            let scale = Scale::new(-0.5, 0.5, from, to);
            return Side { values: None, is_categorical: false, scale, inside: vec![[from, to]] };
        };
        let variable = &own.input.variable;
        let sample = &discovery.sample;
        let index = sample.inputs.iter().position(|id| *id == variable.id);
        let values = Some(index.and_then(|index| sample.values.get(index)).map_or(&[][..], Vec::as_slice));
        if variable.is_categorical() {
            let scale = Scale::new(-0.5, variable.categories.len() as f64 - 0.5, from, to);
            let kept = variable.categories.iter().enumerate();
            let kept = kept.filter(|(_, word)| own.restriction.categories.contains(word));
            let inside = kept.map(|(index, _)| [-0.5, 0.5].map(|half| scale.at(index as f64 + half))).collect();
            return Side { values, is_categorical: true, scale, inside };
        }
        let room = if from < to { 6.0 } else { -6.0 };
        let [least, greatest] = own.input.range;
        let scale = Scale::new(least, greatest, from + room, to - room);
        let low = own.restriction.low.map_or(from, |low| scale.at(low));
        let high = own.restriction.high.map_or(to, |high| scale.at(high));
        Side { values, is_categorical: false, scale, inside: vec![[low, high]] }
    }

    /// Where a run stands. Runs of one category are scattered evenly about it, differently on each side.
    fn at(&self, row: usize, side: usize) -> Option<f64> {
        let scatter = (row as f64 * SCATTER[side]).fract() - 0.5;
        let Some(values) = self.values else { return Some(self.scale.at(0.95 * scatter)) };
        let value = *values.get(row)?;
        Some(self.scale.at(if self.is_categorical { value + 0.85 * scatter } else { value }))
    }
}

fn outline(canvas: &mut Canvas<'_>, area: Area, stroke: Stroke) {
    let Area { left, top, right, bottom } = area;
    canvas.line(&[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], stroke);
}
