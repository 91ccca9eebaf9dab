//! Exponential and logarithm, and what follows from them. Domains and errors are stated at [`Real`]'s methods.

use core::f64::consts::LOG2_E;

use crate::numeric::real::Real;
use crate::numeric::scalar::INTEGER_SHIFT;

/// ln 2 in two parts; the upper one ends in 20 zero bits, so that its product with an exponent is exact
/// (Cody and Waite 1980, *Software Manual for the Elementary Functions*).
const LN_2_UPPER: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOWER: f64 = 1.908_214_929_270_587_7e-10;

/// (eʳ − 1 − r) / r² for |r| ≤ ½ ln 2, interpolated at Chebyshev nodes: relative error of eʳ 2e-17.
const EXPONENTIAL: [f64; 10] = [
    0.5000000000000001,
    0.16666666666666669,
    0.04166666666662413,
    0.008333333333330062,
    0.0013888888917213717,
    0.00019841269863053618,
    2.4801521295954376e-05,
    2.7557268459997064e-06,
    2.7620088445409746e-07,
    2.510038549551032e-08,
];

/// (ln((1+s)/(1−s)) / s − 2) / s² as a polynomial in s² for |s| ≤ 3 − 2√2, interpolated at Chebyshev nodes: relative
/// error of the logarithm 5e-18.
const LOGARITHM: [f64; 7] = [
    0.666666666666667,
    0.39999999999899444,
    0.2857142862600327,
    0.22222211130259878,
    0.18182889455674947,
    0.15331710618210773,
    0.14616585424888623,
];

/// The polynomial with the given coefficients, lowest first, by Estrin's scheme: neighbouring terms are paired, which
/// leaves less to wait for than Horner's rule does.
#[inline(always)]
pub(super) fn polynomial<R: Real, const TERMS: usize>(x: R, coefficients: &[f64; TERMS]) -> R {
    let mut terms = [R::zero(); TERMS];
    for (term, &coefficient) in terms.iter_mut().zip(coefficients) {
        *term = R::splat(coefficient);
    }
    let (mut length, mut power) = (TERMS, x);
    while length > 1 {
        let pairs = length / 2;
        for pair in 0..pairs {
            terms[pair] = terms[2 * pair] + terms[2 * pair + 1] * power;
        }
        if length % 2 == 1 {
            terms[pairs] = terms[length - 1];
        }
        length = pairs + length % 2;
        power = power * power;
    }
    terms[0]
}

/// (2ᵏ, eʳ − 1) with x = k ln 2 + r and |r| ≤ ½ ln 2.
#[inline(always)]
fn reduced_exponential<R: Real>(x: R) -> (R, R) {
    let x = x.clamp(-700.0, 700.0);
    let exponent = (x * LOG2_E + INTEGER_SHIFT) - INTEGER_SHIFT;
    let rest = (x - exponent * LN_2_UPPER) - exponent * LN_2_LOWER;
    (exponent.exp2_integer(), rest + rest * rest * polynomial(rest, &EXPONENTIAL))
}

#[inline(always)]
pub(super) fn exp<R: Real>(x: R) -> R {
    let (scale, above_one) = reduced_exponential(x);
    (above_one + 1.0) * scale
}

#[inline(always)]
pub(super) fn exp_m1<R: Real>(x: R) -> R {
    let (scale, above_one) = reduced_exponential(x);
    (scale - 1.0) + above_one * scale
}

/// With m = 1 + f and s = f / (2 + f), ln m = f − (f²/2 − s (f²/2 + s² L(s²))): the arrangement of the leading terms is
/// that of Ng's `e_log.c` (Sun Microsystems 1993).
#[inline(always)]
pub(super) fn ln<R: Real>(x: R) -> R {
    let x = x.clamp(f64::MIN_POSITIVE, f64::MAX);
    let (mantissa, exponent) = x.split_exponent();
    let f = mantissa - 1.0;
    let s = f / (f + 2.0);
    let z = s * s;
    let half_square = f * f * 0.5;
    let series = s * (half_square + z * polynomial(z, &LOGARITHM));
    let result = exponent * LN_2_UPPER - ((half_square - (series + exponent * LN_2_LOWER)) - f);
    // The bits of NaN were split like those of a number; x × 0 is 0, or NaN.
    result + x * 0.0
}

/// The rounding error of 1 + x is known, and (error / (1 + x)) is what it does to the logarithm.
#[inline(always)]
pub(super) fn ln_1p<R: Real>(x: R) -> R {
    let sum = (x + 1.0).max(R::splat(f64::MIN_POSITIVE));
    ln(sum) - ((sum - 1.0) - x) / sum
}

#[inline(always)]
pub(super) fn logistic<R: Real>(x: R) -> R {
    R::one() / (exp(-x) + 1.0)
}

/// tanh x = (e²ˣ − 1) / (e²ˣ + 1)
#[inline(always)]
pub(super) fn tanh<R: Real>(x: R) -> R {
    let above_one = exp_m1(x * 2.0);
    above_one / (above_one + 2.0)
}

#[inline(always)]
pub(super) fn powf<R: Real>(base: R, exponent: R) -> R {
    let power = exp(exponent * ln(base));
    let vanishes = base.le(R::zero()) & exponent.gt(R::zero());
    R::select(vanishes, R::zero(), power)
}
