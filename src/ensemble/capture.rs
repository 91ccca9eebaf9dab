//! What a chunk of replicates leaves, before it is reduced.

use crate::engine::{Plan, Recorder};
use crate::ensemble::BUNDLE;
use crate::numeric::Real;
use crate::record::FlowTable;

/// Daily values, outcomes and first days of a chunk of replicates, in memory that is used again for the next.
pub(super) struct Capture {
    /// Number of series.
    series: usize,
    days: usize,
    /// Replicates it has room for.
    chunk: usize,
    /// `daily[((bundle * days + day) * series + which) * BUNDLE + lane]`: in the order of playing, so that writing streams.
    daily: Vec<f64>,
    /// Number of flows, and of days on which they are recorded.
    flows: usize,
    flow_days: usize,
    /// `persons[((bundle * flow_days + recorded day) * flows + flow) * BUNDLE + lane]`.
    persons: Vec<f64>,
    /// `outcomes[outcome * chunk + position]`.
    outcomes: Vec<f64>,
    /// `first_days[watch * chunk + position]`.
    first_days: Vec<f64>,
    /// Zero for each replicate whose daily values are all finite, else NaN.
    finite: Vec<f64>,
    /// Position in the chunk of the first lane being played.
    position: usize,
}

impl Capture {
    /// Room for a chunk.
    pub(super) fn new(plan: &Plan, chunk: usize) -> Capture {
        let (series, days) = (plan.series.len(), plan.model.calendar.days);
        let (flows, flow_days) = (plan.flows.len(), FlowTable::days_of(days).len());
        Capture {
            series,
            days,
            chunk,
            daily: vec![0.0; series * days * chunk],
            flows,
            flow_days,
            persons: vec![0.0; flows * flow_days * chunk],
            outcomes: vec![0.0; plan.outcomes.len() * chunk],
            first_days: vec![0.0; plan.watches.len() * chunk],
            finite: vec![0.0; chunk],
            position: 0,
        }
    }

    /// Says which replicates come next, by the position in the chunk of the first of `lanes`.
    #[inline(always)]
    pub(super) fn begin(&mut self, position: usize, lanes: usize) {
        self.position = position;
        self.finite[position..position + lanes].fill(0.0);
    }

    /// Daily values of a bundle.
    pub(super) fn daily(&self, series: usize, day: usize, bundle: usize) -> &[f64] {
        let start = ((bundle * self.days + day) * self.series + series) * BUNDLE;
        &self.daily[start..start + BUNDLE]
    }

    /// Persons of a flow on one of the recorded days, of a bundle.
    pub(super) fn persons(&self, flow: usize, recorded: usize, bundle: usize) -> &[f64] {
        let start = ((bundle * self.flow_days + recorded) * self.flows + flow) * BUNDLE;
        &self.persons[start..start + BUNDLE]
    }

    /// Values of an outcome, by position in the chunk.
    pub(super) fn outcome(&self, outcome: usize) -> &[f64] {
        &self.outcomes[outcome * self.chunk..(outcome + 1) * self.chunk]
    }

    /// First days of a watched event, by position in the chunk.
    pub(super) fn first_days(&self, watch: usize) -> &[f64] {
        &self.first_days[watch * self.chunk..(watch + 1) * self.chunk]
    }

    /// Whether every number of a replicate can be used: finite daily values, and outcomes that are numbers (infinite ones
    /// mean never).
    pub(super) fn is_usable(&self, position: usize) -> bool {
        let outcomes = self.outcomes.iter().skip(position).step_by(self.chunk);
        !self.finite[position].is_nan() && outcomes.into_iter().all(|value| !value.is_nan())
    }
}

/// Stores a value's lanes.
#[inline(always)]
fn store<R: Real>(to: &mut [f64], values: R) {
    for (lane, slot) in to[..R::LANES].iter_mut().enumerate() {
        *slot = values.lane(lane);
    }
}

impl Recorder for Capture {
    #[inline(always)]
    fn series<R: Real>(&mut self, series: usize, day: usize, values: R) {
        let (bundle, lane) = (self.position / BUNDLE, self.position % BUNDLE);
        let start = ((bundle * self.days + day) * self.series + series) * BUNDLE + lane;
        store(&mut self.daily[start..start + R::LANES], values);
        // Zero times a value is zero unless the value is infinite or NaN.
        let finite = &mut self.finite[self.position..self.position + R::LANES];
        let total = R::from_lanes(|lane| finite[lane]) + values * 0.0;
        store(finite, total);
    }

    #[inline(always)]
    fn flow<R: Real>(&mut self, flow: usize, day: usize, persons: R) {
        let (bundle, lane) = (self.position / BUNDLE, self.position % BUNDLE);
        let recorded = FlowTable::position_of(day);
        let start = ((bundle * self.flow_days + recorded) * self.flows + flow) * BUNDLE + lane;
        store(&mut self.persons[start..start + R::LANES], persons);
    }

    #[inline(always)]
    fn outcome<R: Real>(&mut self, outcome: usize, values: R) {
        let start = outcome * self.chunk + self.position;
        store(&mut self.outcomes[start..start + R::LANES], values);
    }

    #[inline(always)]
    fn first_day<R: Real>(&mut self, watch: usize, days: R) {
        let start = watch * self.chunk + self.position;
        store(&mut self.first_days[start..start + R::LANES], days);
    }
}
