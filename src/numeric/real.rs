//! The two traits that process code is written against.

use core::fmt::Debug;
use core::ops::{Add, AddAssign, BitAnd, BitOr, Div, Mul, MulAssign, Neg, Not, Sub, SubAssign};

use crate::numeric::words::Words;
use crate::numeric::{discrete, functions, quantile};

/// One truth value per lane, the result of comparing two [`Real`]s.
pub trait Mask: Copy + BitAnd<Output = Self> + BitOr<Output = Self> + Not<Output = Self> {
    /// Whether it holds in at least one lane.
    fn any(self) -> bool;
    /// Whether it holds in every lane.
    fn all(self) -> bool;
    /// The same truth value in every lane.
    fn from_bool(value: bool) -> Self;
    /// The truth value of one lane, `lane < LANES`.
    fn test(self, lane: usize) -> bool;
}

/// A double-precision number for each of [`Real::LANES`] replicates.
///
/// On a concrete `f64` the inherent methods of the standard library come first: write `Real::exp(x)` there.
pub trait Real:
    Copy
    + Send
    + Sync
    + 'static
    + Debug
    + Default
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
{
    /// What a comparison returns.
    type Mask: Mask;
    /// One random 32-bit word for each lane.
    type Words: Words;
    /// How many replicates one value holds.
    const LANES: usize;

    /// The same number in every lane.
    fn splat(x: f64) -> Self;
    /// The number `f(i)` in lane `i`, called in order of lanes.
    fn from_lanes(f: impl FnMut(usize) -> f64) -> Self;
    /// The number in one lane, `lane < LANES`.
    fn lane(self, lane: usize) -> f64;
    /// `self < other`, false if either is NaN.
    fn lt(self, other: Self) -> Self::Mask;
    /// `self <= other`, false if either is NaN.
    fn le(self, other: Self) -> Self::Mask;
    /// `self == other`, false if either is NaN.
    fn eq_mask(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds, `no` elsewhere.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// `self` if `self < other`, else `other`: `other` if either is NaN.
    fn min(self, other: Self) -> Self;
    /// `self` if `self > other`, else `other`: `other` if either is NaN.
    fn max(self, other: Self) -> Self;
    /// The square root, exactly rounded; NaN below zero.
    fn sqrt(self) -> Self;
    /// The greatest integer that is not above the number.
    fn floor(self) -> Self;
    /// The number without its sign.
    fn abs(self) -> Self;
    /// 2ᵏ for an integer k in [−1022, 1023] held as a floating-point number; unspecified otherwise.
    fn exp2_integer(self) -> Self;
    /// (m, e) with `self` = m 2ᵉ and m in [√½, √2), for a positive normal number; unspecified otherwise.
    fn split_exponent(self) -> (Self, Self);
    /// A uniform in (0, 1) from the upper 31 bits of a word: (bits + ½) 2⁻³¹, never 0 or 1.
    fn uniform(words: Self::Words) -> Self;

    /// Runs `program` in a function of its own, compiled for the instruction set of this type: keeps long code from being
    /// copied into its caller, where it would only cost compile time.
    #[inline(never)]
    fn out_of_line<P: Program<Self>>(program: P) -> P::Output {
        program.run()
    }

    /// 0 in every lane.
    #[inline(always)]
    fn zero() -> Self {
        Self::splat(0.0)
    }
    /// 1 in every lane.
    #[inline(always)]
    fn one() -> Self {
        Self::splat(1.0)
    }
    /// `self > other`, false if either is NaN.
    #[inline(always)]
    fn gt(self, other: Self) -> Self::Mask {
        other.lt(self)
    }
    /// `self >= other`, false if either is NaN.
    #[inline(always)]
    fn ge(self, other: Self) -> Self::Mask {
        other.le(self)
    }
    /// 1 where the mask holds, 0 elsewhere.
    #[inline(always)]
    fn indicator(mask: Self::Mask) -> Self {
        Self::select(mask, Self::one(), Self::zero())
    }
    /// The number limited to [`low`, `high`]; NaN stays NaN.
    #[inline(always)]
    fn clamp(self, low: f64, high: f64) -> Self {
        Self::splat(high).min(Self::splat(low).max(self))
    }

    /// Logarithm of the odds of a probability: the inverse of [`Real::logistic`], with the errors of a division and of
    /// [`Real::ln`].
    #[inline(always)]
    fn logit(self) -> Self {
        (self / (Self::one() - self)).ln()
    }

    /// eˣ, for x limited to ±700; relative error below 3e-16.
    #[inline(always)]
    fn exp(self) -> Self {
        functions::exp(self)
    }
    /// eˣ − 1 without cancellation, for x limited to ±700; relative error below 1e-15.
    #[inline(always)]
    fn exp_m1(self) -> Self {
        functions::exp_m1(self)
    }
    /// Natural logarithm; relative error below 3e-16. Numbers below 2.2e-308, zero and negative ones included, are
    /// taken as 2.2e-308 (result −708.4), infinity as 1.8e308.
    #[inline(always)]
    fn ln(self) -> Self {
        functions::ln(self)
    }
    /// ln(1 + x) without cancellation, for x > −1; relative error below 1e-15. Below, as [`Real::ln`].
    #[inline(always)]
    fn ln_1p(self) -> Self {
        functions::ln_1p(self)
    }
    /// The logistic function 1 / (1 + e⁻ˣ); relative error below 1e-15 for |x| < 700.
    #[inline(always)]
    fn logistic(self) -> Self {
        functions::logistic(self)
    }
    /// Hyperbolic tangent; relative error below 2e-15.
    #[inline(always)]
    fn tanh(self) -> Self {
        functions::tanh(self)
    }
    /// The power `self`ᵉ = exp(e ln `self`) of a number ≥ 0 (a negative one is taken as 0); relative error below
    /// 3e-16 (1 + |e ln `self`|). Results are limited to e^±700, except that 0ᵉ = 0 for e > 0.
    #[inline(always)]
    fn powf(self, exponent: Self) -> Self {
        functions::powf(self, exponent)
    }
    /// The standard normal distribution function Φ; absolute error below 3e-9, relative error below 1e-8 in the
    /// lower tail down to x = −37.
    #[inline(always)]
    fn normal_cdf(self) -> Self {
        quantile::normal_cdf(self)
    }
    /// The standard normal quantile Φ⁻¹(u), for u limited to [2⁻³³, 1 − 2⁻³³]; absolute error below 4e-8, monotone
    /// over the values of [`Real::uniform`].
    #[inline(always)]
    fn normal_quantile(self) -> Self {
        quantile::normal_quantile(self)
    }
    /// The quantile at `u` of a Poisson count of the given mean (a negative mean is taken as 0). Exact below a mean of
    /// 10; above, total variation distance below 1e-4. Monotone in `u`.
    #[inline(always)]
    fn poisson_quantile(mean: Self, u: Self) -> Self {
        discrete::poisson_quantile(mean, u)
    }
    /// The quantile at `u` of a negative binomial count of the given mean and size (variance mean + mean²/size; size
    /// limited to [1e-6, 1e12]). Monotone in `u`. Exact for a mean below 10, and below 64 if the size is below 8. Above,
    /// total variation distance below 3e-4 for a size from 8 on, 4e-3 at size 4, 2e-2 at 1 and 1e-1 at 0.3, where the
    /// mean is 3 % too low.
    #[inline(always)]
    fn negative_binomial_quantile(mean: Self, size: Self, u: Self) -> Self {
        discrete::negative_binomial_quantile(mean, size, u)
    }
    /// The quantile at `u` of the number of successes in `trials` (rounded down, at least 0), each of the given
    /// probability (limited to [0, 1]). Within [0, trials] and monotone in `u`; exact where the expected number of
    /// the rarer outcome is below 10; elsewhere total variation distance below 2e-4.
    #[inline(always)]
    fn binomial_quantile(trials: Self, probability: Self, u: Self) -> Self {
        discrete::binomial_quantile(trials, probability, u)
    }
}

/// Something to compute with one type of [`Real`]; see [`Real::out_of_line`].
pub trait Program<R> {
    /// The result.
    type Output;
    /// Computes it. Must be `#[inline(always)]`, to be compiled for the caller's instruction set.
    fn run(self) -> Self::Output;
}
