//! Ultimatums, leaders' meetings and truces.

use serde::Serialize;

use crate::engine::trace::words::{count, whole};
use crate::engine::trace::{Day, Named};
use crate::model::ladder::RUNGS;
use crate::model::{CeasefireId, MeetingId};
use crate::quantity::Date;

/// What diplomacy did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Diplomacy {
    /// A public demand with a date.
    UltimatumIssued {
        /// The ultimatum.
        ultimatum: Named,
        /// Who issues it.
        issuer: Named,
        /// Its date.
        deadline: Option<Date>,
        /// Rung promised if it is not met.
        promised: &'static str,
    },
    /// The date of an ultimatum comes, and its issuer has done what it promised.
    UltimatumKept {
        /// The ultimatum.
        ultimatum: Named,
        /// Who issued it.
        issuer: Named,
    },
    /// The date of an ultimatum passes without what its issuer promised.
    UltimatumMissed {
        /// The ultimatum.
        ultimatum: Named,
        /// Who issued it.
        issuer: Named,
        /// Audience cost of the issuer this evening.
        audience_cost: f64,
    },
    /// A meeting of leaders becomes known.
    MeetingCalled {
        /// The meeting.
        meeting: Named,
        /// Its date.
        on: Option<Date>,
        /// Whether it stood on the scenario's calendar instead of being called by events.
        scheduled: bool,
    },
    /// Leaders meet.
    MeetingHeld {
        /// The meeting.
        meeting: Named,
    },
    /// A truce on paper.
    TruceDeclared {
        /// The ceasefire.
        ceasefire: Named,
        /// First day on which it no longer binds anybody.
        ends: Option<Date>,
        /// Intensity of fighting, against 1 for a sustained operation.
        intensity: f64,
        /// Whether leaders met today.
        at_meeting: bool,
    },
    /// A truce that takes hold.
    TruceTookHold {
        /// The ceasefire.
        ceasefire: Named,
        /// Hazard of a deal, per day.
        hazard: f64,
        /// Share of the attacker's aim reached.
        aim: f64,
        /// Deaths of the attacker in thirty days.
        attacker_deaths: f64,
        /// Deaths in thirty days of the protector, or of the defender if there is none.
        opposing_deaths: f64,
        /// Truces that failed before.
        failures: f64,
        /// Whether leaders met today.
        at_meeting: bool,
    },
    /// A truce that is no more.
    TruceFailed {
        /// The ceasefire.
        ceasefire: Named,
        /// Whether it had taken hold.
        durable: bool,
        /// Days it lasted.
        age: f64,
    },
}

/// What diplomacy did today.
pub(in crate::engine::trace) fn of(day: &Day<'_, '_>, tell: &mut impl FnMut(Diplomacy)) {
    ultimatums(day, tell);
    for id in day.after.model.meetings.ids() {
        meeting(day, id, tell);
    }
    for id in day.after.model.ceasefires.ids() {
        truce(day, id, tell);
    }
}

/// Ultimatums issued, kept and missed.
fn ultimatums(day: &Day<'_, '_>, tell: &mut impl FnMut(Diplomacy)) {
    let model = day.after.model;
    let state = &day.after.ultimatum;
    for (id, data) in model.ultimatums.ids().zip(model.ultimatums.iter()) {
        let (ultimatum, issuer) =
            (Named::from(&data.name), Named::from(&model.actors[model.choosers[data.issuer].actor].name));
        if day.before.ultimatum.deadline[id] == day.after.day as f64 {
            tell(match state.missed[id] > 0.5 {
                true => Diplomacy::UltimatumMissed {
                    ultimatum,
                    issuer,
                    audience_cost: day.after.audience.cost[data.issuer],
                },
                false => Diplomacy::UltimatumKept { ultimatum, issuer },
            });
        } else if state.today[id] > 0.5 {
            let promised = RUNGS.get(data.promised).copied().unwrap_or("unknown");
            tell(Diplomacy::UltimatumIssued { ultimatum, issuer, deadline: day.date(state.deadline[id]), promised });
        }
    }
}

/// A meeting that becomes known, is held, or is called.
fn meeting(day: &Day<'_, '_>, id: MeetingId, tell: &mut impl FnMut(Diplomacy)) {
    let name = || Named::from(&day.after.model.meetings[id].name);
    let [before, morning, after] = [&day.before, &day.morning, day.after].map(|world| world.meeting.next[id]);
    if morning != before {
        tell(Diplomacy::MeetingCalled { meeting: name(), on: day.date(morning), scheduled: true });
    }
    if day.after.meeting.last[id] == day.after.day as f64 {
        tell(Diplomacy::MeetingHeld { meeting: name() });
    }
    if after != morning && after.is_finite() {
        tell(Diplomacy::MeetingCalled { meeting: name(), on: day.date(after), scheduled: false });
    }
}

