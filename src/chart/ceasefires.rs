//! How soon a ceasefire comes, and how soon it fails: daily hazards by week.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{Area, BLUE, BODY, Colour, INK, MUTED, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{AgreementDays, DailyHazard, Ensemble};
use crate::statistics::wilson_interval;

/// Days whose hazards are taken together.
const WEEK: usize = 7;
/// Fewer replicate-days at risk than this say nothing of a hazard.
const FEWEST: u64 = 100;
/// The most agreements that have a chart.
const MOST: usize = 3;

/// The hazard of a week: its mean per day, and the 95 % Wilson interval.
struct Weekly {
    first: usize,
    last: usize,
    risk: u64,
    happened: u64,
}

impl Weekly {
    fn hazard(&self) -> f64 {
        self.happened as f64 / self.risk as f64
    }

    fn interval(&self) -> [f64; 2] {
        wilson_interval(self.happened, self.risk)
    }
}

/// One of the two hazards of a ceasefire.
struct Side {
    title: &'static str,
    /// Of what the share is taken in which it ever happens.
    whole: &'static str,
    colour: Colour,
    weeks: Vec<Weekly>,
}

/// The charts `ceasefires`, `ceasefires_2`, …: one for every ceasefire that is declared in some run.
pub fn draw(ensemble: &Ensemble) -> Result<Vec<Chart>, ChartError> {
    let usable = ensemble.provenance.usable();
    let is_complete = |agreement: &&AgreementDays| agreement.declared.len() == ensemble.series.days;
    let is_declared = |agreement: &&AgreementDays| agreement.declared.iter().any(|&count| count > 0);
    let declared = ensemble.agreements.iter().filter(is_complete).filter(is_declared);
    let charts = declared.take(MOST).enumerate().map(|(index, agreement)| {
        let sides = [
            Side {
                title: "First declared",
                whole: "all runs",
                colour: BLUE,
                weeks: weekly(&agreement.declaring(usable)),
            },
            Side {
                title: "First fails, once declared",
                whole: "those declared",
                colour: VERMILION,
                weeks: weekly(&agreement.failing()),
            },
        ];
        let words = words(ensemble, agreement, &sides, (index, usable));
        frame::draw(ensemble, words, |canvas, area| draw_sides(canvas, area, ensemble, &sides))
    });
    charts.collect()
}

/// Hazards by week, those with too few at risk left out.
fn weekly(days: &[DailyHazard]) -> Vec<Weekly> {
    let week = |(index, week): (usize, &[DailyHazard])| Weekly {
        first: index * WEEK,
        last: index * WEEK + week.len() - 1,
        risk: week.iter().map(|day| day.at_risk).sum(),
        happened: week.iter().map(|day| day.happened).sum(),
    };
    days.chunks(WEEK).enumerate().map(week).filter(|week| week.risk >= FEWEST).collect()
}

fn draw_sides(canvas: &mut Canvas<'_>, area: Area, ensemble: &Ensemble, sides: &[Side; 2]) {
    let entries = [
        (Swatch::Disc(INK), "share of the runs at risk, per day"),
        (Swatch::Line(Stroke::solid(INK, 3.0)), "95\u{2009}% Monte Carlo interval"),
    ];
    labels::key(canvas, (area.left, area.top + 16.0), &entries);
    let gap = 70.0;
    let width = (area.width() - gap) / 2.0;
    for (index, side) in sides.iter().enumerate() {
        let left = area.left + (width + gap) * index as f64;
        let cell = Area { left, top: area.top + 52.0, right: left + width, bottom: area.bottom - axis::DATES_HEIGHT };
        canvas.text(side.title, (cell.left, cell.top + BODY), Type::new(BODY).bold());
        draw_side(canvas, cell, ensemble, side);
    }
}

