//! Questions asked of whole ensembles: what they depend on, what would change them, and how they fared.
//!
//! Designs make points ([`design`]), evaluators run them, analyses read tables of inputs and outputs
//! ([`crate::record::Data`]): the three do not know each other, and an analysis takes any table.

pub mod compare;
pub mod design;
mod score;

pub use crate::explore::score::{LIMIT, Scoring, report};
