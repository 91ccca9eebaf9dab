//! Events whose first day is recorded in every replicate.

use crate::model::{Model, Variable};
use crate::record::EventInfo;
use crate::scenario::build::record::in_file_order;

/// What an event is, the variable that tells it, and the value at or above which it has happened.
pub(super) type Watched = (EventInfo, Variable, f64);

/// Every watched event of a model, in display order.
pub(super) fn watches(model: &Model) -> Vec<Watched> {
    let mut all = party_watches(model);
    all.extend(zone_watches(model));
    all.extend(diplomacy_watches(model));
    all.extend(people_watches(model));
    all
}

fn watch(id: String, label: String, variable: Variable, threshold: f64) -> Watched {
    (EventInfo { id, label }, variable, threshold)
}

/// Rungs reached for the first time, and first deaths.
fn party_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    for (id, actor) in in_file_order(&model.actors, |actor| &actor.name) {
        let (path, label) = (format!("actors.{}", actor.name.id), &actor.name.label);
        let rungs = [(4, "limited_strike", "limited strikes"), (5, "sustained_operation", "sustained operation")];
        if let Some(chooser) = actor.chooser {
            let ahead = rungs.into_iter().filter(|(rung, ..)| model.choosers[chooser].start < *rung);
            all.extend(ahead.map(|(rung, suffix, words)| {
                let name = format!("{label}: {words}");
                watch(format!("{path}.{suffix}"), name, Variable::Level(chooser), f64::from(rung as u32))
            }));
        }
        if model.incidents.iter().any(|incident| incident.victim == id) {
            let name = format!("{label}: first soldier killed");
            all.push(watch(format!("{path}.first_death"), name, Variable::Deaths(id), 1.0));
        }
    }
    all
}

/// Zones captured and retaken.
fn zone_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    for (id, zone) in in_file_order(&model.zones, |zone| &zone.name) {
        if zone.stretch.is_some() {
            let (path, label) = (format!("zones.{}", zone.name.id), &zone.name.label);
            all.push(watch(format!("{path}.captured"), format!("{label} captured"), Variable::Held(id), 0.5));
            all.push(watch(format!("{path}.retaken"), format!("{label} retaken"), Variable::Changes(id), 2.0));
        }
    }
    all
}

/// Ultimatums, truces, accidents and the scenario's own events.
fn diplomacy_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    let mut add = |path: String, label: String, variable| all.push(watch(path, label, variable, 0.5));
    for (id, ultimatum) in in_file_order(&model.ultimatums, |ultimatum| &ultimatum.name) {
        let (path, label) = (format!("ultimatums.{}", ultimatum.name.id), &ultimatum.name.label);
        add(format!("{path}.issued"), format!("{label} issued"), Variable::Issued(id));
        add(format!("{path}.missed"), format!("{label}: date missed"), Variable::Missed(id));
    }
    for (id, ceasefire) in in_file_order(&model.ceasefires, |ceasefire| &ceasefire.name) {
        let (path, label) = (format!("agreements.{}", ceasefire.name.id), &ceasefire.name.label);
        add(format!("{path}.declared"), format!("{label}: first declared"), Variable::Paper(id));
        add(format!("{path}.took_hold"), format!("{label}: took hold"), Variable::Durable(id));
    }
    for (id, accident) in in_file_order(&model.accidents, |accident| &accident.name) {
        let (path, label) = (format!("accidents.{}", accident.name.id), &accident.name.label);
        add(format!("{path}.happened"), format!("{label}: accident"), Variable::AccidentHappened(id));
        add(format!("{path}.war"), format!("{label}: open war"), Variable::War(id));
    }
    for (id, event) in in_file_order(&model.events, |event| &event.name) {
        add(format!("events.{}", event.name.id), event.name.label.clone(), Variable::Happened(id));
    }
    all
}

/// Gates opened to migrants.
fn people_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    for (id, gate) in in_file_order(&model.gates, |gate| &gate.name) {
        let (path, label) = (format!("gates.{}.opened", gate.name.id), format!("{} opened", gate.name.label));
        all.push(watch(path, label, Variable::GateOpen(id), 0.5));
    }
    all
}
