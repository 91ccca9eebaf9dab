//! Who is where on the recorded days, as charts read it.

use crate::record::{Band, Ensemble, FlowInfo, FlowKind, Place};

/// Whether flows and geography fit together.
pub fn is_whole(ensemble: &Ensemble) -> bool {
    let (flows, places) = (&ensemble.flows, ensemble.geography.places.len());
    let days = ensemble.series.days;
    let passages = ensemble.geography.borders.iter().chain(&ensemble.geography.gates);
    flows.flows.len().checked_mul(flows.days.len()) == Some(flows.bands.len())
        && flows.flows.iter().all(|flow| flow.home.max(flow.place) < places)
        && flows.days.iter().all(|day| *day < days)
        && passages.into_iter().all(|passage| passage.from.iter().chain([&passage.to]).all(|place| *place < places))
}

/// People of every home in every place, by their means over runs, which add up.
pub struct Whereabouts<'e> {
    /// The places.
    pub places: &'e [Place],
    /// The recorded days.
    pub days: &'e [usize],
    /// Every flow with a band for each recorded day.
    pub flows: Vec<(&'e FlowInfo, &'e [Band])>,
}

impl<'e> Whereabouts<'e> {
    /// Those of an ensemble; none when nobody is anywhere on any day.
    pub fn of(ensemble: &'e Ensemble) -> Option<Whereabouts<'e>> {
        let flows: Vec<_> = ensemble.flows.iter().collect();
        let has_days = !ensemble.flows.days.is_empty() && !flows.is_empty() && is_whole(ensemble);
        has_days.then(|| Whereabouts { places: &ensemble.geography.places, days: &ensemble.flows.days, flows })
    }

    /// Mean persons of a flow on a recorded day.
    pub fn persons(&self, flow: usize, recorded: usize) -> f64 {
        let mean = self.flows.get(flow).and_then(|(_, bands)| bands.get(recorded)).map_or(0.0, |band| band.mean);
        if mean.is_finite() { mean.max(0.0) } else { 0.0 }
    }

    /// Mean persons on a recorded day of those flows that are asked for.
    fn sum(&self, recorded: usize, wanted: impl Fn(&FlowInfo) -> bool) -> f64 {
        let flows = self.flows.iter().enumerate().filter(|(_, (flow, _))| wanted(flow));
        flows.map(|(index, _)| self.persons(index, recorded)).sum()
    }

    /// Displaced people everywhere.
    pub fn displaced(&self, recorded: usize) -> f64 {
        self.sum(recorded, |flow| flow.kind == FlowKind::Displaced)
    }

    /// Those who are in a place, migrants included.
    pub fn hosted(&self, place: usize, recorded: usize) -> f64 {
        self.sum(recorded, |flow| flow.place == place)
    }

    /// Displaced people of a home.
    pub fn away(&self, home: usize, recorded: usize) -> f64 {
        self.sum(recorded, |flow| flow.home == home && flow.kind == FlowKind::Displaced)
    }

    /// The recorded day on which most are displaced; the first of several.
    pub fn peak(&self) -> usize {
        let mut peak = 0;
        for recorded in 1..self.days.len() {
            if self.displaced(recorded) > self.displaced(peak) {
                peak = recorded;
            }
        }
        peak
    }
}
