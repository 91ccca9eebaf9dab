//! The summary of a sweep for people.

use std::path::Path;

use crate::cli::number::{error, grouped, plain};
use crate::cli::summary::{CAVEAT, table, wrapped};
use crate::diagnostic::visible;
use crate::record::{DataColumn, OutcomeInfo, OutcomeKind, Sweep, Variable};

/// Factors that the heading names.
const NAMED: usize = 6;

/// Width of a summary's texts, in characters.
const WIDTH: usize = 88;

/// Failed points that are named.
const FAILURES: usize = 5;

/// What would be played.
pub(super) fn plan(sweep: &Sweep, out: &Path) -> String {
    let replicates = sweep.points.saturating_mul(sweep.provenance.replicates);
    format!(
        "Nothing was played. This would be:\n{}{} replicates in all, into {}\n",
        heading(sweep),
        grouped(replicates as f64),
        out.join("sweeps").join(&sweep.provenance.run_id).display()
    )
}

/// The whole summary.
pub(super) fn render(sweep: &Sweep, folder: &Path, charts: &[String]) -> String {
    let sections = [Some(heading(sweep)), ranges(sweep), failures(sweep), Some(closing(folder, charts))];
    sections.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn heading(sweep: &Sweep) -> String {
    let provenance = &sweep.provenance;
    let names: Vec<String> = sweep.factors.iter().take(NAMED).map(|factor| name(&factor.variable)).collect();
    let more = sweep.factors.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let varies = wrapped(&format!("{}{more}", names.join("; ")), WIDTH - 11, "           ");
    let done = if sweep.done < sweep.points { format!("{} of ", grouped(sweep.done as f64)) } else { String::new() };
    format!(
        "{}\nDesign     {}, {done}{} points of {} replicates, draws {}, seed {}, sweep {}\nVaries     {varies}\n",
        visible(&provenance.title),
        sweep.design.word(),
        grouped(sweep.points as f64),
        grouped(provenance.replicates as f64),
        sweep.draws,
        provenance.seed,
        provenance.run_id
    )
}

fn name(variable: &Variable) -> String {
    visible(if variable.label.is_empty() { &variable.id } else { &variable.label })
}

/// Least and greatest mean of every headline outcome and question, with the points they are found at.
fn ranges(sweep: &Sweep) -> Option<String> {
    let shown = |info: &OutcomeInfo| info.headline || info.id.starts_with("question.");
    let mut rows = sweep.outcomes.iter().zip(&sweep.data.outputs).filter(|(info, _)| shown(info)).peekable();
    rows.peek()?;
    let mut table = table(&["Mean over replicates", "Least", "at point", "Greatest", "at point", "Typical MC error"]);
    for (info, column) in rows {
        let percent = info.kind == OutcomeKind::Condition;
        let number = |value: f64| if percent { format!("{} %", plain(100.0 * value)) } else { plain(value) };
        let [low, high] = ends(column);
        let at = |row: Option<usize>| row.map_or_else(|| "–".into(), |row| point(sweep, row));
        let value = |row: Option<usize>| row.map_or_else(|| "–".into(), |row| number(column.values[row]));
        let scale = if percent { 100.0 } else { 1.0 };
        let typical = median(&column.errors).map_or_else(|| "–".into(), |typical| error(scale * typical));
        table.add_row([visible(&info.label), value(low), at(low), value(high), at(high), typical]);
    }
    Some(format!("{table}\n"))
}

/// Rows of the least and the greatest finite value.
fn ends(column: &DataColumn) -> [Option<usize>; 2] {
    let finite = || (0..column.values.len()).filter(|&row| column.values[row].is_finite());
    let order = |a: &usize, b: &usize| column.values[*a].total_cmp(&column.values[*b]);
    [finite().min_by(order), finite().max_by(order)]
}

/// A point: its factors' values where they are few, else its row.
fn point(sweep: &Sweep, row: usize) -> String {
    if sweep.factors.len() > 2 {
        return format!("row {}", grouped((row + 1) as f64));
    }
    let value = |column: &DataColumn| {
        let value = column.values[row];
        column.variable.category(value).map_or_else(|| plain(value), visible)
    };
    sweep.data.inputs.iter().map(value).collect::<Vec<_>>().join("; ")
}

fn median(errors: &[f64]) -> Option<f64> {
    let mut finite: Vec<f64> = errors.iter().copied().filter(|error| error.is_finite()).collect();
    finite.sort_unstable_by(f64::total_cmp);
    finite.get(finite.len() / 2).copied()
}

fn failures(sweep: &Sweep) -> Option<String> {
    if sweep.failures.is_empty() {
        return None;
    }
    let mut lines = vec![format!("{} replicates failed and are left out:", grouped(sweep.provenance.failed as f64))];
    lines.extend(
        sweep.failures.iter().take(FAILURES).map(|found| {
            format!("  point {}: {} failed: {}", found.point, found.replicates, visible(&found.reason))
        }),
    );
    if sweep.failures.len() > FAILURES {
        lines.push("  and more: see the column `reason`".into());
    }
    Some(lines.join("\n") + "\n")
}

fn closing(folder: &Path, charts: &[String]) -> String {
    let folder = folder.display();
    let charts = if charts.is_empty() {
        String::new()
    } else {
        format!("Charts     {folder}/charts: {}\n", wrapped(&charts.join(", "), WIDTH - 11, "           "))
    };
    format!(
        "{charts}Table      {folder}/points.parquet\nNext       flashpoint sensitivity {folder}\n           \
         flashpoint discover {folder} --target \"…\"\n\nMeans are {CAVEAT}.\n"
    )
}
