//! Escalation choice: each actor's rung by quantal response on decision epochs, with persistent tastes.
//!
//! On an epoch (on average every τ days, or forced by own deaths or a deadline) an actor moves to the rung a within one step
//! of its present one (two after a mass-casualty day) that maximises λ U(a) + G(a), with G a Gumbel taste per actor and rung
//! that is redrawn rarely, or when news breaks: a quantal response (McKelvey & Palfrey 1995) whose noise persists, so that
//! rare actions do not happen for want of patience.
//!
//! Attacker:  U(a) = s · min(v I(a) H / full gain, 1) · aim − c I(a) E(deaths)/D0 − γ AC · shortfall(a) + η · 1{same side of an operation}
//!            − Λ Cr x max(0, a − limited strike)/2, Cr x what red lines addressed to it deter
//!            − 1{operation} (κ (1 − readiness) + meeting ahead + meeting just held + any truce + durable truce) − Λ r(a)
//! Protector: U(a) = s · threat · protection(a) − cost(a) − c · min(E(deaths | a)/D0, 1) − ω N · weight(a) · (1 − 0.6 AC)
//!            − γ AC · shortfall(a) − Λ r(a) − truce terms + hysteresis
//! with threat = w₁ min(advance in H / depth, cap) + w₂ border pressure + w₃ posts cut off + w₄ aim reached, and
//! r(a) = 1 − exp(−H dep ρ₀ e^{ρ₁(a + ℓ_other − 6)}) the autonomous risk of the brink (Schelling 1966; Powell 2015).
//! Source: McKelvey & Palfrey 1995 for quantal response; fresh noise at every epoch makes any rare action happen in the end, hence
//! persistent tastes.

mod brink;
pub mod taste;

use crate::model::ladder::{LIMITED_STRIKE, RUNG_COUNT, SUSTAINED_OPERATION};
use crate::model::{CampaignId, Chooser, ChooserId, Model, Role, Rungs, Side, Table};
use crate::numeric::{Mask, Real};
use crate::process::choice::brink::Brink;
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, log_normal, parameters};
use crate::process::{World, attrition, incident, red_line, support};
use crate::random::Stream;

