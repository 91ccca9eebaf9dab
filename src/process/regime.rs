//! Cohesion of a regime's army: garrisons dissolve, dissolution spreads, and the regime falls before it is beaten.
//!
//! With q the dissolved share of a garrison, q̄ its mean over the army, L the share of the core lost, S the shock of the last
//! losses, P what the patrons' support counts for, and a zone's pressure f = σ(k ln FR) · (½ on open road) where the enemy is
//! at it:
//!   s = w_q (½ q + ½ q̄) + w_L L + w_S S + w_F f − w_P P + w_W · 1{a patron has just withdrawn} + N(0, ς)
//!   q ← q + η max(0, Φ((s − m)/σ) − q) − recovery · max(0, q − Φ((s − m)/σ)),    m = margin + w_m (manning − 0.33)
//!   S ← S e^{−1/τ} + ΔL of zones lost today, which acts from tomorrow on
//! The regime falls when a zone of its capital is lost, or when the garrison of one or the whole army has dissolved. Its
//! reserves go from the capital to where the pressure is greatest; part of the garrison of a lost zone falls back.
//! Source: thresholds of collective behaviour (Granovetter 1978; Kuran 1991), for soldiers Castillo 2014; numbers judged on
//! the fall of the Syrian government in 2024 and its survival in 2015 and 2020.

mod garrison;

use crate::model::{CampaignId, ForceId, Model, Regime, RegimeId, RegimeZone, Table, ZoneId};
use crate::numeric::{Mask, Real};
use crate::process::parameters::{FIXED, normal, parameters};
use crate::process::regime::garrison::{fall_back, garrison, scale, send_reserves};
use crate::process::{World, fronts, patron};
use crate::random::Stream;

parameters! { "regime" {
    /// Weight of what has dissolved, here and in the whole army (w_q).
    dissolution: "1" [0.0, 5.0] = 0.60, normal(0.53, 0.67), Prior, "authors' judgement from the literature and three worked cases; 0.45 to 0.75";
    /// Share of it that is a garrison's own; the rest is the army's mean.
    own_garrison: "1" [0.0, 1.0] = 0.5, FIXED, Prior, "judged; results do not depend on it";
    /// Weight of the lost share of the core (w_L).
    loss: "1" [0.0, 5.0] = 0.45, normal(0.40, 0.50), Prior, "authors' judgement from the literature and three worked cases; 0.3 to 0.6";
    /// Weight of the enemy's local superiority (w_F).
    pressure: "1" [0.0, 5.0] = 0.34, normal(0.30, 0.38), Prior, "authors' judgement from the literature and three worked cases; 0.25 to 0.45";
    /// Weight of the shock of zones just lost (w_S).
    shock: "1" [0.0, 5.0] = 0.30, normal(0.25, 0.35), Calibrated, "set by hand on the fall of Aleppo, Hama and Homs; 0.1 to 0.5";
    /// Time over which that shock fades.
    shock_memory: "days" [0.1, 365.0] = 4.0, FIXED, Calibrated, "set by hand on the fall of Aleppo, Hama and Homs; 2 to 8";
    /// Weight of the patrons' support (w_P).
    support: "1" [0.0, 5.0] = 0.45, normal(0.40, 0.50), Calibrated, "set by hand so that the Syrian government of February 2020 stands; 0.35 to 0.55";
    /// Stress added while a patron's withdrawal is fresh (w_W).
    withdrawal: "1" [0.0, 5.0] = 0.10, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Standard deviation of a garrison's stress from day to day.
    noise: "1" [0.0, 1.0] = 0.05, FIXED, Prior, "judged";
    /// Standard deviation of soldiers' thresholds within a garrison.
    threshold_deviation: "1" [0.01, 2.0] = 0.14, FIXED, Calibrated, "set by hand; the cascade turns into a switch below 0.12";
    /// Share of those who would go who go in a day (eta).
    rate: "1/day" [0.0, 1.0] = 0.40, FIXED, Prior, "0.3 to 0.5; held because it cannot be told apart from the margin";
    /// Share of those who would come back who come back in a day.
    recovery: "1/day" [0.0, 1.0] = 0.03, FIXED, Prior, "judged; 0 to 0.05";
    /// Margin gained by full manning against none.
    manning_weight: "1" [0.0, 5.0] = 0.20, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Manning at which the margin is as stated.
    manning_reference: "1" [0.0, 1.0] = 0.33, FIXED, Prior, "middle of the estimates for the Syrian army in 2024";
    /// Dissolved share of the army, or of the capital's garrison, at which the regime falls.
    fall: "1" [0.01, 1.0] = 0.85, FIXED, Prior, "judged; the cascade passes it within a day";
    /// Steepness of pressure in the logarithm of the local force ratio.
    pressure_steepness: "1" [0.0, 50.0] = 3.5, FIXED, Prior, "judged; 2.6 to 4.4";
    /// Pressure of an enemy who is still on the open road before a zone.
    open_road: "1" [0.0, 1.0] = 0.5, FIXED, Prior, "judged";
    /// Days before the first reserves move.
    reserve_delay: "days" [0.0, 365.0] = 2.0, FIXED, Prior, "judged: orders, transport";
    /// Share of the capital's garrison of day 0 that can move in a day.
    reserve_rate: "1/day" [0.0, 1.0] = 0.06, FIXED, Prior, "judged";
    /// Pressure from which reserves move before any zone is lost.
    reserve_pressure: "1" [0.0, 1.0] = 0.5, FIXED, Prior, "judged";
    /// Share of the undissolved garrison of a lost zone that reaches the next one.
    fallback: "1" [0.0, 1.0] = 0.4, FIXED, Prior, "judged";
    /// Share of dissolving men who are killed.
    rout_deaths: "1" [0.0, 1.0] = 0.006, FIXED, Calibrated, "set by hand on Syrian government deaths from 27 November to 8 December 2024; 0.003 to 0.01";
} }

