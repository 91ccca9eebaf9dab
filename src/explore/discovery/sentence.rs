//! What was found, in sentences whose numbers are those of the table.

use crate::explore::discovery::limits::{Limit, Limits, Side};
use crate::explore::discovery::table::Table;
use crate::explore::discovery::target::Interest;
use crate::record::Variable;
use crate::wording::{grouped, joined};

/// A number with thousands separators and as many digits as it has.
pub(super) fn spoken(value: f64) -> String {
    let magnitude = value.abs();
    let plain = if magnitude != 0.0 && !(1e-6..1e15).contains(&magnitude) {
        format!("{magnitude:e}")
    } else {
        magnitude.to_string()
    };
    let (whole, fraction) = plain.split_at(plain.find(['.', 'e']).unwrap_or(plain.len()));
    let sign = if value < 0.0 { "−" } else { "" };
    let whole = if whole.len() > 4 { grouped(whole) } else { whole.into() };
    format!("{sign}{whole}{fraction}")
}

/// A share in percent, with a decimal where it is small.
pub(super) fn percent(share: f64) -> String {
    match share {
        _ if share.is_nan() => "an unknown share".into(),
        _ if share > 0.0 && share < 0.001 => "less than 0.1 %".into(),
        _ if share > 0.0 && share < 0.1 => format!("{:.1} %", 100.0 * share),
        _ if share < 1.0 && share > 0.995 => "more than 99 %".into(),
        _ => format!("{:.0} %", 100.0 * share),
    }
}

/// A number with its unit.
fn measured(value: f64, variable: &Variable) -> String {
    match variable.unit.trim() {
        "" | "1" => spoken(value),
        unit => format!("{} {unit}", spoken(value)),
    }
}

/// What is of interest: `“The city falls” comes true`, `Displaced persons is at least 1,200,000 persons`.
pub(super) fn statement(variable: &Variable, interest: Interest, threshold: Option<f64>) -> String {
    let label = name(variable);
    match (interest, threshold) {
        (Interest::Holds, _) => format!("“{label}” comes true"),
        (Interest::Fails, _) => format!("“{label}” does not come true"),
        (Interest::AtLeast(_) | Interest::Top(_), threshold) => {
            format!("{label} is at least {}", measured(threshold.unwrap_or(f64::NAN), variable))
        }
        (Interest::AtMost(_) | Interest::Bottom(_), threshold) => {
            format!("{label} is at most {}", measured(threshold.unwrap_or(f64::NAN), variable))
        }
    }
}

/// The name people know an input or output by.
pub(super) fn name(variable: &Variable) -> &str {
    let label = variable.label.trim();
    if label.is_empty() { &variable.id } else { label.trim_end_matches('.') }
}

/// What a box says of one input.
pub(super) fn restriction(variable: &Variable, limit: &Limit) -> String {
    let label = name(variable);
    match limit {
        Limit::Interval { low, high } if low.is_infinite() => {
            format!("{label} is at most {}", measured(*high, variable))
        }
        Limit::Interval { low, high } if high.is_infinite() => {
            format!("{label} is at least {}", measured(*low, variable))
        }
        Limit::Interval { low, high } => {
            format!("{label} is between {} and {}", spoken(*low), measured(*high, variable))
        }
        Limit::Categories(kept) => {
            let words = |wanted: bool| -> Vec<&str> {
                let pairs = variable.categories.iter().zip(kept);
                pairs.filter(|(_, is_inside)| **is_inside == wanted).map(|(word, _)| word.as_str()).collect()
            };
            match words(false)[..] {
                [only] if kept.len() > 2 => format!("{label} is not {only}"),
                _ => format!("{label} is {}", joined(&words(true), "or")),
            }
        }
    }
}

/// One side of a restriction in words.
pub(super) fn side_text(variable: &Variable, limit: &Limit, side: Side) -> String {
    let part = match (limit, side) {
        (Limit::Interval { low, .. }, Side::AtLeast) => Limit::Interval { low: *low, high: f64::INFINITY },
        (Limit::Interval { high, .. }, Side::AtMost) => Limit::Interval { low: f64::NEG_INFINITY, high: *high },
        _ => limit.clone(),
    };
    restriction(variable, &part)
}

/// The word of a kind of restriction.
pub(super) fn side_word(side: Side) -> &'static str {
    match side {
        Side::AtLeast => "at least",
        Side::AtMost => "at most",
        Side::Among => "among",
    }
}

/// The figures of a sentence.
pub(super) struct Figures {
    /// Share of interest inside.
    pub density: f64,
    /// Share of all of interest that is inside.
    pub coverage: f64,
    /// Share of interest among all.
    pub base: f64,
    /// Earlier boxes whose rows are left out.
    pub earlier: usize,
}

/// `… in 71 % of runs where … and …; that covers 64 % of all such runs (base share 23 %).`
pub(super) fn sentence(table: &Table, statement: &str, limits: &Limits, figures: &Figures) -> String {
    let parts: Vec<String> =
        limits.iter().map(|(input, limit)| restriction(&table.inputs[input].variable, limit)).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (runs, base) = match figures.earlier {
        0 => ("runs".into(), "base share"),
        1 => ("the runs outside the first box".into(), "base share of all runs"),
        earlier => (format!("the runs outside the first {earlier} boxes"), "base share of all runs"),
    };
    format!(
        "{statement} in {} of {runs} where {}; that covers {} of all such runs ({base} {}).",
        percent(figures.density),
        joined(&parts, "and"),
        percent(figures.coverage),
        percent(figures.base)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        let cases = [
            (1_200_000.0, "1,200,000"),
            (0.7, "0.7"),
            (-2500.5, "−2500.5"),
            (-25000.5, "−25,000.5"),
            (0.0, "0"),
            (3e-9, "3e-9"),
            (2.5e20, "2.5e20"),
        ];
        for (value, text) in cases {
            assert_eq!(spoken(value), text);
        }
        let shares = [0.71, 0.0234, 0.0, 1.0, 0.9999, 0.00001, f64::NAN].map(percent);
        assert_eq!(shares, ["71 %", "2.3 %", "0 %", "100 %", "more than 99 %", "less than 0.1 %", "an unknown share"]);
    }

    #[test]
    fn restrictions_read_as_people_say_them() {
        let number = Variable { label: "Distance".into(), unit: "km".into(), ..Variable::number("d") };
        let interval = |low, high| restriction(&number, &Limit::Interval { low, high });
        assert_eq!(interval(f64::NEG_INFINITY, 3.5), "Distance is at most 3.5 km");
        assert_eq!(interval(2.0, f64::INFINITY), "Distance is at least 2 km");
        assert_eq!(interval(2.0, 3.5), "Distance is between 2 and 3.5 km");
        let words =
            Variable { categories: ["open", "shut", "part"].map(String::from).to_vec(), ..Variable::number("b") };
        let among = |kept: &[bool]| restriction(&words, &Limit::Categories(kept.to_vec()));
        assert_eq!(among(&[true, false, false]), "b is open");
        assert_eq!(among(&[true, false, true]), "b is not shut");
        assert_eq!(joined(&["a", "b", "c"], "or"), "a, b or c");
    }
}
