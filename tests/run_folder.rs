//! A run folder keeps an ensemble exactly, appears whole or not at all, and notices damage.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flashpoint::output::{
    Environment, OutputError, RunHeader, RunWriter, export_csv, read_manifest, read_run, write_document,
};
use flashpoint::quantity::Date;
use flashpoint::record::*;

const REPLICATES: usize = 2500;
const DAYS: usize = 92;

/// The result files, in the order of their digest.
const RESULTS: [&str; 6] =
    ["events.parquet", "flows.parquet", "observations.parquet", "outcomes.parquet", "series.parquet", "summary.json"];

fn outcome(id: &str, kind: OutcomeKind) -> OutcomeInfo {
    OutcomeInfo { id: id.into(), label: format!("Label of {id}"), unit: "persons".into(), kind, headline: true }
}

fn event(id: &str) -> EventInfo {
    EventInfo { id: id.into(), label: format!("=Event, \"{id}\"") }
}

/// Numbers without a pattern, all exact binary fractions.
fn number(index: usize) -> f64 {
    (index.wrapping_mul(2_654_435_761) % 1_000_003) as f64 / 64.0
}

fn outcome_table() -> OutcomeTable {
    let condition = (0..REPLICATES).map(|index| f64::from(u8::from(index % 3 == 0))).collect();
    let days = (0..REPLICATES).map(|index| if index % 5 == 0 { f64::INFINITY } else { number(index) }).collect();
    OutcomeTable {
        first_replicate: 10,
        outcomes: vec![
            outcome("displaced_5_march", OutcomeKind::Number),
            outcome("question.m5_cut", OutcomeKind::Condition),
            outcome("first_deal", OutcomeKind::Number),
        ],
        columns: vec![(0..REPLICATES).map(number).collect(), condition, days],
    }
}

fn series_table() -> SeriesTable {
    let info = |id: &str, kind| SeriesInfo { id: id.into(), label: format!("Label é {id}"), unit: "1".into(), kind };
    let series = vec![
        info("displacement.cumulative", SeriesKind::Displacement),
        info("zones.saraqib.held", SeriesKind::Control),
    ];
    let band = |index| Band { mean: number(index), quantiles: std::array::from_fn(|step| number(index + step)) };
    let bands = (0..DAYS * series.len()).map(band).collect();
    SeriesTable { start: Date::new(2019, 12, 1).unwrap(), days: DAYS, series, bands }
}

fn geography() -> Geography {
    let place = |id: &str, contested| Place {
        id: id.into(),
        label: format!("=Label of {id}"),
        latitude: 35.5,
        longitude: -0.125,
        contested,
        shelter: !contested,
        capacity: (!contested).then_some(130_000.0),
        beyond_border: false,
    };
    let border = Passage { id: "border".into(), label: "The border".into(), from: vec![1], to: 2 };
    Geography {
        places: vec![place("saraqib", true), place("atmeh", false), place("reyhanli", false)],
        borders: vec![border],
        gates: Vec::new(),
    }
}

fn flow_table() -> FlowTable {
    let flow = |home, place| FlowInfo { home, place, kind: FlowKind::Displaced };
    let (days, flows) = (FlowTable::days_of(DAYS), vec![flow(0, 1), flow(0, 2)]);
    let band = |index| Band { mean: number(index), quantiles: std::array::from_fn(|step| number(index + step)) };
    let bands = (0..days.len() * flows.len()).map(band).collect();
    FlowTable { days, flows, bands }
}

fn provenance() -> Provenance {
    Provenance {
        scenario: "idlib-2020".into(),
        title: "Idlib, winter 2019–20".into(),
        scenario_hash: "0123abcd".into(),
        levers: Default::default(),
        overrides: vec!["actors.russia.resolve=0.5".into()],
        seed: u64::MAX,
        replicates: REPLICATES as u64,
        failed: 0,
        version: "0.1.0".into(),
        commit: "abcdef0-dirty".into(),
        run_id: "7f3a".into(),
        marking: "Illustrative".into(),
    }
}

