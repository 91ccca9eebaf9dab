//! `--set path=value`, and what levers set: edits the tree before it is decoded, so that what is put into it is checked
//! like the file itself.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report, SourceId, Sources, quoted, suggestion};
use crate::scenario::decode::keys_of;
use crate::scenario::file::File;
use crate::scenario::merge::id;
use crate::scenario::node::{Key, Node, Place, Table, Value, parse_value};

/// Keys of a quantity's table that a new value leaves alone.
const KEPT: [&str; 2] = ["unit", "source"];

/// Most parts of a path; each may add a table to the depth of the tree.
const DEEPEST: usize = 16;

/// Keys that say what the tree is made of, and have been read by then.
const SETTLED: [&str; 4] = ["extends", "remove", "replace", "levers"];

/// One step of a path, with its place in the override.
struct Step {
    name: String,
    place: Place,
}

impl Step {
    fn key(&self) -> Key {
        Key { name: self.name.clone(), place: self.place.clone() }
    }
}

/// Applies one `path=value` to the tree of a file. Mistakes go to the report and leave the tree as it was.
pub fn apply(root: &mut Node, text: &str, sources: &mut Sources, report: &mut Report) {
    let source = sources.add("--set", text);
    let edit = split(text, source, report).and_then(|(path, value)| {
        check_root(&path, root)?;
        place_value(root, &path, value)
    });
    if let Err(diagnostic) = edit {
        report.push(*diagnostic);
    }
}

/// Puts a value at a dotted path, of which messages show the `place`.
pub fn put(root: &mut Node, path: &str, place: &Place, value: Node) -> Checked<()> {
    let mut start = place.span.start;
    let exact = place.span.len() == path.len();
    let mut steps = Vec::new();
    for name in path.split('.') {
        let span = if exact { start..start + name.len() } else { place.span.clone() };
        start += name.len() + 1;
        if name.is_empty() {
            let diagnostic = Diagnostic::error("override", "a part of the path is empty").label(place.source, span, "");
            return Err(Box::new(diagnostic.help("write it like `\"axes.south.length\" = 70`")));
        }
        steps.push(Step { name: name.into(), place: Place { source: place.source, span } });
    }
    check_root(&steps, root)?;
    place_value(root, &steps, value)
}

type Checked<T> = Result<T, Box<Diagnostic>>;

/// Path and value of `path=value`.
fn split(text: &str, source: SourceId, report: &mut Report) -> Checked<(Vec<Step>, Node)> {
    let problem = |span: Range<usize>, message: &str| {
        let example = "write it like `axes.south.length=70`";
        Box::new(Diagnostic::error("override", message).label(source, span, "").help(example))
    };
    let Some((path, value)) = text.split_once('=') else {
        return Err(problem(0..text.len(), "an override needs a path, `=` and a value"));
    };
    let mut steps = Vec::new();
    let mut start = 0;
    for part in path.split('.') {
        let name = part.trim();
        if name.is_empty() {
            return Err(problem(0..path.len(), "a part of the path is empty"));
        }
        let offset = start + part.len() - part.trim_start().len();
        steps.push(Step { name: name.into(), place: Place { source, span: offset..offset + name.len() } });
        start += part.len() + 1;
    }
    let offset = path.len() + 1 + value.len() - value.trim_start().len();
    if value.trim().is_empty() {
        return Err(problem(path.len()..text.len(), "the value is empty"));
    }
    Ok((steps, value_node(value.trim(), offset, source, report)?))
}

/// The value as TOML; a text that is not TOML and does not look like it is taken as a string.
fn value_node(text: &str, offset: usize, source: SourceId, report: &mut Report) -> Checked<Node> {
    let looks_like_toml = text.starts_with(['"', '\'', '[', '{']);
    match parse_value(text, offset, source, report) {
        Ok(node) => Ok(node),
        Err(mut errors) if looks_like_toml && !errors.is_empty() => Err(Box::new(errors.swap_remove(0))),
        Err(_) => {
            let place = Place { source, span: offset..offset + text.len() };
            Ok(Node { place, value: Value::String(text.into()) })
        }
    }
}

