//! One factor at a time.

use crate::explore::design::Design;
use crate::explore::design::level_order::level_order;

/// A central point, then each factor at each of its levels while all others are central.
///
/// The levels of a factor are taken from the outside in: first every factor at one end, then every factor at the other,
/// then every factor at its middle, and so on, so that the first 1 + 2k points of k factors show the whole reach of each
/// (a tornado). A level that is the centre itself is left out: the first point stands for it. This tells nothing of
/// interplay between factors, which can be most of what there is (Saltelli and Annoni 2010,
/// doi:10.1016/j.envsoft.2010.04.012).
///
/// ```
/// use flashpoint::explore::design::{Design, OneAtATime};
///
/// let design = OneAtATime::new(vec![0.5, 0.25], vec![vec![0.0, 0.5, 1.0], vec![0.0, 1.0]]);
/// assert_eq!(design.points(), 5);
/// assert_eq!(design.coordinates(0), [0.5, 0.25]);
/// assert_eq!(design.coordinates(2), [0.5, 0.0]);
/// assert_eq!(design.changed(2), Some(1));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OneAtATime {
    centre: Vec<f64>,
    steps: Vec<Step>,
}

/// What a point after the first changes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    factor: usize,
    coordinate: f64,
}

impl OneAtATime {
    /// The design about `centre`, with the levels of each factor as coordinates in ascending order.
    pub fn new(centre: Vec<f64>, levels: Vec<Vec<f64>>) -> OneAtATime {
        let orders: Vec<Vec<usize>> = levels.iter().map(|levels| level_order(levels.len())).collect();
        let longest = orders.iter().map(Vec::len).max().unwrap_or(0);
        let mut steps = Vec::new();
        for rank in 0..longest {
            for (factor, (centre, levels)) in centre.iter().zip(&levels).enumerate() {
                let coordinate = orders[factor].get(rank).map(|&level| levels[level]);
                steps.extend(coordinate.filter(|level| level != centre).map(|coordinate| Step { factor, coordinate }));
            }
        }
        OneAtATime { centre, steps }
    }

    /// The factor that a point changes; none for the first.
    pub fn changed(&self, index: u64) -> Option<usize> {
        self.step(index).map(|step| step.factor)
    }

    fn step(&self, index: u64) -> Option<Step> {
        let step = usize::try_from(index).ok()?.checked_sub(1)?;
        self.steps.get(step).copied()
    }
}

impl Design for OneAtATime {
    fn points(&self) -> u64 {
        1 + self.steps.len() as u64
    }

    fn dimensions(&self) -> usize {
        self.centre.len()
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        to.copy_from_slice(&self.centre);
        if let Some(step) = self.step(index) {
            to[step.factor] = step.coordinate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_all_factors_come_before_inner_levels() {
        let design = OneAtATime::new(vec![0.4, 0.6], vec![vec![0.0, 0.25, 0.5, 0.75, 1.0], vec![0.1, 0.9]]);
        let changed =
            [[0.4, 0.6], [0.0, 0.6], [0.4, 0.1], [1.0, 0.6], [0.4, 0.9], [0.5, 0.6], [0.25, 0.6], [0.75, 0.6]];
        assert!(design.list().eq(changed));
    }

    #[test]
    fn the_centre_comes_once() {
        let design = OneAtATime::new(vec![0.5; 3], vec![vec![0.0, 0.5, 1.0], vec![0.5], vec![]]);
        assert!(design.list().eq([[0.5; 3], [0.0, 0.5, 0.5], [1.0, 0.5, 0.5]]));
        assert_eq!([0, 1, 2, 3].map(|index| design.changed(index)), [None, Some(0), Some(0), None]);
        assert!(OneAtATime::new(vec![], vec![]).list().eq([Vec::<f64>::new()]));
    }
}
