//! Puts an overlay over the scenario that it extends: tables are merged key by key, everything else is replaced.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report, quoted, suggestion};
use crate::quantity::Date;
use crate::scenario::file::Replace;
use crate::scenario::node::{Key, Node, Place, Table, Value};
use crate::scenario::provenance::Provenance;

/// Lists whose entries are merged by their `id`.
const BY_ID: [&str; 1] = ["events"];

/// Lists that an overlay makes longer.
const APPENDED: [&str; 2] = ["observations", "remove"];

/// What an overlay's own keys ask for.
pub struct Request<'r> {
    /// Dotted paths of what it takes out of the scenario that it extends, each with its place.
    pub remove: &'r [(String, Place)],
    /// Lists that it replaces as a whole.
    pub replace: Option<&'r Replace>,
}

/// The scenario `base` with an overlay put over it. Entries to remove that do not exist are reported.
pub fn merge(mut base: Table, overlay: Table, request: &Request<'_>, report: &mut Report) -> Table {
    for (path, place) in request.remove {
        if let Err(diagnostic) = remove(&mut base, path, place, report) {
            report.push(diagnostic);
        }
    }
    if request.replace.is_some_and(|replace| replace.observations.value) {
        base.take("observations");
    }
    leave_out_earlier(&mut base, &overlay);
    merge_lists(&mut base, overlay)
}

/// Merges the lists of the first level by their own rules, and all else by the general one.
fn merge_lists(base: &mut Table, mut overlay: Table) -> Table {
    for (key, node) in overlay.entries_mut() {
        let name = key.name.as_str();
        let Value::Array(items) = &mut node.value else { continue };
        if let Some(Value::Array(earlier)) = base.get_mut(name).map(|node| &mut node.value) {
            if BY_ID.contains(&name) {
                *items = merged_by_id(std::mem::take(earlier), std::mem::take(items));
            } else if APPENDED.contains(&name) {
                let own = std::mem::take(items);
                *items = earlier.drain(..).chain(own).collect();
            }
        }
    }
    let mut merged = std::mem::take(base);
    merge_tables(&mut merged, overlay);
    merged
}

/// Tables within tables are merged; of everything else the overlay's value stands. A number with all that is known
/// about it counts as one value.
fn merge_tables(base: &mut Table, mut overlay: Table) {
    let positions: BTreeMap<String, usize> =
        base.iter().enumerate().map(|(position, (key, _))| (key.name.clone(), position)).collect();
    for (key, node) in overlay.entries_mut().drain(..) {
        let Some(&position) = positions.get(&key.name) else {
            base.entries_mut().push((key, node));
            continue;
        };
        let (_, known) = &mut base.entries_mut()[position];
        match (&mut known.value, node.value) {
            (Value::Table(inner), Value::Table(table)) if !(is_quantity(inner) && is_quantity(&table)) => {
                merge_tables(inner, table);
            }
            (_, value) => replace(base, position, key, Node { place: node.place, value }),
        }
    }
}

/// Replaces an entry. What it said about the numbers of its own file goes on holding for them.
fn replace(base: &mut Table, position: usize, key: Key, node: Node) {
    let earlier = std::mem::replace(&mut base.entries_mut()[position], (key, node));
    if Provenance::KEYS.contains(&earlier.0.name.as_str()) {
        base.keep_earlier(earlier.0, earlier.1);
    }
}

/// Whether a table states a number: `{ value = 0.5, … }`.
fn is_quantity(table: &Table) -> bool {
    matches!(table.get("value").map(|node| &node.value), Some(Value::Integer(_) | Value::Float(_)))
}

/// The earlier entries, each with the later one of the same `id` put over it, and then the later ones that are new. Two
/// later entries of the same `id` stay two, to be reported.
fn merged_by_id(mut earlier: Vec<Node>, later: Vec<Node>) -> Vec<Node> {
    let mut open: BTreeMap<String, usize> =
        earlier.iter().enumerate().filter_map(|(position, node)| Some((id(node)?.to_owned(), position))).collect();
    for node in later {
        let position = id(&node).and_then(|id| open.remove(id));
        match (position.map(|position| &mut earlier[position].value), node.value) {
            (Some(Value::Table(known)), Value::Table(table)) => merge_tables(known, table),
            (_, value) => earlier.push(Node { place: node.place, value }),
        }
    }
    earlier
}

