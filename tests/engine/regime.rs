//! A regime and its patron, played on a road of three towns: what each step must do, and what must not happen.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "closed forms within a tolerance, and what fails is a failed test"
)]

use flashpoint::engine::Plan;
use flashpoint::model::{CampaignId, ForceId, Id, PatronId, RegimeId, ZoneId};
use flashpoint::process::{World, patron, regime};

use crate::common::{Play, mean, plan, play};

const ROAD: &str = include_str!("regime.toml");

/// No noise, no tastes of the day, no chance: what remains is in closed form.
const QUIET: [&str; 4] = [
    "parameters.regime.noise=0",
    "parameters.patron.noise=0",
    "parameters.choice.taste_renewal=0",
    "parameters.attrition.lethality=0",
];

/// A zone by its identifier.
fn zone(plan: &Plan, id: &str) -> ZoneId {
    ZoneId::from_index(plan.model.zones.iter().position(|zone| zone.name.id == id).unwrap())
}

fn government() -> RegimeId {
    RegimeId::from_index(0)
}

fn ally() -> PatronId {
    PatronId::from_index(0)
}

fn march() -> CampaignId {
    CampaignId::from_index(0)
}

fn quiet(overrides: &[&str]) -> Plan {
    plan(ROAD, &[&QUIET, overrides].concat())
}

/// The world of one replicate at its central values, before day 0.
fn world(plan: &Plan, replicate: u64) -> World<'_, f64> {
    let mut world = World::new(&plan.model, &plan.mechanisms, 1);
    for (value, (_, quantity)) in world.values.iter_mut().zip(plan.model.quantities.iter()) {
        *value = quantity.value;
    }
    world.start(replicate);
    world
}

/// Strength of a force by its identifier.
fn strength(world: &World<'_, f64>, id: &str) -> f64 {
    let position = world.model.forces.iter().position(|force| force.name.id == id).unwrap();
    world.attrition.strength[ForceId::from_index(position)]
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found}, not {expected}");
}

#[test]
fn a_supported_regime_that_loses_nothing_stands_for_three_hundred_days() {
    let plan = plan(ROAD, &["patrons.ally.weight=0.9", "parameters.choice.taste_renewal=0"]);
    for replicate in 0..20 {
        let mut world = world(&plan, replicate);
        for day in 0..300 {
            world.step(day);
        }
        assert!(world.regime.army[government()] < 1e-3, "{}", world.regime.army[government()]);
        close(world.regime.lost[government()], 0.0);
        close(regime::fallen(&world, march()), 0.0);
        assert!(strength(&world, "guard") > 0.98 * 40_000.0 * 0.33);
    }
}

#[test]
fn without_a_rate_nothing_dissolves_whatever_the_stress() {
    let plan = quiet(&["parameters.regime.rate=0", "regimes.government.margin=-1"]);
    let mut world = world(&plan, 0);
    (0..60).for_each(|day| world.step(day));
    close(world.regime.army[government()], 0.0);
    close(world.attrition.deaths[plan.model.regimes[government()].actor], 0.0);
    close(regime::fallen(&world, march()), 0.0);
}

#[test]
fn a_captured_town_is_a_shock_that_fades_and_its_garrison_falls_back() {
    let plan = quiet(&["parameters.regime.rate=0"]);
    let mut world = world(&plan, 0);
    (0..3).for_each(|day| world.step(day));
    world.fronts.progress = world.fronts.progress.map(|_, _| 25.0);
    world.step(3);
    close(world.regime.shock[government()], 0.3);
    close(world.regime.lost[government()], 0.3);
    close(world.regime.captured[government()], 1.0);
    close(strength(&world, "first_garrison"), 0.0);
    close(strength(&world, "second_garrison"), 1.4 * 20_000.0 * 0.33);
    world.step(4);
    close(world.regime.shock[government()], 0.3 * (-0.25_f64).exp());
    close(world.regime.captured[government()], 0.0);
}

#[test]
fn two_towns_lost_in_a_day_fall_back_twice() {
    let plan = quiet(&["parameters.regime.rate=0"]);
    let mut world = world(&plan, 0);
    world.step(0);
    world.fronts.progress = world.fronts.progress.map(|_, _| 55.0);
    world.step(1);
    close(world.regime.shock[government()], 0.5);
    close(strength(&world, "second_garrison"), 0.0);
    close(strength(&world, "guard"), 0.33 * (40_000.0 + 0.4 * 1.4 * 20_000.0));
}

