//! `flashpoint sweep` as a user meets it: gone on with, broken off, and read back.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use flashpoint::output::{read_sweep, read_table};
use flashpoint::record::Sweep;

fn flashpoint(arguments: &[&str], out: &Path) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("flashpoint").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).arg("--out").arg(out).assert()
}

/// The only sweep in a folder.
fn folder(out: &Path) -> PathBuf {
    let mut folders = fs::read_dir(out.join("sweeps")).unwrap().map(|entry| entry.unwrap().path());
    let found = folders.next().unwrap();
    assert!(folders.next().is_none(), "one sweep, one folder");
    found
}

fn sweep(out: &Path) -> Sweep {
    read_sweep(&folder(out)).unwrap()
}

const SAMPLE: [&str; 8] = [
    "sweep",
    "karabakh_ceasefire",
    "--vary=forces.armenian_army.strength=9000..21000",
    "--lever=turkish_support",
    "--outcome=question.shusha_by_10_november",
    "--outcome=armenian_deaths",
    "--design=sobol",
    "--no-charts",
];

fn with(more: &[&'static str]) -> Vec<&'static str> {
    SAMPLE.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_sweep_that_was_gone_on_with_equals_one_played_at_once() {
    let (whole, parts) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    flashpoint(&with(&["--points=40", "-n=24", "--threads=2"]), whole.path()).success();
    // More replicates of few points, then more points, then all.
    for more in [&["--points=10", "-n=8"][..], &["--points=10", "-n=24"], &["--points=25", "-n=8"]] {
        flashpoint(&with(more), parts.path()).success();
    }
    flashpoint(&with(&["--points=40", "-n=24", "--threads=1"]), parts.path()).success();
    let files = ["points.parquet", "sweep.json", "state/block_000000.parquet"];
    for file in files {
        let read = |out: &Path| fs::read(folder(out).join(file)).unwrap();
        assert!(read(whole.path()) == read(parts.path()), "{file}");
    }
    let sweep = sweep(whole.path());
    assert_eq!((sweep.points, sweep.done, sweep.data.rows(), sweep.provenance.replicates), (40, 40, 40, 24));
    // Stronger defenders lose Shusha less often.
    let (strength, shusha) =
        (&sweep.data.inputs[0].values, sweep.data.output("question.shusha_by_10_november").unwrap());
    let mean = |strong: bool| {
        let rows: Vec<usize> = (0..40).filter(|&row| (strength[row] > 15_000.0) == strong).collect();
        rows.iter().map(|&row| shusha.values[row]).sum::<f64>() / rows.len() as f64
    };
    assert!(mean(true) < mean(false), "{} {}", mean(true), mean(false));
}

#[test]
fn a_stopping_rule_plays_noisy_points_more_often() {
    let out = tempfile::tempdir().unwrap();
    let rule = ["--points=12", "-n=64", "--until=question.shusha_by_10_november=0.08", "--ceiling=4000"];
    flashpoint(&with(&rule), out.path()).success();
    let table = read_table(&folder(out.path()).join("points.parquet")).unwrap();
    let replicates = &table.get("replicates").unwrap().values;
    let (least, most) =
        (replicates.iter().copied().fold(f64::MAX, f64::min), replicates.iter().copied().fold(0.0, f64::max));
    assert!(64.0 <= least && least < most && most <= 4000.0, "{replicates:?}");
}

#[test]
fn what_a_design_file_says_is_what_can_be_typed() {
    let (typed, filed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    flashpoint(&with(&["--points=6", "-n=8"]), typed.path()).success();
    let file = filed.path().join("design.toml");
    let text = "design = \"sobol\"\npoints = 6\nreplicates = 8\nlevers = [\"turkish_support\"]\n\
                vary = [\"forces.armenian_army.strength=9000..21000\"]\n\
                outcomes = [\"question.shusha_by_10_november\", \"armenian_deaths\"]\n";
    fs::write(&file, text).unwrap();
    let design = format!("--design-file={}", file.display());
    flashpoint(&["sweep", "karabakh_ceasefire", &design, "--no-charts"], filed.path()).success();
    let read = |out: &Path| fs::read(folder(out).join("points.parquet")).unwrap();
    assert!(read(typed.path()) == read(filed.path()));
    fs::write(&file, text.replace("sobol", "sobel").replace("points", "pionts")).unwrap();
    let refused = flashpoint(&["sweep", "karabakh_ceasefire", &design], filed.path()).code(3);
    let told = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    for expected in ["design.toml:1:10", "sobol", "design.toml:2:1", "did you mean `points`?"] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn mistakes_are_named_with_advice() {
    let out = tempfile::tempdir().unwrap();
    let base = ["sweep", "karabakh_ceasefire", "--no-charts", "-n=2"];
    for (more, code, expected) in [
        (&[][..], 2, "nothing varies"),
        (&["--vary=forces.armenian_army.strenth"], 2, "did you mean `forces.armenian_army.strength`?"),
        (&["--vary=forces.armenian_army.strength=9000"], 2, "--set forces.armenian_army.strength=9000"),
        (&["--vary=forces.armenian_army.strength=-1..5"], 3, "cannot be used with a value"),
        (&["--lever=turkish_suport"], 2, "did you mean `turkish_support`?"),
        (&["--lever=turkish_support=words,deeds"], 2, "no option `deeds`"),
        (&["--vary=all", "--design=grid"], 2, "too many"),
        (&["--vary=all", "--outcome=shusha_dai"], 2, "did you mean `shusha_day`?"),
        (&["--vary=all", "--until=shusha_day"], 2, "PERCENT"),
        (&["--vary=all", "--design=saltelli", "--points=9999999"], 2, "9999999"),
    ] {
        let arguments: Vec<&str> = base.iter().copied().chain(more.iter().copied()).collect();
        let refused = flashpoint(&arguments, out.path()).code(code);
        let told = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
        assert!(told.contains(expected), "{more:?}: {told}");
    }
    assert!(!out.path().join("sweeps").exists(), "a refusal leaves nothing");
}

#[test]
fn a_run_until_is_the_run_of_as_many_replicates() {
    let (until, plain) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let base = ["run", "karabakh_ceasefire", "--no-charts", "--json", "-q"];
    let arguments =
        |more: &[&'static str]| -> Vec<&'static str> { base.iter().copied().chain(more.iter().copied()).collect() };
    let rule = arguments(&["-n=200", "--until=question.shusha_by_10_november=0.05", "--ceiling=20000"]);
    let told = flashpoint(&rule, until.path()).success().get_output().stdout.clone();
    let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
    let count = told["provenance"]["replicates"].as_u64().unwrap();
    assert!((200..20_000).contains(&count), "{count}");
    assert!(told["warnings"].to_string().contains("the stopping rule was met"), "{}", told["warnings"]);
    let count: &'static str = format!("-n={count}").leak();
    flashpoint(&arguments(&[count]), plain.path()).success();
    let tables = |out: &Path| {
        let run = fs::read_dir(out.join("karabakh_ceasefire")).unwrap().next().unwrap().unwrap().path();
        ["outcomes", "series", "events", "observations"]
            .map(|name| fs::read(run.join(format!("{name}.parquet"))).unwrap())
    };
    assert!(tables(until.path()) == tables(plain.path()));
    // Where the ceiling comes first, it says so.
    let short = arguments(&["-n=64", "--until=question.shusha_by_10_november=0.001", "--ceiling=256"]);
    let told = String::from_utf8(flashpoint(&short, until.path()).success().get_output().stdout.clone()).unwrap();
    assert!(told.contains("the ceiling was reached"), "{told}");
}

#[test]
fn plot_draws_the_charts_of_a_sweep_again() {
    let (out, again) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let arguments = [
        "sweep",
        "karabakh_ceasefire",
        "--vary=forces.armenian_army.strength=9000..21000",
        "--lever=turkish_support",
        "--outcome=question.shusha_by_10_november",
        "--levels=3",
        "-n=8",
    ];
    flashpoint(&arguments, out.path()).success();
    let folder = folder(out.path());
    // The latest of all sweeps is this one.
    flashpoint(&["plot", out.path().join("sweeps").to_str().unwrap()], again.path()).success();
    for name in ["heat_map_question_shusha_by_10_november.svg", "heat_map_question_shusha_by_10_november.png"] {
        let read = |charts: &Path| fs::read(charts.join(name)).unwrap();
        assert!(read(&folder.join("charts")) == read(again.path()), "{name}");
    }
}
