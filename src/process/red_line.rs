//! Red lines: when they are published, what happens at them, and whether their issuer answers by force.
//!
//! Incidents at a line come with a daily hazard λ · exposure, once it is public times 1 − 0.6 Cr at the interest inside its
//! scope. With severity v = U², an incident crosses a public line with probability 0.5 + 0.4 v: where a line runs is open to
//! argument. Its issuer then answers by force with logit −4.5 + 3.5 v + (interest − 0.5), by its interest of the day. An answer
//! counts as two challenges met, none as 0.5 v not met. Until it has answered, the issuer can be tested again and again.
//! Source: Altman 2018 for the gaps that red lines leave; the shoot-down over Armenia of 9 November 2020, unanswered.

use crate::model::{ActorId, AllianceId, Model, RedLine, RedLineId, Table};
use crate::numeric::{Mask, Real};
use crate::process::parameters::{FIXED, parameters};
use crate::process::{World, belief, hazard, onset};
use crate::random::Stream;

parameters! { "red_line" {
    /// Daily hazard of an incident when all the fighting is at the line.
    incident: "1/day" [0.0, 10.0] = 0.06, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Share of the incidents that a fully credible public line keeps off.
    restraint: "1" [0.0, 1.0] = 0.6, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Likelihood ratio of publishing a line.
    publication: "1" [1.0, 100.0] = 1.15, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Probability that the slightest incident crosses a public line.
    crossing: "1" [0.0, 1.0] = 0.5, FIXED, Prior, "authors' judgement; 0.5 to 0.9 where the scope is a border area";
    /// What the gravest incident adds to it.
    crossing_severity: "1" [0.0, 1.0] = 0.4, FIXED, Prior, "authors' judgement; 0.5 to 0.9 where the scope is a border area";
    /// Logit of an answer by force to the slightest crossing.
    answer: "1" [-20.0, 20.0] = -4.5, FIXED, Prior, "authors' judgement: alliance obligations are met in about 22 % of crises, not of incidents";
    /// What the gravest crossing adds to it.
    answer_severity: "1" [0.0, 20.0] = 3.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// What the issuer's interest, less one half, adds to it.
    answer_interest: "1" [0.0, 20.0] = 1.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Challenges met that an answer by force counts as.
    answered: "1" [0.0, 10.0] = 2.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Challenges not met that the gravest unanswered crossing counts as.
    unanswered: "1" [0.0, 10.0] = 0.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// Draws a day: publication, incident, severity, crossing, answer.
const SLOTS: usize = 5;

/// State of red lines.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 1 once it is public.
    pub published: Table<RedLineId, R>,
    /// Incidents at it so far.
    pub incidents: Table<RedLineId, R>,
    /// Incidents that crossed it so far.
    pub tested: Table<RedLineId, R>,
    /// 1 once its issuer has answered by force.
    pub executed: Table<RedLineId, R>,
    streams: Table<RedLineId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every red line of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.red_lines.map(|_, _| R::zero());
        State {
            published: zeroes(),
            incidents: zeroes(),
            tested: zeroes(),
            executed: zeroes(),
            streams: model.red_lines.map(|_, line| Stream::new(seed, "red_line", &line.name.id, SLOTS)),
        }
    }

    /// The lines' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Sets red lines to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let state = &mut world.red_line;
    for (id, line) in world.model.red_lines.ids().zip(world.model.red_lines.iter()) {
        state.published[id] = R::indicator(R::Mask::from_bool(line.published));
        state.incidents[id] = R::zero();
        state.tested[id] = R::zero();
        state.executed[id] = R::zero();
    }
}

/// Publishes lines, and plays what happens at them.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for (id, line) in world.model.red_lines.ids().zip(world.model.red_lines.iter()) {
        publish(world, id, line);
        test(world, id, line);
    }
}

