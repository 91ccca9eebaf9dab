//! Decoded values with their places, and entries by identifier.

use std::ops::{Deref, Range};

use crate::diagnostic::{Label, SourceId};
use crate::scenario::node::Place;

/// A value with the place it was read from; a default has the place of the table that could have held it.
#[derive(Clone, Debug, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Bytes of the text. For expressions: of the string's content, when it holds no escapes.
    pub span: Range<usize>,
    /// The text.
    pub source: SourceId,
}

impl<T> At<T> {
    /// A value read at a place.
    pub fn new(value: T, place: &Place) -> At<T> {
        At { value, span: place.span.clone(), source: place.source }
    }

    /// A label on the place.
    pub fn label(&self, text: impl Into<String>) -> Label {
        Label { source: self.source, span: self.span.clone(), text: text.into() }
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A label on bytes `inner` of an expression, without text; on the whole string when it was written with escapes,
/// so that positions inside it do not correspond to the file's.
pub fn expression_label(at: &At<String>, inner: Range<usize>) -> Label {
    let exact = at.span.len() == at.value.len() && inner.start <= inner.end && inner.end <= at.value.len();
    let span = if exact { at.span.start + inner.start..at.span.start + inner.end } else { at.span.clone() };
    Label { source: at.source, span, text: String::new() }
}

/// A table's entry under an identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// The identifier, with the place of the key.
    pub id: At<String>,
    /// Position among its siblings in the file, from 0.
    pub position: usize,
    /// The entry.
    pub value: T,
}

/// Entries by identifier, sorted by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries<T> {
    sorted: Vec<Entry<T>>,
}

impl<T> Default for Entries<T> {
    fn default() -> Entries<T> {
        Entries { sorted: Vec::new() }
    }
}

impl<T> Entries<T> {
    /// The entries, whose identifiers differ.
    pub fn new(mut entries: Vec<Entry<T>>) -> Entries<T> {
        entries.sort_by(|a, b| a.id.value.cmp(&b.id.value));
        Entries { sorted: entries }
    }

    /// The entries by identifier; an entry's index is its position here.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry<T>> {
        self.sorted.iter()
    }

    /// The entries in the order of the file, for display.
    pub fn in_file_order(&self) -> Vec<&Entry<T>> {
        let mut entries: Vec<&Entry<T>> = self.sorted.iter().collect();
        entries.sort_by_key(|entry| entry.position);
        entries
    }

    /// Index of an identifier among the sorted ones.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.sorted.binary_search_by(|entry| entry.id.value.as_str().cmp(id)).ok()
    }

    /// The entry under an identifier.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.index(id).map(|index| &self.sorted[index].value)
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }
}

impl<'a, T> IntoIterator for &'a Entries<T> {
    type Item = &'a Entry<T>;
    type IntoIter = std::slice::Iter<'a, Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
