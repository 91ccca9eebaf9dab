//! Campaigns, the ground they are fought over, and the people on it.

use crate::expression::Formula;
use crate::model::entity::{Name, Terrain};
use crate::model::parameter::Parameter;
use crate::model::table::{
    AccordId, ActorId, AxisId, BorderId, CampaignId, CeasefireId, ChooserId, ForceId, MeetingId, ShelterId, Table,
    TheatreId, ZoneId,
};
use crate::model::variable::Slot;

/// A part of the world that plays together.
#[derive(Clone, Debug)]
pub struct Theatre {
    /// How it is called.
    pub name: Name,
    /// Factor of weather and season on intensity.
    pub season: Parameter,
}

/// An offensive.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// How it is called.
    pub name: Name,
    /// Where it plays.
    pub theatre: TheatreId,
    /// Who advances.
    pub attacker: ActorId,
    /// The attacker's choice.
    pub attacker_choice: ChooserId,
    /// Who holds the ground.
    pub defender: ActorId,
    /// The protector's choice, if anyone protects the defender.
    pub protector_choice: Option<ChooserId>,
    /// Readiness on day 0.
    pub readiness: Parameter,
    /// Kilometres within the planning horizon that count as a full gain.
    pub full_gain: Parameter,
    /// Kilometres against which a rate of advance is felt as a threat.
    pub threat_depth: Parameter,
    /// Declared aim: kilometres by axis.
    pub aim: Vec<(AxisId, f64)>,
    /// Declared aim: zones and their weights; used instead of the kilometres when there are any.
    pub prizes: Vec<(ZoneId, f64)>,
    /// Share of the defenders' air power that the attackers keep off.
    pub attacker_cover: Parameter,
    /// Share of the attackers' air power that the defenders keep off on day 0.
    pub defender_cover: Parameter,
    /// Daily loss of that cover under full air power at intensity 1; absent when nothing is lost.
    pub defender_cover_loss: Option<Parameter>,
    /// Factor on the attackers' power while they have surprise.
    pub surprise: Parameter,
    /// Days for which they have it.
    pub surprise_days: f64,
    /// Share of the stake that remains beyond the aim.
    pub stake_beyond_aim: Parameter,
    /// Divisions of effort, the last whose condition holds applies.
    pub phases: Vec<Phase>,
    /// Its axes.
    pub axes: Vec<AxisId>,
    /// Whether there are attackers and each has an axis of its own.
    pub all_on_own_axes: bool,
    /// The ceasefire that would end it.
    pub ceasefire: Option<CeasefireId>,
    /// Borders on which its displaced people press and whose host is the protector.
    pub borders: Vec<BorderId>,
    /// Observation posts on its axes.
    pub accords: Vec<AccordId>,
    /// Meetings that restrain the attacker: a patron of its own takes part.
    pub restraining: Vec<MeetingId>,
}

/// A division of effort.
#[derive(Clone, Debug)]
pub struct Phase {
    /// When it applies; always when absent.
    pub when: Option<Formula<Slot>>,
    /// Shares by axis, in the order of [`Campaign::axes`].
    pub effort: Vec<f64>,
}

/// An axis of advance.
#[derive(Clone, Debug)]
pub struct Axis {
    /// How it is called.
    pub name: Name,
    /// The campaign.
    pub campaign: CampaignId,
    /// Length in kilometres.
    pub length: f64,
    /// Kilometres taken on day 0.
    pub start: Parameter,
    /// Shelter given by another axis.
    pub behind: Option<Behind>,
    /// Zone that is counter-attacked from the flank once held.
    pub pivot: Option<ZoneId>,
    /// Kilometre of the pivot's town.
    pub pivot_town: f64,
    /// Local force ratio against that of the whole campaign.
    pub concentration: Option<Parameter>,
    /// Kilometres at its beginning that are fortified.
    pub belt: f64,
    /// Condition before which nobody advances.
    pub opens: Option<Formula<Slot>>,
    /// Whether gaps between its zones are open road.
    pub open_road: bool,
    /// The ground of its zones, in order.
    pub sections: Vec<Section>,
    /// Attackers who act on this axis alone.
    pub forces: Vec<ForceId>,
}

