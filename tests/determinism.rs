//! Same bytes: results do not depend on threads, on how replicates are divided, or on the width of lanes.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::path::Path;
use std::sync::atomic::AtomicBool;

use flashpoint::diagnostic::Report;
use flashpoint::engine::Plan;
use flashpoint::ensemble::{Lanes, Monitor, Reduced, Settings, Sink, run, run_id, summarise};
use flashpoint::output::{Environment, OutputError, RunHeader, RunWriter, read_manifest};
use flashpoint::record::{EventInfo, EventRow, FlowKind, FlowTable, OutcomeInfo, Provenance};
use flashpoint::scenario::{build::build, load};

/// Neither a multiple of the lanes nor of any chunk.
const REPLICATES: u64 = 211;

struct Folder(RunWriter);

impl Sink for Folder {
    type Error = OutputError;

    fn outcomes(&mut self, first_replicate: u64, columns: &[Vec<f64>]) -> Result<(), OutputError> {
        self.0.outcome_batch(first_replicate, columns)
    }

    fn events(&mut self, rows: &[EventRow]) -> Result<(), OutputError> {
        self.0.event_batch(rows)
    }
}

fn plan_of(name: &str) -> Plan {
    let loaded = load(Path::new(&format!("scenarios/{name}.toml")), &[]);
    build(&loaded.file.unwrap(), &mut Report::default()).unwrap()
}

fn idlib() -> Plan {
    plan_of("idlib_escalation")
}

fn provenance() -> Provenance {
    let mut provenance = Provenance {
        scenario: "idlib".into(),
        title: "Idlib".into(),
        scenario_hash: "0".into(),
        levers: Default::default(),
        overrides: Vec::new(),
        seed: 5,
        replicates: REPLICATES,
        failed: 0,
        version: "1".into(),
        commit: "1".into(),
        run_id: String::new(),
        marking: String::new(),
    };
    provenance.run_id = run_id(&provenance, false);
    provenance
}

/// Plays the scenario into a run folder; returns the reduced replicates and the digest of all tables.
fn play(plan: &Plan, settings: Settings) -> (Reduced, String) {
    let root = tempfile::tempdir().unwrap();
    let outcomes: Vec<OutcomeInfo> = plan.outcomes.iter().map(|outcome| outcome.info.clone()).collect();
    let events: Vec<EventInfo> = plan.watches.iter().map(|watch| watch.info.clone()).collect();
    let provenance = provenance();
    let header = RunHeader {
        provenance: &provenance,
        scenario_text: "",
        scenario_files: &[],
        start: plan.model.calendar.start,
        outcomes: &outcomes,
        events: &events,
    };
    let mut folder = Folder(RunWriter::create(root.path(), &header).unwrap());
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    let reduced = run(plan, settings, &mut folder, &monitor).unwrap();
    let ensemble = summarise(plan, reduced.clone(), provenance, Vec::new());
    let path = folder.0.finish(&ensemble, &Environment::default()).unwrap();
    (reduced, read_manifest(&path).unwrap().results_digest)
}

#[test]
fn one_digest_for_threads_chunks_and_lanes() {
    let plan = idlib();
    let usual = Settings::new(&plan, 5, REPLICATES);
    let (reference, digest) = play(&plan, Settings { threads: Some(1), lanes: Lanes::Scalar, ..usual });
    assert_eq!(reference.failures.count, 0);
    for threads in [1, 2, 3, 7] {
        for chunk in [8, 24, 256] {
            let settings = Settings { threads: Some(threads), chunk, ..usual };
            let (reduced, found) = play(&plan, settings);
            assert!(reduced == reference, "{settings:?}");
            assert_eq!(found, digest, "{settings:?}");
        }
    }
    let (_, other) = play(&plan, Settings { seed: 6, ..usual });
    assert_ne!(other, digest, "the digest must notice a difference");
}

#[test]
fn the_other_cases_do_not_depend_on_threads_or_lanes_either() {
    for name in ["karabakh_ceasefire", "assad_collapse"] {
        let plan = plan_of(name);
        let usual = Settings::new(&plan, 5, 43);
        let (reference, digest) = play(&plan, Settings { threads: Some(1), lanes: Lanes::Scalar, ..usual });
        let (reduced, found) = play(&plan, Settings { threads: Some(2), chunk: 8, ..usual });
        assert!(reduced == reference && found == digest, "{name}");
    }
}

#[test]
fn parts_of_a_run_are_the_run() {
    let plan = idlib();
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    let play = |first, replicates| {
        let settings = Settings { first, ..Settings::new(&plan, 5, replicates) };
        run(&plan, settings, &mut flashpoint::ensemble::Discard, &monitor).unwrap()
    };
    let (whole, begin, end) = (play(0, 40), play(0, 16), play(16, 24));
    for (column, (begin, end)) in whole.columns.iter().zip(begin.columns.iter().zip(&end.columns)) {
        assert_eq!(column, &[begin.as_slice(), end].concat());
    }
}

#[test]
fn flows_add_up_to_the_displaced_of_their_day() {
    let plan = idlib();
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    let reduced = run(&plan, Settings::new(&plan, 5, 64), &mut flashpoint::ensemble::Discard, &monitor).unwrap();
    let ensemble = summarise(&plan, reduced, provenance(), Vec::new());
    let (_, displaced) = ensemble.series.get("displacement.current").unwrap();
    let flows = &ensemble.flows;
    assert!(flows.flows.len() > 20 && flows.flows.len() < plan.flows.len(), "empty pairs are left out");
    for (position, day) in flows.days.iter().enumerate() {
        let of_day =
            flows.iter().filter(|(flow, _)| flow.kind == FlowKind::Displaced).map(|(_, bands)| bands[position]);
        let sum: f64 = of_day.map(|band| band.mean).sum();
        let expected = displaced[*day].mean;
        assert!((sum - expected).abs() <= 1e-9 * expected, "day {day}: {sum} in places, {expected} displaced");
    }
    assert_eq!(flows.days, FlowTable::days_of(ensemble.series.days));
}
