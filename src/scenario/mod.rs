//! Scenario files: reading, overlays, levers, overrides, decoding, checks and the schema.

mod assignments;
mod blend;
pub mod build;
mod check;
mod combinators;
mod containers;
mod decode;
mod design;
mod distributions;
mod entries;
mod extend;
pub mod file;
mod layout;
mod levers;
mod load;
mod merge;
mod node;
mod overrides;
mod paths;
mod provenance;
mod quantities;
mod read;
mod references;
mod scalars;
mod schema;
mod spec;
mod strings;
mod syntax;
mod trial;
mod units;

pub use crate::scenario::assignments::Assignment;
pub use crate::scenario::blend::{Change, Setting, Sides};
pub use crate::scenario::design::{DesignFile, LoadedDesign, load_design};
pub use crate::scenario::entries::{At, Entries, Entry, expression_label};
pub use crate::scenario::extend::ScenarioFile;
pub use crate::scenario::levers::Choices;
pub use crate::scenario::load::{Loaded, Variant, load, load_text, load_variant};
pub use crate::scenario::schema::{overlay_schema, schema, schema_text};

#[cfg(test)]
mod tests;
