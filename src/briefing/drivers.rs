//! What drives the result: sensitivity analyses.

use crate::briefing::figures::Figures;
use crate::briefing::sentence::{capitalised, closed};
use crate::briefing::{BriefingError, Section};
use crate::record::SensitivityReport;

/// Outcomes whose findings are put into words.
const MOST_OUTCOMES: usize = 4;
/// Sentences of each.
const MOST_SENTENCES: usize = 3;

/// The section, if there is an analysis.
pub(super) fn section(reports: &[SensitivityReport]) -> Result<Option<Section>, BriefingError> {
    let mut section = Section::new("drivers", "What drives the result");
    for report in reports {
        for outcome in report.outcomes.iter().take(MOST_OUTCOMES) {
            let said = outcome.sentences.iter().take(MOST_SENTENCES);
            section.points.extend(said.map(|sentence| closed(&capitalised(sentence))));
        }
        section.figures.extend(Figures::of_sensitivity(report)?.take_all());
    }
    Ok(section.unless_empty())
}