/// Checks that the path leads to something the file has: a known table, and under it a known entry.
fn check_root(path: &[Step], root: &Node) -> Checked<()> {
    let Some(first) = path.first() else {
        return Ok(());
    };
    if let Some(step) = path.get(DEEPEST) {
        let diagnostic = Diagnostic::error("override", format!("a path has at most {DEEPEST} parts"));
        let diagnostic = diagnostic.label(step.place.source, step.place.span.clone(), "one part too many");
        return Err(Box::new(diagnostic.help("write it like `axes.south.length`")));
    }
    if SETTLED.contains(&first.name.as_str()) {
        let message = format!("{} cannot be changed by a path", quoted(&first.name));
        let diagnostic = Diagnostic::error("override", message).label(first.place.source, first.place.span.clone(), "");
        return Err(Box::new(diagnostic.help("change it in the file; an option is chosen with `--lever ID=OPTION`")));
    }
    let keys = keys_of::<File>();
    if !keys.contains(&first.name.as_str()) {
        return Err(unknown(first, "the scenario", keys.iter().copied()));
    }
    // Entries of the model's parameters may be new: the file lists only those that differ from the defaults.
    let table = match &root.value {
        Value::Table(table) if first.name != "parameters" && first.name != "scenario" => table.get(&first.name),
        _ => return Ok(()),
    };
    match (table.map(|node| &node.value), path.get(1)) {
        (Some(Value::Table(entries)), Some(second)) if entries.get(&second.name).is_none() => {
            Err(unknown(second, &format!("[{}]", first.name), entries.iter().map(|(key, _)| key.name.as_str())))
        }
        (None, Some(second)) => Err(unknown(second, &format!("[{}]", first.name), std::iter::empty())),
        _ => Ok(()),
    }
}

fn unknown<'a>(step: &Step, owner: &str, known: impl Iterator<Item = &'a str> + Clone) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::error("override", format!("there is no {} in {owner}", quoted(&step.name)));
    let diagnostic = diagnostic.label(step.place.source, step.place.span.clone(), "");
    Box::new(diagnostic.maybe_help(suggestion(&step.name, known)))
}

/// Walks down the path, making tables that are missing, and puts the value at its end.
fn place_value(node: &mut Node, path: &[Step], value: Node) -> Checked<()> {
    let Some((step, rest)) = path.split_first() else {
        replace(node, value);
        return Ok(());
    };
    match &mut node.value {
        Value::Array(items) => place_value(item(items, step)?, rest, value),
        Value::Table(table) => {
            if table.get(&step.name).is_none() {
                let empty = Node { place: step.place.clone(), value: Value::Table(Table::default()) };
                table.set(step.key(), if rest.is_empty() { value.clone() } else { empty });
            }
            table.get_mut(&step.name).map_or(Ok(()), |next| place_value(next, rest, value))
        }
        Value::Integer(_) | Value::Float(_) => {
            // `stake.low=0.1` on a plain number: the number becomes the value of a quantity's table.
            let number = node.clone();
            let key = Key { name: "value".into(), place: number.place.clone() };
            let mut table = Table::default();
            table.set(key, number);
            node.value = Value::Table(table);
            place_value(node, path, value)
        }
        other => {
            let message = format!("{} is inside {}, which has no parts", quoted(&step.name), other.kind());
            Err(Box::new(Diagnostic::error("override", message).label(step.place.source, step.place.span.clone(), "")))
        }
    }
}

/// The array's item that a step names: by number from 0, or by its `id`.
fn item<'n>(items: &'n mut [Node], step: &Step) -> Checked<&'n mut Node> {
    let ids: Vec<String> = items.iter().filter_map(id).map(str::to_owned).collect();
    let count = items.len();
    let found = match step.name.parse::<usize>() {
        Ok(index) => items.get_mut(index),
        Err(_) => items.iter_mut().find(|node| id(node) == Some(&step.name)),
    };
    let owner = if count == 1 {
        "a list of 1 entry (number 0)".into()
    } else {
        format!("a list of {count} entries, numbered from 0")
    };
    found.ok_or_else(|| unknown(step, &owner, ids.iter().map(String::as_str)))
}

/// Puts a value in the place of another. A number in the place of a quantity's table becomes its fixed value, by the
/// user's judgement; unit and source stay.
fn replace(node: &mut Node, value: Node) {
    let number = matches!(value.value, Value::Integer(_) | Value::Float(_));
    match &mut node.value {
        Value::Table(table) if number && table.get("value").is_some() => {
            let mut kept = Table::default();
            for (key, node) in table.iter().filter(|(key, _)| KEPT.contains(&key.name.as_str())) {
                kept.set(key.clone(), node.clone());
            }
            let place = value.place.clone();
            let status = Node { place: place.clone(), value: Value::String("judgement".into()) };
            kept.set(Key { name: "value".into(), place: place.clone() }, value);
            kept.set(Key { name: "status".into(), place }, status);
            *table = kept;
        }
        _ => *node = value,
    }
}
