//! The language of conditions and outcomes in a scenario file.
//!
//! A [`Formula`] looks at one day: `zones.maarat.held and actors.turkiye.level >= 4`. An [`Outcome`] may also look over the
//! days of a run: `first_day(actors.turkiye.level >= 5) <= day(2020-03-06)`. Both are checked against the names of a model
//! ([`Names`]) and compiled; evaluation neither allocates nor fails.
//!
//! # Syntax
//! - numbers `3_000_000`, `0.25`, `1e6`; `true`, `false`; dates `2020-03-06`; dotted names of the model; `day`, today's index
//! - `or`, `and`, `not`, then `== != < <= > >=` (not chained), then `+ -`, then `* /`, then the sign `-`, from loose to tight
//! - calls of the [`functions`]
//!
//! # Meaning
//! There are two types, numbers and conditions, and no conversion between them. Every operation is defined for all values: where
//! mathematics has none (`x / 0`, `sqrt(-1)`, `ln(0)`, infinity minus infinity) the result is 0. Days are counted from 0; a
//! window includes its first and its last day.

mod aggregate;
mod call;
mod check;
mod error;
mod function;
mod lexer;
mod operation;
mod parser;
mod program;
mod syntax;
#[cfg(test)]
mod tests;
mod window;

pub use crate::expression::error::ExpressionError;
pub use crate::expression::function::{Function, functions};

use crate::expression::aggregate::{Accumulator, Aggregate};
use crate::expression::check::{Scope, compile};
use crate::expression::program::{Instruction, Program};
use crate::numeric::Real;

/// What kind of value an expression or a variable has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number.
    Number,
    /// True or false, carried as 1 or 0.
    Condition,
}

impl Type {
    /// The type with its article, for messages.
    fn noun(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Condition => "a condition",
        }
    }
}

/// What the names in an expression stand for.
///
/// A name is words joined by points, each of ASCII letters, digits and `_` (a hyphen would be a difference), the first not
/// starting with a digit. `day` alone, the keywords and calls belong to the language and are never asked for.
pub trait Names {
    /// How the model addresses one of its variables.
    type Variable: Copy;

    /// The variable with this dotted name, and its type; `None` if there is none.
    fn resolve(&self, path: &str) -> Option<(Self::Variable, Type)>;

    /// The existing name most likely meant by one that does not exist.
    fn nearest(&self, path: &str) -> Option<String>;

    /// The days from the scenario's start to this date, negative before it; `None` if the calendar has no such date.
    fn day_of(&self, year: i32, month: u8, day: u8) -> Option<i64>;

    /// The index of the last simulated day; the first is 0.
    fn last_day(&self) -> i64;
}

/// A compiled expression over the state of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula<V> {
    program: Program<V>,
    value_type: Type,
}

impl<V: Copy> Formula<V> {
    /// Compiles an expression that may not use the functions over the days.
    ///
    /// # Errors
    /// The first mistake of writing, or else every unknown name, wrong type and date outside the simulated days; also a type
    /// other than `expected`, if one is.
    pub fn compile<N: Names<Variable = V>>(
        source: &str,
        names: &N,
        expected: Option<Type>,
    ) -> Result<Self, Vec<ExpressionError>> {
        let compiled = compile(source, names, Scope::Day, expected)?;
        Ok(Self { program: compiled.program, value_type: compiled.value_type })
    }

    /// Whether the formula is a number or a condition.
    pub fn value_type(&self) -> Type {
        self.value_type
    }

    /// The value on `day` (0 is the first); `read` gives each variable, conditions as 1 or 0, never NaN.
    #[inline(always)]
    pub fn evaluate<R: Real>(&self, read: impl Fn(V) -> R, day: usize) -> R {
        self.program.evaluate(read, &[], day)
    }
}

/// A compiled expression over a whole run.
///
/// It is evaluated along the run: [`start`](Self::start) before the first day, [`update`](Self::update) at the end of every
/// day from 0 to the last, [`finish`](Self::finish) after it. Between these calls it is the caller who keeps the accumulators,
/// one set for each replicate or group of lanes.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<V> {
    accumulators: Box<[Accumulator<V>]>,
    result: Program<V>,
    value_type: Type,
    last_day: usize,
}

impl<V: Copy> Outcome<V> {
    /// Compiles an expression that may use every function.
    ///
    /// # Errors
    /// As [`Formula::compile`], and for a function over the days inside another.
    pub fn compile<N: Names<Variable = V>>(
        source: &str,
        names: &N,
        expected: Option<Type>,
    ) -> Result<Self, Vec<ExpressionError>> {
        let compiled = compile(source, names, Scope::Run, expected)?;
        Ok(Self {
            accumulators: compiled.accumulators.into(),
            result: compiled.program,
            value_type: compiled.value_type,
            last_day: compiled.last_day,
        })
    }

    /// The value of a variable at the end of one day, as `at(variable, DATE)` compiles; a condition as 1 or 0.
    pub fn on_day(variable: V, day: usize) -> Self {
        let (aggregate, daily) = (Aggregate::Total, Program::single(Instruction::Load(variable)));
        Self {
            accumulators: [Accumulator { aggregate, daily, from: day, to: day }].into(),
            result: Program::single(Instruction::Accumulator(0)),
            value_type: Type::Number,
            last_day: day,
        }
    }

    /// Whether the outcome is a number or a condition.
    pub fn value_type(&self) -> Type {
        self.value_type
    }

    /// How many accumulators the outcome needs.
    pub fn accumulators(&self) -> usize {
        self.accumulators.len()
    }

    /// Sets the accumulators to their values before the first day; the slice has length [`accumulators`](Self::accumulators),
    /// here and below.
    #[inline(always)]
    pub fn start<R: Real>(&self, accumulators: &mut [R]) {
        debug_assert_eq!(accumulators.len(), self.accumulators.len());
        for (accumulator, gathered) in self.accumulators.iter().zip(accumulators) {
            *gathered = accumulator.start();
        }
    }

    /// Takes in one day; `read` gives each variable at its end, conditions as 1 or 0, never NaN.
    #[inline(always)]
    pub fn update<R: Real>(&self, accumulators: &mut [R], read: impl Fn(V) -> R, day: usize) {
        debug_assert_eq!(accumulators.len(), self.accumulators.len());
        for (accumulator, gathered) in self.accumulators.iter().zip(accumulators) {
            accumulator.update(gathered, &read, day);
        }
    }

    /// The value of the outcome, a condition as 1 or 0; `read` gives each variable at the end of the last day.
    ///
    /// # Panics
    /// If there are fewer accumulators than [`accumulators`](Self::accumulators).
    #[inline(always)]
    pub fn finish<R: Real>(&self, accumulators: &[R], read: impl Fn(V) -> R) -> R {
        self.result.evaluate(read, accumulators, self.last_day)
    }
}
