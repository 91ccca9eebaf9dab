//! Tests of accuracy (against the standard library and exact sums) and of identity between the implementations.
#![expect(clippy::disallowed_methods, reason = "the standard library's functions are what ours are compared with")]

mod accuracy;
mod counts;
mod identity;
mod speed;

use crate::numeric::Real;

/// `size` numbers equally spaced over [low, high].
fn grid(low: f64, high: f64, size: usize) -> impl Iterator<Item = f64> {
    (0..size).map(move |i| low + (high - low) * i as f64 / (size - 1) as f64)
}

/// The largest value of `error` over the points; NaN counts as infinite.
fn worst(points: impl Iterator<Item = f64>, error: impl Fn(f64) -> f64) -> f64 {
    points.map(|x| error(x).abs()).fold(0.0, |a, b| {
        if b <= a {
            a
        } else if b.is_nan() {
            f64::INFINITY
        } else {
            b
        }
    })
}

/// What [`Real::uniform`] makes of a word.
fn uniform(word: u32) -> f64 {
    <f64 as Real>::uniform(word)
}
