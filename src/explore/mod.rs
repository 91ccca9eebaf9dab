//! Questions asked of whole ensembles: what they depend on, what would change them, and how they fared.
//!
//! Designs make points ([`design`]), evaluators run them, analyses read tables of inputs and outputs
//! ([`crate::record::Data`]): the three do not know each other, and an analysis takes any table.

pub mod compare;
pub mod design;
pub mod discovery;
pub mod experiment;
mod score;
pub mod sensitivity;
pub mod study;
pub mod sweep;
pub mod until;

pub use crate::explore::score::{LIMIT, Scoring, report};
