//! Whether a restriction does more than chance would.

use crate::explore::discovery::limits::Count;
use crate::numeric::Real;

/// Quasi-p-value of a restriction (Bryant & Lempert 2010, doi:10.1016/j.techfore.2009.08.002): the probability of at least
/// the box's number of interest among its rows, were each of interest with the share that holds without the restriction.
///
/// It is computed on the rows that the box was chosen by, so it is too small: it ranks restrictions and tests nothing.
pub fn quasi_p(inside: Count, without: Count) -> f64 {
    binomial_tail(inside.interest.floor() as u64, inside.rows as u64, without.density())
}

/// p-value of a restriction on rows that the box was not found in: were the restriction of no consequence, the rows inside
/// would be drawn at random from those that are inside without it. Fisher's exact test, one-sided, where every row is or
/// is not of interest; `squares` is the sum of squared shares without the restriction, for the normal form of the same
/// permutation test (Wald & Wolfowitz 1944) where rows are shares.
pub fn fresh_p(inside: Count, without: Count, squares: Option<f64>) -> f64 {
    if inside.rows == 0 || inside.rows >= without.rows {
        return 1.0;
    }
    let (rows, all) = (inside.rows as f64, without.rows as f64);
    match squares {
        None => hypergeometric_tail(
            inside.interest as u64,
            inside.rows as u64,
            without.interest as u64,
            without.rows as u64,
        ),
        Some(squares) => {
            let mean = without.density();
            let variance = (squares - all * mean * mean).max(0.0) / (all - 1.0) * rows * (all - rows) / all;
            let above = inside.interest - rows * mean;
            if variance > 0.0 { Real::normal_cdf(-above / variance.sqrt()) } else { 1.0 }
        }
    }
}

/// ln k!: the product for small k, Stirling's series with four terms beyond (error below 1e-14).
fn ln_factorial(k: u64) -> f64 {
    if k < 20 {
        return Real::ln((1..=k).map(|factor| factor as f64).product::<f64>());
    }
    let x = k as f64;
    let inverse = 1.0 / (x * x);
    let series = (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0))) / x;
    (x + 0.5) * Real::ln(x) - x + 0.918_938_533_204_672_7 + series
}

fn ln_choose(n: u64, k: u64) -> f64 {
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}

/// The upper tail from `k` of a distribution on `low..=high` with this logarithm of its mass; the shorter side is summed,
/// away from the middle, each term from the one before by `ratio(j)` = mass(j + 1) / mass(j).
fn tail(k: u64, (low, high): (u64, u64), mean: f64, ln_mass: impl Fn(u64) -> f64, ratio: impl Fn(u64) -> f64) -> f64 {
    if k <= low {
        return 1.0;
    }
    if k > high {
        return 0.0;
    }
    if k as f64 > mean {
        let mut term = Real::exp(ln_mass(k));
        let mut sum = term;
        for j in k..high {
            term *= ratio(j);
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return sum.min(1.0);
    }
    let mut term = Real::exp(ln_mass(k - 1));
    let mut sum = term;
    for j in (low..k - 1).rev() {
        term /= ratio(j);
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    (1.0 - sum).max(0.0)
}

/// Probability of at least `k` successes in `n` trials.
pub(super) fn binomial_tail(k: u64, n: u64, probability: f64) -> f64 {
    if k == 0 || probability >= 1.0 {
        return 1.0;
    }
    if probability.is_nan() || probability <= 0.0 {
        return 0.0;
    }
    let odds = probability / (1.0 - probability);
    let (ln_yes, ln_no) = (Real::ln(probability), Real::ln(1.0 - probability));
    let ln_mass = |j: u64| ln_choose(n, j) + j as f64 * ln_yes + (n - j) as f64 * ln_no;
    tail(k, (0, n), n as f64 * probability, ln_mass, |j| odds * (n - j) as f64 / (j + 1) as f64)
}

/// Probability of at least `k` of interest among `drawn` rows taken at random from `all`, of which `interest` are.
pub(super) fn hypergeometric_tail(k: u64, drawn: u64, interest: u64, all: u64) -> f64 {
    let low = (drawn + interest).saturating_sub(all);
    let high = drawn.min(interest);
    let mean = drawn as f64 * interest as f64 / all.max(1) as f64;
    let whole = ln_choose(all, drawn);
    let ln_mass = |j: u64| ln_choose(interest, j) + ln_choose(all - interest, drawn - j) - whole;
    let ratio = |j: u64| {
        (interest - j) as f64 * (drawn - j) as f64 / ((j + 1) as f64 * (all + j + 1 - interest - drawn) as f64)
    };
    tail(k, (low, high), mean, ln_mass, ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_match_reference_values() {
        // scipy.stats.binom.sf(k - 1, n, p)
        let binomial = [
            (3, 10, 0.2, 0.322_200_473_600_000_15),
            (45, 50, 0.8, 0.048_027_219_370_733_59),
            (200, 1000, 0.1, 2.928_054_803_828_728_7e-21),
            (90, 1000, 0.1, 0.866_596_228_235_892_7),
        ];
        for (k, n, p, expected) in binomial {
            let found = binomial_tail(k, n, p);
            assert!((found - expected).abs() < 1e-11 * expected, "{k} {n} {p}: {found} {expected}");
        }
        // scipy.stats.hypergeom.sf(k - 1, all, interest, drawn)
        let hypergeometric = [
            (4, 10, 8, 30, 0.230_154_153_692_384_62),
            (40, 60, 100, 400, 7.619_438_687_249_126e-14),
            (10, 60, 100, 400, 0.966_441_193_537_685_1),
        ];
        for (k, drawn, interest, all, expected) in hypergeometric {
            let found = hypergeometric_tail(k, drawn, interest, all);
            assert!((found - expected).abs() < 1e-10 * expected, "{k} {drawn} {interest} {all}: {found} {expected}");
        }
    }

    #[test]
    fn tails_end_where_the_distribution_ends() {
        assert_eq!((binomial_tail(0, 5, 0.0), binomial_tail(1, 5, 0.0), binomial_tail(5, 5, 1.0)), (1.0, 0.0, 1.0));
        assert_eq!((hypergeometric_tail(2, 5, 8, 10), hypergeometric_tail(3, 5, 8, 10)), (1.0, 1.0));
        assert_eq!((hypergeometric_tail(6, 5, 8, 10), hypergeometric_tail(0, 0, 0, 0)), (0.0, 1.0));
    }

    #[test]
    fn shares_and_counts_give_nearly_the_same_p() {
        let (inside, without) = (Count { rows: 300, interest: 100.0 }, Count { rows: 1000, interest: 270.0 });
        let exact = fresh_p(inside, without, None);
        let normal = fresh_p(inside, without, Some(270.0));
        assert!((exact - normal).abs() < 0.3 * exact, "{exact} {normal}");
        assert_eq!(fresh_p(without, without, None), 1.0);
        assert_eq!(fresh_p(Count::default(), without, None), 1.0);
    }
}
