//! Eight replicates' numbers in two AVX2 registers.
//!
//! Safety: every `unsafe` block here needs the processor to have AVX2, and nothing else. That holds because
//! [`dispatch`](crate::numeric::dispatch()) names this type only after it has asked the processor; whoever names it
//! elsewhere must ask [`has_avx2`](crate::numeric::avx2::has_avx2) first. Outside a function compiled for AVX2 results
//! are right, but slow.

use core::arch::x86_64::*;
use core::ops::{Add, AddAssign, BitAnd, BitOr, Div, Mul, MulAssign, Neg, Not, Sub, SubAssign};

use crate::numeric::avx2::words::U32x8Avx2;
use crate::numeric::real::{Mask, Program, Real};
use crate::numeric::scalar::{
    EXPONENT_BIAS, FRACTION_BITS, FRACTION_MASK, INTEGER_SHIFT, ROOT_HALF_BITS, SPLIT_OFFSET, TWO_TO_52,
    UNIFORM_SPACING,
};

/// Eight replicates' numbers; to be used only on a processor with AVX2.
#[derive(Clone, Copy, Debug)]
pub struct F64x8Avx2(__m256d, __m256d);

/// Eight replicates' truth values; to be used only on a processor with AVX2.
#[derive(Clone, Copy, Debug)]
pub struct Mask8Avx2(__m256d, __m256d);

/// `fraction bits` as the shift instructions take it.
const SHIFT: i32 = FRACTION_BITS as i32;

/// Applies an instruction to both halves of one or two values.
macro_rules! halves {
    ($result:ident, $instruction:expr, $a:expr) => {
        unsafe { $result($instruction($a.0), $instruction($a.1)) }
    };
    ($result:ident, $instruction:expr, $a:expr, $b:expr) => {
        unsafe { $result($instruction($a.0, $b.0), $instruction($a.1, $b.1)) }
    };
}

/// The operators between lanes, and with a number on the right.
macro_rules! operators {
    ($($operator:ident $function:ident $instruction:ident;)*) => {$(
        impl $operator for F64x8Avx2 {
            type Output = Self;
            #[inline(always)]
            fn $function(self, other: Self) -> Self {
                halves!(Self, $instruction, self, other)
            }
        }
        impl $operator<f64> for F64x8Avx2 {
            type Output = Self;
            #[inline(always)]
            fn $function(self, other: f64) -> Self {
                self.$function(Self::splat(other))
            }
        }
    )*};
}
operators! { Add add _mm256_add_pd; Sub sub _mm256_sub_pd; Mul mul _mm256_mul_pd; Div div _mm256_div_pd; }

impl AddAssign for F64x8Avx2 {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl SubAssign for F64x8Avx2 {
    #[inline(always)]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl MulAssign for F64x8Avx2 {
    #[inline(always)]
    fn mul_assign(&mut self, other: Self) {
        *self = *self * other;
    }
}
impl Neg for F64x8Avx2 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        halves!(Self, _mm256_xor_pd, self, Self::splat(-0.0))
    }
}
impl Default for F64x8Avx2 {
    #[inline(always)]
    fn default() -> Self {
        Self::splat(0.0)
    }
}

impl BitAnd for Mask8Avx2 {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        halves!(Self, _mm256_and_pd, self, other)
    }
}
impl BitOr for Mask8Avx2 {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        halves!(Self, _mm256_or_pd, self, other)
    }
}
impl Not for Mask8Avx2 {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        halves!(Self, _mm256_xor_pd, self, Self::from_bool(true))
    }
}

impl Mask8Avx2 {
    /// One bit per lane.
    #[inline(always)]
    fn bits(self) -> i32 {
        unsafe { _mm256_movemask_pd(self.0) | (_mm256_movemask_pd(self.1) << 4) }
    }
}

impl Mask for Mask8Avx2 {
    #[inline(always)]
    fn any(self) -> bool {
        unsafe { _mm256_movemask_pd(_mm256_or_pd(self.0, self.1)) != 0 }
    }
    #[inline(always)]
    fn all(self) -> bool {
        unsafe { _mm256_movemask_pd(_mm256_and_pd(self.0, self.1)) == 0b1111 }
    }
    #[inline(always)]
    fn from_bool(value: bool) -> Self {
        let half = unsafe { _mm256_castsi256_pd(_mm256_set1_epi64x(-i64::from(value))) };
        Self(half, half)
    }
    #[inline(always)]
    fn test(self, lane: usize) -> bool {
        (self.bits() >> lane) & 1 == 1
    }
}

/// A constant's bits in each element.
#[inline(always)]
fn bits(value: u64) -> __m256i {
    unsafe { _mm256_set1_epi64x(value.cast_signed()) }
}

