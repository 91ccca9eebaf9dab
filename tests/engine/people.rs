//! People who leave early, who are away on day 0, who come back from exile, and who pass gates: closed forms, and that what
//! is off does not move.

#![expect(clippy::disallowed_methods, reason = "a closed form within a tolerance need not be portable to the bit")]

use flashpoint::engine::Plan;
use flashpoint::model::{Id, Season, ShelterId, Table, ZoneId};
use flashpoint::process::{World, exiles};
use flashpoint::quantity::Date;

use crate::common::{plan, play};

/// A siege: a city on no axis that is shelled, the front before it, a camp behind it, and a war elsewhere. Nobody's hazard is
/// random.
const SIEGE: &str = r#"
schema = 1
[scenario]
title = "Siege"
summary = "A city under fire."
start = 2030-01-01
end = 2030-03-01
[actors.north]
name = "North"
kind = "state"
[actors.north.choice]
campaign = "siege"
role = "attacker"
start = "sustained_operation"
lowest = "sustained_operation"
highest = "sustained_operation"
stake = 1.0
cost_sensitivity = 0.3
[actors.south]
name = "South"
kind = "state"
[actors.east]
name = "East"
kind = "state"
[actors.east.choice]
campaign = "elsewhere"
role = "attacker"
start = "war"
lowest = "war"
highest = "war"
stake = 1.0
cost_sensitivity = 0.3
[theatres.near]
name = "Near"
[theatres.far]
name = "Far"
[campaigns.siege]
name = "Siege"
theatre = "near"
attacker = "north"
defender = "south"
full_gain = 30
threat_depth = 60
aim = { road = 20 }
phases = [{ effort = { road = 1 } }]
[campaigns.elsewhere]
name = "Elsewhere"
theatre = "far"
attacker = "east"
defender = "south"
full_gain = 30
threat_depth = 60
aim = { track = 20 }
phases = [{ effort = { track = 1 } }]
[axes.road]
name = "Road"
campaign = "siege"
length = 40
[axes.track]
name = "Track"
campaign = "elsewhere"
length = 40
[zones.city]
name = "City"
theatre = "near"
residents = 1_000_000
stayers = 0.1
latitude = 40
longitude = 10
[zones.camp]
name = "Camp"
residents = 0
shelter = 2_000_000
latitude = 40.5
longitude = 10
[zones.port]
name = "Port"
residents = 200_000
stayers = 1
latitude = 41
longitude = 10
[zones.island]
name = "Island"
residents = 0
latitude = 41.5
longitude = 10
[parameters.displacement]
innovation = 0
"#;

fn siege(more: &str, overrides: &[&str]) -> Plan {
    plan(&format!("{SIEGE}{more}"), overrides)
}

/// A world of central values on the morning of day 0.
fn morning(plan: &Plan) -> World<'_, f64> {
    let mut world = World::new(&plan.model, &plan.mechanisms, 1);
    for (value, (_, quantity)) in world.values.iter_mut().zip(plan.model.quantities.iter()) {
        *value = quantity.value;
    }
    world.start(0);
    world
}

fn zone(plan: &Plan, id: &str) -> ZoneId {
    let zones = &plan.model.zones;
    zones.ids().zip(zones.iter()).find(|(_, zone)| zone.name.id == id).map_or(ZoneId::from_index(0), |(id, _)| id)
}

/// The only row of a table.
fn only<I: Id, T: Copy>(table: &Table<I, T>) -> T {
    assert_eq!(table.len(), 1);
    table[I::from_index(0)]
}

/// Asserts that a count is what a probability gives on average, within six standard deviations.
fn assert_flow(count: f64, people: f64, probability: f64) {
    let (mean, deviation) = (people * probability, (people * probability * (1.0 - probability)).sqrt());
    assert!((count - mean).abs() <= 6.0 * deviation + 1.0, "{count} of {people}, expected {mean} ± {deviation}");
}

const AWAY: usize = 40;

#[test]
fn a_zone_feels_the_campaigns_of_its_theatre_alone() {
    let own = siege(
        "",
        &["actors.north.choice.lowest=calm", "actors.north.choice.start=calm", "actors.north.choice.highest=calm"],
    );
    let mut world = morning(&own);
    world.step(0);
    let city = zone(&own, "city");
    let intensity: Vec<f64> = world.combat.intensity.iter().copied().collect();
    let [elsewhere, siege] = intensity[..] else { panic!("two campaigns") };
    assert!(siege < 0.1 && elsewhere > 1.0, "{siege} near, {elsewhere} elsewhere");
    let exit = |intensity: f64| 0.0007 * 0.25 * (intensity + 0.5);
    assert!((world.displacement.exit[city] - exit(siege)).abs() < 1e-12, "{}", world.displacement.exit[city]);
    let everywhere = world.displacement.exit[zone(&own, "port")];
    assert!((everywhere - exit(elsewhere)).abs() < 1e-12, "a zone without theatre feels every campaign: {everywhere}");
}

