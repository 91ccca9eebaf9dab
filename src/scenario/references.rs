//! Identifiers that a file mentions, checked against its tables once everything is decoded, so that order does not
//! matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::quoted;
use crate::scenario::decode::Decoder;
use crate::scenario::node::{Node, Place, Value};

/// A mention of an identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The table whose entry it names.
    pub table: &'static str,
    /// The identifier.
    pub id: String,
    /// Where it stands.
    pub place: Place,
}

/// Reports every mention of an identifier that its table does not have. Entries that could not be decoded count as
/// existing: they have been reported themselves.
pub fn check_references(root: &Node, decoder: &mut Decoder<'_>) {
    let Value::Table(tables) = &root.value else {
        return;
    };
    let mut known: BTreeMap<&'static str, BTreeSet<&str>> = BTreeMap::new();
    for reference in std::mem::take(&mut decoder.references) {
        let ids =
            known.entry(reference.table).or_insert_with(|| match tables.get(reference.table).map(|node| &node.value) {
                Some(Value::Table(table)) => table.iter().map(|(key, _)| key.name.as_str()).collect(),
                _ => BTreeSet::new(),
            });
        if !ids.contains(reference.id.as_str()) {
            let help = if ids.is_empty() {
                Some(format!("add the table `[{}.ID]`", reference.table))
            } else {
                decoder.suggestion(&reference.id, ids.iter().copied())
            };
            let message = format!("there is no {} in [{}]", quoted(&reference.id), reference.table);
            decoder.error("unknown-reference", &reference.place, message, "", help);
        }
    }
}
