use super::*;
use crate::explore::sensitivity::models::{Draws, independent, ishigami, ishigami_indices, table};

fn analysed(data: &Data) -> GivenData {
    given(data, "y", Options { seed: 1, resamples: 50 }).unwrap()
}

fn uniform(dimensions: usize, rows: usize, function: impl Fn(&[f64]) -> f64) -> Data {
    table(&independent(dimensions, rows, &mut Draws::new("given", 0)), function)
}

#[test]
fn ishigami_has_its_first_order_indices() {
    let found = analysed(&uniform(3, 20_000, ishigami));
    let (first, _, _) = ishigami_indices();
    for (factor, truth) in found.factors.iter().zip(first) {
        assert!((factor.first_order.value - truth).abs() < 0.02, "{factor:?}");
        assert!((factor.first_order_plug_in - truth).abs() < 0.03, "{factor:?}");
    }
    // The third input moves the distribution without moving its mean.
    assert!(
        found.factors[2].delta.value > 0.1 && found.factors[2].delta_plug_in > 2.0 * found.factors[2].delta_threshold
    );
}

#[test]
fn a_plane_has_its_regression() {
    // Variances of the terms 1, 4 and 9 twelfths of 14.
    let found = analysed(&uniform(3, 20_000, |x| x[0] + 2.0 * x[1] - 3.0 * x[2]));
    assert!((found.r_squared.value - 1.0).abs() < 1e-9);
    for (factor, coefficient) in found.factors.iter().zip([1.0, 2.0, -3.0_f64]) {
        let of = &factor.regression;
        let wanted = coefficient / 14.0_f64.sqrt();
        assert!((of.coefficient.value - wanted).abs() < 0.01, "{of:?}");
        assert!((of.partial.value - coefficient.signum()).abs() < 1e-6);
        // Spearman's of a normal pair is close to this, of a uniform sum a little off.
        assert!((of.spearman.value - wanted).abs() < 0.03, "{of:?}");
    }
}

#[test]
fn monotone_curves_are_straight_in_ranks() {
    let found = analysed(&uniform(1, 2_000, |x| Real::exp(20.0 * x[0])));
    let of = &found.factors[0].regression;
    assert!((of.rank_coefficient.value - 1.0).abs() < 1e-9 && (of.spearman.value - 1.0).abs() < 1e-9);
    assert!(of.coefficient.value < 0.8 && (found.rank_r_squared.value - 1.0).abs() < 1e-9);
}

#[test]
fn an_input_without_influence_stays_below_the_thresholds() {
    let found = analysed(&uniform(3, 2_000, |x| x[0] + 0.5 * x[1]));
    let dummy = &found.factors[2];
    assert!(dummy.pawn.median.value < dummy.pawn.threshold * 1.1, "{dummy:?}");
    assert!(dummy.delta_plug_in < dummy.delta_threshold * 1.1, "{dummy:?}");
    assert!(dummy.first_order.value.abs() < 0.02);
    for factor in &found.factors[..2] {
        assert!(factor.pawn.median.value > 1.5 * factor.pawn.threshold, "{factor:?}");
        assert!(factor.delta_plug_in > 1.5 * factor.delta_threshold);
    }
    assert_eq!(found.ranking.factors[0].factor, "x1");
}

#[test]
fn distances_of_a_hand_made_table() {
    // y = row; the input is 0 for the lower half: each slice differs from all by one half.
    let points: Vec<Vec<f64>> = (0..40).map(|row| vec![f64::from(row / 20)]).collect();
    let mut data = table(&points, |_| 0.0);
    data.outputs[0].values = (0..40).map(f64::from).collect();
    data.inputs[0].variable.categories = vec!["low".into(), "high".into()];
    let found = analysed(&data);
    let pawn = &found.factors[0].pawn;
    assert_eq!([pawn.median.value, pawn.mean.value, pawn.maximum.value], [0.5; 3]);
    // Between: 40 · 10², total: 40 (40² − 1) / 12.
    assert!((found.factors[0].first_order_plug_in - 4000.0 / 5330.0).abs() < 1e-12);
}

