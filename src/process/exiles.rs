//! Exiles: people who fled before day 0 and live outside the scenario's shelters, and what brings them back.
//!
//! They return only after the fall of the regime that drove them out, or under a durable truce with peacekeepers:
//!   flow = stock · r S² season push (1 − e^{−t/T})  +  ready · r′ S² (1 − e^{−t/15}),   t days since their homes opened,
//! with S², season and t of every home weighted by its share of them. Those who are ready are some of the stock. Intentions are
//! not returns: plans of winter 2024 for 2025 were too high by 1.7. Whole persons move; they divide among homes by share · S².
//! Source: UNHCR's returns to Syria 2024–2025; World Bank 2019.

use crate::model::{Exiles, ExilesId, Model, Table, ZoneId};
use crate::numeric::Real;
use crate::process::parameters::{FIXED, parameters};
use crate::process::{Apportionment, World, binomial_flow, hazard, returning};
use crate::random::Stream;

parameters! { "exiles" {
    /// Days over which those who are ready set out.
    setting_out: "days" [0.1, 1000.0] = 15.0, FIXED, Prior, "returns to Syria, December 2024";
} }

/// Draws of a group and day: returns of those who are ready, and of the others.
const SLOTS: usize = 2;

/// State of exiles.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Persons who have not returned.
    pub stock: Table<ExilesId, R>,
    /// Those of them who are ready.
    pub ready: Table<ExilesId, R>,
    /// Persons who have returned.
    pub returned: Table<ExilesId, R>,
    /// Persons who have returned to each zone.
    pub settled: Table<ZoneId, R>,
    streams: Table<ExilesId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every group of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.exiles.map(|_, _| R::zero());
        State {
            stock: zeroes(),
            ready: zeroes(),
            returned: zeroes(),
            settled: model.zones.map(|_, _| R::zero()),
            streams: model.exiles.map(|_, exiles| Stream::new(seed, "exiles", &exiles.name.id, SLOTS)),
        }
    }

    /// The groups' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// All are away on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for (id, exiles) in model.exiles.ids().zip(model.exiles.iter()) {
        let stock = (world.value(exiles.stock) + 0.5).floor();
        world.exiles.stock[id] = stock;
        world.exiles.ready[id] = (world.value(exiles.ready) + 0.5).floor().min(stock);
        world.exiles.returned[id] = R::zero();
    }
    for settled in world.exiles.settled.iter_mut() {
        *settled = R::zero();
    }
}

/// Returns of every group.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for (id, exiles) in model.exiles.ids().zip(model.exiles.iter()) {
        come_home(world, id, exiles);
    }
}

/// What draws a group home: sums over its homes, weighted by their shares.
struct Draw<R> {
    /// S² where homes are open.
    safety: R,
    /// The same for those who are ready, as they set out.
    ready: R,
    /// The same for the others, with season and fading in.
    others: R,
}

/// S² of an open home, 0 of a closed one, and the days since it opened.
#[inline(always)]
fn safety<R: Real>(world: &World<'_, R>, home: ZoneId) -> (R, R) {
    let outlook = returning::of_zone(world, home);
    let open = outlook.settled * returning::open(world, home, &outlook);
    (outlook.security * outlook.security * open, outlook.age)
}

/// Share of a hazard that has built up some days after homes opened.
#[inline(always)]
fn built_up<R: Real>(age: R, life: R) -> R {
    hazard(age.max(R::zero()) / life)
}

#[inline(always)]
fn draw<R: Real>(world: &World<'_, R>, exiles: &Exiles) -> Draw<R> {
    let setting_out = world.value(world.mechanisms.exiles.setting_out);
    let mut draw = Draw { safety: R::zero(), ready: R::zero(), others: R::zero() };
    for (home, share) in &exiles.homes {
        let (safety, age) = safety(world, *home);
        let safety = safety * *share;
        let faded_in = match exiles.fading_in {
            Some(days) => built_up(age, world.value(days)),
            None => R::one(),
        };
        draw.safety += safety;
        draw.ready += safety * built_up(age, setting_out);
        draw.others += safety * returning::season(world, age) * faded_in;
    }
    draw
}

/// Returns of a group today.
#[inline(always)]
fn come_home<R: Real>(world: &mut World<'_, R>, id: ExilesId, exiles: &Exiles) {
    let draw = draw(world, exiles);
    let push = world.factor(&exiles.push).max(R::zero());
    let rate = world.value(exiles.hazard) * push * draw.others;
    let ready_rate = rate + world.value(exiles.ready_hazard) * draw.ready;
    let day = world.day;
    let state = &mut world.exiles;
    let (ready, others) = (state.ready[id], state.stock[id] - state.ready[id]);
    let ready_returning = binomial_flow(ready, hazard(ready_rate), state.streams[id].normal(day, 0));
    let others_returning = binomial_flow(others, hazard(rate), state.streams[id].normal(day, 1));
    let settled = settle(world, exiles, ready_returning + others_returning, draw.safety);
    let state = &mut world.exiles;
    state.ready[id] -= ready_returning.min(settled);
    state.stock[id] -= settled;
    state.returned[id] += settled;
}

/// Divides people among the homes of their group; returns how many found theirs open.
#[inline(always)]
fn settle<R: Real>(world: &mut World<'_, R>, exiles: &Exiles, people: R, total: R) -> R {
    let (mut cumulative, mut shares) = (R::zero(), Apportionment::of(people));
    let scale = R::one() / total.max(R::splat(1e-300));
    for (home, share) in &exiles.homes {
        let (safety, _) = safety(world, *home);
        cumulative += safety * *share;
        let part = shares.up_to((cumulative * scale).min(R::one()));
        world.displacement.residents[*home] += part;
        world.exiles.settled[*home] += part;
    }
    shares.given()
}