parameters! { "choice" {
    /// Precision of the quantal response (lambda).
    precision: "1/utility" [0.0, 100.0] = 8.47, log_normal(6.44, 10.8), Calibrated, "fitted on the Idlib course of events; 2 to 8 with stakes scaled to 1";
    /// Mean time between decision epochs (tau).
    epoch: "days" [0.5, 365.0] = 3.0, log_normal(2.0, 5.0), Prior, "authors' judgement from the literature and three worked cases";
    /// Daily probability that an actor's tastes are redrawn without news.
    taste_renewal: "1/day" [0.0, 1.0] = 0.025, FIXED, Calibrated, "fitted: once in forty days; once in sixty";
    /// Probability that tastes are redrawn on a day of news: a meeting of leaders, or the day after mass casualties of the protector.
    taste_news: "1" [0.0, 1.0] = 0.3, FIXED, Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Horizon over which an actor looks ahead (H).
    horizon: "days" [1.0, 365.0] = 14.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of audience cost (gamma).
    audience_weight: "1" [0.0, 10.0] = 0.3, log_normal(0.1, 0.6), Prior, "judged; Tomz 2007 for the direction";
    /// Advantage of staying on the same side of a sustained operation (eta).
    hysteresis: "utility" [0.0, 5.0] = 0.04, log_normal(0.033, 0.048), Calibrated, "fitted; 0.05";
    /// Cost of launching or sustaining an operation without any readiness.
    launch_cost: "utility" [0.0, 10.0] = 1.2, log_normal(1.06, 1.37), Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Restraint of an attacker before a leaders' meeting that is on the calendar.
    meeting_ahead: "utility" [0.0, 5.0] = 1.0, FIXED, Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Days ahead at which a meeting restrains.
    meeting_notice: "days" [0.0, 100.0] = 14.0, FIXED, Prior, "judged";
    /// Restraint just after a leaders' meeting.
    meeting_after: "utility" [0.0, 5.0] = 0.10, FIXED, Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Days over which that restraint decays.
    meeting_memory: "days" [0.1, 365.0] = 8.0, FIXED, Prior, "judged";
    /// Cost of an operation while any truce is declared.
    truce_cost: "utility" [0.0, 5.0] = 0.35, FIXED, Prior, "judged";
    /// Further cost of an operation under a durable truce.
    durable_truce_cost: "utility" [0.0, 5.0] = 0.80, FIXED, Prior, "judged from the truce of 6 March 2020";
    /// Cost of limited strikes under a durable truce.
    durable_strike_cost: "utility" [0.0, 5.0] = 0.60, FIXED, Prior, "judged: a truce that takes hold ends limited strikes, as in Idlib from 6 March 2020";
    /// An attacker's loss from open war with the protector (Lambda).
    attacker_war_loss: "utility" [0.0, 50.0] = 1.5, FIXED, Prior, "1 to 3";
    /// A protector's loss from open war with the attacker's patron (Lambda).
    protector_war_loss: "utility" [0.0, 50.0] = 3.0, FIXED, Prior, "nuclear patron";
    /// Weight of the rate of advance in the threat.
    threat_advance: "1" [0.0, 5.0] = 0.40, FIXED, Calibrated, "set by hand on the Idlib course of events";
    /// Most that the rate of advance can count.
    threat_advance_cap: "1" [0.0, 10.0] = 1.2, FIXED, Prior, "judged";
    /// Weight of border pressure in the threat.
    threat_pressure: "1" [0.0, 5.0] = 0.773, FIXED, Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Most that border pressure can count.
    threat_pressure_cap: "1" [0.0, 10.0] = 1.5, FIXED, Prior, "judged";
    /// Weight of each observation post cut off.
    threat_post: "1" [0.0, 5.0] = 0.03, FIXED, Calibrated, "set by hand on the Idlib course of events";
    /// Weight of the attacker's aim reached.
    threat_aim: "1" [0.0, 5.0] = 0.615, FIXED, Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Weight of a protector's expected deaths beside its own cost sensitivity.
    protector_death_weight: "1" [0.0, 5.0] = 0.35, FIXED, Calibrated, "set by hand on the Idlib course of events";
    /// Weight of another power's leverage on striking (omega).
    leverage_weight: "utility" [0.0, 10.0] = 0.5, log_normal(0.3, 0.8), Calibrated, "authors' judgement from the literature and three worked cases";
    /// Share of it that bears on a limited strike.
    leverage_on_strike: "1" [0.0, 2.0] = 0.45, FIXED, Prior, "judged";
    /// Share of it that bears on an operation.
    leverage_on_operation: "1" [0.0, 2.0] = 0.9, FIXED, Prior, "judged";
    /// Share of leverage that a full audience cost makes an actor disregard.
    defiance: "1" [0.0, 1.0] = 0.6, FIXED, Prior, "judged";
    /// Cost of missing the first committed step, in units of gamma AC.
    first_step_missed: "1" [0.0, 10.0] = 2.0, FIXED, Calibrated, "authors' judgement from the literature and three worked cases";
    /// Cost of each further step missed.
    further_step_missed: "1" [0.0, 10.0] = 0.5, FIXED, Calibrated, "authors' judgement from the literature and three worked cases";
    /// A protector's advantage of staying on the same side of an operation.
    protector_hysteresis: "utility" [0.0, 5.0] = 0.25, FIXED, Calibrated, "authors' judgement from the literature and three worked cases";
    /// A protector's advantage of staying on its rung.
    inertia: "utility" [0.0, 5.0] = 0.05, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// A protector's cost of an operation under a durable truce.
    protector_truce_cost: "utility" [0.0, 5.0] = 0.70, FIXED, Prior, "judged";
} }

/// Draws a day: the epoch, the renewal of tastes, and one taste a rung.
const SLOTS: usize = 2 + RUNG_COUNT;

/// State of choices.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Rung, as a whole number.
    pub level: Table<ChooserId, R>,
    /// Rung at the end of yesterday.
    pub yesterday: Table<ChooserId, R>,
    /// 1 on days on which the actor decided.
    pub decided: Table<ChooserId, R>,
    /// Utility of each rung at the last decision day.
    pub utility: Table<ChooserId, Rungs<R>>,
    /// Threat felt by the protector of a campaign.
    pub threat: Table<CampaignId, R>,
    /// Standing taste for each rung, in units of utility times precision.
    pub tastes: Table<ChooserId, Rungs<R>>,
    streams: Table<ChooserId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every chooser of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.choosers.map(|_, _| R::zero());
        let rungs = || model.choosers.map(|_, _| [R::zero(); RUNG_COUNT]);
        State {
            level: zeroes(),
            yesterday: zeroes(),
            decided: zeroes(),
            utility: rungs(),
            threat: model.campaigns.map(|_, _| R::zero()),
            tastes: rungs(),
            streams: model
                .choosers
                .map(|_, chooser| Stream::new(seed, "choice", &model.actors[chooser.actor].name.id, SLOTS)),
        }
    }

    /// The choosers' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }

    /// Lowers an actor's rung to a ceiling, as a truce does.
    #[inline(always)]
    pub fn cap(&mut self, chooser: ChooserId, ceiling: R) {
        self.level[chooser] = self.level[chooser].min(ceiling);
    }
}

