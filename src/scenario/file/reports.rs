//! Tables of what happens and what is asked: events, outcomes, questions, observers and observations.

use crate::quantity::{Date, Quantity};
use crate::scenario::spec::{
    At, Spec, boolean, condition, date, formula, number, outcome, path, quantity, reference, tables, text, word,
};

crate::scenario::spec::table! {
    /// Somebody who reports a cumulative figure, late and in part.
    pub struct Observer {
        /// Name.
        name: At<String> = text(),
        /// The cumulative figure that is reported, as an expression over the state.
        of: At<String> = formula(),
        /// Unit of the figure.
        unit: At<String> = text(),
        /// Share of the truth that is reported; above 1 for claims.
        share: At<Quantity> = quantity("1", 0.0, 100.0),
        /// Mean delay of a report (an Erlang-2 delay).
        lag: At<Quantity> = quantity("days", 0.0, 365.0),
    }
}

crate::scenario::spec::table! {
    /// Something that happens: on a date, with a daily hazard, or when a condition holds.
    pub struct Event {
        /// Identifier.
        id: At<String> = text(),
        /// Name for stories and charts.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// The day it happens.
        on: Option<At<Date>> = date().optional(),
        /// Day from which a dated event was expected; needed when it happens after the forecast origin.
        known: Option<At<Date>> = date().optional(),
        /// Daily hazard.
        hazard: Option<At<Quantity>> = quantity("1/day", 0.0, 100.0).optional(),
        /// Condition: by itself, it happens when this holds; with a hazard, the hazard acts while this holds.
        when: Option<At<String>> = condition().optional(),
        /// Factor on the hazard, as an expression over the state of yesterday evening; 1 when absent.
        factor: Option<At<String>> = formula().optional(),
        /// Whether it happened before day 0, so that its effects are in the numbers of the file already.
        happened: At<bool> = boolean().or(false),
        /// Whether it can happen again.
        repeats: At<bool> = boolean().or(false),
        /// What it changes.
        effects: Vec<Effect> = tables(),
        /// Where it is known from.
        source: Option<At<String>> = text().optional(),
    }
}

crate::scenario::spec::table! {
    /// One change of a quantity: give one of `set`, `add` and `scale`.
    pub struct Effect {
        /// Path of a quantity: `supports.russian_air.operating`, `parameters.fronts.speed`.
        path: At<String> = path(),
        /// New value.
        set: Option<At<f64>> = number(-1e12, 1e12).optional(),
        /// Amount added.
        add: Option<At<f64>> = number(-1e12, 1e12).optional(),
        /// Factor.
        scale: Option<At<f64>> = number(-1e12, 1e12).optional(),
    }
}

crate::scenario::spec::table! {
    /// A number or a condition to report.
    pub struct Outcome {
        /// Name for charts and tables.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// What it is, in the expression language.
        expression: At<String> = outcome(),
        /// Unit of a number.
        unit: Option<At<String>> = text().optional(),
        /// Whether the terminal's summary shows it.
        headline: At<bool> = boolean().or(false),
    }
}

crate::scenario::spec::table! {
    /// A statement to give a probability to.
    pub struct Question {
        /// The statement, true or false once its day has come.
        statement: At<String> = text(),
        /// Forecast origin; the scenario's when absent.
        origin: Option<At<Date>> = date().optional(),
        /// Last day that counts.
        horizon: At<Date> = date(),
        /// When it is true, in the expression language.
        condition: At<String> = outcome(),
        /// What happened, if known.
        resolved: Option<At<bool>> = boolean().optional(),
        /// Whether the bottom line of a briefing begins with it.
        headline: At<bool> = boolean().or(false),
        /// A base rate to stand beside the answer.
        base_rate: Option<At<Quantity>> = quantity("1", 0.0, 1.0).optional(),
        /// Where the answer is known from.
        source: Option<At<String>> = text().optional(),
    }
}

crate::scenario::spec::table! {
    /// A dated figure from history.
    pub struct Observation {
        /// Path of the daily series it observes.
        series: At<String> = path(),
        /// End of this day.
        date: At<Date> = date(),
        /// The figure.
        value: At<f64> = number(-1e12, 1e12),
        /// Lower end of its range.
        low: At<f64> = number(-1e12, 1e12),
        /// Upper end of its range.
        high: At<f64> = number(-1e12, 1e12),
        /// `calibrate` when it was looked at while parameters were set, else `validate`.
        purpose: At<String> = word(&["calibrate", "validate"]),
        /// How it is known.
        status: At<String> = word(&["fact", "prior", "calibrated", "judgement"]),
        /// Source identifier.
        source: At<String> = reference("sources"),
    }
}
