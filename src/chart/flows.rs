//! Who goes where: from each home to each shelter, on the day on which most are displaced.

use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::daily;
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Headline, Words};
use crate::chart::labels;
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, Colour, DEEP_BLUE, INK, MUTED, SMALL, Stroke, VERMILION};
use crate::chart::whereabouts::Whereabouts;
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Ensemble, FlowKind};

/// Most homes and most shelters drawn by name; the smallest of a longer list are one together.
const MOST_HOMES: usize = 14;
const MOST_SHELTERS: usize = 8;
/// Room for the names at either side.
const NAMES: f64 = 520.0;
/// Share of all displaced below which several places are drawn as one.
const SMALL_SHARE: f64 = 0.01;
/// Width of the bar at either end of the ribbons.
const BAR: f64 = 18.0;
/// Height of a name's line.
const LINE: f64 = 32.0;
/// Least width of a ribbon in which its number stands.
const NUMBERED: f64 = 22.0;
/// Opacity of ribbons.
const RIBBON: f64 = 0.5;

/// Colours by shelter, each lighter or darker than its neighbours.
const COLOURS: [Colour; MOST_SHELTERS] = [
    BLUE,
    Colour(0xE6, 0x9F, 0x00),
    Colour(0x00, 0x9E, 0x73),
    Colour(0xCC, 0x79, 0xA7),
    DEEP_BLUE,
    Colour(0x56, 0xB4, 0xE9),
    VERMILION,
    AXIS,
];

/// A bar at one side: a home, a shelter, or what is left of them.
struct End {
    name: String,
    /// Positions of the places that it stands for.
    places: Vec<usize>,
    persons: f64,
    top: f64,
    bottom: f64,
}

/// A ribbon between two bars, by their positions.
struct Ribbon {
    home: usize,
    shelter: usize,
    persons: f64,
    /// Upper ends at the left and at the right.
    tops: [f64; 2],
    width: f64,
}

/// The chart `flows`, if anybody is displaced in any run.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let Some(whereabouts) = Whereabouts::of(ensemble) else { return Ok(None) };
    let peak = whereabouts.peak();
    if whereabouts.displaced(peak) < 1.0 {
        return Ok(None);
    }
    let words = words(ensemble, &whereabouts, peak);
    frame::draw(ensemble, words, |canvas, area| draw_ribbons(canvas, area, &whereabouts, peak)).map(Some)
}

/// The greatest of some places first, the smallest of a longer list as one.
fn ends(whereabouts: &Whereabouts<'_>, most: usize, persons: impl Fn(usize) -> f64, rest: &str) -> Vec<End> {
    let mut places: Vec<(usize, f64)> = (0..whereabouts.places.len())
        .map(|place| (place, persons(place)))
        .filter(|(_, persons)| *persons > 0.0)
        .collect();
    places.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let all: f64 = places.iter().map(|(_, persons)| persons).sum();
    let large = places.iter().filter(|(_, persons)| *persons >= all * SMALL_SHARE).count().min(most - 1);
    let named = if large + 1 < places.len() { large } else { places.len() };
    let (named, others) = places.split_at(named);
    let end = |name: String, places: &[(usize, f64)]| End {
        name,
        places: places.iter().map(|(place, _)| *place).collect(),
        persons: places.iter().map(|(_, persons)| persons).sum(),
        top: 0.0,
        bottom: 0.0,
    };
    let mut ends: Vec<End> =
        named.iter().map(|place| end(short(&whereabouts.places[place.0].label), std::slice::from_ref(place))).collect();
    if !others.is_empty() {
        ends.push(end(format!("{} {rest}", others.len()), others));
    }
    ends
}

/// Puts bars under each other with equal gaps over the whole height.
fn stack(ends: &mut [End], area: Area, scale: f64) {
    let bars: f64 = ends.iter().map(|end| end.persons * scale).sum();
    let gap = (area.height() - bars).max(0.0) / ends.len().saturating_sub(1).max(1) as f64;
    let mut top = if ends.len() == 1 { area.top + (area.height() - bars) / 2.0 } else { area.top };
    for end in ends {
        (end.top, end.bottom) = (top, top + end.persons * scale);
        top = end.bottom + gap;
    }
}

