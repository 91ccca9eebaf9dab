//! The effort of a campaign, and its speed where the attackers act on axes of their own.

use flashpoint::engine::Plan;
use flashpoint::model::{AxisId, CampaignId, Id};
use flashpoint::process::World;

use crate::common::plan;

const ROAD: &str = include_str!("regime.toml");

/// No noise and no chance, and attackers strong enough to advance.
const STRONG: [&str; 3] =
    ["parameters.regime.rate=0", "parameters.attrition.lethality=0", "forces.band.strength=20000"];

/// The world of a plan on the evening before day 0, every quantity at its central value.
fn world(plan: &Plan) -> World<'_, f64> {
    let mut world = World::new(&plan.model, &plan.mechanisms, 1);
    for (value, (_, quantity)) in world.values.iter_mut().zip(plan.model.quantities.iter()) {
        *value = quantity.value;
    }
    world.start(0);
    world
}

/// Speed of the campaign on its first morning, with the front at a kilometre.
fn speed(overrides: &[&str], progress: f64) -> f64 {
    let plan = plan(ROAD, &[&STRONG, overrides].concat());
    let mut world = world(&plan);
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

#[test]
fn an_attacker_for_whom_no_phase_applies_makes_no_effort() {
    let (always, at_first) = ("phases = [{ effort", "phases = [{ when = \"day < 5\", effort");
    let text = ROAD.replace(always, at_first);
    assert_ne!(text, ROAD);
    let plan = plan(&text, &STRONG);
    let (mut world, axis) = (world(&plan), AxisId::from_index(0));
    for day in 0..10 {
        let before = world.fronts.progress[axis];
        world.step(day);
        let (share, advance) = (world.fronts.share[axis], world.fronts.progress[axis] - before);
        assert_eq!(share, if day < 5 { 1.0 } else { 0.0 }, "share of the effort on day {day}");
        assert!(advance <= 0.0 || day < 5, "{advance} km on day {day}");
    }
}
