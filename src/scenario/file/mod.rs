//! The scenario file, version 1 of the format: what each table holds. Decoding, checking and the JSON Schema all
//! come from these definitions.

mod actors;
mod forces;
mod ground;
mod levers;
mod people;
mod politics;
mod regime;
mod reports;
mod signals;

use crate::quantity::{Date, Quantity};
use crate::scenario::spec::{At, Entries, Spec, boolean, date, integer, list, map, quantity, table, tables, text};

pub use crate::scenario::file::actors::{
    Actor, Agreement, Choice, Handover, Instrument, Meeting, Post, Scheduled, Ultimatum,
};
pub use crate::scenario::file::forces::{Accident, Force, Incident, Support};
pub use crate::scenario::file::ground::{Axis, Behind, Border, Campaign, Phase, TERRAINS, Theatre, Zone};
pub use crate::scenario::file::levers::{Lever, LeverOption};
pub use crate::scenario::file::people::{Exiles, Gate};
pub use crate::scenario::file::politics::{Sanction, Settlement, Trend};
pub use crate::scenario::file::regime::{Patron, Posture, Regime};
pub use crate::scenario::file::reports::{Effect, Event, Observation, Observer, Outcome, Question};
pub use crate::scenario::file::signals::{Alliance, Belief, Demand, RedLine, Signal};

crate::scenario::spec::table! {
    /// A whole scenario file.
    pub struct File {
        /// Version of the format: 1.
        schema: At<i64> = integer(1, 1),
        /// What the scenario is about and when it plays.
        scenario: Head = table(),
        /// Where figures come from, by identifier.
        sources: Entries<Source> = map(table()).or_empty(),
        /// Who takes part, by identifier.
        actors: Entries<Actor> = map(table()),
        /// Parts of the world that play together, by identifier.
        theatres: Entries<Theatre> = map(table()).or_empty(),
        /// Offensives: who attacks whom, with what aim, by identifier.
        campaigns: Entries<Campaign> = map(table()).or_empty(),
        /// Axes of advance, by identifier.
        axes: Entries<Axis> = map(table()).or_empty(),
        /// Places where people live or flee to, by identifier.
        zones: Entries<Zone> = map(table()).or_empty(),
        /// Borders that people may press against or cross, by identifier.
        borders: Entries<Border> = map(table()).or_empty(),
        /// People who fled before day 0 and live outside the scenario's shelters, by identifier.
        exiles: Entries<Exiles> = map(table()).or_empty(),
        /// Borders that an actor may open to migrants, by identifier.
        gates: Entries<Gate> = map(table()).or_empty(),
        /// Troops, by identifier.
        forces: Entries<Force> = map(table()).or_empty(),
        /// A patron's air power or fires behind a client, by identifier.
        supports: Entries<Support> = map(table()).or_empty(),
        /// Troops within reach of another actor's fires, by identifier.
        incidents: Entries<Incident> = map(table()).or_empty(),
        /// Pairs of actors whose forces may clash by accident, by identifier.
        accidents: Entries<Accident> = map(table()).or_empty(),
        /// Public demands with a date, by identifier.
        ultimatums: Entries<Ultimatum> = map(table()).or_empty(),
        /// Agreements in force and ceasefires that may come, by identifier.
        agreements: Entries<Agreement> = map(table()).or_empty(),
        /// Leaders' meetings, by identifier.
        meetings: Entries<Meeting> = map(table()).or_empty(),
        /// Levers that one actor holds over another, by identifier.
        instruments: Entries<Instrument> = map(table()).or_empty(),
        // Signalling.
        /// What others believe of actors' resolve, by identifier.
        beliefs: Entries<Belief> = map(table()).or_empty(),
        /// Lines that must not be crossed, by identifier.
        red_lines: Entries<RedLine> = map(table()).or_empty(),
        /// Costly acts that tell of resolve, by identifier.
        signals: Entries<Signal> = map(table()).or_empty(),
        /// Promises of help, by identifier.
        alliances: Entries<Alliance> = map(table()).or_empty(),
        /// Demands backed by threats, by identifier.
        demands: Entries<Demand> = map(table()).or_empty(),
        /// Who reports what is happening, by identifier.
        observers: Entries<Observer> = map(table()).or_empty(),
        /// Values of the model's parameters that differ from the defaults: `[parameters.GROUP] NAME = …`.
        parameters: Entries<Entries<At<Quantity>>> = map(map(quantity("", f64::MIN, f64::MAX))).or_empty(),
        /// Things that happen on a date, with a daily hazard, or when a condition holds.
        events: Vec<Event> = tables(),
        /// Numbers and conditions to report, by identifier.
        outcomes: Entries<Outcome> = map(table()).or_empty(),
        /// Statements to give a probability to, by identifier.
        questions: Entries<Question> = map(table()).or_empty(),
        /// Dated figures from history.
        observations: Vec<Observation> = tables(),
        // Regimes and their patrons.
        /// Regimes whose armies may dissolve, by identifier.
        regimes: Entries<Regime> = map(table()).or_empty(),
        /// Patrons that hold regimes up, by identifier.
        patrons: Entries<Patron> = map(table()).or_empty(),
        /// Figures of slow politics that follow the state with a lag, by identifier.
        trends: Entries<Trend> = map(table()).or_empty(),
        /// Bargains that end in a deal or in a walk-out, by identifier.
        settlements: Entries<Settlement> = map(table()).or_empty(),
        /// Sanctions, by identifier.
        sanctions: Entries<Sanction> = map(table()).or_empty(),
        // Overlays and levers.
        /// Another scenario file that this one is put over: its path from this one's folder.
        extends: Option<At<String>> = text().optional(),
        /// Dotted paths of what is taken out of the scenario that is extended.
        remove: Vec<At<String>> = list(text()).or_empty(),
        /// Lists that replace those of the scenario that is extended, instead of making them longer.
        replace: Option<Replace> = table().optional(),
        /// Choices between variants of the scenario, by identifier.
        levers: Entries<Lever> = map(table()).or_empty(),
    }
}

crate::scenario::spec::table! {
    /// Lists that replace those of the scenario that is extended, instead of making them longer.
    pub struct Replace {
        /// Whether the observations of the scenario that is extended are left out.
        observations: At<bool> = boolean().or(false),
    }
}

crate::scenario::spec::table! {
    /// What the scenario is about and when it plays.
    pub struct Head {
        /// One line.
        title: At<String> = text(),
        /// A paragraph for the reader.
        summary: At<String> = text(),
        /// Day 0.
        start: At<Date> = date(),
        /// Last day simulated.
        end: At<Date> = date(),
        /// Forecast origin: nothing that was not known on this day is scripted. The start when absent.
        origin: Option<At<Date>> = date().optional(),
        /// Who wrote it.
        author: Option<At<String>> = text().optional(),
        /// Handling marking printed on every chart.
        marking: Option<At<String>> = text().optional(),
    }
}

crate::scenario::spec::table! {
    /// Where figures come from.
    pub struct Source {
        /// Title of the document.
        title: At<String> = text(),
        /// Who published it.
        publisher: Option<At<String>> = text().optional(),
        /// Date of the document.
        date: Option<At<Date>> = date().optional(),
        /// Anything the reader must know to weigh it.
        note: Option<At<String>> = text().optional(),
    }
}
