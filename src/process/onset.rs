//! The probability that something begins today: a daily hazard, a condition, or a hazard while a condition holds.

use crate::model::Onset;
use crate::numeric::Real;
use crate::process::{World, hazard};

/// Probability that it begins today, by the state of yesterday evening. Without a hazard it begins as soon as its condition
/// holds; with neither it never does.
#[inline(always)]
pub fn probability<R: Real>(world: &World<'_, R>, onset: &Onset) -> R {
    let open = match &onset.when {
        Some(condition) => R::indicator(world.holds(condition)),
        None => R::one(),
    };
    match (onset.hazard, &onset.when) {
        (Some(rate), _) => open * hazard((world.value(rate) * factor(world, onset)).max(R::zero())),
        (None, Some(_)) => open,
        (None, None) => R::zero(),
    }
}

/// Factor on the hazard; 1 when there is none.
#[inline(always)]
fn factor<R: Real>(world: &World<'_, R>, onset: &Onset) -> R {
    match &onset.factor {
        Some(formula) => world.evaluate(formula),
        None => R::one(),
    }
}
