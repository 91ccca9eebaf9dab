//! Scenario files: reading, overrides, decoding, checks and the schema.

pub mod build;
mod check;
mod combinators;
mod containers;
mod decode;
mod distributions;
mod entries;
pub mod file;
mod layout;
mod load;
mod nearest;
mod node;
mod overrides;
mod paths;
mod provenance;
mod quantities;
mod references;
mod scalars;
mod schema;
mod spec;
mod strings;
mod syntax;
mod units;

pub use crate::scenario::entries::{At, Entries, Entry, expression_label};
pub use crate::scenario::load::{Loaded, load, load_text};
pub use crate::scenario::nearest::{nearest, suggestion};
pub use crate::scenario::schema::{schema, schema_text};

#[cfg(test)]
mod tests;
