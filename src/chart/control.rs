//! Probability that the attacker holds each zone, by date, as a heat map.

use std::collections::BTreeMap;

use crate::chart::axis;
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::daily::{self, Days};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number;
use crate::chart::theme::{Area, BODY, Colour, DEEP_BLUE, INK, MUTED, PAPER, Stroke};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Band, Ensemble, Observation, SeriesInfo, SeriesKind};

/// The most zones drawn: below this row height labels would collide.
const MOST: usize = 20;
/// Steps of the colour scale.
const STEPS: f64 = 20.0;
/// Most evenly spaced days in the table.
const MOST_DAYS: usize = 6;
/// Least colour, distinct from the paper.
const PALE: Colour = Colour(0xEC, 0xF3, 0xF8);

/// A zone and its probability at the end of each day.
struct Zone<'a> {
    info: &'a SeriesInfo,
    bands: &'a [Band],
}

impl Zone<'_> {
    fn at(&self, day: usize) -> f64 {
        self.bands[day].mean
    }

    /// Its step on the scale of colours.
    fn step(&self, day: usize) -> f64 {
        (self.at(day) * STEPS).round()
    }

    fn last(&self) -> f64 {
        self.bands.last().map_or(f64::NAN, |band| band.mean)
    }

    /// First day at which most runs have the zone in the attacker's hands, the number of days when there is none.
    fn majority_day(&self) -> usize {
        self.bands.iter().position(|band| band.mean >= 0.5).unwrap_or(self.bands.len())
    }

    /// By how much the probability changes over the period.
    fn change(&self) -> f64 {
        let first = self.bands.first().map_or(0.0, |band| band.mean);
        self.bands.iter().map(|band| (band.mean - first).abs()).filter(|change| change.is_finite()).fold(0.0, f64::max)
    }
}

/// The chart `control`, if the ensemble has any such series.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let of_kind = ensemble.series.of_kind(SeriesKind::Control).map(|(info, bands)| Zone { info, bands });
    let mut zones: Vec<Zone<'_>> = of_kind.filter(|zone| zone.last().is_finite()).collect();
    let all = zones.len();
    if all > MOST {
        zones.sort_by(|a, b| b.change().total_cmp(&a.change()));
        zones.truncate(MOST);
    }
    zones.sort_by(|a, b| a.majority_day().cmp(&b.majority_day()).then(b.last().total_cmp(&a.last())));
    if zones.is_empty() {
        return Ok(None);
    }
    frame::draw(ensemble, words(ensemble, &zones, all), |canvas, area| draw_map(canvas, area, ensemble, &zones))
        .map(Some)
}

fn draw_map(canvas: &mut Canvas<'_>, area: Area, ensemble: &Ensemble, zones: &[Zone<'_>]) {
    let has_observed = zones.iter().any(|zone| observed(ensemble, zone).next().is_some());
    colour_bar(canvas, (area.left, area.top), has_observed);
    let kind = Type::new(BODY);
    let widest = zones.iter().map(|zone| kind.width(&zone.info.label)).fold(0.0, f64::max).min(400.0);
    let days = ensemble.series.days;
    let last = ensemble.series.short_date(days as i64 - 1);
    let plot = area.inset(widest + 24.0, 84.0, (kind.width(&last) + 14.0).max(130.0), axis::DATES_HEIGHT);
    let (cell, row) = (plot.width() / days as f64, (plot.height() / zones.len() as f64).min(120.0));
    let plot = Area { bottom: plot.top + row * zones.len() as f64, ..plot };
    canvas.text(&last, (plot.right + 14.0, plot.top - 16.0), kind.colour(MUTED));
    for (index, zone) in zones.iter().enumerate() {
        let top = plot.top + row * index as f64;
        let strip = Area { top: top + 2.0, bottom: top + row - 2.0, ..plot };
        draw_zone(canvas, strip, cell, zone);
        if observed(ensemble, zone).next().is_some() {
            canvas.group("observations", |canvas| {
                for (day, held) in observed(ensemble, zone) {
                    draw_observed(canvas, (plot.left + cell * (day as f64 + 0.5), top + row / 2.0), held);
                }
            });
        }
        let lines = labels::lines(&zone.info.label, widest, row);
        for (line, middle) in lines.iter().zip(labels::line_heights(top + row / 2.0, lines.len())) {
            canvas.text_on(line, (plot.left - 16.0, middle), kind.align(Align::End));
        }
        canvas.text_on(&number::percent(zone.last()), (plot.right + 14.0, top + row / 2.0), kind.bold());
    }
    // A cell is a day; the date axis marks the cells' middles.
    axis::dates(canvas, plot.inset(cell / 2.0, 0.0, cell / 2.0, 0.0), ensemble.series.start, days);
    for (index, zone) in zones.iter().enumerate() {
        let (top, middle) = (plot.top + row * index as f64, plot.top + row * (index as f64 + 0.5));
        // A piece answers at both of its ends: so the nearest end is that of the piece under the pointer.
        let spots = pieces(ensemble, zone).into_iter().flat_map(|(from, to, text)| {
            let ends = if from + 1 < to { vec![from, to - 1] } else { vec![from] };
            ends.into_iter().map(move |day| Spot::new((plot.left + cell * (day as f64 + 0.5), middle), text.clone()))
        });
        canvas.spots(Area { top, bottom: top + row, ..plot }, Nearest::X, spots);
    }
}

