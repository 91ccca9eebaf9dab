//! What conditions, outcomes and series see of a world.

mod people;
mod politics;
mod regime;
mod signals;

use crate::model::Variable;
use crate::numeric::Real;
use crate::process::World;
use crate::process::ceasefire::peacekeepers;

/// Takes the evening's readings: everything but leverage and reports, which themselves read them.
#[inline(always)]
pub fn evening<R: Real>(world: &mut World<'_, R>) {
    take_readings(world, false);
}

/// Takes the readings of leverage and reports.
#[inline(always)]
pub fn night<R: Real>(world: &mut World<'_, R>) {
    take_readings(world, true);
}

#[inline(always)]
fn take_readings<R: Real>(world: &mut World<'_, R>, late: bool) {
    for index in 0..world.readings.len() {
        let variable = world.model.variables[index];
        if variable.is_late() == late {
            world.readings[index] = world.read(variable);
        }
    }
}

impl<R: Real> World<'_, R> {
    /// The present value of a variable; conditions are 1 or 0.
    #[inline(always)]
    pub fn read(&self, variable: Variable) -> R {
        match variable {
            Variable::Level(id) => self.choice.level[id],
            Variable::AudienceCost(id) => self.audience.cost[id],
            Variable::Commitment(id) => self.audience.commitment[id],
            Variable::Resolve(id) => self.belief.resolve[self.model.choosers[id].belief],
            Variable::Deaths(id) => self.attrition.deaths[id],
            Variable::DeathsToday(id) => self.attrition.today[id],
            Variable::DeathsThirtyDays(id) => self.attrition.recent[id],
            Variable::Progress(id) => self.fronts.progress[id],
            Variable::Speed(id) => self.fronts.perceived[id],
            Variable::Held(id) => self.fronts.held[id],
            Variable::Changes(id) => self.fronts.changes[id],
            Variable::Aim(id) => self.fronts.aim[id],
            Variable::Intensity(id) => self.combat.intensity[id],
            Variable::Readiness(id) => self.combat.readiness[id],
            Variable::Operation(id) => self.combat.operation[id],
            Variable::Threat(id) => self.choice.threat[id],
            Variable::Strength(id) => self.attrition.strength[id],
            Variable::Deployed(id) => self.posture.deployed[id],
            Variable::SupportLevel(id) => self.support.level[id],
            _ => self.read_diplomacy_and_people(variable),
        }
    }

    /// The second half of [`World::read`]: people, diplomacy, leverage and reports.
    #[inline(always)]
    fn read_diplomacy_and_people(&self, variable: Variable) -> R {
        match variable {
            Variable::Residents(id) => self.displacement.residents[id],
            Variable::Hosted(id) => {
                let sheltered = match self.model.zones[id].shelter {
                    Some(shelter) => self.displacement.sheltered(shelter),
                    None => R::zero(),
                };
                sheltered
                    + self.border.arrivals(self.model, id)
                    + (self.value(self.model.zones[id].hosted) + 0.5).floor()
            }
            Variable::Fled(id) => self.displacement.away_from(id) / self.displacement.initial[id].max(R::one()),
            Variable::Displaced => self.displacement.cumulative,
            Variable::DisplacedNow => self.displacement.displaced(),
            Variable::Returned => self.displacement.returned,
            Variable::DisplacedToday => self.displacement.today,
            Variable::Movements => self.displacement.movements,
            Variable::Pressure(id) => self.border.pressure[id],
            Variable::Crossed(id) => self.border.crossed[id],
            Variable::Open(id) => self.value(self.model.borders[id].open),
            Variable::Paper(id) => above(self.ceasefire.status[id], 0.5) - above(self.ceasefire.status[id], 1.5),
            Variable::Durable(id) => above(self.ceasefire.status[id], 1.5),
            Variable::InForce(id) => above(self.ceasefire.status[id], 0.5),
            Variable::Peacekeepers(id) => peacekeepers(self, self.model.ceasefires[id].campaign),
            Variable::Failures(id) => self.ceasefire.failures[id],
            Variable::PostsCutOff(id) => self.posts_cut_off(id),
            Variable::Erosion(id) => self.posts_cut_off(id) / (self.model.accords[id].posts.len().max(1) as f64),
            Variable::MeetingPending(id) => R::indicator(self.meeting.next[id].lt(R::splat(1e9))),
            Variable::MeetingToday(id) => R::indicator(self.meeting.last[id].eq_mask(R::splat(self.day as f64))),
            Variable::Issued(id) => self.ultimatum.issued[id],
            Variable::Missed(id) => self.ultimatum.missed[id],
            Variable::AccidentHappened(id) => above(self.accident.count[id], 0.5),
            Variable::War(id) => self.accident.war[id],
            Variable::Leverage(id) => self.leverage.total[id],
            Variable::Balance(id) => self.leverage.balance(self.model, id),
            Variable::Strong(id) => self.leverage.strength[id],
            Variable::Contribution(id) => self.leverage.contribution[id],
            Variable::Reported(id) => self.observer.reported[id],
            Variable::Happened(id) => self.event.happened[id],
            _ => self.read_exiles_and_gates(variable),
        }
    }
}

/// 1 where a figure is above a bound.
#[inline(always)]
fn above<R: Real>(figure: R, bound: f64) -> R {
    R::indicator(figure.gt(R::splat(bound)))
}
