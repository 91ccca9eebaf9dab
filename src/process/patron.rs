//! What a patron does for a regime: its posture, its capacity, and the signal that it withdraws.
//!
//! With P(a) what the garrisons count on when the patron takes posture a and the others keep theirs, m the margin and s the
//! stress of the army, the patron expects the regime to survive with probability
//!   p̂(a) = Φ((m + w_P P(a) − s − w_W · 1{a withdraws} + N(0, ς)) / σ),    P = 1 − Π(1 − weight · capacity · (1 − κ load) · strength(a))
//! and on its epochs takes the posture with the greatest λ U(a) + G(a), G a Gumbel taste that is redrawn rarely:
//!   U(a) = prize · presence(a) · p̂(a) − cost(a) (1 + κ_c load) − x · exposure(a) (1 − p̂(a)) + η · 1{a is the present one}
//! One who has left gains nothing from the regime's survival: that is what keeps a patron with a winning client. From withdrawal
//! it comes back by one step only. Withdrawing is a signal that the garrisons heed for some days.
//! Source: quantal response with persistent tastes as in `choice`; reliability of patrons (Crawford 2003; Leeds 2003) for the
//! direction, numbers judged on Syria in 2015, 2020 and 2024.

use crate::model::{MOST_POSTURES, Model, Patron, PatronId, RegimeId, Table};
use crate::numeric::Real;
use crate::process::choice::taste;
use crate::process::parameters::{FIXED, parameters};
use crate::process::{World, hazard, regime};
use crate::random::Stream;

parameters! { "patron" {
    /// Share of its capacity that a full war elsewhere ties down.
    war_capacity: "1" [0.0, 1.0] = 0.6, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Rise of the cost of helping under a full war elsewhere.
    war_cost: "1" [0.0, 20.0] = 1.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of what it stands to lose if the regime falls.
    exposure: "1" [0.0, 10.0] = 0.35, FIXED, Prior, "judged";
    /// Advantage of keeping its posture.
    inertia: "utility" [0.0, 5.0] = 0.05, FIXED, Prior, "judged";
    /// Standard deviation of what it does not know of the army's margin.
    uncertainty: "1" [0.01, 5.0] = 0.20, FIXED, Prior, "judged";
    /// Standard deviation of its estimate of it from day to day.
    noise: "1" [0.0, 1.0] = 0.05, FIXED, Prior, "judged";
    /// Days for which the garrisons heed its withdrawal.
    signal: "days" [0.0, 365.0] = 3.0, FIXED, Prior, "judged";
} }

/// Draws a day: the epoch, the renewal of tastes, the estimate of the margin, and one taste a posture.
const SLOTS: usize = 3 + MOST_POSTURES;

/// State of patrons.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Posture, as a whole number from 0, withdrawal.
    pub posture: Table<PatronId, R>,
    /// Capacity, before what a war elsewhere ties down.
    pub capacity: Table<PatronId, R>,
    /// Utility of each posture today.
    pub utility: Table<PatronId, [R; MOST_POSTURES]>,
    /// Standing taste for each posture, in units of utility times precision.
    pub tastes: Table<PatronId, [R; MOST_POSTURES]>,
    streams: Table<PatronId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every patron of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.patrons.map(|_, _| R::zero());
        let postures = || model.patrons.map(|_, _| [R::zero(); MOST_POSTURES]);
        State {
            posture: zeroes(),
            capacity: zeroes(),
            utility: postures(),
            tastes: postures(),
            streams: model.patrons.map(|_, patron| Stream::new(seed, "patron", &patron.name.id, SLOTS)),
        }
    }

    /// The patrons' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Sets postures and capacities to day 0; the tastes of day 0 wait for its utilities.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for (id, patron) in model.patrons.ids().zip(model.patrons.iter()) {
        world.patron.posture[id] = R::splat(patron.start as f64);
        world.patron.capacity[id] = world.value(patron.capacity);
        world.patron.utility[id] = [R::zero(); MOST_POSTURES];
        world.patron.tastes[id] = [R::zero(); MOST_POSTURES];
    }
}

/// Every patron, from the same state of yesterday evening.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for (id, patron) in model.patrons.ids().zip(model.patrons.iter()) {
        world.patron.utility[id] = utilities(world, id, patron);
    }
    for (id, patron) in model.patrons.ids().zip(model.patrons.iter()) {
        if world.day == 0 {
            first_tastes(world, id, patron);
        } else {
            renew_tastes(world, id);
        }
        decide(world, id, patron);
        let highest = R::splat((patron.postures.len() - 1) as f64);
        let growth =
            world.value(patron.capacity_growth) * (world.value(patron.capacity_most) - world.patron.capacity[id]);
        let grown = world.patron.capacity[id] + growth;
        world.patron.capacity[id] =
            R::select(world.patron.posture[id].eq_mask(highest), grown, world.patron.capacity[id]);
    }
}

/// What its posture brings, 0 to 1: free capacity times the posture's strength; 0 once the regime has fallen.
#[inline(always)]
pub fn level<R: Real>(world: &World<'_, R>, id: PatronId) -> R {
    let patron = &world.model.patrons[id];
    let mut strength = R::zero();
    for (position, posture) in patron.postures.iter().enumerate() {
        let taken = world.patron.posture[id].eq_mask(R::splat(position as f64));
        strength = R::select(taken, world.value(posture.strength), strength);
    }
    free_capacity(world, id) * strength * (R::one() - world.regime.fallen[patron.regime])
}

