//! Latin hypercubes.

use crate::explore::design::exchange::Exchange;
use crate::explore::design::shuffling::Draws;
use crate::explore::design::{Design, Listed, Sobol};

/// Most points whose pairs are held in memory: 32 MiB.
const POINTS: usize = 2048;
/// Most factors of the discrepancies of all pairs: about half a second.
const PAIR_FACTORS: usize = 200_000_000;

/// A Latin hypercube: of n points, each of n equal parts of the reach of each factor holds exactly one (McKay, Beckman and
/// Conover 1979, doi:10.2307/1268522), at a random place within it.
///
/// How the parts of different factors meet is not left to chance. The ranks of the points of a scrambled Sobol' sequence
/// make a Latin hypercube that fills the cube more evenly than a random one; exchanges of two points' coordinates in one
/// factor then lower its centred L₂ discrepancy, accepted while they raise it by less than a threshold that falls to nothing
/// (Winker and Fang 1997, doi:10.1137/S0036142995286076), with the update of the discrepancy in time proportional to n
/// (Jin, Chen and Sudjianto 2005, doi:10.1016/j.jspi.2004.02.014). Last, the points are put in the order in which each next
/// one leaves the least discrepancy of those up to it, so that a prefix fills the cube as evenly as it can.
///
/// The search takes at most about a second. With more than 2 048 points, or points² × factors above 2 × 10⁸, it is left out:
/// points are the ranked Sobol' sequence in its own order, whose prefixes are even anyway. Factors beyond the 4 096
/// dimensions of that sequence are in random order. Memory: about twenty bytes for each coordinate.
///
/// ```
/// use flashpoint::explore::design::{Design, LatinHypercube};
///
/// let design = LatinHypercube::new(3, 20, 42);
/// let mut parts: Vec<u64> = design.list().map(|point| (point[1] * 20.0) as u64).collect();
/// parts.sort();
/// assert!(parts.into_iter().eq(0..20));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LatinHypercube {
    points: Listed,
}

impl LatinHypercube {
    /// A hypercube of its own for every seed.
    pub fn new(dimensions: usize, points: usize, seed: u64) -> LatinHypercube {
        let mut draws = Draws::new(seed, "latin_hypercube.place", "");
        let mut place = |part: u32| (f64::from(part) + draws.uniform()) / points as f64;
        let ranked = ranked_sequence(dimensions, points, seed);
        let mut columns: Vec<Vec<f64>> =
            ranked.into_iter().map(|parts| parts.into_iter().map(&mut place).collect()).collect();
        let pair_factors = points.saturating_mul(points).saturating_mul(dimensions);
        if points <= POINTS && pair_factors <= PAIR_FACTORS {
            let mut exchange = Exchange::new(columns);
            exchange.search(&mut Draws::new(seed, "latin_hypercube.exchange", ""));
            columns = exchange.in_order();
        }
        let coordinates = (0..points).flat_map(|point| columns.iter().map(move |column| column[point]));
        LatinHypercube { points: Listed::new(dimensions, coordinates.collect()) }
    }
}

impl Design for LatinHypercube {
    fn points(&self) -> u64 {
        self.points.points()
    }

    fn dimensions(&self) -> usize {
        self.points.dimensions()
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        self.points.point(index, to);
    }
}

/// For each dimension the ranks, from 0, of the points of a scrambled Sobol' sequence.
fn ranked_sequence(dimensions: usize, points: usize, seed: u64) -> Vec<Vec<u32>> {
    let sequence = Sobol::new(dimensions.min(Sobol::DIMENSIONS), points as u64).map(|sobol| sobol.scrambled(seed));
    let mut columns = vec![Vec::with_capacity(points); dimensions];
    for point in sequence.iter().flat_map(Design::list) {
        for (column, coordinate) in columns.iter_mut().zip(point) {
            column.push(coordinate);
        }
    }
    let ranked = columns.into_iter().enumerate().map(|(dimension, column)| {
        if column.len() == points {
            return ranks(&column);
        }
        let mut random: Vec<u32> = (0..points as u32).collect();
        Draws::new(seed, "latin_hypercube.order", &dimension.to_string()).shuffle(&mut random);
        random
    });
    ranked.collect()
}

/// The rank of each number; of equal ones the first comes first.
fn ranks(column: &[f64]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..column.len()).collect();
    order.sort_by(|&one, &other| column[one].total_cmp(&column[other]));
    let mut ranks = vec![0; column.len()];
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank as u32;
    }
    ranks
}

#[cfg(test)]
#[path = "latin_hypercube_tests.rs"]
mod tests;
