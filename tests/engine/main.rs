//! The engine as a whole: what every mechanism together must keep, whatever the scenario.
#![expect(clippy::panic, reason = "a helper that cannot go on fails its test")]

mod boundaries;
mod census;
mod common;
mod conservation;
mod dice;
mod draws;
mod effects;
mod flows;
mod fronts;
mod lanes;
mod locality;
mod people;
mod politics;
mod regime;
mod scenarios;
mod signals;
mod stability;
