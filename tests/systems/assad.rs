//! The fall of Assad and the shift of leverage, November 2024 to September 2025: rows B1 to B12.

use crate::scenarios::ASSAD;
use crate::trial::{Case, Trial, lever};

/// What may differ where only the strength of instruments is touched.
const LEVERAGE: [&str; 6] = ["leverage", "balance", "flip", "instruments.", "change_", "coexist"];

fn compare(start: &[&str], off: &[&str], measures: &[(&str, &str)]) -> Trial {
    let trial = Case { scenario: ASSAD, start, measures, replicates: 512 }.against(off);
    trial.elsewhere_stays();
    trial
}

fn option(id: &str, option: &str, measures: &[(&str, &str)]) -> Trial {
    let set = lever(ASSAD, id, option);
    compare(&[], &set.iter().map(String::as_str).collect::<Vec<_>>(), measures)
}

#[test]
fn b1_an_army_that_dissolves_lets_cities_fall_in_days() {
    let measures = [
        ("dissolved", "maximum(regimes.assad.dissolved)"),
        (
            "cities",
            "at(if(zones.hama.held, 1, 0) + if(zones.homs.held, 1, 0) + if(zones.damascus.held, 1, 0), 2024-12-11)",
        ),
        ("transit_swapped", "ever(events.transit_swap.happened)"),
    ];
    let loyal = compare(&[], &["parameters.regime.rate=0"], &measures);
    loyal.stops("dissolved").falls("falls_in_a_fortnight").falls("falls").falls("cities").rises("fall_day");
    loyal.falls("core_lost_day_8").stays("transit_swapped");
    let manned = option("army", "half", &measures);
    manned.falls("dissolved_day_8").falls("falls_in_a_fortnight").rises("fall_day").stays("transit_swapped");
}

#[test]
fn b2_patrons_who_pull_out_take_the_army_with_them() {
    let measures = [
        ("withdrawn_on", "min(first_day(patrons.russia.withdrawn), first_day(patrons.iran.withdrawn))"),
        ("support", "at(regimes.assad.support, 2024-12-04)"),
        ("outposts", "at(trends.russian_outposts.value, 2024-12-20)"),
    ];
    let free = option("russia", "reinforces", &measures);
    free.rises("patron_support_at_the_start").rises("support").falls("russia_withdraws").falls("falls_in_a_fortnight");
    free.rises("outposts");
    let intact = option("iran", "intact", &measures);
    intact.rises("support").falls("falls_in_a_fortnight");
    // Patrons with less to lose, who leave in the first days.
    let early = ["patrons.russia.prize=0.1", "patrons.iran.prize=0.1"];
    let unheard = compare(&early, &["parameters.patron.signal=0"], &measures);
    unheard.falls("dissolved_day_8").same_before("withdrawn_on");
}

#[test]
fn b3_the_bases_end_in_a_deal_or_are_given_up() {
    let measures = [
        ("bargaining_from", "first_day(settlements.bases.pending)"),
        ("worth", "final(trends.bases.value)"),
        ("straits", "final(instruments.straits.contribution)"),
    ];
    let stalled = compare(&[], &["settlements.bases.deal=0", "settlements.bases.exit=0"], &measures);
    stalled.stops("bases_agreed").stops("bases_abandoned").same_before("bargaining_from");
    let kept = compare(&[], &["settlements.bases.exit=0"], &measures);
    kept.stops("bases_abandoned").rises("bases_agreed").rises("worth").rises("straits");
    kept.only_moves(&[&LEVERAGE[..], &["bases", "bargaining", "worth", "straits", "khmeimim"]].concat());
}

#[test]
fn b4_yesterdays_enemy_becomes_an_interlocutor() {
    let trial = compare(
        &[],
        &["trends.new_relation.time=1e6"],
        &[
            ("relation", "final(trends.new_relation.value)"),
            ("relabelled", "ever(events.relabelled.happened)"),
            ("fallen_on", "first_day(regimes.assad.fallen)"),
        ],
    );
    trial.stops("relabelled").falls("relation").falls("bases_agreed").same_before("fallen_on");
    trial.only_moves(&[&LEVERAGE[..], &["bases", "relation", "relabelled", "khmeimim"]].concat());
}

