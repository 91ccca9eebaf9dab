//! Specifications of tables, maps by identifier, arrays of tables and lists.

use std::marker::PhantomData;

use serde_json::{Map, Value as Json, json};

use crate::diagnostic::quoted;
use crate::scenario::decode::{Decoder, shares_provenance};
use crate::scenario::entries::{At, Entries, Entry};
use crate::scenario::merge::id;
use crate::scenario::node::{Key, Node, Place, Value};
use crate::scenario::provenance::{Provenance, Provenances};
use crate::scenario::spec::{Example, Form, Spec, Structure};

/// Longest identifier.
const LONGEST_IDENTIFIER: usize = 64;

/// A table that decodes into a structure.
pub struct TableOf<T>(PhantomData<T>);

/// A table.
pub fn table<T: Structure>() -> TableOf<T> {
    TableOf(PhantomData)
}

impl<T: Structure> Form for TableOf<T> {
    fn schema(&self) -> Json {
        structure_schema::<T>()
    }

    fn example(&self) -> Example {
        Example::Table("")
    }

    fn takes_provenance(&self) -> bool {
        shares_provenance::<T>()
    }
}

impl<T: Structure> Spec for TableOf<T> {
    type Output = T;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<T> {
        decoder.structure(node)
    }
}

/// JSON Schema of a structure's table.
pub fn structure_schema<T: Structure>() -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    T::visit_fields(&mut |field| {
        let mut schema = field.form.schema();
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".into(), described(field.meaning).into());
        }
        properties.insert(field.name.into(), schema);
        if field.form.required() {
            required.push(field.name);
        }
    });
    if shares_provenance::<T>() {
        properties.extend(Provenance::schema());
    }
    json!({
        "type": "object",
        "description": described(T::MEANING),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Documentation lines as one description.
fn described(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

/// Entries by identifier.
pub struct MapOf<S>(S);

/// Entries by identifier.
pub fn map<S: Spec>(entry: S) -> MapOf<S> {
    MapOf(entry)
}

impl<S: Form> MapOf<S> {
    /// A map of quantities may say once how its plain numbers are known; a map of tables leaves that to each.
    fn shares_provenance(&self) -> bool {
        self.0.takes_provenance() && matches!(self.0.example(), Example::Value(_))
    }
}

impl<S: Form> Form for MapOf<S> {
    fn schema(&self) -> Json {
        let properties = if self.shares_provenance() { Provenance::schema() } else { Map::new() };
        json!({
            "type": "object",
            "properties": properties,
            "propertyNames": { "pattern": format!("^[a-z][a-z0-9_]{{0,{}}}$", LONGEST_IDENTIFIER - 1) },
            "additionalProperties": self.0.schema(),
        })
    }

    fn example(&self) -> Example {
        match self.0.example() {
            Example::Value(value) => Example::Value(format!("{{ ID = {value} }}")),
            Example::Table(_) => Example::Table(".ID"),
        }
    }
}

impl<S: Spec> Spec for MapOf<S> {
    type Output = Entries<S::Output>;

    /// Leaves out entries that are wrong, so that the checks across tables can look at the others.
    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<Self::Output> {
        let Value::Table(table) = &node.value else {
            decoder.wrong_kind(
                node,
                "a table",
                Some(format!("write a header [{}] and the keys under it", decoder.path())),
            );
            return None;
        };
        let outer = decoder.provenance.clone();
        if self.shares_provenance() {
            decoder.provenance = Provenances::read(table, &outer, decoder);
        }
        let own = |name: &str| self.shares_provenance() && Provenance::KEYS.contains(&name);
        let mut entries = Vec::new();
        for (position, (key, node)) in table.iter().filter(|(key, _)| !own(&key.name)).enumerate() {
            check_identifier(key, decoder);
            let value = decoder.inside(&key.name, |decoder| self.0.decode(node, decoder));
            entries.extend(value.map(|value| Entry { id: At::new(key.name.clone(), &key.place), position, value }));
        }
        decoder.provenance = outer;
        Some(Entries::new(entries))
    }
}

/// Reports a name that cannot be an identifier.
fn check_identifier(key: &Key, decoder: &mut Decoder<'_>) {
    if !is_identifier(&key.name) {
        let message = format!("{} cannot be an identifier", quoted(&key.name));
        let label = format!("use a to z, 0 to 9 and _, a letter first, at most {LONGEST_IDENTIFIER}");
        let proposal = proposed_identifier(&key.name).map(|id| format!("write `{id}`"));
        decoder.error("identifier", &key.place, message, label, proposal);
    }
}

/// Whether a name can be an identifier.
pub fn is_identifier(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= LONGEST_IDENTIFIER
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(allowed)
}

/// The identifier closest to a name, if anything of the name is left.
pub fn proposed_identifier(name: &str) -> Option<String> {
    let mut proposal = String::new();
    for character in name.chars() {
        if character.is_ascii_alphanumeric() {
            proposal.push(character.to_ascii_lowercase());
        } else if !proposal.is_empty() && !proposal.ends_with('_') {
            proposal.push('_');
        }
    }
    let proposal = proposal.trim_start_matches(|first: char| !first.is_ascii_lowercase());
    let proposal = &proposal[..proposal.len().min(LONGEST_IDENTIFIER)];
    let proposal = proposal.trim_end_matches('_');
    is_identifier(proposal).then(|| proposal.into())
}

/// An array of tables.
pub struct TablesOf<T>(PhantomData<T>);

/// An array of tables, empty when absent.
pub fn tables<T: Structure>() -> TablesOf<T> {
    TablesOf(PhantomData)
}

impl<T: Structure> Form for TablesOf<T> {
    fn schema(&self) -> Json {
        json!({ "type": "array", "items": structure_schema::<T>() })
    }

    fn example(&self) -> Example {
        Example::Value("[]".into())
    }

    fn required(&self) -> bool {
        false
    }
}

impl<T: Structure> Spec for TablesOf<T> {
    type Output = Vec<T>;

    /// Leaves out tables that are wrong, so that the checks across tables can look at the others.
    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<Vec<T>> {
        let header = format!("write the header in double brackets: [[{}]]", decoder.path());
        decode_items(node, "an array of tables", Some(header), decoder, |node, decoder| decoder.structure(node))
    }

    fn absent(&self, _place: &Place) -> Option<Vec<T>> {
        Some(Vec::new())
    }
}

/// A list of values.
pub struct ListOf<S>(S);

/// A list of values.
pub fn list<S: Spec>(item: S) -> ListOf<S> {
    ListOf(item)
}

impl<S: Form> Form for ListOf<S> {
    fn schema(&self) -> Json {
        json!({ "type": "array", "items": self.0.schema() })
    }

    fn example(&self) -> Example {
        match self.0.example() {
            Example::Value(value) => Example::Value(format!("[{value}]")),
            Example::Table(_) => Example::Value("[]".into()),
        }
    }
}

impl<S: Spec> Spec for ListOf<S> {
    type Output = Vec<S::Output>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<Self::Output> {
        let written = decoder.sources.slice(node.place.source, &node.place.span);
        let string = matches!(node.value, Value::String(_)) && written.len() < LONGEST_IDENTIFIER;
        let help = if string {
            format!("put it in brackets: [{written}]")
        } else {
            "write it in brackets: [\"…\", \"…\"]".into()
        };
        decode_items(node, "a list", Some(help), decoder, |node, decoder| self.0.decode(node, decoder))
    }
}

/// Decodes the items of an array that can be decoded.
fn decode_items<T>(
    node: &Node,
    expected: &str,
    help: Option<String>,
    decoder: &mut Decoder<'_>,
    mut decode: impl FnMut(&Node, &mut Decoder<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let Value::Array(items) = &node.value else {
        decoder.wrong_kind(node, expected, help);
        return None;
    };
    let mut decoded = Vec::new();
    for (index, item) in items.iter().enumerate() {
        decoded.extend(decoder.inside(&step_to(index, item), |decoder| decode(item, decoder)));
    }
    Some(decoded)
}

/// How paths name an item of an array: by its `id` where it has one, else by its number from 0.
fn step_to(index: usize, item: &Node) -> String {
    match id(item) {
        Some(id) if is_identifier(id) => id.into(),
        _ => index.to_string(),
    }
}
