//! Search for an even Latin hypercube by exchanging coordinates of two points, which leaves it one.

use crate::explore::design::discrepancy::{pair_factor, single_factor};
use crate::explore::design::shuffling::Draws;

/// Most terms of two points that all proposals together reckon: about half a second.
const TERMS: usize = 100_000_000;
/// Most proposals for each coordinate of each point.
const PROPOSALS_PER_COORDINATE: usize = 2_000;
/// Number of proposals whose changes say how great the first threshold is.
const TRIALS: usize = 200;
/// The first threshold as a share of the mean change that a random proposal makes, where there is time to come back from
/// it: so many proposals for each coordinate of each point. Greater shares undo more than the search mends.
const FIRST_THRESHOLD: f64 = 0.03;
const PATIENCE: usize = 100;
/// Number of sums that a row's terms go to in turn.
const LANES: usize = 8;

/// Points, with what their discrepancy is made of.
pub(super) struct Exchange {
    /// For each dimension the coordinate of each point, from the centre.
    columns: Vec<Vec<f64>>,
    /// The term of each point ([`crate::explore::design::discrepancy::single`]).
    singles: Vec<f64>,
    /// The terms of all pairs of points, row by row.
    pairs: Vec<f64>,
}

/// Two points that exchange their coordinates in a dimension.
#[derive(Clone, Copy)]
struct Proposal {
    dimension: usize,
    one: usize,
    other: usize,
}

impl Exchange {
    /// Starts from points, given by dimension.
    pub(super) fn new(mut columns: Vec<Vec<f64>>) -> Exchange {
        let count = columns.first().map_or(0, Vec::len);
        columns.iter_mut().flatten().for_each(|coordinate| *coordinate -= 0.5);
        let mut singles = vec![1.0; count];
        let mut pairs = vec![1.0; count * count];
        for column in &columns {
            for ((one, single), row) in column.iter().zip(&mut singles).zip(pairs.chunks_exact_mut(count.max(1))) {
                *single *= single_factor(*one);
                for (other, pair) in column.iter().zip(row) {
                    *pair *= pair_factor(*one, *other);
                }
            }
        }
        Exchange { columns, singles, pairs }
    }

    fn count(&self) -> usize {
        self.singles.len()
    }

    /// Exchanges coordinates wherever this raises the discrepancy by less than a threshold, which falls to nothing.
    pub(super) fn search(&mut self, draws: &mut Draws) {
        let (count, dimensions) = (self.count(), self.columns.len());
        if count < 2 || dimensions < 2 {
            return;
        }
        let coordinates = count * dimensions;
        let proposals = (TERMS / count).min(PROPOSALS_PER_COORDINATE * coordinates);
        let mut first = 0.0;
        if proposals >= PATIENCE * coordinates {
            let trials: f64 = (0..TRIALS).map(|_| self.change(self.propose(draws)).abs()).sum();
            first = FIRST_THRESHOLD * trials / TRIALS as f64;
        }
        for number in 0..proposals {
            let threshold = first * (1.0 - number as f64 / proposals as f64);
            let proposal = self.propose(draws);
            if self.change(proposal) < threshold {
                self.accept(proposal);
            }
        }
    }

    fn propose(&self, draws: &mut Draws) -> Proposal {
        let dimension = draws.below(self.columns.len());
        let one = draws.below(self.count());
        let other = draws.below(self.count() - 1);
        Proposal { dimension, one, other: if other < one { other } else { other + 1 } }
    }

    /// What a proposal adds to the squared discrepancy, times the square of the number of points.
    fn change(&self, proposal: Proposal) -> f64 {
        let Proposal { dimension, one, other } = proposal;
        let column = &self.columns[dimension];
        let (from, to) = (column[one], column[other]);
        let (with_one, with_other) = (self.row(one), self.row(other));
        // Written over whole rows, so that it runs in vector registers, and mended for the two points themselves.
        let term = |place: f64, with_one: f64, with_other: f64| {
            let (before, after) = (pair_factor(from, place), pair_factor(to, place));
            (after - before) * (with_one * after - with_other * before) / (before * after)
        };
        let mut sums = [0.0; LANES];
        let (places, rest) = column.as_chunks::<LANES>();
        let (ones, others) = (with_one.as_chunks::<LANES>().0, with_other.as_chunks::<LANES>().0);
        for ((places, ones), others) in places.iter().zip(ones).zip(others) {
            for lane in 0..LANES {
                sums[lane] += term(places[lane], ones[lane], others[lane]);
            }
        }
        let at = |point: usize| term(column[point], with_one[point], with_other[point]);
        let remaining: f64 = (column.len() - rest.len()..column.len()).map(at).sum();
        let pairs = sums.iter().sum::<f64>() + remaining - at(one) - at(other);
        let (squares, singles) = self.own_changes(proposal);
        2.0 * pairs + squares - 2.0 * self.count() as f64 * singles
    }

