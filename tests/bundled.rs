//! The scenarios that ship with the program: each is without a finding, and all share one set of parameters.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use flashpoint::diagnostic::{Style, render};
use flashpoint::process::Mechanisms;
use flashpoint::scenario::{build::build, load};

/// Every scenario file of the folder.
fn scenarios() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|kind| kind == "toml")).collect();
    files.sort();
    assert!(files.len() >= 13, "{files:?}");
    files
}

#[test]
fn every_scenario_is_without_a_finding() {
    for path in scenarios() {
        let mut loaded = load(&path, &[]);
        let plan = loaded.file.as_ref().and_then(|file| build(file, &mut loaded.report));
        let findings = render(&loaded.report, &loaded.sources, Style::Plain);
        assert!(plan.is_some() && findings.is_empty(), "{}\n{findings}", path.display());
    }
}

#[test]
fn no_scenario_has_parameters_of_its_own() {
    for path in scenarios() {
        let mut loaded = load(&path, &[]);
        let file = loaded.file.unwrap();
        assert!(file.parameters.iter().next().is_none(), "{} sets parameters", path.display());
        let plan = build(&file, &mut loaded.report).unwrap();
        for definition in Mechanisms::definitions() {
            let parameter = plan.model.quantities.find(&definition.path()).unwrap();
            let (_, quantity) = plan.model.quantities.get(parameter.index()).unwrap();
            assert_eq!(quantity.value, definition.value, "{} in {}", definition.path(), path.display());
        }
    }
}

#[test]
fn each_case_offers_levers_and_questions_that_history_has_answered() {
    for name in ["idlib_escalation", "karabakh_ceasefire", "assad_collapse"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"));
        let file = load(&path, &[]).file.unwrap();
        assert!(file.levers.iter().count() >= 3, "{name}");
        assert!(file.questions.iter().filter(|question| question.value.resolved.is_some()).count() >= 10, "{name}");
    }
}
