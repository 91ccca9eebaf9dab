//! Others' belief that an actor is resolved, and the credibility of its threats: one law for every belief that a scenario
//! declares and for every chooser's reputation.
//!
//! A belief keeps a record of challenges met and not met, a Beta distribution, and the weight of signals, in log odds:
//!   b = σ(ln(α/β) + clip(s, ±1.5)),   α = w p + met,   β = w (1 − p) + unmet
//!   met, unmet ← 0.997 · (met, unmet);   s ← s · 2^(−1/60)
//!   Cr = σ(−0.8 + 1.2 capability + 1.2 interest + 0.6 logit b)
//! A step up the ladder is a signal; a promise kept adds to the record of challenges met, a missed date to that of those not
//! met. Signals are bounded, so that talk alone cannot make an actor believed.
//! Source: costly signals, Fearon 1997; capability and interest beside reputation, Press 2005, Weisiger and Yarhi-Milo 2015.

use crate::model::ladder::{LIMITED_STRIKE, PROXY_SURGE, SUSTAINED_OPERATION};
use crate::model::{BeliefId, ChooserId, Model, Table, UltimatumId};
use crate::numeric::Real;
use crate::process::World;
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, parameters};

parameters! { "belief" {
    /// Likelihood ratio of climbing to a proxy surge.
    surge: "1" [1.0, 100.0] = 1.25, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Likelihood ratio of climbing to a limited strike.
    strike: "1" [1.0, 100.0] = 1.7, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Likelihood ratio of climbing to an operation.
    operation: "1" [1.0, 100.0] = 2.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Challenges not met that a missed date counts as.
    missed: "1" [0.0, 10.0] = 1.0, FIXED, Prior, "authors' judgement from the literature and three worked cases; 0.5 to 2 by severity";
    /// Challenges met that a promise kept counts as.
    kept: "1" [0.0, 10.0] = 1.0, FIXED, Prior, "authors' judgement from the literature and three worked cases; 0.5 to 2 by severity";
    /// Share of the record since day 0 that is forgotten in a day.
    decay: "1/day" [0.0, 1.0] = 0.003, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Time after which half of a signal's weight is left.
    half_life: "days" [0.1, 36500.0] = 60.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Most that signals can move the logit of a belief, either way.
    signal_limit: "1" [0.0, 20.0] = 1.5, FIXED, Prior, "judged: cheap talk must not ratchet";
    /// Weight of a chooser's reputation of day 0, in challenges.
    reputation_weight: "1" [0.1, 1000.0] = 6.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Logit of the credibility of a threat without capability, interest or reputation.
    credibility_base: "1" [-20.0, 20.0] = -0.8, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of capability in the logit of credibility.
    credibility_capability: "1" [0.0, 20.0] = 1.2, FIXED, Prior, "authors' judgement; Press 2005 for the direction";
    /// Weight of interest in the logit of credibility.
    credibility_interest: "1" [0.0, 20.0] = 1.2, FIXED, Prior, "authors' judgement; Press 2005 for the direction";
    /// Weight of the logit of the belief in the logit of credibility.
    credibility_resolve: "1" [0.0, 20.0] = 0.6, FIXED, Prior, "authors' judgement; Weisiger and Yarhi-Milo 2015 for the direction";
} }

/// State of beliefs.
#[derive(Clone, Debug)]
pub struct State<R> {
    /// Belief that the actor is resolved, 0 to 1 (b).
    pub resolve: Table<BeliefId, R>,
    /// Credibility of its threats this evening, 0 to 1 (Cr); 0 for a chooser's reputation.
    pub credibility: Table<BeliefId, R>,
    /// Challenges met since day 0, less what is forgotten.
    met: Table<BeliefId, R>,
    /// Challenges not met since day 0, less what is forgotten.
    unmet: Table<BeliefId, R>,
    /// Weight of signals, in log odds (s).
    signals: Table<BeliefId, R>,
    /// 1 once the promise of an ultimatum has been kept.
    promise_kept: Table<UltimatumId, R>,
}

impl<R: Real> State<R> {
    /// Space for every belief of a model.
    pub fn new(model: &Model) -> Self {
        let zeroes = || model.beliefs.map(|_, _| R::zero());
        State {
            resolve: zeroes(),
            credibility: zeroes(),
            met: zeroes(),
            unmet: zeroes(),
            signals: zeroes(),
            promise_kept: model.ultimatums.map(|_, _| R::zero()),
        }
    }

    /// Takes in a signal of this likelihood ratio, given by its logarithm.
    #[inline(always)]
    pub fn hear(&mut self, belief: BeliefId, log_likelihood_ratio: R) {
        self.signals[belief] += log_likelihood_ratio;
    }

    /// Records challenges that the actor has met.
    #[inline(always)]
    pub fn meet(&mut self, belief: BeliefId, challenges: R) {
        self.met[belief] += challenges;
    }

    /// Records challenges that the actor has not met.
    #[inline(always)]
    pub fn fail(&mut self, belief: BeliefId, challenges: R) {
        self.unmet[belief] += challenges;
    }
}

/// Sets beliefs to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.beliefs.ids() {
        world.belief.met[id] = R::zero();
        world.belief.unmet[id] = R::zero();
        world.belief.signals[id] = R::zero();
        world.belief.credibility[id] = R::zero();
        world.belief.resolve[id] = resolve(world, id);
    }
    for kept in world.belief.promise_kept.iter_mut() {
        *kept = R::zero();
    }
}