/// The ribbons between bars: at either bar in the order of the bars at the other side.
fn ribbons(
    whereabouts: &Whereabouts<'_>,
    (homes, shelters): (&[End], &[End]),
    recorded: usize,
    scale: f64,
) -> Vec<Ribbon> {
    let mut used = [homes, shelters].map(|ends| ends.iter().map(|end| end.top).collect::<Vec<f64>>());
    let mut ribbons = Vec::new();
    for (home, from) in homes.iter().enumerate() {
        for (shelter, to) in shelters.iter().enumerate() {
            let between = whereabouts.flows.iter().enumerate().filter(|(_, (flow, _))| {
                flow.kind == FlowKind::Displaced && from.places.contains(&flow.home) && to.places.contains(&flow.place)
            });
            let persons: f64 = between.map(|(index, _)| whereabouts.persons(index, recorded)).sum();
            let (width, tops) = (persons * scale, [used[0][home], used[1][shelter]]);
            used[0][home] += width;
            used[1][shelter] += width;
            if persons > 0.0 {
                ribbons.push(Ribbon { home, shelter, persons, tops, width });
            }
        }
    }
    ribbons
}

fn draw_ribbons(canvas: &mut Canvas<'_>, area: Area, whereabouts: &Whereabouts<'_>, recorded: usize) {
    let plot = area.inset(NAMES, 46.0, NAMES, 16.0);
    let mut homes = ends(whereabouts, MOST_HOMES, |place| whereabouts.away(place, recorded), "other places");
    let sheltered = |place| displaced_in(whereabouts, place, recorded);
    let mut shelters = ends(whereabouts, MOST_SHELTERS, sheltered, "other places");
    let rows = homes.len().max(shelters.len());
    let gap = if rows > 1 { (plot.height() * 0.3 / (rows - 1) as f64).min(26.0) } else { 0.0 };
    let scale = (plot.height() - gap * rows.saturating_sub(1) as f64) / whereabouts.displaced(recorded).max(1.0);
    stack(&mut homes, plot, scale);
    stack(&mut shelters, plot, scale);
    let ribbons = ribbons(whereabouts, (&homes, &shelters), recorded, scale);
    let heading = Type::new(BODY).colour(MUTED);
    canvas.text_on("from", (plot.left - 16.0, area.top + 14.0), heading.align(Align::End));
    canvas.text_on("to", (plot.right + 16.0, area.top + 14.0), heading);
    let inner = plot.inset(BAR, 0.0, BAR, 0.0);
    for ribbon in &ribbons {
        draw_ribbon(canvas, inner, ribbon);
    }
    draw_numbers(canvas, inner, &ribbons);
    draw_names(canvas, plot, &homes, |_| MUTED, Align::End);
    draw_names(canvas, plot, &shelters, |index| COLOURS[index % COLOURS.len()], Align::Start);
    let spots = ribbons.iter().map(|ribbon| {
        let middle = (ribbon.tops[0] + ribbon.tops[1] + ribbon.width) / 2.0;
        let persons = number::prose(ribbon.persons, Style::Count);
        let text = format!("{} → {}: {persons}", homes[ribbon.home].name, shelters[ribbon.shelter].name);
        Spot::new(((inner.left + inner.right) / 2.0, middle), text)
    });
    canvas.spots(plot, Nearest::Point, spots);
}

/// Displaced people in a place, without migrants.
fn displaced_in(whereabouts: &Whereabouts<'_>, place: usize, recorded: usize) -> f64 {
    let flows = whereabouts.flows.iter().enumerate();
    flows
        .filter(|(_, (flow, _))| flow.kind == FlowKind::Displaced && flow.place == place)
        .map(|(index, _)| whereabouts.persons(index, recorded))
        .sum()
}

