//! Exiles, gates, and whose fighting a zone feels.

use crate::expression::Type;
use crate::model::{CampaignId, Exiles, ExilesId, Gate, GateId, Model, Table, Variable};
use crate::record::{SeriesInfo, SeriesKind};
use crate::scenario::build::record::{in_file_order, one};
use crate::scenario::build::{Builder, name, rows};
use crate::scenario::file;

impl Builder<'_> {
    pub(super) fn exiles(&mut self) -> Table<ExilesId, Exiles> {
        rows(&self.file.exiles, |entry| {
            let (id, exiles) = (&entry.id, &entry.value);
            let total: f64 = exiles.homes.iter().map(|home| home.value.value).sum();
            let homes = exiles.homes.iter();
            Exiles {
                name: name(entry, &exiles.name),
                abroad: exiles.kind.value == "refugees",
                homes: homes.map(|home| (self.zone(&home.id), home.value.value / total)).collect(),
                stock: self.quantity("exiles", id, "stock", &exiles.stock),
                hazard: self.quantity("exiles", id, "hazard", &exiles.hazard),
                ready: self.quantity("exiles", id, "ready", &exiles.ready),
                ready_hazard: self.quantity("exiles", id, "ready_hazard", &exiles.ready_hazard),
                push: exiles.push.as_ref().and_then(|push| self.formula(push, Type::Number)),
                fading_in: self.optional("exiles", id, "fading_in", exiles.fading_in.as_ref()),
            }
        })
    }

    pub(super) fn gates(&mut self) -> Table<GateId, Gate> {
        let file = self.file;
        let gates = file.gates.iter().filter_map(|entry| {
            let gate = &entry.value;
            Some(Gate {
                name: name(entry, &gate.name),
                holder: self.actor(&gate.holder),
                target: self.actor(&gate.target),
                from: self.zone(&gate.from),
                to: self.zone(&gate.to),
                when: self.formula(&gate.when, Type::Condition)?,
                hazard: self.quantity("gates", &entry.id, "hazard", &gate.hazard),
                closes_when: gate.closes_when.as_ref().and_then(|when| self.formula(when, Type::Condition)),
                opened: gate.opened.value,
            })
        });
        gates.collect()
    }

    /// Campaigns whose fighting is felt in a zone: that of its axis, else those of its theatre, else all.
    pub(super) fn felt(&self, zone: &file::Zone) -> Vec<CampaignId> {
        let campaigns = self.file.campaigns.iter().filter(|campaign| match (&zone.axis, &zone.theatre) {
            (Some(axis), _) => self.file.axes.get(axis).is_some_and(|axis| axis.campaign.value == campaign.id.value),
            (None, Some(theatre)) => campaign.value.theatre.value == theatre.value,
            (None, None) => true,
        });
        campaigns.map(|campaign| self.campaign(&campaign.id)).collect()
    }

    /// Campaigns that must be over before people return to a zone.
    pub(super) fn awaited(&self, zone: &file::Zone) -> Vec<CampaignId> {
        if zone.axis.is_some() || zone.theatre.is_some() { self.felt(zone) } else { Vec::new() }
    }
}

/// Daily series of exiles and gates.
pub(super) fn people_series(model: &Model) -> Vec<(SeriesInfo, Variable)> {
    let mut all = Vec::new();
    for (id, exiles) in in_file_order(&model.exiles, |exiles| &exiles.name) {
        let (path, label) = (format!("exiles.{}", exiles.name.id), &exiles.name.label);
        let place = if exiles.abroad { "abroad" } else { "away from home" };
        all.push(one(
            format!("{path}.stock"),
            format!("{label}, still {place}"),
            "persons",
            SeriesKind::Population,
            Variable::ExilesStock(id),
        ));
        all.push(one(
            format!("{path}.returned"),
            format!("{label}, returned"),
            "persons",
            SeriesKind::Displacement,
            Variable::ExilesReturned(id),
        ));
    }
    for (id, gate) in in_file_order(&model.gates, |gate| &gate.name) {
        all.push(one(
            format!("gates.{}.arrived", gate.name.id),
            format!("Arrived through {}", gate.name.label),
            "persons",
            SeriesKind::Displacement,
            Variable::GateArrived(id),
        ));
    }
    all
}
