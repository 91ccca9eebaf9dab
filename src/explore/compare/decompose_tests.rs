//! What is held is held wholly, and budgets are kept.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::scenario::build::build;
use crate::scenario::{Variant, load_variant};

/// The same hybrids as [`Hybrids`], but everything held is taken over after every stage.
struct Thorough<'p>(Hybrids<'p>);

impl Cast for Thorough<'_> {
    fn columns(&self) -> usize {
        self.0.columns()
    }

    #[inline(always)]
    fn play<R: Real>(&self, replicates: Range<u64>, sheet: &mut Sheet) {
        let Hybrids { plans, seed, .. } = self.0;
        for (index, free) in self.0.combinations().enumerate() {
            let held = self.0.held(free);
            let mut history = Player::<R>::new(plans[0], seed, false);
            let mut hybrid = Player::<R>::new(plans[1], seed, false);
            for first in replicates.clone().step_by(R::LANES) {
                sheet.begin(first - replicates.start);
                history.start(first);
                hybrid.start(first);
                held.iter().for_each(|group| hybrid.world_mut().take_over(*group, history.world()));
                hybrid.world_mut().read_again();
                for day in 0..plans[0].model.calendar.days {
                    for stage in 0..Player::<R>::STAGES {
                        history.stage(day, stage);
                        hybrid.stage(day, stage);
                        held.iter().for_each(|group| hybrid.world_mut().take_over(*group, history.world()));
                    }
                    hybrid.note(day);
                }
                hybrid.finish(&mut Pen { sheet, outcomes: index * plans[1].outcomes.len(), watches: None });
            }
        }
    }
}

fn plan(name: &str, levers: &[&str]) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name).with_extension("toml");
    let variant = Variant { levers: levers.iter().map(ToString::to_string).collect(), ..Variant::default() };
    let mut loaded = load_variant(&path, &variant);
    loaded.file.and_then(|file| build(&file, &mut loaded.report)).unwrap()
}

#[test]
fn what_a_stage_writes_is_all_that_has_to_be_taken_over() {
    let cases = [
        ("idlib_escalation", "russian_air=stood_back"),
        ("karabakh_ceasefire", "turkish_support=words"),
        ("assad_collapse", "iran=intact"),
    ];
    for (name, lever) in cases {
        let plans = [plan(name, &[]), plan(name, &[lever])];
        let groups = groups(&plans[0]);
        let hybrids = || Hybrids { plans: [&plans[0], &plans[1]], groups: &groups, seed: 4 };
        let pairing = Pairing { seed: 4, replicates: 8, threads: None };
        let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
        let sparing = play(&hybrids(), pairing, &monitor).unwrap();
        let thorough = play(&Thorough(hybrids()), pairing, &monitor).unwrap();
        assert_eq!(sparing, thorough, "{name}");
        assert_eq!(sparing.len(), ((1 << groups.len()) - 1) * plans[0].outcomes.len());
    }
}

#[test]
fn budgets_are_kept_to() {
    let pairing = |replicates| Pairing { seed: 1, replicates, threads: None };
    for (changes, combinations, pairs) in
        [(0, 0, 8000), (1, 0, 8000), (2, 2, 8000), (3, 6, 8000), (4, 14, 4568), (6, 62, 1032)]
    {
        let budget = Budget::of_changes(changes, pairing(8000));
        assert_eq!((budget.combinations.len(), budget.pairs), (combinations, pairs), "{changes}");
        assert!(budget.orders.is_empty());
    }
    let many = Budget::of_changes(12, pairing(8000));
    assert_eq!(many.orders.len(), 2 * SAMPLED_UNITS);
    assert!(many.combinations.len() as u64 * many.pairs <= PLAYS_PER_PAIR * 8000);
    assert_eq!(Budget::of_changes(6, pairing(100)).pairs, 100, "never more than there are");
}

#[test]
fn days_beyond_the_horizon_count_as_the_horizon() {
    let info = |unit: &str| OutcomeInfo {
        id: unit.into(),
        label: unit.into(),
        unit: unit.into(),
        kind: crate::record::OutcomeKind::Number,
        headline: false,
    };
    let outcomes = [info("days"), info("persons")];
    let mut columns = vec![vec![3.0, f64::INFINITY, 40.0], vec![f64::INFINITY, 50.0, 1.0]];
    Horizon { outcomes: &outcomes, days: 30.0 }.restrict(&mut columns, 2.0);
    assert_eq!(columns, [[5.0, 30.0, 30.0], [f64::INFINITY, 50.0, 1.0]]);
}
