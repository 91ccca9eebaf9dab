//! What is countable in a history: rungs, holders of zones, agreements, postures, events. The first of them that changes on
//! one side alone is where two histories part.

use crate::model::ladder::RUNGS;
use crate::model::{Model, Name, Table, Variable};

/// How the values of a mark are told.
#[derive(Clone, Debug, PartialEq)]
enum Telling {
    /// A condition: it is so or not.
    Condition,
    /// A whole number of times.
    Count,
    /// One of these words.
    Words(Vec<String>),
}

/// Something countable.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    /// Dotted path of the entity and what it tells.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// What it reads.
    pub variable: Variable,
    telling: Telling,
}

impl Mark {
    /// What happened on one side and not, or otherwise, on the other: `[A, B, A before, B before]`.
    pub fn told(&self, [a, b, a_before, b_before]: [i64; 4]) -> String {
        let label = &self.label;
        let side = |name: &str, before: i64, now: i64| match &self.telling {
            Telling::Condition if now > before => format!("in {name}"),
            Telling::Condition if now < before => format!("no longer in {name}"),
            Telling::Condition if now > 0 => format!("already in {name}"),
            Telling::Condition => format!("not in {name}"),
            Telling::Count if now == before => format!("still {now} in {name}"),
            Telling::Count => format!("from {before} to {now} in {name}"),
            Telling::Words(words) => {
                let word = |value: i64| {
                    usize::try_from(value).ok().and_then(|index| words.get(index)).map_or("unknown", String::as_str)
                };
                if now == before {
                    format!("stays on {} in {name}", word(now))
                } else {
                    format!("goes from {} to {} in {name}", word(before), word(now))
                }
            }
        };
        let [of_a, of_b] = [side("A", a_before, a), side("B", b_before, b)];
        // What moves is told first.
        let (first, second) = if a == a_before { (of_b, of_a) } else { (of_a, of_b) };
        format!("{label} {first}, {second}")
    }
}

/// Every mark of a model, in the order in which a day moves them: of several that part on one day the first is the cause
/// of the others, if any is.
pub(super) fn marks(model: &Model) -> Vec<Mark> {
    let mut list = List(Vec::new());
    list.events_and_decisions(model);
    list.signals(model);
    list.fighting(model);
    list.diplomacy(model);
    list.0
}

/// A mark that every entity of a kind has: its suffix, the words after the name, the variable, and how it is told.
type Kind<'k, I> = (&'k str, &'k str, fn(I) -> Variable, Telling);

/// Marks in order.
struct List(Vec<Mark>);

impl List {
    fn add(&mut self, id: String, label: String, variable: Variable, telling: Telling) {
        self.0.push(Mark { id, label, variable, telling });
    }

