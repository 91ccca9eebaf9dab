//! Shapley values: what each of several parts adds to a difference, on average over all orders in which they are added
//! (Shapley 1953, in *Contributions to the Theory of Games II*, Princeton, 307–317).
//!
//! Values are taken pair by pair, so that the contributions add up to the difference in every pair, share its luck, and
//! have its paired standard errors.

use crate::random::Stream;
use crate::record::Estimate;
use crate::statistics::{mean, normal_interval};

/// Most parts of which every combination is played: 2⁶ = 64.
pub(super) const MOST_EXACT: usize = 6;

/// Numbers of one outcome in every replicate, by combination of parts: bit i of a combination is set where it has part i.
pub(super) type Values<'v> = dyn Fn(u64) -> &'v [f64] + 'v;

/// Exact contributions of the parts, from all 2ᵏ combinations.
pub(super) fn exact(parts: usize, values: &Values<'_>) -> Vec<Estimate> {
    let combinations = 1_u64 << parts;
    let pairs = values(0).len();
    let weights = weights(parts);
    let contribution = |part: usize| {
        let mut column = vec![0.0; pairs];
        for without in (0..combinations).filter(|combination| combination >> part & 1 == 0) {
            let weight = weights[without.count_ones() as usize];
            let (with, without) = (values(without | 1 << part), values(without));
            for (sum, (after, before)) in column.iter_mut().zip(with.iter().zip(without)) {
                *sum += weight * step(*before, *after);
            }
        }
        let found = mean(&column);
        Estimate { value: found.mean, interval: normal_interval(found.mean, found.standard_error) }
    };
    (0..parts).map(contribution).collect()
}

/// Weight of a combination of each size: size! (k − size − 1)! / k!, the share of orders in which exactly these parts come
/// before a given other one.
fn weights(parts: usize) -> Vec<f64> {
    // 1 / (k · C(k − 1, size)), by the recurrence of binomial coefficients.
    let mut binomial = 1.0;
    (0..parts)
        .map(|size| {
            let weight = 1.0 / (parts as f64 * binomial);
            binomial *= (parts - 1 - size) as f64 / (size + 1) as f64;
            weight
        })
        .collect()
}

/// What a step adds; nothing where both values are the same infinity.
fn step(before: f64, after: f64) -> f64 {
    if before == after { 0.0 } else { after - before }
}

/// Contributions from a sample of orders (Castro, Gómez & Tejada 2009, *Computers & Operations Research* 36(5), 1726–1730).
/// The intervals hold both errors: that of the replicates, and that of the orders, whose units are an order and its reverse.
pub(super) fn sampled(orders: &[Vec<usize>], parts: usize, values: &Values<'_>) -> Vec<Estimate> {
    let pairs = values(0).len();
    let mut columns = vec![vec![0.0; pairs]; parts];
    let mut means = vec![Vec::with_capacity(orders.len()); parts];
    for order in orders {
        let mut before = 0_u64;
        for &part in order {
            let after = before | 1 << part;
            let steps: Vec<f64> =
                values(before).iter().zip(values(after)).map(|(before, after)| step(*before, *after)).collect();
            means[part].push(mean(&steps).mean);
            columns[part].iter_mut().zip(&steps).for_each(|(sum, step)| *sum += step / orders.len() as f64);
            before = after;
        }
    }
    let estimate = |(column, means): (&Vec<f64>, &Vec<f64>)| {
        let found = mean(column);
        let units: Vec<f64> = means.chunks(2).map(|unit| unit.iter().sum::<f64>() / unit.len() as f64).collect();
        let of_orders = mean(&units).standard_error;
        let error = (found.standard_error * found.standard_error + of_orders * of_orders).sqrt();
        Estimate { value: found.mean, interval: normal_interval(found.mean, error) }
    };
    columns.iter().zip(&means).map(estimate).collect()
}

/// A sample of orders, each followed by its reverse, which balances first against last places.
pub(super) fn orders(seed: u64, parts: usize, units: usize) -> Vec<Vec<usize>> {
    let mut stream = Stream::<f64>::new(seed, "compare.orders", "changes", parts.max(1));
    let order = |unit: usize| {
        let keys: Vec<f64> = (0..parts).map(|part| stream.uniform(unit, part)).collect();
        let mut order: Vec<usize> = (0..parts).collect();
        order.sort_by(|one, other| keys[*one].total_cmp(&keys[*other]));
        let reverse = order.iter().rev().copied().collect();
        [order, reverse]
    };
    (0..units).flat_map(order).collect()
}

