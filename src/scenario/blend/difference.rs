//! Where two trees differ, and taking single differences over from one into the other.

use crate::scenario::merge::id;
use crate::scenario::node::{Key, Node, Table, Value};

/// Keys of the first level that say nothing of the history that is played.
const RECORDED: [&str; 9] =
    ["schema", "sources", "outcomes", "questions", "observations", "levers", "extends", "remove", "replace"];

/// Keys that are read by people alone, or say how a number is known.
const WORDS: [&str; 8] = ["name", "short", "note", "title", "summary", "author", "marking", "origin"];
const KNOWN_BY: [&str; 2] = ["status", "source"];

/// Keys of a quantity's table that decide its values.
const DECISIVE: [&str; 4] = ["value", "dist", "low", "high"];

/// A place where two trees have different values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    /// Names of the tables and keys that lead to it; an entry of a list by its `id`.
    pub path: Vec<String>,
    /// The value of the first tree, if it has one there.
    pub first: Option<Node>,
    /// The value of the second.
    pub second: Option<(Key, Node)>,
}

impl Difference {
    /// The dotted path.
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }
}

/// Every place where two trees differ, as far as what is played depends on it.
pub(super) fn differences(first: &Node, second: &Node) -> Vec<Difference> {
    let mut found = Vec::new();
    if let (Value::Table(one), Value::Table(other)) = (&first.value, &second.value) {
        compare_tables(one, other, &mut Vec::new(), &mut found);
    }
    found
}

/// Whether a key of the first level, or one below it, has no part in what is played.
fn is_idle(outermost: bool, key: &str) -> bool {
    if outermost { RECORDED.contains(&key) } else { WORDS.contains(&key) || KNOWN_BY.contains(&key) }
}

fn compare_tables(first: &Table, second: &Table, path: &mut Vec<String>, found: &mut Vec<Difference>) {
    let outermost = path.is_empty();
    let counterpart = |name: &str| second.iter().find(|(key, _)| key.name == name);
    let own = first.iter().map(|(key, node)| (&key.name, Some(node), counterpart(&key.name)));
    let new = second.iter().filter(|(key, _)| first.get(&key.name).is_none());
    let new = new.map(|entry| (&entry.0.name, None, Some(entry)));
    for (name, one, other) in own.chain(new).filter(|(name, ..)| !is_idle(outermost, name)) {
        path.push(name.clone());
        compare(one, other, path, found);
        path.pop();
    }
}

fn compare(first: Option<&Node>, second: Option<&(Key, Node)>, path: &mut Vec<String>, found: &mut Vec<Difference>) {
    match (first.map(|node| &node.value), second.map(|(_, node)| &node.value)) {
        (Some(Value::Table(one)), Some(Value::Table(other))) if !is_quantity(one) && !is_quantity(other) => {
            compare_tables(one, other, path, found);
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) if by_id(one) && by_id(other) => {
            compare_lists(one, other, path, found);
        }
        (Some(one), Some(other)) if same(one, other) => {}
        _ => found.push(Difference { path: path.clone(), first: first.cloned(), second: second.cloned() }),
    }
}

/// Entries of lists by their `id`; one that differs is taken over as a whole.
fn compare_lists(first: &[Node], second: &[Node], path: &[String], found: &mut Vec<Difference>) {
    let named = |items: &[Node], name: &str| items.iter().find(|node| id(node) == Some(name)).cloned();
    let names = first.iter().filter_map(id);
    let new = second.iter().filter_map(id).filter(|name| named(first, name).is_none());
    for name in names.chain(new) {
        let (one, other) = (named(first, name), named(second, name));
        if let (Some(one), Some(other)) = (&one, &other)
            && same(&one.value, &other.value)
        {
            continue;
        }
        let path = path.iter().cloned().chain([name.to_owned()]).collect();
        let second = other.map(|node| (Key { name: name.into(), place: node.place.clone() }, node));
        found.push(Difference { path, first: one, second });
    }
}

/// Whether every entry of a list has an `id`.
fn by_id(items: &[Node]) -> bool {
    !items.is_empty() && items.iter().all(|node| id(node).is_some())
}

/// Whether a table states a number.
fn is_quantity(table: &Table) -> bool {
    matches!(table.get("value").map(|node| &node.value), Some(Value::Integer(_) | Value::Float(_)))
}

/// Whether two values are played alike, wherever they stand.
pub(super) fn same(first: &Value, second: &Value) -> bool {
    match (first, second) {
        (Value::Table(one), Value::Table(other)) if is_quantity(one) && is_quantity(other) => {
            DECISIVE.iter().all(|key| same_entry(one.get(key), other.get(key)))
        }
        (Value::Table(table), other @ (Value::Integer(_) | Value::Float(_)))
        | (other @ (Value::Integer(_) | Value::Float(_)), Value::Table(table)) => {
            let alone = DECISIVE[1..].iter().all(|key| table.get(key).is_none());
            alone && table.get("value").is_some_and(|node| same(&node.value, other))
        }
        (Value::Table(one), Value::Table(other)) => {
            let has = |table: &Table, key: &Key| table.get(&key.name).is_some();
            one.iter().all(|(key, node)| same_entry(Some(node), other.get(&key.name)))
                && other.iter().all(|(key, _)| has(one, key))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(&one.value, &other.value))
        }
        (Value::Integer(one), Value::Float(other)) | (Value::Float(other), Value::Integer(one)) => {
            *one as f64 == *other
        }
        _ => first == second,
    }
}

fn same_entry(first: Option<&Node>, second: Option<&Node>) -> bool {
    match (first, second) {
        (Some(one), Some(other)) => same(&one.value, &other.value),
        (None, None) => true,
        _ => false,
    }
}

/// Puts the second tree's value of a difference into a tree like the first, or takes out what the second does not have.
pub(super) fn take_over(root: &mut Node, difference: &Difference) {
    let Some((last, parents)) = difference.path.split_last() else { return };
    let mut node = root;
    for name in parents {
        let below = match &mut node.value {
            Value::Table(table) => table.get_mut(name),
            Value::Array(items) => items.iter_mut().find(|node| id(node) == Some(name)),
            _ => None,
        };
        let Some(below) = below else { return };
        node = below;
    }
    match (&mut node.value, difference.second.clone()) {
        (Value::Table(table), Some((key, value))) => table.set(key, value),
        (Value::Table(table), None) => drop(table.take(last)),
        (Value::Array(items), Some((_, value))) => match items.iter_mut().find(|node| id(node) == Some(last)) {
            Some(item) => *item = value,
            None => items.push(value),
        },
        (Value::Array(items), None) => items.retain(|node| id(node) != Some(last)),
        _ => {}
    }
}
