//! Where places go on the map: a plain projection in which far places are drawn in to the edge.

use crate::chart::theme::Area;
use crate::numeric::cosine;
use crate::record::Place;

/// Kilometres of a degree of latitude.
const KILOMETRES_PER_DEGREE: f64 = 111.32;
/// A place is far when it is this many times as far from the middle of all as half of them are.
const FAR: f64 = 8.0;
/// Least extent of a map, in kilometres.
const LEAST_EXTENT: f64 = 20.0;
/// Least distance along the edge between places that are drawn in.
const APART: f64 = 120.0;

/// The equirectangular projection about the middle of a scenario: true to scale within one per cent below 500 km outside the
/// polar regions.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    /// Degrees in the middle.
    middle: (f64, f64),
    /// Its place in the picture.
    centre: (f64, f64),
    /// Kilometres of a degree of longitude in the middle.
    east: f64,
    /// Pixels of a kilometre.
    pub pixels: f64,
}

/// The map's places in pixels.
pub struct Layout {
    /// How coordinates become pixels.
    pub projection: Projection,
    /// Where each place is drawn.
    pub points: Vec<(f64, f64)>,
    /// Whether it lies farther off than it is drawn.
    pub is_far: Vec<bool>,
}

/// The middle one of some numbers; zero of none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// A difference of longitudes, the short way round.
fn turn(degrees: f64) -> f64 {
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

/// Degrees that can be drawn, whatever a file says.
fn degrees(place: &Place) -> (f64, f64) {
    let within = |value: f64, limit: f64| if value.is_finite() { value.clamp(-limit, limit) } else { 0.0 };
    (within(place.latitude, 90.0), within(place.longitude, 180.0))
}

impl Projection {
    /// Kilometres north and east of the middle.
    fn kilometres(&self, (latitude, longitude): (f64, f64)) -> (f64, f64) {
        ((latitude - self.middle.0) * KILOMETRES_PER_DEGREE, turn(longitude - self.middle.1) * self.east)
    }

    /// The pixel of a latitude and longitude.
    pub fn at(&self, coordinates: (f64, f64)) -> (f64, f64) {
        let (north, east) = self.kilometres(coordinates);
        (self.centre.0 + east * self.pixels, self.centre.1 - north * self.pixels)
    }
}

impl Layout {
    /// The layout of places in an area; `room` is what names need inside its edges.
    pub fn of(places: &[Place], area: Area, room: (f64, f64)) -> Layout {
        let all: Vec<(f64, f64)> = places.iter().map(degrees).collect();
        let middle = (median(all.iter().map(|at| at.0).collect()), median(all.iter().map(|at| at.1).collect()));
        let east = KILOMETRES_PER_DEGREE * cosine(middle.0).max(0.01);
        let mut projection = Projection { middle, centre: (0.0, 0.0), east, pixels: 1.0 };
        let away = |at: (f64, f64)| {
            let (north, east) = projection.kilometres(at);
            (north * north + east * east).sqrt()
        };
        let limit = FAR * median(all.iter().map(|at| away(*at)).collect()).max(LEAST_EXTENT / FAR);
        let is_far: Vec<bool> = all.iter().map(|at| away(*at) > limit).collect();
        let near: Vec<(f64, f64)> =
            all.iter().zip(&is_far).filter(|(_, far)| !**far).map(|(at, _)| projection.kilometres(*at)).collect();
        let extent = |of: fn(&(f64, f64)) -> f64| {
            let (low, high) = near
                .iter()
                .map(of)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
            if low <= high { ((low + high) / 2.0, (high - low).max(LEAST_EXTENT)) } else { (0.0, LEAST_EXTENT) }
        };
        let ((north, tall), (east, wide)) = (extent(|at| at.0), extent(|at| at.1));
        let inner = area.inset(room.0, room.1, room.0, room.1);
        projection.pixels = (inner.width() / wide).min(inner.height() / tall);
        let centre = ((inner.left + inner.right) / 2.0, (inner.top + inner.bottom) / 2.0);
        projection.centre = (centre.0 - east * projection.pixels, centre.1 + north * projection.pixels);
        let mut points: Vec<(f64, f64)> = all.iter().map(|at| projection.at(*at)).collect();
        draw_in(&mut points, &is_far, (centre, area.inset(70.0, 70.0, 70.0, 70.0)));
        Layout { projection, points, is_far }
    }
}

/// Moves far places towards the centre up to the edge, and apart along it.
fn draw_in(points: &mut [(f64, f64)], is_far: &[bool], (centre, edge): ((f64, f64), Area)) {
    let mut placed: Vec<(f64, f64)> = Vec::new();
    for (point, _) in points.iter_mut().zip(is_far).filter(|(_, far)| **far) {
        let (east, south) = (point.0 - centre.0, point.1 - centre.1);
        let share = |way: f64, low: f64, high: f64| match way {
            way if way > 0.0 => high / way,
            way if way < 0.0 => low / way,
            _ => f64::INFINITY,
        };
        let across = share(east, edge.left - centre.0, edge.right - centre.0);
        let down = share(south, edge.top - centre.1, edge.bottom - centre.1);
        let reach = across.min(down).clamp(0.0, 1.0);
        let mut at = (centre.0 + east * reach, centre.1 + south * reach);
        while placed.iter().any(|other| (other.0 - at.0).abs() + (other.1 - at.1).abs() < APART) {
            // Downwards at the sides, to the right at the top and at the bottom.
            let is_side = across < down;
            at = if is_side { (at.0, at.1 + APART) } else { (at.0 + APART, at.1) };
            if at.0 > edge.right || at.1 > edge.bottom {
                at = (at.0.min(edge.right), at.1.min(edge.bottom));
                break;
            }
        }
        *point = at;
        placed.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(latitude: f64, longitude: f64) -> Place {
        Place {
            id: String::new(),
            label: String::new(),
            latitude,
            longitude,
            contested: false,
            shelter: false,
            capacity: None,
            beyond_border: false,
        }
    }

    const AREA: Area = Area { left: 0.0, top: 0.0, right: 1000.0, bottom: 700.0 };

    #[test]
    fn north_is_up_and_distances_are_to_scale() {
        let places = [place(36.0, 36.5), place(35.5, 36.5), place(36.0, 37.0)];
        let layout = Layout::of(&places, AREA, (50.0, 50.0));
        let [a, b, c] = [layout.points[0], layout.points[1], layout.points[2]];
        assert!(b.1 > a.1 && c.0 > a.0 && (c.1 - a.1).abs() < 1e-9);
        let (down, across) = ((b.1 - a.1) / layout.projection.pixels, (c.0 - a.0) / layout.projection.pixels);
        assert!((down - 55.66).abs() < 0.01, "{down}");
        assert!((across - 45.1).abs() < 0.3, "{across}");
    }

    #[test]
    fn far_places_are_drawn_in_and_apart() {
        let mut places: Vec<Place> = (0..9).map(|n| place(35.5 + 0.1 * f64::from(n), 36.6)).collect();
        places.extend([place(41.05, 28.95), place(41.66, 26.49)]);
        let layout = Layout::of(&places, AREA, (50.0, 50.0));
        assert_eq!(layout.is_far.iter().filter(|far| **far).count(), 2);
        let (one, other) = (layout.points[9], layout.points[10]);
        assert!((one.0 - other.0).abs() + (one.1 - other.1).abs() >= APART - 1.0, "{one:?} {other:?}");
        assert!(layout.points.iter().all(|at| (0.0..=1000.0).contains(&at.0) && (0.0..=700.0).contains(&at.1)));
    }

    #[test]
    fn any_coordinates_give_points() {
        for places in [
            vec![],
            vec![place(0.0, 0.0)],
            vec![place(90.0, 180.0), place(-90.0, -180.0)],
            vec![place(f64::NAN, f64::INFINITY), place(1e300, -1e300)],
            vec![place(10.0, 179.9), place(10.0, -179.9)],
        ] {
            let layout = Layout::of(&places, AREA, (50.0, 50.0));
            assert!(layout.points.iter().all(|at| at.0.is_finite() && at.1.is_finite()), "{places:?}");
        }
        let near = Layout::of(&[place(10.0, 179.9), place(10.0, -179.9)], AREA, (50.0, 50.0));
        assert!(near.points[1].0 > near.points[0].0, "the date line is crossed, not the globe");
    }
}
