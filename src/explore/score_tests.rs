//! Scores against those reckoned from the replicates by hand.

use std::sync::atomic::AtomicBool;

use crate::engine::Plan;
use crate::ensemble::{Discard, Monitor, Reduced, Settings, run};
use crate::explore::{LIMIT, Scoring, report};
use crate::record::{Baseline, ObservationUse, Provenance, ScenarioScore};
use crate::scenario::{build::build, load_text};
use crate::statistics::{crps, quantiles};

const STARTER: &str = include_str!("../cli/starter.toml");

/// Questions and observations; with the origin on 5 April, those of the starter and 25 March are known before it.
const HISTORY: &str = r#"
[questions.fell]
statement = "Karsk falls by 20 May."
horizon = 2030-05-20
condition = "ever(zones.karsk.held, to 2030-05-20)"
resolved = true
base_rate = { value = 0.2, unit = "1", status = "judgement", source = "guess" }

[questions.crowd]
statement = "50 000 or more are displaced on 20 May."
horizon = 2030-05-20
condition = "at(displacement.cumulative, 2030-05-20) >= 50_000"
resolved = false

[questions.later]
statement = "Asked at another origin."
origin = 2030-05-01
horizon = 2030-05-20
condition = "at(displacement.cumulative, 2030-05-20) >= 50_000"
resolved = false
"#;

fn observed(series: &str, date: &str, value: f64, purpose: &str) -> String {
    format!(
        "[[observations]]\nseries = \"{series}\"\ndate = {date}\nvalue = {value}\nlow = -1\nhigh = 1e9\n\
         purpose = \"{purpose}\"\nstatus = \"judgement\"\nsource = \"guess\"\n"
    )
}

fn history() -> String {
    let observations = [
        observed("displacement.cumulative", "2030-03-25", 32_000.0, "calibrate"),
        observed("displacement.cumulative", "2030-04-05", 70_000.0, "validate"),
        observed("displacement.cumulative", "2030-04-15", 90_000.0, "validate"),
        observed("displacement.cumulative", "2030-05-15", 120_000.0, "validate"),
        observed("displacement.cumulative", "2030-05-25", 150_000.0, "validate"),
        observed("displacement.current", "2030-04-15", 80_000.0, "calibrate"),
        observed("leverage.velmar.ostland.balance", "2030-04-15", -0.05, "validate"),
    ];
    format!("{HISTORY}\n{}", observations.concat())
}

fn plan(more: &str) -> Plan {
    let text = format!("{}\n{more}", STARTER.replace("origin = 2030-03-01", "origin = 2030-04-05"));
    let loaded = load_text("x.toml", &text, &[]);
    let mut report = loaded.report;
    let plan = loaded.file.and_then(|file| build(&file, &mut report));
    plan.unwrap_or_else(|| panic!("{:?}", report.sorted()))
}

fn play(plan: &Plan) -> Reduced {
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    run(plan, Settings::new(plan, 1, 200), &mut Discard, &monitor).unwrap()
}

fn provenance(run: &str) -> Provenance {
    Provenance {
        scenario: format!("starter_{run}"),
        title: "Starter".into(),
        scenario_hash: "0".into(),
        levers: Default::default(),
        overrides: Vec::new(),
        seed: 1,
        replicates: 200,
        failed: 0,
        version: "1".into(),
        commit: "1".into(),
        run_id: run.into(),
        marking: String::new(),
    }
}

fn scored() -> (Reduced, ScenarioScore) {
    let scoring = Scoring::new(plan(&history()));
    let reduced = play(scoring.plan());
    let score = scoring.score(&reduced, provenance("a"));
    (reduced, score)
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
}

#[test]
fn columns_for_scoring_change_no_replicate() {
    let plain = plan(&history());
    let (without, scoring) = (play(&plain), Scoring::new(plain.clone()));
    let with = play(scoring.plan());
    assert_eq!(with.columns[..plain.outcomes.len()], without.columns);
    assert_eq!((&with.days, &with.event_days), (&without.days, &without.event_days));
    assert!(with.columns.len() > plain.outcomes.len());
    // What an added column holds is what the expression language reads.
    let asked = "[outcomes.x]\nname = \"x\"\nexpression = \"at(displacement.cumulative, 2030-05-15)\"\n";
    let direct = play(&plan(&format!("{}\n{asked}", history())));
    let direct = &direct.columns[plain.outcomes.len() - plain.questions.len()];
    assert!(with.columns[plain.outcomes.len()..].contains(direct));
}

