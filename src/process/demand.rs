//! Compellence: whether the target of a demand complies with it.
//!
//!   h = 0.017 · exp(2 Cr · damage − 1.5 (stake − 0.5) + 0.8 offramp − 0.6 public)   a day while the demand stands
//! At the neutral point, with no credible damage, that is 40 % in thirty days. A target that has complied stays compliant.
//! Source: Sechser 2011 (compellent threats succeed in about 41 %); a public demand leaves less room to give way, a strong
//! challenger is feared for its next demand.

use crate::model::{Demand, DemandId, Model, Table};
use crate::numeric::Real;
use crate::process::parameters::{FIXED, parameters};
use crate::process::{World, hazard};
use crate::random::Stream;

parameters! { "demand" {
    /// Daily hazard of complying at the neutral point.
    base: "1/day" [0.0, 1.0] = 0.017, FIXED, Prior, "40 % in thirty days: Sechser 2011";
    /// Weight of credible damage in its logarithm.
    damage: "1" [0.0, 20.0] = 2.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of the target's stake, less one half.
    stake: "1" [0.0, 20.0] = 1.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of a way out.
    offramp: "1" [0.0, 20.0] = 0.8, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of publicity.
    public: "1" [0.0, 20.0] = 0.6, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// State of demands.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 1 once the target has complied.
    pub complied: Table<DemandId, R>,
    /// Daily hazard that it complies; 0 while the demand does not stand and once it has complied.
    pub rate: Table<DemandId, R>,
    streams: Table<DemandId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every demand of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            complied: model.demands.map(|_, _| R::zero()),
            rate: model.demands.map(|_, _| R::zero()),
            streams: model.demands.map(|_, demand| Stream::new(seed, "demand", &demand.name.id, 1)),
        }
    }

    /// The demands' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Nobody has complied on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.demands.ids() {
        world.demand.complied[id] = R::zero();
        world.demand.rate[id] = R::zero();
    }
}

/// Whether targets comply today.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let day = world.day;
    for (id, demand) in world.model.demands.ids().zip(world.model.demands.iter()) {
        let open = world.holds(&demand.when) & world.demand.complied[id].lt(R::splat(0.5));
        let rate = R::select(open, rate(world, demand), R::zero());
        let complies = world.demand.streams[id].uniform(day, 0).lt(hazard(rate));
        world.demand.rate[id] = rate;
        world.demand.complied[id] = R::select(complies, R::one(), world.demand.complied[id]);
    }
}

/// Daily hazard of complying with a demand that stands.
#[inline(always)]
fn rate<R: Real>(world: &World<'_, R>, demand: &Demand) -> R {
    let p = world.mechanisms.demand;
    let damage = world.belief.credibility[demand.belief] * world.evaluate(&demand.damage).clamp(0.0, 1.0);
    let stake = world.evaluate(&demand.stake).clamp(0.0, 1.0);
    let offramp = world.evaluate(&demand.offramp).clamp(0.0, 1.0);
    let logarithm = world.value(p.damage) * damage - world.value(p.stake) * (stake - 0.5)
        + world.value(p.offramp) * offramp
        - world.value(p.public) * world.value(demand.public);
    world.value(p.base) * logarithm.exp()
}
