//! Factors: what varies between the points of an experiment, and which values it can take.

use crate::quantity::{Distribution, Quantity};
use crate::record::Variable;

/// Cumulative probabilities of the ends of an interval that a distribution stands for when it must have ends: `low` and
/// `high` of the scenario format bound the central 80 %.
const ENDS: [f64; 2] = [0.1, 0.9];

/// The values a factor can take.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// These values, each as likely as any other.
    Values(Vec<f64>),
    /// Any value between two ends, each as likely as any other.
    Interval {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// What the scenario says of a quantity.
    Uncertain(Quantity),
}

/// What varies between the points of an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// What it is; the values of a categorical one are 0, 1, 2, ….
    pub variable: Variable,
    /// Which values it can take.
    pub range: Range,
    /// Its value when nothing is varied.
    pub central: f64,
}

impl Factor {
    /// A number between two ends, centred between them.
    pub fn interval(id: &str, low: f64, high: f64) -> Factor {
        Factor { variable: Variable::number(id), range: Range::Interval { low, high }, central: (low + high) / 2.0 }
    }

    /// One of some categories; the first when nothing is varied.
    pub fn categorical(variable: Variable) -> Factor {
        let values = (0..variable.categories.len()).map(|index| index as f64).collect();
        Factor { variable, range: Range::Values(values), central: 0.0 }
    }

    /// The value at a coordinate in [0, 1]: the quantile function of the range.
    pub fn value(&self, coordinate: f64) -> f64 {
        match &self.range {
            Range::Values(values) => {
                let last = values.len().saturating_sub(1);
                values.get(((coordinate * values.len() as f64) as usize).min(last)).copied().unwrap_or(f64::NAN)
            }
            Range::Interval { low, high } => low + coordinate * (high - low),
            Range::Uncertain(quantity) => quantity.quantile(coordinate),
        }
    }

    /// Number of values, where they can be counted.
    pub fn count(&self) -> Option<usize> {
        match &self.range {
            Range::Values(values) => Some(values.len()),
            _ => None,
        }
    }

    /// Coordinates of `count` values from one end to the other: every value of a factor whose values can be counted, the
    /// ends and what lies evenly between them otherwise.
    pub fn levels(&self, count: usize) -> Vec<f64> {
        let values = self.count().unwrap_or(0);
        if values > 0 {
            return (0..values).map(|value| (value as f64 + 0.5) / values as f64).collect();
        }
        let [low, high] = self.ends();
        let steps = count.saturating_sub(1).max(1) as f64;
        (0..count.max(1)).map(|level| low + (high - low) * (level as f64 / steps)).collect()
    }

    /// The coordinate of the value when nothing is varied, or of the nearest that it can take.
    pub fn centre(&self) -> f64 {
        match &self.range {
            Range::Values(values) => {
                let away = |value: &f64| (value - self.central).abs();
                let nearest = (0..values.len()).min_by(|&a, &b| away(&values[a]).total_cmp(&away(&values[b])));
                (nearest.unwrap_or(0) as f64 + 0.5) / values.len().max(1) as f64
            }
            Range::Interval { low, high } => ((self.central - low) / (high - low)).clamp(0.0, 1.0),
            // The central value is the median, or near it where it is the mode of a triangle.
            Range::Uncertain(_) => 0.5,
        }
    }

    /// Coordinates of the least and the greatest value to be looked at: the ends of an interval, `low` and `high` of a
    /// distribution, the first and the last of counted values.
    pub fn ends(&self) -> [f64; 2] {
        match &self.range {
            Range::Values(values) => {
                let half = 0.5 / values.len().max(1) as f64;
                [half, 1.0 - half]
            }
            Range::Interval { .. } => [0.0, 1.0],
            Range::Uncertain(quantity) => match quantity.distribution {
                Distribution::Uniform { .. } | Distribution::Triangular { .. } => [0.0, 1.0],
                _ => ENDS,
            },
        }
    }
}

/// All factors of an experiment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Space {
    /// The factors; coordinates are in this order.
    pub factors: Vec<Factor>,
}

impl Space {
    /// Turns coordinates into values, in place.
    pub fn values(&self, coordinates: &mut [f64]) {
        for (factor, coordinate) in self.factors.iter().zip(coordinates) {
            *coordinate = factor.value(*coordinate);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Status;

    #[test]
    fn coordinates_become_values_through_the_quantile_function() {
        let interval = Factor::interval("x", -1.0, 3.0);
        assert_eq!([0.0, 0.25, 1.0].map(|u| interval.value(u)), [-1.0, 0.0, 3.0]);
        let counted = Factor { range: Range::Values(vec![2.0, 5.0, 11.0]), ..interval.clone() };
        assert_eq!([0.0, 0.33, 0.34, 0.99, 1.0].map(|u| counted.value(u)), [2.0, 2.0, 5.0, 11.0, 11.0]);
        let quantity = Quantity {
            distribution: Distribution::Normal { low: 8.0, high: 13.0 },
            ..Quantity::fixed(10.0, "km", Status::Judgement, "")
        };
        let uncertain = Factor { range: Range::Uncertain(quantity), ..interval };
        for (u, value) in [(0.1, 8.0), (0.5, 10.0), (0.9, 13.0)] {
            assert!((uncertain.value(u) - value).abs() < 1e-6);
        }
    }

    #[test]
    fn levels_reach_both_ends() {
        let interval = Factor::interval("x", 0.0, 8.0);
        let values: Vec<f64> = interval.levels(5).into_iter().map(|u| interval.value(u)).collect();
        assert_eq!(values, [0.0, 2.0, 4.0, 6.0, 8.0]);
        let counted = Factor { range: Range::Values(vec![2.0, 5.0, 11.0]), ..interval };
        let values: Vec<f64> = counted.levels(99).into_iter().map(|u| counted.value(u)).collect();
        assert_eq!(values, [2.0, 5.0, 11.0]);
        assert_eq!(counted.ends().map(|u| counted.value(u)), [2.0, 11.0]);
        assert_eq!(counted.value(counted.centre()), 5.0);
        assert_eq!(Factor { central: 6.0, ..Factor::interval("x", 4.0, 8.0) }.centre(), 0.5);
    }
}
