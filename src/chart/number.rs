//! Numbers as people read them: `1.0 million`, `250 000`, `62 %`.

use crate::quantity::Date;

/// Thin space, between groups of three digits and before a per cent sign.
const THIN: char = '\u{2009}';

/// Keeps a number and its unit on one line.
const NO_BREAK: char = '\u{a0}';

/// A date that is not broken over lines: `5 May 2020`.
pub fn date(date: Date) -> String {
    date.long().replace(' ', "\u{a0}")
}

/// What a number counts, which decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Persons, deaths, kilometres: thousands separators, millions in words.
    Count,
    /// A share of runs.
    Percent,
    /// A number without unit, two decimals.
    Plain,
}

impl Style {
    /// How numbers of this unit are written.
    pub fn of_unit(unit: &str) -> Style {
        if unit.is_empty() || unit == "1" { Style::Plain } else { Style::Count }
    }
}

/// What stands for a number that is not known, or for one beyond all others.
fn without_digits(value: f64) -> Option<String> {
    let text = if value.is_nan() {
        "–"
    } else if value == f64::INFINITY {
        "∞"
    } else if value == f64::NEG_INFINITY {
        "−∞"
    } else {
        return None;
    };
    Some(text.into())
}

/// A whole number with thin spaces between groups of three digits; `1.2e15` when it is too long to read.
pub fn grouped(value: f64) -> String {
    if let Some(text) = without_digits(value) {
        return text;
    }
    if value.abs() >= 1e15 {
        return format!("{value:.1e}");
    }
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    if value < 0.0 && digits != "0" {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// A number with this many decimals and a true minus sign.
pub fn decimal(value: f64, decimals: usize) -> String {
    if let Some(text) = without_digits(value) {
        return text;
    }
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.chars().all(|c| c == '0' || c == '.');
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// A share as a percentage; a share that only rounds to none or all is said to be less or more, one that is not known is a
/// dash.
pub fn percent(share: f64) -> String {
    if let Some(text) = without_digits(share) {
        return text;
    }
    let text = if share > 0.0 && share < 0.005 {
        "<1".into()
    } else if share < 1.0 && share > 0.995 {
        ">99".into()
    } else {
        decimal(share * 100.0, 0)
    };
    format!("{text}{THIN}%")
}

/// The power of ten at or below a positive number.
pub fn power_of_ten(value: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= value && power < 1e300 {
        power *= 10.0;
    }
    while power > value && power > 1e-300 {
        power /= 10.0;
    }
    power
}

/// A number as prose: counts to two significant digits.
pub fn prose(value: f64, style: Style) -> String {
    let (number, unit) = prose_parts(value, style);
    if unit.is_empty() { number } else { format!("{number}{NO_BREAK}{unit}") }
}

/// A count as prose where that is all of it, else with all its digits: `1.25 million`.
pub fn exact(value: f64) -> String {
    let millions = value / 1e6;
    let decimals = decimals_of(millions);
    match millions.abs() {
        size if size < 1.0 && value.fract() == 0.0 => grouped(value),
        size if (1.0..10.0).contains(&size) && decimals > 1 => {
            format!("{}{NO_BREAK}million", decimal(millions, decimals))
        }
        size if (10.0..1e3).contains(&size) => format!("{}{NO_BREAK}million", decimal(millions, decimals)),
        _ => prose(value, Style::Count),
    }
}

/// A range as prose, the unit said once when both ends share it: `0.6–1.5 million`.
pub fn prose_range(low: f64, high: f64, style: Style) -> String {
    let (low_number, low_unit) = prose_parts(low, style);
    let (high_number, high_unit) = prose_parts(high, style);
    let dash = if low < 0.0 || high < 0.0 { " to " } else { "–" };
    match (low_unit == high_unit, high_unit) {
        (true, "") => format!("{low_number}{dash}{high_number}"),
        (true, unit) => format!("{low_number}{dash}{high_number}{NO_BREAK}{unit}"),
        (false, _) => format!("{}{dash}{}", prose(low, style), prose(high, style)),
    }
}

fn prose_parts(value: f64, style: Style) -> (String, &'static str) {
    match style {
        Style::Percent => (percent(value), ""),
        Style::Plain => (decimal(value, 2), ""),
        Style::Count => count_parts(value),
    }
}

fn count_parts(value: f64) -> (String, &'static str) {
    let size = value.abs();
    if size < 10.0 {
        return (decimal(value, usize::from(value.fract() != 0.0)), "");
    }
    let step = power_of_ten(size) / 10.0;
    let rounded = (value / step).round() * step;
    for (unit, name) in [(1e9, "billion"), (1e6, "million")] {
        if rounded.abs() >= unit && rounded.abs() < 1e15 {
            let shown = rounded / unit;
            return (if shown.abs() < 10.0 { decimal(shown, 1) } else { grouped(shown) }, name);
        }
    }
    (grouped(if size < 100.0 { value.round() } else { rounded }), "")
}

/// A tick label on an axis whose ticks are `step` apart: `0`, `250 000`, `1.0 m`.
pub fn tick(value: f64, step: f64, style: Style) -> String {
    match style {
        Style::Percent => percent(value),
        Style::Plain => decimal(value, decimals_of(step)),
        Style::Count if value == 0.0 => "0".into(),
        Style::Count if value.abs() >= 1e6 && value.abs() < 1e15 => {
            format!("{}{THIN}m", decimal(value / 1e6, decimals_of(step / 1e6).max(usize::from(step < 1e6))))
        }
        Style::Count if value.abs() < 1e15 && step < 1.0 => decimal(value, decimals_of(step)),
        Style::Count => grouped(value),
    }
}

/// Decimals that tell ticks `step` apart from each other, at most six.
fn decimals_of(step: f64) -> usize {
    let mut scaled = step.abs();
    let mut decimals = 0;
    while decimals < 6 && (scaled - scaled.round()).abs() > 1e-6 * scaled.max(1e-9) {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_people_say_them() {
        let cases = [
            (961_000.0, "960\u{2009}000"),
            (1_043_000.0, "1.0\u{a0}million"),
            (1_432.0, "1\u{2009}400"),
            (57.6, "58"),
            (12_345_678.0, "12\u{a0}million"),
            (0.0, "0"),
        ];
        for (value, text) in cases {
            assert_eq!(prose(value, Style::Count), text);
        }
        assert_eq!(prose(999_600.0, Style::Count), "1.0\u{a0}million", "rounding carries into the next unit");
        assert_eq!(prose_range(610_000.0, 1_520_000.0, Style::Count), "610\u{2009}000–1.5\u{a0}million");
        assert_eq!(prose_range(1_100_000.0, 1_520_000.0, Style::Count), "1.1–1.5\u{a0}million");
        assert_eq!(prose_range(-0.2, 0.31, Style::Plain), "−0.20 to 0.31");
    }

    #[test]
    fn exact_counts_keep_their_digits() {
        let cases = [
            (1_250_000.0, "1.25\u{a0}million"),
            (1_000_000.0, "1.0\u{a0}million"),
            (12_500_000.0, "12.5\u{a0}million"),
            (125_000.0, "125\u{2009}000"),
            (500_000.0, "500\u{2009}000"),
            (0.0, "0"),
        ];
        for (value, text) in cases {
            assert_eq!(exact(value), text);
        }
        for value in [f64::NAN, f64::INFINITY, f64::MAX, 5e-324, -1e9, 3.7] {
            assert_eq!(exact(value), prose(value, Style::Count));
        }
    }

    #[test]
    fn small_shares_are_not_called_none() {
        assert_eq!(percent(0.0004), "<1\u{2009}%");
        assert_eq!(percent(0.0), "0\u{2009}%");
        assert_eq!(percent(0.9991), ">99\u{2009}%");
        assert_eq!(percent(1.0), "100\u{2009}%");
    }

    #[test]
    fn ticks_show_the_decimals_their_step_needs() {
        assert_eq!(tick(1e6, 250_000.0, Style::Count), "1.00\u{2009}m");
        assert_eq!(tick(1e6, 500_000.0, Style::Count), "1.0\u{2009}m");
        assert_eq!(tick(250_000.0, 250_000.0, Style::Count), "250\u{2009}000");
        assert_eq!(tick(0.25, 0.25, Style::Plain), "0.25");
        assert_eq!(tick(-0.5, 0.5, Style::Plain), "−0.5");
    }

    #[test]
    fn the_greatest_and_least_numbers_end_too() {
        for value in [f64::MAX, f64::MIN_POSITIVE, 1e-320] {
            assert!(!prose(value, Style::Count).is_empty() && power_of_ten(value) > 0.0);
        }
    }
}
