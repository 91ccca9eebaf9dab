//! Actors, their choices, troops, supports and the frictions between them.

use crate::diagnostic::Diagnostic;
use crate::expression::Type;
use crate::model::ladder::rung;
use crate::model::{
    Accident, AccidentId, Actor, ActorId, Chooser, ChooserId, Force, ForceId, Id, Incident, IncidentId, Parameter,
    PatronId, Role, Side, Support, SupportId, SupportKind, Table, Theatre, TheatreId, Ultimatum, UltimatumId,
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
                burden: self.quantity("actors", id, "burden", &actor.burden),
                deaths: self.quantity("actors", id, "deaths", &actor.deaths),
                recent_deaths: actor.recent_deaths.as_ref().map(|at| self.quantity("actors", id, "recent_deaths", at)),
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
        let audience_cost = choice.audience_cost.as_ref().map(|at| quantity("audience_cost", &at.value));
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
            committed: choice
                .committed
                .as_ref()
                .and_then(|rung_word| rung(rung_word))
                .or(rung(&choice.start))
                .unwrap_or(0),
            audience_cost,
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
                zone: force.zone.as_ref().map(|zone| self.zone(zone)),
                axis: force.axis.as_ref().map(|axis| self.axis(axis)),
                arrivals: self.arrivals(id, force),
                arrives_when: force.arrives_when.as_ref().and_then(|when| self.formula(when, Type::Condition)),
                strength: self.quantity("forces", id, "strength", &force.strength),
                quality: self.quantity("forces", id, "quality", &force.quality),
                exposure: force.exposure.as_ref().map(|at| self.quantity("forces", id, "exposure", at)),
                replacement: self.quantity("forces", id, "replacement", &force.replacement),
                ceiling: self.quantity("forces", id, "ceiling", &force.ceiling),
                deployed: self.quantity("forces", id, "deployed", &force.deployed),
            }
        })
    }

    /// Fighters who join a force each day, if the file gives any.
    fn arrivals(&mut self, id: &str, force: &file::Force) -> Option<Parameter> {
        let arrivals = self.quantity("forces", id, "arrivals", &force.arrivals);
        (force.arrivals.value.value != 0.0).then_some(arrivals)
    }

    /// The side on which a support's client fights.
    fn side_of_client(&self, support: &file::Support) -> Side {
        let campaign = self.file.campaigns.get(&support.campaign);
        let attacks = campaign.is_some_and(|campaign| campaign.attacker.value == support.client.value);
        let joins = self.file.forces.iter().any(|entry| {
            entry.value.actor.value == support.client.value
                && entry.value.campaign.value == support.campaign.value
                && entry.value.side.value == "attacker"
        });
        if attacks || joins { Side::Attacker } else { Side::Defender }
    }

    /// The patron whose choice of posture a support follows; reports a support that needs one and has none.
    fn patron_behind(&mut self, support: &file::Support) -> Option<PatronId> {
        if support.kind.value != "posture" {
            return None;
        }
        let serves = |patron: &file::Patron| {
            patron.actor.value == support.patron.value && patron.client.value == support.client.value
        };
        let found = self.file.patrons.iter().position(|entry| serves(&entry.value));
        if found.is_none() {
            let message =
                format!("no patron `{}` of `{}` chooses a posture", support.patron.value, support.client.value);
            let help = "add a table `[patrons.ID]` with this actor and client, or choose another `kind`";
            let diagnostic = Diagnostic::error("no-posture", message);
            self.report.push(diagnostic.with_label(support.kind.label("follows a patron's posture")).help(help));
        }
        found.map(PatronId::from_index)
    }

    pub(super) fn supports(&mut self) -> Table<SupportId, Support> {
        rows(&self.file.supports, |entry| {
            let (id, support) = (&entry.id, &entry.value);
            let yields_to = support.yields_to.as_ref().map(|other| self.chooser(other, "a support yields to it"));
            Support {
                name: name(entry, &support.name),
                patron: self.actor(&support.patron),
                campaign: self.campaign(&support.campaign),
                kind: match support.kind.as_str() {
                    "air" => SupportKind::Air,
                    "fires" => SupportKind::Fires,
                    _ => SupportKind::Posture,
                },
                side: self.side_of_client(support),
                by_patron: self.patron_behind(support),
                start: self.quantity("supports", id, "start", &support.start),
                operating: self.quantity("supports", id, "operating", &support.operating),
                idle: self.quantity("supports", id, "idle", &support.idle),
                power: self.quantity("supports", id, "power", &support.power),
                lethality: self.quantity("supports", id, "lethality", &support.lethality),
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
                    deadline: ultimatum.deadline.as_ref().map(|date| date.value.days_since(self.calendar.start)),
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
