//! Small multiples: one fan a panel, on one date axis.

use crate::chart::axis::{self, Ticks};
use crate::chart::canvas::{Canvas, Type};
use crate::chart::fan::{self, Fan};
use crate::chart::font::{self, Weight};
use crate::chart::labels;
use crate::chart::theme::{Area, BODY};
use crate::record::Ensemble;

/// The most panels that stay readable on one slide.
pub const MOST: usize = 8;
/// Space between panels.
const GAP: (f64, f64) = (56.0, 26.0);
/// Height of a panel's title.
const TITLE: f64 = 52.0;

/// Draws a key and a grid of panels, each with its own value axis unless `shared` gives one for all.
pub fn draw(canvas: &mut Canvas<'_>, area: Area, ensemble: &Ensemble, fans: &[Fan<'_>], shared: Option<&Ticks>) {
    let mut key = fan::KEY.to_vec();
    key.extend(fan::observation_key(fans.iter()));
    labels::key(canvas, (area.left, area.top + 16.0), &key);
    let columns = columns(fans.len());
    let rows = fans.len().div_ceil(columns);
    let grid = area.inset(0.0, 46.0, 10.0, axis::DATES_HEIGHT);
    let width = (grid.width() - GAP.0 * (columns as f64 - 1.0)) / columns as f64;
    let height = (grid.height() - GAP.1 * (rows as f64 - 1.0)) / rows as f64;
    for (index, fan) in fans.iter().enumerate() {
        let left = grid.left + (width + GAP.0) * (index % columns) as f64;
        let top = grid.top + (height + GAP.1) * (index / columns) as f64;
        let cell = Area { left, top, right: left + width, bottom: top + height };
        let is_lowest = index + columns >= fans.len();
        let own = fan.ticks(if rows > 1 { 4 } else { 7 });
        panel(canvas, cell, ensemble, fan, shared.unwrap_or(&own), is_lowest);
    }
}

fn panel(canvas: &mut Canvas<'_>, cell: Area, ensemble: &Ensemble, fan: &Fan<'_>, ticks: &Ticks, is_lowest: bool) {
    let title = font::shorten(&fan.info.label, BODY, Weight::Bold, cell.width());
    canvas.text(&title, (cell.left, cell.top + BODY), Type::new(BODY).bold());
    let plot = cell.inset(ticks.label_width(fan.style()) + 20.0, TITLE, 0.0, 0.0);
    let days = if is_lowest {
        axis::dates(canvas, plot, ensemble.series.start, ensemble.series.days)
    } else {
        axis::day_scale(plot, ensemble.series.days)
    };
    fan::draw(canvas, plot, days, (fan, &fan.info.label), ticks);
}

/// Columns of the grid that leaves the fewest holes on a wide slide.
fn columns(panels: usize) -> usize {
    match panels {
        0..=1 => 1,
        2 | 4 => 2,
        3 | 5 | 6 => 3,
        _ => 4,
    }
}
