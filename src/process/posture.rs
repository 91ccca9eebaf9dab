//! A protector's deployment follows its rung: quickly up, slowly down.
//!
//! dep ← dep + (target(rung) − dep) / T, with T of 5 days up and 25 days down.
//! Source: Turkish reinforcements of February 2020.

use crate::model::{ForceId, Side, Table};
use crate::numeric::Real;
use crate::process::World;
use crate::process::ladder::lookup;
use crate::process::parameters::{FIXED, parameters};

parameters! { "posture" {
    /// Time constant of a build-up.
    buildup: "days" [1.0, 365.0] = 5.0, FIXED, Prior, "5 000 men within about five days of 3 February 2020 (SOHR)";
    /// Time constant of a withdrawal.
    withdrawal: "days" [1.0, 3650.0] = 25.0, FIXED, Prior, "judged: strength in Idlib kept rising after the March 2020 ceasefire";
} }

/// State of deployments.
#[derive(Clone, Debug)]
pub struct State<R> {
    /// Share of a force that is deployed; 1 for attackers and defenders.
    pub deployed: Table<ForceId, R>,
}

impl<R: Real> State<R> {
    /// Space for every force of a model.
    pub fn new(model: &crate::model::Model) -> Self {
        State { deployed: model.forces.map(|_, _| R::one()) }
    }
}

/// Sets deployments to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.forces.ids() {
        let force = &world.model.forces[id];
        world.posture.deployed[id] = if force.side == Side::Protector { world.value(force.deployed) } else { R::one() };
    }
}

/// Moves every protector's deployment by a day.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    let (buildup, withdrawal) =
        (world.value(world.mechanisms.posture.buildup), world.value(world.mechanisms.posture.withdrawal));
    for (id, force) in model.forces.ids().zip(model.forces.iter()) {
        let Some(chooser) = model.actors[force.actor].chooser.filter(|_| force.side == Side::Protector) else {
            continue;
        };
        let target = lookup(&world.ladder.deployment, world.choice.level[chooser]);
        let deployed = world.posture.deployed[id];
        let time = R::select(target.gt(deployed), buildup, withdrawal);
        world.posture.deployed[id] = deployed + (target - deployed) / time;
    }
}
