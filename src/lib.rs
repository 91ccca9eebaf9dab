//! Flashpoint: a geopolitical scenario simulator.
pub mod diagnostic;
pub mod quantity;
pub mod numeric;
pub mod random;
pub mod statistics;
pub mod expression;
pub mod record;
pub mod output;
pub mod chart;
