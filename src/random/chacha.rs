//! The ChaCha8 block function over lanes (Bernstein 2008, "ChaCha, a variant of Salsa20"), in the layout of the
//! `rand_chacha` crate: 64-bit block counter, 64-bit stream number.

use core::array;

use crate::numeric::{WordProgram, Words};

/// Number of words in a block.
pub(super) const BLOCK_WORDS: usize = 16;

/// "expand 32-byte k"
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];
/// Eight rounds are four double rounds.
const DOUBLE_ROUNDS: usize = 4;

/// The block of one key at one counter, in each lane of another stream.
pub(super) struct Block<'a, W> {
    /// The 256-bit key.
    pub key: &'a [u8; 32],
    /// The position in the stream, in blocks.
    pub counter: u64,
    /// The streams' numbers, lane by lane: lower and upper halves.
    pub stream: [W; 2],
}

/// The low and the high half of a 64-bit number.
#[inline(always)]
fn halves(number: u64) -> (u32, u32) {
    (number as u32, (number >> 32) as u32)
}

impl<W: Words> Block<'_, W> {
    #[inline(always)]
    fn initial_state(&self) -> [W; BLOCK_WORDS] {
        let (low, high) = halves(self.counter);
        array::from_fn(|word| match word {
            0..4 => W::splat(CONSTANTS[word]),
            4..12 => {
                let byte = 4 * (word - 4);
                W::splat(u32::from_le_bytes(array::from_fn(|offset| self.key[byte + offset])))
            }
            12 => W::splat(low),
            13 => W::splat(high),
            14 => self.stream[0],
            _ => self.stream[1],
        })
    }
}

impl<W: Words> WordProgram<W> for Block<'_, W> {
    type Output = [W; BLOCK_WORDS];

    #[inline(always)]
    fn run(&self) -> [W; BLOCK_WORDS] {
        let initial = self.initial_state();
        let mut state = initial;
        for _ in 0..DOUBLE_ROUNDS {
            for column in 0..4 {
                quarter_round(&mut state, [column, column + 4, column + 8, column + 12]);
            }
            for diagonal in 0..4 {
                let shifted = |row: usize| 4 * row + (diagonal + row) % 4;
                quarter_round(&mut state, [diagonal, shifted(1), shifted(2), shifted(3)]);
            }
        }
        for (word, start) in state.iter_mut().zip(initial) {
            *word = word.wrapping_add(start);
        }
        state
    }
}

#[inline(always)]
fn quarter_round<W: Words>(state: &mut [W; BLOCK_WORDS], [a, b, c, d]: [usize; 4]) {
    add_xor_rotate(state, [a, b, d], 16);
    add_xor_rotate(state, [c, d, b], 12);
    add_xor_rotate(state, [a, b, d], 8);
    add_xor_rotate(state, [c, d, b], 7);
}

/// sum += addend; mixed = (mixed ^ sum) rotated.
#[inline(always)]
fn add_xor_rotate<W: Words>(state: &mut [W; BLOCK_WORDS], [sum, addend, mixed]: [usize; 3], bits: u32) {
    state[sum] = state[sum].wrapping_add(state[addend]);
    state[mixed] = state[mixed].xor(state[sum]).rotate_left(bits);
}
