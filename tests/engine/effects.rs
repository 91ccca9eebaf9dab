//! Each mechanism moves what it should: a fiercer start of the bundled scenario with one of them switched off, against itself
//! with the same draws.

use std::sync::OnceLock;

use crate::common::{FIERCE, IDLIB, Tape, mean, plan, play, variance};

const SEED: u64 = 1;
const REPLICATES: usize = 768;
/// Standard errors by which a paired mean must move.
const MARGIN: f64 = 4.0;

/// What the tests read beside the scenario's own outcomes.
const MORE: &str = r#"
[outcomes.progress_south]
name = "Kilometres on the M5 by 5 March"
expression = "at(axes.south.progress, 2020-03-05)"
[outcomes.captures]
name = "Zones held on 5 March"
expression = "at(if(zones.maarat.held, 1, 0) + if(zones.saraqib.held, 1, 0) + if(zones.m5_south.held, 1, 0) + if(zones.west_aleppo.held, 1, 0), 2020-03-05)"
[outcomes.commitment]
name = "Turkish commitment"
expression = "mean(actors.turkiye.commitment)"
[outcomes.audience_cost]
name = "Turkish audience cost"
expression = "mean(actors.turkiye.audience_cost)"
[outcomes.operation_days]
name = "Days of the offensive"
expression = "days(campaigns.dawn_of_idlib.operation)"
[outcomes.crossed]
name = "Crossed"
expression = "final(borders.turkish_border.crossed)"
[outcomes.any_durable]
name = "A truce took hold"
expression = "if(ever(agreements.ceasefire.durable), 1, 0)"
[outcomes.combat_deaths]
name = "Deaths in combat"
expression = "final(actors.syria.deaths + actors.iran_backed.deaths + actors.opposition.deaths + actors.hts.deaths)"
[outcomes.all_turkish_deaths]
name = "Turkish deaths"
expression = "final(actors.turkiye.deaths)"
[outcomes.threat]
name = "Threat"
expression = "mean(campaigns.dawn_of_idlib.threat)"
[outcomes.balance]
name = "Greatest balance"
expression = "maximum(abs(leverage.russia.turkiye.balance))"
"#;

fn variant(overrides: &[&str]) -> Tape {
    played(&[&FIERCE, overrides].concat())
}

fn played(overrides: &[&str]) -> Tape {
    play(&plan(&format!("{IDLIB}{MORE}"), overrides), SEED, REPLICATES)
}

fn base() -> &'static Tape {
    static BASE: OnceLock<Tape> = OnceLock::new();
    BASE.get_or_init(|| variant(&[]))
}

/// An outcome's values with days that never came put after the last one.
fn capped(tape: &Tape, outcome: &str) -> Vec<f64> {
    tape.outcome(outcome)
        .iter()
        .map(|value| value.min(if value.is_infinite() { tape.days as f64 } else { f64::INFINITY }))
        .collect()
}

/// Mean paired change, in standard errors.
fn change(before: &[f64], after: &[f64]) -> f64 {
    let difference: Vec<f64> = after.iter().zip(before).map(|(after, before)| after - before).collect();
    mean(&difference) / (variance(&difference) / difference.len() as f64).sqrt()
}

fn assert_moves(base: &Tape, tape: &Tape, outcome: &str, sign: f64) {
    let (before, after) = (capped(base, outcome), capped(tape, outcome));
    let errors = change(&before, &after);
    let means = format!("{outcome}: {:.3} becomes {:.3}, {errors:+.1} standard errors", mean(&before), mean(&after));
    println!("{means}");
    assert!(errors * sign > MARGIN, "{means}");
}

fn assert_falls(tape: &Tape, outcome: &str) {
    assert_moves(base(), tape, outcome, -1.0);
}

fn assert_rises(tape: &Tape, outcome: &str) {
    assert_moves(base(), tape, outcome, 1.0);
}

fn assert_zero(tape: &Tape, outcome: &str) {
    assert!(tape.outcome(outcome).iter().all(|value| *value == 0.0), "{outcome} is not zero everywhere");
}

#[test]
fn without_air_power_the_attack_slows() {
    let tape = variant(&["supports.russian_air.power=0"]);
    assert_falls(&tape, "progress_south");
    assert_falls(&tape, "captures");
}

#[test]
fn without_a_protectors_strikes_fewer_attackers_die() {
    let rungs = ["proxy_surge", "limited_strike", "sustained_operation", "war"];
    let off: Vec<String> = rungs.iter().map(|rung| format!("parameters.ladder_strikes.{rung}=0")).collect();
    let off: Vec<&str> = off.iter().map(String::as_str).collect();
    assert_falls(&variant(&off), "government_deaths");
}

