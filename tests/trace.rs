//! The story of a replicate: true to the ensemble, complete, and readable.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic as tests may")]

use std::collections::BTreeSet;
use std::path::Path;

use flashpoint::diagnostic::Style;
use flashpoint::engine::trace::{Story, motives};
use flashpoint::engine::{Plan, Player, Recorder};
use flashpoint::numeric::{LaneProgram, Real, dispatch};
use flashpoint::scenario::build::build;
use flashpoint::scenario::{Loaded, load, load_text};

const PASSES: &str = include_str!("data/passes.toml");

fn compiled(loaded: Loaded) -> Plan {
    let mut report = loaded.report;
    let plan = loaded.file.and_then(|file| build(&file, &mut report));
    plan.unwrap_or_else(|| panic!("{}", flashpoint::diagnostic::render(&report, &loaded.sources, Style::Plain)))
}

fn passes() -> Plan {
    compiled(load_text("passes.toml", PASSES, &[]))
}

fn idlib(overrides: &[&str]) -> Plan {
    bundled("idlib_escalation", overrides)
}

fn bundled(scenario: &str, overrides: &[&str]) -> Plan {
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(scenario).with_extension("toml");
    compiled(load(&path, &overrides))
}

/// Plays replicates in lanes and keeps their outcomes, replicate by replicate.
struct InLanes<'p> {
    plan: &'p Plan,
    seed: u64,
    replicates: u64,
}

impl LaneProgram for InLanes<'_> {
    type Output = Vec<Vec<f64>>;

    fn run<R: Real>(self) -> Vec<Vec<f64>> {
        let mut player = Player::<R>::new(self.plan, self.seed, false);
        let mut all = Vec::new();
        for first in (0..self.replicates).step_by(R::LANES) {
            let mut lanes = Lanes(vec![Vec::new(); R::LANES]);
            player.play(first, &mut lanes);
            all.extend(lanes.0);
        }
        all
    }
}

struct Lanes(Vec<Vec<f64>>);

impl Recorder for Lanes {
    fn series<R: Real>(&mut self, _series: usize, _day: usize, _values: R) {}

    fn outcome<R: Real>(&mut self, _outcome: usize, values: R) {
        for (lane, outcomes) in self.0.iter_mut().enumerate() {
            outcomes.push(values.lane(lane));
        }
    }

    fn first_day<R: Real>(&mut self, _watch: usize, _days: R) {}
}

/// The kinds of line in a story's JSON, each line parsed.
fn kinds(story: &Story) -> BTreeSet<String> {
    let lines = story.json_lines().unwrap();
    let objects = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    objects.map(|object| object["kind"].as_str().unwrap().to_string()).collect()
}

#[test]
fn a_story_ends_as_its_replicate_does_in_the_ensemble() {
    for plan in [passes(), idlib(&[])] {
        let outcomes = dispatch(InLanes { plan: &plan, seed: 3, replicates: 32 });
        for (replicate, expected) in (0..).zip(outcomes) {
            let told: Vec<f64> =
                Story::of(&plan, 3, replicate, false).endings.iter().map(|ending| ending.value).collect();
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&told), bits(&expected), "replicate {replicate} of {}", plan.title);
        }
    }
}

#[test]
fn motives_add_up_to_the_utility_they_explain() {
    let plan = idlib(&[]);
    let mut player = Player::<f64>::new(&plan, 1, false);
    for replicate in 0..5 {
        player.start(replicate);
        for day in 0..plan.model.calendar.days {
            let mut morning = player.world().clone();
            morning.prepare(day);
            let motives = motives(&morning);
            player.step(day);
            for (id, chooser) in plan.model.choosers.ids().zip(plan.model.choosers.iter()) {
                for rung in chooser.lowest..=chooser.highest {
                    let utility = player.world().choice.utility[id][rung];
                    let sum: f64 = motives.iter().map(|(_, table)| table[id][rung]).sum();
                    assert!((sum - utility).abs() < 1e-9, "day {day}, rung {rung}: {sum} is not {utility}");
                }
            }
        }
    }
}

#[test]
fn every_decision_is_on_the_best_rung_it_weighed() {
    let plan = passes();
    let mut decisions = 0;
    for replicate in 0..40 {
        let lines = Story::of(&plan, 1, replicate, false).json_lines().unwrap();
        let objects = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        for decision in objects.filter(|object| object["kind"] == "decision") {
            let score =
                |option: &serde_json::Value| option["utility"].as_f64().unwrap() + option["taste"].as_f64().unwrap();
            let options = decision["options"].as_array().unwrap();
            let best = options.iter().max_by(|one, other| score(one).total_cmp(&score(other))).unwrap();
            assert_eq!(best["rung"], decision["to"], "replicate {replicate}: {decision}");
            decisions += 1;
        }
    }
    assert!(decisions > 500, "{decisions} decisions");
}

#[test]
fn every_kind_of_occurrence_is_told() {
    let mut told = BTreeSet::new();
    let plan = idlib(&[]);
    for replicate in 0..200 {
        let story = Story::of(&plan, 1, replicate, false);
        told.extend(kinds(&story));
        assert!(story.text(100, Style::Plain).lines().count() > 20);
    }
    // A protector without fear in a dangerous sky shows what a single history rarely does.
    let fearless = idlib(&[
        "parameters.ladder_posture_cost.sustained_operation=0",
        "parameters.choice.protector_war_loss=0",
        "parameters.choice.attacker_war_loss=0",
        "parameters.accident.base=0.05",
        "accidents.russia_turkiye.war=0.5",
    ]);
    for replicate in 0..100 {
        told.extend(kinds(&Story::of(&fearless, 1, replicate, false)));
    }
    let expected = "accident axis_finished border_pressure day_of_flight decision demand_met displacement_milestone event gate_turned \
        heavy_combat help_answered help_requested incident leverage meeting_called meeting_held operation_began operation_ended outcomes \
        posts_cut_off replicate settlement_abandoned settlement_concluded signal_sent stand_down stepped_aside stepped_back \
        truce_declared truce_failed truce_took_hold ultimatum_issued ultimatum_kept ultimatum_missed war zone_captured \
        zone_regained";
    let expected: BTreeSet<String> = expected.split_whitespace().map(String::from).collect();
    assert_eq!(told, expected);
}

