//! Tables of people outside the fighting's reach: exiles and gates.

use crate::quantity::Quantity;
use crate::scenario::file::ground::MOST_PERSONS;
use crate::scenario::spec::{
    At, Entries, Spec, boolean, condition, formula, map, number, quantity, reference, text, word,
};

crate::scenario::spec::table! {
    /// People who fled before day 0 and live outside the scenario's shelters.
    pub struct Exiles {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of them.
        note: Option<At<String>> = text().optional(),
        /// Whether they are refugees abroad or displaced in their own country.
        kind: At<String> = word(&["refugees", "displaced"]),
        /// Actor on whose land they live.
        host: Option<At<String>> = reference("actors").optional(),
        /// Zones they come from, with weights: how those who return divide among them.
        homes: Entries<At<f64>> = map(number(0.0, 1e9)),
        /// Persons on day 0.
        stock: At<Quantity> = quantity("persons", 0.0, MOST_PERSONS),
        /// Daily hazard of return once their homes are open and fully secure.
        hazard: At<Quantity> = quantity("1/day", 0.0, 10.0),
        /// Those among them who only wait for their homes to be open.
        ready: At<Quantity> = quantity("persons", 0.0, MOST_PERSONS).or(0.0),
        /// Daily hazard that their readiness adds at full security.
        ready_hazard: At<Quantity> = quantity("1/day", 0.0, 10.0).or(0.05),
        /// Factor on `hazard`: what drives them from where they live, or keeps them there.
        push: Option<At<String>> = formula().optional(),
        /// Days over which the hazard builds up once homes are open; at once when absent.
        fading_in: Option<At<Quantity>> = quantity("days", 0.1, 3660.0).optional(),
    }
}

crate::scenario::spec::table! {
    /// A border that an actor may open to migrants in order to press on another.
    pub struct Gate {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Actor that opens it.
        holder: At<String> = reference("actors"),
        /// Actor that it is opened against.
        target: At<String> = reference("actors"),
        /// Zone where the migrants live: its residents are those who are willing to go.
        from: At<String> = reference("zones"),
        /// Zone where they arrive.
        to: At<String> = reference("zones"),
        /// Condition under which its holder may open it.
        when: At<String> = condition(),
        /// Daily hazard of that while the condition holds.
        hazard: At<Quantity> = quantity("1/day", 0.0, 100.0),
        /// Condition that closes it again; it stays open when absent.
        closes_when: Option<At<String>> = condition().optional(),
        /// Whether it is open on day 0.
        opened: At<bool> = boolean().or(false),
    }
}
