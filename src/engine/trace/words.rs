//! Numbers and rungs in sentences.

use crate::model::ladder::RUNGS;

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
    let digits = format!("{:.0}", value.abs());
    let mut text = String::from(if value <= -0.5 { "−" } else { "" });
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun, in the singular for one.
pub(in crate::engine::trace) fn count(value: f64, singular: &str, plural: &str) -> String {
    let noun = if (value - 1.0).abs() < 0.5 { singular } else { plural };
    format!("{}\u{a0}{noun}", whole(value))
}

/// A list in words: `a, b and c`.
pub(in crate::engine::trace) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
