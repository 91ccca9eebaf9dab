//! What a scenario file means, and what is said about mistakes in one.

mod checks;
mod expressions;
mod files;
mod hostile;
mod levers;
mod mistakes;
mod overlays;
mod overriding;
mod quantities;
mod schemas;

use crate::diagnostic::{Style, render};
use crate::scenario::{Loaded, load_text};

/// A scenario without mistakes, which the tests change.
const GOOD: &str = include_str!("good.toml");

/// The good scenario with one part of its text exchanged.
fn changed(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old), "the scenario has no {old:?}");
    GOOD.replacen(old, new, 1)
}

/// Loads a text without overrides.
fn loaded(text: &str) -> Loaded {
    load_text("x.toml", text, &[])
}

/// Everything that is reported about the good scenario with one part exchanged, as plain text.
fn said(old: &str, new: &str) -> String {
    messages(&loaded(&changed(old, new)))
}

/// Everything that is reported, as plain text.
fn messages(loaded: &Loaded) -> String {
    render(&loaded.report, &loaded.sources, Style::Plain)
}
