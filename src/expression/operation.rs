//! The operations on values, total over every input.
//!
//! An operation without a defined value gives 0: `x / 0`, `sqrt` of a negative number, `ln` of anything not positive,
//! infinity minus itself, 0 times infinity, infinity divided by itself. Infinity itself is an ordinary value (the answer of
//! `first_day` when the day never comes), but NaN cannot arise, since every comparison with it would silently be false.

use crate::expression::Type;
use crate::numeric::Real;

/// An operation on one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unary {
    Negate,
    Not,
    Absolute,
    SquareRoot,
    Exponential,
    Logarithm,
    Floor,
}

/// An operation on two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Minimum,
    Maximum,
    And,
    Or,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

impl Unary {
    /// The type of the operand, which is also the type of the result.
    pub(super) fn value_type(self) -> Type {
        match self {
            Self::Not => Type::Condition,
            _ => Type::Number,
        }
    }

    #[inline(always)]
    pub(super) fn apply<R: Real>(self, x: R) -> R {
        match self {
            Self::Negate => -x,
            Self::Not => R::one() - x,
            Self::Absolute => x.abs(),
            Self::Floor => x.floor(),
            Self::SquareRoot => x.max(R::zero()).sqrt(),
            // Finite for every number: both limit their argument.
            Self::Exponential => x.exp(),
            Self::Logarithm => R::select(x.gt(R::zero()), x.ln(), R::zero()),
        }
    }
}

impl Binary {
    /// The type of both operands; `None` where any type will do as long as both agree.
    pub(super) fn operand_type(self) -> Option<Type> {
        match self {
            Self::And | Self::Or => Some(Type::Condition),
            Self::Equal | Self::NotEqual => None,
            _ => Some(Type::Number),
        }
    }

    /// The type of the result.
    pub(super) fn result_type(self) -> Type {
        match self {
            Self::And | Self::Or => Type::Condition,
            _ if self.is_comparison() => Type::Condition,
            _ => Type::Number,
        }
    }

    /// Whether this is one of `<`, `<=`, `>`, `>=`, `==`, `!=`.
    pub(super) fn is_comparison(self) -> bool {
        use Binary::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        matches!(self, Less | LessOrEqual | Greater | GreaterOrEqual | Equal | NotEqual)
    }

    #[inline(always)]
    pub(super) fn apply<R: Real>(self, x: R, y: R) -> R {
        match self {
            Self::Add => defined(x + y),
            Self::Subtract => defined(x - y),
            Self::Multiply => defined(x * y),
            Self::Divide => R::select(y.eq_mask(R::zero()), R::zero(), defined(x / y)),
            // Conditions are 1 or 0, so that "both" is the smaller and "either" the larger.
            Self::Minimum | Self::And => x.min(y),
            Self::Maximum | Self::Or => x.max(y),
            Self::Less => R::indicator(x.lt(y)),
            Self::LessOrEqual => R::indicator(x.le(y)),
            Self::Greater => R::indicator(x.gt(y)),
            Self::GreaterOrEqual => R::indicator(x.ge(y)),
            Self::Equal => R::indicator(x.eq_mask(y)),
            Self::NotEqual => R::indicator(!x.eq_mask(y)),
        }
    }
}

/// `x` held between two bounds; where they cross, the upper bound wins.
#[inline(always)]
pub(super) fn clamp<R: Real>(x: R, low: R, high: R) -> R {
    x.max(low).min(high)
}

/// `yes` where the condition (1 or 0) holds, `no` elsewhere.
#[inline(always)]
pub(super) fn choose<R: Real>(condition: R, yes: R, no: R) -> R {
    R::select(condition.gt(R::splat(0.5)), yes, no)
}

/// The value itself, or 0 where it is not a number (which alone does not equal itself).
#[inline(always)]
pub(super) fn defined<R: Real>(x: R) -> R {
    R::select(x.eq_mask(x), x, R::zero())
}
