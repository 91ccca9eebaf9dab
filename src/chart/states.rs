//! Means over time as lines in one panel: probabilities of agreements, rungs of the ladder.

use crate::chart::axis::{self, Ticks};
use crate::chart::canvas::{Canvas, Type};
use crate::chart::daily::{self, Days};
use crate::chart::fan;
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, EndLabel};
use crate::chart::number::{self, Style};
use crate::chart::theme::{Area, BODY, INK, LINES};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Band, Ensemble, SeriesInfo, SeriesKind};

/// The most room at the right for names.
const NAMES: f64 = 640.0;
/// Highest rung of the ladder.
const TOP_RUNG: f64 = 6.0;
/// Most evenly spaced days in the table.
const MOST_DAYS: usize = 24;

/// A series whose mean is drawn.
struct Line<'a> {
    info: &'a SeriesInfo,
    bands: &'a [Band],
    last: f64,
}

/// The charts `agreements` and `levels`, as far as the ensemble has their series.
pub fn draw(ensemble: &Ensemble) -> Result<Vec<Chart>, ChartError> {
    let kinds = [(SeriesKind::Agreement, Style::Percent), (SeriesKind::Level, Style::Plain)];
    let drawn = kinds.into_iter().filter_map(|(kind, style)| draw_kind(ensemble, kind, style).transpose());
    drawn.collect()
}

fn draw_kind(ensemble: &Ensemble, kind: SeriesKind, style: Style) -> Result<Option<Chart>, ChartError> {
    let of_kind = ensemble.series.of_kind(kind).filter_map(|(info, bands)| {
        let last = bands.last()?.mean;
        last.is_finite().then_some(Line { info, bands, last })
    });
    let mut lines: Vec<Line<'_>> = of_kind.collect();
    let all = lines.len();
    lines.sort_by(|a, b| b.last.total_cmp(&a.last));
    lines.truncate(LINES.len());
    if lines.is_empty() {
        return Ok(None);
    }
    let high = if style == Style::Percent { 1.0 } else { TOP_RUNG };
    let ticks = Ticks::covering(0.0, high, if style == Style::Percent { 5 } else { 6 }, style);
    let words = words(ensemble, &lines, all, style);
    frame::draw(ensemble, words, |canvas, area| draw_lines(canvas, area, ensemble, &lines, &ticks, style)).map(Some)
}

fn draw_lines(
    canvas: &mut Canvas<'_>,
    area: Area,
    ensemble: &Ensemble,
    lines: &[Line<'_>],
    ticks: &Ticks,
    style: Style,
) {
    let kind = Type::new(BODY).bold();
    let texts: Vec<String> =
        lines.iter().map(|line| font::shorten(&end_text(line, style), BODY, Weight::Bold, NAMES - 40.0)).collect();
    let names = texts.iter().map(|text| kind.width(text)).fold(0.0, f64::max) + 40.0;
    let plot = area.inset(ticks.label_width(style) + 20.0, 20.0, names, axis::DATES_HEIGHT);
    let values = axis::vertical(canvas, plot, ticks, style);
    let days = axis::dates(canvas, plot, ensemble.series.start, ensemble.series.days);
    let mut labels = Vec::new();
    for ((line, stroke), text) in lines.iter().zip(LINES).zip(texts) {
        fan::line(canvas, (days, values), line.bands.iter().map(|band| band.mean), stroke);
        // Darker than the line: text needs more contrast with the paper than a thick line does.
        let kind = kind.colour(stroke.colour.towards(INK, 0.4));
        labels.push(EndLabel { at: values.at(line.last), text, kind });
    }
    labels::end_labels(canvas, plot.right, plot, &labels);
    let spots = daily::apart(days, ensemble.series.days, std::iter::empty()).into_iter().map(|day| {
        let told = |line: &Line<'_>| format!("{} {}", line.info.label, written(line.bands[day].mean, style));
        let list: Vec<String> = lines.iter().map(told).collect();
        let date = number::date(ensemble.series.start.plus_days(day as i64));
        Spot::new((days.at(day as f64), values.at(lines[0].bands[day].mean)), format!("{date}: {}", list.join("; ")))
    });
    canvas.spots(plot, Nearest::X, spots);
}

/// The lines' means on some days.
fn table(ensemble: &Ensemble, lines: &[Line<'_>], style: Style) -> Table {
    let days = Days::of(ensemble.series.days, MOST_DAYS, []);
    let (caption, scale) = match style {
        Style::Percent => ("Share of runs in which each agreement stands, by date", String::new()),
        _ => ("Mean rung on the ladder of escalation by date", format!(" (of {TOP_RUNG})")),
    };
    let mut columns = vec![Column::words("Date")];
    columns.extend(lines.iter().map(|line| Column::numbers(format!("{}{scale}", line.info.label))));
    let row = |&day: &usize| {
        let mut row = vec![daily::date_cell(ensemble.series.start, day as i64)];
        row.extend(lines.iter().map(|line| line.bands[day].mean).map(|mean| Cell::number(written(mean, style), mean)));
        row
    };
    Table::new(caption, columns).with_rows(days.shown.iter().map(row).collect()).with_note(days.note())
}

fn end_text(line: &Line<'_>, style: Style) -> String {
    format!("{} {}", written(line.last, style), line.info.label)
}

/// A percentage, or a rung with one decimal.
fn written(value: f64, style: Style) -> String {
    if style == Style::Percent { number::percent(value) } else { number::decimal(value, 1) }
}

fn words(ensemble: &Ensemble, lines: &[Line<'_>], all: usize, style: Style) -> Words {
    let date = number::date(ensemble.series.start.plus_days(ensemble.series.days as i64 - 1));
    let first = &lines[0];
    let value = written(first.last, style);
    let selection = if lines.len() < all { format!(", the {} highest of {all}", lines.len()) } else { String::new() };
    let (name, headline, subheadline) = match style {
        Style::Percent => (
            "agreements",
            format!("{} in {value} of runs on {date}", frame::in_headline(&first.info.label)),
            format!("Share of runs in which each agreement stands, by date{selection}"),
        ),
        _ => (
            "levels",
            format!(
                "Highest rung on {date}: {}, {value} of {TOP_RUNG} in the mean of all runs",
                frame::in_headline(&first.info.label)
            ),
            format!("Mean rung on the ladder of escalation by date, from 0 to {TOP_RUNG}{selection}"),
        ),
    };
    let list: Vec<String> =
        lines.iter().map(|line| format!("{} {}", line.info.label, written(line.last, style))).collect();
    let description = format!("Lines by date. {subheadline}. On {date}: {}.", list.join("; "));
    Words {
        name: name.into(),
        headline: headline.into(),
        subheadline,
        description,
        sources: Vec::new(),
        table: table(ensemble, lines, style),
    }
}