impl Axis {
    /// Whether it leads through mountains.
    pub fn has_mountains(&self) -> bool {
        self.sections.iter().any(|section| section.terrain == Terrain::Mountain)
    }

    /// Whether the campaign's own force ratio holds here.
    pub fn shares_campaign_ratio(&self) -> bool {
        let garrisoned = self.sections.iter().any(|section| !section.garrison.is_empty());
        self.concentration.is_none() && self.forces.is_empty() && !garrisoned
    }
}

/// The ground of one zone on an axis.
#[derive(Clone, Debug)]
pub struct Section {
    /// The zone.
    pub zone: ZoneId,
    /// Town of the zone before it, where its contest begins; 0 for the first.
    pub begins: f64,
    /// Where the zone itself begins.
    pub from: f64,
    /// Its town, where its contest ends.
    pub town: f64,
    /// Kilometres before the town that are fortified; those before a garrisoned town when absent; none when 0.
    pub belt: Option<f64>,
    /// The kind of ground.
    pub terrain: Terrain,
    /// Whether a garrison holds the town.
    pub garrisoned: bool,
    /// Its garrison.
    pub garrison: Vec<ForceId>,
}

/// Shelter given by an axis that must advance first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Behind {
    /// The other axis.
    pub axis: AxisId,
    /// Kilometre at which the shelter is gone.
    pub until: f64,
    /// Weight of its remaining kilometres.
    pub weight: f64,
    /// Kilometres added in any case.
    pub gap: f64,
}

/// Where a zone lies on an axis, in kilometres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The axis.
    pub axis: AxisId,
    /// Where the axis enters the zone.
    pub from: f64,
    /// Where it leaves it.
    pub to: f64,
    /// Where its town lies.
    pub town: f64,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Zone {
    /// How it is called.
    pub name: Name,
    /// Where it lies, in degrees north and east.
    pub coordinates: (f64, f64),
    /// Where it lies on an axis, if it is fought over.
    pub stretch: Option<Stretch>,
    /// Residents on day 0.
    pub residents: Parameter,
    /// Share of them who never leave.
    pub stayers: Parameter,
    /// Displaced people sheltered on day 0 from earlier times.
    pub hosted: Parameter,
    /// Its place among the shelters.
    pub shelter: Option<ShelterId>,
    /// Share of those who may leave that is organised to leave early; nobody when absent.
    pub evacuees: Option<Parameter>,
    /// Bombardment that reaches it whatever the distance of the front; none when absent.
    pub shelled: Option<Parameter>,
    /// Residents who are displaced on day 0 already; nobody when absent.
    pub displaced: Option<Parameter>,
    /// Campaigns whose fighting is felt there: that of its axis, else those of its theatre, else all.
    pub felt: Vec<CampaignId>,
    /// Campaigns that must be over before people return to it; nobody returns to a zone without axis and theatre.
    pub awaited: Vec<CampaignId>,
}

/// A place that shelters displaced people.
#[derive(Clone, Debug)]
pub struct Shelter {
    /// The zone.
    pub zone: ZoneId,
    /// Displaced people it holds before it is full; absent beyond a border, where nobody arrives by choice of place.
    pub capacity: Option<Parameter>,
    /// Distance from every zone in kilometres along the great circle.
    pub distance: Table<ZoneId, f64>,
}

/// A border.
#[derive(Clone, Debug)]
pub struct Border {
    /// How it is called.
    pub name: Name,
    /// Shelters whose people press against it.
    pub from: Vec<ShelterId>,
    /// Shelter beyond it.
    pub to: ShelterId,
    /// Who decides about it.
    pub host: ActorId,
    /// How far it is open, 0 to 1.
    pub open: Parameter,
    /// Daily hazard of crossing it closed.
    pub leak: Parameter,
    /// Displaced people waiting that count as pressure 1.
    pub full_pressure: Parameter,
    /// Pressure on day 0 from earlier displacement.
    pub pressure: Parameter,
}
