//! The JSON Schema of the scenario format, for editors that complete and check while one types.

use serde_json::{Value as Json, json};

use crate::scenario::containers::structure_schema;
use crate::scenario::file::File;
use crate::scenario::quantities::statement_schema;

/// The schema (draft 07), from the same specifications that decode a file.
pub fn schema() -> Json {
    let mut schema = structure_schema::<File>();
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("Flashpoint scenario");
    schema["definitions"] = json!({ "quantity": statement_schema() });
    schema
}

/// The schema (draft 07) of a file that extends another: the same, but no key has to be there except `extends`.
pub fn overlay_schema() -> Json {
    let mut schema = schema();
    let definitions = schema["definitions"].take();
    lift_requirements(&mut schema);
    schema["definitions"] = definitions;
    schema["required"] = json!(["extends"]);
    schema["title"] = json!("Flashpoint overlay");
    schema
}

/// Takes the lists of required keys out of a schema and all inside it.
fn lift_requirements(schema: &mut Json) {
    match schema {
        Json::Object(keys) => {
            // A key of the format could be called so; the list is told from its schema by its kind.
            if keys.get("required").is_some_and(Json::is_array) {
                keys.remove("required");
            }
            keys.values_mut().for_each(lift_requirements);
        }
        Json::Array(items) => items.iter_mut().for_each(lift_requirements),
        _ => {}
    }
}

/// A schema as indented text, ending in a newline.
pub fn schema_text(schema: &Json) -> String {
    format!("{schema:#}\n")
}
