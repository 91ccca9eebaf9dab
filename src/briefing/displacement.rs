//! Who leaves home, who is still away, and where they are.

use crate::briefing::Section;
use crate::briefing::figures::Figures;
use crate::briefing::sentence::{at_the_end, last_date, with_ranges};
use crate::record::Ensemble;

/// What is said of each series at the end.
const SERIES: [(&str, &str); 3] = [
    ("displacement.cumulative", "have been driven from home"),
    ("displacement.current", "are displaced"),
    ("displacement.returned", "have returned"),
];

/// The section, if people flee.
pub(super) fn section(ensemble: &Ensemble, figures: &mut Figures) -> Option<Section> {
    let mut section = Section::new("displacement", "Displacement");
    let date = last_date(ensemble);
    for (id, what) in SERIES {
        if let Some((info, band)) = at_the_end(ensemble, id).filter(|(_, band)| band.quantiles[7] > 0.0) {
            section.sentences.push(format!("By {date}, {} {what}.", with_ranges(band, &info.unit)));
        }
    }
    section.figures = figures.take(&["displacement", "stock", "flows", "map", "exceedance", "border"]);
    section.unless_empty()
}