/// Sets rungs to day 0; the tastes of day 0 wait for its utilities.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.choosers.ids() {
        let level = R::splat(world.model.choosers[id].start as f64);
        world.choice.level[id] = level;
        world.choice.yesterday[id] = level;
        world.choice.decided[id] = R::zero();
        world.choice.utility[id] = [R::zero(); RUNG_COUNT];
        world.choice.tastes[id] = [R::zero(); RUNG_COUNT];
    }
    for threat in world.choice.threat.iter_mut() {
        *threat = R::zero();
    }
}

/// Every actor that chooses, from the same state of yesterday evening.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for campaign in world.model.campaigns.ids() {
        world.choice.threat[campaign] = threat(world, campaign);
    }
    for id in world.model.choosers.ids() {
        world.choice.utility[id] = match world.model.choosers[id].role {
            Role::Attacker => attacker_utility(world, id),
            Role::Protector => protector_utility(world, id),
        };
    }
    for id in world.model.choosers.ids() {
        world.choice.yesterday[id] = world.choice.level[id];
    }
    for id in world.model.choosers.ids() {
        if world.day == 0 {
            first_tastes(world, id);
        } else {
            renew_tastes(world, id);
        }
        decide(world, id);
    }
}

/// The rungs that an actor may choose from its first one.
fn first_rungs(chooser: &Chooser) -> std::ops::RangeInclusive<usize> {
    chooser.start.saturating_sub(1).max(chooser.lowest)..=(chooser.start + 1).min(chooser.highest)
}

/// Tastes of day 0, drawn given that the actor's rung of day 0 is what it wants.
#[inline(always)]
fn first_tastes<R: Real>(world: &mut World<'_, R>, id: ChooserId) {
    let chooser = &world.model.choosers[id];
    let precision = world.value(world.mechanisms.choice.precision);
    let scores = world.choice.utility[id].map(|utility| precision * utility);
    let stream = &mut world.choice.streams[id];
    world.choice.tastes[id] =
        taste::first(&scores, first_rungs(chooser), chooser.start, |rung| stream.uniform(0, 2 + rung));
}

/// Redraws tastes rarely, and on news.
#[inline(always)]
fn renew_tastes<R: Real>(world: &mut World<'_, R>, id: ChooserId) {
    let p = world.mechanisms.choice;
    let chooser = &world.model.choosers[id];
    let news = world.news(chooser.campaign);
    let stirred =
        R::select(news, world.value(p.taste_news).max(world.value(p.taste_renewal)), world.value(p.taste_renewal));
    let probability = R::select(fulfilled(world, chooser), R::one(), stirred);
    let day = world.day;
    let stream = &mut world.choice.streams[id];
    let renewed = stream.uniform(day, 1).lt(probability);
    taste::renew(&mut world.choice.tastes[id], renewed, |rung| stream.uniform(day, 2 + rung));
}

/// Moves an actor on its epochs.
#[inline(always)]
fn decide<R: Real>(world: &mut World<'_, R>, id: ChooserId) {
    let p = world.mechanisms.choice;
    let chooser = &world.model.choosers[id];
    let day = world.day;
    let regular = world.choice.streams[id].uniform(day, 0).lt(R::one() / world.value(p.epoch).max(R::one()));
    let forced = forced_epoch(world, id);
    let shocked = incident::mass_casualties(world, chooser.actor);
    let level = world.choice.level[id];
    let reach = R::select(shocked, R::splat(2.5), R::splat(1.5));
    let fall = R::select(fulfilled(world, chooser), R::splat(2.5), R::splat(1.5));
    let precision = world.value(p.precision);
    let (mut best, mut choice) = (R::splat(f64::NEG_INFINITY), level);
    for rung in chooser.lowest..=chooser.highest {
        let here = R::splat(rung as f64);
        let score = precision * world.choice.utility[id][rung] + world.choice.tastes[id][rung];
        let open = here.gt(level - fall) & here.lt(level + reach) & score.gt(best);
        best = R::select(open, score, best);
        choice = R::select(open, here, choice);
    }
    let epoch = regular | forced;
    world.choice.decided[id] = R::indicator(epoch);
    world.choice.level[id] = R::select(epoch, choice, level);
}

