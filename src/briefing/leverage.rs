//! Who holds what over whom, and what changed it.

use crate::briefing::Section;
use crate::briefing::figures::Figures;
use crate::briefing::sentence::{MEDIAN, NINE_TENTHS, last_date, number, range};
use crate::record::{Band, Ensemble, SeriesInfo, SeriesKind};
use crate::wording::joined;

/// Balances that are put into words.
const MOST_BALANCES: usize = 3;
/// Instruments named as what changed most.
const MOST_INSTRUMENTS: usize = 3;
/// A smaller change of a contribution is none.
const LEAST_CHANGE: f64 = 0.005;

/// The section, if there is any leverage.
pub(super) fn section(ensemble: &Ensemble, figures: &mut Figures) -> Option<Section> {
    let mut section = Section::new("leverage", "Leverage");
    for (info, bands) in ensemble.series.of_kind(SeriesKind::Balance).take(MOST_BALANCES) {
        section.sentences.extend(balance(ensemble, info, bands));
    }
    section.sentences.extend(changes(ensemble));
    section.figures = figures.take(&["leverage_balance", "leverage"]);
    section.unless_empty()
}

/// Who has the upper hand at the end, and whether that is sure.
pub(super) fn balance(ensemble: &Ensemble, info: &SeriesInfo, bands: &[Band]) -> Option<String> {
    let last = bands.last().filter(|band| band.quantiles[MEDIAN].is_finite())?;
    let [low, high] = NINE_TENTHS.map(|index| last.quantiles[index]);
    let (holder, target) = info.label.split_once(" over ")?;
    let verdict = match last.quantiles[MEDIAN] {
        median if median > 0.0 => format!("{holder} has the upper hand over {target}"),
        median if median < 0.0 => format!("{target} has the upper hand over {holder}"),
        _ => format!("Neither {holder} nor {target} has the upper hand"),
    };
    let sureness =
        if low > 0.0 || high < 0.0 { "the sign is the same in 90\u{2009}% of runs" } else { "the sign is open" };
    Some(format!(
        "On {} {verdict} in the median run: a balance of {} on a scale from −1 to 1 (90\u{2009}% of runs {}; {sureness}).",
        last_date(ensemble),
        number(last.quantiles[MEDIAN], &info.unit),
        range(last, NINE_TENTHS, &info.unit)
    ))
}

/// The instruments whose median contribution changed most from the first day to the last.
fn changes(ensemble: &Ensemble) -> Option<String> {
    let change = |(info, bands): (&SeriesInfo, &[Band])| {
        let [first, last] = [bands.first()?, bands.last()?].map(|band| band.quantiles[MEDIAN]);
        (last - first).is_finite().then(|| (info.label.clone(), last - first))
    };
    let mut changes: Vec<(String, f64)> = ensemble.series.of_kind(SeriesKind::Instrument).filter_map(change).collect();
    changes.retain(|(_, change)| change.abs() >= LEAST_CHANGE);
    changes.sort_by(|(_, one), (_, other)| other.abs().total_cmp(&one.abs()));
    let named = changes.iter().take(MOST_INSTRUMENTS).map(|(label, change)| {
        let sign = if *change > 0.0 { "+" } else { "" };
        format!("{label} ({sign}{})", number(*change, "1"))
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| {
        format!("From the first day to the last, these changed most in the median run: {}.", joined(&named, "and"))
    })
}
