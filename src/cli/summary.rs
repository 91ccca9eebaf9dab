//! The summary of a run for people.

use std::collections::BTreeMap;
use std::path::PathBuf;

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table};

use crate::cli::number::{duration, error, grouped, percent, plain};
use crate::diagnostic::visible;
use crate::record::quantile::{MEDIAN, MIDDLE_80};
use crate::record::{Band, Ensemble, OutcomeKind, OutcomeSummary, SeriesInfo, SeriesKind};

/// What every summary ends with.
pub(super) const CAVEAT: &str = "frequencies within the model under the stated assumptions, not forecasts";

/// Narrowest and widest summary, in characters.
const WIDTHS: (usize, usize) = (72, 100);

/// Positions of 10, 50 and 90 % in a band's quantiles.
const INTERVAL: [usize; 3] = [MIDDLE_80[0], MEDIAN, MIDDLE_80[1]];

/// How a run went, besides its results.
pub(super) struct Finished {
    /// The run folder.
    pub(super) folder: PathBuf,
    /// Names of its charts.
    pub(super) charts: Vec<String>,
    /// Seconds it took in all.
    pub(super) seconds: f64,
    /// Seconds of each phase.
    pub(super) phases: BTreeMap<String, f64>,
}

impl Finished {
    /// Replicates a second while they were played.
    pub(super) fn rate(&self, ensemble: &Ensemble) -> f64 {
        let seconds = self.phases.get("simulate").copied().unwrap_or(self.seconds);
        ensemble.provenance.replicates as f64 / seconds.max(1e-9)
    }
}

/// The whole summary.
pub(super) fn render(ensemble: &Ensemble, finished: &Finished) -> String {
    let sections = [
        Some(heading(ensemble)),
        numbers(ensemble),
        probabilities(ensemble),
        last_day(ensemble),
        warnings(ensemble),
        Some(closing(ensemble, finished)),
    ];
    sections.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn heading(ensemble: &Ensemble) -> String {
    let provenance = &ensemble.provenance;
    let done = provenance.usable();
    let last = ensemble.series.start.plus_days(ensemble.series.days as i64 - 1);
    let marking =
        if provenance.marking.is_empty() { String::new() } else { format!("{}\n", visible(&provenance.marking)) };
    let failed =
        if provenance.failed > 0 { format!(", {} failed", grouped(provenance.failed as f64)) } else { String::new() };
    let levers: Vec<String> = provenance.levers.iter().map(|(lever, option)| format!("{lever}={option}")).collect();
    let levers = match levers.join(", ") {
        none if none.is_empty() => none,
        some => format!("Levers     {}\n", wrapped(&some, WIDTHS.0 - 11, "           ")),
    };
    format!(
        "{marking}{}\n{} replicates{failed}, {} – {}, seed {}, run {}\n{levers}",
        visible(&provenance.title),
        grouped(done as f64),
        ensemble.series.start.long(),
        last.long(),
        provenance.seed,
        provenance.run_id
    )
}

/// A table as wide as the terminal, within limits; the columns after the first are aligned to the right.
pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header.iter().copied());
    let width = table.width().map_or(WIDTHS.1, |width| usize::from(width).clamp(WIDTHS.0, WIDTHS.1));
    table.set_width(width as u16);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Headline outcomes that are numbers.
fn numbers(ensemble: &Ensemble) -> Option<String> {
    let headline = |summary: &&OutcomeSummary| summary.outcome.headline && summary.outcome.kind == OutcomeKind::Number;
    let mut rows = ensemble.summaries.iter().filter(headline).peekable();
    rows.peek()?;
    let mut table = table(&["Outcome", "Median", "80 % interval", "Mean ± MC error"]);
    for summary in rows {
        let [low, median, high] = INTERVAL.map(|index| value(ensemble, summary, summary.quantiles[index]));
        table.add_row([
            label(&summary.outcome.label, &summary.outcome.unit),
            median,
            format!("{low} – {high}"),
            mean(ensemble, summary),
        ]);
    }
    Some(format!("{table}\n"))
}

/// A value of an outcome; days are dated.
fn value(ensemble: &Ensemble, summary: &OutcomeSummary, value: f64) -> String {
    if summary.outcome.unit == "days" && value.is_finite() {
        ensemble.series.short_date(value.round() as i64)
    } else {
        plain(value)
    }
}

