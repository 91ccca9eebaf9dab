//! Rows of factors: a name, bars with intervals, and what they are in numbers.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::labels;
use crate::chart::number::Style;
use crate::chart::theme::{Area, BODY, Colour, INK, PAPER, RULE, Stroke};
use crate::chart::{Nearest, Spot};
use crate::record::Estimate;

/// Most factors that stay readable.
pub(super) const MOST: usize = 15;
/// Widths of the columns of names and of numbers.
const NAMES: f64 = 600.0;
const NUMBERS: f64 = 250.0;

/// A row.
pub(super) struct Row<'r> {
    /// The factor's name.
    pub(super) name: &'r str,
    /// What its bars are in numbers.
    pub(super) numbers: String,
    /// The end of its first bar.
    pub(super) end: f64,
    /// What a pointer finds on it.
    pub(super) in_full: String,
}

/// Draws names, numbers and the axis from nothing to the greatest of some values; `draw` gets the scale, the middle of each
/// row and its height.
pub(super) fn rows(
    canvas: &mut Canvas<'_>,
    area: Area,
    rows: &[Row<'_>],
    ((low, high), style): ((f64, f64), Style),
    mut draw: impl FnMut(&mut Canvas<'_>, Scale, usize, (f64, f64)),
) {
    let plot = area.inset(NAMES, 44.0, NUMBERS, 44.0);
    let height = (plot.height() / rows.len().max(1) as f64).min(110.0);
    let plot = Area { bottom: plot.top + height * rows.len() as f64, ..plot };
    let scale = axis::horizontal(canvas, plot, &Ticks::filling(low, high.max(0.1), 5, style), style);
    for (index, row) in rows.iter().enumerate() {
        let middle = plot.top + height * (index as f64 + 0.5);
        if index > 0 {
            let above = middle - height / 2.0;
            canvas.line(&[(area.left, above), (area.right, above)], Stroke::solid(RULE, 1.0));
        }
        let lines = labels::lines(row.name, NAMES - 30.0, height);
        for (line, at) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
            canvas.text_on(line, (area.left, at), Type::new(BODY));
        }
        canvas.text_on(&row.numbers, (area.right, middle), Type::new(BODY).align(Align::End));
        draw(canvas, scale, index, (middle, height));
    }
    let spots = rows
        .iter()
        .enumerate()
        .map(|(index, row)| Spot::new((scale.at(row.end), plot.top + height * (index as f64 + 0.5)), &row.in_full));
    canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
}

/// A bar from zero at a height, with the interval of its end.
pub(super) fn bar(canvas: &mut Canvas<'_>, scale: Scale, (middle, half): (f64, f64), of: Estimate, colour: Colour) {
    if !of.value.is_finite() {
        return;
    }
    let [zero, end] = [0.0, of.value].map(|value| scale.at(value));
    let bar = Area { left: zero.min(end), right: zero.max(end), top: middle - half, bottom: middle + half };
    canvas.rectangle(bar, colour, 1.0);
    if of.interval.iter().all(|end| end.is_finite()) {
        let [from, to] = of.interval.map(|end| scale.at(end));
        canvas.line(&[(from, middle), (to, middle)], Stroke::solid(PAPER, 6.0));
        canvas.line(&[(from, middle), (to, middle)], Stroke::solid(INK, 2.5));
        for end in [from, to] {
            canvas.line(&[(end, middle - half * 0.7), (end, middle + half * 0.7)], Stroke::solid(INK, 2.5));
        }
    }
}

/// The range that holds all values and the ends of their intervals, from zero at most.
pub(super) fn range(estimates: impl Iterator<Item = Estimate>) -> (f64, f64) {
    // Shares end at nothing and all; an interval that goes on is cut there, a value is not.
    let numbers = estimates.flat_map(|of| [of.value, of.interval[0].max(-0.1), of.interval[1].min(1.0)]);
    let finite = numbers.filter(|number| number.is_finite());
    let (low, high) = finite.fold((0.0_f64, 0.0_f64), |(low, high), number| (low.min(number), high.max(number)));
    (low.max(-0.5), high.min(1.5))
}
