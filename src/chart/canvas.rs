//! Drawing primitives over plotters' SVG backend.
//!
//! The backend takes whole pixels; curves drawn so show stairs. The canvas therefore draws in tenths of a pixel and
//! gives the document a view box ten times its size.

use plotters::prelude::{DrawingBackend, SVGBackend, ShapeStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, TextStyle};

use crate::chart::font::{self, Weight};
use crate::chart::theme::{Area, Colour, HEIGHT, INK, PAPER, Stroke, WIDTH};
use crate::chart::{ChartError, Nearest, Plot, Spot, group};
use crate::wording::isolated;

/// Drawing units per pixel.
const UNITS: f64 = 10.0;
/// The backend divides font sizes by this number.
const BACKEND_FONT_SCALE: f64 = 1.24;
/// Height of the backend's "top" of a text above its baseline, in em.
const BACKEND_ASCENT: f64 = 0.76;
/// Height of a capital letter in em, used to centre text on a line.
pub const CAPITAL_HEIGHT: f64 = 0.714;

/// Which end of a text is at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Size in pixels.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
    /// Alignment.
    pub align: Align,
}

impl Type {
    /// Regular, dark, starting at its position.
    pub const fn new(size: f64) -> Type {
        Type { size, weight: Weight::Regular, colour: INK, align: Align::Start }
    }

    /// The same in bold.
    pub const fn bold(self) -> Type {
        Type { weight: Weight::Bold, ..self }
    }

    /// The same in a colour.
    pub const fn colour(self, colour: Colour) -> Type {
        Type { colour, ..self }
    }

    /// The same aligned otherwise.
    pub const fn align(self, align: Align) -> Type {
        Type { align, ..self }
    }

    /// Width of a text in this type, in pixels.
    pub fn width(self, text: &str) -> f64 {
        font::width(text, self.size, self.weight)
    }
}

/// An SVG picture of [`WIDTH`] × [`HEIGHT`] pixels under construction.
pub struct Canvas<'a> {
    backend: SVGBackend<'a>,
    complete: bool,
    groups: Vec<String>,
    plots: Vec<Plot>,
}

/// What a finished canvas leaves besides the drawing.
pub struct Finished {
    /// Classes of the groups, for [`group::put_in`].
    pub groups: Vec<String>,
    /// What a pointer may ask.
    pub plots: Vec<Plot>,
}

/// A pixel coordinate in drawing units. Far outside the picture nothing is seen, so the limit only prevents overflow.
fn units(pixels: f64) -> i32 {
    (pixels.clamp(-WIDTH, 2.0 * WIDTH) * UNITS).round() as i32
}

fn point(at: (f64, f64)) -> (i32, i32) {
    (units(at.0), units(at.1))
}

fn style(colour: Colour, opacity: f64, width: f64, filled: bool) -> ShapeStyle {
    let Colour(red, green, blue) = colour;
    ShapeStyle { color: RGBColor(red, green, blue).mix(opacity), filled, stroke_width: units(width).unsigned_abs() }
}