    /// Marks of every entity of a kind.
    fn conditions<I: crate::model::Id, T>(
        &mut self,
        group: &str,
        table: &Table<I, T>,
        name: impl Fn(&T) -> &Name,
        marks: &[Kind<'_, I>],
    ) {
        for (id, row) in table.ids().zip(table.iter()) {
            let name = name(row);
            for (suffix, words, variable, telling) in marks {
                let label = if words.is_empty() { name.label.clone() } else { format!("{} {words}", name.label) };
                self.add(format!("{group}.{}.{suffix}", name.id), label, variable(id), telling.clone());
            }
        }
    }

    fn events_and_decisions(&mut self, model: &Model) {
        use Telling::{Condition, Words};
        self.conditions(
            "events",
            &model.events,
            |event| &event.name,
            &[("happened", "", Variable::Happened, Condition)],
        );
        let rungs: Vec<String> = RUNGS.iter().map(|rung| rung.replace('_', " ")).collect();
        for (id, chooser) in model.choosers.ids().zip(model.choosers.iter()) {
            let name = &model.actors[chooser.actor].name;
            let id_text = format!("actors.{}.level", name.id);
            self.add(id_text, name.label.clone(), Variable::Level(id), Words(rungs.clone()));
        }
        for (id, patron) in model.patrons.ids().zip(model.patrons.iter()) {
            let postures = patron.postures.iter().map(|posture| posture.label.clone()).collect();
            let id_text = format!("patrons.{}.posture", patron.name.id);
            self.add(id_text, patron.name.label.clone(), Variable::Posture(id), Words(postures));
        }
        let marks = [
            ("issued", "issued", Variable::Issued as fn(_) -> _, Condition),
            ("missed", "missed", Variable::Missed, Condition),
        ];
        self.conditions("ultimatums", &model.ultimatums, |ultimatum| &ultimatum.name, &marks);
    }

    fn signals(&mut self, model: &Model) {
        use Telling::{Condition, Count};
        let marks = [
            ("requested", "requested", Variable::Requested as fn(_) -> _, Condition),
            ("honoured", "honoured", Variable::Honoured, Condition),
            ("refused", "refused", Variable::Refused, Condition),
        ];
        self.conditions("alliances", &model.alliances, |alliance| &alliance.name, &marks);
        let marks = [
            ("published", "published", Variable::LinePublished as fn(_) -> _, Condition),
            ("tested", "crossed", Variable::LineTested, Count),
            ("executed", "answered by force", Variable::LineExecuted, Condition),
        ];
        self.conditions("red_lines", &model.red_lines, |line| &line.name, &marks);
        let marks = [("count", "sent", Variable::SignalCount as fn(_) -> _, Count)];
        self.conditions("signals", &model.signals, |signal| &signal.name, &marks);
        let marks = [("complied", "complied with", Variable::Complied as fn(_) -> _, Condition)];
        self.conditions("demands", &model.demands, |demand| &demand.name, &marks);
    }

    fn fighting(&mut self, model: &Model) {
        use Telling::{Condition, Count};
        let marks = [
            ("happened", "happened", Variable::AccidentHappened as fn(_) -> _, Condition),
            ("war", "became open war", Variable::War, Condition),
        ];
        self.conditions("accidents", &model.accidents, |accident| &accident.name, &marks);
        for (id, zone) in model.zones.ids().zip(model.zones.iter()).filter(|(_, zone)| zone.stretch.is_some()) {
            let (path, label) = (format!("zones.{}.held", zone.name.id), format!("{} captured", zone.name.label));
            self.add(path, label, Variable::Held(id), Condition);
        }
        let marks = [("fallen", "fell", Variable::Fallen as fn(_) -> _, Condition)];
        self.conditions("regimes", &model.regimes, |regime| &regime.name, &marks);
        let marks = [("posts_cut_off", "posts cut off", Variable::PostsCutOff as fn(_) -> _, Count)];
        self.conditions("agreements", &model.accords, |accord| &accord.name, &marks);
    }

    fn diplomacy(&mut self, model: &Model) {
        use Telling::Condition;
        let marks = [
            ("paper", "declared", Variable::Paper as fn(_) -> _, Condition),
            ("durable", "holding", Variable::Durable, Condition),
        ];
        self.conditions("agreements", &model.ceasefires, |ceasefire| &ceasefire.name, &marks);
        let marks = [
            ("concluded", "concluded", Variable::SettlementConcluded as fn(_) -> _, Condition),
            ("abandoned", "abandoned", Variable::SettlementAbandoned, Condition),
        ];
        self.conditions("settlements", &model.settlements, |settlement| &settlement.name, &marks);
        let marks = [
            ("imposed", "imposed", Variable::SanctionImposed as fn(_) -> _, Condition),
            ("complied", "complied with", Variable::SanctionComplied, Condition),
        ];
        self.conditions("sanctions", &model.sanctions, |sanction| &sanction.name, &marks);
        let marks = [("pending", "on the calendar", Variable::MeetingPending as fn(_) -> _, Condition)];
        self.conditions("meetings", &model.meetings, |meeting| &meeting.name, &marks);
        let marks = [("open", "open", Variable::GateOpen as fn(_) -> _, Condition)];
        self.conditions("gates", &model.gates, |gate| &gate.name, &marks);
    }
}
