//! The design of Saltelli for Sobol' indices.

use crate::explore::design::Design;

/// The points at which an output must be known to estimate its Sobol' indices (Saltelli 2002,
/// doi:10.1016/S0010-4655(02)00280-1; Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018).
///
/// A base design of 2k dimensions gives, for k factors, two points at once: A, the first k coordinates, and B, the others.
/// From each pair come k + 2 points in this order: A; A with the coordinate of one factor taken from B, factor by factor;
/// B. With second order there are 2k + 2: before B come those of B with the coordinate of one factor taken from A. These
/// are the rows of SALib's `sample.sobol`. A base with more points adds rows at the end and changes none.
///
/// ```
/// use flashpoint::explore::design::{Design, Saltelli, Sobol};
///
/// let factors = 3;
/// let base = Sobol::new(2 * factors, 8)?.scrambled(1);
/// let design = Saltelli::new(base, false);
/// assert_eq!(design.points(), 8 * (3 + 2));
///
/// let [a, first_from_b, b] = [0, 1, 4].map(|row| design.coordinates(row));
/// assert_eq!(first_from_b, [b[0], a[1], a[2]]);
/// # Ok::<(), flashpoint::explore::design::DesignError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Saltelli<Base> {
    base: Base,
    second_order: bool,
}

impl<Base: Design> Saltelli<Base> {
    /// Half as many factors as the base has dimensions; of an odd number of dimensions the last is not used.
    pub fn new(base: Base, second_order: bool) -> Saltelli<Base> {
        Saltelli { base, second_order }
    }

    /// Number of points that each point of the base becomes.
    pub fn rows_per_base_point(&self) -> u64 {
        let factors = self.dimensions() as u64;
        2 + if self.second_order { 2 * factors } else { factors }
    }
}

impl<Base: Design> Design for Saltelli<Base> {
    fn points(&self) -> u64 {
        self.base.points().saturating_mul(self.rows_per_base_point())
    }

    fn dimensions(&self) -> usize {
        self.base.dimensions() / 2
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        let factors = self.dimensions();
        let rows = self.rows_per_base_point();
        let pair = self.base.coordinates(index / rows);
        let (a, b) = pair.split_at(factors);
        let row = (index % rows) as usize;
        let from_a = row <= factors;
        let (own, other) = if from_a { (a, b) } else { (b, a) };
        to.copy_from_slice(&own[..factors]);
        let exchanged = row.checked_sub(if from_a { 1 } else { 1 + factors });
        if let Some(factor) = exchanged.filter(|&factor| factor < factors && row + 1 < rows as usize) {
            to[factor] = other[factor];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::design::Listed;

    fn rows(second_order: bool) -> Vec<Vec<f64>> {
        let base = Listed::new(4, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        Saltelli::new(base, second_order).list().collect()
    }

    #[test]
    fn each_pair_becomes_its_rows_in_order() {
        assert_eq!(rows(false)[..4], [[1.0, 2.0], [3.0, 2.0], [1.0, 4.0], [3.0, 4.0]]);
        assert_eq!(rows(false)[4..], [[5.0, 6.0], [7.0, 6.0], [5.0, 8.0], [7.0, 8.0]]);
        let second_order = [[1.0, 2.0], [3.0, 2.0], [1.0, 4.0], [1.0, 4.0], [3.0, 2.0], [3.0, 4.0]];
        assert_eq!(rows(true)[..6], second_order);
    }

    #[test]
    fn no_factors_leave_two_empty_rows_for_each_point() {
        let design = Saltelli::new(Listed::new(1, vec![0.5, 0.25]), true);
        assert_eq!((design.points(), design.dimensions()), (4, 0));
        assert!(design.list().all(|row| row.is_empty()));
    }
}
