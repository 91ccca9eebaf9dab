//! The compiled, checked, static inputs of a run: indices, flat tables, and every uncertain number as a [`Parameter`].
//!
//! `scenario` builds a [`Model`]; `process` reads it and keeps what changes in a state of its own.

pub mod entity;
pub mod ladder;
pub mod parameter;
pub mod table;
pub mod variable;

use crate::quantity::Date;

pub use entity::*;
pub use parameter::{Definition, Parameter, Quantities};
pub use table::{Id, Table};
pub use variable::{Slot, Variable};

/// How a time of the year suits those who return home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// December to March.
    Cold,
    /// June to August, when schools are closed.
    Summer,
    /// The rest of the year.
    Mild,
}

impl Season {
    /// The season of a date.
    pub fn of(date: Date) -> Season {
        match date.parts().1 {
            12 | 1..=3 => Season::Cold,
            6..=8 => Season::Summer,
            _ => Season::Mild,
        }
    }
}

/// When the scenario plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calendar {
    /// Day 0.
    pub start: Date,
    /// Forecast origin.
    pub origin: Date,
    /// Number of simulated days.
    pub days: usize,
}

impl Calendar {
    /// The date of a day.
    pub fn date(&self, day: usize) -> Date {
        self.start.plus_days(day as i64)
    }

    /// The day of a date, if it is simulated.
    pub fn day(&self, date: Date) -> Option<usize> {
        usize::try_from(date.days_since(self.start)).ok().filter(|day| *day < self.days)
    }
}

/// Everything that stays the same in every replicate and on every day.
#[derive(Clone, Debug)]
pub struct Model {
    /// When it plays.
    pub calendar: Calendar,
    /// Every quantity, by dotted path.
    pub quantities: Quantities,
    /// Who takes part.
    pub actors: Table<ActorId, Actor>,
    /// Actors that choose a rung on the ladder.
    pub choosers: Table<ChooserId, Chooser>,
    /// Theatres.
    pub theatres: Table<TheatreId, Theatre>,
    /// Offensives.
    pub campaigns: Table<CampaignId, Campaign>,
    /// Axes of advance.
    pub axes: Table<AxisId, Axis>,
    /// Places.
    pub zones: Table<ZoneId, Zone>,
    /// Places that shelter displaced people.
    pub shelters: Table<ShelterId, Shelter>,
    /// Borders.
    pub borders: Table<BorderId, Border>,
    /// Troops.
    pub forces: Table<ForceId, Force>,
    /// Patrons' air power and fires.
    pub supports: Table<SupportId, Support>,
    /// Troops within reach of others' fires.
    pub incidents: Table<IncidentId, Incident>,
    /// Accidents between powers.
    pub accidents: Table<AccidentId, Accident>,
    /// Public demands with a date.
    pub ultimatums: Table<UltimatumId, Ultimatum>,
    /// Agreements in force on day 0.
    pub accords: Table<AccordId, Accord>,
    /// Ceasefires that may come.
    pub ceasefires: Table<CeasefireId, Ceasefire>,
    /// Leaders' meetings.
    pub meetings: Table<MeetingId, Meeting>,
    /// Instruments of leverage.
    pub instruments: Table<InstrumentId, Instrument>,
    /// Ordered pairs with instruments between them; both directions of a pair are present.
    pub dyads: Table<DyadId, Dyad>,
    /// Observers.
    pub observers: Table<ObserverId, Observer>,
    /// Events.
    pub events: Table<EventId, Event>,
    /// Regimes whose armies may dissolve.
    pub regimes: Table<RegimeId, Regime>,
    /// Patrons that hold them up.
    pub patrons: Table<PatronId, Patron>,
    /// Figures that adjust slowly.
    pub trends: Table<TrendId, Trend>,
    /// Bargains with two ends.
    pub settlements: Table<SettlementId, Settlement>,
    /// Sanctions.
    pub sanctions: Table<SanctionId, Sanction>,
    // Signalling.
    /// Beliefs in resolve: those the scenario declares, then one for every chooser.
    pub beliefs: Table<BeliefId, Belief>,
    /// Red lines.
    pub red_lines: Table<RedLineId, RedLine>,
    /// Costly signals.
    pub signals: Table<SignalId, Signal>,
    /// Promises of help.
    pub alliances: Table<AllianceId, Alliance>,
    /// Demands backed by threats.
    pub demands: Table<DemandId, Demand>,
    // People.
    /// People who fled before day 0.
    pub exiles: Table<ExilesId, Exiles>,
    /// Borders that an actor may open to migrants.
    pub gates: Table<GateId, Gate>,
    /// Season of return of every day.
    pub seasons: Vec<Season>,
    /// Every variable that expressions, series and watches read, by slot.
    pub variables: Vec<Variable>,
}
