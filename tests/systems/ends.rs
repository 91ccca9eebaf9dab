//! No mechanism explodes or dies at the ends of its parameters' ranges.

use flashpoint::engine::Plan;
use flashpoint::model::parameter::Quantities;
use flashpoint::numeric::dispatch;
use flashpoint::process::Mechanisms;
use flashpoint::quantity::{Distribution, Quantity};

use crate::census::Census;
use crate::common::{IDLIB, plan, play};
use crate::scenarios::{ASSAD, KARABAKH};

/// The scenario up to its outcomes, which ask for later dates, cut short.
fn short(text: &str, end: &str) -> Plan {
    let body = text.split("# Outcomes\n").next().unwrap_or_default();
    plan(body, &[&format!("scenario.end={end}")])
}

/// The same quantities with one of them held at a value.
fn held(quantities: &Quantities, path: &str, value: f64) -> Quantities {
    let mut changed = Quantities::default();
    for (known, quantity) in quantities.iter() {
        let held = Quantity { value, distribution: Distribution::Fixed, ..quantity.clone() };
        changed.add(known.to_string(), if known == path { held } else { quantity.clone() });
    }
    changed
}

/// Sets every parameter to both ends of its range, one at a time. Every evening all readings must be finite and
/// everybody in one place.
fn survives(text: &str, end: &str) {
    let mut plan = short(text, end);
    let quantities = plan.model.quantities.clone();
    let mut wrong = Vec::new();
    for definition in Mechanisms::definitions() {
        for value in definition.bounds {
            plan.model.quantities = held(&quantities, &definition.path(), value);
            if let Err(what) = dispatch(Census { plan: &plan, seed: 1, first: 0 }) {
                wrong.push(format!("{} = {value}: {what}", definition.path()));
            }
            if play(&plan, 1, 8).values().any(f64::is_nan) {
                wrong.push(format!("{} = {value}: a record is not a number", definition.path()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn idlib_survives_every_end_of_every_parameter() {
    survives(IDLIB, "2020-01-31");
}

#[test]
fn assad_survives_every_end_of_every_parameter() {
    survives(ASSAD, "2025-01-25");
}

#[test]
fn karabakh_survives_every_end_of_every_parameter() {
    survives(KARABAKH, "2020-11-30");
}
