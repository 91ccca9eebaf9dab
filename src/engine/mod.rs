//! Plays a [`Plan`]: samples the quantities of each replicate, steps the days, and hands out what was recorded.
//!
//! The engine knows no file, thread, clock or chart.

mod plan;
mod run;
pub mod trace;

pub use crate::engine::plan::{Flow, Outcome, People, Plan, Question, Series, Watch};
pub use crate::engine::run::{Player, Recorder, sampled};
