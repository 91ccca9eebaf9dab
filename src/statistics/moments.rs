//! Mean and spread of values that come one after the other.

use crate::statistics::MeanEstimate;

/// Count, mean and sum of squared deviations of values added one after the other (Welford 1962, *Technometrics* 4(3),
/// 419–420). Going on later from these three numbers gives the same bits as adding all values at once.
///
/// An infinite value makes the mean infinite and leaves the spread infinite.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// Number of values.
    pub count: u64,
    /// Their mean; zero without any.
    pub mean: f64,
    /// Sum of squared deviations from the mean.
    pub squares: f64,
}

impl Moments {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        if value.is_finite() && self.mean.is_finite() {
            let deviation = value - self.mean;
            self.mean += deviation / self.count as f64;
            self.squares += deviation * (value - self.mean);
        } else {
            self.mean += value;
            self.squares = f64::INFINITY;
        }
    }

    /// Sample variance; NaN with fewer than two values.
    pub fn variance(&self) -> f64 {
        if self.count < 2 { f64::NAN } else { self.squares / (self.count - 1) as f64 }
    }

    /// The mean with its standard error: NaN without values, and without an error with only one.
    pub fn estimate(&self) -> MeanEstimate {
        let mean = if self.count == 0 { f64::NAN } else { self.mean };
        MeanEstimate { mean, standard_error: (self.variance() / self.count as f64).sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|&value| moments.add(value));
        moments
    }

    #[test]
    fn agrees_with_the_two_pass_formula() {
        let values: Vec<f64> = (0..100).map(|index| 1e9 + f64::from(index * 37 % 100)).collect();
        let (found, expected) = (moments(&values).estimate(), crate::statistics::mean(&values));
        assert!((found.mean - expected.mean).abs() < 1e-6);
        assert!((found.standard_error - expected.standard_error).abs() < 1e-9);
    }

    #[test]
    fn few_and_infinite_values() {
        assert!(moments(&[]).estimate().mean.is_nan());
        let one = moments(&[3.0]).estimate();
        assert!(one.mean == 3.0 && one.standard_error.is_nan());
        let never = moments(&[1.0, f64::INFINITY, 2.0]).estimate();
        assert_eq!((never.mean, never.standard_error), (f64::INFINITY, f64::INFINITY));
    }
}
