//! Units a quantity may be written in, and how they convert to the unit the format uses.

/// Other ways to write a unit: as written, the format's unit, and the factor as numerator and denominator (two whole
/// numbers keep 7 % at exactly the double nearest to 0.07).
const CONVERSIONS: [(&str, &str, f64, f64); 29] = [
    ("share", "1", 1.0, 1.0),
    ("fraction", "1", 1.0, 1.0),
    ("probability", "1", 1.0, 1.0),
    ("dimensionless", "1", 1.0, 1.0),
    ("%", "1", 1.0, 100.0),
    ("percent", "1", 1.0, 100.0),
    ("person", "persons", 1.0, 1.0),
    ("people", "persons", 1.0, 1.0),
    ("soldiers", "persons", 1.0, 1.0),
    ("thousand persons", "persons", 1e3, 1.0),
    ("thousand people", "persons", 1e3, 1.0),
    ("million persons", "persons", 1e6, 1.0),
    ("million people", "persons", 1e6, 1.0),
    ("death", "deaths", 1.0, 1.0),
    ("thousand deaths", "deaths", 1e3, 1.0),
    ("kilometres", "km", 1.0, 1.0),
    ("kilometers", "km", 1.0, 1.0),
    ("m", "km", 1.0, 1e3),
    ("metres", "km", 1.0, 1e3),
    ("miles", "km", 1.609_344, 1.0),
    ("day", "days", 1.0, 1.0),
    ("hours", "days", 1.0, 24.0),
    ("weeks", "days", 7.0, 1.0),
    ("per day", "1/day", 1.0, 1.0),
    ("/day", "1/day", 1.0, 1.0),
    ("1/days", "1/day", 1.0, 1.0),
    ("per week", "1/day", 1.0, 7.0),
    ("1/week", "1/day", 1.0, 7.0),
    ("%/day", "1/day", 1.0, 100.0),
];

/// The factor, as numerator and denominator, from a unit as written to the unit `expected`; `None` when the two are
/// not known to measure the same.
pub fn conversion(written: &str, expected: &str) -> Option<(f64, f64)> {
    if written == expected {
        return Some((1.0, 1.0));
    }
    CONVERSIONS
        .iter()
        .find(|(unit, base, _, _)| *unit == written && *base == expected)
        .map(|(_, _, up, down)| (*up, *down))
}

/// Units that can be written where `expected` is expected.
pub fn accepted(expected: &str) -> Vec<&str> {
    let others = CONVERSIONS.iter().filter(|(_, base, _, _)| *base == expected).map(|(unit, _, _, _)| *unit);
    std::iter::once(expected).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_keep_the_nearest_double() {
        let (up, down) = conversion("%", "1").unwrap();
        assert_eq!(7.0 * up / down, 0.07);
        assert_eq!(conversion("km", "persons"), None);
        assert_eq!(conversion("km/day", "km/day"), Some((1.0, 1.0)));
    }
}
