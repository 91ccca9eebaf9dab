//! Nested uniform scrambling of binary digits (Owen 1995, doi:10.1007/978-1-4612-2552-2_19).

use crate::random::Stream;

/// Digits that are drawn below those of the sequence, so that a coordinate is a number between neighbours of its grid.
const FINE_BITS: u32 = 20;
/// Distance of neighbouring coordinates.
const SPACING: f64 = 1.0 / (1_u64 << (32 + FINE_BITS)) as f64;

/// A random permutation of the binary tree of digits for each dimension: at every node, the two halves of what is below
/// it change places or not.
///
/// Node n of the tree, numbered as in a heap, has bit 63 of output n of a SplitMix64 generator (Steele, Lea and Flood
/// 2014, doi:10.1145/2660193.2660195) with a key of its own for each dimension: nothing is stored, and any point's digits
/// are found alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scrambling {
    keys: Vec<u64>,
}

impl Scrambling {
    /// The scrambling of a seed. A dimension has the same one however many there are.
    pub(super) fn new(seed: u64, dimensions: usize) -> Scrambling {
        let mut stream = Stream::<f64>::new(seed, "sobol.scrambling", "", 2);
        let mut word = |dimension, slot| (stream.uniform(dimension, slot) * (1_u64 << 32) as f64) as u64;
        let keys = (0..dimensions).map(|dimension| word(dimension, 0) << 32 | word(dimension, 1));
        Scrambling { keys: keys.collect() }
    }

    /// The coordinate, in (0, 1), of a point whose digits in this dimension are those of `fraction`.
    pub(super) fn coordinate(&self, dimension: usize, fraction: u32) -> f64 {
        let key = self.keys.get(dimension).copied().unwrap_or_default();
        let mut scrambled = 0;
        for digit in 0..u32::BITS {
            let node = 1 << digit | u64::from(fraction) >> (u32::BITS - digit);
            let swap = (output(key, node) >> 63) as u32;
            scrambled = scrambled << 1 | ((fraction >> (u32::BITS - 1 - digit)) & 1) ^ swap;
        }
        let fine = output(key, 1 << u32::BITS | u64::from(fraction)) >> (u64::BITS - FINE_BITS);
        ((u64::from(scrambled) << FINE_BITS | fine) as f64 + 0.5) * SPACING
    }
}

/// Output number `index` of SplitMix64 started at `key`.
fn output(key: u64, index: u64) -> u64 {
    let mut bits = key.wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}
