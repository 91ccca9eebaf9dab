//! Key events: in what share of runs each happens, and when.

use crate::chart::axis::{self, Scale};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::daily;
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number;
use crate::chart::theme::{Area, BLUE, BODY, Colour, HEADLINE, INK, MUTED, RULE, Stroke};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Ensemble, EventSummary};

/// The most events drawn.
const MOST: usize = 12;
/// Width of the column of names, and of shares; the space after each is part of it.
const NAMES: f64 = 740.0;
const SHARES: f64 = 300.0;
/// Least width of the column of dates.
const DATES: f64 = 150.0;
/// Colour of the 80 % range; darker than a grid line in grey.
const RANGE: Colour = Colour(0x8F, 0xBF, 0xDD);

/// The chart `timeline`, if any event happens in any run.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let happens = |event: &&EventSummary| event.probability > 0.0 && event.days.iter().all(|day| day.is_finite());
    let mut events: Vec<&EventSummary> = ensemble.events.iter().filter(happens).collect();
    let all = events.len();
    events.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    events.truncate(MOST);
    events.sort_by(|a, b| a.days[2].total_cmp(&b.days[2]).then(b.probability.total_cmp(&a.probability)));
    if events.is_empty() || ensemble.series.days == 0 {
        return Ok(None);
    }
    frame::draw(ensemble, words(ensemble, &events, all), |canvas, area| draw_rows(canvas, area, ensemble, &events))
        .map(Some)
}

fn draw_rows(canvas: &mut Canvas<'_>, area: Area, ensemble: &Ensemble, events: &[&EventSummary]) {
    let date_of = |event: &EventSummary| ensemble.series.short_date(event.days[2] as i64);
    let date_type = Type::new(BODY).bold().align(Align::End);
    let dates = events.iter().map(|event| date_type.width(&date_of(event)) + 20.0).fold(DATES, f64::max);
    let plot = area.inset(NAMES + SHARES + 30.0, 40.0, dates, axis::DATES_HEIGHT);
    canvas.text_on("share of runs", (area.left + NAMES, area.top + 8.0), Type::new(BODY).colour(MUTED));
    let median = Stroke::solid(INK, 5.0);
    let entries = [
        (Swatch::Fill(BLUE, 1.0), "middle 50\u{2009}%"),
        (Swatch::Fill(RANGE, 1.0), "middle 80\u{2009}%"),
        (Swatch::Tick(median.colour), "median day"),
    ];
    labels::key(canvas, (plot.left, area.top + 8.0), &entries);
    let row = (plot.height() / events.len() as f64).min(100.0);
    let plot = Area { bottom: plot.top + row * events.len() as f64, ..plot };
    let days = axis::dates(canvas, plot, ensemble.series.start, ensemble.series.days);
    for (index, event) in events.iter().enumerate() {
        let middle = plot.top + row * (index as f64 + 0.5);
        canvas.line(&[(area.left, middle + row / 2.0), (plot.right, middle + row / 2.0)], Stroke::solid(RULE, 1.0));
        draw_name(canvas, (area.left, middle), row, &event.event.label);
        draw_share(canvas, (area.left + NAMES, middle), event.probability);
        draw_days(canvas, days, middle, event);
        canvas.text_on(&date_of(event), (area.right, middle), date_type);
    }
    let spots = events.iter().enumerate().map(|(index, event)| {
        let middle = plot.top + row * (index as f64 + 0.5);
        Spot::new((days.at(event.days[2]), middle), told_in_full(ensemble, event))
    });
    canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
}

/// What a pointer finds on an event.
fn told_in_full(ensemble: &Ensemble, event: &EventSummary) -> String {
    let [first, lower, median, upper, last] =
        event.days.map(|day| number::date(ensemble.series.start.plus_days(day as i64)));
    let share = number::percent(event.probability);
    format!(
        "{}: in {share} of runs; median {median}, middle 50\u{2009}% {lower} to {upper}, middle 80\u{2009}% {first} to {last}",
        event.event.label
    )
}

/// How many of all events happen in most runs.
fn frequent(ensemble: &Ensemble) -> usize {
    ensemble.events.iter().filter(|event| event.probability > 0.5).count()
}

