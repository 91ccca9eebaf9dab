//! Sensitivity: what an outcome depends on.
//!
//! Every analysis is a function of a table of inputs and outputs, whoever made it; the formulas are in
//! `docs/model/sensitivity.md`.
//!
//! | analysis | rows it needs | says |
//! |---|---|---|
//! | [`morris()`] | trajectories | size and direction of effects, cheaply: what can be left out |
//! | [`sobol()`] | Saltelli's design | shares of the variance, alone and together |
//! | [`given()`] | any sample | PAWN, Borgonovo's delta, first order, regression and ranks |
//! | [`chance()`] | points × replicates under the same draws | what is not known against what is luck |
//!
//! ```
//! use flashpoint::explore::design::{Factor, Saltelli, Sobol, Space};
//! use flashpoint::explore::sensitivity::{Options, evaluate, sobol};
//!
//! let space = Space { factors: ["a", "b", "c"].map(|id| Factor::interval(id, 0.0, 1.0)).into() };
//! let design = Saltelli::new(Sobol::new(6, 256)?.scrambled(1), true);
//! let data = evaluate(&design, &space, "y", |x| x[0] + 2.0 * x[1] * x[2]);
//!
//! let found = sobol(&data, "y", Options::default())?;
//! assert!((found.sum_of_first.value - 0.9).abs() < 0.05, "{:?}", found.sum_of_first);
//! let [b_with_c] = [2].map(|pair: usize| found.pairs[pair].index.value);
//! assert!((b_with_c - 0.1).abs() < 0.05);
//! assert!(found.ranking.stable || found.ranking.factors[2].factor == "a");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bootstrap;
mod chance;
mod error;
mod evaluate;
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
pub use crate::explore::sensitivity::evaluate::evaluate;
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