/// The `id` of a list's entry.
pub fn id(node: &Node) -> Option<&str> {
    let Value::Table(table) = &node.value else { return None };
    match table.get("id").map(|node| &node.value) {
        Some(Value::String(id)) => Some(id),
        _ => None,
    }
}

/// Takes out what a dotted path leads to: a table, a key, or the entry of a list by its `id`.
fn remove(base: &mut Table, path: &str, place: &Place, report: &Report) -> Result<(), Diagnostic> {
    let unknown = |name: &str, owner: &str, known: Vec<String>| {
        let message = format!("cannot remove {}: there is no {} in {owner}", quoted(path), quoted(name));
        // Each search costs time, and nobody reads that many.
        let near = if report.len() < Report::SHOWN { suggestion(name, known.iter().map(String::as_str)) } else { None };
        let help =
            near.unwrap_or_else(|| "remove this line, or name something of the scenario that is extended".into());
        Diagnostic::error("remove", message).label(place.source, place.span.clone(), "").help(help)
    };
    let (parents, name) = path.rsplit_once('.').unwrap_or(("", path));
    let mut owner = String::from("the scenario that is extended");
    let mut level = Level::Table(base);
    for parent in parents.split('.').filter(|_| !parents.is_empty()) {
        if !level.has(parent) {
            return Err(unknown(parent, &owner, level.names()));
        }
        let part = format!("{}, which is a single value", quoted(parent));
        level = level.below(parent).ok_or_else(|| unknown(name, &part, Vec::new()))?;
        owner = quoted(parent);
    }
    if !level.has(name) {
        return Err(unknown(name, &owner, level.names()));
    }
    level.take(name);
    Ok(())
}

/// Something with named parts.
enum Level<'t> {
    Table(&'t mut Table),
    List(&'t mut Vec<Node>),
}

impl<'t> Level<'t> {
    fn names(&self) -> Vec<String> {
        match self {
            Level::Table(table) => table.iter().map(|(key, _)| key.name.clone()).collect(),
            Level::List(items) => items.iter().filter_map(|node| id(node).map(str::to_owned)).collect(),
        }
    }

    fn has(&self, name: &str) -> bool {
        match self {
            Level::Table(table) => table.get(name).is_some(),
            Level::List(items) => items.iter().any(|node| id(node) == Some(name)),
        }
    }

    /// The part of this name, if it has parts itself.
    fn below(self, name: &str) -> Option<Level<'t>> {
        let node = match self {
            Level::Table(table) => table.get_mut(name)?,
            Level::List(items) => items.iter_mut().find(|node| id(node) == Some(name))?,
        };
        match &mut node.value {
            Value::Table(table) => Some(Level::Table(table)),
            Value::Array(items) => Some(Level::List(items)),
            _ => None,
        }
    }

    fn take(self, name: &str) {
        match self {
            Level::Table(table) => drop(table.take(name)),
            Level::List(items) => items.retain(|node| id(node) != Some(name)),
        }
    }
}

/// When the overlay starts later than what it extends: leaves out observations of days before its start, and questions
/// that were settled by then, because nothing of that is simulated.
fn leave_out_earlier(base: &mut Table, overlay: &Table) {
    let Some(Value::Table(head)) = overlay.get("scenario").map(|node| &node.value) else { return };
    let Some(start) = date(head, "start") else { return };
    let day = |node: &Node, key: &str| match &node.value {
        Value::Table(table) => date(table, key),
        _ => None,
    };
    if let Some(Value::Array(items)) = base.get_mut("observations").map(|node| &mut node.value) {
        items.retain(|node| day(node, "date").is_none_or(|day| day >= start));
    }
    if let Some(Value::Table(questions)) = base.get_mut("questions").map(|node| &mut node.value) {
        questions.entries_mut().retain(|(_, node)| day(node, "horizon").is_none_or(|day| day > start));
    }
}

fn date(table: &Table, key: &str) -> Option<Date> {
    match table.get(key).map(|node| &node.value) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    }
}
