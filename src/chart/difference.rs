//! s
use crate::chart::{Chart, ChartError};
use crate::record::Comparison;
/// s
pub fn draw_all(_c: &Comparison) -> Result<Vec<Chart>, ChartError> { Ok(Vec::new()) }
