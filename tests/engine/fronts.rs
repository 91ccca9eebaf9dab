//! The speed of a campaign whose attackers act on axes of their own.

use flashpoint::model::{CampaignId, Id};
use flashpoint::process::World;

use crate::common::plan;

const ROAD: &str = include_str!("regime.toml");

/// No noise and no chance, and attackers strong enough to advance.
const STRONG: [&str; 3] =
    ["parameters.regime.rate=0", "parameters.attrition.lethality=0", "forces.band.strength=20000"];

/// Speed of the campaign on its first morning, with the front at a kilometre.
fn speed(overrides: &[&str], progress: f64) -> f64 {
    let plan = plan(ROAD, &[&STRONG, overrides].concat());
    let mut world: World<'_, f64> = World::new(&plan.model, &plan.mechanisms, 1);
    for (value, (_, quantity)) in world.values.iter_mut().zip(plan.model.quantities.iter()) {
        *value = quantity.value;
    }
    world.start(0);
    world.fronts.progress = world.fronts.progress.map(|_, _| progress);
    world.step(0);
    world.fronts.speed[CampaignId::from_index(0)]
}

#[test]
fn attackers_with_an_axis_of_their_own_are_as_fast_as_in_a_pool_of_one_axis() {
    let (pooled, own) = (speed(&[], 0.0), speed(&["forces.band.axis=road"], 0.0));
    assert!(pooled > 1.0, "{pooled}");
    assert!((own - pooled).abs() < 1e-9, "{own}, not {pooled}");
}

#[test]
fn an_axis_that_is_finished_lends_its_speed_to_nobody() {
    assert_eq!(speed(&["forces.band.axis=road"], 100.0), 0.0);
}