/// A truce that is declared, takes hold or fails.
fn truce(day: &Day<'_, '_>, id: CeasefireId, tell: &mut impl FnMut(Diplomacy)) {
    let (model, after) = (day.after.model, day.after);
    let (old, new) = (day.before.ceasefire.status[id], after.ceasefire.status[id]);
    if old == new {
        return;
    }
    let data = &model.ceasefires[id];
    let (campaign, ceasefire) = (&model.campaigns[data.campaign], Named::from(&data.name));
    let at_meeting = data.meetings.iter().any(|meeting| after.meeting.last[*meeting] == after.day as f64);
    let opposing = campaign.protector_choice.map_or(campaign.defender, |chooser| model.choosers[chooser].actor);
    tell(match new {
        status if status > 1.5 => Diplomacy::TruceTookHold {
            ceasefire,
            hazard: after.ceasefire.rate[id],
            aim: after.fronts.aim[data.campaign],
            attacker_deaths: after.attrition.recent[campaign.attacker],
            opposing_deaths: after.attrition.recent[opposing],
            failures: after.ceasefire.failures[id],
            at_meeting,
        },
        status if status > 0.5 => {
            let intensity = after.combat.intensity[data.campaign];
            Diplomacy::TruceDeclared { ceasefire, ends: day.date(after.ceasefire.ends[id]), intensity, at_meeting }
        }
        _ => Diplomacy::TruceFailed { ceasefire, durable: old > 1.5, age: after.ceasefire.age[id] },
    });
}

impl std::fmt::Display for Diplomacy {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Diplomacy::UltimatumIssued { ultimatum, issuer, deadline, promised } => {
                let (issuer, ultimatum, promised) = (&issuer.name, &ultimatum.name, promised.replace('_', " "));
                write!(
                    formatter,
                    "{issuer} issues an ultimatum, “{ultimatum}”{}, and promises {promised}.",
                    until(*deadline)
                )
            }
            Diplomacy::UltimatumKept { ultimatum, issuer } => {
                write!(formatter, "The date of “{}” comes, and {} has kept its word.", ultimatum.name, issuer.name)
            }
            Diplomacy::UltimatumMissed { ultimatum, issuer, audience_cost } => {
                let (ultimatum, issuer) = (&ultimatum.name, &issuer.name);
                write!(
                    formatter,
                    "The date of “{ultimatum}” passes and {issuer} stays below its promise; its audience cost is {audience_cost:.2}."
                )
            }
            Diplomacy::MeetingCalled { meeting, on, scheduled } => {
                let how = if *scheduled { "is on the calendar" } else { "is called" };
                let on = on.map_or_else(String::new, |date| format!(" for {}", date.long()));
                write!(formatter, "The meeting {} {how}{on}.", meeting.name)
            }
            Diplomacy::MeetingHeld { meeting } => write!(formatter, "The meeting {} is held.", meeting.name),
            _ => self.fmt_truce(formatter),
        }
    }
}

impl Diplomacy {
    /// The sentences about truces.
    fn fmt_truce(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let met = |at_meeting: &bool| if *at_meeting { " at the leaders’ meeting" } else { "" };
        match self {
            Diplomacy::TruceDeclared { ceasefire, ends, intensity, at_meeting } => {
                let life = ends.map_or_else(String::new, |date| {
                    format!("; at intensity {intensity:.2} it lasts until {}", date.long())
                });
                write!(formatter, "{} is declared{}, on paper{life}.", ceasefire.name, met(at_meeting))
            }
            Diplomacy::TruceTookHold {
                ceasefire,
                hazard,
                aim,
                attacker_deaths,
                opposing_deaths,
                failures,
                at_meeting,
            } => {
                let (name, met, hazard, aim) = (&ceasefire.name, met(at_meeting), 100.0 * hazard, 100.0 * aim);
                let (attacker, opposing) = (whole(*attacker_deaths), whole(*opposing_deaths));
                write!(
                    formatter,
                    "{name} takes hold{met}. The hazard of a deal was {hazard:.1} % a day; {aim:.0} % of the aim is reached, "
                )?;
                write!(
                    formatter,
                    "the attacker lost {attacker} and the other side {opposing} in thirty days, {} before.",
                    count(*failures, "truce failed", "truces failed")
                )
            }
            Diplomacy::TruceFailed { ceasefire, durable, age } => {
                let how = if *durable { "breaks down" } else { "lapses" };
                write!(formatter, "{} {how} after {}.", ceasefire.name, count(*age, "day", "days"))
            }
            _ => Ok(()),
        }
    }
}

/// A deadline in a sentence.
fn until(deadline: Option<Date>) -> String {
    deadline.map_or_else(String::new, |date| format!(" until {}", date.long()))
}
