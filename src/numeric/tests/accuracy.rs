//! The errors stated at the methods of `Real`, measured.

use super::{grid, uniform, worst};
use crate::numeric::{Counted, Operation, Real};

fn relative(value: f64, truth: f64) -> f64 {
    if value == truth { 0.0 } else { (value - truth) / truth }
}

#[test]
fn exponential_and_logarithm_are_accurate_to_a_few_units_in_the_last_place() {
    assert!(worst(grid(-700.0, 700.0, 200_001), |x| relative(Real::exp(x), x.exp())) < 3e-16);
    assert!(worst(grid(-1.0, 1.0, 200_001), |x| relative(Real::exp_m1(x), x.exp_m1())) < 1e-15);
    assert!(worst(grid(-40.0, 40.0, 200_001), |x| relative(Real::exp_m1(x), x.exp_m1())) < 1e-15);
    assert!(worst(grid(0.5, 2.0, 200_001), |x| relative(Real::ln(x), x.ln())) < 3e-16);
    assert!(worst(grid(-300.0, 300.0, 200_001), |d| relative(Real::ln(10_f64.powf(d)), 10_f64.powf(d).ln())) < 3e-16);
    assert!(worst(grid(-0.999, 3.0, 200_001), |x| relative(Real::ln_1p(x), x.ln_1p())) < 1e-15);
    assert!(
        worst(grid(-30.0, -1.0, 20_001), |d| relative(Real::ln_1p(10_f64.powf(d)), 10_f64.powf(d).ln_1p())) < 1e-15
    );
}

#[test]
fn logistic_tanh_and_power_are_accurate() {
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    assert!(worst(grid(-600.0, 600.0, 100_001), |x| relative(Real::logistic(x), logistic(x))) < 1e-15);
    assert!(worst(grid(-25.0, 25.0, 100_001), |x| relative(Real::tanh(x), x.tanh())) < 2e-15);
    for exponent in [-7.5, -1.0, 0.0, 0.25, 1.0, 3.0] {
        let error = |x: f64| relative(Real::powf(x, exponent), x.powf(exponent)) / (1.0 + (exponent * x.ln()).abs());
        assert!(worst(grid(1e-3, 1e6, 100_001), error) < 3e-16, "exponent {exponent}");
    }
}

#[test]
fn functions_are_defined_at_the_edges_of_their_domains() {
    assert_eq!(Real::exp(0.0), 1.0);
    assert_eq!(Real::exp(f64::INFINITY), Real::exp(700.0));
    assert_eq!(Real::exp(-1e9), Real::exp(-700.0));
    assert_eq!(Real::ln(1.0), 0.0);
    assert_eq!(Real::ln(-3.0), Real::ln(f64::MIN_POSITIVE));
    assert_eq!(Real::ln(f64::INFINITY), f64::MAX.ln());
    assert_eq!(Real::powf(0.0, 2.0), 0.0);
    assert_eq!(Real::powf(-1.0, 0.5), 0.0);
    assert_eq!(Real::powf(0.0, 0.0), 1.0);
    assert_eq!(Real::tanh(f64::NEG_INFINITY), -1.0);
    assert_eq!(Real::normal_cdf(f64::INFINITY), 1.0);
    assert_eq!(Real::normal_cdf(f64::NEG_INFINITY), 0.0);
    assert_eq!(Real::normal_quantile(0.5), 0.0);
    assert_eq!(Real::normal_quantile(0.0), -Real::normal_quantile(1.0));
    for function in [Real::exp, Real::exp_m1, Real::ln, Real::ln_1p, Real::logistic, Real::tanh, Real::normal_cdf] {
        let function: fn(f64) -> f64 = function;
        assert!(function(f64::NAN).is_nan());
    }
}

/// Φ(x) by erf's Taylor series near 0 and Laplace's continued fraction in the tails.
fn exact_cdf(x: f64) -> f64 {
    let density = (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt();
    if x.abs() < 3.0 {
        let (mut term, mut sum) = (x, x);
        for n in 1..80 {
            term *= x * x / f64::from(2 * n + 1);
            sum += term;
        }
        return 0.5 + density * sum;
    }
    let fraction = (1..200).rev().fold(x.abs(), |below, n| x.abs() + f64::from(n) / below);
    if x < 0.0 { density / fraction } else { 1.0 - density / fraction }
}

#[test]
fn normal_distribution_function_is_accurate() {
    assert!(worst(grid(-9.0, 9.0, 100_001), |x| Real::normal_cdf(x) - exact_cdf(x)) < 3e-9);
    assert!(worst(grid(-37.0, 0.0, 100_001), |x| relative(Real::normal_cdf(x), exact_cdf(x))) < 1e-8);
}

#[test]
fn normal_quantile_inverts_the_distribution_function() {
    // From the truth at x: the error in x is the error in u divided by the density.
    let error = |x: f64| Real::normal_quantile(exact_cdf(x)) - x;
    assert!(worst(grid(-6.2, 0.0, 100_001), error) < 4e-8);
    // In the upper tail u itself is rounded to 1e-16, which the density turns into less than 1e-8 up to here.
    assert!(worst(grid(0.0, 5.5, 100_001), error) < 4e-8);
    let round_trip = |u: f64| Real::normal_cdf(Real::normal_quantile(u)) - u;
    assert!(worst(grid(1e-9, 1.0 - 1e-9, 100_001), round_trip) < 2e-8);
}

#[test]
fn normal_quantile_is_monotone_where_its_pieces_meet_and_at_the_ends() {
    let meeting = (0.001_687_3 * 4_294_967_296.0) as u32;
    let upper = u32::MAX - meeting;
    for start in [0, meeting - 400_000, 1 << 31, upper - 400_000, u32::MAX - 800_000] {
        let draws = (0..400_000_u32).map(|step| Real::normal_quantile(uniform(start + 2 * step)));
        assert!(draws.collect::<Vec<f64>>().is_sorted(), "from word {start}");
    }
    // The junction lies inside the window: one side is evaluated by the tail's polynomial, with its square root.
    let roots = |word: u32| {
        Counted::take_counts();
        Counted::splat(uniform(word)).normal_quantile();
        Counted::take_counts().of(Operation::SquareRoot)
    };
    assert_eq!((roots(meeting - 400_000), roots(meeting + 400_000)), (1, 0));
}

#[test]
fn uniforms_fill_the_open_interval() {
    assert_eq!(uniform(0), 0.5 / 2_147_483_648.0);
    assert_eq!(uniform(u32::MAX), 1.0 - 0.5 / 2_147_483_648.0);
}
