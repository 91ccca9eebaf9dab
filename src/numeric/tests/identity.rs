//! One lane equals one replicate alone, bit for bit.

use proptest::prelude::*;

use super::uniform;
use crate::numeric::{Counted, F64x8, LaneProgram, Mask, Real, dispatch};

/// A function by its name.
type Named<R> = (&'static str, fn(R, R, R) -> R);

/// Every function of up to three arguments, by name.
fn functions<R: Real>() -> Vec<Named<R>> {
    vec![
        ("add", |a, b, _| a + b),
        ("subtract", |a, b, _| a - b),
        ("multiply", |a, b, _| a * b),
        ("divide", |a, b, _| a / b),
        ("negate", |a, _, _| -a),
        ("operations with a number", |a, _, _| (a + 1.5) * 0.7 - (a - 0.1) / 3.0),
        ("min", |a, b, _| a.min(b)),
        ("max", |a, b, _| a.max(b)),
        ("clamp", |a, _, _| a.clamp(-1.0, 2.0)),
        ("sqrt", |a, _, _| a.sqrt()),
        ("floor", |a, _, _| a.floor()),
        ("abs", |a, _, _| a.abs()),
        ("less", |a, b, c| R::select(a.lt(b), c, a)),
        ("greater or not at most", |a, b, _| R::indicator(a.gt(b) | !a.le(b))),
        ("at least and equal", |a, b, _| R::indicator(a.ge(b) & a.eq_mask(b))),
        ("exp", |a, _, _| a.exp()),
        ("exp_m1", |a, _, _| a.exp_m1()),
        ("ln", |a, _, _| a.ln()),
        ("ln_1p", |a, _, _| a.ln_1p()),
        ("logistic", |a, _, _| a.logistic()),
        ("tanh", |a, _, _| a.tanh()),
        ("powf", |a, b, _| a.powf(b)),
        ("normal_cdf", |a, _, _| a.normal_cdf()),
        ("normal_quantile", |a, _, _| a.normal_quantile()),
        ("poisson_quantile", |a, _, c| R::poisson_quantile(a, c)),
        ("negative_binomial_quantile", |a, b, c| R::negative_binomial_quantile(a, b, c)),
        ("binomial_quantile", |a, b, c| R::binomial_quantile(a, b, c)),
    ]
}

/// The results of every function at all points, in the order (function, point).
struct Results<'a>(&'a [[f64; 3]]);

impl LaneProgram for Results<'_> {
    type Output = Vec<f64>;
    #[inline(always)]
    fn run<R: Real>(self) -> Vec<f64> {
        let mut results = Vec::new();
        for (_, function) in functions::<R>() {
            for points in self.0.chunks(R::LANES) {
                let argument = |index: usize| R::from_lanes(|lane| points[lane % points.len()][index]);
                let result = function(argument(0), argument(1), argument(2));
                results.extend((0..points.len()).map(|lane| result.lane(lane)));
            }
        }
        results
    }
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

fn assert_same(points: &[[f64; 3]], other: &[f64], implementation: &str) {
    let reference = Results(points).run::<f64>();
    assert_eq!(reference.len(), other.len());
    for (index, (&a, &b)) in reference.iter().zip(other).enumerate() {
        let name = functions::<f64>()[index / points.len()].0;
        let point = points[index % points.len()];
        assert!(same(a, b), "{name} at {point:?}: {a:e} as f64, {b:e} as {implementation}");
    }
}

/// Numbers of every kind, and of the sizes that arguments have.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![proptest::num::f64::ANY, -50.0..50.0, 0.0..1.0, 0.0..200.0, Just(0.0), Just(f64::NAN)]
}

proptest! {
    #[test]
    fn each_lane_equals_the_scalar(points in proptest::collection::vec([number(), number(), number()], 8)) {
        assert_same(&points, &Results(&points).run::<F64x8>(), "F64x8");
        assert_same(&points, &dispatch(Results(&points)), "the dispatched type");
        assert_same(&points, &Results(&points).run::<Counted>(), "Counted");
    }

    #[test]
    fn uniforms_of_lanes_equal_the_scalar(words in any::<[u32; 8]>()) {
        struct Uniforms([u32; 8]);
        impl LaneProgram for Uniforms {
            type Output = Vec<f64>;
            #[inline(always)]
            fn run<R: Real>(self) -> Vec<f64> {
                let words = <R::Words as crate::numeric::Words>::from_lanes(|lane| self.0[lane]);
                (0..R::LANES).map(|lane| R::uniform(words).lane(lane)).collect()
            }
        }
        let scalar: Vec<f64> = words.iter().map(|&word| uniform(word)).collect();
        prop_assert_eq!(&Uniforms(words).run::<F64x8>(), &scalar);
        prop_assert_eq!(&dispatch(Uniforms(words)), &scalar);
    }
}

/// A hundred thousand points over the domains that processes use.
fn points() -> Vec<[f64; 3]> {
    let fraction = |i: u32, step: f64| (f64::from(i) * step).fract();
    (0..100_000)
        .map(|i| {
            let spread = 80.0 * fraction(i, 0.754_877_666_246_692_8);
            [spread, 1.0 + 9.0 * fraction(i, 0.569_840_290_998_053_2), uniform(i.wrapping_mul(2_654_435_769))]
        })
        .collect()
}

fn digest(results: &[f64]) -> String {
    let mut hasher = blake3::Hasher::new();
    for result in results {
        hasher.update(&result.to_bits().to_le_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

#[test]
fn all_implementations_give_one_digest_and_it_is_frozen() {
    let points = points();
    let scalar = digest(&Results(&points).run::<f64>());
    assert_eq!(digest(&Results(&points).run::<F64x8>()), scalar);
    assert_eq!(digest(&dispatch(Results(&points))), scalar);
    assert_eq!(&scalar[..16], "b9e327cfaf497481");
}

#[test]
fn masks_tell_some_from_all() {
    struct Masks;
    impl LaneProgram for Masks {
        type Output = ();
        #[inline(always)]
        fn run<R: Real>(self) {
            let last = R::from_lanes(|lane| lane as f64).ge(R::splat(R::LANES as f64 - 1.0));
            let none = R::Mask::from_bool(false);
            assert!(last.any() && last.test(R::LANES - 1) && !(last & none).any());
            assert_eq!(last.all(), R::LANES == 1);
            assert!((last | !last).all() && R::Mask::from_bool(true).all() && !none.any());
            assert_eq!(last.test(0), R::LANES == 1);
        }
    }
    Masks.run::<f64>();
    Masks.run::<F64x8>();
    dispatch(Masks);
}

#[test]
fn minimum_and_maximum_return_the_argument_for_nan() {
    assert_eq!(Real::min(f64::NAN, 1.0), 1.0);
    assert_eq!(Real::max(f64::NAN, 1.0), 1.0);
    assert!(Real::min(1.0, f64::NAN).is_nan() && Real::max(1.0, f64::NAN).is_nan());
    assert!(Real::clamp(f64::NAN, 0.0, 1.0).is_nan());
}

#[test]
fn operations_are_counted_by_kind() {
    use crate::numeric::Operation::*;
    Counted::take_counts();
    let x = Counted::splat(2.0);
    let y = (x * x + 1.0).sqrt() / x;
    assert!(y.lt(x));
    let counts = Counted::take_counts();
    assert_eq!([Add, Multiply, Divide, SquareRoot, Compare, Floor].map(|kind| counts.of(kind)), [1, 1, 1, 1, 1, 0]);
    assert_eq!(Counted::take_counts(), Default::default());
}
