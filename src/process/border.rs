//! Borders: people who press against them, people who cross, and gates that an actor opens to press on another.
//!
//! Pressure Π = Π₀ + displaced people in the shelters before it / those that count as full pressure. A closed border makes
//! pressure, not flow: each displaced person before it crosses with hazard leak + 0.02 · open a day.
//!
//! A gate (coercive release) opens with a daily hazard while a condition of the scenario holds. Of the migrants waiting behind it,
//! residents of a zone of their own, each then passes with hazard r e^{−t/τ}, t days since it opened: a first rush of those who
//! believe it, which ends as the far side stays shut.
//! Source: UNHCR and press accounts of the Turkish–Syrian border, 2019–2020; IOM counts at the Greek border, 29 February 2020;
//! Greenhill 2010 on migration as a weapon.

use crate::model::{Border, BorderId, Gate, GateId, Model, ShelterId, Table, ZoneId};
use crate::numeric::{Mask, Real};
use crate::process::parameters::{FIXED, parameters};
use crate::process::{Apportionment, World, binomial_flow, hazard};
use crate::random::Stream;

parameters! { "border" {
    /// Daily hazard of crossing an open border.
    crossing: "1/day" [0.0, 1.0] = 0.02, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Daily hazard of passing a gate on the day it opens.
    release: "1/day" [0.0, 1.0] = 0.05, FIXED, Prior, "13 000 persons at the Greek border within two days";
    /// Days over which that rush fades by a factor e.
    release_life: "days" [0.1, 1000.0] = 5.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// Draws of a gate and day: whether it opens, who passes.
const GATE_SLOTS: usize = 2;

/// State of borders.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Pressure, 1 when full.
    pub pressure: Table<BorderId, R>,
    /// Persons who crossed.
    pub crossed: Table<BorderId, R>,
    /// One stream for each shelter that people cross from, so that adding one shifts no other's draws.
    streams: Table<BorderId, Vec<Stream<R>>>,
    /// 1 while a gate is open.
    pub open: Table<GateId, R>,
    /// Days since it opened.
    opened: Table<GateId, R>,
    /// Persons who came through it.
    pub arrived: Table<GateId, R>,
    gate_streams: Table<GateId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every border of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let stream = |border: &Border, shelter: &ShelterId| {
            let zone = &model.zones[model.shelters[*shelter].zone].name.id;
            Stream::new(seed, "border", &format!("{}/{zone}", border.name.id), 1)
        };
        State {
            pressure: model.borders.map(|_, _| R::zero()),
            crossed: model.borders.map(|_, _| R::zero()),
            streams: model.borders.map(|_, border| border.from.iter().map(|shelter| stream(border, shelter)).collect()),
            open: model.gates.map(|_, _| R::zero()),
            opened: model.gates.map(|_, _| R::zero()),
            arrived: model.gates.map(|_, _| R::zero()),
            gate_streams: model.gates.map(|_, gate| Stream::new(seed, "gate", &gate.name.id, GATE_SLOTS)),
        }
    }

    /// The draws of borders and gates, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut().flatten().chain(self.gate_streams.iter_mut())
    }

    /// Persons who came to a zone through gates.
    #[inline(always)]
    pub fn arrivals(&self, model: &Model, to: ZoneId) -> R {
        let mut people = R::zero();
        for (id, gate) in model.gates.ids().zip(model.gates.iter()) {
            if gate.to == to {
                people += self.arrived[id];
            }
        }
        people
    }
}

/// Pressure and gates of day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.borders.ids() {
        world.border.crossed[id] = R::zero();
        world.border.pressure[id] = world.value(world.model.borders[id].pressure);
    }
    for id in world.model.gates.ids() {
        world.border.open[id] = R::indicator(R::Mask::from_bool(world.model.gates[id].opened));
        world.border.opened[id] = R::zero();
        world.border.arrived[id] = R::zero();
    }
}

/// Crossings, then pressure; gates.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for (id, border) in model.borders.ids().zip(model.borders.iter()) {
        let rate = world.value(border.leak) + world.value(border.open) * world.value(world.mechanisms.border.crossing);
        let mut waiting = R::zero();
        for (slot, shelter) in border.from.iter().enumerate() {
            cross(world, id, slot, *shelter, rate);
            waiting += world.displacement.sheltered(*shelter);
        }
        world.border.pressure[id] = world.value(border.pressure) + waiting / world.value(border.full_pressure);
    }
    for (id, gate) in model.gates.ids().zip(model.gates.iter()) {
        turn(world, id, gate);
        release(world, id, gate);
    }
}

/// Moves people from a shelter across a border, from every home zone in proportion.
#[inline(always)]
fn cross<R: Real>(world: &mut World<'_, R>, id: BorderId, slot: usize, from: ShelterId, rate: R) {
    let waiting = world.displacement.sheltered(from);
    let luck = world.border.streams[id][slot].normal(world.day, 0);
    let crossing = binomial_flow(waiting, hazard(rate), luck);
    let to = world.model.borders[id].to;
    let scale = R::one() / waiting.max(R::one());
    let (mut cumulative, mut shares) = (R::zero(), Apportionment::of(crossing));
    for home in world.displacement.away.iter_mut() {
        cumulative += home[from];
        let share = shares.up_to(cumulative * scale);
        home[from] -= share;
        home[to] += share;
    }
    world.border.crossed[id] += shares.given();
    world.displacement.movements += shares.given();
}

/// Opens or closes a gate.
#[inline(always)]
fn turn<R: Real>(world: &mut World<'_, R>, id: GateId, gate: &Gate) {
    let (day, half) = (world.day, R::splat(0.5));
    let draw = world.border.gate_streams[id].uniform(day, 0);
    let opens = world.holds(&gate.when) & draw.lt(hazard(world.value(gate.hazard)));
    let closes = match &gate.closes_when {
        Some(condition) => world.holds(condition),
        None => R::Mask::from_bool(false),
    };
    let was = world.border.open[id].gt(half);
    let open = (was | opens) & !closes;
    world.border.open[id] = R::indicator(open);
    world.border.opened[id] = R::select(was & open, world.border.opened[id] + 1.0, R::zero());
}

/// Lets migrants pass a gate that is open.
#[inline(always)]
fn release<R: Real>(world: &mut World<'_, R>, id: GateId, gate: &Gate) {
    let p = world.mechanisms.border;
    let fading = (-world.border.opened[id] / world.value(p.release_life)).exp();
    let rate = world.value(p.release) * fading * world.border.open[id];
    let luck = world.border.gate_streams[id].normal(world.day, 1);
    let passing = binomial_flow(world.displacement.residents[gate.from], hazard(rate), luck);
    world.displacement.let_go(gate.from, passing);
    world.border.arrived[id] += passing;
}
