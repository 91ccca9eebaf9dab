//! What a scenario file means, and what is said about mistakes in one.

mod mistakes;

use crate::diagnostic::{Style, render};
use crate::scenario::{Loaded, load_text};

/// A scenario without mistakes, which the tests change.
const GOOD: &str = include_str!("good.toml");

/// Loads the good scenario with one part of its text exchanged.
fn with(old: &str, new: &str) -> Loaded {
    assert!(GOOD.contains(old), "the scenario has no {old:?}");
    load_text("x.toml", &GOOD.replacen(old, new, 1), &[])
}

/// Everything that is reported, as plain text.
fn messages(loaded: &Loaded) -> String {
    render(&loaded.report, &loaded.sources, Style::Plain)
}
