//! Where a scenario plays, and who from where is in which place.

use serde::{Deserialize, Serialize};

use crate::record::Band;

/// A place where people live, flee from, or flee to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Identifier of the zone: `saraqib`.
    pub id: String,
    /// Name.
    pub label: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Whether it is fought over, so that an attacker may come to hold it.
    pub contested: bool,
    /// Whether displaced people shelter there.
    pub shelter: bool,
    /// Displaced people it can take in, the central value; absent where nobody shelters, and beyond a border, where nobody
    /// arrives by choice of place.
    pub capacity: Option<f64>,
    /// Whether it lies beyond a border or a gate.
    pub beyond_border: bool,
}

/// A border or a gate: where people pass from some places to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Identifier.
    pub id: String,
    /// Name.
    pub label: String,
    /// Positions in [`Geography::places`] from which people pass.
    pub from: Vec<usize>,
    /// Position of the place beyond.
    pub to: usize,
}

/// Where a scenario plays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Geography {
    /// The places, in the order of the scenario file.
    pub places: Vec<Place>,
    /// Borders that displaced people cross, in the same order.
    pub borders: Vec<Passage>,
    /// Gates that an actor may open to migrants, in the same order.
    pub gates: Vec<Passage>,
}

/// Lines to draw on a map under everything else, as a user supplied them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Boundaries {
    /// Points of each line: degrees east, degrees north.
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// Who flows are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// Displaced people of a home who shelter in a place just now.
    Displaced,
    /// Migrants who have passed a gate since day 0.
    Migrants,
}

impl FlowKind {
    /// The kind's word in the tables.
    pub fn word(self) -> &'static str {
        match self {
            FlowKind::Displaced => "displaced",
            FlowKind::Migrants => "migrants",
        }
    }
}

/// People of one place in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowInfo {
    /// Position in [`Geography::places`] of where they come from.
    pub home: usize,
    /// Position of where they are.
    pub place: usize,
    /// Who they are.
    pub kind: FlowKind,
}

/// Flows are recorded on day 0, every so many days, and on the last day.
pub const FLOW_INTERVAL: usize = 7;

/// Persons of every home in every place, on some days; pairs in which there is nobody in any replicate are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowTable {
    /// The recorded days, ascending.
    pub days: Vec<usize>,
    /// The pairs, by home, then by place.
    pub flows: Vec<FlowInfo>,
    /// `bands[flow * days.len() + recorded day]`.
    pub bands: Vec<Band>,
}

impl FlowTable {
    /// The days that are recorded of so many simulated ones.
    pub fn days_of(days: usize) -> Vec<usize> {
        (0..days).filter(|day| FlowTable::is_recorded(*day, days)).collect()
    }

    /// Whether a day of so many simulated ones is recorded.
    #[inline(always)]
    pub fn is_recorded(day: usize, days: usize) -> bool {
        day.is_multiple_of(FLOW_INTERVAL) || day + 1 == days
    }

    /// Position of a recorded day among the recorded ones.
    #[inline(always)]
    pub fn position_of(day: usize) -> usize {
        day.div_ceil(FLOW_INTERVAL)
    }

    /// Every flow with its bands, one for each recorded day.
    pub fn iter(&self) -> impl Iterator<Item = (&FlowInfo, &[Band])> {
        self.flows.iter().zip(self.bands.chunks(self.days.len().max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_days_are_every_seventh_and_the_last_in_order() {
        assert_eq!(FlowTable::days_of(0), Vec::<usize>::new());
        assert_eq!(FlowTable::days_of(1), [0]);
        assert_eq!(FlowTable::days_of(8), [0, 7]);
        assert_eq!(FlowTable::days_of(17), [0, 7, 14, 16]);
        for days in 1..60 {
            for (position, day) in FlowTable::days_of(days).into_iter().enumerate() {
                assert_eq!(FlowTable::position_of(day), position, "day {day} of {days}");
            }
        }
    }
}
