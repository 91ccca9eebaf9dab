//! Places for the labels of points in a plane, so that no label covers another label or a named point.

use crate::chart::font::{self, Weight};
use crate::chart::theme::{Area, BODY};

/// Height of a label.
const HEIGHT: f64 = 30.0;
/// Distances from the point at which places are tried.
const DISTANCES: [f64; 6] = [16.0, 34.0, 60.0, 95.0, 140.0, 200.0];
/// Directions that are tried at each distance: right, left, and the rest in turn, as (across, up).
const DIRECTIONS: [(f64, f64); 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.8, 0.8), (0.8, -0.8), (-0.8, 0.8), (-0.8, -0.8), (0.0, 1.0), (0.0, -1.0)];

/// What is to be written beside a point.
pub(super) struct Label {
    /// The text, short enough.
    pub(super) text: String,
    /// The point.
    pub(super) at: (f64, f64),
    width: f64,
}

impl Label {
    /// A label no wider than `limit`.
    pub(super) fn new(text: &str, at: (f64, f64), limit: f64) -> Label {
        let text = font::shorten(text, BODY, Weight::Regular, limit);
        let width = font::width(&text, BODY, Weight::Regular);
        Label { text, at, width }
    }

    /// Where it would be in a direction at a distance.
    fn area(&self, (across, up): (f64, f64), distance: f64) -> Area {
        let (x, y) = (self.at.0 + across * distance, self.at.1 - up * distance);
        let left = if across > 0.0 {
            x
        } else if across < 0.0 {
            x - self.width
        } else {
            x - self.width / 2.0
        };
        Area { left, right: left + self.width, top: y - HEIGHT / 2.0, bottom: y + HEIGHT / 2.0 }
    }
}

/// Whether two rectangles share a place.
pub(super) fn overlap(one: Area, other: Area) -> bool {
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

/// A place for each label within `plot`, the earlier ones first, none over what is `taken`; none where there is no room.
pub(super) fn place(labels: &[Label], plot: Area, mut taken: Vec<Area>) -> Vec<Option<Area>> {
    let mut places = Vec::new();
    for label in labels {
        let tried = DISTANCES.iter().flat_map(|&distance| DIRECTIONS.iter().map(move |&way| (way, distance)));
        let free = |area: &Area| {
            let inside = area.left >= plot.left && area.right <= plot.right && area.top >= plot.top - HEIGHT / 2.0;
            inside && area.bottom <= plot.bottom && !taken.iter().any(|other| overlap(*other, *area))
        };
        let place = tried.map(|(way, distance)| label.area(way, distance)).find(free);
        taken.extend(place);
        places.push(place);
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLOT: Area = Area { left: 0.0, right: 1600.0, top: 0.0, bottom: 800.0 };

    #[test]
    fn a_label_alone_is_at_the_right_of_its_point() {
        let label = Label::new("Russia's air support", (100.0, 100.0), 400.0);
        let place = place(&[label], PLOT, Vec::new())[0].unwrap();
        assert_eq!((place.left, (place.top + place.bottom) / 2.0), (116.0, 100.0));
    }

    proptest! {
        #[test]
        fn labels_never_cover_each_other(points in prop::collection::vec((0.0f64..1600.0, 0.0f64..800.0), 0..15)) {
            let labels: Vec<Label> =
                points.iter().map(|&at| Label::new("A factor with quite a name", at, 430.0)).collect();
            let places: Vec<Area> = place(&labels, PLOT, Vec::new()).into_iter().flatten().collect();
            for (index, one) in places.iter().enumerate() {
                prop_assert!(places[index + 1..].iter().all(|other| !overlap(*one, *other)));
            }
        }
    }
}
