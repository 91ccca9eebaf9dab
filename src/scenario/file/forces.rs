//! Tables of who fights: troops, support, incidents and accidents.

use crate::quantity::Quantity;
use crate::scenario::spec::{At, Spec, condition, quantity, reference, text, word};

crate::scenario::spec::table! {
    /// Troops engaged in a campaign.
    pub struct Force {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of them.
        note: Option<At<String>> = text().optional(),
        /// Whose they are.
        actor: At<String> = reference("actors"),
        /// The campaign.
        campaign: At<String> = reference("campaigns"),
        /// Zone whose garrison it is: it fights only there (defenders only).
        zone: Option<At<String>> = reference("zones").optional(),
        /// Axis on which alone it acts (attackers only).
        axis: Option<At<String>> = reference("axes").optional(),
        /// `attacker`, `defender` or `protector` (engaged only as its actor climbs the ladder).
        side: At<String> = word(&["attacker", "defender", "protector"]),
        /// Engaged strength on day 0.
        strength: At<Quantity> = quantity("persons", 0.0, 1e7),
        /// Power of one of them in defence or attack against a standard soldier's.
        quality: At<Quantity> = quantity("1", 0.0, 100.0).or(1.0),
        /// How much more of its side's losses it bears than its strength would say.
        exposure: Option<At<Quantity>> = quantity("1", 1.0, 10.0).optional(),
        /// Share of the losses made good each day.
        replacement: At<Quantity> = quantity("1/day", 0.0, 1.0).or(0.0),
        /// Strength that replacement aims at, against that of day 0.
        ceiling: At<Quantity> = quantity("1", 0.0, 10.0).or(1.0),
        /// Fighters who join it each day from outside.
        arrivals: At<Quantity> = quantity("persons/day", 0.0, 1e6).or(0.0),
        /// Condition while which they do; always when absent.
        arrives_when: Option<At<String>> = condition().optional(),
        /// Share deployed on day 0 (protectors only).
        deployed: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
    }
}

crate::scenario::spec::table! {
    /// A patron's support for a client.
    pub struct Support {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Who gives it.
        patron: At<String> = reference("actors"),
        /// Who receives it.
        client: At<String> = reference("actors"),
        /// The campaign.
        campaign: At<String> = reference("campaigns"),
        /// `air` (behind either side; follows the attacker's operations), `fires` (artillery and drones behind the defender, by the patron's rung) or `posture` (behind either side, by the patron's choice in `patrons`).
        kind: At<String> = word(&["air", "fires", "posture"]),
        /// Support on day 0, as a share of full support.
        start: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Support it settles at while the campaign's attacker runs a sustained operation.
        operating: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Support it settles at otherwise.
        idle: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// What full support adds to the client's power, as a share of it.
        power: At<Quantity> = quantity("1", 0.0, 20.0),
        /// Share of its level that kills as air power or drones do.
        lethality: At<Quantity> = quantity("1", 0.0, 10.0).or(1.0),
        /// Actor before whose sustained operation the patron steps aside.
        yields_to: Option<At<String>> = reference("actors").optional(),
        /// Share of the support that remains when it steps aside.
        yielded: At<Quantity> = quantity("1", 0.0, 1.0).or(0.7),
    }
}

crate::scenario::spec::table! {
    /// Troops within reach of another actor's fires.
    pub struct Incident {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of them.
        note: Option<At<String>> = text().optional(),
        /// Whose troops are at risk.
        victim: At<String> = reference("actors"),
        /// Whose fires reach them.
        shooter: At<String> = reference("actors"),
        /// Campaign whose intensity drives them.
        campaign: At<String> = reference("campaigns"),
        /// Lethal incidents a day at full deployment and intensity 1.
        rate: At<Quantity> = quantity("1/day", 0.0, 100.0),
        /// Median deaths of an incident.
        median_deaths: At<Quantity> = quantity("deaths", 0.1, 1e5),
        /// Standard deviation of the logarithm of the deaths.
        log_deviation: At<Quantity> = quantity("1", 0.0, 3.0),
        /// Most deaths an incident can cause.
        most_deaths: At<Quantity> = quantity("deaths", 1.0, 1e6).or(400.0),
    }
}

crate::scenario::spec::table! {
    /// Two actors whose forces may clash without either wanting it.
    pub struct Accident {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of them.
        note: Option<At<String>> = text().optional(),
        /// The actor that may climb the ladder.
        climber: At<String> = reference("actors"),
        /// The support whose aircraft or crews are in its way.
        support: At<String> = reference("supports"),
        /// Probability that an accident becomes open war between the two.
        war: At<Quantity> = quantity("1", 0.0, 1.0),
    }
}
