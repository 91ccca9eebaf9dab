//! Who holds what over whom, and what changed it.

use crate::briefing::Section;
use crate::briefing::figures::Figures;
use crate::briefing::sentence::{last_date, number};
use crate::chart::number::{Style, prose_range};
use crate::record::quantile::{MEDIAN, MIDDLE_90};
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
    let [low, high] = MIDDLE_90.map(|index| last.quantiles[index]);
    let (holder, target) = ensemble.series.parties(&info.id)?;
    let median = last.quantiles[MEDIAN];
    // As the side that has the upper hand sees it, so that the number is not negative.
    let (stronger, weaker, [low, high]) =
        if median < 0.0 { (target, holder, [-high, -low]) } else { (holder, target, [low, high]) };
    let sureness = if low > 0.0 { "in at least 95\u{2009}% of runs it is on that side" } else { "the side is open" };
    Some(format!(
        "On {} {stronger} has the upper hand over {weaker} in the median run: a balance of {} in its favour on a scale to 1 \
         (90\u{2009}% of runs {}; {sureness}).",
        last_date(ensemble),
        number(median.abs(), &info.unit),
        prose_range(low, high, Style::of_unit(&info.unit))
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
