//! Idlib, December 2019 to March 2020: rows A1 to A12.

use crate::common::{FIERCE, IDLIB};
use crate::trial::{Case, Trial};

/// Refuge in Idlib lies under the bombs of its own war only.
const OWN_WAR: [&str; 3] =
    ["zones.north.theatre=idlib", "zones.dana_atmeh.theatre=idlib", "zones.salqin_harim.theatre=idlib"];

fn compare(more: &str, start: &[&str], off: &[&str], measures: &[(&str, &str)]) -> Trial {
    let start = [&OWN_WAR, start].concat();
    let trial = Case { scenario: IDLIB, more, start: &start, measures, replicates: 768 }.against(off);
    trial.elsewhere_stays();
    trial
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
    let struck = compare(
        "",
        &[],
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
        "",
        &[],
        &borrowed(&no_rung("strikes")),
        &[
            ("answers", "days(actors.turkiye.level >= 4 and actors.syria.deaths_today + actors.iran_backed.deaths_today > 50)"),
            ("first_strike", "first_day(actors.turkiye.level >= 3)"),
        ],
    );
    answered.falls("answers").falls("government_deaths").same_before("first_strike");
}

#[test]
fn a2_own_losses_move_the_stance_of_turkiye() {
    let trial = compare(
        "",
        &FIERCE,
        &["parameters.audience.deaths=0", "parameters.audience.noticed=10", "parameters.audience.mass_casualties=10"],
        &[
            ("audience_cost", "mean(actors.turkiye.audience_cost)"),
            ("at_war", "days(actors.turkiye.level >= 5)"),
            ("first_turkish_death", "first_day(actors.turkiye.deaths > 0)"),
        ],
    );
    trial.falls("audience_cost").falls("at_war").same_before("first_turkish_death");
}

/// Two batteries of Patriots, asked for after fifteen deaths.
const PATRIOTS: &str = r#"
[alliances.patriots]
name = "Türkiye asks for Patriots"
ally = "us"
beneficiary = "turkiye"
obligation = "deployment"
scope = "0.5"
interest = "0.6"
cost = 0.5
grievance = 1.0
public = 0.5
when = "actors.turkiye.deaths >= 15"
hazard = 0.3
answer = 7
[[events]]
id = "patriots_deployed"
name = "Patriots stand on the Turkish side of the border"
when = "alliances.patriots.honoured"
effects = [
    { path = "instruments.russian_air_denial.usability", scale = 0.7 },
    { path = "supports.russian_air.operating", scale = 0.8 },
    { path = "instruments.patriots.usability", scale = 1.4 },
]
"#;

#[test]
fn a3_the_request_for_patriots_moves_posture_and_leverage() {
    let measures = [
        ("asked", "ever(alliances.patriots.requested)"),
        ("honoured", "ever(alliances.patriots.honoured)"),
        ("asked_on", "first_day(alliances.patriots.requested)"),
        ("answered_on", "first_day(alliances.patriots.answered)"),
        ("american_leverage", "final(leverage.us.turkiye.total)"),
        ("denial", "final(instruments.russian_air_denial.contribution)"),
        ("russian_air", "final(supports.russian_air.level)"),
    ];
    let never = compare(PATRIOTS, &FIERCE, &["alliances.patriots.hazard=0"], &measures);
    never.stops("asked").stops("honoured").same_before("asked_on");
    let without_rift = compare(PATRIOTS, &FIERCE, &["alliances.patriots.grievance=0"], &measures);
    without_rift.rises("honoured").rises("american_leverage").falls("denial").falls("russian_air");
    without_rift.same_before("answered_on");
}

#[test]
fn a4_a_closed_border_keeps_the_displaced_in_the_pocket() {
    let trial = compare(
        "",
        &FIERCE,
        &["borders.turkish_border.open=0.5"],
        &[
            ("crossed", "final(borders.turkish_border.crossed)"),
            ("crowded", "maximum(zones.dana_atmeh.hosted + zones.salqin_harim.hosted)"),
            ("threat", "mean(campaigns.dawn_of_idlib.threat)"),
            ("first_crossing", "first_day(borders.turkish_border.crossed > 0)"),
        ],
    );
    trial.rises("crossed").falls("border_pressure_peak").falls("crowded").falls("threat");
    trial.same_before("first_crossing");
    let still = ["base", "bombardment", "anticipation", "capture"].map(|way| format!("parameters.displacement.{way}=0"));
    let trial = compare(
        "",
        &FIERCE,
        &borrowed(&still),
        &[("fled", "final(displacement.cumulative)"), ("hosted", "final(zones.dana_atmeh.hosted)")],
    );
    trial.stops("fled").stops("hosted").falls("border_pressure_peak");
}

