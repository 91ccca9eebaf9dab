//! Ground taken and lost, operations, and days of many deaths.

use serde::Serialize;
use std::collections::VecDeque;

use crate::engine::trace::words::{count, whole};
use crate::engine::trace::{Day, Named};
use crate::model::{ActorId, AxisId, CampaignId, Id, Model, Stretch, Table, ZoneId};
use crate::process::{World, regime};

/// Days whose mean deaths a day is held against.
const MEAN_DAYS: usize = 14;
/// A day stands out above this multiple of the mean …
const OUTSTANDING: f64 = 2.5;
/// … and from this many deaths on.
const MANY_DEATHS: f64 = 20.0;
/// Kilometres by which a front may miss the end of its axis and yet have reached it.
const AT_THE_END: f64 = 1e-6;

/// Deaths in combat of the last days, by campaign.
pub(in crate::engine::trace) struct History(Table<CampaignId, VecDeque<f64>>);

impl History {
    /// No day yet.
    pub(in crate::engine::trace) fn new(model: &Model) -> Self {
        History(model.campaigns.map(|_, _| VecDeque::new()))
    }

    /// Adds a day; the mean of the days before it, once there are enough of them.
    fn push(&mut self, campaign: CampaignId, deaths: f64) -> Option<f64> {
        let days = &mut self.0[campaign];
        let mean = (days.len() == MEAN_DAYS).then(|| days.iter().sum::<f64>() / MEAN_DAYS as f64);
        if days.len() == MEAN_DAYS {
            days.pop_front();
        }
        days.push_back(deaths);
        mean
    }
}

/// What happened on the ground.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fighting {
    /// An attacker opens a sustained operation.
    OperationBegan {
        /// The campaign.
        campaign: Named,
        /// Who.
        attacker: Named,
        /// Readiness of its troops, 0 to 1.
        readiness: f64,
        /// Speed it could reach, km/day.
        speed: f64,
    },
    /// A sustained operation ends.
    OperationEnded {
        /// The campaign.
        campaign: Named,
        /// Whose.
        attacker: Named,
        /// Readiness left, 0 to 1.
        readiness: f64,
        /// Share of the declared aim reached.
        aim: f64,
    },
    /// A front passes a zone's town.
    ZoneCaptured {
        /// The zone.
        zone: Named,
        /// Who takes it.
        attacker: Named,
        /// Ratio of the attackers' power on the ground to the defenders'.
        force_ratio: f64,
        /// Speed of the front of late, km/day.
        speed: f64,
        /// Residents still at home.
        residents: f64,
    },
    /// The terms of a ceasefire give a zone to the attacker.
    ZoneHandedOver {
        /// The zone.
        zone: Named,
        /// To whom.
        attacker: Named,
        /// Residents still at home.
        residents: f64,
    },
    /// A zone is left to the attacker by a regime that has fallen.
    ZoneFell {
        /// The zone.
        zone: Named,
        /// To whom.
        attacker: Named,
        /// Residents still at home.
        residents: f64,
    },
    /// Defenders take a zone back.
    ZoneRegained {
        /// The zone.
        zone: Named,
        /// Who loses it.
        attacker: Named,
        /// Speed that counter-attacks could reach at full intensity, km/day.
        counter_speed: f64,
        /// Kilometres of the attack from the flank.
        flank: f64,
    },
    /// A front reaches the end of its axis.
    AxisFinished {
        /// The axis.
        axis: Named,
        /// Its length in kilometres.
        kilometres: f64,
    },
    /// Observation posts of an agreement fall behind the front.
    PostsCutOff {
        /// The agreement.
        accord: Named,
        /// Posts cut off today.
        today: f64,
        /// Posts cut off so far.
        total: f64,
        /// Posts in all.
        of: usize,
    },
    /// Troops die within reach of another actor's fires.
    Incident {
        /// What put them at risk.
        incident: Named,
        /// Whose troops.
        victim: Named,
        /// Whose fires.
        shooter: Named,
        /// Deaths today.
        deaths: f64,
    },
    /// A day of combat far deadlier than those before it.
    HeavyCombat {
        /// The campaign.
        campaign: Named,
        /// Deaths of fighters in combat today.
        deaths: f64,
        /// Mean of the fourteen days before.
        mean: f64,
    },
}