fn observation() -> Observation {
    Observation {
        series: "displacement.cumulative".into(),
        date: Date::new(2020, 2, 29).unwrap(),
        value: 948_000.0,
        low: 900_000.0,
        high: f64::INFINITY,
        purpose: ObservationUse::Validate,
        status: "fact".into(),
        source: "OCHA 2020".into(),
    }
}

fn question() -> QuestionAnswer {
    QuestionAnswer {
        id: "m5_cut".into(),
        statement: "The M5 is taken.".into(),
        origin: Date::new(2019, 12, 1).unwrap(),
        other_origin: false,
        headline: false,
        horizon: Date::new(2020, 3, 1).unwrap(),
        probability: 0.75,
        standard_error: 0.0078125,
        interval: [0.5, 0.875],
        base_rate: None,
        resolved: Some(true),
    }
}

fn ensemble() -> Ensemble {
    let outcomes = outcome_table();
    let summary = OutcomeSummary {
        outcome: outcomes.outcomes[2].clone(),
        mean: f64::INFINITY,
        standard_error: f64::INFINITY,
        quantiles: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, f64::INFINITY, f64::INFINITY, f64::INFINITY],
        range: [0.5, f64::INFINITY],
    };
    let parameter = ParameterRow {
        path: "actors.russia.resolve".into(),
        value: 0.5,
        distribution: "normal".into(),
        range: [0.25, 0.75],
        unit: "1".into(),
        status: "judgement".into(),
        source: String::new(),
    };
    let events = ["zones.saraqib.captured", "deal"].map(|id| EventSummary {
        event: event(id),
        probability: 0.5,
        standard_error: 0.0625,
        days: [1.0, 2.0, 3.0, 4.5, 60.0],
    });
    Ensemble {
        provenance: provenance(),
        series: series_table(),
        geography: geography(),
        flows: flow_table(),
        outcomes,
        events: events.into(),
        observations: vec![observation()],
        questions: vec![question()],
        summaries: vec![summary],
        agreements: vec![AgreementDays {
            id: "moscow".into(),
            label: "Moscow protocol".into(),
            declared: vec![1, 2, 0],
            failed: vec![0, 1, 1],
            took_hold: vec![0; 3],
        }],
        histories: vec![SampleHistory {
            kind: HistoryKind::HighestTenth,
            replicate: 7,
            outcome: outcome_table().outcomes[2].clone(),
            value: f64::INFINITY,
            rank: 0.95,
            entries: vec![HistoryEntry { date: Date::new(2020, 1, 2).unwrap(), text: "Saraqib falls.".into() }],
        }],
        parameters: vec![parameter],
        warnings: vec!["a warning".into()],
    }
}

fn event_rows() -> Vec<EventRow> {
    (0..REPLICATES as u64)
        .map(|replicate| EventRow { replicate, event: (replicate % 2) as u32, day: (replicate % 92) as u32 })
        .collect()
}

fn writer(root: &Path, ensemble: &Ensemble) -> RunWriter {
    let events: Vec<EventInfo> = ensemble.events.iter().map(|summary| summary.event.clone()).collect();
    let header = RunHeader {
        provenance: &ensemble.provenance,
        scenario_text: "schema = 1\n",
        scenario_files: &[],
        start: ensemble.series.start,
        outcomes: &ensemble.outcomes.outcomes,
        events: &events,
    };
    RunWriter::create(root, &header).unwrap()
}

fn append_outcomes(writer: &mut RunWriter, table: &OutcomeTable, batch: usize) {
    let rows = table.columns.first().map_or(0, Vec::len);
    for start in (0..rows).step_by(batch) {
        let part: Vec<Vec<f64>> =
            table.columns.iter().map(|column| column[start..rows.min(start + batch)].to_vec()).collect();
        writer.outcome_batch(table.first_replicate + start as u64, &part).unwrap();
    }
}

fn environment() -> Environment {
    let seconds = BTreeMap::from([("run".to_string(), 1.5)]);
    Environment { command: vec!["flashpoint".into(), "run".into()], target: "test".into(), threads: 3, seconds }
}

