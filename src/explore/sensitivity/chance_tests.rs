use super::*;
use crate::explore::sensitivity::models::Draws;

fn crossed(points: usize, replicates: usize, value: impl Fn(f64, f64, f64) -> f64) -> Vec<Vec<f64>> {
    let mut draws = Draws::new("chance", 0);
    let of_points: Vec<f64> = (0..points).map(|_| draws.normal()).collect();
    let of_replicates: Vec<f64> = (0..replicates).map(|_| draws.normal()).collect();
    of_points.iter().map(|a| of_replicates.iter().map(|b| value(*a, *b, draws.normal())).collect()).collect()
}

fn found(values: &[Vec<f64>]) -> ChanceShares {
    chance(values, Options { seed: 1, resamples: 300 }).unwrap()
}

#[test]
fn components_are_those_of_the_table_of_variance() {
    // By hand: rows 1 3 / 2 8 / 3 4 repeated to 8 × 8 is awkward; a 2 × 2 block tiled has exact means.
    let values: Vec<Vec<f64>> =
        (0..8).map(|i| (0..8).map(|j| f64::from(i % 2) * 2.0 + f64::from(j % 2) * 4.0).collect()).collect();
    let of = found(&values);
    // Row means differ by ±1: MS = 8 · 8 · 1 / 7; columns ±2: 8 · 8 · 4 / 7; nothing is left.
    assert!((of.knowledge.component - 8.0 / 7.0).abs() < 1e-12 && (of.chance.component - 32.0 / 7.0).abs() < 1e-12);
    assert!(of.interplay.component.abs() < 1e-12);
    assert!((of.knowledge.share.value - 0.2).abs() < 1e-12 && (of.chance.share.value - 0.8).abs() < 1e-12);
}

#[test]
fn shares_of_known_models_are_found() {
    let of = found(&crossed(300, 300, |a, b, e| 2.0 * a + b + 0.5 * a * b + 0.5 * e));
    // Variances 4, 1, 1/4 + 1/4.
    for (share, truth) in [(&of.knowledge, 4.0), (&of.chance, 1.0), (&of.interplay, 0.5)] {
        assert!((share.share.value - truth / 5.5).abs() < 0.06, "{share:?}");
        let [low, high] = share.share.interval;
        assert!(low <= truth / 5.5 && truth / 5.5 <= high, "{share:?}");
    }
}

#[test]
fn a_component_that_comes_out_negative_counts_as_none() {
    // No point effect at all, and a seed for which its estimate is below zero.
    let values = crossed(20, 20, |_, b, e| b + e);
    let of = found(&values);
    assert!(of.knowledge.component < 0.02, "{of:?}");
    let negative = (0..20).map(|skip| {
        found(&values[skip..].iter().chain(&values[..skip]).map(|row| row[skip % 10..].to_vec()).collect::<Vec<_>>())
    });
    for of in negative.chain([of]) {
        let sum = of.knowledge.share.value + of.chance.share.value + of.interplay.share.value;
        assert!((sum - 1.0).abs() < 1e-12 && of.knowledge.share.value >= 0.0);
        assert!(of.knowledge.component >= 0.0 || of.knowledge.share.value == 0.0);
    }
}

#[test]
fn points_without_a_value_are_left_out_and_bad_tables_refused() {
    let mut values = crossed(20, 10, |a, b, _| a + b);
    values[3][2] = f64::NAN;
    assert_eq!((found(&values).points, found(&values).dropped), (19, 1));
    let options = Options::default();
    assert_eq!(chance(&[], options), Err(SensitivityError::TooFew { what: "points", found: 0, needed: LEAST }));
    let short: Vec<Vec<f64>> = values.iter().map(|row| row[..3].to_vec()).collect();
    assert_eq!(chance(&short, options), Err(SensitivityError::TooFew { what: "replicates", found: 3, needed: LEAST }));
    values[4].pop();
    assert!(matches!(chance(&values, options), Err(SensitivityError::Ragged(_))));
    assert!(matches!(chance(&vec![vec![1.0; 9]; 9], options), Err(SensitivityError::Constant(_))));
}
