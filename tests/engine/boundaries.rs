//! The smallest scenarios: two days, no campaign, only zones, only actors, only empty tables.

use crate::common::{IDLIB, Tape, plan, play};

fn head(end: &str) -> String {
    format!(
        "schema = 1\n[scenario]\ntitle = \"Smallest\"\nsummary = \"Nothing happens.\"\nstart = 2030-01-01\nend = {end}\n"
    )
}

const ACTOR: &str = "[actors.one]\nname = \"One\"\nkind = \"state\"\n";

const ZONES: &str = "
[zones.here]
name = \"Here\"
residents = 1_000
latitude = 1
longitude = 1
[zones.there]
name = \"There\"
residents = 0
shelter = 500
latitude = 1.2
longitude = 1
";

fn played(text: &str) -> Tape {
    let tape = play(&plan(text, &[]), 1, 16);
    assert!(tape.values().all(|value| !value.is_nan()));
    tape
}

#[test]
fn the_shortest_scenario_has_two_days() {
    assert_eq!(played(&format!("{}{ACTOR}", head("2030-01-02"))).days, 2);
}

#[test]
fn the_bundled_scenario_can_end_after_its_first_day() {
    let body = IDLIB.split("# Outcomes\n").next().unwrap_or_default();
    let meeting = body.find("[[meetings.").map(|start| start..start + body[start..].find("\n\n").unwrap_or(0));
    let mut text = body.to_string();
    text.replace_range(meeting.unwrap_or(0..0), "");
    let tape = play(&plan(&text, &["scenario.end=2019-12-02"]), 1, 16);
    assert_eq!(tape.days, 2);
    assert!(tape.values().all(|value| !value.is_nan()));
}

#[test]
fn actors_alone_do_nothing() {
    let tape = played(&format!("{}{ACTOR}", head("2030-02-01")));
    for series in tape.series() {
        assert!((0..tape.days).all(|day| tape.on(series, day).iter().all(|value| *value == 0.0)), "{series}");
    }
}

#[test]
fn without_a_campaign_few_leave_and_nobody_is_lost() {
    let tape = played(&format!("{}{ACTOR}{ZONES}", head("2030-06-01")));
    let last = tape.days - 1;
    for replicate in 0..tape.replicates {
        let home = tape.on("zones.here.residents", last)[replicate];
        let away = tape.on("zones.there.hosted", last)[replicate];
        assert_eq!(home + away, 1_000.0);
        assert_eq!(away, tape.on("displacement.cumulative", last)[replicate]);
        assert!(away < 100.0, "{away} left a place without war");
    }
}

#[test]
fn where_there_is_no_shelter_everybody_stays() {
    let tape = played(&format!("{}{ACTOR}{}", head("2030-06-01"), ZONES.replace("shelter = 500", "")));
    assert!(tape.on("displacement.cumulative", tape.days - 1).iter().all(|people| *people == 0.0));
}

#[test]
fn empty_tables_are_as_good_as_none() {
    let tables = [
        "sources",
        "theatres",
        "campaigns",
        "axes",
        "borders",
        "forces",
        "supports",
        "incidents",
        "accidents",
        "ultimatums",
        "agreements",
        "meetings",
        "instruments",
        "observers",
        "parameters",
        "outcomes",
        "questions",
        "trends",
        "settlements",
        "sanctions",
    ];
    let empty: String = tables.iter().map(|table| format!("[{table}]\n")).collect();
    let text = |more: &str| format!("{}{ACTOR}{ZONES}{more}", head("2030-02-01"));
    played(&text(&empty)).assert_same(&played(&text("")), "with empty tables");
}
