//! Where a scenario plays, and whose whereabouts a run records.

use crate::engine::{Flow, People};
use crate::model::{Id, Model, ShelterId, Zone, ZoneId};
use crate::quantity::Distribution;
use crate::record::{FlowInfo, FlowKind, Geography, Passage, Place};
use crate::scenario::build::record::in_file_order;

/// The places of a model with its borders and gates, in the order of the file.
pub(super) fn geography(model: &Model) -> Geography {
    let beyond = |id: ZoneId| {
        let border = model.borders.iter().any(|border| model.shelters[border.to].zone == id);
        border || model.gates.iter().any(|gate| gate.to == id)
    };
    let place = |(id, zone): (ZoneId, &Zone)| Place {
        id: zone.name.id.clone(),
        label: zone.name.label.clone(),
        latitude: zone.coordinates.0,
        longitude: zone.coordinates.1,
        contested: zone.stretch.is_some(),
        shelter: zone.shelter.is_some(),
        capacity: zone.shelter.and_then(|shelter| capacity(model, shelter)),
        beyond_border: beyond(id),
    };
    let position = positions(model);
    let zone_of = |shelter: ShelterId| position[model.shelters[shelter].zone.index()];
    let borders = in_file_order(&model.borders, |border| &border.name).into_iter().map(|(_, border)| Passage {
        id: border.name.id.clone(),
        label: border.name.label.clone(),
        from: border.from.iter().map(|shelter| zone_of(*shelter)).collect(),
        to: zone_of(border.to),
    });
    let gates = in_file_order(&model.gates, |gate| &gate.name).into_iter().map(|(_, gate)| Passage {
        id: gate.name.id.clone(),
        label: gate.name.label.clone(),
        from: vec![position[gate.from.index()]],
        to: position[gate.to.index()],
    });
    Geography {
        places: in_file_order(&model.zones, |zone| &zone.name).into_iter().map(place).collect(),
        borders: borders.collect(),
        gates: gates.collect(),
    }
}

/// Position of every zone among the places, by its identifier.
fn positions(model: &Model) -> Vec<usize> {
    let mut positions = vec![0; model.zones.iter().count()];
    for (position, (id, _)) in in_file_order(&model.zones, |zone| &zone.name).into_iter().enumerate() {
        positions[id.index()] = position;
    }
    positions
}

/// The central value of a shelter's capacity.
fn capacity(model: &Model, shelter: ShelterId) -> Option<f64> {
    let parameter = model.shelters[shelter].capacity?;
    model.quantities.get(parameter.index()).map(|(_, quantity)| quantity.value)
}

/// Every home with each shelter, then every gate: by home, then by place.
pub(super) fn flows(model: &Model) -> Vec<Flow> {
    let position = positions(model);
    let flow = |home: ZoneId, place: ZoneId, kind, people| Flow {
        info: FlowInfo { home: position[home.index()], place: position[place.index()], kind },
        people,
    };
    let homes = model.zones.ids().filter(|home| is_inhabited(model, &model.zones[*home]));
    let mut flows: Vec<Flow> = Vec::new();
    for home in homes {
        for (shelter, place) in model.shelters.ids().zip(model.shelters.iter()) {
            flows.push(flow(home, place.zone, FlowKind::Displaced, People::Sheltered(home, shelter)));
        }
    }
    for (id, gate) in model.gates.ids().zip(model.gates.iter()) {
        flows.push(flow(gate.from, gate.to, FlowKind::Migrants, People::ThroughGate(id)));
    }
    flows.sort_by_key(|flow| (flow.info.home, flow.info.place));
    flows
}

/// Whether anybody lives in a zone on day 0 in any replicate.
fn is_inhabited(model: &Model, zone: &Zone) -> bool {
    let residents = model.quantities.get(zone.residents.index());
    residents.is_none_or(|(_, quantity)| quantity.value > 0.0 || quantity.distribution != Distribution::Fixed)
}
