//! What is said about each file of `scenarios/invalid`: the good scenario broken in the ways people break one. The folder
//! `parts` holds files that the cases extend.

use std::fs;
use std::path::{Path, PathBuf};

use flashpoint::diagnostic::{Report, Severity, Sources, Style, render, summary, to_json};
use flashpoint::scenario::build::build;
use flashpoint::scenario::load;

/// The folder, from the root of the repository, where tests run.
const FOLDER: &str = "scenarios/invalid";

/// Set to 1 to write what is said now as what is expected; read the difference before committing it.
const BLESS: &str = "FLASHPOINT_BLESS";

/// Loads and builds a file as `flashpoint check` does.
fn check(path: &Path) -> (Report, Sources) {
    let mut loaded = load(path, &[]);
    if let Some(file) = &loaded.file {
        build(file, &mut loaded.report);
    }
    (loaded.report, loaded.sources)
}

/// Every finding as text, and the summary.
fn said(path: &Path) -> String {
    let (report, sources) = check(path);
    let summary = summary(&report, &path.display().to_string()).unwrap_or_default();
    format!("{}{summary}\n", render(&report, &sources, Style::Plain))
}

/// The broken files, by name.
fn cases() -> Vec<PathBuf> {
    let entries =
        fs::read_dir(FOLDER).into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = entries.filter(|name| name.ends_with(".toml") && name != "good.toml").collect();
    names.sort();
    names.iter().map(|name| Path::new(FOLDER).join(name)).collect()
}

#[test]
fn the_good_scenario_is_without_findings() {
    let (report, sources) = check(&Path::new(FOLDER).join("good.toml"));
    assert!(report.is_empty(), "{}", render(&report, &sources, Style::Plain));
}

#[test]
fn there_are_many_cases_and_each_says_what_was_done() {
    assert!(cases().len() >= 40, "only {} cases", cases().len());
    for path in cases() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.trim_start_matches('\u{feff}').starts_with("# "), "{} lacks its first line", path.display());
    }
}

#[test]
fn every_case_says_exactly_what_is_expected() {
    let bless = std::env::var(BLESS).is_ok_and(|value| value == "1");
    let mut different = Vec::new();
    for path in cases() {
        let (found, expected_path) = (said(&path), path.with_extension("expected"));
        if bless {
            fs::write(&expected_path, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if found != expected {
            different.push(format!("{}\n--- expected\n{expected}--- found\n{found}", path.display()));
        }
    }
    assert!(different.is_empty(), "{}\n(set {BLESS}=1 to accept)", different.join("\n"));
}

#[test]
fn every_expected_text_belongs_to_a_case() {
    for entry in fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.is_dir() || path.with_extension("toml").exists(), "{} has no scenario", path.display());
    }
}

#[test]
fn every_finding_has_a_place_and_says_what_to_do() {
    let mut poor = Vec::new();
    for path in cases() {
        let (report, sources) = check(&path);
        assert!(report.has_errors(), "{} has no error", path.display());
        for diagnostic in report.sorted().into_iter().take(Report::SHOWN) {
            let placed = diagnostic.labels.first().is_some_and(|label| {
                let (line, column) = sources.position(label.source, label.span.start);
                sources.name(label.source).starts_with(FOLDER) && line >= 1 && column >= 1
            });
            if !placed || (diagnostic.help.is_none() && diagnostic.notes.is_empty()) {
                let severity = diagnostic.severity == Severity::Error;
                poor.push(format!("{}: {} (error: {severity})", path.display(), diagnostic.message));
            }
        }
        assert_eq!(to_json(&report, &sources)["errors"], report.errors());
    }
    assert!(poor.is_empty(), "without place or help:\n{}", poor.join("\n"));
}
