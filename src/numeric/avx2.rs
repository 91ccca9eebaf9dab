//! Eight lanes in AVX2 registers of x86-64, and whether this processor has them.

#[cfg(target_arch = "x86_64")]
mod lanes;
#[cfg(target_arch = "x86_64")]
mod words;

#[cfg(target_arch = "x86_64")]
pub use crate::numeric::avx2::lanes::{F64x8Avx2, Mask8Avx2};
#[cfg(target_arch = "x86_64")]
pub use crate::numeric::avx2::words::U32x8Avx2;

/// Whether this processor has AVX2, so that `F64x8Avx2` may be used.
pub fn has_avx2() -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        std::is_x86_feature_detected!("avx2")
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        false
    }
}