fn draw_side(canvas: &mut Canvas<'_>, cell: Area, ensemble: &Ensemble, side: &Side) {
    let high = side.weeks.iter().map(|week| week.interval()[1]).fold(0.0, f64::max);
    if side.weeks.is_empty() {
        let kind = Type::new(BODY).colour(MUTED);
        return canvas.text("too few runs are at risk", (cell.left, (cell.top + cell.bottom) / 2.0), kind);
    }
    let ticks = Ticks::filling(0.0, high.max(0.005), 5, Style::Plain);
    let label = |value: f64| number::decimal(100.0 * value, if ticks.step < 0.01 { 1 } else { 0 }) + "\u{2009}%";
    let labels: Vec<String> = ticks.values.iter().map(|&value| label(value)).collect();
    let room = labels.iter().map(|text| font::width(text, BODY, Weight::Regular)).fold(0.0, f64::max);
    let plot = cell.inset(room + 24.0, 52.0, 0.0, 0.0);
    let days = axis::dates(canvas, plot, ensemble.series.start, ensemble.series.days);
    let values = axis::vertical_labelled(canvas, plot, &ticks, &labels);
    let middle = |week: &Weekly| days.at((week.first + week.last) as f64 / 2.0);
    for week in &side.weeks {
        draw_week(canvas, middle(week), values, week, side.colour);
    }
    let spot = |week: &Weekly| Spot::new((middle(week), values.at(week.hazard())), in_words(ensemble, week));
    canvas.spots(plot, Nearest::X, side.weeks.iter().map(spot));
}

fn draw_week(canvas: &mut Canvas<'_>, at: f64, values: Scale, week: &Weekly, colour: Colour) {
    let [low, high] = week.interval().map(|end| values.at(end));
    canvas.line(&[(at, low), (at, high)], Stroke::solid(colour, 3.0));
    canvas.disc((at, values.at(week.hazard())), 8.0, colour);
}

/// A hazard as it is written: two decimals of a per cent where it is small.
fn percent(share: f64) -> String {
    let decimals = if share < 0.01 { 2 } else { 1 };
    number::decimal(100.0 * share, decimals) + "\u{2009}%"
}

fn dates(ensemble: &Ensemble, week: &Weekly) -> String {
    let date = |day: usize| ensemble.series.short_date(day as i64);
    format!("{} to {}", date(week.first), date(week.last))
}

fn in_words(ensemble: &Ensemble, week: &Weekly) -> String {
    let [low, high] = week.interval();
    format!("{}: {} a day ({} to {})", dates(ensemble, week), percent(week.hazard()), percent(low), percent(high))
}

fn words(ensemble: &Ensemble, agreement: &AgreementDays, sides: &[Side; 2], (index, usable): (usize, u64)) -> Words {
    let [declared, failed] = [&agreement.declared, &agreement.failed].map(|days| days.iter().sum::<u64>());
    let [in_all, of_these] =
        [(declared, usable), (failed, declared)].map(|(part, whole)| part as f64 / whole.max(1) as f64);
    let headline = format!(
        "{}: declared in {} of runs; in {} of these it fails at least once",
        frame::in_headline(&agreement.label),
        number::percent(in_all),
        number::percent(of_these)
    );
    let subheadline = "Daily chance by week, of the runs in which it has not happened yet".to_owned();
    let name = if index == 0 { "ceasefires".into() } else { format!("ceasefires_{}", index + 1) };
    Words {
        name,
        description: format!("Two panels of dots with intervals. {subheadline}. {headline}."),
        headline: headline.into(),
        subheadline,
        sources: Vec::new(),
        table: table(ensemble, sides, [in_all, of_these]),
    }
}

fn table(ensemble: &Ensemble, sides: &[Side; 2], shares: [f64; 2]) -> Table {
    let columns = vec![
        Column::words("What"),
        Column::words("When"),
        Column::numbers("Chance a day"),
        Column::numbers("95\u{2009}% low"),
        Column::numbers("95\u{2009}% high"),
        Column::numbers("Run-days at risk"),
    ];
    let total = |(side, share): (&Side, f64)| {
        let mut row = vec![Cell::words(side.title), Cell::words(format!("ever, share of {}", side.whole))];
        row.push(Cell::number(number::percent(share), share));
        row.extend((0..3).map(|_| Cell::empty()));
        row
    };
    let mut rows: Vec<Vec<Cell>> = sides.iter().zip(shares).map(total).collect();
    for side in sides {
        rows.extend(side.weeks.iter().map(|week| {
            let [low, high] = week.interval();
            vec![
                Cell::words(side.title),
                Cell::words(dates(ensemble, week)),
                Cell::number(percent(week.hazard()), week.hazard()),
                Cell::number(percent(low), low),
                Cell::number(percent(high), high),
                Cell::number(number::grouped(week.risk as f64), week.risk as f64),
            ]
        }));
    }
    let note =
        format!("Weeks with fewer than {FEWEST} run-days at risk are left out; intervals are Monte Carlo error alone.");
    Table::new("Daily chance that a ceasefire is first declared, and that it first fails", columns)
        .with_rows(rows)
        .with_note(note)
}
