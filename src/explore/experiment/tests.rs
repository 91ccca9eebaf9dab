//! Points of an experiment against plain runs of the same scenario.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::ensemble::{Discard, Monitor, Settings, run};
use crate::explore::design::{Design, Listed};
use crate::explore::experiment::{
    Draws, Experiment, ExperimentError, PlayError, Playing, PointResult, Request, Vary, VaryValues,
};
use crate::random::Stream;
use crate::record::PointState;
use crate::scenario::{Variant, build::build, load_variant};

fn karabakh() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/karabakh_ceasefire.toml"))
}

fn path(path: &str, values: VaryValues) -> Vary {
    Vary::Path { path: path.into(), values }
}

fn listed(texts: &[&str]) -> VaryValues {
    VaryValues::Listed(texts.iter().map(|text| (*text).into()).collect())
}

fn between(low: &str, high: &str) -> VaryValues {
    VaryValues::Between(low.into(), high.into())
}

fn experiment(vary: &[Vary]) -> Experiment {
    Experiment::load(&karabakh(), &Variant::default(), vary, &[]).unwrap_or_else(|error| panic!("{error:?}"))
}

/// All replicates' outcomes of a plain run.
fn plain(overrides: &[String], levers: &[String], replicates: u64) -> Vec<Vec<f64>> {
    let loaded = load_variant(&karabakh(), &Variant { levers: levers.to_vec(), overrides: overrides.to_vec() });
    let mut report = loaded.report;
    let plan = build(&loaded.file.unwrap(), &mut report).unwrap();
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    run(&plan, Settings::new(&plan, 5, replicates), &mut Discard, &monitor).unwrap().columns
}

fn play(experiment: &Experiment, request: &Request<'_>, playing: Playing) -> Vec<PointResult> {
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    let mut results = Vec::new();
    let mut take = |result| {
        results.push(result);
        true
    };
    experiment.play(request, playing, &mut take, &monitor).unwrap();
    results
}

fn all<'r>(design: &'r dyn Design, replicates: u64) -> Request<'r> {
    Request { design, points: 0..design.points(), replicates: 0..replicates, known: &[], keep: true }
}

/// Values with infinite ones as an experiment counts them.
fn counted(experiment: &Experiment, columns: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let days = experiment.days as f64;
    let value = |value: f64, unit: &str| if value == f64::INFINITY && unit == "days" { days } else { value };
    let units = experiment.outcomes().iter().map(|outcome| outcome.unit.clone());
    columns.into_iter().zip(units).map(|(column, unit)| column.into_iter().map(|v| value(v, &unit)).collect()).collect()
}

#[test]
fn a_point_is_the_run_with_its_values_set() {
    let strength = "forces.armenian_army.strength";
    let experiment = experiment(&[
        path(strength, between("9000", "21000")),
        path("scenario.end", listed(&["2021-03-31", "2021-05-31"])),
        Vary::Lever { id: first_lever(), options: Vec::new() },
    ]);
    let options = experiment.space.factors[2].count().unwrap();
    // Two ends and a value between, either date, two options.
    let option = |index: usize| (index as f64 + 0.5) / options as f64;
    let design = Listed::new(3, vec![0.0, 0.2, option(0), 1.0, 0.2, option(1), 0.25, 0.8, option(0)]);
    let results = play(&experiment, &all(&design, 12), Playing::new(5, 12));
    let lever = &experiment.space.factors[2].variable;
    for (result, (value, end, option)) in
        results.iter().zip([("9000", "2021-03-31", 0), ("21000", "2021-03-31", 1), ("12000", "2021-05-31", 0)])
    {
        let overrides = [format!("{strength}={value}"), format!("scenario.end={end}")];
        let levers = [format!("{}={}", lever.id.trim_start_matches("lever."), lever.categories[option])];
        let expected = counted(&experiment, plain(&overrides, &levers, 12));
        assert_eq!(result.values, expected, "{value} {end} {option}");
        assert_eq!(result.state.replicates, 12);
    }
}

fn first_lever() -> String {
    let loaded = load_variant(&karabakh(), &Variant::default());
    loaded.levers.keys().next().unwrap().clone()
}

/// Point p as replicate p of a plain run draws it.
struct AsDrawn<'e>(&'e Experiment, u64);

impl Design for AsDrawn<'_> {
    fn points(&self) -> u64 {
        self.1
    }

    fn dimensions(&self) -> usize {
        self.0.space.factors.len()
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        for (factor, to) in self.0.space.factors.iter().zip(to) {
            let mut stream = Stream::<f64>::new(5, "quantity", &factor.variable.id, 1);
            stream.start(index);
            *to = stream.uniform(0, 0);
        }
    }
}