#[test]
fn shares_of_few_values_are_compared_as_such() {
    // The outcome is the input's category in half the rows, the other one in a quarter each: delta = (1/2) · mean distance.
    let points: Vec<Vec<f64>> = (0..60).map(|row| vec![f64::from(row % 2)]).collect();
    let mut data = table(&points, |x| x[0]);
    data.inputs[0].variable.categories = vec!["no".into(), "yes".into()];
    // The density of all is (1/2, 1/2), of a class (1, 0): distance 1, half of it 1/2.
    assert!((analysed(&data).factors[0].delta_plug_in - 0.5).abs() < 1e-12);
}

#[test]
fn categories_are_classes_without_an_order() {
    // Middle category highest: no line sees it, every class measure does.
    let mut data = uniform(2, 3_000, |x| if (x[0] * 3.0) as usize == 1 { 1.0 } else { 0.0 } + 0.1 * x[1]);
    data.inputs[0].values.iter_mut().for_each(|value| *value = (*value * 3.0).floor());
    let as_number = analysed(&data).factors[0].regression;
    assert!(as_number.coefficient.value.abs() < 0.05 && as_number.spearman.value.abs() < 0.05);
    data.inputs[0].variable.categories = ["a", "b", "c"].map(String::from).into();
    let found = analysed(&data);
    let of = &found.factors[0];
    assert_eq!(of.classes, 3);
    assert!(of.first_order.value > 0.99 && of.regression.coefficient.value > 0.99, "{of:?}");
    assert!(of.regression.partial.value > 0.99 && of.regression.spearman.value > 0.8, "{of:?}");
    assert!(found.r_squared.value > 0.999);
}

#[test]
fn what_others_explain_has_no_coefficient_and_what_does_not_vary_nothing() {
    let mut data = uniform(2, 200, |x| x[0]);
    let twice = data.inputs[0].values.iter().map(|value| 2.0 * value).collect();
    data.inputs.push(crate::record::DataColumn::new(crate::record::Variable::number("twice"), twice));
    data.inputs.push(crate::record::DataColumn::new(crate::record::Variable::number("still"), vec![3.0; 200]));
    let found = analysed(&data);
    assert!(found.factors[2].regression.coefficient.value.is_nan());
    assert!((found.factors[2].regression.spearman.value - 1.0).abs() < 1e-9);
    let still = &found.factors[3];
    assert!(!still.varies && still.pawn.median.value.is_nan() && still.delta.value.is_nan());
    assert!(still.first_order.value.is_nan() && still.regression.coefficient.value.is_nan());
    assert!((found.factors[0].regression.coefficient.value - 1.0).abs() < 1e-9, "{:?}", found.factors[0]);
    assert_eq!(found.ranking.factors[3].factor, "still");
}

#[test]
fn rows_that_miss_something_are_left_out_and_counted() {
    let mut data = uniform(2, 100, |x| x[0] + x[1]);
    data.outputs[0].values[3] = f64::NAN;
    data.outputs[0].values[4] = f64::INFINITY;
    data.inputs[1].values[5] = f64::NAN;
    let found = analysed(&data);
    assert_eq!((found.rows, found.dropped), (97, 3));
}

#[test]
fn bad_tables_are_refused_with_advice() {
    let good = uniform(2, 100, |x| x[0]);
    let analyse = |data: &Data| given(data, "y", Options::default()).unwrap_err();
    let few = uniform(2, 29, |x| x[0]);
    assert_eq!(analyse(&few), SensitivityError::TooFew { what: "rows", found: 29, needed: LEAST });
    let mut constant = good.clone();
    constant.outputs[0].values.fill(7.0);
    assert_eq!(analyse(&constant), SensitivityError::Constant("y".into()));
    assert!(!analyse(&constant).advice().is_empty() && analyse(&constant).to_string().contains("`y`"));
    assert_eq!(analyse(&Data::default()), SensitivityError::UnknownOutput("y".into()));
    let mut huge = good;
    huge.outputs[0].values.iter_mut().for_each(|value| *value = 1e300 * (*value - 0.5));
    // Squares overflow: whatever is said, nothing breaks.
    let _ = given(&huge, "y", Options { seed: 1, resamples: 5 });
}
