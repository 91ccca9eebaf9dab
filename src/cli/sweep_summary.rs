//! The summary of a sweep for people.

use std::path::Path;

use crate::cli::number::{error, grouped, plain};
use crate::cli::summary::{CAVEAT, table, wrapped};
use crate::diagnostic::visible;
use crate::record::{DataColumn, OutcomeInfo, OutcomeKind, Sweep, Variable};

/// Factors that the heading names.
const NAMED: usize = 6;

/// Outcomes that are shown.
const SHOWN: usize = 12;

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
    visible(variable.name())
}

/// An outcome over the points, ready to be shown.
struct Row<'s> {
    info: &'s OutcomeInfo,
    column: &'s DataColumn,
    /// Rows of the least and the greatest mean.
    ends: [usize; 2],
    /// The middle one of the Monte Carlo errors; NaN with one replicate a point.
    error: f64,
}

impl Row<'_> {
    /// Range of the means in Monte Carlo errors.
    fn signal(&self) -> f64 {
        let [low, high] = self.ends.map(|row| self.column.values[row]);
        if high > low { (high - low) / self.error } else { 0.0 }
    }
}

/// Least and greatest mean of the headline outcomes and questions on which the factors have most effect, measured in Monte
/// Carlo errors.
fn ranges(sweep: &Sweep) -> Option<String> {
    let pairs = sweep.outcomes.iter().zip(&sweep.data.outputs).filter(|(info, _)| info.is_told());
    let mut rows: Vec<Row<'_>> = pairs.filter_map(|(info, column)| row(info, column)).collect();
    if rows.iter().all(|row| row.error.is_nan()) {
        return Some("One replicate a point: a point says nothing alone; analyse the table.\n".into());
    }
    rows.sort_by(|one, other| other.signal().total_cmp(&one.signal()));
    let hidden = rows.len().saturating_sub(SHOWN);
    let few = sweep.factors.len() <= 2;
    let mut header = vec!["Mean over replicates", "Least", "Greatest", "MC error"];
    if few {
        header.extend(["Least at", "Greatest at"]);
    }
    let mut table = table(&header);
    for row in rows.iter().take(SHOWN) {
        let percent = row.info.kind == OutcomeKind::Condition;
        let number = |value: f64| if percent { format!("{} %", plain(100.0 * value)) } else { plain(value) };
        let mut cells = vec![visible(&row.info.label)];
        cells.extend(row.ends.map(|end| number(row.column.values[end])));
        cells.push(error(if percent { 100.0 } else { 1.0 } * row.error));
        if few {
            cells.extend(row.ends.map(|end| point(sweep, end)));
        }
        table.add_row(cells);
    }
    let more =
        if hidden > 0 { format!("{hidden} more move less, measured in Monte Carlo errors.\n") } else { String::new() };
    Some(format!("{table}\n{more}"))
}

fn row<'s>(info: &'s OutcomeInfo, column: &'s DataColumn) -> Option<Row<'s>> {
    let [Some(low), Some(high)] = ends(column) else { return None };
    Some(Row { info, column, ends: [low, high], error: median(&column.errors).unwrap_or(f64::NAN) })
}

/// Rows of the least and the greatest finite value.
fn ends(column: &DataColumn) -> [Option<usize>; 2] {
    let finite = || (0..column.values.len()).filter(|&row| column.values[row].is_finite());
    let order = |a: &usize, b: &usize| column.values[*a].total_cmp(&column.values[*b]);
    [finite().min_by(order), finite().max_by(order)]
}

/// The factors' values at a point.
fn point(sweep: &Sweep, row: usize) -> String {
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
        sweep
            .failures
            .iter()
            .take(FAILURES)
            .map(|found| format!("  point {}: {} failed: {}", found.point, found.replicates, visible(&found.reason))),
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
