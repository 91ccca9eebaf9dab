//! The probability that something begins today: a daily hazard, a condition, or a hazard while a condition holds.

use crate::model::Onset;
use crate::numeric::Real;
use crate::process::{World, hazard};

/// Probability that it begins today, by the state of yesterday evening. Without a hazard it begins as soon as its condition
/// holds; with neither it never does.
#[inline(always)]
pub fn probability<R: Real>(world: &World<'_, R>, onset: &Onset) -> R {
    let open = R::indicator(world.allows(&onset.when));
    match onset.hazard {
        Some(rate) => open * hazard((world.value(rate) * world.factor(&onset.factor)).max(R::zero())),
        None if onset.when.is_some() => open,
        None => R::zero(),
    }
}
