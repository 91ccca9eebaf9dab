//! One replicate at a time: the reference that every lane type must equal bit for bit.

use crate::numeric::real::{Mask, Real};

/// Adding this number leaves an integer of magnitude below 2⁵¹ in the low bits of the sum: 2⁵² + 2⁵¹.
pub(in crate::numeric) const INTEGER_SHIFT: f64 = 6_755_399_441_055_744.0;
/// 2⁵², whose last bit has the value 1.
pub(in crate::numeric) const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
/// Number of bits of the fraction of a double.
pub(in crate::numeric) const FRACTION_BITS: u32 = 52;
/// The fraction of a double.
pub(in crate::numeric) const FRACTION_MASK: u64 = (1 << FRACTION_BITS) - 1;
/// The exponent of 1.0 as stored in a double.
pub(in crate::numeric) const EXPONENT_BIAS: f64 = 1023.0;
/// The bits of √½, where the mantissas of [`Real::split_exponent`] begin.
pub(in crate::numeric) const ROOT_HALF_BITS: u64 = core::f64::consts::FRAC_1_SQRT_2.to_bits();
/// Moves √½ to a power of two, so that a number's exponent bits change where its mantissa passes √½ or √2.
pub(in crate::numeric) const SPLIT_OFFSET: u64 = 1.0_f64.to_bits() - ROOT_HALF_BITS;
/// 2⁻³¹, the spacing of uniforms.
pub(in crate::numeric) const UNIFORM_SPACING: f64 = 1.0 / 2_147_483_648.0;

impl Mask for bool {
    #[inline(always)]
    fn any(self) -> bool {
        self
    }
    #[inline(always)]
    fn all(self) -> bool {
        self
    }
    #[inline(always)]
    fn from_bool(value: bool) -> Self {
        value
    }
    #[inline(always)]
    fn test(self, _lane: usize) -> bool {
        self
    }
}

impl Real for f64 {
    type Mask = bool;
    type Words = u32;
    const LANES: usize = 1;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        x
    }
    #[inline(always)]
    fn from_lanes(mut f: impl FnMut(usize) -> f64) -> Self {
        f(0)
    }
    #[inline(always)]
    fn lane(self, _lane: usize) -> f64 {
        self
    }
    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        self < other
    }
    #[inline(always)]
    fn le(self, other: Self) -> bool {
        self <= other
    }
    #[inline(always)]
    fn eq_mask(self, other: Self) -> bool {
        self == other
    }
    #[inline(always)]
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        if self < other { self } else { other }
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        if self > other { self } else { other }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }
    #[inline(always)]
    fn floor(self) -> Self {
        f64::floor(self)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        f64::abs(self)
    }
    #[inline(always)]
    fn exp2_integer(self) -> Self {
        f64::from_bits((self + (INTEGER_SHIFT + EXPONENT_BIAS)).to_bits() << FRACTION_BITS)
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let shifted = self.to_bits().wrapping_add(SPLIT_OFFSET);
        let mantissa = f64::from_bits((shifted & FRACTION_MASK).wrapping_add(ROOT_HALF_BITS));
        let biased = f64::from_bits((shifted >> FRACTION_BITS) | TWO_TO_52.to_bits());
        (mantissa, biased - (TWO_TO_52 + EXPONENT_BIAS))
    }
    #[inline(always)]
    fn uniform(words: u32) -> Self {
        (f64::from(words >> 1) + 0.5) * UNIFORM_SPACING
    }
}
