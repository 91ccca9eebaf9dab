//! Comparisons of small scenarios, whole.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::diagnostic::Report;
use crate::ensemble::{Discard, Settings, run};
use crate::record::{ChangedValue, DecompositionMethod};
use crate::scenario::build::build;
use crate::scenario::{Sides, Variant, load_variant};

const STARTER: &str = include_str!("../../cli/starter.toml");

/// Things that act on nobody.
const ELSEWHERE: &str = "\n[actors.bystander]\nname = \"Bystander\"\nkind = \"state\"\n\n[[events]]\nid = \"rain\"\n\
                         name = \"Rain\"\nhazard = 0.1\n\n[zones.elsewhere]\nname = \"Elsewhere\"\nresidents = 5_000\n\
                         stayers = 1\nlatitude = 1\nlongitude = 1\n";

const PAIRING: Pairing = Pairing { seed: 3, replicates: 100, threads: Some(2) };

fn plan(path: &Path, variant: &Variant) -> Plan {
    let loaded = load_variant(path, variant);
    let mut report: Report = loaded.report;
    let plan = loaded.file.and_then(|file| build(&file, &mut report));
    plan.unwrap_or_else(|| panic!("{:?}", report.sorted()))
}

fn provenance(name: &str, replicates: u64) -> Provenance {
    Provenance {
        scenario: name.into(),
        title: name.into(),
        scenario_hash: String::new(),
        levers: Default::default(),
        overrides: Vec::new(),
        seed: PAIRING.seed,
        replicates,
        failed: 0,
        version: String::new(),
        commit: String::new(),
        run_id: name.into(),
        marking: String::new(),
    }
}

/// A variant by its overrides.
fn set(overrides: &[&str]) -> Variant {
    Variant { overrides: overrides.iter().map(ToString::to_string).collect(), ..Variant::default() }
}

/// Compares two texts.
fn compared(texts: [&str; 2], variants: [Variant; 2], pairing: Pairing) -> Comparison {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["a.toml", "b.toml"].map(|name| folder.path().join(name));
    paths.iter().zip(texts).for_each(|(path, text)| fs::write(path, text).unwrap());
    let [a, b] = [0, 1].map(|side| plan(&paths[side], &variants[side]));
    let sides = Sides::load((&paths[0], &variants[0]), (&paths[1], &variants[1])).unwrap();
    let change = |change: &crate::scenario::Change| ComparisonChange {
        id: change.id.clone(),
        label: change.label.clone(),
        values: change
            .settings
            .iter()
            .map(|setting| ChangedValue {
                path: setting.path.clone(),
                from: setting.from.clone(),
                to: setting.to.clone(),
            })
            .collect(),
    };
    let comparing = Comparing {
        plans: [a, b],
        sides: ["a", "b"].map(|name| provenance(name, pairing.replicates)),
        changes: sides.changes().map(change).collect(),
        variants: &|made| sides.plan(made),
        outcomes: Vec::new(),
        alike: sides.outcomes().to_vec(),
        why: true,
    };
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    compare(comparing, pairing, &monitor).unwrap()
}

fn with(overrides: &[&str]) -> Comparison {
    compared([STARTER; 2], [set(&[]), set(overrides)], PAIRING)
}

#[test]
fn a_side_against_itself_differs_in_nothing() {
    let found = with(&[]);
    assert!(!found.outcomes.is_empty() && found.changes.is_empty());
    for row in &found.outcomes {
        assert_eq!((row.difference.value, row.directions.equal, row.pairs), (0.0, 1.0, 100), "{}", row.outcome.id);
        assert!(row.difference.interval[0] <= 0.0 && row.difference.interval[1] >= 0.0);
    }
    let parting = found.parting.unwrap();
    assert_eq!((parting.parted, parting.same_outcomes, parting.causes.len()), (0, 100, 0));
    assert!(found.chain.is_empty() && found.story.is_none());
    let by_mechanism = found.by_mechanism.unwrap();
    let all = by_mechanism.outcomes.iter().flat_map(|row| &row.parts);
    assert!(all.into_iter().all(|part| part.value == 0.0), "holding what is the same changes nothing");
}

#[test]
fn sides_are_what_a_run_of_each_is() {
    let overrides = ["actors.velmar.choice.stake=1.6"];
    let found = with(&overrides);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    fs::write(&path, STARTER).unwrap();
    for (side, variant) in [set(&[]), set(&overrides)].into_iter().enumerate() {
        let plan = plan(&path, &variant);
        let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
        let played = run(&plan, Settings::new(&plan, PAIRING.seed, 100), &mut Discard, &monitor).unwrap();
        for (outcome, column) in plan.outcomes.iter().zip(&played.columns).filter(|(one, _)| one.info.unit != "days") {
            let row = found.outcomes.iter().find(|row| row.outcome.id == outcome.info.id).unwrap();
            assert_eq!(row.means[side], crate::statistics::mean(column).mean, "{}", outcome.info.id);
        }
    }
}

#[test]
fn threads_change_nothing() {
    let play = |threads| {
        let pairing = Pairing { replicates: 77, threads: Some(threads), ..PAIRING };
        let overrides = set(&["actors.velmar.choice.stake=1.6", "forces.ostland_brigade.strength=9000"]);
        compared([STARTER; 2], [set(&[]), overrides], pairing)
    };
    // As text, because NaN is not equal to itself.
    let [one, three] = [1, 3].map(|threads| serde_json::to_string(&play(threads)).unwrap());
    assert_eq!(one, three);
}

