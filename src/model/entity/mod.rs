//! What a scenario is made of, compiled: names for people, indices for the engine, parameters for what is uncertain.

mod diplomacy;
mod ground;
mod parties;
mod regime;

use crate::model::ladder::RUNG_COUNT;
pub use crate::model::table::{
    AccidentId, AccordId, ActorId, AxisId, BorderId, CampaignId, CeasefireId, ChooserId, DyadId, EventId, ForceId,
    IncidentId, InstrumentId, MeetingId, ObserverId, PatronId, RegimeId, ShelterId, SupportId, Table, TheatreId,
    UltimatumId, ZoneId,
};

pub use crate::model::entity::diplomacy::{
    Accord, Ceasefire, Change, Dyad, Event, Instrument, Meeting, Observer, Trigger,
};
pub use crate::model::entity::ground::{Axis, Behind, Border, Campaign, Phase, Shelter, Stretch, Theatre, Zone};
pub use crate::model::entity::parties::{
    Accident, Actor, Chooser, Force, Incident, Role, Side, Support, SupportKind, Ultimatum,
};
pub use crate::model::entity::regime::{MOST_POSTURES, Patron, Posture, Regime, RegimeZone};

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

/// A value for every rung of the ladder.
pub type Rungs<T> = [T; RUNG_COUNT];
