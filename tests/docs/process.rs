//! The crate's mechanisms, with the macro that declares parameters (which only the crate itself can see).

pub use flashpoint::process::{World, hazard};

#[path = "../../src/process/parameters.rs"]
#[allow(dead_code, reason = "the example uses some of it")]
pub mod parameters;
