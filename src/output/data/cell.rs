//! What the text of a cell says.

use crate::quantity::Date;

/// Words that spreadsheets, R, pandas and databases write where there is no value.
const MISSING: [&str; 9] = ["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null"];
/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// Whether a cell stands for no value.
pub(super) fn is_missing(text: &str) -> bool {
    MISSING.contains(&text)
}

/// A number, with the decimal sign of the file; `inf` is one, NaN is none.
pub(super) fn number(text: &str, decimal: char) -> Option<f64> {
    let parsed = match decimal {
        '.' => text.parse::<f64>(),
        _ => text.replacen(decimal, ".", 1).parse::<f64>(),
    };
    parsed.ok().filter(|value| !value.is_nan())
}

/// True or false, in any of the usual spellings.
pub(super) fn condition(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// An ISO 8601 date, perhaps with a time of the day in UTC or in no zone, as days since 1 January 1970.
pub(super) fn date(text: &str) -> Option<f64> {
    let (day, time) = (text.get(..10)?, text.get(10..)?);
    let well_formed =
        |(index, byte): (usize, u8)| if index == 4 || index == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if !day.bytes().enumerate().all(well_formed) {
        return None;
    }
    let days = f64::from(day.parse::<Date>().ok()?.unix_days());
    let time = time.strip_suffix("+00:00").or(time.strip_suffix('Z')).unwrap_or(time);
    if time.is_empty() { Some(days) } else { Some(days + time_of_day(time.strip_prefix(['T', ' '])?)? / DAY) }
}

/// Seconds since midnight of `HH:MM`, `HH:MM:SS` or `HH:MM:SS.sss`.
fn time_of_day(text: &str) -> Option<f64> {
    let mut parts = text.splitn(3, ':');
    let mut part = |limit: f64| {
        let part = parts.next()?;
        let digits = part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        part.parse::<f64>().ok().filter(|value| digits && *value < limit)
    };
    let (hours, minutes) = (part(24.0)?, part(60.0)?);
    let seconds = if text.matches(':').count() == 2 { part(61.0)? } else { 0.0 };
    Some(hours * 3600.0 + minutes * 60.0 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_and_times_their_fractions() {
        let cases = [
            ("1970-01-01", 0.0),
            ("2020-03-05", 18_326.0),
            ("1969-12-31T12:00", -0.5),
            ("2020-03-05 06:00:00", 18_326.25),
            ("2020-03-05T18:00:00.000Z", 18_326.75),
            ("2020-03-05 18:00:00+00:00", 18_326.75),
        ];
        for (text, days) in cases {
            assert_eq!(date(text), Some(days), "{text}");
        }
        for text in
            ["2020-3-5", "2020-02-30", "2020-03-05T25:00", "2020-03-05x", "20200305", "2020-03-05T", "март 2020 г."]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_have_the_decimal_sign_of_their_file() {
        assert_eq!(
            [number("1.5", '.'), number("-1e-3", '.'), number("inf", '.')],
            [Some(1.5), Some(-1e-3), Some(f64::INFINITY)]
        );
        assert_eq!([number("1,5", ','), number("1,5", '.'), number("nan", '.')], [Some(1.5), None, None]);
    }
}
