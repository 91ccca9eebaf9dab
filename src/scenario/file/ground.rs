//! Tables of the ground: theatres, campaigns, axes, zones and borders.

use crate::quantity::Quantity;
use crate::scenario::spec::{
    At, Entries, Spec, boolean, condition, list, map, number, quantity, reference, table, tables, text, word,
};

/// Kinds of ground, easiest first.
pub const TERRAINS: [&str; 3] = ["plain", "hill", "mountain"];

/// Largest number of persons a scenario may speak of.
pub(super) const MOST_PERSONS: f64 = 1e9;

crate::scenario::spec::table! {
    /// A part of the world that plays together.
    pub struct Theatre {
        /// Name.
        name: At<String> = text(),
        /// Factor of weather and season on the intensity of fighting.
        season: At<Quantity> = quantity("1", 0.0, 2.0).or(1.0),
    }
}

crate::scenario::spec::table! {
    /// An offensive.
    pub struct Campaign {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Theatre it plays in.
        theatre: At<String> = reference("theatres"),
        /// Actor that advances.
        attacker: At<String> = reference("actors"),
        /// Actor that holds the ground.
        defender: At<String> = reference("actors"),
        /// Share of the attacker's readiness for a sustained operation on day 0.
        readiness: At<Quantity> = quantity("1", 0.0, 1.0).or(1.0),
        /// Advance within the planning horizon that counts as a full gain.
        full_gain: At<Quantity> = quantity("km", 0.1, 1e4),
        /// Depth of the pocket against which a rate of advance is felt as a threat.
        threat_depth: At<Quantity> = quantity("km", 0.1, 1e4),
        /// Declared aim: kilometres on each axis that fulfil it. Either this or `prizes`.
        aim: Entries<At<f64>> = map(number(0.0, 1e4)).or_empty(),
        /// Declared aim: zones to be held, with their weights in it. Either this or `aim`.
        prizes: Entries<At<f64>> = map(number(0.0, 1e4)).or_empty(),
        /// Share of its stake that remains once the aim is reached.
        stake_beyond_aim: At<Quantity> = quantity("1", 0.0, 1.0).or(0.7),
        /// Share of the other side's air power and drones that the attackers' air defence, cover and dispersal keep off.
        attacker_cover: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// The same of the defenders.
        defender_cover: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Daily loss of the defenders' cover under full air power at intensity 1.
        defender_cover_loss: At<Quantity> = quantity("1/day", 0.0, 5.0).or(0.0),
        /// Factor on the attackers' power while they have surprise on their side.
        surprise: At<Quantity> = quantity("1", 1.0, 10.0).or(1.0),
        /// Days for which they have it.
        surprise_days: At<f64> = number(0.0, 365.0).or(3.0),
        /// How the attacker divides its effort; the last phase whose condition holds applies.
        phases: Vec<Phase> = tables(),
    }
}

crate::scenario::spec::table! {
    /// A division of effort.
    pub struct Phase {
        /// Condition under which it applies; always when absent.
        when: Option<At<String>> = condition().optional(),
        /// Share of the effort by axis; shares of axes that are finished go to the others.
        effort: Entries<At<f64>> = map(number(0.0, 1.0)),
    }
}

crate::scenario::spec::table! {
    /// An axis of advance, measured in kilometres from the line of contact on day 0.
    pub struct Axis {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Campaign it belongs to.
        campaign: At<String> = reference("campaigns"),
        /// Its length.
        length: At<f64> = number(0.1, 1e4),
        /// Kilometres already taken on day 0.
        start: At<Quantity> = quantity("km", 0.0, 1e4).or(0.0),
        /// Local concentration: the force ratio on this axis against that of the whole campaign; 1 when absent.
        concentration: Option<At<Quantity>> = quantity("1", 0.01, 100.0).optional(),
        /// Kilometres at its beginning that are fortified.
        belt: At<f64> = number(0.0, 1e3).or(0.0),
        /// Condition before which nobody advances on it.
        opens: Option<At<String>> = condition().optional(),
        /// Whether the gaps between its zones are open road, driven through rather than fought over.
        open_road: At<bool> = boolean().or(false),
        /// Present when people on this axis are also sheltered by the distance that another axis must still cover.
        behind: Option<Behind> = table().optional(),
        /// Captured zone that the defenders counter-attack from the flank, instead of pushing back the whole axis.
        pivot: Option<At<String>> = reference("zones").optional(),
    }
}

