//! Positions of a scenario's entities in the model: identifiers sorted, and the tables that are split or derived.

use std::collections::BTreeSet;

use crate::model::{AccordId, ActorId, CeasefireId, ChooserId, DyadId, Id, ShelterId, ZoneId};
use crate::scenario::file::File;

/// Who stands where.
#[derive(Clone, Debug)]
pub struct Layout {
    actors: Vec<String>,
    choosers: Vec<String>,
    ceasefires: Vec<String>,
    accords: Vec<String>,
    dyads: Vec<(ActorId, ActorId)>,
    shelters: Vec<ZoneId>,
}

impl Layout {
    /// The layout of a scenario whose references have been checked.
    pub fn new(file: &File) -> Layout {
        let actors: Vec<String> = file.actors.iter().map(|entry| entry.id.value.clone()).collect();
        let choosers = file
            .actors
            .iter()
            .filter(|entry| entry.value.choice.is_some())
            .map(|entry| entry.id.value.clone())
            .collect();
        let of_kind = |kind: &str| {
            file.agreements
                .iter()
                .filter(|entry| entry.value.kind.value == kind)
                .map(|entry| entry.id.value.clone())
                .collect()
        };
        let position = |id: &str| ActorId::from_index(file.actors.index(id).unwrap_or(0));
        let mut dyads = BTreeSet::new();
        for entry in &file.instruments {
            let (holder, target) = (position(&entry.value.holder), position(&entry.value.target));
            dyads.insert((holder, target));
            dyads.insert((target, holder));
        }
        let beyond: BTreeSet<&str> = file.borders.iter().map(|entry| entry.value.to.as_str()).collect();
        let shelters = file
            .zones
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.value.shelter.is_some() || beyond.contains(entry.id.as_str()));
        Layout {
            choosers,
            ceasefires: of_kind("ceasefire"),
            accords: of_kind("deescalation"),
            dyads: dyads.into_iter().collect(),
            shelters: shelters.map(|(index, _)| ZoneId::from_index(index)).collect(),
            actors,
        }
    }

    /// Identifier of an actor.
    pub fn actor_id(&self, actor: ActorId) -> &str {
        &self.actors[actor.index()]
    }

    /// Actors that choose, by identifier.
    pub fn choosers(&self) -> impl Iterator<Item = (&str, ChooserId)> {
        numbered(&self.choosers)
    }

    /// The choice of an actor, if it has one.
    pub fn chooser(&self, actor: &str) -> Option<ChooserId> {
        find(&self.choosers, actor)
    }

    /// Ceasefires that may come, by identifier.
    pub fn ceasefires(&self) -> impl Iterator<Item = (&str, CeasefireId)> {
        numbered(&self.ceasefires)
    }

    /// Agreements in force on day 0, by identifier.
    pub fn accords(&self) -> impl Iterator<Item = (&str, AccordId)> {
        numbered(&self.accords)
    }

    /// Ordered pairs with instruments between them, in either direction.
    pub fn dyads(&self) -> &[(ActorId, ActorId)] {
        &self.dyads
    }

    /// The pair of a holder and a target, if there are instruments between them.
    pub fn dyad(&self, holder: ActorId, target: ActorId) -> Option<DyadId> {
        self.dyads.binary_search(&(holder, target)).ok().map(DyadId::from_index)
    }

    /// Zones that shelter displaced people.
    pub fn shelters(&self) -> &[ZoneId] {
        &self.shelters
    }

    /// A zone's place among the shelters.
    pub fn shelter(&self, zone: ZoneId) -> Option<ShelterId> {
        self.shelters.binary_search(&zone).ok().map(ShelterId::from_index)
    }
}

fn numbered<I: Id>(ids: &[String]) -> impl Iterator<Item = (&str, I)> {
    ids.iter().enumerate().map(|(index, id)| (id.as_str(), I::from_index(index)))
}

fn find<I: Id>(ids: &[String], id: &str) -> Option<I> {
    ids.iter().position(|known| known == id).map(I::from_index)
}
