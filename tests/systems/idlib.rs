//! Idlib, December 2019 to March 2020: rows A1 to A12.

use crate::common::{FIERCE, IDLIB};
use crate::trial::{Case, Trial, lever};

/// Refuge in Idlib lies under the bombs of its own war only.
const OWN_WAR: [&str; 3] =
    ["zones.north.theatre=idlib", "zones.dana_atmeh.theatre=idlib", "zones.salqin_harim.theatre=idlib"];

/// A public that does not mind the dead.
const DEAF_PUBLIC: [&str; 3] =
    ["parameters.audience.deaths=0", "parameters.audience.noticed=10", "parameters.audience.mass_casualties=10"];

fn compare(start: &[&str], off: &[&str], measures: &[(&str, &str)]) -> Trial {
    let start = [&OWN_WAR, start].concat();
    let trial = Case { scenario: IDLIB, start: &start, measures, replicates: 1024 }.against(off);
    trial.elsewhere_stays();
    trial
}

fn option(id: &str, option: &str, measures: &[(&str, &str)]) -> Trial {
    let set = lever(IDLIB, id, option);
    compare(&[], &borrowed(&set), measures)
}

/// A table of the ladder, rung by rung, set to 0.
fn no_rung(table: &str) -> Vec<String> {
    flashpoint::model::ladder::RUNGS.iter().map(|rung| format!("parameters.ladder_{table}.{rung}=0")).collect()
}

fn borrowed(overrides: &[String]) -> Vec<&str> {
    overrides.iter().map(String::as_str).collect()
}

#[test]
fn a1_strikes_on_turkish_troops_and_the_answer_to_them() {
    // That Türkiye fears losses is left out on both sides, so that what is seen is its answer to those it has.
    let struck = compare(
        &["parameters.choice.protector_death_weight=0"],
        &["incidents.turkish_convoys.rate=0"],
        &[
            ("all_turkish_deaths", "final(actors.turkiye.deaths)"),
            ("turkish_rung", "mean(actors.turkiye.level)"),
            ("struck_days", "days(actors.turkiye.deaths_today >= 2)"),
            ("first_turkish_death", "first_day(actors.turkiye.deaths > 0)"),
        ],
    );
    struck.stops("all_turkish_deaths").stops("struck_days").falls("turkish_rung").falls("government_deaths");
    struck.same_before("first_turkish_death");
    let answered = compare(
        &[],
        &borrowed(&no_rung("strikes")),
        &[
            (
                "answers",
                "days(actors.turkiye.level >= 4 and actors.syria.deaths_today + actors.iran_backed.deaths_today > 50)",
            ),
            ("first_strike", "first_day(actors.turkiye.level >= 3)"),
        ],
    );
    answered.falls("answers").falls("government_deaths").same_before("first_strike");
}

#[test]
fn a2_own_losses_move_the_stance_of_turkiye() {
    // What Türkiye fears to lose is left out on both sides: only the dead it has count. Its stake is such that they can decide.
    let milder = ["parameters.choice.protector_death_weight=0", "actors.turkiye.choice.stake=1.4"];
    let start = [&FIERCE[..], &milder].concat();
    let trial = compare(
        &start,
        &["actors.turkiye.severe_deaths=100_000"],
        &[
            ("audience_cost", "mean(actors.turkiye.audience_cost)"),
            ("at_war", "days(actors.turkiye.level >= 5)"),
            ("first_turkish_death", "first_day(actors.turkiye.deaths > 0)"),
        ],
    );
    trial.falls("audience_cost").falls("at_war").same_before("first_turkish_death");
}

#[test]
fn a3_the_request_for_patriots_moves_posture_and_leverage() {
    let measures = [
        ("asked", "ever(alliances.patriots.requested)"),
        ("asked_on", "first_day(alliances.patriots.requested)"),
        ("answered_on", "first_day(alliances.patriots.answered)"),
        ("american_leverage", "final(leverage.us.turkiye.total)"),
        ("denial", "final(instruments.russian_air_denial.strength)"),
        ("worst_day", "maximum(actors.turkiye.deaths_today)"),
        ("audience_cost", "mean(actors.turkiye.audience_cost)"),
        ("turkish_rung", "mean(actors.turkiye.level)"),
    ];
    let never = compare(&FIERCE, &["alliances.patriots.hazard=0"], &measures);
    never.stops("asked").stops("patriots_sent").stops("patriots_refused").same_before("asked_on");
    let without_rift = compare(&FIERCE, &["alliances.patriots.grievance=0", "alliances.patriots.cost=0"], &measures);
    without_rift.rises("patriots_sent").falls("patriots_refused").rises("tie_to_us").falls("denial");
    without_rift.rises("american_leverage").same_before("answered_on");
    let batteries = option("patriots", "sent", &measures);
    batteries.falls("denial").falls("turkish_deaths").falls("worst_day").falls("audience_cost");
    // Fewer deaths call for less, and a weaker hold on the sky allows more: of these two only the second is looked at.
    let sent = lever(IDLIB, "patriots", "sent");
    let unmoved = [&FIERCE[..], &DEAF_PUBLIC].concat();
    compare(&unmoved, &borrowed(&sent), &measures).rises("turkish_rung").falls("denial");
}

