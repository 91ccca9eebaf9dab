//! Summaries of replicates: sums and histograms that do not depend on order, quantiles, Monte Carlo errors and scores.
//!
//! Everything here is a pure function of its values, so results agree between any number of threads and machines.

mod bins;
mod bootstrap;
mod buffered;
mod estimate;
mod exact_sum;
mod histogram;
mod moments;
mod murphy;
mod paired;
mod quantile;
mod score;
mod sequential;

pub use bootstrap::{RESAMPLES, block_length, bootstrap_interval};
pub use buffered::BufferedHistogram;
pub use estimate::{MeanEstimate, ProportionEstimate, mean, proportion, variance_of_difference, wilson_interval};
pub use exact_sum::ExactSum;
pub use histogram::Histogram;
pub use moments::Moments;
pub use murphy::{Decomposition, ReliabilityBin, decompose};
pub use paired::{PairedDifference, normal_interval, paired_difference, tango_interval};
pub use quantile::{quantile_interval, quantile_of_sorted, quantile_standard_error, quantiles, sorted_values};
pub use score::{brier, coverage, crps, log_score, randomised_pit, rank_histogram};
pub use sequential::{FEWEST, indicator_variance, sequence_half_width};
