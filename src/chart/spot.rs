//! What a chart answers to a pointer: the places of a picture that have something to say.

use serde::Serialize;

use crate::chart::font;
use crate::chart::theme::{Area, HEIGHT, WIDTH};
use crate::wording::isolated;

/// A part of a picture whose spots answer to a pointer within it; in pixels of the 1920 × 1080 picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plot {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Which spot is the nearest.
    pub by: Nearest,
    /// The spots, in the order in which a keyboard visits them.
    pub spots: Vec<Spot>,
}

/// How the nearest spot is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Nearest {
    /// By the distance across: days.
    X,
    /// By the distance down: rows.
    Y,
    /// By the distance: dots and cells.
    Point,
}

/// A place that has something to say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spot {
    /// Distance from the picture's left edge.
    pub x: f64,
    /// Distance from the picture's upper edge.
    pub y: f64,
    /// What it says: one line.
    pub text: String,
}

impl Spot {
    /// A spot at a point.
    pub fn new((x, y): (f64, f64), text: impl Into<String>) -> Spot {
        Spot { x, y, text: isolated(&text.into()) }
    }
}

impl Plot {
    /// The part of a picture, with those spots that are somewhere; none when no spot is.
    pub(super) fn new(area: Area, by: Nearest, spots: impl IntoIterator<Item = Spot>) -> Option<Plot> {
        let is_somewhere = |spot: &Spot| spot.x.is_finite() && spot.y.is_finite();
        let across = |x: f64| tenths(x.clamp(0.0, WIDTH));
        let down = |y: f64| tenths(y.clamp(0.0, HEIGHT));
        let placed = |spot: Spot| Spot { x: across(spot.x), y: down(spot.y), text: font::clean(&spot.text) };
        let spots: Vec<Spot> = spots.into_iter().filter(is_somewhere).map(placed).collect();
        let [left, right] = [area.left, area.right].map(across);
        let [top, bottom] = [area.top, area.bottom].map(down);
        (!spots.is_empty()).then_some(Plot { left, top, right, bottom, by, spots })
    }
}

/// A pixel coordinate as exact as pictures are, so that saved numbers stay short.
fn tenths(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}
