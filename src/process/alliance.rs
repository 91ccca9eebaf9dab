//! Requests under an alliance, and whether the ally keeps its promise.
//!
//! Help is requested once, by a hazard or a condition; the answer comes with probability 1 − e^(−1/T) a day and is drawn once:
//!   logit = −2.5 + 3.5 scope + (interest − 0.5) − cost − 1.5 grievance + 0.5 public + offset of the obligation
//! up to a greatest probability. At a cost of 0.5 that is 0.05 outside the promise, 0.22 in doubt and 0.62 inside it. A promise
//! kept counts as a challenge met in what others believe of the ally, one refused as one not met, the more the case lay inside it.
//! Source: alliance reliability, Leeds, Long and Mitchell 2000, and Berkemeier and Fuhrmann 2018 for the rates since 1945.

use crate::model::{Alliance, AllianceId, Model, Obligation, Table};
use crate::numeric::{Mask, Real};
use crate::process::parameters::{FIXED, parameters};
use crate::process::{World, hazard, onset};
use crate::random::Stream;

parameters! { "alliance" {
    /// Logit of keeping the promise outside its scope, at no cost and an interest of one half.
    intercept: "1" [-20.0, 20.0] = -2.5, FIXED, Prior, "authors' judgement; with the other terms 22 % in doubt, the rate since 1945";
    /// What lying inside the promise adds.
    scope: "1" [0.0, 20.0] = 3.5, FIXED, Prior, "authors' judgement; defence pacts are honoured in about 41 %";
    /// What the ally's interest, less one half, adds.
    interest: "1" [0.0, 20.0] = 1.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// What the cost of helping takes away.
    cost: "1" [0.0, 20.0] = 1.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// What a grievance takes away.
    grievance: "1" [0.0, 20.0] = 1.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// What a public promise adds.
    public: "1" [0.0, 20.0] = 0.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Offset of a promise to send troops or weapons.
    deployment: "1" [-20.0, 20.0] = -0.5, FIXED, Prior, "authors' judgement: air defence is sent within two weeks in 5 to 10 % of cases";
    /// Offset of a promise to consult.
    consultation: "1" [-20.0, 20.0] = 4.7, FIXED, Prior, "authors' judgement: consultations that are requested are held in about 90 %";
    /// Challenges that an answer counts as in what others believe of the ally.
    record: "1" [0.0, 10.0] = 1.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// Draws a day: request, time of the answer, answer.
const SLOTS: usize = 3;

/// State of alliances.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 1 once help has been requested.
    pub requested: Table<AllianceId, R>,
    /// 1 once the request has been answered.
    pub answered: Table<AllianceId, R>,
    /// 1 on the day it is answered.
    pub today: Table<AllianceId, R>,
    /// 1 once the promise was kept.
    pub honoured: Table<AllianceId, R>,
    streams: Table<AllianceId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every alliance of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.alliances.map(|_, _| R::zero());
        State {
            requested: zeroes(),
            answered: zeroes(),
            today: zeroes(),
            honoured: zeroes(),
            streams: model.alliances.map(|_, alliance| Stream::new(seed, "alliance", &alliance.name.id, SLOTS)),
        }
    }

    /// The alliances' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Sets alliances to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let state = &mut world.alliance;
    for (id, alliance) in world.model.alliances.ids().zip(world.model.alliances.iter()) {
        state.requested[id] = R::indicator(R::Mask::from_bool(alliance.requested));
        state.answered[id] = R::zero();
        state.today[id] = R::zero();
        state.honoured[id] = R::zero();
    }
}

/// Today's requests and answers; a request may be answered on its day.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let (day, half) = (world.day, R::splat(0.5));
    for (id, alliance) in world.model.alliances.ids().zip(world.model.alliances.iter()) {
        let begins = onset::probability(world, &alliance.request);
        let time = world.value(alliance.answer).max(R::splat(0.01));
        let scope = world.evaluate(&alliance.scope).clamp(0.0, 1.0);
        let kept = probability(world, alliance, scope);
        let stream = &mut world.alliance.streams[id];
        let requested = world.alliance.requested[id].gt(half) | stream.uniform(day, 0).lt(begins);
        let open = requested & world.alliance.answered[id].lt(half);
        let answered = open & stream.uniform(day, 1).lt(hazard(R::one() / time));
        let honoured = R::indicator(answered & stream.uniform(day, 2).lt(kept));
        let answered = R::indicator(answered);
        world.alliance.requested[id] = R::indicator(requested);
        world.alliance.today[id] = answered;
        world.alliance.answered[id] += answered;
        world.alliance.honoured[id] += honoured;
        if let Some(belief) = alliance.belief {
            let challenges = world.value(world.mechanisms.alliance.record);
            world.belief.meet(belief, honoured * challenges);
            world.belief.fail(belief, (answered - honoured) * scope * challenges);
        }
    }
}

/// Probability that an ally keeps its promise where the case lies so far inside it.
#[inline(always)]
fn probability<R: Real>(world: &World<'_, R>, alliance: &Alliance, scope: R) -> R {
    let p = world.mechanisms.alliance;
    let offset = match alliance.obligation {
        Obligation::Defence => R::zero(),
        Obligation::Deployment => world.value(p.deployment),
        Obligation::Consultation => world.value(p.consultation),
    };
    let interest = world.evaluate(&alliance.interest).clamp(0.0, 1.0);
    let logit = world.value(p.intercept) + world.value(p.scope) * scope + world.value(p.interest) * (interest - 0.5)
        - world.value(p.cost) * world.value(alliance.cost)
        - world.value(p.grievance) * world.value(alliance.grievance)
        + world.value(p.public) * world.value(alliance.public)
        + offset;
    logit.logistic().min(world.value(alliance.cap))
}
