//! What is read of beliefs, red lines, signals, alliances and demands.

use crate::model::Variable;
use crate::numeric::Real;
use crate::process::World;

impl<R: Real> World<'_, R> {
    /// The part of [`World::read`] that concerns signalling.
    #[inline(always)]
    pub(super) fn read_signals(&self, variable: Variable) -> R {
        match variable {
            Variable::BeliefResolve(id) => self.belief.resolve[id],
            Variable::Credibility(id) => self.belief.credibility[id],
            Variable::LinePublished(id) => self.red_line.published[id],
            Variable::LineIncidents(id) => self.red_line.incidents[id],
            Variable::LineTested(id) => self.red_line.tested[id],
            Variable::LineExecuted(id) => self.red_line.executed[id],
            Variable::SignalSent(id) => self.signal.sent[id],
            Variable::SignalCount(id) => self.signal.count[id],
            Variable::Requested(id) => self.alliance.requested[id],
            Variable::Answered(id) => self.alliance.answered[id],
            Variable::Honoured(id) => self.alliance.honoured[id],
            Variable::Refused(id) => self.alliance.answered[id] - self.alliance.honoured[id],
            Variable::Complied(id) => self.demand.complied[id],
            Variable::DemandRate(id) => self.demand.rate[id],
            _ => self.read_politics(variable),
        }
    }
}
