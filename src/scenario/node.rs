//! The scenario's text as a tree whose every key and value knows where it stands.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Report, SourceId, quoted};
use crate::quantity::Date;
use crate::scenario::syntax;

/// Deepest nesting of tables and arrays.
const DEEPEST: usize = 32;

/// A place in one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: SourceId,
    /// Bytes of it.
    pub span: Range<usize>,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands: the value itself, or the header of a table.
    pub place: Place,
    /// The value.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string, unescaped.
    String(String),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date without time.
    Date(Date),
    /// An array, or an array of tables.
    Array(Vec<Node>),
    /// A table.
    Table(Table),
    /// A value that has been reported and is not looked at again.
    Rejected,
}

impl Value {
    /// What it is, with its article, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::String(_) => "a string",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Boolean(_) => "`true` or `false`",
            Value::Date(_) => "a date",
            Value::Array(_) => "an array",
            Value::Table(_) => "a table",
            Value::Rejected => "an unusable value",
        }
    }
}

/// A key with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key, unescaped.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    entries: Vec<(Key, Node)>,
    earlier: Vec<(Key, Node)>,
}

impl Table {
    /// Keys and values in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, (Key, Node)> {
        self.entries.iter()
    }

    /// The value under a key.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// The value under a key, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// Puts a value under a key, in the place of the old one or at the end.
    pub fn set(&mut self, key: Key, node: Node) {
        match self.entries.iter_mut().find(|(known, _)| known.name == key.name) {
            Some(entry) => *entry = (key, node),
            None => self.entries.push((key, node)),
        }
    }

    /// Takes a key and its value out of the table.
    pub fn take(&mut self, name: &str) -> Option<Node> {
        let position = self.entries.iter().position(|(key, _)| key.name == name)?;
        Some(self.entries.remove(position).1)
    }

    /// Keys and values, to be changed; their names must stay different.
    pub fn entries_mut(&mut self) -> &mut Vec<(Key, Node)> {
        &mut self.entries
    }

    /// Keeps a value that another file replaced, because it still holds for what stands in its own file.
    pub fn keep_earlier(&mut self, key: Key, node: Node) {
        self.earlier.push((key, node));
    }

    /// Every value that the files of a scenario give a key: the one that counts first.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Node> {
        let named = self.entries.iter().chain(self.earlier.iter().rev()).filter(move |(key, _)| key.name == name);
        named.map(|(_, node)| node)
    }
}

/// Reads a TOML text. Mistakes of syntax go to the report; `None` when the rest of the text cannot be trusted.
pub fn parse(text: &str, source: SourceId, report: &mut Report) -> Option<Node> {
    let (document, errors) = DeTable::parse_recoverable(text);
    syntax::explain(&errors, text, 0, source).into_iter().for_each(|diagnostic| report.push(diagnostic));
    // A repeated key leaves everything else readable, so that further mistakes can be shown with it.
    if errors.iter().any(|error| error.message() != syntax::DUPLICATE) {
        return None;
    }
    let reader = TreeReader { source, offset: 0, end: text.len() };
    let table = reader.table(document.into_inner(), 0, report);
    Some(Node { place: reader.place(0..0), value: Value::Table(table) })
}

/// Reads one TOML value that starts at byte `offset` of its source; the errors when it is not one.
pub fn parse_value(text: &str, offset: usize, source: SourceId, report: &mut Report) -> Result<Node, Vec<Diagnostic>> {
    let (value, errors) = DeValue::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(syntax::explain(&errors, text, offset, source));
    }
    let reader = TreeReader { source, offset, end: offset + text.len() };
    Ok(reader.node(value, 0, report))
}

/// Turns the parser's tree into ours.
struct TreeReader {
    source: SourceId,
    offset: usize,
    end: usize,
}

impl TreeReader {
    fn place(&self, span: Range<usize>) -> Place {
        let moved = |position: usize| position.saturating_add(self.offset).min(self.end);
        Place { source: self.source, span: moved(span.start)..moved(span.end) }
    }

    fn table(&self, table: DeTable<'_>, depth: usize, report: &mut Report) -> Table {
        let mut entries: Vec<(Key, Node)> = Vec::with_capacity(table.len());
        for (key, value) in table {
            let place = self.place(key.span());
            entries.push((Key { name: key.into_inner().into_owned(), place }, self.node(value, depth + 1, report)));
        }
        entries.sort_by_key(|(key, _)| key.place.span.start);
        Table { entries, earlier: Vec::new() }
    }

    fn node(&self, value: Spanned<DeValue<'_>>, depth: usize, report: &mut Report) -> Node {
        let place = self.place(value.span());
        let value = if depth > DEEPEST {
            report.push(
                self.rejection("nesting", &place, format!("nested more than {DEEPEST} deep")).help("write it flatter"),
            );
            Value::Rejected
        } else {
            self.value(value.into_inner(), &place, depth, report)
        };
        Node { place, value }
    }

    fn value(&self, value: DeValue<'_>, place: &Place, depth: usize, report: &mut Report) -> Value {
        let checked = match value {
            DeValue::String(text) => Ok(Value::String(text.into_owned())),
            DeValue::Boolean(value) => Ok(Value::Boolean(value)),
            DeValue::Integer(integer) => {
                i64::from_str_radix(integer.as_str(), integer.radix()).map(Value::Integer).map_err(|_| {
                    self.rejection(
                        "number",
                        place,
                        format!("the whole number {} is too large", quoted(integer.as_str())),
                    )
                    .help("write it with a decimal point or a power of ten, as in 1e20")
                })
            }
            DeValue::Float(float) => self.float(float.as_str(), place),
            DeValue::Datetime(datetime) => self.date(datetime, place),
            DeValue::Array(array) => {
                Ok(Value::Array(array.into_iter().map(|item| self.node(item, depth + 1, report)).collect()))
            }
            DeValue::Table(table) => Ok(Value::Table(self.table(table, depth, report))),
        };
        checked.unwrap_or_else(|diagnostic| {
            report.push(diagnostic);
            Value::Rejected
        })
    }

    fn float(&self, text: &str, place: &Place) -> Result<Value, Diagnostic> {
        let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
        // Adding zero turns -0 into 0, which would otherwise show in results.
        let value = value.map(|value| Value::Float(value + 0.0));
        value.ok_or_else(|| {
            self.rejection("number", place, format!("{} is not a finite number", quoted(text)))
                .help("give a number, or leave out the key where it is optional")
        })
    }

    fn date(&self, datetime: toml::value::Datetime, place: &Place) -> Result<Value, Diagnostic> {
        let rejection =
            |message: String| self.rejection("date", place, message).help("give a day alone, such as 2020-02-27");
        match (datetime.date, datetime.time) {
            (Some(date), None) => Date::new(i32::from(date.year), date.month, date.day)
                .map(Value::Date)
                .ok_or_else(|| rejection(format!("the calendar has no day {date}"))),
            _ => Err(rejection("times of day are not used: the model steps by days".into())),
        }
    }

    fn rejection(&self, code: &'static str, place: &Place, message: String) -> Diagnostic {
        Diagnostic::error(code, message).label(self.source, place.span.clone(), "")
    }
}
