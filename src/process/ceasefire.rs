//! Ceasefires in two stages: a deal or a declaration, whether it takes hold, and how long it lasts.
//!
//! Deal hazard:  h = h₀ exp(2.5 MHS + 3 LV + 1.5 way out + mediator + 0.7 scheduled − 1.5 momentum · (1 − O)), at most 0.5,
//!   MHS = √(Hurt_A Hurt_P) e^{−v/v₀} (mutually hurting stalemate), Hurt = 1 − exp(−(deaths in 30 days / D0 + other burden)),
//!   O = σ((aim − 0.8)/0.06) (limited victory), LV = O · resolve · (1 if the protector strikes, else 0.4).
//!   It is concentrated on meetings: P = 1 − e^{−7h} on a meeting day, 1 − e^{−h/4} otherwise.
//! Take-hold:    z ~ Bernoulli(σ(t₀ + 2.2 g + 1.8 o + 1.2 √(Hurt_A Hurt_P) + 2 e − 0.2 failures))
//! Paper truces: declared with a small hazard, more likely at a meeting; life T = exp(4.0 − 4.2 I) · E^{1/0.9}, E ~ Exp(1).
//! Durable ones: Weibull hazard H₀(t) = (t/s)^k times joint patrols, pressure and the wearing off of mediation e^{t/900}.
//! Source: Zartman (ripeness); Fortna 2004, Werner & Yuen 2005, Beardsley 2008 for durability.

use crate::model::ladder::{LIMITED_STRIKE, PROXY_SURGE, SUSTAINED_OPERATION};
use crate::model::{ActorId, CampaignId, CeasefireId, Model, Table};
use crate::numeric::Real;
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, log_normal, normal, parameters};
use crate::process::{World, hazard};
use crate::random::Stream;

