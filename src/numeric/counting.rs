//! A number that counts its operations: what a process would cost if the processor did nothing but arithmetic.

use core::cell::Cell;
use core::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

use crate::numeric::real::Real;

/// A kind of operation, as far as costs differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Addition, subtraction, negation or removal of the sign.
    Add,
    /// Multiplication.
    Multiply,
    /// Division.
    Divide,
    /// Square root.
    SquareRoot,
    /// Comparison, minimum, maximum or selection.
    Compare,
    /// Rounding down.
    Floor,
    /// Taking an exponent apart from its mantissa, or making one.
    Exponent,
    /// A random word turned into a uniform.
    Uniform,
}

/// How often each [`Operation`] was executed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OperationCounts([u64; 8]);

impl OperationCounts {
    /// The count of one kind.
    pub fn of(&self, operation: Operation) -> u64 {
        self.0[operation as usize]
    }
}

thread_local! {
    static COUNTS: Cell<[u64; 8]> = const { Cell::new([0; 8]) };
}

/// One `f64` whose operations are counted, separately in each thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted(f64);

impl Counted {
    /// Returns this thread's counts and sets them to zero.
    pub fn take_counts() -> OperationCounts {
        OperationCounts(COUNTS.take())
    }
}

/// Counts one operation and passes its result on.
#[inline(always)]
fn count<T>(operation: Operation, result: T) -> T {
    let mut counts = COUNTS.get();
    counts[operation as usize] += 1;
    COUNTS.set(counts);
    result
}

macro_rules! operators {
    ($($operator:ident $function:ident $symbol:tt $kind:ident;)*) => {$(
        impl $operator for Counted {
            type Output = Self;
            #[inline(always)]
            fn $function(self, other: Self) -> Self {
                count(Operation::$kind, Self(self.0 $symbol other.0))
            }
        }
        impl $operator<f64> for Counted {
            type Output = Self;
            #[inline(always)]
            fn $function(self, other: f64) -> Self {
                count(Operation::$kind, Self(self.0 $symbol other))
            }
        }
    )*};
}
operators! { Add add + Add; Sub sub - Add; Mul mul * Multiply; Div div / Divide; }

impl AddAssign for Counted {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl SubAssign for Counted {
    #[inline(always)]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl MulAssign for Counted {
    #[inline(always)]
    fn mul_assign(&mut self, other: Self) {
        *self = *self * other;
    }
}
impl Neg for Counted {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        count(Operation::Add, Self(-self.0))
    }
}

impl Real for Counted {
    type Mask = bool;
    type Words = u32;
    const LANES: usize = 1;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        Self(x)
    }
    #[inline(always)]
    fn from_lanes(mut f: impl FnMut(usize) -> f64) -> Self {
        Self(f(0))
    }
    #[inline(always)]
    fn lane(self, _lane: usize) -> f64 {
        self.0
    }
    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        count(Operation::Compare, self.0 < other.0)
    }
    #[inline(always)]
    fn le(self, other: Self) -> bool {
        count(Operation::Compare, self.0 <= other.0)
    }
    #[inline(always)]
    fn eq_mask(self, other: Self) -> bool {
        count(Operation::Compare, self.0 == other.0)
    }
    #[inline(always)]
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        count(Operation::Compare, if mask { yes } else { no })
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        count(Operation::Compare, Self(Real::min(self.0, other.0)))
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        count(Operation::Compare, Self(Real::max(self.0, other.0)))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        count(Operation::SquareRoot, Self(self.0.sqrt()))
    }
    #[inline(always)]
    fn floor(self) -> Self {
        count(Operation::Floor, Self(self.0.floor()))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        count(Operation::Add, Self(self.0.abs()))
    }
    #[inline(always)]
    fn exp2_integer(self) -> Self {
        count(Operation::Exponent, Self(self.0.exp2_integer()))
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let (mantissa, exponent) = self.0.split_exponent();
        count(Operation::Exponent, (Self(mantissa), Self(exponent)))
    }
    #[inline(always)]
    fn uniform(words: u32) -> Self {
        count(Operation::Uniform, Self(f64::uniform(words)))
    }
}
