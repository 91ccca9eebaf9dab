//! Integer counts in bins of constant relative width.

/// Leading mantissa bits that choose a bin: 2^8 bins per doubling.
const MANTISSA_BITS: u32 = 8;

/// Bits of an f64 below those that choose its bin.
const DROPPED_BITS: u32 = f64::MANTISSA_DIGITS - 1 - MANTISSA_BITS;

/// Least magnitude that is not counted as zero: 2^-30, about 1e-9, the edge of a bin.
pub(super) const LEAST: f64 = 1.0 / (1_u64 << 30) as f64;

/// Counts of one sign, by bin, over the bins visited so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bins {
    /// Index of `counts[0]`.
    first: u32,
    /// From the lowest to the highest visited bin, no further, so equal contents are equal values.
    counts: Vec<u32>,
}

impl Bins {
    /// Counts values of a bin.
    #[inline]
    pub(super) fn add(&mut self, index: u32, count: u32) {
        let slot = index.wrapping_sub(self.first) as usize;
        match self.counts.get_mut(slot) {
            Some(counter) => *counter = counter.saturating_add(count),
            None => self.grow(index, count),
        }
    }

    /// Counts noted values, of which these are the lowest and highest bins; returns how many of them are zero.
    pub(super) fn add_noted(&mut self, notes: &[u16], [lowest, highest]: [u32; 2]) -> u64 {
        self.add(lowest, 0);
        self.add(highest, 0);
        let skipped = (self.first - bin_of(LEAST)) as usize + 1;
        let mut zeros = 0;
        for &note in notes {
            match self.counts.get_mut(usize::from(note).wrapping_sub(skipped)) {
                Some(counter) => *counter = counter.saturating_add(1),
                None => zeros += 1,
            }
        }
        zeros
    }

    /// Extends the range to a bin outside it and counts there.
    #[cold]
    fn grow(&mut self, index: u32, count: u32) {
        if self.counts.is_empty() {
            self.first = index;
        }
        if index < self.first {
            let missing = (self.first - index) as usize;
            self.counts.splice(0..0, std::iter::repeat_n(0, missing));
            self.first = index;
        }
        let slot = (index - self.first) as usize;
        if slot >= self.counts.len() {
            self.counts.resize(slot + 1, 0);
        }
        self.counts[slot] = count;
    }

    /// Adds other bins' counts.
    pub(super) fn merge(&mut self, other: &Bins) {
        let visited = other.counts.iter().zip(other.first..).filter(|&(&count, _)| count > 0);
        visited.for_each(|(&count, index)| self.add(index, count));
    }

    /// Number of values.
    pub(super) fn total(&self) -> u64 {
        self.counts.iter().map(|&count| u64::from(count)).sum()
    }

    /// The value at a rank (from zero, by magnitude).
    pub(super) fn at_rank(&self, rank: u64) -> f64 {
        let mut below = 0;
        for (&count, index) in self.counts.iter().zip(self.first..) {
            let count = u64::from(count);
            if rank < below + count {
                return within_bin(index, (rank - below) as f64 + 0.5, count as f64);
            }
            below += count;
        }
        f64::NAN
    }
}

/// Bin of a magnitude of at least [`LEAST`]: its exponent and leading mantissa bits, which increase with it.
#[inline]
pub(super) fn bin_of(magnitude: f64) -> u32 {
    (magnitude.to_bits() >> DROPPED_BITS) as u32
}

/// Greatest number that can be noted: 2^225, the lower edge of the last bin with a note.
pub(super) const GREATEST_NOTED: f64 = f64::from_bits(LEAST.to_bits() + ((u16::MAX as u64 - 1) << DROPPED_BITS));

/// A short note of the bits of a number from [`LEAST`] to [`GREATEST_NOTED`], by the distance of its bin from the first, or
/// of zero.
#[inline]
pub(super) fn note_of_bits(bits: u64) -> u16 {
    let distance = (bits >> DROPPED_BITS).wrapping_sub(LEAST.to_bits() >> DROPPED_BITS);
    if bits == 0 { 0 } else { distance as u16 + 1 }
}

/// Lower edge of a bin, the upper edge of the one before.
fn lower_edge(index: u32) -> f64 {
    f64::from_bits(u64::from(index) << DROPPED_BITS)
}

/// The value that stands for the `rank`-th of `count` in a bin: spread evenly over it, or its lower edge when that is the
/// only integer in a bin no wider than one.
fn within_bin(index: u32, rank: f64, count: f64) -> f64 {
    let low = lower_edge(index);
    let width = lower_edge(index + 1) - low;
    if width <= 1.0 && low.fract() == 0.0 { low } else { low + width * (rank / count) }
}
