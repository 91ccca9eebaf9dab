//! A replicate is the same in whatever lane, bundle and instruction set it is played.

use flashpoint::numeric::{F64x8, LaneProgram, dispatch};

use crate::common::{IDLIB, Play, plan};

#[test]
fn lanes_play_what_one_replicate_at_a_time_plays() {
    let plan = plan(IDLIB, &[]);
    let sixteen = Play { plan: &plan, seed: 7, first: 0, replicates: 16 };
    let alone = sixteen.run::<f64>();
    dispatch(sixteen).assert_same(&alone, "the fastest lanes");
    sixteen.run::<F64x8>().assert_same(&alone, "portable lanes");
}

#[test]
fn a_replicate_does_not_depend_on_its_bundle() {
    let plan = plan(IDLIB, &[]);
    let of = |first, replicates| Play { plan: &plan, seed: 7, first, replicates };
    let in_order = dispatch(of(8, 16));
    dispatch(of(13, 8)).assert_within(&in_order, 5, "replicates 13 to 20 from lane 0", |_| false);
    of(13, 1).run::<f64>().assert_within(&in_order, 5, "replicate 13 alone", |_| false);
}

#[test]
fn a_player_leaves_nothing_behind_for_the_next_replicates() {
    let plan = plan(IDLIB, &[]);
    let of = |first, replicates| dispatch(Play { plan: &plan, seed: 3, first, replicates });
    of(32, 8).assert_within(&of(0, 40), 32, "after four other bundles", |_| false);
}
