//! The map: places at their coordinates, who holds them, who shelters where, and from where. A schematic without
//! boundaries, unless a user gives some.

mod frames;
mod layout;
mod legend;
mod names;

use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::control::shade;
use crate::chart::frame::{self, Headline, Words};
use crate::chart::map::frames::Map;
use crate::chart::map::names::{LINE, Name, Obstacles, SIZE};
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, Colour, INK, MARGIN, MUTED, PAPER, SMALL, Stroke, VERMILION, WIDTH};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Boundaries, Ensemble, FlowKind};

pub use crate::chart::map::frames::{MapArc, MapDay, MapFrames, MapPath, MapPlace};

/// What is said of boundaries that a user gave.
pub const DISCLAIMER: &str = "Boundaries as supplied by the user; they imply no endorsement or acceptance.";
/// What is said where there are none.
const SCHEMATIC: &str = "Schematic: places at their coordinates, no boundaries.";
/// What is added where places lie outside the map.
const FAR_OFF: &str = " Hollow discs at the edge lie farther off.";
/// Ground of the map.
const GROUND: Colour = Colour(0xF6, 0xF7, 0xF8);
/// Lines of boundaries.
const BOUNDARY: Stroke = Stroke::solid(Colour(0xB4, 0xB8, 0xBC), 1.6);
/// Where the map is, the same for every day and scenario, so that days can be shown on one picture.
const MAP: Area = Area { left: MARGIN, top: 262.0, right: WIDTH - MARGIN - 390.0, bottom: 950.0 };
/// Points of boundaries that are closer than this, in pixels, are left out.
const FINEST: f64 = 1.0;
/// Opacity of arcs, and of the filling of rings.
const ARC: f64 = 0.5;
const RING: f64 = 0.16;
/// Points of an arc.
const STEPS: usize = 28;

/// The chart `map` on the last recorded day, if the ensemble has places; with boundaries if a user gives some.
///
/// # Errors
/// When the drawing backend refuses an element.
pub fn draw(ensemble: &Ensemble, boundaries: Option<&Boundaries>) -> Result<Option<Chart>, ChartError> {
    let Some(map) = Map::of(ensemble, MAP) else { return Ok(None) };
    let names = names(&map);
    let words = words(&map, boundaries.is_some());
    frame::draw(ensemble, words, |canvas, _| draw_map(canvas, &map, &names, boundaries)).map(Some)
}

/// The map on every recorded day, for the picture that [`draw`] makes; none when it makes none.
pub fn frames(ensemble: &Ensemble) -> Option<MapFrames> {
    let map = Map::of(ensemble, MAP)?;
    let anchor = |name: &Name| match name.align {
        Align::Start => "start",
        Align::Middle => "middle",
        Align::End => "end",
    };
    Some(map.frames(&names(&map).iter().map(anchor).collect::<Vec<_>>()))
}

/// Names of places where they are in nobody's way on any day.
fn names(map: &Map<'_>) -> Vec<Name> {
    let places = &map.ensemble.geography.places;
    let most = |place: usize| (0..map.days.len()).map(|day| map.hosted(place, day)).fold(0.0, f64::max);
    let discs: Vec<((f64, f64), f64)> = (0..places.len())
        .map(|place| (map.layout.points[place], map.disc(place).max(map.radius(most(place)) * 0.75)))
        .collect();
    let last = map.days.len().saturating_sub(1);
    let whereabouts = map.whereabouts.as_ref();
    let width = |flow: usize| map.width(whereabouts.map_or(0.0, |whereabouts| whereabouts.persons(flow, last)));
    let lines: Vec<((f64, f64), f64)> =
        map.flows.iter().flat_map(|flow| points(map, *flow).into_iter().map(|at| (at, width(*flow)))).collect();
    let labels: Vec<(&str, bool)> =
        (0..places.len()).map(|place| (places[place].label.as_str(), map.radius(most(place)) > 0.0)).collect();
    names::place(&labels, &Obstacles { frame: MAP.inset(6.0, 6.0, 6.0, 6.0), discs: &discs, lines: &lines })
}