#[test]
fn points_drawn_from_the_scenarios_own_distributions_are_the_replicates_of_a_run() {
    let experiment = experiment(&[Vary::AllUncertain]);
    assert!(experiment.space.factors.len() > 100);
    let design = AsDrawn(&experiment, 40);
    let playing = Playing { draws: Draws::Independent, ..Playing::new(5, 1) };
    let results = play(&experiment, &all(&design, 1), playing);
    let expected = counted(&experiment, plain(&[], &[], 40));
    for result in &results {
        let column: Vec<f64> = expected.iter().map(|column| column[result.point as usize]).collect();
        let found: Vec<f64> = result.values.iter().map(|values| values[0]).collect();
        assert_eq!(found, column, "point {}", result.point);
    }
}

#[test]
fn going_on_later_ends_in_the_same_bits() {
    let experiment = experiment(&[path("forces.armenian_army.strength", between("9000", "21000"))]);
    let design = Listed::new(1, vec![0.1, 0.6, 0.9]);
    let whole = play(&experiment, &all(&design, 30), Playing { threads: Some(3), ..Playing::new(5, 30) });
    let first = play(&experiment, &all(&design, 11), Playing { threads: Some(1), ..Playing::new(5, 11) });
    let known: Vec<PointState> = first.into_iter().map(|result| result.state).collect();
    let rest = Request { design: &design, points: 0..3, replicates: 11..30, known: &known, keep: false };
    let later = play(&experiment, &rest, Playing::new(5, 30));
    for (whole, later) in whole.iter().zip(&later) {
        assert_eq!(whole.state, later.state);
        assert_eq!(whole.inputs, later.inputs);
    }
    // Another part of the points, at another time.
    let part = Request { points: 1..3, ..all(&design, 30) };
    assert_eq!(play(&experiment, &part, Playing::new(5, 30))[..], whole[1..]);
}

#[test]
fn a_point_that_cannot_be_is_a_row_with_its_reason() {
    // Either is possible alone; together the question would end before its origin.
    let experiment = experiment(&[
        path("questions.jabrayil_by_10_october.origin", listed(&["2020-09-27", "2020-10-08"])),
        path("questions.jabrayil_by_10_october.horizon", listed(&["2020-10-10", "2020-10-05"])),
    ]);
    let design = Listed::new(2, vec![0.2, 0.2, 0.8, 0.8, 0.2, 0.8]);
    let results = play(&experiment, &all(&design, 4), Playing::new(5, 4));
    let failed: Vec<u64> = results.iter().map(|result| result.state.failed).collect();
    assert_eq!(failed, [0, 4, 0]);
    assert!(
        results[1].state.reason.as_ref().is_some_and(|reason| reason.contains("horizon")),
        "{:?}",
        results[1].state
    );
    assert!(results[1].state.outcomes[0].estimate().mean.is_nan());
    assert_eq!(results[2].point, 2);
}

#[test]
fn what_is_not_there_is_named_before_anything_runs() {
    let load = |vary: &[Vary], outcomes: &[String]| {
        let error = Experiment::load(&karabakh(), &Variant::default(), vary, outcomes).err();
        match error {
            Some(ExperimentError::Request { message, help }) => format!("{message}; {}", help.unwrap_or_default()),
            Some(ExperimentError::Scenario { report, .. }) => report.sorted()[0].message.clone(),
            None => String::new(),
        }
    };
    for (vary, expected) in [
        (path("forces.armenian_army.strenth", VaryValues::AsStated), "forces.armenian_army.strength"),
        (path("scenario.title", between("1", "2")), "must be a string"),
        (path("forces.armenian_army.strength", between("2", "1")), "exchange"),
        (path("forces.armenian_army.strength", between("-5", "1")), "strength"),
        (path("forces.armenian_army.strength", listed(&[])), "no values"),
        (Vary::Lever { id: "nothing".into(), options: Vec::new() }, "no lever"),
        (Vary::Lever { id: first_lever(), options: vec!["nothing".into()] }, "no option"),
    ] {
        let found = load(std::slice::from_ref(&vary), &[]);
        assert!(found.contains(expected), "{vary:?}: {found}");
    }
    let twice = path("forces.armenian_army.strength", between("9000", "9001"));
    assert!(load(&[twice.clone(), twice], &[]).contains("varies twice"));
    assert!(load(&[], &["shusha_dai".into()]).contains("shusha_day"));
}

#[test]
fn whoever_takes_the_results_may_end_it() {
    let experiment = experiment(&[path("forces.armenian_army.strength", between("9000", "21000"))]);
    let design = Listed::new(1, (0..400).map(|index| f64::from(index) / 400.0).collect());
    let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
    let mut points = Vec::new();
    let mut take = |result: PointResult| {
        points.push(result.point);
        points.len() < 7
    };
    let ended = experiment.play(&all(&design, 2), Playing::new(5, 2), &mut take, &monitor);
    assert!(matches!(ended, Err(PlayError::Stopped)));
    assert_eq!(points, [0, 1, 2, 3, 4, 5, 6]);
}
