//! Full grids.

use crate::explore::design::Design;
use crate::explore::design::level_order::level_order;

/// (√5 − 1) / 2 as a fraction of 2⁶⁴: steps of this share of a circle leave the evenest gaps (three-distance theorem; Knuth,
/// The Art of Computer Programming 3, section 6.4).
const GOLDEN: u128 = 0x9e37_79b9_7f4a_7c15;

/// Every combination of the levels of every factor, coarsely first.
///
/// The levels of each factor are ranked: its ends, its middle, then what halves the widest gaps. Points come in shells:
/// first the one of rank 0 in every factor, then all others of rank 0 or 1, then all others of ranks up to 2, and so on. So
/// the first ∏ min(r, nᵢ) points of a grid of nᵢ levels are themselves the full grid of r spread levels of every factor.
/// Within a shell, points follow each other in steps of about 0.618 of it, so that a part of it is spread too.
///
/// Nothing is held in memory but the levels. The number of points stops at 2⁶⁴ − 1 if there are more.
///
/// ```
/// use flashpoint::explore::design::{Design, Grid};
///
/// let grid = Grid::new(vec![vec![0.0, 0.5, 1.0], vec![0.25, 0.75]]);
/// let points: Vec<Vec<f64>> = grid.list().collect();
/// // The corners come before the middle.
/// assert!(points[..4].iter().all(|point| point[0] != 0.5));
/// assert!(points[4..].iter().all(|point| point[0] == 0.5));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// For each factor the coordinates of its levels by rank.
    levels: Vec<Vec<f64>>,
}

impl Grid {
    /// The grid of the levels of each factor, given as coordinates in ascending order. It has no points if a factor has no
    /// levels, and one if there are no factors.
    pub fn new(levels: Vec<Vec<f64>>) -> Grid {
        let by_rank = |levels: Vec<f64>| level_order(levels.len()).into_iter().map(|level| levels[level]).collect();
        Grid { levels: levels.into_iter().map(by_rank).collect() }
    }

    /// Number of points whose ranks are all below `ranks`.
    fn points_below(&self, ranks: usize) -> u64 {
        product(self.levels.iter().map(|levels| ranks.min(levels.len()) as u64))
    }

