//! Leverage, patrons, accidents between powers, and the scenario's own events.

use serde::Serialize;

use crate::engine::trace::{Day, Named};
use crate::model::ladder::SUSTAINED_OPERATION;
use crate::model::{DyadId, Id, InstrumentId};
use crate::process::World;

/// Balance of leverage up to which neither side holds the upper hand.
const EVEN: f64 = 0.05;

/// What powers did, or what happened to them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Power {
    /// An event of the scenario happens for the first time.
    Event {
        /// The event.
        event: Named,
    },
    /// A patron steps aside before another power's operation.
    SteppedAside {
        /// The support.
        support: Named,
        /// Who gives it.
        patron: Named,
        /// Level given, 0 to 1.
        level: f64,
        /// Level that counts.
        effective: f64,
    },
    /// A patron no longer steps aside.
    SteppedBack {
        /// The support.
        support: Named,
        /// Who gives it.
        patron: Named,
        /// Level that counts, 0 to 1.
        effective: f64,
    },
    /// Two powers' forces clash without either wanting it.
    Accident {
        /// The accident.
        accident: Named,
    },
    /// An accident becomes open war.
    War {
        /// The accident.
        accident: Named,
    },
    /// The balance of leverage between two powers tips, or evens out.
    Leverage {
        /// One of them.
        holder: Named,
        /// The other.
        target: Named,
        /// Leverage of the first less that of the second, −1 to 1.
        balance: f64,
        /// Leverage of the first.
        leverage: f64,
        /// Leverage of the second.
        reverse: f64,
        /// Instrument whose contribution changed most today.
        instrument: Option<Named>,
    },
}

/// What precedes the day's choices.
pub(in crate::engine::trace) fn of_the_morning(day: &Day<'_, '_>, tell: &mut impl FnMut(Power)) {
    let model = day.after.model;
    for id in model.events.ids() {
        if day.reaches(0.5, |world| world.event.happened[id]) {
            tell(Power::Event { event: (&model.events[id].name).into() });
        }
    }
    for (id, data) in model.supports.ids().zip(model.supports.iter()) {
        let Some(other) = data.yields_to else { continue };
        // Support answers to the rungs of the evening before.
        let yields = |world: &World<'_, f64>| world.choice.yesterday[other] >= SUSTAINED_OPERATION as f64;
        let (support, patron) = (Named::from(&data.name), Named::from(&model.actors[data.patron].name));
        let (level, effective) = (day.after.support.level[id], day.after.support.effective[id]);
        match (yields(&day.before), yields(day.after)) {
            (false, true) => tell(Power::SteppedAside { support, patron, level, effective }),
            (true, false) => tell(Power::SteppedBack { support, patron, effective }),
            _ => {}
        }
    }
}

/// What follows from the day's choices.
pub(in crate::engine::trace) fn of_the_day(day: &Day<'_, '_>, tell: &mut impl FnMut(Power)) {
    let model = day.after.model;
    for id in model.accidents.ids() {
        let accident = || Named::from(&model.accidents[id].name);
        if day.after.accident.count[id] > day.before.accident.count[id] {
            tell(Power::Accident { accident: accident() });
        }
        if day.reaches(0.5, |world| world.accident.war[id]) {
            tell(Power::War { accident: accident() });
        }
    }
    // Both directions of a pair are in the table; one tells the story.
    for id in model.dyads.ids().filter(|id| id.index() < model.dyads[*id].reverse.index()) {
        leverage(day, id, tell);
    }
}

/// A balance that tips or evens out.
fn leverage(day: &Day<'_, '_>, id: DyadId, tell: &mut impl FnMut(Power)) {
    let model = day.after.model;
    let (before, balance) = (day.before.leverage.balance(model, id), day.after.leverage.balance(model, id));
    if side(before) == side(balance) {
        return;
    }
    let dyad = &model.dyads[id];
    let change = |instrument: &InstrumentId| {
        (day.after.leverage.contribution[*instrument] - day.before.leverage.contribution[*instrument]).abs()
    };
    let both = dyad.instruments.iter().chain(&model.dyads[dyad.reverse].instruments);
    let instrument = both.filter(|id| change(id) > 0.0).max_by(|one, other| change(one).total_cmp(&change(other)));
    tell(Power::Leverage {
        holder: (&model.actors[dyad.holder].name).into(),
        target: (&model.actors[dyad.target].name).into(),
        balance,
        leverage: day.after.leverage.total[id],
        reverse: day.after.leverage.total[dyad.reverse],
        instrument: instrument.map(|id| (&model.instruments[*id].name).into()),
    });
}

/// Which side holds the upper hand: 1 the holder, −1 the target, 0 neither.
fn side(balance: f64) -> i8 {
    i8::from(balance > EVEN) - i8::from(balance < -EVEN)
}

impl std::fmt::Display for Power {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Power::Event { event } => write!(formatter, "{}.", event.name.trim_end_matches('.')),
            Power::SteppedAside { support, patron, level, effective } => {
                let (patron, support) = (&patron.name, &support.name);
                write!(
                    formatter,
                    "{patron} steps aside: of its support ({support}), at {level:.2}, {effective:.2} counts."
                )
            }
            Power::SteppedBack { support, patron, effective } => {
                write!(
                    formatter,
                    "{} no longer steps aside: its support ({}) counts with {effective:.2} again.",
                    patron.name, support.name
                )
            }
            Power::Accident { accident } => write!(formatter, "An accident that nobody wanted: {}.", accident.name),
            Power::War { accident } => write!(formatter, "The accident becomes open war ({}).", accident.name),
            Power::Leverage { holder, target, balance, leverage, reverse, instrument } => {
                // As the side that has the upper hand sees it.
                let [holder, target] = [&holder.name, &target.name];
                let (told, [more, less]) = match side(*balance) {
                    1 => (format!("{holder} gains the upper hand over {target}"), [leverage, reverse]),
                    -1 => (format!("{target} gains the upper hand over {holder}"), [reverse, leverage]),
                    _ => (format!("Leverage between {holder} and {target} evens out"), [leverage, reverse]),
                };
                write!(formatter, "{told}: {more:.2} against {less:.2}, a balance of {:.2}", balance.abs())?;
                match instrument {
                    Some(instrument) => write!(formatter, "; what moved most: {}.", instrument.name),
                    None => formatter.write_str("."),
                }
            }
        }
    }
}
