//! Events whose first day is recorded in every replicate.

use crate::model::{Model, Variable};
use crate::record::EventInfo;
use crate::scenario::build::record::in_file_order;
use crate::scenario::build::signals;

/// What an event is, the variable that tells it, and the value at or above which it has happened.
pub(super) type Watched = (EventInfo, Variable, f64);

/// Every watched event of a model, in display order.
pub(super) fn watches(model: &Model) -> Vec<Watched> {
    let mut all = party_watches(model);
    all.extend(zone_watches(model));
    all.extend(ultimatum_watches(model));
    all.extend(ceasefire_watches(model));
    all.extend(event_watches(model));
    all.extend(regime_watches(model));
    all.extend(politics_watches(model));
    all.extend(signals::watches(model));
    all.extend(people_watches(model));
    all
}

/// A watched event.
pub(super) fn watch(id: String, label: String, variable: Variable, threshold: f64) -> Watched {
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

/// Ultimatums.
fn ultimatum_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    for (id, ultimatum) in in_file_order(&model.ultimatums, |ultimatum| &ultimatum.name) {
        let (path, label) = (format!("ultimatums.{}", ultimatum.name.id), &ultimatum.name.label);
        all.push(watch(format!("{path}.issued"), format!("{label} issued"), Variable::Issued(id), 0.5));
        all.push(watch(format!("{path}.missed"), format!("{label}: date missed"), Variable::Missed(id), 0.5));
    }
    all
}

/// Truces first declared, first failed since the start, and holding.
fn ceasefire_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    for (id, ceasefire) in in_file_order(&model.ceasefires, |ceasefire| &ceasefire.name) {
        let (path, label) = (format!("agreements.{}", ceasefire.name.id), &ceasefire.name.label);
        let earlier = model.quantities.get(ceasefire.failures.index()).map_or(0.0, |(_, quantity)| quantity.value);
        all.push(watch(format!("{path}.declared"), format!("{label}: first declared"), Variable::Paper(id), 0.5));
        all.push(watch(
            format!("{path}.failed"),
            format!("{label}: first failed"),
            Variable::Failures(id),
            earlier + 0.5,
        ));
        all.push(watch(format!("{path}.took_hold"), format!("{label}: took hold"), Variable::Durable(id), 0.5));
    }
    all
}

/// Accidents and the scenario's own events.
fn event_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    for (id, accident) in in_file_order(&model.accidents, |accident| &accident.name) {
        let (path, label) = (format!("accidents.{}", accident.name.id), &accident.name.label);
        all.push(watch(format!("{path}.happened"), format!("{label}: accident"), Variable::AccidentHappened(id), 0.5));
        all.push(watch(format!("{path}.war"), format!("{label}: open war"), Variable::War(id), 0.5));
    }
    let ahead = in_file_order(&model.events, |event| &event.name).into_iter().filter(|(_, event)| !event.happened);
    for (id, event) in ahead {
        all.push(watch(format!("events.{}", event.name.id), event.name.label.clone(), Variable::Happened(id), 0.5));
    }
    all
}

/// Regimes that fell, and patrons that withdrew from them.
fn regime_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    for (id, regime) in in_file_order(&model.regimes, |regime| &regime.name) {
        let (path, label) = (format!("regimes.{}.fell", regime.name.id), format!("{} fell", regime.name.label));
        all.push(watch(path, label, Variable::Fallen(id), 0.5));
    }
    for (id, patron) in in_file_order(&model.patrons, |patron| &patron.name) {
        if patron.start > 0 {
            let path = format!("patrons.{}.withdrew", patron.name.id);
            all.push(watch(path, format!("{} withdrew", patron.name.label), Variable::Withdrawn(id), 0.5));
        }
    }
    all
}

/// Deals, walk-outs, sanctions imposed and complied with.
fn politics_watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    let mut add = |path: String, label: String, variable| all.push(watch(path, label, variable, 0.5));
    for (id, settlement) in in_file_order(&model.settlements, |settlement| &settlement.name) {
        let (path, label) = (format!("settlements.{}", settlement.name.id), &settlement.name.label);
        add(format!("{path}.concluded"), format!("{label}: concluded"), Variable::SettlementConcluded(id));
        add(format!("{path}.abandoned"), format!("{label}: abandoned"), Variable::SettlementAbandoned(id));
    }
    for (id, sanction) in in_file_order(&model.sanctions, |sanction| &sanction.name) {
        let (path, label) = (format!("sanctions.{}", sanction.name.id), &sanction.name.label);
        if !sanction.imposed {
            add(format!("{path}.imposed"), format!("{label}: imposed"), Variable::SanctionImposed(id));
        }
        add(format!("{path}.complied"), format!("{label}: complied with"), Variable::SanctionComplied(id));
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
