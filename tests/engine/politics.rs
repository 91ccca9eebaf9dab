//! Trends, settlements, sanctions and events with factors, against their closed forms.

use flashpoint::numeric::Real;

use crate::common::{Tape, mean, plan, play};

const REPLICATES: usize = 4096;

/// Three actors, a lever of the first over the second with strength 0.5, and nothing else.
const ACTORS: &str = r#"schema = 1
[scenario]
title = "Politics"
summary = "Nobody fights."
start = 2030-01-01
end = 2030-12-31
[actors.one]
name = "One"
kind = "state"
[actors.two]
name = "Two"
kind = "state"
[actors.three]
name = "Three"
kind = "state"
[instruments.gas]
name = "Gas"
holder = "one"
target = "two"
stake = 1
share = 0.5
alternatives = 0
usability = 1
[parameters.leverage]
common_error = 1
"#;

fn played(more: &str) -> Tape {
    play(&plan(&format!("{ACTORS}{more}"), &[]), 1, REPLICATES)
}

/// Share of replicates in which a watched event has happened before a day.
fn share_before(tape: &Tape, watch: &str, day: f64) -> f64 {
    mean(&tape.first_days(watch).iter().map(|first| f64::from(u8::from(*first < day))).collect::<Vec<f64>>())
}

/// Asserts that a share of the replicates is a probability, up to four standard errors.
fn assert_share(share: f64, probability: f64, what: &str) {
    let error = (probability * (1.0 - probability) / REPLICATES as f64).sqrt();
    assert!((share - probability).abs() < 4.0 * error, "{what}: {share} instead of {probability}");
}

#[test]
fn a_trend_covers_1_less_1_over_e_of_its_way_in_its_time() {
    let tape = played(
        "[trends.slow]\nname = \"Slow\"\nstart = -1\ntowards = \"0.2\"\ntime = 20\n\
         [trends.waiting]\nname = \"Waiting\"\nstart = 3\ntowards = \"0\"\ntime = 5\nwhen = \"day >= 10\"\n\
         [trends.bounded]\nname = \"Bounded\"\nstart = 0\ntowards = \"100\"\ntime = 10\nmost = 0.75\n",
    );
    let covered = (tape.on("trends.slow.value", 19)[0] + 1.0) / 1.2;
    assert!((covered - (1.0 - Real::exp(-1.0))).abs() < 1e-12, "{covered}");
    assert_eq!(tape.on("trends.waiting.value", 9)[0], 3.0);
    let left = tape.on("trends.waiting.value", 14)[0] / 3.0;
    assert!((left - Real::exp(-1.0)).abs() < 1e-12, "{left}");
    assert_eq!(tape.on("trends.bounded.value", 0)[0], 0.75);
    assert_eq!(tape.on("trends.bounded.value", 300)[0], 0.75);
}

#[test]
fn a_trend_follows_the_state_of_yesterday() {
    let tape = played(
        "[trends.leader]\nname = \"Leader\"\nstart = 0\ntowards = \"1\"\ntime = 1\n\
         [trends.follower]\nname = \"Follower\"\nstart = 0\ntowards = \"trends.leader.value\"\ntime = 0.01\n",
    );
    assert_eq!(tape.on("trends.follower.value", 0)[0], 0.0);
    for day in 1..30 {
        let (follower, leader) = (tape.on("trends.follower.value", day)[0], tape.on("trends.leader.value", day - 1)[0]);
        assert!((follower - leader).abs() < 1e-12, "day {day}: {follower} after {leader}");
    }
}

