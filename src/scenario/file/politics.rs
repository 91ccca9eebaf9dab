//! Tables of slow politics: relations that adjust, bargains that end in a deal or in a walk-out, sanctions.

use crate::quantity::Quantity;
use crate::scenario::spec::{At, Spec, boolean, condition, formula, list, number, quantity, reference, text, word};

crate::scenario::spec::table! {
    /// A figure that adjusts slowly towards where the state pulls it: a relation, an alternative, a seat at a table.
    pub struct Trend {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// What it measures, and between whom.
        about: Option<At<String>> = text().optional(),
        /// Value on day 0.
        start: At<Quantity> = quantity("1", -1e12, 1e12),
        /// Where it tends, as an expression over the state of yesterday evening.
        towards: At<String> = formula(),
        /// Time in which it covers 1 − 1/e of the way (T).
        time: At<Quantity> = quantity("days", 0.01, 1e6),
        /// Condition while which it moves; always when absent.
        when: Option<At<String>> = condition().optional(),
        /// Least value; none when absent.
        least: Option<At<f64>> = number(-1e12, 1e12).optional(),
        /// Greatest value; none when absent.
        most: Option<At<f64>> = number(-1e12, 1e12).optional(),
    }
}

crate::scenario::spec::table! {
    /// A bargain that ends in a deal, or in somebody walking out.
    pub struct Settlement {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// What is settled: `bases` (use of another's ground), `coexistence` (how parties live side by side) or `other`.
        kind: At<String> = word(&["bases", "coexistence", "other"]),
        /// Who bargains.
        parties: Vec<At<String>> = list(reference("actors")),
        /// Condition while which they bargain.
        when: At<String> = condition(),
        /// Daily hazard of a deal.
        deal: At<Quantity> = quantity("1/day", 0.0, 10.0),
        /// Factor on the hazard of a deal, as an expression over the state of yesterday evening; 1 when absent.
        deal_factor: Option<At<String>> = formula().optional(),
        /// Daily hazard of a walk-out, after which no deal comes.
        exit: At<Quantity> = quantity("1/day", 0.0, 10.0),
        /// Factor on the hazard of a walk-out, as an expression over the state of yesterday evening; 1 when absent.
        exit_factor: Option<At<String>> = formula().optional(),
    }
}

crate::scenario::spec::table! {
    /// A sanction that stands until its target complies.
    pub struct Sanction {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Who imposes it.
        sender: At<String> = reference("actors"),
        /// On whom.
        target: At<String> = reference("actors"),
        /// Condition: by itself, it is imposed when this holds; with a hazard, the hazard acts while this holds.
        when: Option<At<String>> = condition().optional(),
        /// Daily hazard of being imposed.
        hazard: Option<At<Quantity>> = quantity("1/day", 0.0, 100.0).optional(),
        /// Whether it is in force on day 0.
        imposed: At<bool> = boolean().or(false),
        /// Daily hazard that the target complies, before leverage; `parameters.sanction.compliance` when absent.
        compliance: Option<At<Quantity>> = quantity("1/day", 0.0, 10.0).optional(),
        /// How much the sender's leverage over the target hastens compliance.
        leverage_weight: At<Quantity> = quantity("1", 0.0, 10.0).or(1.0),
        /// What it costs the target, as a share of what its leadership cares about.
        bite: At<Quantity> = quantity("1", 0.0, 1.0),
        /// What it costs the sender, as a share of what its leadership cares about.
        self_cost: At<Quantity> = quantity("1", 0.0, 1.0),
    }
}