/// What happened on the ground today.
pub(in crate::engine::trace) fn of(day: &Day<'_, '_>, history: &mut History, tell: &mut impl FnMut(Fighting)) {
    operations(day, tell);
    incidents(day, tell);
    let model = day.after.model;
    for id in model.campaigns.ids() {
        let deaths = combat_deaths(day.after, id);
        if let Some(mean) = history.push(id, deaths).filter(|mean| deaths >= MANY_DEATHS && deaths > OUTSTANDING * mean)
        {
            tell(Fighting::HeavyCombat { campaign: (&model.campaigns[id].name).into(), deaths, mean });
        }
    }
    for zone in model.zones.ids() {
        if let Some(stretch) = model.zones[zone].stretch {
            control(day, zone, stretch, tell);
        }
    }
    for axis in model.axes.ids() {
        let end = model.axes[axis].length - AT_THE_END;
        if day.reaches(end, |world| world.fronts.progress[axis]) {
            tell(Fighting::AxisFinished { axis: (&model.axes[axis].name).into(), kilometres: model.axes[axis].length });
        }
    }
    for accord in model.accords.ids() {
        let total = day.after.posts_cut_off(accord);
        let today = total - day.before.posts_cut_off(accord);
        if today > 0.5 {
            let data = &model.accords[accord];
            tell(Fighting::PostsCutOff { accord: (&data.name).into(), today, total, of: data.posts.len() });
        }
    }
}

/// Operations that begin or end.
fn operations(day: &Day<'_, '_>, tell: &mut impl FnMut(Fighting)) {
    let model = day.after.model;
    for id in model.campaigns.ids() {
        let (campaign, attacker) =
            ((&model.campaigns[id].name).into(), (&model.actors[model.campaigns[id].attacker].name).into());
        let readiness = day.morning.combat.readiness[id];
        match day.after.combat.operation[id] - day.before.combat.operation[id] {
            change if change > 0.5 => {
                tell(Fighting::OperationBegan { campaign, attacker, readiness, speed: day.morning.fronts.speed[id] })
            }
            change if change < -0.5 => {
                tell(Fighting::OperationEnded { campaign, attacker, readiness, aim: day.morning.fronts.aim[id] })
            }
            _ => {}
        }
    }
}

/// Deaths by incidents.
fn incidents(day: &Day<'_, '_>, tell: &mut impl FnMut(Fighting)) {
    let model = day.after.model;
    for (id, incident) in model.incidents.ids().zip(model.incidents.iter()) {
        let deaths = day.after.incident.today[id];
        if deaths >= 1.0 {
            let [victim, shooter] = [incident.victim, incident.shooter].map(|actor| (&model.actors[actor].name).into());
            tell(Fighting::Incident { incident: (&incident.name).into(), victim, shooter, deaths });
        }
    }
}

/// Deaths in a campaign's combat today: of every actor with troops in it, without those by incidents.
fn combat_deaths(world: &World<'_, f64>, campaign: CampaignId) -> f64 {
    let model = world.model;
    let mut actors: Vec<ActorId> =
        model.forces.iter().filter(|force| force.campaign == campaign).map(|force| force.actor).collect();
    actors.sort_by_key(|actor| actor.index());
    actors.dedup();
    let all: f64 = actors.iter().map(|actor| world.attrition.today[*actor]).sum();
    let incidents = model.incidents.ids().filter(|id| actors.contains(&model.incidents[*id].victim));
    all - incidents.map(|id| world.incident.today[id]).sum::<f64>()
}

