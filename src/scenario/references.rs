//! Identifiers that a file mentions, checked against its tables once everything is decoded, so that order does not
//! matter.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, SourceId, quoted};
use crate::scenario::containers::is_identifier;
use crate::scenario::decode::Decoder;
use crate::scenario::node::{Node, Place, Value};

/// Most lines that a message lists.
const MOST_LINES: usize = 12;

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

/// Reports identifiers that their table does not have, each once with all its places. Entries that could not be decoded
/// count as existing: they have been reported themselves.
pub fn check_references(root: &Node, decoder: &mut Decoder<'_>) {
    let Value::Table(tables) = &root.value else {
        return;
    };
    let mut known: BTreeMap<&'static str, BTreeMap<&str, &Node>> = BTreeMap::new();
    let mut unknown: BTreeMap<(&'static str, String), Vec<Place>> = BTreeMap::new();
    for reference in std::mem::take(&mut decoder.references) {
        let entries = known.entry(reference.table).or_insert_with(|| entries(tables.get(reference.table)));
        if !entries.contains_key(reference.id.as_str()) {
            unknown.entry((reference.table, reference.id)).or_default().push(reference.place);
        }
    }
    for ((table, id), places) in unknown {
        let removed = removed(tables.get("remove"), &format!("{table}.{id}"));
        report_unknown(table, &id, places, (&known[table], removed), decoder);
    }
}

/// The entries of a table, by identifier.
fn entries(table: Option<&Node>) -> BTreeMap<&str, &Node> {
    match table.map(|node| &node.value) {
        Some(Value::Table(table)) => table.iter().map(|(key, node)| (key.name.as_str(), node)).collect(),
        _ => BTreeMap::new(),
    }
}

fn report_unknown(
    table: &str,
    id: &str,
    mut places: Vec<Place>,
    (known, removed): (&BTreeMap<&str, &Node>, Option<&Place>),
    decoder: &mut Decoder<'_>,
) {
    places.sort_by_key(|place| (place.source, place.span.start));
    let Some((first, others)) = places.split_first() else { return };
    let called = known
        .iter()
        .filter(|_| decoder.suggests())
        .find(|(_, node)| is_called(node, id))
        .map(|(id, _)| format!("write its identifier: `{id}`"));
    let help = match called {
        Some(called) => Some(called),
        None if known.is_empty() => {
            Some(format!("add the table `[{table}.{}]`", if is_identifier(id) { id } else { "ID" }))
        }
        None => decoder
            .suggestion(id, known.keys().copied())
            .or_else(|| Some(format!("add the table `[{table}.ID]`, or name an existing one"))),
    };
    let message = format!("there is no {} in [{table}]", quoted(id));
    let diagnostic =
        Diagnostic::error("unknown-reference", message).label(first.source, first.span.clone(), "").maybe_help(help);
    let diagnostic = match removed {
        Some(place) => diagnostic.label(place.source, place.span.clone(), "removed here"),
        None => diagnostic,
    };
    decoder.report.push(match also_on(others, first.source, decoder) {
        Some(note) => diagnostic.note(note),
        None => diagnostic,
    });
}

/// Where an overlay removes a path.
fn removed<'n>(list: Option<&'n Node>, path: &str) -> Option<&'n Place> {
    let Some(Value::Array(items)) = list.map(|node| &node.value) else { return None };
    let named = items.iter().find(|node| matches!(&node.value, Value::String(text) if text == path));
    named.map(|node| &node.place)
}

/// Whether an entry goes by this name, so that the name was written where the identifier belongs.
fn is_called(node: &Node, name: &str) -> bool {
    let Value::Table(table) = &node.value else { return false };
    let called =
        |key: &str| matches!(table.get(key).map(|node| &node.value), Some(Value::String(text)) if text == name);
    ["name", "short", "title"].into_iter().any(called)
}

/// The lines of further places, as a note; those of the file of the first place without its name.
fn also_on(places: &[Place], first: SourceId, decoder: &Decoder<'_>) -> Option<String> {
    let mut lines: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
    for place in places.iter().filter(|place| decoder.files.contains(&place.source)) {
        let line = decoder.sources.position(place.source, place.span.start).0;
        let known = lines.entry(place.source).or_default();
        if known.last() != Some(&line) {
            known.push(line);
        }
    }
    let listed = lines.iter().map(|(source, lines)| match *source == first {
        true => lines_text(lines),
        false => format!("{} of `{}`", lines_text(lines), decoder.sources.name(*source)),
    });
    let listed: Vec<String> = listed.collect();
    (!listed.is_empty()).then(|| format!("it is named on {} too", listed.join(", on ")))
}

/// `line 3`, `lines 3, 5`.
fn lines_text(lines: &[usize]) -> String {
    let listed: Vec<String> = lines.iter().take(MOST_LINES).map(usize::to_string).collect();
    let more = if lines.len() > MOST_LINES { format!(" and {} more", lines.len() - MOST_LINES) } else { String::new() };
    let word = if lines.len() == 1 { "line" } else { "lines" };
    format!("{word} {}{more}", listed.join(", "))
}
