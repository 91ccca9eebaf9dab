//! Borders: people who press against them, and people who cross.
//!
//! Pressure Π = Π₀ + displaced people in the shelters before it / those that count as full pressure. A closed border makes
//! pressure, not flow: each displaced person before it crosses with hazard leak + 0.02 · open a day.
//! Source: UNHCR and press accounts of the Turkish–Syrian border, 2019–2020.

use crate::model::{Border, BorderId, Model, ShelterId, Table};
use crate::numeric::Real;
use crate::process::parameters::{FIXED, parameters};
use crate::process::{Apportionment, World, binomial_flow, hazard};
use crate::random::Stream;

parameters! { "border" {
    /// Daily hazard of crossing an open border.
    crossing: "1/day" [0.0, 1.0] = 0.02, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// State of borders.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Pressure, 1 when full.
    pub pressure: Table<BorderId, R>,
    /// Persons who crossed.
    pub crossed: Table<BorderId, R>,
    /// One stream for each shelter that people cross from, so that adding one shifts no other's draws.
    streams: Table<BorderId, Vec<Stream<R>>>,
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
        }
    }

    /// The borders' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut().flatten()
    }
}

/// Pressure of day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.borders.ids() {
        world.border.crossed[id] = R::zero();
        world.border.pressure[id] = world.value(world.model.borders[id].pressure);
    }
}

/// Crossings, then pressure.
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