#[test]
fn settlements_end_in_deals_in_proportion_to_the_hazards() {
    let tape = played(
        "[settlements.bases]\nname = \"Bases\"\nkind = \"bases\"\nparties = [\"one\", \"two\"]\nwhen = \"day >= 5\"\n\
         deal = 0.02\ndeal_factor = \"1.5\"\nexit = 0.04\nexit_factor = \"0.25\"\n\
         [settlements.closed]\nname = \"Closed\"\nkind = \"other\"\nparties = [\"one\", \"two\"]\nwhen = \"day < 0\"\ndeal = 9\nexit = 9\n\
         [outcomes.pending]\nname = \"Days of bargaining\"\nexpression = \"days(settlements.bases.pending)\"\n\
         [outcomes.ends]\nname = \"Ends on one day\"\nexpression = \"maximum(if(settlements.bases.concluded, 1, 0) + if(settlements.bases.abandoned, 1, 0))\"\n",
    );
    let (deal, exit) = ("settlements.bases.concluded", "settlements.bases.abandoned");
    assert!(tape.first_days(deal).iter().chain(tape.first_days(exit)).all(|day| *day >= 5.0));
    assert_share(share_before(&tape, deal, 366.0), 0.75, "deals");
    let after_a_month = 1.0 - Real::exp(-30.0 * 0.04);
    assert_share(share_before(&tape, deal, 35.0), 0.75 * after_a_month, "deals in the first month");
    assert_share(share_before(&tape, exit, 35.0), 0.25 * after_a_month, "walk-outs in the first month");
    assert_eq!(share_before(&tape, "settlements.closed.concluded", 366.0), 0.0);
    for replicate in 0..REPLICATES {
        let ended = tape.first_days(deal)[replicate].min(tape.first_days(exit)[replicate]).min(365.0);
        assert_eq!(tape.outcome("pending")[replicate], ended - 5.0);
        assert!(tape.outcome("ends")[replicate] <= 1.0);
    }
}

#[test]
fn half_of_the_targets_comply_in_the_time_that_leverage_allows() {
    let sanction = |id: &str, sender: &str, target: &str| {
        format!(
            "[sanctions.{id}]\nname = \"{id}\"\nsender = \"{sender}\"\ntarget = \"{target}\"\nimposed = true\ncompliance = 0.01\nbite = 0.3\nself_cost = 0.1\n"
        )
    };
    let tape = played(&format!(
        "{}{}{}",
        sanction("strong", "one", "two"),
        sanction("weak", "two", "one"),
        "[outcomes.cost]\nname = \"Cost\"\nexpression = \"maximum(abs(sanctions.strong.cost - 3 * sanctions.strong.self_cost))\"\n\
         [outcomes.days]\nname = \"Days\"\nexpression = \"final(sanctions.strong.days)\"\n",
    ));
    for (id, leverage) in [("strong", 0.5), ("weak", 0.0)] {
        let median = Real::ln(2.0) / (0.01 * (0.5 + leverage));
        for day in [median.floor(), 2.0 * median.floor()] {
            let probability = 1.0 - Real::exp(-0.01 * (0.5 + leverage) * day);
            assert_share(share_before(&tape, &format!("sanctions.{id}.complied"), day), probability, id);
        }
    }
    for (replicate, complied) in tape.first_days("sanctions.strong.complied").iter().enumerate() {
        assert_eq!(tape.outcome("days")[replicate], complied.min(365.0));
        assert!(tape.outcome("cost")[replicate] < 1e-12);
    }
}

#[test]
fn a_sanction_is_imposed_by_hazard_or_condition_and_only_once() {
    let tape = played(
        "[sanctions.chance]\nname = \"Chance\"\nsender = \"one\"\ntarget = \"two\"\nhazard = 0.02\ncompliance = 0\nbite = 0.4\nself_cost = 0\n\
         [sanctions.rule]\nname = \"Rule\"\nsender = \"one\"\ntarget = \"two\"\nwhen = \"day >= 7\"\ncompliance = 10\nbite = 0.4\nself_cost = 0\n\
         [outcomes.rule_days]\nname = \"Days\"\nexpression = \"days(sanctions.rule.imposed)\"\n\
         [outcomes.bite]\nname = \"Bite\"\nexpression = \"maximum(sanctions.rule.cost)\"\n",
    );
    assert_share(share_before(&tape, "sanctions.chance.imposed", 50.0), 1.0 - Real::exp(-1.0), "imposed in 50 days");
    assert_eq!(share_before(&tape, "sanctions.chance.complied", 366.0), 0.0);
    for replicate in 0..REPLICATES {
        assert_eq!(tape.first_days("sanctions.rule.imposed")[replicate], 7.0);
        let complied = tape.first_days("sanctions.rule.complied")[replicate];
        assert!(complied > 7.0 && complied < 30.0);
        assert_eq!(tape.outcome("rule_days")[replicate], complied - 7.0);
        assert_eq!(tape.outcome("bite")[replicate], 0.4);
    }
}

