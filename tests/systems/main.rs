//! Every system that the source texts describe, on the bundled scenario that states it: the scenario against itself
//! with that system switched off, on the same draws. What the system should move moves, nothing else does. Besides: no
//! mechanism explodes at the ends of its parameters' ranges, and the order of a file does not matter.
#![expect(clippy::panic, reason = "a helper that cannot go on fails its test")]

mod assad;
#[path = "../engine/census.rs"]
mod census;
#[path = "../engine/common.rs"]
mod common;
mod ends;
mod idlib;
mod karabakh;
mod order;
mod scenarios;
mod table;
mod trial;
