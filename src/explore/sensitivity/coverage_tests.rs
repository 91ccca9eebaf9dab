//! How often 95 % intervals hold the truth, over many small trials.

use rayon::prelude::*;

use super::models::*;
use super::*;
use crate::record::Estimate;

fn trials() -> u64 {
    std::env::var("TRIALS").ok().and_then(|text| text.parse().ok()).unwrap_or(1000)
}

fn coverage(name: &str, truths: &[f64], trial: impl Fn(u64) -> Vec<Estimate> + Sync) {
    let n = trials();
    let hits: Vec<Vec<[f64; 3]>> = (0..n)
        .into_par_iter()
        .map(|t| {
            trial(t)
                .iter()
                .zip(truths)
                .map(|(e, truth)| {
                    [
                        f64::from(u8::from(e.interval[0] > *truth)),
                        f64::from(u8::from(e.interval[1] < *truth)),
                        e.value - truth,
                    ]
                })
                .collect()
        })
        .collect();
    for (index, truth) in truths.iter().enumerate() {
        let m = |k: usize| hits.iter().map(|h| h[index][k]).sum::<f64>() / n as f64;
        println!(
            "{name:24} [{index:2}] truth {truth:8.4} bias {:8.4} cover {:.2} (above {:.2} below {:.2})",
            m(2),
            100.0 * (1.0 - m(0) - m(1)),
            100.0 * m(0),
            100.0 * m(1)
        );
    }
}

fn options() -> Options {
    Options { seed: 3, resamples: 400 }
}

#[test]
#[ignore]
fn explore_sobol() {
    let (first, total, pair) = ishigami_indices();
    let n: usize = std::env::var("N").ok().and_then(|t| t.parse().ok()).unwrap_or(100);
    let truths: Vec<f64> = first.iter().chain(&total).copied().chain([pair]).collect();
    let take = |found: crate::record::SobolIndices| {
        let mut all: Vec<Estimate> = found.factors.iter().map(|f| f.first).collect();
        all.extend(found.factors.iter().map(|f| f.total));
        all.extend(found.pairs.iter().skip(1).take(1).map(|p| p.index));
        all
    };
    coverage("ishigami", &truths, |t| {
        let data = table(&saltelli(3, n, true, &mut Draws::new("i", t)), ishigami);
        take(sobol(&data, "y", Options { seed: t, ..options() }).unwrap())
    });
    let v: f64 = 1.0 + 4.0 + 9.0;
    coverage("linear", &[1.0 / v, 4.0 / v, 9.0 / v, 1.0 / v, 4.0 / v, 9.0 / v, 0.0], |t| {
        let data = table(&saltelli(3, n, true, &mut Draws::new("l", t)), |x| x[0] + 2.0 * x[1] + 3.0 * x[2]);
        take(sobol(&data, "y", Options { seed: t, ..options() }).unwrap())
    });
    let (f, t) = g_indices();
    let truths: Vec<f64> = f.iter().chain(&t).copied().collect();
    coverage("g", &truths, |t| {
        let data = table(&saltelli(8, n, false, &mut Draws::new("g", t)), g);
        take(sobol(&data, "y", Options { seed: t, ..options() }).unwrap())
    });
}

#[test]
#[ignore]
fn explore_morris() {
    let n: usize = std::env::var("N").ok().and_then(|t| t.parse().ok()).unwrap_or(20);
    let f = |x: &[f64]| x[0] + 2.0 * x[1] * x[2] + 3.0 * x[2] * x[2] - 4.0 * x[3] * x[0] * x[1];
    let large = table(&trajectories(4, 100_000, &mut Draws::new("large", 0)), f);
    let truth = morris(&large, "y", None, Options { seed: 1, resamples: 2 }).unwrap();
    let take =
        |s: crate::record::Screening| s.factors.iter().flat_map(|f| [f.mu, f.mu_star, f.sigma]).collect::<Vec<_>>();
    let truths: Vec<f64> = take(truth).iter().map(|e| e.value).collect();
    coverage("morris product", &truths, |t| {
        let data = table(&trajectories(4, n, &mut Draws::new("m", t)), f);
        take(morris(&data, "y", None, Options { seed: t, ..options() }).unwrap())
    });
    let large = table(&trajectories(20, 20_000, &mut Draws::new("large", 0)), morris_function);
    let truth = morris(&large, "y", None, Options { seed: 1, resamples: 2 }).unwrap();
    let some = |s: crate::record::Screening| {
        [0, 2, 8, 15]
            .iter()
            .flat_map(|i| [s.factors[*i].mu, s.factors[*i].mu_star, s.factors[*i].sigma])
            .collect::<Vec<_>>()
    };
    let truths: Vec<f64> = some(truth).iter().map(|e| e.value).collect();
    coverage("morris 20", &truths, |t| {
        let data = table(&trajectories(20, n, &mut Draws::new("m", t)), morris_function);
        some(morris(&data, "y", None, Options { seed: t, ..options() }).unwrap())
    });
}

