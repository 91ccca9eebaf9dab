//! When the histories of pairs part, and which events come out differently after that, on one axis of dates.

use crate::chart::axis::{self, Scale};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::difference::side_b;
use crate::chart::frame::{self, Words};
use crate::chart::labels;
use crate::chart::number;
use crate::chart::theme::{AXIS, Area, BLUE, BODY, INK, MUTED, RULE, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{ChainLink, Comparison, Parting};

/// Width of the names at the left, and of the probabilities at the right.
const NAMES: f64 = 560.0;
const NUMBERS: f64 = 330.0;
/// Height of the histogram of partings.
const HISTOGRAM: f64 = 236.0;
/// Causes that are named beside it.
const CAUSES: usize = 3;

/// The chart `chain`; none where nothing parts.
pub(super) fn draw(comparison: &Comparison) -> Result<Option<Chart>, ChartError> {
    let Some(parting) = comparison.parting.as_ref().filter(|parting| parting.parted > 0) else { return Ok(None) };
    let words = words(comparison, parting);
    frame::draw_for(&comparison.sides[1], words, |canvas, area| draw_chain(canvas, area, comparison, parting)).map(Some)
}

fn draw_chain(canvas: &mut Canvas<'_>, area: Area, comparison: &Comparison, parting: &Parting) {
    let plot = area.inset(NAMES, 20.0, NUMBERS, axis::DATES_HEIGHT);
    let scale = axis::dates(canvas, plot, comparison.start, comparison.days);
    draw_histogram(canvas, Area { bottom: plot.top + HISTOGRAM, ..plot }, scale, parting);
    draw_causes(
        canvas,
        Area { left: area.left, right: plot.left - 30.0, top: plot.top, bottom: plot.top + HISTOGRAM },
        parting,
    );
    let rows = Area { top: plot.top + HISTOGRAM + 64.0, ..plot };
    let heads = Type::new(BODY).colour(MUTED);
    canvas.text("Events that come out differently", (area.left, rows.top - 14.0), heads);
    canvas.text("A → B, difference", (area.right, rows.top - 14.0), heads.align(Align::End));
    let height = (rows.height() / comparison.chain.len().max(1) as f64).min(78.0);
    let middle = |index: usize| rows.top + height * (index as f64 + 0.5);
    for (index, link) in comparison.chain.iter().enumerate() {
        if let Some(follows) = &link.follows
            && let Some(earlier) = comparison.chain.get(follows.link)
        {
            let from = (scale.at(earlier.day), middle(follows.link));
            let to = (scale.at(link.day), middle(index));
            canvas.line(&[from, (from.0, to.1), (to.0, to.1)], Stroke::solid(AXIS, 2.0));
        }
    }
    for (index, link) in comparison.chain.iter().enumerate() {
        draw_link(canvas, (area, scale), (middle(index), height), link);
    }
    let spots = comparison
        .chain
        .iter()
        .enumerate()
        .map(|(index, link)| Spot::new((scale.at(link.day), middle(index)), in_full(comparison, link)));
    let bottom = rows.top + height * comparison.chain.len() as f64;
    canvas.spots(Area { left: area.left, right: area.right, bottom, ..rows }, Nearest::Y, spots);
    partings(canvas, Area { bottom: plot.top + HISTOGRAM, ..plot }, scale, (comparison, parting));
}

/// What a pointer finds on the histogram.
fn partings(canvas: &mut Canvas<'_>, area: Area, scale: Scale, (comparison, parting): (&Comparison, &Parting)) {
    let most = parting.by_day.iter().copied().max().unwrap_or(0).max(1) as f64;
    let spots = parting.by_day.iter().enumerate().filter(|(_, pairs)| **pairs > 0).map(|(day, &pairs)| {
        let top = area.bottom - area.height() * pairs as f64 / most;
        let [own, all] = [pairs, parting.pairs].map(|count| number::grouped(count as f64));
        let date = number::date(comparison.start.plus_days(day as i64));
        Spot::new((scale.at(day as f64), top), format!("{date}: {own} of {all} pairs part"))
    });
    canvas.spots(area, Nearest::X, spots);
}

/// What a pointer finds on an event.
fn in_full(comparison: &Comparison, link: &ChainLink) -> String {
    let [a, b] = link.probabilities.map(number::percent);
    format!(
        "{}: {a} in A, {b} in B ({} points); comes out differently in {} of pairs, half of them by {}",
        link.event.label,
        points(link.difference.value),
        number::percent(link.differing),
        date(comparison, link.day)
    )
}

/// A difference of shares in percentage points, with its sign.
fn points(difference: f64) -> String {
    format!("{}{}", if difference > 0.0 { "+" } else { "" }, number::decimal(100.0 * difference, 1))
}

/// The date of a day, a dash when it is not known.
fn date(comparison: &Comparison, day: f64) -> String {
    if day.is_finite() { number::date(comparison.start.plus_days(day as i64)) } else { "–".into() }
}

/// When and by what pairs part, and the events that come out differently.
fn table(comparison: &Comparison, parting: &Parting) -> Table {
    let share = |value: f64| Cell::number(number::percent(value), value);
    let dated = |day: f64| Cell::number(date(comparison, day), day);
    let whole = parting.parted as f64 / parting.pairs as f64;
    let nothing = [Cell::empty(), Cell::empty(), Cell::empty()];
    let mut rows = vec![[vec![Cell::words("Histories part"), share(whole), dated(parting.days[2])], nothing.to_vec()]];
    for cause in &parting.causes {
        let part = format!("{} of those that part", number::percent(cause.share));
        let own = vec![
            Cell::words(format!("They part by: {}", cause.label)),
            Cell::number(part, cause.share * whole),
            dated(cause.median_day),
        ];
        rows.push([own, nothing.to_vec()]);
    }
    for link in &comparison.chain {
        let own = vec![Cell::words(&link.event.label), share(link.differing), dated(link.day)];
        let [a, b] = link.probabilities;
        let value = link.difference.value;
        rows.push([own, vec![share(a), share(b), Cell::number(points(value), value)]]);
    }
    let columns = vec![
        Column::words("What comes out differently"),
        Column::numbers("In this share of pairs"),
        Column::words("In half of them by"),
        Column::numbers("Share of A"),
        Column::numbers("Share of B"),
        Column::numbers("B − A, points"),
    ];
    Table::new("When and by what pairs part, and the events that come out differently", columns)
        .with_rows(rows.into_iter().map(|row| row.concat()).collect())
}

/// Pairs that part on each day.
fn draw_histogram(canvas: &mut Canvas<'_>, area: Area, scale: Scale, parting: &Parting) {
    let most = parting.by_day.iter().copied().max().unwrap_or(0).max(1) as f64;
    let width = ((scale.at(1.0) - scale.at(0.0)) * 0.8).max(2.0);
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], Stroke::solid(AXIS, 2.0));
    for (day, &pairs) in parting.by_day.iter().enumerate().filter(|(_, pairs)| **pairs > 0) {
        let left = scale.at(day as f64) - width / 2.0;
        let top = area.bottom - area.height() * pairs as f64 / most;
        canvas.rectangle(Area { left, top, right: left + width, bottom: area.bottom }, BLUE, 1.0);
    }
    let label = "pairs that part on each day";
    canvas.text(label, (area.right, area.top + BODY), Type::new(BODY).colour(MUTED).align(Align::End));
}

