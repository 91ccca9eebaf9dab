//! Dyadic leverage by instrument.
//!
//! An instrument's strength is ℓ = V · s (1 − alt) · U: what it is worth to the target, the share the holder controls that the
//! target cannot get elsewhere, and the probability that the holder would use it. Each factor may follow the model's state. A
//! holder's leverage over a target is L = 1 − Π(1 − ℓ) (noisy-or), the balance N = L_ij − L_ji, and an instrument's contribution
//! is L less the leverage without it. Besides the independent errors of V, s, alt and U, each direction has a common error.
//! Source: Emerson 1962; Hirschman 1945; Keohane & Nye 1977; Farrell & Newman 2019.

use crate::expression::Formula;
use crate::model::{DyadId, InstrumentId, Model, Parameter, Slot, Table};
use crate::numeric::Real;
use crate::process::World;
use crate::process::parameters::{log_normal, parameters};

parameters! { "leverage" {
    /// Common relative error of the stakes of one direction of a pair, drawn for each direction.
    common_error: "1" [0.1, 10.0] = 1.0, log_normal(0.857, 1.166), Prior, "independent errors alone give false certainty";
} }

/// State of leverage.
#[derive(Clone, Debug)]
pub struct State<R> {
    /// Strength of each instrument, 0 to 1.
    pub strength: Table<InstrumentId, R>,
    /// What each instrument adds to its holder's leverage.
    pub contribution: Table<InstrumentId, R>,
    /// Leverage of each direction, 0 to 1.
    pub total: Table<DyadId, R>,
}

impl<R: Real> State<R> {
    /// Space for every instrument of a model.
    pub fn new(model: &Model) -> Self {
        State {
            strength: model.instruments.map(|_, _| R::zero()),
            contribution: model.instruments.map(|_, _| R::zero()),
            total: model.dyads.map(|_, _| R::zero()),
        }
    }

    /// Leverage of a direction less that of its reverse, −1 to 1.
    #[inline(always)]
    pub fn balance(&self, model: &Model, dyad: DyadId) -> R {
        self.total[dyad] - self.total[model.dyads[dyad].reverse]
    }
}

/// Strengths, totals and contributions.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for id in model.instruments.ids() {
        world.leverage.strength[id] = strength(world, id);
    }
    for (id, dyad) in model.dyads.ids().zip(model.dyads.iter()) {
        let mut without_all = R::one();
        for instrument in &dyad.instruments {
            without_all *= R::one() - world.leverage.strength[*instrument];
        }
        world.leverage.total[id] = R::one() - without_all;
        for instrument in &dyad.instruments {
            let strength = world.leverage.strength[*instrument];
            world.leverage.contribution[*instrument] = without_all / (R::one() - strength) * strength;
        }
    }
}

/// Strength of one instrument today.
#[inline(always)]
fn strength<R: Real>(world: &World<'_, R>, id: InstrumentId) -> R {
    let instrument = &world.model.instruments[id];
    let error = world.value(world.model.dyads[instrument.dyad].common_error);
    let stake = (scaled(world, instrument.stake, &instrument.factors[0]) * error).clamp(0.0, 1.0);
    let available = scaled(world, instrument.share, &instrument.factors[1])
        * (R::one() - scaled(world, instrument.alternatives, &instrument.factors[2]));
    (stake * available * scaled(world, instrument.usability, &instrument.factors[3])).clamp(0.0, 0.999)
}

/// A quantity times its factor, within 0 and 1.
#[inline(always)]
fn scaled<R: Real>(world: &World<'_, R>, parameter: Parameter, factor: &Option<Formula<Slot>>) -> R {
    (world.value(parameter) * world.factor(factor)).clamp(0.0, 1.0)
}