#[test]
fn b5_leverage_falls_away_on_several_flanks_and_the_balance_turns() {
    let measures = [
        ("air_denial", "at(instruments.russian_air_denial.strength, 2025-01-31)"),
        ("refugees", "at(instruments.russian_refugee_trigger.strength, 2025-01-31)"),
        ("astana", "at(instruments.astana_seat.strength, 2025-01-31)"),
        ("kurdish", "at(instruments.kurdish_card.strength, 2025-01-31)"),
        ("gate", "at(instruments.gate_to_damascus.strength, 2025-01-31)"),
        ("transit", "at(instruments.gas_transit.strength, 2025-01-31)"),
        ("black_sea", "at(instruments.black_sea.strength, 2025-01-31)"),
    ];
    let stands = compare(&[], &["parameters.regime.rate=0"], &measures);
    for flank in ["air_denial", "refugees", "astana", "kurdish"] {
        stands.rises(flank);
    }
    stands.falls("gate").rises("balance_january").falls("balance_flips").stays("transit").stays("black_sea");
    let by_the_caucasus = compare(&[], &["trends.armenian_tie.start=0.9", "trends.armenian_tie.time=1e6"], &measures);
    by_the_caucasus.rises("balance_january");
    let by_sanctions = compare(&[], &["trends.evasion_need.start=0"], &measures);
    by_sanctions.rises("balance_january").rises("balance_at_the_start");
}

#[test]
fn b6_a_tolerated_coexistence_buys_out_the_seat_at_the_table() {
    let trial = compare(
        &["parameters.regime.rate=0", "settlements.coexistence.deal=0.02"],
        &["settlements.coexistence.deal=0"],
        &[
            ("astana", "final(instruments.astana_seat.contribution)"),
            ("agreed_on", "first_day(settlements.coexistence.concluded)"),
        ],
    );
    trial.stops("coexistence_agreed").rises("astana").same_before("agreed_on");
    trial.only_moves(&[&LEVERAGE[..], &["astana", "agreed_on"]].concat());
    let strong = compare(
        &["parameters.regime.rate=0"],
        &["regimes.assad.margin=0", "parameters.regime.rate=1"],
        &[("fallen", "ever(regimes.assad.fallen)")],
    );
    strong.rises("fallen").falls("coexistence_agreed");
}

#[test]
fn b7_sanctions_end_in_compliance_after_months() {
    let clash = ["events.russian_turkish_clash.hazard=0.3"];
    let measures = [
        ("imposed", "ever(sanctions.russian_bans.imposed)"),
        ("complied", "ever(sanctions.russian_bans.complied)"),
        ("imposed_on", "first_day(sanctions.russian_bans.imposed)"),
        ("complied_on", "first_day(sanctions.russian_bans.complied)"),
        ("days_in_force", "final(sanctions.russian_bans.days)"),
        ("trade", "mean(instruments.russian_trade.contribution)"),
    ];
    let none = compare(&clash, &["sanctions.russian_bans.hazard=0"], &measures);
    none.stops("imposed").stops("complied").rises("trade").same_before("imposed_on");
    none.only_moves(&[&LEVERAGE[..], &["sanctions.", "imposed", "complied", "days_in_force", "trade"]].concat());
    let defiant = compare(&clash, &["sanctions.russian_bans.compliance=0"], &measures);
    defiant.stops("complied").rises("days_in_force").same_before("complied_on").stays("imposed_on");
    let eager = compare(&clash, &["sanctions.russian_bans.compliance=0.1"], &measures);
    eager.rises("complied").falls("days_in_force");
}

#[test]
fn b8_people_return_after_the_fall() {
    let measures = [
        ("fallen_on", "first_day(regimes.assad.fallen)"),
        ("in_turkiye", "final(exiles.refugees_in_turkiye.stock)"),
        ("hosting", "final(instruments.refugee_hosting.contribution)"),
    ];
    let none = compare(
        &[],
        &[
            "exiles.refugees_in_turkiye.hazard=0",
            "exiles.refugees_elsewhere.hazard=0",
            "exiles.refugees_elsewhere.ready=0",
        ],
        &measures,
    );
    none.stops("refugees_returned").stops("returned_from_turkiye").rises("hosting").rises("in_turkiye");
    none.same_before("fallen_on");
    none.stays("old_displaced_returned").stays("fall_day");
    let stands = compare(&[], &["parameters.regime.rate=0"], &measures);
    stands.falls("refugees_returned").falls("old_displaced_returned").falls("displaced_returned_december");
    let closed = option("border", "closed", &measures);
    closed.falls("returned_from_turkiye").stays("old_displaced_returned").stays("fall_day");
}

