//! Functions whose indices are known, and designs to evaluate them on, for the tests.

use crate::explore::sensitivity::bootstrap::drawn;
use crate::random::Stream;
use crate::record::{Data, DataColumn, Variable};

/// π.
use std::f64::consts::PI;

/// Ishigami and Homma's function of three inputs in [0, 1], scaled to [−π, π], with a = 7 and b = 0.1.
#[allow(clippy::disallowed_methods, reason = "a test function, compared within a tolerance")]
pub(super) fn ishigami(x: &[f64]) -> f64 {
    let [x1, x2, x3] = [x[0], x[1], x[2]].map(|u| PI * (2.0 * u - 1.0));
    x1.sin() + 7.0 * x2.sin() * x2.sin() + 0.1 * x3 * x3 * x3 * x3 * x1.sin()
}

/// First-order and total indices of [`ishigami`], and the interaction of the first and the third input.
pub(super) fn ishigami_indices() -> ([f64; 3], [f64; 3], f64) {
    let (a, b, power) = (7.0, 0.1, PI * PI * PI * PI);
    let first = 0.5 * (1.0 + b * power / 5.0) * (1.0 + b * power / 5.0);
    let second = a * a / 8.0;
    let both = b * b * power * power * (1.0 / 18.0 - 1.0 / 50.0);
    let variance = first + second + both;
    ([first, second, 0.0].map(|v| v / variance), [first + both, second, both].map(|v| v / variance), both / variance)
}

/// Coefficients of Sobol's G function in eight dimensions (Saltelli et al. 2010).
pub(super) const G: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

/// Sobol's G function.
pub(super) fn g(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product()
}

/// First-order and total indices of [`g`].
pub(super) fn g_indices() -> (Vec<f64>, Vec<f64>) {
    let parts = G.map(|a| 1.0 / 3.0 / ((1.0 + a) * (1.0 + a)));
    let all: f64 = parts.iter().map(|part| 1.0 + part).product();
    let first = parts.iter().map(|part| part / (all - 1.0)).collect();
    let total = parts.iter().map(|part| part * all / (1.0 + part) / (all - 1.0)).collect();
    (first, total)
}

/// Morris's function of twenty inputs (1991, section 4), with the mean zero of its random coefficients.
pub(super) fn morris_function(x: &[f64]) -> f64 {
    let w: Vec<f64> = x
        .iter()
        .enumerate()
        .map(|(index, u)| if matches!(index, 2 | 4 | 6) { 2.0 * (1.1 * u / (u + 0.1) - 0.5) } else { 2.0 * (u - 0.5) })
        .collect();
    let mut y = 0.0;
    for i in 0..20 {
        y += w[i]
            * if i < 10 {
                20.0
            } else if i % 2 == 1 {
                1.0
            } else {
                -1.0
            };
        for j in i + 1..20 {
            y += w[i]
                * w[j]
                * if j < 6 {
                    -15.0
                } else if (i + j) % 2 == 1 {
                    1.0
                } else {
                    -1.0
                };
            for l in j + 1..5 {
                y += w[i] * w[j] * w[l] * -10.0;
            }
        }
    }
    y + 5.0 * w[0] * w[1] * w[2] * w[3]
}

/// Independent uniform draws for the trial of a test.
pub(super) struct Draws(Stream<f64>, usize);

impl Draws {
    pub(super) fn new(entity: &str, trial: u64) -> Draws {
        let mut stream = Stream::new(7, "sensitivity.test", entity, 1);
        stream.start(trial);
        Draws(stream, 0)
    }

    pub(super) fn uniform(&mut self) -> f64 {
        self.1 += 1;
        self.0.uniform(self.1, 0)
    }

    pub(super) fn point(&mut self, dimensions: usize) -> Vec<f64> {
        (0..dimensions).map(|_| self.uniform()).collect()
    }

    pub(super) fn normal(&mut self) -> f64 {
        use crate::numeric::Real;
        self.uniform().normal_quantile()
    }
}

/// A table of points and what a function makes of them.
pub(super) fn table(points: &[Vec<f64>], function: impl Fn(&[f64]) -> f64) -> Data {
    let dimensions = points.first().map_or(0, Vec::len);
    let column = |input: usize| {
        let values = points.iter().map(|point| point[input]).collect();
        DataColumn::new(Variable::number(&format!("x{}", input + 1)), values)
    };
    let values = points.iter().map(|point| function(point)).collect();
    Data {
        inputs: (0..dimensions).map(column).collect(),
        outputs: vec![DataColumn::new(Variable::number("y"), values)],
    }
}

/// Saltelli's design over independent base points.
pub(super) fn saltelli(dimensions: usize, base: usize, second: bool, draws: &mut Draws) -> Vec<Vec<f64>> {
    let mut points = Vec::new();
    for _ in 0..base {
        let (a, b) = (draws.point(dimensions), draws.point(dimensions));
        let mixed = |of: &[f64], from: &[f64], input: usize| {
            let mut point = of.to_vec();
            point[input] = from[input];
            point
        };
        points.push(a.clone());
        points.extend((0..dimensions).map(|input| mixed(&a, &b, input)));
        if second {
            points.extend((0..dimensions).map(|input| mixed(&b, &a, input)));
        }
        points.push(b);
    }
    points
}

/// Morris's trajectories on four levels.
pub(super) fn trajectories(dimensions: usize, count: usize, draws: &mut Draws) -> Vec<Vec<f64>> {
    let mut points = Vec::new();
    for _ in 0..count {
        let mut point: Vec<f64> =
            (0..dimensions).map(|_| if draws.uniform() < 0.5 { 0.0 } else { 1.0 / 3.0 }).collect();
        let mut signs = vec![1.0; dimensions];
        for input in 0..dimensions {
            if draws.uniform() < 0.5 {
                point[input] += 2.0 / 3.0;
                signs[input] = -1.0;
            }
        }
        let mut order: Vec<usize> = (0..dimensions).collect();
        order.sort_by_cached_key(|_| (draws.uniform() * 1e9) as u64);
        points.push(point.clone());
        for input in order {
            point[input] += signs[input] * 2.0 / 3.0;
            points.push(point.clone());
        }
    }
    points
}

/// Points drawn independently.
pub(super) fn independent(dimensions: usize, count: usize, draws: &mut Draws) -> Vec<Vec<f64>> {
    (0..count).map(|_| draws.point(dimensions)).collect()
}

#[test]
fn as_many_units_are_drawn_as_there_are() {
    let mut draws = Draws::new("units", 0);
    assert_eq!(drawn(50, |_| draws.uniform()).iter().sum::<f64>(), 50.0);
}
