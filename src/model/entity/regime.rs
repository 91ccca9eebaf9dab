//! Regimes whose armies may dissolve, and the patrons that hold them up.

use crate::model::entity::Name;
use crate::model::parameter::Parameter;
use crate::model::table::{ActorId, AxisId, CampaignId, ForceId, PatronId, RegimeId, ZoneId};

/// Most postures that a patron may have.
pub const MOST_POSTURES: usize = 8;

/// A regime.
#[derive(Clone, Debug)]
pub struct Regime {
    /// How it is called.
    pub name: Name,
    /// Whom it rules.
    pub actor: ActorId,
    /// The campaigns that attack it.
    pub campaigns: Vec<CampaignId>,
    /// The zones of its core and those that its garrisons hold, in the order in which each axis meets them.
    pub zones: Vec<RegimeZone>,
    /// Stress that its garrisons bear.
    pub margin: Parameter,
    /// Share of the garrisons' nominal strength that is present.
    pub manning: Parameter,
    /// Share of the capital's garrison that it can send elsewhere.
    pub reserve: Parameter,
    /// Share of every garrison that has dissolved by day 0.
    pub dissolved: Parameter,
    /// Shock of earlier losses that is felt on day 0.
    pub shock: Parameter,
    /// Day of its fall, when it has fallen before day 0.
    pub fell_on: Option<i64>,
    /// Who follows when it falls; possibly empty.
    pub successor: String,
    /// Its patrons.
    pub patrons: Vec<PatronId>,
}

/// A zone of a regime.
#[derive(Clone, Debug)]
pub struct RegimeZone {
    /// The zone.
    pub zone: ZoneId,
    /// Its axis, if it lies on one.
    pub axis: Option<AxisId>,
    /// The campaign that attacks it, if it lies on an axis.
    pub campaign: Option<CampaignId>,
    /// Its weight in the core; the weights of a regime add up to 1.
    pub weight: f64,
    /// Whether it belongs to the capital.
    pub capital: bool,
    /// Its garrison; empty when nobody holds it.
    pub garrison: Vec<ForceId>,
    /// The next zone with a garrison on the same axis, by its position in [`Regime::zones`]: where its garrison falls back to.
    pub behind: Option<usize>,
}

/// A patron.
#[derive(Clone, Debug)]
pub struct Patron {
    /// How it is called.
    pub name: Name,
    /// Who it is.
    pub actor: ActorId,
    /// The regime.
    pub regime: RegimeId,
    /// How much the garrisons count on it at full capacity and strength.
    pub weight: Parameter,
    /// Weight of a war elsewhere.
    pub load: Parameter,
    /// Whether that war makes help dearer.
    pub war_cost: Parameter,
    /// Capacity on day 0.
    pub capacity: Parameter,
    /// Capacity it can build up to.
    pub capacity_most: Parameter,
    /// Share of the gap to it closed by a day in the highest posture.
    pub capacity_growth: Parameter,
    /// What the regime's survival is worth to it.
    pub prize: Parameter,
    /// Posture of day 0.
    pub start: usize,
    /// What it may do, from withdrawal upwards: two to [`MOST_POSTURES`].
    pub postures: Vec<Posture>,
}

/// One thing that a patron may do.
#[derive(Clone, Debug)]
pub struct Posture {
    /// Name for stories.
    pub label: String,
    /// Share of its capacity that it uses.
    pub strength: Parameter,
    /// Share of the prize kept if the regime survives.
    pub presence: Parameter,
    /// Cost.
    pub cost: Parameter,
    /// What it stands to lose if the regime falls.
    pub exposure: Parameter,
}
