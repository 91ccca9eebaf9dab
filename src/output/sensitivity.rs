//! The folder of a sensitivity analysis: tables as Parquet and CSV, everything as `sensitivity.json`, charts.

use std::path::{Path, PathBuf};

use crate::output::report::{Footer, Table, numbers, read_report, table, texts, write_report};
use crate::output::table::Column;
use crate::output::{OutputError, ReportKind};
use crate::record::{
    ElementaryEffects, Estimate, GivenFactor, OutcomeSensitivity, Ranking, SensitivityReport, SobolIndex, SobolPair,
    VarianceShare,
};

/// Sensitivity analyses.
pub const SENSITIVITY: ReportKind = ReportKind { folder: "sensitivity", document: "sensitivity.json" };

/// Writes `output_root/sensitivity/<id>` whole or not at all and returns it; an earlier analysis of the same table is
/// replaced. `charts` are file names with their bytes.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_sensitivity(
    output_root: &Path,
    report: &SensitivityReport,
    charts: &[(String, Vec<u8>)],
) -> Result<PathBuf, OutputError> {
    let tables = [screening(report), sobol(report), pairs(report), given(report), variance(report), ranks(report)];
    let filled = tables.into_iter().filter(|(_, _, columns)| columns.first().is_some_and(|column| column.len() > 0));
    write_report((output_root, SENSITIVITY, &report.id), report, (filled.collect(), &footer(report)), charts)
}

/// Reads the analysis back.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn read_sensitivity(folder: &Path) -> Result<SensitivityReport, OutputError> {
    read_report(folder, SENSITIVITY)
}

/// What produced the tables.
fn footer(report: &SensitivityReport) -> Footer {
    vec![
        ("sensitivity_id", report.id.clone()),
        ("scenario", report.provenance.scenario.clone()),
        ("seed", report.provenance.seed.to_string()),
        ("replicates", report.provenance.replicates.to_string()),
        ("version", report.provenance.version.clone()),
    ]
}

/// What an analysis has of every outcome, beside the outcome's name.
fn rows<'r, T>(report: &'r SensitivityReport, of: impl Fn(&'r OutcomeSensitivity) -> &'r [T]) -> Vec<(&'r str, &'r T)> {
    let outcomes = report.outcomes.iter();
    outcomes
        .flat_map(|outcome| of(outcome).iter().map(move |row| (outcome.outcome.id.as_str(), row)).collect::<Vec<_>>())
        .collect()
}

