//! Campaigns, axes, zones, shelters and borders.

use crate::diagnostic::{Diagnostic, Label};
use crate::expression::Type;
use crate::model::{
    ActorId, AxisId, Border, BorderId, Campaign, CampaignId, ChooserId, Id, MeetingId, Parameter, Phase, Shelter,
    ShelterId, Stretch, Table, Zone, ZoneId,
};
use crate::numeric::cosine;
use crate::scenario::build::{Builder, name, position, rows};
use crate::scenario::{At, Entry, file};

/// Kilometres of a degree of latitude.
const KILOMETRES_PER_DEGREE: f64 = 111.32;

impl Builder<'_> {
    pub(super) fn campaigns(&mut self) -> Table<CampaignId, Campaign> {
        let file = self.file;
        rows(&file.campaigns, |entry| self.campaign_of(entry))
    }

    fn campaign_of(&mut self, entry: &Entry<file::Campaign>) -> Campaign {
        let (id, campaign) = (&entry.id, &entry.value);
        let axes: Vec<AxisId> = self
            .file
            .axes
            .iter()
            .filter(|axis| axis.value.campaign.value == id.value)
            .map(|axis| self.axis(&axis.id))
            .collect();
        let attacker = self.actor(&campaign.attacker);
        let attacker_choice = self.chooser(&campaign.attacker, "it attacks in a campaign");
        self.check_attackers_choice(id, campaign);
        let protector = self.protector(&id.value, campaign);
        let ceasefire = self
            .layout
            .ceasefires()
            .find(|(agreement, _)| self.concerns(agreement, id))
            .map(|(_, ceasefire)| ceasefire);
        let accords = self
            .layout
            .accords()
            .filter(|(agreement, _)| self.concerns(agreement, id))
            .map(|(_, accord)| accord)
            .collect();
        Campaign {
            name: name(entry, &campaign.name),
            theatre: crate::scenario::build::position(&self.file.theatres, &campaign.theatre),
            attacker,
            attacker_choice,
            defender: self.actor(&campaign.defender),
            protector_choice: protector.map(|(_, chooser)| chooser),
            readiness: self.quantity("campaigns", id, "readiness", &campaign.readiness),
            full_gain: self.quantity("campaigns", id, "full_gain", &campaign.full_gain),
            threat_depth: self.quantity("campaigns", id, "threat_depth", &campaign.threat_depth),
            aim: campaign.aim.iter().map(|aim| (self.axis(&aim.id), aim.value.value)).collect(),
            prizes: campaign.prizes.iter().map(|prize| (self.zone(&prize.id), prize.value.value)).collect(),
            stake_beyond_aim: self.quantity("campaigns", id, "stake_beyond_aim", &campaign.stake_beyond_aim),
            attacker_cover: self.quantity("campaigns", id, "attacker_cover", &campaign.attacker_cover),
            defender_cover: self.quantity("campaigns", id, "defender_cover", &campaign.defender_cover),
            defender_cover_loss: self.loss_of_cover(id, campaign),
            surprise: self.quantity("campaigns", id, "surprise", &campaign.surprise),
            surprise_days: campaign.surprise_days.value,
            phases: self.phases(campaign, &axes),
            axes,
            all_on_own_axes: self.all_on_own_axes(id),
            ceasefire,
            borders: self.borders_of(protector.map(|(actor, _)| actor)),
            accords,
            restraining: self.restraining(id, campaign),
        }
    }

    /// Whether a campaign has attackers and each of them acts on one axis alone.
    fn all_on_own_axes(&self, campaign: &str) -> bool {
        let attacks = |force: &&file::Force| force.campaign.value == campaign && force.side.value == "attacker";
        let mut attackers = self.file.forces.iter().map(|entry| &entry.value).filter(attacks).peekable();
        attackers.peek().is_some() && attackers.all(|force| force.axis.is_some())
    }

    /// The defenders' loss of cover, if the file gives one.
    fn loss_of_cover(&mut self, id: &str, campaign: &file::Campaign) -> Option<Parameter> {
        let loss = self.quantity("campaigns", id, "defender_cover_loss", &campaign.defender_cover_loss);
        (campaign.defender_cover_loss.value.value != 0.0).then_some(loss)
    }

    /// Meetings of a campaign's ceasefire in which a patron of the attacker takes part.
    fn restraining(&self, id: &str, campaign: &file::Campaign) -> Vec<MeetingId> {
        let file = self.file;
        let behind_attacker =
            |support: &file::Support| support.campaign.value == id && support.client.value == campaign.attacker.value;
        let patrons: Vec<&str> = file
            .supports
            .iter()
            .filter(|support| behind_attacker(&support.value))
            .map(|support| support.value.patron.as_str())
            .collect();
        let ceasefire =
            file.agreements.iter().find(|entry| entry.value.kind.value == "ceasefire" && self.concerns(&entry.id, id));
        let takes_part = |meeting: &&At<String>| {
            let between = file.meetings.get(meeting).map(|meeting| meeting.between.iter());
            between.is_some_and(|mut between| between.any(|actor| patrons.contains(&actor.as_str())))
        };
        let meetings = ceasefire.into_iter().flat_map(|entry| entry.value.meetings.iter()).filter(takes_part);
        meetings.map(|meeting| position(&file.meetings, meeting)).collect()
    }

    /// Reports an attacker that chooses its rung in another campaign: it has one choice, about one campaign.
    fn check_attackers_choice(&mut self, id: &str, campaign: &file::Campaign) {
        let choice = self.file.actors.get(&campaign.attacker).and_then(|actor| actor.choice.as_ref());
        if let Some(choice) = choice.filter(|choice| choice.campaign.value != id) {
            let message = format!(
                "`{}` attacks in the campaign `{id}`, but its choice is about `{}`",
                campaign.attacker.value, choice.campaign.value
            );
            let diagnostic = Diagnostic::error("role", message).with_label(campaign.attacker.label("attacks here"));
            let help = "an actor chooses in one campaign: give this one an attacker of its own, or make one campaign of the two";
            self.report.push(diagnostic.with_label(choice.campaign.label("chooses about this")).help(help));
        }
    }

    /// Whether an agreement concerns a campaign.
    fn concerns(&self, agreement: &str, campaign: &str) -> bool {
        self.file.agreements.get(agreement).is_some_and(|agreement| agreement.campaign.value == campaign)
    }

    /// The actor whose choice is to protect the defender; one at most.
    fn protector(&mut self, id: &str, campaign: &file::Campaign) -> Option<(ActorId, ChooserId)> {
        let file = self.file;
        let chooses = |actor: &file::Actor| {
            actor.choice.as_ref().is_some_and(|choice| choice.campaign.value == id && choice.role.value == "protector")
        };
        let mut protectors = file.actors.iter().filter(|entry| chooses(&entry.value));
        let first = protectors.next()?;
        if let Some(second) = protectors.next() {
            let message =
                format!("the campaign `{id}` has two protectors, `{}` and `{}`", first.id.value, second.id.value);
            let diagnostic =
                Diagnostic::error("two-protectors", message).with_label(protects(&second.value, &second.id));
            self.report.push(
                diagnostic
                    .with_label(protects(&first.value, &first.id))
                    .help("let one of them act through a support, or give it a campaign of its own"),
            );
        }
        if first.id.value == campaign.attacker.value {
            let message =
                format!("`{}` attacks in the campaign `{id}` and cannot protect the defender", first.id.value);
            self.report.push(
                Diagnostic::error("role", message)
                    .with_label(campaign.attacker.label("the attacker"))
                    .help("write `role = \"attacker\"` in its choice"),
            );
        }
        self.layout.chooser(&first.id).map(|chooser| (self.actor(&first.id), chooser))
    }

    fn borders_of(&self, host: Option<ActorId>) -> Vec<BorderId> {
        let hosted =
            self.file.borders.iter().enumerate().filter(|(_, entry)| Some(self.actor(&entry.value.host)) == host);
        hosted.map(|(index, _)| BorderId::from_index(index)).collect()
    }

    fn phases(&mut self, campaign: &file::Campaign, axes: &[AxisId]) -> Vec<Phase> {
        let phases = campaign.phases.iter();
        phases
            .map(|phase| Phase {
                when: phase.when.as_ref().and_then(|when| self.formula(when, Type::Condition)),
                effort: axes
                    .iter()
                    .map(|axis| {
                        phase
                            .effort
                            .iter()
                            .find(|effort| self.axis(&effort.id) == *axis)
                            .map_or(0.0, |effort| effort.value.value)
                    })
                    .collect(),
            })
            .collect()
    }

    pub(super) fn places(&mut self) -> (Table<ZoneId, Zone>, Table<ShelterId, Shelter>) {
        let file = self.file;
        self.check_shelter();
        let zones: Table<ZoneId, Zone> = rows(&file.zones, |entry| {
            let (id, zone) = (&entry.id, &entry.value);
            Zone {
                name: name(entry, &zone.name),
                coordinates: (zone.latitude.value, zone.longitude.value),
                stretch: self.stretch(zone),
                residents: self.quantity("zones", id, "residents", &zone.residents),
                stayers: self.quantity("zones", id, "stayers", &zone.stayers),
                hosted: self.quantity("zones", id, "hosted", &zone.hosted),
                shelter: self.layout.shelter(self.zone(id)),
                evacuees: self.optional("zones", id, "evacuees", zone.evacuees.as_ref()),
                shelled: self.optional("zones", id, "shelled", zone.shelled.as_ref()),
                displaced: self.optional("zones", id, "displaced", zone.displaced.as_ref()),
                felt: self.felt(zone),
                awaited: self.awaited(zone),
            }
        });
        let shelters = self.layout.shelters().to_vec();
        let make = |zone: ZoneId| {
            let capacity = file
                .zones
                .iter()
                .nth(zone.index())
                .and_then(|entry| entry.value.shelter.as_ref().map(|at| (entry.id.value.clone(), at)));
            Shelter {
                zone,
                capacity: capacity.map(|(id, at)| self.quantity("zones", &id, "shelter", at)),
                distance: file
                    .zones
                    .iter()
                    .zip(zones.iter())
                    .map(|(from, place)| match self.may_flee_to(&from.value, zone) {
                        true => distance(place.coordinates, zones[zone].coordinates),
                        false => f64::INFINITY,
                    })
                    .collect(),
            }
        };
        let shelters = shelters.into_iter().map(make).collect();
        (zones, shelters)
    }

    /// Whether people of a zone seek shelter in another one: a side's people do not flee to the other side.
    fn may_flee_to(&self, from: &file::Zone, shelter: ZoneId) -> bool {
        from.flees_to.is_empty() || from.flees_to.iter().any(|to| self.zone(to) == shelter)
    }

    /// Where no zone gives shelter, nobody can flee, whatever happens.
    fn check_shelter(&mut self) {
        let fought_over = self.file.zones.iter().find(|zone| zone.value.axis.is_some());
        let nowhere = self.file.zones.iter().all(|zone| zone.value.shelter.is_none());
        if let Some(zone) = fought_over.filter(|_| nowhere) {
            let diagnostic = Diagnostic::warning("no-shelter", "no zone gives shelter, so nobody will flee")
                .with_label(zone.id.label("people here have nowhere to go"));
            self.report.push(diagnostic.help("give a zone `shelter = NUMBER`: the displaced people it can take in"));
        }
    }

    fn stretch(&self, zone: &file::Zone) -> Option<Stretch> {
        let axis = self.axis(zone.axis.as_ref()?);
        let (from, to, town) = (zone.from.as_ref()?, zone.to.as_ref()?, zone.town.as_ref()?);
        Some(Stretch { axis, from: from.value, to: to.value, town: town.value })
    }

    pub(super) fn borders(&mut self) -> Table<BorderId, Border> {
        let file = self.file;
        rows(&file.borders, |entry| {
            let (id, border) = (&entry.id, &entry.value);
            let mut from = Vec::new();
            for zone in &border.from {
                match self.layout.shelter(self.zone(zone)) {
                    Some(shelter) => from.push(shelter),
                    None => {
                        let message =
                            format!("`{}` shelters nobody, so nobody can press against a border from it", zone.value);
                        let help = format!("give `[zones.{}]` a `shelter`", zone.value);
                        self.report.push(
                            Diagnostic::error("no-shelter", message).with_label(zone.label("no shelter")).help(help),
                        );
                    }
                }
            }
            Border {
                name: name(entry, &border.name),
                from,
                to: self.layout.shelter(self.zone(&border.to)).unwrap_or(ShelterId::from_index(0)),
                host: self.actor(&border.host),
                open: self.quantity("borders", id, "open", &border.open),
                leak: self.quantity("borders", id, "leak", &border.leak),
                full_pressure: self.quantity("borders", id, "full_pressure", &border.full_pressure),
                pressure: self.quantity("borders", id, "pressure", &border.pressure),
            }
        })
    }
}

/// A label on where an actor chooses to protect.
fn protects(actor: &file::Actor, id: &At<String>) -> Label {
    actor.choice.as_ref().map_or_else(|| id.label(""), |choice| choice.role.label(format!("`{}` protects", id.value)))
}

/// Kilometres between two places, (latitude, longitude) in degrees, in the equirectangular approximation: within 1 % below
/// 500 km outside the polar regions.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let north = a.0 - b.0;
    let east = (a.1 - b.1) * cosine(0.5 * (a.0 + b.0));
    KILOMETRES_PER_DEGREE * (north * north + east * east).sqrt()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances_agree_with_known_ones() {
        let (idlib, aleppo) = ((35.93, 36.63), (36.20, 37.16));
        assert!((distance(idlib, aleppo) - 56.4).abs() < 0.6, "{}", distance(idlib, aleppo));
    }
}
