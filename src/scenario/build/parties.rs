//! Actors, their choices, troops, supports and the frictions between them.

use crate::diagnostic::Diagnostic;
use crate::expression::Type;
use crate::model::ladder::rung;
use crate::model::{
    Accident, AccidentId, Actor, ActorId, Chooser, ChooserId, Force, ForceId, Id, Incident, IncidentId, Role, Side,
    Support, SupportId, SupportKind, Table, Theatre, TheatreId, Ultimatum, UltimatumId,
};
use crate::scenario::build::{Builder, name, position, rows};
use crate::scenario::file;

impl Builder<'_> {
    pub(super) fn theatres(&mut self) -> Table<TheatreId, Theatre> {
        rows(&self.file.theatres, |entry| {
            let season =
                self.quantities.add(format!("theatres.{}.season", entry.id.value), entry.value.season.value.clone());
            Theatre { name: name(entry, &entry.value.name), season }
        })
    }

    pub(super) fn actors(&mut self) -> Table<ActorId, Actor> {
        rows(&self.file.actors, |entry| {
            let (id, actor) = (&entry.id, &entry.value);
            let label = actor.short.as_ref().unwrap_or(&actor.name);
            Actor {
                name: name(entry, label),
                severe_deaths: self.quantity("actors", id, "severe_deaths", &actor.severe_deaths),
                deaths: self.quantity("actors", id, "deaths", &actor.deaths),
                chooser: self.layout.chooser(id),
            }
        })
    }

    pub(super) fn choosers(&mut self) -> Table<ChooserId, Chooser> {
        let file = self.file;
        let entries = file.actors.iter().filter_map(|entry| entry.value.choice.as_ref().map(|choice| (entry, choice)));
        entries.map(|(entry, choice)| self.chooser_of(&entry.id, choice)).collect()
    }

    fn chooser_of(&mut self, id: &str, choice: &file::Choice) -> Chooser {
        let actor: ActorId = position(&self.file.actors, id);
        let mut quantity = |field: &str, at| {
            self.quantities.add(format!("actors.{id}.choice.{field}"), crate::quantity::Quantity::clone(at))
        };
        let stake = quantity("stake", &choice.stake.value);
        let cost_sensitivity = quantity("cost_sensitivity", &choice.cost_sensitivity.value);
        let reputation = quantity("reputation", &choice.reputation.value);
        let restrained_by = choice.restrained_by.as_ref().and_then(|other| {
            let dyad = self.layout.dyad(self.actor(other), actor);
            if dyad.is_none() {
                let message =
                    format!("`{id}` is said to be restrained by `{}`, which holds no instrument over it", other.value);
                let help = format!(
                    "add an instrument with `holder = \"{}\"` and `target = \"{id}\"`, or remove `restrained_by`",
                    other.value
                );
                self.report.push(
                    Diagnostic::error("no-instrument", message)
                        .with_label(other.label("holds no instrument"))
                        .help(help),
                );
            }
            dyad
        });
        let is_troops = |force: &file::Force| {
            force.actor.value == id && force.side.value == "protector" && force.campaign.value == choice.campaign.value
        };
        let force = self.file.forces.iter().position(|entry| is_troops(&entry.value)).map(ForceId::from_index);
        Chooser {
            actor,
            campaign: self.campaign(&choice.campaign),
            role: if choice.role.value == "attacker" { Role::Attacker } else { Role::Protector },
            start: rung(&choice.start).unwrap_or(0),
            lowest: rung(&choice.lowest).unwrap_or(0),
            highest: rung(&choice.highest).unwrap_or(0),
            stake,
            cost_sensitivity,
            restrained_by,
            reputation,
            force,
            belief: self.reputation_of(self.layout.chooser(id).unwrap_or(ChooserId::from_index(0))),
        }
    }

    pub(super) fn forces(&mut self) -> Table<ForceId, Force> {
        rows(&self.file.forces, |entry| {
            let (id, force) = (&entry.id, &entry.value);
            Force {
                name: name(entry, &force.name),
                actor: self.actor(&force.actor),
                campaign: self.campaign(&force.campaign),
                side: match force.side.as_str() {
                    "attacker" => Side::Attacker,
                    "defender" => Side::Defender,
                    _ => Side::Protector,
                },
                strength: self.quantity("forces", id, "strength", &force.strength),
                quality: self.quantity("forces", id, "quality", &force.quality),
                replacement: self.quantity("forces", id, "replacement", &force.replacement),
                ceiling: self.quantity("forces", id, "ceiling", &force.ceiling),
                deployed: self.quantity("forces", id, "deployed", &force.deployed),
            }
        })
    }

    pub(super) fn supports(&mut self) -> Table<SupportId, Support> {
        rows(&self.file.supports, |entry| {
            let (id, support) = (&entry.id, &entry.value);
            let yields_to = support.yields_to.as_ref().map(|other| self.chooser(other, "a support yields to it"));
            Support {
                name: name(entry, &support.name),
                patron: self.actor(&support.patron),
                campaign: self.campaign(&support.campaign),
                kind: if support.kind.value == "air" { SupportKind::Air } else { SupportKind::Fires },
                start: self.quantity("supports", id, "start", &support.start),
                operating: self.quantity("supports", id, "operating", &support.operating),
                idle: self.quantity("supports", id, "idle", &support.idle),
                power: self.quantity("supports", id, "power", &support.power),
                yields_to,
                yielded: self.quantity("supports", id, "yielded", &support.yielded),
            }
        })
    }

    pub(super) fn incidents(&mut self) -> Table<IncidentId, Incident> {
        rows(&self.file.incidents, |entry| {
            let (id, incident) = (&entry.id, &entry.value);
            Incident {
                name: name(entry, &incident.name),
                victim: self.actor(&incident.victim),
                victim_choice: self.chooser(&incident.victim, "its exposure to incidents follows its rung"),
                shooter: self.actor(&incident.shooter),
                shooter_choice: self.layout.chooser(&incident.shooter),
                campaign: self.campaign(&incident.campaign),
                rate: self.quantity("incidents", id, "rate", &incident.rate),
                median_deaths: self.quantity("incidents", id, "median_deaths", &incident.median_deaths),
                log_deviation: self.quantity("incidents", id, "log_deviation", &incident.log_deviation),
                most_deaths: self.quantity("incidents", id, "most_deaths", &incident.most_deaths),
            }
        })
    }

    pub(super) fn accidents(&mut self) -> Table<AccidentId, Accident> {
        rows(&self.file.accidents, |entry| {
            let accident = &entry.value;
            Accident {
                name: name(entry, &accident.name),
                climber: self.chooser(&accident.climber, "the risk of accidents follows its rung"),
                support: position(&self.file.supports, &accident.support),
                war: self.quantity("accidents", &entry.id, "war", &accident.war),
            }
        })
    }

    pub(super) fn ultimatums(&mut self) -> Table<UltimatumId, Ultimatum> {
        let entries = self.file.ultimatums.iter();
        entries
            .filter_map(|entry| {
                let ultimatum = &entry.value;
                let issuer = self.chooser(&ultimatum.issuer, "its ultimatum commits it to a rung");
                let when = self.formula(&ultimatum.when, Type::Condition)?;
                Some(Ultimatum {
                    name: name(entry, &ultimatum.name),
                    issuer,
                    when,
                    hazard: self.quantity("ultimatums", &entry.id, "hazard", &ultimatum.hazard),
                    promised: rung(&ultimatum.promised).unwrap_or(0),
                    deadlines: (0..self.calendar.days).map(|day| self.deadline(day, ultimatum.notice.value)).collect(),
                })
            })
            .collect()
    }

    /// The last day of the first month that ends at least `notice` days after a day.
    fn deadline(&self, day: usize, notice: f64) -> usize {
        let earliest = self.calendar.date(day).plus_days(notice.ceil() as i64);
        usize::try_from(earliest.end_of_month().days_since(self.calendar.start)).unwrap_or(day)
    }
}
