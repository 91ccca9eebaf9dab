//! How often 95 % intervals hold the truth, over ten thousand small trials:
//! `cargo test --release --lib coverage -- --ignored --nocapture` prints what `docs/model/sensitivity.md` states.

use std::ops::RangeInclusive;

use rayon::prelude::*;

use crate::explore::sensitivity::models::{
    Draws, independent, ishigami, ishigami_indices, saltelli, table, trajectories,
};
use crate::explore::sensitivity::{Options, chance, given, morris, sobol};
use crate::record::{Data, Estimate, GivenFactor};

/// Trials of a structured analysis; a share of them is known within 0.4 percentage points.
const TRIALS: u64 = 10_000;
/// Trials of measures of given data, which take longer: known within 1.4 percentage points.
const FEW_TRIALS: u64 = 1_000;
/// What 95 % intervals should cover, in per cent.
const NOMINAL: RangeInclusive<f64> = 94.0..=96.0;

/// Resamples of a trial: enough for its interval.
fn options(trial: u64) -> Options {
    Options { seed: trial, resamples: 400 }
}

/// Counts how many of a number of trials' intervals hold each truth, prints the shares in per cent, and fails where one is
/// outside its range.
fn check(
    name: &str,
    trials: u64,
    truths: &[(&str, f64, RangeInclusive<f64>)],
    trial: impl Fn(u64) -> Vec<Estimate> + Sync,
) {
    let holds = |(estimate, (_, truth, _)): (&Estimate, &(&str, f64, RangeInclusive<f64>))| {
        estimate.interval[0] <= *truth && *truth <= estimate.interval[1]
    };
    let held: Vec<Vec<bool>> = (0..trials)
        .into_par_iter()
        .map(|number| {
            let found = trial(number);
            assert_eq!(found.len(), truths.len(), "{name}");
            found.iter().zip(truths).map(holds).collect()
        })
        .collect();
    let share = |index: usize| held.iter().filter(|of| of[index]).count() as f64 / trials as f64 * 100.0;
    let shares: Vec<f64> = (0..truths.len()).map(share).collect();
    for ((what, truth, wanted), share) in truths.iter().zip(&shares) {
        println!("{name:32} {what:14} truth {truth:9.4} covered {share:6.2} % of {wanted:?}");
    }
    for ((what, _, wanted), share) in truths.iter().zip(&shares) {
        assert!(wanted.contains(share), "{name}, {what}: {share} %");
    }
}

/// Both kinds of index of three inputs, and the pair of the first and the third.
fn all_indices(data: &Data, trial: u64) -> Vec<Estimate> {
    let found = sobol(data, "y", options(trial)).unwrap();
    let first = found.factors.iter().map(|factor| factor.first);
    first.chain(found.factors.iter().map(|factor| factor.total)).chain([found.pairs[1].index]).collect()
}

#[test]
#[ignore = "takes a while without optimisation; .ci/run runs it"]
fn sobol_indices_of_a_plane_are_covered() {
    let shares = [1.0, 4.0, 9.0].map(|square| square / 14.0);
    let truths = [
        ("first 1", shares[0], NOMINAL),
        ("first 2", shares[1], NOMINAL),
        ("first 3", shares[2], NOMINAL),
        ("total 1", shares[0], NOMINAL),
        ("total 2", shares[1], NOMINAL),
        ("total 3", shares[2], NOMINAL),
        ("pair 1, 3", 0.0, NOMINAL),
    ];
    check("Sobol', plane, 200 points", TRIALS, &truths, |trial| {
        let points = saltelli(3, 200, true, &mut Draws::new("plane", trial));
        all_indices(&table(&points, |x| x[0] + 2.0 * x[1] + 3.0 * x[2]), trial)
    });
}

