//! Decodes a scenario, and tries whether every option of its levers can be chosen.

use crate::diagnostic::{Report, SourceId, Sources, quoted};
use crate::scenario::build::build;
use crate::scenario::check::check;
use crate::scenario::decode::Decoder;
use crate::scenario::entries::{Entries, Entry};
use crate::scenario::file::{File, Lever, LeverOption};
use crate::scenario::levers::{Choices, Lifted, apply, problem};
use crate::scenario::node::{Node, Place};
use crate::scenario::references::check_references;

/// Most options of all levers together: each is tried whenever the scenario is loaded.
const MOST_OPTIONS: usize = 100;

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
