//! What colours, rings and arcs of a map mean, with their scales.

use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::control::shade;
use crate::chart::map::frames::Map;
use crate::chart::number::{self, Style};
use crate::chart::theme::{Area, BODY, INK, MUTED, SMALL, Stroke, VERMILION};

/// Steps of the colour bar, and its size.
const STEPS: usize = 20;
const BAR: (f64, f64) = (300.0, 24.0);

/// Draws the legend right of the map, and the scale of distances in it.
pub(super) fn draw(canvas: &mut Canvas<'_>, map: &Map<'_>, frame: Area) {
    let left = frame.right + 44.0;
    let mut top = frame.top + 10.0;
    let is_fought_over = (0..map.ensemble.geography.places.len()).any(|place| map.held(place, 0).is_some());
    if is_fought_over {
        top = colour_bar(canvas, (left, top)) + 46.0;
    }
    if map.most.0 >= 1.0 {
        top = rings(canvas, map, (left, top)) + 46.0;
    }
    if map.most.1 >= 1.0 {
        arcs(canvas, map, (left, top));
    }
    distances(canvas, map, frame);
}

/// A heading with a second line.
fn heading(canvas: &mut Canvas<'_>, (left, top): (f64, f64), text: &str, detail: &str) -> f64 {
    canvas.text(text, (left, top + BODY * 0.8), Type::new(BODY).bold());
    canvas.text(detail, (left, top + BODY * 0.8 + 28.0), Type::new(SMALL).colour(MUTED));
    top + BODY * 0.8 + 46.0
}

fn colour_bar(canvas: &mut Canvas<'_>, at: (f64, f64)) -> f64 {
    let top = heading(canvas, at, "Attackers hold it", "share of runs");
    let step = BAR.0 / STEPS as f64;
    for index in 0..STEPS {
        let left = at.0 + step * index as f64;
        // To the bar's end, so that no seam shows.
        let area = Area { left, top, right: at.0 + BAR.0, bottom: top + BAR.1 };
        canvas.rectangle(area, shade(index as f64 / (STEPS - 1) as f64), 1.0);
    }
    let below = top + BAR.1 + 24.0;
    let kind = Type::new(SMALL);
    canvas.text(&number::percent(0.0), (at.0, below), kind);
    canvas.text(&number::percent(0.5), (at.0 + BAR.0 / 2.0, below), kind.align(Align::Middle));
    canvas.text(&number::percent(1.0), (at.0 + BAR.0, below), kind.align(Align::End));
    below
}

/// Round numbers below the greatest one: about all of it, two fifths, a tenth.
fn round_numbers(most: f64) -> [f64; 3] {
    let round = |value: f64| {
        let unit = number::power_of_ten(value);
        let factor = [5.0, 2.0, 1.0].into_iter().find(|factor| factor * unit <= value * 1.001).unwrap_or(1.0);
        factor * unit
    };
    [round(most), round(most * 0.35), round(most * 0.1)]
}

/// Circles within each other, with their numbers beside them.
fn rings(canvas: &mut Canvas<'_>, map: &Map<'_>, at: (f64, f64)) -> f64 {
    let top = heading(canvas, at, "Displaced people there", "area of the ring, mean of runs");
    let numbers = round_numbers(map.most.0);
    let largest = map.radius(numbers[0]);
    let (middle, bottom) = (at.0 + largest, top + 2.0 * largest);
    let mut label = top + 12.0;
    for persons in numbers {
        let radius = map.radius(persons);
        if radius <= 0.0 {
            continue;
        }
        canvas.circle((middle, bottom - radius), radius, Stroke::solid(VERMILION, 2.5), 0.1);
        let edge = bottom - 2.0 * radius;
        let line = label.max(edge);
        canvas.line(&[(middle, edge), (at.0 + 2.0 * largest + 16.0, line)], Stroke::solid(MUTED, 1.0));
        canvas.text_on(&number::grouped(persons), (at.0 + 2.0 * largest + 24.0, line), Type::new(SMALL).colour(INK));
        label = line + 28.0;
    }
    bottom.max(label - 14.0)
}

fn arcs(canvas: &mut Canvas<'_>, map: &Map<'_>, at: (f64, f64)) {
    let mut top = heading(canvas, at, "From home to shelter", "width of the arc, mean of runs") + 12.0;
    for persons in round_numbers(map.most.1) {
        let width = map.width(persons);
        if width <= 0.0 {
            continue;
        }
        let half = (width / 2.0).max(11.0);
        let middle = top + half;
        canvas.translucent_line(&[(at.0, middle), (at.0 + 150.0, middle)], Stroke::solid(VERMILION, width), 0.5);
        canvas.text_on(&number::grouped(persons), (at.0 + 166.0, middle), Type::new(SMALL).colour(INK));
        top = middle + half + 8.0;
    }
}

/// A round number of kilometres as a line in the lower right corner.
fn distances(canvas: &mut Canvas<'_>, map: &Map<'_>, frame: Area) {
    let kilometres = round_numbers(180.0 / map.layout.projection.pixels.max(1e-9))[0];
    let length = kilometres * map.layout.projection.pixels;
    let (right, at) = (frame.right - 20.0, frame.bottom + 20.0);
    if length.is_finite() && length > 1.0 {
        let stroke = Stroke::solid(MUTED, 2.0);
        canvas.line(&[(right - length, at - 6.0), (right - length, at), (right, at), (right, at - 6.0)], stroke);
        let text = format!("{} km", number::prose(kilometres, Style::Count));
        canvas.text_on(&text, (right - length - 12.0, at - 3.0), Type::new(SMALL).colour(MUTED).align(Align::End));
    }
}