impl<'a> Canvas<'a> {
    /// An empty white picture written to `buffer`.
    pub fn new(buffer: &'a mut String) -> Canvas<'a> {
        let backend = SVGBackend::with_string(buffer, ((WIDTH * UNITS) as u32, (HEIGHT * UNITS) as u32));
        let mut canvas = Canvas { backend, complete: true, groups: Vec::new(), plots: Vec::new() };
        canvas.rectangle(Area { left: 0.0, top: 0.0, right: WIDTH, bottom: HEIGHT }, PAPER, 1.0);
        canvas
    }

    /// Ends the document. An error when the backend refused any element.
    pub fn finish(mut self) -> Result<Finished, ChartError> {
        let is_presented = self.backend.present().is_ok();
        let finished = Finished { groups: self.groups, plots: self.plots };
        if is_presented && self.complete { Ok(finished) } else { Err(ChartError::Drawing) }
    }

    /// Draws elements as a group of these classes, so that a page can hide or restyle them together.
    pub fn group(&mut self, classes: &str, draw: impl FnOnce(&mut Canvas<'a>)) {
        self.complete &= group::mark(&mut self.backend, Some(self.groups.len()));
        self.groups.push(group::class_list(classes));
        draw(self);
        self.complete &= group::mark(&mut self.backend, None);
    }

    /// Says what a pointer over an area finds. Draws nothing.
    pub fn spots(&mut self, area: Area, by: Nearest, spots: impl IntoIterator<Item = Spot>) {
        self.plots.extend(Plot::new(area, by, spots));
    }

    /// A filled rectangle.
    pub fn rectangle(&mut self, area: Area, colour: Colour, opacity: f64) {
        let corners = (point((area.left, area.top)), point((area.right, area.bottom)));
        self.complete &= self.backend.draw_rect(corners.0, corners.1, &style(colour, opacity, 0.0, true), true).is_ok();
    }

    /// A filled polygon; nothing when fewer than three corners are given.
    pub fn polygon(&mut self, corners: &[(f64, f64)], colour: Colour, opacity: f64) {
        if corners.len() >= 3 {
            let path = corners.iter().map(|&corner| point(corner));
            self.complete &= self.backend.fill_polygon(path, &style(colour, opacity, 0.0, true)).is_ok();
        }
    }

    /// A line through the points, dashed as the stroke says.
    pub fn line(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        for piece in dashes(points, stroke.dash) {
            let path = piece.into_iter().map(point);
            self.complete &= self.backend.draw_path(path, &style(stroke.colour, 1.0, stroke.width, false)).is_ok();
        }
    }

    /// The same, solid but translucent.
    pub fn translucent_line(&mut self, points: &[(f64, f64)], stroke: Stroke, opacity: f64) {
        let path = points.iter().map(|&at| point(at));
        self.complete &= self.backend.draw_path(path, &style(stroke.colour, opacity, stroke.width, false)).is_ok();
    }

    /// A circle: its line, and a translucent filling.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, stroke: Stroke, opacity: f64) {
        let size = units(radius).unsigned_abs();
        let filling = style(stroke.colour, opacity, 0.0, true);
        self.complete &= self.backend.draw_circle(point(centre), size, &filling, true).is_ok();
        let line = style(stroke.colour, 1.0, stroke.width, false);
        self.complete &= self.backend.draw_circle(point(centre), size, &line, false).is_ok();
    }

    /// A filled circle.
    pub fn disc(&mut self, centre: (f64, f64), radius: f64, colour: Colour) {
        let radius = units(radius).unsigned_abs();
        self.complete &= self.backend.draw_circle(point(centre), radius, &style(colour, 1.0, 0.0, true), true).is_ok();
    }

    /// A white circle with a coloured rim whose outer edge has this radius.
    pub fn ring(&mut self, centre: (f64, f64), radius: f64, colour: Colour) {
        self.disc(centre, radius, colour);
        self.disc(centre, radius - 3.0, PAPER);
    }

    /// A text whose baseline is at `at.1`; direction marks and control characters are dropped, and names from right to left
    /// isolated.
    pub fn text(&mut self, text: &str, at: (f64, f64), kind: Type) {
        let horizontal = match kind.align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let weight = match kind.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let size = kind.size * UNITS * BACKEND_FONT_SCALE;
        let font = FontDesc::new(FontFamily::Name(font::FAMILIES), size, weight).transform(FontTransform::None);
        let Colour(red, green, blue) = kind.colour;
        let color = RGBColor(red, green, blue).to_backend_color();
        let text_style = TextStyle { font, color, pos: Pos::new(horizontal, VPos::Top) };
        let top = (at.0, at.1 - BACKEND_ASCENT * kind.size);
        self.complete &= self.backend.draw_text(&isolated(&font::clean(text)), &text_style, point(top)).is_ok();
    }

    /// A text centred vertically on `at.1`.
    pub fn text_on(&mut self, text: &str, at: (f64, f64), kind: Type) {
        self.text(text, (at.0, at.1 + kind.size * CAPITAL_HEIGHT / 2.0), kind);
    }
}

/// Cuts a line into the dashes of a pattern; the whole line when the pattern is empty.
fn dashes(points: &[(f64, f64)], pattern: &[f64]) -> Vec<Vec<(f64, f64)>> {
    if points.len() < 2 {
        return Vec::new();
    }
    if pattern.is_empty() {
        return vec![points.to_vec()];
    }
    let mut pieces = Vec::new();
    let mut piece = vec![points[0]];
    let (mut index, mut left) = (0, pattern[0]);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut length = distance(from, to);
        while length > left {
            let share = left / length;
            from = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            length -= left;
            index += 1;
            left = pattern[index % pattern.len()].max(1.0);
            piece.push(from);
            if index % 2 == 1 {
                pieces.push(std::mem::take(&mut piece));
            }
            piece = vec![from];
        }
        left -= length;
        piece.push(to);
    }
    if index % 2 == 0 {
        pieces.push(piece);
    }
    pieces
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_have_the_lengths_of_the_pattern_and_end_where_the_line_ends() {
        let pieces = dashes(&[(0.0, 0.0), (12.0, 0.0), (25.0, 0.0)], &[6.0, 4.0]);
        let ends: Vec<_> = pieces.iter().map(|piece| (piece[0].0, piece[piece.len() - 1].0)).collect();
        assert_eq!(ends, [(0.0, 6.0), (10.0, 16.0), (20.0, 25.0)]);
    }

    #[test]
    fn groups_wrap_what_is_drawn_in_them_and_leave_no_mark() {
        let area = Area { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };
        let draw = |is_grouped: bool| {
            let mut buffer = String::new();
            let mut canvas = Canvas::new(&mut buffer);
            let forged = "\n<rect x=\"-2147483648\" y=\"0\" />\n";
            if is_grouped {
                canvas.group("outer\"><script>", |canvas| {
                    canvas.group("inner more", |canvas| canvas.rectangle(area, INK, 1.0));
                    canvas.text(forged, (5.0, 5.0), Type::new(10.0));
                });
            } else {
                canvas.rectangle(area, INK, 1.0);
                canvas.text(forged, (5.0, 5.0), Type::new(10.0));
            }
            let groups = canvas.finish().unwrap().groups;
            group::put_in(&buffer, &groups)
        };
        let grouped = draw(true);
        let opened: Vec<&str> = grouped.lines().filter(|line| line.starts_with("<g")).collect();
        assert_eq!(opened, ["<g class=\"outerscript\">", "<g class=\"inner more\">"]);
        let kept: Vec<&str> = grouped.lines().filter(|line| !line.starts_with("<g") && *line != "</g>").collect();
        assert_eq!(kept, draw(false).lines().collect::<Vec<_>>());
        assert_eq!(grouped.matches("</g>").count(), 2);
    }

    #[test]
    fn coordinates_beyond_the_picture_do_not_overflow() {
        let mut buffer = String::new();
        let mut canvas = Canvas::new(&mut buffer);
        canvas.rectangle(Area { left: -1e300, top: -1e300, right: 1e300, bottom: f64::INFINITY }, INK, 1.0);
        assert!(canvas.finish().is_ok());
    }
}
