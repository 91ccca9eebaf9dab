//! Where displaced people go: the attraction of shelters, and their pull on those who leave a place.

use crate::model::ZoneId;
use crate::numeric::Real;
use crate::process::{Apportionment, World};

/// Attraction of every shelter today.
#[inline(always)]
pub(super) fn weigh_shelters<R: Real>(world: &mut World<'_, R>) {
    let p = world.mechanisms.displacement;
    for id in world.model.shelters.ids() {
        let shelter = &world.model.shelters[id];
        world.displacement.weight[id] = match shelter.capacity {
            Some(capacity) => {
                let capacity = world.value(capacity).max(R::one());
                let hosted = world.value(world.model.zones[shelter.zone].hosted) + world.displacement.sheltered(id);
                let crowding = (hosted / capacity - 0.9).max(R::zero());
                let repulsion = world.displacement.danger[shelter.zone] * world.value(p.danger)
                    + crowding * world.value(p.crowding);
                capacity.sqrt() * (-repulsion).exp()
            }
            None => R::zero(),
        };
    }
}

/// Sets the pull of every shelter on people who leave a zone today.
#[inline(always)]
pub(super) fn weigh_pulls<R: Real>(world: &mut World<'_, R>, leaving_from: ZoneId) {
    let floor = world.value(world.mechanisms.displacement.distance_floor);
    for (id, shelter) in world.model.shelters.ids().zip(world.model.shelters.iter()) {
        world.displacement.pull[id] = if shelter.zone == leaving_from {
            R::zero()
        } else {
            world.displacement.weight[id] / (floor + shelter.distance[leaving_from])
        };
    }
}

/// Divides people of a home zone among the shelters by their pull; returns how many found one.
#[inline(always)]
pub(super) fn settle<R: Real>(world: &mut World<'_, R>, home: ZoneId, people: R) -> R {
    let state = &mut world.displacement;
    let mut total = R::zero();
    for pull in state.pull.iter() {
        total += *pull;
    }
    let reachable = R::select(total.gt(R::zero()), people, R::zero());
    let scale = R::one() / total.max(R::splat(1e-300));
    let (mut cumulative, mut shares) = (R::zero(), Apportionment::of(reachable));
    for shelter in state.pull.ids() {
        cumulative += state.pull[shelter];
        state.away[home][shelter] += shares.up_to((cumulative * scale).min(R::one()));
    }
    shares.given()
}
