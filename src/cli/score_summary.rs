//! The scores for people.

use std::path::Path;

use crate::cli::number::{grouped, percent, plain};
use crate::cli::summary::{table, wrapped};
use crate::diagnostic::visible;
use crate::record::{
    Baseline, Calibration, Estimate, MurphyDecomposition, QuestionMeans, QuestionScore, ScenarioScore, ScoreReport,
    SeriesScore, UseCalibration,
};

/// The whole summary.
pub(super) fn render(report: &ScoreReport, folder: &Path) -> String {
    let mut sections: Vec<String> = report.scenarios.iter().flat_map(scenario).collect();
    if report.means.questions > 0 {
        sections.push(overall(report));
    }
    sections.push(closing(report, folder));
    sections.join("\n")
}

/// What is told of one scenario.
fn scenario(score: &ScenarioScore) -> Vec<String> {
    let mut sections = vec![heading(score)];
    if !score.questions.is_empty() {
        sections.push(questions(score));
    }
    if !score.series.is_empty() {
        sections.extend([series(score), skills(score)]);
    }
    sections
}

fn heading(score: &ScenarioScore) -> String {
    let provenance = &score.provenance;
    let done = provenance.usable();
    let mut text = format!(
        "{}\n{} replicates from {}, seed {}, run {}\n",
        visible(&provenance.title),
        grouped(done as f64),
        score.origin.long(),
        provenance.seed,
        provenance.run_id
    );
    if score.unresolved > 0 {
        let noun = if score.unresolved == 1 { "question" } else { "questions" };
        text.push_str(&format!("Not scored, because history has not answered: {} {noun}\n", score.unresolved));
    }
    if !score.other_origins.is_empty() {
        let list = visible(&score.other_origins.join(", "));
        text.push_str(&format!("Not scored, because asked at another origin: {list}\n"));
    }
    text
}

/// Every question, and their means.
fn questions(score: &ScenarioScore) -> String {
    let mut table = table(&["Question", "Probability ± MC", "Outcome", "Brier", "Log", "Base rate", "Its Brier"]);
    for question in &score.questions {
        table.add_row(question_row(question));
    }
    let means = &score.means;
    table.add_row([
        format!("Mean of {}", means.questions),
        String::new(),
        String::new(),
        decimals(means.brier.value),
        decimals(means.log_score.value),
        String::new(),
        decimals(means.base_rate_brier.value),
    ]);
    format!("{table}\n* no base rate is given: one half\n{}", means_line(means))
}

fn question_row(question: &QuestionScore) -> [String; 7] {
    let mark = if question.base_rate_given { "" } else { "*" };
    [
        visible(&question.statement),
        percent(question.probability, question.standard_error),
        if question.happened { "yes" } else { "no" }.into(),
        decimals(question.brier),
        decimals(question.log_score),
        format!("{}{mark}", decimals(question.base_rate)),
        decimals(question.base_rate_brier),
    ]
}

/// Means with their intervals, in a sentence.
fn means_line(means: &QuestionMeans) -> String {
    format!(
        "Mean Brier {}, base rates {}, skill {}\nMean log score {}\n(95 % intervals by bootstrap over {} {})\n",
        interval(means.brier),
        interval(means.base_rate_brier),
        interval(means.skill),
        interval(means.log_score),
        means.blocks,
        means.block
    )
}

/// CRPS and coverage of every observed series.
fn series(score: &ScenarioScore) -> String {
    let mut table = table(&["Observed series", "Use", "Obs.", "CRPS", "CRPS of ln(1+x)", "Inside 50, 80, 95 %"]);
    for row in &score.series {
        table.add_row([
            name(row),
            row.purpose.word().into(),
            row.calibration.observations.to_string(),
            plain(row.crps),
            decimals(row.log_crps),
            shares(row.calibration.coverage),
        ]);
    }
    format!("{table}\n{}", calibrations(&score.calibrations))
}

