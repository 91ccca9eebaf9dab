//! A factor's value against the same value set in the file, for every uncertain number of the bundled scenarios.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap is a failed test")]

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use flashpoint::ensemble::{Discard, Monitor, Settings, run};
use flashpoint::explore::design::{Factor, OneAtATime};
use flashpoint::explore::experiment::{Experiment, Playing, PointResult, Request, Vary, VaryValues};
use flashpoint::scenario::build::build;
use flashpoint::scenario::{Variant, load_variant};

/// Replicates: one bundle.
const EACH: u64 = 8;

fn check(scenario: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(scenario);
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    let all = Experiment::load(&path, &Variant::default(), &[Vary::AllUncertain], &[]).unwrap();
    // A dyad's error of leverage is a copy of one parameter's and has no path in the file.
    let settable = all.space.factors.iter().map(|factor| &factor.variable.id).filter(|id| !id.starts_with("leverage."));
    let vary: Vec<Vary> =
        settable.map(|path| Vary::Path { path: path.clone(), values: VaryValues::AsStated }).collect();
    let experiment = Experiment::load(&path, &Variant::default(), &vary, &[]).unwrap();
    let factors = &experiment.space.factors;
    assert!(factors.len() > 100);
    // Only one number of each point is away from its central value, so only that one must be set.
    let design = OneAtATime::new(
        factors.iter().map(Factor::centre).collect(),
        factors.iter().map(|factor| vec![factor.ends()[1]]).collect(),
    );
    let points = factors.len() as u64 + 1;
    let request = Request { design: &design, points: 1..points, replicates: 0..EACH, known: &[], keep: true };
    let mut different = Vec::new();
    let mut take = |result: PointResult| {
        let (factor, value) = factors.iter().zip(&result.inputs).nth(result.point as usize - 1).unwrap();
        let others = factors.iter().zip(&result.inputs).filter(|(other, _)| other.variable.id != factor.variable.id);
        let held = others.map(|(other, value)| format!("{}={value:?}", other.variable.id));
        let overrides = held.chain([format!("{}={value:?}", factor.variable.id)]).collect();
        let loaded = load_variant(&path, &Variant { overrides, ..Variant::default() });
        let mut report = loaded.report;
        let plan = loaded.file.as_ref().and_then(|file| build(file, &mut report));
        let plan = plan.unwrap_or_else(|| panic!("{}: {:?}", factor.variable.id, report.sorted()));
        let columns = run(&plan, Settings::new(&plan, 3, EACH), &mut Discard, &monitor).unwrap().columns;
        let days = plan.model.calendar.days as f64;
        for ((outcome, column), values) in experiment.outcomes().iter().zip(&columns).zip(&result.values) {
            let never = |value: f64| if value == f64::INFINITY && outcome.unit == "days" { days } else { value };
            if column.iter().map(|&value| never(value)).ne(values.iter().copied()) {
                different.push(format!("{} {}", factor.variable.id, outcome.id));
            }
        }
        true
    };
    experiment.play(&request, Playing::new(3, EACH), &mut take, &monitor).unwrap();
    assert!(different.is_empty(), "{different:?}");
}

#[test]
fn a_value_given_to_idlib_is_the_value_set() {
    check("idlib_escalation.toml");
}

#[test]
fn a_value_given_to_karabakh_is_the_value_set() {
    check("karabakh_ceasefire.toml");
}

#[test]
fn a_value_given_to_syria_is_the_value_set() {
    check("assad_collapse.toml");
}
