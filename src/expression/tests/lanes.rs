use proptest::prelude::*;

use super::arbitrary::pair;
use super::{Idlib, VARIABLES};
use crate::expression::{Formula, Outcome};
use crate::numeric::{F64x8, LaneProgram, Real, dispatch};

/// The course as lane `lane` lives it: some days late, so that all lanes differ.
fn late(variable: usize, day: usize, lane: usize) -> f64 {
    VARIABLES[variable].2((day + 7 * lane) % 97)
}

/// The outcome in every lane, where the first lane of `R` is the given one.
#[inline(always)]
fn run<R: Real>(outcome: &Outcome<usize>, first: usize) -> Vec<f64> {
    let read = |day| move |variable| R::from_lanes(|lane| late(variable, day, first + lane));
    let mut accumulators = vec![R::zero(); outcome.accumulators()];
    outcome.start(&mut accumulators);
    for day in 0..=96 {
        outcome.update(&mut accumulators, read(day), day);
    }
    let value = outcome.finish(&accumulators, read(96));
    (0..R::LANES).map(|lane| value.lane(lane)).collect()
}

struct Run<'a>(&'a Outcome<usize>);

impl LaneProgram for Run<'_> {
    type Output = Vec<f64>;

    #[inline(always)]
    fn run<R: Real>(self) -> Vec<f64> {
        run::<R>(self.0, 0)
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn assert_lanes_equal_scalars(source: &str) {
    let outcome = Outcome::compile(source, &Idlib, None).unwrap_or_else(|errors| panic!("{source}: {errors:?}"));
    let scalars: Vec<f64> = (0..8).flat_map(|lane| run::<f64>(&outcome, lane)).collect();
    assert_eq!(bits(&run::<F64x8>(&outcome, 0)), bits(&scalars), "{source}");
    assert_eq!(bits(&dispatch(Run(&outcome))), bits(&scalars), "{source}");
}

#[test]
fn aggregates_are_the_same_in_lanes() {
    for source in [
        "at(displaced.cumulative, 2020-03-05)",
        "ever(zones.saraqib.held and actors.turkiye.level >= 3, from 2020-02-01)",
        "always(leverage.russia.turkiye.balance > -30, to 2020-01-10)",
        "first_day(actors.turkiye.deaths_today > 0, to 2020-02-01)",
        "days(zones.maarat.held) / mean(actors.turkiye.level)",
        "maximum(ln(displaced.cumulative)) - minimum(sqrt(leverage.russia.turkiye.balance))",
        "total(exp(leverage.russia.turkiye.balance / 10))",
        "if(agreements.ceasefire.durable, final(day), -displaced.cumulative)",
    ] {
        assert_lanes_equal_scalars(source);
    }
}

proptest! {
    #[test]
    fn formulas_are_the_same_in_lanes(pair in pair()) {
        for text in [&pair.number.0, &pair.condition.0] {
            prop_assume!(text.len() <= 4096);
            assert_lanes_equal_scalars(text);
            let formula = Formula::compile(text, &Idlib, None).unwrap();
            let lanes: F64x8 = formula.evaluate(|variable| F64x8::from_lanes(|lane| late(variable, 5, lane)), 5);
            let scalars: Vec<f64> = (0..8).map(|lane| formula.evaluate(|variable| late(variable, 5, lane), 5)).collect();
            let lanes: Vec<f64> = (0..8).map(|lane| lanes.lane(lane)).collect();
            prop_assert_eq!(bits(&lanes), bits(&scalars), "{}", text);
        }
    }
}