/// Skill against every baseline.
fn skills(score: &ScenarioScore) -> String {
    let header = ["Skill: 1 − CRPS / error of", "Use", "persistence", "extrapolation", "no escalation"];
    let mut table = table(&header);
    for row in &score.series {
        let skill =
            |baseline: Baseline| row.skills.get(baseline as usize).map_or("–".into(), |own| interval(own.skill));
        let mut cells = vec![name(row), row.purpose.word().into()];
        cells.extend(Baseline::ALL.map(|(_, _, baseline)| skill(baseline)));
        table.add_row(cells);
    }
    format!("{table}\nBaselines are single numbers; – where one is not defined or makes no error.\n")
}

/// All questions together, and why their mean is what it is.
fn overall(report: &ScoreReport) -> String {
    let heading = if report.scenarios.len() > 1 {
        format!(
            "All {} scenarios: {} questions\n{}",
            report.scenarios.len(),
            report.means.questions,
            means_line(&report.means)
        )
    } else {
        String::new()
    };
    let observed = if report.scenarios.len() > 1 { calibrations(&report.calibrations) } else { String::new() };
    format!("{heading}{observed}{}\n{}", bins(&report.murphy), terms(&report.murphy))
}

/// The bins of forecast probabilities.
fn bins(murphy: &MurphyDecomposition) -> String {
    let mut table = table(&["Probability given", "Questions", "Mean probability", "Came true"]);
    for bin in murphy.bins.iter().filter(|bin| bin.questions > 0) {
        let [low, high] = bin.range.map(|edge| 100.0 * edge);
        table.add_row([
            format!("{low:.0}–{high:.0} %"),
            bin.questions.to_string(),
            format!("{:.0} %", 100.0 * bin.forecast),
            format!("{:.0} %", 100.0 * bin.observed),
        ]);
    }
    table.to_string()
}

fn terms(murphy: &MurphyDecomposition) -> String {
    format!(
        "Brier = reliability {} − resolution {} + uncertainty {} + within bins {}\n",
        decimals(murphy.reliability),
        decimals(murphy.resolution),
        decimals(murphy.uncertainty),
        decimals(murphy.within_bins)
    )
}

/// One line for the observations of each use.
fn calibrations(calibrations: &[UseCalibration]) -> String {
    let line = |found: &UseCalibration| {
        let Calibration { observations, coverage, ranks } = &found.calibration;
        format!(
            "All `{}` observations ({observations}): {} % inside the 50, 80, 95 % intervals\n  in tenths of the runs, lowest first: {}\n",
            found.purpose.word(),
            shares(*coverage),
            ranks.map(|count| count.to_string()).join(" ")
        )
    };
    calibrations.iter().map(line).collect()
}

fn closing(report: &ScoreReport, folder: &Path) -> String {
    let notes: String = report.notes.iter().map(|note| format!("{}\n", wrapped(note, 100, ""))).collect();
    format!("Tables and charts: {}\n\n{notes}", folder.display())
}

/// A series with its unit, unless that says nothing.
fn name(row: &SeriesScore) -> String {
    let label = visible(&row.label);
    if matches!(row.unit.as_str(), "" | "1") { label } else { format!("{label} ({})", visible(&row.unit)) }
}

/// Three decimals.
fn decimals(value: f64) -> String {
    fixed(value, 3)
}

/// This many decimals, with a true minus sign; a dash for what is not a number.
fn fixed(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        return "–".into();
    }
    let text = format!("{:.decimals$}", value.abs());
    let rounds_to_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !rounds_to_zero { format!("−{text}") } else { text }
}

/// A value with its interval, where there is one.
fn interval(estimate: Estimate) -> String {
    let [value, low, high] =
        [estimate.value, estimate.interval[0], estimate.interval[1]].map(|number| fixed(number, 2));
    if estimate.value.is_nan() || estimate.interval.iter().any(|end| end.is_nan()) {
        return value;
    }
    format!("{value} [{low}, {high}]")
}

/// Shares as percentages.
fn shares(shares: [f64; 3]) -> String {
    shares.map(|share| if share.is_nan() { "–".into() } else { format!("{:.0}", 100.0 * share) }).join(", ")
}