/// A ribbon that leaves and arrives level.
fn draw_ribbon(canvas: &mut Canvas<'_>, area: Area, ribbon: &Ribbon) {
    const STEPS: usize = 40;
    let edge = |offset: f64| {
        (0..=STEPS).map(move |step| {
            let share = step as f64 / STEPS as f64;
            // Smoothstep: level at both ends.
            let rise = share * share * (3.0 - 2.0 * share);
            let y = ribbon.tops[0] + (ribbon.tops[1] - ribbon.tops[0]) * rise + offset;
            (area.left + area.width() * share, y)
        })
    };
    let mut corners: Vec<(f64, f64)> = edge(0.0).collect();
    corners.extend(edge(ribbon.width.max(0.6)).rev());
    let colour = COLOURS[ribbon.shelter % COLOURS.len()];
    canvas.group("flow", |canvas| {
        canvas.polygon(&corners, colour, RIBBON);
        if ribbon.width > 3.0 {
            // A white line between neighbours, so that they are told apart without colours.
            canvas.line(&edge(0.0).collect::<Vec<_>>(), Stroke::solid(crate::chart::theme::PAPER, 1.2));
        }
    });
}

/// The numbers of wide ribbons, where they leave home.
fn draw_numbers(canvas: &mut Canvas<'_>, area: Area, ribbons: &[Ribbon]) {
    for ribbon in ribbons.iter().filter(|ribbon| ribbon.width >= NUMBERED) {
        let text = number::prose(ribbon.persons, Style::Count);
        canvas.text_on(&text, (area.left + 14.0, ribbon.tops[0] + ribbon.width / 2.0), Type::new(SMALL).colour(INK));
    }
}

/// Bars with their names and numbers beside them, moved apart where they would touch.
fn draw_names(canvas: &mut Canvas<'_>, plot: Area, ends: &[End], colour: impl Fn(usize) -> Colour, align: Align) {
    let wanted: Vec<f64> = ends.iter().map(|end| (end.top + end.bottom) / 2.0).collect();
    let places = labels::spread(&wanted, LINE, plot.top - LINE / 2.0, plot.bottom + LINE / 2.0);
    let (left, outward) = if align == Align::End { (plot.left, -1.0) } else { (plot.right - BAR, 1.0) };
    let edge = if align == Align::End { plot.left } else { plot.right };
    for (index, (end, &place)) in ends.iter().zip(&places).enumerate() {
        let bar = Area { left, top: end.top, right: left + BAR, bottom: end.bottom.max(end.top + 1.5) };
        canvas.rectangle(bar, colour(index), 1.0);
        canvas.line(&[(edge + outward * 3.0, wanted[index]), (edge + outward * 14.0, place)], Stroke::solid(AXIS, 1.5));
        let number = number::prose(end.persons, Style::Count);
        let bold = Type::new(BODY).bold().align(align);
        let at = edge + outward * 20.0;
        canvas.text_on(&number, (at, place), bold);
        let kind = Type::new(BODY).align(align);
        let name_at = at + outward * (bold.width(&number) + 12.0);
        let room = NAMES - bold.width(&number) - 40.0;
        let lines = labels::lines(&end.name, room, free(&places, index));
        for (line, middle) in lines.iter().zip(labels::line_heights(place, lines.len())) {
            canvas.text_on(line, (name_at, middle), kind);
        }
    }
}

/// Height that a name has to itself between its neighbours.
fn free(places: &[f64], index: usize) -> f64 {
    let own = places[index];
    let gaps = places.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, other)| (other - own).abs());
    gaps.fold(f64::INFINITY, f64::min)
}

