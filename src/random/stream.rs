//! The stream of draws of one process for one entity.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::numeric::{Real, Words};
use crate::random::Replicates;
use crate::random::chacha::{BLOCK_WORDS, Block};

/// The draws of one process for one entity, for as many replicates as `R` has lanes.
///
/// The key is derived from the seed and the two names by BLAKE3, the ChaCha8 stream number is the replicate's, and the
/// draw of (day, slot) is word `day × slots + slot`. The block of 16 words last used is kept, so draws are cheapest in
/// order of day and slot.
#[derive(Clone, Debug)]
pub struct Stream<R: Real> {
    slots: usize,
    replicates: Replicates<R>,
    source: Source,
    block: Option<u64>,
    words: [R::Words; BLOCK_WORDS],
}

/// Where blocks come from.
#[derive(Clone, Debug)]
enum Source {
    /// `rand_chacha`, for one replicate at a time: the reference.
    Reference(Box<ChaCha8Rng>),
    /// Our own block function under this key, for all lanes together.
    Lanes([u8; 32]),
}

impl<R: Real> Stream<R> {
    /// The stream of a process for an entity, with `slots` ≥ 1 draws a day, at the first replicate.
    pub fn new(seed: u64, process: &str, entity: &str, slots: usize) -> Self {
        debug_assert!(slots >= 1, "a stream without slots has no draws");
        Self::with_key(key(seed, process, entity), slots)
    }

    fn with_key(key: [u8; 32], slots: usize) -> Self {
        let source =
            if R::LANES == 1 { Source::Reference(Box::new(ChaCha8Rng::from_seed(key))) } else { Source::Lanes(key) };
        Self { slots, replicates: 0.into(), source, block: None, words: [R::Words::splat(0); BLOCK_WORDS] }
    }

    /// Turns to other replicates: those from a number on, one in each lane, or any.
    pub fn start(&mut self, replicates: impl Into<Replicates<R>>) {
        self.replicates = replicates.into();
        self.block = None;
    }

    /// The uniform draw in (0, 1) of a day (from 0) and slot (`slot < slots`).
    #[inline(always)]
    pub fn uniform(&mut self, day: usize, slot: usize) -> R {
        debug_assert!(slot < self.slots, "slot {slot} of {}", self.slots);
        let position = day * self.slots + slot;
        R::uniform(self.word(position))
    }

    /// The standard normal draw of a day and slot: the quantile at [`Stream::uniform`].
    #[inline(always)]
    pub fn normal(&mut self, day: usize, slot: usize) -> R {
        self.uniform(day, slot).normal_quantile()
    }

    #[inline(always)]
    fn word(&mut self, position: usize) -> R::Words {
        let block = (position / BLOCK_WORDS) as u64;
        if self.block != Some(block) {
            self.fill(block);
        }
        self.words[position % BLOCK_WORDS]
    }

    #[inline(always)]
    fn fill(&mut self, block: u64) {
        match &mut self.source {
            Source::Reference(generator) => {
                seek(generator, self.replicates.lane(0), block);
                self.words.fill_with(|| R::Words::from_lanes(|_| generator.next_u32()));
            }
            Source::Lanes(key) => {
                let program = Block { key, counter: block, stream: [self.replicates.low, self.replicates.high] };
                self.words = R::Words::run_out_of_line(&program);
            }
        }
        self.block = Some(block);
    }
}

/// Moves the generator to a block of a stream, unless it is there: moving discards the blocks it has ready.
fn seek(generator: &mut ChaCha8Rng, stream: u64, block: u64) {
    let position = u128::from(block) * BLOCK_WORDS as u128;
    if generator.get_stream() != stream {
        generator.set_stream(stream);
        generator.set_word_pos(position);
    } else if generator.get_word_pos() != position {
        generator.set_word_pos(position);
    }
}

/// The key of (seed, process, entity). The length of the first name keeps ("ab", "c") apart from ("a", "bc").
fn key(seed: u64, process: &str, entity: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("flashpoint 1 random stream");
    hasher.update(&seed.to_le_bytes());
    hasher.update(&(process.len() as u64).to_le_bytes());
    hasher.update(process.as_bytes());
    hasher.update(b"/");
    hasher.update(entity.as_bytes());
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