#[test]
fn contributions_add_up_and_what_does_not_matter_contributes_nothing() {
    let overrides =
        ["actors.velmar.choice.stake=1.6", "forces.ostland_brigade.strength=9000", "parameters.sanction.harm=0.5"];
    let overrides: Vec<&str> = overrides[..2].iter().copied().chain(["zones.ostland_side.latitude=45.8"]).collect();
    let found = with(&overrides);
    let parting = found.parting.as_ref().unwrap();
    assert!(parting.parted > 50, "{}", parting.parted);
    let headline = found.headline().unwrap().outcome.id.clone();
    for (found, exact) in [(found.by_change.unwrap(), &found.outcomes), (found.by_mechanism.unwrap(), &found.outcomes)]
    {
        assert_eq!((found.method, found.pairs), (DecompositionMethod::Exact, 100));
        for (row, difference) in found.outcomes.iter().zip(exact) {
            let sum: f64 = row.parts.iter().map(|part| part.value).sum();
            let scale = difference.means[0].abs().max(1.0);
            assert!((sum - difference.difference.value).abs() < 1e-9 * scale, "{}: {sum}", row.outcome);
        }
        let idle = found.parts.iter().position(|part| part.id == "zones.ostland_side.latitude");
        if let Some(idle) = idle {
            assert!(found.outcomes.iter().all(|row| row.parts[idle].value == 0.0));
            assert!(found.of(&headline).unwrap().parts.iter().any(|part| part.value != 0.0));
        }
    }
}

#[test]
fn a_change_elsewhere_parts_nothing() {
    let other = format!("{STARTER}{ELSEWHERE}");
    let found = compared([STARTER, &other], [set(&[]), set(&[])], PAIRING);
    let mut ids: Vec<&str> = found.changes.iter().map(|change| change.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["actors.bystander", "events.rain", "zones.elsewhere"]);
    let parting = found.parting.unwrap();
    assert_eq!((parting.parted, parting.same_outcomes), (0, 100));
    assert!(found.outcomes.iter().all(|row| row.directions.equal == 1.0));
    // Worlds of different entities cannot lend each other their state.
    assert!(found.by_mechanism.is_none() && found.notes.iter().any(|note| note.contains("same entities")));
}

#[test]
fn what_is_set_on_day_0_is_no_parting() {
    let found = with(&["actors.ostland.choice.start=proxy_surge"]);
    let parting = found.parting.unwrap();
    assert!(parting.parted > 0);
    assert!(parting.by_day[0] < parting.parted / 2, "most histories go on alike on the day after");
}

#[test]
fn other_days_are_compared_as_far_as_both_go() {
    let later = STARTER.replace("end = 2030-06-28", "end = 2030-05-28");
    assert_ne!(later, STARTER);
    let found = compared([STARTER, &later], [set(&[]), set(&[])], PAIRING);
    assert!(found.parting.is_none() && found.by_change.is_none() && found.chain.is_empty());
    assert!(found.notes.iter().any(|note| note.contains("different days")), "{:?}", found.notes);
}

#[test]
fn outcomes_defined_otherwise_are_named_and_left_out() {
    let other = STARTER.replace("\n[outcomes.", "\n[outcomes.new_");
    let found = compared([STARTER, &other], [set(&[]), set(&["actors.velmar.choice.stake=1.2"])], PAIRING);
    assert!(found.outcomes.iter().all(|row| row.outcome.id.starts_with("question.")));
    assert!(found.notes.iter().any(|note| note.contains("do not define them alike")), "{:?}", found.notes);
}

#[test]
fn many_changes_are_told_apart_by_a_sample_of_orders() {
    let overrides = [
        "actors.velmar.choice.stake=1.6",
        "actors.ostland.choice.stake=0.9",
        "actors.velmar.choice.cost_sensitivity=0.2",
        "forces.velmar_army.strength=21000",
        "forces.league_fighters.strength=11000",
        "forces.ostland_brigade.strength=9000",
        "supports.morland_air.power=0.4",
    ];
    let found = with(&overrides);
    let by_change = found.by_change.unwrap();
    assert_eq!((by_change.method, by_change.parts.len()), (DecompositionMethod::SampledOrders, 7));
    for (row, difference) in by_change.outcomes.iter().zip(&found.outcomes) {
        assert!((row.difference - difference.difference.value).abs() < 1e-6 * difference.means[0].abs().max(1.0));
    }
}

#[test]
fn pairing_saves_replicates() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/karabakh_ceasefire.toml");
    let lever = Variant { levers: vec!["turkish_support=drones_only".into()], ..Variant::default() };
    let [a, b] = [Variant::default(), lever].map(|variant| plan(&path, &variant));
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    let pairing = Pairing { seed: 5, replicates: 400, threads: None };
    let comparing = Comparing {
        alike: a.outcomes.iter().map(|outcome| outcome.info.id.clone()).collect(),
        plans: [a.clone(), b.clone()],
        sides: ["a", "b"].map(|name| provenance(name, pairing.replicates)),
        changes: Vec::new(),
        variants: &|_| Err(String::new()),
        outcomes: Vec::new(),
        why: false,
    };
    let found = compare(comparing, pairing, &monitor).unwrap();
    // The same, with another seed on side B.
    let play = |plan: &Plan, seed| run(plan, Settings::new(plan, seed, 400), &mut Discard, &monitor).unwrap().columns;
    let [one, other] = [play(&a, 5), play(&b, 6)];
    for (index, row) in found.outcomes.iter().enumerate().filter(|(_, row)| row.outcome.id.contains("dead")) {
        let independent = crate::statistics::variance_of_difference(&one[index], &other[index]);
        let paired = row.standard_error * row.standard_error * 400.0;
        let ratio = independent / paired;
        assert!(row.gain > 3.0, "{}: {}", row.outcome.id, row.gain);
        assert!((ratio / row.gain - 1.0).abs() < 0.35, "{}: measured {ratio}, told {}", row.outcome.id, row.gain);
    }
}
