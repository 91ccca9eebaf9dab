//! Which box of a trajectory to show.

use crate::explore::discovery::limits::Count;
use crate::explore::discovery::prim::Point;

/// How the box is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Choice {
    /// The box with the greatest agreement beyond chance (Cohen's κ) between being inside and being of interest.
    #[default]
    Agreement,
    /// The box that covers most among those at least this dense.
    Density(f64),
    /// The densest box among those that cover at least this.
    Coverage(f64),
    /// The box with this number on the trajectory.
    Number(usize),
}

impl Choice {
    /// The position of the chosen box; of equals that with fewer restrictions, of those the first. `None` when no box fits.
    pub fn of(self, points: &[Point], all: Count) -> Option<usize> {
        let worth = |point: &Point| match self {
            Choice::Agreement => agreement(point.count, all),
            Choice::Density(least) if point.count.density() >= least => point.count.coverage(all),
            Choice::Coverage(least) if point.count.coverage(all) >= least => point.count.density(),
            _ => f64::NAN,
        };
        if let Choice::Number(number) = self {
            return (number < points.len()).then_some(number);
        }
        let worths = points.iter().map(worth).enumerate().filter(|(_, worth)| !worth.is_nan());
        let better = |best: Option<(usize, f64)>, own: (usize, f64)| match best {
            Some((index, worth)) if worth > own.1 => Some((index, worth)),
            Some((index, worth))
                if worth == own.1 && points[index].limits.restricted() <= points[own.0].limits.restricted() =>
            {
                Some((index, worth))
            }
            _ => Some(own),
        };
        worths.fold(None, better).map(|(index, _)| index)
    }
}

/// Cohen's κ of "inside" and "of interest" (Cohen 1960, *Educational and Psychological Measurement* 20, 37–46). It is the
/// harmonic mean of coverage and density when from each is taken what chance would give:
/// (coverage − mass) / (1 − mass) and (density − base) / (1 − base). Zero for the box that holds everything.
pub fn agreement(inside: Count, all: Count) -> f64 {
    let rows = all.rows as f64;
    let (mass, base, both) = (inside.mass(all), all.density(), inside.interest / rows);
    let expected = mass * base;
    let most = mass + base - 2.0 * expected;
    if most > 0.0 { 2.0 * (both - expected) / most } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::discovery::limits::Limits;
    use crate::explore::discovery::prim::Phase;

    fn point(rows: usize, interest: f64) -> Point {
        Point { limits: Limits::default(), count: Count { rows, interest }, phase: Phase::Peel }
    }

    #[test]
    fn agreement_is_the_harmonic_mean_of_corrected_coverage_and_density() {
        let (inside, all) = (Count { rows: 30, interest: 20.0 }, Count { rows: 100, interest: 25.0 });
        let (coverage, density) = ((0.8 - 0.3) / 0.7, (2.0 / 3.0 - 0.25) / 0.75);
        assert!((agreement(inside, all) - 2.0 / (1.0 / coverage + 1.0 / density)).abs() < 1e-12);
        assert_eq!(agreement(all, all), 0.0);
        assert_eq!(agreement(Count { rows: 25, interest: 25.0 }, all), 1.0);
        let everything = Count { rows: 9, interest: 9.0 };
        assert_eq!(agreement(everything, everything), 0.0);
    }

    #[test]
    fn each_rule_chooses_what_it_says() {
        let points = [point(100, 25.0), point(50, 24.0), point(30, 20.0), point(12, 12.0)];
        let all = points[0].count;
        assert_eq!(Choice::Agreement.of(&points, all), Some(2));
        assert_eq!(Choice::Density(0.4).of(&points, all), Some(1));
        assert_eq!(Choice::Density(1.1).of(&points, all), None);
        assert_eq!(Choice::Coverage(0.9).of(&points, all), Some(1));
        assert_eq!(Choice::Number(3).of(&points, all), Some(3));
        assert_eq!(Choice::Number(4).of(&points, all), None);
        assert_eq!(Choice::Agreement.of(&[], all), None);
    }
}
