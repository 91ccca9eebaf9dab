//! Karabakh, 27 September to 10 November 2020: rows C1 to C8.

use crate::scenarios::KARABAKH;
use crate::trial::{Case, Trial, lever};

fn compare(start: &[&str], off: &[&str], measures: &[(&str, &str)]) -> Trial {
    let trial = Case { scenario: KARABAKH, start, measures, replicates: 1024 }.against(off);
    trial.elsewhere_stays();
    trial
}

fn option(id: &str, option: &str, measures: &[(&str, &str)]) -> Trial {
    let set = lever(KARABAKH, id, option);
    compare(&[], &set.iter().map(String::as_str).collect::<Vec<_>>(), measures)
}

#[test]
fn c1_a_war_fed_by_a_patron() {
    let measures = [
        ("main_progress", "at(axes.main.progress, 2020-10-20)"),
        ("loss_ratio", "at(actors.armenian_forces.deaths / max(actors.azerbaijan.deaths, 1), 2020-10-20)"),
        ("monitoring", "at(instruments.drones_and_advisers.strength, 2020-10-01)"),
        ("gas", "final(instruments.azerbaijani_gas.strength)"),
        ("fighters", "maximum(forces.syrian_fighters.strength)"),
    ];
    let words = option("turkish_support", "words", &measures);
    words
        .falls("main_progress")
        .falls("armenian_deaths")
        .falls("loss_ratio")
        .rises("shusha_day")
        .stops("fighters_deaths");
    words.falls("monitoring").stays("gas");
    let drones = option("turkish_support", "drones_only", &measures);
    drones.stops("fighters").stops("fighters_deaths").falls("main_progress").stays("gas");
}

#[test]
fn c2_truces_fail_in_series_with_a_surge_before_each() {
    let measures = [
        ("failures", "final(agreements.truce.failures)"),
        ("three_failed", "ever(agreements.truce.failures >= 3)"),
        ("first_truce", "first_day(agreements.truce.in_force)"),
        ("paper_days", "days(agreements.truce.paper)"),
        ("deaths", "at(actors.armenian_forces.deaths + actors.azerbaijan.deaths, 2020-11-10)"),
    ];
    let silent = compare(&[], &["parameters.ceasefire.paper=0", "parameters.ceasefire.paper_at_meeting=0"], &measures);
    silent.falls("failures").falls("three_failed").same_before("first_truce");
    let no_surge = compare(&[], &["parameters.combat.announcement=0"], &measures);
    no_surge.falls("deaths").same_before("first_truce");
    let long = compare(&[], &["parameters.ceasefire.paper_intensity=0"], &measures);
    long.falls("three_failed").rises("paper_days").same_before("first_truce");
}

#[test]
fn c3_a_red_line_covers_a_territory_and_no_more() {
    let measures = [
        ("published", "ever(red_lines.armenia_proper.published)"),
        ("asked_on", "first_day(alliances.treaty_1997.requested)"),
        ("incidents", "final(red_lines.armenia_proper.incidents)"),
        ("tested", "final(red_lines.armenia_proper.tested)"),
        ("crossed", "ever(red_lines.armenia_proper.tested > 0)"),
        ("first_incident", "first_day(red_lines.armenia_proper.incidents > 0)"),
        ("progress", "maximum(axes.main.progress)"),
        ("shusha_held", "first_day(zones.shusha.held)"),
    ];
    let never = option("red_line", "never", &measures);
    never.stops("published").stops("tested").rises("incidents").same_before("asked_on");
    let unrestrained =
        compare(&["red_lines.armenia_proper.published=true"], &["parameters.red_line.restraint=0"], &measures);
    unrestrained.rises("incidents").rises("tested").same_before("first_incident");
    let undeterred = compare(&[], &["red_lines.stepanakert.deterrence=\"0\""], &measures);
    undeterred.rises("progress").same_before("shusha_held");
}

#[test]
fn c4_a_strike_in_one_theatre_speaks_about_another() {
    let measures = [
        ("struck", "ever(signals.jabal_al_duwayla.sent)"),
        ("camp_deaths", "final(actors.faylaq_al_sham.deaths)"),
        ("resolve", "mean(beliefs.russian_resolve.resolve)"),
        ("pressed", "maximum(demands.stop_at_shusha.rate)"),
        ("struck_on", "first_day(signals.jabal_al_duwayla.sent)"),
    ];
    let never = option("strike_in_syria", "never", &measures);
    never.stops("struck").stops("camp_deaths").falls("resolve").falls("pressed").same_before("struck_on");
    let start: Vec<String> = lever(KARABAKH, "strike_in_syria", "soon");
    let start: Vec<&str> = start.iter().map(String::as_str).collect();
    let apart = compare(&start, &["parameters.signal.linkage=0"], &measures);
    apart.falls("resolve").same_before("struck_on");
}

