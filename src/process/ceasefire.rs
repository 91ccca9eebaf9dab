//! Ceasefires in two stages: a deal or a declaration, whether it takes hold, and how long it lasts.
//!
//! `ceasefire/ripeness.rs` has the deal hazard and the take-hold, `ceasefire/durability.rs` the life of truces. A deal is
//! concentrated on meetings: P = 1 − e^{−7h} on a meeting day, 1 − e^{−h/4} otherwise. What does not take hold is a paper
//! truce, and so is what is declared for show: with a small hazard after bloody days, more likely at a meeting.
//! Source: Zartman (ripeness); Fortna 2004, Werner & Yuen 2005, Beardsley 2008 for durability.

mod durability;
mod ripeness;

use crate::model::ladder::LIMITED_STRIKE;
use crate::model::{CampaignId, CeasefireId, Model, Table};
use crate::numeric::Real;
use crate::process::ceasefire::ripeness::Ripeness;
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, log_normal, normal, parameters};
use crate::process::{World, combat, hazard, regime};
use crate::random::Stream;

pub use crate::process::ceasefire::durability::peacekeepers;

parameters! { "ceasefire" {
    /// Deal hazard without any of its drivers (h0).
    deal_base: "1/day" [0.0, 1.0] = 0.00101, log_normal(0.000646, 0.00164), Calibrated, "fitted; 0.0015";
    /// Weight of a mutually hurting stalemate.
    stalemate: "1" [0.0, 20.0] = 2.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of a limited victory.
    limited_victory: "1" [0.0, 20.0] = 3.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of a way out.
    way_out: "1" [0.0, 20.0] = 1.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of the mediators' leverage.
    mediator: "1" [0.0, 20.0] = 1.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
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
    off_meeting: "1" [0.0, 1.0] = 0.391, FIXED, Calibrated, "authors' judgement from the literature and three worked cases";
    /// Weight of patrons who have not bought in, on the deal hazard.
    spoiling: "1" [0.0, 20.0] = 1.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Buy-in of a patron that presses its client to fight on.
    spoiler: "1" [0.0, 1.0] = 0.3, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of the share of displaced people in an unprotected defender's hurt.
    flight_burden: "1" [0.0, 10.0] = 0.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of border pressure in the protector's hurt.
    pressure_burden: "1" [0.0, 10.0] = 0.5, FIXED, Prior, "judged";
    /// Intercept of the take-hold logit.
    hold_base: "1" [-20.0, 20.0] = -3.34, normal(-4.04, -2.64), Prior, "authors' judgement from the literature and three worked cases";
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
    /// Enforcement of a deal that peacekeepers will not back.
    unbacked: "1" [0.0, 1.0] = 0.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Hazard of a paper truce after a bloody day with a mediator at work.
    paper: "1/day" [0.0, 10.0] = 0.0315, log_normal(0.0195, 0.0504), Prior, "three in thirty days, most of them at meetings";
    /// Days for which no paper truce follows another.
    paper_pause: "days" [0.0, 100.0] = 5.0, FIXED, Prior, "intervals of eight days, October 2020";
    /// Share of it after a day that is not bloody.
    paper_quiet: "1" [0.0, 1.0] = 0.0577, FIXED, Prior, "authors' judgement from the literature and three worked cases";
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
    /// Hazard ratio of joint patrols, at an enforcement of 0.7.
    patrols_ratio: "1" [0.0, 1.0] = 0.6, FIXED, Prior, "Fortna 2004: monitors and demilitarised zones lower the risk";
    /// Hazard ratio of peacekeepers.
    peacekeepers_ratio: "1" [0.0, 1.0] = 0.35, FIXED, Prior, "risk down by 50 to 85 % (Fortna 2004; Gilligan & Sergenti 2008)";
    /// Days from a ceasefire to the deployment of its peacekeepers.
    deployment: "days" [0.0, 365.0] = 2.0, FIXED, Prior, "Karabakh, November 2020";
    /// Hazard ratio of a truce that outsiders force on the parties.
    pressured_ratio: "1" [0.0, 10.0] = 2.0, FIXED, Prior, "Werner & Yuen 2005 for the direction";
    /// Hazard ratio of mediation while it is fresh.
    mediation_ratio: "1" [0.0, 10.0] = 0.6, FIXED, Prior, "Beardsley 2008 for the direction";
    /// Days over which the help of mediation wears off by a factor e.
    mediation_life: "days" [1.0, 1e6] = 900.0, FIXED, Prior, "judged; Beardsley 2008 for the direction";
    /// Hazard ratio after a limited victory.
    victory_ratio: "1" [0.0, 10.0] = 0.3, FIXED, Prior, "decisive outcomes lower the risk by 85 % or more (Fortna 2004)";
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
    /// Limited victory O yesterday, 0 to 1.
    pub victory: Table<CeasefireId, R>,
    /// 1 when the durable truce is backed by peacekeepers.
    pub backed: Table<CeasefireId, R>,
    /// Day of the last announcement.
    announced: Table<CeasefireId, R>,
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
            victory: zeroes(),
            backed: zeroes(),
            announced: zeroes(),
            streams: model.ceasefires.map(|_, ceasefire| Stream::new(seed, "ceasefire", &ceasefire.name.id, 5)),
        }
    }

    /// The ceasefires' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Ceasefires of day 0: none, unless the scenario says that one is in force.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for (id, ceasefire) in world.model.ceasefires.ids().zip(world.model.ceasefires.iter()) {
        let in_force = ceasefire.durable_age.is_some();
        world.ceasefire.status[id] = if in_force { R::splat(2.0) } else { R::zero() };
        world.ceasefire.age[id] = R::splat(ceasefire.durable_age.unwrap_or(0.0));
        world.ceasefire.ends[id] = R::splat(f64::INFINITY);
        world.ceasefire.failures[id] = world.value(ceasefire.failures);
        world.ceasefire.rate[id] = R::zero();
        world.ceasefire.victory[id] = R::zero();
        world.ceasefire.backed[id] = R::splat(f64::from(u8::from(in_force && ceasefire.peacekeepers)));
        let announced =
            R::select(world.ceasefire.failures[id].gt(R::zero()), R::splat(f64::NEG_INFINITY), R::splat(-1.0));
        world.ceasefire.announced[id] = announced;
    }
}

