//! The chain of events between the changes and the outcomes: which watched events come out differently, in the order in
//! which they do, and which follows which. All of it is counted over the pairs; that one event is the cause of another is
//! shown only by what was switched.

use crate::record::{ChainLink, Estimate, EventInfo, Follows};
use crate::statistics::{paired_difference, quantile_of_sorted, sorted_values};

/// Most links of a chain.
const MOST_LINKS: usize = 8;

/// Least share of pairs in which an event must differ to be a link.
const LEAST_DIFFERING: f64 = 0.005;

/// Least share of the pairs that differ at a link in which another one had come before for it to be what it follows, and
/// least number of times as often.
const LEAST_SHARE: f64 = 0.25;
const LEAST_LIFT: f64 = 1.2;

/// Share of the pairs in which either of two events differs in which both must, and most days between their medians, for them
/// to be told as one link.
const TWIN_SHARE: f64 = 0.95;
const TWIN_DAYS: f64 = 3.0;

/// First days of a watched event on both sides of every pair, infinite where it never comes, NaN where a side failed.
pub(super) struct Watched<'c> {
    pub event: &'c EventInfo,
    pub days: [&'c [f64]; 2],
}

/// A link with what its place in the chain is decided by.
struct Candidate {
    link: ChainLink,
    /// The day of each pair that differs, NaN of the others.
    days: Vec<f64>,
    strength: f64,
}

/// The strongest links, in the order of their median days. `headline` is its difference in every pair.
pub(super) fn chain(watched: &[Watched<'_>], headline: &[f64], horizon: f64) -> Vec<ChainLink> {
    let mut candidates: Vec<Candidate> =
        watched.iter().filter_map(|watched| candidate(watched, headline, horizon)).collect();
    candidates.sort_by(|one, other| other.strength.total_cmp(&one.strength));
    let mut candidates = apart(candidates);
    candidates.sort_by(|one, other| one.link.day.total_cmp(&other.link.day));
    let follows: Vec<Option<Follows>> = (0..candidates.len()).map(|index| follows(&candidates, index)).collect();
    candidates.into_iter().zip(follows).map(|(candidate, follows)| ChainLink { follows, ..candidate.link }).collect()
}

/// The strongest candidates that are not nearly the same: what differs in the same pairs at about the same time as a
/// stronger one is told with it.
fn apart(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        match chosen.iter().position(|stronger| is_twin(stronger, &candidate)) {
            Some(stronger) => chosen[stronger].link.together.push(candidate.link.event),
            None if chosen.len() < MOST_LINKS => chosen.push(candidate),
            None => {}
        }
    }
    chosen
}

/// Whether two events differ in nearly the same pairs, in the same direction, and within days of each other.
fn is_twin(one: &Candidate, other: &Candidate) -> bool {
    let count = |test: &dyn Fn(bool, bool) -> bool| {
        one.days.iter().zip(&other.days).filter(|(one, other)| test(!one.is_nan(), !other.is_nan())).count() as f64
    };
    let (both, either) = (count(&|one, other| one && other), count(&|one, other| one || other));
    let same_way = one.link.difference.value * other.link.difference.value > 0.0;
    same_way && both >= TWIN_SHARE * either && (one.link.day - other.link.day).abs() <= TWIN_DAYS
}

/// An event as a link, if its probability or its day differs by more than chance.
fn candidate(watched: &Watched<'_>, headline: &[f64], horizon: f64) -> Option<Candidate> {
    let [a, b] = watched.days;
    let happened = |days: &[f64]| -> Vec<f64> {
        days.iter().map(|day| if day.is_nan() { f64::NAN } else { f64::from(u8::from(day.is_finite())) }).collect()
    };
    let restricted = |days: &[f64]| -> Vec<f64> {
        days.iter().map(|day| if day.is_nan() { f64::NAN } else { day.min(horizon) }).collect()
    };
    let shares = paired_difference(&happened(a), &happened(b), true);
    let delay = paired_difference(&restricted(a), &restricted(b), false);
    let days: Vec<f64> =
        a.iter().zip(b).map(|(a, b)| if a == b || a.is_nan() || b.is_nan() { f64::NAN } else { a.min(*b) }).collect();
    let differing = sorted_values(&days);
    let share = differing.len() as f64 / shares.pairs.max(1) as f64;
    let is_clear = |interval: [f64; 2]| interval[0] > 0.0 || interval[1] < 0.0;
    if share < LEAST_DIFFERING || !(is_clear(shares.interval) || is_clear(delay.interval)) {
        return None;
    }
    let total: f64 = headline.iter().filter(|value| value.is_finite()).sum();
    let here: f64 = headline
        .iter()
        .zip(&days)
        .filter(|(value, day)| value.is_finite() && !day.is_nan())
        .map(|(value, _)| value)
        .sum();
    let link = ChainLink {
        event: watched.event.clone(),
        together: Vec::new(),
        probabilities: [shares.first, shares.second],
        difference: Estimate { value: shares.difference, interval: shares.interval },
        differing: share,
        day: quantile_of_sorted(&differing, 0.5),
        delay: Estimate { value: delay.difference, interval: delay.interval },
        carried: if total == 0.0 { f64::NAN } else { here / total },
        follows: None,
    };
    let strength = shares.difference.abs().max(delay.difference.abs() / horizon.max(1.0));
    Some(Candidate { link, days, strength })
}

