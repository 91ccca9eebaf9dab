//! A histogram that counts many values at a time.

use crate::statistics::Histogram;
use crate::statistics::bins::{GREATEST_NOTED, LEAST, note_of_bits};

/// Values noted before they are counted.
const NOTED: usize = 512;

/// A [`Histogram`] for ensembles with thousands of them, which do not fit into a processor's cache together.
///
/// Counting a value touches a random line of its histogram, which then comes from far away. So bins are noted in a row
/// first, two bytes each, and counted once there are many for the same histogram: about twice as fast.
#[derive(Clone, Debug, Default)]
pub struct BufferedHistogram {
    counted: Histogram,
    notes: Vec<u16>,
    /// Least and greatest noted value but zero.
    extremes: [f64; 2],
}

impl BufferedHistogram {
    /// Counts every value of a slice.
    pub fn add_all(&mut self, values: &[f64]) {
        // The bits of numbers that are not negative are in the order of the numbers, those of all others are greater. Taking
        // one away makes those of zero the greatest of all.
        let bits = || values.iter().map(|value| value.to_bits());
        let (mut least, mut least_but_zero, mut greatest) = (u64::MAX, u64::MAX, 0);
        for bits in bits() {
            least = least.min(bits);
            least_but_zero = least_but_zero.min(bits.wrapping_sub(1));
            greatest = greatest.max(bits);
        }
        let extremes = [least_but_zero.wrapping_add(1), greatest].map(f64::from_bits);
        match u32::try_from(values.len()) {
            Ok(count) if least == greatest => self.counted.add_many(f64::from_bits(least), count),
            Ok(_) if extremes.iter().all(|value| (LEAST..GREATEST_NOTED).contains(value)) => {
                self.note(bits().map(note_of_bits), extremes)
            }
            _ => values.iter().for_each(|&value| self.counted.add(value)),
        }
    }

    fn note(&mut self, notes: impl ExactSizeIterator<Item = u16>, [least, greatest]: [f64; 2]) {
        if self.notes.len() + notes.len() > NOTED {
            self.count();
        }
        if self.notes.is_empty() {
            self.notes.reserve_exact(NOTED);
            self.extremes = [least, greatest];
        }
        self.notes.extend(notes);
        self.extremes = [self.extremes[0].min(least), self.extremes[1].max(greatest)];
    }

    /// Counts what is noted.
    fn count(&mut self) {
        if !self.notes.is_empty() {
            self.counted.add_noted(&self.notes, self.extremes);
            self.notes.clear();
        }
    }

    /// The histogram of all values.
    pub fn finish(mut self) -> Histogram {
        self.count();
        self.counted
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one_by_one(values: &[f64]) -> Histogram {
        let mut histogram = Histogram::default();
        values.iter().for_each(|&value| histogram.add(value));
        histogram
    }

    fn in_slices(values: &[f64], size: usize) -> Histogram {
        let mut buffered = BufferedHistogram::default();
        values.chunks(size).for_each(|slice| buffered.add_all(slice));
        buffered.finish()
    }

    #[test]
    fn awkward_slices_count_as_single_values_do() {
        let slices: [&[f64]; 10] = [
            &[],
            &[0.0, -0.0, 1e-12, 3.5, 3.5, 0.25, 1.0e7],
            &[0.0, 3.5, 0.0, 3.75],
            &[-1.0, 2.0, 0.0],
            &[1.0, f64::INFINITY, f64::NAN, f64::NEG_INFINITY],
            &[1e-12, 1e-11],
            &[LEAST, GREATEST_NOTED, f64::MAX],
            &[f64::NAN; 2],
            &[7.0; 5],
            &[-0.0; 5],
        ];
        for values in slices {
            assert_eq!(in_slices(values, 16), one_by_one(values), "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn slices_count_as_single_values_do(
            values in prop::collection::vec(prop_oneof![3 => 0.0..1.0e7, 1 => 0.0..1.0, 1 => Just(0.0)], 0..2000),
            size in 1_usize..700,
        ) {
            prop_assert_eq!(in_slices(&values, size), one_by_one(&values));
        }
    }
}
