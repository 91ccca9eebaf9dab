//! What a run records: series, outcomes, questions, watched events, observations.

use crate::diagnostic::{Diagnostic, nearest};
use crate::engine::{Outcome, Plan, Question, Series, Watch};
use crate::expression::{self, Type};
use crate::model::{Dyad, Id, Model, Name, Slot, Variable};
use crate::process::Mechanisms;
use crate::quantity::Status;
use crate::record::{Observation, ObservationUse, OutcomeInfo, OutcomeKind, SeriesInfo, SeriesKind};
use crate::scenario::At;
use crate::scenario::build::flows::{flows, geography};
use crate::scenario::build::people::people_series;
use crate::scenario::build::watches::watches;
use crate::scenario::build::{Builder, politics, signals};

impl Builder<'_> {
    pub(super) fn plan(&mut self, mut model: Model, mechanisms: Mechanisms) -> Plan {
        let series = self.slotted_series(&model);
        let mut outcomes = self.outcomes();
        let questions = self.questions(&mut outcomes);
        let observations = self.observations(&series);
        let watches = self.slotted_watches(&model);
        model.variables = self.paths.used();
        let geography = geography(&model);
        let flows = flows(&model);
        Plan {
            title: self.file.scenario.title.value.clone(),
            marking: self.file.scenario.marking.as_ref().map(|marking| marking.value.clone()).unwrap_or_default(),
            watches,
            series,
            geography,
            flows,
            outcomes,
            questions,
            observations,
            model,
            mechanisms,
        }
    }

    fn slotted_series(&self, model: &Model) -> Vec<Series> {
        let slotted = |(info, variable)| Series { info, slot: self.paths.slot(variable) };
        series(model).into_iter().map(slotted).collect()
    }

    fn slotted_watches(&self, model: &Model) -> Vec<Watch> {
        let slotted = |(info, variable, threshold)| Watch { info, slot: self.paths.slot(variable), threshold };
        watches(model).into_iter().map(slotted).collect()
    }

    fn compile(&mut self, at: &At<String>, expected: Option<Type>) -> Option<expression::Outcome<Slot>> {
        match expression::Outcome::compile(at, &self.paths, expected) {
            Ok(outcome) => Some(outcome),
            Err(errors) => {
                self.report_expression(at, errors);
                None
            }
        }
    }

    fn outcomes(&mut self) -> Vec<Outcome> {
        let file = self.file;
        let mut compiled = Vec::new();
        for entry in file.outcomes.in_file_order() {
            let Some(expression) = self.compile(&entry.value.expression, None) else { continue };
            let kind = match expression.value_type() {
                Type::Number => OutcomeKind::Number,
                Type::Condition => OutcomeKind::Condition,
            };
            let unit = entry.value.unit.as_ref().map_or_else(|| "1".into(), |unit| unit.value.clone());
            let info = OutcomeInfo {
                id: entry.id.value.clone(),
                label: entry.value.name.value.clone(),
                unit,
                kind,
                headline: entry.value.headline.value,
            };
            compiled.push(Outcome { info, expression });
        }
        compiled
    }

    fn questions(&mut self, outcomes: &mut Vec<Outcome>) -> Vec<Question> {
        let file = self.file;
        let mut questions = Vec::new();
        for entry in file.questions.in_file_order() {
            let question = &entry.value;
            let Some(expression) = self.compile(&question.condition, Some(Type::Condition)) else { continue };
            let statement = question.statement.value.clone();
            let info = OutcomeInfo {
                id: format!("question.{}", entry.id.value),
                label: statement.clone(),
                unit: "1".into(),
                kind: OutcomeKind::Condition,
                headline: false,
            };
            questions.push(Question {
                id: entry.id.value.clone(),
                statement,
                origin: question.origin.as_ref().map_or(self.calendar.origin, |origin| origin.value),
                horizon: question.horizon.value,
                resolved: question.resolved.as_ref().map(|resolved| resolved.value),
                base_rate: question.base_rate.as_ref().map(|rate| rate.value.value),
                headline: question.headline.value,
                outcome: outcomes.len(),
            });
            outcomes.push(Outcome { info, expression });
        }
        questions
    }

    fn observations(&mut self, series: &[Series]) -> Vec<Observation> {
        let file = self.file;
        let mut observations = Vec::new();
        for observation in &file.observations {
            if !series.iter().any(|known| known.info.id == observation.series.value) {
                let message = format!("no daily series has the path `{}`", observation.series.value);
                let near = nearest(&observation.series, series.iter().map(|known| known.info.id.as_str()));
                let help = near.map_or_else(
                    || "daily series are for example `displacement.cumulative` and `actors.ID.deaths`".into(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.report.push(
                    Diagnostic::error("unknown-series", message)
                        .with_label(observation.series.label("not a daily series"))
                        .help(help),
                );
                continue;
            }
            let source =
                file.sources.get(&observation.source).map_or_else(String::new, |source| match &source.publisher {
                    Some(publisher) => publisher.value.clone(),
                    None => source.title.value.clone(),
                });
            let status = Status::WORDS
                .iter()
                .find(|(word, _)| *word == observation.status.value)
                .map_or("judgement", |(word, _)| word);
            observations.push(Observation {
                series: observation.series.value.clone(),
                date: observation.date.value,
                value: observation.value.value,
                low: observation.low.value,
                high: observation.high.value,
                purpose: if observation.purpose.value == "calibrate" {
                    ObservationUse::Calibrate
                } else {
                    ObservationUse::Validate
                },
                status: status.into(),
                source,
            });
        }
        observations
    }
}

/// Rows of a table in the order of the file.
pub(super) fn in_file_order<I: Id, T>(table: &crate::model::Table<I, T>, name: impl Fn(&T) -> &Name) -> Vec<(I, &T)> {
    let mut rows: Vec<(I, &T)> = table.ids().zip(table.iter()).collect();
    rows.sort_by_key(|(_, row)| name(row).position);
    rows
}

/// Whether a pair is told in this direction: that of its first instrument in the file.
fn leads(model: &Model, dyad: &Dyad) -> bool {
    let first = |dyad: &Dyad| dyad.instruments.iter().map(|id| model.instruments[*id].name.position).min();
    first(dyad) < first(&model.dyads[dyad.reverse])
}

/// A daily series.
pub(super) fn one(
    id: String,
    label: String,
    unit: &str,
    kind: SeriesKind,
    variable: Variable,
) -> (SeriesInfo, Variable) {
    (SeriesInfo { id, label, unit: unit.into(), kind }, variable)
}

/// Every daily series of a model, in display order.
fn series(model: &Model) -> Vec<(SeriesInfo, Variable)> {
    let since = model.calendar.start.long();
    let mut all = vec![
        one(
            "displacement.cumulative".into(),
            format!("Displaced since {since}"),
            "persons",
            SeriesKind::Displacement,
            Variable::Displaced,
        ),
        one(
            "displacement.current".into(),
            "Displaced now".into(),
            "persons",
            SeriesKind::Displacement,
            Variable::DisplacedNow,
        ),
        one("displacement.returned".into(), "Returned".into(), "persons", SeriesKind::Displacement, Variable::Returned),
        one(
            "displacement.today".into(),
            "Newly displaced in a day".into(),
            "persons",
            SeriesKind::Displacement,
            Variable::DisplacedToday,
        ),
        one(
            "displacement.movements".into(),
            "Moves, each counted".into(),
            "persons",
            SeriesKind::Displacement,
            Variable::Movements,
        ),
    ];
    party_series(model, &mut all);
    place_series(model, &mut all);
    diplomacy_series(model, &mut all);
    leverage_series(model, &mut all);
    regime_series(model, &mut all);
    politics::series(model, &mut all);
    signals::series(model, &mut all);
    all.extend(people_series(model));
    all
}

fn party_series(model: &Model, all: &mut Vec<(SeriesInfo, Variable)>) {
    let fights = |actor: crate::model::ActorId| {
        model.forces.iter().any(|force| force.actor == actor)
            || model.incidents.iter().any(|incident| incident.victim == actor)
    };
    for (id, actor) in in_file_order(&model.actors, |actor| &actor.name) {
        let (path, label) = (format!("actors.{}", actor.name.id), &actor.name.label);
        if fights(id) {
            all.push(one(format!("{path}.deaths"), label.clone(), "deaths", SeriesKind::Deaths, Variable::Deaths(id)));
        }
        if let Some(chooser) = actor.chooser {
            all.push(one(format!("{path}.level"), label.clone(), "rung", SeriesKind::Level, Variable::Level(chooser)));
            all.push(one(
                format!("{path}.audience_cost"),
                format!("Audience cost of {label}"),
                "1",
                SeriesKind::Other,
                Variable::AudienceCost(chooser),
            ));
        }
    }
    for (id, campaign) in in_file_order(&model.campaigns, |campaign| &campaign.name) {
        let (path, label) = (format!("campaigns.{}", campaign.name.id), &campaign.name.label);
        all.push(one(
            format!("{path}.intensity"),
            format!("Intensity of {label}"),
            "1",
            SeriesKind::Other,
            Variable::Intensity(id),
        ));
        all.push(one(
            format!("{path}.aim"),
            format!("Share of the aim of {label} reached"),
            "1",
            SeriesKind::Other,
            Variable::Aim(id),
        ));
    }
}

fn place_series(model: &Model, all: &mut Vec<(SeriesInfo, Variable)>) {
    for (id, zone) in in_file_order(&model.zones, |zone| &zone.name) {
        let (path, label) = (format!("zones.{}", zone.name.id), &zone.name.label);
        if zone.stretch.is_some() {
            all.push(one(format!("{path}.held"), label.clone(), "1", SeriesKind::Control, Variable::Held(id)));
        }
        all.push(one(
            format!("{path}.residents"),
            format!("Residents of {label}"),
            "persons",
            SeriesKind::Population,
            Variable::Residents(id),
        ));
        if zone.shelter.is_some() {
            all.push(one(
                format!("{path}.hosted"),
                format!("Displaced people in {label}"),
                "persons",
                SeriesKind::Population,
                Variable::Hosted(id),
            ));
        }
    }
    for (id, border) in in_file_order(&model.borders, |border| &border.name) {
        let (path, label) = (format!("borders.{}", border.name.id), &border.name.label);
        all.push(one(
            format!("{path}.pressure"),
            format!("Pressure on the {label}"),
            "1",
            SeriesKind::Border,
            Variable::Pressure(id),
        ));
        all.push(one(
            format!("{path}.crossed"),
            format!("Crossed the {label}"),
            "persons",
            SeriesKind::Displacement,
            Variable::Crossed(id),
        ));
    }
}

fn diplomacy_series(model: &Model, all: &mut Vec<(SeriesInfo, Variable)>) {
    for (id, ceasefire) in in_file_order(&model.ceasefires, |ceasefire| &ceasefire.name) {
        let (path, label) = (format!("agreements.{}", ceasefire.name.id), &ceasefire.name.label);
        all.push(one(
            format!("{path}.paper"),
            format!("{label}, declared"),
            "1",
            SeriesKind::Agreement,
            Variable::Paper(id),
        ));
        all.push(one(
            format!("{path}.durable"),
            format!("{label}, holding"),
            "1",
            SeriesKind::Agreement,
            Variable::Durable(id),
        ));
    }
    for (id, accord) in in_file_order(&model.accords, |accord| &accord.name) {
        let path = format!("agreements.{}.erosion", accord.name.id);
        all.push(one(
            path,
            format!("Posts of {} cut off", accord.name.label),
            "1",
            SeriesKind::Other,
            Variable::Erosion(id),
        ));
    }
    for (id, observer) in in_file_order(&model.observers, |observer| &observer.name) {
        let path = format!("observers.{}.reported", observer.name.id);
        all.push(one(path, observer.name.label.clone(), &observer.unit, SeriesKind::Observed, Variable::Reported(id)));
    }
}

fn leverage_series(model: &Model, all: &mut Vec<(SeriesInfo, Variable)>) {
    let actor = |id| &model.actors[id].name;
    for (id, dyad) in model.dyads.ids().zip(model.dyads.iter()) {
        let path = format!("leverage.{}.{}", actor(dyad.holder).id, actor(dyad.target).id);
        let (holder, target) = (&actor(dyad.holder).label, &actor(dyad.target).label);
        if !dyad.instruments.is_empty() {
            all.push(one(
                format!("{path}.total"),
                format!("{holder} over {target}"),
                "1",
                SeriesKind::Leverage,
                Variable::Leverage(id),
            ));
        }
        let mutual = !dyad.instruments.is_empty() && !model.dyads[dyad.reverse].instruments.is_empty();
        if mutual && leads(model, dyad) {
            all.push(one(
                format!("{path}.balance"),
                format!("{holder} over {target}"),
                "1",
                SeriesKind::Balance,
                Variable::Balance(id),
            ));
        }
    }
    for (id, instrument) in in_file_order(&model.instruments, |instrument| &instrument.name) {
        let dyad = &model.dyads[instrument.dyad];
        let label =
            format!("{} over {}: {}", actor(dyad.holder).label, actor(dyad.target).label, instrument.name.label);
        all.push(one(
            format!("instruments.{}.contribution", instrument.name.id),
            label,
            "1",
            SeriesKind::Instrument,
            Variable::Contribution(id),
        ));
    }
}

fn regime_series(model: &Model, all: &mut Vec<(SeriesInfo, Variable)>) {
    for (id, regime) in in_file_order(&model.regimes, |regime| &regime.name) {
        let (path, label) = (format!("regimes.{}", regime.name.id), &regime.name.label);
        let readings = [
            ("dissolved", format!("Share of the army of {label} dissolved"), Variable::ArmyDissolved(id)),
            ("lost", format!("Share of the core of {label} lost"), Variable::CoreLost(id)),
            ("support", format!("Support of {label} by its patrons"), Variable::PatronsSupport(id)),
            ("fallen", format!("{label} fallen"), Variable::Fallen(id)),
        ];
        for (suffix, label, variable) in readings {
            all.push(one(format!("{path}.{suffix}"), label, "1", SeriesKind::Other, variable));
        }
    }
    for (id, patron) in in_file_order(&model.patrons, |patron| &patron.name) {
        let (path, label) =
            (format!("patrons.{}.posture", patron.name.id), format!("Posture of {}", patron.name.label));
        all.push(one(path, label, "1", SeriesKind::Other, Variable::Posture(id)));
    }
}
