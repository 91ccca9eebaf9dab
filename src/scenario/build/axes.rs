//! Axes of advance and the ground along them.

use crate::expression::Type;
use crate::model::{Axis, AxisId, Behind, ForceId, Id, Section, Table, Terrain};
use crate::scenario::build::{Builder, name, rows};
use crate::scenario::file;
use crate::scenario::file::TERRAINS;

impl Builder<'_> {
    pub(super) fn axes(&mut self) -> Table<AxisId, Axis> {
        let file = self.file;
        rows(&file.axes, |entry| {
            let axis = &entry.value;
            let town = |zone: &file::Zone| zone.town.as_ref().map_or(0.0, |town| town.value);
            let pivot = axis.pivot.as_ref().map(|pivot| self.zone(pivot));
            Axis {
                name: name(entry, &axis.name),
                campaign: self.campaign(&axis.campaign),
                length: axis.length.value,
                start: self.quantity("axes", &entry.id, "start", &axis.start),
                behind: axis.behind.as_ref().map(|behind| Behind {
                    axis: self.axis(&behind.axis),
                    until: behind.until.value,
                    weight: behind.weight.value,
                    gap: behind.gap.value,
                }),
                pivot,
                pivot_town: axis.pivot.as_ref().and_then(|pivot| file.zones.get(pivot)).map_or(0.0, town),
                concentration: axis
                    .concentration
                    .as_ref()
                    .map(|at| self.quantity("axes", &entry.id, "concentration", at)),
                belt: axis.belt.value,
                opens: axis.opens.as_ref().and_then(|opens| self.formula(opens, Type::Condition)),
                open_road: axis.open_road.value,
                sections: self.sections(&entry.id),
                forces: self.forces_where(|force| force.axis.as_ref().is_some_and(|on| on.value == entry.id.value)),
            }
        })
    }

    /// The zones of an axis in the order in which the front meets them.
    fn sections(&self, axis: &str) -> Vec<Section> {
        let file = self.file;
        let on_axis = |zone: &file::Zone| zone.axis.as_ref().is_some_and(|at| at.value == axis);
        let mut sections: Vec<Section> = file
            .zones
            .iter()
            .filter(|entry| on_axis(&entry.value))
            .filter_map(|entry| {
                let zone = &entry.value;
                let (from, town) = (zone.from.as_ref()?.value, zone.town.as_ref()?.value);
                let garrison =
                    self.forces_where(|force| force.zone.as_ref().is_some_and(|at| at.value == entry.id.value));
                Some(Section {
                    zone: self.zone(&entry.id),
                    begins: 0.0,
                    from,
                    town,
                    belt: zone.belt.as_ref().map(|belt| belt.value),
                    terrain: terrain(&zone.terrain),
                    garrisoned: zone.garrisoned.value,
                    garrison,
                })
            })
            .collect();
        sections.sort_by(|a, b| a.town.total_cmp(&b.town));
        let mut passed = 0.0;
        for section in &mut sections {
            section.begins = passed;
            passed = section.town;
        }
        sections
    }

    /// Forces that a condition picks, in the order of the model.
    fn forces_where(&self, wanted: impl Fn(&file::Force) -> bool) -> Vec<ForceId> {
        let forces = self.file.forces.iter().enumerate();
        forces.filter(|(_, entry)| wanted(&entry.value)).map(|(index, _)| ForceId::from_index(index)).collect()
    }
}

/// The kind of ground that a word names.
fn terrain(word: &str) -> Terrain {
    match TERRAINS.iter().position(|known| *known == word) {
        Some(2) => Terrain::Mountain,
        Some(1) => Terrain::Hill,
        _ => Terrain::Plain,
    }
}