    /// What a proposal adds to the terms of the two points with themselves, and to their single terms.
    fn own_changes(&self, Proposal { dimension, one, other }: Proposal) -> (f64, f64) {
        let (from, to) = (self.columns[dimension][one], self.columns[dimension][other]);
        let square = pair_factor(to, to) / pair_factor(from, from);
        let single = single_factor(to) / single_factor(from);
        let both = |first: f64, second: f64, ratio: f64| first * (ratio - 1.0) + second * (1.0 / ratio - 1.0);
        let squares = both(self.row(one)[one], self.row(other)[other], square);
        (squares, both(self.singles[one], self.singles[other], single))
    }

    fn row(&self, point: usize) -> &[f64] {
        &self.pairs[point * self.count()..(point + 1) * self.count()]
    }

    fn accept(&mut self, Proposal { dimension, one, other }: Proposal) {
        let count = self.count();
        let (from, to) = (self.columns[dimension][one], self.columns[dimension][other]);
        for point in (0..count).filter(|&point| point != one && point != other) {
            let ratio =
                pair_factor(to, self.columns[dimension][point]) / pair_factor(from, self.columns[dimension][point]);
            self.pairs[one * count + point] *= ratio;
            self.pairs[other * count + point] /= ratio;
            self.pairs[point * count + one] = self.pairs[one * count + point];
            self.pairs[point * count + other] = self.pairs[other * count + point];
        }
        let square = pair_factor(to, to) / pair_factor(from, from);
        self.pairs[one * count + one] *= square;
        self.pairs[other * count + other] /= square;
        let single = single_factor(to) / single_factor(from);
        self.singles[one] *= single;
        self.singles[other] /= single;
        self.columns[dimension].swap(one, other);
    }

    /// The coordinates, by dimension, of the points in the order in which each next one leaves the least discrepancy.
    pub(super) fn in_order(self) -> Vec<Vec<f64>> {
        let count = self.count();
        let mut left: Vec<usize> = (0..count).collect();
        let mut order = Vec::with_capacity(count);
        // For each point the sum of its terms with the points taken.
        let mut with_taken = vec![0.0; count];
        while !left.is_empty() {
            let size = (order.len() + 1) as f64;
            let added = |point: usize| {
                (2.0 * with_taken[point] + self.pairs[point * count + point]) / size - 2.0 * self.singles[point]
            };
            let least = |best: usize, index: usize| if added(left[index]) < added(left[best]) { index } else { best };
            let next = left.swap_remove((0..left.len()).fold(0, least));
            for (sum, pair) in with_taken.iter_mut().zip(self.row(next)) {
                *sum += pair;
            }
            order.push(next);
        }
        self.columns.iter().map(|column| order.iter().map(|&point| column[point] + 0.5).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::design::discrepancy::constant;
    use crate::explore::design::{Listed, centred_discrepancy};

    fn random(dimensions: usize, count: usize, seed: u64) -> Exchange {
        let mut draws = Draws::new(seed, "test", "");
        let columns = (0..dimensions).map(|_| {
            let mut column: Vec<f64> = (0..count).map(|part| (part as f64 + draws.uniform()) / count as f64).collect();
            draws.shuffle(&mut column);
            column
        });
        Exchange::new(columns.collect())
    }

    /// The discrepancy from the terms that the search keeps, and from nothing but the points.
    fn discrepancies(exchange: &Exchange) -> [f64; 2] {
        let count = exchange.count() as f64;
        let (singles, pairs): (f64, f64) = (exchange.singles.iter().sum(), exchange.pairs.iter().sum());
        let kept = constant(exchange.columns.len()) - 2.0 / count * singles + pairs / (count * count);
        let coordinates = (0..exchange.count()).flat_map(|point| exchange.columns.iter().map(move |x| x[point] + 0.5));
        [kept, centred_discrepancy(&Listed::new(exchange.columns.len(), coordinates.collect()))]
    }

    #[test]
    fn terms_are_kept_up_to_date() {
        let mut exchange = random(5, 40, 1);
        let mut draws = Draws::new(2, "test", "");
        for _ in 0..2000 {
            let proposal = exchange.propose(&mut draws);
            let [before, _] = discrepancies(&exchange);
            let change = exchange.change(proposal) / 1600.0;
            exchange.accept(proposal);
            let [after, _] = discrepancies(&exchange);
            assert!((after - before - change).abs() < 1e-12, "{before} + {change} = {after}");
        }
        let [kept, direct] = discrepancies(&exchange);
        assert!((kept - direct).abs() < 1e-11, "{kept} {direct}");
    }
}
