//! `flashpoint schema`.

use crate::cli::exit::{CliError, Exit};
use crate::cli::terminal;
use crate::scenario::schema_text;

/// Prints the JSON Schema of the scenario format.
pub(super) fn schema() -> Result<Exit, CliError> {
    terminal::print(&schema_text())?;
    Ok(Exit::Success)
}
