//! Eight random words in one AVX2 register.
//!
//! Safety: as for [`F64x8Avx2`](crate::numeric::avx2::F64x8Avx2), values exist only where the processor has AVX2, which
//! is what every `unsafe` block here needs.

use core::arch::x86_64::*;

use crate::numeric::words::{WordProgram, Words};

/// Eight 32-bit words, one per lane; to be used only on a processor with AVX2.
#[derive(Clone, Copy, Debug)]
pub struct U32x8Avx2(pub(super) __m256i);

/// The byte order that rotates each 32-bit word by `bits`, a multiple of 8, to the left.
const fn rotation(bits: usize) -> [u8; 32] {
    let mut order = [0; 32];
    let mut byte = 0;
    while byte < 32 {
        // The shuffle works within halves of 16 bytes.
        let word = byte % 16 / 4 * 4;
        order[byte] = (word + (byte % 4 + 4 - bits / 8) % 4) as u8;
        byte += 1;
    }
    order
}

impl U32x8Avx2 {
    /// Moving bytes takes one instruction where shifting bits takes three.
    #[inline(always)]
    fn rotate_bytes(self, order: [u8; 32]) -> Self {
        unsafe { Self(_mm256_shuffle_epi8(self.0, _mm256_loadu_si256(order.as_ptr().cast()))) }
    }
}

impl Words for U32x8Avx2 {
    #[inline(always)]
    fn splat(word: u32) -> Self {
        unsafe { Self(_mm256_set1_epi32(word.cast_signed())) }
    }
    #[inline(always)]
    fn from_lanes(f: impl FnMut(usize) -> u32) -> Self {
        let words: [u32; 8] = core::array::from_fn(f);
        unsafe { Self(_mm256_loadu_si256(words.as_ptr().cast())) }
    }
    #[inline(always)]
    fn lane(self, lane: usize) -> u32 {
        let mut words = [0; 8];
        unsafe { _mm256_storeu_si256(words.as_mut_ptr().cast(), self.0) };
        words[lane]
    }
    #[inline(always)]
    fn wrapping_add(self, other: Self) -> Self {
        unsafe { Self(_mm256_add_epi32(self.0, other.0)) }
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        unsafe { Self(_mm256_xor_si256(self.0, other.0)) }
    }
    #[inline(always)]
    fn rotate_left(self, bits: u32) -> Self {
        match bits {
            8 => self.rotate_bytes(const { rotation(8) }),
            16 => self.rotate_bytes(const { rotation(16) }),
            _ => unsafe {
                let left = _mm256_sllv_epi32(self.0, Self::splat(bits).0);
                Self(_mm256_or_si256(left, _mm256_srlv_epi32(self.0, Self::splat(32 - bits).0)))
            },
        }
    }
    #[inline(always)]
    fn run_out_of_line<P: WordProgram<Self>>(program: &P) -> P::Output {
        unsafe { run_with_avx2(program) }
    }
}

/// # Safety
/// The processor must have AVX2.
#[target_feature(enable = "avx2")]
#[inline(never)]
unsafe fn run_with_avx2<P: WordProgram<U32x8Avx2>>(program: &P) -> P::Output {
    program.run()
}
