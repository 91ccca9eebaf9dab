//! The order of factors, and whether another sample would put them in the same.

use crate::record::{RankedFactor, Ranking};
use crate::statistics::quantiles;

/// Resamples compared with each other, pair by pair.
const COMPARED: usize = 100;
/// An order is stable below this: on average, weighted by importance, no factor moves by a rank (Sarrazin et al. 2016).
const STABLE: f64 = 1.0;

/// Ranks factors by their importance, and compares the ranks of resamples.
///
/// The instability is that of Sarrazin, Pianosi & Wagener (2016, *Environmental Modelling & Software* 79, 135–152,
/// doi:10.1016/j.envsoft.2016.02.005, equations 5 and 6): for two resamples the differences of ranks, weighted by the square
/// of the greater of the two indices, so that swaps among factors without importance do not count; then the 95th percentile
/// over all pairs of resamples. NaN counts as no importance.
pub(super) fn ranking<'n>(names: impl Iterator<Item = &'n str>, importance: &[f64], resampled: &[Vec<f64>]) -> Ranking {
    let ranks: Vec<Vec<usize>> = resampled.iter().map(|indices| ranks(indices)).collect();
    let range = |factor: usize| {
        let column: Vec<f64> = ranks.iter().map(|ranks| ranks[factor] as f64).collect();
        quantiles(&column, &[0.025, 0.975]).map(|rank| if rank.is_nan() { 1 } else { rank.round() as usize })
    };
    let mut factors: Vec<RankedFactor> = names
        .enumerate()
        .map(|(index, name)| RankedFactor { factor: name.into(), importance: importance[index], ranks: range(index) })
        .collect();
    factors.sort_by(|one, other| held(other.importance).total_cmp(&held(one.importance)));
    let instability = instability(&resampled[..resampled.len().min(COMPARED)], &ranks);
    Ranking { factors, instability, stable: instability < STABLE }
}

/// An index as importance.
fn held(index: f64) -> f64 {
    if index.is_nan() { 0.0 } else { index.max(0.0) }
}

/// The rank of each factor, from one for the most important; ties in the order of the factors.
fn ranks(indices: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..indices.len()).collect();
    order.sort_by(|&one, &other| held(indices[other]).total_cmp(&held(indices[one])));
    let mut ranks = vec![0; indices.len()];
    for (rank, &factor) in order.iter().enumerate() {
        ranks[factor] = rank + 1;
    }
    ranks
}

/// The 95th percentile of the weighted differences of ranks over pairs of resamples; NaN with fewer than two of them.
fn instability(resampled: &[Vec<f64>], ranks: &[Vec<usize>]) -> f64 {
    let mut differences = Vec::new();
    for one in 0..resampled.len() {
        for other in one + 1..resampled.len() {
            let [mut weighted, mut weights] = [0.0; 2];
            for factor in 0..resampled[one].len() {
                let greater = held(resampled[one][factor]).max(held(resampled[other][factor]));
                weighted += ranks[one][factor].abs_diff(ranks[other][factor]) as f64 * greater * greater;
                weights += greater * greater;
            }
            differences.push(if weights > 0.0 { weighted / weights } else { 0.0 });
        }
    }
    quantiles(&differences, &[0.95])[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["a", "b", "c"];

    fn of(resampled: &[Vec<f64>]) -> Ranking {
        ranking(NAMES.into_iter(), &[0.5, 0.3, 0.0], resampled)
    }

    #[test]
    fn an_order_that_never_changes_is_stable() {
        let found = of(&vec![vec![0.5, 0.3, 0.01]; 50]);
        assert!(found.stable && found.instability == 0.0);
        assert_eq!(found.factors.iter().map(|ranked| ranked.ranks).collect::<Vec<_>>(), [[1, 1], [2, 2], [3, 3]]);
    }

    #[test]
    fn the_statistic_is_the_published_one() {
        // Two resamples: a and b swap. Weighted by the squares of the greater, both move by one rank, c by none.
        let found = of(&[vec![0.5, 0.3, 0.1], vec![0.3, 0.5, 0.1]]);
        let wanted = (0.25 + 0.25) / (0.25 + 0.25 + 0.01);
        assert!((found.instability - wanted).abs() < 1e-12, "{found:?}");
        assert!(found.stable);
        let found = of(&[vec![0.5, 0.3, 0.4], vec![0.3, 0.5, 0.6]]);
        // a from first to third, b from third to second, c from second to first.
        let wanted = (2.0 * 0.25 + 0.25 + 0.36) / (0.25 + 0.25 + 0.36);
        assert!((found.instability - wanted).abs() < 1e-12 && !found.stable, "{found:?}");
    }

    #[test]
    fn swaps_without_importance_do_not_count() {
        let found = of(&[vec![1.0, 1e-3, 2e-3], vec![1.0, 2e-3, 1e-3]]);
        assert!(found.stable && found.instability < 1e-5);
    }

    #[test]
    fn missing_indices_and_resamples_are_no_importance_and_no_verdict() {
        assert!(!of(&[]).stable && of(&[]).instability.is_nan());
        let found = ranking(NAMES.into_iter(), &[f64::NAN, 1.0, -1.0], &vec![vec![f64::NAN, 1.0, -1.0]; 3]);
        assert_eq!(found.factors[0].factor, "b");
        assert!(found.stable);
    }
}
