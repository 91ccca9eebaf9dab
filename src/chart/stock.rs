//! Stock and flow of displacement: how many are away from home, and how many leave and return week by week.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Canvas, Type};
use crate::chart::daily;
use crate::chart::fan::{self, Fan};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, Colour, PAPER, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::quantity::Date;
use crate::record::quantile::MEDIAN;
use crate::record::{Band, Ensemble};

/// Series of the stock, of all who ever left, and of all who returned.
const STOCK: &str = "displacement.current";
const LEFT: &str = "displacement.cumulative";
const RETURNED: &str = "displacement.returned";
/// Days of a bar.
const WEEK: usize = 7;
/// Returned exiles: lighter than those who were displaced, in grey too.
const EXILES: Colour = Colour(0x56, 0xB4, 0xE9);
/// Share of the height that the stock takes.
const UPPER: f64 = 0.52;
/// Where the keys begin, right of the panels' names.
const KEY: f64 = 124.0;

/// What happens in a week, by means over runs.
struct Week {
    /// First day after the week before, and last day.
    days: (usize, usize),
    /// Persons who left home.
    left: f64,
    /// Displaced people who returned.
    returned: f64,
    /// Exiles of before day 0 who returned.
    exiles: f64,
}

/// The chart `stock`, if the ensemble has the series and anybody is displaced or returns.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let Some(stock) = fan::fan(ensemble, STOCK) else { return Ok(None) };
    let weeks = weeks(ensemble);
    if weeks.iter().all(|week| week.left + week.returned + week.exiles < 1.0) {
        return Ok(None);
    }
    let words = words(ensemble, &stock, &weeks);
    frame::draw(ensemble, words, |canvas, area| draw_panels(canvas, area, ensemble, (&stock, &weeks))).map(Some)
}

/// By how much the mean of a sum since the start grows over some days.
fn growth(bands: &[Band], (first, last): (usize, usize)) -> f64 {
    let at = |day: usize| bands.get(day).map_or(0.0, |band| band.mean);
    let before = if first == 0 { 0.0 } else { at(first - 1) };
    let grown = at(last) - before;
    if grown.is_finite() { grown.max(0.0) } else { 0.0 }
}

/// Every week of the period; the last may be shorter.
fn weeks(ensemble: &Ensemble) -> Vec<Week> {
    let days = ensemble.series.days;
    let bands = |id: &str| ensemble.series.get(id).map_or(&[][..], |(_, bands)| bands);
    let is_exiles = |id: &str| id.starts_with("exiles.") && id.ends_with(".returned");
    let exiles: Vec<&[Band]> =
        ensemble.series.series.iter().filter(|info| is_exiles(&info.id)).map(|info| bands(&info.id)).collect();
    let week = |first: usize| {
        let span = (first, (first + WEEK - 1).min(days - 1));
        Week {
            days: span,
            left: growth(bands(LEFT), span),
            returned: growth(bands(RETURNED), span),
            exiles: exiles.iter().map(|bands| growth(bands, span)).sum(),
        }
    };
    (0..days).step_by(WEEK).map(week).collect()
}

fn draw_panels(canvas: &mut Canvas<'_>, area: Area, ensemble: &Ensemble, (stock, weeks): (&Fan<'_>, &[Week])) {
    let ticks = stock.ticks(5);
    let most = |of: &dyn Fn(&Week) -> f64| weeks.iter().map(of).fold(0.0, f64::max);
    let (up, down) = (most(&|week| week.left), most(&|week| week.returned + week.exiles));
    let bars = Ticks::covering(-down, up, 5, Style::Count);
    let left = ticks.label_width(Style::Count).max(bars.label_width(Style::Count)) + 24.0;
    let plot = area.inset(left, 44.0, 30.0, axis::DATES_HEIGHT);
    let upper = Area { bottom: plot.top + plot.height() * UPPER, ..plot };
    let lower = Area { top: upper.bottom + 64.0, ..plot };
    let mut key = fan::KEY.to_vec();
    key.extend(fan::observation_key(std::iter::once(stock)));
    canvas.text_on("Away", (area.left, area.top + 12.0), Type::new(BODY).bold());
    labels::key(canvas, (area.left + KEY, area.top + 12.0), &key);
    let days = axis::day_scale(upper, ensemble.series.days);
    fan::draw(canvas, upper, days, (stock, "Away from home"), &ticks);
    canvas.text_on("A week", (area.left, upper.bottom + 36.0), Type::new(BODY).bold());
    labels::key(canvas, (area.left + KEY, upper.bottom + 36.0), &bar_key(weeks));
    axis::dates(canvas, lower, ensemble.series.start, ensemble.series.days);
    draw_bars(canvas, lower, (days, &bars), weeks, ensemble.series.start);
}