/// The events in the order of the picture, and how many happen in most runs.
fn table(ensemble: &Ensemble, events: &[&EventSummary]) -> Table {
    let quantiles = ["10\u{2009}% by", "25\u{2009}% by", "Median day", "75\u{2009}% by", "90\u{2009}% by"];
    let mut columns = vec![Column::words("Event"), Column::numbers("Share of runs")];
    columns.extend(quantiles.map(Column::words));
    let row = |event: &&EventSummary| {
        let share = Cell::number(number::percent(event.probability), event.probability);
        let mut row = vec![Cell::words(&event.event.label), share];
        row.extend(event.days.map(|day| daily::date_cell(ensemble.series.start, day as i64)));
        row
    };
    let mut rows: Vec<Vec<Cell>> = events.iter().map(row).collect();
    let mut total =
        vec![Cell::words("Happen in most runs, of all events"), Cell::words(frequent(ensemble).to_string())];
    total.resize(columns.len(), Cell::empty());
    rows.push(total);
    let caption =
        "Share of runs in which each event happens, and quantiles of the day on which it first does in those runs";
    Table::new(caption, columns).with_rows(rows)
}

fn draw_name(canvas: &mut Canvas<'_>, (left, middle): (f64, f64), row: f64, name: &str) {
    let lines = labels::lines(name, NAMES - 30.0, row);
    for (line, middle) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
        canvas.text_on(line, (left, middle), Type::new(BODY));
    }
}

fn draw_share(canvas: &mut Canvas<'_>, (left, middle): (f64, f64), share: f64) {
    let room = SHARES - 100.0;
    let bar = |width: f64| Area { left, top: middle - 12.0, right: left + width, bottom: middle + 12.0 };
    canvas.rectangle(bar(room), RULE, 0.6);
    canvas.rectangle(bar(room * share.clamp(0.0, 1.0)), MUTED, 1.0);
    canvas.text_on(&number::percent(share), (left + room + 12.0, middle), Type::new(BODY).bold());
}

fn draw_days(canvas: &mut Canvas<'_>, days: Scale, middle: f64, event: &EventSummary) {
    let [first, lower, median, upper, last] = event.days.map(|day| days.at(day));
    let bar = |left: f64, right: f64, half: f64| Area {
        left,
        top: middle - half,
        right: right.max(left + 2.0),
        bottom: middle + half,
    };
    canvas.rectangle(bar(first, last, 7.0), RANGE, 1.0);
    canvas.rectangle(bar(lower, upper, 13.0), BLUE, 1.0);
    canvas.line(&[(median, middle - 18.0), (median, middle + 18.0)], Stroke::solid(INK, 5.0));
}

fn words(ensemble: &Ensemble, events: &[&EventSummary], all: usize) -> Words {
    let date = |event: &EventSummary| number::date(ensemble.series.start.plus_days(event.days[2] as i64));
    let name = |event: &EventSummary| font::shorten(&event.event.label, HEADLINE, Weight::Bold, 700.0);
    let told = |event: &EventSummary| {
        format!("{} ({} of runs, median {})", name(event), number::percent(event.probability), date(event))
    };
    let mut likely: Vec<&&EventSummary> = events.iter().filter(|event| event.probability > 0.5).collect();
    let often = frequent(ensemble);
    let drawn = if often > likely.len() {
        format!("{often} events happen in most runs; of those drawn")
    } else {
        format!("{often} events happen in most runs")
    };
    likely.sort_by(|a, b| a.days[2].total_cmp(&b.days[2]));
    let headline = match (likely.first(), likely.last()) {
        (Some(first), Some(last)) if likely.len() > 1 => {
            format!("{drawn}, from “{}” ({}) to “{}” ({})", name(first), date(first), name(last), date(last))
        }
        (Some(only), _) => format!("One event happens in most runs: {}", told(only)),
        _ => "No event happens in most runs".to_string(),
    };
    let selection = if events.len() < all {
        format!(", the {} most frequent of {all} events", events.len())
    } else {
        String::new()
    };
    let subheadline =
        format!("Share of runs in which each event happens, and when it first does in those runs{selection}");
    let list: Vec<String> = events.iter().map(|event| told(event)).collect();
    Words {
        name: "timeline".into(),
        description: format!("{subheadline}. {}.", list.join("; ")),
        headline: headline.into(),
        subheadline,
        sources: Vec::new(),
        table: table(ensemble, events),
    }
}
