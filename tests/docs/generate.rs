//! Text that documents take from the code, between `<!-- generated: WHAT -->` and `<!-- end -->`.

use std::fmt::Write;

use serde_json::Value;

use flashpoint::expression::functions;
use flashpoint::model::Definition;
use flashpoint::model::ladder::RUNGS;
use flashpoint::process::Mechanisms;
use flashpoint::scenario::schema;

/// Only at the start of a line, so that a document can speak of it.
const BEGIN: &str = "\n<!-- generated: ";
const END: &str = "<!-- end -->";

/// A document with every generated part made anew.
pub fn regenerate(document: &str) -> String {
    let mut rest = document;
    let mut text = String::new();
    while let Some(at) = rest.find(BEGIN) {
        let line_end = at + 1 + rest[at + 1..].find('\n').unwrap() + 1;
        let what = rest[at + BEGIN.len()..line_end].trim_end().trim_end_matches("-->").trim();
        let end = line_end + rest[line_end..].find(END).unwrap_or_else(|| panic!("`{what}` does not end"));
        text.push_str(&rest[..line_end]);
        text.push_str(&generated(what));
        text.push_str(END);
        rest = &rest[end + END.len()..];
    }
    text + rest
}

fn generated(what: &str) -> String {
    match what.split_once(' ') {
        Some(("parameters", "ladder")) => ladder(),
        Some(("parameters", group)) => parameters(group),
        None if what == "parameters" => all_parameters(),
        None if what == "functions" => function_table(),
        None if what == "format" => format_tables(),
        _ => panic!("no text is generated for `{what}`"),
    }
}

/// A cell of a table.
fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|")
}

fn row(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|content| cell(content)).collect();
    writeln!(text, "| {} |", cells.join(" | ")).unwrap();
}

fn head(text: &mut String, titles: &[&str]) {
    row(text, &titles.iter().map(|title| String::from(*title)).collect::<Vec<_>>());
    writeln!(text, "|{}", "---|".repeat(titles.len())).unwrap();
}

fn is_ladder(definition: &Definition) -> bool {
    definition.group.starts_with("ladder_")
}

/// The uncertainty of a default: its distribution with its two numbers.
fn uncertainty(definition: &Definition) -> String {
    match definition.distribution.ends() {
        Some((low, high)) => format!("{} [{low}, {high}]", definition.distribution.word()),
        None => "held".into(),
    }
}

fn parameters(group: &str) -> String {
    let mut text = String::new();
    head(&mut text, &["`parameters.…`", "meaning", "value", "uncertainty", "unit", "status", "source"]);
    let mut count = 0;
    for definition in Mechanisms::definitions().filter(|definition| definition.group == group) {
        let cells = [
            format!("`{group}.{}`", definition.name),
            definition.meaning.into(),
            definition.value.to_string(),
            uncertainty(definition),
            definition.unit.into(),
            definition.status.word().into(),
            definition.source.into(),
        ];
        row(&mut text, &cells);
        count += 1;
    }
    assert!(count > 0, "no mechanism has parameters called `{group}`");
    text
}

/// The ladder's tables: a row for each, a column for each rung.
fn ladder() -> String {
    let mut text = String::new();
    let titles = ["`parameters.…`", "meaning"].into_iter().chain(RUNGS).chain(["status", "source"]);
    head(&mut text, &titles.collect::<Vec<_>>());
    let definitions: Vec<&Definition> = Mechanisms::definitions().filter(|definition| is_ladder(definition)).collect();
    for table in definitions.chunk_by(|one, other| one.group == other.group) {
        assert!(table.iter().map(|rung| rung.name).eq(RUNGS));
        let mut cells = vec![format!("`{}`", table[0].group), table[0].meaning.into()];
        cells.extend(table.iter().map(|rung| rung.value.to_string()));
        cells.extend([table[0].status.word().into(), table[0].source.into()]);
        row(&mut text, &cells);
    }
    text
}

fn all_parameters() -> String {
    let mut groups: Vec<&str> = Mechanisms::definitions()
        .filter(|definition| !is_ladder(definition))
        .map(|definition| definition.group)
        .collect();
    groups.dedup();
    let count = Mechanisms::definitions().count();
    let uncertain = Mechanisms::definitions().filter(|definition| definition.distribution.ends().is_some()).count();
    let mut text =
        format!("{count} parameters, {uncertain} of them sampled by default.\n\n## `ladder`\n\n{}", ladder());
    for group in groups {
        write!(text, "\n## `{group}`\n\n{}", parameters(group)).unwrap();
    }
    text
}

