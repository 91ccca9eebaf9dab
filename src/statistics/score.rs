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

/// Probability integral transform of an observation among the members, ties broken at random: the observation's rank is
/// equally likely to be any from that of the least to that of the greatest equal member, and (rank + V) / (M + 1) with V
/// uniform is the answer (Czado, Gneiting & Held 2009, *Biometrics* 65, 1254–1261; the rank histogram is Hamill 2001,
/// *Monthly Weather Review* 129, 550–560). `uniform` in (0, 1) gives both at once.
///
/// Uniform over many observations when each is exchangeable with the members. NaN members are left out; NaN when empty.
pub fn randomised_pit(ensemble: &[f64], observation: f64, uniform: f64) -> f64 {
    let members = || ensemble.iter().filter(|member| !member.is_nan());
    let count = members().count() as f64;
    let below = members().filter(|&&member| member < observation).count() as f64;
    let equal = members().filter(|&&member| member == observation).count() as f64;
    if count == 0.0 { f64::NAN } else { (below + uniform * (equal + 1.0)) / (count + 1.0) }
}

/// How many transforms lie in each of `N` equal bins of [0, 1]: the rank histogram. NaN is left out.
pub fn rank_histogram<const N: usize>(transforms: impl Iterator<Item = f64>) -> [u64; N] {
    let mut counts = [0; N];
    for transform in transforms.filter(|transform| !transform.is_nan()) {
        let bin = (transform.clamp(0.0, 1.0) * N as f64) as usize;
        counts[bin.min(N - 1)] += 1;
    }
    counts
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
    fn crps_of_a_normal_ensemble_has_its_closed_form() {
        // CRPS of N(0, 1) at y: y (2 Φ(y) − 1) + 2 φ(y) − 1/√π; Φ(1.5) = 0.933 192 798 731, φ(1.5) = 0.129 517 595 666.
        let members = 20_000;
        let ensemble: Vec<f64> =
            (0..members).map(|index| Real::normal_quantile((f64::from(index) + 0.5) / f64::from(members))).collect();
        for (observation, cumulative, density) in
            [(0.0, 0.5, 0.398_942_280_401), (1.5, 0.933_192_798_731, 0.129_517_595_666)]
        {
            let expected: f64 = observation * (2.0 * cumulative - 1.0) + 2.0 * density - 0.564_189_583_548;
            let found = crps(&ensemble, observation);
            assert!((found - expected).abs() < 2e-4, "{observation}: {found} {expected}");
        }
    }

    /// Uniform draws from a full-period linear congruential sequence.
    fn draws() -> impl FnMut() -> f64 {
        let mut state = 7_u64;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        }
    }

    #[test]
    fn fair_crps_does_not_depend_on_the_size_of_the_ensemble() {
        // U(0, 1) at 0.25: 0.0625 − 0.25 + 1/3. The plain score of three members would be 1/18 higher.
        let mut draw = draws();
        let repetitions = 60_000;
        let total: f64 = (0..repetitions).map(|_| crps(&[draw(), draw(), draw()], 0.25)).sum();
        let mean = total / f64::from(repetitions);
        assert!((mean - (0.0625 - 0.25 + 1.0 / 3.0)).abs() < 4e-3, "{mean}");
    }

    #[test]
    fn a_calibrated_ensemble_covers_as_often_as_it_says_and_has_flat_ranks() {
        let mut draw = draws();
        let trials = 4000;
        let (mut inside, mut transforms) = (0, Vec::new());
        for _ in 0..trials {
            // Whole numbers, so that ties are common.
            let mut number = || (6.0 * draw()).floor();
            let members: Vec<f64> = (0..99).map(|_| number()).collect();
            let observation = number();
            transforms.push(randomised_pit(&members, observation, draw()));
            let continuous: Vec<f64> = (0..99).map(|_| draw()).collect();
            let band = crate::statistics::quantiles(&continuous, &[0.1, 0.9]);
            inside += u32::from(coverage(&[(draw(), band)]) == 1.0);
        }
        let share = f64::from(inside) / f64::from(trials);
        assert!((share - 0.8).abs() < 0.03, "{share}");
        let ranks: [u64; 10] = rank_histogram(transforms.into_iter());
        // Expected 400 a bin, standard deviation 19.
        assert!(ranks.iter().all(|count| (320..480).contains(count)), "{ranks:?}");
    }

    #[test]
    fn ranks_are_counted_by_hand() {
        // Below one member, equal to two: ranks 1, 2 or 3 of 0 to 4, so (1 + 3 V) / 5.
        assert!((randomised_pit(&[1.0, 2.0, 2.0, 3.0], 2.0, 0.5) - 0.5).abs() < 1e-15);
        assert!((randomised_pit(&[1.0, 2.0, 2.0, 3.0], 2.0, 0.9) - 0.74).abs() < 1e-15);
        assert!((randomised_pit(&[1.0, 2.0, 3.0, f64::NAN], 0.0, 0.4) - 0.1).abs() < 1e-15);
        assert!(randomised_pit(&[], 1.0, 0.5).is_nan());
        assert_eq!(rank_histogram([0.0, 0.19, 0.2, 1.0, f64::NAN].into_iter()), [2, 1, 0, 0, 1]);
    }

    #[test]
    fn coverage_counts_the_ends_in() {
        assert_eq!(coverage(&[(1.0, [1.0, 2.0]), (3.0, [1.0, 2.0]), (2.0, [1.0, 2.0]), (0.0, [1.0, 2.0])]), 0.5);
        assert!(coverage(&[]).is_nan());
    }
}
