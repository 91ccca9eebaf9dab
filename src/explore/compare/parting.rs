//! When and by what the histories of pairs part.

use std::collections::BTreeMap;

use crate::explore::compare::marks::Mark;
use crate::model::Variable;
use crate::record::{Parting, PartingCause};
use crate::statistics::{quantile_of_sorted, sorted_values};

/// Cumulative probabilities of [`Parting::days`].
const PROBABILITIES: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];

/// Most causes that are told apart by name.
const MOST_CAUSES: usize = 20;

/// Where each pair parts: columns of the day, the mark, its values in A and B, and those of the day before; all infinite where
/// it does not part, NaN where one side failed.
pub(super) type Splits<'c> = &'c [Vec<f64>];

/// Sums up where pairs part. `same_outcomes` counts the pairs whose outcomes are all the same.
pub(super) fn parting(
    splits: Splits<'_>,
    marks: &[(Mark, [Variable; 2])],
    days: usize,
    (pairs, same_outcomes): (u64, u64),
) -> Parting {
    let days_of_parting = splits.first().map_or(&[][..], Vec::as_slice);
    let finite: Vec<f64> = days_of_parting.iter().copied().filter(|day| day.is_finite()).collect();
    let parted = sorted_values(&finite);
    let mut by_day = vec![0; days];
    for day in &parted {
        if let Some(count) = by_day.get_mut(*day as usize) {
            *count += 1;
        }
    }
    Parting {
        pairs,
        parted: parted.len() as u64,
        same_outcomes,
        days: PROBABILITIES.map(|p| if parted.is_empty() { f64::NAN } else { quantile_of_sorted(&parted, p) }),
        by_day,
        causes: causes(splits, marks, parted.len() as u64),
    }
}

/// What pairs part by, the most frequent first; of equally frequent ones the earlier in the day.
fn causes(splits: Splits<'_>, marks: &[(Mark, [Variable; 2])], parted: u64) -> Vec<PartingCause> {
    let mut found: BTreeMap<(usize, [i64; 4]), Vec<f64>> = BTreeMap::new();
    let [days, mark, values @ ..] = splits else { return Vec::new() };
    for (pair, (day, mark)) in days.iter().zip(mark).enumerate().filter(|(_, (day, _))| day.is_finite()) {
        let mut told = [0; 4];
        for (told, column) in told.iter_mut().zip(values) {
            *told = column.get(pair).map_or(0, |value| *value as i64);
        }
        found.entry((*mark as usize, told)).or_default().push(*day);
    }
    let cause = |((mark, values), days): ((usize, [i64; 4]), Vec<f64>)| {
        let (mark, _) = marks.get(mark)?;
        Some(PartingCause {
            id: mark.id.clone(),
            label: mark.told(values),
            pairs: days.len() as u64,
            share: days.len() as f64 / parted as f64,
            median_day: quantile_of_sorted(&sorted_values(&days), 0.5),
        })
    };
    let mut causes: Vec<PartingCause> = found.into_iter().filter_map(cause).collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.pairs));
    causes.truncate(MOST_CAUSES);
    causes
}
