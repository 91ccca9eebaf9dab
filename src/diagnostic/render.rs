//! Shows findings: as text with the place and a caret, as one line, and as JSON.

use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Label, Report, Severity, SourceId, Sources, boundary_before, visible};

/// Whether text for people carries colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without.
    Plain,
    /// With ANSI colours.
    Colour,
}

impl Style {
    /// Colours when standard error is a terminal and `NO_COLOR` is unset or empty (no-color.org).
    pub fn for_standard_error() -> Style {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if std::io::stderr().is_terminal() && !refused { Style::Colour } else { Style::Plain }
    }
}

/// Every finding as text, by position, the first [`Report::SHOWN`] of them, each followed by an empty line.
pub fn render(report: &Report, sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let sorted = report.sorted();
    let mut text = String::new();
    for diagnostic in sorted.iter().take(Report::SHOWN) {
        text.push_str(&render_one(diagnostic, sources, &renderer));
        text.push_str("\n\n");
    }
    if report.len() > Report::SHOWN {
        text.push_str(&format!("… and {} more\n\n", report.len() - Report::SHOWN));
    }
    text
}

/// The findings in one line: `error: 3 errors and 1 warning in scenarios/x.toml`; `None` when there is none.
pub fn summary(report: &Report, name: &str) -> Option<String> {
    let count = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{number} {word}s")),
    };
    let counts: Vec<String> =
        [count(report.errors(), "error"), count(report.warnings(), "warning")].into_iter().flatten().collect();
    let severity = if report.has_errors() { Severity::Error } else { Severity::Warning };
    (!counts.is_empty()).then(|| format!("{}: {} in {}", severity.word(), counts.join(" and "), visible(name)))
}

/// Findings for scripts: `{"errors", "warnings", "omitted", "diagnostics": [{"severity", "code", "message", "labels",
/// "notes", "help"}]}`; each label has `file`, `line`, `column`, `end_line`, `end_column` (from 1, in characters, the
/// end exclusive) and `text`.
pub fn to_json(report: &Report, sources: &Sources) -> Value {
    let sorted = report.sorted();
    let shown: Vec<Value> =
        sorted.iter().take(Report::SHOWN).map(|diagnostic| diagnostic_to_json(diagnostic, sources)).collect();
    json!({
        "errors": report.errors(),
        "warnings": report.warnings(),
        "omitted": report.len() - shown.len(),
        "diagnostics": shown,
    })
}

fn diagnostic_to_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let label = |label: &Label| {
        let (line, column) = sources.position(label.source, label.span.start);
        let (end_line, end_column) = sources.position(label.source, label.span.end);
        let file = sources.name(label.source);
        json!({ "file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column, "text": label.text })
    };
    json!({
        "severity": diagnostic.severity.word(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "labels": diagnostic.labels.iter().map(label).collect::<Vec<_>>(),
        "notes": diagnostic.notes,
        "help": diagnostic.help,
    })
}

fn render_one(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(visible(&diagnostic.message)).id(diagnostic.code));
    for snippet in snippets(diagnostic, sources) {
        group = group.element(snippet);
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(visible(note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    renderer.render(&[group])
}

/// One snippet for each text the labels point into, in order of first mention.
fn snippets<'a>(diagnostic: &Diagnostic, sources: &Sources) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let mut order: Vec<SourceId> = Vec::new();
    for label in &diagnostic.labels {
        if !order.contains(&label.source) {
            order.push(label.source);
        }
    }
    order.into_iter().map(|source| snippet(diagnostic, source, sources)).collect()
}

/// The lines that the labels touch, escaped, with the labels' spans moved accordingly.
fn snippet<'a>(
    diagnostic: &Diagnostic,
    source: SourceId,
    sources: &Sources,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = sources.text(source);
    let spans: Vec<Range<usize>> = diagnostic.labels.iter().map(|label| clamped(&label.span, text)).collect();
    let touched = || diagnostic.labels.iter().zip(&spans).filter(|(label, _)| label.source == source);
    let first = touched().map(|(_, span)| span.start).min().unwrap_or(0);
    let last = touched().map(|(_, span)| span.end).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline);
    // A Windows line end belongs to the line end, not to the line.
    let end = if end > last && text[..end].ends_with('\r') { end - 1 } else { end };

    let shown = |offset: usize| visible(&text[start..offset].replace("\r\n", "\n")).len();
    let annotations = touched().enumerate().map(|(position, (label, span))| {
        let kind = if position == 0 && diagnostic.labels[0].source == source {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let remark = Some(visible(&label.text)).filter(|text| !text.is_empty());
        kind.span(shown(span.start)..shown(span.end)).label(remark)
    });
    let annotations: Vec<_> = annotations.collect();
    let (line, _) = sources.position(source, start);
    Snippet::source(visible(&text[start..end].replace("\r\n", "\n")))
        .line_start(line)
        .path(visible(sources.name(source)))
        .annotations(annotations)
}

/// The span moved inside the text and onto character boundaries.
fn clamped(span: &Range<usize>, text: &str) -> Range<usize> {
    let start = boundary_before(text, span.start);
    start..boundary_before(text, span.end).max(start)
}
