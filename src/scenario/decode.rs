//! Decodes the tree by its specification, reporting every mistake on the way.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Report, SourceId, Sources, cut, nearest, quoted, suggestion};
use crate::scenario::node::{Node, Place, Table, Value};
use crate::scenario::provenance::{Provenance, Provenances};
use crate::scenario::references::Reference;
use crate::scenario::spec::{Example, Spec, Structure};

/// Findings after which no suggestions are searched for: nobody reads them, and each search costs time.
const SUGGESTED: usize = Report::SHOWN;

/// What decoding knows at a node: where it is, how plain numbers are known here, and what it has found so far.
pub struct Decoder<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The scenario's files among the texts; the others are overrides.
    pub files: &'a [SourceId],
    /// What is wrong.
    pub report: &'a mut Report,
    /// How the plain numbers of each file are known here.
    pub provenance: Provenances,
    /// Identifiers that must exist, checked once everything is decoded.
    pub references: Vec<Reference>,
    path: Vec<String>,
}

impl<'a> Decoder<'a> {
    /// A decoder at the root of a scenario.
    pub fn new(sources: &'a Sources, files: &'a [SourceId], report: &'a mut Report) -> Decoder<'a> {
        Decoder { sources, files, report, provenance: Provenances::default(), references: Vec::new(), path: Vec::new() }
    }

    /// Dotted path of the value being decoded, each part cut when it is long.
    pub fn path(&self) -> String {
        let parts: Vec<Cow<'_, str>> = self.path.iter().map(|part| cut(part)).collect();
        parts.join(".")
    }

    /// Runs `decode` one step further down the path.
    pub fn inside<T>(&mut self, name: &str, decode: impl FnOnce(&mut Decoder<'a>) -> T) -> T {
        self.path.push(name.into());
        let result = decode(self);
        self.path.pop();
        result
    }

    /// Reports an error at a place.
    pub fn error(
        &mut self,
        code: &'static str,
        place: &Place,
        message: impl Into<String>,
        label: impl Into<String>,
        help: Option<String>,
    ) {
        let diagnostic =
            Diagnostic::error(code, message).label(place.source, place.span.clone(), label).maybe_help(help);
        self.report.push(diagnostic);
    }

    /// Reports a value of the wrong kind; a rejected value has been reported already.
    pub fn wrong_kind(&mut self, node: &Node, expected: &str, help: Option<String>) {
        if node.value != Value::Rejected {
            let message = format!("`{}` must be {expected}", self.path());
            let label = format!("expected {expected}, found {}", node.value.kind());
            self.error("wrong-kind", &node.place, message, label, help);
        }
    }

    /// What to do about an unknown name.
    pub fn suggestion<'n>(&self, name: &str, candidates: impl IntoIterator<Item = &'n str> + Clone) -> Option<String> {
        if self.suggests() { suggestion(name, candidates) } else { None }
    }

    /// Whether suggestions are still searched for.
    pub fn suggests(&self) -> bool {
        self.report.len() < SUGGESTED
    }

    /// Decodes a table into a structure.
    pub fn structure<T: Structure>(&mut self, node: &Node) -> Option<T> {
        let Value::Table(table) = &node.value else {
            let help = match &node.value {
                Value::Array(_) => format!("write the header in single brackets: [{}]", self.path()),
                _ => format!("write a header [{}] and the keys under it", self.path()),
            };
            self.wrong_kind(node, "a table", Some(help));
            return None;
        };
        let outer = self.provenance.clone();
        let shares = shares_provenance::<T>();
        if shares {
            self.provenance = Provenances::read(table, &outer, self);
        }
        let mut reader = TableReader { decoder: self, table, place: &node.place, missing: Vec::new() };
        let decoded = T::decode_fields(&mut reader);
        reader.finish(&keys_of::<T>(), shares);
        self.provenance = outer;
        decoded
    }
}

/// The keys a structure has.
pub fn keys_of<T: Structure>() -> Vec<&'static str> {
    let mut keys = Vec::new();
    T::visit_fields(&mut |field| keys.push(field.name));
    keys
}

/// Whether a structure's table may say once how its plain numbers are known: it has numbers to speak of, and no keys
/// `status` or `source` of its own.
pub fn shares_provenance<T: Structure>() -> bool {
    let (mut takes, mut own) = (false, false);
    T::visit_fields(&mut |field| {
        takes |= field.form.takes_provenance();
        own |= Provenance::KEYS.contains(&field.name);
    });
    takes && !own
}

/// Decodes the keys of one table.
pub struct TableReader<'d, 'a> {
    decoder: &'d mut Decoder<'a>,
    table: &'d Table,
    place: &'d Place,
    missing: Vec<(&'static str, Example)>,
}

impl TableReader<'_, '_> {
    /// Decodes one key; `None` when it is missing or wrong.
    pub fn field<S: Spec>(&mut self, name: &'static str, spec: &S) -> Option<S::Output> {
        if let Some(node) = self.table.get(name) {
            return self.decoder.inside(name, |decoder| spec.decode(node, decoder));
        }
        let absent = spec.absent(self.place);
        if absent.is_none() {
            self.missing.push((name, spec.example()));
        }
        absent
    }

    /// Reports keys that the table does not have and keys that are missing. A missing key is not reported when an
    /// unknown one is probably meant to be it.
    fn finish(mut self, known: &[&'static str], shares_provenance: bool) {
        let extra = if shares_provenance { &Provenance::KEYS[..] } else { &[] };
        let names = known.iter().chain(extra).copied();
        for (key, _) in self.table.iter() {
            if !names.clone().any(|name| name == key.name) {
                let message = format!("unknown key {} in {}", quoted(&key.name), self.owner());
                let help = self.decoder.suggestion(&key.name, names.clone());
                let meant = nearest(&key.name, self.missing.iter().map(|(name, _)| *name));
                self.missing.retain(|(name, _)| Some(*name) != meant);
                self.decoder.error("unknown-key", &key.place, message, "", help);
            }
        }
        if !self.missing.is_empty() {
            self.report_missing();
        }
    }

    fn report_missing(self) {
        let names: Vec<String> = self.missing.iter().map(|(name, _)| format!("`{name}`")).collect();
        let message = format!("{} lacks {}", self.owner(), names.join(", "));
        let path = self.decoder.path();
        let lines = self.missing.iter().map(|(name, example)| match example {
            Example::Value(value) => format!("{name} = {value}"),
            Example::Table(suffix) if path.is_empty() => format!("[{name}{suffix}]"),
            Example::Table(suffix) => format!("[{path}.{name}{suffix}]"),
        });
        let help = format!("add\n{}", lines.collect::<Vec<String>>().join("\n"));
        self.decoder.error("missing-key", self.place, message, "", Some(help));
    }

    fn owner(&self) -> String {
        match self.decoder.path() {
            path if path.is_empty() => "the scenario".into(),
            path => format!("`{path}`"),
        }
    }
}
