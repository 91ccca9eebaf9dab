//! PAWN (Pianosi & Wagener 2018, *Environmental Modelling & Software* 108, 197–207, doi:10.1016/j.envsoft.2018.07.019):
//! Kolmogorov–Smirnov distances between the distribution of the output and those within slices of an input.

use crate::explore::sensitivity::given::classes::Classes;
use crate::statistics::quantiles;

/// Median, mean and maximum of the distances over slices.
pub(super) type Distances = [f64; 3];

/// The rows in order of the output.
pub(super) struct Distributions {
    /// Rows by value, and whether the value is that of the row before.
    order: Vec<(usize, bool)>,
}

impl Distributions {
    /// Sorts the output.
    pub(super) fn new(output: &[f64]) -> Distributions {
        let mut rows: Vec<usize> = (0..output.len()).collect();
        rows.sort_by(|&one, &other| output[one].total_cmp(&output[other]));
        let tied = |index: usize| index > 0 && output[rows[index - 1]] == output[rows[index]];
        Distributions { order: (0..rows.len()).map(|index| (rows[index], tied(index))).collect() }
    }

    /// The distances of the slices of an input, for rows drawn `counts` times each; NaN with fewer than two slices.
    pub(super) fn distances(&self, slices: &Classes, counts: &[f64]) -> Distances {
        if slices.count < 2 {
            return [f64::NAN; 3];
        }
        let mut sizes = vec![0.0; slices.count];
        for (row, count) in counts.iter().enumerate() {
            if let Some(slice) = slices.of(row) {
                sizes[slice] += count;
            }
        }
        let all = self.greatest(slices, counts, &sizes);
        let distances: Vec<f64> =
            all.into_iter().zip(&sizes).filter(|(_, size)| **size > 0.0).map(|(distance, _)| distance).collect();
        let mean = distances.iter().sum::<f64>() / distances.len() as f64;
        let maximum = distances.iter().copied().fold(f64::NAN, f64::max);
        [quantiles(&distances, &[0.5])[0], mean, maximum]
    }

    /// The greatest difference of the distribution functions for each slice. Between two jumps of a slice's function the
    /// difference grows with the function of all rows, so it is greatest just before a jump or at one.
    fn greatest(&self, slices: &Classes, counts: &[f64], sizes: &[f64]) -> Vec<f64> {
        let number: f64 = counts.iter().sum();
        let mut greatest = vec![0.0_f64; slices.count];
        let mut passed = vec![0.0; slices.count];
        let mut below = 0.0;
        let mut start = 0;
        while start < self.order.len() {
            let ties = self.order[start + 1..].iter().take_while(|(_, tied)| *tied).count();
            let group = &self.order[start..=start + ties];
            let note = |greatest: &mut [f64], passed: &[f64], below: f64| {
                for slice in group.iter().filter_map(|&(row, _)| slices.of(row)) {
                    let distance = (passed[slice] / sizes[slice].max(1.0) - below / number).abs();
                    greatest[slice] = greatest[slice].max(distance);
                }
            };
            note(&mut greatest, &passed, below);
            for &(row, _) in group {
                below += counts[row];
                if let Some(slice) = slices.of(row) {
                    passed[slice] += counts[row];
                }
            }
            note(&mut greatest, &passed, below);
            start += ties + 1;
        }
        greatest
    }
}
