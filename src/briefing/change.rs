//! What would change our mind: where a sweep flips an answer, and in which corner of the assumptions something is frequent.

use crate::briefing::figures::Figures;
use crate::briefing::sentence::{capitalised, closed};
use crate::briefing::{BriefingError, Section};
use crate::record::{DiscoveryReport, Sweep};

/// The section, if there is a sweep or a discovery.
pub(super) fn section(sweeps: &[Sweep], discoveries: &[DiscoveryReport]) -> Result<Option<Section>, BriefingError> {
    let mut section = Section::new("change", "What would change our mind");
    for sweep in sweeps {
        let figures = Figures::of_sweep(sweep)?.take_all();
        section.points.extend(figures.iter().map(|figure| closed(&capitalised(&figure.says))));
        section.figures.extend(figures);
    }
    for report in discoveries {
        let found = &report.discovery.boxes;
        section.points.extend(found.iter().map(|found| closed(&capitalised(&found.sentence))));
        if found.is_empty() {
            let statement = &report.discovery.target.statement;
            section.points.push(format!("No assumption by itself makes it frequent that {statement}."));
        }
        section.figures.extend(Figures::of_discovery(report)?.take_all());
    }
    Ok(section.unless_empty())
}
