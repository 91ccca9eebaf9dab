//! What a scenario's conditions, outcomes and daily series can read of the state.

use crate::model::table::{
    AccidentId, AccordId, ActorId, AllianceId, AxisId, BeliefId, BorderId, CampaignId, CeasefireId, ChooserId,
    DemandId, DyadId, EventId, ExilesId, ForceId, GateId, InstrumentId, MeetingId, ObserverId, PatronId, RedLineId,
    RegimeId, SanctionId, SettlementId, SignalId, SupportId, TrendId, UltimatumId, ZoneId,
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
    /// Whether peacekeepers stand between the parties.
    Peacekeepers(CeasefireId),
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
    // Regimes and their patrons.
    /// Share of a regime's army that has dissolved.
    ArmyDissolved(RegimeId),
    /// Share of its core that is lost.
    CoreLost(RegimeId),
    /// What its garrisons count on from its patrons, 0 to 1.
    PatronsSupport(RegimeId),
    /// Whether it has fallen.
    Fallen(RegimeId),
    /// Shock of its last losses, as a share of its core.
    Shock(RegimeId),
    /// Share of a zone's garrison that has dissolved.
    GarrisonDissolved(ZoneId),
    /// A patron's posture, 0 for withdrawal.
    Posture(PatronId),
    /// What garrisons count on from a patron, 0 to 1.
    PatronSupport(PatronId),
    /// Whether a patron has withdrawn.
    Withdrawn(PatronId),
    /// A patron's capacity times the strength of its posture.
    PatronLevel(PatronId),
    // Politics.
    /// Value of a trend.
    TrendValue(TrendId),
    /// Whether a settlement is bargained over.
    SettlementPending(SettlementId),
    /// Whether it ended in a deal.
    SettlementConcluded(SettlementId),
    /// Whether somebody walked out.
    SettlementAbandoned(SettlementId),
    /// Whether a sanction is in force.
    SanctionImposed(SanctionId),
    /// Whether its target has complied.
    SanctionComplied(SanctionId),
    /// Days it has been in force.
    SanctionDays(SanctionId),
    /// What it costs the target now.
    SanctionCost(SanctionId),
    /// What it costs the sender now.
    SanctionSelfCost(SanctionId),
    // Signalling.
    /// Belief that an actor is resolved, 0 to 1.
    BeliefResolve(BeliefId),
    /// Credibility of its threats, 0 to 1.
    Credibility(BeliefId),
    /// Whether a red line is public.
    LinePublished(RedLineId),
    /// Incidents at a red line.
    LineIncidents(RedLineId),
    /// Incidents that crossed it.
    LineTested(RedLineId),
    /// Whether its issuer has answered by force.
    LineExecuted(RedLineId),
    /// Whether a signal has been sent.
    SignalSent(SignalId),
    /// How often it has been sent since day 0.
    SignalCount(SignalId),
    /// Whether help has been requested.
    Requested(AllianceId),
    /// Whether the request has been answered.
    Answered(AllianceId),
    /// Whether the promise was kept.
    Honoured(AllianceId),
    /// Whether it was not.
    Refused(AllianceId),
    /// Whether the target of a demand has complied.
    Complied(DemandId),
    /// Daily hazard that it complies.
    DemandRate(DemandId),
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
    /// Whether it comes out of leverage, credibility or reports, the day's last steps, which themselves read the other
    /// variables.
    pub fn is_late(self) -> bool {
        matches!(
            self,
            Variable::Leverage(_)
                | Variable::Balance(_)
                | Variable::Strong(_)
                | Variable::Contribution(_)
                | Variable::Reported(_)
                | Variable::Credibility(_)
        )
    }
}