parameters! { "ceasefire" {
    /// Deal hazard without any of its drivers (h0).
    deal_base: "1/day" [0.0, 1.0] = 0.0008, log_normal(0.00051, 0.0013), Calibrated, "fitted; 0.0015";
    /// Weight of a mutually hurting stalemate.
    stalemate: "1" [0.0, 20.0] = 2.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of a limited victory.
    limited_victory: "1" [0.0, 20.0] = 3.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of a way out.
    way_out: "1" [0.0, 20.0] = 1.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Standing weight of a mediator with leverage.
    mediator: "1" [0.0, 20.0] = 0.6, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of a meeting within a week.
    scheduled: "1" [0.0, 20.0] = 0.7, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of the attacker's momentum toward an unfinished aim.
    momentum: "1" [0.0, 20.0] = 1.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Speed of the front at which a stalemate is gone by a factor e.
    stalemate_speed: "km/day" [0.01, 100.0] = 0.7, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Speed of the front that counts as full momentum.
    momentum_speed: "km/day" [0.01, 100.0] = 3.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Share of the aim at which a victory is half of a limited victory.
    victory_at: "1" [0.0, 1.0] = 0.8, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Width of that step.
    victory_width: "1" [0.001, 1.0] = 0.06, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Share of a limited victory that counts while the protector does not strike.
    victory_unopposed: "1" [0.0, 1.0] = 0.4, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Way out that is always there.
    way_out_base: "1" [0.0, 1.0] = 0.2, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Way out added by a limited victory, and by a meeting within a week.
    way_out_step: "1" [0.0, 1.0] = 0.4, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Concentration of the hazard on a meeting day.
    at_meeting: "1" [0.0, 100.0] = 7.0, FIXED, Calibrated, "authors' judgement from the literature and three worked cases";
    /// Share of the hazard on other days.
    off_meeting: "1" [0.0, 1.0] = 0.25, FIXED, Calibrated, "authors' judgement from the literature and three worked cases";
    /// Burden on the attacker besides deaths.
    attacker_burden: "1" [0.0, 10.0] = 0.15, FIXED, Prior, "judged: the Syrian economy";
    /// Weight of border pressure in the protector's hurt.
    pressure_burden: "1" [0.0, 10.0] = 0.5, FIXED, Prior, "judged";
    /// Intercept of the take-hold logit.
    hold_base: "1" [-20.0, 20.0] = -4.2, normal(-4.9, -3.5), Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of both patrons' buy-in.
    hold_buy_in: "1" [0.0, 20.0] = 2.2, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of the aim reached.
    hold_aim: "1" [0.0, 20.0] = 1.8, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of mutual hurt.
    hold_hurt: "1" [0.0, 20.0] = 1.2, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of enforcement on the ground.
    hold_enforcement: "1" [0.0, 20.0] = 2.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Fatigue per failed truce, up to three.
    fatigue: "1" [0.0, 5.0] = 0.2, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Hazard of a paper truce after a bloody day with a mediator at work.
    paper: "1/day" [0.0, 10.0] = 0.03, FIXED, Prior, "three in thirty days";
    /// Share of it after a day that is not bloody.
    paper_quiet: "1" [0.0, 1.0] = 0.15, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Deaths in a day that make it bloody.
    bloody: "deaths" [0.0, 1e5] = 50.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Probability of at least a paper truce on a meeting day.
    paper_at_meeting: "1" [0.0, 1.0] = 0.5, FIXED, Prior, "the truces of 12 January and 5 March 2020";
    /// Logarithm of a paper truce's life at no intensity.
    paper_life: "ln days" [-10.0, 10.0] = 4.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Fall of that logarithm per unit of intensity.
    paper_intensity: "1" [0.0, 20.0] = 4.2, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weibull shape of a paper truce's life.
    paper_shape: "1" [0.05, 10.0] = 0.9, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weibull shape of a durable truce's life.
    durable_shape: "1" [0.05, 10.0] = 0.7, normal(0.5, 0.9), Prior, "authors' judgement from the literature and three worked cases";
    /// Weibull scale of a durable truce's life.
    durable_scale: "days" [1.0, 1e6] = 2500.0, log_normal(1200.0, 5000.0), Prior, "authors' judgement from the literature and three worked cases";
    /// Hazard ratio of joint patrols times mediation times outside pressure.
    durable_ratio: "1" [0.0, 100.0] = 0.72, FIXED, Prior, "0.6, 0.6 and 2.0";
    /// Days over which the help of mediation wears off by a factor e.
    mediation_life: "days" [1.0, 1e6] = 900.0, FIXED, Prior, "judged; Beardsley 2008 for the direction";
    /// Hazard ratio after a limited victory.
    victory_ratio: "1" [0.0, 10.0] = 0.6, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Hazard ratio without one.
    unfinished_ratio: "1" [0.0, 10.0] = 1.3, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// State of ceasefires.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 0 none, 1 paper, 2 durable.
    pub status: Table<CeasefireId, R>,
    /// Days since it came into force.
    pub age: Table<CeasefireId, R>,
    /// Day on which a paper truce ends.
    pub ends: Table<CeasefireId, R>,
    /// Truces that failed.
    pub failures: Table<CeasefireId, R>,
    /// Deal hazard yesterday, 1/day.
    pub rate: Table<CeasefireId, R>,
    streams: Table<CeasefireId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every ceasefire of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.ceasefires.map(|_, _| R::zero());
        State {
            status: zeroes(),
            age: zeroes(),
            ends: zeroes(),
            failures: zeroes(),
            rate: zeroes(),
            streams: model.ceasefires.map(|_, ceasefire| Stream::new(seed, "ceasefire", &ceasefire.name.id, 5)),
        }
    }

    /// The ceasefires' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// No ceasefire is in force on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.ceasefires.ids() {
        world.ceasefire.status[id] = R::zero();
        world.ceasefire.age[id] = R::zero();
        world.ceasefire.ends[id] = R::splat(f64::INFINITY);
        world.ceasefire.failures[id] = R::zero();
        world.ceasefire.rate[id] = R::zero();
    }
}

/// What ripeness looks like today.
struct Ripeness<R: Real> {
    mutual_hurt: R,
    protector_hurt: R,
    victory: R,
    aim: R,
    protector_level: R,
    meets: R::Mask,
    rate: R,
}

/// Deals, declarations and failures.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.ceasefires.ids() {
        let ripeness = ripeness(world, id);
        conclude(world, id, &ripeness);
    }
}