fn write(root: &Path, ensemble: &Ensemble, batch: usize) -> PathBuf {
    let mut writer = writer(root, ensemble);
    append_outcomes(&mut writer, &ensemble.outcomes, batch);
    event_rows().chunks(batch).for_each(|rows| writer.event_batch(rows).unwrap());
    writer.chart("displacement.svg", b"<svg/>").unwrap();
    writer.finish(ensemble, &environment()).unwrap()
}

fn everything_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything_below(&path));
        }
        found.push(path.display().to_string());
    }
    found
}

#[test]
fn an_ensemble_survives_the_disk() {
    let root = tempfile::tempdir().unwrap();
    let ensemble = ensemble();
    let folder = write(root.path(), &ensemble, 1000);
    assert_eq!(folder, root.path().join("idlib-2020/7f3a"));
    assert_eq!(read_run(&folder).unwrap(), ensemble);
    let manifest = read_manifest(&folder).unwrap();
    assert_eq!(manifest.environment, environment());
    assert_eq!(manifest.files["scenario.toml"].bytes, 11);
    assert_eq!(fs::read(folder.join("charts/displacement.svg")).unwrap(), b"<svg/>");
}

#[test]
fn a_folder_of_before_there_were_flows_is_still_read() {
    let root = tempfile::tempdir().unwrap();
    let ensemble = Ensemble { geography: Geography::default(), flows: FlowTable::default(), ..ensemble() };
    let folder = write(root.path(), &ensemble, 1000);
    fs::remove_file(folder.join("flows.parquet")).unwrap();
    let mut summary: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("summary.json")).unwrap()).unwrap();
    for key in ["geography", "flows", "flow_days"] {
        assert!(summary.as_object_mut().unwrap().remove(key).is_some(), "{key}");
    }
    let mut manifest = read_manifest(&folder).unwrap();
    (manifest.layout, _) = (1, manifest.files.remove("flows.parquet"));
    fs::write(folder.join("manifest.json"), serde_json::to_vec(&manifest).unwrap()).unwrap();
    forge(&folder, "summary.json", &serde_json::to_vec(&summary).unwrap());
    assert_eq!(read_run(&folder).unwrap(), ensemble);
    assert_eq!(export_csv(&folder).unwrap().len(), 4);
}

#[test]
fn an_empty_ensemble_survives_too() {
    let root = tempfile::tempdir().unwrap();
    let mut ensemble = ensemble();
    ensemble.series = SeriesTable { series: Vec::new(), bands: Vec::new(), ..ensemble.series };
    ensemble.outcomes = OutcomeTable { first_replicate: 0, outcomes: Vec::new(), columns: Vec::new() };
    ensemble.events.clear();
    ensemble.observations.clear();
    let folder = writer(root.path(), &ensemble).finish(&ensemble, &Environment::default()).unwrap();
    assert_eq!(read_run(&folder).unwrap(), ensemble);
}

#[test]
fn a_replicate_without_a_value_stays_without() {
    let root = tempfile::tempdir().unwrap();
    let mut ensemble = ensemble();
    ensemble.outcomes.columns[0][7] = f64::NAN;
    ensemble.outcomes.columns[1][7] = f64::NAN;
    let read = read_run(&write(root.path(), &ensemble, 64)).unwrap();
    assert!(read.outcomes.columns[0][7].is_nan() && read.outcomes.columns[1][7].is_nan());
    assert_eq!(read.outcomes.columns[0][8], ensemble.outcomes.columns[0][8]);
    assert_eq!(read.outcomes.columns[1][6], 1.0);
}

#[test]
fn batch_sizes_and_the_environment_do_not_show_in_the_results() {
    let ensemble = ensemble();
    let mut digests = Vec::new();
    let mut bytes = Vec::new();
    for batch in [1, 7, 1000] {
        let root = tempfile::tempdir().unwrap();
        let folder = write(root.path(), &ensemble, batch);
        digests.push(read_manifest(&folder).unwrap().results_digest);
        let tables = ["events", "flows", "observations", "outcomes", "series"]
            .map(|name| fs::read(folder.join(name).with_extension("parquet")).unwrap());
        bytes.push(tables);
    }
    assert!(bytes[0] == bytes[1] && bytes[1] == bytes[2]);
    assert_eq!(digests[0], digests[2]);
    let mut other = ensemble;
    other.questions[0].probability = 0.5;
    let root = tempfile::tempdir().unwrap();
    let folder = write(root.path(), &other, 1000);
    assert_ne!(read_manifest(&folder).unwrap().results_digest, digests[0]);
}

