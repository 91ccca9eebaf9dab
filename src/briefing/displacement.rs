//! Who leaves home, who is still away, and where they are.

use crate::briefing::Section;
use crate::briefing::figures::Figures;
use crate::briefing::sentence::{last_date, total, with_ranges};
use crate::record::Ensemble;

/// What is said of each series at the end.
const SERIES: [(&str, &str); 3] = [
    ("displacement.cumulative", "have been driven from home"),
    ("displacement.current", "are away from home (earlier exiles not counted)"),
    ("displacement.returned", "have returned"),
];

/// The section, if people flee.
pub(super) fn section(ensemble: &Ensemble, figures: &mut Figures) -> Option<Section> {
    let mut section = Section::new("displacement", "Displacement");
    let date = last_date(ensemble);
    for (id, what) in SERIES {
        if let Some((info, band)) = total(ensemble, id) {
            section.sentences.push(format!("By {date}, {} {what}.", with_ranges(band, &info.unit)));
        }
    }
    if !ensemble.flows.flows.is_empty() {
        section.sentences.push(
            "Who is where is told in means over the runs, which add up over the places; the figures above are medians."
                .into(),
        );
    }
    section.figures = figures.take(&["displacement", "stock", "flows", "map", "exceedance", "border"]);
    section.unless_empty()
}
