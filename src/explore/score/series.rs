//! Observed series: CRPS, coverage, ranks and skill.

use crate::ensemble::Reduced;
use crate::explore::score::{baseline, estimate};
use crate::numeric::Real;
use crate::quantity::Date;
use crate::random::Stream;
use crate::record::{
    BAND_PROBABILITIES, Baseline, COVERED, Calibration, Estimate, Observation, ObservationScore, ObservationUse,
    Provenance, SeriesInfo, SeriesScore, SkillScore, UseCalibration,
};
use crate::statistics::{
    block_length, coverage, crps, quantile_of_sorted, randomised_pit, rank_histogram, sorted_values,
};

/// An observation to score, and where the ensemble's values are.
pub(super) struct Figure {
    pub(super) observation: Observation,
    /// Its series.
    pub(super) info: SeriesInfo,
    /// Its day since the start.
    pub(super) day: usize,
    /// The column of the series on that day.
    pub(super) column: usize,
    /// The column of the series on the origin's day.
    pub(super) at_origin: usize,
}

/// Fewest observations whose skill has an interval: fewer cannot tell how much it varies.
const FEWEST: usize = 4;

/// Where the ensemble has a figure, and what the baselines say to it.
pub(super) fn observe(
    figure: &Figure,
    known: &[Observation],
    reduced: &Reduced,
    (seed, origin): (u64, Date),
) -> ObservationScore {
    let Observation { series, date, value, purpose, .. } = &figure.observation;
    let sorted = sorted_values(&reduced.columns[figure.column]);
    let at_origin = sorted_values(&reduced.columns[figure.at_origin]);
    let known = baseline::known(known, &figure.info);
    // A draw of its own for each series, day and use, whatever else is observed.
    let mut ties = Stream::<f64>::new(seed, "score.rank", series, ObservationUse::WORDS.len());
    let tie = ties.uniform(figure.day, *purpose as usize);
    ObservationScore {
        series: series.clone(),
        date: *date,
        value: *value,
        purpose: *purpose,
        quantiles: BAND_PROBABILITIES.map(|p| quantile_of_sorted(&sorted, p)),
        crps: crps(&sorted, *value),
        log_crps: log_crps(&sorted, *value),
        pit: randomised_pit(&sorted, *value, tie),
        baselines: Baseline::ALL.map(|(_, _, baseline)| match baseline {
            Baseline::Persistence => baseline::persistence(&known, &figure.info),
            Baseline::Extrapolation => baseline::extrapolation(&known, origin, *date),
            Baseline::NoEscalation => quantile_of_sorted(&at_origin, 0.5),
        }),
    }
}

/// ln(1 + x); NaN where it is not defined.
fn logarithm(value: f64) -> f64 {
    if value > -1.0 { Real::ln_1p(value) } else { f64::NAN }
}

/// Fair CRPS on ln(1 + x) of increasing members; NaN when it is not defined for all.
fn log_crps(sorted: &[f64], observation: f64) -> f64 {
    let least = sorted.first().map_or(f64::NAN, |least| logarithm(*least));
    let members: Vec<f64> = sorted.iter().map(|member| logarithm(*member)).collect();
    if least.is_nan() { f64::NAN } else { crps(&members, logarithm(observation)) }
}

/// Scores of each series and use, in the order in which they are first observed.
pub(super) fn summarise(
    figures: &[Figure],
    observations: &[ObservationScore],
    provenance: &Provenance,
) -> Vec<SeriesScore> {
    let mut groups: Vec<(&SeriesInfo, ObservationUse)> = Vec::new();
    for figure in figures {
        let group = (&figure.info, figure.observation.purpose);
        if !groups.iter().any(|known| (&known.0.id, known.1) == (&group.0.id, group.1)) {
            groups.push(group);
        }
    }
    let score = |(info, purpose): (&SeriesInfo, ObservationUse)| {
        let of_group =
            |observation: &&ObservationScore| (&observation.series, observation.purpose) == (&info.id, purpose);
        let mut own: Vec<&ObservationScore> = observations.iter().filter(of_group).collect();
        own.sort_by_key(|observation| observation.date);
        SeriesScore {
            series: info.id.clone(),
            label: info.label.clone(),
            unit: info.unit.clone(),
            purpose,
            crps: mean(own.iter().map(|observation| observation.crps)),
            log_crps: mean(own.iter().map(|observation| observation.log_crps)),
            calibration: calibration(&own),
            skills: Baseline::ALL.map(|(_, _, baseline)| skill(baseline, &own, info, provenance)).into(),
        }
    };
    groups.into_iter().map(score).collect()
}

/// The mean; NaN when a value is, or when there is none.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut count) = (0.0, 0.0);
    for value in values {
        total += value;
        count += 1.0;
    }
    total / count
}

/// Skill against a baseline; consecutive observations are resampled together.
fn skill(
    baseline: Baseline,
    observations: &[&ObservationScore],
    info: &SeriesInfo,
    provenance: &Provenance,
) -> SkillScore {
    let said = |observation: &ObservationScore| observation.baselines[baseline as usize];
    let error = |observation: &ObservationScore| (said(observation) - observation.value).abs();
    let log_error =
        |observation: &ObservationScore| (logarithm(said(observation)) - logarithm(observation.value)).abs();
    let purpose = observations.first().map_or("", |observation| observation.purpose.word());
    let entity = format!("{}/{}/{purpose}", provenance.scenario, info.id);
    let address = (provenance.seed, entity.as_str());
    let blocks = (observations.len(), block_length(observations.len()));
    let against = |ours: fn(&ObservationScore) -> f64, theirs: &dyn Fn(&ObservationScore) -> f64| {
        let found = estimate(address, blocks, |chosen| {
            let ours = mean(chosen.iter().map(|&index| ours(observations[index])));
            let theirs = mean(chosen.iter().map(|&index| theirs(observations[index])));
            if theirs > 0.0 { 1.0 - ours / theirs } else { f64::NAN }
        });
        if observations.len() < FEWEST { Estimate { interval: [f64::NAN; 2], ..found } } else { found }
    };
    SkillScore {
        baseline,
        error: mean(observations.iter().map(|observation| error(observation))),
        log_error: mean(observations.iter().map(|observation| log_error(observation))),
        skill: against(|observation| observation.crps, &error),
        log_skill: against(|observation| observation.log_crps, &log_error),
    }
}

/// Coverage and ranks of observations.
fn calibration(observations: &[&ObservationScore]) -> Calibration {
    let inside = |[low, high]: [usize; 2]| {
        let banded = |observation: &&ObservationScore| {
            (observation.value, [observation.quantiles[low], observation.quantiles[high]])
        };
        coverage(&observations.iter().map(banded).collect::<Vec<_>>())
    };
    Calibration {
        observations: observations.len(),
        coverage: COVERED.map(|(_, ends)| inside(ends)),
        ranks: rank_histogram(observations.iter().map(|observation| observation.pit)),
    }
}

/// Coverage and ranks of the observations of each use that has any.
pub(super) fn by_use<'o>(observations: impl Iterator<Item = &'o ObservationScore> + Clone) -> Vec<UseCalibration> {
    let of_use = |(_, purpose): (&str, ObservationUse)| {
        let own: Vec<&ObservationScore> =
            observations.clone().filter(|observation| observation.purpose == purpose).collect();
        (!own.is_empty()).then(|| UseCalibration { purpose, calibration: calibration(&own) })
    };
    ObservationUse::WORDS.into_iter().filter_map(of_use).collect()
}
