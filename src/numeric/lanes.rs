//! Eight lanes as an array: the fallback for every processor, vectorised as far as the compiler can.

use core::array;
use core::ops::{Add, AddAssign, BitAnd, BitOr, Div, Mul, MulAssign, Neg, Not, Sub, SubAssign};

use crate::numeric::real::{Mask, Real};

/// Eight replicates' numbers.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
pub struct F64x8([f64; 8]);

/// Eight replicates' truth values; all bits of an element are set or none, so that selection is done on bits.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub struct Mask8([u64; 8]);

impl F64x8 {
    #[inline(always)]
    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self(array::from_fn(|lane| f(self.0[lane])))
    }
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        Self(array::from_fn(|lane| f(self.0[lane], other.0[lane])))
    }
    #[inline(always)]
    fn compare(self, other: Self, f: impl Fn(f64, f64) -> bool) -> Mask8 {
        Mask8(array::from_fn(|lane| u64::from(f(self.0[lane], other.0[lane])).wrapping_neg()))
    }
}

/// The operators between lanes, with a number on the right, and the assigning one.
macro_rules! operators {
    ($($operator:ident $function:ident $symbol:tt;)*) => {$(
        impl $operator for F64x8 {
            type Output = Self;
            #[inline(always)]
            fn $function(self, other: Self) -> Self {
                self.zip(other, |a, b| a $symbol b)
            }
        }
        impl $operator<f64> for F64x8 {
            type Output = Self;
            #[inline(always)]
            fn $function(self, other: f64) -> Self {
                self.map(|a| a $symbol other)
            }
        }
    )*};
}
operators! { Add add +; Sub sub -; Mul mul *; Div div /; }

impl AddAssign for F64x8 {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl SubAssign for F64x8 {
    #[inline(always)]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl MulAssign for F64x8 {
    #[inline(always)]
    fn mul_assign(&mut self, other: Self) {
        *self = *self * other;
    }
}
impl Neg for F64x8 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|a| -a)
    }
}

impl BitAnd for Mask8 {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self(array::from_fn(|lane| self.0[lane] & other.0[lane]))
    }
}
impl BitOr for Mask8 {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(array::from_fn(|lane| self.0[lane] | other.0[lane]))
    }
}
impl Not for Mask8 {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self(array::from_fn(|lane| !self.0[lane]))
    }
}

impl Mask for Mask8 {
    #[inline(always)]
    fn any(self) -> bool {
        self.0.iter().fold(0, |bits, lane| bits | lane) != 0
    }
    #[inline(always)]
    fn all(self) -> bool {
        self.0.iter().fold(u64::MAX, |bits, lane| bits & lane) != 0
    }
    #[inline(always)]
    fn from_bool(value: bool) -> Self {
        Self([u64::from(value).wrapping_neg(); 8])
    }
    #[inline(always)]
    fn test(self, lane: usize) -> bool {
        self.0[lane] != 0
    }
}

impl Real for F64x8 {
    type Mask = Mask8;
    type Words = [u32; 8];
    const LANES: usize = 8;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        Self([x; 8])
    }
    #[inline(always)]
    fn from_lanes(f: impl FnMut(usize) -> f64) -> Self {
        Self(array::from_fn(f))
    }
    #[inline(always)]
    fn lane(self, lane: usize) -> f64 {
        self.0[lane]
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask8 {
        self.compare(other, |a, b| a < b)
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask8 {
        self.compare(other, |a, b| a <= b)
    }
    #[inline(always)]
    fn eq_mask(self, other: Self) -> Mask8 {
        self.compare(other, |a, b| a == b)
    }
    #[inline(always)]
    fn select(mask: Mask8, yes: Self, no: Self) -> Self {
        Self(array::from_fn(|lane| {
            let bits = mask.0[lane];
            f64::from_bits((yes.0[lane].to_bits() & bits) | (no.0[lane].to_bits() & !bits))
        }))
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.zip(other, <f64 as Real>::min)
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.zip(other, <f64 as Real>::max)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.map(f64::sqrt)
    }
    #[inline(always)]
    fn floor(self) -> Self {
        self.map(f64::floor)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        self.map(f64::abs)
    }
    #[inline(always)]
    fn exp2_integer(self) -> Self {
        self.map(<f64 as Real>::exp2_integer)
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        (self.map(|x| x.split_exponent().0), self.map(|x| x.split_exponent().1))
    }
    #[inline(always)]
    fn uniform(words: [u32; 8]) -> Self {
        Self(array::from_fn(|lane| f64::uniform(words[lane])))
    }
}
