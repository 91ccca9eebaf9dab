//! Three histories, told as dated lines.

use crate::briefing::sentence::{number, percent};
use crate::briefing::{History, Section};
use crate::record::{Ensemble, HistoryEntry, HistoryKind, SampleHistory, WORSE_WHEN_MORE};

/// The section, if the run kept histories.
pub(super) fn section(ensemble: &Ensemble) -> Option<Section> {
    let mut section = Section::new("histories", "Three of the runs");
    section.histories = ensemble.histories.iter().map(history).collect();
    if let Some(first) = ensemble.histories.first() {
        section.sentences.push(format!(
            "Each is one of {} possible histories, chosen by “{}”, and shows how things may hang together; none is a \
             prediction.",
            crate::chart::number::grouped(ensemble.provenance.replicates as f64),
            first.outcome.label
        ));
    }
    section.unless_empty()
}

fn history(history: &SampleHistory) -> History {
    let is_worse = WORSE_WHEN_MORE.contains(&history.outcome.unit.as_str());
    let title = match (history.kind, is_worse) {
        (HistoryKind::Typical, _) => "A typical run",
        (HistoryKind::HighestTenth, true) => "From the worst tenth",
        (HistoryKind::LowestTenth, true) => "From the best tenth",
        (HistoryKind::HighestTenth, false) => "From the highest tenth",
        (HistoryKind::LowestTenth, false) => "From the lowest tenth",
    };
    let lead = format!(
        "Run {}: “{}” is {}, more than in {} of runs.",
        history.replicate,
        history.outcome.label,
        number(history.value, &history.outcome.unit),
        percent(history.rank)
    );
    let told = |entry: &HistoryEntry| (entry.date, entry.text.clone());
    History::new(title, lead, history.entries.iter().map(told))
}