/// Forgets a day's part of records and signals, before the day's news.
#[inline(always)]
pub fn fade<R: Real>(world: &mut World<'_, R>) {
    let p = world.mechanisms.belief;
    let remembered = R::one() - world.value(p.decay);
    let remaining = (-R::splat(std::f64::consts::LN_2) / world.value(p.half_life)).exp();
    for id in world.model.beliefs.ids() {
        world.belief.met[id] *= remembered;
        world.belief.unmet[id] *= remembered;
        world.belief.signals[id] *= remaining;
    }
}

/// Takes in what actors do on the ladder and about their ultimatums, and forms the beliefs of the day.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.beliefs.ids() {
        if let Some(chooser) = world.model.beliefs[id].chooser {
            let signal = ladder_signal(world, chooser);
            let missed = world.ultimatums_of(chooser).missed_today * world.value(world.mechanisms.belief.missed);
            let kept = promises_kept(world, chooser) * world.value(world.mechanisms.belief.kept);
            world.belief.hear(id, signal);
            world.belief.fail(id, missed);
            world.belief.meet(id, kept);
        }
        world.belief.resolve[id] = resolve(world, id);
    }
    for id in world.model.ultimatums.ids() {
        let kept = R::indicator(keeps_promise(world, id));
        world.belief.promise_kept[id] = world.belief.promise_kept[id].max(kept);
    }
}

/// Credibility of threats this evening; formulas see everything else as of this evening.
#[inline(always)]
pub fn assess<R: Real>(world: &mut World<'_, R>) {
    for (id, belief) in world.model.beliefs.ids().zip(world.model.beliefs.iter()) {
        if let Some(backing) = &belief.backing {
            let interest = world.evaluate(&backing.interest);
            world.belief.credibility[id] = credibility(world, id, interest);
        }
    }
}

/// Credibility of a threat where this interest is at stake, by the capability and the resolve that a belief is about; 0 for a
/// chooser's reputation.
#[inline(always)]
pub fn credibility<R: Real>(world: &World<'_, R>, id: BeliefId, interest: R) -> R {
    let p = world.mechanisms.belief;
    match &world.model.beliefs[id].backing {
        Some(backing) => (world.value(p.credibility_base)
            + world.value(p.credibility_capability) * world.value(backing.capability).clamp(0.0, 1.0)
            + world.value(p.credibility_interest) * interest.clamp(0.0, 1.0)
            + world.value(p.credibility_resolve) * logit_resolve(world, id))
        .logistic(),
        None => R::zero(),
    }
}

/// The belief that a record and signals lead to.
#[inline(always)]
fn resolve<R: Real>(world: &World<'_, R>, id: BeliefId) -> R {
    logit_resolve(world, id).logistic()
}

/// Its logit.
#[inline(always)]
fn logit_resolve<R: Real>(world: &World<'_, R>, id: BeliefId) -> R {
    let belief = &world.model.beliefs[id];
    let prior = world.value(belief.prior).clamp(0.01, 0.99);
    let weight = world.value(belief.weight).max(R::splat(0.1));
    let met = weight * prior + world.belief.met[id];
    let unmet = weight * (R::one() - prior) + world.belief.unmet[id];
    let limit = world.value(world.mechanisms.belief.signal_limit);
    (met / unmet).ln() + world.belief.signals[id].min(limit).max(-limit)
}

/// What a step up the ladder tells, as the logarithm of its likelihood ratio.
#[inline(always)]
fn ladder_signal<R: Real>(world: &World<'_, R>, chooser: ChooserId) -> R {
    let p = world.mechanisms.belief;
    let level = world.choice.level[chooser];
    let climbed = level.gt(world.choice.yesterday[chooser]) & at_least(level, PROXY_SURGE);
    let below_operation = R::select(at_least(level, LIMITED_STRIKE), world.value(p.strike), world.value(p.surge));
    let ratio = R::select(at_least(level, SUSTAINED_OPERATION), world.value(p.operation), below_operation);
    R::select(climbed, ratio, R::one()).ln()
}

/// Number of ultimatums whose promise an actor keeps today for the first time.
#[inline(always)]
fn promises_kept<R: Real>(world: &World<'_, R>, chooser: ChooserId) -> R {
    let mut kept = R::zero();
    for (id, ultimatum) in world.model.ultimatums.ids().zip(world.model.ultimatums.iter()) {
        if ultimatum.issuer == chooser {
            kept += R::indicator(keeps_promise(world, id));
        }
    }
    kept
}

/// Whether the issuer of an ultimatum that stands is at the promised rung, and was not before since it was issued.
#[inline(always)]
fn keeps_promise<R: Real>(world: &World<'_, R>, id: UltimatumId) -> R::Mask {
    let ultimatum = &world.model.ultimatums[id];
    let half = R::splat(0.5);
    let stands = world.ultimatum.issued[id].gt(half) & world.ultimatum.missed[id].lt(half);
    let fresh = world.belief.promise_kept[id].lt(half);
    stands & fresh & at_least(world.choice.level[ultimatum.issuer], ultimatum.promised)
}
