//! Deaths of fighters and the strength of forces.
//!
//! With ρ the defenders' power on the ground over the attackers', I_c = m (I + w · I_counter), m the ground's factor:
//!   μ_attacker = b F_A (e I_c ρ^θ (1 + a · air_D (1 − cover_A)) (1 − q) + strikes(rung) · a · min(1, fires) (1 − cover_A) · w_s)
//!   μ_defender = b F_D I_c ρ^−θ (1 + a · air_A (1 − cover_D))
//! F are the persons in contact, q the share of the garrisons before them that has dissolved and does not shoot back.
//! Deaths ~ NB(μ e^(g − σ²/(2(1 − φ²))), n) with g an AR(1) in the logarithm, one draw a side and day, divided among the
//! side's forces by strength. A death takes 1.8 persons out of a force (wounded who do not return), replacements close a
//! share of the gap to the ceiling each day.
//! Source: linear-law hybrids after Lanchester (1916) as in Dupuy's QJM; the autoregression and the
//! dispersion were fitted to Armenian daily deaths in autumn 2020.

use crate::model::{ActorId, CampaignId, ForceId, Model, Side, Table};
use crate::numeric::Real;
use crate::process::ladder::lookup;
use crate::process::parameters::{FIXED, log_normal, normal, parameters};
use crate::process::{Apportionment, World, fronts, regime, support};
use crate::random::Stream;

/// Days over which recent deaths are counted.
pub const RECENT_DAYS: usize = 30;

parameters! { "attrition" {
    /// Deaths per engaged person and day at intensity 1 between equal forces (b).
    lethality: "1/day" [0.0, 0.1] = 0.000662, log_normal(0.000549, 0.000794), Calibrated, "fitted on deaths from 19 December 2019; prior 0.0003 to 0.0012";
    /// Exponent of the power ratio (theta).
    ratio_exponent: "1" [0.0, 2.0] = 0.5, normal(0.25, 0.75), Prior, "authors' judgement from the literature and three worked cases";
    /// Factor on deaths from uncontested air power or drones (a).
    air_lethality: "1" [0.0, 20.0] = 2.0, log_normal(1.4, 2.8), Prior, "regime losses three times the baseline under Turkish drones";
    /// Exposure of those who attack against those who defend.
    exposure: "1" [0.1, 10.0] = 1.14, log_normal(0.98, 1.35), Calibrated, "fitted on the totals of both sides, autumn 2020";
    /// Strength of a protector's strikes for the attacker's deaths.
    strike_weight: "1" [0.0, 20.0] = 0.89, FIXED, Calibrated, "fitted on the rise of deaths after 21 February 2020";
    /// Weight of counter-attacks in the intensity of close combat.
    counterattack_weight: "1" [0.0, 2.0] = 1.14, FIXED, Calibrated, "fitted on the rise of deaths after 21 February 2020";
    /// Persistence of the logarithm of daily lethality (phi).
    persistence: "1" [0.0, 0.99] = 0.4, normal(0.3, 0.5), Prior, "lag-1 correlation 0.43 of Armenian daily deaths";
    /// Daily innovation of the logarithm of lethality (sigma).
    innovation: "1" [0.0, 2.0] = 0.25, normal(0.2, 0.3), Prior, "residual deviation 0.31 of Armenian daily deaths";
    /// Size of the negative binomial distribution of daily deaths (n).
    dispersion: "1" [0.1, 1e6] = 20.0, log_normal(12.0, 30.0), Prior, "authors' judgement from the literature and three worked cases";
    /// Persons lost to a force for good per death.
    loss_per_death: "1" [1.0, 10.0] = 1.8, FIXED, Prior, "three to four casualties per death, most of whom return";
} }

