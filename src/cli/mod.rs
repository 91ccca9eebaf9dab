//! The command line: arguments, one file per command, and what the user sees.
//!
//! Results go to standard output, progress and problems to standard error. Nothing here computes a result.

mod arguments;
mod brief;
mod case;
mod check;
mod compare;
mod compare_chain;
mod compare_summary;
mod completions;
mod discover;
mod discover_summary;
mod dry_run;
mod exit;
mod experiment;
mod folders;
mod json;
mod levers;
mod new;
mod number;
mod pictures;
mod plot;
mod progress;
mod resources;
mod run;
mod run_data;
mod schema;
mod score;
mod score_summary;
mod sensitivity;
mod sensitivity_scenario;
mod sensitivity_summary;
mod sensitivity_table;
mod show;
mod signals;
mod simulation;
mod source;
mod summary;
mod sweep;
mod sweep_summary;
mod terminal;
mod trace;
mod version;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::cli::arguments::{Arguments, Command};
use crate::cli::exit::{CliError, Exit};

/// Runs the program and returns its exit code. Never panics.
pub fn main() -> ExitCode {
    // A panic is told in one sentence below, or counted as a failed replicate.
    std::panic::set_hook(Box::new(|_| {}));
    let exit = match catch_unwind(AssertUnwindSafe(checked_main)) {
        Ok(exit) => exit,
        Err(payload) => {
            let text = payload.downcast_ref::<&str>().map(|text| (*text).to_string());
            let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
            terminal::report(&CliError::new(Exit::Internal, format!("internal error: {text}")).help(
                "this is a defect of flashpoint, not of the scenario: please report it with the command and the scenario",
            ));
            Exit::Internal
        }
    };
    ExitCode::from(exit.code())
}

fn checked_main() -> Exit {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // Nothing is left to tell when even this cannot be printed.
            let _ = error.print();
            return if asked { Exit::Success } else { Exit::Usage };
        }
    };
    execute(&arguments.command).unwrap_or_else(|error| {
        terminal::report(&error);
        error.exit
    })
}

/// Every command, and the file it is in.
fn execute(command: &Command) -> Result<Exit, CliError> {
    match command {
        Command::Run(arguments) => run::run(arguments),
        Command::Check(arguments) => check::check(arguments),
        Command::New(arguments) => new::new(arguments),
        Command::Show(arguments) => show::show(arguments),
        Command::Plot(arguments) => plot::plot(arguments),
        Command::Trace(arguments) => trace::trace(arguments),
        Command::Schema(arguments) => schema::schema(arguments),
        Command::Score(arguments) => score::score(arguments),
        Command::Discover(arguments) => discover::discover(arguments),
        Command::Sweep(arguments) => sweep::sweep(arguments),
        Command::Sensitivity(arguments) => sensitivity::sensitivity(arguments),
        Command::Brief(arguments) => brief::brief(arguments),
        Command::Compare(arguments) => compare::compare(arguments),
        Command::Completions(arguments) => completions::completions(arguments),
    }
}
