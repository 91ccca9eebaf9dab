//! Questions asked of whole ensembles: what they depend on, what would change them, and how they fared.
//!
//! Designs make points ([`design`]), experiments play them ([`experiment`]; [`mod@sweep`] keeps what is done), analyses read
//! tables of inputs and outputs ([`crate::record::Data`]): the three do not know each other, and an analysis takes any table.
//!
//! ```
//! use std::path::Path;
//! use std::sync::atomic::AtomicBool;
//!
//! use flashpoint::ensemble::Monitor;
//! use flashpoint::explore::design::Sobol;
//! use flashpoint::explore::experiment::{Experiment, Playing};
//! use flashpoint::scenario::Variant;
//!
//! let scenario = Path::new("scenarios/karabakh_ceasefire.toml");
//! let vary = ["forces.armenian_army.strength=26000..44000".parse()?, "supports.turkish_drones.power=0..1.2".parse()?];
//! let outcomes = ["armenian_deaths".to_string()];
//! let experiment = Experiment::load(scenario, &Variant::default(), &vary, &outcomes)?;
//!
//! let design = Sobol::new(2, 64)?.scrambled(1);
//! let monitor = Monitor { progress: &|_| {}, stop: &AtomicBool::new(false) };
//! let table = experiment.collect(&design, Playing::new(1, 16), &monitor)?;
//! assert_eq!((table.rows(), table.inputs.len(), table.outputs.len()), (64, 2, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod compare;
pub mod design;
pub mod discovery;
pub mod experiment;
mod histories;
mod score;
pub mod sensitivity;
pub mod study;
pub mod sweep;
pub mod until;

pub use crate::explore::histories::sample_histories;
pub use crate::explore::score::{LIMIT, Scoring, report};