/// The earlier link that most often comes before a link, if one makes it clearly more frequent.
fn follows(candidates: &[Candidate], index: usize) -> Option<Follows> {
    let days = &candidates[index].days;
    let best = candidates[..index].iter().enumerate().filter_map(|(earlier, candidate)| {
        let (share, lift) = precedence(&candidate.days, days)?;
        (share >= LEAST_SHARE && lift >= LEAST_LIFT).then_some(Follows { link: earlier, share, lift })
    });
    best.max_by(|one, other| (one.share * one.lift.min(100.0)).total_cmp(&(other.share * other.lift.min(100.0))))
}

/// In what share of the pairs that differ at a link another one had differed on an earlier day, and how many times as often
/// the link differs where the other one does.
fn precedence(earlier: &[f64], days: &[f64]) -> Option<(f64, f64)> {
    let pairs = || earlier.iter().zip(days);
    let count = |test: &dyn Fn(&f64, &f64) -> bool| pairs().filter(|(one, other)| test(one, other)).count() as f64;
    let differing = count(&|_, day| !day.is_nan());
    let before = count(&|earlier, day| earlier < day);
    let [with, both] =
        [count(&|earlier, _| !earlier.is_nan()), count(&|earlier, day| !earlier.is_nan() && !day.is_nan())];
    let [without, alone] = [pairs().count() as f64 - with, differing - both];
    (differing > 0.0 && with > 0.0).then(|| {
        let rate = both / with;
        (before / differing, if alone > 0.0 { rate / (alone / without) } else { f64::INFINITY })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: f64 = f64::INFINITY;

    fn event(id: &str) -> EventInfo {
        EventInfo { id: id.into(), label: id.into() }
    }

    /// Columns of a hundred pairs.
    fn column(day: impl Fn(usize) -> f64) -> Vec<f64> {
        (0..100).map(day).collect()
    }

    #[test]
    fn links_come_in_order_of_time_and_know_what_they_follow() {
        // In the first forty pairs the strike comes in B alone, on day 10; in thirty of these a town is held on B alone, later.
        let (never, strike) = (column(|_| NEVER), column(|pair| if pair < 40 { 10.0 } else { NEVER }));
        let town = column(|pair| if pair < 30 { 20.0 + pair as f64 / 10.0 } else { NEVER });
        let idle = column(|pair| pair as f64);
        let headline = column(|pair| {
            if pair < 30 {
                -2.0
            } else if pair < 40 {
                1.0
            } else {
                0.0
            }
        });
        let events = ["town", "strike", "idle"].map(event);
        let watched = [
            Watched { event: &events[0], days: [&never, &town] },
            Watched { event: &events[1], days: [&never, &strike] },
            Watched { event: &events[2], days: [&idle, &idle] },
        ];
        let found = chain(&watched, &headline, 100.0);
        assert_eq!(found.iter().map(|link| link.event.id.as_str()).collect::<Vec<_>>(), ["strike", "town"]);
        assert_eq!((found[0].day, found[0].differing, found[0].probabilities), (10.0, 0.4, [0.0, 0.4]));
        assert_eq!(found[0].follows, None);
        let follows = found[1].follows.as_ref().unwrap();
        assert_eq!((follows.link, follows.share, follows.lift), (0, 1.0, NEVER));
        // Sixty of the fifty that the headline falls by.
        assert!((found[1].carried - 1.2).abs() < 1e-12 && (found[0].carried - 1.0).abs() < 1e-12);
        assert!((found[0].delay.value - -36.0).abs() < 1e-12);
    }

    #[test]
    fn what_chance_could_do_is_no_link() {
        let first = column(|pair| if pair == 3 { 5.0 } else { NEVER });
        let second = column(|pair| if pair == 4 { 5.0 } else { NEVER });
        let event = event("rare");
        let watched = [Watched { event: &event, days: [&first, &second] }];
        assert!(chain(&watched, &[], 50.0).is_empty());
        assert!(chain(&[Watched { event: &event, days: [&[], &[]] }], &[], 50.0).is_empty());
    }
}