/// Draws a day of a zone: stress, and the deaths of those who leave.
const SLOTS: usize = 2;

/// State of regimes.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Share of a zone's garrison that has dissolved (q); 0 without a garrison.
    pub dissolved: Table<ZoneId, R>,
    /// Share of the army that has dissolved, by the garrisons' strengths of day 0 (q̄).
    pub army: Table<RegimeId, R>,
    /// Share of the core that is lost (L).
    pub lost: Table<RegimeId, R>,
    /// Shock of the last losses (S), as a share of the core.
    pub shock: Table<RegimeId, R>,
    /// Days for which a patron's withdrawal is still fresh.
    pub withdrawal: Table<RegimeId, R>,
    /// 1 on days on which a zone was lost.
    pub captured: Table<RegimeId, R>,
    /// 1 once the regime has fallen.
    pub fallen: Table<RegimeId, R>,
    /// The day of its fall.
    pub fall_day: Table<RegimeId, R>,
    /// Pressure on a zone today.
    pressure: Table<ZoneId, R>,
    /// Strength of a zone's garrison on day 0, persons.
    initial: Table<ZoneId, R>,
    /// Persons whom a capital's garrison can still send elsewhere.
    reserve: Table<ZoneId, R>,
    /// 1 where the enemy held the zone yesterday.
    held: Table<ZoneId, R>,
    /// By regime, in the order of its zones.
    streams: Table<RegimeId, Vec<Stream<R>>>,
}

impl<R: Real> State<R> {
    /// Space for every regime and zone of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let regimes = || model.regimes.map(|_, _| R::zero());
        let zones = || model.zones.map(|_, _| R::zero());
        let stream = |place: &RegimeZone| Stream::new(seed, "regime", &model.zones[place.zone].name.id, SLOTS);
        State {
            dissolved: zones(),
            army: regimes(),
            lost: regimes(),
            shock: regimes(),
            withdrawal: regimes(),
            captured: regimes(),
            fallen: regimes(),
            fall_day: regimes(),
            pressure: zones(),
            initial: zones(),
            reserve: zones(),
            held: zones(),
            streams: model.regimes.map(|_, regime| regime.zones.iter().map(stream).collect()),
        }
    }

    /// The zones' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut().flatten()
    }
}

/// Share of a zone's garrison that has dissolved.
#[inline(always)]
pub fn dissolved<R: Real>(world: &World<'_, R>, zone: ZoneId) -> R {
    world.regime.dissolved[zone]
}

/// 1 once the regime that a campaign attacks has fallen.
#[inline(always)]
pub fn fallen<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    let mut fallen = R::zero();
    for (id, regime) in world.model.regimes.ids().zip(world.model.regimes.iter()) {
        if regime.campaigns.contains(&campaign) {
            fallen = fallen.max(world.regime.fallen[id]);
        }
    }
    fallen
}

/// Days since the fall of the regime that a campaign attacks, 0 on its day; −1 before.
#[inline(always)]
pub fn days_since_fall<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    let mut days = R::splat(-1.0);
    for (id, regime) in world.model.regimes.ids().zip(world.model.regimes.iter()) {
        if regime.campaigns.contains(&campaign) {
            let since = R::splat(world.day as f64) - world.regime.fall_day[id];
            days = R::select(world.regime.fallen[id].gt(R::splat(0.5)), days.max(since), days);
        }
    }
    days
}

/// Share of a force's nominal strength that is present: below 1 for the garrisons of a regime.
#[inline(always)]
pub fn manning<R: Real>(world: &World<'_, R>, force: ForceId) -> R {
    for regime in world.model.regimes.iter() {
        if regime.zones.iter().any(|place| place.garrison.contains(&force)) {
            return world.value(regime.manning);
        }
    }
    R::one()
}

