//! The folder of a scoring: tables as Parquet and CSV, everything as `score.json`, charts.

use std::path::{Path, PathBuf};

use crate::output::report::{Footer, Table, conditions, numbers, read_report, table, texts, write_report};
use crate::output::table::Column;
use crate::output::{OutputError, ReportKind, files};
use crate::record::{Baseline, Calibration, Estimate, ObservationScore, QuestionScore, ScoreReport, SeriesScore};

/// Scorings.
pub const SCORES: ReportKind = ReportKind { folder: "scores", document: "score.json" };

/// Writes `output_root/scores/<id>` whole or not at all and returns it; an earlier scoring of the same runs is replaced.
/// `charts` are file names with their bytes.
pub fn write_scores(
    output_root: &Path,
    report: &ScoreReport,
    charts: &[(String, Vec<u8>)],
) -> Result<PathBuf, OutputError> {
    let tables = vec![questions(report), observations(report), series(report), skills(report)];
    write_report((output_root, SCORES, &report.id), report, (tables, &footer(report)), charts)
}

/// The scores in a folder.
pub fn read_scores(folder: &Path) -> Result<ScoreReport, OutputError> {
    read_report(folder, SCORES)
}

/// What produced the tables.
fn footer(report: &ScoreReport) -> Footer {
    let Some(first) = report.scenarios.first() else { return vec![("score_id", report.id.clone())] };
    let runs: Vec<&str> = report.scenarios.iter().map(|scenario| scenario.provenance.run_id.as_str()).collect();
    vec![
        ("score_id", report.id.clone()),
        ("run_ids", runs.join(" ")),
        ("seed", first.provenance.seed.to_string()),
        ("replicates", first.provenance.replicates.to_string()),
        ("version", first.provenance.version.clone()),
    ]
}

/// A row for every resolved question.
fn questions(report: &ScoreReport) -> Table {
    let rows: Vec<(&str, &QuestionScore)> = report
        .scenarios
        .iter()
        .flat_map(|scenario| {
            scenario.questions.iter().map(|question| (scenario.provenance.scenario.as_str(), question))
        })
        .collect();
    let columns = vec![
        ("scenario", texts(&rows, |row| row.0)),
        ("question", texts(&rows, |row| &row.1.id)),
        ("statement", texts(&rows, |row| &row.1.statement)),
        ("horizon", Column::Date(rows.iter().map(|row| row.1.horizon.unix_days()).collect())),
        ("probability", numbers(&rows, |row| row.1.probability)),
        ("standard_error", numbers(&rows, |row| row.1.standard_error)),
        ("happened", conditions(&rows, |row| row.1.happened)),
        ("brier", numbers(&rows, |row| row.1.brier)),
        ("log_score", numbers(&rows, |row| row.1.log_score)),
        ("base_rate", numbers(&rows, |row| row.1.base_rate)),
        ("base_rate_given", conditions(&rows, |row| row.1.base_rate_given)),
        ("base_rate_brier", numbers(&rows, |row| row.1.base_rate_brier)),
    ];
    table("questions", columns)
}

/// A row for every observation scored.
fn observations(report: &ScoreReport) -> Table {
    let rows: Vec<(&str, &ObservationScore)> = report
        .scenarios
        .iter()
        .flat_map(|scenario| scenario.observations.iter().map(|row| (scenario.provenance.scenario.as_str(), row)))
        .collect();
    let mut columns = vec![
        ("scenario", texts(&rows, |row| row.0)),
        ("series", texts(&rows, |row| &row.1.series)),
        ("date", Column::Date(rows.iter().map(|row| row.1.date.unix_days()).collect())),
        ("use", texts(&rows, |row| row.1.purpose.word())),
        ("value", numbers(&rows, |row| row.1.value)),
    ];
    let quantiles = files::QUANTILES.iter().enumerate();
    columns.extend(quantiles.map(|(index, name)| (*name, numbers(&rows, |row| row.1.quantiles[index]))));
    columns.extend([
        ("crps", numbers(&rows, |row| row.1.crps)),
        ("log_crps", numbers(&rows, |row| row.1.log_crps)),
        ("pit", numbers(&rows, |row| row.1.pit)),
    ]);
    columns.extend(
        Baseline::ALL.map(|(word, _, baseline)| (word, numbers(&rows, |row| row.1.baselines[baseline as usize]))),
    );
    table("observations", columns)
}

/// Every observed series with its scenario.
fn series_rows(report: &ScoreReport) -> Vec<(&str, &SeriesScore)> {
    let scenarios = report.scenarios.iter();
    scenarios
        .flat_map(|scenario| scenario.series.iter().map(|row| (scenario.provenance.scenario.as_str(), row)))
        .collect()
}

/// A row for every observed series and use.
fn series(report: &ScoreReport) -> Table {
    let rows = series_rows(report);
    let calibration = |number: &dyn Fn(&Calibration) -> f64| numbers(&rows, |row| number(&row.1.calibration));
    let columns = vec![
        ("scenario", texts(&rows, |row| row.0)),
        ("series", texts(&rows, |row| &row.1.series)),
        ("label", texts(&rows, |row| &row.1.label)),
        ("unit", texts(&rows, |row| &row.1.unit)),
        ("use", texts(&rows, |row| row.1.purpose.word())),
        ("observations", Column::Integer(rows.iter().map(|row| row.1.calibration.observations as i64).collect())),
        ("crps", numbers(&rows, |row| row.1.crps)),
        ("log_crps", numbers(&rows, |row| row.1.log_crps)),
        ("coverage_50", calibration(&|found| found.coverage[0])),
        ("coverage_80", calibration(&|found| found.coverage[1])),
        ("coverage_95", calibration(&|found| found.coverage[2])),
    ];
    table("series", columns)
}

/// A row for every observed series, use and baseline.
fn skills(report: &ScoreReport) -> Table {
    let series = series_rows(report);
    let rows: Vec<_> = series
        .iter()
        .flat_map(|(scenario, row)| row.skills.iter().map(move |skill| (*scenario, *row, skill)))
        .collect();
    let estimate = |number: &dyn Fn(&Estimate) -> f64, log: bool| {
        numbers(&rows, |row| number(if log { &row.2.log_skill } else { &row.2.skill }))
    };
    let columns = vec![
        ("scenario", texts(&rows, |row| row.0)),
        ("series", texts(&rows, |row| &row.1.series)),
        ("use", texts(&rows, |row| row.1.purpose.word())),
        ("baseline", texts(&rows, |row| row.2.baseline.word())),
        ("error", numbers(&rows, |row| row.2.error)),
        ("skill", estimate(&|skill| skill.value, false)),
        ("skill_low", estimate(&|skill| skill.interval[0], false)),
        ("skill_high", estimate(&|skill| skill.interval[1], false)),
        ("log_error", numbers(&rows, |row| row.2.log_error)),
        ("log_skill", estimate(&|skill| skill.value, true)),
        ("log_skill_low", estimate(&|skill| skill.interval[0], true)),
        ("log_skill_high", estimate(&|skill| skill.interval[1], true)),
    ];
    table("skill", columns)
}
