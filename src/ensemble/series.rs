//! Daily series and flows, reduced over replicates by operations whose order does not matter.

use crate::engine::Plan;
use crate::ensemble::BUNDLE;
use crate::ensemble::capture::Capture;
use crate::record::{BAND_PROBABILITIES, Band, FlowTable, SeriesKind};
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

/// Every series on one day, and every flow if it is a day on which they are recorded: the order in which a day's values lie in
/// memory.
pub(super) struct Day {
    series: Vec<Reducer>,
    flows: Vec<Reducer>,
}

/// A day over all replicates.
pub(super) struct ReducedDay {
    pub(super) series: Vec<Reduction>,
    pub(super) flows: Vec<Reduction>,
}

/// Which lanes of a bundle count, by bit.
pub(super) type LaneSet = u8;

impl Day {
    /// Nothing yet of a plan's day.
    pub(super) fn new(plan: &Plan, day: usize) -> Day {
        let series = plan.series.iter().map(|series| match is_condition(series.info.kind) {
            true => Reducer::Condition(0),
            false => Reducer::number(),
        });
        let flows = if FlowTable::is_recorded(day, plan.model.calendar.days) { plan.flows.len() } else { 0 };
        Day { series: series.collect(), flows: (0..flows).map(|_| Reducer::number()).collect() }
    }

    /// Adds the values of a chunk; `lanes` says for each of its bundles which lanes count.
    pub(super) fn add(&mut self, capture: &Capture, day: usize, lanes: &[LaneSet]) {
        let mut values = Vec::with_capacity(lanes.len() * BUNDLE);
        let bundles = || lanes.iter().copied().enumerate();
        for (series, reducer) in self.series.iter_mut().enumerate() {
            reducer.add(bundles().map(|(bundle, lanes)| (capture.daily(series, day, bundle), lanes)), &mut values);
        }
        let recorded = FlowTable::position_of(day);
        for (flow, reducer) in self.flows.iter_mut().enumerate() {
            reducer.add(bundles().map(|(bundle, lanes)| (capture.persons(flow, recorded, bundle), lanes)), &mut values);
        }
    }

    /// The results, once all replicates are added.
    pub(super) fn finish(self) -> ReducedDay {
        let finish = |reducers: Vec<Reducer>| reducers.into_iter().map(Reducer::finish).collect();
        ReducedDay { series: finish(self.series), flows: finish(self.flows) }
    }
}

impl Reducer {
    /// No number yet.
    fn number() -> Reducer {
        Reducer::Number(Default::default(), Default::default())
    }

    /// Adds bundles, each with the lanes that count; `values` is room to gather them.
    fn add<'v>(&mut self, bundles: impl Iterator<Item = (&'v [f64], LaneSet)>, values: &mut Vec<f64>) {
        match self {
            Reducer::Condition(held) => *held += bundles.map(|(values, lanes)| holding(values, lanes)).sum::<u64>(),
            Reducer::Number(histogram, sum) => {
                values.clear();
                bundles.for_each(|(bundle, lanes)| sum.add(gather(bundle, lanes, values)));
                histogram.add_all(values);
            }
        }
    }

    fn finish(self) -> Reduction {
        match self {
            Reducer::Condition(held) => Reduction::Condition(held),
            Reducer::Number(histogram, sum) => Reduction::Number(histogram.finish(), sum),
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
