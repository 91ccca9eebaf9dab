//! One pair, told side by side.

use crate::engine::Plan;
use crate::engine::trace::{Entry, Story};
use crate::record::{PairStory, StoryEntry, StorySide};
use crate::statistics::{quantile_of_sorted, sorted_values};

/// Most entries that are kept.
const MOST_ENTRIES: usize = 400;

/// The parted pair whose difference is nearest the median of those that part, or that differ at all if any does: its number,
/// its difference and its day of parting.
pub(super) fn typical(differences: &[f64], days: &[f64]) -> Option<(u64, f64, f64)> {
    let pairs = || differences.iter().copied().zip(days.iter().copied()).enumerate();
    let parted = |(_, (difference, day)): &(usize, (f64, f64))| difference.is_finite() && day.is_finite();
    let differ = pairs().filter(parted).any(|(_, (difference, _))| difference != 0.0);
    let chosen = || pairs().filter(parted).filter(|(_, (difference, _))| !differ || *difference != 0.0);
    let sorted = sorted_values(&chosen().map(|(_, (difference, _))| difference).collect::<Vec<_>>());
    let median = if sorted.is_empty() { return None } else { quantile_of_sorted(&sorted, 0.5) };
    let nearest =
        chosen().min_by(|(_, (one, _)), (_, (other, _))| (one - median).abs().total_cmp(&(other - median).abs()));
    nearest.map(|(pair, (difference, day))| (pair as u64, difference, day))
}

/// What happens on each side of a pair from the day of parting on.
pub(super) fn tell(plans: [&Plan; 2], seed: u64, (replicate, difference, day): (u64, f64, f64)) -> PairStory {
    let first = day as usize;
    let story = |plan: &Plan| Story::of(plan, seed, replicate, false).between(first, usize::MAX).without_minor();
    let [a, b] = plans.map(|plan| texts(&story(plan).entries));
    let mut entries: Vec<(usize, StoryEntry)> = Vec::new();
    for (day, entry) in &a {
        let side = if has(&b, *day, &entry.text) { StorySide::Both } else { StorySide::A };
        entries.push((*day, StoryEntry { side, ..entry.clone() }));
    }
    let alone = b.iter().filter(|(day, entry)| !has(&a, *day, &entry.text));
    entries.extend(alone.map(|(day, entry)| (*day, StoryEntry { side: StorySide::B, ..entry.clone() })));
    entries.sort_by_key(|(day, _)| *day);
    entries.truncate(MOST_ENTRIES);
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    PairStory { replicate, difference, day: first as u32, entries }
}

/// What happens, in short: `trace` tells why.
fn texts(entries: &[Entry]) -> Vec<(usize, StoryEntry)> {
    let told = |entry: &Entry| {
        let text = entry.occurrence.in_short()?;
        Some((entry.day, StoryEntry { date: entry.date, side: StorySide::Both, text }))
    };
    entries.iter().filter_map(told).collect()
}

fn has(entries: &[(usize, StoryEntry)], day: usize, text: &str) -> bool {
    entries.iter().any(|(own, entry)| *own == day && entry.text == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_typical_pair_has_the_median_difference_of_those_that_part() {
        let never = f64::INFINITY;
        let differences = [100.0, 0.0, -5.0, 7.0, f64::NAN, 6.0];
        let days = [never, 3.0, 4.0, 5.0, f64::NAN, 6.0];
        // Parted and different: −5, 7, 6.
        assert_eq!(typical(&differences, &days), Some((5, 6.0, 6.0)));
        assert_eq!(typical(&[0.0, 0.0], &[never, 2.0]), Some((1, 0.0, 2.0)));
        assert_eq!(typical(&[1.0], &[never]), None);
    }
}
