//! Parts, discrepancies and prefixes.

use super::*;
use crate::explore::design::{MonteCarlo, centred_discrepancy};

/// A hypercube without any search, as a baseline.
fn random(dimensions: usize, points: usize, seed: u64) -> Listed {
    let mut draws = Draws::new(seed, "test", "");
    let mut coordinates = vec![0.0; dimensions * points];
    for dimension in 0..dimensions {
        let mut parts: Vec<usize> = (0..points).collect();
        draws.shuffle(&mut parts);
        for (point, part) in parts.into_iter().enumerate() {
            coordinates[point * dimensions + dimension] = (part as f64 + draws.uniform()) / points as f64;
        }
    }
    Listed::new(dimensions, coordinates)
}

fn prefix(design: &LatinHypercube, points: usize) -> Listed {
    Listed::new(design.dimensions(), design.list().take(points).flatten().collect())
}

#[test]
fn every_part_of_every_factor_holds_one_point() {
    for (dimensions, points) in [(1, 1), (1, 7), (2, 2), (5, 64), (3, 101), (2, 2100), (Sobol::DIMENSIONS + 2, 3)] {
        let design = LatinHypercube::new(dimensions, points, 1);
        assert_eq!((design.points(), design.dimensions()), (points as u64, dimensions));
        let list: Vec<Vec<f64>> = design.list().collect();
        for dimension in 0..dimensions {
            let mut parts: Vec<usize> =
                list.iter().map(|point| (point[dimension] * points as f64).floor() as usize).collect();
            parts.sort_unstable();
            assert!(parts.into_iter().eq(0..points), "{points} points, dimension {dimension}");
        }
    }
}

#[test]
fn nothing_comes_of_nothing() {
    for (dimensions, points) in [(0, 0), (0, 5), (3, 0)] {
        assert_eq!(LatinHypercube::new(dimensions, points, 1).list().count(), 0);
    }
}

#[test]
fn the_search_gains_on_chance() {
    // The greatest share of the mean discrepancy of random hypercubes that may be left.
    for (dimensions, points, share) in [(2, 30, 0.5), (5, 50, 0.4), (10, 100, 0.5), (20, 40, 0.85), (4, 2500, 0.2)] {
        let chance = (0..5).map(|seed| centred_discrepancy(&random(dimensions, points, seed))).sum::<f64>() / 5.0;
        let found = centred_discrepancy(&LatinHypercube::new(dimensions, points, 3));
        assert!(found < share * chance, "{points} points, {dimensions} factors: {found} of {chance}");
    }
}

#[test]
fn prefixes_are_even() {
    for (dimensions, points) in [(2, 64), (6, 100), (4, 2500)] {
        let design = LatinHypercube::new(dimensions, points, 5);
        for length in [points / 8, points / 4, points / 2] {
            let names: Vec<String> = (0..dimensions).map(|dimension| dimension.to_string()).collect();
            let chance = |seed| centred_discrepancy(&MonteCarlo::new(seed, &names, length as u64, 1));
            let chance = (0..9).map(chance).fold(f64::INFINITY, f64::min);
            let found = centred_discrepancy(&prefix(&design, length));
            assert!(found < chance, "{length} of {points} points, {dimensions} factors: {found}, {chance}");
        }
    }
}

#[test]
fn seeds_make_different_hypercubes_and_one_seed_the_same() {
    let [one, again, other] = [1, 1, 2].map(|seed| LatinHypercube::new(4, 30, seed));
    assert_eq!(one, again);
    assert_ne!(one, other);
}
