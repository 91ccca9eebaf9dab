//! Independent draws.

use crate::explore::design::Design;
use crate::random::Stream;

/// Independent uniform draws: the quantile functions of the factors turn them into draws from their own distributions.
///
/// Each coordinate is the draw that a plain run makes for the quantity of this name: point p meets the numbers of
/// replicate p × `stride`. A sweep of these points, held fixed over `stride` replicates each, thus looks at the very worlds
/// of a run with the same seed, and a factor keeps its numbers whichever others there are. More points continue where
/// fewer ended.
///
/// ```
/// use flashpoint::explore::design::{Design, MonteCarlo};
///
/// let design = MonteCarlo::new(42, ["forces.attacker", "forces.defender"], 100, 1);
/// let alone = MonteCarlo::new(42, ["forces.defender"], 8, 1);
/// assert_eq!(design.coordinates(7)[1], alone.coordinates(7)[0]);
/// ```
#[derive(Clone, Debug)]
pub struct MonteCarlo {
    streams: Vec<Stream<f64>>,
    points: u64,
    stride: u64,
}

impl MonteCarlo {
    /// Draws for the factors of these names; `stride` is the number of replicates at a point.
    pub fn new<Id: AsRef<str>>(
        seed: u64,
        factors: impl IntoIterator<Item = Id>,
        points: u64,
        stride: u64,
    ) -> MonteCarlo {
        let streams = factors.into_iter().map(|id| Stream::new(seed, "quantity", id.as_ref(), 1));
        MonteCarlo { streams: streams.collect(), points, stride }
    }
}

impl Design for MonteCarlo {
    fn points(&self) -> u64 {
        self.points
    }

    fn dimensions(&self) -> usize {
        self.streams.len()
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        for (stream, coordinate) in self.streams.iter().zip(to) {
            let mut stream = stream.clone();
            stream.start(index.wrapping_mul(self.stride));
            *coordinate = stream.uniform(0, 0);
        }
    }
}

#[cfg(test)]
#[path = "monte_carlo_tests.rs"]
mod tests;
