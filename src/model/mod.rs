//! The compiled, checked, static inputs of a run.
pub mod ladder;
pub mod parameter;