/// [`Real::exp2_integer`] of four lanes.
#[inline(always)]
unsafe fn exp2_integer(x: __m256d) -> __m256d {
    unsafe {
        let shifted = _mm256_add_pd(x, _mm256_set1_pd(INTEGER_SHIFT + EXPONENT_BIAS));
        _mm256_castsi256_pd(_mm256_slli_epi64::<SHIFT>(_mm256_castpd_si256(shifted)))
    }
}

/// The mantissa of [`Real::split_exponent`] of four lanes.
#[inline(always)]
unsafe fn mantissa(x: __m256d) -> __m256d {
    unsafe {
        let shifted = _mm256_add_epi64(_mm256_castpd_si256(x), bits(SPLIT_OFFSET));
        let fraction = _mm256_and_si256(shifted, bits(FRACTION_MASK));
        _mm256_castsi256_pd(_mm256_add_epi64(fraction, bits(ROOT_HALF_BITS)))
    }
}

/// The exponent of [`Real::split_exponent`] of four lanes.
#[inline(always)]
unsafe fn exponent(x: __m256d) -> __m256d {
    unsafe {
        let shifted = _mm256_add_epi64(_mm256_castpd_si256(x), bits(SPLIT_OFFSET));
        let biased = _mm256_or_si256(_mm256_srli_epi64::<SHIFT>(shifted), bits(TWO_TO_52.to_bits()));
        _mm256_sub_pd(_mm256_castsi256_pd(biased), _mm256_set1_pd(TWO_TO_52 + EXPONENT_BIAS))
    }
}

/// [`Real::uniform`] of four lanes.
#[inline(always)]
unsafe fn uniform(words: __m128i) -> __m256d {
    unsafe {
        let whole = _mm256_cvtepi32_pd(_mm_srli_epi32::<1>(words));
        _mm256_mul_pd(_mm256_add_pd(whole, _mm256_set1_pd(0.5)), _mm256_set1_pd(UNIFORM_SPACING))
    }
}

impl Real for F64x8Avx2 {
    type Mask = Mask8Avx2;
    type Words = U32x8Avx2;
    const LANES: usize = 8;

    #[inline(always)]
    fn out_of_line<P: Program<Self>>(program: P) -> P::Output {
        // SAFETY: values of this type exist only on processors with AVX2.
        unsafe { run_with_avx2(program) }
    }
    #[inline(always)]
    fn splat(x: f64) -> Self {
        let half = unsafe { _mm256_set1_pd(x) };
        Self(half, half)
    }
    #[inline(always)]
    fn from_lanes(f: impl FnMut(usize) -> f64) -> Self {
        let lanes: [f64; 8] = core::array::from_fn(f);
        unsafe { Self(_mm256_loadu_pd(lanes.as_ptr()), _mm256_loadu_pd(lanes[4..].as_ptr())) }
    }
    #[inline(always)]
    fn lane(self, lane: usize) -> f64 {
        let mut lanes = [0.0; 8];
        unsafe {
            _mm256_storeu_pd(lanes.as_mut_ptr(), self.0);
            _mm256_storeu_pd(lanes[4..].as_mut_ptr(), self.1);
        }
        lanes[lane]
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask8Avx2 {
        halves!(Mask8Avx2, _mm256_cmp_pd::<_CMP_LT_OQ>, self, other)
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask8Avx2 {
        halves!(Mask8Avx2, _mm256_cmp_pd::<_CMP_LE_OQ>, self, other)
    }
    #[inline(always)]
    fn eq_mask(self, other: Self) -> Mask8Avx2 {
        halves!(Mask8Avx2, _mm256_cmp_pd::<_CMP_EQ_OQ>, self, other)
    }
    #[inline(always)]
    fn select(mask: Mask8Avx2, yes: Self, no: Self) -> Self {
        unsafe { Self(_mm256_blendv_pd(no.0, yes.0, mask.0), _mm256_blendv_pd(no.1, yes.1, mask.1)) }
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        halves!(Self, _mm256_min_pd, self, other)
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        halves!(Self, _mm256_max_pd, self, other)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        halves!(Self, _mm256_sqrt_pd, self)
    }
    #[inline(always)]
    fn floor(self) -> Self {
        halves!(Self, _mm256_floor_pd, self)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        halves!(Self, _mm256_andnot_pd, Self::splat(-0.0), self)
    }
    #[inline(always)]
    fn exp2_integer(self) -> Self {
        halves!(Self, exp2_integer, self)
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        (halves!(Self, mantissa, self), halves!(Self, exponent, self))
    }
    #[inline(always)]
    fn uniform(words: U32x8Avx2) -> Self {
        unsafe { Self(uniform(_mm256_castsi256_si128(words.0)), uniform(_mm256_extracti128_si256::<1>(words.0))) }
    }
}

/// # Safety
/// The processor must have AVX2.
#[target_feature(enable = "avx2")]
#[inline(never)]
unsafe fn run_with_avx2<P: Program<F64x8Avx2>>(program: P) -> P::Output {
    program.run()
}
