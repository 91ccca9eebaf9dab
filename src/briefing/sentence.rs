//! Numbers and dates within sentences.

use crate::chart::number::{self, Style};
use crate::record::quantile::{MEDIAN, MIDDLE_50, MIDDLE_90, Q95};
use crate::record::{Band, Ensemble, SeriesInfo};

pub(super) use crate::chart::number::{date, percent};

/// A number of a unit.
pub(super) fn number(value: f64, unit: &str) -> String {
    number::prose(value, Style::of_unit(unit))
}

/// A number with the word for those it counts.
pub(super) fn counted(value: f64, unit: &str) -> String {
    let noun = match unit {
        "persons" => "\u{a0}people",
        "deaths" => "\u{a0}dead",
        _ => "",
    };
    number(value, unit) + noun
}

/// The range between two quantiles of a band.
pub(super) fn range(band: &Band, [low, high]: [usize; 2], unit: &str) -> String {
    number::prose_range(band.quantiles[low], band.quantiles[high], Style::of_unit(unit))
}

/// Whether a share is so near to none or all that its interval is written with a decimal.
fn is_extreme([low, high]: [f64; 2]) -> bool {
    high < 0.1 || low > 0.9
}

/// A share with as many decimals as its interval has.
pub(super) fn share(share: f64, interval: [f64; 2]) -> String {
    let has_decimal = is_extreme(interval) && share > 0.0 && share < 1.0;
    if has_decimal { number::decimal(100.0 * share, 1) + "\u{2009}%" } else { percent(share) }
}

/// The interval of a share: `70–72 %`, with a decimal where it is small: `0.6–1.4 %`.
pub(super) fn interval([low, high]: [f64; 2]) -> String {
    let decimals = usize::from(is_extreme([low, high]));
    let end = |share: f64| number::decimal(100.0 * share, if share == 0.0 || share == 1.0 { 0 } else { decimals });
    format!("{}–{}\u{2009}%", end(low), end(high))
}

/// Median and ranges: `about 960 000 (half of runs 840 000–1.1 million, 90 % 0.6–1.5 million)`.
pub(super) fn with_ranges(band: &Band, unit: &str) -> String {
    format!(
        "{} in the median run (half of runs {}, 90\u{2009}% of runs {})",
        counted(band.quantiles[MEDIAN], unit),
        range(band, MIDDLE_50, unit),
        range(band, MIDDLE_90, unit)
    )
}

/// A series on its last day, if that is a number.
pub(super) fn at_the_end<'e>(ensemble: &'e Ensemble, id: &str) -> Option<(&'e SeriesInfo, &'e Band)> {
    let (info, bands) = ensemble.series.get(id)?;
    let last = bands.last().filter(|band| band.quantiles[MEDIAN].is_finite())?;
    Some((info, last))
}

/// A count on its last day, if there is any of it in more than a few runs.
pub(super) fn total<'e>(ensemble: &'e Ensemble, id: &str) -> Option<(&'e SeriesInfo, &'e Band)> {
    at_the_end(ensemble, id).filter(|(_, band)| band.quantiles[Q95] > 0.0)
}

/// The date of the last day.
pub(super) fn last_date(ensemble: &Ensemble) -> String {
    date(ensemble.series.start.plus_days(ensemble.series.days.saturating_sub(1) as i64))
}

/// A date by its day.
pub(super) fn day(ensemble: &Ensemble, day: f64) -> String {
    date(ensemble.series.start.plus_days(day.floor() as i64))
}

/// A text as the beginning of a sentence.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text as a sentence of its own.
pub(super) fn closed(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '”']) { text.into() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_small_shares_have_a_decimal() {
        let cases =
            [([0.70, 0.72], "70–72"), ([0.0, 0.004], "0–0.4"), ([0.006, 0.014], "0.6–1.4"), ([0.993, 1.0], "99.3–100")];
        for (ends, text) in cases {
            assert_eq!(interval(ends), format!("{text}\u{2009}%"));
        }
    }

    #[test]
    fn sentences_begin_with_a_capital_and_are_closed() {
        assert_eq!(capitalised("ägypten"), "Ägypten");
        assert_eq!(["It falls", "It falls.", "“It falls.”"].map(closed), ["It falls.", "It falls.", "“It falls.”"]);
    }
}