#[test]
fn a_sanction_without_a_hazard_of_its_own_has_the_shared_one() {
    let text = "[sanctions.shared]\nname = \"Shared\"\nsender = \"two\"\ntarget = \"one\"\nimposed = true\nbite = 0\nself_cost = 0\n\
         [parameters.sanction]\ncompliance = 0.03\nwithout_leverage = 0.4\n";
    let share = share_before(&played(text), "sanctions.shared.complied", 60.0);
    assert_share(share, 1.0 - Real::exp(-60.0 * 0.03 * 0.4), "complied in 60 days");
}

#[test]
fn a_factor_scales_an_events_hazard_and_never_below_0() {
    let tape = played(
        "[[events]]\nid = \"tripled\"\nname = \"Tripled\"\nhazard = 0.01\nfactor = \"3\"\n\
         [[events]]\nid = \"never\"\nname = \"Never\"\nhazard = 1\nfactor = \"-2\"\n\
         [[events]]\nid = \"late\"\nname = \"Late\"\nhazard = 0.5\nwhen = \"day >= 2\"\nfactor = \"if(day >= 30, 1, 0)\"\n",
    );
    assert_share(share_before(&tape, "events.tripled", 40.0), 1.0 - Real::exp(-1.2), "tripled");
    assert_eq!(share_before(&tape, "events.never", 366.0), 0.0);
    assert!(tape.first_days("events.late").iter().all(|day| *day >= 30.0));
}

#[test]
fn what_happened_before_day_0_is_known_and_has_had_its_effects() {
    let tape = played(
        "[[events]]\nid = \"past\"\nname = \"Past\"\nhappened = true\neffects = [{ path = \"instruments.gas.share\", set = 1 }]\n\
         [[events]]\nid = \"follows\"\nname = \"Follows\"\nwhen = \"events.past.happened\"\n",
    );
    assert!(tape.first_days("events.follows").iter().all(|day| *day == 0.0));
    for day in [0, 100] {
        assert_eq!(tape.on("instruments.gas.contribution", day)[0], 0.5);
    }
}

#[test]
fn effects_of_events_reach_trends_settlements_and_sanctions() {
    let tape = played(
        "[trends.slow]\nname = \"Slow\"\nstart = 0\ntowards = \"1\"\ntime = 1e6\n\
         [settlements.bases]\nname = \"Bases\"\nkind = \"bases\"\nparties = [\"one\", \"two\"]\nwhen = \"day >= 0\"\ndeal = 0\nexit = 0\n\
         [sanctions.ban]\nname = \"Ban\"\nsender = \"one\"\ntarget = \"two\"\nhazard = 0\nbite = 0\nself_cost = 0\n\
         [[events]]\nid = \"haste\"\nname = \"Haste\"\non = 2030-01-11\nknown = 2029-12-01\n\
         effects = [{ path = \"trends.slow.time\", set = 0.01 }, { path = \"settlements.bases.deal\", add = 50 }, { path = \"sanctions.ban.hazard\", set = 50 }]\n",
    );
    assert!(tape.on("trends.slow.value", 9)[0] < 1e-4);
    assert!((tape.on("trends.slow.value", 10)[0] - 1.0).abs() < 1e-12);
    for watch in ["settlements.bases.concluded", "sanctions.ban.imposed"] {
        assert!(tape.first_days(watch).iter().all(|day| *day == 10.0), "{watch}");
    }
}
