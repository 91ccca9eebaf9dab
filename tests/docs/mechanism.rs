//! The mechanism of docs/develop/adding-a-mechanism.md compiles against the crate and does what the page says.

use flashpoint::engine::{Plan, Player};
use flashpoint::numeric::{F64x8, Real};
use flashpoint::scenario::{build::build, load};

use crate::process::parameters::Binder;
use crate::{root, weariness};

/// The Idlib scenario, with the example's parameters among its quantities.
fn plan() -> (Plan, weariness::Parameters) {
    let mut loaded = load(&root().join("scenarios/idlib_escalation.toml"), &[]);
    let mut plan = build(loaded.file.as_ref().unwrap(), &mut loaded.report).unwrap();
    let quantities = &mut plan.model.quantities;
    let bind: &mut Binder<'_> = &mut |definition| quantities.add(definition.path(), definition.default_quantity());
    let parameters = weariness::Parameters::bind(bind);
    (plan, parameters)
}

/// Weariness and protests of the Syrian government in each lane after sixty days, from the replicate `first` on.
fn play<R: Real>(plan: &Plan, parameters: &weariness::Parameters, first: u64) -> Vec<(f64, f64)> {
    let mut player = Player::<R>::new(plan, 7, false);
    let mut state = weariness::State::<R>::new(&plan.model, 7);
    player.start(first);
    state.streams().for_each(|stream| stream.start(first));
    weariness::start(&mut state);
    for day in 0..60 {
        player.step(day);
        weariness::step(player.world(), parameters, &mut state);
    }
    let syria =
        plan.model.actors.ids().zip(plan.model.actors.iter()).find(|(_, actor)| actor.name.id == "syria").unwrap().0;
    (0..R::LANES).map(|lane| (state.level[syria].lane(lane), state.protests[syria].lane(lane))).collect()
}

#[test]
fn the_example_mechanism_gives_the_same_in_lanes_as_alone() {
    let (plan, parameters) = plan();
    let together = play::<F64x8>(&plan, &parameters, 16);
    let alone: Vec<(f64, f64)> = (16..24).flat_map(|replicate| play::<f64>(&plan, &parameters, replicate)).collect();
    assert_eq!(together, alone);
    assert!(together.iter().all(|(level, _)| (0.0..1.0).contains(level)), "{together:?}");
    assert!(together.iter().any(|(level, _)| *level > 0.02), "{together:?}");
}

#[test]
fn the_page_shows_the_listing() {
    let page = std::fs::read_to_string(root().join("docs/develop/adding-a-mechanism.md")).unwrap();
    let listing = std::fs::read_to_string(root().join("docs/develop/examples/weariness.rs")).unwrap();
    assert!(
        page.contains(&listing),
        "docs/develop/adding-a-mechanism.md must show docs/develop/examples/weariness.rs as it is"
    );
}
