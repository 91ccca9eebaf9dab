//! Choosing the instruction set when the program runs.

use crate::numeric::lanes::F64x8;
use crate::numeric::real::Real;

/// A computation written over [`Real`], to be run in eight lanes.
pub trait LaneProgram {
    /// The result.
    type Output;
    /// Runs the computation. It and all it calls in its hot loops must be `#[inline(always)]`, so that they are
    /// compiled for the instruction set of the lane type.
    fn run<R: Real>(self) -> Self::Output;
}

/// Runs the program in the fastest eight-lane type of this machine. The result does not depend on which it is.
pub fn dispatch<P: LaneProgram>(program: P) -> P::Output {
    #[cfg(target_arch = "x86_64")]
    if crate::numeric::avx2::has_avx2() {
        // SAFETY: the processor has AVX2.
        return unsafe { run_with_avx2(program) };
    }
    program.run::<F64x8>()
}

/// # Safety
/// The processor must have AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
unsafe fn run_with_avx2<P: LaneProgram>(program: P) -> P::Output {
    program.run::<crate::numeric::avx2::F64x8Avx2>()
}
