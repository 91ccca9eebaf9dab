//! Designs: which points of the space of factors an experiment looks at.
//!
//! A design gives points of the unit cube, one coordinate for each factor, and knows nothing of what they mean; a
//! [`Space`] turns coordinates into values through the quantile functions of its factors. What is run at a point, and what
//! is made of the results, is the business of others.

mod factor;

pub use crate::explore::design::factor::{Factor, Range, Space};

/// Points of the unit cube, by number, each from nothing but its number: a design is never held in memory as a whole
/// unless its points depend on each other.
pub trait Design: Sync {
    /// Number of points.
    fn points(&self) -> u64;

    /// Number of coordinates of a point.
    fn dimensions(&self) -> usize;

    /// Writes the coordinates of a point, `index < points()`, each in [0, 1], into `to`, of length `dimensions()`.
    fn point(&self, index: u64, to: &mut [f64]);
}

/// Points that are listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    dimensions: usize,
    /// `coordinates[point * dimensions + dimension]`.
    coordinates: Vec<f64>,
}

impl Listed {
    /// Points in the order of their numbers. All have `dimensions` coordinates.
    pub fn new(dimensions: usize, coordinates: Vec<f64>) -> Listed {
        debug_assert!(coordinates.len().is_multiple_of(dimensions.max(1)));
        Listed { dimensions, coordinates }
    }
}

impl Design for Listed {
    fn points(&self) -> u64 {
        (self.coordinates.len() / self.dimensions.max(1)) as u64
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        let start = index as usize * self.dimensions;
        to.copy_from_slice(&self.coordinates[start..start + self.dimensions]);
    }
}
