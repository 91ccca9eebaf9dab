//! A sensitivity analysis for people: sentences, then tables.

use std::path::Path;

use crate::cli::number::grouped;
use crate::cli::summary::{CAVEAT, table, wrapped};
use crate::diagnostic::visible;
use crate::record::{
    ChanceShares, Estimate, GivenData, OutcomeSensitivity, Ranking, Screening, SensitivityReport, SobolIndices,
};

/// Width of texts, in characters.
const WIDTH: usize = 96;
/// Rows of a table.
const ROWS: usize = 12;

/// The whole summary.
pub(super) fn render(report: &SensitivityReport, folder: &Path, charts: &[String]) -> String {
    let mut sections = vec![heading(report)];
    sections.extend(report.outcomes.iter().map(sentences));
    sections.extend(report.outcomes.iter().flat_map(|outcome| tables(report, outcome)));
    sections.push(closing(report, folder, charts));
    sections.join("\n")
}

fn heading(report: &SensitivityReport) -> String {
    let provenance = &report.provenance;
    let mut text = format!("{}\nSensitivity {}, seed {}\n", visible(&provenance.title), report.id, provenance.seed);
    for note in &report.notes {
        text.push_str(&format!("  {}\n", wrapped(&visible(note), WIDTH - 2, "  ")));
    }
    text
}

/// What was found, in sentences.
fn sentences(outcome: &OutcomeSensitivity) -> String {
    let mut text = format!("{}\n", name(outcome));
    for sentence in outcome.sentences.iter().chain(&outcome.problems) {
        text.push_str(&format!("  {}\n", wrapped(&visible(sentence), WIDTH - 2, "  ")));
    }
    text
}

fn name(outcome: &OutcomeSensitivity) -> String {
    visible(outcome.outcome.name())
}

fn tables(report: &SensitivityReport, outcome: &OutcomeSensitivity) -> Vec<String> {
    let mut tables = Vec::new();
    tables.extend(outcome.chance.as_ref().map(|found| chance(outcome, found)));
    tables.extend(outcome.sobol.as_ref().map(|found| sobol(report, outcome, found)));
    tables.extend(outcome.sobol.as_ref().and_then(|found| pairs(report, outcome, found)));
    tables.extend(outcome.screening.as_ref().map(|found| screening(report, outcome, found)));
    tables.extend(outcome.given.as_ref().map(|found| given(report, outcome, found)));
    tables
}

/// A value with its interval: `0.42 (0.38 to 0.47)`.
fn interval(estimate: Estimate) -> String {
    let [low, high] = estimate.interval.map(decimals);
    format!("{} ({low} to {high})", decimals(estimate.value))
}

/// Two decimals for shares, fewer for large numbers, more for small ones.
fn decimals(value: f64) -> String {
    let size = value.abs();
    let text = match size {
        _ if !value.is_finite() => return "–".into(),
        _ if size >= 1000.0 => grouped(size),
        _ if size >= 10.0 => format!("{size:.1}"),
        _ if size >= 0.01 || size == 0.0 => format!("{size:.2}"),
        _ => format!("{size:.4}"),
    };
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { format!("−{text}") } else { text }
}

fn chance(outcome: &OutcomeSensitivity, found: &ChanceShares) -> String {
    let mut table = table(&[&name(outcome), "Share of variance (95 %)", "Component"]);
    let parts =
        [("What we do not know", &found.knowledge), ("Chance", &found.chance), ("Interplay of both", &found.interplay)];
    for (what, part) in parts {
        table.add_row([what.to_string(), interval(part.share), decimals(part.component)]);
    }
    format!("{table}\n")
}

fn sobol(report: &SensitivityReport, outcome: &OutcomeSensitivity, found: &SobolIndices) -> String {
    let mut table = table(&[&name(outcome), "By itself (95 %)", "In all (95 %)", "Rank"]);
    for ranked in found.ranking.factors.iter().take(ROWS) {
        let Some(index) = found.factors.iter().find(|index| index.factor == ranked.factor) else { continue };
        let label = visible(report.label(&ranked.factor));
        table.add_row([label, interval(index.first), interval(index.total), ranks(ranked.ranks)]);
    }
    table.add_row(["All by themselves".to_string(), interval(found.sum_of_first), String::new(), String::new()]);
    format!("{table}\n{}{}", rest(found.factors.len()), stability(&found.ranking, &base_points(found)))
}