/// Publishes a line by its own onset or on the day a request is answered.
#[inline(always)]
fn publish<R: Real>(world: &mut World<'_, R>, id: RedLineId, line: &RedLine) {
    let day = world.day;
    let begins = onset::probability(world, &line.publication);
    let by_itself = world.red_line.streams[id].uniform(day, 0).lt(begins);
    let asked = answered_today(world, line.on_request);
    let fresh = world.red_line.published[id].lt(R::splat(0.5)) & (by_itself | asked);
    let ratio = world.value(world.mechanisms.red_line.publication);
    world.belief.hear(line.belief, R::select(fresh, ratio, R::one()).ln());
    world.red_line.published[id] = R::select(fresh, R::one(), world.red_line.published[id]);
}

/// Whether the request under an alliance is answered today.
#[inline(always)]
fn answered_today<R: Real>(world: &World<'_, R>, alliance: Option<AllianceId>) -> R::Mask {
    match alliance {
        Some(alliance) => world.alliance.today[alliance].gt(R::splat(0.5)),
        None => R::Mask::from_bool(false),
    }
}

/// An incident at the line, whether it crosses it, and what the issuer does about it.
#[inline(always)]
fn test<R: Real>(world: &mut World<'_, R>, id: RedLineId, line: &RedLine) {
    let p = world.mechanisms.red_line;
    let (day, half) = (world.day, R::splat(0.5));
    let published = world.red_line.published[id];
    let rate = incident_rate(world, line, published);
    let answer = answer_logit(world, line);
    let (least, by_severity) = (world.value(p.crossing), world.value(p.crossing_severity));
    let (graver, unanswered) = (world.value(p.answer_severity), world.value(p.unanswered));
    let stream = &mut world.red_line.streams[id];
    let incident = stream.uniform(day, 1).lt(hazard(rate));
    let luck = stream.uniform(day, 2);
    let severity = luck * luck;
    let open = published.gt(half) & world.red_line.executed[id].lt(half);
    let crossed = incident & open & stream.uniform(day, 3).lt(least + by_severity * severity);
    let forceful = crossed & stream.uniform(day, 4).lt((answer + graver * severity).logistic());
    world.red_line.incidents[id] += R::indicator(incident);
    world.red_line.tested[id] += R::indicator(crossed);
    world.red_line.executed[id] = R::select(forceful, R::one(), world.red_line.executed[id]);
    let met = R::indicator(forceful);
    world.belief.meet(line.belief, met * world.value(p.answered));
    world.belief.fail(line.belief, (R::indicator(crossed) - met) * severity * unanswered);
}

/// Daily hazard of an incident at a line.
#[inline(always)]
fn incident_rate<R: Real>(world: &World<'_, R>, line: &RedLine, published: R) -> R {
    let p = world.mechanisms.red_line;
    let exposure = world.evaluate(&line.exposure).max(R::zero());
    let credible = belief::credibility(world, line.belief, world.value(line.interest));
    world.value(p.incident) * exposure * (R::one() - world.value(p.restraint) * credible * published)
}

/// Logit of an answer by force to the slightest crossing, by the issuer's interest of the day.
#[inline(always)]
fn answer_logit<R: Real>(world: &World<'_, R>, line: &RedLine) -> R {
    let p = world.mechanisms.red_line;
    let interest = match &world.model.beliefs[line.belief].backing {
        Some(backing) => world.evaluate(&backing.interest).clamp(0.0, 1.0),
        None => world.value(line.interest),
    };
    world.value(p.answer) + world.value(p.answer_interest) * (interest - 0.5)
}

/// How far red lines deter an actor from its next gain: the credibility of each line, public or not, times how near the gain is
/// to what it protects.
#[inline(always)]
pub fn deterrence<R: Real>(world: &World<'_, R>, actor: ActorId) -> R {
    let mut total = R::zero();
    for line in world.model.red_lines.iter() {
        if line.addressee != actor {
            continue;
        }
        if let Some(near) = &line.deterrence {
            total += world.belief.credibility[line.belief] * world.evaluate(near).clamp(0.0, 1.0);
        }
    }
    total
}
