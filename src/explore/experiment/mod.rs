//! Experiments: a scenario of which some numbers, words or levers vary, and the playing of chosen points of it.
//!
//! A factor that is a quantity of the model is given to the engine lane by lane: a point costs its replicates and nothing
//! else, eight points or replicates side by side. Whatever else varies (a lever, a date, a word) makes a variant of the
//! scenario, compiled once however many points share it.

mod factor;
mod fold;
mod load;
mod play;
mod vary;
mod worker;

pub use crate::explore::experiment::fold::{Entry, PointResult};
pub use crate::explore::experiment::load::{Experiment, ExperimentError};
pub use crate::explore::experiment::play::{Draws, PlayError, Playing, Request, Take, append};
pub use crate::explore::experiment::vary::{Vary, VaryError, VaryValues};

#[cfg(test)]
mod tests;