/// What tells where the displaced are and how heavily they press.
const ABOUT_THE_BORDER: [&str; 12] = [
    "border",
    "cross",
    "crowd",
    "threat",
    "hosted",
    "movements",
    "turkiye_side",
    "leverage",
    "balance",
    "instruments.",
    "credibility",
    "refugee_trigger",
];

#[test]
fn a4_a_closed_border_keeps_the_displaced_in_the_pocket() {
    let measures = [
        ("crossed", "final(borders.turkish_border.crossed)"),
        ("crowded", "maximum(zones.dana_atmeh.hosted + zones.salqin_harim.hosted)"),
        ("threat", "mean(campaigns.dawn_of_idlib.threat)"),
        ("at_war", "days(actors.turkiye.level >= 5)"),
    ];
    let open = compare(&FIERCE, &["borders.turkish_border.open=0.5"], &measures);
    open.rises("crossed").falls("border_pressure_peak").falls("crowded").falls("threat").falls("at_war");
    // Pressure acts on Türkiye's choice, on leaders and on what the parties want. Without these, only people move.
    let deaf = [
        "actors.turkiye.choice.lowest=mobilisation",
        "actors.turkiye.choice.highest=mobilisation",
        "parameters.ceasefire.pressure_burden=0",
        "parameters.meeting.pressure=0",
    ];
    let open = compare(&deaf, &["borders.turkish_border.open=0.5"], &measures);
    open.rises("crossed").only_moves(&ABOUT_THE_BORDER);
    let still =
        ["base", "bombardment", "anticipation", "capture"].map(|way| format!("parameters.displacement.{way}=0"));
    let trial = compare(
        &FIERCE,
        &borrowed(&still),
        &[("fled", "final(displacement.cumulative)"), ("hosted", "final(zones.dana_atmeh.hosted)")],
    );
    trial.stops("fled").stops("hosted").falls("border_pressure_peak");
}

#[test]
fn a5_posts_that_are_cut_off_raise_the_stake() {
    // Posts that weigh more than they do by default.
    let start = [&FIERCE[..], &["parameters.choice.threat_post=0.12"]].concat();
    let trial = compare(
        &start,
        &["parameters.choice.threat_post=0"],
        &[
            ("eroded", "maximum(agreements.sochi_2018.erosion)"),
            ("threat", "mean(campaigns.dawn_of_idlib.threat)"),
            ("at_war", "days(actors.turkiye.level >= 5)"),
            ("first_post", "first_day(agreements.sochi_2018.posts_cut_off > 0)"),
        ],
    );
    trial.falls("threat").falls("at_war").same_before("first_post");
    let still = ["actors.syria.choice.highest=limited_strike"];
    compare(&[], &still, &[("eroded", "final(agreements.sochi_2018.erosion)")]).stops("eroded").stops("posts_cut_off");
}

#[test]
fn a6_both_patrons_stand_behind_the_fronts() {
    let measures = [
        ("progress_south", "at(axes.south.progress, 2020-03-05)"),
        ("rebel_deaths", "at(actors.opposition.deaths + actors.hts.deaths, 2020-02-01)"),
        ("first_operation", "first_day(campaigns.dawn_of_idlib.operation)"),
        ("first_strike", "first_day(actors.turkiye.level >= 4)"),
    ];
    let air = compare(&FIERCE, &["supports.russian_air.power=0"], &measures);
    air.falls("progress_south").rises("maarat_day");
    let bombs = compare(&FIERCE, &["supports.russian_air.lethality=0"], &measures);
    bombs.falls("rebel_deaths");
    let guns = compare(&FIERCE, &["supports.turkish_fires.power=0"], &measures);
    guns.rises("progress_south");
}

#[test]
fn a7_an_ultimatum_with_a_date_commits_its_issuer() {
    let trial = compare(
        &[],
        &["ultimatums.end_of_month.hazard=0"],
        &[
            ("issued", "ever(ultimatums.end_of_month.issued)"),
            ("missed", "ever(ultimatums.end_of_month.missed)"),
            ("commitment", "mean(actors.turkiye.commitment)"),
            ("audience_cost", "mean(actors.turkiye.audience_cost)"),
        ],
    );
    trial.stops("issued").stops("missed").falls("commitment").falls("audience_cost").same_before("ultimatum_day");
}

#[test]
fn a8_calls_and_demands_end_nothing_before_the_parties_are_ripe() {
    let measures = [
        ("durable", "ever(agreements.ceasefire.durable)"),
        ("failed", "final(agreements.ceasefire.failures)"),
        ("first_truce", "first_day(agreements.ceasefire.in_force)"),
    ];
    let unripe = ["stalemate", "limited_victory", "way_out"].map(|name| format!("parameters.ceasefire.{name}=0"));
    let trial = compare(&FIERCE, &borrowed(&unripe), &measures);
    trial.falls("durable").same_before("first_truce");
    assert!(trial.off.outcome("failed").iter().sum::<f64>() > 100.0, "demands are still made, and ignored");
    compare(&FIERCE, &["agreements.ceasefire.meetings=[]"], &measures).falls("durable");
}

