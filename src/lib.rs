//! Flashpoint: a geopolitical scenario simulator.
pub mod numeric;
pub mod random;
pub mod expression;
