//! Random numbers with an address: a draw is a pure function of (seed, replicate, process, entity, day, slot).
//!
//! # Invariants
//! - Each process has a stream of its own for each entity, so that adding one shifts no other's draws.
//! - A replicate's draws depend neither on the lanes it shares nor on the order in which they are made.
//! - The first words of a stream are frozen by a test: a change would silently change every published result.

mod chacha;
mod replicates;
mod stream;

pub use crate::random::replicates::Replicates;
pub use crate::random::stream::Stream;
