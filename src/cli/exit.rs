//! How a command ends.

use std::convert::Infallible;

use crate::diagnostic::visible;
use crate::explore::experiment::VaryError;
use crate::explore::until::UntilError;
use crate::output::OutputError;

/// How a command ends; the code is what the shell sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// All went well.
    Success = 0,
    /// A defect of the program.
    Internal = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// The scenario has mistakes.
    InvalidScenario = 3,
    /// There are results, but some replicates failed.
    Partial = 4,
    /// It would need more memory or disk than there is.
    Limit = 5,
    /// A file could not be read or written.
    InputOutput = 6,
    /// SIGINT: 128 + 2.
    Interrupted = 130,
    /// SIGTERM: 128 + 15.
    Terminated = 143,
}

/// What `--help` says of exit codes.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
    0  success
    1  internal error
    2  wrong usage
    3  invalid scenario
    4  partial results: some replicates failed
    5  not enough memory or disk
    6  a file cannot be read or written
  130  interrupted (SIGINT)
  143  terminated (SIGTERM)";

impl Exit {
    /// The code.
    pub(super) fn code(self) -> u8 {
        self as u8
    }
}

/// Why a command gives no result.
#[derive(Debug)]
pub(super) struct CliError {
    /// How the command ends.
    pub(super) exit: Exit,
    /// What went wrong, one sentence.
    pub(super) message: String,
    /// What to do.
    pub(super) help: Option<String>,
}

impl CliError {
    pub(super) fn new(exit: Exit, message: impl AsRef<str>) -> CliError {
        CliError { exit, message: visible(message.as_ref()), help: None }
    }

    /// Says what to do.
    pub(super) fn help(mut self, text: impl AsRef<str>) -> CliError {
        self.help = Some(visible(text.as_ref()));
        self
    }

    /// Says what to do, if anything is known.
    pub(super) fn maybe_help(self, text: Option<String>) -> CliError {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }
}

impl From<Infallible> for CliError {
    fn from(never: Infallible) -> CliError {
        match never {}
    }
}

impl From<UntilError> for CliError {
    fn from(error: UntilError) -> CliError {
        CliError::new(Exit::Usage, error.message).maybe_help(error.help)
    }
}

impl From<VaryError> for CliError {
    fn from(error: VaryError) -> CliError {
        CliError::new(Exit::Usage, error.message).help(error.help)
    }
}

impl From<OutputError> for CliError {
    fn from(error: OutputError) -> CliError {
        CliError::new(Exit::InputOutput, error.to_string()).help(error.help())
    }
}