/// State of attrition.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Strength of a force, persons.
    pub strength: Table<ForceId, R>,
    /// Fighters killed so far.
    pub deaths: Table<ActorId, R>,
    /// Fighters killed today.
    pub today: Table<ActorId, R>,
    /// Fighters killed in the last thirty days.
    pub recent: Table<ActorId, R>,
    window: Table<ActorId, [R; RECENT_DAYS]>,
    noise: Table<CampaignId, R>,
    streams: Table<CampaignId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every actor and force of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.actors.map(|_, _| R::zero());
        State {
            strength: model.forces.map(|_, _| R::zero()),
            deaths: zeroes(),
            today: zeroes(),
            recent: zeroes(),
            window: model.actors.map(|_, _| [R::zero(); RECENT_DAYS]),
            noise: model.campaigns.map(|_, _| R::zero()),
            streams: model.campaigns.map(|_, campaign| Stream::new(seed, "attrition", &campaign.name.id, 3)),
        }
    }

    /// The campaigns' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }

    /// Adds deaths of an actor's fighters to today's.
    #[inline(always)]
    pub fn kill(&mut self, actor: ActorId, deaths: R) {
        self.deaths[actor] += deaths;
        self.today[actor] += deaths;
    }
}

/// Sets strengths and counts to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for id in model.forces.ids() {
        world.attrition.strength[id] = world.value(model.forces[id].strength);
    }
    for id in model.actors.ids() {
        world.attrition.deaths[id] = world.value(model.actors[id].deaths);
        world.attrition.today[id] = R::zero();
        let recent = model.actors[id].recent_deaths.map_or(R::zero(), |recent| world.value(recent));
        world.attrition.recent[id] = recent;
        world.attrition.window[id] = [recent / (RECENT_DAYS as f64); RECENT_DAYS];
    }
    for id in model.campaigns.ids() {
        world.attrition.noise[id] = R::zero();
    }
}

/// Clears today's counts before the day's first deaths.
#[inline(always)]
pub fn open_day<R: Real>(world: &mut World<'_, R>) {
    for today in world.attrition.today.iter_mut() {
        *today = R::zero();
    }
}

/// Deaths in combat, and replacements.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.campaigns.ids() {
        let [attacker, defender] = expected(world, id);
        let p = world.mechanisms.attrition;
        let (phi, sigma, size) = (world.value(p.persistence), world.value(p.innovation), world.value(p.dispersion));
        let day = world.day;
        let stream = &mut world.attrition.streams[id];
        let noise = phi * world.attrition.noise[id] + sigma * stream.normal(day, 0);
        let lethality = (noise - sigma * sigma * 0.5 / (R::one() - phi * phi)).exp();
        let attackers = R::negative_binomial_quantile(attacker * lethality, size, stream.uniform(day, 1));
        let defenders = R::negative_binomial_quantile(defender * lethality, size, stream.uniform(day, 2));
        world.attrition.noise[id] = noise;
        charge(world, id, Side::Attacker, attackers);
        charge(world, id, Side::Defender, defenders);
    }
}

/// Expected deaths of the attacking and the defending side today, before the day's noise.
#[inline(always)]
fn expected<R: Real>(world: &World<'_, R>, id: CampaignId) -> [R; 2] {
    let p = world.mechanisms.attrition;
    let campaign = &world.model.campaigns[id];
    let truce = world.truce_factor(id);
    let (counter, strikes) = match campaign.protector_choice {
        Some(chooser) => {
            let level = world.choice.level[chooser];
            (lookup(&world.ladder.counterattack, level) * truce, lookup(&world.ladder.strikes, level) * truce)
        }
        None => (R::zero(), R::zero()),
    };
    let close = (world.combat.intensity[id] + counter * world.value(p.counterattack_weight)) * world.fronts.ground[id];
    let behind_attack = support::behind(world, id, Side::Attacker);
    let behind_defence = support::behind(world, id, Side::Defender);
    let ratio = world.fronts.defence_ratio[id].max(R::splat(1e-6)).powf(world.value(p.ratio_exponent));
    let (attackers, defenders) = (strength_of(world, id, Side::Attacker), strength_of(world, id, Side::Defender));
    let (lethality, air_lethality) = (world.value(p.lethality), world.value(p.air_lethality));
    let reached = R::one() - world.value(campaign.attacker_cover);
    let strikes = strikes * air_lethality * behind_defence.level.min(R::one()) * reached * world.value(p.strike_weight);
    let from_air = R::one() + air_lethality * behind_defence.lethality * reached;
    let assault = world.value(p.exposure) * close * ratio * from_air * world.fronts.resistance[id];
    let on_attackers = lethality * attackers * (assault + strikes);
    let air = behind_attack.lethality * support::exposure_of_defenders(world, id);
    let on_defenders = lethality * defenders * close / ratio * (R::one() + air_lethality * air);
    [on_attackers, on_defenders]
}