#[test]
fn those_who_are_organised_leave_with_the_first_shells() {
    let plan = siege("", &["zones.city.shelled=0.8", "zones.city.evacuees=0.5"]);
    let mut world = morning(&plan);
    let city = zone(&plan, "city");
    assert_eq!(world.displacement.organised[city], 450_000.0);
    world.step(0);
    let exit = world.displacement.exit[city];
    let siege = world.combat.intensity.iter().nth(1).copied().unwrap_or(0.0);
    let bombardment = 0.8 * f64::min(1.0, siege / 1.6);
    let base = 0.0007 * 0.25 * (siege + 0.5);
    let p = world.mechanisms.displacement;
    assert!((exit - base - world.value(p.bombardment) * bombardment).abs() < 1e-12, "{exit}");
    let early = 450_000.0 - world.displacement.organised[city];
    assert_flow(early, 450_000.0, 1.0 - (-exit - world.value(p.evacuation) * bombardment).exp());
    assert_flow(world.displacement.today - early, 450_000.0, 1.0 - (-exit).exp());
}

#[test]
fn without_shells_those_who_are_organised_stay_as_long_as_the_others() {
    let plan = siege("", &["zones.city.evacuees=0.5"]);
    let mut world = morning(&plan);
    world.step(0);
    let exit = world.displacement.exit[zone(&plan, "city")];
    assert_flow(450_000.0 - world.displacement.organised[zone(&plan, "city")], 450_000.0, 1.0 - (-exit).exp());
}

#[test]
fn those_displaced_on_day_0_are_away_in_shelters() {
    let plan = siege("", &["zones.city.displaced=300_000", "zones.city.evacuees=0.5"]);
    let world = morning(&plan);
    let state = &world.displacement;
    let city = zone(&plan, "city");
    assert_eq!([state.residents[city], state.away_from(city)], [700_000.0, 300_000.0]);
    assert_eq!([state.cumulative, state.movements, state.today, state.returned], [300_000.0, 300_000.0, 0.0, 0.0]);
    assert_eq!(state.sheltered(ShelterId::from_index(0)), 300_000.0);
    assert_eq!(state.organised[city], 150_000.0, "the organised have left first");
    let wide = "zones.city.displaced={ value = 5e5, dist = \"uniform\", low = 0, high = 9e5, unit = \"persons\", status = \"judgement\" }";
    let tape = play(&siege("", &[wide, "zones.city.stayers=0.4"]), 1, 64);
    for replicate in 0..64 {
        let away = tape.on("displacement.current", 0)[replicate];
        assert!((0.0..=600_000.0).contains(&away), "{away} are away of those who may leave");
        assert_eq!(away, tape.on("displacement.cumulative", 0)[replicate]);
    }
}

#[test]
fn homes_open_behind_a_front_that_lies_quiet() {
    let quiet: Vec<String> =
        ["lowest", "start", "highest"].iter().map(|key| format!("actors.north.choice.{key}=verbal")).collect();
    let quiet: Vec<&str> = quiet.iter().map(String::as_str).chain(["zones.city.displaced=300_000"]).collect();
    let plan = siege("", &quiet);
    let mut world = morning(&plan);
    for day in 0..6 {
        world.step(day);
        assert_eq!(world.displacement.returned, 0.0, "day {day}");
    }
    let away = world.displacement.displaced();
    world.step(6);
    assert_flow(world.displacement.returned, away, 1.0 - f64::exp(-0.05 * 0.35 * 0.35));
    let fighting = siege("", &["zones.city.displaced=300_000"]);
    let mut world = morning(&fighting);
    (0..AWAY).for_each(|day| world.step(day));
    assert_eq!(world.displacement.returned, 0.0, "nobody returns into fighting");
}

const REFUGEES: &str = r#"
[exiles.refugees]
name = "Refugees"
kind = "refugees"
homes = { city = 3, port = 1 }
stock = 3_000_000
hazard = 0.001
ready = 170_000
push = "if(day >= 2, 2, 1)"
"#;

/// Opens all homes and lets exiles return on a day.
fn return_on(world: &mut World<'_, f64>, day: usize, security: f64, age: f64, settled: f64) {
    world.day = day;
    for outlook in world.returning.outlook.iter_mut() {
        (outlook.security, outlook.age, outlook.fallen, outlook.settled) = (security, age, settled, settled);
    }
    exiles::step(world);
}