/// Hurt, limited victory and the deal hazard.
#[inline(always)]
fn ripeness<R: Real>(world: &World<'_, R>, id: CeasefireId) -> Ripeness<R> {
    let p = world.mechanisms.ceasefire;
    let campaign_id = world.model.ceasefires[id].campaign;
    let campaign = &world.model.campaigns[campaign_id];
    let attacker_hurt = hazard(recent_deaths(world, campaign.attacker) + world.value(p.attacker_burden));
    let pressure = world.border_pressure(campaign_id);
    let (protector_deaths, protector_level, resolve) = match campaign.protector_choice {
        Some(chooser) => (
            recent_deaths(world, world.model.choosers[chooser].actor),
            world.choice.level[chooser],
            world.belief.resolve[world.model.choosers[chooser].belief],
        ),
        None => (recent_deaths(world, campaign.defender), R::splat(5.0), R::splat(0.5)),
    };
    let protector_hurt = hazard(protector_deaths + pressure * world.value(p.pressure_burden));
    let speed = world.perceived_advance(campaign_id);
    let mutual_hurt = (attacker_hurt * protector_hurt).sqrt();
    let stalemate = mutual_hurt * (-speed / world.value(p.stalemate_speed)).exp();
    let aim = world.fronts.aim[campaign_id];
    let victory = ((aim - world.value(p.victory_at)) / world.value(p.victory_width)).logistic();
    let opposed = R::select(at_least(protector_level, LIMITED_STRIKE), R::one(), world.value(p.victory_unopposed));
    let soon = R::indicator(world.meeting_within(campaign_id, 7.0));
    let way_out = world.value(p.way_out_base) + world.value(p.way_out_step) * (victory + soon);
    let momentum = (speed / world.value(p.momentum_speed)).min(R::one()) * (R::one() - victory);
    let drive = world.value(p.stalemate) * stalemate
        + world.value(p.limited_victory) * victory * resolve * opposed
        + world.value(p.way_out) * way_out
        + world.value(p.mediator)
        + world.value(p.scheduled) * soon
        - world.value(p.momentum) * momentum;
    let rate = (world.value(p.deal_base) * drive.exp()).min(R::splat(0.5));
    Ripeness {
        mutual_hurt,
        protector_hurt,
        victory,
        aim,
        protector_level,
        meets: world.meeting_today(campaign_id),
        rate,
    }
}

/// Own deaths of thirty days as a share of severe deaths.
#[inline(always)]
fn recent_deaths<R: Real>(world: &World<'_, R>, actor: ActorId) -> R {
    world.attrition.recent[actor] / world.value(world.model.actors[actor].severe_deaths)
}

/// Probability that a deal concluded today takes hold.
#[inline(always)]
fn take_hold<R: Real>(world: &World<'_, R>, id: CeasefireId, ripeness: &Ripeness<R>) -> R {
    let p = world.mechanisms.ceasefire;
    let meets = R::indicator(ripeness.meets);
    let operation = R::indicator(at_least(ripeness.protector_level, SUSTAINED_OPERATION));
    let attackers_patron = (R::splat(0.3) + ripeness.victory * 0.35 + operation * 0.35 + meets * 0.2).min(R::one());
    let protector =
        (R::splat(0.45) + ripeness.protector_hurt * 0.3 + ripeness.victory * 0.2 + meets * 0.2).min(R::one());
    let aim = ripeness.victory * 0.8 + (R::one() - ripeness.victory) * ripeness.aim * 0.6;
    let engaged = R::select(at_least(ripeness.protector_level, PROXY_SURGE), R::one(), R::splat(0.3));
    let enforcement = world.value(world.model.ceasefires[id].enforcement) * (R::splat(0.5) + meets * 0.5) * engaged;
    let logit = world.value(p.hold_base)
        + world.value(p.hold_buy_in) * attackers_patron.min(protector)
        + world.value(p.hold_aim) * aim
        + world.value(p.hold_hurt) * ripeness.mutual_hurt
        + world.value(p.hold_enforcement) * enforcement
        - world.value(p.fatigue) * world.ceasefire.failures[id].min(R::splat(3.0));
    logit.logistic()
}

/// Hazard of a paper truce today.
#[inline(always)]
fn paper_probability<R: Real>(world: &World<'_, R>, campaign: CampaignId, meets: R::Mask) -> R {
    let p = world.mechanisms.ceasefire;
    let data = &world.model.campaigns[campaign];
    let protector = match data.protector_choice {
        Some(chooser) => world.attrition.today[world.model.choosers[chooser].actor],
        None => R::zero(),
    };
    let deaths = world.attrition.today[data.attacker] + world.attrition.today[data.defender] + protector;
    let bloody = R::select(deaths.gt(world.value(p.bloody)), R::one(), world.value(p.paper_quiet));
    let soon =
        R::one() + R::indicator(world.meeting_before(campaign, world.value(world.mechanisms.choice.meeting_notice)));
    let probability = hazard(world.value(p.paper) * bloody * soon);
    R::select(meets, probability.max(world.value(p.paper_at_meeting)), probability)
}

