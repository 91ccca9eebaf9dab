//! Mistakes of writing: the TOML parser's findings in words for people, without those that only follow from others.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report, SourceId, boundary_before, quoted};

/// The parser's words for a key or table that is given twice.
pub const DUPLICATE: &str = "duplicate key";

/// The parser's words for a key inside a list: the list before it was not closed.
const KEY_IN_LIST: &str = "unexpected `=` in array";

/// One finding of the parser.
struct Finding<'a> {
    message: &'a str,
    span: Range<usize>,
}

/// The findings of one text that starts at byte `offset` of its source, by position. Of several on one line only the
/// first is kept, of those after a list that is not closed only the list.
pub fn explain(errors: &[toml::de::Error], text: &str, offset: usize, source: SourceId) -> Vec<Diagnostic> {
    let find = |error| Finding { message: toml::de::Error::message(error), span: error.span().unwrap_or(0..0) };
    let mut findings: Vec<Finding<'_>> = errors.iter().map(find).collect();
    findings.sort_by_key(|finding| finding.span.start);
    drop_consequences(&mut findings, text);
    findings
        .iter()
        .enumerate()
        .map(|(position, finding)| {
            let mut diagnostic = if position < Report::SHOWN {
                explain_one(finding, text, source)
            } else {
                // Nobody sees it, and looking back through the text costs time.
                Diagnostic::error("syntax", format!("TOML: {}", finding.message)).label(
                    source,
                    finding.span.clone(),
                    "",
                )
            };
            for label in &mut diagnostic.labels {
                label.span = label.span.start.saturating_add(offset)..label.span.end.saturating_add(offset);
            }
            diagnostic
        })
        .collect()
}

fn drop_consequences(findings: &mut Vec<Finding<'_>>, text: &str) {
    if let Some(list) = findings.iter().position(|finding| finding.message.starts_with(KEY_IN_LIST)) {
        let line = line_start(text, findings[list].span.start);
        findings.retain(|finding| finding.span.start < line || finding.message.starts_with(KEY_IN_LIST));
        findings.truncate(findings.iter().take_while(|finding| finding.span.start < line).count() + 1);
    }
    let mut last_line = None;
    let mut repeated = 0..0;
    findings.retain(|finding| {
        let line = line_start(text, finding.span.start);
        if finding.message == DUPLICATE && text[line..].trim_start().starts_with('[') {
            repeated = line..next_header(text, finding.span.start);
        } else if finding.message == DUPLICATE && repeated.contains(&line) {
            return false;
        }
        last_line.replace(line) != Some(line)
    });
}

fn explain_one(finding: &Finding<'_>, text: &str, source: SourceId) -> Diagnostic {
    let span = finding.span.clone();
    if finding.message == DUPLICATE {
        return duplicate(span, text, source);
    }
    let (what, expected) = finding.message.split_once(", expected ").unwrap_or((finding.message, ""));
    let say = |message: &str, span: Range<usize>, help: String| {
        Diagnostic::error("syntax", format!("TOML: {message}")).label(source, span, "").help(help)
    };
    let before = text[..boundary_before(text, span.start)].trim_end();
    match what {
        "string values must be quoted" => {
            let help = bare_value(&text[boundary_before(text, span.start)..boundary_before(text, span.end)]);
            say("this is no number, date, `true` or `false`", span, help)
        }
        "unexpected key or value" if text[boundary_before(text, span.start)..].starts_with(',') => say(
            "a value ends before this comma",
            span,
            "write decimals with a point, thousands with `_`: 1_200.5".into(),
        ),
        "invalid unquoted key" | "key with no value"
            if before.ends_with(':') || text[boundary_before(text, span.start)..].starts_with(':') =>
        {
            let colon = if before.ends_with(':') { before.len() - 1 } else { span.start };
            say("a key and its value are joined by `=`", colon..colon + 1, "write `=` instead of `:`".into())
        }
        "key with no value" => say("this key has no value", span, "write `key = value`".into()),
        "unclosed array" | KEY_IN_LIST => {
            let end = line_start(text, span.start);
            let place = open_bracket(&text[..end]).map_or(span, |bracket| bracket..bracket + 1);
            say("this list is not closed", place, "add `]`; what follows was not read for that reason".into())
        }
        "unclosed table" | "unclosed array of tables" => {
            say("this header is not closed", span, "close it with as many `]` as it opens with".into())
        }
        "invalid basic string" | "invalid literal string" => {
            say("this text is not closed", span, "end it with the quotation mark it begins with".into())
        }
        "missing opening quote" => {
            say("this text has only its closing quotation mark", span, "put the same mark before it".into())
        }
        _ => {
            let label = if expected.is_empty() { String::new() } else { format!("expected {expected}") };
            Diagnostic::error("syntax", format!("TOML: {what}"))
                .label(source, span, label)
                .maybe_help(Some(rule(what).into()))
        }
    }
}