/// Three columns of an estimate: its value and its ends.
fn estimate<'c, R>(names: [&'c str; 3], rows: &[R], of: impl Fn(&R) -> Estimate) -> [(&'c str, Column); 3] {
    let [value, low, high] = names;
    [
        (value, numbers(rows, |row| of(row).value)),
        (low, numbers(rows, |row| of(row).interval[0])),
        (high, numbers(rows, |row| of(row).interval[1])),
    ]
}

fn screening(report: &SensitivityReport) -> Table {
    let rows: Vec<(&str, &ElementaryEffects)> =
        rows(report, |outcome| outcome.screening.as_ref().map_or(&[], |found| &found.factors));
    let mut columns = vec![
        ("outcome", texts(&rows, |row| row.0)),
        ("factor", texts(&rows, |row| &row.1.factor)),
        ("label", texts(&rows, |row| report.label(&row.1.factor))),
    ];
    columns.extend(estimate(["mu", "mu_low", "mu_high"], &rows, |row| row.1.mu));
    columns.extend(estimate(["mu_star", "mu_star_low", "mu_star_high"], &rows, |row| row.1.mu_star));
    columns.extend(estimate(["sigma", "sigma_low", "sigma_high"], &rows, |row| row.1.sigma));
    table("screening", columns)
}

fn sobol(report: &SensitivityReport) -> Table {
    let rows: Vec<(&str, &SobolIndex)> =
        rows(report, |outcome| outcome.sobol.as_ref().map_or(&[], |found| &found.factors));
    let mut columns = vec![
        ("outcome", texts(&rows, |row| row.0)),
        ("factor", texts(&rows, |row| &row.1.factor)),
        ("label", texts(&rows, |row| report.label(&row.1.factor))),
    ];
    columns.extend(estimate(["first", "first_low", "first_high"], &rows, |row| row.1.first));
    columns.extend(estimate(["total", "total_low", "total_high"], &rows, |row| row.1.total));
    table("sobol", columns)
}

fn pairs(report: &SensitivityReport) -> Table {
    let rows: Vec<(&str, &SobolPair)> =
        rows(report, |outcome| outcome.sobol.as_ref().map_or(&[], |found| &found.pairs));
    let mut columns = vec![
        ("outcome", texts(&rows, |row| row.0)),
        ("factor", texts(&rows, |row| &row.1.factors[0])),
        ("other", texts(&rows, |row| &row.1.factors[1])),
    ];
    columns.extend(estimate(["second", "second_low", "second_high"], &rows, |row| row.1.index));
    table("sobol_pairs", columns)
}

fn given(report: &SensitivityReport) -> Table {
    let rows: Vec<(&str, &GivenFactor)> =
        rows(report, |outcome| outcome.given.as_ref().map_or(&[], |found| &found.factors));
    let mut columns = vec![
        ("outcome", texts(&rows, |row| row.0)),
        ("factor", texts(&rows, |row| &row.1.factor)),
        ("label", texts(&rows, |row| report.label(&row.1.factor))),
    ];
    columns.extend(estimate(["first", "first_low", "first_high"], &rows, |row| row.1.first_order));
    columns.extend(estimate(["pawn_median", "pawn_median_low", "pawn_median_high"], &rows, |row| row.1.pawn.median));
    columns.extend(estimate(["pawn_mean", "pawn_mean_low", "pawn_mean_high"], &rows, |row| row.1.pawn.mean));
    columns.extend(estimate(["pawn_max", "pawn_max_low", "pawn_max_high"], &rows, |row| row.1.pawn.maximum));
    columns.push(("pawn_threshold", numbers(&rows, |row| row.1.pawn.threshold)));
    columns.extend(estimate(["delta", "delta_low", "delta_high"], &rows, |row| row.1.delta));
    columns.push(("delta_plug_in", numbers(&rows, |row| row.1.delta_plug_in)));
    columns.push(("delta_threshold", numbers(&rows, |row| row.1.delta_threshold)));
    columns.extend(regression(&rows));
    table("given", columns)
}

fn regression(rows: &[(&str, &GivenFactor)]) -> Vec<(&'static str, Column)> {
    let of = |names, get: fn(&GivenFactor) -> Estimate| estimate(names, rows, move |row| get(row.1));
    [
        of(["coefficient", "coefficient_low", "coefficient_high"], |of| of.regression.coefficient),
        of(["rank_coefficient", "rank_coefficient_low", "rank_coefficient_high"], |of| of.regression.rank_coefficient),
        of(["partial", "partial_low", "partial_high"], |of| of.regression.partial),
        of(["partial_rank", "partial_rank_low", "partial_rank_high"], |of| of.regression.partial_rank),
        of(["spearman", "spearman_low", "spearman_high"], |of| of.regression.spearman),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn variance(report: &SensitivityReport) -> Table {
    let outcomes = report.outcomes.iter();
    let rows: Vec<(&str, &str, &VarianceShare)> = outcomes
        .filter_map(|outcome| Some((outcome.outcome.id.as_str(), outcome.chance.as_ref()?)))
        .flat_map(|(outcome, found)| {
            [("knowledge", &found.knowledge), ("chance", &found.chance), ("interplay", &found.interplay)]
                .map(|(source, share)| (outcome, source, share))
        })
        .collect();
    let mut columns = vec![
        ("outcome", texts(&rows, |row| row.0)),
        ("source", texts(&rows, |row| row.1)),
        ("component", numbers(&rows, |row| row.2.component)),
    ];
    columns.extend(estimate(["share", "share_low", "share_high"], &rows, |row| row.2.share));
    table("variance", columns)
}

/// The orders of all analyses with the ranges of ranks.
fn ranks(report: &SensitivityReport) -> Table {
    let rankings = |outcome: &'_ OutcomeSensitivity| -> Vec<(&'static str, Ranking)> {
        let screening = outcome.screening.iter().map(|found| ("screening", found.ranking.clone()));
        let sobol = outcome.sobol.iter().map(|found| ("sobol", found.ranking.clone()));
        screening.chain(sobol).chain(outcome.given.iter().map(|found| ("given", found.ranking.clone()))).collect()
    };
    let mut rows: Vec<(&str, &'static str, String, [usize; 3], f64)> = Vec::new();
    for outcome in &report.outcomes {
        for (analysis, ranking) in rankings(outcome) {
            for (rank, factor) in ranking.factors.into_iter().enumerate() {
                let [low, high] = factor.ranks;
                let place = [rank + 1, low, high];
                rows.push((&outcome.outcome.id, analysis, factor.factor, place, ranking.instability));
            }
        }
    }
    let integers = |place: usize| Column::Integer(rows.iter().map(|row| row.3[place] as i64).collect());
    let columns = vec![
        ("outcome", texts(&rows, |row| row.0)),
        ("analysis", texts(&rows, |row| row.1)),
        ("factor", texts(&rows, |row| &row.2)),
        ("rank", integers(0)),
        ("rank_low", integers(1)),
        ("rank_high", integers(2)),
        ("instability", numbers(&rows, |row| row.4)),
    ];
    table("ranks", columns)
}
