//! The folder of a discovery: everything as `discovery.json`, tables as Parquet and CSV, charts.

use std::path::{Path, PathBuf};

use crate::output::report::{Footer, Table, conditions, numbers, read_report, table, texts, write_report};
use crate::output::table::Column;
use crate::output::{OutputError, ReportKind};
use crate::record::{
    DiscoveredBox, DiscoveryReport, PrunedTree, Restriction, RestrictionTest, TrajectoryPoint, TreeLeaf,
};

/// Discoveries.
pub const DISCOVERIES: ReportKind = ReportKind { folder: "discovery", document: "discovery.json" };

/// Writes `output_root/discovery/<id>` whole or not at all and returns it; an earlier report of the same table and
/// options is replaced. `charts` are file names with their bytes.
pub fn write_discovery(
    output_root: &Path,
    report: &DiscoveryReport,
    charts: &[(String, Vec<u8>)],
) -> Result<PathBuf, OutputError> {
    let mut tables = vec![boxes(report), restrictions(report), tests(report), trajectories(report)];
    if let Some(tree) = &report.discovery.tree {
        tables.extend([leaves(&tree.leaves), pruning(&tree.sequence)]);
    }
    write_report((output_root, DISCOVERIES, &report.id), report, (tables, &footer(report)), charts)
}

/// The report in a folder.
pub fn read_discovery(folder: &Path) -> Result<DiscoveryReport, OutputError> {
    read_report(folder, DISCOVERIES)
}

/// What produced the tables.
fn footer(report: &DiscoveryReport) -> Footer {
    vec![
        ("discovery_id", report.id.clone()),
        ("run_id", report.provenance.run_id.clone()),
        ("target", report.discovery.target.statement.clone()),
        ("version", report.provenance.version.clone()),
    ]
}

/// Something of each box, with the box's number from 1.
fn of_boxes<'r, T>(report: &'r DiscoveryReport, parts: impl Fn(&'r DiscoveredBox) -> &'r [T]) -> Vec<(i64, &'r T)> {
    let numbered = (1..).zip(&report.discovery.boxes);
    numbered.flat_map(|(number, found)| parts(found).iter().map(move |part| (number, part))).collect()
}

fn integers<R>(rows: &[R], number: impl Fn(&R) -> i64) -> Column {
    Column::Integer(rows.iter().map(number).collect())
}

/// A row for every box.
fn boxes(report: &DiscoveryReport) -> Table {
    let rows: Vec<(i64, &DiscoveredBox)> = (1..).zip(&report.discovery.boxes).collect();
    let columns = vec![
        ("box", integers(&rows, |row| row.0)),
        ("sentence", texts(&rows, |row| &row.1.sentence)),
        ("rows", integers(&rows, |row| row.1.rows as i64)),
        ("mass", numbers(&rows, |row| row.1.mass)),
        ("coverage", numbers(&rows, |row| row.1.coverage.value)),
        ("coverage_low", numbers(&rows, |row| row.1.coverage.interval[0])),
        ("coverage_high", numbers(&rows, |row| row.1.coverage.interval[1])),
        ("density", numbers(&rows, |row| row.1.density.value)),
        ("density_low", numbers(&rows, |row| row.1.density.interval[0])),
        ("density_high", numbers(&rows, |row| row.1.density.interval[1])),
        ("base", numbers(&rows, |row| row.1.base)),
        ("held_out_coverage", numbers(&rows, |row| row.1.held_out.coverage.value)),
        ("held_out_density", numbers(&rows, |row| row.1.held_out.density.value)),
        ("optimism", numbers(&rows, |row| row.1.held_out.optimism)),
        ("chosen", integers(&rows, |row| row.1.chosen as i64)),
    ];
    table("boxes", columns)
}

/// A row for every restricted input of every box.
fn restrictions(report: &DiscoveryReport) -> Table {
    let rows: Vec<(i64, &Restriction)> = of_boxes(report, |found| &found.restrictions);
    let categories: Vec<String> = rows.iter().map(|row| row.1.categories.join("; ")).collect();
    let columns = vec![
        ("box", integers(&rows, |row| row.0)),
        ("input", texts(&rows, |row| &row.1.input)),
        ("low", numbers(&rows, |row| row.1.low.unwrap_or(f64::NAN))),
        ("high", numbers(&rows, |row| row.1.high.unwrap_or(f64::NAN))),
        ("categories", texts(&categories, |own| own)),
    ];
    table("restrictions", columns)
}

/// A row for every restriction that was tested.
fn tests(report: &DiscoveryReport) -> Table {
    let rows: Vec<(i64, &RestrictionTest)> = of_boxes(report, |found| &found.tests);
    let columns = vec![
        ("box", integers(&rows, |row| row.0)),
        ("input", texts(&rows, |row| &row.1.input)),
        ("side", texts(&rows, |row| &row.1.side)),
        ("restriction", texts(&rows, |row| &row.1.text)),
        ("kept", conditions(&rows, |row| row.1.kept)),
        ("p", numbers(&rows, |row| row.1.p)),
        ("reproduced", numbers(&rows, |row| row.1.reproduced)),
        ("quasi_p", numbers(&rows, |row| row.1.quasi_p)),
    ];
    table("tests", columns)
}

