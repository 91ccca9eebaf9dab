//! The `flashpoint` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    flashpoint::cli::main()
}
