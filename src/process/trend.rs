//! Trends: figures of slow politics that follow the state with a lag.
//!
//!   x ← x + (target − x) (1 − e^{−1/T}),   within [least, most], while the trend's condition holds
//! First-order adjustment, exact for a target that stays: after T days 1 − 1/e of the way is covered whatever the step. It
//! serves whatever changes by habit rather than by decision: relations between actors, alternatives to a supplier, seats at
//! a table, ties of an ally. The target is the scenario's own expression over the state of yesterday evening.
//! Source: sensitivity turns into vulnerability with a time constant (Keohane & Nye 1977); the form is authors' judgement
//! from the literature and three worked cases.

use crate::model::{Model, Table, TrendId};
use crate::numeric::Real;
use crate::process::{World, hazard};

/// State of trends.
#[derive(Clone, Debug)]
pub struct State<R> {
    /// Present value.
    pub value: Table<TrendId, R>,
}

impl<R: Real> State<R> {
    /// Space for every trend of a model.
    pub fn new(model: &Model) -> Self {
        State { value: model.trends.map(|_, _| R::zero()) }
    }
}

/// Values of day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for (id, trend) in world.model.trends.ids().zip(world.model.trends.iter()) {
        let [least, most] = trend.bounds;
        world.trend.value[id] = world.value(trend.start).clamp(least, most);
    }
}

/// A day's adjustment.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for (id, trend) in world.model.trends.ids().zip(world.model.trends.iter()) {
        let moves = world.allows(&trend.when);
        let [least, most] = trend.bounds;
        let (value, target) = (world.trend.value[id], world.evaluate(&trend.towards));
        let adjusted = adjusted(value, target, world.value(trend.time)).clamp(least, most);
        world.trend.value[id] = R::select(moves, adjusted, value);
    }
}

/// A value a day closer to its target, with a time constant in days.
#[inline(always)]
fn adjusted<R: Real>(value: R, target: R, time: R) -> R {
    value + (target - value) * hazard(R::one() / time.max(R::splat(0.01)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_its_time_a_trend_has_covered_all_but_1_over_e_of_its_way() {
        for time in [1.0, 20.0, 400.0] {
            let mut value = -1.0;
            for _ in 0..time as usize {
                value = adjusted(value, 0.2, time);
            }
            let covered = (value + 1.0) / 1.2;
            assert!((covered - (1.0 - Real::exp(-1.0))).abs() < 1e-12, "{covered} after {time} days");
        }
    }

    #[test]
    fn a_trend_stays_at_its_target_and_never_passes_it() {
        assert_eq!(adjusted(0.5, 0.5, 30.0), 0.5);
        assert!(adjusted(0.0, 1.0, 1e-9) <= 1.0);
        assert!(adjusted(0.0, 1.0, 3.0) < adjusted(0.0, 1.0, 2.0));
    }
}