/// The days of a zone's strip that are one to the eye, and of those with an observation: first day, the day after the
/// last one, and what they say.
fn pieces(ensemble: &Ensemble, zone: &Zone<'_>) -> Vec<(usize, usize, String)> {
    let label = &zone.info.label;
    let history: BTreeMap<usize, bool> = observed(ensemble, zone).collect();
    let mut pieces = Vec::new();
    let mut from = 0;
    for day in 1..=zone.bands.len() {
        let is_same = day < zone.bands.len() && zone.step(day) == zone.step(from);
        if is_same && !history.contains_key(&day) && !history.contains_key(&(day - 1)) {
            continue;
        }
        let dates = [from, day - 1].map(|day| number::date(ensemble.series.start.plus_days(day as i64)));
        let when = if from + 1 == day { dates[0].clone() } else { format!("{} to {}", dates[0], dates[1]) };
        let [first, last] = [from, day - 1].map(|day| number::percent(zone.at(day)));
        let share = if first == last { first } else { format!("{first} to {last}") };
        let seen = match history.get(&from) {
            Some(true) => "; history: held",
            Some(false) => "; history: not held",
            None => "",
        };
        if zone.step(from).is_finite() {
            pieces.push((from, day, format!("{label}, {when}: held in {share} of runs{seen}")));
        }
        from = day;
    }
    pieces
}

/// A strip of cells, equal neighbours joined, with a mark where the attacker comes to hold it in most runs.
fn draw_zone(canvas: &mut Canvas<'_>, strip: Area, cell: f64, zone: &Zone<'_>) {
    let step = |day: usize| zone.step(day);
    let mut from = 0;
    for day in 1..=zone.bands.len() {
        if day < zone.bands.len() && step(day) == step(from) {
            continue;
        }
        if step(from).is_finite() {
            // To the strip's end, not to the cell's: the next piece covers the rest, and no seam shows between them.
            canvas.rectangle(Area { left: strip.left + cell * from as f64, ..strip }, shade(step(from) / STEPS), 1.0);
        } else {
            canvas.rectangle(Area { left: strip.left + cell * from as f64, ..strip }, PAPER, 1.0);
        }
        from = day;
    }
    let majority = zone.majority_day();
    if majority > 0 && majority < zone.bands.len() {
        let at = strip.left + cell * majority as f64;
        canvas.line(&[(at, strip.top), (at, strip.bottom)], Stroke::solid(PAPER, 7.0));
        canvas.line(&[(at, strip.top), (at, strip.bottom)], Stroke::solid(INK, 3.0));
    }
}

/// Days on which history says whether the attacker held the zone, and whether he did.
fn observed<'a>(ensemble: &'a Ensemble, zone: &'a Zone<'_>) -> impl Iterator<Item = (usize, bool)> + 'a {
    figures(ensemble, zone).filter_map(move |figure| {
        let day = usize::try_from(figure.date.days_since(ensemble.series.start)).ok()?;
        (day < zone.bands.len()).then_some((day, figure.value >= 0.5))
    })
}

fn figures<'a>(ensemble: &'a Ensemble, zone: &'a Zone<'_>) -> impl Iterator<Item = &'a Observation> {
    ensemble.observations.iter().filter(|figure| figure.series == zone.info.id && figure.value.is_finite())
}

/// A disc for held, a ring for not held, with a rim that shows on every shade.
fn draw_observed(canvas: &mut Canvas<'_>, at: (f64, f64), held: bool) {
    canvas.disc(at, 12.0, PAPER);
    if held { canvas.disc(at, 9.0, INK) } else { canvas.ring(at, 9.0, INK) }
}

/// The colour of a probability: from pale to dark, so that grey keeps the order.
pub fn shade(probability: f64) -> Colour {
    let middle = Colour(0x3A, 0x8F, 0xC4);
    if probability < 0.5 {
        PALE.towards(middle, probability * 2.0)
    } else {
        middle.towards(DEEP_BLUE, probability * 2.0 - 1.0)
    }
}

