//! What to play and how.

use crate::engine::Plan;
use crate::ensemble::BUNDLE;

/// Which number type plays the replicates. The results are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lanes {
    /// Eight replicates side by side.
    #[default]
    Vector,
    /// One replicate at a time: the reference.
    Scalar,
}

/// As many threads as were asked for, or as the machine runs at once.
pub(crate) fn worker_threads(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1)
}

/// What to play and how. Only the first four fields change results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Seed of every draw.
    pub seed: u64,
    /// Number of replicates.
    pub replicates: u64,
    /// Number of the first replicate, a multiple of [`BUNDLE`].
    pub first: u64,
    /// Whether uncertain quantities stay at their central values, so that only chance remains.
    pub hold: bool,
    /// Replicates a thread plays before it reduces them, a positive multiple of [`BUNDLE`]; see [`default_chunk`].
    pub chunk: usize,
    /// Worker threads; as many as the machine runs at once when absent.
    pub threads: Option<usize>,
    /// Number type.
    pub lanes: Lanes,
}

impl Settings {
    /// Settings for a plan that leave everything but the seed and the number of replicates at their defaults.
    pub fn new(plan: &Plan, seed: u64, replicates: u64) -> Settings {
        Settings {
            seed,
            replicates,
            first: 0,
            hold: false,
            chunk: default_chunk(plan),
            threads: None,
            lanes: Lanes::Vector,
        }
    }

    /// Number of threads that will work.
    pub fn worker_threads(&self) -> usize {
        worker_threads(self.threads)
    }

    /// What is wrong with the settings, if anything.
    pub(super) fn mistake(&self) -> Option<&'static str> {
        let bundle = BUNDLE as u64;
        if self.chunk == 0 || !self.chunk.is_multiple_of(BUNDLE) {
            Some("the chunk is not a positive multiple of the bundle")
        } else if !self.first.is_multiple_of(bundle) {
            Some("the first replicate is not a multiple of the bundle")
        } else if self.first.checked_add(self.replicates).and_then(|end| end.checked_add(self.chunk as u64)).is_none() {
            Some("the replicates' numbers are too large")
        } else {
            None
        }
    }
}

/// Bytes of daily values that a thread collects before it reduces them: little enough to stay in its cache, enough that
/// each histogram is fetched once for many values.
const CAPTURED: usize = 4 << 20;

/// Most replicates in a chunk, so that the last chunks keep all threads busy.
const LARGEST_CHUNK: usize = 64;

/// The chunk that fits the plan's daily series.
pub fn default_chunk(plan: &Plan) -> usize {
    let bundle = plan.series.len().max(1) * plan.model.calendar.days.max(1) * BUNDLE * size_of::<f64>();
    (CAPTURED / bundle * BUNDLE).clamp(BUNDLE, LARGEST_CHUNK)
}