#[test]
fn without_anticipation_people_leave_later() {
    let tape = variant(&["parameters.displacement.anticipation=0"]);
    assert_falls(&tape, "saraqib_empty");
    let left = |tape: &Tape, replicate: usize, day: f64| {
        let on = |day| tape.on("zones.maarat.residents", day)[replicate];
        on(day as usize - 1) / on(0)
    };
    let days: Vec<(f64, f64)> = base()
        .first_days("zones.maarat.captured")
        .iter()
        .copied()
        .zip(tape.first_days("zones.maarat.captured").iter().copied())
        .collect();
    let captured: Vec<usize> =
        (0..REPLICATES).filter(|replicate| days[*replicate].0.is_finite() && days[*replicate].1.is_finite()).collect();
    let before: Vec<f64> = captured.iter().map(|replicate| left(base(), *replicate, days[*replicate].0)).collect();
    let after: Vec<f64> = captured.iter().map(|replicate| left(&tape, *replicate, days[*replicate].1)).collect();
    println!("still in Maarat the day before it falls: {:.3} becomes {:.3}", mean(&before), mean(&after));
    assert!(captured.len() > 100 && change(&before, &after) > MARGIN);
}

#[test]
fn an_open_border_lets_people_through_and_takes_the_pressure_off() {
    let tape = variant(&["borders.turkish_border.open=1"]);
    assert_rises(&tape, "crossed");
    assert_falls(&tape, "border_pressure_peak");
    assert_falls(&tape, "threat");
}

#[test]
fn without_trust_no_truce_takes_hold() {
    assert_zero(&variant(&["parameters.ceasefire.hold_base=-20"]), "any_durable");
    assert_falls(&variant(&["agreements.ceasefire.enforcement=0"]), "any_durable");
}

#[test]
fn without_meetings_deals_are_rarer() {
    assert_falls(&variant(&["agreements.ceasefire.meetings=[]"]), "any_durable");
}

#[test]
fn without_incidents_no_soldier_of_the_protector_dies() {
    let tape = variant(&["incidents.turkish_convoys.rate=0"]);
    assert_zero(&tape, "all_turkish_deaths");
    assert_falls(&tape, "audience_cost");
}

#[test]
fn without_an_ultimatum_there_is_less_to_live_up_to() {
    let tape = variant(&["ultimatums.end_of_month.hazard=0"]);
    assert!(tape.outcome("ultimatum_day").iter().all(|day| day.is_infinite()));
    assert_falls(&tape, "commitment");
}

#[test]
fn without_leverage_nothing_restrains_the_protector() {
    let plan = plan(IDLIB, &[]);
    let shares = plan.model.instruments.iter().map(|instrument| format!("instruments.{}.share=0", instrument.name.id));
    let shares: Vec<String> = shares.collect();
    let tape = variant(&shares.iter().map(String::as_str).collect::<Vec<_>>());
    assert_zero(&tape, "balance");
    assert_falls(&tape, "strike_day");
    assert_falls(&tape, "turkish_operation_day");
}

#[test]
fn without_a_cost_of_launching_operations_last_longer() {
    assert_rises(&variant(&["parameters.choice.launch_cost=0"]), "operation_days");
}

#[test]
fn an_army_that_recovers_faster_attacks_earlier() {
    let tired = ["campaigns.dawn_of_idlib.readiness=0.2", "parameters.combat.recovery=0.01"];
    let rested = ["campaigns.dawn_of_idlib.readiness=0.2", "parameters.combat.recovery=0.1"];
    assert_moves(&played(&tired), &played(&rested), "operation_day", -1.0);
}

#[test]
fn an_open_town_falls_earlier() {
    assert_falls(&variant(&["zones.maarat.garrisoned=false"]), "maarat_day");
}

#[test]
fn without_lethality_nobody_dies_in_combat() {
    let tape = variant(&["parameters.attrition.lethality=0"]);
    assert_zero(&tape, "combat_deaths");
    assert!(mean(tape.outcome("all_turkish_deaths")) > 0.0, "incidents are not combat");
}

#[test]
fn without_a_threat_to_flee_nearly_everybody_stays() {
    let off: Vec<String> = ["base", "bombardment", "anticipation", "capture"]
        .iter()
        .map(|name| format!("parameters.displacement.{name}=0"))
        .collect();
    let tape = variant(&off.iter().map(String::as_str).collect::<Vec<_>>());
    assert_zero(&tape, "displaced_5_march");
    assert_zero(&tape, "crossed");
}

#[test]
fn a_better_paid_defence_holds_longer() {
    assert_rises(&variant(&["forces.opposition_fighters.strength=25_000"]), "maarat_day");
}
