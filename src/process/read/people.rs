//! Readings of exiles and gates.

use crate::model::Variable;
use crate::numeric::Real;
use crate::process::World;

impl<R: Real> World<'_, R> {
    /// The present value of a variable of exiles or gates; conditions are 1 or 0.
    #[inline(always)]
    pub(super) fn read_exiles_and_gates(&self, variable: Variable) -> R {
        match variable {
            Variable::ExilesStock(id) => self.exiles.stock[id],
            Variable::ExilesReturned(id) => self.exiles.returned[id],
            Variable::GateOpen(id) => self.border.open[id],
            Variable::GateArrived(id) => self.border.arrived[id],
            _ => self.read_signals(variable),
        }
    }
}
