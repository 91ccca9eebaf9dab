//! Agreements, meetings, leverage, observers and events.

use crate::diagnostic::{Diagnostic, nearest, quoted};
use crate::expression::Type;
use crate::model::{
    Accord, AccordId, BorderId, Ceasefire, CeasefireId, Change, Dyad, DyadId, Event, EventId, Id, Instrument,
    InstrumentId, Meeting, MeetingId, Name, Observer, ObserverId, Parameter, Scheduled, Table, Trigger,
};
use crate::process::Mechanisms;
use crate::scenario::build::{Builder, name, position, rows};
use crate::scenario::scalars::unit_after_number;
use crate::scenario::{At, file};

impl Builder<'_> {
    pub(super) fn agreements(&mut self) -> (Table<CeasefireId, Ceasefire>, Table<AccordId, Accord>) {
        let file = self.file;
        let (mut ceasefires, mut accords) = (Table::default(), Table::default());
        for entry in &file.agreements {
            let (agreement, campaign) = (&entry.value, self.campaign(&entry.value.campaign));
            let name = name(entry, &agreement.name);
            if agreement.kind.value == "ceasefire" {
                let meetings = agreement.meetings.iter().map(|meeting| position(&file.meetings, meeting)).collect();
                let enforcement = self.quantity("agreements", &entry.id, "enforcement", &agreement.enforcement);
                let start = self.calendar.start;
                let age = agreement.durable_since.as_ref().map(|since| start.days_since(since.value) as f64);
                let handover =
                    agreement.handover.iter().map(|terms| (self.zone(&terms.zone), terms.days.value)).collect();
                ceasefires.push(Ceasefire {
                    name,
                    campaign,
                    meetings,
                    enforcement,
                    peacekeepers: agreement.peacekeepers.value,
                    mediation: self.quantity("agreements", &entry.id, "mediation", &agreement.mediation),
                    pressured: agreement.pressured.value,
                    belief: agreement.belief.as_ref().map(|belief| position(&file.beliefs, belief)),
                    spoilers: agreement.spoilers.iter().map(|demand| position(&file.demands, demand)).collect(),
                    handover,
                    failures: self.quantity("agreements", &entry.id, "failures", &agreement.failures),
                    durable_age: age,
                });
            } else {
                let posts = agreement.posts.iter().map(|post| (self.axis(&post.axis), post.at.value)).collect();
                accords.push(Accord { name, campaign, posts });
            }
        }
        (ceasefires, accords)
    }

    pub(super) fn meetings(&mut self) -> Table<MeetingId, Meeting> {
        let start = self.calendar.start;
        rows(&self.file.meetings, |entry| {
            let meeting = &entry.value;
            let mut scheduled = Vec::new();
            for (index, date) in meeting.scheduled.iter().enumerate() {
                let field = format!("scheduled.{index}.probability");
                scheduled.push(Scheduled {
                    known: date.known.value.days_since(start),
                    held: date.date.value.days_since(start),
                    probability: date.probability.as_ref().map(|at| self.quantity("meetings", &entry.id, &field, at)),
                });
            }
            scheduled.sort_by_key(|date| date.held);
            Meeting {
                name: name(entry, &meeting.name),
                choosers: meeting.between.iter().filter_map(|actor| self.layout.chooser(actor)).collect(),
                notice: self.optional("meetings", &entry.id, "notice", meeting.notice.as_ref()),
                scheduled,
                ceasefires: self.ceasefires_concluded_at(&entry.id),
                borders: self.borders_hosted_by(&meeting.between),
            }
        })
    }

    /// Ceasefires that may be concluded at a meeting.
    fn ceasefires_concluded_at(&self, meeting: &str) -> Vec<CeasefireId> {
        let names = |agreement: &str| {
            let agreement = self.file.agreements.get(agreement);
            agreement.is_some_and(|agreement| agreement.meetings.iter().any(|at| at.value == meeting))
        };
        self.layout.ceasefires().filter(|(agreement, _)| names(agreement)).map(|(_, ceasefire)| ceasefire).collect()
    }

    /// Borders whose host is among some actors.
    fn borders_hosted_by(&self, actors: &[At<String>]) -> Vec<BorderId> {
        let hosted = |border: &file::Border| actors.iter().any(|actor| actor.value == border.host.value);
        let borders = self.file.borders.iter().enumerate();
        borders.filter(|(_, entry)| hosted(&entry.value)).map(|(index, _)| BorderId::from_index(index)).collect()
    }

    pub(super) fn leverage(
        &mut self,
        mechanisms: &Mechanisms,
    ) -> (Table<InstrumentId, Instrument>, Table<DyadId, Dyad>) {
        let file = self.file;
        let instruments: Table<InstrumentId, Instrument> = file
            .instruments
            .iter()
            .map(|entry| self.instrument(&entry.id, name(entry, &entry.value.name), &entry.value))
            .collect();
        let common =
            self.quantities.get(mechanisms.leverage.common_error.index()).map(|(_, quantity)| quantity.clone());
        let dyads = self.layout.dyads().to_vec();
        let make = |(index, (holder, target)): (usize, &(crate::model::ActorId, crate::model::ActorId))| {
            let id = DyadId::from_index(index);
            let path =
                format!("leverage.{}.{}.common_error", self.layout.actor_id(*holder), self.layout.actor_id(*target));
            let common_error =
                common.clone().map_or(mechanisms.leverage.common_error, |quantity| self.quantities.add(path, quantity));
            Dyad {
                holder: *holder,
                target: *target,
                reverse: self.layout.dyad(*target, *holder).unwrap_or(id),
                common_error,
                instruments: instruments.ids().filter(|instrument| instruments[*instrument].dyad == id).collect(),
            }
        };
        let dyads = dyads.iter().enumerate().map(make).collect();
        (instruments, dyads)
    }

    fn instrument(&mut self, id: &str, name: Name, instrument: &file::Instrument) -> Instrument {
        let (holder, target) = (self.actor(&instrument.holder), self.actor(&instrument.target));
        let factors = [
            &instrument.stake_factor,
            &instrument.share_factor,
            &instrument.alternatives_factor,
            &instrument.usability_factor,
        ];
        Instrument {
            name,
            dyad: self.layout.dyad(holder, target).unwrap_or(DyadId::from_index(0)),
            stake: self.quantity("instruments", id, "stake", &instrument.stake),
            share: self.quantity("instruments", id, "share", &instrument.share),
            alternatives: self.quantity("instruments", id, "alternatives", &instrument.alternatives),
            usability: self.quantity("instruments", id, "usability", &instrument.usability),
            factors: factors.map(|factor| factor.as_ref().and_then(|at| self.formula(at, Type::Number))),
        }
    }

    pub(super) fn observers(&mut self) -> Table<ObserverId, Observer> {
        let file = self.file;
        let entries = file.observers.iter();
        entries
            .filter_map(|entry| {
                let observer = &entry.value;
                Some(Observer {
                    name: name(entry, &observer.name),
                    of: self.formula(&observer.of, Type::Number)?,
                    unit: observer.unit.value.clone(),
                    share: self.quantity("observers", &entry.id, "share", &observer.share),
                    lag: self.quantity("observers", &entry.id, "lag", &observer.lag),
                })
            })
            .collect()
    }

    /// Events by identifier, so that their order in the file does not matter.
    pub(super) fn events(&mut self) -> Table<EventId, Event> {
        let file = self.file;
        let mut events: Vec<(usize, &file::Event)> = file.events.iter().enumerate().collect();
        events.sort_by(|(_, a), (_, b)| a.id.value.cmp(&b.id.value));
        events.into_iter().filter_map(|(position, event)| self.event(position, event)).collect()
    }

    fn event(&mut self, position: usize, event: &file::Event) -> Option<Event> {
        let (condition, factor) = (self.condition(&event.when), self.factor(&event.factor));
        let (condition, factor) = (condition?, factor?);
        let hazard = event.hazard.as_ref().map(|hazard| self.quantity("events", &event.id, "hazard", hazard));
        let trigger = match (&event.on, hazard, condition) {
            (Some(date), _, _) => Trigger::Day(date.value.days_since(self.calendar.start)),
            (None, Some(hazard), Some(condition)) => Trigger::HazardWhile(hazard, condition),
            (None, Some(hazard), None) => Trigger::Hazard(hazard),
            (None, None, Some(condition)) => Trigger::Condition(condition),
            (None, None, None) => Trigger::Past,
        };
        let effects = event.effects.iter().filter_map(|effect| self.effect(effect)).collect();
        let name = Name { id: event.id.value.clone(), label: event.name.value.clone(), position };
        let (happened, repeats) = (event.happened.value, event.repeats.value);
        Some(Event { name, trigger, factor, happened, repeats, effects })
    }

    fn effect(&mut self, effect: &file::Effect) -> Option<(Parameter, Change)> {
        let change = match (&effect.set, &effect.add, &effect.scale) {
            (Some(value), _, _) => Change::Set(value.value),
            (_, Some(amount), _) => Change::Add(amount.value),
            (_, _, Some(factor)) => Change::Scale(factor.value),
            _ => return None,
        };
        let Some(parameter) = self.quantities.find(&effect.path) else {
            self.report_effect_path(&effect.path);
            return None;
        };
        if let Some(set) = &effect.set {
            self.check_limits(&effect.path, parameter, set);
        }
        Some((parameter, change))
    }

    /// Reports a value that the quantity at a path cannot have.
    fn check_limits(&mut self, path: &str, parameter: Parameter, set: &At<f64>) {
        let Some((_, quantity)) = self.quantities.get(parameter.index()) else { return };
        let [least, greatest] = quantity.range;
        if !(least..=greatest).contains(&set.value) {
            let unit = unit_after_number(&quantity.unit);
            let message = format!("`{path}` must be between {least} and {greatest}{unit}");
            let diagnostic = Diagnostic::error("out-of-range", message);
            let diagnostic = diagnostic.with_label(set.label(format!("found {}", set.value)));
            self.report.push(diagnostic.help("correct the value, or the path"));
        }
    }

    /// Reports an effect on something that is not a quantity of the file: a state, or nothing at all.
    fn report_effect_path(&mut self, path: &At<String>) {
        let known = || self.quantities.iter().map(|(known, _)| known);
        let is_state = self.paths.get(path).is_some();
        let table = path.rfind('.').map_or("", |end| &path[..=end]);
        let siblings: Vec<String> = known()
            .filter(|known| !table.is_empty() && known.starts_with(table))
            .map(|known| format!("`{known}`"))
            .collect();
        let message = match is_state {
            true => format!("{} is a state of the model, which an effect cannot change", quoted(path)),
            false => format!("no quantity has the path {}", quoted(path)),
        };
        let near = if is_state { None } else { nearest(path, known()) };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if siblings.is_empty() => {
                "an effect changes a number of the file, `TABLE.ID.KEY`, or `parameters.GROUP.NAME`".into()
            }
            None => format!("an effect changes a number of the file: {}", siblings.join(", ")),
        };
        self.report
            .push(Diagnostic::error("unknown-path", message).with_label(path.label("not a quantity")).help(help));
    }
}