/// Stress that a regime's garrisons bear, with what their manning adds (m).
#[inline(always)]
pub fn margin<R: Real>(world: &World<'_, R>, id: RegimeId) -> R {
    let (p, regime) = (world.mechanisms.regime, &world.model.regimes[id]);
    let manning = world.value(regime.manning) - world.value(p.manning_reference);
    world.value(regime.margin) + world.value(p.manning_weight) * manning
}

/// Stress of the whole army: what has dissolved, what is lost, and the shock of it.
#[inline(always)]
pub fn stress<R: Real>(world: &World<'_, R>, id: RegimeId) -> R {
    let p = world.mechanisms.regime;
    world.value(p.dissolution) * world.regime.army[id]
        + world.value(p.loss) * world.regime.lost[id]
        + world.value(p.shock) * world.regime.shock[id]
}

/// Puts garrisons at the strength that is present, and regimes into their state of day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for (id, regime) in model.regimes.ids().zip(model.regimes.iter()) {
        for place in &regime.zones {
            start_zone(world, regime, place);
        }
        world.regime.shock[id] = world.value(regime.shock);
        world.regime.withdrawal[id] = R::zero();
        world.regime.captured[id] = R::zero();
        world.regime.fallen[id] = R::zero();
        world.regime.fall_day[id] = R::zero();
        if let Some(day) = regime.fell_on {
            fall(world, id, regime, R::Mask::from_bool(true));
            world.regime.fall_day[id] = R::splat(day as f64);
        }
        world.regime.lost[id] = core_lost(world, regime);
        world.regime.army[id] = army_dissolved(world, regime);
    }
}

/// A zone on day 0: one that the enemy holds already has no garrison left.
#[inline(always)]
fn start_zone<R: Real>(world: &mut World<'_, R>, regime: &Regime, place: &RegimeZone) {
    let zone = place.zone;
    let held = world.fronts.held[zone];
    scale(world, place, world.value(regime.manning));
    let initial = garrison(world, place);
    let reserve = if place.capital { initial * world.value(regime.reserve) } else { R::zero() };
    scale(world, place, R::one() - held);
    let dissolved = if place.garrison.is_empty() { R::zero() } else { world.value(regime.dissolved) };
    world.regime.dissolved[zone] = dissolved;
    world.regime.pressure[zone] = R::zero();
    world.regime.initial[zone] = initial;
    world.regime.reserve[zone] = reserve;
    world.regime.held[zone] = held;
}

/// A day of every regime, once it is settled who holds what.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for (id, regime) in model.regimes.ids().zip(model.regimes.iter()) {
        for place in &regime.zones {
            world.regime.pressure[place.zone] = pressure(world, place);
        }
        let loss = lose_zones(world, id, regime);
        send_reserves(world, id, regime);
        dissolve(world, id, regime);
        let memory = (-(R::one() / world.value(world.mechanisms.regime.shock_memory))).exp();
        world.regime.shock[id] = world.regime.shock[id] * memory + loss;
        world.regime.withdrawal[id] = (world.regime.withdrawal[id] - 1.0).max(R::zero());
        world.regime.army[id] = army_dissolved(world, regime);
        settle_fall(world, id, regime);
    }
}

/// The enemy's superiority at a zone, if he is at it.
#[inline(always)]
fn pressure<R: Real>(world: &World<'_, R>, place: &RegimeZone) -> R {
    let (Some(axis), Some(campaign)) = (place.axis, place.campaign) else { return R::zero() };
    let p = world.mechanisms.regime;
    let ratio = world.fronts.local_ratio[axis].max(R::splat(1e-6));
    let superiority = (ratio.ln() * world.value(p.pressure_steepness)).logistic();
    let road = R::one() - fronts::on_open_road(world, axis) * (R::one() - world.value(p.open_road));
    superiority * road * fronts::is_next(world, place.zone) * world.combat.operation[campaign]
}

/// Notes the zones lost since yesterday, whose garrisons fall back; returns their share of the core.
#[inline(always)]
fn lose_zones<R: Real>(world: &mut World<'_, R>, id: RegimeId, regime: &Regime) -> R {
    let (mut loss, mut captured) = (R::zero(), R::zero());
    for place in &regime.zones {
        let held = world.fronts.held[place.zone];
        let taken = (held - world.regime.held[place.zone]).max(R::zero());
        fall_back(world, regime, place, taken);
        loss += taken * place.weight;
        captured = captured.max(taken);
        world.regime.held[place.zone] = held;
    }
    world.regime.captured[id] = captured;
    world.regime.lost[id] = core_lost(world, regime);
    loss
}