#[test]
fn a5_posts_that_are_cut_off_raise_the_stake() {
    let trial = compare(
        "",
        &FIERCE,
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
    compare("", &[], &still, &[("eroded", "final(agreements.sochi_2018.erosion)")]).stops("eroded").stops("posts_cut_off");
}

#[test]
fn a6_both_patrons_stand_behind_the_fronts() {
    let measures = [
        ("progress_south", "at(axes.south.progress, 2020-03-05)"),
        ("rebel_deaths", "at(actors.opposition.deaths + actors.hts.deaths, 2020-02-01)"),
        ("first_operation", "first_day(campaigns.dawn_of_idlib.operation)"),
        ("first_strike", "first_day(actors.turkiye.level >= 4)"),
    ];
    let air = compare("", &FIERCE, &["supports.russian_air.power=0"], &measures);
    air.falls("progress_south").rises("maarat_day");
    let bombs = compare("", &FIERCE, &["supports.russian_air.lethality=0"], &measures);
    bombs.falls("rebel_deaths");
    let guns = compare("", &FIERCE, &["supports.turkish_fires.power=0"], &measures);
    guns.rises("progress_south");
}

#[test]
fn a7_an_ultimatum_with_a_date_commits_its_issuer() {
    let trial = compare(
        "",
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
    let trial = compare("", &FIERCE, &borrowed(&unripe), &measures);
    trial.falls("durable").same_before("first_truce");
    assert!(trial.off.outcome("failed").iter().sum::<f64>() > 100.0, "demands are still made, and ignored");
    compare("", &FIERCE, &["agreements.ceasefire.meetings=[]"], &measures).falls("durable");
}

/// Libya: what each patron does there tells the other something about Idlib.
const LIBYA: &str = r#"
[theatres.libya]
name = "Libya"
[beliefs.turkish_resolve]
name = "Türkiye will fight where it has said so"
about = "turkiye"
held_by = ["russia"]
theatre = "idlib"
prior = 0.42
capability = 0.6
interest = "0.7"
[signals.tripoli]
name = "Turkish drones and officers in Tripoli"
sender = "turkiye"
belief = "turkish_resolve"
theatre = "libya"
hazard = 0.02
likelihood_ratio = 2.5
attribution = "0.7"
[instruments.libya]
name = "Forces in Libya"
holder = "turkiye"
target = "russia"
stake = 0.3
share = 0.5
alternatives = 0.3
usability = 0.5
usability_factor = "clamp(beliefs.turkish_resolve.credibility / 0.6, 0.3, 1.7)"
"#;

#[test]
fn a9_libya_speaks_about_idlib() {
    let measures = [
        ("resolve", "mean(beliefs.turkish_resolve.resolve)"),
        ("first_signal", "first_day(signals.tripoli.sent)"),
        ("leverage", "mean(leverage.turkiye.russia.total)"),
        ("signals", "final(signals.tripoli.count)"),
        ("maarat", "first_day(zones.maarat.held)"),
    ];
    let silent = compare(LIBYA, &[], &["signals.tripoli.hazard=0"], &measures);
    silent.stops("signals").falls("resolve").falls("leverage").same_before("first_signal");
    let apart = compare(LIBYA, &[], &["parameters.signal.linkage=0"], &measures);
    apart.falls("resolve").falls("leverage").stays("signals");
}

/// Article 5: called upon once Türkiye has suffered a mass-casualty day at Russian or Syrian hands.
const ARTICLE_5: &str = r#"
[alliances.article_5]
name = "Türkiye invokes Article 5"
ally = "us"
beneficiary = "turkiye"
obligation = "defence"
scope = "if(accidents.russia_turkiye.happened, 0.7, 0.3)"
interest = "0.4"
cost = 1.0
grievance = 0.5
public = 1.0
when = "actors.turkiye.deaths_30_days >= 30 or accidents.russia_turkiye.happened"
hazard = 0.05
answer = 3
[[events]]
id = "alliance_war"
name = "The alliance is drawn in"
when = "alliances.article_5.honoured"
effects = [{ path = "actors.syria.choice.stake", scale = 0.5 }]
"#;

#[test]
fn a10_a_wider_war_needs_a_promise_kept_or_an_accident() {
    let measures = [
        ("asked", "ever(alliances.article_5.requested)"),
        ("drawn_in", "ever(alliances.article_5.honoured)"),
        ("answered_on", "first_day(alliances.article_5.answered)"),
        ("offensive", "days(campaigns.dawn_of_idlib.operation)"),
        ("accident", "ever(accidents.russia_turkiye.happened)"),
        ("war", "ever(accidents.russia_turkiye.war)"),
    ];
    let start = [&FIERCE[..], &["alliances.article_5.cost=0", "alliances.article_5.scope=1"]].concat();
    let alone = compare(ARTICLE_5, &start, &["alliances.article_5.cost=10"], &measures);
    alone.falls("drawn_in").rises("offensive").same_before("answered_on");
    let close = [&FIERCE[..], &["parameters.accident.base=0.02", "accidents.russia_turkiye.war=0.5"]].concat();
    let careful = compare("", &close, &["parameters.accident.base=0"], &measures[3..]);
    careful.stops("accident").stops("war").only_moves(&["accident", "war"]);
    let calm = ["actors.turkiye.choice.highest=proxy_surge"];
    compare("", &close, &calm, &measures[3..]).stops("accident");
}

#[test]
fn a11_zones_are_captured_lost_and_retaken() {
    let measures = [
        ("captures", "final(zones.maarat.changes + zones.saraqib.changes + zones.m5_south.changes + zones.west_aleppo.changes)"),
        ("recaptures", "days(zones.saraqib.changes >= 2)"),
        ("first_capture", "first_day(zones.saraqib.held)"),
        ("progress", "final(axes.south.progress + axes.aleppo.progress + axes.zawiya.progress + axes.city.progress)"),
    ];
    let trial = compare("", &FIERCE, &borrowed(&no_rung("counterattack")), &measures);
    trial.stops("recaptures").rises("progress");
    compare("", &[], &["actors.syria.choice.highest=limited_strike"], &measures).stops("captures").stops("progress");
}

/// The border with Greece and those who would go there.
const WESTERN_GATE: &str = r#"
[zones.migrants_in_turkiye]
name = "Migrants in Türkiye ready to go on"
residents = 60_000
stayers = 1.0
theatre = "idlib"
latitude = 41.0
longitude = 29.0
[zones.greek_side]
name = "Beyond the Greek border"
theatre = "idlib"
residents = 0
latitude = 41.2
longitude = 26.2
[gates.western_border]
name = "Western border"
holder = "turkiye"
target = "eu"
from = "migrants_in_turkiye"
to = "greek_side"
when = "actors.turkiye.level >= 5"
hazard = 0.5
[instruments.gate_in_use]
name = "The gate in use"
holder = "turkiye"
target = "eu"
stake = 0.35
share = 0.75
alternatives = 0.4
usability = 0.45
usability_factor = "if(gates.western_border.open, 1, 0)"
"#;

#[test]
fn a12_a_host_opens_the_gate_to_a_third_party() {
    let trial = compare(
        WESTERN_GATE,
        &[],
        &["gates.western_border.hazard=0"],
        &[
            ("arrived", "final(gates.western_border.arrived)"),
            ("used", "maximum(instruments.gate_in_use.contribution)"),
            ("opened_on", "first_day(gates.western_border.open)"),
            ("over_europe", "final(leverage.turkiye.eu.total)"),
        ],
    );
    trial.stops("arrived").stops("used").falls("over_europe").same_before("opened_on");
    trial.only_moves(&[
        "arrived", "used", "opened_on", "over_europe", "migrants_in_turkiye", "greek_side", "leverage.turkiye.eu",
        "leverage.eu.turkiye", "gate_in_use", "migration_gate", "gates.western_border",
    ]);
}
