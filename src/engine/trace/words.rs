//! Numbers and rungs in sentences.

use crate::model::ladder::RUNGS;
use crate::wording::grouped;

/// A rung's name in a sentence: `limited strike`.
pub(in crate::engine::trace) fn rung(level: usize) -> String {
    RUNGS.get(level).copied().unwrap_or("unknown").replace('_', " ")
}

/// A number with its sign and two decimals: `−0.12`.
pub(in crate::engine::trace) fn signed(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let sign = if rounded < 0.0 { '−' } else { '+' };
    format!("{sign}{:.2}", rounded.abs())
}

/// A whole number in groups of three digits: `1,234,567`.
pub(in crate::engine::trace) fn whole(value: f64) -> String {
    let sign = if value <= -0.5 { "−" } else { "" };
    format!("{sign}{}", grouped(&format!("{:.0}", value.abs())))
}

/// A count with its noun, in the singular for one.
pub(in crate::engine::trace) fn count(value: f64, singular: &str, plural: &str) -> String {
    let noun = if (value - 1.0).abs() < 0.5 { singular } else { plural };
    format!("{}\u{a0}{noun}", whole(value))
}