/// A zone that changes hands.
fn control(day: &Day<'_, '_>, id: ZoneId, stretch: Stretch, tell: &mut impl FnMut(Fighting)) {
    let model = day.after.model;
    let axis: AxisId = stretch.axis;
    let campaign = model.axes[axis].campaign;
    let (zone, attacker) =
        ((&model.zones[id].name).into(), (&model.actors[model.campaigns[campaign].attacker].name).into());
    let fronts = &day.after.fronts;
    let residents = day.before.displacement.residents[id];
    match fronts.held[id] - day.before.fronts.held[id] {
        change if change > 0.5 && fronts.handed_over[id] > 0.5 => {
            tell(Fighting::ZoneHandedOver { zone, attacker, residents });
        }
        change if change > 0.5 && regime::fallen(day.after, campaign) > 0.5 && fronts.progress[axis] < stretch.town => {
            tell(Fighting::ZoneFell { zone, attacker, residents });
        }
        change if change > 0.5 => {
            let force_ratio = 1.0 / fronts.defence_ratio[campaign].max(1e-9);
            tell(Fighting::ZoneCaptured { zone, attacker, force_ratio, speed: fronts.perceived[axis], residents });
        }
        change if change < -0.5 => {
            tell(Fighting::ZoneRegained {
                zone,
                attacker,
                counter_speed: fronts.counter_speed[campaign],
                flank: fronts.flank[axis],
            });
        }
        _ => {}
    }
}

impl std::fmt::Display for Fighting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fighting::OperationBegan { campaign, attacker, readiness, speed } => {
                let (attacker, campaign) = (&attacker.name, &campaign.name);
                write!(
                    formatter,
                    "{attacker} opens a sustained operation in {campaign} at readiness {readiness:.2}; the force ratio allows {speed:.1} km a day."
                )
            }
            Fighting::OperationEnded { campaign, attacker, readiness, aim } => {
                let (attacker, campaign, aim) = (&attacker.name, &campaign.name, 100.0 * aim);
                write!(
                    formatter,
                    "The operation of {attacker} in {campaign} ends at readiness {readiness:.2} with {aim:.0} % of its aim reached."
                )
            }
            Fighting::Incident { incident, victim, shooter, deaths } => {
                let dead = count(*deaths, "fighter", "fighters");
                write!(formatter, "{} loses {dead} to fires of {} ({}).", victim.name, shooter.name, incident.name)
            }
            Fighting::HeavyCombat { campaign, deaths, mean } => {
                write!(
                    formatter,
                    "Heavy fighting in {}: {} in combat, against {mean:.0} a day in the fortnight before.",
                    campaign.name,
                    count(*deaths, "death", "deaths")
                )
            }
            _ => self.fmt_ground(formatter),
        }
    }
}

impl Fighting {
    /// The sentences about ground taken and lost.
    fn fmt_ground(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fighting::ZoneCaptured { zone, attacker, force_ratio, speed, residents } => {
                let (zone, attacker, residents) =
                    (&zone.name, &attacker.name, count(*residents, "resident", "residents"));
                write!(
                    formatter,
                    "{attacker} takes {zone} with {force_ratio:.1} times the defenders’ power on the ground, after advancing {speed:.1} km a day of late; {residents} were still there."
                )
            }
            Fighting::ZoneHandedOver { zone, attacker, residents } => {
                let residents = count(*residents, "resident", "residents");
                let to = &attacker.name;
                write!(
                    formatter,
                    "{} is handed over to {to} under the ceasefire; {residents} were still there.",
                    zone.name
                )
            }
            Fighting::ZoneFell { zone, attacker, residents } => {
                let residents = count(*residents, "resident", "residents");
                write!(
                    formatter,
                    "With the regime, {} falls to {}; {residents} were still there.",
                    zone.name, attacker.name
                )
            }
            Fighting::ZoneRegained { zone, attacker, counter_speed, flank } => {
                let (zone, attacker) = (&zone.name, &attacker.name);
                write!(
                    formatter,
                    "{attacker} loses {zone} to a counter-attack worth {counter_speed:.1} km a day at full intensity"
                )?;
                if *flank > 0.0 {
                    write!(formatter, ", {flank:.1} km deep from the flank.")
                } else {
                    formatter.write_str(".")
                }
            }
            Fighting::AxisFinished { axis, kilometres } => {
                write!(formatter, "The front reaches the end of “{}” after {kilometres:.0} km.", axis.name)
            }
            Fighting::PostsCutOff { accord, today, total, of } => {
                let posts = count(*today, "observation post", "observation posts");
                write!(
                    formatter,
                    "The front passes {posts} of the {}: {} of {of} are cut off.",
                    accord.name,
                    whole(*total)
                )
            }
            _ => Ok(()),
        }
    }
}