fn function_table() -> String {
    let mut text = String::new();
    head(&mut text, &["call", "gives"]);
    for function in functions() {
        row(&mut text, &[format!("`{}`", function.signature), function.meaning.into()]);
    }
    text
}

/// Every table of the format, from its schema.
fn format_tables() -> String {
    let schema = schema();
    let mut text = String::from("## The file\n\n");
    keys(&mut text, &schema, "");
    let tables = schema["properties"].as_object().unwrap();
    for (name, table) in tables.iter().filter(|(name, _)| *name != "schema") {
        describe(&mut text, name, table);
    }
    write!(text, "\n## A quantity\n\n{}\n\n", sentence(&schema["definitions"]["quantity"])).unwrap();
    keys(&mut text, &schema["definitions"]["quantity"], "");
    text
}

fn sentence(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or_default()
}

/// A table under its heading, then the tables inside it.
fn describe(text: &mut String, path: &str, schema: &Value) {
    let (heading, content) = match (schema["type"].as_str(), &schema["additionalProperties"], &schema["items"]) {
        (Some("array"), _, items) if items["properties"].is_object() => (format!("[[{path}]]"), items),
        (_, entry @ Value::Object(_), _) if entry["properties"].is_object() => (format!("[{path}.ID]"), entry),
        (Some("object"), Value::Bool(false), _) => (format!("[{path}]"), schema),
        _ => return,
    };
    write!(text, "\n## `{heading}`\n\n{}\n\n", sentence(schema)).unwrap();
    if content["additionalProperties"].is_object() {
        text.push_str("The keys are names of parameters, the values quantities: see [the model's parameters](../model/parameters.md).\n");
        return;
    }
    keys(text, content, "");
    let inner = heading.trim_matches(['[', ']']).to_owned();
    for (name, table) in content["properties"].as_object().unwrap() {
        describe(text, &format!("{inner}.{name}"), table);
    }
}

/// The keys of a table: required ones first, in their order in the code.
fn keys(text: &mut String, schema: &Value, indent: &str) {
    head(text, &["key", "value", "default", "meaning"]);
    let properties = schema["properties"].as_object().unwrap();
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let others = properties.keys().map(String::as_str).filter(|name| !required.contains(name));
    for name in required.iter().copied().chain(others) {
        let key = &properties[name];
        let default = match &key["default"] {
            _ if required.contains(&name) => "**required**".into(),
            Value::Null => "–".into(),
            value => format!("`{value}`"),
        };
        row(text, &[format!("{indent}`{name}`"), value_of(key), default, sentence(key).into()]);
    }
}

/// What a key's value looks like.
fn value_of(schema: &Value) -> String {
    let comment = schema["$comment"].as_str().unwrap_or_default();
    if let Some(plain) = schema["oneOf"].get(0) {
        let unit = comment.trim_start_matches("Unit: ");
        return format!(
            "quantity{}{}",
            if unit.is_empty() { String::new() } else { format!(" in {unit}") },
            range(plain)
        );
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
        return words.join(", ");
    }
    match schema["type"].as_str() {
        Some("array") if schema["items"]["properties"].is_object() => "tables".into(),
        Some("array") => format!("list of: {}", value_of(&schema["items"])),
        Some("object") if schema["additionalProperties"]["type"] == "number" => "table of numbers".into(),
        Some("object") => "table".into(),
        Some("string") if !comment.is_empty() => comment.trim_end_matches('.').to_lowercase(),
        Some("string") if schema["format"] == "date" => "date".into(),
        Some("string") => "text".into(),
        Some(kind @ ("number" | "integer")) => format!("{kind}{}", range(schema)),
        Some(kind) => kind.into(),
        None => "date".into(),
    }
}

/// The range of a number, unless it is as wide as numbers go.
fn range(schema: &Value) -> String {
    match (schema["minimum"].as_f64(), schema["maximum"].as_f64()) {
        (Some(low), Some(high)) if low == high => format!(", {low}"),
        (Some(low), Some(high)) if high < 1e100 => format!(", {low} to {high}"),
        _ => String::new(),
    }
}

#[test]
fn only_the_generated_part_changes() {
    let document = "before\n<!-- generated: functions -->\nstale\n<!-- end -->\nafter\n";
    let text = regenerate(document);
    assert!(
        text.starts_with("before\n<!-- generated: functions -->\n| call |")
            && text.ends_with("|\n<!-- end -->\nafter\n"),
        "{text}"
    );
    assert_eq!(regenerate(&text), text);
}