/// What most pairs part by.
fn draw_causes(canvas: &mut Canvas<'_>, area: Area, parting: &Parting) {
    canvas.text("What parts them", (area.left, area.top + BODY * 0.8), Type::new(BODY).colour(MUTED));
    let row = (area.height() - BODY * 1.2) / CAUSES as f64;
    for (index, cause) in parting.causes.iter().take(CAUSES).enumerate() {
        let middle = area.top + BODY * 1.2 + row * (index as f64 + 0.5);
        let share = number::percent(cause.share);
        canvas.text_on(&share, (area.left + 78.0, middle), Type::new(BODY).bold().align(Align::End));
        let lines = labels::lines(&cause.label, area.width() - 96.0, row);
        for (line, at) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
            canvas.text_on(line, (area.left + 96.0, at), Type::new(BODY));
        }
    }
}

/// An event: its name, a dot at its median date, and its probabilities.
fn draw_link(canvas: &mut Canvas<'_>, (area, scale): (Area, Scale), (middle, height): (f64, f64), link: &ChainLink) {
    canvas.line(&[(area.left, middle + height / 2.0), (area.right, middle + height / 2.0)], Stroke::solid(RULE, 1.0));
    let lines = labels::lines(&link.event.label, NAMES - 40.0, height);
    for (line, at) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
        canvas.text_on(line, (area.left, at), Type::new(BODY));
    }
    let is_likelier = link.difference.value > 0.0;
    let colour = if is_likelier { VERMILION } else { BLUE };
    let radius = 7.0 + 12.0 * link.differing.clamp(0.0, 1.0).sqrt();
    canvas.disc((scale.at(link.day), middle), radius, colour);
    let [a, b] = link.probabilities.map(number::percent);
    let kind = Type::new(BODY).align(Align::End);
    canvas.text_on(&format!("{a} → {b}"), (area.right - 110.0, middle), kind);
    canvas.text_on(&points(link.difference.value), (area.right, middle), kind.bold().colour(INK));
}

fn words(comparison: &Comparison, parting: &Parting) -> Words {
    let share = number::percent(parting.parted as f64 / parting.pairs as f64);
    let median = comparison.start.plus_days(parting.days[2] as i64);
    let headline = format!("{share} of the histories part, half of them by {}", number::date(median));
    let subheadline = format!(
        "B ({}) against A. Dots: median day on which an event first differs in a pair, larger where it differs in more pairs, \
         red where it is likelier in B; lines lead to what it most often follows",
        side_b(comparison)
    );
    let told = |link: &ChainLink| {
        let [a, b] = link.probabilities.map(number::percent);
        format!("{} {a} in A, {b} in B", link.event.label)
    };
    let list: Vec<String> = comparison.chain.iter().map(told).collect();
    let causes: Vec<&str> = parting.causes.iter().take(CAUSES).map(|cause| cause.label.as_str()).collect();
    Words {
        name: "chain".into(),
        headline: headline.into(),
        description: format!(
            "Histogram of days of parting, by {}; dated events below: {}.",
            causes.join("; "),
            list.join("; ")
        ),
        subheadline,
        sources: Vec::new(),
        table: table(comparison, parting),
    }
}
