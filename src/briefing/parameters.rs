//! Source and status of every parameter.

use std::collections::BTreeMap;

use crate::briefing::{Section, TextTable};
use crate::chart::number::{decimal, grouped};
use crate::chart::{Cell, Column, Table};
use crate::record::{Ensemble, ParameterRow};
use crate::wording::joined;

/// The section, if the run kept its parameters.
pub(super) fn section(ensemble: &Ensemble) -> Option<Section> {
    let rows = &ensemble.parameters;
    if rows.is_empty() {
        return None;
    }
    let mut section = Section::new("parameters", "Sources and status of every number");
    let unsourced: Vec<&ParameterRow> = rows.iter().filter(|row| row.source.trim().is_empty()).collect();
    let counts = counts(rows);
    let listed: Vec<String> =
        counts.iter().map(|(status, [all, _])| format!("{} {status}", grouped(*all as f64))).collect();
    section.sentences.push(format!(
        "The run rests on {} numbers: {}; {} of them name no source.",
        grouped(rows.len() as f64),
        joined(&listed, "and"),
        grouped(unsourced.len() as f64)
    ));
    section.tables.push(TextTable { title: "Numbers by status".into(), table: by_status(&counts) });
    let every: Vec<&ParameterRow> = rows.iter().collect();
    section
        .folded
        .push(TextTable { title: "Every number".into(), table: table("Every number of the scenario", &every) });
    if !unsourced.is_empty() {
        let table = table("Numbers that are judgement without a named source", &unsourced);
        section.folded.push(TextTable { title: "Numbers without a source".into(), table });
    }
    Some(section)
}

/// Numbers by status: all, and those that are uncertain.
fn counts(rows: &[ParameterRow]) -> BTreeMap<&str, [usize; 2]> {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for row in rows {
        let [all, uncertain] = counts.entry(&row.status).or_default();
        *all += 1;
        *uncertain += usize::from(row.distribution != "fixed");
    }
    counts
}

fn by_status(counts: &BTreeMap<&str, [usize; 2]>) -> Table {
    let columns = vec![Column::words("Status"), Column::numbers("Numbers"), Column::numbers("Of these uncertain")];
    let count = |count: usize| Cell::number(grouped(count as f64), count as f64);
    let row =
        |(status, [all, uncertain]): (&&str, &[usize; 2])| vec![Cell::words(*status), count(*all), count(*uncertain)];
    Table::new("How the numbers are known", columns).with_rows(counts.iter().map(row).collect())
}

fn table(caption: &str, rows: &[&ParameterRow]) -> Table {
    let columns = vec![
        Column::words("Path"),
        Column::numbers("Value"),
        Column::words("Unit"),
        Column::words("Distribution"),
        Column::words("Status"),
        Column::words("Source"),
    ];
    let row = |row: &&ParameterRow| {
        let [low, high] = row.range;
        let spread = match row.distribution.as_str() {
            "fixed" => "fixed".into(),
            other => format!("{other} {} to {}", value(low), value(high)),
        };
        let unit = if row.unit == "1" { "" } else { row.unit.as_str() };
        vec![
            Cell::words(&row.path),
            Cell::number(value(row.value), row.value),
            Cell::words(unit),
            Cell::words(spread),
            Cell::words(&row.status),
            Cell::words(if row.source.is_empty() { "none named" } else { &row.source }),
        ]
    };
    Table::new(caption, columns).with_rows(rows.iter().map(row).collect())
}

/// A value with three significant digits or all of a whole number.
fn value(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 || size.fract() == 0.0 => grouped(value),
        size if size >= 10.0 => decimal(value, 1),
        size if size >= 1.0 => decimal(value, 2),
        size if size >= 0.01 => decimal(value, 3),
        _ => format!("{value:.2e}"),
    }
}