#[test]
fn an_army_that_nothing_holds_dissolves_in_closed_form_and_the_regime_falls() {
    let plan = quiet(&["regimes.government.margin=-1.5"]);
    let mut world = world(&plan, 0);
    for day in 0..3 {
        world.step(day);
        let left = (0..=day).fold(1.0, |left, _| left * 0.6);
        close(regime::dissolved(&world, zone(&plan, "seat")), 1.0 - left);
        close(regime::days_since_fall(&world, march()), -1.0);
    }
    assert!(patron::level(&world, ally()) > 0.0);
    world.step(3);
    close(regime::fallen(&world, march()), 1.0);
    close(regime::days_since_fall(&world, march()), 0.0);
    close(strength(&world, "guard"), 0.0);
    close(patron::level(&world, ally()), 0.0);
    world.step(4);
    close(regime::days_since_fall(&world, march()), 1.0);
    for id in ["first", "second", "seat"] {
        close(world.fronts.held[zone(&plan, id)], 1.0);
        close(world.fronts.changes[zone(&plan, id)], 1.0);
    }
    close(world.regime.lost[government()], 1.0);
}

#[test]
fn those_who_dissolve_die_at_the_stated_share() {
    let plan = quiet(&["regimes.government.margin=-1.5"]);
    let deaths: Vec<f64> = (0..200)
        .map(|replicate| {
            let mut world = world(&plan, replicate);
            (0..3).for_each(|day| world.step(day));
            world.attrition.deaths[plan.model.regimes[government()].actor]
        })
        .collect();
    // 80 000 men manned at 0.33, of whom 1 − 0.6³ go; the dead of a day are missing on the next.
    let expected = 0.006 * (1.0 - 0.216) * 80_000.0 * 0.33;
    let found = mean(&deaths);
    assert!((found - expected).abs() < 4.0 * (expected / 200.0).sqrt() + 0.01 * expected, "{found}, not {expected}");
    assert!(deaths.iter().all(|count| *count == count.floor()));
}

#[test]
fn reserves_leave_the_capital_for_the_threatened_town_up_to_their_share() {
    let plan = quiet(&[
        "parameters.regime.rate=0",
        "axes.road.start=25",
        "actors.rebels.choice.start=sustained_operation",
        "actors.rebels.choice.lowest=sustained_operation",
        "actors.rebels.choice.highest=sustained_operation",
        "forces.band.strength=500",
    ]);
    let mut world = world(&plan, 0);
    close(world.regime.lost[government()], 0.3);
    close(strength(&world, "first_garrison"), 0.0);
    let (guard, second) = (strength(&world, "guard"), strength(&world, "second_garrison"));
    for (day, sent) in [0.0, 0.0, 0.06, 0.12, 0.18, 0.24, 0.25, 0.25].into_iter().enumerate() {
        world.step(day);
        close(strength(&world, "guard"), guard * (1.0 - sent));
        close(strength(&world, "second_garrison"), second + guard * sent);
    }
}

#[test]
fn utilities_are_those_worked_out_by_hand() {
    let plan = quiet(&["regimes.government.margin=0.3"]);
    let mut world = world(&plan, 0);
    world.step(0);
    let found = world.patron.utility[ally()];
    // Left of the margin: 0.30 − 0.10, 0.30 + 0.45 · 0.10 and 0.30 + 0.45 · 0.40, over 0.20: Φ(1), Φ(1.725), Φ(2.4).
    let (withdraws, holds, fights) = (0.841_344_746, 0.957_736_264, 0.991_802_464);
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-7, "{found}, not {expected}");
    close(found[0], 0.8 * 0.25 * withdraws - 0.35 * 0.05 * (1.0 - withdraws));
    close(found[1], 0.8 * 0.8 * holds - 0.02 - 0.35 * 0.15 * (1.0 - holds));
    close(found[2], 0.8 * fights - 0.06 - 0.35 * 0.25 * (1.0 - fights) + 0.05);
}

