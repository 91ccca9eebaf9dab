//! Where a regime's soldiers are: garrisons, those who fall back from lost zones, and reserves from the capital.

use crate::model::{Regime, RegimeId, RegimeZone};
use crate::numeric::Real;
use crate::process::World;

/// Takes the garrison out of a zone lost today (`taken` is 1) and moves those who still obey to the next garrison, unless the
/// enemy stood there before. Zones come in the order of their axis, so that a garrison can fall back twice in a day.
#[inline(always)]
pub(super) fn fall_back<R: Real>(world: &mut World<'_, R>, regime: &Regime, place: &RegimeZone, taken: R) {
    let obeying = garrison(world, place) * (R::one() - world.regime.dissolved[place.zone]);
    let moved = taken * obeying * world.value(world.mechanisms.regime.fallback);
    scale(world, place, R::one() - taken);
    if let Some(behind) = place.behind.and_then(|position| regime.zones.get(position)) {
        let open = R::one() - world.regime.held[behind.zone];
        reinforce(world, behind, moved * open);
    }
}

/// Sends reserves from the capital, unless it is threatened itself, to the garrison under the greatest pressure.
#[inline(always)]
pub(super) fn send_reserves<R: Real>(world: &mut World<'_, R>, id: RegimeId, regime: &Regime) {
    let p = world.mechanisms.regime;
    let (mut greatest, mut at_capital) = (R::zero(), R::zero());
    for place in regime.zones.iter().filter(|place| !place.garrison.is_empty()) {
        let pressure = world.regime.pressure[place.zone] * (R::one() - world.regime.held[place.zone]);
        world.regime.pressure[place.zone] = pressure;
        if place.capital {
            at_capital = at_capital.max(pressure);
        } else {
            greatest = greatest.max(pressure);
        }
    }
    let alarmed = world.regime.lost[id].gt(R::zero()) | greatest.gt(world.value(p.reserve_pressure));
    let ready = R::splat(world.day as f64).ge(world.value(p.reserve_delay)) & world.regime.fallen[id].lt(R::splat(0.5));
    let sends = ready & alarmed & greatest.gt(R::zero()) & at_capital.le(R::zero());
    let mut sent = R::zero();
    for place in regime.zones.iter().filter(|place| place.capital) {
        sent += detach(world, place, sends);
    }
    for place in regime.zones.iter().filter(|place| !place.capital && !place.garrison.is_empty()) {
        let here = world.regime.pressure[place.zone].ge(greatest) & sent.gt(R::zero());
        reinforce(world, place, R::select(here, sent, R::zero()));
        sent = R::select(here, R::zero(), sent);
    }
}

/// Takes a day's reserves out of a zone of the capital.
#[inline(always)]
fn detach<R: Real>(world: &mut World<'_, R>, place: &RegimeZone, sends: R::Mask) -> R {
    let (zone, strength) = (place.zone, garrison(world, place));
    let obeying = world.regime.initial[zone] * (R::one() - world.regime.dissolved[zone]);
    let available = obeying * world.value(world.mechanisms.regime.reserve_rate);
    let sent = R::select(sends, available.min(world.regime.reserve[zone]).min(strength), R::zero());
    world.regime.reserve[zone] -= sent;
    scale(world, place, R::one() - sent / strength.max(R::splat(1e-9)));
    sent
}

/// Strength of a zone's garrison, persons.
#[inline(always)]
pub(super) fn garrison<R: Real>(world: &World<'_, R>, place: &RegimeZone) -> R {
    let mut strength = R::zero();
    for force in &place.garrison {
        strength += world.attrition.strength[*force];
    }
    strength
}

/// Multiplies the strength of a zone's garrison.
#[inline(always)]
pub(super) fn scale<R: Real>(world: &mut World<'_, R>, place: &RegimeZone, factor: R) {
    for force in &place.garrison {
        world.attrition.strength[*force] *= factor;
    }
}

/// Adds persons to the first force of a zone's garrison.
#[inline(always)]
fn reinforce<R: Real>(world: &mut World<'_, R>, place: &RegimeZone, persons: R) {
    if let Some(force) = place.garrison.first() {
        world.attrition.strength[*force] += persons;
    }
}