#[test]
fn row_groups_do_not_depend_on_batches() {
    let mut ensemble = ensemble();
    let rows = 150_000;
    let column: Vec<f64> = (0..rows).map(number).collect();
    ensemble.outcomes.outcomes.truncate(1);
    ensemble.outcomes.columns = vec![column];
    let bytes = [rows, 65_536, 999].map(|batch| {
        let root = tempfile::tempdir().unwrap();
        let folder = write(root.path(), &ensemble, batch);
        assert_eq!(read_run(&folder).unwrap(), ensemble);
        fs::read(folder.join("outcomes.parquet")).unwrap()
    });
    assert!(bytes[0] == bytes[1] && bytes[1] == bytes[2]);
}

#[test]
fn an_unfinished_run_leaves_nothing() {
    let root = tempfile::tempdir().unwrap();
    let ensemble = ensemble();
    let mut unfinished = writer(root.path(), &ensemble);
    append_outcomes(&mut unfinished, &ensemble.outcomes, 100);
    drop(unfinished);
    assert_eq!(everything_below(root.path()), Vec::<String>::new());
}

#[test]
fn a_run_replaces_its_predecessor_and_a_failed_one_does_not() {
    let root = tempfile::tempdir().unwrap();
    let mut ensemble = ensemble();
    let folder = write(root.path(), &ensemble, 1000);
    fs::write(folder.join("charts/old.svg"), "old").unwrap();
    let unfinished = writer(root.path(), &ensemble);
    drop(unfinished);
    assert_eq!(read_run(&folder).unwrap(), ensemble);

    ensemble.warnings.push("second".into());
    assert_eq!(write(root.path(), &ensemble, 1000), folder);
    assert_eq!(read_run(&folder).unwrap(), ensemble);
    assert!(!folder.join("charts/old.svg").exists());
    assert_eq!(fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn rows_that_do_not_fit_are_refused() {
    let root = tempfile::tempdir().unwrap();
    let ensemble = ensemble();
    let mut writer = writer(root.path(), &ensemble);
    let refused = |result: Result<(), OutputError>| {
        assert!(matches!(result, Err(OutputError::Inconsistent { .. })), "{result:?}")
    };
    refused(writer.outcome_batch(0, &[vec![1.0]]));
    refused(writer.outcome_batch(0, &[vec![1.0], vec![1.0, 0.0], vec![1.0]]));
    refused(writer.outcome_batch(0, &[vec![1.0], vec![0.5], vec![1.0]]));
    refused(writer.outcome_batch(u64::MAX, &[vec![1.0], vec![1.0], vec![1.0]]));
    refused(writer.event_batch(&[EventRow { replicate: 0, event: 2, day: 0 }]));
    refused(writer.event_batch(&[EventRow { replicate: 0, event: 0, day: u32::MAX }]));
    assert!(matches!(writer.chart("../chart.svg", b""), Err(OutputError::Name { .. })));
    let mut other = ensemble.clone();
    other.series.bands.pop();
    assert!(matches!(writer.finish(&other, &environment()), Err(OutputError::Inconsistent { .. })));
    assert_eq!(everything_below(root.path()), Vec::<String>::new());
}

#[test]
fn results_of_another_run_are_refused() {
    let ensemble = ensemble();
    let mut others = [ensemble.clone(), ensemble.clone(), ensemble.clone()];
    others[0].provenance.run_id = "other".into();
    others[1].outcomes.outcomes.pop();
    others[2].outcomes.first_replicate = 0;
    for other in others {
        let root = tempfile::tempdir().unwrap();
        let mut writer = writer(root.path(), &ensemble);
        append_outcomes(&mut writer, &ensemble.outcomes, 1000);
        assert!(matches!(writer.finish(&other, &environment()), Err(OutputError::Inconsistent { .. })));
        assert_eq!(everything_below(root.path()), Vec::<String>::new());
    }
}

#[test]
fn batches_come_in_replicate_order() {
    let root = tempfile::tempdir().unwrap();
    let ensemble = ensemble();
    let mut writer = writer(root.path(), &ensemble);
    writer.outcome_batch(5, &[vec![1.0], vec![1.0], vec![1.0]]).unwrap();
    assert!(writer.outcome_batch(5, &[vec![1.0], vec![1.0], vec![1.0]]).is_err());
    assert!(writer.outcome_batch(7, &[vec![1.0], vec![1.0], vec![1.0]]).is_err());
    writer.outcome_batch(6, &[vec![1.0], vec![1.0], vec![1.0]]).unwrap();
}

#[test]
fn outcome_names_must_differ() {
    let root = tempfile::tempdir().unwrap();
    let ensemble = ensemble();
    let twice = vec![outcome("replicate", OutcomeKind::Number)];
    let header = RunHeader {
        provenance: &ensemble.provenance,
        scenario_text: "",
        scenario_files: &[],
        start: ensemble.series.start,
        outcomes: &twice,
        events: &[],
    };
    assert!(matches!(RunWriter::create(root.path(), &header), Err(OutputError::Inconsistent { .. })));
    for name in ["../escape.toml", "/escape.toml", "a/../../escape.toml", ""] {
        let files = [(name, "")];
        assert!(matches!(
            RunWriter::create(root.path(), &RunHeader { scenario_files: &files, outcomes: &[], ..header }),
            Err(OutputError::Name { .. })
        ));
    }
    let provenance = Provenance { scenario: "../escape".into(), ..ensemble.provenance.clone() };
    assert!(matches!(
        RunWriter::create(root.path(), &RunHeader { provenance: &provenance, ..header }),
        Err(OutputError::Name { .. })
    ));
    assert_eq!(everything_below(root.path()), Vec::<String>::new());
}

#[test]
fn damage_is_noticed() {
    let root = tempfile::tempdir().unwrap();
    let folder = write(root.path(), &ensemble(), 1000);
    for name in RESULTS {
        let path = folder.join(name);
        let bytes = fs::read(&path).unwrap();
        let mut damaged = bytes.clone();
        damaged[bytes.len() / 2] ^= 1;
        fs::write(&path, &damaged).unwrap();
        assert!(matches!(read_run(&folder), Err(OutputError::Changed { .. })), "{name}");
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        assert!(matches!(read_run(&folder), Err(OutputError::Changed { .. })), "{name}");
        fs::remove_file(&path).unwrap();
        assert!(matches!(read_run(&folder), Err(OutputError::File { .. })), "{name}");
        fs::write(&path, &bytes).unwrap();
    }
    read_run(&folder).unwrap();
}

#[test]
fn a_manifest_that_vouches_for_nonsense_is_an_error_and_no_panic() {
    let root = tempfile::tempdir().unwrap();
    let folder = write(root.path(), &ensemble(), 1000);
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    for text in ["", "{", "[]", "{\"layout\": 2}", "{\"layout\": -1}", &manifest.replace("\"seed\": 1", "\"seed\": -1")]
    {
        fs::write(folder.join("manifest.json"), text).unwrap();
        assert!(matches!(read_run(&folder), Err(OutputError::Json { .. })), "{text}");
    }
    fs::write(folder.join("manifest.json"), manifest.replace("\"layout\": 2", "\"layout\": 3")).unwrap();
    assert!(matches!(read_run(&folder), Err(OutputError::Layout { found: 3, .. })));
    assert!(matches!(read_run(root.path()), Err(OutputError::File { .. })));
}

/// Replaces a result file and makes the manifest vouch for it, as somebody who edits a run would.
fn forge(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).unwrap();
    let mut manifest = read_manifest(folder).unwrap();
    let entry = manifest.files.get_mut(name).unwrap();
    entry.bytes = bytes.len() as u64;
    entry.blake3 = blake3::hash(bytes).to_hex().to_string();
    let listed = RESULTS.iter().filter_map(|name| Some(format!("{}  {name}\n", manifest.files.get(*name)?.blake3)));
    let lines: String = listed.collect();
    manifest.results_digest = blake3::hash(lines.as_bytes()).to_hex().to_string();
    fs::write(folder.join("manifest.json"), serde_json::to_vec(&manifest).unwrap()).unwrap();
}

#[test]
fn parts_that_do_not_fit_together_are_an_error() {
    let root = tempfile::tempdir().unwrap();
    let folder = write(root.path(), &ensemble(), 1000);
    let summary = fs::read_to_string(folder.join("summary.json")).unwrap();
    for (from, to) in [
        ("\"days\": 92", "\"days\": 91"),
        ("\"days\": 92", "\"days\": 18446744073709551615"),
        ("\"place\": 2", "\"place\": 3"),
        ("\"home\": 0", "\"home\": 18446744073709551615"),
        ("    91\n", "    92\n"),
        ("    84,\n", "    77,\n"),
        ("\"id\": \"displaced_5_march\"", "\"id\": \"other\""),
        ("\"kind\": \"condition\"", "\"kind\": \"number\""),
    ] {
        assert!(summary.contains(from), "{from}");
        forge(&folder, "summary.json", summary.replace(from, to).as_bytes());
        assert!(matches!(read_run(&folder), Err(OutputError::Inconsistent { .. })), "{to}");
    }
    forge(&folder, "summary.json", summary.as_bytes());
    let table = fs::read(folder.join("outcomes.parquet")).unwrap();
    forge(&folder, "outcomes.parquet", &table[..table.len() / 2]);
    assert!(matches!(read_run(&folder), Err(OutputError::Table { .. })));
    forge(&folder, "outcomes.parquet", &fs::read(folder.join("events.parquet")).unwrap());
    assert!(matches!(read_run(&folder), Err(OutputError::Inconsistent { .. })));
}

#[test]
fn no_forged_table_makes_the_reader_panic() {
    let root = tempfile::tempdir().unwrap();
    let folder = write(root.path(), &ensemble(), 1000);
    for name in ["flows.parquet", "observations.parquet", "series.parquet"] {
        let table = fs::read(folder.join(name)).unwrap();
        // The footer, where sizes and types are, lies at the end.
        for position in (0..table.len()).rev().take(1500).step_by(7) {
            let mut forged = table.clone();
            forged[position] = !forged[position];
            forge(&folder, name, &forged);
            // Some bytes carry no meaning for the reader; none may take it down.
            let _ = read_run(&folder);
        }
        forge(&folder, name, &table);
    }
    read_run(&folder).unwrap();
}

#[test]
fn tables_become_csv() {
    let root = tempfile::tempdir().unwrap();
    let folder = write(root.path(), &ensemble(), 1000);
    let paths = export_csv(&folder).unwrap();
    assert_eq!(paths.len(), 5);
    let outcomes = fs::read_to_string(folder.join("outcomes.csv")).unwrap();
    assert!(
        outcomes.starts_with("replicate,displaced_5_march,question.m5_cut,first_deal\n10,0.0,true,inf\n"),
        "{outcomes:.200}"
    );
    assert_eq!(outcomes.lines().count(), REPLICATES + 1);
    let events = fs::read_to_string(folder.join("events.csv")).unwrap();
    assert!(events.contains("\n1,deal,\"'=Event, \"\"deal\"\"\",1,2019-12-02\n"), "{events:.300}");
    let series = fs::read_to_string(folder.join("series.csv")).unwrap();
    assert!(series.starts_with("series,label,unit,kind,day,date,mean,q025,q05,q10,q25,q50,q75,q90,q95,q975\n"));
    read_run(&folder).unwrap();
}

#[test]
fn documents_are_added_to_a_finished_run() {
    let root = tempfile::tempdir().unwrap();
    let folder = write(root.path(), &ensemble(), 1000);
    for text in ["one", "two"] {
        let path = write_document(&folder.join("charts"), "displacement.svg", text.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), text);
    }
    assert_eq!(fs::read_dir(folder.join("charts")).unwrap().count(), 1);
    assert!(write_document(&folder, "../x.html", b"").is_err());
    read_run(&folder).unwrap();
}
