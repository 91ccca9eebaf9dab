//! Random words, one per lane: the integer arithmetic of a lane type.

use core::array;

/// One unsigned 32-bit word for each lane, with what the ChaCha block function needs.
pub trait Words: Copy + Send + Sync + 'static {
    /// The same word in every lane.
    fn splat(word: u32) -> Self;
    /// The word `f(i)` in lane `i`, called in order of lanes.
    fn from_lanes(f: impl FnMut(usize) -> u32) -> Self;
    /// The word in one lane.
    fn lane(self, lane: usize) -> u32;
    /// The sum modulo 2³².
    fn wrapping_add(self, other: Self) -> Self;
    /// Exclusive or.
    fn xor(self, other: Self) -> Self;
    /// Rotation to the left, 0 < `bits` < 32.
    fn rotate_left(self, bits: u32) -> Self;

    /// Runs `program` in a function of its own, compiled for the instruction set of this type: for long code that
    /// would be copied to every place it is used from.
    #[inline(never)]
    fn run_out_of_line<P: WordProgram<Self>>(program: &P) -> P::Output {
        program.run()
    }
}

/// Something to compute with [`Words`]; see [`Words::run_out_of_line`].
pub trait WordProgram<W> {
    /// The result.
    type Output;
    /// Computes it. Must be `#[inline(always)]`, to be compiled for the caller's instruction set.
    fn run(&self) -> Self::Output;
}

impl Words for u32 {
    #[inline(always)]
    fn splat(word: u32) -> Self {
        word
    }
    #[inline(always)]
    fn from_lanes(mut f: impl FnMut(usize) -> u32) -> Self {
        f(0)
    }
    #[inline(always)]
    fn lane(self, _lane: usize) -> u32 {
        self
    }
    #[inline(always)]
    fn wrapping_add(self, other: Self) -> Self {
        u32::wrapping_add(self, other)
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        self ^ other
    }
    #[inline(always)]
    fn rotate_left(self, bits: u32) -> Self {
        u32::rotate_left(self, bits)
    }
}

impl Words for [u32; 8] {
    #[inline(always)]
    fn splat(word: u32) -> Self {
        [word; 8]
    }
    #[inline(always)]
    fn from_lanes(f: impl FnMut(usize) -> u32) -> Self {
        array::from_fn(f)
    }
    #[inline(always)]
    fn lane(self, lane: usize) -> u32 {
        self[lane]
    }
    #[inline(always)]
    fn wrapping_add(self, other: Self) -> Self {
        array::from_fn(|lane| self[lane].wrapping_add(other[lane]))
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        array::from_fn(|lane| self[lane] ^ other[lane])
    }
    #[inline(always)]
    fn rotate_left(self, bits: u32) -> Self {
        array::from_fn(|lane| self[lane].rotate_left(bits))
    }
}
