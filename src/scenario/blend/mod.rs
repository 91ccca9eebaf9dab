//! Two sides of a comparison, and everything between them: the scenario with some of the changes made that lead from one
//! to the other.

mod difference;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::diagnostic::{Report, SourceId, Sources};
use crate::engine::Plan;
use crate::scenario::blend::difference::{Difference, differences, same, take_over};
use crate::scenario::build::build;
use crate::scenario::entries::Entries;
use crate::scenario::extend::{Extended, extend};
use crate::scenario::file::Lever;
use crate::scenario::levers::{self, Choices, Lifted};
use crate::scenario::load::Variant;
use crate::scenario::names::{entry_names, path_label};
use crate::scenario::node::{Node, Value, parse};
use crate::scenario::read::read;
use crate::scenario::{overrides, trial};

/// Most tables that are told apart; where more differ, all of a kind are one change.
const MOST_TABLES: usize = 12;

/// Longest text of a value in a setting, in characters.
const SHOWN: usize = 48;

/// One value that a change sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Dotted path.
    pub path: String,
    /// As the first side writes it, if it does.
    pub from: Option<String>,
    /// As the second side writes it, if it does.
    pub to: Option<String>,
}

/// Something that leads from one side to the other and is made as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// `lever.ID`, the path of an override, or the table that differs.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// What it sets.
    pub settings: Vec<Setting>,
}

/// Both sides, read, with all that differs.
pub struct Sides {
    sources: Sources,
    files: Vec<SourceId>,
    first: Node,
    changes: Vec<(Change, Vec<Difference>)>,
    outcomes: Vec<String>,
}

/// A side as it is read.
struct Side {
    root: Node,
    files: Vec<SourceId>,
    levers: Entries<Lever>,
    choices: Choices,
    overrides: Vec<String>,
}

impl Sides {
    /// Reads both sides; `None` when one has mistakes. Whoever wants to know them loads it alone.
    pub fn load(first: (&Path, &Variant), second: (&Path, &Variant)) -> Option<Sides> {
        let mut sources = Sources::default();
        let [one, other] = [Side::read(first, &mut sources)?, Side::read(second, &mut sources)?];
        let found = differences(&one.root, &other.root);
        let changes = split_single(grouped(found, &one, &other), &entry_names(&one.root));
        let files = one.files.iter().chain(&other.files).copied().collect();
        Some(Sides { outcomes: alike(&one.root, &other.root), files, first: one.root, changes, sources })
    }

    /// The changes that lead from the first side to the second.
    pub fn changes(&self) -> impl ExactSizeIterator<Item = &Change> {
        self.changes.iter().map(|(change, _)| change)
    }

    /// Identifiers of the outcomes, questions among them as `question.ID`, that both sides define alike.
    pub fn outcomes(&self) -> &[String] {
        &self.outcomes
    }

    /// The first side with some of the changes made.
    ///
    /// # Errors
    /// With the first mistake, when the changes do not go without each other.
    pub fn plan(&self, made: &[bool]) -> Result<Plan, String> {
        let mut root = self.first.clone();
        let chosen = self.changes.iter().zip(made).filter(|(_, made)| **made);
        for difference in chosen.flat_map(|((_, differences), _)| differences) {
            take_over(&mut root, difference);
        }
        let mut report = Report::default();
        let file = trial::decode(&root, &self.files, &self.sources, &mut report).filter(|_| !report.has_errors());
        let plan = file.and_then(|file| build(&file, &mut report)).filter(|_| !report.has_errors());
        plan.ok_or_else(|| report.errors_only().next().map_or_else(String::new, |found| found.message.clone()))
    }
}

impl Side {
    fn read((path, variant): (&Path, &Variant), sources: &mut Sources) -> Option<Side> {
        let name = path.display().to_string();
        let text = read(path, &name).ok()?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut report = Report::default();
        let source = sources.add(name, text);
        let root = parse(text, source, &mut report)?;
        let Extended { mut root, sources: files, .. } = extend(root, source, Some(path), sources, &mut report)?;
        let levers = levers::read(&root, &files, sources);
        let choices = levers::choose(&levers, &variant.levers, sources, &mut report);
        let lifted = Lifted::new(&files, sources);
        levers::apply(&mut root, &levers, &choices, &lifted, &mut report);
        for text in &variant.overrides {
            overrides::apply(&mut root, text, sources, &mut report);
        }
        let overrides = variant.overrides.clone();
        (!report.has_errors()).then_some(Side { root, files, levers, choices, overrides })
    }

    /// Paths that an option of a lever sets.
    fn set_by(&self, lever: &str, option: Option<&String>) -> Vec<String> {
        let option = option.and_then(|option| self.levers.get(lever)?.options.get(option));
        option.iter().flat_map(|option| &option.set).map(|assignment| assignment.path.value.clone()).collect()
    }

    /// A lever's name and that of the option that holds.
    fn lever_label(&self, lever: &str) -> String {
        let Some(known) = self.levers.get(lever) else { return lever.into() };
        let option = self.choices.get(lever).and_then(|option| known.options.get(option));
        match option {
            Some(option) => format!("{}: {}", known.name.value, option.name.value),
            None => known.name.value.clone(),
        }
    }
}

/// A change to be found among the differences: its identifier, its name, and the paths it sets.
type Wanted = (String, String, Vec<String>);

