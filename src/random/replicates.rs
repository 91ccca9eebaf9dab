//! Which replicates a bundle plays.

use crate::numeric::{Real, Words};

/// The numbers of the replicates in the lanes of a bundle: the ChaCha stream numbers of their draws.
#[derive(Clone, Copy, Debug)]
pub struct Replicates<R: Real> {
    /// Lower halves, lane by lane.
    pub(super) low: R::Words,
    /// Upper halves.
    pub(super) high: R::Words,
}

impl<R: Real> Replicates<R> {
    /// The replicate `number(i)` in lane `i`; several lanes may play the same one, under other assumptions.
    #[inline(always)]
    pub fn new(number: impl Fn(usize) -> u64) -> Self {
        Replicates {
            low: R::Words::from_lanes(|lane| number(lane) as u32),
            high: R::Words::from_lanes(|lane| (number(lane) >> 32) as u32),
        }
    }

    /// The number in one lane.
    #[inline(always)]
    pub fn lane(self, lane: usize) -> u64 {
        u64::from(self.high.lane(lane)) << 32 | u64::from(self.low.lane(lane))
    }
}

impl<R: Real> From<u64> for Replicates<R> {
    /// The replicates from this number on, one in each lane.
    #[inline(always)]
    fn from(first: u64) -> Self {
        Replicates::new(|lane| first.wrapping_add(lane as u64))
    }
}
