//! Sizes, colours and strokes shared by all charts.

/// Width of every chart in pixels (16:9, a slide).
pub const WIDTH: f64 = 1920.0;
/// Height of every chart in pixels.
pub const HEIGHT: f64 = 1080.0;
/// Free space at the left and right edge.
pub const MARGIN: f64 = 80.0;

/// Text size of the headline.
pub const HEADLINE: f64 = 44.0;
/// Text size of the line below the headline.
pub const SUBHEADLINE: f64 = 28.0;
/// Text size of labels and ticks: the least that is readable on a projected slide.
pub const BODY: f64 = 26.0;
/// Text size of footer and marking.
pub const SMALL: f64 = 20.0;

/// An opaque colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// The colour between `self` (at `share` 0) and `other` (at 1), mixed in sRGB.
    pub fn towards(self, other: Colour, share: f64) -> Colour {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
        Colour(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

/// Text and observations.
pub const INK: Colour = Colour(0x1A, 0x1A, 0x1A);
/// Secondary text (contrast with white 7:1).
pub const MUTED: Colour = Colour(0x59, 0x59, 0x59);
/// Grid lines.
pub const RULE: Colour = Colour(0xDD, 0xDD, 0xDD);
/// Axis lines and leaders.
pub const AXIS: Colour = Colour(0x8C, 0x8C, 0x8C);
/// Background.
pub const PAPER: Colour = Colour(0xFF, 0xFF, 0xFF);
/// Okabe–Ito blue: the default colour of a quantity.
pub const BLUE: Colour = Colour(0x00, 0x72, 0xB2);
/// Okabe–Ito vermilion: the opposite of blue.
pub const VERMILION: Colour = Colour(0xD5, 0x5E, 0x00);
/// Vermilion as text: darker, so that it is read (contrast with white 6:1).
pub const VERMILION_TEXT: Colour = Colour(0xA8, 0x48, 0x00);
/// Dark end of the sequential scale, so that it stays ordered in grey.
pub const DEEP_BLUE: Colour = Colour(0x06, 0x2F, 0x4F);

/// Colour and dash pattern of a line. An empty pattern is a solid line.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// Colour of the line.
    pub colour: Colour,
    /// Lengths of dash and gap in pixels, alternating.
    pub dash: &'static [f64],
    /// Width in pixels.
    pub width: f64,
}

impl Stroke {
    /// A solid line.
    pub const fn solid(colour: Colour, width: f64) -> Stroke {
        Stroke { colour, dash: &[], width }
    }
}

/// Okabe–Ito colours for lines that share a panel, each with its own dash so that they differ in grey; the yellow and
/// the light blue are left out because they vanish on white.
pub const LINES: [Stroke; 6] = [
    Stroke::solid(BLUE, 4.0),
    Stroke { colour: VERMILION, dash: &[18.0, 8.0], width: 4.0 },
    Stroke { colour: Colour(0x00, 0x9E, 0x73), dash: &[4.0, 7.0], width: 4.5 },
    Stroke { colour: Colour(0xCC, 0x79, 0xA7), dash: &[24.0, 7.0, 5.0, 7.0], width: 4.0 },
    Stroke { colour: Colour(0xE6, 0x9F, 0x00), dash: &[10.0, 5.0], width: 4.5 },
    Stroke { colour: INK, dash: &[30.0, 10.0], width: 3.0 },
];

/// A rectangle in pixels; `bottom` is below `top`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// Right edge minus left edge.
    pub fn width(self) -> f64 {
        self.right - self.left
    }

    /// Lower edge minus upper edge.
    pub fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// The rectangle without strips of these widths at left, top, right and bottom.
    pub fn inset(self, left: f64, top: f64, right: f64, bottom: f64) -> Area {
        Area { left: self.left + left, top: self.top + top, right: self.right - right, bottom: self.bottom - bottom }
    }
}
