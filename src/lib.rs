//! Flashpoint simulates armed crises: it turns a scenario file into distributions over displacement, casualties, control,
//! agreements and leverage.
//!
//! # The pipeline, in the order of the modules
//!
//! ```text
//! scenario.toml ─load→ File ─build→ Plan ─play→ replicates ─reduce→ Ensemble ─write→ run folder ─read→ charts
//! ```
//!
//! - [`diagnostic`]: what is wrong with an input and where, many findings at once.
//! - [`digest`], [`wording`]: short names of results; words and numbers put together for people.
//! - [`numeric`]: one number or eight lanes behind one trait, [`numeric::Real`], with functions whose bits are the same
//!   everywhere. [`quantity`]: a number with distribution, unit, status and source; dates.
//! - [`random`]: draws with an address. [`statistics`]: exact sums, histograms that merge in any order, intervals, scores.
//! - [`expression`]: the language of conditions and outcomes.
//! - [`record`]: every result type, and nothing that computes.
//! - [`model`]: the compiled scenario. [`process`]: the mechanisms, one file each, and their order in the day
//!   ([`process::World::step`]).
//! - [`engine`]: plays bundles of replicates of a [`engine::Plan`].
//! - [`scenario`]: reads, checks and builds a plan from a file; everything that can be wrong with one is found here.
//! - [`ensemble`]: many replicates in parallel, reduced to a [`record::Ensemble`] in bounded memory.
//! - [`explore`]: how ensembles fared against what happened.
//! - [`output`]: the run folder. [`chart`]: pictures from an ensemble, with their numbers.
//! - [`briefing`]: saved results as a page and a deck.
//! - [`cli`]: the commands.
//!
//! A module imports only from those above it (`tests/architecture.rs`; the table is in `docs/develop/architecture.md`). The
//! equations are in `docs/model`.
//!
//! # Invariants, and the tests that prove them
//!
//! 1. **Same bytes.** Scenario, overrides, seed and version decide every byte of every result table: any number of threads,
//!    any chunks, lanes or not. (`tests/determinism.rs`; bits of functions: `numeric::tests::identity`; clippy bans `std`'s
//!    float functions, hash maps and clocks.)
//! 2. **Draws have addresses.** A draw is a pure function of (seed, replicate, process, entity, day, slot): nothing that is
//!    added or changed shifts anybody else's. (`random::stream::tests`; `tests/engine`: `common_random_numbers`.)
//! 3. **The engine knows no file, thread, clock or chart.** (`tests/architecture.rs`: `the_engine_knows_no_file_thread_or_clock`.)
//! 4. **No input makes it panic.** Every input ends in a result or in a finding with its place. (`scenarios/invalid` with
//!    `tests/invalid.rs`; `scenario::tests::hostile`; `expression::tests::arbitrary`; clippy denies `unwrap` and `panic!`.)
//! 5. **Every number is a quantity** with unit, status and source, under one dotted path. (`scenario::tests::quantities`,
//!    `scenario::tests::overriding`; `docs/model/parameters.md` by `tests/docs`.)
//! 6. **A mechanism is one file**, and one that a scenario does not use loops over nothing. (`tests/docs`: the example
//!    mechanism; `tests/engine`: effects.)
//! 7. **Tables before pictures.** Charts are drawn from what a run folder holds. (`tests/run_folder.rs` reads an ensemble back
//!    exactly; `chart` may import only result types: `tests/architecture.rs`.)
//! 8. **People are conserved**, in whole persons, on every day of every replicate. (`tests/engine`: `conservation`.)

pub mod briefing;
pub mod chart;
pub mod cli;
pub mod diagnostic;
pub mod digest;
pub mod engine;
pub mod ensemble;
pub mod explore;
pub mod expression;
pub mod model;
pub mod numeric;
pub mod output;
pub mod process;
pub mod quantity;
pub mod random;
pub mod record;
pub mod scenario;
pub mod statistics;
pub mod wording;