#[test]
fn ground_that_is_given_up_is_not_told_as_taken() {
    let cases = [
        ("karabakh_ceasefire", "zone_handed_over", " is handed over to Azerbaijan under the ceasefire; "),
        ("assad_collapse", "zone_fell", " falls to HTS-led; "),
    ];
    for (scenario, kind, words) in cases {
        let plan = bundled(scenario, &[]);
        let stories = || (0..20).map(|replicate| Story::of(&plan, 1, replicate, false));
        assert!(stories().any(|story| kinds(&story).contains(kind)), "{scenario} has no {kind}");
        assert!(stories().any(|story| story.text(100, Style::Plain).replace('\n', " ").contains(words)), "{words}");
    }
}

#[test]
fn lines_are_dated_in_order_and_name_what_they_are_about() {
    let plan = passes();
    let story = Story::of(&plan, 1, 0, false);
    let lines = story.json_lines().unwrap();
    let objects: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&objects[0]["kind"], &objects[objects.len() - 1]["kind"]), (&"replicate".into(), &"outcomes".into()));
    let dated = &objects[1..objects.len() - 1];
    assert_eq!(dated.len(), story.entries.len());
    assert!(dated.windows(2).all(|pair| pair[0]["day"].as_u64() <= pair[1]["day"].as_u64()));
    let called = dated.iter().find(|object| object["kind"] == "meeting_called" && object["scheduled"] == true).unwrap();
    assert_eq!(
        (&called["date"], &called["on"], &called["meeting"]["id"]),
        (&"2030-04-10".into(), &"2030-04-20".into(), &"lake_steppe".into())
    );
}

#[test]
fn a_window_leaves_out_what_lies_outside() {
    let story = Story::of(&passes(), 1, 0, false);
    let whole = story.entries.len();
    let story = story.between(10, 30);
    assert!(!story.entries.is_empty() && story.entries.len() < whole);
    assert!(story.entries.iter().all(|entry| (10..=30).contains(&entry.day)));
    assert!(story.text(100, Style::Plain).contains("11 Mar 2030 to 31 Mar 2030"));
}

#[test]
fn no_line_is_wider_than_asked_and_no_letter_acts_on_the_terminal() {
    let mut plan = passes();
    plan.title = "Bell \u{7} and \u{1b}[2J".into();
    let story = Story::of(&plan, 1, 2, false);
    let text = story.text(60, Style::Plain);
    assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
    assert!(!text.contains(['\u{7}', '\u{1b}']));
    assert!(story.text(60, Style::Colour).contains("\u{1b}[1m"));
}

#[test]
fn the_story_of_the_passes() {
    let story = Story::of(&passes(), 1, 0, false).without_minor();
    insta::assert_snapshot!("passes", story.text(100, Style::Plain));
}

#[test]
fn the_end_of_a_regime_is_told() {
    let overrides = ["regimes.government.margin=-0.3", "parameters.choice.epoch=0.5"].map(String::from);
    let plan = compiled(load_text("regime.toml", include_str!("engine/regime.toml"), &overrides));
    let mut told = BTreeSet::new();
    for replicate in 0..20 {
        let story = Story::of(&plan, 1, replicate, false);
        told.extend(kinds(&story));
        assert!(story.text(100, Style::Plain).contains("Government falls: its army is gone"));
    }
    for kind in ["garrison_dissolved", "regime_fell", "patron_moved"] {
        assert!(told.contains(kind), "{kind} is not among {told:?}");
    }
}

#[test]
fn deals_walk_outs_and_sanctions_are_told() {
    let text = format!(
        "{PASSES}\n\
         [settlements.deal]\nname = \"Deal\"\nkind = \"other\"\nparties = [\"steppe\", \"lakeland\"]\nwhen = \"day >= 2\"\ndeal = 10\nexit = 0\n\
         [settlements.quarrel]\nname = \"Quarrel\"\nkind = \"other\"\nparties = [\"steppe\", \"lakeland\"]\nwhen = \"day >= 3\"\ndeal = 0\nexit = 10\n\
         [sanctions.ban]\nname = \"Ban\"\nsender = \"steppe\"\ntarget = \"lakeland\"\nwhen = \"day >= 4\"\ncompliance = 10\nleverage_weight = 10\nbite = 0\nself_cost = 0\n"
    );
    let story = Story::of(&compiled(load_text("passes.toml", &text, &[])), 3, 0, false);
    let told: Vec<String> = story.entries.iter().map(|entry| entry.occurrence.to_string()).collect();
    for line in ["A deal is made: Deal.", "The bargain is abandoned: Quarrel."] {
        assert!(told.iter().any(|sentence| sentence == line), "{line}: {told:#?}");
    }
    for words in ["imposes sanctions on", "complies with the sanctions of"] {
        assert!(told.iter().any(|sentence| sentence.contains(words)), "{words}: {told:#?}");
    }
    let politics = ["settlement_concluded", "settlement_abandoned", "sanction_imposed", "sanction_complied"];
    assert!(politics.iter().all(|kind| kinds(&story).contains(*kind)));
}