fn words(ensemble: &Ensemble, whereabouts: &Whereabouts<'_>, peak: usize) -> Words {
    let date = number::date(ensemble.series.start.plus_days(whereabouts.days[peak] as i64));
    let count = |persons| number::prose(persons, Style::Count);
    let total = whereabouts.displaced(peak);
    let greatest = |persons: &dyn Fn(usize) -> f64| {
        let mut places: Vec<usize> = (0..whereabouts.places.len()).collect();
        places.sort_by(|a, b| persons(*b).total_cmp(&persons(*a)).then(a.cmp(b)));
        places.first().map(|place| (short(&whereabouts.places[*place].label), persons(*place)))
    };
    let home = greatest(&|place| whereabouts.away(place, peak));
    let shelter = greatest(&|place| displaced_in(whereabouts, place, peak));
    let mut clauses = vec![format!("On average {} are displaced on {date}", count(total))];
    if let (Some((home, from)), Some((shelter, to))) = (&home, &shelter) {
        clauses.push(format!("more are in {shelter} ({}) than in any other place", count(*to)));
        clauses.push(format!("more come from {home} ({}) than from any other", count(*from)));
    }
    let headline = Headline::of_clauses(&clauses);
    let subheadline =
        "Displaced people by home and shelter on the day, one in seven being recorded, on which most are away: means of the runs"
            .to_string();
    let table = table(ensemble, whereabouts, peak, &date);
    Words {
        name: "flows".into(),
        description: format!("Flow diagram. {subheadline}. {}.", headline.in_full),
        headline,
        subheadline,
        sources: Vec::new(),
        table,
    }
}

/// A place's name without what stands in brackets.
pub fn short(label: &str) -> String {
    let name = label.split(" (").next().unwrap_or(label);
    font::shorten(if name.trim().is_empty() { label } else { name }, BODY, Weight::Bold, 560.0)
}

/// Most pairs in the table.
const MOST_ROWS: usize = 40;

fn table(ensemble: &Ensemble, whereabouts: &Whereabouts<'_>, peak: usize, date: &str) -> Table {
    let mut columns = vec![Column::words("From"), Column::words("To"), Column::numbers("Mean")];
    columns.extend(daily::band_columns());
    let count = |persons: f64| Cell::number(number::prose(persons, Style::Count), persons);
    let width = columns.len();
    let sum = |from: &str, to: &str, persons: f64| {
        let mut row = vec![Cell::words(from), Cell::words(to), count(persons)];
        row.resize(width, Cell::empty());
        row
    };
    let mut flows: Vec<usize> =
        (0..whereabouts.flows.len()).filter(|flow| whereabouts.persons(*flow, peak) > 0.0).collect();
    flows.sort_by(|a, b| whereabouts.persons(*b, peak).total_cmp(&whereabouts.persons(*a, peak)).then(a.cmp(b)));
    let left_out = flows.len().saturating_sub(MOST_ROWS);
    flows.truncate(MOST_ROWS);
    let mut rows: Vec<Vec<Cell>> = flows
        .iter()
        .map(|&index| {
            let (flow, bands) = &whereabouts.flows[index];
            let name = |place: usize| Cell::words(&whereabouts.places[place].label);
            let mut row = vec![name(flow.home), name(flow.place), count(whereabouts.persons(index, peak))];
            row.extend(daily::band_cells(&bands[peak], Style::Count));
            row
        })
        .collect();
    for (place, info) in whereabouts.places.iter().enumerate() {
        let (away, here) = (whereabouts.away(place, peak), displaced_in(whereabouts, place, peak));
        rows.extend((away > 0.0).then(|| sum(&info.label, "all places", away)));
        rows.extend((here > 0.0).then(|| sum("all places", &info.label, here)));
    }
    rows.push(sum("all places", &format!("all places, {date}"), whereabouts.displaced(peak)));
    let migrants = ensemble.flows.flows.iter().any(|flow| flow.kind == FlowKind::Migrants);
    let mut note = String::from("Every home and place on every seventh day is in flows.parquet.");
    if left_out > 0 {
        note = format!("The {MOST_ROWS} largest of {} flows. {note}", left_out + MOST_ROWS);
    }
    if migrants {
        note += " Migrants who passed a gate are listed, but not counted among the displaced.";
    }
    Table::new(format!("Displaced people by home and shelter on {date}"), columns).with_rows(rows).with_note(note)
}
