//! Numbers as people read them in a terminal.

use crate::wording;

/// A count or measure with thousands separators and three or more significant digits: `958,214`, `42.3`, `0.318`; `never`
/// when infinite.
pub(super) fn plain(value: f64) -> String {
    if value.is_nan() {
        return "–".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "never".into() } else { "−∞".into() };
    }
    let magnitude = value.abs();
    let text = match magnitude {
        _ if magnitude >= 100.0 || magnitude.fract() == 0.0 => grouped(magnitude),
        _ if magnitude >= 10.0 => format!("{magnitude:.1}"),
        _ if magnitude >= 1.0 => format!("{magnitude:.2}"),
        _ => format!("{magnitude:.3}"),
    };
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { format!("−{text}") } else { text }
}

/// A whole number with thousands separators; scientific beyond fifteen digits.
pub(super) fn grouped(value: f64) -> String {
    if value >= 1e15 {
        return format!("{value:.3e}");
    }
    wording::grouped(&format!("{value:.0}"))
}

/// A Monte Carlo error with two significant digits where it is small.
pub(super) fn error(value: f64) -> String {
    match value {
        _ if !value.is_finite() => "–".into(),
        _ if value >= 10.0 => grouped(value),
        _ if value >= 1.0 => format!("{value:.1}"),
        _ if value >= 0.1 => format!("{value:.2}"),
        _ if value >= 0.01 || value == 0.0 => format!("{value:.3}"),
        _ => format!("{value:.4}"),
    }
}

/// A probability with its standard error, in percent: `71.3 ± 0.5 %`.
pub(super) fn percent(probability: f64, standard_error: f64) -> String {
    if probability.is_nan() {
        return "–".into();
    }
    format!("{:.1} ± {:.1} %", 100.0 * probability, 100.0 * standard_error)
}

/// Bytes in a unit that suits them.
pub(super) fn bytes(bytes: u64) -> String {
    let (unit, size) = [("GiB", 1_u64 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
        .into_iter()
        .find(|(_, size)| bytes >= *size)
        .unwrap_or(("bytes", 1));
    let amount = bytes as f64 / size as f64;
    if amount < 10.0 && size > 1 { format!("{amount:.1} {unit}") } else { format!("{} {unit}", grouped(amount)) }
}

/// A duration: `0.8 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
pub(super) fn duration(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        0..10 => format!("{seconds:.1} s"),
        10..120 => format!("{whole} s"),
        120..7200 => format!("{} min {} s", whole / 60, whole % 60),
        _ => format!("{} h {} min", whole / 3600, whole % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        let cases = [
            (958_214.4, "958,214"),
            (42.31, "42.3"),
            (-0.317, "−0.317"),
            (3.0, "3"),
            (f64::INFINITY, "never"),
            (f64::NAN, "–"),
            (-0.0001, "0.000"),
            (1e20, "1.000e20"),
        ];
        for (value, text) in cases {
            assert_eq!(plain(value), text);
        }
        assert_eq!(percent(0.7134, 0.0052), "71.3 ± 0.5 %");
        assert_eq!(
            (bytes(900), bytes(5 << 29), bytes(300 << 20)),
            ("900 bytes".into(), "2.5 GiB".into(), "300 MiB".into())
        );
        assert_eq!(
            (duration(0.84), duration(200.0), duration(7500.0)),
            ("0.8 s".into(), "3 min 20 s".into(), "2 h 5 min".into())
        );
        assert_eq!((error(1234.0), error(0.0052), error(f64::NAN)), ("1,234".into(), "0.0052".into(), "–".into()));
    }
}