    /// The greatest rank that point `index` has in any factor: the least r such that more than `index` points have no rank
    /// above r.
    fn shell(&self, index: u64) -> usize {
        let (mut low, mut high) = (0, self.levels.iter().map(Vec::len).max().unwrap_or(0));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.points_below(middle + 1) > index {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// Writes the coordinates of point `within` of a shell in lexical order: in blocks by the first factor that reaches the
    /// shell's rank, with lower ranks in the factors before it and any up to that rank in those after it.
    fn write(&self, shell: usize, mut within: u64, to: &mut [f64]) {
        let below = |factor: usize| shell.min(self.levels[factor].len());
        let up_to = |factor: usize| (shell + 1).min(self.levels[factor].len());
        let factors = self.levels.len();
        let mut first = 0;
        for (factor, size) in self.blocks(shell).into_iter().enumerate() {
            first = factor;
            if within < size {
                break;
            }
            within -= size;
        }
        for factor in (0..factors).rev() {
            let rank = if factor == first {
                shell
            } else {
                let ranks = if factor < first { below(factor) } else { up_to(factor) } as u64;
                let rank = within % ranks.max(1);
                within /= ranks.max(1);
                rank as usize
            };
            to[factor] = self.levels[factor].get(rank).copied().unwrap_or_default();
        }
    }

    /// The number of points of each block of a shell, by the first factor that reaches the shell's rank.
    fn blocks(&self, shell: usize) -> Vec<u64> {
        let mut sizes: Vec<u64> = vec![1; self.levels.len()];
        let mut after = 1;
        for (size, levels) in sizes.iter_mut().zip(&self.levels).rev() {
            *size = if levels.len() > shell { after } else { 0 };
            after = product([after, (shell + 1).min(levels.len()) as u64]);
        }
        let mut before = 1;
        for (size, levels) in sizes.iter_mut().zip(&self.levels) {
            *size = product([*size, before]);
            before = product([before, shell.min(levels.len()) as u64]);
        }
        sizes
    }
}

impl Design for Grid {
    fn points(&self) -> u64 {
        self.points_below(usize::MAX)
    }

    fn dimensions(&self) -> usize {
        self.levels.len()
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        let shell = self.shell(index);
        let start = self.points_below(shell);
        let size = self.points_below(shell + 1).saturating_sub(start);
        self.write(shell, stride(index.saturating_sub(start), size), to);
    }
}

/// The product, or the greatest number if it is greater.
fn product(counts: impl IntoIterator<Item = u64>) -> u64 {
    counts.into_iter().fold(1, u64::saturating_mul)
}

/// Position of step `index` of a walk that visits 0 … `size` − 1 once each in steps of the golden section of the size.
fn stride(index: u64, size: u64) -> u64 {
    let size = size.max(1);
    let golden = (u128::from(size) * GOLDEN >> 64) as u64;
    let step = (golden..).find(|&step| coprime(step, size)).unwrap_or(1);
    (u128::from(index) * u128::from(step) % u128::from(size)) as u64
}

fn coprime(mut one: u64, mut other: u64) -> bool {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(counts: &[usize]) -> Grid {
        Grid::new(counts.iter().map(|&count| (0..count).map(|level| level as f64).collect()).collect())
    }

    #[test]
    fn every_combination_comes_once() {
        for counts in [&[3, 4, 2][..], &[7], &[1, 1], &[2; 10], &[5, 1, 9, 2], &[40, 3], &[]] {
            let mut points: Vec<_> = grid(counts).list().collect();
            assert_eq!(points.len(), counts.iter().product::<usize>());
            points.sort_by(|one, other| one.partial_cmp(other).unwrap());
            points.dedup();
            assert_eq!(points.len(), counts.iter().product::<usize>(), "{counts:?}");
            let possible = |point: &Vec<f64>| point.iter().zip(counts).all(|(x, &count)| (*x as usize) < count);
            assert!(points.iter().all(possible));
        }
    }

    #[test]
    fn prefixes_are_coarser_grids() {
        let all: Vec<_> = grid(&[9, 9, 3]).list().collect();
        let coarse = |levels: [&[f64]; 3], length: usize| {
            let inside = |point: &Vec<f64>| point.iter().zip(levels).all(|(x, levels)| levels.contains(x));
            assert_eq!(levels.iter().map(|levels| levels.len()).product::<usize>(), length);
            assert!(all[..length].iter().all(inside));
        };
        coarse([&[0.0, 8.0], &[0.0, 8.0], &[0.0, 2.0]], 8);
        coarse([&[0.0, 4.0, 8.0], &[0.0, 4.0, 8.0], &[0.0, 1.0, 2.0]], 27);
        let quarters = [0.0, 2.0, 4.0, 6.0, 8.0];
        coarse([&quarters, &quarters, &[0.0, 1.0, 2.0]], 75);
    }

    /// The greatest excess of a level of any factor in the first `length` points over an even share.
    fn imbalance(points: &[Vec<f64>], levels: usize, length: usize) -> f64 {
        let counts = (0..points[0].len()).flat_map(|factor| {
            (0..levels).map(move |level| points[..length].iter().filter(|point| point[factor] == level as f64).count())
        });
        counts.map(|count| (count as f64 - length as f64 / levels as f64).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn part_of_a_shell_is_balanced_too() {
        // Ten factors of two levels are one shell of 1 024. A random order would be about 2.5 √(length) / 2 out of
        // balance in the worst of ten factors.
        let all: Vec<_> = grid(&[2; 10]).list().collect();
        for length in [32, 64, 128, 256, 512] {
            let found = imbalance(&all, 2, length);
            assert!(found <= 0.9 * (length as f64).sqrt(), "{length}: {found}");
        }
    }

    #[test]
    fn more_points_than_can_be_counted_are_no_trouble() {
        let huge = grid(&[1000; 30]);
        assert_eq!(huge.points(), u64::MAX);
        for index in [0, 1, 1 << 30, u64::MAX - 1] {
            assert!(huge.coordinates(index).iter().all(|x| (0.0..1000.0).contains(x)));
        }
        assert_eq!(grid(&[1000, 0, 1000]).points(), 0);
        assert_eq!(grid(&[0; 30]).points(), 0);
    }
}
