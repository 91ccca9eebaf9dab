//! People are conserved, counts are counts, and nothing leaves its range: in any scenario, in every lane, on every day.

use flashpoint::model::Definition;
use flashpoint::numeric::{LaneProgram, dispatch};
use flashpoint::process::Mechanisms;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::census::Census;
use crate::common::{IDLIB, Play, plan};
use crate::dice::Dice;
use crate::scenarios::scenario;

/// Plays sixteen replicates of a scenario and checks every evening; then eight again, one at a time.
fn examine(text: &str, seed: u64) -> Result<(), TestCaseError> {
    let plan = plan(text, &[]);
    for first in [0, 8] {
        dispatch(Census { plan: &plan, seed, first })
            .map_err(|what| TestCaseError::fail(format!("seed {seed}, {what}\n{text}")))?;
    }
    let eight = Play { plan: &plan, seed, first: 8, replicates: 8 };
    eight.run::<f64>().assert_same(&dispatch(eight), "one replicate at a time");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn people_are_conserved_in_random_scenarios(rolls in proptest::collection::vec(any::<u32>(), 0..400), seed in 0..1_000_u64) {
        examine(&scenario(&mut Dice::new(&rolls)), seed)?;
    }
}

#[test]
fn people_are_conserved_in_the_bundled_scenario() {
    let plan = plan(IDLIB, &[]);
    for first in (0..256).step_by(8) {
        dispatch(Census { plan: &plan, seed: 1, first }).unwrap_or_else(|what| panic!("{what}"));
    }
}

#[test]
fn every_parameter_can_stand_at_either_end_of_its_range() {
    let definitions: Vec<&Definition> = Mechanisms::definitions().collect();
    let broken: Vec<String> = definitions
        .iter()
        .flat_map(|definition| definition.bounds.map(|value| (definition, value)))
        .filter_map(|(definition, value)| {
            let path = format!("{}={value:?}", definition.path());
            let plan = plan(IDLIB, &[&path, "scenario.end=2020-05-05"]);
            let census = dispatch(Census { plan: &plan, seed: 1, first: 0 });
            census.err().map(|what| format!("{path}: {what}"))
        })
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_sampled_count_is_never_below_zero() {
    let wide =
        "{ value = 110_000, dist = \"normal\", low = 0, high = 220_000, unit = \"persons\", status = \"judgement\" }";
    let plan = plan(IDLIB, &[&format!("zones.southeast_idlib.residents={wide}")]);
    for first in (0..128).step_by(8) {
        dispatch(Census { plan: &plan, seed: 1, first }).unwrap_or_else(|what| panic!("{what}"));
    }
}
