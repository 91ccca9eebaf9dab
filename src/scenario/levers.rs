//! Levers: the option that holds for each, and what it changes.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report, SourceId, Sources, quoted, suggestion};
use crate::scenario::decode::Decoder;
use crate::scenario::entries::Entries;
use crate::scenario::file::Lever;
use crate::scenario::node::{Node, Place, Value};
use crate::scenario::overrides;
use crate::scenario::spec::{Spec, map, table};

/// The option that holds for each lever, by identifiers.
pub type Choices = BTreeMap<String, String>;

/// The levers of a tree, as far as they are sound; what is wrong with them is reported with the rest of the tree.
pub fn read(root: &Node, files: &[SourceId], sources: &Sources) -> Entries<Lever> {
    let Value::Table(tables) = &root.value else { return Entries::default() };
    let Some(node) = tables.get("levers") else { return Entries::default() };
    let mut unread = Report::default();
    let mut decoder = Decoder::new(sources, files, &mut unread);
    map(table::<Lever>()).decode(node, &mut decoder).unwrap_or_default()
}

/// The option that holds for each lever: the one given by `ID=OPTION`, else its default. Mistakes go to the report.
pub fn choose(levers: &Entries<Lever>, given: &[String], sources: &mut Sources, report: &mut Report) -> Choices {
    let defaults = levers.iter().map(|lever| (lever.id.value.clone(), lever.value.default.value.clone()));
    let mut choices: Choices = defaults.collect();
    let mut chosen = Choices::new();
    for text in given {
        let source = sources.add("--lever", text.as_str());
        match chosen_option(levers, text, source) {
            Ok((lever, option)) if chosen.contains_key(&lever) => {
                let message = format!("the lever {} is given twice", quoted(&lever));
                let place = Place { source, span: 0..text.len() };
                let help = format!("choose one of its options, {} or another", quoted(&option));
                report.push(problem(message, &place, Some(help)));
            }
            Ok((lever, option)) => {
                chosen.insert(lever.clone(), option.clone());
                choices.insert(lever, option);
            }
            Err(diagnostic) => report.push(*diagnostic),
        }
    }
    choices
}

/// The lever and the option that `ID=OPTION` names.
fn chosen_option(levers: &Entries<Lever>, text: &str, source: SourceId) -> Result<(String, String), Box<Diagnostic>> {
    let place = |start: usize, part: &str| {
        let start = start + (part.len() - part.trim_start().len());
        Place { source, span: start..start + part.trim().len() }
    };
    let Some((id, option)) = text.split_once('=') else {
        let help = Some("write it like `patriots=deployed`".into());
        return Err(Box::new(problem("a lever needs its name, `=` and an option".into(), &place(0, text), help)));
    };
    let Some(lever) = levers.get(id.trim()) else {
        let message = format!("there is no lever {}", quoted(id.trim()));
        let help = suggestion(id.trim(), levers.iter().map(|lever| lever.id.as_str()));
        let help = help.or_else(|| Some("the scenario has no `[levers.ID]`".into()).filter(|_| levers.is_empty()));
        return Err(Box::new(problem(message, &place(0, id), help)));
    };
    if lever.options.get(option.trim()).is_none() {
        let message = format!("the lever {} has no option {}", quoted(id.trim()), quoted(option.trim()));
        let help = suggestion(option.trim(), lever.options.iter().map(|option| option.id.as_str()));
        return Err(Box::new(problem(message, &place(id.len() + 1, option), help)));
    }
    Ok((id.trim().into(), option.trim().into()))
}

/// A mistake in a lever or in the choice of its option.
pub fn problem(message: String, place: &Place, help: Option<String>) -> Diagnostic {
    Diagnostic::error("lever", message).label(place.source, place.span.clone(), "").maybe_help(help)
}

/// The texts of the files once more, for the values of levers: what a table of the file says of how its numbers are
/// known does not hold for a lever's, which count as judgements like those of `--set`.
pub struct Lifted(BTreeMap<SourceId, SourceId>);

impl Lifted {
    /// Adds the texts once more.
    pub fn new(files: &[SourceId], sources: &mut Sources) -> Lifted {
        Lifted(files.iter().map(|&file| (file, sources.again(file))).collect())
    }

    fn place(&self, place: &mut Place) {
        place.source = self.0.get(&place.source).copied().unwrap_or(place.source);
    }

    fn node(&self, node: &mut Node) {
        self.place(&mut node.place);
        match &mut node.value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.node(item)),
            Value::Table(table) => table.entries_mut().iter_mut().for_each(|(key, node)| {
                self.place(&mut key.place);
                self.node(node);
            }),
            _ => {}
        }
    }
}

/// Puts what the chosen options set into the tree, lever by lever in the order of the file.
pub fn apply(root: &mut Node, levers: &Entries<Lever>, choices: &Choices, lifted: &Lifted, report: &mut Report) {
    for lever in levers.in_file_order() {
        let option = choices.get(&lever.id.value).and_then(|option| lever.value.options.get(option));
        for assignment in option.iter().flat_map(|option| &option.set) {
            let mut place = Place { source: assignment.path.source, span: assignment.path.span.clone() };
            lifted.place(&mut place);
            let mut value = assignment.node.clone();
            lifted.node(&mut value);
            if let Err(diagnostic) = overrides::put(root, &assignment.path, &place, value) {
                report.push(*diagnostic);
            }
        }
    }
}