/// The mean with its error, or the share of replicates that have a finite value.
fn mean(ensemble: &Ensemble, summary: &OutcomeSummary) -> String {
    if summary.mean.is_finite() {
        return format!("{} ± {}", plain(summary.mean), error(summary.standard_error));
    }
    let Some((_, column)) = ensemble.outcomes.get(&summary.outcome.id) else { return "–".into() };
    let finite = column.iter().filter(|value| value.is_finite()).count() as u64;
    let usable = column.iter().filter(|value| !value.is_nan()).count() as u64;
    let share = crate::statistics::proportion(finite, usable);
    format!("in {}", percent(share.probability, share.standard_error))
}

/// A name with its unit, unless that says nothing.
fn label(name: &str, unit: &str) -> String {
    let name = visible(name);
    if matches!(unit, "" | "1" | "days") { name } else { format!("{name} ({})", visible(unit)) }
}

/// Headline conditions and all questions.
fn probabilities(ensemble: &Ensemble) -> Option<String> {
    let headline =
        |summary: &&OutcomeSummary| summary.outcome.headline && summary.outcome.kind == OutcomeKind::Condition;
    let conditions = ensemble.summaries.iter().filter(headline);
    let conditions = conditions
        .map(|summary| [visible(&summary.outcome.label), percent(summary.mean, summary.standard_error), String::new()]);
    let questions = ensemble.questions.iter().map(|question| {
        let answer = question.resolved.map_or("", |resolved| if resolved { "yes" } else { "no" });
        let asked =
            if question.other_origin { format!(" (asked on {})", question.origin.long()) } else { String::new() };
        let statement = visible(&question.statement) + &asked;
        [statement, percent(question.probability, question.standard_error), answer.into()]
    });
    let mut rows = conditions.chain(questions).peekable();
    rows.peek()?;
    let mut table = table(&["Statement", "Probability ± MC error", "What happened"]);
    table.add_rows(rows);
    Some(format!("{table}\n"))
}

/// Displacement, deaths by side and balances of leverage on the last day.
fn last_day(ensemble: &Ensemble) -> Option<String> {
    let series = &ensemble.series;
    let day = series.days.checked_sub(1)?;
    let displaced = series.get("displacement.cumulative").into_iter().chain(series.get("displacement.current"));
    let deaths = series.of_kind(SeriesKind::Deaths).map(|(info, bands)| (info, bands, "deaths, "));
    let balances = series.of_kind(SeriesKind::Balance).map(|(info, bands)| (info, bands, "balance of leverage, "));
    let rows: Vec<(&SeriesInfo, &[Band], &str)> =
        displaced.map(|(info, bands)| (info, bands, "")).chain(deaths).chain(balances).collect();
    if rows.is_empty() {
        return None;
    }
    let date = series.start.plus_days(day as i64).long();
    let mut table = table(&[&format!("On {date}"), "Median", "80 % interval", "Mean"]);
    for (info, bands, prefix) in rows {
        let band = bands[day];
        let [low, median, high] = INTERVAL.map(|index| plain(band.quantiles[index]));
        let name = capitalised(&format!("{prefix}{}", visible(&info.label)));
        table.add_row([name, median, format!("{low} – {high}"), plain(band.mean)]);
    }
    Some(format!("{table}\n"))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn warnings(ensemble: &Ensemble) -> Option<String> {
    let lines: Vec<String> =
        ensemble.warnings.iter().map(|warning| format!("warning: {}\n", visible(warning))).collect();
    (!lines.is_empty()).then(|| lines.concat())
}

fn closing(ensemble: &Ensemble, finished: &Finished) -> String {
    let folder = finished.folder.display();
    let charts = if finished.charts.is_empty() {
        String::new()
    } else {
        let names = wrapped(&finished.charts.join(", "), WIDTHS.0 - 11, "           ");
        format!("Charts     {folder}/charts (SVG and PNG):\n           {names}\n")
    };
    format!(
        "{charts}Tables     {folder}\nTime       {}, {} replicates/s while simulating\n\n{}.\n",
        duration(finished.seconds),
        grouped(finished.rate(ensemble)),
        capitalised(CAVEAT)
    )
}

/// Words broken into lines of this width, each but the first after this indent.
pub(super) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last().map_or(0, |line| line.chars().count());
        if last > 0 && last + 1 + word.chars().count() > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join(&format!("\n{indent}"))
}
