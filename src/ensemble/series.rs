//! Daily series, reduced over replicates by operations whose order does not matter.

use crate::ensemble::BUNDLE;
use crate::ensemble::capture::Capture;
use crate::record::{BAND_PROBABILITIES, Band, SeriesKind};
use crate::statistics::{BufferedHistogram, ExactSum, Histogram};

/// One series over all replicates, day by day.
#[derive(Clone, Debug, PartialEq)]
pub enum SeriesReduction {
    /// A condition: in how many replicates it held.
    Condition(Vec<u64>),
    /// A number: its distribution and sum.
    Number(Vec<(Histogram, ExactSum)>),
}

/// One series over the replicates played so far, day by day.
pub(super) enum SeriesReducer {
    /// See [`SeriesReduction::Condition`].
    Condition(Vec<u64>),
    /// See [`SeriesReduction::Number`].
    Number(Vec<(BufferedHistogram, ExactSum)>),
}

/// Which lanes of a bundle count, by bit.
pub(super) type LaneSet = u8;

impl SeriesReducer {
    /// Nothing yet.
    pub(super) fn new(kind: SeriesKind, days: usize) -> SeriesReducer {
        if is_condition(kind) {
            SeriesReducer::Condition(vec![0; days])
        } else {
            SeriesReducer::Number(vec![Default::default(); days])
        }
    }

    /// Adds the values of a chunk; `lanes` says for each of its bundles which lanes count.
    pub(super) fn add(&mut self, capture: &Capture, series: usize, lanes: &[LaneSet]) {
        match self {
            SeriesReducer::Condition(days) => {
                for (day, held) in days.iter_mut().enumerate() {
                    let bundles = lanes
                        .iter()
                        .enumerate()
                        .map(|(bundle, &lanes)| holding(capture.daily(series, day, bundle), lanes));
                    *held += bundles.sum::<u64>();
                }
            }
            SeriesReducer::Number(days) => {
                let mut values = Vec::with_capacity(lanes.len() * BUNDLE);
                for (day, (histogram, sum)) in days.iter_mut().enumerate() {
                    values.clear();
                    for (bundle, &lanes) in lanes.iter().enumerate() {
                        sum.add(gather(capture.daily(series, day, bundle), lanes, &mut values));
                    }
                    histogram.add_all(&values);
                }
            }
        }
    }

    /// The result, once all replicates are added.
    pub(super) fn finish(self) -> SeriesReduction {
        match self {
            SeriesReducer::Condition(days) => SeriesReduction::Condition(days),
            SeriesReducer::Number(days) => {
                SeriesReduction::Number(days.into_iter().map(|(histogram, sum)| (histogram.finish(), sum)).collect())
            }
        }
    }
}

impl SeriesReduction {
    /// The bands, one a day, over this many replicates.
    pub(super) fn bands(&self, replicates: u64) -> Vec<Band> {
        match self {
            SeriesReduction::Condition(days) => days.iter().map(|&held| condition_band(held, replicates)).collect(),
            SeriesReduction::Number(days) => {
                let band = |(histogram, sum): &(Histogram, ExactSum)| Band {
                    mean: sum.mean(replicates),
                    quantiles: histogram.quantiles(&BAND_PROBABILITIES),
                };
                days.iter().map(band).collect()
            }
        }
    }
}

/// Whether the values of a series are 1 or 0 by its meaning.
fn is_condition(kind: SeriesKind) -> bool {
    matches!(kind, SeriesKind::Control | SeriesKind::Agreement)
}

/// In how many lanes that count a condition held.
fn holding(values: &[f64], lanes: LaneSet) -> u64 {
    let held = |(lane, value): (usize, &f64)| u64::from(*value != 0.0 && lanes >> lane & 1 == 1);
    values.iter().enumerate().map(held).sum()
}

/// Appends the lanes that count and returns their sum, taken in one fixed order.
fn gather(values: &[f64], lanes: LaneSet, to: &mut Vec<f64>) -> f64 {
    let mut counted = [0.0; BUNDLE];
    if lanes == LaneSet::MAX {
        counted.copy_from_slice(values);
        to.extend_from_slice(values);
    } else {
        for (lane, &value) in values.iter().enumerate().filter(|(lane, _)| lanes >> lane & 1 == 1) {
            counted[lane] = value;
            to.push(value);
        }
    }
    let [a, b, c, d, e, f, g, h] = counted;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// The band of a condition that held in some of the replicates.
fn condition_band(held: u64, replicates: u64) -> Band {
    let mut histogram = Histogram::default();
    for (value, count) in [(0.0, replicates.saturating_sub(held)), (1.0, held)] {
        histogram.add_many(value, u32::try_from(count).unwrap_or(u32::MAX));
    }
    Band { mean: held as f64 / replicates as f64, quantiles: histogram.quantiles(&BAND_PROBABILITIES) }
}