/// Draws the day's deal, declaration and failure, and settles the status.
#[inline(always)]
fn conclude<R: Real>(world: &mut World<'_, R>, id: CeasefireId, ripeness: &Ripeness<R>) {
    let p = world.mechanisms.ceasefire;
    let campaign = world.model.ceasefires[id].campaign;
    let (day, half) = (world.day, R::splat(0.5));
    let mut draws = [R::zero(); 5];
    for (slot, draw) in draws.iter_mut().enumerate() {
        *draw = world.ceasefire.streams[id].uniform(day, slot);
    }
    let status = world.ceasefire.status[id];
    let (none, durable) = (status.lt(half), status.gt(R::splat(1.5)));
    let concentrated = R::select(ripeness.meets, world.value(p.at_meeting), world.value(p.off_meeting));
    let deal = draws[0].lt(hazard(ripeness.rate * concentrated)) & !durable;
    let holds = draws[1].lt(take_hold(world, id, ripeness));
    let striking = at_least(world.choice.level[world.model.campaigns[campaign].attacker_choice], LIMITED_STRIKE);
    let declared = draws[2].lt(paper_probability(world, campaign, ripeness.meets)) & none & !deal & striking;
    let taken = deal & holds;
    let paper = (deal & !holds & none) | declared;
    let today = R::splat(day as f64);
    let ends = today + R::one() + paper_life(world, campaign, draws[3]);
    let age = world.ceasefire.age[id];
    let broken = durable & !taken & draws[4].lt(durable_failure(world, age, ripeness.victory));
    let lapsed = !none & !durable & !taken & (today + R::one()).ge(world.ceasefire.ends[id]);
    let failed = broken | lapsed;
    let state = &mut world.ceasefire;
    state.rate[id] = R::select(durable, R::zero(), ripeness.rate);
    state.ends[id] = R::select(paper, ends, state.ends[id]);
    state.age[id] = R::select(taken | paper, R::zero(), age + R::indicator(!none));
    state.failures[id] += R::indicator(failed);
    let kept = R::select(failed, R::zero(), status);
    state.status[id] = R::select(taken, R::splat(2.0), R::select(paper, R::one(), kept));
    stand_down(world, campaign, taken);
}

/// Life of a paper truce in days.
#[inline(always)]
fn paper_life<R: Real>(world: &World<'_, R>, campaign: CampaignId, u: R) -> R {
    let p = world.mechanisms.ceasefire;
    let log_life = world.value(p.paper_life) - world.value(p.paper_intensity) * world.combat.intensity[campaign];
    log_life.exp() * (-u.ln()).powf(R::one() / world.value(p.paper_shape))
}

/// Probability that a durable truce of this age fails today.
#[inline(always)]
fn durable_failure<R: Real>(world: &World<'_, R>, age: R, victory: R) -> R {
    let p = world.mechanisms.ceasefire;
    let (shape, scale) = (world.value(p.durable_shape), world.value(p.durable_scale));
    let settled = victory * world.value(p.victory_ratio) + (R::one() - victory) * world.value(p.unfinished_ratio);
    let ratio = world.value(p.durable_ratio) * (age / world.value(p.mediation_life)).exp() * settled;
    let tomorrow = ((age + 1.0) / scale).powf(shape);
    let today = (age.max(R::splat(1e-9)) / scale).powf(shape);
    hazard((tomorrow - today) * ratio)
}

/// Brings the parties below a limited strike when a truce takes hold.
#[inline(always)]
fn stand_down<R: Real>(world: &mut World<'_, R>, campaign: CampaignId, taken: R::Mask) {
    let data = &world.model.campaigns[campaign];
    for chooser in std::iter::once(data.attacker_choice).chain(data.protector_choice) {
        let ceiling = R::select(taken, R::splat(3.0), R::splat(6.0));
        world.choice.cap(chooser, ceiling);
    }
}

impl<R: Real> World<'_, R> {
    /// Status of the ceasefire that would end a campaign: 0 none, 1 paper, 2 durable.
    #[inline(always)]
    fn ceasefire_status(&self, campaign: CampaignId) -> R {
        match self.model.campaigns[campaign].ceasefire {
            Some(id) => self.ceasefire.status[id],
            None => R::zero(),
        }
    }

    /// 1 under a durable truce.
    #[inline(always)]
    pub fn ceasefire_durable(&self, campaign: CampaignId) -> R {
        R::indicator(self.ceasefire_status(campaign).gt(R::splat(1.5)))
    }

    /// 1 under any truce.
    #[inline(always)]
    pub fn ceasefire_any(&self, campaign: CampaignId) -> R {
        R::indicator(self.ceasefire_status(campaign).gt(R::splat(0.5)))
    }

    /// Factor of a truce on intensity.
    #[inline(always)]
    pub fn truce_factor(&self, campaign: CampaignId) -> R {
        let p = self.mechanisms.combat;
        let status = self.ceasefire_status(campaign);
        let paper = R::select(status.gt(R::splat(0.5)), self.value(p.paper_truce), R::one());
        R::select(status.gt(R::splat(1.5)), self.value(p.durable_truce), paper)
    }
}
