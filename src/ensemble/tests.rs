//! Replicates that fail, runs that are stopped, and sinks that refuse.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::engine::Plan;
use crate::ensemble::{Discard, EnsembleError, Lanes, Monitor, Settings, Sink, demand, run, run_id, summarise};
use crate::record::{EventRow, Provenance};
use crate::scenario::{build::build, load_text};

const STARTER: &str = include_str!("../cli/starter.toml");

/// A figure that overflows some weeks after the town has fallen, so only in replicates in which it does early.
const OVERFLOW: &str = include_str!("../../tests/overflow.toml");

/// The starter with something appended.
fn plan(more: &str) -> Plan {
    let loaded = load_text("x.toml", &format!("{STARTER}\n{more}"), &[]);
    let mut report = loaded.report;
    let plan = loaded.file.and_then(|file| build(&file, &mut report));
    plan.unwrap_or_else(|| panic!("{:?}", report.sorted()))
}

fn play(plan: &Plan, settings: Settings) -> crate::ensemble::Reduced {
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    run(plan, settings, &mut Discard, &monitor).unwrap()
}

/// Columns that can be compared although they hold NaN.
fn bits(columns: &[Vec<f64>]) -> Vec<Vec<u64>> {
    columns.iter().map(|column| column.iter().map(|value| value.to_bits()).collect()).collect()
}

#[test]
fn replicates_without_a_number_are_counted_and_left_out() {
    let plan = plan(OVERFLOW);
    let settings = Settings { chunk: 16, ..Settings::new(&plan, 1, 100) };
    let reduced = play(&plan, settings);
    let failed = reduced.failures.count;
    assert!(0 < failed && failed < 100, "{failed}");
    assert_eq!(reduced.columns[0].iter().filter(|value| value.is_nan()).count() as u64, failed);
    assert!(reduced.columns[0][reduced.failures.examples[0].replicate as usize].is_nan());
    let again = play(&plan, Settings { lanes: Lanes::Scalar, chunk: 24, ..settings });
    assert!(reduced.days == again.days && reduced.event_days == again.event_days);
    assert_eq!((bits(&reduced.columns), reduced.failures.clone()), (bits(&again.columns), again.failures));
    let ensemble = summarise(&plan, reduced, provenance(), Vec::new());
    assert_eq!(ensemble.provenance.failed, failed);
    assert_eq!(ensemble.outcomes.columns[0].len(), 100);
    let none = |band: &crate::record::Band| !band.mean.is_nan() && band.quantiles.iter().all(|value| value.is_finite());
    assert!(ensemble.series.bands.iter().all(none), "nothing of a failed replicate is in the bands");
}

#[test]
fn replicates_that_panic_are_counted_and_named() {
    let mut plan = plan("");
    // An identifier of another model, which no scenario can have.
    plan.series[0].slot = crate::model::Slot(60_000);
    let reduced = play(&plan, Settings::new(&plan, 1, 19));
    assert_eq!(reduced.failures.count, 19);
    let numbers: Vec<u64> = reduced.failures.examples.iter().map(|failure| failure.replicate).collect();
    assert_eq!(numbers, (0..19).collect::<Vec<u64>>());
    assert!(reduced.failures.examples[0].reason.contains("index out of bounds"), "{:?}", reduced.failures);
}

#[test]
fn progress_counts_every_replicate_and_a_stop_ends_the_run() {
    let plan = plan("");
    let (done, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let count = |replicates: u64| {
        done.fetch_add(replicates, Ordering::Relaxed);
    };
    let settings = Settings { chunk: 8, ..Settings::new(&plan, 1, 50) };
    run(&plan, settings, &mut Discard, &Monitor { progress: &count, stop: &stop }).unwrap();
    assert_eq!(done.load(Ordering::Relaxed), 50);
    let halt = |_| stop.store(true, Ordering::Relaxed);
    let stopped = run(&plan, settings, &mut Discard, &Monitor { progress: &halt, stop: &stop });
    assert!(matches!(stopped, Err(EnsembleError::Stopped)));
}

#[test]
fn batches_come_in_order_and_a_refusal_ends_the_run() {
    struct Sequence(u64);
    impl Sink for Sequence {
        type Error = String;
        fn outcomes(&mut self, first: u64, columns: &[Vec<f64>]) -> Result<(), String> {
            assert_eq!(first, self.0);
            self.0 += columns[0].len() as u64;
            if self.0 > 64 { Err("full".into()) } else { Ok(()) }
        }
        fn events(&mut self, rows: &[EventRow]) -> Result<(), String> {
            assert!(rows.is_sorted_by_key(|row| (row.replicate, row.event)));
            Ok(())
        }
    }
    let plan = plan("");
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    let settings = Settings { threads: Some(3), chunk: 8, ..Settings::new(&plan, 1, 500) };
    let refused = run(&plan, settings, &mut Sequence(0), &monitor);
    assert!(matches!(refused, Err(EnsembleError::Sink(reason)) if reason == "full"));
}

#[test]
fn contradictory_settings_are_refused() {
    let plan = plan("");
    let good = Settings::new(&plan, 1, 8);
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    for bad in [
        Settings { chunk: 0, ..good },
        Settings { chunk: 12, ..good },
        Settings { first: 4, ..good },
        Settings { first: u64::MAX - 7, ..good },
    ] {
        assert!(matches!(run(&plan, bad, &mut Discard, &monitor), Err(EnsembleError::Settings(_))), "{bad:?}");
    }
}

#[test]
fn only_outcome_columns_grow_with_replicates() {
    let plan = plan("");
    let memory =
        |replicates| demand(&plan, &Settings { threads: Some(1), ..Settings::new(&plan, 1, replicates) }).memory;
    let columns = (plan.outcomes.len() + 1) as u64 * 8;
    assert_eq!(memory(2_000_000) - memory(1_000_000), 1_000_000 * columns);
    assert!(demand(&plan, &Settings::new(&plan, 1, u64::MAX / 2)).memory > 1 << 60);
}

#[test]
fn the_run_id_is_that_of_what_results_depend_on() {
    let base = provenance();
    let id = run_id(&base, false);
    assert_eq!(id.len(), 12);
    assert_eq!(run_id(&Provenance { commit: "other".into(), marking: "x".into(), ..base.clone() }, false), id);
    assert_ne!(run_id(&base, true), id);
    assert_ne!(run_id(&Provenance { seed: 2, ..base.clone() }, false), id);
    assert_ne!(run_id(&Provenance { scenario_hash: "1".into(), ..base }, false), id);
}

fn provenance() -> Provenance {
    Provenance {
        scenario: "starter".into(),
        title: "Starter".into(),
        scenario_hash: "0".into(),
        levers: Default::default(),
        overrides: Vec::new(),
        seed: 1,
        replicates: 100,
        failed: 0,
        version: "1".into(),
        commit: "1".into(),
        run_id: "0".into(),
        marking: String::new(),
    }
}