/// A row for every box on the way.
fn trajectories(report: &DiscoveryReport) -> Table {
    let numbered = (1..).zip(&report.discovery.boxes);
    let rows: Vec<(i64, usize, &TrajectoryPoint)> = numbered
        .flat_map(|(number, found)| {
            found.trajectory.iter().enumerate().map(move |(index, point)| (number, index, point))
        })
        .collect();
    let columns = vec![
        ("box", integers(&rows, |row| row.0)),
        ("number", integers(&rows, |row| row.1 as i64)),
        ("phase", texts(&rows, |row| &row.2.phase)),
        ("coverage", numbers(&rows, |row| row.2.coverage)),
        ("density", numbers(&rows, |row| row.2.density)),
        ("mass", numbers(&rows, |row| row.2.mass)),
        ("rows", integers(&rows, |row| row.2.rows as i64)),
        ("restricted", integers(&rows, |row| row.2.restrictions.len() as i64)),
    ];
    table("trajectory", columns)
}

/// A row for every leaf of the tree.
fn leaves(leaves: &[TreeLeaf]) -> Table {
    let columns = vec![
        ("sentence", texts(leaves, |leaf| &leaf.sentence)),
        ("rows", integers(leaves, |leaf| leaf.rows as i64)),
        ("coverage", numbers(leaves, |leaf| leaf.coverage.value)),
        ("density", numbers(leaves, |leaf| leaf.density.value)),
        ("density_low", numbers(leaves, |leaf| leaf.density.interval[0])),
        ("density_high", numbers(leaves, |leaf| leaf.density.interval[1])),
    ];
    table("leaves", columns)
}

/// A row for every tree of the pruning sequence.
fn pruning(sequence: &[PrunedTree]) -> Table {
    let columns = vec![
        ("complexity", numbers(sequence, |tree| tree.complexity)),
        ("leaves", integers(sequence, |tree| tree.leaves as i64)),
        ("error", numbers(sequence, |tree| tree.error)),
        ("standard_error", numbers(sequence, |tree| tree.standard_error)),
        ("chosen", conditions(sequence, |tree| tree.chosen)),
    ];
    table("pruning", columns)
}

#[cfg(test)]
mod tests_of_folders {
    use super::*;
    use crate::record::{
        Discovery, DiscoverySettings, DiscoveryTarget, Estimate, HeldOut, Provenance, SampledRows, Variable,
    };

    fn report() -> DiscoveryReport {
        let estimate = Estimate { value: 0.5, interval: [f64::NAN, 0.75] };
        let restriction = Restriction { input: "x".into(), low: Some(0.25), high: None, categories: Vec::new() };
        let point = TrajectoryPoint {
            phase: "peel".into(),
            coverage: 1.0,
            density: 0.5,
            mass: 0.5,
            rows: 10,
            restrictions: vec![restriction.clone()],
        };
        let found = DiscoveredBox {
            sentence: "“y” comes true in 50 % of runs where x is at least 0.25.".into(),
            restrictions: vec![restriction],
            rows: 10,
            coverage: estimate,
            density: estimate,
            mass: 0.5,
            base: 0.25,
            held_out: HeldOut { coverage: estimate, density: estimate, optimism: 0.125 },
            tests: Vec::new(),
            chosen: 0,
            trajectory: vec![point],
        };
        let settings = DiscoverySettings {
            peel: 0.05,
            paste: 0.05,
            least_mass: 0.05,
            objective: "foresight".into(),
            choice: String::new(),
            level: None,
            halves: 50,
            seed: 1,
        };
        let discovery = Discovery {
            target: DiscoveryTarget { variable: Variable::number("y"), statement: "y".into(), threshold: None },
            settings,
            rows: 20,
            left_out: 0,
            base: estimate,
            inputs: Vec::new(),
            boxes: vec![found],
            dropped: Vec::new(),
            tree: None,
            sample: SampledRows::default(),
            notes: vec!["note".into()],
        };
        let provenance = Provenance {
            scenario: "table".into(),
            title: "table.csv".into(),
            scenario_hash: String::new(),
            levers: Default::default(),
            overrides: Vec::new(),
            seed: 1,
            replicates: 20,
            failed: 0,
            version: "0".into(),
            commit: String::new(),
            run_id: "0123".into(),
            marking: String::new(),
        };
        DiscoveryReport { id: "0123456789ab".into(), provenance, discovery }
    }

    #[test]
    fn a_report_is_read_back_as_it_was_and_its_tables_are_there() {
        let root = tempfile::tempdir().unwrap();
        let written = report();
        let folder = write_discovery(root.path(), &written, &[("box.svg".into(), b"<svg/>".to_vec())]).unwrap();
        assert_eq!(folder, root.path().join("discovery/0123456789ab"));
        // As text, because a figure that does not exist is NaN.
        assert_eq!(format!("{:?}", read_discovery(&folder).unwrap()), format!("{written:?}"));
        let text = std::fs::read_to_string(folder.join("restrictions.csv")).unwrap();
        assert_eq!(text, "box,input,low,high,categories\n1,x,0.25,,\n");
        for name in ["boxes", "tests", "trajectory"] {
            assert!(folder.join(format!("{name}.parquet")).is_file() && folder.join(format!("{name}.csv")).is_file());
        }
        assert!(!folder.join("leaves.csv").exists() && folder.join("charts/box.svg").is_file());
    }
}
