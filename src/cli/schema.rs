//! `flashpoint schema`.

use crate::cli::arguments::SchemaArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::terminal;
use crate::scenario::{overlay_schema, schema as scenario_schema, schema_text};

/// Prints the JSON Schema of the scenario format, or of files that extend others.
pub(super) fn schema(arguments: &SchemaArguments) -> Result<Exit, CliError> {
    let schema = if arguments.overlay { overlay_schema() } else { scenario_schema() };
    terminal::print(&schema_text(&schema))?;
    Ok(Exit::Success)
}