/// A protector decides after any own death or on its deadline; an attacker after a mass-casualty day of the protector.
#[inline(always)]
fn forced_epoch<R: Real>(world: &World<'_, R>, id: ChooserId) -> R::Mask {
    let chooser = &world.model.choosers[id];
    match chooser.role {
        Role::Protector => {
            world.attrition.today[chooser.actor].gt(R::splat(0.5)) | world.ultimatums_of(id).due_today.gt(R::splat(0.5))
        }
        Role::Attacker => incident::provoked(world, id) | fulfilled(world, chooser),
    }
}

/// Whether yesterday saw an attacker's whole aim reached: it decides anew, with fresh tastes, and may come down two rungs.
#[inline(always)]
fn fulfilled<R: Real>(world: &World<'_, R>, chooser: &Chooser) -> R::Mask {
    match chooser.role {
        Role::Attacker => world.fronts.fulfilled[chooser.campaign].gt(R::splat(0.5)),
        Role::Protector => R::Mask::from_bool(false),
    }
}

/// Threat that a campaign means to its protector.
#[inline(always)]
fn threat<R: Real>(world: &World<'_, R>, id: CampaignId) -> R {
    let p = world.mechanisms.choice;
    let campaign = &world.model.campaigns[id];
    let advance = world.perceived_advance(id) * world.value(p.horizon) / world.value(campaign.threat_depth);
    let pressure = world.border_pressure(id);
    let mut posts = R::zero();
    for accord in &campaign.accords {
        posts += world.posts_cut_off(*accord);
    }
    world.value(p.threat_advance) * advance.min(world.value(p.threat_advance_cap))
        + world.value(p.threat_pressure) * pressure.min(world.value(p.threat_pressure_cap))
        + world.value(p.threat_post) * posts
        + world.value(p.threat_aim) * world.fronts.aim[id]
}

/// Cost of standing below what was committed to, or what the public demands.
#[inline(always)]
fn shortfall_cost<R: Real>(world: &World<'_, R>, id: ChooserId, rung: R) -> R {
    let p = world.mechanisms.choice;
    let missed = (world.audience.commitment[id].max(world.audience.demand[id]) - rung).max(R::zero());
    let steps = missed.min(R::one()) * world.value(p.first_step_missed)
        + (missed - 1.0).max(R::zero()) * world.value(p.further_step_missed);
    world.value(p.audience_weight) * world.audience.cost[id] * steps
}

/// Utility of every rung to an attacker.
#[inline(always)]
fn attacker_utility<R: Real>(world: &World<'_, R>, id: ChooserId) -> Rungs<R> {
    let p = world.mechanisms.choice;
    let chooser = &world.model.choosers[id];
    let campaign = &world.model.campaigns[chooser.campaign];
    let horizon = world.value(p.horizon);
    let gain = world.fronts.speed[chooser.campaign] * horizon / world.value(campaign.full_gain);
    let beyond = world.fronts.aim[chooser.campaign].gt(world.value(world.mechanisms.audience.aim_reached));
    let stake = world.value(chooser.stake) * R::select(beyond, world.value(campaign.stake_beyond_aim), R::one());
    let cost = world.value(chooser.cost_sensitivity) * expected_attacker_deaths(world, chooser)
        / world.value(world.model.actors[chooser.actor].severe_deaths);
    let (operation_cost, strike_cost) = attacker_restraint(world, chooser);
    let operating = at_least(world.choice.level[id], SUSTAINED_OPERATION);
    let hysteresis = world.value(p.hysteresis);
    let brink = Brink::of(world, chooser, p.attacker_war_loss);
    let deterred = red_line::deterrence(world, chooser.actor) * world.value(p.attacker_war_loss);
    let mut utilities = [R::zero(); RUNG_COUNT];
    for (rung, best) in utilities.iter_mut().enumerate() {
        let here = R::splat(rung as f64);
        let intensity = world.ladder.intensity[rung];
        let mut utility = stake * (gain * intensity).min(R::one())
            - cost * intensity
            - deterred * (rung as f64 - LIMITED_STRIKE as f64).max(0.0) * 0.5
            - brink.attacker_cost(here)
            - shortfall_cost(world, id, here);
        utility += R::select(
            operating,
            R::splat(f64::from(u8::from(rung >= SUSTAINED_OPERATION))),
            R::splat(f64::from(u8::from(rung < SUSTAINED_OPERATION))),
        ) * hysteresis;
        if rung >= SUSTAINED_OPERATION {
            utility -= operation_cost;
        }
        if rung + 1 >= SUSTAINED_OPERATION {
            utility -= strike_cost;
        }
        *best = utility;
    }
    utilities
}