/// Points along a flow's arc.
fn points(map: &Map<'_>, flow: usize) -> Vec<(f64, f64)> {
    let Some([from, control, to]) = map.curve(flow) else { return Vec::new() };
    let point = |step: usize| {
        let t = step as f64 / STEPS as f64;
        let weights = [(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t];
        (
            from.0 * weights[0] + control.0 * weights[1] + to.0 * weights[2],
            from.1 * weights[0] + control.1 * weights[1] + to.1 * weights[2],
        )
    };
    (0..=STEPS).map(point).collect()
}

fn draw_map(canvas: &mut Canvas<'_>, map: &Map<'_>, names: &[Name], boundaries: Option<&Boundaries>) {
    let last = map.days.len().saturating_sub(1);
    canvas.rectangle(MAP, GROUND, 1.0);
    if let Some(boundaries) = boundaries {
        canvas.group("boundaries", |canvas| draw_boundaries(canvas, map, boundaries));
    }
    let places = map.ensemble.geography.places.len();
    for place in 0..places {
        draw_ring(canvas, map, place, last);
    }
    for (index, flow) in map.flows.iter().enumerate() {
        draw_arc(canvas, map, (index, *flow), last);
    }
    for place in 0..places {
        draw_disc(canvas, map, place, last);
    }
    for (place, name) in names.iter().enumerate() {
        draw_name(canvas, map, (place, name), last);
    }
    legend::draw(canvas, map, MAP);
    let far = if map.layout.is_far.contains(&true) { FAR_OFF } else { "" };
    let note = format!("{}{far}", if boundaries.is_some() { DISCLAIMER } else { SCHEMATIC });
    canvas.text(&note, (MAP.left, MAP.bottom + 28.0), Type::new(SMALL).colour(MUTED));
    canvas.spots(MAP, Nearest::Point, spots(map, last));
}

/// Boundaries, cut off at the map's edge.
fn draw_boundaries(canvas: &mut Canvas<'_>, map: &Map<'_>, boundaries: &Boundaries) {
    for line in &boundaries.lines {
        let mut points = line.iter().map(|&(east, north)| map.layout.projection.at((north, east)));
        let Some(mut from) = points.next() else { continue };
        let mut drawn: Vec<(f64, f64)> = Vec::new();
        let mut rest = points.peekable();
        while let Some(to) = rest.next() {
            if (to.0 - from.0).abs() + (to.1 - from.1).abs() < FINEST && rest.peek().is_some() {
                continue;
            }
            let piece = clipped(from, to, MAP);
            if piece.is_none_or(|(start, _)| drawn.last().is_some_and(|last| *last != start)) {
                canvas.line(&std::mem::take(&mut drawn), BOUNDARY);
            }
            if let Some((start, end)) = piece {
                if drawn.is_empty() {
                    drawn.push(start);
                }
                drawn.push(end);
            }
            from = to;
        }
        canvas.line(&drawn, BOUNDARY);
    }
}

/// The part of a segment within an area (Liang and Barsky 1984, doi:10.1145/357332.357333).
fn clipped(from: (f64, f64), to: (f64, f64), area: Area) -> Option<((f64, f64), (f64, f64))> {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let edges = [
        (-across, from.0 - area.left),
        (across, area.right - from.0),
        (-down, from.1 - area.top),
        (down, area.bottom - from.1),
    ];
    for (towards, gap) in edges {
        if towards == 0.0 && gap < 0.0 {
            return None;
        }
        let at = gap / towards;
        if towards < 0.0 {
            enters = enters.max(at);
        } else if towards > 0.0 {
            leaves = leaves.min(at);
        }
    }
    let point = |at: f64| (from.0 + across * at, from.1 + down * at);
    let is_there = enters < leaves && point(enters).0.is_finite() && point(leaves).1.is_finite();
    is_there.then(|| (point(enters), point(leaves)))
}

fn draw_ring(canvas: &mut Canvas<'_>, map: &Map<'_>, place: usize, recorded: usize) {
    let radius = map.radius(map.hosted(place, recorded));
    let at = map.layout.points[place];
    canvas.group(&format!("hosted hosted-{place}"), |canvas| {
        canvas.circle(at, radius, Stroke::solid(VERMILION, 2.5), RING);
    });
}

fn draw_arc(canvas: &mut Canvas<'_>, map: &Map<'_>, (index, flow): (usize, usize), recorded: usize) {
    let Some(whereabouts) = &map.whereabouts else { return };
    let colour = if whereabouts.flows[flow].0.kind == FlowKind::Migrants { MUTED } else { VERMILION };
    let stroke = Stroke::solid(colour, map.width(whereabouts.persons(flow, recorded)));
    let points = points(map, flow);
    canvas.group(&format!("arc arc-{index}"), |canvas| canvas.translucent_line(&points, stroke, ARC));
}

fn draw_disc(canvas: &mut Canvas<'_>, map: &Map<'_>, place: usize, recorded: usize) {
    let (at, radius) = (map.layout.points[place], map.disc(place));
    match map.held(place, recorded) {
        Some(share) => {
            canvas.disc(at, radius, INK);
            canvas.group(&format!("held held-{place}"), |canvas| canvas.disc(at, radius - 2.0, shade(share)));
        }
        None => {
            canvas.disc(at, radius, PAPER);
            canvas.disc(at, radius - 1.5, MUTED);
            if map.layout.is_far[place] {
                canvas.disc(at, radius - 4.0, PAPER);
            }
        }
    }
}

fn draw_name(canvas: &mut Canvas<'_>, map: &Map<'_>, (place, name): (usize, &Name), recorded: usize) {
    let at = map.layout.points[place];
    let end = name.nearest(at);
    let (across, down) = (end.0 - at.0, end.1 - at.1);
    let length = (across * across + down * down).sqrt();
    let from = map.disc(place) + 2.0;
    if length > from + 10.0 {
        let start = (at.0 + across * from / length, at.1 + down * from / length);
        canvas.line(&[start, end], Stroke::solid(AXIS, 1.2));
    }
    let x = match name.align {
        Align::Start => name.area.left,
        Align::Middle => (name.area.left + name.area.right) / 2.0,
        Align::End => name.area.right,
    };
    let halo = |text: &str, middle: f64, kind: Type, canvas: &mut Canvas<'_>| {
        let width = kind.width(text);
        let left = match name.align {
            Align::Start => x,
            Align::Middle => x - width / 2.0,
            Align::End => x - width,
        };
        let around = Area {
            left: left - 3.0,
            top: middle - SIZE / 2.0 - 2.0,
            right: left + width + 3.0,
            bottom: middle + SIZE / 2.0 + 3.0,
        };
        canvas.rectangle(around, GROUND, 0.78);
    };
    let kind = Type::new(SIZE).align(name.align);
    for (index, line) in name.lines.iter().enumerate() {
        let middle = name.area.top + LINE * (index as f64 + 0.5);
        halo(line, middle, kind, canvas);
        canvas.text_on(line, (x, middle), kind);
    }
    let amount = map.amount(map.hosted(place, recorded));
    let middle = name.area.top + LINE * (name.lines.len() as f64 + 0.5);
    let bold = kind.bold().colour(AMOUNT);
    canvas.group(&format!("amount amount-{place}"), |canvas| canvas.text_on(&amount, (x, middle), bold));
}

