//! Nets, their scrambling, and integrals.

use super::*;
use crate::explore::design::MonteCarlo;

/// Number of points in every elementary interval 2^-a × 2^-b of two dimensions.
fn counts(list: &[Vec<f64>], [one, other]: [usize; 2], [a, b]: [u32; 2]) -> Vec<u32> {
    let mut counts = vec![0; 1 << (a + b)];
    let part = |coordinate: f64, digits: u32| (coordinate * f64::from(1_u32 << digits)) as usize;
    for point in list {
        counts[(part(point[one], a) << b) + part(point[other], b)] += 1;
    }
    counts
}

#[test]
fn the_first_points_are_those_of_the_literature() {
    let first = [[0.0, 0.0], [0.5, 0.5], [0.75, 0.25], [0.25, 0.75], [0.375, 0.375], [0.875, 0.875]];
    assert!(Sobol::new(2, 6).unwrap().list().eq(first));
}

#[test]
fn elementary_intervals_of_the_first_two_dimensions_hold_one_point_each() {
    for (seed, digits) in [(1, 6), (2, 8), (3, 11)] {
        let list: Vec<Vec<f64>> = Sobol::new(2, 1 << digits).unwrap().scrambled(seed).list().collect();
        for a in 0..=digits {
            assert!(counts(&list, [0, 1], [a, digits - a]).into_iter().all(|count| count == 1));
        }
    }
}

#[test]
fn scrambling_keeps_every_projection_as_even_as_it_was() {
    let digits = 10;
    let plain = Sobol::new(40, 1 << digits).unwrap();
    let lists = [&plain, &plain.clone().scrambled(7)].map(|sobol| sobol.list().collect::<Vec<_>>());
    for pair in [[0, 1], [0, 2], [1, 2], [3, 7], [5, 39], [20, 38]] {
        for a in 0..=digits {
            for b in 0..=digits - a {
                let [mut before, mut after] = [0, 1].map(|list| counts(&lists[list], pair, [a, b]));
                before.sort_unstable();
                after.sort_unstable();
                assert_eq!(before, after, "dimensions {pair:?}, {a} and {b} digits");
            }
        }
    }
}

#[test]
fn a_digit_is_scrambled_by_those_before_it() {
    // Points that share d digits and differ in the next do so after scrambling; below, whether a digit changes is another
    // matter at every node.
    let scrambling = Scrambling::new(3, 1);
    let digits = |fraction: u32| (scrambling.coordinate(0, fraction) * POINTS as f64) as u32;
    let mut changed = 0;
    for number in 0..1000_u32 {
        let fraction = number.wrapping_mul(0x9e37_79b9);
        for shared in 0..31 {
            let other = fraction ^ (1 << (31 - shared));
            assert_eq!((digits(fraction) ^ digits(other)).leading_zeros(), shared);
        }
        changed += ((fraction ^ digits(fraction)) >> 16 & 1) as i32;
    }
    assert!((changed - 500).abs() < 80, "{changed}");
}

#[test]
fn every_scrambled_point_is_uniform() {
    // 4 000 scramblings, ten parts, for three of the points: chi-squared with 9 degrees of freedom, 99.99 % quantile 33.7.
    for index in [0, 1, 77] {
        let mut parts = [0.0_f64; 10];
        for seed in 0..4000 {
            let coordinate = Sobol::new(2, 100).unwrap().scrambled(seed).coordinates(index)[1];
            parts[(coordinate * 10.0) as usize] += 1.0;
        }
        let chi_squared: f64 = parts.iter().map(|count| (count - 400.0) * (count - 400.0) / 400.0).sum();
        assert!(chi_squared < 33.7, "point {index}: {chi_squared}");
    }
}

/// Mean of squares of the errors of the mean of a smooth function with mean 1.
fn variance(dimensions: usize, design: impl Fn(u64) -> Vec<Vec<f64>>) -> f64 {
    let smooth = |x: &f64| 1.0 + (x - 0.5) + 0.5 * (x * x - 1.0 / 3.0);
    let errors = (0..200).map(|seed| {
        let list = design(seed);
        assert!(list.iter().all(|point| point.len() == dimensions));
        let sum: f64 = list.iter().map(|point| point.iter().map(smooth).product::<f64>()).sum();
        let error = sum / list.len() as f64 - 1.0;
        error * error
    });
    errors.sum::<f64>() / 200.0
}

#[test]
fn the_variance_of_a_smooth_integral_falls_like_the_cube_of_the_points() {
    let scrambled = |points| variance(2, |seed| Sobol::new(2, points).unwrap().scrambled(seed).list().collect());
    // 16-fold points: n⁻³ would leave 2⁻¹² of the variance; Owen's bound has a factor log n besides.
    let [few, many] = [16, 256].map(scrambled);
    assert!(many < few / 1500.0, "{few} {many}");
    let chance = variance(2, |seed| MonteCarlo::new(seed, ["x", "y"], 256, 1).list().collect());
    assert!(many < chance / 10_000.0, "{many} {chance}");
    let scrambled = variance(6, |seed| Sobol::new(6, 1024).unwrap().scrambled(seed).list().collect());
    let chance = variance(6, |seed| MonteCarlo::new(seed, ["a", "b", "c", "d", "e", "f"], 1024, 1).list().collect());
    assert!(scrambled < chance / 100.0, "{scrambled} {chance}");
}

#[test]
fn more_points_and_dimensions_leave_the_others_as_they_are() {
    let small = Sobol::new(3, 10).unwrap().scrambled(5);
    let large = Sobol::new(50, 1000).unwrap().scrambled(5);
    for index in 0..10 {
        assert_eq!(small.coordinates(index), large.coordinates(index)[..3]);
    }
}

#[test]
fn a_scrambled_point_is_frozen() {
    let point = Sobol::new(2, 10).unwrap().scrambled(42).coordinates(7);
    assert_eq!(point, [0.5581740874968949, 0.19629454171923555]);
}

#[test]
fn the_limits_of_the_table_and_of_the_digits_are_errors() {
    assert_eq!(Sobol::new(4097, 1), Err(DesignError::Dimensions { asked: 4097, most: 4096 }));
    assert_eq!(Sobol::new(1, POINTS + 1), Err(DesignError::Points { asked: POINTS + 1, most: POINTS }));
    let last = Sobol::new(4096, POINTS).unwrap().scrambled(1).coordinates(POINTS - 1);
    assert!(last.iter().all(|&coordinate| coordinate > 0.0 && coordinate < 1.0));
    assert_eq!(Sobol::new(0, 3).unwrap().list().count(), 3);
}
