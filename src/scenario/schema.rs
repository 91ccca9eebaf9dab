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

/// The schema as indented text, ending in a newline.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}