#[test]
fn b9_the_transit_contract_ends_on_a_date_and_the_hub_gains() {
    let measures = [
        ("share", "at(trends.turkstream_share.value, 2025-01-31)"),
        ("transit", "at(instruments.gas_transit.contribution, 2025-01-31)"),
        ("gas", "at(instruments.russian_gas.strength, 2025-01-31)"),
    ];
    let swapped = compare(&[], &["events.transit_swap.hazard=5"], &measures);
    swapped.falls("share").falls("transit").falls("change_gas_transit").rises("gas").rises("balance_january");
    swapped.stays("fall_day").stays("refugees_returned");
    swapped.only_moves(&[&LEVERAGE[..], &["transit", "turkstream", "export_alternatives", "share", "gas"]].concat());
    let hub = option("gas_discount", "hub", &measures);
    hub.rises("transit").stays("fall_day").stays("share");
}

#[test]
fn b10_other_interlocutors_take_moscows_place() {
    let measures = [
        ("alternatives", "final(trends.other_interlocutors.value)"),
        ("astana", "final(instruments.astana_seat.strength)"),
        ("american", "final(leverage.us.turkiye.total)"),
        ("gulf", "final(leverage.gulf.hts_led.total)"),
        ("european", "final(leverage.eu.hts_led.total)"),
    ];
    let alone = compare(&[], &["trends.other_interlocutors.time=1e6"], &measures);
    alone.falls("alternatives").rises("astana").stays("gulf").stays("fall_day");
    alone.only_moves(&[&LEVERAGE[..], &["other_interlocutors", "alternatives", "astana"]].concat());
    let stands = compare(&[], &["parameters.regime.rate=0"], &measures);
    stands.falls("american").falls("gulf").falls("european").falls("alternatives");
}

#[test]
fn b11_a_go_between_gains_as_talks_begin() {
    let measures = [
        ("before", "at(instruments.ukraine_intermediary.contribution, 2025-01-19)"),
        ("after", "at(instruments.ukraine_intermediary.contribution, 2025-01-31)"),
        ("over_russia", "at(leverage.turkiye.russia.total, 2025-01-31)"),
    ];
    let peace = compare(&[], &["trends.war_load.start=0"], &measures);
    peace.stops("before").stops("after").falls("over_russia");
    let unasked = compare(&[], &["instruments.ukraine_intermediary.share=0"], &measures);
    unasked
        .stops("after")
        .falls("change_ukraine_intermediary")
        .falls("over_russia")
        .stays("fall_day")
        .stays("refugees_returned");
    unasked.only_moves(&[&LEVERAGE[..], &["before", "after", "over_russia"]].concat());
}

#[test]
fn b12_an_ally_that_is_let_down_drifts_off() {
    let measures = [
        ("answered_on", "min(first_day(alliances.rescue_of_damascus.answered), first_day(alliances.csto.answered))"),
        ("russian_caucasus", "final(instruments.russian_caucasus.strength)"),
        ("turkish_caucasus", "final(instruments.turkish_caucasus.strength)"),
    ];
    let unnoticed = compare(&[], &["parameters.alliance.record=0"], &measures);
    unnoticed.rises("russian_reliability").rises("armenian_tie").rises("russian_caucasus").falls("turkish_caucasus");
    unnoticed.same_before("answered_on").stays("fall_day");
    let held = compare(&[], &["trends.armenian_tie.time=1e6"], &measures);
    held.rises("armenian_tie").rises("russian_caucasus").falls("turkish_caucasus").stays("fall_day");
    let asked = compare(&["alliances.rescue_of_damascus.cost=0"], &["alliances.rescue_of_damascus.cost=10"], &measures);
    asked.rises("rescue_refused").falls("russian_reliability").same_before("answered_on");
}
