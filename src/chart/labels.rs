//! Where direct labels go so that none covers another, and compact keys for what cannot be labelled directly.

use crate::chart::canvas::{Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::theme::{Area, BODY, Colour, INK, Stroke};

/// Distance between the lines of a name in body type.
const LINE: f64 = 30.0;
/// Least height of a row whose names may take two lines, so that they touch neither each other nor those of the next row.
const ROW_OF_TWO: f64 = 62.0;

/// The lines of a name that may be as wide as `limit` in a row of this height: two where there is room, else one.
pub fn lines(name: &str, limit: f64, row: f64) -> Vec<String> {
    font::wrap(name, BODY, Weight::Regular, limit, if row >= ROW_OF_TWO { 2 } else { 1 })
}

/// Middle heights of a name's lines, centred about `middle`.
pub fn line_heights(middle: f64, count: usize) -> impl Iterator<Item = f64> {
    let first = middle - LINE * (count as f64 - 1.0) / 2.0;
    (0..count).map(move |index| first + LINE * index as f64)
}

/// Moves centres apart so that neighbours are at least `height` apart, within `low`..`high`, as little as possible
/// (least squares, by pooling adjacent violators). When there are too many for the room they are spaced evenly.
pub fn spread(wanted: &[f64], height: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let room = high - low;
    let step = if wanted.is_empty() { height } else { height.min(room / wanted.len() as f64) };
    // Without the gaps the centres need only be in order: pool blocks whose means are not.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (rank, &index) in order.iter().enumerate() {
        let mut block = (wanted[index] - step * rank as f64, 1);
        while let Some(&(sum, count)) = blocks.last() {
            if sum / count as f64 <= block.0 / block.1 as f64 {
                break;
            }
            block = (block.0 + sum, block.1 + count);
            blocks.pop();
        }
        blocks.push(block);
    }
    let (least, greatest) = (low + step / 2.0, high - step / 2.0 - step * (wanted.len() as f64 - 1.0));
    let mut placed = vec![0.0; wanted.len()];
    let means = blocks.iter().flat_map(|&(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    for (rank, mean) in means.enumerate() {
        placed[order[rank]] = mean.min(greatest).max(least) + step * rank as f64;
    }
    placed
}

/// A text at the right of a plot that names what ends at height `at`.
pub struct EndLabel {
    /// Height of what is named.
    pub at: f64,
    /// The name.
    pub text: String,
    /// How it looks.
    pub kind: Type,
}

/// Writes labels right of `edge`, spread so that none overlaps, with a leader from each to what it names.
pub fn end_labels(canvas: &mut Canvas<'_>, edge: f64, area: Area, labels: &[EndLabel]) {
    let wanted: Vec<f64> = labels.iter().map(|label| label.at).collect();
    for (label, place) in
        labels.iter().zip(spread(&wanted, BODY * 1.25, area.top - BODY / 2.0, area.bottom + BODY / 2.0))
    {
        canvas.line(&[(edge + 4.0, label.at), (edge + 26.0, place)], Stroke::solid(label.kind.colour, 1.5));
        canvas.text_on(&label.text, (edge + 32.0, place), label.kind);
    }
}

/// What stands before a word in a key.
#[derive(Clone, Copy, Debug)]
pub enum Swatch {
    /// A piece of line.
    Line(Stroke),
    /// A piece of area.
    Fill(Colour, f64),
    /// A filled point with its range.
    Filled(Colour),
    /// A hollow point with its range.
    Hollow(Colour),
    /// A filled point without a range.
    Disc(Colour),
    /// A hollow point without a range.
    Ring(Colour),
    /// An upright tick.
    Tick(Colour),
}

/// Width of a swatch with the space after it.
const SWATCH: f64 = 56.0;
/// Space between the entries of a key.
const BETWEEN: f64 = 36.0;

/// Writes a key in one line, starting at `at` (its middle height); returns its width.
pub fn key(canvas: &mut Canvas<'_>, at: (f64, f64), entries: &[(Swatch, &str)]) -> f64 {
    let kind = Type::new(BODY).colour(INK);
    let mut left = at.0;
    for (swatch, text) in entries {
        draw_swatch(canvas, (left, at.1), *swatch);
        canvas.text_on(text, (left + SWATCH, at.1), kind);
        left += SWATCH + kind.width(text) + BETWEEN;
    }
    left - at.0
}

/// Width of a key, without the space after its last word.
pub fn key_width(entries: &[(Swatch, &str)]) -> f64 {
    let words: f64 = entries.iter().map(|(_, text)| SWATCH + Type::new(BODY).width(text) + BETWEEN).sum();
    (words - BETWEEN).max(0.0)
}

fn draw_swatch(canvas: &mut Canvas<'_>, (left, middle): (f64, f64), swatch: Swatch) {
    let centre = (left + 22.0, middle);
    let bar = |canvas: &mut Canvas<'_>, colour| {
        canvas.line(&[(centre.0, middle - 15.0), (centre.0, middle + 15.0)], Stroke::solid(colour, 3.0))
    };
    match swatch {
        Swatch::Line(stroke) => canvas.line(&[(left, middle), (left + 44.0, middle)], stroke),
        Swatch::Fill(colour, opacity) => {
            canvas.rectangle(
                Area { left, top: middle - 12.0, right: left + 44.0, bottom: middle + 12.0 },
                colour,
                opacity,
            );
        }
        Swatch::Filled(colour) => {
            bar(canvas, colour);
            canvas.disc(centre, 8.0, colour);
        }
        Swatch::Hollow(colour) => {
            bar(canvas, colour);
            canvas.ring(centre, 8.0, colour);
        }
        Swatch::Disc(colour) => canvas.disc(centre, 10.0, colour),
        Swatch::Ring(colour) => canvas.ring(centre, 10.0, colour),
        Swatch::Tick(colour) => {
            canvas.line(&[(centre.0, middle - 15.0), (centre.0, middle + 15.0)], Stroke::solid(colour, 4.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_that_fit_stay_where_they_are() {
        assert_eq!(spread(&[10.0, 90.0, 50.0], 20.0, 0.0, 100.0), [10.0, 90.0, 50.0]);
    }

    #[test]
    fn equal_labels_are_centred_about_their_place() {
        assert_eq!(spread(&[50.0, 50.0, 50.0], 10.0, 0.0, 100.0), [40.0, 50.0, 60.0]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_or_leave_the_room(wanted in prop::collection::vec(-50.0f64..150.0, 0..9)) {
            let placed = spread(&wanted, 10.0, 0.0, 100.0);
            let mut sorted = placed.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] > 10.0 - 1e-6));
            prop_assert!(placed.iter().all(|&at| (5.0 - 1e-6..=95.0 + 1e-6).contains(&at)));
        }
    }
}
