//! Regimes, the zones they hold, and their patrons.

use std::collections::BTreeSet;

use crate::model::{
    ForceId, Id, MOST_POSTURES, Patron, PatronId, Posture, Regime, RegimeId, RegimeZone, Table, ZoneId,
};
use crate::quantity::Quantity;
use crate::scenario::build::{Builder, name, position, rows};
use crate::scenario::{At, Entry, file};

impl Builder<'_> {
    pub(super) fn regimes(&mut self) -> Table<RegimeId, Regime> {
        let file = self.file;
        rows(&file.regimes, |entry| self.regime_of(entry))
    }

    fn regime_of(&mut self, entry: &Entry<file::Regime>) -> Regime {
        let (id, regime) = (&entry.id, &entry.value);
        let patrons = self.file.patrons.iter().enumerate().filter(|(_, patron)| patron.value.regime.value == id.value);
        let patrons = patrons.map(|(index, _)| PatronId::from_index(index)).collect();
        Regime {
            name: name(entry, &regime.name),
            actor: self.actor(&regime.actor),
            campaigns: regime.campaigns.iter().map(|campaign| self.campaign(campaign)).collect(),
            zones: self.regime_zones(regime),
            margin: self.quantity("regimes", id, "margin", &regime.margin),
            manning: self.quantity("regimes", id, "manning", &regime.manning),
            reserve: self.quantity("regimes", id, "reserve", &regime.reserve),
            dissolved: self.quantity("regimes", id, "dissolved", &regime.dissolved),
            shock: self.quantity("regimes", id, "shock", &regime.shock),
            fell_on: regime.fallen_on.as_ref().map(|date| date.value.days_since(self.calendar.start)),
            successor: regime.successor.as_ref().map(|successor| successor.value.clone()).unwrap_or_default(),
            patrons,
        }
    }

    /// The zones of a regime's core and garrisons, axis by axis and town by town.
    fn regime_zones(&self, regime: &file::Regime) -> Vec<RegimeZone> {
        let attacked =
            |force: &file::Force| regime.campaigns.iter().any(|campaign| campaign.value == force.campaign.value);
        let own = |force: &file::Force| force.actor.value == regime.actor.value && attacked(force);
        let mut garrisons: Vec<(ZoneId, ForceId)> = Vec::new();
        for (index, force) in self.file.forces.iter().enumerate().filter(|(_, force)| own(&force.value)) {
            garrisons.extend(force.value.zone.as_ref().map(|zone| (self.zone(zone), ForceId::from_index(index))));
        }
        let core = regime.core.iter().map(|zone| self.zone(&zone.id));
        let zones: BTreeSet<ZoneId> = core.chain(garrisons.iter().map(|(zone, _)| *zone)).collect();
        let mut places: Vec<(f64, RegimeZone)> =
            zones.into_iter().map(|zone| self.regime_zone(regime, zone, &garrisons)).collect();
        places.sort_by(|(a, one), (b, other)| one.axis.cmp(&other.axis).then(a.total_cmp(b)));
        let mut places: Vec<RegimeZone> = places.into_iter().map(|(_, place)| place).collect();
        for index in 0..places.len() {
            let axis = places[index].axis;
            let later =
                places.iter().skip(index + 1).position(|place| place.axis == axis && !place.garrison.is_empty());
            places[index].behind = later.filter(|_| axis.is_some()).map(|offset| index + 1 + offset);
        }
        places
    }

    /// One of them, with the kilometre of its town.
    fn regime_zone(&self, regime: &file::Regime, zone: ZoneId, garrisons: &[(ZoneId, ForceId)]) -> (f64, RegimeZone) {
        let entry = self.file.zones.iter().nth(zone.index());
        let id = entry.map_or("", |entry| entry.id.value.as_str());
        let axis = entry.and_then(|entry| entry.value.axis.as_ref());
        let total: f64 = regime.core.iter().map(|zone| zone.value.value).sum();
        let weight = regime.core.get(id).map_or(0.0, |weight| weight.value / total.max(f64::MIN_POSITIVE));
        let town = entry.and_then(|entry| entry.value.town.as_ref()).map_or(0.0, |town| town.value);
        let place = RegimeZone {
            zone,
            axis: axis.map(|axis| self.axis(axis)),
            campaign: axis.and_then(|axis| self.file.axes.get(axis)).map(|axis| self.campaign(&axis.campaign)),
            weight,
            capital: regime.capital.iter().any(|capital| capital.value == id),
            garrison: garrisons.iter().filter(|(at, _)| *at == zone).map(|(_, force)| *force).collect(),
            behind: None,
        };
        (town, place)
    }

    pub(super) fn patrons(&mut self) -> Table<PatronId, Patron> {
        let file = self.file;
        rows(&file.patrons, |entry| self.patron_of(entry))
    }

    fn patron_of(&mut self, entry: &Entry<file::Patron>) -> Patron {
        let (id, patron) = (&entry.id, &entry.value);
        let start = patron.postures.iter().position(|posture| posture.id.value == patron.start.value);
        Patron {
            name: name(entry, &patron.name),
            actor: self.actor(&patron.actor),
            regime: position(&self.file.regimes, &patron.regime),
            weight: self.quantity("patrons", id, "weight", &patron.weight),
            load: self.quantity("patrons", id, "load", &patron.load),
            war_cost: self.quantity("patrons", id, "war_cost", &patron.war_cost),
            capacity: self.quantity("patrons", id, "capacity", &patron.capacity),
            capacity_most: self.quantity("patrons", id, "capacity_most", &patron.capacity_most),
            capacity_growth: self.quantity("patrons", id, "capacity_growth", &patron.capacity_growth),
            prize: self.quantity("patrons", id, "prize", &patron.prize),
            start: start.unwrap_or(0),
            postures: patron.postures.iter().take(MOST_POSTURES).map(|posture| self.posture_of(id, posture)).collect(),
        }
    }

    fn posture_of(&mut self, patron: &str, posture: &file::Posture) -> Posture {
        let mut quantity = |field: &str, at: &At<Quantity>| {
            self.quantities.add(format!("patrons.{patron}.postures.{}.{field}", posture.id.value), at.value.clone())
        };
        Posture {
            label: posture.name.value.clone(),
            strength: quantity("strength", &posture.strength),
            presence: quantity("presence", &posture.presence),
            cost: quantity("cost", &posture.cost),
            exposure: quantity("exposure", &posture.exposure),
        }
    }
}
