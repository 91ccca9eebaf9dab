//! Plays the replicates of a plan in parallel and reduces them in bounded memory.
//!
//! Threads take chunks of replicates in order. What a chunk leaves is added to integer counts and exact sums, which do
//! not depend on order, and its outcomes and events are handed on in the order of replicates. The results are therefore
//! the same for any number of threads, any size of chunks, and any width of lanes.

mod capture;
mod delivery;
mod demand;
mod failure;
mod run;
mod series;
mod settings;
mod summary;
#[cfg(test)]
mod tests;
mod worker;

pub use crate::ensemble::delivery::{Discard, Sink};
pub use crate::ensemble::demand::{Demand, demand};
pub(crate) use crate::ensemble::failure::panic_message;
pub use crate::ensemble::failure::{Failure, Failures};
pub use crate::ensemble::run::{EnsembleError, Monitor, Reduced, StoppingRule, run, run_until};
pub use crate::ensemble::series::Reduction;
pub(crate) use crate::ensemble::settings::worker_threads;
pub use crate::ensemble::settings::{Lanes, Settings, default_chunk};
pub use crate::ensemble::summary::{run_id, summarise};

/// Replicates played side by side in lanes. Sums are taken bundle by bundle, so first replicates and chunks are multiples
/// of it.
pub const BUNDLE: usize = 8;

/// Locks a mutex; what a thread that panicked left behind is still whole, because panics are caught before the lock.
pub(crate) fn lock<T: ?Sized>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
