//! Tables of regimes whose armies may dissolve, and of the patrons that hold them up.

use crate::quantity::{Date, Quantity};
use crate::scenario::spec::{At, Entries, Spec, date, list, map, number, quantity, reference, tables, text};

crate::scenario::spec::table! {
    /// A regime whose army may dissolve faster than it is beaten. Its garrisons are the forces with a `zone`.
    pub struct Regime {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Actor that it rules and whose garrisons hold its zones.
        actor: At<String> = reference("actors"),
        /// Campaigns that attack it.
        campaigns: Vec<At<String>> = list(reference("campaigns")),
        /// Zones of its capital: the loss of one, or the dissolution of the garrison of one, ends it.
        capital: Vec<At<String>> = list(reference("zones")),
        /// Weight of each zone in the core of the regime; the weights add up to 1.
        core: Entries<At<f64>> = map(number(0.0, 1.0)),
        /// Stress that its garrisons bear before half of their men think of going home.
        margin: At<Quantity> = quantity("1", -2.0, 2.0).or(0.30),
        /// Share of the nominal strength of its garrisons that is present.
        manning: At<Quantity> = quantity("1", 0.0, 1.0),
        /// Share of the capital's garrison that it can send elsewhere.
        reserve: At<Quantity> = quantity("1", 0.0, 1.0).or(0.25),
        /// Share of every garrison that has dissolved by day 0.
        dissolved: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Shock of zones lost before day 0 that is still felt, as a share of its core.
        shock: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Day on which it fell, when it has fallen before day 0.
        fallen_on: Option<At<Date>> = date().optional(),
        /// Who follows when it falls.
        successor: Option<At<String>> = text().optional(),
    }
}

crate::scenario::spec::table! {
    /// A patron that holds up a regime, and what it may do about it.
    pub struct Patron {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// The patron.
        actor: At<String> = reference("actors"),
        /// Its client, whose regime it is.
        client: At<String> = reference("actors"),
        /// The regime.
        regime: At<String> = reference("regimes"),
        /// How much the regime's garrisons count on it at full capacity and strength.
        weight: At<Quantity> = quantity("1", 0.0, 1.0),
        /// Weight of a war elsewhere that it is in.
        load: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Whether the war elsewhere also makes its help dearer: 1 fully, 0 not.
        war_cost: At<Quantity> = quantity("1", 0.0, 10.0).or(1.0),
        /// Capacity to help on day 0, before the war elsewhere.
        capacity: At<Quantity> = quantity("1", 0.0, 1.0).or(1.0),
        /// Capacity that it can build up to.
        capacity_most: At<Quantity> = quantity("1", 0.0, 1.0).or(1.0),
        /// Share of the gap to it that a day in the highest posture closes.
        capacity_growth: At<Quantity> = quantity("1/day", 0.0, 1.0).or(0.1),
        /// What the regime's survival is worth to it, against 1 for a vital interest.
        prize: At<Quantity> = quantity("1", 0.0, 10.0),
        /// Posture of day 0, by its identifier.
        start: At<String> = text(),
        /// What it may do, from withdrawal upwards.
        postures: Vec<Posture> = tables(),
    }
}

crate::scenario::spec::table! {
    /// One thing that a patron may do.
    pub struct Posture {
        /// Identifier.
        id: At<String> = text(),
        /// Name.
        name: At<String> = text(),
        /// Share of its capacity that it uses.
        strength: At<Quantity> = quantity("1", 0.0, 1.0),
        /// Share of the prize that it keeps if the regime survives.
        presence: At<Quantity> = quantity("1", 0.0, 1.0),
        /// What it costs.
        cost: At<Quantity> = quantity("1", 0.0, 10.0),
        /// What it stands to lose if the regime falls.
        exposure: At<Quantity> = quantity("1", 0.0, 10.0),
    }
}
