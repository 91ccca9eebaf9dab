//! `flashpoint discover` as a user runs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use flashpoint::record::DiscoveryReport;

const TABLE: &str = "tests/data/oracles/bryant_lempert.csv";
const TARGET: &str = "Greater than 90%";

fn flashpoint(arguments: &[&str]) -> Output {
    Command::cargo_bin("flashpoint").unwrap().args(arguments).env_remove("NO_COLOR").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn discover(source: &str, target: &str, out: &Path, more: &[&str]) -> Output {
    let mut arguments = vec!["discover", source, "--target", target, "--quiet", "--out", out.to_str().unwrap()];
    arguments.extend(more);
    flashpoint(&arguments)
}

/// The folder of the only discovery.
fn folder(out: &Path) -> PathBuf {
    let mut folders = fs::read_dir(out.join("discovery")).unwrap().map(|entry| entry.unwrap().path());
    let folder = folders.next().unwrap();
    assert!(folders.next().is_none());
    folder
}

fn report(folder: &Path) -> DiscoveryReport {
    serde_json::from_str(&fs::read_to_string(folder.join("discovery.json")).unwrap()).unwrap()
}

#[test]
fn the_box_of_bryant_and_lempert_is_found_in_their_table() {
    let root = tempfile::tempdir().unwrap();
    let output = discover(TABLE, TARGET, root.path(), &["--method", "both", "--boxes", "1"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let shown = text(&output.stdout);
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    let folder = folder(root.path());
    let report = report(&folder);
    let found = &report.discovery.boxes[0];
    let names: Vec<&str> = found.restrictions.iter().map(|own| own.input.as_str()).collect();
    assert_eq!(names, ["Total biomass", "Demand elasticity", "Biomass backstop price"]);
    assert!(found.density.value > 0.7 && found.coverage.value > 0.65, "{}", found.sentence);
    let words: Vec<&str> = found.sentence.split(' ').collect();
    assert!(words.iter().all(|word| shown.contains(word)), "{shown}");
    for name in ["boxes", "restrictions", "tests", "trajectory", "leaves", "pruning"] {
        assert!(folder.join(format!("{name}.csv")).is_file() && folder.join(format!("{name}.parquet")).is_file());
    }
    for name in ["trade_off", "box"] {
        let path = folder.join(format!("charts/{name}.svg"));
        let drawn = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let plotted = flashpoint(&["plot", folder.to_str().unwrap()]);
        assert_eq!(plotted.status.code(), Some(0), "{}", text(&plotted.stderr));
        assert_eq!(fs::read(&path).unwrap(), drawn);
    }
}

#[test]
fn the_report_is_the_same_on_any_number_of_threads() {
    let roots = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for (root, threads) in roots.iter().zip(["1", "3"]) {
        let output = discover(TABLE, TARGET, root.path(), &["--threads", threads, "--no-charts", "--boxes", "2"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    let documents = roots.map(|root| fs::read(folder(root.path()).join("discovery.json")).unwrap());
    assert!(documents[0] == documents[1]);
}

#[test]
fn a_scenario_is_played_first() {
    let root = tempfile::tempdir().unwrap();
    let more = ["-n", "400", "--halvings", "3", "--boxes", "1", "--json"];
    let output = discover("src/cli/starter.toml", "displaced top 30%", root.path(), &more);
    let shown: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    let report = report(&folder(root.path()));
    assert_eq!(shown["id"], report.id.as_str());
    assert_eq!((report.discovery.rows, report.provenance.replicates), (400, 400));
    assert_eq!(report.provenance.scenario, "starter");
    assert!(report.discovery.inputs.len() > 10);
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let root = tempfile::tempdir().unwrap();
    let cases: [(&str, &str, &[&str], i32, &str); 6] = [
        (TABLE, "Greater than 80%", &[], 6, "Greater than 90%"),
        (TABLE, "Greater than 90% > 1", &[], 2, "is no target"),
        (TABLE, "Greater than 90% >= 2", &[], 2, "no row is of interest"),
        (TABLE, TARGET, &["--alpha", "0.6"], 2, "below one half"),
        (TABLE, TARGET, &["--vary", "all"], 2, "are for scenarios"),
        ("no_such_folder.csv", TARGET, &[], 6, "no_such_folder.csv"),
    ];
    for (source, target, more, code, message) in cases {
        let output = discover(source, target, root.path(), more);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{target}: {error}");
        assert!(error.contains(message) && !error.contains("internal"), "{target}: {error}");
    }
    assert!(!root.path().join("discovery").exists());
}
