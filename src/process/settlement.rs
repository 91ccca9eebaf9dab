//! Settlements: bargains that end in a deal, or in somebody walking out.
//!
//! While the parties bargain, two daily hazards compete: d of a deal and e of a walk-out, each with a factor of the scenario
//! over the state of yesterday evening. Of one uniform u: an end if u < 1 − e^{−(d+e)}, and it is a deal if
//! u < (1 − e^{−(d+e)}) · d/(d+e). Either end is final.
//! Source: competing exponential risks; the hazards are the scenario's.

use crate::expression::Formula;
use crate::model::{Model, Parameter, SettlementId, Slot, Table};
use crate::numeric::Real;
use crate::process::{World, hazard};
use crate::random::Stream;

/// State of settlements.
#[derive(Clone)]
pub struct State<R: Real> {
    /// 1 while the parties bargain.
    pub pending: Table<SettlementId, R>,
    /// 1 once there is a deal.
    pub concluded: Table<SettlementId, R>,
    /// 1 once somebody has walked out.
    pub abandoned: Table<SettlementId, R>,
    streams: Table<SettlementId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every settlement of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.settlements.map(|_, _| R::zero());
        State {
            pending: zeroes(),
            concluded: zeroes(),
            abandoned: zeroes(),
            streams: model.settlements.map(|_, settlement| Stream::new(seed, "settlement", &settlement.name.id, 1)),
        }
    }

    /// The settlements' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Nothing is settled on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let state = &mut world.settlement;
    for id in world.model.settlements.ids() {
        state.pending[id] = R::zero();
        state.concluded[id] = R::zero();
        state.abandoned[id] = R::zero();
    }
}

/// Today's deals and walk-outs.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let day = world.day;
    for (id, settlement) in world.model.settlements.ids().zip(world.model.settlements.iter()) {
        let undecided = (world.settlement.concluded[id] + world.settlement.abandoned[id]).lt(R::splat(0.5));
        let bargain = undecided & world.holds(&settlement.when);
        let deal = rate(world, settlement.deal, &settlement.deal_factor);
        let exit = rate(world, settlement.exit, &settlement.exit_factor);
        let (ends, concludes) = ends(deal, exit, world.settlement.streams[id].uniform(day, 0));
        let (concluded, abandoned) = (R::indicator(bargain) * concludes, R::indicator(bargain) * (ends - concludes));
        let state = &mut world.settlement;
        state.concluded[id] += concluded;
        state.abandoned[id] += abandoned;
        state.pending[id] = R::indicator(bargain) - concluded - abandoned;
    }
}

/// A daily hazard with its factor, not below 0.
#[inline(always)]
fn rate<R: Real>(world: &World<'_, R>, parameter: Parameter, factor: &Option<Formula<Slot>>) -> R {
    (world.value(parameter) * world.factor(factor)).max(R::zero())
}

/// Whether a day's draw ends the bargain, and whether it does so in a deal; 1 or 0.
#[inline(always)]
fn ends<R: Real>(deal: R, exit: R, luck: R) -> (R, R) {
    let probability = hazard(deal + exit);
    let share = deal / (deal + exit).max(R::splat(1e-300));
    (R::indicator(luck.lt(probability)), R::indicator(luck.lt(probability * share)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shares of draws, spread evenly, that end the bargain and that end it in a deal.
    fn shares(deal: f64, exit: f64) -> (f64, f64) {
        let draws = 100_000;
        let (mut ended, mut dealt) = (0.0, 0.0);
        for draw in 0..draws {
            let (ends, concludes) = ends(deal, exit, (f64::from(draw) + 0.5) / f64::from(draws));
            assert!(concludes <= ends);
            ended += ends;
            dealt += concludes;
        }
        (ended / f64::from(draws), dealt / f64::from(draws))
    }

    #[test]
    fn ends_come_at_the_sum_of_the_hazards_and_split_in_their_proportion() {
        for (deal, exit) in [(0.02, 0.01), (0.3, 0.9), (2.0, 0.5)] {
            let (ended, dealt) = shares(deal, exit);
            assert!((ended - (1.0 - Real::exp(-(deal + exit)))).abs() < 2e-5, "{deal} {exit}: {ended}");
            assert!((dealt / ended - deal / (deal + exit)).abs() < 2e-3, "{deal} {exit}: {dealt} of {ended}");
        }
    }

    #[test]
    fn a_hazard_of_0_never_comes() {
        assert_eq!(shares(0.0, 0.0), (0.0, 0.0));
        let (walked_out, none) = shares(0.0, 0.1);
        assert!(walked_out > 0.0 && none == 0.0);
        let (ended, dealt) = shares(0.1, 0.0);
        assert_eq!(ended, dealt);
    }
}
