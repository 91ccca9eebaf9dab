//! Standard output and standard error.

use std::io::{ErrorKind, IsTerminal, Write};

use crate::cli::exit::{CliError, Exit};
use crate::diagnostic::Style;

/// Prints a result. A reader that has seen enough (`| head`) is no error.
pub(super) fn print(text: &str) -> Result<(), CliError> {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(CliError::new(Exit::InputOutput, format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints JSON with line breaks.
pub(super) fn print_json(value: &serde_json::Value) -> Result<(), CliError> {
    print(&format!("{value:#}\n"))
}

/// Tells something on standard error; there is nobody to tell when that fails.
pub(super) fn tell(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Tells why a command failed.
pub(super) fn report(error: &CliError) {
    let (start, end) = match Style::for_standard_error() {
        Style::Colour => ("\x1b[1;31m", "\x1b[0m"),
        Style::Plain => ("", ""),
    };
    let help = error.help.as_ref().map(|help| format!("help: {help}\n")).unwrap_or_default();
    tell(&format!("{start}error{end}: {}\n{help}", error.message));
}

/// Whether somebody watches standard error.
pub(super) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}
