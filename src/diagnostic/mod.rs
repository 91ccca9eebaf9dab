//! What is wrong with an input and where: many findings at once, each with its place, what was expected, and what
//! to do.

mod escape;
mod nearest;
mod render;

use std::ops::Range;

pub use crate::diagnostic::escape::{cut, quoted, visible};
pub use crate::diagnostic::nearest::{nearest, suggestion};
pub use crate::diagnostic::render::{Style, render, summary, to_json};

/// A text that diagnostics point into: the scenario file, or one `--set`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(usize);

/// Every text that diagnostics point into, with the name it is shown under.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    entries: Vec<(String, String)>,
}

impl Sources {
    /// Adds a text under the name that messages show for it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.entries.push((name.into(), text.into()));
        SourceId(self.entries.len() - 1)
    }

    /// Adds a text once more, to tell two uses of it apart that messages show alike.
    pub fn again(&mut self, source: SourceId) -> SourceId {
        let (name, text) = (self.name(source).to_owned(), self.text(source).to_owned());
        self.add(name, text)
    }

    /// The name a text is shown under; empty when the text belongs to other `Sources`.
    pub fn name(&self, source: SourceId) -> &str {
        self.entries.get(source.0).map_or("", |(name, _)| name)
    }

    /// The text; empty when it belongs to other `Sources`.
    pub fn text(&self, source: SourceId) -> &str {
        self.entries.get(source.0).map_or("", |(_, text)| text)
    }

    /// The part of a text that a span covers; empty when the span is not one of the text's.
    pub fn slice(&self, source: SourceId, span: &Range<usize>) -> &str {
        self.text(source).get(span.clone()).unwrap_or("")
    }

    /// Line and column of a byte offset, both counted from 1, the column in characters.
    pub fn position(&self, source: SourceId, offset: usize) -> (usize, usize) {
        let text = self.text(source);
        let before = &text[..boundary_before(text, offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// The last character boundary of the text at or before a byte offset.
pub fn boundary_before(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0)
}

/// Whether a finding stops the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input cannot be used.
    Error,
    /// The input can be used, but deserves a second look.
    Warning,
}

impl Severity {
    /// The word messages use.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A place in a text with a remark on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The text.
    pub source: SourceId,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What there is to say about the place; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the work.
    pub severity: Severity,
    /// Its kind, for scripts: `unknown-key`.
    pub code: &'static str,
    /// One sentence: what is wrong.
    pub message: String,
    /// Where: the first is the main place, the others are related ones.
    pub labels: Vec<Label>,
    /// What the reader should know besides.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding that stops the work, without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message.into())
    }

    /// A finding that deserves a second look, without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Diagnostic {
        Diagnostic { severity, code, message, labels: Vec::new(), notes: Vec::new(), help: None }
    }

    /// Adds a place; the first one added is the main place.
    pub fn label(self, source: SourceId, span: Range<usize>, text: impl Into<String>) -> Diagnostic {
        self.with_label(Label { source, span, text: text.into() })
    }

    /// Adds a place; the first one added is the main place.
    pub fn with_label(mut self, label: Label) -> Diagnostic {
        self.labels.push(label);
        self
    }

    /// Adds something the reader should know besides.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// Says what to do, if there is something to say.
    pub fn maybe_help(mut self, text: Option<String>) -> Diagnostic {
        self.help = text.or(self.help);
        self
    }

    /// Findings without a place come first, then by text and position.
    fn order(&self) -> Option<(SourceId, usize)> {
        self.labels.first().map(|label| (label.source, label.span.start))
    }
}

/// Findings collected while an input is read.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Report {
    /// Most findings that are shown at once.
    pub const SHOWN: usize = 100;

    /// Most findings that are kept; a hostile file can hold millions, which are only counted.
    const KEPT: usize = 10_000;

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        // An error is kept even when warnings fill the report: it tells why the work stopped.
        if self.diagnostics.len() < Report::KEPT || (diagnostic.severity == Severity::Error && self.errors == 1) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Adds all findings of another report.
    pub fn append(&mut self, other: Report) {
        let (errors, warnings) = (self.errors + other.errors, self.warnings + other.warnings);
        other.diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
        (self.errors, self.warnings) = (errors, warnings);
    }

    /// The findings kept, in the order of their places; those at the same place in the order they were found.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        sorted.sort_by_key(|diagnostic| diagnostic.order());
        sorted
    }

    /// The errors kept, in the order they were found.
    pub fn errors_only(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Number of warnings.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// Whether anything stops the work.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Number of findings.
    pub fn len(&self) -> usize {
        self.errors + self.warnings
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
