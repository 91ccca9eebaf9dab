//! People who flee or return, borders under pressure, and gates.

use serde::Serialize;

use crate::engine::trace::words::whole;
use crate::engine::trace::{Day, Named};
use crate::model::ZoneId;

/// Persons between two milestones.
const MILESTONE: f64 = 100_000.0;
/// Persons who leave home on a day worth telling.
const DAY_OF_FLIGHT: f64 = 15_000.0;
/// Pressures on a border worth telling.
const PRESSURES: [f64; 2] = [0.5, 1.0];

/// What happened to people.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum People {
    /// The number of people who ever left home passes a milestone.
    DisplacementMilestone {
        /// The milestone, persons.
        persons: f64,
        /// Displaced people now, persons.
        now: f64,
    },
    /// Many leave home on one day.
    DayOfFlight {
        /// Persons who left home today.
        persons: f64,
        /// Zone that most of them left.
        from: Named,
        /// Persons who left that zone.
        from_there: f64,
        /// Share of that zone's people who have fled.
        fled: f64,
    },
    /// The pressure on a border passes a threshold.
    BorderPressure {
        /// The border.
        border: Named,
        /// Pressure, 1 when full.
        pressure: f64,
        /// The threshold.
        threshold: f64,
        /// Whether it rose above it instead of falling below it.
        rising: bool,
    },
    /// The number of exiles of a group who have returned passes a milestone.
    ExilesReturn {
        /// The group.
        exiles: Named,
        /// The milestone, persons.
        persons: f64,
        /// Persons of the group who are still away.
        away: f64,
    },
    /// An actor opens or closes a border to migrants.
    GateTurned {
        /// The gate.
        gate: Named,
        /// Who does it.
        holder: Named,
        /// Against whom.
        target: Named,
        /// Whether it is open now.
        open: bool,
    },
}

/// What happened to people today.
pub(in crate::engine::trace) fn of(day: &Day<'_, '_>, tell: &mut impl FnMut(People)) {
    let (old, new) = (&day.before.displacement, &day.after.displacement);
    if new.today > DAY_OF_FLIGHT {
        day_of_flight(day, tell);
    }
    let milestone = (new.cumulative / MILESTONE).floor() * MILESTONE;
    if old.cumulative < milestone {
        tell(People::DisplacementMilestone { persons: milestone, now: new.displaced() });
    }
    let model = day.after.model;
    for id in model.borders.ids() {
        let (before, after) = (day.before.border.pressure[id], day.after.border.pressure[id]);
        for threshold in PRESSURES {
            if (before < threshold) != (after < threshold) {
                tell(People::BorderPressure {
                    border: (&model.borders[id].name).into(),
                    pressure: after,
                    threshold,
                    rising: after >= threshold,
                });
            }
        }
    }
    exiles_and_gates(day, tell);
}

/// Exiles who return, and gates that are opened or closed.
fn exiles_and_gates(day: &Day<'_, '_>, tell: &mut impl FnMut(People)) {
    let model = day.after.model;
    for id in model.exiles.ids() {
        let (before, after) = (day.before.exiles.returned[id], day.after.exiles.returned[id]);
        let persons = (after / MILESTONE).floor() * MILESTONE;
        if before < persons {
            let away = day.after.exiles.stock[id];
            tell(People::ExilesReturn { exiles: (&model.exiles[id].name).into(), persons, away });
        }
    }
    for (id, gate) in model.gates.ids().zip(model.gates.iter()) {
        let open = day.after.border.open[id] > 0.5;
        if open != (day.before.border.open[id] > 0.5) {
            tell(People::GateTurned {
                gate: (&gate.name).into(),
                holder: (&model.actors[gate.holder].name).into(),
                target: (&model.actors[gate.target].name).into(),
                open,
            });
        }
    }
}

/// A day on which many leave home, and where most of them leave from.
fn day_of_flight(day: &Day<'_, '_>, tell: &mut impl FnMut(People)) {
    let model = day.after.model;
    let (old, new) = (&day.before.displacement, &day.after.displacement);
    let left = |id: &ZoneId| old.residents[*id] - new.residents[*id];
    if let Some(zone) = model.zones.ids().max_by(|one, other| left(one).total_cmp(&left(other))) {
        let fled = new.away_from(zone) / new.initial[zone].max(1.0);
        tell(People::DayOfFlight {
            persons: new.today,
            from: (&model.zones[zone].name).into(),
            from_there: left(&zone).max(0.0),
            fled,
        });
    }
}

impl std::fmt::Display for People {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            People::DisplacementMilestone { persons, now } => {
                write!(
                    formatter,
                    "More than {} people have been driven from home; {} are displaced now.",
                    whole(*persons),
                    whole(*now)
                )
            }
            People::DayOfFlight { persons, from, from_there, fled } => {
                let (zone, there, fled) = (&from.name, whole(*from_there), 100.0 * fled);
                write!(
                    formatter,
                    "{} people flee on one day, {there} of them from {zone}, which {fled:.0} % have left.",
                    whole(*persons)
                )
            }
            People::BorderPressure { border, pressure, threshold, rising } => {
                let how = if *rising { "rises above" } else { "falls below" };
                write!(formatter, "Pressure on the {} {how} {threshold:.1}, to {pressure:.2}.", border.name)
            }
            People::ExilesReturn { exiles, persons, away } => {
                let (returned, away) = (whole(*persons), whole(*away));
                write!(formatter, "{}: {returned} have returned home; {away} are still away.", exiles.name)
            }
            People::GateTurned { gate, holder, target, open } => {
                let (holder, target, how) = (&holder.name, &target.name, if *open { "opens" } else { "closes" });
                write!(formatter, "{holder} {how} {} to migrants, against {target}.", gate.name)
            }
        }
    }
}
