//! Aggregates: what an outcome gathers day by day.

use crate::expression::Type;
use crate::expression::operation::{choose, defined};
use crate::expression::program::Program;
use crate::numeric::Real;

/// How the daily values of a window become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aggregate {
    Ever,
    Always,
    Days,
    FirstDay,
    Maximum,
    Minimum,
    Total,
    /// Gathered as a total; the compiled expression divides it by the days of the window.
    Mean,
}

impl Aggregate {
    /// The type of the daily value.
    pub(super) fn operand_type(self) -> Type {
        match self {
            Self::Ever | Self::Always | Self::Days | Self::FirstDay => Type::Condition,
            Self::Maximum | Self::Minimum | Self::Total | Self::Mean => Type::Number,
        }
    }

    /// The type of the aggregate.
    pub(super) fn result_type(self) -> Type {
        match self {
            Self::Ever | Self::Always => Type::Condition,
            _ => Type::Number,
        }
    }

    /// The value before the first day.
    fn initial(self) -> f64 {
        match self {
            Self::Ever | Self::Days | Self::Total | Self::Mean => 0.0,
            Self::Always => 1.0,
            Self::FirstDay | Self::Minimum => f64::INFINITY,
            Self::Maximum => f64::NEG_INFINITY,
        }
    }

    #[inline(always)]
    fn combine<R: Real>(self, gathered: R, value: R, day: usize) -> R {
        match self {
            Self::Ever | Self::Maximum => gathered.max(value),
            Self::Always | Self::Minimum => gathered.min(value),
            Self::Days | Self::Total | Self::Mean => defined(gathered + value),
            Self::FirstDay => gathered.min(choose(value, R::splat(day as f64), R::splat(f64::INFINITY))),
        }
    }
}

/// One aggregate of an outcome: a daily formula, and the days on which it counts (both included).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Accumulator<V> {
    pub(super) aggregate: Aggregate,
    pub(super) daily: Program<V>,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl<V: Copy> Accumulator<V> {
    #[inline(always)]
    pub(super) fn start<R: Real>(&self) -> R {
        R::splat(self.aggregate.initial())
    }

    #[inline(always)]
    pub(super) fn update<R: Real>(&self, gathered: &mut R, read: impl Fn(V) -> R, day: usize) {
        if (self.from..=self.to).contains(&day) {
            *gathered = self.aggregate.combine(*gathered, self.daily.evaluate(read, &[], day), day);
        }
    }
}
