//! The JSON Schema agrees with the decoder.

use serde_json::{Value, json};

use super::{GOOD, changed, loaded};
use crate::scenario::{overlay_schema, schema};

/// The file as a JSON document, as editors see it.
fn document() -> Value {
    let table: toml::Table = GOOD.parse().unwrap();
    serde_json::to_value(&table).unwrap()
}

/// Whether a value satisfies a schema, as far as this format uses JSON Schema.
fn satisfies(value: &Value, schema: &Value, root: &Value) -> bool {
    if let Some(reference) = schema["$ref"].as_str() {
        return satisfies(value, root.pointer(reference.trim_start_matches('#')).unwrap(), root);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return choices.iter().filter(|choice| satisfies(value, choice, root)).count() == 1;
    }
    match schema["type"].as_str().unwrap() {
        "string" => {
            schema["format"] == "date"
                || value
                    .as_str()
                    .is_some_and(|_| schema.get("enum").is_none_or(|words| words.as_array().unwrap().contains(value)))
        }
        "integer" => value.is_i64(),
        "number" => value.as_f64().is_some_and(|number| {
            number >= schema["minimum"].as_f64().unwrap_or(f64::MIN)
                && number <= schema["maximum"].as_f64().unwrap_or(f64::MAX)
        }),
        "boolean" => value.is_boolean(),
        "array" => {
            value.as_array().is_some_and(|items| items.iter().all(|item| satisfies(item, &schema["items"], root)))
        }
        "object" => value.as_object().is_some_and(|object| {
            let required = schema["required"]
                .as_array()
                .is_none_or(|keys| keys.iter().all(|key| object.contains_key(key.as_str().unwrap())));
            required
                && object.iter().all(|(key, item)| match schema["properties"].get(key) {
                    Some(property) => satisfies(item, property, root),
                    None => {
                        schema["additionalProperties"].is_object()
                            && satisfies(item, &schema["additionalProperties"], root)
                    }
                })
        }),
        other => panic!("unexpected type {other}"),
    }
}

#[test]
fn the_good_scenario_satisfies_the_schema() {
    let schema = schema();
    assert!(satisfies(&document(), &schema, &schema));
}

#[test]
fn an_overlay_satisfies_the_overlays_schema_alone() {
    let overlay = json!({
        "extends": "base.toml",
        "remove": ["events.snow"],
        "replace": { "observations": true },
        "forces": { "army": { "strength": 5 } },
        "levers": { "speed": { "options": { "long": { "set": { "axes.road.length": 70, "x": { "value": 1.0 } } } } } },
    });
    let (whole, overlays) = (schema(), overlay_schema());
    assert!(satisfies(&overlay, &overlays, &overlays) && !satisfies(&overlay, &whole, &whole));
    for (pointer, value) in [
        ("/extends", json!(3)),
        ("/forces/army/strength", json!("5")),
        ("/levers/speed/options/long/set/x", json!({ "low": 1.0 })),
        ("/remove", json!("events.snow")),
    ] {
        let mut wrong = overlay.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(!satisfies(&wrong, &overlays, &overlays), "{pointer}");
    }
    assert!(!satisfies(&json!({ "forces": {} }), &overlays, &overlays), "an overlay extends something");
}

#[test]
fn schema_and_decoder_refuse_the_same_mistakes() {
    let schema = schema();
    let cases = [
        ("/axes/road/length", json!("60"), "length = 60", "length = \"60\""),
        ("/axes/road/length", json!(-1), "length = 60", "length = -1"),
        ("/actors/north/kind", json!("empire"), "kind = \"state\"", "kind = \"empire\""),
        ("/zones/hills/residents", json!({ "valu": 1 }), "residents = 4e4", "residents = { valu = 1 }"),
        ("/theatres/plain", json!({}), "name = \"The plain\"", ""),
    ];
    for (pointer, value, old, new) in cases {
        let mut document = document();
        *document.pointer_mut(pointer).unwrap() = value;
        assert!(!satisfies(&document, &schema, &schema), "the schema accepts {new}");
        assert!(loaded(&changed(old, new)).report.has_errors(), "the decoder accepts {new}");
    }
}

#[test]
fn every_key_has_a_description() {
    let schema = schema();
    let properties = schema["properties"].as_object().unwrap();
    assert!(properties.values().all(|property| {
        property["description"].as_str().is_some_and(|text| text.ends_with(['.', '…']) || text.contains('`'))
    }));
    assert_eq!(
        schema["properties"]["zones"]["additionalProperties"]["properties"]["residents"]["oneOf"][0]["maximum"],
        1e9
    );
    assert_eq!(schema["properties"]["actors"]["additionalProperties"]["properties"]["deaths"]["default"], 0.0);
}
