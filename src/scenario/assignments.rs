//! Specification of changes: dotted paths, each with a new value.

use serde_json::{Value as Json, json};

use crate::scenario::decode::Decoder;
use crate::scenario::entries::At;
use crate::scenario::node::{Key, Node, Place, Value};
use crate::scenario::spec::{Example, Form, Spec};

/// A value to be put at a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The dotted path; its span is the key's content.
    pub path: At<String>,
    /// The value as the file has it.
    pub node: Node,
    /// The value as it is written.
    pub written: String,
}

/// Changes by dotted path.
pub struct Assignments;

/// Dotted paths, each with a scalar or the table of a quantity.
pub fn assignments() -> Assignments {
    Assignments
}

impl Form for Assignments {
    fn schema(&self) -> Json {
        let value = json!({ "oneOf": [
            { "type": "number" }, { "type": "string" }, { "type": "boolean" }, { "$ref": "#/definitions/quantity" },
        ] });
        json!({ "type": "object", "$comment": "Values by quoted path.", "additionalProperties": value })
    }

    fn example(&self) -> Example {
        Example::Value("{ \"axes.ID.length\" = 70 }".into())
    }
}

impl Spec for Assignments {
    type Output = Vec<Assignment>;

    /// Leaves out what is wrong, so that the rest can be looked at.
    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<Vec<Assignment>> {
        let Value::Table(table) = &node.value else {
            let help = "write `set = { \"axes.ID.length\" = 70 }`";
            decoder.wrong_kind(node, "a table", Some(help.into()));
            return None;
        };
        let mut changes = Vec::new();
        for (key, value) in table.iter() {
            changes.extend(decoder.inside(&key.name, |decoder| assignment(key, value, decoder)));
        }
        Some(changes)
    }
}

fn assignment(key: &Key, node: &Node, decoder: &mut Decoder<'_>) -> Option<Assignment> {
    let written = decoder.sources.slice(key.place.source, &key.place.span);
    // A path without quotes is read as tables within tables.
    let path = At::new(key.name.clone(), &content(key, written));
    match &node.value {
        Value::Table(table) if table.get("value").is_none() => {
            let help = format!("put the whole path in quotes: \"{}.…\"", key.name);
            decoder.wrong_kind(node, "a value, or a quantity `{ value = …, … }`", Some(help));
            None
        }
        Value::Array(_) => {
            decoder.wrong_kind(node, "a number, a text, a date, `true` or `false`", Some("give one value".into()));
            None
        }
        Value::Rejected => None,
        _ => {
            let written = decoder.sources.slice(node.place.source, &node.place.span);
            Some(Assignment { path, node: node.clone(), written: written.to_owned() })
        }
    }
}

/// Place of a quoted key's content, or of the whole key when it is written otherwise.
fn content(key: &Key, written: &str) -> Place {
    let exact = written.len() == key.name.len() + 2 && written.get(1..=key.name.len()) == Some(&key.name);
    let span = key.place.span.clone();
    Place { source: key.place.source, span: if exact { span.start + 1..span.end - 1 } else { span } }
}
