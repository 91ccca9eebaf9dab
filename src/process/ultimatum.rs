//! Public demands with a date.
//!
//! While its condition holds, an ultimatum is issued with a daily hazard, once a replicate; its date is the end of the month
//! that is at least the stated notice away. It commits the issuer to the promised rung until long after the date has passed.
//! Source: model sheet §2.3; the demand of 5 February 2020 to withdraw "by the end of February".

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

/// No ultimatum is out on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let state = &mut world.ultimatum;
    for id in world.model.ultimatums.ids() {
        state.issued[id] = R::zero();
        state.today[id] = R::zero();
        state.missed[id] = R::zero();
        state.deadline[id] = R::splat(f64::INFINITY);
    }
}

/// Issues ultimatums and notes missed dates, after the day's decisions.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let day = world.day;
    for (id, ultimatum) in world.model.ultimatums.ids().zip(world.model.ultimatums.iter()) {
        let holds = ultimatum.when.evaluate(|variable| world.read(variable), day).gt(R::splat(0.5));
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

impl<R: Real> World<'_, R> {
    /// 1 when this actor issues an ultimatum today.
    #[inline(always)]
    pub fn ultimatum_issued_today(&self, chooser: ChooserId) -> R {
        self.over_ultimatums(chooser, |world, id| world.ultimatum.today[id])
    }

    /// Highest rung that a standing ultimatum of this actor promises; 0 when none.
    #[inline(always)]
    pub fn ultimatum_promise(&self, chooser: ChooserId) -> R {
        self.over_ultimatums(chooser, |world, id| world.ultimatum.issued[id] * world.model.ultimatums[id].promised as f64 * R::indicator(!world.lapsed(id)))
    }

    /// Whether a date of this actor's passed long ago without the promised rung.
    #[inline(always)]
    pub fn ultimatum_lapsed(&self, chooser: ChooserId) -> R::Mask {
        self.over_ultimatums(chooser, |world, id| R::indicator(world.lapsed(id))).gt(R::splat(0.5))
    }

    /// 1 when a date of this actor's passes today without the promised rung.
    #[inline(always)]
    pub fn ultimatum_missed_today(&self, chooser: ChooserId) -> R {
        let today = R::splat(self.day as f64);
        self.over_ultimatums(chooser, |world, id| R::indicator(world.ultimatum.deadline[id].eq_mask(today)) * world.ultimatum.missed[id])
    }

    /// Whether a date of this actor's falls on today.
    #[inline(always)]
    pub fn deadline_today(&self, chooser: ChooserId) -> R::Mask {
        let today = R::splat(self.day as f64);
        self.over_ultimatums(chooser, |world, id| R::indicator(world.ultimatum.deadline[id].eq_mask(today))).gt(R::splat(0.5))
    }

    /// The greatest of a figure over an actor's ultimatums.
    #[inline(always)]
    fn over_ultimatums(&self, chooser: ChooserId, figure: impl Fn(&Self, UltimatumId) -> R) -> R {
        self.model.ultimatums.ids().fold(R::zero(), |most, id| if self.model.ultimatums[id].issuer == chooser { most.max(figure(self, id)) } else { most })
    }

    /// Whether an ultimatum's date was missed and is long past.
    #[inline(always)]
    fn lapsed(&self, id: UltimatumId) -> R::Mask {
        let since = R::splat(self.day as f64) - self.ultimatum.deadline[id];
        since.gt(self.value(self.mechanisms.ultimatum.memory)) & self.ultimatum.missed[id].gt(R::splat(0.5))
    }
}
