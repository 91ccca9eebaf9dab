//! Red lines, signals, requests for help and demands.

use serde::Serialize;

use crate::engine::trace::words::whole;
use crate::engine::trace::{Day, Named};
use crate::model::ActorId;

/// What actors tell one another by words and deeds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Signalling {
    /// A red line becomes public.
    RedLinePublished {
        /// The line.
        line: Named,
        /// Who draws it.
        issuer: Named,
        /// Whom it warns.
        addressee: Named,
        /// What it covers.
        scope: String,
        /// Credibility of the issuer's threats, 0 to 1.
        credibility: f64,
    },
    /// An incident crosses a red line.
    RedLineCrossed {
        /// The line.
        line: Named,
        /// Who drew it.
        issuer: Named,
        /// Whether it answers by force.
        answered: bool,
        /// Others' belief this evening that it is resolved.
        resolve: f64,
    },
    /// A costly signal.
    SignalSent {
        /// The signal.
        signal: Named,
        /// Who sends it.
        sender: Named,
        /// Belief in its resolve yesterday.
        before: f64,
        /// Belief in its resolve this evening.
        resolve: f64,
        /// Fighters it killed.
        deaths: f64,
    },
    /// Help is requested under an alliance.
    HelpRequested {
        /// The alliance.
        alliance: Named,
        /// Who asks.
        beneficiary: Named,
        /// Who is asked.
        ally: Named,
    },
    /// A request is answered.
    HelpAnswered {
        /// The alliance.
        alliance: Named,
        /// Who was asked.
        ally: Named,
        /// Whether it keeps its promise.
        honoured: bool,
    },
    /// The target of a demand complies.
    DemandMet {
        /// The demand.
        demand: Named,
        /// Who made it.
        issuer: Named,
        /// Who complies.
        target: Named,
        /// Hazard of complying, per day.
        hazard: f64,
        /// Credibility of the issuer's threats, 0 to 1.
        credibility: f64,
    },
}

/// What was signalled today.
pub(in crate::engine::trace) fn of(day: &Day<'_, '_>, tell: &mut impl FnMut(Signalling)) {
    requests(day, tell);
    red_lines(day, tell);
    signals(day, tell);
    demands(day, tell);
}

/// How an actor is called.
fn actor(day: &Day<'_, '_>, id: ActorId) -> Named {
    Named::from(&day.after.model.actors[id].name)
}

/// Requests for help and their answers.
fn requests(day: &Day<'_, '_>, tell: &mut impl FnMut(Signalling)) {
    let model = day.after.model;
    for (id, data) in model.alliances.ids().zip(model.alliances.iter()) {
        let (name, ally) = (|| Named::from(&data.name), || actor(day, data.ally));
        if day.reaches(0.5, |world| world.alliance.requested[id]) {
            let beneficiary = actor(day, data.beneficiary);
            tell(Signalling::HelpRequested { alliance: name(), beneficiary, ally: ally() });
        }
        if day.after.alliance.today[id] > 0.5 {
            let honoured = day.after.alliance.honoured[id] > 0.5;
            tell(Signalling::HelpAnswered { alliance: name(), ally: ally(), honoured });
        }
    }
}

/// Red lines published and crossed.
fn red_lines(day: &Day<'_, '_>, tell: &mut impl FnMut(Signalling)) {
    let (model, after) = (day.after.model, day.after);
    for (id, data) in model.red_lines.ids().zip(model.red_lines.iter()) {
        let (line, issuer) = (|| Named::from(&data.name), || actor(day, data.issuer));
        if day.reaches(0.5, |world| world.red_line.published[id]) {
            tell(Signalling::RedLinePublished {
                line: line(),
                issuer: issuer(),
                addressee: actor(day, data.addressee),
                scope: data.scope.clone(),
                credibility: after.belief.credibility[data.belief],
            });
        }
        if after.red_line.tested[id] > day.before.red_line.tested[id] {
            let answered = day.reaches(0.5, |world| world.red_line.executed[id]);
            let resolve = after.belief.resolve[data.belief];
            tell(Signalling::RedLineCrossed { line: line(), issuer: issuer(), answered, resolve });
        }
    }
}

/// Signals sent.
fn signals(day: &Day<'_, '_>, tell: &mut impl FnMut(Signalling)) {
    let (model, after) = (day.after.model, day.after);
    for (id, data) in model.signals.ids().zip(model.signals.iter()) {
        if after.signal.count[id] > day.before.signal.count[id] {
            tell(Signalling::SignalSent {
                signal: Named::from(&data.name),
                sender: actor(day, data.sender),
                before: day.before.belief.resolve[data.belief],
                resolve: after.belief.resolve[data.belief],
                deaths: data.victim.map_or(0.0, |_| (after.value(data.deaths) + 0.5).floor()),
            });
        }
    }
}

/// Demands complied with.
fn demands(day: &Day<'_, '_>, tell: &mut impl FnMut(Signalling)) {
    let (model, after) = (day.after.model, day.after);
    for (id, data) in model.demands.ids().zip(model.demands.iter()) {
        if day.reaches(0.5, |world| world.demand.complied[id]) {
            tell(Signalling::DemandMet {
                demand: Named::from(&data.name),
                issuer: actor(day, data.issuer),
                target: actor(day, data.target),
                hazard: after.demand.rate[id],
                credibility: day.before.belief.credibility[data.belief],
            });
        }
    }
}

impl std::fmt::Display for Signalling {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Signalling::RedLinePublished { line, issuer, addressee, scope, credibility } => {
                let (line, issuer, addressee) = (&line.name, &issuer.name, &addressee.name);
                write!(formatter, "{issuer} draws a red line for {addressee}, “{line}” ({scope}); ")?;
                write!(formatter, "the credibility of its threats is {credibility:.2}.")
            }
            Signalling::RedLineCrossed { line, issuer, answered, resolve } => {
                let (line, issuer) = (&line.name, &issuer.name);
                let how = if *answered { "answers by force" } else { "does not answer by force" };
                write!(formatter, "The red line “{line}” is crossed, and {issuer} {how}; ")?;
                write!(formatter, "others believe in its resolve by {resolve:.2}.")
            }
            Signalling::SignalSent { signal, sender, before, resolve, deaths } => {
                let (signal, sender) = (&signal.name, &sender.name);
                let killed = if *deaths > 0.0 { format!(" that kills {}", whole(*deaths)) } else { String::new() };
                write!(formatter, "{sender} sends a signal, “{signal}”{killed}; ")?;
                write!(formatter, "the belief in its resolve goes from {before:.2} to {resolve:.2}.")
            }
            Signalling::HelpRequested { alliance, beneficiary, ally } => {
                write!(formatter, "{} requests help from {} under {}.", beneficiary.name, ally.name, alliance.name)
            }
            Signalling::HelpAnswered { alliance, ally, honoured } => {
                let how = if *honoured { "keeps its promise" } else { "does not come to help" };
                write!(formatter, "{} {how} under {}.", ally.name, alliance.name)
            }
            Signalling::DemandMet { demand, issuer, target, hazard, credibility } => {
                let (demand, issuer, target) = (&demand.name, &issuer.name, &target.name);
                write!(formatter, "{target} complies with a demand of {issuer}, “{demand}”. ")?;
                let hazard = 100.0 * hazard;
                write!(formatter, "The hazard was {hazard:.1} % a day at a credibility of {credibility:.2}.")
            }
        }
    }
}
