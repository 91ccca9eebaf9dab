use super::*;
use crate::explore::sensitivity::models::{Draws, morris_function, table, trajectories};

fn screened(dimensions: usize, count: usize, function: impl Fn(&[f64]) -> f64) -> Screening {
    let points = trajectories(dimensions, count, &mut Draws::new("morris", 0));
    morris(&table(&points, function), "y", None, Options::default()).unwrap()
}

#[test]
fn effects_of_a_plane_are_its_slopes() {
    let found = screened(3, 10, |x| 5.0 - 2.0 * x[0] + 0.5 * x[2]);
    for (effects, slope) in found.factors.iter().zip([-2.0, 0.0, 0.5_f64]) {
        assert!((effects.mu.value - slope).abs() < 1e-12, "{effects:?}");
        assert!((effects.mu_star.value - slope.abs()).abs() < 1e-12);
        assert!(effects.sigma.value < 1e-12);
        let [low, high] = effects.mu.interval;
        assert!(low <= slope + 1e-12 && high >= slope - 1e-12);
    }
    let order: Vec<&str> = found.ranking.factors.iter().map(|ranked| ranked.factor.as_str()).collect();
    assert_eq!(order, ["x1", "x3", "x2"]);
    assert!(found.ranking.stable && found.ranking.instability == 0.0);
}

#[test]
fn effects_of_a_product_have_their_closed_form() {
    // y = 6 x1 x2: the effect of x1 is 6 x2, with x2 one of 0, 1/3, 2/3, 1: mean 3, variance 36 · 5/36.
    let found = screened(2, 20_000, |x| 6.0 * x[0] * x[1]);
    for effects in &found.factors {
        assert!((effects.mu.value - 3.0).abs() < 0.06, "{effects:?}");
        assert!((effects.sigma.value - 5.0_f64.sqrt()).abs() < 0.04);
    }
}

#[test]
fn the_function_of_1991_falls_into_its_published_groups() {
    // Morris (1991), figure 1: inputs 1 to 7 interact or are curved, 8 to 10 are linear, 11 to 20 do nothing of note.
    let found = screened(20, 100, morris_function);
    let effects = |input: usize| {
        let of = &found.factors[input - 1];
        (of.mu_star.value, of.sigma.value)
    };
    for input in 1..=7 {
        let (size, spread) = effects(input);
        assert!(size > 20.0 && spread > 0.3 * size, "{input}: {size} {spread}");
    }
    for input in 8..=10 {
        let (size, spread) = effects(input);
        assert!((size - 40.0).abs() < 5.0 && spread < 0.25 * size, "{input}: {size} {spread}");
    }
    for input in 11..=20 {
        assert!(effects(input).0 < 8.0, "{input}: {:?}", effects(input));
    }
}

#[test]
fn a_switch_of_category_counts_whole() {
    let points = trajectories(2, 12, &mut Draws::new("morris", 0));
    let mut data = table(&points, |x| if x[0] > 0.5 { 4.0 } else { 1.0 });
    data.inputs[0].values.iter_mut().for_each(|value| *value = f64::from(u8::from(*value > 0.5)));
    data.inputs[0].variable.categories = vec!["no".into(), "yes".into()];
    let found = morris(&data, "y", None, Options::default()).unwrap();
    assert_eq!(found.factors[0].mu.value, 3.0);
}

#[test]
fn a_step_can_be_given_where_not_all_of_the_scale_is_looked_at() {
    let points = trajectories(2, 12, &mut Draws::new("morris", 0));
    let data = table(&points, |x| 3.0 * x[0]);
    let found = morris(&data, "y", Some(0.5), Options::default()).unwrap();
    assert!((found.factors[0].mu.value - 4.0).abs() < 1e-12);
}

#[test]
fn broken_trajectories_are_left_out_and_counted() {
    let points = trajectories(3, 10, &mut Draws::new("morris", 0));
    let mut data = table(&points, |x| x[0] + x[1]);
    data.outputs[0].values[5] = f64::NAN;
    data.inputs[1].values[30] = f64::INFINITY;
    let found = morris(&data, "y", None, Options::default()).unwrap();
    assert_eq!((found.trajectories, found.dropped), (8, 2));
}

#[test]
fn what_are_no_trajectories_is_said() {
    let points = trajectories(3, 10, &mut Draws::new("morris", 0));
    let good = table(&points, |x| x[0] + x[1]);
    let analyse = |data: &Data| morris(data, "y", None, Options::default()).unwrap_err();
    let mut data = good.clone();
    data.inputs.iter_mut().chain(&mut data.outputs).for_each(|column| column.values.truncate(39));
    assert_eq!(analyse(&data), SensitivityError::RowCount { rows: 39, inputs: 3, design: DESIGN, block: 4 });
    let mut data = good.clone();
    data.inputs[0].values[6] += 0.1;
    assert!(matches!(analyse(&data), SensitivityError::Order { row: 6..=8, .. }), "{:?}", analyse(&data));
    let mut data = good.clone();
    data.outputs[0].values.fill(2.0);
    assert_eq!(analyse(&data), SensitivityError::Constant("y".into()));
    data.outputs[0].values.fill(f64::NAN);
    assert_eq!(analyse(&data), SensitivityError::TooFew { what: "trajectories", found: 0, needed: LEAST });
    assert_eq!(morris(&good, "z", None, Options::default()), Err(SensitivityError::UnknownOutput("z".into())));
    assert_eq!(
        morris(&Data { inputs: vec![], ..good }, "y", None, Options::default()),
        Err(SensitivityError::NoInputs)
    );
}
