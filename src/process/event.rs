//! Events: on a date, with a daily hazard, or when a condition holds; their effects change quantities.

use crate::model::{Change, Event, EventId, Model, Parameter, Table, Trigger};
use crate::numeric::{Mask, Real};
use crate::process::{World, hazard};
use crate::random::Stream;

/// State of events.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 1 once the event has happened.
    pub happened: Table<EventId, R>,
    streams: Table<EventId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every event of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            happened: model.events.map(|_, _| R::zero()),
            streams: model.events.map(|_, event| Stream::new(seed, "event", &event.name.id, 1)),
        }
    }

    /// The events' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// What happened before day 0; its effects are in the scenario's numbers.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for (id, event) in world.model.events.ids().zip(world.model.events.iter()) {
        world.event.happened[id] = R::indicator(R::Mask::from_bool(event.happened));
    }
}

/// Today's events and their effects.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for (id, event) in model.events.ids().zip(model.events.iter()) {
        let due = due(world, id, event);
        let now = if event.repeats { due } else { due & world.event.happened[id].lt(R::splat(0.5)) };
        world.event.happened[id] = R::select(now, R::one(), world.event.happened[id]);
        for (parameter, change) in &event.effects {
            let old = world.values[parameter.index()];
            let new = match change {
                Change::Set(value) => R::splat(*value),
                Change::Add(amount) => old + *amount,
                Change::Scale(factor) => old * *factor,
            };
            world.values[parameter.index()] = R::select(now, new, old);
        }
    }
}

/// Whether an event's trigger fires today.
#[inline(always)]
fn due<R: Real>(world: &mut World<'_, R>, id: EventId, event: &Event) -> R::Mask {
    let day = world.day;
    match &event.trigger {
        Trigger::Day(date) => R::Mask::from_bool(*date == day as i64),
        Trigger::Condition(condition) => world.holds(condition),
        Trigger::Hazard(rate) => {
            let probability = probability(world, *rate, event);
            world.event.streams[id].uniform(day, 0).lt(probability)
        }
        Trigger::HazardWhile(rate, condition) => {
            let open = world.holds(condition);
            let probability = probability(world, *rate, event);
            open & world.event.streams[id].uniform(day, 0).lt(probability)
        }
        Trigger::Past => R::Mask::from_bool(false),
    }
}

/// Probability that an event happens in a day at its hazard, with its factor if it has one.
#[inline(always)]
fn probability<R: Real>(world: &World<'_, R>, rate: Parameter, event: &Event) -> R {
    hazard(world.value(rate) * world.factor(&event.factor).max(R::zero()))
}
