//! Portable arithmetic: the same bits on every machine, for one replicate or for eight at a time.
//!
//! Process code is written once over [`Real`]. As `f64` it runs one replicate and is the reference; as
//! [`F64x8`] or [`avx2::F64x8Avx2`] it runs eight, one in each lane; as [`Counted`] it counts what it computes.
//!
//! # Invariants
//! - Only `+ − × ÷ √ floor`, comparisons and integer operations on bits are used, in a fixed order (polynomials by
//!   Estrin's scheme), never a fused multiply-add and never the platform's mathematical library. All of these are
//!   exactly rounded by IEEE 754, so every implementation gives bit-identical results in every lane.
//! - No lane influences another: a loop that waits for the slowest lane leaves the finished ones unchanged.
//! - All operations are `#[inline(always)]`, so that they are compiled with the instruction set of the entry point
//!   ([`dispatch`]) they are called from.
//! - A comparison with NaN is false; [`Real::min`] and [`Real::max`] return their argument `other` if either operand
//!   is NaN; arithmetic, [`Real::clamp`] and all functions return NaN for NaN.

pub mod avx2;
mod cosine;
mod counting;
mod discrete;
mod dispatch;
mod functions;
mod lanes;
mod quantile;
mod real;
mod scalar;
mod words;

#[cfg(test)]
mod tests;

pub use crate::numeric::cosine::cosine;
pub use crate::numeric::counting::{Counted, Operation, OperationCounts};
pub use crate::numeric::dispatch::{LaneProgram, dispatch};
pub use crate::numeric::lanes::{F64x8, Mask8};
pub use crate::numeric::real::{Mask, Program, Real};
pub use crate::numeric::words::{WordProgram, Words};
