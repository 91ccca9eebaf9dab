//! The numbers behind a chart as text: what a reader of the page can look up, sort and copy.

use serde::Serialize;

use crate::chart::font;

/// The table behind a chart. Numbers are written as the chart writes them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// What the rows are.
    pub caption: String,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The rows; each has one cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// What is left out and where it is, a sentence; empty when nothing is.
    pub note: String,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// Whether its cells are numbers, which are aligned at the right.
    pub numeric: bool,
}

/// A cell of a [`Table`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// What it says; empty when there is nothing to say.
    pub text: String,
    /// The finite number to sort by, in full precision; none for words, and for totals, which stay last.
    pub sort: Option<f64>,
}

impl Table {
    /// A table without rows.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Table {
        Table { caption: caption.into(), columns, rows: Vec::new(), note: String::new() }
    }

    /// The same with rows.
    pub fn with_rows(self, rows: Vec<Vec<Cell>>) -> Table {
        Table { rows, ..self }
    }

    /// The same with a note.
    pub fn with_note(self, note: impl Into<String>) -> Table {
        Table { note: note.into(), ..self }
    }

    /// The same without what breaks lines or reverses the direction of text.
    pub(super) fn cleaned(mut self) -> Table {
        let clean = |text: &mut String| *text = font::clean(text);
        [&mut self.caption, &mut self.note].into_iter().for_each(clean);
        self.columns.iter_mut().for_each(|column| clean(&mut column.heading));
        self.rows.iter_mut().flatten().for_each(|cell| clean(&mut cell.text));
        self
    }
}

impl Column {
    /// A column of words.
    pub fn words(heading: impl Into<String>) -> Column {
        Column { heading: heading.into(), numeric: false }
    }

    /// A column of numbers.
    pub fn numbers(heading: impl Into<String>) -> Column {
        Column { heading: heading.into(), numeric: true }
    }
}

impl Cell {
    /// Words.
    pub fn words(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), sort: None }
    }

    /// A number and how it is written.
    pub fn number(text: impl Into<String>, value: f64) -> Cell {
        Cell { text: text.into(), sort: value.is_finite().then_some(value) }
    }

    /// Nothing.
    pub fn empty() -> Cell {
        Cell { text: String::new(), sort: None }
    }
}