/// Numbers of displaced people: the rings' colour, darker.
const AMOUNT: Colour = Colour(0x5C, 0x27, 0x00);

/// What a pointer finds on places and arcs.
fn spots(map: &Map<'_>, recorded: usize) -> Vec<Spot> {
    let places = &map.ensemble.geography.places;
    let count = |persons: f64| number::prose(persons, Style::Count);
    let place = |(index, place): (usize, &crate::record::Place)| {
        let mut parts = Vec::new();
        parts.extend(
            map.held(index, recorded).map(|share| format!("attackers hold it in {} of runs", number::percent(share))),
        );
        let hosted = map.hosted(index, recorded);
        parts.extend((hosted >= 1.0).then(|| format!("{} displaced people are there", count(hosted))));
        let away = map.whereabouts.as_ref().map_or(0.0, |whereabouts| whereabouts.away(index, recorded));
        parts.extend((away >= 1.0).then(|| format!("{} of its people are displaced", count(away))));
        let said = if parts.is_empty() { "nobody displaced".into() } else { parts.join("; ") };
        Spot::new(map.layout.points[index], format!("{}: {said}", place.label))
    };
    let mut spots: Vec<Spot> = places.iter().enumerate().map(place).collect();
    if let Some(whereabouts) = &map.whereabouts {
        for flow in &map.flows {
            let (info, _) = whereabouts.flows[*flow];
            let persons = whereabouts.persons(*flow, recorded);
            let middle = points(map, *flow).get(STEPS / 2).copied().filter(|_| map.width(persons) > 0.0);
            let name = |place: usize| &places[place].label;
            let text = format!("{} → {}: {}", name(info.home), name(info.place), count(persons));
            spots.extend(middle.map(|middle| Spot::new(middle, text)));
        }
    }
    spots
}

fn words(map: &Map<'_>, has_boundaries: bool) -> Words {
    let last = map.days.len().saturating_sub(1);
    let headline = Headline::of_clauses(&map.clauses(last));
    let subheadline =
        "Share of runs in which the attackers hold each place, and displaced people by home and shelter: means of the runs"
            .to_string();
    let far = if map.layout.is_far.contains(&true) { FAR_OFF } else { "" };
    let lines = if has_boundaries { DISCLAIMER } else { SCHEMATIC };
    Words {
        name: "map".into(),
        description: format!("Map of places on {}. {subheadline}. {}. {lines}{far}", map.date(last), headline.in_full),
        headline,
        subheadline,
        sources: Vec::new(),
        table: table(map, last),
    }
}

