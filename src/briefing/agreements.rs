//! Ceasefires: whether and when they come, and whether they last.

use crate::briefing::Section;
use crate::briefing::figures::Figures;
use crate::briefing::sentence::{day, percent};
use crate::record::{AgreementDays, Ensemble};

/// The section, if there is an agreement.
pub(super) fn section(ensemble: &Ensemble, figures: &mut Figures) -> Option<Section> {
    let mut section = Section::new("agreements", "Agreements");
    section.sentences = ensemble.agreements.iter().filter_map(|agreement| sentence(ensemble, agreement)).collect();
    section.figures = figures.take(&["agreements", "ceasefires"]);
    section.unless_empty()
}

/// What becomes of a ceasefire; nothing when it is never declared.
pub(super) fn sentence(ensemble: &Ensemble, agreement: &AgreementDays) -> Option<String> {
    let usable = ensemble.provenance.usable();
    let [declared, failed, held] =
        [&agreement.declared, &agreement.failed, &agreement.took_hold].map(|days| days.iter().sum::<u64>());
    if declared == 0 || usable == 0 {
        return None;
    }
    let share = |part: u64, whole: u64| percent(part as f64 / whole as f64);
    Some(format!(
        "{}: declared in {} of runs, in half of these by {}; in {} of these it then fails at least once. A truce that lasts \
         takes hold in {} of all runs, in some without being declared first.",
        agreement.label,
        share(declared, usable),
        day(ensemble, median_day(&agreement.declared) as f64),
        share(failed, declared),
        share(held, usable)
    ))
}

/// The first day by which half of the counted replicates had it.
fn median_day(days: &[u64]) -> usize {
    let all: u64 = days.iter().sum();
    let mut sum = 0;
    days.iter()
        .position(|count| {
            sum += count;
            2 * sum >= all
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_day_is_the_first_with_half_of_the_counts() {
        assert_eq!(median_day(&[0, 2, 0, 2, 0]), 1);
        assert_eq!(median_day(&[0, 1, 0, 2, 0]), 3);
        assert_eq!(median_day(&[]), 0);
    }
}
