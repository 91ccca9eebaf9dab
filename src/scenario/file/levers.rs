//! Tables of levers: named choices between variants of a scenario.

use crate::scenario::assignments::{Assignment, assignments};
use crate::scenario::spec::{At, Entries, Spec, map, table, text};

crate::scenario::spec::table! {
    /// A choice between variants of the scenario, made with `--lever ID=OPTION`.
    pub struct Lever {
        /// Name.
        name: At<String> = text(),
        /// What a reader may want to ask by it.
        question: At<String> = text(),
        /// A remark for the reader.
        note: Option<At<String>> = text().optional(),
        /// The option that holds when none is chosen.
        default: At<String> = text(),
        /// The options, by identifier.
        options: Entries<LeverOption> = map(table()),
    }
}

crate::scenario::spec::table! {
    /// One option of a lever.
    pub struct LeverOption {
        /// Name.
        name: At<String> = text(),
        /// A remark for the reader.
        note: Option<At<String>> = text().optional(),
        /// What it changes: quoted dotted paths and their new values.
        set: Vec<Assignment> = assignments().or_empty(),
    }
}