/// What holds an attacker back from an operation, and from strikes: readiness, meetings and truces.
#[inline(always)]
fn attacker_restraint<R: Real>(world: &World<'_, R>, chooser: &Chooser) -> (R, R) {
    let p = world.mechanisms.choice;
    let campaign = chooser.campaign;
    let durable = world.ceasefire_durable(campaign);
    let meetings = &world.model.campaigns[campaign].restraining;
    let ahead = R::indicator(world.any_meeting_before(meetings, world.value(p.meeting_notice)));
    let after = (-world.days_since(meetings) / world.value(p.meeting_memory)).exp();
    let operation = world.value(p.launch_cost) * (R::one() - world.combat.readiness[campaign])
        + world.value(p.meeting_ahead) * ahead
        + world.value(p.meeting_after) * after
        + world.value(p.truce_cost) * world.ceasefire_any(campaign)
        + world.value(p.durable_truce_cost) * durable;
    (operation, world.value(p.durable_strike_cost) * durable)
}

/// Own deaths an attacker expects over the horizon from an operation under the protector's present fires.
#[inline(always)]
fn expected_attacker_deaths<R: Real>(world: &World<'_, R>, chooser: &Chooser) -> R {
    let a = world.mechanisms.attrition;
    let fires = support::behind(world, chooser.campaign, Side::Defender).level;
    let strength = attrition::strength_of(world, chooser.campaign, Side::Attacker);
    let reached = R::one() - world.value(world.model.campaigns[chooser.campaign].attacker_cover);
    let from_fires = R::one() + world.value(a.air_lethality) * fires * reached;
    world.value(a.lethality) * strength * from_fires * world.value(world.mechanisms.choice.horizon)
}

/// Utility of every rung to a protector.
#[inline(always)]
fn protector_utility<R: Real>(world: &World<'_, R>, id: ChooserId) -> Rungs<R> {
    let p = world.mechanisms.choice;
    let chooser = &world.model.choosers[id];
    let worth = world.value(chooser.stake) * world.choice.threat[chooser.campaign];
    let restraint = match chooser.restrained_by {
        Some(dyad) => world.value(p.leverage_weight) * world.leverage.balance(world.model, dyad),
        None => R::zero(),
    } * (R::one() - world.value(p.defiance) * world.audience.cost[id].min(R::one()));
    let deaths_cost = world.value(chooser.cost_sensitivity) * world.value(p.protector_death_weight);
    let severe = world.value(world.model.actors[chooser.actor].severe_deaths);
    let durable = world.ceasefire_durable(chooser.campaign);
    let level = world.choice.level[id];
    let operating = at_least(level, SUSTAINED_OPERATION);
    let brink = Brink::of(world, chooser, p.protector_war_loss);
    let mut utilities = [R::zero(); RUNG_COUNT];
    for (rung, best) in utilities.iter_mut().enumerate() {
        let here = R::splat(rung as f64);
        let deaths = incident::expected_deaths(world, id, rung) / severe;
        let mut utility = worth * world.ladder.protection[rung]
            - world.ladder.posture_cost[rung]
            - deaths_cost * deaths.min(R::one())
            - shortfall_cost(world, id, here);
        let same_side =
            if rung >= SUSTAINED_OPERATION { R::indicator(operating) } else { R::one() - R::indicator(operating) };
        utility += same_side * world.value(p.protector_hysteresis)
            + R::indicator(level.eq_mask(here)) * world.value(p.inertia);
        if rung >= SUSTAINED_OPERATION {
            utility -= restraint * world.value(p.leverage_on_operation)
                + durable * world.value(p.protector_truce_cost)
                + brink.protector_cost(here);
        } else if rung + 1 == SUSTAINED_OPERATION {
            utility -= restraint * world.value(p.leverage_on_strike)
                + durable * world.value(p.durable_strike_cost)
                + brink.protector_cost(here);
        }
        *best = utility;
    }
    utilities
}
