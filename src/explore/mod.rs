//! Questions asked of whole ensembles: how they fared against what happened.

mod score;

pub use crate::explore::score::{LIMIT, Scoring, report};