/// Deals, declarations and failures.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.ceasefires.ids() {
        let ripeness = Ripeness::of(world, id);
        conclude(world, id, &ripeness);
        durability::hand_over(world, id);
    }
}

/// Probability that a truce is declared for show today.
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
    let (today, half) = (R::splat(world.day as f64), R::splat(0.5));
    let mut draws = [R::zero(); 5];
    for (slot, draw) in draws.iter_mut().enumerate() {
        *draw = world.ceasefire.streams[id].uniform(world.day, slot);
    }
    let status = world.ceasefire.status[id];
    let (none, durable) = (status.lt(half), status.gt(R::splat(1.5)));
    let concentrated = R::select(ripeness.meets, world.value(p.at_meeting), world.value(p.off_meeting));
    let over = regime::fallen(world, campaign).gt(half);
    let deal = draws[0].lt(hazard(ripeness.rate * concentrated)) & !durable & !over;
    let holds = draws[1].lt(ripeness.take_hold(world, id));
    let striking = at_least(world.choice.level[world.model.campaigns[campaign].attacker_choice], LIMITED_STRIKE);
    let paused = (today - world.ceasefire.announced[id]).le(world.value(p.paper_pause));
    let declared =
        draws[2].lt(paper_probability(world, campaign, ripeness.meets)) & none & !deal & striking & !paused & !over;
    let taken = deal & holds;
    let paper = (deal & !holds & none) | declared;
    let ends = today + R::one() + durability::paper_life(world, campaign, draws[3]);
    let age = world.ceasefire.age[id];
    let broken = durable & !taken & draws[4].lt(durability::failure(world, id, ripeness.victory));
    let lapsed = !none & !durable & !taken & (today + R::one()).ge(world.ceasefire.ends[id]);
    let failed = broken | lapsed;
    let state = &mut world.ceasefire;
    state.rate[id] = R::select(durable, R::zero(), ripeness.rate);
    state.victory[id] = ripeness.victory;
    state.ends[id] = R::select(paper, ends, state.ends[id]);
    state.age[id] = R::select(taken | paper, R::zero(), age + R::indicator(!none));
    state.failures[id] += R::indicator(failed);
    state.announced[id] = R::select(taken | paper, today, state.announced[id]);
    state.backed[id] = R::select(taken, R::indicator(ripeness.backed), R::select(broken, R::zero(), state.backed[id]));
    let kept = R::select(failed, R::zero(), status);
    state.status[id] = R::select(taken, R::splat(2.0), R::select(paper, R::one(), kept));
    stand_down(world, campaign, taken);
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

    /// Factor of a truce on intensity: more on the day between an announcement and its entry into force, less under a paper
    /// truce, little under a durable one.
    #[inline(always)]
    pub fn truce_factor(&self, campaign: CampaignId) -> R {
        let p = self.mechanisms.combat;
        let Some(id) = self.model.campaigns[campaign].ceasefire else { return R::one() };
        let status = self.ceasefire.status[id];
        let announced = self.ceasefire.age[id].lt(R::splat(0.5));
        let paper = R::select(announced, combat::surge_of_announcement(self, id), self.value(p.paper_truce));
        let any = R::select(status.gt(R::splat(0.5)), paper, R::one());
        R::select(status.gt(R::splat(1.5)), self.value(p.durable_truce), any)
    }
}
