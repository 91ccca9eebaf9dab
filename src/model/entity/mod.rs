//! What a scenario is made of, compiled: names for people, indices for the engine, parameters for what is uncertain.

mod diplomacy;
mod ground;
mod parties;
mod people;
mod politics;
mod regime;
mod signals;

use crate::model::ladder::RUNG_COUNT;
pub use crate::model::table::{
    AccidentId, AccordId, ActorId, AxisId, BorderId, CampaignId, CeasefireId, ChooserId, DyadId, EventId, ForceId,
    IncidentId, InstrumentId, MeetingId, ObserverId, PatronId, RegimeId, ShelterId, SupportId, Table, TheatreId,
    UltimatumId, ZoneId,
};
// Signalling.
pub use crate::model::table::{AllianceId, BeliefId, DemandId, RedLineId, SignalId};
pub use crate::model::table::{ExilesId, GateId};

pub use crate::model::entity::diplomacy::{
    Accord, Ceasefire, Change, Dyad, Event, Instrument, Meeting, Observer, Scheduled, Trigger,
};
pub use crate::model::entity::ground::{
    Axis, Behind, Border, Campaign, Phase, Section, Shelter, Stretch, Theatre, Zone,
};
pub use crate::model::entity::parties::{
    Accident, Actor, Chooser, Force, Incident, Role, Side, Support, SupportKind, Ultimatum,
};
pub use crate::model::entity::people::{Exiles, Gate};
pub use crate::model::entity::politics::{Sanction, Settlement, Trend};
pub use crate::model::entity::regime::{MOST_POSTURES, Patron, Posture, Regime, RegimeZone};
pub use crate::model::entity::signals::{Alliance, Backing, Belief, Demand, Obligation, Onset, RedLine, Signal};
pub use crate::model::table::{SanctionId, SettlementId, TrendId};

/// How an entity is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Identifier in the file.
    pub id: String,
    /// Name for charts and stories.
    pub label: String,
    /// Position in the file, for display order.
    pub position: usize,
}

/// Kinds of ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terrain {
    /// Open country.
    Plain,
    /// Hills.
    Hill,
    /// Mountains.
    Mountain,
}

/// A value for every rung of the ladder.
pub type Rungs<T> = [T; RUNG_COUNT];
