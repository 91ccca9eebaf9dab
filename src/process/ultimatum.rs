//! Public demands with a date.
//!
//! While its condition holds, an ultimatum is issued with a daily hazard, once a replicate; its date is the end of the month
//! that is at least the stated notice away. It commits the issuer to the promised rung until long after the date has passed.
//! Source: the demand of 5 February 2020 to withdraw "by the end of February".

use crate::model::{ChooserId, Model, Table, UltimatumId};
use crate::numeric::Real;
use crate::process::parameters::{FIXED, parameters};
use crate::process::{World, hazard};
use crate::random::Stream;

parameters! { "ultimatum" {
    /// Days after a missed date until the commitment is forgotten.
    memory: "days" [0.0, 3650.0] = 25.0, FIXED, Prior, "judged";
} }

/// State of ultimatums.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 1 once issued.
    pub issued: Table<UltimatumId, R>,
    /// 1 on the day it is issued.
    pub today: Table<UltimatumId, R>,
    /// Day of its date; infinite until issued.
    pub deadline: Table<UltimatumId, R>,
    /// 1 once its date has passed without the promised rung.
    pub missed: Table<UltimatumId, R>,
    streams: Table<UltimatumId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every ultimatum of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.ultimatums.map(|_, _| R::zero());
        State {
            issued: zeroes(),
            today: zeroes(),
            deadline: zeroes(),
            missed: zeroes(),
            streams: model.ultimatums.map(|_, ultimatum| Stream::new(seed, "ultimatum", &ultimatum.name.id, 1)),
        }
    }

    /// The ultimatums' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Only ultimatums that the scenario says are out stand on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let state = &mut world.ultimatum;
    for (id, ultimatum) in world.model.ultimatums.ids().zip(world.model.ultimatums.iter()) {
        state.issued[id] = R::splat(f64::from(u8::from(ultimatum.deadline.is_some())));
        state.today[id] = R::zero();
        state.missed[id] = R::zero();
        state.deadline[id] = R::splat(ultimatum.deadline.map_or(f64::INFINITY, |day| day as f64));
    }
}

/// Issues ultimatums and notes missed dates, after the day's decisions.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let day = world.day;
    for (id, ultimatum) in world.model.ultimatums.ids().zip(world.model.ultimatums.iter()) {
        let holds = world.holds(&ultimatum.when);
        let open = holds & world.ultimatum.issued[id].lt(R::splat(0.5));
        let luck = world.ultimatum.streams[id].uniform(day, 0).lt(hazard(world.value(ultimatum.hazard)));
        let issued = open & luck;
        let below = world.choice.level[ultimatum.issuer].lt(R::splat(ultimatum.promised as f64));
        let passed = world.ultimatum.deadline[id].eq_mask(R::splat(day as f64));
        let state = &mut world.ultimatum;
        state.today[id] = R::indicator(issued);
        state.missed[id] = R::select(passed & below, R::one(), state.missed[id]);
        state.deadline[id] = R::select(issued, R::splat(ultimatum.deadlines[day] as f64), state.deadline[id]);
        state.issued[id] = R::select(issued, R::one(), state.issued[id]);
    }
}

/// How an actor's ultimatums stand today.
#[derive(Clone, Copy)]
pub struct Standing<R> {
    /// 1 when one is issued today.
    pub issued: R,
    /// Highest rung that one promises; 0 when none stands.
    pub promised: R,
    /// 1 when a date was missed long ago.
    pub lapsed: R,
    /// 1 when a date passes today without the promised rung.
    pub missed_today: R,
    /// 1 when a date falls on today.
    pub due_today: R,
}

impl<R: Real> World<'_, R> {
    /// How this actor's ultimatums stand today.
    #[inline(always)]
    pub fn ultimatums_of(&self, chooser: ChooserId) -> Standing<R> {
        let today = R::splat(self.day as f64);
        let mut standing = Standing {
            issued: R::zero(),
            promised: R::zero(),
            lapsed: R::zero(),
            missed_today: R::zero(),
            due_today: R::zero(),
        };
        for (id, ultimatum) in self.model.ultimatums.ids().zip(self.model.ultimatums.iter()) {
            if ultimatum.issuer != chooser {
                continue;
            }
            let (deadline, missed) = (self.ultimatum.deadline[id], self.ultimatum.missed[id]);
            let due = R::indicator(deadline.eq_mask(today));
            let lapsed = R::indicator((today - deadline).gt(self.value(self.mechanisms.ultimatum.memory))) * missed;
            standing.issued = standing.issued.max(self.ultimatum.today[id]);
            standing.promised =
                standing.promised.max(self.ultimatum.issued[id] * (R::one() - lapsed) * ultimatum.promised as f64);
            standing.lapsed = standing.lapsed.max(lapsed);
            standing.missed_today = standing.missed_today.max(due * missed);
            standing.due_today = standing.due_today.max(due);
        }
        standing
    }
}
