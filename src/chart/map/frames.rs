//! The map by recorded day: what a page needs to show any of them on the picture of the last one.

use serde::Serialize;

use crate::chart::control::shade;
use crate::chart::map::layout::Layout;
use crate::chart::number::{self, Style};
use crate::chart::theme::{Area, Colour, HEIGHT, WIDTH};
use crate::chart::whereabouts::Whereabouts;
use crate::record::{Band, Ensemble, FlowKind};
use crate::wording::isolated;

/// Radius of a ring about the place that ever has the most displaced people, and width of the widest arc, in pixels.
pub const LARGEST_RING: f64 = 62.0;
pub const WIDEST_ARC: f64 = 30.0;
/// Most arcs drawn, and the share of all displaced that one must once reach to be drawn.
const MOST_ARCS: usize = 40;
const LEAST_SHARE: f64 = 0.004;
/// How far an arc bends, against its length.
const BEND: f64 = 0.16;
/// Radius of the disc of a place that is fought over, and of another.
pub const CONTESTED: f64 = 14.0;
pub const OTHER: f64 = 7.0;

/// The map on every recorded day.
///
/// Lengths are pixels of the 1920 × 1080 picture; coordinates and lengths in its SVG are ten times as many. In the SVG
/// the groups `hosted-N`, `held-N` and `amount-N` belong to the place N of [`MapFrames::places`], `arc-N` to the path N.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapFrames {
    /// Width of the picture.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The places, in the order of the scenario.
    pub places: Vec<MapPlace>,
    /// The arcs that are drawn on any day.
    pub paths: Vec<MapPath>,
    /// The recorded days; the last one is the picture's.
    pub days: Vec<MapDay>,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapPlace {
    /// Identifier of the zone.
    pub id: String,
    /// Name.
    pub label: String,
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the upper edge.
    pub y: f64,
    /// `start`, `middle` or `end`: which end of the name is beside the place.
    pub anchor: &'static str,
}

/// An arc between two places.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapPath {
    /// Position of the home among the places.
    pub from: usize,
    /// Position of where they are.
    pub to: usize,
    /// The SVG path, in pixels.
    pub d: String,
    /// Whether it is of migrants who passed a gate.
    pub migrants: bool,
}

/// The map on one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapDay {
    /// Day since the start.
    pub day: usize,
    /// Its date in words.
    pub date: String,
    /// One sentence that says what the map shows.
    pub says: String,
    /// Share of runs in which the attackers hold each place; null where nobody attacks.
    pub held: Vec<Option<f64>>,
    /// The discs' colours, `#rrggbb`; null where nobody attacks.
    pub fills: Vec<Option<String>>,
    /// Displaced people in each place, mean of the runs.
    pub hosted: Vec<f64>,
    /// The same in words, empty where there are too few to be drawn.
    pub amounts: Vec<String>,
    /// The rings' radii.
    pub radii: Vec<f64>,
    /// The arcs, in the order of [`MapFrames::paths`].
    pub arcs: Vec<MapArc>,
}

/// An arc on one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapArc {
    /// Position of the home among the places.
    pub from: usize,
    /// Position of where they are.
    pub to: usize,
    /// Persons, mean of the runs.
    pub persons: f64,
    /// Width of the arc.
    pub width: f64,
}

/// What is drawn for all days alike: geometry and scales.
pub struct Map<'e> {
    pub(super) ensemble: &'e Ensemble,
    pub(super) whereabouts: Option<Whereabouts<'e>>,
    pub(super) layout: Layout,
    /// Flows that are drawn, by position in the whereabouts.
    pub(super) flows: Vec<usize>,
    /// Most displaced people in a place, and in a flow, on any day.
    pub(super) most: (f64, f64),
    /// Control of each place by day.
    held: Vec<Option<&'e [Band]>>,
    /// The recorded days.
    pub(super) days: Vec<usize>,
}