crate::scenario::spec::table! {
    /// Shelter given by another axis that must advance first.
    pub struct Behind {
        /// The other axis.
        axis: At<String> = reference("axes"),
        /// Kilometre on it at which the shelter is gone.
        until: At<f64> = number(0.0, 1e4),
        /// Weight of its remaining kilometres.
        weight: At<f64> = number(0.0, 10.0),
        /// Kilometres added in any case.
        gap: At<f64> = number(0.0, 1e3),
    }
}

crate::scenario::spec::table! {
    /// A place where people live, flee from, or flee to.
    pub struct Zone {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Axis of advance it lies on; a zone without one is not fought over.
        axis: Option<At<String>> = reference("axes").optional(),
        /// Kilometre at which the axis enters it.
        from: Option<At<f64>> = number(0.0, 1e4).optional(),
        /// Kilometre at which the axis leaves it.
        to: Option<At<f64>> = number(0.0, 1e4).optional(),
        /// Kilometre of its town: the zone counts as held once the front has passed it.
        town: Option<At<f64>> = number(0.0, 1e4).optional(),
        /// Whether the town is held by a garrison, so that the front slows before it.
        garrisoned: At<bool> = boolean().or(false),
        /// Kilometres before its town that are fortified; those of `parameters.fronts.belt` before a garrisoned town when absent.
        belt: Option<At<f64>> = number(0.0, 1e3).optional(),
        /// `plain`, `hill` or `mountain`: how fast a front can move here.
        terrain: At<String> = word(&TERRAINS).or("plain"),
        /// Residents on day 0 who have not fled.
        residents: At<Quantity> = quantity("persons", 0.0, MOST_PERSONS),
        /// Share of residents who never leave.
        stayers: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Displaced people it can shelter before it counts as full; absent when nobody flees there.
        shelter: Option<At<Quantity>> = quantity("persons", 0.0, MOST_PERSONS).optional(),
        /// Displaced people it shelters on day 0, counted before the scenario's own displacement.
        hosted: At<Quantity> = quantity("persons", 0.0, MOST_PERSONS).or(0.0),
        /// Theatre of a zone without an axis: people there feel its campaigns, and return when these are over. Without one they feel all campaigns, and do not return.
        theatre: Option<At<String>> = reference("theatres").optional(),
        /// Share of those who may leave that is organised to leave early, as bombardment begins; nobody when absent.
        evacuees: Option<At<Quantity>> = quantity("1", 0.0, 1.0).optional(),
        /// Bombardment that reaches the zone at full intensity whatever the distance of the front; none when absent.
        shelled: Option<At<Quantity>> = quantity("1", 0.0, 1.0).optional(),
        /// Residents who are already displaced on day 0, among `residents`; nobody when absent.
        displaced: Option<At<Quantity>> = quantity("persons", 0.0, MOST_PERSONS).optional(),
        /// Zones in which people of this one seek shelter, and those whom it shelters a further one; anywhere when empty.
        flees_to: Vec<At<String>> = list(reference("zones")).or_empty(),
        /// Latitude in degrees north.
        latitude: At<f64> = number(-90.0, 90.0),
        /// Longitude in degrees east.
        longitude: At<f64> = number(-180.0, 180.0),
    }
}

crate::scenario::spec::table! {
    /// A border.
    pub struct Border {
        /// Name.
        name: At<String> = text(),
        /// Zones whose displaced people press against it.
        from: Vec<At<String>> = list(reference("zones")),
        /// Zone beyond it.
        to: At<String> = reference("zones"),
        /// Actor that decides whether it is open and feels the pressure.
        host: At<String> = reference("actors"),
        /// How far it is open: 0 closed, 1 open.
        open: At<Quantity> = quantity("1", 0.0, 1.0),
        /// Daily hazard of crossing a closed border.
        leak: At<Quantity> = quantity("1/day", 0.0, 1.0).or(0.0),
        /// Displaced people waiting at it that count as full pressure (1).
        full_pressure: At<Quantity> = quantity("persons", 1.0, MOST_PERSONS),
        /// Pressure on day 0.
        pressure: At<Quantity> = quantity("1", 0.0, 10.0).or(0.0),
    }
}