/// What the file's notation asks for where the parser's own words do not tell.
fn rule(what: &str) -> &'static str {
    match what {
        "invalid date" | "invalid datetime" => "give a day that the calendar has, such as 2020-02-27",
        "carriage return must be followed by newline" => "save the file with the line ends of Unix or Windows",
        _ => "every line is `key = value`, a header `[table]`, or a comment that starts with `#`",
    }
}

/// What to do about something without quotation marks that is not a value.
fn bare_value(written: &str) -> String {
    let first = written.split_whitespace().next().unwrap_or_default();
    let is_number = |text: &str| text.replace('_', "").parse::<f64>().is_ok();
    if let Some((_, comment)) = written.split_once("//") {
        return format!("a comment starts with `#`: #{}", quoted(comment).trim_matches('`'));
    }
    if let Some(number) = written.trim_end().strip_suffix('%').filter(|number| is_number(number.trim())) {
        return format!("write `{{ value = {}, unit = \"%\" }}`, or the share itself", number.trim());
    }
    if written.contains(['“', '”', '„', '‘', '’', '«', '»']) {
        return "write straight quotation marks: \"…\"".into();
    }
    if is_number(first) && written.trim() != first {
        return format!("if another key follows, put a comma after `{first}`; if it is a text, put it in quotes");
    }
    match first.to_lowercase().as_str() {
        "true" | "yes" => "write `true`; if it is a text, put it in quotes".into(),
        "false" | "no" => "write `false`; if it is a text, put it in quotes".into(),
        _ => "if it is a text, put it in quotes".into(),
    }
}

/// A key or table given twice, with its first place where that is easily found.
fn duplicate(span: Range<usize>, text: &str, source: SourceId) -> Diagnostic {
    let first = first_mention(&span, text);
    let diagnostic = Diagnostic::error("duplicate-key", "this key or table is given twice")
        .label(source, span, "given a second time here")
        .help("remove one of the two, or give it another name");
    match first {
        Some(first) => diagnostic.label(source, first, "first given here"),
        None => diagnostic,
    }
}

/// The same header earlier in the text, or the same key earlier in its section.
fn first_mention(span: &Range<usize>, text: &str) -> Option<Range<usize>> {
    let written = text.get(span.clone())?;
    let line = line_start(text, span.start);
    let own = text[line..].lines().next()?.trim();
    let header = own.starts_with('[');
    let from = if header { 0 } else { text[..line].rfind("\n[").map_or(0, |start| start + 1) };
    let mut start = from;
    for earlier in text[from..line].split_inclusive('\n') {
        let content = earlier.trim();
        let same_key =
            |content: &str| content.strip_prefix(written).is_some_and(|rest| rest.trim_start().starts_with('='));
        if (header && content == own) || (!header && same_key(content)) {
            let within = if header { earlier.rfind(written) } else { earlier.find(written) }?;
            return Some(start + within..start + within + written.len());
        }
        start += earlier.len();
    }
    None
}

/// The last square bracket that is opened in the text and not closed.
fn open_bracket(text: &str) -> Option<usize> {
    let (mut depth, mut in_quotes) = (0, false);
    for (position, character) in text.char_indices().rev() {
        match character {
            '"' => in_quotes = !in_quotes,
            '\n' => in_quotes = false,
            ']' if !in_quotes => depth += 1,
            '[' if !in_quotes && depth == 0 => return Some(position),
            '[' if !in_quotes => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The next header after a position, or the end of the text.
fn next_header(text: &str, position: usize) -> usize {
    let position = boundary_before(text, position);
    text[position..].find("\n[").map_or(text.len(), |next| position + next + 1)
}

fn line_start(text: &str, position: usize) -> usize {
    text[..boundary_before(text, position)].rfind('\n').map_or(0, |newline| newline + 1)
}