#[test]
fn a_war_elsewhere_ties_down_capacity_and_makes_help_dearer() {
    let free = quiet(&[]);
    let busy = quiet(&["patrons.ally.load=0.5"]);
    let (mut alone, mut loaded) = (world(&free, 0), world(&busy, 0));
    close(patron::support(&alone, ally()), 0.5 * 0.8);
    close(patron::support(&loaded, ally()), 0.5 * 0.8 * 0.7);
    close(patron::of_regime(&loaded, government()), 0.28);
    alone.step(0);
    loaded.step(0);
    // Withdrawal costs nothing: there only what it counts for changes, and it counts for nothing.
    close(loaded.patron.utility[ally()][0], alone.patron.utility[ally()][0]);
    assert!(loaded.patron.utility[ally()][2] < alone.patron.utility[ally()][2] - 0.06 * 0.75);
}

#[test]
fn the_posture_of_day_0_is_what_the_patron_wants() {
    let plan = plan(ROAD, &["patrons.ally.start=hold"]);
    for replicate in 0..100 {
        let mut world = world(&plan, replicate);
        world.step(0);
        close(world.patron.posture[ally()], 1.0);
    }
}

#[test]
fn a_patron_returns_from_withdrawal_by_one_step_only() {
    let plan = quiet(&["patrons.ally.start=withdraw", "parameters.choice.epoch=0.5"]);
    let mut world = world(&plan, 0);
    world.step(0);
    close(world.patron.posture[ally()], 0.0);
    world.patron.tastes[ally()][2] = 1e6;
    let mut seen = vec![0.0];
    for day in 1..40 {
        world.step(day);
        let posture = world.patron.posture[ally()];
        if seen.last() != Some(&posture) {
            seen.push(posture);
        }
    }
    assert_eq!(seen, [0.0, 1.0, 2.0]);
}

#[test]
fn a_withdrawal_is_heeded_for_three_days() {
    let plan = quiet(&["parameters.choice.epoch=0.5", "parameters.regime.rate=0"]);
    let mut world = world(&plan, 0);
    world.step(0);
    world.patron.tastes[ally()][0] = 1e6;
    let mut day = 1;
    while world.patron.posture[ally()] > 0.5 {
        world.step(day);
        day += 1;
    }
    // The day of the withdrawal was the first.
    let mut left = vec![world.regime.withdrawal[government()]];
    for day in day..day + 3 {
        world.step(day);
        left.push(world.regime.withdrawal[government()]);
    }
    assert_eq!(left, [2.0, 1.0, 0.0, 0.0]);
    close(patron::of_regime(&world, government()), 0.0);
}

#[test]
fn capacity_grows_in_the_highest_posture() {
    let plan =
        quiet(&["patrons.ally.capacity=0.2", "patrons.ally.capacity_most=0.6", "parameters.choice.precision=100"]);
    let mut world = world(&plan, 0);
    for day in 0..5 {
        world.step(day);
        close(world.patron.posture[ally()], 2.0);
        let gap = (0..=day).fold(0.4, |gap, _| gap * 0.9);
        close(world.patron.capacity[ally()], 0.6 - gap);
    }
}

#[test]
fn survival_is_normal_in_what_is_left_of_the_margin() {
    for (left, expected) in [(0.0, 0.5), (0.2, 0.841_344_746), (-0.2, 0.158_655_254), (0.48, 0.991_802_464)] {
        assert!((patron::survival(left, 0.2) - expected).abs() < 1e-8);
    }
}

/// How many of 512 patrons withdraw from a regime that nobody attacks.
fn withdrawals(overrides: &[&str]) -> usize {
    let tape = play(&plan(ROAD, overrides), 1, 512);
    tape.first_days("patrons.ally.withdrew").iter().filter(|day| day.is_finite()).count()
}

#[test]
fn only_one_who_could_keep_the_prize_in_absence_leaves_a_winning_client() {
    let (present, absent) = (withdrawals(&[]), withdrawals(&["patrons.ally.postures.withdraw.presence=1"]));
    assert!(present < 128 && absent > 2 * present, "{present} and {absent} of 512 withdrew");
}

#[test]
fn lanes_equal_replicates_played_alone() {
    let plan = plan(ROAD, &["regimes.government.margin=-0.1", "axes.road.start=25"]);
    let together = play(&plan, 3, 16);
    let alone = flashpoint::numeric::LaneProgram::run::<f64>(Play { plan: &plan, seed: 3, first: 0, replicates: 16 });
    for series in ["regimes.government.dissolved", "regimes.government.support", "actors.government.deaths"] {
        for day in [0, 5, 60] {
            assert_eq!(together.on(series, day), alone.on(series, day), "{series} on day {day}");
        }
    }
}