/// What the garrisons count on from a patron, 0 to 1.
#[inline(always)]
pub fn support<R: Real>(world: &World<'_, R>, id: PatronId) -> R {
    world.value(world.model.patrons[id].weight) * level(world, id)
}

/// What the garrisons of a regime count on from its patrons together (P).
#[inline(always)]
pub fn of_regime<R: Real>(world: &World<'_, R>, id: RegimeId) -> R {
    let mut without = R::one();
    for patron in &world.model.regimes[id].patrons {
        without *= R::one() - support(world, *patron);
    }
    R::one() - without
}

/// Capacity that no war elsewhere ties down.
#[inline(always)]
fn free_capacity<R: Real>(world: &World<'_, R>, id: PatronId) -> R {
    let load = world.value(world.model.patrons[id].load);
    world.patron.capacity[id] * (R::one() - world.value(world.mechanisms.patron.war_capacity) * load)
}

/// Probability that the regime survives, when so much of the army's margin is left.
#[inline(always)]
pub fn survival<R: Real>(left: R, uncertainty: R) -> R {
    (left / uncertainty).normal_cdf()
}

/// Utility of every posture.
#[inline(always)]
fn utilities<R: Real>(world: &mut World<'_, R>, id: PatronId, patron: &Patron) -> [R; MOST_POSTURES] {
    let p = world.mechanisms.patron;
    let day = world.day;
    let estimate = world.patron.streams[id].normal(day, 2) * world.value(p.noise);
    let weights = world.mechanisms.regime;
    let margin = regime::margin(world, patron.regime) - regime::stress(world, patron.regime) + estimate;
    let mut others = R::one();
    for other in world.model.regimes[patron.regime].patrons.iter().filter(|other| **other != id) {
        others *= R::one() - support(world, *other);
    }
    let counted = world.value(patron.weight) * free_capacity(world, id);
    let dearer = R::one() + world.value(p.war_cost) * world.value(patron.load) * world.value(patron.war_cost);
    let mut utilities = [R::zero(); MOST_POSTURES];
    for (position, posture) in patron.postures.iter().enumerate() {
        let support = R::one() - others * (R::one() - counted * world.value(posture.strength));
        let signal = if position == 0 { world.value(weights.withdrawal) } else { R::zero() };
        let left = margin + world.value(weights.support) * support - signal;
        let survives = survival(left, world.value(p.uncertainty));
        let present = R::indicator(world.patron.posture[id].eq_mask(R::splat(position as f64)));
        utilities[position] = world.value(patron.prize) * world.value(posture.presence) * survives
            - world.value(posture.cost) * dearer
            - world.value(p.exposure) * world.value(posture.exposure) * (R::one() - survives)
            + world.value(p.inertia) * present;
    }
    utilities
}

/// Tastes of day 0, drawn given that the posture of day 0 is what the patron wants.
#[inline(always)]
fn first_tastes<R: Real>(world: &mut World<'_, R>, id: PatronId, patron: &Patron) {
    let precision = world.value(world.mechanisms.choice.precision);
    let scores = world.patron.utility[id].map(|utility| precision * utility);
    let stream = &mut world.patron.streams[id];
    let postures = 0..=patron.postures.len() - 1;
    world.patron.tastes[id] = taste::first(&scores, postures, patron.start, |posture| stream.uniform(0, 3 + posture));
}

/// Redraws tastes rarely.
#[inline(always)]
fn renew_tastes<R: Real>(world: &mut World<'_, R>, id: PatronId) {
    let (day, probability) = (world.day, world.value(world.mechanisms.choice.taste_renewal));
    let stream = &mut world.patron.streams[id];
    let renewed = stream.uniform(day, 1).lt(probability);
    taste::renew(&mut world.patron.tastes[id], renewed, |posture| stream.uniform(day, 3 + posture));
}

/// Moves a patron on its epochs, and on the day after its client lost a zone.
#[inline(always)]
fn decide<R: Real>(world: &mut World<'_, R>, id: PatronId, patron: &Patron) {
    let (half, day) = (R::splat(0.5), world.day);
    let p = world.mechanisms.choice;
    let precision = world.value(p.precision);
    let probability = hazard(R::one() / world.value(p.epoch));
    let regular = world.patron.streams[id].uniform(day, 0).lt(probability);
    let forced = world.regime.captured[patron.regime].gt(half);
    let decides = (regular | forced) & world.regime.fallen[patron.regime].lt(half);
    let (mut best, mut choice) = (R::splat(f64::NEG_INFINITY), R::zero());
    for position in 0..patron.postures.len() {
        let score = precision * world.patron.utility[id][position] + world.patron.tastes[id][position];
        let better = score.gt(best);
        best = R::select(better, score, best);
        choice = R::select(better, R::splat(position as f64), choice);
    }
    let present = world.patron.posture[id];
    let reached = R::select(present.lt(half), choice.min(R::one()), choice);
    let posture = R::select(decides, reached, present);
    let leaves = posture.lt(half) & present.gt(half);
    let signal = world.regime.withdrawal[patron.regime];
    let heeded = signal.max(world.value(world.mechanisms.patron.signal));
    world.regime.withdrawal[patron.regime] = R::select(leaves, heeded, signal);
    world.patron.posture[id] = posture;
}
