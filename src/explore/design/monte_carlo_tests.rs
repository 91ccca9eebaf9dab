//! Points of a sweep against the draws of a run.

use super::*;
use crate::engine::Player;
use crate::scenario::{build::build, load_text};

const STARTER: &str = include_str!("../../cli/starter.toml");
const SEED: u64 = 11;

#[test]
fn points_meet_the_draws_of_a_run() {
    let mut loaded = load_text("starter.toml", STARTER, &[]);
    let plan = build(loaded.file.as_ref().unwrap(), &mut loaded.report).unwrap();
    let mut player = Player::<f64>::new(&plan, SEED, false);
    for stride in [1, 10] {
        let names = plan.model.quantities.iter().map(|(path, _)| path);
        let design = MonteCarlo::new(SEED, names, 50, stride);
        for index in [0, 3, 49] {
            player.start(index * stride);
            let point = design.coordinates(index);
            let draws: Vec<(usize, f64)> = player.draws().collect();
            assert!(draws.len() > 5);
            for (quantity, draw) in draws {
                assert_eq!(point[quantity], draw, "{:?}", plan.model.quantities.get(quantity));
            }
        }
    }
}