fn bar_key(weeks: &[Week]) -> Vec<(Swatch, &'static str)> {
    let mut key = vec![(Swatch::Fill(VERMILION, 1.0), "leave home"), (Swatch::Fill(BLUE, 1.0), "return home")];
    if weeks.iter().any(|week| week.exiles > 0.0) {
        key.push((Swatch::Fill(EXILES, 1.0), "return after fleeing before the start"));
    }
    key
}

/// Bars up for those who leave, down for those who return; means of the runs.
fn draw_bars(canvas: &mut Canvas<'_>, area: Area, (days, ticks): (Scale, &Ticks), weeks: &[Week], start: Date) {
    let values = axis::vertical(canvas, area, ticks, Style::Count);
    let mut spots = Vec::new();
    for week in weeks {
        let (from, to) = (days.at(week.days.0 as f64), days.at(week.days.1 as f64));
        let gap = ((to - from) * 0.12).clamp(0.0, 5.0);
        let mut bar = |low: f64, high: f64, colour: Colour| {
            let (top, bottom) = (values.at(high), values.at(low));
            if bottom - top > 0.2 {
                canvas.rectangle(
                    Area { left: from + gap, top, right: (to - gap).max(from + gap + 1.5), bottom },
                    colour,
                    1.0,
                );
            }
        };
        bar(0.0, week.left, VERMILION);
        bar(-week.returned, 0.0, BLUE);
        bar(-week.returned - week.exiles, -week.returned, EXILES);
        spots.push(Spot::new(((from + to) / 2.0, values.at(week.left)), spoken(week, start)));
    }
    let zero = values.at(0.0);
    canvas.line(&[(area.left, zero), (area.right, zero)], Stroke::solid(PAPER, 3.0));
    canvas.line(&[(area.left, zero), (area.right, zero)], Stroke::solid(AXIS, 2.0));
    canvas.spots(area, Nearest::X, spots);
}

/// A week in words.
fn spoken(week: &Week, start: Date) -> String {
    let date = |day: usize| number::date(start.plus_days(day as i64));
    let count = |persons: f64| number::prose(persons, Style::Count);
    let exiles = if week.exiles > 0.0 {
        format!("; {} return who fled before the start", count(week.exiles))
    } else {
        String::new()
    };
    format!(
        "{} to {}: {} leave home, {} return{exiles}",
        date(week.days.0),
        date(week.days.1),
        count(week.left),
        count(week.returned)
    )
}

/// The day on which the median of those away is greatest, and that median.
fn peak(stock: &Fan<'_>) -> Option<(usize, f64)> {
    let medians = stock.bands.iter().map(|band| band.quantiles[MEDIAN]).enumerate();
    medians.filter(|(_, median)| median.is_finite()).fold(None, |best: Option<(usize, f64)>, found| match best {
        Some(best) if best.1 >= found.1 => Some(best),
        _ => Some(found),
    })
}

