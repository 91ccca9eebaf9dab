//! The folder of a comparison: tables as Parquet and CSV, everything as `comparison.json`, charts.

use std::path::{Path, PathBuf};

use crate::output::report::{Footer, Table, numbers, read_report, table, texts, write_report};
use crate::output::table::Column;
use crate::output::{OutputError, ReportKind};
use crate::record::{
    ChainLink, Comparison, Contributions, Decomposition, Estimate, OutcomeDifference, OutcomeKind, Part, StorySide,
};

/// Comparisons.
pub const COMPARISONS: ReportKind = ReportKind { folder: "comparisons", document: "comparison.json" };

/// Writes `output_root/comparisons/<id>` whole or not at all and returns it; an earlier comparison of the same sides is
/// replaced. `charts` are file names with their bytes.
pub fn write_comparison(
    output_root: &Path,
    comparison: &Comparison,
    charts: &[(String, Vec<u8>)],
) -> Result<PathBuf, OutputError> {
    let tables = vec![
        outcomes(comparison),
        changes(comparison),
        contributions(comparison),
        parting(comparison),
        parting_days(comparison),
        chain(comparison),
        story(comparison),
    ];
    let footer = footer(comparison);
    write_report((output_root, COMPARISONS, &comparison.id), comparison, (tables, &footer), charts)
}

/// The comparison in a folder.
pub fn read_comparison(folder: &Path) -> Result<Comparison, OutputError> {
    read_report(folder, COMPARISONS)
}

/// What produced the tables.
fn footer(comparison: &Comparison) -> Footer {
    let [a, b] = &comparison.sides;
    vec![
        ("comparison_id", comparison.id.clone()),
        ("run_ids", format!("{} {}", a.run_id, b.run_id)),
        ("seed", a.seed.to_string()),
        ("replicates", a.replicates.to_string()),
        ("version", a.version.clone()),
    ]
}

/// A row for every outcome and question.
fn outcomes(comparison: &Comparison) -> Table {
    let rows: &[OutcomeDifference] = &comparison.outcomes;
    let columns = vec![
        ("outcome", texts(rows, |row| &row.outcome.id)),
        ("label", texts(rows, |row| &row.outcome.label)),
        ("unit", texts(rows, |row| &row.outcome.unit)),
        ("kind", texts(rows, |row| if row.outcome.kind == OutcomeKind::Condition { "condition" } else { "number" })),
        ("pairs", Column::Integer(rows.iter().map(|row| row.pairs as i64).collect())),
        ("mean_a", numbers(rows, |row| row.means[0])),
        ("mean_b", numbers(rows, |row| row.means[1])),
        ("difference", numbers(rows, |row| row.difference.value)),
        ("low", numbers(rows, |row| row.difference.interval[0])),
        ("high", numbers(rows, |row| row.difference.interval[1])),
        ("standard_error", numbers(rows, |row| row.standard_error)),
        ("higher", numbers(rows, |row| row.directions.higher)),
        ("lower", numbers(rows, |row| row.directions.lower)),
        ("equal", numbers(rows, |row| row.directions.equal)),
        ("independent_error", numbers(rows, |row| row.independent_error)),
        ("gain", numbers(rows, |row| row.gain)),
    ];
    table("outcomes", columns)
}

/// A row for every value that a change sets; a side that does not have it leaves it empty.
fn changes(comparison: &Comparison) -> Table {
    let rows: Vec<_> =
        comparison.changes.iter().flat_map(|change| change.values.iter().map(move |value| (change, value))).collect();
    let columns = vec![
        ("change", texts(&rows, |row| &row.0.id)),
        ("label", texts(&rows, |row| &row.0.label)),
        ("path", texts(&rows, |row| &row.1.path)),
        ("a", texts(&rows, |row| row.1.from.as_deref().unwrap_or_default())),
        ("b", texts(&rows, |row| row.1.to.as_deref().unwrap_or_default())),
    ];
    table("changes", columns)
}

