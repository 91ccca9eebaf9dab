//! Flashpoint: a geopolitical scenario simulator.
pub mod chart;
pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod ensemble;
pub mod expression;
pub mod model;
pub mod numeric;
pub mod output;
pub mod process;
pub mod quantity;
pub mod random;
pub mod record;
pub mod scenario;
pub mod statistics;