fn words(ensemble: &Ensemble, stock: &Fan<'_>, weeks: &[Week]) -> Words {
    let count = |persons: f64| number::prose(persons, Style::Count);
    let date = |day: usize| number::date(ensemble.series.start.plus_days(day as i64));
    let (returned, exiles): (f64, f64) =
        (weeks.iter().map(|week| week.returned).sum(), weeks.iter().map(|week| week.exiles).sum());
    let last = ensemble.series.days.saturating_sub(1);
    let mut headline = match peak(stock) {
        Some((day, median)) if day < last => {
            format!("Most are away from home on {}: {} in the median run", date(day), count(median))
        }
        Some((day, median)) => format!("{} are away from home on {} in the median run", count(median), date(day)),
        None => "How many are away from home is not known".into(),
    };
    if returned + exiles >= 1.0 {
        headline += &format!("; on average {} have returned by {}", count(returned + exiles), date(last));
    }
    if exiles >= 1.0 {
        headline += &format!(", of whom {} had fled before the start", count(exiles));
    }
    let subheadline =
        "Displaced people away from home by date (median and ranges), persons who leave and return in each week (means)"
            .to_string();
    Words {
        name: "stock".into(),
        description: format!("Fan chart above, bars below. {subheadline}. {headline}."),
        headline: headline.into(),
        subheadline,
        sources: frame::sources(stock.figures()),
        table: table(ensemble, stock, weeks, (returned, exiles)),
    }
}

/// A row a week, of at most as many weeks as can be read, and the sums.
fn table(ensemble: &Ensemble, stock: &Fan<'_>, weeks: &[Week], (returned, exiles): (f64, f64)) -> Table {
    const MOST: usize = 24;
    let has_exiles = exiles > 0.0;
    let count = |persons: f64| Cell::number(number::prose(persons, Style::Count), persons);
    let mut columns = vec![Column::words("Last day")];
    columns.extend(daily::band_columns());
    columns.extend([Column::numbers("Leave home"), Column::numbers("Return")]);
    columns.extend(has_exiles.then(|| Column::numbers("Return after fleeing before the start")));
    columns.push(Column::numbers("All returned since the start"));
    let step = weeks.len().div_ceil(MOST).max(1);
    let mut so_far = 0.0;
    let mut rows = Vec::new();
    for group in weeks.chunks(step) {
        let sum = |of: fn(&Week) -> f64| group.iter().map(of).sum::<f64>();
        so_far += sum(|week| week.returned + week.exiles);
        let Some(band) = group.last().and_then(|week| stock.bands.get(week.days.1)) else { continue };
        let mut row = vec![daily::date_cell(ensemble.series.start, group.last().map_or(0, |week| week.days.1) as i64)];
        row.extend(daily::band_cells(band, Style::Count));
        row.extend([count(sum(|week| week.left)), count(sum(|week| week.returned))]);
        row.extend(has_exiles.then(|| count(sum(|week| week.exiles))));
        row.push(count(so_far));
        rows.push(row);
    }
    let width = columns.len();
    if let Some((day, _)) = peak(stock) {
        let mut row =
            vec![Cell::words(format!("{} (most away)", number::date(ensemble.series.start.plus_days(day as i64))))];
        row.extend(daily::band_cells(&stock.bands[day], Style::Count));
        row.resize(width, Cell::empty());
        rows.push(row);
    }
    let mut total = vec![Cell::empty(); width];
    total[0] = Cell::words("Sum");
    total[6] = Cell::words(number::prose(weeks.iter().map(|week| week.left).sum(), Style::Count));
    total[7] = Cell::words(number::prose(returned, Style::Count));
    if has_exiles {
        total[8] = Cell::words(number::prose(exiles, Style::Count));
    }
    total[width - 1] = Cell::words(number::prose(returned + exiles, Style::Count));
    rows.push(total);
    let span = if step == 1 { "week".into() } else { format!("{step} weeks") };
    Table::new(format!("Away from home, leaving and returning, by {span}"), columns).with_rows(rows).with_note(
        "Away from home: median and ranges of the runs. Leaving and returning: means. All days are in series.parquet.",
    )
}
