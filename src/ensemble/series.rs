//! Daily series, reduced over replicates by operations whose order does not matter.

use crate::ensemble::BUNDLE;
use crate::ensemble::capture::Capture;
use crate::record::{BAND_PROBABILITIES, Band, SeriesInfo, SeriesKind};
use crate::statistics::{BufferedHistogram, ExactSum, Histogram};

/// One series on one day, over all replicates.
#[derive(Clone, Debug, PartialEq)]
pub enum Reduction {
    /// A condition: in how many replicates it held.
    Condition(u64),
    /// A number: its distribution and sum.
    Number(Histogram, ExactSum),
}

impl Reduction {
    /// The band over this many replicates.
    pub(super) fn band(&self, replicates: u64) -> Band {
        match self {
            Reduction::Condition(held) => condition_band(*held, replicates),
            Reduction::Number(histogram, sum) => {
                Band { mean: sum.mean(replicates), quantiles: histogram.quantiles(&BAND_PROBABILITIES) }
            }
        }
    }
}

/// One series on one day, over the replicates played so far.
enum Reducer {
    /// See [`Reduction::Condition`].
    Condition(u64),
    /// See [`Reduction::Number`].
    Number(BufferedHistogram, ExactSum),
}

/// Every series on one day: the order in which a day's values lie in memory.
pub(super) struct Day(Vec<Reducer>);

/// Which lanes of a bundle count, by bit.
pub(super) type LaneSet = u8;

impl Day {
    /// Nothing yet.
    pub(super) fn new<'i>(series: impl Iterator<Item = &'i SeriesInfo>) -> Day {
        let reducer = |info: &SeriesInfo| {
            if is_condition(info.kind) {
                Reducer::Condition(0)
            } else {
                Reducer::Number(Default::default(), Default::default())
            }
        };
        Day(series.map(reducer).collect())
    }

    /// Adds the values of a chunk; `lanes` says for each of its bundles which lanes count.
    pub(super) fn add(&mut self, capture: &Capture, day: usize, lanes: &[LaneSet]) {
        let mut values = Vec::with_capacity(lanes.len() * BUNDLE);
        for (series, reducer) in self.0.iter_mut().enumerate() {
            let bundles = lanes.iter().enumerate().map(|(bundle, &lanes)| (capture.daily(series, day, bundle), lanes));
            match reducer {
                Reducer::Condition(held) => *held += bundles.map(|(values, lanes)| holding(values, lanes)).sum::<u64>(),
                Reducer::Number(histogram, sum) => {
                    values.clear();
                    bundles.for_each(|(bundle, lanes)| sum.add(gather(bundle, lanes, &mut values)));
                    histogram.add_all(&values);
                }
            }
        }
    }

    /// The results, once all replicates are added.
    pub(super) fn finish(self) -> Vec<Reduction> {
        let finish = |reducer| match reducer {
            Reducer::Condition(held) => Reduction::Condition(held),
            Reducer::Number(histogram, sum) => Reduction::Number(histogram.finish(), sum),
        };
        self.0.into_iter().map(finish).collect()
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
