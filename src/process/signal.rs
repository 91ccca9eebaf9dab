//! Costly signals: acts that a resolved actor is likelier to commit than an irresolute one.
//!
//!   s ← s + χ · att · ln LR
//! A signal is sent with a daily hazard. att is the probability that it is understood as meant; χ is the linkage of theatres
//! when it is sent in another one than the belief concerns, else 1. The fighters it kills are charged to its victim.
//! Source: sunk costs and tied hands, Fearon 1997; the strike on Jabal al-Duwayli of 26 October 2020 for the linkage.

use crate::model::{Model, Signal, SignalId, Table};
use crate::numeric::{Mask, Real};
use crate::process::parameters::parameters;
use crate::process::{World, onset};
use crate::quantity::Distribution;
use crate::random::Stream;

parameters! { "signal" {
    /// Share of a signal's weight that carries over from another theatre (chi).
    linkage: "1" [0.0, 1.0] = 0.5, Distribution::LogitNormal { low: 0.2, high: 0.9 }, Prior, "authors' judgement from the literature and three worked cases";
} }

/// State of signals.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 1 once it has been sent, before or since day 0.
    pub sent: Table<SignalId, R>,
    /// How often it has been sent since day 0.
    pub count: Table<SignalId, R>,
    streams: Table<SignalId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every signal of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            sent: model.signals.map(|_, _| R::zero()),
            count: model.signals.map(|_, _| R::zero()),
            streams: model.signals.map(|_, signal| Stream::new(seed, "signal", &signal.name.id, 1)),
        }
    }

    /// The signals' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Sets signals to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for (id, signal) in world.model.signals.ids().zip(world.model.signals.iter()) {
        world.signal.sent[id] = R::indicator(R::Mask::from_bool(signal.sent));
        world.signal.count[id] = R::zero();
    }
}

/// Sends today's signals.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let day = world.day;
    for (id, signal) in world.model.signals.ids().zip(world.model.signals.iter()) {
        let probability = onset::probability(world, &signal.onset);
        let begins = world.signal.streams[id].uniform(day, 0).lt(probability);
        let open = R::Mask::from_bool(!signal.once) | world.signal.sent[id].lt(R::splat(0.5));
        let sent = R::indicator(begins & open);
        let weight = weight(world, signal);
        world.belief.hear(signal.belief, sent * weight);
        world.signal.sent[id] = world.signal.sent[id].max(sent);
        world.signal.count[id] += sent;
        if let Some(victim) = signal.victim {
            let deaths = (world.value(signal.deaths) + 0.5).floor().max(R::zero());
            world.attrition.kill(victim, sent * deaths);
        }
    }
}

/// What a signal adds to the log odds of the belief it moves.
#[inline(always)]
fn weight<R: Real>(world: &World<'_, R>, signal: &Signal) -> R {
    let attribution = world.factor(&signal.attribution).clamp(0.0, 1.0);
    let linkage = if signal.elsewhere { world.value(world.mechanisms.signal.linkage) } else { R::one() };
    linkage * attribution * world.value(signal.likelihood_ratio).max(R::one()).ln()
}
