//! Full grids.

use crate::explore::design::Design;
use crate::explore::design::corners::{corner_masks, end};
use crate::explore::design::level_order::level_order;

/// (√5 − 1) / 2 as a fraction of 2⁶⁴: steps of this share of a circle leave the evenest gaps (three-distance theorem; Knuth,
/// The Art of Computer Programming 3, section 6.4).
const GOLDEN: u128 = 0x9e37_79b9_7f4a_7c15;

/// Every combination of the levels of every factor, coarsely first.
///
/// The levels of each factor are ranked: its ends, its middle, then what halves the widest gaps. Points come in shells:
/// first the corners, of rank 0 or 1 in every factor, then all others of ranks up to 2, then up to 3, and so on. So the
/// first ∏ min(r, nᵢ) points of a grid of nᵢ levels are themselves the full grid of r spread levels of every factor, from
/// r = 2 on. The first 2^m corners of up to 2^(m−1) factors are a fraction of resolution IV: enough to tell what each
/// factor does alone, unmixed with pairs of others. In later shells, points follow each other in steps of about 0.618 of
/// the shell, so that a part of it is spread too.
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
    /// For each factor its mask in the order of corners; 0 with fewer than two levels.
    masks: Vec<u64>,
}

impl Grid {
    /// The grid of the levels of each factor, given as coordinates in ascending order. It has no points if a factor has no
    /// levels, and one if there are no factors.
    pub fn new(levels: Vec<Vec<f64>>) -> Grid {
        let by_rank = |levels: Vec<f64>| level_order(levels.len()).into_iter().map(|level| levels[level]).collect();
        let levels: Vec<Vec<f64>> = levels.into_iter().map(by_rank).collect();
        let mut masks = corner_masks(levels.iter().filter(|levels| levels.len() > 1).count()).into_iter();
        let mask = |levels: &Vec<f64>| if levels.len() > 1 { masks.next().unwrap_or(0) } else { 0 };
        Grid { masks: levels.iter().map(mask).collect(), levels }
    }

    /// Number of points whose ranks are all below `ranks`.
    fn points_below(&self, ranks: usize) -> u64 {
        product(self.levels.iter().map(|levels| ranks.min(levels.len()) as u64))
    }

    /// The greatest rank that point `index`, which is no corner, has in any factor: the least r such that more than `index`
    /// points have no rank above r.
    fn shell(&self, index: u64) -> usize {
        let (mut low, mut high) = (2, self.levels.iter().map(Vec::len).max().unwrap_or(0));
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
        if index < self.points_below(2) {
            for ((levels, mask), coordinate) in self.levels.iter().zip(&self.masks).zip(to) {
                *coordinate = levels.get(end(*mask, index)).copied().unwrap_or_default();
            }
            return;
        }
        let shell = self.shell(index);
        let start = self.points_below(shell);
        let size = self.points_below(shell + 1) - start;
        self.write(shell, stride(index - start, size), to);
    }
}

/// The product, or the greatest number if it is greater.
fn product(counts: impl IntoIterator<Item = u64>) -> u64 {
    counts.into_iter().fold(1, u64::saturating_mul)
}

/// Position of step `index` of a walk that visits 0 … `size` − 1 once each in steps of the golden section of the size.
fn stride(index: u64, size: u64) -> u64 {
    let size = size.max(1);
    let golden = ((u128::from(size) * GOLDEN) >> 64) as u64;
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

    #[test]
    fn part_of_a_shell_is_spread_too() {
        // The greatest distance of any point of a grid of 20 by 20 from the nearest of the first ones. Those of a square grid
        // of as many points would be 9.5 √2 / (√length − 1) away.
        let all: Vec<_> = grid(&[20, 20]).list().collect();
        for length in [12, 20, 30, 45, 60, 90, 150, 250] {
            let away = |point: &Vec<f64>| {
                let squared = |other: &Vec<f64>| {
                    (0..2).map(|factor| (point[factor] - other[factor]) * (point[factor] - other[factor])).sum::<f64>()
                };
                all[..length].iter().map(squared).fold(f64::INFINITY, f64::min).sqrt()
            };
            let farthest = all.iter().map(away).fold(0.0, f64::max);
            let square = 9.5 * 2.0_f64.sqrt() / ((length as f64).sqrt() - 1.0);
            assert!(farthest < 2.2 * square, "{length}: {farthest}, {square}");
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