#[test]
fn questions_of_the_origin_are_scored_and_others_named() {
    let (_, score) = scored();
    let ids: Vec<&str> = score.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["fell", "crowd"]);
    assert_eq!((score.unresolved, score.other_origins.as_slice()), (2, &["later".to_string()][..]));
    let [fell, crowd] = score.questions.as_slice() else { panic!("two questions") };
    near(fell.brier, (1.0 - fell.probability) * (1.0 - fell.probability));
    near(crowd.brier, crowd.probability * crowd.probability);
    assert_eq!((fell.base_rate, fell.base_rate_given), (0.2, true));
    assert_eq!((crowd.base_rate, crowd.base_rate_given, crowd.base_rate_brier), (0.5, false, 0.25));
    near(fell.base_rate_brier, 0.64);
    near(score.means.brier.value, (fell.brier + crowd.brier) / 2.0);
    near(score.means.skill.value, 1.0 - (fell.brier + crowd.brier) / 0.89);
    let [low, high] = score.means.brier.interval;
    // Two questions: the resamples are both, or one of them twice.
    near(low, fell.brier.min(crowd.brier));
    near(high, fell.brier.max(crowd.brier));
}

#[test]
fn observations_are_scored_against_the_replicates_of_their_day() {
    let (reduced, score) = scored();
    let found = score.observations.iter().find(|own| own.value == 120_000.0).unwrap();
    let column = reduced.columns.iter().find(|column| crps(column, 120_000.0) == found.crps).unwrap();
    assert_eq!(found.quantiles[4], quantiles(column, &[0.5])[0]);
    assert!((0.0..=1.0).contains(&found.pit));
    let below = column.iter().filter(|value| **value < 120_000.0).count() as f64;
    assert!(found.pit * 201.0 >= below && found.pit * 201.0 <= below + 1.0, "no ties: {}", found.pit);
    assert!(score.observations.iter().all(|own| own.date >= score.origin), "the past is not scored");
    let negative = score.observations.iter().find(|own| own.value == -0.05).unwrap();
    assert!(negative.log_crps.is_finite() && negative.crps < 1.0);
}

#[test]
fn uses_are_kept_apart_and_baselines_know_the_past_alone() {
    let (_, score) = scored();
    let groups: Vec<(&str, ObservationUse, usize)> =
        score.series.iter().map(|row| (row.series.as_str(), row.purpose, row.calibration.observations)).collect();
    let expected = [
        ("displacement.cumulative", ObservationUse::Validate, 4),
        ("displacement.current", ObservationUse::Calibrate, 1),
        ("leverage.velmar.ostland.balance", ObservationUse::Validate, 1),
    ];
    assert_eq!(groups, expected);
    let cumulative = &score.series[0];
    let skill = |baseline: Baseline| &cumulative.skills[baseline as usize];
    // 60 000 was reported on 1 April, so the errors are 10 000, 30 000, 60 000 and 90 000.
    near(skill(Baseline::Persistence).error, 47_500.0);
    near(skill(Baseline::Persistence).skill.value, 1.0 - cumulative.crps / 47_500.0);
    // From 32 000 on 25 March to 60 000 on 1 April: 4 000 a day, so 76 000, 116 000, 236 000 and 276 000.
    near(skill(Baseline::Extrapolation).error, (6_000.0 + 26_000.0 + 116_000.0 + 126_000.0) / 4.0);
    let no_escalation = score.observations[0].baselines[Baseline::NoEscalation as usize];
    assert_eq!(no_escalation, score.observations[0].quantiles[4], "the median of the origin's own day");
    let [low, high] = skill(Baseline::Persistence).skill.interval;
    assert!(low <= skill(Baseline::Persistence).skill.value && skill(Baseline::Persistence).skill.value <= high);
    let current = &score.series[1];
    assert!(current.skills[0].error.is_nan() && current.skills[0].skill.value.is_nan(), "nothing was known of it");
    assert!(current.skills[2].error.is_finite() && current.skills[2].skill.interval[0].is_nan());
    assert_eq!(score.calibrations.iter().map(|own| own.calibration.observations).sum::<usize>(), 6);
}

#[test]
fn several_scenarios_are_resampled_whole() {
    let scoring = Scoring::new(plan(&history()));
    let reduced = play(scoring.plan());
    let scores: Vec<ScenarioScore> = ["a", "b", "c"].map(|run| scoring.score(&reduced, provenance(run))).into();
    let alone = report(scores[..1].to_vec());
    let all = report(scores);
    assert_eq!((alone.means.block.as_str(), alone.means.blocks), ("questions", 2));
    assert_eq!((all.means.block.as_str(), all.means.blocks, all.means.questions), ("scenarios", 3, 6));
    near(all.means.brier.value, alone.means.brier.value);
    let [low, high] = all.means.brier.interval;
    near(high - low, 0.0);
    near(
        all.murphy.reliability - all.murphy.resolution + all.murphy.uncertainty + all.murphy.within_bins,
        all.means.brier.value,
    );
    assert_eq!(all.notes[0], LIMIT);
    assert_ne!(all.id, alone.id);
}

#[test]
fn nothing_resolved_and_nothing_observed_is_nothing_to_score() {
    let late = plan("");
    assert!(Scoring::new(late).is_empty(), "the starter's observation lies before this origin");
    assert!(!Scoring::new(plan(HISTORY)).is_empty());
}
