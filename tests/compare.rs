//! `flashpoint compare` as a user runs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use flashpoint::record::Comparison;
use serde_json::Value;

const STARTER: &str = "src/cli/starter.toml";
const IDLIB: &str = "idlib_escalation";

fn flashpoint(arguments: &[&str]) -> Output {
    Command::cargo_bin("flashpoint").unwrap().args(arguments).env_remove("NO_COLOR").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn compare(sides: &[&str], out: &Path) -> Output {
    let mut arguments = vec!["compare"];
    arguments.extend(sides);
    arguments.extend(["-n", "64", "--quiet", "--out", out.to_str().unwrap()]);
    let output = flashpoint(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    output
}

/// The folder of the only comparison, and the names of its files.
fn folder(out: &Path) -> (PathBuf, Vec<String>) {
    let mut folders = fs::read_dir(out.join("comparisons")).unwrap().map(|entry| entry.unwrap().path());
    let folder = folders.next().unwrap();
    assert!(folders.next().is_none());
    let entries = fs::read_dir(&folder).unwrap().chain(fs::read_dir(folder.join("charts")).unwrap());
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    (folder, names)
}

/// The message of a command line that makes no sense.
fn refused(arguments: &[&str], code: i32) -> String {
    let mut all = vec!["compare"];
    all.extend(arguments);
    all.extend(["-n", "16", "--quiet"]);
    let output = flashpoint(&all);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(code), ""), "{}", text(&output.stderr));
    text(&output.stderr)
}

#[test]
fn two_settings_leave_sentences_tables_and_charts() {
    let root = tempfile::tempdir().unwrap();
    let sets = ["--set", "actors.velmar.choice.stake=1.7", "--set", "forces.ostland_brigade.strength=9000"];
    let shown = text(&compare(&[&[STARTER], sets.as_slice()].concat(), root.path()).stdout);
    for needed in
        ["How it comes about", "Because of that alone", "By change", "By mechanism", "A typical pair", "gain: how many"]
    {
        assert!(shown.contains(needed), "{needed}: {shown}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    let (folder, names) = folder(root.path());
    let tables = ["chain", "changes", "contributions", "outcomes", "parting", "parting_days", "story"];
    for table in tables {
        assert!(names.contains(&format!("{table}.csv")) && names.contains(&format!("{table}.parquet")), "{table}");
    }
    for chart in ["chain.svg", "contributions.png", "differences.svg"] {
        assert!(names.iter().any(|name| name == chart), "{chart}: {names:?}");
    }
    let read: Comparison = serde_json::from_slice(&fs::read(folder.join("comparison.json")).unwrap()).unwrap();
    assert_eq!(folder.file_name().unwrap().to_str(), Some(read.id.as_str()));
    assert_eq!(read.changes.iter().map(|change| change.values.len()).collect::<Vec<_>>(), [1, 1]);
    let before = fs::read(folder.join("charts/chain.svg")).unwrap();
    let drawn = root.path().join("again");
    let plotted = flashpoint(&["plot", folder.to_str().unwrap(), "--out", drawn.to_str().unwrap()]);
    assert_eq!(plotted.status.code(), Some(0), "{}", text(&plotted.stderr));
    assert_eq!(fs::read(drawn.join("chain.svg")).unwrap(), before, "charts come from the document alone");
}

#[test]
fn a_lever_is_split_and_json_says_the_same() {
    let root = tempfile::tempdir().unwrap();
    let arguments = [IDLIB, "--lever", "russian_air=stood_back", "--outcome", "displaced_5_march", "--json"];
    let printed: Value = serde_json::from_slice(&compare(&arguments, root.path()).stdout).unwrap();
    let ids: Vec<&str> =
        printed["changes"].as_array().unwrap().iter().map(|change| change["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["supports.russian_air.start", "supports.russian_air.operating", "supports.russian_air.idle"]);
    let outcomes = printed["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), 1);
    assert!(outcomes[0]["difference"]["value"].as_f64().unwrap() < -100_000.0, "{}", outcomes[0]);
    assert_eq!(printed["folder"].as_str(), folder(root.path()).0.to_str());
}

#[test]
fn the_sides_can_be_turned_round() {
    let root = tempfile::tempdir().unwrap();
    let there = compare(&[IDLIB, "--lever", "border=opened", "--no-why", "--json"], root.path());
    let back = compare(&[IDLIB, "--from-lever", "border=opened", "--no-why", "--json"], root.path());
    let [there, back] = [there, back].map(|output| serde_json::from_slice::<Value>(&output.stdout).unwrap());
    for (one, other) in there["outcomes"].as_array().unwrap().iter().zip(back["outcomes"].as_array().unwrap()) {
        assert_eq!((&one["means"][0], &one["means"][1]), (&other["means"][1], &other["means"][0]));
        assert_eq!(one["directions"]["higher"], other["directions"]["lower"]);
    }
    assert_eq!(there["parting"], Value::Null);
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_reason() {
    let same = refused(&[IDLIB], 2);
    assert!(same.contains("both sides are the same") && same.contains("--lever"), "{same}");
    assert!(refused(&[IDLIB, "--lever", "border=closed"], 2).contains("both sides are the same"), "the default option");
    let twice = refused(&[IDLIB, IDLIB], 2);
    assert!(twice.contains("both sides are the same"), "{twice}");
    let unknown = refused(&[IDLIB, "--lever", "russian_ari=stood_back"], 3);
    assert!(unknown.contains("russian_ari") && unknown.contains("russian_air"), "{unknown}");
    let outcome = refused(&[IDLIB, "--lever", "border=opened", "--outcome", "displaced_5_marc"], 2);
    assert!(outcome.contains("displaced_5_marc") && outcome.contains("displaced_5_march"), "{outcome}");
    let both = ["--outcome", "displaced_5_march", "--outcome", "displaced_5_march"];
    assert!(refused(&[&[IDLIB, "--lever", "border=opened"], both.as_slice()].concat(), 2).contains("twice"));
    assert!(refused(&[IDLIB, "nowhere.toml"], 6).contains("nowhere.toml"));
}

#[test]
fn origins_are_compared_as_far_as_they_go() {
    let root = tempfile::tempdir().unwrap();
    let shown = text(&compare(&["karabakh_ceasefire", "karabakh_1_november"], root.path()).stdout);
    assert!(shown.contains("The sides play different days"), "{shown}");
    assert!(shown.contains("Not compared") && !shown.contains("How it comes about"), "{shown}");
}