/// A row for every outcome and part of both decompositions.
fn contributions(comparison: &Comparison) -> Table {
    let kinds = [("change", &comparison.by_change), ("mechanism", &comparison.by_mechanism)];
    let decompositions = kinds.into_iter().filter_map(|(kind, found)| Some((kind, found.as_ref()?)));
    let rows: Vec<(&str, &Decomposition, &Contributions, &Part, &Estimate)> = decompositions
        .flat_map(|(kind, found)| {
            found.outcomes.iter().flat_map(move |row| {
                found.parts.iter().zip(&row.parts).map(move |(part, estimate)| (kind, found, row, part, estimate))
            })
        })
        .collect();
    let columns = vec![
        ("by", texts(&rows, |row| row.0)),
        ("outcome", texts(&rows, |row| &row.2.outcome)),
        ("part", texts(&rows, |row| &row.3.id)),
        ("label", texts(&rows, |row| &row.3.label)),
        ("contribution", numbers(&rows, |row| row.4.value)),
        ("low", numbers(&rows, |row| row.4.interval[0])),
        ("high", numbers(&rows, |row| row.4.interval[1])),
        ("difference", numbers(&rows, |row| row.2.difference)),
        ("pairs", Column::Integer(rows.iter().map(|row| row.1.pairs as i64).collect())),
    ];
    table("contributions", columns)
}

/// A row for everything that pairs part by.
fn parting(comparison: &Comparison) -> Table {
    let rows = comparison.parting.as_ref().map_or(&[][..], |parting| &parting.causes);
    let columns = vec![
        ("cause", texts(rows, |row| &row.id)),
        ("label", texts(rows, |row| &row.label)),
        ("pairs", Column::Integer(rows.iter().map(|row| row.pairs as i64).collect())),
        ("share", numbers(rows, |row| row.share)),
        ("median_day", numbers(rows, |row| row.median_day)),
    ];
    table("parting", columns)
}

/// A row for every day: how many pairs part on it.
fn parting_days(comparison: &Comparison) -> Table {
    let days = comparison.parting.as_ref().map_or(&[][..], |parting| &parting.by_day);
    let date = |day: usize| comparison.start.plus_days(day as i64).unix_days();
    let columns = vec![
        ("date", Column::Date((0..days.len()).map(date).collect())),
        ("pairs", Column::Integer(days.iter().map(|pairs| *pairs as i64).collect())),
    ];
    table("parting_days", columns)
}

/// A row for every link of the chain.
fn chain(comparison: &Comparison) -> Table {
    let rows: &[ChainLink] = &comparison.chain;
    let earlier = |row: &ChainLink| row.follows.as_ref().and_then(|follows| comparison.chain.get(follows.link));
    let follows: Vec<&str> = rows.iter().map(|row| earlier(row).map_or("", |link| &link.event.id)).collect();
    let columns = vec![
        ("event", texts(rows, |row| &row.event.id)),
        ("label", texts(rows, |row| &row.event.label)),
        ("probability_a", numbers(rows, |row| row.probabilities[0])),
        ("probability_b", numbers(rows, |row| row.probabilities[1])),
        ("difference", numbers(rows, |row| row.difference.value)),
        ("low", numbers(rows, |row| row.difference.interval[0])),
        ("high", numbers(rows, |row| row.difference.interval[1])),
        ("differing", numbers(rows, |row| row.differing)),
        ("day", numbers(rows, |row| row.day)),
        ("delay", numbers(rows, |row| row.delay.value)),
        ("delay_low", numbers(rows, |row| row.delay.interval[0])),
        ("delay_high", numbers(rows, |row| row.delay.interval[1])),
        ("carried", numbers(rows, |row| row.carried)),
        ("follows", Column::texts(follows.into_iter())),
        ("follows_share", numbers(rows, |row| row.follows.as_ref().map_or(f64::NAN, |follows| follows.share))),
        ("follows_lift", numbers(rows, |row| row.follows.as_ref().map_or(f64::NAN, |follows| follows.lift))),
    ];
    table("chain", columns)
}

/// A row for everything told of the typical pair.
fn story(comparison: &Comparison) -> Table {
    let rows = comparison.story.as_ref().map_or(&[][..], |story| &story.entries);
    let side = |side| match side {
        StorySide::A => "A",
        StorySide::B => "B",
        StorySide::Both => "both",
    };
    let columns = vec![
        ("date", Column::Date(rows.iter().map(|row| row.date.unix_days()).collect())),
        ("side", texts(rows, |row| side(row.side))),
        ("text", texts(rows, |row| &row.text)),
    ];
    table("story", columns)
}
