//! Sensitivity: what an outcome depends on.

mod bootstrap;
mod chance;
mod error;
mod given;
mod morris;
mod ranking;
mod sample;
mod sentences;
mod sobol;
mod stability;
mod structure;

pub use crate::explore::sensitivity::chance::chance;
pub use crate::explore::sensitivity::error::SensitivityError;
pub use crate::explore::sensitivity::given::{SLICES, given};
pub use crate::explore::sensitivity::morris::morris;
pub use crate::explore::sensitivity::sentences::sentences;
pub use crate::explore::sensitivity::sobol::sobol;
pub use crate::explore::sensitivity::stability::Sampling;
pub use crate::explore::sensitivity::structure::{Structure, structure};

use crate::explore::sensitivity::bootstrap::Address;

/// What an analysis needs besides the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Seed of the resampling; the same seed gives the same intervals.
    pub seed: u64,
    /// Resamples of an interval.
    pub resamples: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { seed: 1, resamples: 1000 }
    }
}

impl Options {
    /// Where an analysis finds its random numbers.
    fn address(self, entity: &str) -> Address<'_> {
        Address { seed: self.seed, entity, resamples: self.resamples }
    }
}

#[cfg(test)]
mod coverage_tests;
#[cfg(test)]
mod models;
