//! The brink: the autonomous risk that an actor takes by standing on a rung opposite another (Schelling 1966; Powell 2015).

use crate::model::ladder::LIMITED_STRIKE;
use crate::model::{Chooser, Parameter, Role};
use crate::numeric::Real;
use crate::process::ladder::at_least;
use crate::process::{World, accident};

/// The autonomous risk of standing on a rung opposite another actor.
pub(super) struct Brink<R> {
    /// The other side's rung.
    other: R,
    /// Exposure over the horizon: co-located deployment times days.
    exposure: R,
    base: R,
    slope: R,
    loss: R,
}

impl<R: Real> Brink<R> {
    #[inline(always)]
    pub(super) fn of(world: &World<'_, R>, chooser: &Chooser, loss: Parameter) -> Self {
        let a = world.mechanisms.accident;
        let campaign = &world.model.campaigns[chooser.campaign];
        let other = match (chooser.role, campaign.protector_choice) {
            (Role::Attacker, Some(protector)) => world.choice.level[protector],
            (Role::Attacker, None) => R::zero(),
            (Role::Protector, _) => world.choice.level[campaign.attacker_choice],
        };
        let deployed = match campaign.protector_choice {
            Some(protector) => world.deployment_of(protector),
            None => R::zero(),
        };
        let exposure = deployed * world.value(world.mechanisms.choice.horizon);
        Brink { other, exposure, base: world.value(a.base), slope: world.value(a.slope), loss: world.value(loss) }
    }

    /// Probability of an accident over the horizon.
    #[inline(always)]
    fn risk(&self, rung: R) -> R {
        accident::probability(self.base, self.slope, rung + self.other, self.exposure)
    }

    /// Expected loss to an attacker: a fifth of it while the protector stays below a limited strike.
    #[inline(always)]
    pub(super) fn attacker_cost(&self, rung: R) -> R {
        let near = at_least(self.other, LIMITED_STRIKE);
        self.loss * self.risk(rung) * R::select(near, R::one(), R::splat(0.2))
    }

    /// Expected loss to a protector.
    #[inline(always)]
    pub(super) fn protector_cost(&self, rung: R) -> R {
        self.loss * self.risk(rung)
    }
}
