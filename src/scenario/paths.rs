//! The dotted paths that conditions, outcomes and observations may read, and what each reads.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::diagnostic::nearest;
use crate::expression::{Names, Type};
use crate::model::{Calendar, DyadId, Id, Slot, Variable};
use crate::quantity::Date;
use crate::scenario::file::File;
use crate::scenario::layout::Layout;

/// Every readable path of a scenario.
#[derive(Clone, Debug)]
pub struct Paths {
    calendar: Calendar,
    known: BTreeMap<String, (Variable, Type)>,
    /// Variables that anything reads, by slot.
    used: RefCell<Vec<Variable>>,
}

/// A suffix and the variable it reads of an entity.
type Reading<I> = (&'static str, fn(I) -> Variable, Type);

impl Paths {
    /// The paths of a scenario.
    pub fn new(file: &File, layout: &Layout, calendar: Calendar) -> Paths {
        let mut paths = Paths { calendar, known: BTreeMap::new(), used: RefCell::default() };
        paths.add_people();
        paths.add_parties(file, layout);
        paths.add_fighting(file);
        paths.add_diplomacy(file, layout);
        paths.add_leverage(file, layout);
        paths.add_regimes(file);
        paths.add_politics(file);
        paths.add_signals(file);
        paths.add_exiles_and_gates(file);
        paths
    }

    /// The slot of a variable, a new one when nothing has read it yet.
    pub fn slot(&self, variable: Variable) -> Slot {
        let mut used = self.used.borrow_mut();
        let index = used.iter().position(|known| *known == variable).unwrap_or_else(|| {
            used.push(variable);
            used.len() - 1
        });
        Slot(index as u16)
    }

    /// Every variable that has a slot.
    pub fn used(&self) -> Vec<Variable> {
        self.used.borrow().clone()
    }

    /// What a path reads.
    pub fn get(&self, path: &str) -> Option<(Variable, Type)> {
        self.known.get(path).copied()
    }

    fn add(&mut self, path: impl Into<String>, variable: Variable, value_type: Type) {
        self.known.insert(path.into(), (variable, value_type));
    }

    fn add_all<'f, I: Id>(&mut self, group: &str, ids: impl Iterator<Item = &'f str>, readings: &[Reading<I>]) {
        for (index, id) in ids.enumerate() {
            self.add_one(group, id, I::from_index(index), readings);
        }
    }

    fn add_one<I: Id>(&mut self, group: &str, name: &str, id: I, readings: &[Reading<I>]) {
        for (suffix, variable, value_type) in readings {
            self.add(format!("{group}.{name}.{suffix}"), variable(id), *value_type);
        }
    }

    fn add_people(&mut self) {
        for (suffix, variable) in [
            ("cumulative", Variable::Displaced),
            ("current", Variable::DisplacedNow),
            ("returned", Variable::Returned),
            ("today", Variable::DisplacedToday),
            ("movements", Variable::Movements),
        ] {
            self.add(format!("displacement.{suffix}"), variable, Type::Number);
        }
    }

    fn add_parties(&mut self, file: &File, layout: &Layout) {
        use Type::Number;
        self.add_all(
            "actors",
            ids(&file.actors),
            &[
                ("deaths", Variable::Deaths, Number),
                ("deaths_today", Variable::DeathsToday, Number),
                ("deaths_30_days", Variable::DeathsThirtyDays, Number),
            ],
        );
        for (actor, chooser) in layout.choosers() {
            self.add_one(
                "actors",
                actor,
                chooser,
                &[
                    ("level", Variable::Level, Number),
                    ("audience_cost", Variable::AudienceCost, Number),
                    ("commitment", Variable::Commitment, Number),
                    ("resolve", Variable::Resolve, Number),
                ],
            );
        }
        self.add_all(
            "forces",
            ids(&file.forces),
            &[("strength", Variable::Strength, Number), ("deployed", Variable::Deployed, Number)],
        );
        self.add_all("supports", ids(&file.supports), &[("level", Variable::SupportLevel, Number)]);
    }

    fn add_fighting(&mut self, file: &File) {
        use Type::{Condition, Number};
        self.add_all(
            "axes",
            ids(&file.axes),
            &[("progress", Variable::Progress, Number), ("speed", Variable::Speed, Number)],
        );
        self.add_all(
            "zones",
            ids(&file.zones),
            &[
                ("held", Variable::Held, Condition),
                ("residents", Variable::Residents, Number),
                ("hosted", Variable::Hosted, Number),
                ("fled", Variable::Fled, Number),
                ("changes", Variable::Changes, Number),
            ],
        );
        self.add_all(
            "campaigns",
            ids(&file.campaigns),
            &[
                ("aim", Variable::Aim, Number),
                ("intensity", Variable::Intensity, Number),
                ("readiness", Variable::Readiness, Number),
                ("operation", Variable::Operation, Condition),
                ("threat", Variable::Threat, Number),
            ],
        );
        self.add_all(
            "accidents",
            ids(&file.accidents),
            &[("happened", Variable::AccidentHappened, Condition), ("war", Variable::War, Condition)],
        );
    }

    fn add_diplomacy(&mut self, file: &File, layout: &Layout) {
        use Type::{Condition, Number};
        for (agreement, ceasefire) in layout.ceasefires() {
            self.add_one(
                "agreements",
                agreement,
                ceasefire,
                &[
                    ("paper", Variable::Paper, Condition),
                    ("durable", Variable::Durable, Condition),
                    ("in_force", Variable::InForce, Condition),
                    ("peacekeepers", Variable::Peacekeepers, Condition),
                    ("failures", Variable::Failures, Number),
                ],
            );
        }
        for (agreement, accord) in layout.accords() {
            self.add_one(
                "agreements",
                agreement,
                accord,
                &[("posts_cut_off", Variable::PostsCutOff, Number), ("erosion", Variable::Erosion, Number)],
            );
        }
        self.add_all(
            "meetings",
            ids(&file.meetings),
            &[("pending", Variable::MeetingPending, Condition), ("today", Variable::MeetingToday, Condition)],
        );
        self.add_all(
            "ultimatums",
            ids(&file.ultimatums),
            &[("issued", Variable::Issued, Condition), ("missed", Variable::Missed, Condition)],
        );
        self.add_all(
            "borders",
            ids(&file.borders),
            &[
                ("pressure", Variable::Pressure, Number),
                ("crossed", Variable::Crossed, Number),
                ("open", Variable::Open, Number),
            ],
        );
        let mut events: Vec<&str> = file.events.iter().map(|event| event.id.as_str()).collect();
        events.sort_unstable();
        self.add_all("events", events.into_iter(), &[("happened", Variable::Happened, Condition)]);
    }

    fn add_leverage(&mut self, file: &File, layout: &Layout) {
        use Type::Number;
        for (index, (holder, target)) in layout.dyads().iter().enumerate() {
            let group = format!("leverage.{}", layout.actor_id(*holder));
            let readings: [Reading<DyadId>; 2] =
                [("total", Variable::Leverage, Number), ("balance", Variable::Balance, Number)];
            self.add_one(&group, layout.actor_id(*target), DyadId::from_index(index), &readings);
        }
        self.add_all(
            "instruments",
            ids(&file.instruments),
            &[("strength", Variable::Strong, Number), ("contribution", Variable::Contribution, Number)],
        );
        self.add_all("observers", ids(&file.observers), &[("reported", Variable::Reported, Number)]);
    }

    fn add_regimes(&mut self, file: &File) {
        use Type::{Condition, Number};
        self.add_all(
            "regimes",
            ids(&file.regimes),
            &[
                ("dissolved", Variable::ArmyDissolved, Number),
                ("lost", Variable::CoreLost, Number),
                ("support", Variable::PatronsSupport, Number),
                ("fallen", Variable::Fallen, Condition),
                ("shock", Variable::Shock, Number),
            ],
        );
        self.add_all("zones", ids(&file.zones), &[("dissolved", Variable::GarrisonDissolved, Number)]);
        self.add_all(
            "patrons",
            ids(&file.patrons),
            &[
                ("posture", Variable::Posture, Number),
                ("support", Variable::PatronSupport, Number),
                ("withdrawn", Variable::Withdrawn, Condition),
                ("level", Variable::PatronLevel, Number),
            ],
        );
    }

    fn add_politics(&mut self, file: &File) {
        use Type::{Condition, Number};
        self.add_all("trends", ids(&file.trends), &[("value", Variable::TrendValue, Number)]);
        self.add_all(
            "settlements",
            ids(&file.settlements),
            &[
                ("pending", Variable::SettlementPending, Condition),
                ("concluded", Variable::SettlementConcluded, Condition),
                ("abandoned", Variable::SettlementAbandoned, Condition),
            ],
        );
        self.add_all(
            "sanctions",
            ids(&file.sanctions),
            &[
                ("imposed", Variable::SanctionImposed, Condition),
                ("complied", Variable::SanctionComplied, Condition),
                ("days", Variable::SanctionDays, Number),
                ("cost", Variable::SanctionCost, Number),
                ("self_cost", Variable::SanctionSelfCost, Number),
            ],
        );
    }

    fn add_signals(&mut self, file: &File) {
        use Type::{Condition, Number};
        self.add_all(
            "beliefs",
            ids(&file.beliefs),
            &[("resolve", Variable::BeliefResolve, Number), ("credibility", Variable::Credibility, Number)],
        );
        self.add_all(
            "red_lines",
            ids(&file.red_lines),
            &[
                ("published", Variable::LinePublished, Condition),
                ("incidents", Variable::LineIncidents, Number),
                ("tested", Variable::LineTested, Number),
                ("executed", Variable::LineExecuted, Condition),
            ],
        );
        self.add_all(
            "signals",
            ids(&file.signals),
            &[("sent", Variable::SignalSent, Condition), ("count", Variable::SignalCount, Number)],
        );
        self.add_all(
            "alliances",
            ids(&file.alliances),
            &[
                ("requested", Variable::Requested, Condition),
                ("answered", Variable::Answered, Condition),
                ("honoured", Variable::Honoured, Condition),
                ("refused", Variable::Refused, Condition),
            ],
        );
        self.add_all(
            "demands",
            ids(&file.demands),
            &[("complied", Variable::Complied, Condition), ("rate", Variable::DemandRate, Number)],
        );
    }

    fn add_exiles_and_gates(&mut self, file: &File) {
        use Type::{Condition, Number};
        self.add_all(
            "exiles",
            ids(&file.exiles),
            &[("stock", Variable::ExilesStock, Number), ("returned", Variable::ExilesReturned, Number)],
        );
        self.add_all(
            "gates",
            ids(&file.gates),
            &[("open", Variable::GateOpen, Condition), ("arrived", Variable::GateArrived, Number)],
        );
    }
}

/// Identifiers of a table, in the order of the model.
fn ids<T>(entries: &crate::scenario::Entries<T>) -> impl Iterator<Item = &str> {
    entries.iter().map(|entry| entry.id.as_str())
}

impl Names for Paths {
    type Variable = Slot;

    fn resolve(&self, path: &str) -> Option<(Slot, Type)> {
        self.get(path).map(|(variable, value_type)| (self.slot(variable), value_type))
    }

    fn nearest(&self, path: &str) -> Option<String> {
        nearest(path, self.known.keys().map(String::as_str)).map(String::from)
    }

    fn day_of(&self, year: i32, month: u8, day: u8) -> Option<i64> {
        Date::new(year, month, day).map(|date| date.days_since(self.calendar.start))
    }

    fn last_day(&self) -> i64 {
        self.calendar.days as i64 - 1
    }
}