/// Garrisons dissolve or recover, and some of those who leave are killed.
#[inline(always)]
fn dissolve<R: Real>(world: &mut World<'_, R>, id: RegimeId, regime: &Regime) {
    let p = world.mechanisms.regime;
    let half = R::splat(0.5);
    let fresh = R::indicator(world.regime.withdrawal[id].gt(R::zero()));
    let (weight, own) = (world.value(p.dissolution), world.value(p.own_garrison));
    let common = stress(world, id)
        - weight * own * world.regime.army[id]
        - world.value(p.support) * patron::of_regime(world, id)
        + world.value(p.withdrawal) * fresh;
    let (margin, day) = (margin(world, id), world.day);
    for (position, place) in regime.zones.iter().enumerate() {
        if place.garrison.is_empty() {
            continue;
        }
        let stands = world.regime.fallen[id].lt(half) & world.regime.held[place.zone].lt(half);
        let noise = world.regime.streams[id][position].normal(day, 0) * world.value(p.noise);
        let dissolved = world.regime.dissolved[place.zone];
        let local = weight * own * dissolved + world.value(p.pressure) * world.regime.pressure[place.zone] + noise;
        let target = ((common + local - margin) / world.value(p.threshold_deviation)).normal_cdf();
        let left = world.value(p.rate) * (target - dissolved).max(R::zero());
        let back = world.value(p.recovery) * (dissolved - target).max(R::zero());
        let change = R::select(stands, left - back, R::zero());
        let luck = world.regime.streams[id][position].uniform(day, 1);
        rout(world, regime, place, change.max(R::zero()), luck);
        world.regime.dissolved[place.zone] = (dissolved + change).clamp(0.0, 1.0);
    }
}

/// Deaths among those who leave: a Poisson count at the uniform draw `luck`.
#[inline(always)]
fn rout<R: Real>(world: &mut World<'_, R>, regime: &Regime, place: &RegimeZone, left: R, luck: R) {
    let strength = garrison(world, place);
    let expected = world.value(world.mechanisms.regime.rout_deaths) * left * strength;
    let deaths = R::poisson_quantile(expected, luck).min(strength.floor());
    scale(world, place, R::one() - deaths / strength.max(R::one()));
    world.attrition.kill(regime.actor, deaths);
}

/// Whether the regime falls today.
#[inline(always)]
fn settle_fall<R: Real>(world: &mut World<'_, R>, id: RegimeId, regime: &Regime) {
    let (half, limit) = (R::splat(0.5), world.value(world.mechanisms.regime.fall));
    let mut falls = world.regime.army[id].gt(limit);
    for place in regime.zones.iter().filter(|place| place.capital) {
        falls = falls | world.regime.held[place.zone].gt(half) | world.regime.dissolved[place.zone].gt(limit);
    }
    falls = falls & world.regime.fallen[id].lt(half);
    if falls.any() {
        fall(world, id, regime, falls);
        world.regime.fall_day[id] = R::select(falls, R::splat(world.day as f64), world.regime.fall_day[id]);
    }
}

/// A regime falls: its garrisons go home, and all that it held passes to the attackers.
#[inline(always)]
fn fall<R: Real>(world: &mut World<'_, R>, id: RegimeId, regime: &Regime, falls: R::Mask) {
    world.regime.fallen[id] = R::select(falls, R::one(), world.regime.fallen[id]);
    let fallen = R::indicator(falls);
    for place in &regime.zones {
        scale(world, place, R::one() - fallen);
    }
    let model = world.model;
    for (zone, data) in model.zones.ids().zip(model.zones.iter()) {
        let Some(stretch) = data.stretch else { continue };
        if regime.campaigns.contains(&model.axes[stretch.axis].campaign) {
            let passes = fallen * (R::one() - world.fronts.held[zone]);
            world.fronts.held[zone] += passes;
            world.fronts.changes[zone] += passes;
            world.regime.held[zone] = world.fronts.held[zone];
        }
    }
    world.regime.lost[id] = core_lost(world, regime);
}

/// Weight of the zones of the core that the enemy holds.
#[inline(always)]
fn core_lost<R: Real>(world: &World<'_, R>, regime: &Regime) -> R {
    let mut lost = R::zero();
    for place in &regime.zones {
        lost += world.fronts.held[place.zone] * place.weight;
    }
    lost
}

/// Mean dissolved share of the garrisons, by their strengths of day 0.
#[inline(always)]
fn army_dissolved<R: Real>(world: &World<'_, R>, regime: &Regime) -> R {
    let (mut dissolved, mut whole) = (R::zero(), R::zero());
    for place in &regime.zones {
        dissolved += world.regime.dissolved[place.zone] * world.regime.initial[place.zone];
        whole += world.regime.initial[place.zone];
    }
    dissolved / whole.max(R::splat(1e-9))
}
