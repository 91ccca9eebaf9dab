//! The numbers themselves: a small scenario whose results are frozen.

use crate::common::{Tape, plan, play};

/// A scenario with every mechanism at work. It states every parameter, so that a new default does not change its results.
const GOLDEN: &str = include_str!("golden.toml");

/// Hash of everything that replicates 0 to 63 of seed 1 record. Results that were published change when this does: do so only
/// for a change of the model that the changelog announces. `FLASHPOINT_BLESS=1 cargo test --release --test engine frozen --
/// --nocapture` prints the new one.
const FROZEN: &str = "9f7bac43a46ecbf1b2edab51a04cebae592c0ec2badaa78f9c9fb31613ff7b8b";

fn hash(tape: &Tape) -> String {
    let mut hasher = blake3::Hasher::new();
    for value in tape.values() {
        hasher.update(&value.to_bits().to_le_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

#[test]
fn results_are_frozen() {
    let tape = play(&plan(GOLDEN, &[]), 1, 64);
    let found = hash(&tape);
    if std::env::var_os("FLASHPOINT_BLESS").is_some() {
        println!("const FROZEN: &str = \"{found}\";");
        return;
    }
    assert_eq!(found, FROZEN, "results have changed");
}

#[test]
fn the_frozen_scenario_states_every_parameter() {
    let plan = plan(GOLDEN, &[]);
    let silent: Vec<String> = flashpoint::process::Mechanisms::definitions()
        .map(flashpoint::model::Definition::path)
        .filter(|path| {
            plan.model.quantities.find(path).is_none_or(|parameter| {
                plan.model.quantities.get(parameter.index()).is_none_or(|(_, quantity)| quantity.source != "frozen")
            })
        })
        .collect();
    assert!(silent.is_empty(), "state in tests/engine/golden.toml: {silent:?}");
}

#[test]
fn every_mechanism_is_at_work_in_the_frozen_scenario() {
    let mut p = plan(GOLDEN, &[]);
    if std::env::var_os("WITHOUT").is_some() {
        p.watches.retain(|w| !w.info.id.ends_with(".failed"));
    }
    let tape = play(&p, 1, 64);
    for outcome in [
        "displaced",
        "returned",
        "crossed",
        "deaths",
        "soldiers",
        "captures",
        "strikes",
        "truces",
        "durable",
        "ultimatum",
        "balance",
        "missed",
        "met",
        "overflights",
        "crossings",
        "help",
        "halt",
        "credibility",
    ] {
        let values = tape.outcome(outcome);
        assert!(values.iter().any(|value| *value != values[0]), "{outcome} is {} in every replicate", values[0]);
    }
}
