//! `flashpoint brief`: from saved results to a page, as a user runs it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn flashpoint(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("flashpoint").unwrap();
    command.current_dir(folder);
    command
}

/// A folder with the starter scenario and a small run of it.
fn with_run() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    flashpoint(folder.path()).args(["new", "starter.toml"]).assert().success();
    let run = ["run", "starter.toml", "-n", "64", "--no-charts", "--quiet", "--marking", "EXERCISE ONLY"];
    flashpoint(folder.path()).args(run).assert().success();
    folder
}

#[test]
fn a_page_a_deck_and_pictures_come_from_a_run_folder_alone() {
    let folder = with_run();
    fs::remove_file(folder.path().join("starter.toml")).unwrap();
    flashpoint(folder.path())
        .args(["brief", "starter", "--date", "2026-11-23", "--out", "page.html"])
        .assert()
        .success();
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    for part in [
        "23\u{a0}Nov\u{a0}2026",
        "id=\"bottom-line\"",
        "id=\"judgements\"",
        "id=\"histories\"",
        "id=\"parameters\"",
        "id=\"method\"",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert_eq!(page.matches("class=\"marking\"").count(), 2, "the marking stands at the top and at the bottom");
    flashpoint(folder.path()).args(["brief", "starter", "--slides", "--out", "deck.html"]).assert().success();
    let pictures: Vec<_> = fs::read_dir(folder.path().join("deck")).unwrap().collect();
    let deck = fs::read_to_string(folder.path().join("deck.html")).unwrap();
    assert!(deck.matches("<section class=\"slide").count() > pictures.len() && pictures.len() >= 5);
}

#[test]
fn the_same_results_and_date_give_the_same_bytes() {
    let folder = with_run();
    let make = |name: &str| {
        let arguments = ["brief", "starter", "--date", "2026-11-23", "--quiet", "--out", name];
        flashpoint(folder.path()).args(arguments).assert().success().stdout("");
        fs::read(folder.path().join(name)).unwrap()
    };
    assert_eq!(make("one.html"), make("other.html"));
}

#[test]
fn analyses_given_with_a_run_have_their_sections() {
    let folder = with_run();
    let run = |arguments: &[&str]| flashpoint(folder.path()).args(arguments).assert().success();
    run(&["compare", "starter.toml", "--set", "actors.velmar.choice.stake=0.9", "-n", "64", "--quiet"]);
    let vary = ["--vary", "actors.velmar.choice.stake=0.2..0.9", "--vary", "parameters.choice.precision"];
    run(&[&["sweep", "starter.toml", "--points", "64", "-n", "8", "--design", "sobol", "--quiet"], &vary[..]].concat());
    run(&["sensitivity", "output/sweeps", "--quiet"]);
    run(&["score", "starter.toml", "-n", "64", "--quiet"]);
    run(&[
        "brief",
        "starter",
        "output/comparisons",
        "output/sweeps",
        "output/sensitivity",
        "output/scores",
        "--out",
        "all.html",
    ]);
    let page = fs::read_to_string(folder.path().join("all.html")).unwrap();
    for id in ["difference", "drivers", "change"] {
        assert!(page.contains(&format!("<section id=\"{id}\">")), "{id} is missing");
    }
    let difference = page.find("<section id=\"difference\">").unwrap();
    assert!(difference < page.find("<section id=\"judgements\">").unwrap(), "the difference comes first");
    run(&["brief", "output/comparisons", "--out", "compared.html"]);
}

#[test]
fn boundaries_of_the_user_are_drawn_and_disclaimed() {
    let folder = with_run();
    let square = "[[20.0, 40.0], [21.0, 40.0], [21.0, 41.0], [20.0, 40.0]]";
    let geojson = format!("{{\"type\": \"Polygon\", \"coordinates\": [{square}]}}");
    fs::write(folder.path().join("lines.geojson"), geojson).unwrap();
    let brief = ["brief", "starter", "--boundaries", "lines.geojson", "--out", "page.html"];
    flashpoint(folder.path()).args(brief).assert().success();
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.contains("Boundaries as supplied by the user") && page.contains("class=\"boundaries\""));
    fs::write(folder.path().join("lines.geojson"), "{\"type\": \"Polygons\"}").unwrap();
    flashpoint(folder.path()).args(brief).assert().failure();
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    let folder = with_run();
    let told = |arguments: &[&str], code: i32| {
        let output = flashpoint(folder.path()).args(arguments).assert().code(code).get_output().clone();
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(told(&["brief", "nowhere"], 6).contains("there is no run in"));
    assert!(told(&["brief", "starter", "--yardstick", "both"], 2).contains("icd203"));
    assert!(told(&["brief", "starter", "--date", "tomorrow"], 2).contains("--date"));
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert!(told(&["brief", "starter", "--template", "empty"], 6).contains("briefing.html"));
    fs::create_dir(folder.path().join("own")).unwrap();
    fs::write(folder.path().join("own/briefing.html"), "{{ briefing.titel }}").unwrap();
    let refused = told(&["brief", "starter", "--template", "own", "--out", "own.html"], 2);
    assert!(refused.contains("briefing.html") && refused.contains("line 1"), "{refused}");
    assert!(!folder.path().join("own.html").exists(), "nothing is written when it fails");
    let sweep = ["sweep", "starter.toml", "--vary", "actors.velmar.choice.stake=0.2..0.9", "-n", "8", "--quiet"];
    flashpoint(folder.path()).args(sweep).assert().success();
    assert!(told(&["brief", "output/sweeps"], 2).contains("needs a run or a comparison"));
}
