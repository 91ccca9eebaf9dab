//! Ending a run early and cleanly.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::cli::exit::{CliError, Exit};

/// Notes SIGINT and SIGTERM: the first asks to stop, the second ends the program at once.
pub(super) struct Signals {
    stop: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

impl Signals {
    /// Starts to listen.
    pub(super) fn listen() -> Result<Signals, CliError> {
        let signals = Signals { stop: Arc::default(), signal: Arc::default() };
        let register = || {
            for (signal, exit) in [(SIGINT, Exit::Interrupted), (SIGTERM, Exit::Terminated)] {
                // In this order, because the first registration acts only when the last has been here before.
                flag::register_conditional_shutdown(signal, exit.code().into(), signals.stop.clone())?;
                flag::register_usize(signal, signals.signal.clone(), signal as usize)?;
                flag::register(signal, signals.stop.clone())?;
            }
            Ok(())
        };
        register().map_err(|error: std::io::Error| {
            CliError::new(Exit::Internal, format!("cannot listen for signals: {error}"))
        })?;
        Ok(signals)
    }

    /// True once the program should stop.
    pub(super) fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// An error if the program should stop.
    pub(super) fn check(&self) -> Result<(), CliError> {
        if self.stop.load(Ordering::Relaxed) { Err(self.stopped()) } else { Ok(()) }
    }

    /// What is said when the program was stopped.
    pub(super) fn stopped(&self) -> CliError {
        let terminated = self.signal.load(Ordering::Relaxed) == SIGTERM as usize;
        let (exit, word) =
            if terminated { (Exit::Terminated, "terminated") } else { (Exit::Interrupted, "interrupted") };
        CliError::new(exit, format!("{word}; nothing was written"))
    }
}
