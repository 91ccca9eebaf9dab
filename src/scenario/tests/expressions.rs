//! Positions inside expressions.

use super::{changed, loaded};
use crate::scenario::{expression_label, load_text};

/// The part of the file that bytes 5 to 8 of the outcome's expression point at, when it is written so.
fn pointed_at(written: &str) -> String {
    let new = format!("{written}\n\n[questions");
    let loaded = loaded(&changed("\"held(zones.town)\"\n\n[questions", &new));
    let file = loaded.file.unwrap();
    let label = expression_label(&file.outcomes.get("taken").unwrap().expression, 5..9);
    loaded.sources.slice(label.source, &label.span).into()
}

#[test]
fn positions_inside_strings_of_every_kind() {
    assert_eq!(pointed_at("\"held(town)\""), "town");
    assert_eq!(pointed_at("'held(town)'"), "town");
    assert_eq!(pointed_at("\"\"\"held(town)\"\"\""), "town");
    assert_eq!(pointed_at("'''\nheld(town)'''"), "town");
}

#[test]
fn escapes_point_at_the_whole_string() {
    let written = "\"hel\\u0064(town)\"";
    assert_eq!(pointed_at(written), written);
}

#[test]
fn overrides_without_quotes_have_positions_too() {
    let overrides = ["outcomes.taken.expression=held(town)".to_string()];
    let loaded = load_text("x.toml", super::GOOD, &overrides);
    let file = loaded.file.unwrap();
    let label = expression_label(&file.outcomes.get("taken").unwrap().expression, 5..9);
    assert_eq!(loaded.sources.slice(label.source, &label.span), "town");
}
