//! Structure, balance and spread of trajectories.

use super::*;

fn even(levels: usize) -> Levels {
    Levels::ordered((0..levels).map(|level| level as f64 / (levels.max(2) - 1) as f64).collect())
}

/// The factor in which two points differ; none if they are equal.
fn changed(one: &[f64], next: &[f64]) -> Option<usize> {
    let different: Vec<usize> = (0..one.len()).filter(|&factor| one[factor] != next[factor]).collect();
    assert!(different.len() <= 1);
    different.first().copied()
}

#[test]
fn every_trajectory_changes_every_factor_once_by_its_step() {
    let levels = vec![even(4), even(6), even(3), even(2), Levels::unordered(vec![0.1, 0.3, 0.5, 0.7, 0.9])];
    let rows: Vec<Vec<f64>> = Morris::new(levels, 30, 3).list().collect();
    assert_eq!(rows.len(), 30 * 6);
    for trajectory in rows.chunks(6) {
        let mut factors: Vec<usize> = trajectory.windows(2).map(|pair| changed(&pair[0], &pair[1]).unwrap()).collect();
        for (pair, &factor) in trajectory.windows(2).zip(&factors) {
            let step = (pair[1][factor] - pair[0][factor]).abs();
            let expected = [2.0 / 3.0, 3.0 / 5.0, 1.0 / 2.0, 1.0];
            assert!(expected.get(factor).is_none_or(|expected| (step - expected).abs() < 1e-12), "{factor}: {step}");
        }
        factors.sort_unstable();
        assert_eq!(factors, [0, 1, 2, 3, 4]);
    }
}

#[test]
fn all_levels_are_visited_equally_often() {
    let levels = [even(4), Levels::unordered(vec![0.0, 1.0, 2.0])];
    let mut draws = Draws::new(5, "test", "");
    for levels in levels {
        let count = levels.coordinates.len();
        let mut visits = vec![[0.0_f64; 2]; count];
        for _ in 0..6000 {
            let [from, to] = levels.step(&mut draws);
            visits[from][0] += 1.0;
            visits[to][1] += 1.0;
        }
        let expected = 6000.0 / count as f64;
        for [from, to] in visits {
            assert!((from - expected).abs() < 5.0 * expected.sqrt() && (to - expected).abs() < 5.0 * expected.sqrt());
        }
    }
}

/// Campolongo's D: the root of the sum of the squared distances of all pairs.
fn spread(design: &Morris) -> f64 {
    let chosen = &design.trajectories;
    let pairs = (0..chosen.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    let squares = pairs.map(|(one, other)| {
        let distance = distance(&design.levels, &chosen[one], &chosen[other]);
        distance * distance
    });
    squares.sum::<f64>().sqrt()
}

#[test]
fn distances_are_those_of_the_points() {
    let design = Morris::new(vec![even(4), even(6), even(3)], 2, 9);
    let rows: Vec<Vec<f64>> = design.list().collect();
    let euclidean = |one: &Vec<f64>, other: &Vec<f64>| {
        one.iter().zip(other).map(|(one, other)| (one - other) * (one - other)).sum::<f64>().sqrt()
    };
    let expected: f64 = rows[..4].iter().flat_map(|one| rows[4..].iter().map(move |other| euclidean(one, other))).sum();
    let found = distance(&design.levels, &design.trajectories[0], &design.trajectories[1]);
    assert!((found - expected).abs() < 1e-9, "{found} {expected}");
}

#[test]
fn chosen_trajectories_are_farther_apart_than_random_ones() {
    for (factors, count) in [(3, 6), (10, 10), (30, 20)] {
        let levels = vec![even(4); factors];
        let random = |seed| {
            let mut draws = Draws::new(seed, "test", "");
            let trajectories = (0..count).map(|_| Trajectory::random(&levels, &mut draws)).collect();
            spread(&Morris { levels: levels.clone(), trajectories })
        };
        let best_of_ten = (0..10).map(random).fold(0.0, f64::max);
        let chosen = spread(&Morris::new(levels.clone(), count, 1));
        assert!(chosen > best_of_ten, "{factors} factors: {chosen} against {best_of_ten}");
    }
}

#[test]
fn more_trajectories_continue_where_fewer_ended() {
    let few: Vec<Vec<f64>> = Morris::new(vec![even(4); 5], 7, 2).list().collect();
    let many: Vec<Vec<f64>> = Morris::new(vec![even(4); 5], 20, 2).list().collect();
    assert_eq!(few, many[..few.len()]);
}

#[test]
fn factors_without_a_step_stay_where_they_are() {
    let design = Morris::new(vec![even(1), Levels::ordered(vec![]), even(2)], 2, 1);
    let rows: Vec<Vec<f64>> = design.list().collect();
    assert!(rows.len() == 8 && rows.iter().all(|row| row[..2] == [0.0, 0.0]));
    assert_eq!(Morris::new(vec![], 3, 1).points(), 3);
    assert_eq!(Morris::new(vec![even(4)], 0, 1).points(), 0);
}