/// Strength of one side of a campaign that is in contact and has not dissolved, persons.
#[inline(always)]
pub fn strength_of<R: Real>(world: &World<'_, R>, campaign: CampaignId, side: Side) -> R {
    let mut strength = R::zero();
    for (id, force) in world.model.forces.ids().zip(world.model.forces.iter()) {
        if force.campaign == campaign && force.side == side {
            strength += fronts::engaged(world, id);
        }
    }
    strength
}

/// Weight of a force in the division of its side's losses: its strength in contact times its exposure, but for days on which a
/// tenth of the side or more dies, so that no force loses more than it has.
#[inline(always)]
fn weight<R: Real>(world: &World<'_, R>, id: ForceId, ordinary: R::Mask) -> R {
    let strength = fronts::engaged(world, id);
    match world.model.forces[id].exposure {
        Some(exposure) => R::select(ordinary, strength * world.value(exposure), strength),
        None => strength,
    }
}

/// Divides a side's deaths, of whom there cannot be more than there are soldiers, among its forces.
#[inline(always)]
fn charge<R: Real>(world: &mut World<'_, R>, campaign: CampaignId, side: Side, deaths: R) {
    let model = world.model;
    let strength = strength_of(world, campaign, side);
    let deaths = deaths.min(strength.floor());
    let ordinary = deaths.lt(strength * 0.1);
    let mut whole = R::splat(1e-9);
    for (id, force) in model.forces.ids().zip(model.forces.iter()) {
        if force.campaign == campaign && force.side == side {
            whole += weight(world, id, ordinary);
        }
    }
    let loss = world.value(world.mechanisms.attrition.loss_per_death);
    let (mut cumulative, mut shares) = (R::zero(), Apportionment::of(deaths));
    for (id, force) in model.forces.ids().zip(model.forces.iter()) {
        if force.campaign != campaign || force.side != side {
            continue;
        }
        let strength = world.attrition.strength[id];
        cumulative += weight(world, id, ordinary);
        let share = shares.up_to(cumulative / whole);
        world.attrition.kill(force.actor, share);
        let joined = replaced(world, id, strength);
        world.attrition.strength[id] = (strength - share * loss + joined).max(R::zero());
    }
}

/// Persons who join a force today: replacements, for a garrison only in quiet times, and arrivals from outside.
#[inline(always)]
fn replaced<R: Real>(world: &World<'_, R>, id: ForceId, strength: R) -> R {
    let force = &world.model.forces[id];
    let ceiling = world.value(force.strength) * world.value(force.ceiling);
    let replacement = world.value(force.replacement);
    let replaced = match force.zone {
        Some(zone) => {
            let quiet = R::one() - world.combat.operation[force.campaign].max(world.fronts.held[zone]);
            replacement * (ceiling * regime::manning(world, id) - strength).max(R::zero()) * quiet
        }
        None => replacement * (ceiling - strength),
    };
    match force.arrivals {
        Some(arrivals) => replaced + R::select(world.allows(&force.arrives_when), world.value(arrivals), R::zero()),
        None => replaced,
    }
}

/// Moves the thirty-day window on, after the day's last deaths.
#[inline(always)]
pub fn close_day<R: Real>(world: &mut World<'_, R>) {
    let slot = world.day % RECENT_DAYS;
    let attrition = &mut world.attrition;
    for id in world.model.actors.ids() {
        let today = attrition.today[id];
        attrition.recent[id] = attrition.recent[id] + (today - attrition.window[id][slot]);
        attrition.window[id][slot] = today;
    }
}
