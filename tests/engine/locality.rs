//! Nothing else moves: what a change cannot reach keeps its bits.

use crate::common::{FIERCE, IDLIB, Tape, plan, play};

const SEED: u64 = 5;
const REPLICATES: usize = 64;

fn tape(text: &str, overrides: &[&str]) -> Tape {
    play(&plan(text, &[&FIERCE, overrides].concat()), SEED, REPLICATES)
}

/// Things that act on nobody, under identifiers that come before and after all others.
fn bystanders(id: &str) -> [(&'static str, String); 14] {
    [
        ("an actor", format!("[actors.{id}]\nname = \"Bystander\"\nkind = \"state\"\n")),
        ("a source", format!("[sources.{id}]\ntitle = \"Nothing\"\n")),
        ("a theatre", format!("[theatres.{id}]\nname = \"Elsewhere\"\n")),
        ("an event", format!("[[events]]\nid = \"{id}\"\nname = \"Rain\"\nhazard = 0.1\n")),
        (
            "a zone",
            format!(
                "[zones.{id}]\nname = \"Elsewhere\"\nresidents = 5_000\nstayers = 1\nlatitude = 1\nlongitude = 1\n"
            ),
        ),
        (
            "an observer",
            format!(
                "[observers.{id}]\nname = \"Nobody\"\nof = \"displacement.current\"\nunit = \"persons\"\nshare = 3\nlag = 9\n"
            ),
        ),
        ("an outcome", format!("[outcomes.{id}]\nname = \"More\"\nexpression = \"maximum(displacement.today)\"\n")),
        (
            "an instrument",
            format!(
                "[instruments.{id}]\nname = \"Aid\"\nholder = \"us\"\ntarget = \"eu\"\nstake = 1\nshare = 1\nalternatives = 0\nusability = 1\n"
            ),
        ),
        (
            "exiles whose homes are closed",
            format!(
                "[exiles.{id}]\nname = \"Refugees\"\nkind = \"refugees\"\nhomes = {{ maarat = 1 }}\nstock = 5_000\nhazard = 1\n"
            ),
        ),
        (
            "a gate that stays shut",
            format!(
                "[gates.{id}]\nname = \"Gate\"\nholder = \"turkiye\"\ntarget = \"eu\"\nfrom = \"maarat\"\nto = \"saraqib\"\nwhen = \"true\"\nhazard = 0\n"
            ),
        ),
        ("a meeting", format!("[meetings.{id}]\nname = \"Others\"\nbetween = [\"us\", \"eu\"]\n")),
        (
            "a trend",
            format!("[trends.{id}]\nname = \"Habit\"\nstart = 0\ntowards = \"displacement.current\"\ntime = 9\n"),
        ),
        (
            "a settlement",
            format!(
                "[settlements.{id}]\nname = \"Deal\"\nkind = \"other\"\nparties = [\"us\", \"eu\"]\nwhen = \"day > 3\"\ndeal = 0.1\nexit = 0.1\n"
            ),
        ),
        (
            "a sanction",
            format!(
                "[sanctions.{id}]\nname = \"Ban\"\nsender = \"us\"\ntarget = \"turkiye\"\nhazard = 0.1\nbite = 1\nself_cost = 1\n"
            ),
        ),
    ]
}

#[test]
fn bystanders_change_nothing() {
    let base = tape(IDLIB, &[]);
    for id in ["aaa", "zzz"] {
        for (what, addition) in bystanders(id) {
            base.assert_within(
                &tape(&format!("{IDLIB}\n{addition}"), &[]),
                0,
                &format!("with {what} called {id}"),
                |_| false,
            );
        }
    }
}

#[test]
fn a_border_that_nobody_reaches_changes_nothing() {
    let base = tape(IDLIB, &[]);
    for id in ["aaa", "zzz"] {
        let zone = format!("[zones.{id}]\nname = \"Elsewhere\"\nresidents = 0\nlatitude = 1\nlongitude = 1\n");
        let border = format!(
            "[borders.{id}]\nname = \"Elsewhere\"\nfrom = []\nto = \"{id}\"\nhost = \"us\"\nopen = 0\nfull_pressure = 1\n"
        );
        base.assert_within(
            &tape(&format!("{IDLIB}\n{zone}{border}"), &[]),
            0,
            &format!("with a border called {id}"),
            |_| false,
        );
    }
}

#[test]
fn outcomes_and_questions_change_nothing() {
    let without = IDLIB.split("# Outcomes\n").next().unwrap_or_default();
    tape(without, &[]).assert_within(&tape(IDLIB, &[]), 0, "with outcomes and questions", |_| false);
}

/// Changes that can only reach what is named.
const LOCAL: [(&str, &[&str]); 5] = [
    ("observers.ocha.share=2", &["observers.ocha.reported"]),
    ("observers.sohr_government.lag=30", &["observers.sohr_government.reported"]),
    (
        "accidents.russia_turkiye.war=1",
        &["russia_turkiye_war", "question.russia_turkiye_war", "accidents.russia_turkiye.war"],
    ),
    ("events.article_4.hazard=0.01", &["events.article_4"]),
    (
        "instruments.patriots.share=0.1",
        &["instruments.patriots.contribution", "instruments.caatsa.contribution", "leverage.us.turkiye.total"],
    ),
];

#[test]
fn a_change_reaches_only_what_it_can() {
    let base = tape(IDLIB, &[]);
    for (change, reached) in LOCAL {
        let variant = tape(IDLIB, &[change]);
        base.assert_within(&variant, 0, change, |id| reached.contains(&id));
        assert!(
            base.values().zip(variant.values()).any(|(one, other)| one.to_bits() != other.to_bits()),
            "{change} has no effect"
        );
    }
}

/// Changes that act only once an event has happened: until its day every series of a replicate keeps its bits.
const WAITING: [(&str, &str); 6] = [
    ("parameters.displacement.returning=0", "agreements.ceasefire.took_hold"),
    ("parameters.ceasefire.durable_scale=10", "agreements.ceasefire.took_hold"),
    ("parameters.combat.durable_truce=0.5", "agreements.ceasefire.took_hold"),
    ("parameters.belief.missed=3", "ultimatums.end_of_month.missed"),
    ("parameters.audience.ultimatum=1", "ultimatums.end_of_month.issued"),
    ("supports.russian_air.yielded=0", "actors.turkiye.sustained_operation"),
];

#[test]
fn a_cause_comes_before_its_effects() {
    let base = tape(IDLIB, &[]);
    for (change, watch) in WAITING {
        let variant = tape(IDLIB, &[change]);
        let mut later = 0;
        for (replicate, first_day) in base.first_days(watch).iter().enumerate() {
            for series in base.series() {
                for day in 0..base.days {
                    let (one, other) = (base.on(series, day)[replicate], variant.on(series, day)[replicate]);
                    let before = (day as f64) < *first_day;
                    assert!(
                        !before || one.to_bits() == other.to_bits(),
                        "{change}: {series} differs on day {day} of replicate {replicate}, before {watch} on {first_day}"
                    );
                    later += usize::from(one.to_bits() != other.to_bits());
                }
            }
        }
        assert!(later > 0, "{change} has no effect");
    }
}
