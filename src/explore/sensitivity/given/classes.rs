//! Classes of rows in which an input has about the same value.

use crate::explore::sensitivity::given::Input;
use crate::numeric::Real;
use crate::statistics::quantile_of_sorted;

/// A row in no class.
const NONE: usize = usize::MAX;

/// The class of each row.
pub(super) struct Classes {
    /// Number of classes.
    pub(super) count: usize,
    of: Vec<usize>,
}

impl Classes {
    /// A class for each value.
    fn by_value(input: &Input) -> Classes {
        let class = |value: &f64| input.levels.partition_point(|level| level < value);
        Classes { count: input.levels.len(), of: input.values.iter().map(class).collect() }
    }

    /// Classes of equal numbers of rows by rank; a class for each value of categories and of inputs with no more values than
    /// that.
    pub(super) fn of_equal_size(input: &Input, count: usize) -> Classes {
        let rows = input.values.len();
        if input.categorical || input.levels.len() <= count {
            return Classes::by_value(input);
        }
        let mut order: Vec<usize> = (0..rows).collect();
        order.sort_by(|&one, &other| input.values[one].total_cmp(&input.values[other]));
        let mut of = vec![0; rows];
        for (below, &row) in order.iter().enumerate() {
            // The rank from one lies in (class · rows / count, (class + 1) · rows / count].
            let rank = (below + 1) as f64;
            let class = (rank * count as f64 / rows as f64).ceil() as usize;
            of[row] = class.clamp(1, count) - 1;
        }
        Classes { count, of }
    }

    /// Slices between quantiles of the input, each with its lower edge and without its upper one, as Pianosi & Wagener
    /// (2018) and SALib have them: the greatest value is in none. A slice for each value of categories and of inputs with no
    /// more values than slices.
    pub(super) fn between_quantiles(input: &Input, slices: usize) -> Classes {
        if input.categorical || input.levels.len() <= slices {
            return Classes::by_value(input);
        }
        let mut sorted = input.values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let step = 1.0 / slices as f64;
        let edges: Vec<f64> = (0..=slices).map(|edge| quantile_of_sorted(&sorted, edge as f64 * step)).collect();
        let class = |value: &f64| {
            let slice = edges.partition_point(|edge| edge <= value);
            if slice == 0 || slice > slices { NONE } else { slice - 1 }
        };
        Classes { count: slices, of: input.values.iter().map(class).collect() }
    }

    /// The class of a row.
    pub(super) fn of(&self, row: usize) -> Option<usize> {
        Some(self.of[row]).filter(|&class| class != NONE)
    }

    /// Rows of each class.
    pub(super) fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.count];
        self.of.iter().filter(|&&class| class != NONE).for_each(|&class| sizes[class] += 1);
        sizes
    }

    /// The same classes of other rows: each row gets the class of the one that `order` names.
    pub(super) fn moved(&self, order: &[usize]) -> Classes {
        Classes { count: self.count, of: order.iter().map(|&row| self.of[row]).collect() }
    }
}

/// Classes of a density, for a number of rows: rows^(2 / (7 + tanh((1500 − rows) / 500))), rounded up, at most 48 (Plischke,
/// Borgonovo & Smith 2013, *European Journal of Operational Research* 226, 536–550, doi:10.1016/j.ejor.2012.11.047).
pub(super) fn few(rows: usize) -> usize {
    let rows = rows as f64;
    let exponent = 2.0 / (7.0 + Real::tanh((1500.0 - rows) / 500.0));
    (Real::powf(rows, exponent).ceil() as usize).clamp(2, 48)
}

/// Classes of a mean, for a number of rows: the square root, at most 48. A class needs few rows for its mean, and what the
/// outcome varies within a class is lost: of a straight line one part in the square of this number.
pub(super) fn many(rows: usize) -> usize {
    ((rows as f64).sqrt() as usize).clamp(2, 48)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(values: &[f64], categorical: bool) -> Input {
        Input::new(values.to_vec(), categorical)
    }

    #[test]
    fn the_number_of_classes_is_the_published_one() {
        // Python: int(np.ceil(n ** (2 / (7 + np.tanh((1500 - n) / 500)))))
        let found = [30, 100, 512, 1000, 2000, 10_000, 1_000_000].map(few);
        assert_eq!(found, [3, 4, 5, 6, 12, 22, 48]);
    }

    #[test]
    fn classes_have_equal_sizes_whatever_ties() {
        let values: Vec<f64> = (0..600).map(|index| f64::from(index / 7)).collect();
        assert_eq!(Classes::of_equal_size(&input(&values, false), 5).sizes(), [120, 120, 120, 120, 120]);
    }

    #[test]
    fn values_form_classes_where_there_are_few() {
        let classes = Classes::of_equal_size(&input(&[3.0, 1.0, 3.0, 2.0, 1.0, 3.0], true), 2);
        assert_eq!(classes.sizes(), [2, 1, 3]);
        assert_eq!((0..6).map(|row| classes.of(row)).collect::<Vec<_>>(), [2, 0, 2, 1, 0, 2].map(Some));
    }

    #[test]
    fn the_greatest_value_is_in_no_slice() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let slices = Classes::between_quantiles(&input(&values, false), 10);
        assert_eq!(slices.sizes(), [10, 10, 10, 10, 10, 10, 10, 10, 10, 9]);
        assert_eq!((slices.of(0), slices.of(98), slices.of(99)), (Some(0), Some(9), None));
    }
}
