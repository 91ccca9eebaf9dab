//! Moves on the escalation ladder and what moved them.

use serde::{Serialize, Serializer};

use crate::engine::trace::motive::{Motive, Threat, motives};
use crate::engine::trace::words::{count, rung, signed, whole};
use crate::engine::trace::{Day, Named};
use crate::model::ladder::RUNGS;
use crate::model::{ChooserId, Role, Rungs, Table};
use crate::process::incident;
use crate::wording::joined;

/// Terms named in a sentence.
const NAMED_TERMS: usize = 3;
/// A term below this much utility is not worth naming.
const NEGLIGIBLE: f64 = 0.01;

/// Why an actor had to decide today.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Forced {
    /// Its own deaths yesterday.
    Deaths(f64),
    /// The date of its own ultimatum.
    Deadline,
    /// A mass-casualty day that its fires caused.
    Provocation,
}

/// A rung within reach, as the actor weighed it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Weighed {
    /// The rung.
    #[serde(serialize_with = "rung_name")]
    pub rung: usize,
    /// Its utility.
    pub utility: f64,
    /// The actor's standing taste for it, in units of utility.
    pub taste: f64,
}

/// A term of the comparison: what it adds to the rung chosen against the other one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// What it is.
    pub motive: Motive,
    /// Utility of the rung chosen less that of the other.
    pub effect: f64,
    /// Its words in a sentence.
    #[serde(skip)]
    pub words: String,
}

/// What an actor did on the ladder.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Choice {
    /// It decided: on the rung with the highest utility plus taste among those within reach.
    Decision {
        /// Who.
        actor: Named,
        /// Rung of yesterday.
        #[serde(serialize_with = "rung_name")]
        from: usize,
        /// Rung chosen.
        #[serde(serialize_with = "rung_name")]
        to: usize,
        /// Why it had to decide today; absent at an ordinary decision.
        forced: Option<Forced>,
        /// The rungs within reach, lowest first.
        options: Vec<Weighed>,
        /// The rung compared with: that of yesterday, or the best other one if it stays.
        #[serde(serialize_with = "rung_name")]
        against: usize,
        /// The comparison, the largest terms first.
        terms: Vec<Term>,
        /// What a protector feels threatened by; absent for an attacker.
        threat: Option<Threat>,
    },
    /// A truce that takes hold brought it down.
    StandDown {
        /// Who.
        actor: Named,
        /// Rung it had chosen.
        #[serde(serialize_with = "rung_name")]
        from: usize,
        /// Rung under the truce.
        #[serde(serialize_with = "rung_name")]
        to: usize,
    },
}

fn rung_name<S: Serializer>(level: &usize, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(RUNGS.get(*level).copied().unwrap_or("unknown"))
}

impl Choice {
    /// Who moves where, without what was weighed; nothing when nobody moves.
    pub(in crate::engine::trace) fn in_short(&self) -> Option<String> {
        match self {
            Choice::StandDown { .. } => Some(self.to_string()),
            Choice::Decision { actor, from, to, forced, .. } => {
                (from != to).then(|| headline(&actor.name, *from, *to, *forced))
            }
        }
    }

    /// Whether the actor decided, unforced, to stay.
    pub(in crate::engine::trace) fn is_minor(&self) -> bool {
        matches!(self, Choice::Decision { from, to, forced: None, .. } if from == to)
    }
}

/// Today's decisions and stand-downs.
pub(in crate::engine::trace) fn of(day: &Day<'_, '_>, tell: &mut impl FnMut(Choice)) {
    let model = day.after.model;
    let decided: Vec<ChooserId> = model.choosers.ids().filter(|id| day.chosen.choice.decided[*id] > 0.5).collect();
    let terms = if decided.is_empty() { Vec::new() } else { motives(&day.morning) };
    for id in decided {
        tell(decision(day, id, &terms));
    }
    for id in model.choosers.ids() {
        let (from, to) = (day.chosen.choice.level[id] as usize, day.after.choice.level[id] as usize);
        if to < from {
            tell(Choice::StandDown { actor: (&model.actors[model.choosers[id].actor].name).into(), from, to });
        }
    }
}

