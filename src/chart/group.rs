//! Groups of elements: plotters' SVG backend knows none, so their ends are marked while drawing and put in afterwards.
//!
//! A mark is a pixel at an abscissa that no drawing reaches (the canvas clamps all coordinates), so that neither a
//! number nor a name can make one.

use plotters::prelude::{DrawingBackend, RGBColor, SVGBackend};
use plotters::style::Color;

/// Abscissa of a mark.
const NOWHERE: i32 = i32::MIN;
/// Ordinate of the mark that ends a group; the others count the groups.
const END: i32 = -1;

/// Marks the beginning of the group with this number, or the end of the innermost one; whether the backend took it.
pub(super) fn mark(backend: &mut SVGBackend<'_>, group: Option<usize>) -> bool {
    let number = group.map_or(Some(END), |number| i32::try_from(number).ok());
    number.is_some_and(|number| backend.draw_pixel((NOWHERE, number), RGBColor(0, 0, 0).to_backend_color()).is_ok())
}

/// The drawing with elements in the place of the marks; `classes` are those of the groups, by number.
pub(super) fn put_in(drawing: &str, classes: &[String]) -> String {
    let opening = format!("<rect x=\"{NOWHERE}\" y=\"");
    let mut result = String::with_capacity(drawing.len());
    for line in drawing.split_inclusive('\n') {
        let number = line.strip_prefix(&opening).and_then(|rest| rest.split_once('"')?.0.parse::<i32>().ok());
        match number {
            None => result.push_str(line),
            Some(END) => result.push_str("</g>\n"),
            Some(number) => {
                let class = usize::try_from(number).ok().and_then(|number| classes.get(number));
                result.push_str(&format!("<g class=\"{}\">\n", class.map_or("", String::as_str)));
            }
        }
    }
    result
}

/// A list of classes without what is not part of a class's name or a space between two.
pub(super) fn class_list(classes: &str) -> String {
    let is_allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ');
    classes.chars().filter(is_allowed).collect()
}
