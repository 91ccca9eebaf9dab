//! Mean scores of questions with bootstrap intervals, and their decomposition.

use crate::explore::score::estimate;
use crate::record::{
    Estimate, MurphyDecomposition, Provenance, QuestionMeans, QuestionScore, ReliabilityRow, ScenarioScore,
};
use crate::statistics::{ReliabilityBin, decompose};

/// Bins of the decomposition: few, because the questions are.
const BINS: usize = 5;

/// Means over the questions of one scenario, which are resampled one by one.
pub(super) fn of_scenario(questions: &[QuestionScore], provenance: &Provenance) -> QuestionMeans {
    let blocks: Vec<&[QuestionScore]> = questions.chunks(1).collect();
    means(&blocks, "questions", (provenance.seed, &provenance.scenario))
}

/// Means over the questions of all scenarios, which are resampled scenario by scenario when there are several: the
/// questions of one history are not independent.
pub(super) fn of_all(scenarios: &[ScenarioScore]) -> QuestionMeans {
    let seed = scenarios.first().map_or(0, |scenario| scenario.provenance.seed);
    let asked: Vec<&[QuestionScore]> =
        scenarios.iter().map(|scenario| scenario.questions.as_slice()).filter(|asked| !asked.is_empty()).collect();
    match asked.as_slice() {
        [only] => means(&only.chunks(1).collect::<Vec<_>>(), "questions", (seed, "all")),
        _ => means(&asked, "scenarios", (seed, "all")),
    }
}

fn means(blocks: &[&[QuestionScore]], block: &str, address: (u64, &str)) -> QuestionMeans {
    let over = |score: fn(&QuestionScore) -> f64| mean(blocks, address, score);
    QuestionMeans {
        questions: blocks.iter().map(|block| block.len()).sum(),
        blocks: blocks.len(),
        block: block.into(),
        brier: over(|question| question.brier),
        log_score: over(|question| question.log_score),
        base_rate_brier: over(|question| question.base_rate_brier),
        skill: skill(blocks, address),
    }
}

/// The chosen blocks' sum of a score, and their number of questions.
fn sum(blocks: &[&[QuestionScore]], chosen: &[usize], score: impl Fn(&QuestionScore) -> f64) -> (f64, f64) {
    let questions = || chosen.iter().flat_map(|&block| blocks[block]);
    (questions().map(score).sum(), questions().count() as f64)
}

fn mean(blocks: &[&[QuestionScore]], address: (u64, &str), score: fn(&QuestionScore) -> f64) -> Estimate {
    estimate(address, (blocks.len(), 1), |chosen| {
        let (total, count) = sum(blocks, chosen, score);
        total / count
    })
}

fn skill(blocks: &[&[QuestionScore]], address: (u64, &str)) -> Estimate {
    estimate(address, (blocks.len(), 1), |chosen| {
        let ours = sum(blocks, chosen, |question| question.brier).0;
        let base = sum(blocks, chosen, |question| question.base_rate_brier).0;
        if base > 0.0 { 1.0 - ours / base } else { f64::NAN }
    })
}

/// Murphy's decomposition over the questions of all scenarios.
pub(super) fn decomposition(scenarios: &[ScenarioScore]) -> MurphyDecomposition {
    let questions = scenarios.iter().flat_map(|scenario| &scenario.questions);
    let forecasts: Vec<(f64, bool)> = questions.map(|question| (question.probability, question.happened)).collect();
    let found = decompose(&forecasts, BINS);
    let row = |(index, bin): (usize, &ReliabilityBin)| ReliabilityRow {
        range: [index, index + 1].map(|edge| edge as f64 / BINS as f64),
        questions: bin.count,
        forecast: bin.forecast,
        observed: bin.observed,
    };
    MurphyDecomposition {
        reliability: found.reliability,
        resolution: found.resolution,
        uncertainty: found.uncertainty,
        within_bins: found.within_bins,
        bins: found.bins.iter().enumerate().map(row).collect(),
    }
}