fn base_points(found: &SobolIndices) -> String {
    let dropped = if found.dropped > 0 { format!(", {} left out", found.dropped) } else { String::new() };
    format!("{} base points{dropped}", found.points)
}

/// The strongest pairs.
fn pairs(report: &SensitivityReport, outcome: &OutcomeSensitivity, found: &SobolIndices) -> Option<String> {
    let mut pairs: Vec<_> = found.pairs.iter().collect();
    pairs.sort_by(|one, other| other.index.value.total_cmp(&one.index.value));
    let mut table = table(&[&name(outcome), "Interaction of the pair (95 %)"]);
    for pair in pairs.iter().take(ROWS / 2) {
        let [one, other] = pair.factors.each_ref().map(|factor| visible(report.label(factor)));
        table.add_row([format!("{one} with {other}"), interval(pair.index)]);
    }
    (!pairs.is_empty()).then(|| format!("{table}\n"))
}

fn screening(report: &SensitivityReport, outcome: &OutcomeSensitivity, found: &Screening) -> String {
    let mut table = table(&[&name(outcome), "μ* mean size (95 %)", "μ mean", "σ", "Rank"]);
    for ranked in found.ranking.factors.iter().take(ROWS) {
        let Some(of) = found.factors.iter().find(|of| of.factor == ranked.factor) else { continue };
        table.add_row([
            visible(report.label(&ranked.factor)),
            interval(of.mu_star),
            decimals(of.mu.value),
            decimals(of.sigma.value),
            ranks(ranked.ranks),
        ]);
    }
    let dropped = if found.dropped > 0 { format!(", {} left out", found.dropped) } else { String::new() };
    let samples = format!("{} trajectories{dropped}", found.trajectories);
    format!("{table}\n{}{}", rest(found.factors.len()), stability(&found.ranking, &samples))
}

fn given(report: &SensitivityReport, outcome: &OutcomeSensitivity, found: &GivenData) -> String {
    let header = ["PAWN (95 %)", "threshold", "delta", "first order", "coefficient", "partial rank", "Rank"];
    let title = name(outcome);
    let mut table = table(&[&[title.as_str()], header.as_slice()].concat());
    for ranked in found.ranking.factors.iter().take(ROWS) {
        let Some(of) = found.factors.iter().find(|of| of.factor == ranked.factor) else { continue };
        table.add_row([
            visible(report.label(&ranked.factor)),
            interval(of.pawn.median),
            decimals(of.pawn.threshold),
            decimals(of.delta.value),
            decimals(of.first_order.value),
            decimals(of.regression.coefficient.value),
            decimals(of.regression.partial_rank.value),
            ranks(ranked.ranks),
        ]);
    }
    let dropped = if found.dropped > 0 { format!(", {} left out", found.dropped) } else { String::new() };
    let samples = format!("{} rows{dropped}", found.rows);
    let fit = format!("R² {}, on ranks {}\n", interval(found.r_squared), interval(found.rank_r_squared));
    format!("{table}\n{}{fit}{}", rest(found.factors.len()), stability(&found.ranking, &samples))
}

/// A range of ranks: `1`, `2 to 4`.
fn ranks([low, high]: [usize; 2]) -> String {
    if low == high { low.to_string() } else { format!("{low} to {high}") }
}

fn rest(factors: usize) -> String {
    match factors.saturating_sub(ROWS) {
        0 => String::new(),
        more => format!("and {more} weaker ones: see the tables\n"),
    }
}

fn stability(ranking: &Ranking, samples: &str) -> String {
    if ranking.factors.len() < 2 {
        return format!("({samples})\n");
    }
    let word = if ranking.stable { "stable" } else { "NOT stable: use more points (--max-points)" };
    format!("(order {word}, instability {}; {samples})\n", decimals(ranking.instability))
}

fn closing(report: &SensitivityReport, folder: &Path, charts: &[String]) -> String {
    let folder = folder.display();
    let charts = match charts {
        [] => String::new(),
        _ => format!("Charts   {folder}/charts: {}\n", wrapped(&charts.join(", "), WIDTH - 9, "         ")),
    };
    let caveat = if report.provenance.scenario_hash.is_empty() {
        String::new()
    } else {
        format!("\nWhat is divided are {CAVEAT}.\n")
    };
    format!("{charts}Tables   {folder}\n{caveat}")
}
