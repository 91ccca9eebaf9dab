//! Levers: the option that holds for each, what it changes, and whether every option can be chosen.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report, SourceId, Sources, quoted};
use crate::scenario::build::build;
use crate::scenario::check::check;
use crate::scenario::decode::Decoder;
use crate::scenario::entries::{Entries, Entry};
use crate::scenario::file::{File, Lever, LeverOption};
use crate::scenario::nearest::suggestion;
use crate::scenario::node::{Node, Place, Value};
use crate::scenario::overrides;
use crate::scenario::references::check_references;
use crate::scenario::spec::{Spec, map, table};

/// Most options of all levers together: each is tried when the scenario is loaded.
const MOST_OPTIONS: usize = 100;

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
                report.push(problem(
                    message,
                    &place,
                    Some(format!("choose one of its options: not both {option} and another")),
                ));
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

fn problem(message: String, place: &Place, help: Option<String>) -> Diagnostic {
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

/// A scenario without what `--set` changes, to try its levers on.
pub struct Trial<'t> {
    /// The tree before any lever.
    pub root: &'t Node,
    /// Its levers.
    pub levers: &'t Entries<Lever>,
    /// The options that hold.
    pub choices: &'t Choices,
    /// The files among the sources.
    pub files: &'t [SourceId],
    /// The texts of the levers' values.
    pub lifted: &'t Lifted,
    /// Every text.
    pub sources: &'t Sources,
}

impl Trial<'_> {
    /// Tries every option that does not hold, each with those of the other levers that do, and reports what is wrong with
    /// it alone.
    pub fn check(&self, report: &mut Report) {
        let count: usize = self.levers.iter().map(|lever| lever.value.options.len()).sum();
        if count > MOST_OPTIONS {
            if let Some(first) = self.levers.iter().next() {
                let message = format!("the levers have {count} options, the most is {MOST_OPTIONS}");
                let place = Place { source: first.id.source, span: first.id.span.clone() };
                report.push(problem(message, &place, Some("leave out some".into())));
            }
            return;
        }
        let known = self.found(self.choices);
        for lever in self.levers.in_file_order() {
            let holds = self.choices.get(&lever.id.value);
            for option in lever.value.options.in_file_order().into_iter().filter(|it| Some(&it.id.value) != holds) {
                self.check_option(lever, option, &known, report);
            }
        }
    }

    fn check_option(&self, lever: &Entry<Lever>, option: &Entry<LeverOption>, known: &Report, report: &mut Report) {
        let mut choices = self.choices.clone();
        choices.insert(lever.id.value.clone(), option.id.value.clone());
        let found = self.found(&choices);
        for diagnostic in found.errors_only().filter(|found| known.errors_only().all(|known| known != *found)) {
            let label = option.id.label(format!("with this option of {}", quoted(&lever.id)));
            report.push(diagnostic.clone().with_label(label));
        }
    }

    /// What is found in the scenario with some options.
    fn found(&self, choices: &Choices) -> Report {
        let mut report = Report::default();
        let mut root = self.root.clone();
        apply(&mut root, self.levers, choices, self.lifted, &mut report);
        if let Some(file) = decode(&root, self.files, self.sources, &mut report).filter(|_| !report.has_errors()) {
            build(&file, &mut report);
        }
        report
    }
}

/// Decodes a tree and checks what was decoded.
pub fn decode(root: &Node, files: &[SourceId], sources: &Sources, report: &mut Report) -> Option<File> {
    let mut decoder = Decoder::new(sources, files, report);
    let file: Option<File> = decoder.structure(root);
    check_references(root, &mut decoder);
    let complete = !report.has_errors();
    if let Some(file) = &file {
        check(file, complete, report);
    }
    file
}
