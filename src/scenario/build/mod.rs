//! From a checked file to a [`Plan`]: every name resolved once, every number a parameter, every expression compiled.

mod axes;
mod diplomacy;
mod expressions;
mod flows;
mod geography;
mod parameters;
mod parties;
mod people;
mod politics;
mod record;
mod regime;
mod signals;
mod watches;

use crate::diagnostic::{Diagnostic, Report};
use crate::engine::Plan;
use crate::expression::{Formula, Type};
use crate::model::{
    ActorId, AxisId, Calendar, CampaignId, ChooserId, Id, Model, Parameter, Quantities, Season, Slot, Table, ZoneId,
};
use crate::process::Mechanisms;
use crate::quantity::Quantity;
use crate::scenario::file::File;
use crate::scenario::layout::Layout;
use crate::scenario::paths::Paths;
use crate::scenario::{At, Entries};

/// Compiles a scenario. What is wrong goes to the report; `None` when anything is.
pub fn build(file: &File, report: &mut Report) -> Option<Plan> {
    let calendar = Calendar {
        start: file.scenario.start.value,
        origin: file.scenario.origin.as_ref().map_or(file.scenario.start.value, |origin| origin.value),
        days: usize::try_from(file.scenario.end.value.days_since(file.scenario.start.value)).unwrap_or(0) + 1,
    };
    let layout = Layout::new(file);
    let paths = Paths::new(file, &layout, calendar);
    let mut builder =
        Builder { file, layout, paths, calendar, quantities: Quantities::default(), report: Report::default() };
    let mechanisms = builder.mechanisms();
    let model = builder.model(&mechanisms);
    let plan = builder.plan(model, mechanisms);
    let failed = builder.report.has_errors();
    report.append(builder.report);
    (!failed).then_some(plan)
}

/// Collects quantities and mistakes while the model is put together.
struct Builder<'f> {
    file: &'f File,
    layout: Layout,
    paths: Paths,
    calendar: Calendar,
    quantities: Quantities,
    report: Report,
}

impl<'f> Builder<'f> {
    /// Adds a quantity under its path.
    fn quantity(&mut self, table: &str, id: &str, field: &str, at: &At<Quantity>) -> Parameter {
        self.quantities.add(format!("{table}.{id}.{field}"), at.value.clone())
    }

    /// Adds a quantity that may be absent under its path.
    fn optional(&mut self, table: &str, id: &str, field: &str, at: Option<&At<Quantity>>) -> Option<Parameter> {
        at.map(|at| self.quantity(table, id, field, at))
    }

    /// The whole model.
    fn model(&mut self, mechanisms: &Mechanisms) -> Model {
        let (theatres, actors) = (self.theatres(), self.actors());
        let choosers = self.choosers();
        let axes = self.axes();
        let (zones, shelters) = self.places();
        let borders = self.borders();
        let forces = self.forces();
        let supports = self.supports();
        let (ceasefires, accords) = self.agreements();
        let campaigns = self.campaigns();
        let (incidents, accidents, ultimatums) = (self.incidents(), self.accidents(), self.ultimatums());
        let meetings = self.meetings();
        let (instruments, dyads) = self.leverage(mechanisms);
        let (trends, settlements, sanctions) = (self.trends(), self.settlements(), self.sanctions(mechanisms));
        let (regimes, patrons) = (self.regimes(), self.patrons());
        let beliefs = self.beliefs(&choosers, mechanisms);
        let (red_lines, signals) = (self.red_lines(), self.signals());
        let (alliances, demands) = (self.alliances(), self.demands());
        let (exiles, gates) = (self.exiles(), self.gates());
        // Events last: their effects may change any quantity that has been added.
        let (observers, events) = (self.observers(), self.events());
        Model {
            calendar: self.calendar,
            quantities: std::mem::take(&mut self.quantities),
            actors,
            choosers,
            theatres,
            campaigns,
            axes,
            zones,
            shelters,
            borders,
            forces,
            supports,
            incidents,
            accidents,
            ultimatums,
            accords,
            ceasefires,
            meetings,
            instruments,
            dyads,
            observers,
            events,
            regimes,
            patrons,
            trends,
            settlements,
            sanctions,
            beliefs,
            red_lines,
            signals,
            alliances,
            demands,
            exiles,
            gates,
            seasons: (0..self.calendar.days).map(|day| Season::of(self.calendar.date(day))).collect(),
            variables: Vec::new(),
        }
    }

    /// Compiles a condition or a formula over the state; a constant in its place after a mistake.
    fn formula(&mut self, at: &At<String>, expected: Type) -> Option<Formula<Slot>> {
        match Formula::compile(at, &self.paths, Some(expected)) {
            Ok(formula) => Some(formula),
            Err(errors) => {
                self.report_expression(at, errors);
                None
            }
        }
    }

    fn actor(&self, at: &At<String>) -> ActorId {
        position(&self.file.actors, at)
    }

    fn campaign(&self, at: &At<String>) -> CampaignId {
        position(&self.file.campaigns, at)
    }

    fn axis(&self, at: &str) -> AxisId {
        position(&self.file.axes, at)
    }

    fn zone(&self, at: &At<String>) -> ZoneId {
        position(&self.file.zones, at)
    }

    /// The choice of an actor that must have one.
    fn chooser(&mut self, at: &At<String>, why: &str) -> ChooserId {
        match self.layout.chooser(at) {
            Some(chooser) => chooser,
            None => {
                let message = format!("`actors.{}` has no choice, but {why}", at.value);
                let help = format!("add a table `[actors.{}.choice]`", at.value);
                self.report.push(
                    Diagnostic::error("no-choice", message)
                        .with_label(at.label("this actor does not choose"))
                        .help(help),
                );
                ChooserId::from_index(0)
            }
        }
    }
}

/// Position of an identifier whose reference has been checked.
fn position<I: Id, T>(entries: &Entries<T>, id: &str) -> I {
    I::from_index(entries.index(id).unwrap_or(0))
}

/// One row for every entry, in the order of the model.
fn rows<I: Id, T, U>(entries: &Entries<T>, make: impl FnMut(&crate::scenario::Entry<T>) -> U) -> Table<I, U> {
    entries.iter().map(make).collect()
}

/// How an entry is called.
fn name<T>(entry: &crate::scenario::Entry<T>, label: &str) -> crate::model::Name {
    crate::model::Name { id: entry.id.value.clone(), label: label.into(), position: entry.position }
}
