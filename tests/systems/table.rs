//! Every row of docs/model/systems.md names mechanisms that there are, readings that its scenario records, and a test
//! of its own.

use std::collections::BTreeSet;
use std::path::Path;

use crate::common::{IDLIB, plan};
use crate::scenarios::{ASSAD, KARABAKH};

const PAGE: &str = include_str!("../../docs/model/systems.md");

/// Names the charts.
const GUIDE: &str = include_str!("../../docs/guide/reading-a-result.md");

/// Rows of each case: letter, how many, scenario, tests.
const CASES: [(char, usize, &str, &str); 3] = [
    ('A', 12, IDLIB, include_str!("idlib.rs")),
    ('B', 12, ASSAD, include_str!("assad.rs")),
    ('C', 8, KARABAKH, include_str!("karabakh.rs")),
];

/// The cells of the row with this name: system, mechanisms, what shows it, test.
fn cells(row: &str) -> [&str; 4] {
    let start = format!("| {row} |");
    let mut lines = PAGE.lines().filter_map(|line| line.strip_prefix(&start));
    let (Some(line), None) = (lines.next(), lines.next()) else { panic!("{row} must have one row") };
    let cells: Vec<&str> = line.trim_end_matches('|').split('|').map(str::trim).collect();
    cells.try_into().unwrap_or_else(|cells: Vec<&str>| panic!("{row} has {} cells", cells.len()))
}

/// What stands in backticks.
fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_row_has_a_test() {
    for (letter, count, _, tests) in CASES {
        for row in (1..=count).map(|number| format!("{letter}{number}")) {
            let named = names(cells(&row)[3]);
            assert_eq!(named.len(), 1, "{row} names one test");
            assert!(named[0].starts_with(&format!("{}_", row.to_lowercase())), "{} is no test of {row}", named[0]);
            assert!(tests.contains(&format!("#[test]\nfn {}()", named[0])), "{row}: there is no test {}", named[0]);
        }
        let written = tests.matches("#[test]\n").count();
        assert_eq!(written, count, "tests of case {letter}");
    }
}

#[test]
fn every_row_names_its_mechanisms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (letter, count, ..) in CASES {
        for row in (1..=count).map(|number| format!("{letter}{number}")) {
            let links: Vec<&str> =
                cells(&row)[1].split("](").skip(1).filter_map(|link| link.split(')').next()).collect();
            assert!(!links.is_empty(), "{row} names no mechanism");
            for link in links {
                let source = root.join("src/process").join(link.replace(".md", ".rs"));
                assert!(source.exists(), "{row}: {link} is the page of no mechanism");
            }
        }
    }
}

#[test]
fn what_shows_a_row_is_recorded() {
    for (letter, count, scenario, _) in CASES {
        let plan = plan(scenario, &[]);
        let series = plan.series.iter().map(|series| series.info.id.clone());
        let outcomes = plan.outcomes.iter().map(|outcome| outcome.info.id.clone());
        let watches = plan.watches.iter().map(|watch| watch.info.id.clone());
        let recorded: BTreeSet<String> = series.chain(outcomes).chain(watches).collect();
        for row in (1..=count).map(|number| format!("{letter}{number}")) {
            let named = names(cells(&row)[2]);
            assert!(!named.is_empty(), "nothing shows {row}");
            let drawn = |name: &str| GUIDE.contains(&format!("`{name}`")) || name.starts_with("leverage_balance_");
            let (charts, readings): (Vec<&str>, Vec<&str>) = named.into_iter().partition(|name| drawn(name));
            let unknown: Vec<&&str> = readings.iter().filter(|name| !recorded.contains(**name)).collect();
            assert!(
                unknown.is_empty() && !readings.is_empty(),
                "{row}: {unknown:?} are not recorded, beside {charts:?}"
            );
        }
    }
}