/// One decision, explained.
fn decision(day: &Day<'_, '_>, id: ChooserId, terms: &[(Motive, Table<ChooserId, Rungs<f64>>)]) -> Choice {
    let model = day.after.model;
    let chooser = &model.choosers[id];
    let (from, to) = (day.morning.choice.level[id] as usize, day.chosen.choice.level[id] as usize);
    let precision = day.chosen.value(day.chosen.mechanisms.choice.precision).max(1e-9);
    let reach = if incident::mass_casualties(&day.morning, chooser.actor) { 2 } else { 1 };
    let within = chooser.lowest.max(from.saturating_sub(1))..=chooser.highest.min(from + reach);
    let options: Vec<Weighed> = within
        .map(|rung| Weighed {
            rung,
            utility: day.chosen.choice.utility[id][rung],
            taste: day.chosen.choice.tastes[id][rung] / precision,
        })
        .collect();
    let against = if to != from { from } else { best_other(&options, to) };
    let mut terms: Vec<Term> = terms
        .iter()
        .map(|(motive, table)| Term {
            motive: *motive,
            effect: table[id][to] - table[id][against],
            words: words(day, id, *motive),
        })
        .filter(|term| term.effect.abs() > 1e-12)
        .collect();
    terms.sort_by(|one, other| other.effect.abs().total_cmp(&one.effect.abs()));
    let threat = (chooser.role == Role::Protector).then(|| Threat::of(&day.morning, chooser.campaign));
    Choice::Decision {
        actor: (&model.actors[chooser.actor].name).into(),
        from,
        to,
        forced: forced(day, id),
        options,
        against,
        terms,
        threat,
    }
}

/// The best rung within reach other than the one chosen.
fn best_other(options: &[Weighed], chosen: usize) -> usize {
    let others = options.iter().filter(|option| option.rung != chosen);
    others
        .max_by(|one, other| (one.utility + one.taste).total_cmp(&(other.utility + other.taste)))
        .map_or(chosen, |option| option.rung)
}

/// What forced a decision, if anything did.
fn forced(day: &Day<'_, '_>, id: ChooserId) -> Option<Forced> {
    let chooser = &day.after.model.choosers[id];
    let deaths = day.morning.attrition.today[chooser.actor];
    match chooser.role {
        Role::Protector if day.morning.ultimatums_of(id).due_today > 0.5 => Some(Forced::Deadline),
        Role::Protector if deaths > 0.5 => Some(Forced::Deaths(deaths)),
        Role::Attacker if incident::provoked(&day.morning, id) => Some(Forced::Provocation),
        _ => None,
    }
}

/// How a term is called, with the figures behind it.
fn words(day: &Day<'_, '_>, id: ChooserId, motive: Motive) -> String {
    let (world, model) = (&day.morning, day.after.model);
    let chooser = &model.choosers[id];
    match (motive, chooser.role) {
        (Motive::Stake, Role::Attacker) => {
            let (speed, aim) = (world.fronts.speed[chooser.campaign], 100.0 * world.fronts.aim[chooser.campaign]);
            format!("ground to gain (up to {speed:.1} km a day, {aim:.0} % of the aim reached)")
        }
        (Motive::Stake, Role::Protector) => "the threat it would avert".into(),
        (Motive::OwnDeaths, _) => "own deaths to expect".into(),
        (Motive::Posture, _) => "cost of the posture".into(),
        (Motive::Public, _) => public(day, id),
        (Motive::Leverage, _) => match chooser.restrained_by {
            Some(dyad) => {
                let holder = &model.actors[model.dyads[dyad].holder].name.label;
                format!("leverage of {holder} (balance {})", signed(world.leverage.balance(model, dyad)))
            }
            None => "leverage".into(),
        },
        (Motive::RiskOfWar, _) => "risk of open war".into(),
        (Motive::Course, _) => "staying the course".into(),
        (Motive::Readiness, _) => format!("troops at readiness {:.2}", world.combat.readiness[chooser.campaign]),
        (Motive::Meeting, _) => "leaders’ meetings".into(),
        (Motive::Truce, _) => "the truce".into(),
    }
}

