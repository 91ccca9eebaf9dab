//! Casualties and control.

use crate::briefing::Section;
use crate::briefing::figures::Figures;
use crate::briefing::sentence::{last_date, number, range};
use crate::record::quantile::{MEDIAN, MIDDLE_90};
use crate::record::{Ensemble, SeriesKind};
use crate::wording::joined;

/// Sides whose losses are put into words.
const MOST_SIDES: usize = 4;

/// The section, if there is fighting.
pub(super) fn section(ensemble: &Ensemble, figures: &mut Figures) -> Option<Section> {
    let mut section = Section::new("military", "Military picture");
    section.sentences.extend(losses(ensemble));
    section.sentences.extend(control(ensemble));
    section.figures = figures.take(&["casualties", "control", "levels", "timeline"]);
    section.unless_empty()
}

/// The greatest losses in the median run.
fn losses(ensemble: &Ensemble) -> Option<String> {
    let mut sides: Vec<_> = ensemble
        .series
        .of_kind(SeriesKind::Deaths)
        .filter_map(|(info, bands)| Some((info, bands.last().filter(|band| band.quantiles[MEDIAN] > 0.0)?)))
        .collect();
    sides.sort_by(|(_, one), (_, other)| other.quantiles[MEDIAN].total_cmp(&one.quantiles[MEDIAN]));
    let said = sides.iter().take(MOST_SIDES).map(|(info, band)| {
        let [median, spread] = [number(band.quantiles[MEDIAN], &info.unit), range(band, MIDDLE_90, &info.unit)];
        format!("{} {median} (90\u{2009}% of runs {spread})", info.label)
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty())
        .then(|| format!("Dead fighters by {} in the median run: {}.", last_date(ensemble), joined(&said, "and")))
}

/// What the attacker holds in most runs.
pub(super) fn control(ensemble: &Ensemble) -> Option<String> {
    let zones: Vec<_> = ensemble
        .series
        .of_kind(SeriesKind::Control)
        .filter_map(|(info, bands)| Some((info, bands.last().filter(|band| band.mean.is_finite())?.mean)))
        .collect();
    if zones.is_empty() {
        return None;
    }
    let held: Vec<&str> = zones.iter().filter(|(_, share)| *share > 0.5).map(|(info, _)| info.label.as_str()).collect();
    let date = last_date(ensemble);
    Some(match held.as_slice() {
        [] => format!("On {date} none of the {} contested zones is held by the attacker in most runs.", zones.len()),
        held => format!(
            "On {date} {} of {} contested zones are in the attackers’ hands in most runs, taken or handed over: {}.",
            held.len(),
            zones.len(),
            // Names of zones may have commas of their own.
            held.join("; ")
        ),
    })
}
