//! The first-order index from classes: how much of the variance lies between them.

use crate::explore::sensitivity::given::classes::Classes;

/// Both estimates of the index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FirstOrder {
    /// Share of the sum of squares between classes, the correlation ratio η² (Plischke, Borgonovo & Smith 2013): expected at
    /// (classes − 1) / (rows − 1) for an input without influence.
    pub(super) plug_in: f64,
    /// 1 − variance within classes / variance, each by its degrees of freedom (Kelley's ε², 1935, *PNAS* 21, 554–559): zero
    /// in the mean for an input without influence.
    pub(super) corrected: f64,
}

/// The index of the classes' input, for rows drawn `counts` times each. NaN where the output or the class does not vary.
pub(super) fn first_order(classes: &Classes, output: &[f64], counts: &[f64]) -> FirstOrder {
    let number: f64 = counts.iter().sum();
    let mean = output.iter().zip(counts).map(|(value, count)| value * count).sum::<f64>() / number;
    let (mut sums, mut sizes) = (vec![0.0; classes.count], vec![0.0; classes.count]);
    let mut total = 0.0;
    for (row, (&value, &count)) in output.iter().zip(counts).enumerate() {
        let away = value - mean;
        total += count * away * away;
        if let Some(class) = classes.of(row) {
            sums[class] += count * away;
            sizes[class] += count;
        }
    }
    let filled = sizes.iter().filter(|&&size| size > 0.0).count() as f64;
    let between: f64 =
        sums.iter().zip(&sizes).filter(|(_, size)| **size > 0.0).map(|(sum, size)| sum * sum / size).sum();
    if classes.count < 2 || total <= 0.0 || number <= filled {
        return FirstOrder { plug_in: f64::NAN, corrected: f64::NAN };
    }
    let within = (total - between) / (number - filled);
    FirstOrder { plug_in: between / total, corrected: 1.0 - within / (total / (number - 1.0)) }
}
