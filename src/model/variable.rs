//! What a scenario's conditions, outcomes and daily series can read of the state.

use crate::model::table::{
    AccidentId, AccordId, ActorId, AxisId, BorderId, CampaignId, CeasefireId, ChooserId, DyadId, EventId, ExilesId,
    ForceId, GateId, InstrumentId, MeetingId, ObserverId, SupportId, UltimatumId, ZoneId,
};

/// Position of a variable among a model's readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(pub u16);

impl Slot {
    /// Position as an index.
    #[inline(always)]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One readable number or condition (1 or 0) of the state. `scenario::paths` gives each its dotted path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Variable {
    /// Rung, 0 to 6.
    Level(ChooserId),
    /// Audience cost, 0 to about 1.
    AudienceCost(ChooserId),
    /// Rung publicly committed to.
    Commitment(ChooserId),
    /// Others' belief that the actor is resolved, 0 to 1.
    Resolve(ChooserId),
    /// Own fighters killed so far.
    Deaths(ActorId),
    /// Own fighters killed today.
    DeathsToday(ActorId),
    /// Own fighters killed in the last thirty days.
    DeathsThirtyDays(ActorId),
    /// Kilometres taken.
    Progress(AxisId),
    /// Perceived speed, km/day.
    Speed(AxisId),
    /// Whether the attacker holds the zone.
    Held(ZoneId),
    /// Residents at home.
    Residents(ZoneId),
    /// Displaced people sheltered there.
    Hosted(ZoneId),
    /// Share of the initial residents who have fled.
    Fled(ZoneId),
    /// Times it changed hands.
    Changes(ZoneId),
    /// Share of the declared aim reached.
    Aim(CampaignId),
    /// Intensity of fighting.
    Intensity(CampaignId),
    /// Readiness for a sustained operation.
    Readiness(CampaignId),
    /// Whether the attacker runs a sustained operation.
    Operation(CampaignId),
    /// Threat felt by the protector.
    Threat(CampaignId),
    /// Strength, persons.
    Strength(ForceId),
    /// Share deployed.
    Deployed(ForceId),
    /// Level of support, 0 to 1.
    SupportLevel(SupportId),
    /// Persons ever displaced since day 0.
    Displaced,
    /// Persons displaced now.
    DisplacedNow,
    /// Persons returned.
    Returned,
    /// Persons newly displaced today.
    DisplacedToday,
    /// Moves, counting each move of a person.
    Movements,
    /// Pressure on a border.
    Pressure(BorderId),
    /// Persons who crossed a border.
    Crossed(BorderId),
    /// How far a border is open.
    Open(BorderId),
    /// Whether a paper truce is declared.
    Paper(CeasefireId),
    /// Whether a durable truce holds.
    Durable(CeasefireId),
    /// Whether any truce is in force.
    InForce(CeasefireId),
    /// Truces that failed.
    Failures(CeasefireId),
    /// Posts that the front has passed.
    PostsCutOff(AccordId),
    /// Share of the posts that the front has passed.
    Erosion(AccordId),
    /// Whether a meeting is on the calendar.
    MeetingPending(MeetingId),
    /// Whether a meeting is held today.
    MeetingToday(MeetingId),
    /// Whether an ultimatum has been issued.
    Issued(UltimatumId),
    /// Whether its date has passed without the promised rung.
    Missed(UltimatumId),
    /// Whether an accident has happened.
    AccidentHappened(AccidentId),
    /// Whether it became open war.
    War(AccidentId),
    /// Total leverage of a holder over a target.
    Leverage(DyadId),
    /// Balance of leverage of a pair.
    Balance(DyadId),
    /// V·A·U of an instrument.
    Strong(InstrumentId),
    /// What an instrument adds to its holder's leverage.
    Contribution(InstrumentId),
    /// Reported figure.
    Reported(ObserverId),
    /// Whether an event has happened.
    Happened(EventId),
    // People.
    /// Exiles who have not returned.
    ExilesStock(ExilesId),
    /// Exiles who have returned.
    ExilesReturned(ExilesId),
    /// Whether a gate is open.
    GateOpen(GateId),
    /// Persons who came through a gate.
    GateArrived(GateId),
}

impl Variable {
    /// Whether it comes out of leverage or reports, the day's last steps, which themselves read the other variables.
    pub fn is_late(self) -> bool {
        matches!(
            self,
            Variable::Leverage(_)
                | Variable::Balance(_)
                | Variable::Strong(_)
                | Variable::Contribution(_)
                | Variable::Reported(_)
        )
    }
}