#[test]
#[ignore = "takes a while without optimisation; .ci/run runs it"]
fn sobol_indices_of_ishigami_are_covered() {
    let (first, total, pair) = ishigami_indices();
    let truths = [
        ("first 1", first[0], 92.5..=96.0),
        ("first 2", first[1], NOMINAL),
        ("first 3", first[2], 93.0..=96.0),
        ("total 1", total[0], NOMINAL),
        ("total 2", total[1], NOMINAL),
        ("total 3", total[2], 93.5..=96.0),
        ("pair 1, 3", pair, 92.0..=96.0),
    ];
    check("Sobol', Ishigami, 256 points", TRIALS, &truths, |trial| {
        let points = saltelli(3, 256, true, &mut Draws::new("ishigami", trial));
        all_indices(&table(&points, ishigami), trial)
    });
}

#[test]
#[ignore = "takes a while without optimisation; .ci/run runs it"]
fn elementary_effects_are_covered() {
    // y = 6 x1 x2 + 2 x3 with x on 0, 1/3, 2/3, 1: the effect of x1 is 6 x2, of mean 3 and variance 36 · 5/36 = 5.
    let deviation = 5.0_f64.sqrt();
    let truths = [("mu 1", 3.0, NOMINAL), ("mu* 1", 3.0, NOMINAL), ("sigma 1", deviation, NOMINAL)];
    check("Morris, product, 100 trajectories", TRIALS, &truths, |trial| {
        let points = trajectories(3, 100, &mut Draws::new("product", trial));
        let found = morris(&table(&points, |x| 6.0 * x[0] * x[1] + 2.0 * x[2]), "y", None, options(trial)).unwrap();
        vec![found.factors[0].mu, found.factors[0].mu_star, found.factors[0].sigma]
    });
}

#[test]
#[ignore = "takes a while without optimisation; .ci/run runs it"]
fn shares_of_knowledge_and_chance_are_covered() {
    let third = 1.0 / 3.0;
    let wide = 93.0..=96.0;
    let truths = [("knowledge", third, wide.clone()), ("chance", third, wide.clone()), ("interplay", third, wide)];
    check("shares, normal, 50 × 40", TRIALS, &truths, |trial| {
        let mut draws = Draws::new("chance", trial);
        let of_points: Vec<f64> = (0..50).map(|_| draws.normal()).collect();
        let of_draws: Vec<f64> = (0..40).map(|_| draws.normal()).collect();
        let mut cell = |point: &f64, draw: &f64| point + draw + draws.normal();
        let values: Vec<Vec<f64>> =
            of_points.iter().map(|point| of_draws.iter().map(|draw| cell(point, draw)).collect()).collect();
        let found = chance(&values, options(trial)).unwrap();
        vec![found.knowledge.share, found.chance.share, found.interplay.share]
    });
}

/// Three inputs of a plane with noise: y = x1 + 2 x2 + e, e normal with deviation 0.3.
fn noisy_plane(rows: usize, trial: u64) -> Data {
    let mut draws = Draws::new("noisy", trial);
    let points = independent(3, rows, &mut draws);
    let mut data = table(&points, |x| x[0] + 2.0 * x[1]);
    data.outputs[0].values.iter_mut().for_each(|value| *value += 0.3 * draws.normal());
    data
}

#[test]
#[ignore = "takes a while without optimisation; .ci/run runs it"]
fn measures_of_given_data_are_covered() {
    let get: [fn(&GivenFactor) -> Estimate; 3] =
        [|of| of.first_order, |of| of.regression.coefficient, |of| of.regression.partial];
    // Variances 1/12, 4/12 and 0.09; the second input's share, and its partial correlation with the first one known.
    let [whole, second, noise]: [f64; 3] = [5.0 / 12.0 + 0.09, 4.0 / 12.0, 0.09];
    let truths = [
        ("first order 2", second / whole, 91.0..=97.0),
        ("coefficient 2", (second / whole).sqrt(), 92.5..=97.0),
        ("partial 2", (second / (second + noise)).sqrt(), 92.5..=97.0),
    ];
    check("given data, 200 rows", FEW_TRIALS, &truths, |trial| {
        let found = given(&noisy_plane(200, trial), "y", options(trial)).unwrap();
        get.iter().map(|get| get(&found.factors[1])).collect()
    });
}
