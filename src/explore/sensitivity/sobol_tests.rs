use super::*;
use crate::explore::sensitivity::models::{Draws, g, g_indices, ishigami, ishigami_indices, saltelli, table};

fn indices(dimensions: usize, base: usize, second: bool, function: impl Fn(&[f64]) -> f64) -> SobolIndices {
    let points = saltelli(dimensions, base, second, &mut Draws::new("sobol", 0));
    sobol(&table(&points, function), "y", Options { seed: 1, resamples: 200 }).unwrap()
}

fn values(estimates: impl Iterator<Item = Estimate>) -> Vec<f64> {
    estimates.map(|estimate| estimate.value).collect()
}

#[test]
fn ishigami_has_its_indices() {
    let found = indices(3, 40_000, true, ishigami);
    let (first, total, both) = ishigami_indices();
    for (index, factor) in found.factors.iter().enumerate() {
        assert!((factor.first.value - first[index]).abs() < 0.02, "{factor:?}");
        assert!((factor.total.value - total[index]).abs() < 0.02, "{factor:?}");
    }
    // Pairs 1-2, 1-3, 2-3.
    for (pair, truth) in found.pairs.iter().zip([0.0, both, 0.0]) {
        assert!((pair.index.value - truth).abs() < 0.03, "{pair:?}");
    }
    assert!((found.sum_of_first.value - first.iter().sum::<f64>()).abs() < 0.03);
    assert!((found.variance - 13.845).abs() < 0.3, "{}", found.variance);
    let order: Vec<&str> = found.ranking.factors.iter().map(|ranked| ranked.factor.as_str()).collect();
    assert_eq!(order, ["x1", "x2", "x3"]);
    assert!(found.ranking.stable);
}

#[test]
fn g_has_its_indices_in_eight_dimensions() {
    let found = indices(8, 20_000, false, g);
    let (first, total) = g_indices();
    for (index, factor) in found.factors.iter().enumerate() {
        assert!((factor.first.value - first[index]).abs() < 0.03, "{factor:?}");
        assert!((factor.total.value - total[index]).abs() < 0.03, "{factor:?}");
    }
    assert!(found.pairs.is_empty());
}

#[test]
fn a_plane_has_the_shares_of_its_slopes_and_no_interaction() {
    let found = indices(3, 20_000, true, |x| 100.0 + x[0] + 2.0 * x[1] - 3.0 * x[2]);
    for (factor, share) in found.factors.iter().zip([1.0, 4.0, 9.0].map(|square| square / 14.0)) {
        assert!((factor.first.value - share).abs() < 0.02 && (factor.total.value - share).abs() < 0.02, "{factor:?}");
    }
    assert!(found.pairs.iter().all(|pair| pair.index.value.abs() < 0.02));
    assert!((found.sum_of_first.value - 1.0).abs() < 0.02);
}

#[test]
fn a_product_of_centred_inputs_is_all_interaction() {
    let found = indices(2, 20_000, true, |x| (x[0] - 0.5) * (x[1] - 0.5));
    assert!(values(found.factors.iter().map(|factor| factor.first)).iter().all(|first| first.abs() < 0.03));
    assert!(values(found.factors.iter().map(|factor| factor.total)).iter().all(|total| (total - 1.0).abs() < 0.03));
    assert!((found.pairs[0].index.value - 1.0).abs() < 0.05, "{:?}", found.pairs);
}

#[test]
fn intervals_hold_their_estimates_and_shrink_with_the_root_of_the_points() {
    let width = |base| {
        let found = indices(3, base, false, ishigami);
        let [low, high] = found.factors[0].total.interval;
        assert!(low < found.factors[0].total.value && found.factors[0].total.value < high);
        high - low
    };
    let ratio = width(400) / width(6400);
    assert!((2.8..5.7).contains(&ratio), "{ratio}");
}

#[test]
fn the_same_seed_gives_the_same_intervals() {
    assert_eq!(indices(3, 50, true, ishigami), indices(3, 50, true, ishigami));
}

#[test]
fn broken_blocks_are_left_out_and_counted() {
    let points = saltelli(2, 20, false, &mut Draws::new("sobol", 0));
    let mut data = table(&points, |x| x[0]);
    data.outputs[0].values[0] = f64::INFINITY;
    data.inputs[0].values[9] = f64::NAN;
    let found = sobol(&data, "y", Options::default()).unwrap();
    assert_eq!((found.points, found.dropped), (18, 2));
}

#[test]
fn what_is_no_saltelli_design_is_said() {
    let points = saltelli(3, 10, false, &mut Draws::new("sobol", 0));
    let good = table(&points, |x| x[0]);
    let analyse = |data: &Data| sobol(data, "y", Options::default()).unwrap_err();
    let mut data = good.clone();
    data.inputs.iter_mut().chain(&mut data.outputs).for_each(|column| column.values.truncate(48));
    assert_eq!(analyse(&data).advice(), analyse(&data).advice());
    let mut data = good.clone();
    data.inputs[2].values[7] += 1e-9;
    assert_eq!(analyse(&data), SensitivityError::Order { row: 8, design: DESIGN });
    let mut data = good.clone();
    data.inputs.iter_mut().chain(&mut data.outputs).for_each(|column| column.values.truncate(49));
    assert!(matches!(analyse(&data), SensitivityError::RowCount { rows: 49, inputs: 3, block: 5, .. }));
    let mut data = good.clone();
    data.outputs[0].values.fill(1.0);
    assert_eq!(analyse(&data), SensitivityError::Constant("y".into()));
    data.outputs[0].values.fill(f64::NAN);
    assert!(matches!(analyse(&data), SensitivityError::TooFew { found: 0, .. }));
    data.outputs[0].values.clear();
    assert!(matches!(analyse(&data), SensitivityError::Ragged(_)));
}
