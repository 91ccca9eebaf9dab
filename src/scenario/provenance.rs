//! How plain numbers are known: `status` and `source` given once for all plain numbers of a table.

use serde_json::{Map, Value as Json, json};

use crate::diagnostic::{Diagnostic, SourceId};
use crate::quantity::Status;
use crate::scenario::decode::Decoder;
use crate::scenario::entries::At;
use crate::scenario::node::{Node, Place, Table};
use crate::scenario::references::Reference;
use crate::scenario::spec::Spec;
use crate::scenario::strings::{content, string, word};

/// Most sources of one figure.
const MOST_SOURCES: usize = 32;

/// Words of [`Status`].
pub const STATUS_WORDS: [&str; 4] = [Status::WORDS[0].0, Status::WORDS[1].0, Status::WORDS[2].0, Status::WORDS[3].0];

/// How a number is known, as far as the file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// How it is known; a judgement when absent.
    pub status: Option<At<Status>>,
    /// Identifiers of `[sources]`, separated by commas.
    pub source: Option<At<String>>,
}

impl Provenance {
    /// The keys that say it.
    pub const KEYS: [&'static str; 2] = ["status", "source"];

    /// What the table itself says.
    pub fn own(table: &Table, decoder: &mut Decoder<'_>) -> Provenance {
        Provenance::decode(table.get("status"), table.get("source"), decoder)
    }

    fn decode(status_node: Option<&Node>, source_node: Option<&Node>, decoder: &mut Decoder<'_>) -> Provenance {
        let status = status_node.and_then(|node| decoder.inside("status", |decoder| status(node, decoder)));
        let source = source_node.and_then(|node| decoder.inside("source", |decoder| sources(node, decoder)));
        Provenance { status, source }
    }

    /// This provenance, completed by what the `outer` table says. A judgement takes no source from outside.
    pub fn or(self, outer: &Provenance) -> Provenance {
        match (&self.status, &self.source) {
            (None, None) => outer.clone(),
            (Some(status), None) if status.value != Status::Judgement => {
                Provenance { source: outer.source.clone(), ..self }
            }
            (None, Some(_)) => Provenance { status: outer.status.clone(), ..self },
            _ => self,
        }
    }

    /// Reports a fact without a source (an error), and other gaps (warnings).
    pub fn check(&self, decoder: &mut Decoder<'_>) {
        let diagnostic = match (&self.status, &self.source) {
            (Some(status), None) if status.value == Status::Fact => {
                Diagnostic::error("fact-without-source", "a fact needs a source")
                    .with_label(status.label(""))
                    .help(SOURCE_HELP)
            }
            (Some(status), None) if status.value != Status::Judgement => {
                let message = format!("a figure of status `{}` should name a source", status.word());
                Diagnostic::warning("missing-source", message).with_label(status.label("")).help(SOURCE_HELP)
            }
            (None, Some(source)) => Diagnostic::warning("missing-status", "a source is named, but not what it gives")
                .with_label(source.label("counts as a judgement"))
                .help("add `status = \"fact\"`, `\"prior\"` or `\"calibrated\"`"),
            _ => return,
        };
        decoder.report.push(diagnostic);
    }

    /// Schema of the two keys.
    pub fn schema() -> Map<String, Json> {
        let status = json!({ "type": "string", "enum": STATUS_WORDS, "description": "How the plain numbers of this table are known." });
        let source = json!({ "type": "string", "description": "Source of the plain numbers of this table: identifiers under [sources], separated by commas." });
        Map::from_iter([("status".into(), status), ("source".into(), source)])
    }
}

/// How the plain numbers of a table are known, for each of the scenario's files: what one file says of its numbers does
/// not hold for those of another that extends it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenances(Vec<(SourceId, Provenance)>);

impl Provenances {
    /// What a table says of its plain numbers; of what it leaves open, what the `outer` table says.
    pub fn read(table: &Table, outer: &Provenances, decoder: &mut Decoder<'_>) -> Provenances {
        let mut read = Vec::with_capacity(decoder.files.len());
        for &file in decoder.files {
            let [status, source] = Provenance::KEYS.map(|key| said_in(table, key, file, decoder));
            let own = Provenance::decode(status, source, decoder);
            own.check(decoder);
            read.push((file, own.or(&outer.of(file))));
        }
        Provenances(read)
    }

    /// What holds for the numbers of a file; nothing for those of other texts.
    pub fn of(&self, file: SourceId) -> Provenance {
        self.0.iter().find(|(known, _)| *known == file).map(|(_, provenance)| provenance.clone()).unwrap_or_default()
    }
}

/// What holds under one of the keys for the numbers of a file: its own word, or that of a lever or of `--set`.
fn said_in<'n>(table: &'n Table, key: &str, file: SourceId, decoder: &Decoder<'_>) -> Option<&'n Node> {
    let of_file = |node: &Node| node.place.source == file || !decoder.files.contains(&node.place.source);
    table.all(key).find(|node| of_file(node))
}

/// What to do about a missing source.
const SOURCE_HELP: &str = "add `source = \"ID\"` with an identifier under [sources], or make it a judgement";

/// A status word.
fn status(node: &Node, decoder: &mut Decoder<'_>) -> Option<At<Status>> {
    let word = word(&STATUS_WORDS).decode(node, decoder)?;
    let status = Status::WORDS.iter().find(|(known, _)| *known == word.value)?.1;
    Some(At { value: status, span: word.span, source: word.source })
}

/// Identifiers of sources, separated by commas; each must exist.
fn sources(node: &Node, decoder: &mut Decoder<'_>) -> Option<At<String>> {
    let text = string(node, decoder)?;
    if text.split(',').count() > MOST_SOURCES {
        let message = format!("a figure names at most {MOST_SOURCES} sources");
        decoder.error("sources", &node.place, message, "", None);
        return None;
    }
    let whole = content(node, text, decoder);
    let exact = whole.span.len() == text.len();
    let mut offset = 0;
    for part in text.split(',') {
        let id = part.trim();
        let start = whole.span.start + offset + (part.len() - part.trim_start().len());
        let span = if exact && !id.is_empty() { start..start + id.len() } else { node.place.span.clone() };
        let place = Place { source: node.place.source, span };
        decoder.references.push(Reference { table: "sources", id: id.into(), place });
        offset += part.len() + 1;
    }
    Some(At::new(text.into(), &node.place))
}
