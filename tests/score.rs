//! `flashpoint score` as a user runs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use flashpoint::record::ScoreReport;
use serde_json::Value;

const IDLIB: &str = "idlib_escalation";
const STARTER: &str = "src/cli/starter.toml";
const LIMIT: &str = "cannot validate a general theory";

fn flashpoint(arguments: &[&str]) -> Output {
    Command::cargo_bin("flashpoint").unwrap().args(arguments).env_remove("NO_COLOR").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn score(scenarios: &[&str], out: &Path, more: &[&str]) -> Output {
    let mut arguments = vec!["score"];
    arguments.extend(scenarios);
    arguments.extend(["-n", "64", "--quiet", "--out", out.to_str().unwrap()]);
    arguments.extend(more);
    let output = flashpoint(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    output
}

/// The folder of the only scoring, and the names of its files.
fn folder(out: &Path) -> (PathBuf, Vec<String>) {
    let mut folders = fs::read_dir(out.join("scores")).unwrap().map(|entry| entry.unwrap().path());
    let folder = folders.next().unwrap();
    assert!(folders.next().is_none());
    let entries = fs::read_dir(&folder).unwrap().chain(fs::read_dir(folder.join("charts")).unwrap());
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    (folder, names)
}

#[test]
fn idlib_is_scored_with_tables_charts_and_the_warning() {
    let root = tempfile::tempdir().unwrap();
    let shown = text(&score(&[IDLIB], root.path(), &[]).stdout);
    for needed in [LIMIT, "Base rate", "one half", "Displaced now", "no escalation", "calibrate", "reliability"] {
        assert!(shown.contains(needed), "{needed}: {shown}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    let (folder, names) = folder(root.path());
    let expected = [
        "charts",
        "observations.csv",
        "observations.parquet",
        "questions.csv",
        "questions.parquet",
        "score.json",
        "score_idlib_escalation.png",
        "score_idlib_escalation.svg",
        "series.csv",
        "series.parquet",
        "skill.csv",
        "skill.parquet",
    ];
    assert_eq!(names, expected);
    let chart = fs::read_to_string(folder.join("charts/score_idlib_escalation.svg")).unwrap();
    assert!(chart.contains(LIMIT) && !chart.contains("NaN"));
    let report: ScoreReport = serde_json::from_slice(&fs::read(folder.join("score.json")).unwrap()).unwrap();
    let csv = fs::read_to_string(folder.join("questions.csv")).unwrap();
    assert_eq!(csv.lines().count(), 1 + report.means.questions);
    assert!(csv.starts_with("scenario,question,statement,horizon,probability,standard_error,happened,brier"), "{csv}");
}

#[test]
fn probabilities_and_run_are_those_of_a_run() {
    let root = tempfile::tempdir().unwrap();
    let scored: Value = serde_json::from_slice(&score(&[IDLIB], root.path(), &["--json"]).stdout).unwrap();
    let run = flashpoint(&[
        "run",
        IDLIB,
        "-n",
        "64",
        "--json",
        "--quiet",
        "--no-charts",
        "--out",
        root.path().to_str().unwrap(),
    ]);
    let run: Value = serde_json::from_slice(&run.stdout).unwrap();
    let scenario = &scored["scenarios"][0];
    assert_eq!(scenario["provenance"], run["provenance"]);
    let answers = run["questions"].as_array().unwrap();
    let questions = scenario["questions"].as_array().unwrap();
    assert!(questions.len() > 10);
    for question in questions {
        let answer = answers.iter().find(|answer| answer["id"] == question["id"]).unwrap();
        assert_eq!(question["probability"], answer["probability"], "{question}");
        assert_eq!(question["happened"], answer["resolved"], "{question}");
    }
}

#[test]
fn the_same_seed_gives_the_same_scores_on_any_number_of_threads() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    score(&[IDLIB], one.path(), &["--threads", "1"]);
    score(&[IDLIB], other.path(), &["--threads", "3"]);
    let ((one, names), (other, same)) = (folder(one.path()), folder(other.path()));
    assert_eq!((one.file_name(), &names), (other.file_name(), &same));
    for name in names.iter().filter(|name| name.contains('.') && !name.starts_with("score_")) {
        assert!(fs::read(one.join(name)).unwrap() == fs::read(other.join(name)).unwrap(), "{name}");
    }
}

#[test]
fn several_scenarios_are_put_together() {
    let root = tempfile::tempdir().unwrap();
    let shown = text(&score(&[IDLIB, STARTER], root.path(), &[]).stdout);
    assert!(shown.contains("All 2 scenarios") && shown.contains(LIMIT), "{shown}");
    // The starter's questions are open, so that only one scenario has scored ones.
    assert!(shown.contains("Not scored, because history has not answered: 2 questions"), "{shown}");
    let (folder, names) = folder(root.path());
    assert!(names.contains(&"score_starter.svg".to_string()), "{names:?}");
    let csv = fs::read_to_string(folder.join("series.csv")).unwrap();
    assert!(csv.contains("\nstarter,displacement.cumulative,") && csv.contains("\nidlib_escalation,"), "{csv}");
}

#[test]
fn mistakes_are_told() {
    let root = tempfile::tempdir().unwrap();
    let silent = root.path().join("silent.toml");
    let starter = fs::read_to_string(STARTER).unwrap();
    fs::write(&silent, starter.split("[[observations]]").next().unwrap()).unwrap();
    let out = root.path().join("out");
    let cases: [(&[&str], i32, &str); 5] = [
        (&["score"], 2, "SCENARIO"),
        (&["score", IDLIB, "-n", "1"], 2, "1"),
        (&["score", IDLIB, IDLIB], 2, "twice"),
        (&["score", "no_such_scenario"], 6, "no_such_scenario"),
        (&["score", silent.to_str().unwrap()], 3, "nothing to score"),
    ];
    for (arguments, expected, word) in cases {
        let output = flashpoint(&[arguments, &["--out", out.to_str().unwrap()]].concat());
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(word), "{arguments:?}: {}", text(&output.stderr));
    }
    assert!(!out.exists());
}
