//! How evenly points fill the cube.

use crate::explore::design::Design;

/// The centred L₂ discrepancy of a design, squared (Hickernell 1998, doi:10.1090/S0025-5718-98-00894-1, equation 5.3): a
/// mean square of the differences between the share of the points in a box and its volume, over all boxes from a corner
/// and all projections. What `scipy.stats.qmc.discrepancy` calls `CD`. Time: the square of the number of points.
///
/// ```
/// use flashpoint::explore::design::{Listed, centred_discrepancy};
///
/// // One point in the middle of a line: 13/12 − 2 + 1.
/// let middle = Listed::new(1, vec![0.5]);
/// assert!((centred_discrepancy(&middle) - 1.0 / 12.0).abs() < 1e-15);
/// ```
pub fn centred_discrepancy(design: &impl Design) -> f64 {
    let points: Vec<Vec<f64>> = design.list().map(|point| point.iter().map(|x| x - 0.5).collect()).collect();
    let count = points.len() as f64;
    let singles: f64 = points.iter().map(|point| single(point)).sum();
    let mut pairs = 0.0;
    for (index, one) in points.iter().enumerate() {
        let others: f64 = points[..index].iter().map(|other| pair(one, other)).sum();
        pairs += 2.0 * others + pair(one, one);
    }
    constant(design.dimensions()) - 2.0 / count * singles + pairs / (count * count)
}

/// The term of the cube alone.
pub(super) fn constant(dimensions: usize) -> f64 {
    (0..dimensions).fold(1.0, |product, _| product * 13.0 / 12.0)
}

/// The term of one point, given from the centre.
pub(super) fn single(point: &[f64]) -> f64 {
    point.iter().map(|&x| single_factor(x)).product()
}

/// The term of two points, given from the centre.
pub(super) fn pair(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(&one, &other)| pair_factor(one, other)).product()
}

/// The part of one dimension in [`single`].
#[inline(always)]
pub(super) fn single_factor(x: f64) -> f64 {
    1.0 + 0.5 * x.abs() - 0.5 * x * x
}

/// The part of one dimension in [`pair`]: 1 + (|x| + |y| − |x − y|) / 2, the last of which is the smaller of the distances
/// from the centre if both points are on one side of it, and 0 otherwise.
#[inline(always)]
pub(super) fn pair_factor(x: f64, y: f64) -> f64 {
    1.0 + x.min(y).max(0.0) + (-x).min(-y).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::design::Listed;

    #[test]
    fn pairs_are_as_in_the_paper() {
        for (x, y) in [(0.5_f64, 0.25_f64), (-0.5, 0.25), (-0.5, -0.125), (0.0, 0.5), (0.25, 0.25)] {
            assert_eq!(pair_factor(x, y), 1.0 + 0.5 * (x.abs() + y.abs() - (x - y).abs()));
        }
    }

    #[test]
    fn two_points_on_a_line_are_best_at_its_quarters() {
        let at = |x: f64| centred_discrepancy(&Listed::new(1, vec![x, 1.0 - x]));
        // 13/12 − 2 (1 + 1/8 − 1/32) + (1 + 1/4 + 1 ) / 2 …: 1/12 / n² at the centres of n cells.
        assert!((at(0.25) - 1.0 / 48.0).abs() < 1e-15);
        assert!(at(0.2) > at(0.25) && at(0.3) > at(0.25));
    }
}