#[test]
fn c5_who_backs_down_is_believed_less() {
    let measures = [
        ("crossed_on", "first_day(red_lines.armenia_proper.tested > 0)"),
        ("resolve", "final(beliefs.russian_resolve.resolve)"),
        ("credibility", "final(beliefs.russian_resolve.credibility)"),
        ("threat", "final(instruments.threat_of_force.strength)"),
    ];
    let start = [
        "red_lines.armenia_proper.published=true",
        "parameters.red_line.incident=0.5",
        "parameters.red_line.answer=-20",
    ];
    let forgiven = compare(&start, &["parameters.red_line.unanswered=0"], &measures);
    forgiven.rises("resolve").rises("credibility").rises("threat").same_before("crossed_on");
    let start = [start[0], start[1], "parameters.red_line.answer=20"];
    let unnoticed = compare(&start, &["parameters.red_line.answered=0"], &measures);
    unnoticed.falls("resolve").falls("credibility").same_before("crossed_on");
}

#[test]
fn c6_people_flee_and_return_under_peacekeepers() {
    let measures = [
        ("truce_on", "first_day(agreements.truce.durable)"),
        ("returned", "final(displacement.returned)"),
        ("shusha_empty", "at(zones.shusha.fled, 2020-10-24)"),
        ("in_yerevan", "maximum(zones.yerevan.hosted)"),
        ("first_advance", "at(axes.main.progress, 2020-09-29)"),
    ];
    let refused = option("peacekeepers", "refused", &measures);
    refused.falls("returned_31_december").falls("returned").same_before("truce_on");
    let unshelled: Vec<String> = ["bombardment", "anticipation", "evacuation", "capture", "base"]
        .iter()
        .map(|name| format!("parameters.displacement.{name}=0"))
        .collect();
    let stay = compare(&[], &unshelled.iter().map(String::as_str).collect::<Vec<_>>(), &measures);
    stay.stops("shusha_empty").stops("in_yerevan").falls("displaced_24_october").falls("returned");
    stay.stays("first_advance");
}

#[test]
fn c7_a_patron_that_wants_the_prize_first_spoils_the_talks() {
    let measures = [
        ("complied", "ever(demands.stop_at_shusha.complied)"),
        ("first_truce", "first_day(agreements.truce.in_force)"),
        ("durable", "first_day(agreements.truce.durable)"),
        ("pressing_from", "first_day(demands.stop_at_shusha.rate > 0)"),
    ];
    let willing = compare(&[], &["agreements.truce.spoilers=[]"], &measures);
    willing.falls("durable").same_before("first_truce");
    let deaf = compare(&[], &["parameters.demand.base=0"], &measures);
    deaf.stops("complied").rises("durable").same_before("pressing_from");
}

#[test]
fn c8_an_alliance_member_at_hand_widens_the_war() {
    let measures = [
        ("asked_turkiye", "ever(alliances.turkish_azerbaijani_treaty.requested)"),
        ("drawn_in", "ever(alliances.turkish_azerbaijani_treaty.honoured)"),
        ("csto_honours", "ever(alliances.csto.honoured)"),
        ("progress", "maximum(axes.main.progress)"),
        ("first_incident", "first_day(red_lines.armenia_proper.incidents > 0)"),
        ("executed_on", "first_day(red_lines.armenia_proper.executed)"),
    ];
    let apart = compare(&[], &["parameters.red_line.incident=0"], &measures);
    apart.stops("border_incidents").stops("line_tested").same_before("first_incident");
    let involved = [
        "red_lines.armenia_proper.published=true",
        "parameters.red_line.incident=0.5",
        "parameters.red_line.answer=0",
        "alliances.csto.hazard=0.05",
        "alliances.csto.cost=0",
        "alliances.turkish_azerbaijani_treaty.cost=0",
    ];
    let local = compare(&involved, &["parameters.red_line.answer=-20"], &measures);
    local.stops("russian_force").stops("asked_turkiye").stops("drawn_in").falls("csto_honours").rises("progress");
    local.same_before("executed_on");
}
