//! Probability that the attacker holds each zone, by date, as a heat map.

use crate::chart::axis;
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number;
use crate::chart::theme::{Area, BODY, Colour, DEEP_BLUE, INK, MUTED, PAPER, Stroke};
use crate::chart::{Chart, ChartError};
use crate::record::{Band, Ensemble, Observation, SeriesInfo, SeriesKind};

/// The most zones drawn: below this row height labels would collide.
const MOST: usize = 20;
/// Steps of the colour scale.
const STEPS: f64 = 20.0;
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
        for (day, held) in observed(ensemble, zone) {
            draw_observed(canvas, (plot.left + cell * (day as f64 + 0.5), top + row / 2.0), held);
        }
        let lines = labels::lines(&zone.info.label, widest, row);
        for (line, middle) in lines.iter().zip(labels::line_heights(top + row / 2.0, lines.len())) {
            canvas.text_on(line, (plot.left - 16.0, middle), kind.align(Align::End));
        }
        canvas.text_on(&number::percent(zone.last()), (plot.right + 14.0, top + row / 2.0), kind.bold());
    }
    // A cell is a day; the date axis marks the cells' middles.
    axis::dates(canvas, plot.inset(cell / 2.0, 0.0, cell / 2.0, 0.0), ensemble.series.start, days);
}

/// A strip of cells, equal neighbours joined, with a mark where the attacker comes to hold it in most runs.
fn draw_zone(canvas: &mut Canvas<'_>, strip: Area, cell: f64, zone: &Zone<'_>) {
    let step = |day: usize| (zone.at(day) * STEPS).round();
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
fn shade(probability: f64) -> Colour {
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
    Words { name: "control".into(), headline, subheadline, description, sources, table: Default::default() }
}