/// What the public asks for, and after how many dead.
fn public(day: &Day<'_, '_>, id: ChooserId) -> String {
    let (world, model) = (&day.morning, day.after.model);
    let (demand, commitment) = (world.audience.demand[id], world.audience.commitment[id]);
    let source = if demand > 0.5 && demand >= commitment { "public demand for" } else { "commitment to" };
    let asked = rung(demand.max(commitment) as usize);
    let deaths = world.attrition.recent[model.choosers[id].actor];
    let dead = if deaths > 0.5 && model.choosers[id].role == Role::Protector {
        format!(", {} dead in thirty days", whole(deaths))
    } else {
        String::new()
    };
    format!("{source} {asked} (audience cost {:.2}{dead})", world.audience.cost[id])
}

impl std::fmt::Display for Choice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Choice::StandDown { actor, from, to } => {
                write!(formatter, "{} stands down from {} to {} under the truce.", actor.name, rung(*from), rung(*to))
            }
            Choice::Decision { actor, from, to, forced, options, against, terms, threat } => {
                formatter.write_str(&headline(&actor.name, *from, *to, *forced))?;
                write!(formatter, " {}", weighed(options, *to))?;
                formatter.write_str(&reasons(terms, *to, *against))?;
                match threat {
                    Some(threat) if threat.total >= 4.0 * NEGLIGIBLE => write!(formatter, " {}", parts(threat)),
                    _ => Ok(()),
                }
            }
        }
    }
}

/// Who moves where, and why today.
fn headline(actor: &str, from: usize, to: usize, forced: Option<Forced>) -> String {
    let movement = match to.cmp(&from) {
        std::cmp::Ordering::Greater => format!("{actor} climbs from {} to {}", rung(from), rung(to)),
        std::cmp::Ordering::Less => format!("{actor} steps down from {} to {}", rung(from), rung(to)),
        std::cmp::Ordering::Equal => format!("{actor} stays at {}", rung(from)),
    };
    let reason = match forced {
        Some(Forced::Deaths(deaths)) => {
            format!(", pressed by {} the day before", count(deaths, "own death", "own deaths"))
        }
        Some(Forced::Deadline) => ", on the date of its ultimatum".into(),
        Some(Forced::Provocation) => ", after the mass-casualty day its fires caused".into(),
        None => String::new(),
    };
    format!("{movement}{reason}.")
}

/// The rungs within reach with utility and taste, and whether taste decided.
fn weighed(options: &[Weighed], to: usize) -> String {
    let each: Vec<String> = options
        .iter()
        .map(|option| format!("{} {} ({})", rung(option.rung), signed(option.utility), signed(option.taste)))
        .collect();
    let useful = options.iter().max_by(|one, other| one.utility.total_cmp(&other.utility)).map(|option| option.rung);
    let tipped = if useful == Some(to) { "" } else { " Taste tipped the scale." };
    format!("It weighed (utility, with taste in brackets): {}.{tipped}", each.join(", "))
}

/// The three terms that differ most between two rungs.
fn reasons(terms: &[Term], to: usize, against: usize) -> String {
    let named = terms.iter().take(NAMED_TERMS).filter(|term| term.effect.abs() >= NEGLIGIBLE);
    let (mut pro, mut contra) = (Vec::new(), Vec::new());
    for term in named {
        let side = if term.effect > 0.0 { &mut pro } else { &mut contra };
        side.push(format!("{} {}", term.words, signed(term.effect)));
    }
    let sides = [("in its favour", pro), ("against it", contra)].into_iter().filter(|(_, parts)| !parts.is_empty());
    let clauses: Vec<String> = sides.map(|(side, parts)| format!("{side} {}", joined(&parts, "and"))).collect();
    if clauses.is_empty() {
        String::new()
    } else {
        format!(" Compared with {}, {} has {}.", rung(against), rung(to), clauses.join("; "))
    }
}

/// The threat and those of its parts that count.
fn parts(threat: &Threat) -> String {
    let parts = [
        ("advance", threat.advance),
        ("border pressure", threat.pressure),
        ("posts cut off", threat.posts),
        ("aim reached", threat.aim),
    ];
    let counting = parts.iter().filter(|(_, part)| *part >= NEGLIGIBLE);
    let each: Vec<String> = counting.map(|(name, part)| format!("{name} {part:.2}")).collect();
    format!("Threat {:.2}: {}.", threat.total, joined(&each, "and"))
}
