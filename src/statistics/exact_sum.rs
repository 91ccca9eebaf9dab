//! A sum of floating-point numbers that is the same for every order and grouping of its addends.

/// Units of the fixed-point sum in one: each addend is rounded to a multiple of 2^-40 (9e-13).
const UNITS: f64 = (1_u64 << 40) as f64;

/// Largest magnitude of an addend that is summed exactly (1.1e15); what is larger counts as infinite.
///
/// An addend takes at most 2^90 units, so 2^37 of them (1.4e11) fit into the 127 bits of the sum.
const LARGEST: f64 = (1_u64 << 50) as f64;

/// Order-independent sum of numbers such as persons or shares.
///
/// Floating-point addition is not associative, so a sum taken as threads finish would differ between runs. This one is
/// an integer count of 2^-40: each addend is rounded once, to the nearest unit, and integers add exactly. The result is
/// the correctly rounded sum of the rounded addends whatever their order and however partial sums were merged.
///
/// Infinite addends make the sum infinite; so do addends beyond 2^50 in magnitude. A NaN makes it NaN, as do infinities
/// of both signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExactSum {
    units: i128,
    positive_infinity: bool,
    negative_infinity: bool,
    not_a_number: bool,
}

impl ExactSum {
    /// Adds one value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        if value.abs() <= LARGEST {
            self.units += units_of(value);
        } else {
            self.add_unbounded(value);
        }
    }

    /// Adds another sum's addends.
    pub fn merge(&mut self, other: &ExactSum) {
        self.units = self.units.saturating_add(other.units);
        self.positive_infinity |= other.positive_infinity;
        self.negative_infinity |= other.negative_infinity;
        self.not_a_number |= other.not_a_number;
    }

    /// The sum.
    pub fn total(&self) -> f64 {
        let infinite = self.positive_infinity || self.negative_infinity;
        if self.not_a_number || (self.positive_infinity && self.negative_infinity) {
            f64::NAN
        } else if infinite {
            if self.positive_infinity { f64::INFINITY } else { f64::NEG_INFINITY }
        } else {
            // The conversion rounds correctly and a power of two divides exactly.
            self.units as f64 / UNITS
        }
    }

    /// The sum divided by a number of addends; NaN when there are none.
    pub fn mean(&self, count: u64) -> f64 {
        self.total() / count as f64
    }

    /// Notes a value that the fixed-point sum cannot hold.
    #[cold]
    fn add_unbounded(&mut self, value: f64) {
        self.not_a_number |= value.is_nan();
        self.positive_infinity |= value > 0.0;
        self.negative_infinity |= value < 0.0;
    }
}

/// The value in units of 2^-40, rounded to nearest; whole and fractional part apart because each fits 64 bits, whose
/// conversions are single instructions.
#[inline]
fn units_of(value: f64) -> i128 {
    let whole = value as i64;
    let fraction = (value - whole as f64) * UNITS;
    let rounded = (fraction + 0.5_f64.copysign(fraction)) as i64;
    (i128::from(whole) << 40) + i128::from(rounded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ExactSum;

    fn sum(values: &[f64]) -> ExactSum {
        let mut sum = ExactSum::default();
        values.iter().for_each(|&value| sum.add(value));
        sum
    }

    /// Magnitudes from shares to populations, and what must not break the order either.
    fn addend() -> impl Strategy<Value = f64> {
        prop_oneof![
            6 => -1.0e9..1.0e9,
            3 => -1.0..1.0,
            1 => prop_oneof![Just(f64::INFINITY), Just(1.0e300), Just(-0.0), Just(1.0e-300)],
        ]
    }

    proptest! {
        #[test]
        fn order_and_grouping_do_not_matter(
            (values, shuffled) in prop::collection::vec(addend(), 1..80)
                .prop_flat_map(|values| (Just(values.clone()), Just(values).prop_shuffle())),
            cuts in prop::collection::vec(0_usize..80, 0..6),
        ) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(shuffled.len())).collect();
            cuts.extend([0, shuffled.len()]);
            cuts.sort_unstable();
            let mut merged = ExactSum::default();
            for pair in cuts.windows(2).rev() {
                merged.merge(&sum(&shuffled[pair[0]..pair[1]]));
            }
            prop_assert_eq!(merged, sum(&values));
        }

        #[test]
        fn the_error_is_half_a_unit_an_addend(values in prop::collection::vec(-1.0e3_f64..1.0e3, 1..50)) {
            // Multiples of 2^-20 below 2^31 in total are exact in f64 in every order, so they are the reference.
            let coarse: Vec<f64> = values.iter().map(|value| (value * 1_048_576.0).round() / 1_048_576.0).collect();
            prop_assert_eq!(sum(&coarse).total(), coarse.iter().sum::<f64>());
            let exact: f64 = values.iter().sum();
            prop_assert!((sum(&values).total() - exact).abs() <= 50.0 * (4.6e-13 + 1.0e-11));
        }
    }

    #[test]
    fn survives_cancellation_that_floats_do_not() {
        let values = [1.0e15, 0.25, -1.0e15, 0.25];
        assert_eq!(sum(&values).total(), 0.5);
        assert_eq!(sum(&[1.0e9; 9000]).mean(9000), 1.0e9);
        assert_eq!(sum(&[0.1]).total(), (0.1_f64 * 1_099_511_627_776.0).round() / 1_099_511_627_776.0);
        assert_eq!(sum(&[-0.1]).total(), -sum(&[0.1]).total());
    }

    #[test]
    fn unbounded_values_are_kept_apart() {
        assert_eq!(sum(&[1.0, f64::INFINITY]).total(), f64::INFINITY);
        assert_eq!(sum(&[1.0, -1.0e16]).total(), f64::NEG_INFINITY);
        assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).total().is_nan());
        assert!(sum(&[1.0, f64::NAN]).total().is_nan());
        assert_eq!(sum(&[]).total(), 0.0);
        assert!(sum(&[]).mean(0).is_nan());
    }
}
