//! Forecasts without a model: single numbers, whose CRPS is the absolute error.

use crate::quantity::Date;
use crate::record::{Observation, SeriesInfo};

/// Days before the origin whose observations are extrapolated.
const FORTNIGHT: i64 = 14;

/// The observations of one series that are known at the origin: those of days before it, in order of date.
pub(super) fn known<'o>(observations: &'o [Observation], info: &SeriesInfo) -> Vec<&'o Observation> {
    let mut known: Vec<&Observation> =
        observations.iter().filter(|observation| observation.series == info.id).collect();
    known.sort_by_key(|observation| observation.date);
    known
}

/// The last figure stays. Before the first, a cumulative series is zero; of any other nothing is known.
pub(super) fn persistence(known: &[&Observation], info: &SeriesInfo) -> f64 {
    let none = if info.is_cumulative() { 0.0 } else { f64::NAN };
    known.last().map_or(none, |last| last.value)
}

/// The least-squares line through the figures of the fortnight before the origin goes on to a date. NaN with figures of
/// fewer than two days.
pub(super) fn extrapolation(known: &[&Observation], origin: Date, date: Date) -> f64 {
    let recent = known.iter().map(|observation| (observation.date.days_since(origin) as f64, observation.value));
    let recent: Vec<(f64, f64)> = recent.filter(|(day, _)| *day >= -FORTNIGHT as f64).collect();
    let count = recent.len() as f64;
    let day = recent.iter().map(|point| point.0).sum::<f64>() / count;
    let value = recent.iter().map(|point| point.1).sum::<f64>() / count;
    let spread: f64 = recent.iter().map(|point| (point.0 - day) * (point.0 - day)).sum();
    let slope = recent.iter().map(|point| (point.0 - day) * (point.1 - value)).sum::<f64>() / spread;
    value + slope * (date.days_since(origin) as f64 - day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{ObservationUse, SeriesKind};

    fn observation(day: u8, value: f64) -> Observation {
        Observation {
            series: "displacement.cumulative".into(),
            date: Date::new(2020, 1, day).unwrap(),
            value,
            low: value,
            high: value,
            purpose: ObservationUse::Validate,
            status: "fact".into(),
            source: String::new(),
        }
    }

    fn info(id: &str) -> SeriesInfo {
        SeriesInfo { id: id.into(), label: String::new(), unit: "persons".into(), kind: SeriesKind::Displacement }
    }

    #[test]
    fn the_last_figure_stays_and_sums_begin_with_zero() {
        let observations = [observation(20, 300.0), observation(9, 100.0)];
        let known = known(&observations, &info("displacement.cumulative"));
        assert_eq!(persistence(&known, &info("displacement.cumulative")), 300.0);
        assert_eq!(persistence(&[], &info("displacement.cumulative")), 0.0);
        assert!(persistence(&[], &info("displacement.current")).is_nan());
    }

    #[test]
    fn the_line_goes_on_from_the_fortnight_alone() {
        // The origin is the 21st: the figure of the 2nd is too old. 100 on the 9th and 300 on the 19th: 20 a day.
        let observations = [observation(2, 5000.0), observation(9, 100.0), observation(19, 300.0)];
        let (origin, date) = (Date::new(2020, 1, 21).unwrap(), Date::new(2020, 1, 29).unwrap());
        let known: Vec<&Observation> = observations.iter().collect();
        assert!((extrapolation(&known, origin, date) - 500.0).abs() < 1e-9);
        let three = [observation(9, 100.0), observation(14, 100.0), observation(19, 400.0)];
        let three: Vec<&Observation> = three.iter().collect();
        // Mean day 14, mean value 200, slope 5 · 300 / 50 = 30: 200 + 30 · 15 on the 29th.
        assert!((extrapolation(&three, origin, date) - 650.0).abs() < 1e-9);
        for few in [&known[..1], &known[1..2], &[]] {
            assert!(extrapolation(few, origin, date).is_nan());
        }
        let twice = [&observations[1], &observations[1]];
        assert!(extrapolation(&twice, origin, date).is_nan(), "two figures of one day have no slope");
    }
}
