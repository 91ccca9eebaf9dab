//! Borgonovo's delta (2007, *Reliability Engineering & System Safety* 92, 771–784, doi:10.1016/j.ress.2006.04.015) by the
//! estimator of Plischke, Borgonovo & Smith (2013): half the mean area between the density of the output and those within
//! classes of an input. Densities are by kernels; of an output with few values they are the shares of the values.

use crate::explore::sensitivity::bootstrap::normal_interval;
use crate::explore::sensitivity::given::classes::Classes;
use crate::numeric::Real;
use crate::record::Estimate;

/// Points at which densities are compared.
const GRID: usize = 100;
/// An output with no more values than this has shares, not a density.
const VALUES: usize = 10;
/// A kernel this much lower than its peak is left out.
const NEGLIGIBLE: f64 = 1e-20;

/// How densities of the output are estimated.
pub(super) struct Densities {
    output: Vec<f64>,
    kind: Kind,
}

enum Kind {
    /// Kernels on a grid from the least to the greatest output.
    Kernels { low: f64, step: f64 },
    /// The position of each row's value among the few there are.
    Shares { of: Vec<usize>, values: usize },
}

impl Densities {
    /// Chooses by the number of different values.
    pub(super) fn new(output: &[f64]) -> Densities {
        let mut values = output.to_vec();
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        let kind = if values.len() <= VALUES {
            let of = output.iter().map(|value| values.partition_point(|other| other < value)).collect();
            Kind::Shares { of, values: values.len() }
        } else {
            let (low, high) = (values[0], values[values.len() - 1]);
            Kind::Kernels { low, step: (high - low) / (GRID - 1) as f64 }
        };
        Densities { output: output.to_vec(), kind }
    }

    /// The density of all rows, drawn `counts` times each.
    pub(super) fn of_all(&self, counts: &[f64]) -> Vec<f64> {
        self.densities(1, |_| Some(0), counts).remove(0).unwrap_or_default().0
    }

    /// The delta of an input with these classes, where `all` is the density of all rows; NaN with fewer than two classes. A
    /// class in which the output is constant is as far from a density as can be.
    pub(super) fn delta(&self, all: &[f64], classes: &Classes, counts: &[f64]) -> f64 {
        if classes.count < 2 || all.is_empty() {
            return f64::NAN;
        }
        let number: f64 = counts.iter().sum();
        let of_classes = self.densities(classes.count, |row| classes.of(row), counts);
        of_classes
            .into_iter()
            .flatten()
            .map(|(density, size)| {
                size / number * if density.is_empty() { 1.0 } else { self.area(all, &density) / 2.0 }
            })
            .sum()
    }

    /// The area between two densities: by trapezia, or the sum over values.
    fn area(&self, one: &[f64], other: &[f64]) -> f64 {
        let gaps: Vec<f64> = one.iter().zip(other).map(|(one, other)| (one - other).abs()).collect();
        match self.kind {
            Kind::Shares { .. } => gaps.iter().sum(),
            Kind::Kernels { step, .. } => {
                let inner: f64 = gaps[1..GRID - 1].iter().sum();
                step * (inner + (gaps[0] + gaps[GRID - 1]) / 2.0)
            }
        }
    }

    /// The density and the number of rows of each class, none of an empty one; the density is empty where it has no width.
    fn densities(
        &self,
        classes: usize,
        class: impl Fn(usize) -> Option<usize>,
        counts: &[f64],
    ) -> Vec<Option<(Vec<f64>, f64)>> {
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); classes];
        for row in (0..counts.len()).filter(|&row| counts[row] > 0.0) {
            if let Some(class) = class(row) {
                rows[class].push(row);
            }
        }
        let density = |rows: Vec<usize>| {
            let size: f64 = rows.iter().map(|&row| counts[row]).sum();
            let found = match &self.kind {
                Kind::Shares { of, values } => shares(of, *values, &rows, counts),
                Kind::Kernels { low, step } => self.kernels((*low, *step), &rows, counts),
            };
            (size > 0.0).then_some((found, size))
        };
        rows.into_iter().map(density).collect()
    }

    /// Sum of normal kernels with Silverman's (1986) width on the grid.
    fn kernels(&self, (low, step): (f64, f64), rows: &[usize], counts: &[f64]) -> Vec<f64> {
        let number: f64 = rows.iter().map(|&row| counts[row]).sum();
        let mean = rows.iter().map(|&row| counts[row] * self.output[row]).sum::<f64>() / number;
        let away = |row: usize| self.output[row] - mean;
        let squares: f64 = rows.iter().map(|&row| counts[row] * away(row) * away(row)).sum();
        if rows.iter().all(|&row| self.output[row] == self.output[rows[0]]) {
            return Vec::new();
        }
        let width = (squares / (number - 1.0)).sqrt() * Real::powf(number * 0.75, -0.2);
        let scale = 1.0 / (number * width * (2.0 * std::f64::consts::PI).sqrt());
        let mut density = vec![0.0; GRID];
        let kernel = Kernel::new(step / width);
        for &row in rows {
            kernel.add((self.output[row] - low) / step, counts[row] * scale, &mut density);
        }
        density
    }
}

/// A normal kernel on an even grid. From one point of the grid to the next, exp(−x²/2) changes by a factor that itself
/// changes by a constant one, so that three exponentials are enough for all points.
struct Kernel {
    /// Distance of grid points in widths.
    step: f64,
    /// exp(−step²): the constant factor.
    factor: f64,
}

impl Kernel {
    fn new(step: f64) -> Kernel {
        Kernel { step, factor: Real::exp(-step * step) }
    }

    /// Adds a kernel of this weight centred at a position of the grid.
    fn add(&self, position: f64, weight: f64, density: &mut [f64]) {
        let nearest = (position.round() as usize).min(GRID - 1);
        let away = (nearest as f64 - position) * self.step;
        let peak = weight * Real::exp(-0.5 * away * away);
        density[nearest] += peak;
        let (least, half) = (weight * NEGLIGIBLE, 0.5 * self.step * self.step);
        let mut height = peak;
        let mut ratio = Real::exp(-away * self.step - half);
        for value in &mut density[nearest + 1..] {
            height *= ratio;
            if height < least {
                break;
            }
            ratio *= self.factor;
            *value += height;
        }
        height = peak;
        ratio = Real::exp(away * self.step - half);
        for value in density[..nearest].iter_mut().rev() {
            height *= ratio;
            if height < least {
                break;
            }
            ratio *= self.factor;
            *value += height;
        }
    }
}

/// The share of each value.
fn shares(of: &[usize], values: usize, rows: &[usize], counts: &[f64]) -> Vec<f64> {
    let number: f64 = rows.iter().map(|&row| counts[row]).sum();
    let mut shares = vec![0.0; values];
    rows.iter().for_each(|&row| shares[of[row]] += counts[row] / number);
    shares
}

/// Delta with its bias reduced: 2 delta − the mean over resamples (Plischke et al. 2013, equation 30), with the normal
/// interval of their spread.
pub(super) fn reduced(plug_in: f64, resampled: &[f64]) -> Estimate {
    let found: Vec<f64> = resampled.iter().copied().filter(|delta| !delta.is_nan()).collect();
    let interval = normal_interval(plug_in, plug_in, &found, true);
    Estimate { value: (interval[0] + interval[1]) / 2.0, interval }
}
