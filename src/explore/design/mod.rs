//! Designs: which points of the space of factors an experiment looks at.
//!
//! A design gives points of the unit cube, one coordinate for each factor, and knows nothing of what they mean; a
//! [`Space`] turns coordinates into values through the quantile functions of its factors. What is run at a point, and what
//! is made of the results, is the business of others.
//!
//! | design | for | a prefix of its points is | more points |
//! |---|---|---|---|
//! | [`Grid`] | few factors; heat maps; levers | a coarser grid, or part of one | make another grid |
//! | [`OneAtATime`] | a first look | the ends of all factors | make another design |
//! | [`LatinHypercube`] | a number of points known in advance | as even as it can be | make another hypercube |
//! | [`Sobol`] | everything else; surrogates, discovery | the same for fewer points | continue |
//! | [`MonteCarlo`] | the factors' own distributions, with the draws of a plain run | the same for fewer points | continue |
//! | [`Morris`] | screening many factors by elementary effects | whole trajectories | continue |
//! | [`Saltelli`] | Sobol' indices | whole groups of points | continue if its base does |

mod choose;
mod corners;
mod direction_numbers;
mod discrepancy;
mod exchange;
mod factor;
mod grid;
mod latin_hypercube;
mod level_order;
mod monte_carlo;
mod morris;
mod one_at_a_time;
mod saltelli;
mod scrambling;
mod shuffling;
mod sobol;

use thiserror::Error;

pub use crate::explore::design::choose::{DesignSize, choose};
pub use crate::explore::design::discrepancy::centred_discrepancy;
pub use crate::explore::design::factor::{Factor, Range, Space};
pub use crate::explore::design::grid::Grid;
pub use crate::explore::design::latin_hypercube::LatinHypercube;
pub use crate::explore::design::monte_carlo::MonteCarlo;
pub use crate::explore::design::morris::{Levels, Morris};
pub use crate::explore::design::one_at_a_time::OneAtATime;
pub use crate::explore::design::saltelli::Saltelli;
pub use crate::explore::design::sobol::Sobol;

/// Why there is no such design.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DesignError {
    /// More dimensions than the table of direction numbers has.
    #[error("a Sobol' sequence has at most {most} dimensions, not {asked}")]
    Dimensions {
        /// Number of dimensions asked for.
        asked: usize,
        /// The greatest number.
        most: usize,
    },
    /// More coordinates than can be held in memory, in a design whose points depend on each other.
    #[error("{asked} coordinates are too many for a design that is made as a whole; the most is {most}")]
    Coordinates {
        /// Number of coordinates asked for.
        asked: u64,
        /// The greatest number.
        most: u64,
    },
    /// More points than there are different ones.
    #[error("a Sobol' sequence has at most {most} points, not {asked}")]
    Points {
        /// Number of points asked for.
        asked: u64,
        /// The greatest number.
        most: u64,
    },
}

/// Points of the unit cube, by number, each from nothing but its number: a design is never held in memory as a whole
/// unless its points depend on each other.
pub trait Design: Sync {
    /// Number of points.
    fn points(&self) -> u64;

    /// Number of coordinates of a point.
    fn dimensions(&self) -> usize;

    /// Writes the coordinates of a point, `index < points()`, each in [0, 1], into `to`, of length `dimensions()`.
    fn point(&self, index: u64, to: &mut [f64]);

    /// The coordinates of a point.
    fn coordinates(&self, index: u64) -> Vec<f64> {
        let mut point = vec![0.0; self.dimensions()];
        self.point(index, &mut point);
        point
    }

    /// All points in order.
    fn list(&self) -> impl Iterator<Item = Vec<f64>>
    where
        Self: Sized,
    {
        (0..self.points()).map(|index| self.coordinates(index))
    }
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