impl<'e> Map<'e> {
    /// The map in an area; none without places, or where nothing would be shown.
    pub(super) fn of(ensemble: &'e Ensemble, area: Area) -> Option<Map<'e>> {
        let places = &ensemble.geography.places;
        let control = |id: &str| ensemble.series.get(&format!("zones.{id}.held")).map(|(_, bands)| bands);
        let held: Vec<Option<&[Band]>> = places.iter().map(|place| control(&place.id)).collect();
        let whereabouts = Whereabouts::of(ensemble);
        let nothing = whereabouts.is_none() && held.iter().all(Option::is_none);
        let last = ensemble.series.days.checked_sub(1)?;
        if places.is_empty() || nothing {
            return None;
        }
        let days = if ensemble.flows.days.is_empty() { vec![last] } else { ensemble.flows.days.clone() };
        let mut map = Map {
            ensemble,
            layout: Layout::of(places, area, (210.0, 70.0)),
            flows: whereabouts.as_ref().map_or_else(Vec::new, drawn),
            most: (0.0, 0.0),
            whereabouts,
            held,
            days,
        };
        map.most = map.greatest();
        Some(map)
    }

    /// Most displaced people in a place, and in a flow, on any day.
    fn greatest(&self) -> (f64, f64) {
        let Some(whereabouts) = &self.whereabouts else { return (0.0, 0.0) };
        let recorded = || 0..self.days.len();
        let hosted =
            (0..whereabouts.places.len()).flat_map(|place| recorded().map(move |day| whereabouts.hosted(place, day)));
        let flows = self.flows.iter().flat_map(|flow| recorded().map(move |day| whereabouts.persons(*flow, day)));
        (hosted.fold(0.0, f64::max), flows.fold(0.0, f64::max))
    }

    /// Mean displaced people in a place.
    pub(super) fn hosted(&self, place: usize, recorded: usize) -> f64 {
        self.whereabouts.as_ref().map_or(0.0, |whereabouts| whereabouts.hosted(place, recorded))
    }

    /// Mean displaced people everywhere.
    pub(super) fn displaced(&self, recorded: usize) -> f64 {
        self.whereabouts.as_ref().map_or(0.0, |whereabouts| whereabouts.displaced(recorded))
    }

    /// Share of runs in which the attackers hold a place.
    pub(super) fn held(&self, place: usize, recorded: usize) -> Option<f64> {
        let share = self.held.get(place)?.as_ref()?.get(*self.days.get(recorded)?)?.mean;
        share.is_finite().then(|| share.clamp(0.0, 1.0))
    }

    /// Radius of a ring: its area is in proportion to the persons.
    pub(super) fn radius(&self, persons: f64) -> f64 {
        let share = persons / self.most.0.max(1.0);
        let radius = LARGEST_RING * unit(share).sqrt();
        if radius < CONTESTED / 2.0 { 0.0 } else { radius }
    }

    /// Width of an arc, in proportion to the persons.
    pub(super) fn width(&self, persons: f64) -> f64 {
        let width = WIDEST_ARC * unit(persons / self.most.1.max(1.0));
        if width < 0.3 { 0.0 } else { width }
    }

    /// Radius of a place's disc.
    pub(super) fn disc(&self, place: usize) -> f64 {
        if self.held[place].is_some() { CONTESTED } else { OTHER }
    }

    /// Ends and control point of a flow's arc.
    pub(super) fn curve(&self, flow: usize) -> Option<[(f64, f64); 3]> {
        let (flow, _) = self.whereabouts.as_ref()?.flows.get(flow)?;
        let (from, to) = (*self.layout.points.get(flow.home)?, *self.layout.points.get(flow.place)?);
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let control = ((from.0 + to.0) / 2.0 + down * BEND, (from.1 + to.1) / 2.0 - across * BEND);
        Some([from, control, to])
    }

    /// The map on a recorded day.
    fn day(&self, recorded: usize) -> MapDay {
        let places = 0..self.ensemble.geography.places.len();
        let held: Vec<Option<f64>> = places.clone().map(|place| self.held(place, recorded)).collect();
        let hosted: Vec<f64> = places.map(|place| self.hosted(place, recorded).round()).collect();
        let arc = |flow: &usize| {
            let whereabouts = self.whereabouts.as_ref()?;
            let (info, _) = whereabouts.flows.get(*flow)?;
            let persons = whereabouts.persons(*flow, recorded);
            Some(MapArc {
                from: info.home,
                to: info.place,
                persons: persons.round(),
                width: tenths(self.width(persons)),
            })
        };
        MapDay {
            day: self.days[recorded],
            date: self.date(recorded),
            says: isolated(&self.clauses(recorded).join("; ")),
            fills: held.iter().map(|share| share.map(|share| hexadecimal(shade(share)))).collect(),
            held,
            amounts: hosted.iter().map(|persons| self.amount(*persons)).collect(),
            radii: hosted.iter().map(|persons| tenths(self.radius(*persons))).collect(),
            hosted,
            arcs: self.flows.iter().filter_map(arc).collect(),
        }
    }

    /// A number of persons beside a ring; nothing where there is none.
    pub(super) fn amount(&self, persons: f64) -> String {
        if self.radius(persons) > 0.0 { number::prose(persons, Style::Count) } else { String::new() }
    }

    /// A recorded day's date.
    pub(super) fn date(&self, recorded: usize) -> String {
        let day = self.days.get(recorded).copied().unwrap_or(0);
        number::date(self.ensemble.series.start.plus_days(day as i64))
    }

    /// The place with the most displaced people.
    pub(super) fn fullest(&self, recorded: usize) -> Option<(usize, f64)> {
        let hosted = (0..self.ensemble.geography.places.len()).map(|place| (place, self.hosted(place, recorded)));
        hosted.fold(None, |best, found| match best {
            Some((_, most)) if most >= found.1 => best,
            _ => Some(found),
        })
    }

    /// The clauses of one sentence for a recorded day.
    pub(super) fn clauses(&self, recorded: usize) -> Vec<String> {
        let shares: Vec<f64> =
            (0..self.ensemble.geography.places.len()).filter_map(|place| self.held(place, recorded)).collect();
        let held = shares.iter().filter(|share| **share > 0.5).count();
        let mut says = Vec::new();
        if self.displaced(recorded) >= 1.0 {
            let count = |persons| number::prose(persons, Style::Count);
            let most = self.fullest(recorded).map_or(String::new(), |(place, persons)| {
                let label = crate::chart::flows::short(&self.ensemble.geography.places[place].label);
                format!(", more in {label} ({}) than elsewhere", count(persons))
            });
            says.push(format!(
                "On average {} are displaced on {}{most}",
                count(self.displaced(recorded)),
                self.date(recorded)
            ));
        } else {
            says.push(format!("Nobody is displaced on {}", self.date(recorded)));
        }
        if !shares.is_empty() {
            says.push(format!("attackers hold {held} of {} places in most runs", shares.len()));
        }
        says
    }

    /// All recorded days.
    pub(super) fn frames(&self, anchors: &[&'static str]) -> MapFrames {
        let places = self.ensemble.geography.places.iter().zip(&self.layout.points).zip(anchors);
        let place = |((place, at), anchor): ((&crate::record::Place, &(f64, f64)), &&'static str)| MapPlace {
            id: place.id.clone(),
            label: crate::chart::font::clean(&place.label),
            x: tenths(at.0),
            y: tenths(at.1),
            anchor,
        };
        let path = |flow: &usize| {
            let (info, _) = self.whereabouts.as_ref()?.flows.get(*flow)?;
            let [from, control, to] = self.curve(*flow)?.map(|(x, y)| format!("{} {}", tenths(x), tenths(y)));
            let migrants = info.kind == FlowKind::Migrants;
            Some(MapPath { from: info.home, to: info.place, d: format!("M {from} Q {control} {to}"), migrants })
        };
        MapFrames {
            width: WIDTH,
            height: HEIGHT,
            places: places.map(place).collect(),
            paths: self.flows.iter().filter_map(path).collect(),
            days: (0..self.days.len()).map(|recorded| self.day(recorded)).collect(),
        }
    }
}

/// The flows that are drawn: between two places, the largest, if not too small.
fn drawn(whereabouts: &Whereabouts<'_>) -> Vec<usize> {
    let recorded = || 0..whereabouts.days.len();
    let most = |flow: usize| recorded().map(|day| whereabouts.persons(flow, day)).fold(0.0, f64::max);
    let all = recorded().map(|day| whereabouts.displaced(day)).fold(0.0, f64::max);
    let mut flows: Vec<usize> = (0..whereabouts.flows.len())
        .filter(|flow| whereabouts.flows[*flow].0.home != whereabouts.flows[*flow].0.place)
        .filter(|flow| most(*flow) >= 1.0 && most(*flow) >= all * LEAST_SHARE)
        .collect();
    flows.sort_by(|a, b| most(*b).total_cmp(&most(*a)).then(a.cmp(b)));
    flows.truncate(MOST_ARCS);
    flows
}

/// A share between 0 and 1; nothing of what is no number.
fn unit(share: f64) -> f64 {
    if share > 0.0 { share.min(1.0) } else { 0.0 }
}

/// A length as exact as pictures are.
fn tenths(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}

/// A colour as pages write it.
fn hexadecimal(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
