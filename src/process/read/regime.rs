//! What is read of regimes and of their patrons.

use crate::model::Variable;
use crate::numeric::Real;
use crate::process::{World, patron};

impl<R: Real> World<'_, R> {
    /// The part of [`World::read`] that concerns regimes and patrons.
    #[inline(always)]
    pub(super) fn read_regime(&self, variable: Variable) -> R {
        match variable {
            Variable::ArmyDissolved(id) => self.regime.army[id],
            Variable::CoreLost(id) => self.regime.lost[id],
            Variable::PatronsSupport(id) => patron::of_regime(self, id),
            Variable::Fallen(id) => self.regime.fallen[id],
            Variable::Shock(id) => self.regime.shock[id],
            Variable::GarrisonDissolved(id) => self.regime.dissolved[id],
            Variable::Posture(id) => self.patron.posture[id],
            Variable::PatronSupport(id) => patron::support(self, id),
            Variable::Withdrawn(id) => R::indicator(self.patron.posture[id].lt(R::splat(0.5))),
            Variable::PatronLevel(id) => patron::level(self, id),
            _ => R::zero(),
        }
    }
}
