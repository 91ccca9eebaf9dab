//! Proper scores of forecasts against what happened; lower is better throughout.

use crate::numeric::Real;
use crate::statistics::sorted_values;

/// Brier score (p − o)² of a probability, o being 1 when it came true (Brier 1950, *Monthly Weather Review* 78(1), 1–3).
pub fn brier(probability: f64, happened: bool) -> f64 {
    let error = probability - f64::from(u8::from(happened));
    error * error
}

/// Logarithmic score −ln(probability given to what happened), in nats (Gneiting & Raftery 2007, *JASA* 102, 359–378).
///
/// M replicates cannot tell a probability below 1/M from zero, so it is held within 1/(2M) of 0 and 1 and the score
/// stays finite.
pub fn log_score(probability: f64, happened: bool, replicates: u64) -> f64 {
    let margin = 0.5 / replicates.max(1) as f64;
    let held = probability.clamp(margin, 1.0 - margin);
    -Real::ln(if happened { held } else { 1.0 - held })
}

/// Fair continuous ranked probability score of an ensemble, in the unit of its values (Ferro 2014, *QJRMS* 140,
/// 1917–1923; the definition is Gneiting & Raftery 2007): mean |x − y| − Σᵢⱼ |xᵢ − xⱼ| / (2 M (M − 1)), unbiased in M.
///
/// The double sum is 2 Σ (2i − M − 1) x₍ᵢ₎ over the sorted ensemble. NaN with fewer than two members or when a member
/// or the observation is infinite. Members that are NaN are left out.
pub fn crps(ensemble: &[f64], observation: f64) -> f64 {
    let sorted = sorted_values(ensemble);
    let count = sorted.len() as f64;
    if count < 2.0 {
        return f64::NAN;
    }
    let distance = sorted.iter().map(|member| (member - observation).abs()).sum::<f64>() / count;
    // Values relative to the observation, so that populations do not cancel.
    let spread: f64 = sorted
        .iter()
        .enumerate()
        .map(|(index, member)| (2.0 * (index + 1) as f64 - count - 1.0) * (member - observation))
        .sum();
    distance - spread / (count * (count - 1.0))
}

/// Probability integral transform of an observation: the share of members below it, and half of those equal to it.
/// Uniform over many observations when the ensemble is calibrated (Gneiting & Raftery 2007). NaN when empty.
pub fn pit(ensemble: &[f64], observation: f64) -> f64 {
    let members = || ensemble.iter().filter(|member| !member.is_nan());
    let below = members().filter(|&&member| member < observation).count() as f64;
    let equal = members().filter(|&&member| member == observation).count() as f64;
    (below + equal / 2.0) / members().count() as f64
}

/// Share of observations that lie within their band, ends included; each is (observation, [low, high]). NaN when empty.
pub fn coverage(observations: &[(f64, [f64; 2])]) -> f64 {
    let inside = observations.iter().filter(|(value, [low, high])| low <= value && value <= high).count();
    inside as f64 / observations.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brier_score_has_its_closed_form() {
        assert!((brier(0.8, true) - 0.04).abs() < 1e-15);
        assert!((brier(0.8, false) - 0.64).abs() < 1e-15);
        assert_eq!(brier(0.5, true), 0.25);
    }

    #[test]
    fn log_score_is_clipped_at_half_a_replicate() {
        assert!((log_score(0.5, true, 100) - std::f64::consts::LN_2).abs() < 1e-14);
        assert!((log_score(0.0, true, 500) - 6.907_755_278_982_137).abs() < 1e-12);
        assert!((log_score(1.0, false, 500) - log_score(0.0, true, 500)).abs() < 1e-12);
        assert!(log_score(0.0, true, 0).is_finite());
    }

    /// The definition, by its double sum.
    fn crps_by_definition(ensemble: &[f64], observation: f64) -> f64 {
        let count = ensemble.len() as f64;
        let distance: f64 = ensemble.iter().map(|member| (member - observation).abs()).sum::<f64>() / count;
        let pairs: f64 = ensemble.iter().map(|a| ensemble.iter().map(|b| (a - b).abs()).sum::<f64>()).sum();
        distance - pairs / (2.0 * count * (count - 1.0))
    }

    #[test]
    fn crps_equals_its_definition() {
        let ensemble = [3.0, -1.0, 7.5, 2.0, 2.0, 11.0];
        for observation in [-4.0, 2.0, 5.0, 20.0] {
            assert!((crps(&ensemble, observation) - crps_by_definition(&ensemble, observation)).abs() < 1e-12);
        }
        assert!(crps(&[1.0], 1.0).is_nan());
        assert!((crps(&[0.0, 2.0], 1.0) - 0.0).abs() < 1e-15);
    }

    #[test]
    fn crps_approaches_the_uniform_distribution() {
        // CRPS of U(0, 1) at y: y² − y + 1/3.
        let ensemble: Vec<f64> = (0..4000).map(|index| (f64::from(index) + 0.5) / 4000.0).collect();
        let observation = 0.3;
        let expected = observation * observation - observation + 1.0 / 3.0;
        assert!((crps(&ensemble, observation) - expected).abs() < 2e-4);
    }

    #[test]
    fn pit_takes_the_middle_of_ties() {
        assert_eq!(pit(&[1.0, 2.0, 2.0, 3.0], 2.0), 0.5);
        assert_eq!(pit(&[1.0, 2.0, 3.0, f64::NAN], 0.0), 0.0);
        assert_eq!(pit(&[1.0, f64::INFINITY], 5.0), 0.5);
        assert!(pit(&[], 1.0).is_nan());
    }

    #[test]
    fn coverage_counts_the_ends_in() {
        assert_eq!(coverage(&[(1.0, [1.0, 2.0]), (3.0, [1.0, 2.0]), (2.0, [1.0, 2.0]), (0.0, [1.0, 2.0])]), 0.5);
        assert!(coverage(&[]).is_nan());
    }
}