#[test]
fn a9_libya_speaks_about_idlib() {
    let measures = [
        ("resolve", "mean(beliefs.turkish_resolve.resolve)"),
        ("russian_resolve", "mean(beliefs.russian_resolve.resolve)"),
        ("russians_sent", "final(signals.russian_contractors_to_libya.count)"),
        ("halt", "mean(demands.halt.rate)"),
        ("first_act", "first_day(signals.turkish_troops_to_libya.sent or signals.russian_contractors_to_libya.sent)"),
        ("turks_sent", "ever(signals.turkish_troops_to_libya.sent)"),
    ];
    let out = option("libya", "no_turkish_troops", &measures);
    out.stops("turks_sent").falls("resolve").falls("tripoli_front_6_march").falls("libya_in_turkish_leverage");
    out.rises("libya_in_russian_leverage").falls("russians_sent").same_before("turkish_troops_in_libya_day");
    let apart = compare(&[], &["parameters.signal.linkage=0"], &measures);
    apart.falls("resolve").falls("russian_resolve").stays("turks_sent").same_before("first_act");
}

#[test]
fn a10_a_wider_war_needs_a_promise_kept_or_an_accident() {
    let measures = [
        ("invoked_on", "first_day(alliances.article_5.requested)"),
        ("answered_on", "first_day(alliances.article_5.answered)"),
        ("denial", "final(instruments.russian_air_denial.strength)"),
        ("first_accident", "first_day(accidents.russia_turkiye.happened)"),
    ];
    let bound =
        [&FIERCE[..], &["alliances.article_5.scope=\"1\"", "alliances.article_5.cap=1", "alliances.article_5.cost=0"]]
            .concat();
    let free = compare(&bound, &["alliances.article_5.cap=0"], &measures);
    free.stops("article_5_honoured").rises("denial").same_before("answered_on");
    let silent = compare(&bound, &["alliances.article_5.hazard=0"], &measures);
    silent.stops("article_5_invoked").stops("article_5_honoured").same_before("invoked_on");
    let clash = [
        "parameters.accident.base=0.02",
        "parameters.choice.attacker_war_loss=0", // nobody fears it: what is seen comes of accidents that happen
        "parameters.choice.protector_war_loss=0",
        "accidents.russia_turkiye.war=0.5",
        "alliances.article_5.when=accidents.russia_turkiye.happened",
        "alliances.article_5.hazard=1",
    ];
    let close = [&FIERCE[..], &clash].concat();
    let careful = compare(&close, &["parameters.accident.base=0"], &measures);
    careful
        .stops("russia_turkiye_accident")
        .stops("russia_turkiye_war")
        .stops("article_5_invoked")
        .same_before("first_accident");
    let calm = compare(&close, &["actors.turkiye.choice.highest=proxy_surge"], &measures);
    calm.stops("russia_turkiye_accident").stops("russia_turkiye_war");
}

#[test]
fn a11_zones_are_captured_lost_and_retaken() {
    let measures = [
        (
            "captures",
            "final(zones.maarat.changes + zones.saraqib.changes + zones.m5_south.changes + zones.west_aleppo.changes)",
        ),
        ("recaptures", "days(zones.saraqib.changes >= 2)"),
        ("first_capture", "first_day(zones.saraqib.held)"),
        ("progress", "final(axes.south.progress + axes.aleppo.progress + axes.zawiya.progress + axes.city.progress)"),
    ];
    let trial = compare(&FIERCE, &borrowed(&no_rung("counterattack")), &measures);
    trial.stops("recaptures").rises("progress");
    compare(&[], &["actors.syria.choice.highest=limited_strike"], &measures).stops("captures").stops("progress");
}

#[test]
fn a12_a_host_opens_the_gate_to_a_third_party() {
    let measures = [
        ("over_europe", "final(leverage.turkiye.eu.total)"),
        ("settled", "ever(settlements.refugee_deal.concluded)"),
        ("opened", "ever(gates.western_border.open)"),
        ("closed_again", "ever(events.western_border_opened.happened and not gates.western_border.open)"),
    ];
    let never = option("western_border", "never", &measures);
    never.stops("opened").stops("gate_arrived").stops("refugee_deal").rises("over_europe").same_before("gate_day");
    never.only_moves(&[
        "gate",
        "western_border",
        "refugee_deal",
        "europe",
        "settled",
        "opened",
        "closed_again",
        "turkiye.eu",
        "eu.turkiye",
        "migrants_in_turkiye",
        "greek_border",
        "eu_funds",
    ]);
    let bargain = compare(&[], &["settlements.refugee_deal.deal=0"], &measures);
    bargain.stops("settled").falls("closed_again").rises("gate_arrived").same_before("gate_day");
}