fn colour_bar(canvas: &mut Canvas<'_>, (left, top): (f64, f64), has_observed: bool) {
    let kind = Type::new(BODY);
    let middle = top + 16.0;
    canvas.text_on(&number::percent(0.0), (left, middle), kind);
    let bar = left + kind.width(&number::percent(0.0)) + 12.0;
    for step in 0..=STEPS as usize {
        let from = bar + 16.0 * step as f64;
        canvas.rectangle(
            Area { left: from, top: middle - 13.0, right: bar + 16.0 * (STEPS + 1.0), bottom: middle + 13.0 },
            shade(step as f64 / STEPS),
            1.0,
        );
    }
    let end = bar + 16.0 * (STEPS + 1.0) + 12.0;
    canvas.text_on(&number::percent(1.0), (end, middle), kind);
    let mut entries = vec![(Swatch::Tick(INK), "first day in the attacker’s hands in most runs")];
    if has_observed {
        entries.extend([(Swatch::Disc(INK), "history: held"), (Swatch::Ring(INK), "history: not held")]);
    }
    labels::key(canvas, (end + kind.width(&number::percent(1.0)) + 40.0, middle), &entries);
}

fn words(ensemble: &Ensemble, zones: &[Zone<'_>], all: usize) -> Words {
    let date = number::date(ensemble.series.start.plus_days(ensemble.series.days as i64 - 1));
    let held = zones.iter().filter(|zone| zone.last() > 0.5).count();
    let contested = zones.iter().min_by(|a, b| (a.last() - 0.5).abs().total_cmp(&(b.last() - 0.5).abs()));
    let mut headline = format!("{held} of {} zones are in attackers’ hands in most runs by {date}", zones.len());
    if let Some(zone) = contested.filter(|zone| (0.05..=0.95).contains(&zone.last())) {
        let name = font::shorten(&zone.info.label, BODY, Weight::Bold, 420.0);
        headline += &format!("; most open: {name}, {}", number::percent(zone.last()));
    }
    let selection = if zones.len() < all {
        format!(", the {} of {all} zones that change most", zones.len())
    } else {
        String::new()
    };
    let subheadline =
        format!("Share of runs in which whoever attacks a zone holds it at the end of the day{selection}");
    let sources = frame::sources(zones.iter().flat_map(|zone| figures(ensemble, zone)));
    let list: Vec<String> =
        zones.iter().map(|zone| format!("{} {}", zone.info.label, number::percent(zone.last()))).collect();
    let description = format!("Heat map of zones by date. {subheadline}. On {date}: {}.", list.join("; "));
    Words {
        name: "control".into(),
        headline: headline.into(),
        subheadline,
        description,
        sources,
        table: table(ensemble, zones),
    }
}

/// The zones with their shares on some days, and how many are held in most runs.
fn table(ensemble: &Ensemble, zones: &[Zone<'_>]) -> Table {
    let start = ensemble.series.start;
    let days = Days::of(ensemble.series.days, MOST_DAYS, []);
    let dated = days.shown.iter().map(|&day| Column::numbers(number::date(start.plus_days(day as i64))));
    let mut columns = vec![Column::words("Zone"), Column::words("First day in most runs")];
    columns.extend(dated);
    let has_observed = zones.iter().any(|zone| observed(ensemble, zone).next().is_some());
    columns.extend(has_observed.then(|| Column::words("History")));
    let caption = "Share of runs in which whoever attacks a zone holds it at the end of the day";
    let mut table = Table::new(caption, columns).with_note(days.note());
    for zone in zones {
        let majority = zone.majority_day();
        let first =
            if majority < zone.bands.len() { daily::date_cell(start, majority as i64) } else { Cell::words("none") };
        let mut row = vec![Cell::words(&zone.info.label), first];
        row.extend(days.shown.iter().map(|&day| Cell::number(number::percent(zone.at(day)), zone.at(day))));
        row.extend(has_observed.then(|| Cell::words(history(ensemble, zone))));
        table.rows.push(row);
    }
    let held = |day: &usize| zones.iter().filter(|zone| zone.at(*day) > 0.5).count();
    let mut total = vec![Cell::words("Zones held in most runs"), Cell::empty()];
    total.extend(days.shown.iter().map(|day| Cell::words(format!("{} of {}", held(day), zones.len()))));
    total.resize(table.columns.len(), Cell::empty());
    table.rows.push(total);
    table
}

/// What history says of a zone, day by day.
fn history(ensemble: &Ensemble, zone: &Zone<'_>) -> String {
    let told = observed(ensemble, zone).map(|(day, held)| {
        let date = number::date(ensemble.series.start.plus_days(day as i64));
        format!("{} on {date}", if held { "held" } else { "not held" })
    });
    told.collect::<Vec<_>>().join("; ")
}
