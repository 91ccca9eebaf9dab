//! The program as a user runs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

const IDLIB: &str = "idlib_escalation";

/// Runs the program in the project's folder.
fn flashpoint(arguments: &[&str]) -> Output {
    Command::cargo_bin("flashpoint").unwrap().args(arguments).env_remove("NO_COLOR").output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs a scenario with `--json` and returns what it printed.
fn run_json(scenario: &str, folder: &Path, more: &[&str]) -> Value {
    let mut arguments = vec!["run", scenario, "-n", "64", "--json", "--quiet", "--out", folder.to_str().unwrap()];
    arguments.extend(more);
    let output = flashpoint(&arguments);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(err(&output), "");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn starter(folder: &Path) -> String {
    let path = folder.join("starter.toml");
    let output = flashpoint(&["new", path.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    path.to_str().unwrap().into()
}

/// Names and contents of the files of a folder.
fn contents(folder: &Path, extension: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.file_name().unwrap().into(), fs::read(path).unwrap())).collect()
}

#[test]
fn idlib_runs_by_its_bare_name() {
    let root = tempfile::tempdir().unwrap();
    let output = flashpoint(&["run", IDLIB, "-n", "64", "--no-charts", "--out", root.path().to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    assert!(text.contains("64 replicates") && text.contains("seed 1"), "{text}");
    assert!(
        text.trim_end().ends_with("requencies within the model under the stated assumptions, not forecasts."),
        "{text}"
    );
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(!text.contains('\x1b') && !err(&output).contains('\x1b'));
}

#[test]
fn the_starter_is_a_good_scenario_that_runs() {
    let root = tempfile::tempdir().unwrap();
    let path = starter(root.path());
    let checked = flashpoint(&["check", &path]);
    assert_eq!((code(&checked), err(&checked)), (0, String::new()), "{}", out(&checked));
    assert!(out(&checked).contains("no problems"));
    let value = run_json(&path, root.path(), &["--csv"]);
    let folder = PathBuf::from(value["folder"].as_str().unwrap());
    assert_eq!(folder.parent().unwrap(), root.path().join("starter"));
    assert!(folder.join("series.csv").is_file() || !contents(&folder, "csv").is_empty());
    assert!(value["charts"].as_array().unwrap().len() >= 5, "{}", value["charts"]);
    assert_eq!(value["provenance"]["failed"], 0);
    assert!(value["questions"][0]["probability"].is_number());
    let again = flashpoint(&["new", &path]);
    assert_eq!(code(&again), 6);
    assert!(err(&again).contains("never replaced"));
}

#[test]
fn the_same_command_gives_the_same_results() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let digest = |folder: &Path, more: &[&str]| -> Value {
        let value = run_json("src/cli/starter.toml", folder, more);
        let manifest = Path::new(value["folder"].as_str().unwrap()).join("manifest.json");
        serde_json::from_slice::<Value>(&fs::read(manifest).unwrap()).unwrap()["results_digest"].clone()
    };
    let reference = digest(first.path(), &["--no-charts", "--threads", "1"]);
    assert_eq!(digest(second.path(), &["--no-charts", "--threads", "3"]), reference);
    assert_ne!(digest(second.path(), &["--no-charts", "--seed", "2"]), reference);
    assert_ne!(digest(second.path(), &["--no-charts", "--hold"]), reference);
}

#[test]
fn plot_draws_the_same_charts_from_the_tables() {
    let root = tempfile::tempdir().unwrap();
    let value = run_json("src/cli/starter.toml", root.path(), &["--marking", "EXERCISE"]);
    let folder = PathBuf::from(value["folder"].as_str().unwrap());
    let redrawn = root.path().join("redrawn");
    let runs = root.path().join("starter");
    let output = flashpoint(&["plot", runs.to_str().unwrap(), "--out", redrawn.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let charts = contents(&folder.join("charts"), "svg");
    assert!(!charts.is_empty() && charts.iter().all(|(_, svg)| String::from_utf8_lossy(svg).contains("EXERCISE")));
    assert_eq!(contents(&redrawn, "svg"), charts);
    assert_eq!(contents(&redrawn, "png").len(), charts.len());
    let shown = flashpoint(&["show", folder.to_str().unwrap(), "--json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(shown["outcomes"], value["outcomes"]);
    assert_eq!(shown["questions"], value["questions"]);
}

#[test]
fn set_changes_a_value_and_refuses_an_unknown_path() {
    let root = tempfile::tempdir().unwrap();
    let plain = run_json("src/cli/starter.toml", root.path(), &["--no-charts"]);
    let stronger =
        run_json("src/cli/starter.toml", root.path(), &["--no-charts", "--set", "forces.velmar_army.strength=60000"]);
    assert_ne!(plain["provenance"]["run_id"], stronger["provenance"]["run_id"]);
    assert_ne!(plain["outcomes"], stronger["outcomes"]);
    let unknown = flashpoint(&["run", "src/cli/starter.toml", "--set", "forces.velmar_armi.strength=1"]);
    assert_eq!(code(&unknown), 3);
    assert!(err(&unknown).contains("velmar_army"), "{}", err(&unknown));
    assert_eq!(out(&unknown), "");
}

/// A folder with the starter scenario and an overlay of it that has a lever.
fn overlay() -> (tempfile::TempDir, String) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("base")).unwrap();
    starter(&root.path().join("base"));
    let path = root.path().join("later.toml");
    let text = r#"extends = "base/starter.toml"
[levers.army]
name = "The army"
question = "What if the army is larger?"
default = "small"
[levers.army.options.small]
name = "As it is"
[levers.army.options.large]
name = "Larger"
set = { "forces.velmar_army.strength" = 60_000 }
"#;
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().into();
    (root, path)
}

#[test]
fn a_run_of_an_overlay_with_a_lever_can_be_repeated_from_its_folder() {
    let (root, path) = overlay();
    let more = ["--no-charts", "--lever", "army=large"];
    let value = run_json(&path, root.path(), &more);
    let folder = PathBuf::from(value["folder"].as_str().unwrap());
    let manifest =
        |folder: &Path| -> Value { serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap() };
    let first = manifest(&folder);
    assert_eq!(first["provenance"]["levers"], serde_json::json!({ "army": "large" }));
    for (name, original) in [("later.toml", "later.toml"), ("base/starter.toml", "base/starter.toml")] {
        let kept = fs::read(folder.join("scenario").join(name)).unwrap();
        assert_eq!(kept, fs::read(root.path().join(original)).unwrap(), "{name}");
        assert!(first["files"][format!("scenario/{name}")]["blake3"].is_string());
    }
    assert_eq!(fs::read(folder.join("scenario.toml")).unwrap(), fs::read(root.path().join("later.toml")).unwrap());
    let (again, kept) = (tempfile::tempdir().unwrap(), folder.join("scenario/later.toml"));
    let repeated = run_json(kept.to_str().unwrap(), again.path(), &more);
    let second = manifest(Path::new(repeated["folder"].as_str().unwrap()));
    assert_eq!(first["results_digest"], second["results_digest"]);
    assert_eq!(first["provenance"]["run_id"], second["provenance"]["run_id"]);
    let shown = out(&flashpoint(&["show", folder.to_str().unwrap()]));
    assert!(shown.contains("Levers     army=large"), "{shown}");
}

#[test]
fn a_scenario_in_one_file_is_kept_as_one_file() {
    let root = tempfile::tempdir().unwrap();
    let value = run_json("src/cli/starter.toml", root.path(), &["--no-charts"]);
    assert!(!Path::new(value["folder"].as_str().unwrap()).join("scenario").exists());
}

#[test]
fn a_lever_changes_results_as_the_override_it_stands_for() {
    let (root, path) = overlay();
    let plain = run_json(&path, root.path(), &["--no-charts"]);
    let default = run_json(&path, root.path(), &["--no-charts", "--lever", "army=small"]);
    let large = run_json(&path, root.path(), &["--no-charts", "--lever", "army=large"]);
    let set = run_json(&path, root.path(), &["--no-charts", "--set", "forces.velmar_army.strength=60_000"]);
    assert_eq!(plain["provenance"]["run_id"], default["provenance"]["run_id"]);
    assert_ne!(plain["outcomes"], large["outcomes"]);
    assert_eq!(set["outcomes"], large["outcomes"]);
    assert_ne!(set["provenance"]["run_id"], large["provenance"]["run_id"]);
}

#[test]
fn every_command_that_reads_a_scenario_takes_levers() {
    let (_root, path) = overlay();
    for command in
        [&["check", &path][..], &["trace", &path, "--replicate", "0"], &["run", &path, "--dry-run"], &["show", &path]]
    {
        let right = flashpoint(&[command, &["--lever", "army=large"]].concat());
        assert_eq!(code(&right), 0, "{command:?}: {}", err(&right));
        let wrong = flashpoint(&[command, &["--lever", "army=huge"]].concat());
        assert_eq!(code(&wrong), 3, "{command:?}");
        assert!(err(&wrong).contains("known here: `large`, `small`"), "{command:?}: {}", err(&wrong));
    }
}

#[test]
fn show_lists_the_levers_of_a_scenario() {
    let (root, path) = overlay();
    let text = out(&flashpoint(&["show", &path, "--lever", "army=large"]));
    assert!(text.contains("army: The army") && text.contains("What if the army is larger?"), "{text}");
    assert!(text.contains("    small (default): As it is") && text.contains("  * large: Larger"), "{text}");
    assert!(text.contains("forces.velmar_army.strength = 60_000"), "{text}");
    let listed: Value = serde_json::from_slice(&flashpoint(&["show", &path, "--json"]).stdout).unwrap();
    assert_eq!(listed["levers"][0]["options"][0]["holds"], true);
    assert_eq!(listed["levers"][0]["options"][1]["set"]["forces.velmar_army.strength"], "60_000");
    assert!(out(&flashpoint(&["show", "src/cli/starter.toml"])).contains("no levers"));
    let value = run_json(&path, root.path(), &["--no-charts"]);
    let output = flashpoint(&["show", value["folder"].as_str().unwrap(), "--lever", "army=large"]);
    assert_eq!(code(&output), 2, "{}", err(&output));
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    let root = tempfile::tempdir().unwrap();
    let broken = root.path().join("broken.toml");
    fs::write(&broken, "schema = 1\n[scenario]\ntitel = \"x\"\n").unwrap();
    let blocked = root.path().join("blocked");
    fs::write(&blocked, "a file").unwrap();
    let cases: [(&[&str], i32, &str); 9] = [
        (&["run"], 2, "SCENARIO"),
        (&["run", "src/cli/starter.toml", "-n", "0"], 2, "0"),
        (&["fly"], 2, "fly"),
        (&["run", broken.to_str().unwrap()], 3, "title"),
        (&["run", "no_such_scenario"], 6, "no_such_scenario"),
        (&["check", "missing/file.toml"], 6, "missing"),
        (&["run", "src/cli/starter.toml", "-n", "8", "--out", blocked.to_str().unwrap()], 6, "blocked"),
        (&["run", "src/cli/starter.toml", "-n", "1000000000"], 5, "memory"),
        (&["show", root.path().to_str().unwrap()], 6, "no run"),
    ];
    for (arguments, expected, word) in cases {
        let output = flashpoint(arguments);
        assert_eq!(code(&output), expected, "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(word), "{arguments:?}: {}", err(&output));
        assert!(!err(&output).contains("panicked"), "{}", err(&output));
    }
}

#[test]
fn failed_replicates_are_told_and_the_rest_is_kept() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("overflow.toml");
    let text = [include_str!("../src/cli/starter.toml"), include_str!("overflow.toml")].join("\n");
    fs::write(&path, text).unwrap();
    let output = flashpoint(&["run", path.to_str().unwrap(), "-n", "100", "--out", root.path().to_str().unwrap()]);
    assert_eq!(code(&output), 4, "{}", err(&output));
    assert!(err(&output).contains("flashpoint trace") && err(&output).contains("--replicate"), "{}", err(&output));
    assert!(out(&output).contains("failed"), "{}", out(&output));
}

#[test]
fn check_looks_at_several_files_and_the_worst_decides() {
    let root = tempfile::tempdir().unwrap();
    let broken = root.path().join("broken.toml");
    fs::write(&broken, "schema = 1\n[scenario]\ntitel = \"x\"\n").unwrap();
    let output = flashpoint(&["check", IDLIB, broken.to_str().unwrap()]);
    assert_eq!(code(&output), 3);
    assert!(out(&output).contains("idlib_escalation.toml") && err(&output).contains("titel"), "{}", err(&output));
    let output = flashpoint(&["check", "--json", "src/cli/starter.toml", broken.to_str().unwrap()]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&found[0]["valid"], &found[1]["valid"]), (&Value::Bool(true), &Value::Bool(false)));
    assert_eq!(err(&output), "");
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("nothing");
    let output = flashpoint(&["run", "src/cli/starter.toml", "--dry-run", "--out", folder.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("Nothing was run"), "{}", out(&output));
    assert!(!folder.exists());
    let output = flashpoint(&["run", "src/cli/starter.toml", "--dry-run", "--json"]);
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["replicates"], 10_000);
    assert!(value["seconds"].as_f64().unwrap() > 0.0);
}

#[test]
fn schema_completions_version_and_help() {
    let schema: Value = serde_json::from_slice(&flashpoint(&["schema"]).stdout).unwrap();
    assert_eq!(schema["title"], "Flashpoint scenario");
    let overlay: Value = serde_json::from_slice(&flashpoint(&["schema", "--overlay"]).stdout).unwrap();
    assert_eq!(overlay["required"], serde_json::json!(["extends"]));
    assert!(out(&flashpoint(&["completions", "bash"])).contains("_flashpoint"));
    let version = out(&flashpoint(&["--version"]));
    assert!(version.starts_with(concat!("flashpoint ", env!("CARGO_PKG_VERSION"), " (")), "{version}");
    let help = out(&flashpoint(&["run", "--help"]));
    assert!(help.contains("Exit codes") && help.contains("130"), "{help}");
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_nothing_behind() {
    let root = tempfile::tempdir().unwrap();
    for (signal, expected) in [("INT", 130), ("TERM", 143)] {
        let folder = root.path().join("out");
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("flashpoint"))
            .args(["run", "src/cli/starter.toml", "-n", "3000000", "--quiet", "--out", folder.to_str().unwrap()])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // The run has begun once its folder is there.
        for _ in 0..1000 {
            std::thread::sleep(std::time::Duration::from_millis(10));
            if folder.join("starter").exists() {
                break;
            }
        }
        let sent =
            std::process::Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(child.wait().unwrap().code(), Some(expected));
        assert!(!folder.join("starter").exists());
    }
}