/// A row a place, and their sum.
fn table(map: &Map<'_>, recorded: usize) -> Table {
    let columns = vec![
        Column::words("Place"),
        Column::numbers("Attackers hold it, share of runs"),
        Column::numbers("Displaced people there, mean"),
        Column::numbers("Of its people displaced, mean"),
    ];
    let count = |persons: f64| Cell::number(number::prose(persons, Style::Count), persons);
    let away = |place| map.whereabouts.as_ref().map_or(0.0, |whereabouts| whereabouts.away(place, recorded));
    let row = |(index, place): (usize, &crate::record::Place)| {
        let share = map.held(index, recorded);
        let share = share.map_or_else(Cell::empty, |share| Cell::number(number::percent(share), share));
        vec![Cell::words(&place.label), share, count(map.hosted(index, recorded)), count(away(index))]
    };
    let places = &map.ensemble.geography.places;
    let shares: Vec<f64> = (0..places.len()).filter_map(|place| map.held(place, recorded)).collect();
    let held = shares.iter().filter(|share| **share > 0.5).count();
    let total = vec![
        Cell::words(format!("All places, {}", map.date(recorded))),
        Cell::words(format!("{held} of {} in most runs", shares.len())),
        Cell::words(number::prose(map.displaced(recorded), Style::Count)),
        Cell::words(number::prose(map.displaced(recorded), Style::Count)),
    ];
    let migrants = map.ensemble.flows.flows.iter().any(|flow| flow.kind == FlowKind::Migrants);
    let migrants =
        if migrants { " Migrants who passed a gate are counted where they arrived, not in the sum." } else { "" };
    Table::new(format!("Places on {}", map.date(recorded)), columns)
        .with_rows(places.iter().enumerate().map(row).chain([total]).collect())
        .with_note(format!("Who is where on every seventh day is in flows.parquet.{migrants}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{raster, sample};

    #[test]
    fn segments_are_cut_off_at_the_edge() {
        let area = Area { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };
        assert_eq!(clipped((-5.0, 5.0), (15.0, 5.0), area), Some(((0.0, 5.0), (10.0, 5.0))));
        assert_eq!(clipped((2.0, 3.0), (4.0, 5.0), area), Some(((2.0, 3.0), (4.0, 5.0))));
        assert_eq!(clipped((-5.0, -1.0), (15.0, -1.0), area), None);
        assert_eq!(clipped((-5.0, 20.0), (3.0, 30.0), area), None);
        assert_eq!(clipped((f64::NAN, 0.0), (3.0, 3.0), area), None);
    }

    #[test]
    fn the_picture_has_what_the_frames_name() {
        let ensemble = sample::ensemble();
        let (chart, frames) = (draw(&ensemble, None).unwrap().unwrap(), frames(&ensemble).unwrap());
        for place in 0..frames.places.len() {
            for group in ["hosted", "amount"] {
                assert!(chart.svg.contains(&format!("\"{group} {group}-{place}\"")), "{group}-{place}");
            }
        }
        for path in 0..frames.paths.len() {
            assert!(chart.svg.contains(&format!("\"arc arc-{path}\"")), "arc-{path}");
        }
        assert!(frames.paths.len() >= 3 && frames.days.iter().all(|day| day.arcs.len() == frames.paths.len()));
        let last = frames.days.last().unwrap();
        assert_eq!(last.says, chart.title, "the picture is that of the last day");
        assert_eq!(last.fills.iter().flatten().count(), last.held.iter().flatten().count());
        // Arcs grow with the people, the widest is as wide as the key says, and nobody has none.
        let widest = frames.days.iter().flat_map(|day| &day.arcs).fold(0.0, |widest: f64, arc| widest.max(arc.width));
        assert_eq!(widest, frames::WIDEST_ARC);
        assert!(frames.days[0].arcs.iter().all(|arc| (arc.persons > 0.0) == (arc.width > 0.0)));
    }

    #[test]
    fn boundaries_are_drawn_with_their_disclaimer() {
        let ensemble = sample::ensemble();
        let lines = vec![vec![(20.0, 35.8), (60.0, 35.8)], vec![(36.5, -90.0), (36.5, 90.0)], vec![(0.0, 0.0)], vec![]];
        let chart = draw(&ensemble, Some(&Boundaries { lines })).unwrap().unwrap();
        assert!(chart.svg.contains(DISCLAIMER) && !chart.svg.contains(SCHEMATIC));
        let group = chart.svg.split("<g class=\"boundaries\">").nth(1).unwrap().split("</g>").next().unwrap();
        assert_eq!(group.matches("<polyline").count(), 2, "{group}");
        let bounds = raster::parse(&chart.svg).unwrap().root().abs_bounding_box();
        assert!(bounds.right() <= 1920.0 && bounds.left() >= 0.0);
        assert!(!draw(&ensemble, None).unwrap().unwrap().svg.contains("boundaries\""));
    }
}
