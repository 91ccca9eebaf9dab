//! What can be read of trends, settlements and sanctions.

use crate::model::Variable;
use crate::numeric::Real;
use crate::process::World;

impl<R: Real> World<'_, R> {
    /// The present value of a variable of slow politics.
    #[inline(always)]
    pub(in crate::process::read) fn read_politics(&self, variable: Variable) -> R {
        match variable {
            Variable::TrendValue(id) => self.trend.value[id],
            Variable::SettlementPending(id) => self.settlement.pending[id],
            Variable::SettlementConcluded(id) => self.settlement.concluded[id],
            Variable::SettlementAbandoned(id) => self.settlement.abandoned[id],
            Variable::SanctionImposed(id) => self.sanction.imposed[id],
            Variable::SanctionComplied(id) => self.sanction.complied[id],
            Variable::SanctionDays(id) => self.sanction.days[id],
            Variable::SanctionCost(id) => self.sanction_cost(id),
            Variable::SanctionSelfCost(id) => self.sanction_self_cost(id),
            _ => self.read_regime(variable),
        }
    }
}
