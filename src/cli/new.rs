//! `flashpoint new`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use crate::cli::arguments::NewArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::terminal;

/// A small fictional scenario that uses most tables.
const STARTER: &str = include_str!("starter.toml");

/// Writes the starter scenario; never over another file.
pub(super) fn new(arguments: &NewArguments) -> Result<Exit, CliError> {
    let path = arguments.file.display();
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&arguments.file)
        .and_then(|mut file| file.write_all(STARTER.as_bytes()));
    if let Err(error) = written {
        let failure = CliError::new(Exit::InputOutput, format!("cannot write {path}: {error}"));
        return Err(match error.kind() {
            ErrorKind::AlreadyExists => failure.help("choose another name: an existing file is never replaced"),
            _ => failure.help("check the path and its permissions"),
        });
    }
    terminal::print(&format!("Wrote {path}. Run it with\n\n    flashpoint run {path}\n"))?;
    Ok(Exit::Success)
}