#[test]
fn exiles_return_to_secure_homes() {
    let plan = siege(REFUGEES, &["zones.port.theatre=\"near\""]);
    let mut world = morning(&plan);
    return_on(&mut world, 0, 0.8, 10.0, 1.0);
    let ready = 170_000.0 - only(&world.exiles.ready);
    assert_flow(ready, 170_000.0, 1.0 - f64::exp(-0.64 * (0.05 * (1.0 - f64::exp(-10.0 / 15.0)) + 0.001)));
    let returned = only(&world.exiles.returned);
    assert_flow(returned - ready, 2_830_000.0, 1.0 - f64::exp(-0.64 * 0.001));
    assert_eq!(only(&world.exiles.stock) + returned, 3_000_000.0);
    let (city, port) = (zone(&plan, "city"), zone(&plan, "port"));
    assert_eq!(world.displacement.residents[city], 1_000_000.0 + (returned * 0.75 + 0.5).floor());
    assert_eq!(world.displacement.residents[city] + world.displacement.residents[port], 1_200_000.0 + returned);
}

#[test]
fn season_push_and_fading_act_on_the_hazard() {
    let plan =
        siege(REFUGEES, &["zones.port.theatre=\"near\"", "exiles.refugees.ready=0", "exiles.refugees.fading_in=20"]);
    for (age, season) in [(20.0, 1.0), (60.0, 0.7)] {
        let mut world = morning(&plan);
        return_on(&mut world, 30, 1.0, age, 1.0);
        // The push is 2 from the third day on.
        let rate = 2.0 * 0.001 * season * (1.0 - f64::exp(-age / 20.0));
        assert_flow(only(&world.exiles.returned), 3_000_000.0, 1.0 - f64::exp(-rate));
    }
    let lone = siege(REFUGEES, &["exiles.refugees.push=\"2\"", "exiles.refugees.ready=0"]);
    let mut world = morning(&lone);
    return_on(&mut world, 0, 1.0, 0.0, 1.0);
    // The port has neither axis nor theatre: nobody returns there.
    assert_flow(only(&world.exiles.returned), 3_000_000.0, 1.0 - f64::exp(-0.002 * 0.75));
    assert_eq!(world.displacement.residents[zone(&lone, "port")], 200_000.0);
}

#[test]
fn exiles_stay_away_from_homes_that_are_closed_or_held() {
    let plan = siege(REFUGEES, &[]);
    let mut world = morning(&plan);
    return_on(&mut world, 0, 0.6, 10.0, 0.0);
    assert_eq!(only(&world.exiles.returned), 0.0, "a truce without peacekeepers is not enough");
    let tape = play(&plan, 1, 8);
    for day in 0..tape.days {
        assert!(tape.on("exiles.refugees.stock", day).iter().all(|stock| *stock == 3_000_000.0));
    }
}

#[test]
fn months_have_their_season() {
    let season = |month| Date::new(2025, month, 15).map(Season::of);
    let cold: Vec<u8> = (1..=12).filter(|month| season(*month) == Some(Season::Cold)).collect();
    let summer: Vec<u8> = (1..=12).filter(|month| season(*month) == Some(Season::Summer)).collect();
    assert_eq!((cold, summer), (vec![1, 2, 3, 12], vec![6, 7, 8]));
}

const GATE: &str = r#"
[gates.ferries]
name = "the ferries"
holder = "north"
target = "south"
from = "port"
to = "island"
when = "day >= 2"
hazard = 100
closes_when = "day >= 12"
"#;

#[test]
fn a_gate_lets_people_pass_in_a_rush_that_fades() {
    let plan = siege(GATE, &[]);
    let mut world = morning(&plan);
    let (port, island) = (zone(&plan, "port"), zone(&plan, "island"));
    let mut waiting = 200_000.0;
    for day in 0..20 {
        world.step(day);
        let open = (2..12).contains(&day);
        assert_eq!(only(&world.border.open), f64::from(u8::from(open)), "day {day}");
        let passed = waiting - world.displacement.residents[port];
        let rate = if open { 0.05 * f64::exp(-((day - 2) as f64) / 5.0) } else { 0.0 };
        assert_flow(passed, waiting, 1.0 - f64::exp(-rate));
        assert!(open || passed == 0.0);
        waiting -= passed;
    }
    assert_eq!(only(&world.border.arrived), 200_000.0 - waiting);
    assert_eq!(world.border.arrivals(&plan.model, island), 200_000.0 - waiting);
    assert_eq!(world.displacement.cumulative, world.displacement.displaced(), "migrants are no displaced people");
}

#[test]
fn a_gate_stays_shut_while_its_condition_does_not_hold() {
    let tape = play(&siege(GATE, &["gates.ferries.when=\"false\""]), 1, 8);
    assert!((0..tape.days).all(|day| tape.on("gates.ferries.arrived", day).iter().all(|people| *people == 0.0)));
    assert!(tape.first_days("gates.ferries.opened").iter().all(|day| day.is_infinite()));
    let open = play(&siege(GATE, &["gates.ferries.when=\"false\"", "gates.ferries.opened=true"]), 1, 8);
    assert!(open.on("gates.ferries.arrived", 1).iter().all(|people| *people > 10_000.0));
}