#[test]
#[ignore]
fn explore_chance() {
    let n: usize = std::env::var("N").ok().and_then(|t| t.parse().ok()).unwrap_or(50);
    let m: usize = std::env::var("M").ok().and_then(|t| t.parse().ok()).unwrap_or(40);
    for (name, a, b, c) in [
        ("even", 1.0_f64, 1.0_f64, 1.0_f64),
        ("knowledge", 4.0, 0.2, 0.5),
        ("chance", 0.05, 2.0, 1.0),
        ("little chance", 1.0, 0.02, 1.0),
    ] {
        let v = a + b + c;
        coverage(name, &[a / v, b / v, c / v], |t| {
            let mut d = Draws::new("c", t);
            let rows: Vec<f64> = (0..n).map(|_| a.sqrt() * d.normal()).collect();
            let columns: Vec<f64> = (0..m).map(|_| b.sqrt() * d.normal()).collect();
            let values: Vec<Vec<f64>> =
                rows.iter().map(|r| columns.iter().map(|k| r + k + c.sqrt() * d.normal()).collect()).collect();
            let s = chance(&values, Options { seed: t, ..options() }).unwrap();
            vec![s.knowledge.share, s.chance.share, s.interplay.share]
        });
    }
    // uniform effects with a product interplay, and a skewed one
    let names = ["uniform product", "exponential"];
    for (k, name) in names.iter().enumerate() {
        let truths = if k == 0 {
            let (a, b, c) = (1.0 / 12.0, 1.0 / 12.0, 1.0 / 144.0 * 9.0);
            let a2: f64 = a * 2.5 * 2.5;
            let b2 = b * 2.5 * 2.5;
            let v = a2 + b2 + c;
            [a2 / v, b2 / v, c / v]
        } else {
            [0.4, 0.4, 0.2]
        };
        coverage(name, &truths, |t| {
            let mut d = Draws::new("c", t);
            use crate::numeric::Real;
            let e = |d: &mut Draws| -Real::ln(d.uniform());
            let rows: Vec<f64> = (0..n).map(|_| if k == 0 { d.uniform() } else { e(&mut d) }).collect();
            let columns: Vec<f64> = (0..m).map(|_| if k == 0 { d.uniform() } else { e(&mut d) }).collect();
            let values: Vec<Vec<f64>> = rows
                .iter()
                .map(|r| {
                    columns
                        .iter()
                        .map(|c| if k == 0 { r + c + 3.0 * r * c } else { r + c + 0.5_f64.sqrt() * (e(&mut d)) })
                        .collect()
                })
                .collect();
            let s = chance(&values, Options { seed: t, ..options() }).unwrap();
            vec![s.knowledge.share, s.chance.share, s.interplay.share]
        });
    }
}

#[test]
#[ignore]
fn explore_given() {
    let n: usize = std::env::var("N").ok().and_then(|t| t.parse().ok()).unwrap_or(300);
    let f = |x: &[f64], d: &mut Draws| x[0] + 2.0 * x[1] + 3.0 * x[2] * x[3] + 0.3 * d.normal();
    let make = |name: &str, n: usize, t: u64| {
        let mut d = Draws::new(name, t);
        let points = independent(5, n, &mut d);
        let ys: Vec<f64> = points.iter().map(|p| f(p, &mut d)).collect();
        let mut data = table(&points, |_| 0.0);
        data.outputs[0].values = ys;
        let third: Vec<f64> = data.inputs[2].values.clone();
        let _ = third;
        data
    };
    for (label, get) in [
        ("first", (|f: &crate::record::GivenFactor| f.first_order) as fn(&crate::record::GivenFactor) -> Estimate),
        ("pawn median", |f| f.pawn.median),
        ("delta", |f| f.delta),
        ("src", |f| f.regression.coefficient),
        ("srrc", |f| f.regression.rank_coefficient),
        ("pcc", |f| f.regression.partial),
        ("prcc", |f| f.regression.partial_rank),
        ("spearman", |f| f.regression.spearman),
    ] {
        let large = given(&make("large", 100_000, 0), "y", Options { seed: 1, resamples: 2 }).unwrap();
        let truths: Vec<f64> = large
            .factors
            .iter()
            .map(get)
            .map(|e| e.value)
            .chain([large.r_squared.value, large.rank_r_squared.value])
            .collect();
        if std::env::var("ONLY").is_ok_and(|o| o != label) {
            continue;
        }
        coverage(label, &truths, |t| {
            let g = given(&make("small", n, t), "y", Options { seed: t, ..options() }).unwrap();
            g.factors.iter().map(get).chain([g.r_squared, g.rank_r_squared]).collect()
        });
    }
}