/// Every combination that these orders pass, each once, in order.
pub(super) fn passed(orders: &[Vec<usize>]) -> Vec<u64> {
    let mut all: Vec<u64> = orders
        .iter()
        .flat_map(|order| {
            let prefixes = order.iter().scan(0_u64, |before, part| {
                *before |= 1 << part;
                Some(*before)
            });
            std::iter::once(0).chain(prefixes)
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A game: the value of every combination in some replicates.
    fn game(parts: usize, pairs: usize, value: impl Fn(u64, usize) -> f64) -> Vec<Vec<f64>> {
        (0..1_u64 << parts).map(|combination| (0..pairs).map(|pair| value(combination, pair)).collect()).collect()
    }

    fn solve(parts: usize, table: &[Vec<f64>]) -> Vec<f64> {
        exact(parts, &|combination| &table[combination as usize]).iter().map(|found| found.value).collect()
    }

    #[test]
    fn an_additive_game_gives_each_its_own() {
        let worth = [3.0, -1.5, 0.0, 10.0];
        let sum =
            |combination: u64, _| (0..4).filter(|part| combination >> part & 1 == 1).map(|part| worth[part]).sum();
        let found = solve(4, &game(4, 3, sum));
        found.iter().zip(worth).for_each(|(found, own)| assert!((found - own).abs() < 1e-12, "{found} {own}"));
    }

    #[test]
    fn a_glove_game_has_its_known_solution() {
        // A left glove and either of two right ones make a pair: 2/3, 1/6, 1/6.
        let value = |combination: u64, _| if combination & 1 == 1 && combination > 1 { 1.0 } else { 0.0 };
        let found = solve(3, &game(3, 2, value));
        for (found, known) in found.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((found - known).abs() < 1e-12, "{found} {known}");
        }
    }

    #[test]
    fn values_that_never_come_on_either_side_add_nothing() {
        let found = solve(1, &[vec![f64::INFINITY, 3.0], vec![f64::INFINITY, 5.0]]);
        assert_eq!(found, [1.0]);
    }

    #[test]
    fn all_orders_sampled_give_the_exact_values() {
        let table = game(3, 4, |combination, pair| ((combination * 7 + pair as u64 * 3) % 11) as f64);
        let all = vec![vec![0, 1, 2], vec![2, 1, 0], vec![0, 2, 1], vec![1, 2, 0], vec![1, 0, 2], vec![2, 0, 1]];
        let found = sampled(&all, 3, &|combination| &table[combination as usize]);
        for (found, exact) in found.iter().zip(solve(3, &table)) {
            assert!((found.value - exact).abs() < 1e-12, "{} {exact}", found.value);
        }
        assert_eq!(passed(&all), (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn orders_are_permutations_that_come_with_their_reverse() {
        let orders = orders(7, 9, 4);
        assert_eq!(orders.len(), 8);
        for pair in orders.chunks(2) {
            let mut sorted = pair[0].clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..9).collect::<Vec<_>>());
            assert!(pair[0].iter().eq(pair[1].iter().rev()));
        }
        assert_ne!(orders[0], orders[2]);
    }

    proptest! {
        #[test]
        fn contributions_add_up_and_know_dummies_and_twins(
            parts in 1_usize..6, numbers in prop::collection::vec(-100.0_f64..100.0, 64)
        ) {
            // Part 0 counts for nothing; the last two are interchangeable.
            let twins = |combination: u64| {
                let two = 3_u64 << (parts - 2.min(parts));
                (combination & !two & !1, (combination & two).count_ones())
            };
            let value = |combination: u64, pair: usize| {
                let (rest, some) = twins(combination);
                numbers[((rest * 5 + u64::from(some) * 17 + pair as u64) % 64) as usize]
            };
            let table = game(parts, 2, |combination, pair| if parts > 3 { value(combination, pair) } else { numbers[combination as usize + 8 * pair] });
            let found = solve(parts, &table);
            let difference = mean(&table[table.len() - 1]).mean - mean(&table[0]).mean;
            prop_assert!((found.iter().sum::<f64>() - difference).abs() < 1e-9);
            if parts > 3 {
                prop_assert!(found[0].abs() < 1e-9);
                prop_assert!((found[parts - 1] - found[parts - 2]).abs() < 1e-9);
            }
        }
    }
}
