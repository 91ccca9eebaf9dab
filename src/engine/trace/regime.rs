//! Garrisons that dissolve, regimes that fall, and patrons that change their posture.

use serde::Serialize;

use crate::engine::trace::{Day, Named};
use crate::model::{Regime, RegimeId};

/// Dissolved share of a garrison that is told.
const DISSOLVED: f64 = 0.5;

/// What holds a regime up, or brings it down.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cohesion {
    /// Half of a garrison has gone home.
    GarrisonDissolved {
        /// Where it stood.
        zone: Named,
        /// Share of it that has gone, 0 to 1.
        share: f64,
    },
    /// A regime falls.
    RegimeFell {
        /// The regime.
        regime: Named,
        /// Whether its capital was taken; else its army is gone.
        capital_taken: bool,
        /// Share of its army that had dissolved.
        dissolved: f64,
        /// Who follows; possibly empty.
        successor: String,
    },
    /// A patron changes its posture.
    PatronMoved {
        /// The patron.
        patron: Named,
        /// What it does now, in the scenario's words.
        posture: String,
        /// What it did.
        previous: String,
        /// Whether it withdraws.
        withdraws: bool,
    },
}

/// What a day did to regimes and to those who hold them up.
pub(in crate::engine::trace) fn of(day: &Day<'_, '_>, tell: &mut impl FnMut(Cohesion)) {
    let model = day.after.model;
    for (id, patron) in model.patrons.ids().zip(model.patrons.iter()) {
        let (before, after) = (day.before.patron.posture[id], day.after.patron.posture[id]);
        let label = |posture: f64| patron.postures.get(posture as usize).map(|posture| posture.label.clone());
        if let (Some(previous), Some(posture)) = (label(before), label(after))
            && before != after
        {
            tell(Cohesion::PatronMoved { patron: (&patron.name).into(), posture, previous, withdraws: after < 0.5 });
        }
    }
    for (id, regime) in model.regimes.ids().zip(model.regimes.iter()) {
        garrisons(day, regime, tell);
        fall(day, id, regime, tell);
    }
}

fn garrisons(day: &Day<'_, '_>, regime: &Regime, tell: &mut impl FnMut(Cohesion)) {
    for place in &regime.zones {
        if day.reaches(DISSOLVED, |world| world.regime.dissolved[place.zone]) {
            let zone = (&day.after.model.zones[place.zone].name).into();
            tell(Cohesion::GarrisonDissolved { zone, share: day.after.regime.dissolved[place.zone] });
        }
    }
}

fn fall(day: &Day<'_, '_>, id: RegimeId, regime: &Regime, tell: &mut impl FnMut(Cohesion)) {
    if !day.reaches(0.5, |world| world.regime.fallen[id]) {
        return;
    }
    // After a fall every zone counts as held; what tells is whether the front had passed the town.
    let taken = |zone| {
        day.after.model.zones[zone]
            .stretch
            .is_some_and(|stretch| day.after.fronts.progress[stretch.axis] >= stretch.town)
    };
    tell(Cohesion::RegimeFell {
        regime: (&regime.name).into(),
        capital_taken: regime.zones.iter().any(|place| place.capital && taken(place.zone)),
        dissolved: day.after.regime.army[id],
        successor: regime.successor.clone(),
    });
}

impl std::fmt::Display for Cohesion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cohesion::GarrisonDissolved { zone, share } => {
                write!(formatter, "The garrison of {} dissolves: {:.0} % have gone home.", zone.name, 100.0 * share)
            }
            Cohesion::RegimeFell { regime, capital_taken, dissolved, successor } => {
                let cause = if *capital_taken { "its capital is taken" } else { "its army is gone" };
                let share = 100.0 * dissolved;
                write!(formatter, "{} falls: {cause}, {share:.0} % of its army have gone home.", regime.name)?;
                if successor.is_empty() { Ok(()) } else { write!(formatter, " What follows: {successor}.") }
            }
            Cohesion::PatronMoved { patron, posture, previous, withdraws } => {
                let verb = if *withdraws { "withdraws" } else { "changes its posture" };
                write!(formatter, "{} {verb}: {posture} (before: {previous}).", patron.name)
            }
        }
    }
}
