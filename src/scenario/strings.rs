//! Specifications of strings: texts, words, references and expressions.

use std::ops::Range;

use serde_json::{Value as Json, json};

use crate::diagnostic::{cut, nearest, quoted};
use crate::scenario::combinators::Defaulted;
use crate::scenario::decode::Decoder;
use crate::scenario::entries::At;
use crate::scenario::node::{Node, Place, Value};
use crate::scenario::references::Reference;
use crate::scenario::spec::{Example, Form, Spec};

/// A string, of one of these uses.
pub struct Text {
    meaning: &'static str,
    example: &'static str,
    content: bool,
}

/// Any string.
pub fn text() -> Text {
    Text { meaning: "", example: "…", content: false }
}

/// A dotted path of a quantity or series; its span is the string's content.
pub fn path() -> Text {
    Text { meaning: "Dotted path.", example: "axes.ID.…", content: true }
}

/// An expression that is true or false; its span is the string's content.
pub fn condition() -> Text {
    Text { meaning: "Condition in the expression language.", example: "day >= 10", content: true }
}

/// An expression that is a number; its span is the string's content.
pub fn formula() -> Text {
    Text { meaning: "Number in the expression language.", example: "1.0", content: true }
}

/// An expression about a whole run; its span is the string's content.
pub fn outcome() -> Text {
    Text { meaning: "Outcome in the expression language.", example: "…", content: true }
}

impl Form for Text {
    fn schema(&self) -> Json {
        if self.meaning.is_empty() {
            json!({ "type": "string" })
        } else {
            json!({ "type": "string", "$comment": self.meaning })
        }
    }

    fn example(&self) -> Example {
        Example::Value(format!("\"{}\"", self.example))
    }
}

impl Spec for Text {
    type Output = At<String>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<String>> {
        let text = string(node, decoder)?;
        let place = if self.content { content(node, text, decoder) } else { node.place.clone() };
        Some(At::new(text.into(), &place))
    }
}

/// The string of a node; `None` after reporting that it is none.
pub fn string<'n>(node: &'n Node, decoder: &mut Decoder<'_>) -> Option<&'n str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => {
            let written = decoder.sources.slice(node.place.source, &node.place.span);
            let short = matches!(node.value, Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Date(_));
            let help = match &node.value {
                _ if short => format!("put it in quotes: \"{written}\""),
                Value::Array(items) if let [Node { value: Value::String(only), .. }] = items.as_slice() => {
                    format!("remove the brackets: \"{}\"", cut(only))
                }
                _ => "write one text in quotes".into(),
            };
            let help = Some(help);
            decoder.wrong_kind(node, "a string", help);
            None
        }
    }
}

/// Place of a string's content without its quotes, or of the whole string when it is written with escapes.
pub fn content(node: &Node, text: &str, decoder: &Decoder<'_>) -> Place {
    let Range { start, end } = node.place.span;
    let written = decoder.sources.slice(node.place.source, &node.place.span);
    let quotes = [0, 1, 3, 4, 5].into_iter().find(|&opening| {
        let closing = opening.min(3);
        written.len() >= opening + closing && written.get(opening..written.len() - closing) == Some(text)
    });
    let span = match quotes {
        Some(opening) => start + opening..end - opening.min(3),
        None => start..end,
    };
    Place { source: node.place.source, span }
}

/// One of a list of words.
pub struct Word(&'static [&'static str]);

/// One of these words.
pub fn word(words: &'static [&'static str]) -> Word {
    Word(words)
}

impl Word {
    /// The word, `default` when absent.
    pub fn or(self, default: &'static str) -> Defaulted<Word> {
        Defaulted::new(self, Some(json!(default)), move |place| At::new(default.into(), place))
    }
}

impl Form for Word {
    fn schema(&self) -> Json {
        json!({ "type": "string", "enum": self.0 })
    }

    fn example(&self) -> Example {
        Example::Value(format!("\"{}\"", self.0.first().unwrap_or(&"")))
    }
}

impl Spec for Word {
    type Output = At<String>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<String>> {
        let word = string(node, decoder)?;
        if self.0.contains(&word) {
            return Some(At::new(word.into(), &node.place));
        }
        let words: Vec<String> = self.0.iter().map(|word| format!("`{word}`")).collect();
        let message = format!("`{}` cannot be {}", decoder.path(), quoted(word));
        let near = nearest(word, self.0.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| "only these words have a meaning here".into());
        decoder.error(
            "unknown-word",
            &node.place,
            message,
            format!("expected one of {}", words.join(", ")),
            Some(help),
        );
        None
    }
}

/// An identifier of one of the file's tables.
pub struct Identifier(&'static str);

/// An identifier under `[table.…]`.
pub fn reference(table: &'static str) -> Identifier {
    Identifier(table)
}

impl Form for Identifier {
    fn schema(&self) -> Json {
        json!({ "type": "string", "$comment": format!("Identifier under [{}].", self.0) })
    }

    fn example(&self) -> Example {
        Example::Value("\"ID\"".into())
    }
}

impl Spec for Identifier {
    type Output = At<String>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<String>> {
        let id = string(node, decoder)?;
        decoder.references.push(Reference { table: self.0, id: id.into(), place: node.place.clone() });
        Some(At::new(id.into(), &node.place))
    }
}
