//! Draws against `rand_chacha`, which defines them.

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{Stream, key};
use crate::numeric::{Counted, F64x8, LaneProgram, Real, Words, dispatch};

/// The words of one stream at the given positions, lane by lane.
struct DrawnWords<'a> {
    key: [u8; 32],
    first_replicate: u64,
    positions: &'a [usize],
}

impl LaneProgram for DrawnWords<'_> {
    type Output = Vec<u32>;
    #[inline(always)]
    fn run<R: Real>(self) -> Vec<u32> {
        let mut stream = Stream::<R>::with_key(self.key, 1);
        stream.start(self.first_replicate);
        let mut words = Vec::new();
        for &position in self.positions {
            let drawn = stream.word(position);
            words.extend((0..R::LANES).map(|lane| drawn.lane(lane)));
        }
        words
    }
}

/// The same words from `rand_chacha`, sought one by one.
fn reference(request: &DrawnWords<'_>, lanes: u64) -> Vec<u32> {
    let mut words = Vec::new();
    for &position in request.positions {
        for lane in 0..lanes {
            let mut generator = ChaCha8Rng::from_seed(request.key);
            generator.set_stream(request.first_replicate.wrapping_add(lane));
            generator.set_word_pos(position as u128);
            words.push(generator.next_u32());
        }
    }
    words
}

fn assert_reference(key: [u8; 32], first_replicate: u64, positions: &[usize]) {
    let request = || DrawnWords { key, first_replicate, positions };
    let in_lanes = reference(&request(), 8);
    assert_eq!(request().run::<F64x8>(), in_lanes);
    assert_eq!(dispatch(request()), in_lanes);
    assert_eq!(request().run::<f64>(), reference(&request(), 1));
    assert_eq!(request().run::<Counted>(), reference(&request(), 1));
}

#[test]
fn words_are_those_of_rand_chacha() {
    let in_order: Vec<usize> = (0..200).collect();
    let anyhow = [0, 15, 16, 3, 1000, 2, 63, 64, 65, 1_000_000_007, 0, 1 << 40];
    for seed in 0..3 {
        let key = key(seed, "process", "entity");
        for first_replicate in [0, 5, 1000, u64::from(u32::MAX) - 3, u64::MAX - 10] {
            assert_reference(key, first_replicate, &in_order);
            assert_reference(key, first_replicate, &anyhow);
        }
    }
}

proptest! {
    #[test]
    fn words_are_those_of_rand_chacha_anywhere(
        key in any::<[u8; 32]>(),
        first_replicate in 0..u64::MAX - 8,
        positions in proptest::collection::vec(0..1_usize << 40, 1..20),
    ) {
        assert_reference(key, first_replicate, &positions);
    }
}

#[test]
fn the_first_words_of_a_stream_are_frozen() {
    let words = DrawnWords { key: key(42, "fire", "north"), first_replicate: 7, positions: &[0, 1, 16] }.run::<f64>();
    assert_eq!(words, [715_455_558, 1_317_726_463, 1_587_985_232]);
}

#[test]
fn a_draw_has_its_address_in_days_and_slots() {
    let mut stream = Stream::<f64>::new(1, "fire", "north", 5);
    let mut flat = Stream::<f64>::new(1, "fire", "north", 1);
    for (day, slot) in [(0, 0), (0, 4), (1, 0), (7, 3), (2, 2)] {
        let draw = stream.uniform(day, slot);
        assert_eq!(draw, flat.uniform(5 * day + slot, 0));
        assert_eq!(stream.normal(day, slot), draw.normal_quantile());
        assert!(draw > 0.0 && draw < 1.0);
    }
}

#[test]
fn replicates_keep_their_draws_in_any_lane() {
    let mut alone = Stream::<f64>::new(3, "fire", "north", 2);
    let mut together = Stream::<F64x8>::new(3, "fire", "north", 2);
    for first in [16, 0, 3] {
        together.start(first);
        for lane in 0..8 {
            alone.start(first + lane as u64);
            assert_eq!(together.uniform(9, 1).lane(lane), alone.uniform(9, 1));
        }
    }
}

#[test]
fn seeds_processes_and_entities_have_different_keys() {
    let keys = [key(1, "ab", "c"), key(1, "a", "bc"), key(1, "a", "b/c"), key(1, "a/b", "c"), key(2, "ab", "c")];
    for (index, one) in keys.iter().enumerate() {
        assert!(!keys[..index].contains(one));
    }
}