/// What the user asked for: overrides of either side, then levers whose options differ.
fn wanted(one: &Side, other: &Side) -> Vec<Wanted> {
    let only = |own: &Side, others: &Side| -> Vec<String> {
        own.overrides.iter().filter(|text| !others.overrides.contains(text)).cloned().collect()
    };
    let mut all: Vec<Wanted> = Vec::new();
    for text in only(other, one).into_iter().chain(only(one, other)) {
        let path = text.split_once('=').map_or(text.as_str(), |(path, _)| path).trim().to_owned();
        if all.iter().all(|(id, ..)| *id != path) {
            all.push((path.clone(), path_label(&path, &entry_names(&one.root)), vec![path]));
        }
    }
    let levers: BTreeSet<&String> = one.choices.keys().chain(other.choices.keys()).collect();
    for lever in levers.into_iter().filter(|lever| one.choices.get(*lever) != other.choices.get(*lever)) {
        let paths = [one, other].into_iter().flat_map(|side| side.set_by(lever, side.choices.get(lever))).collect();
        let named = if other.choices.contains_key(lever) { other } else { one };
        all.push((format!("lever.{lever}"), named.lever_label(lever), paths));
    }
    all
}

/// Differences by the change they belong to; what no lever and no override sets, by the table it is in.
fn grouped(found: Vec<Difference>, one: &Side, other: &Side) -> Vec<(Change, Vec<Difference>)> {
    let groups = grouped_to(2, found.clone(), (one, other));
    if groups.len() <= MOST_TABLES { groups } else { grouped_to(1, found, (one, other)) }
}

/// The same, with tables told apart by this many names of their path.
fn grouped_to(depth: usize, found: Vec<Difference>, (one, other): (&Side, &Side)) -> Vec<(Change, Vec<Difference>)> {
    let wanted = wanted(one, other);
    let mut groups: Vec<(String, String, Vec<Difference>)> =
        wanted.iter().map(|(id, label, _)| (id.clone(), label.clone(), Vec::new())).collect();
    for difference in found {
        let path = difference.dotted();
        let owner = wanted.iter().position(|(.., paths)| paths.iter().any(|set| overlap(set, &path)));
        let owner = owner.unwrap_or_else(|| {
            let table = difference.path.iter().take(depth).cloned().collect::<Vec<_>>().join(".");
            groups.iter().position(|(id, ..)| *id == table).unwrap_or_else(|| {
                groups.push((table.clone(), entity_label(&table, [&other.root, &one.root]), Vec::new()));
                groups.len() - 1
            })
        });
        groups[owner].2.push(difference);
    }
    let groups = groups.into_iter().filter(|(.., differences)| !differences.is_empty());
    groups
        .map(|(id, label, differences)| {
            let settings = differences.iter().map(setting).collect();
            (Change { id, label, settings }, differences)
        })
        .collect()
}

/// Whether one path is the other or lies below it.
fn overlap(one: &str, other: &str) -> bool {
    let below = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('.'));
    one == other || below(one, other) || below(other, one)
}

/// The name of a table's entity, with its kind: `Türkiye (actors)`.
fn entity_label(table: &str, roots: [&Node; 2]) -> String {
    let (kind, id) = table.split_once('.').unwrap_or((table, ""));
    let name = roots.iter().find_map(|root| match &at(at(at(root, kind)?, id)?, "name")?.value {
        Value::String(name) => Some(name.clone()),
        _ => None,
    });
    name.map_or_else(|| table.into(), |name| format!("{name} ({kind})"))
}

fn at<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Table(table) => table.get(name),
        _ => None,
    }
}

fn setting(difference: &Difference) -> Setting {
    Setting {
        path: difference.dotted(),
        from: difference.first.as_ref().map(|node| shown(&node.value)),
        to: difference.second.as_ref().map(|(_, node)| shown(&node.value)),
    }
}

/// A value in a few words: the number of a quantity with its range, the size of what has parts.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(condition) => condition.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Table(table) => {
            let part = |key: &str| table.get(key).map(|node| shown(&node.value));
            match (part("value"), part("low"), part("high")) {
                (Some(value), Some(low), Some(high)) => format!("{value} ({low} to {high})"),
                (Some(value), ..) => value,
                (None, ..) => format!("a table of {}", table.iter().len()),
            }
        }
        Value::Rejected => "unusable".into(),
    };
    if text.chars().count() <= SHOWN { text } else { text.chars().take(SHOWN - 1).chain(['…']).collect() }
}

/// Splits the only change into the values it sets, so that there is something to tell apart.
fn split_single(
    mut groups: Vec<(Change, Vec<Difference>)>,
    names: &BTreeMap<String, String>,
) -> Vec<(Change, Vec<Difference>)> {
    match groups.pop() {
        Some((_, differences)) if groups.is_empty() && differences.len() > 1 => {
            let alone = |difference: Difference| {
                let setting = setting(&difference);
                let label = path_label(&setting.path, names);
                let change = Change { id: setting.path.clone(), label, settings: vec![setting] };
                (change, vec![difference])
            };
            differences.into_iter().map(alone).collect()
        }
        last => groups.into_iter().chain(last).collect(),
    }
}

/// Identifiers of the outcomes and questions that both trees define alike.
fn alike(one: &Node, other: &Node) -> Vec<String> {
    let mut all = Vec::new();
    for (kind, prefix, decisive) in
        [("outcomes", "", ["expression", "unit"].as_slice()), ("questions", "question.", ["condition"].as_slice())]
    {
        let Some(Value::Table(table)) = at(one, kind).map(|node| &node.value) else { continue };
        for (key, node) in table.iter() {
            let counterpart = at(other, kind).and_then(|node| at(node, &key.name));
            let same_key = |name: &&str| {
                let [own, others] = [Some(node), counterpart].map(|node| node.and_then(|node| at(node, name)));
                match (own, others) {
                    (Some(own), Some(others)) => same(&own.value, &others.value),
                    (None, None) => true,
                    _ => false,
                }
            };
            if counterpart.is_some() && decisive.iter().all(same_key) {
                all.push(format!("{prefix}{}", key.name));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests;
