//! The functions of the language: one table, from which calls are checked and the guide's list is made.

use crate::expression::aggregate::Aggregate;
use crate::expression::operation::{Binary, Unary};

/// One function, as the guide lists it.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// The name in a call.
    pub name: &'static str,
    /// How a call is written; `[…]` may be left out.
    pub signature: &'static str,
    /// What it gives, in one sentence.
    pub meaning: &'static str,
    pub(super) shape: Shape,
}

/// What a call becomes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Unary(Unary),
    Binary(Binary),
    Clamp,
    Choice,
    DayOf,
    /// The value on one given day.
    At,
    /// The value on the last day.
    Final,
    /// A reduction over the days of a window.
    Aggregate(Aggregate),
}

impl Shape {
    /// The fewest and the most arguments.
    pub(super) fn arguments(self) -> (usize, usize) {
        match self {
            Self::Unary(_) | Self::DayOf | Self::Final => (1, 1),
            Self::Binary(_) | Self::At => (2, 2),
            Self::Clamp | Self::Choice => (3, 3),
            Self::Aggregate(_) => (1, 3),
        }
    }
}

/// Every function of the language, in the order of the guide: first those that look over the days (outcomes only; `window` is
/// nothing for all days, `DATE, DATE` for the days from the first to the second, both included, or either alone as `from DATE`
/// or `to DATE`), then those of one day.
pub fn functions() -> &'static [Function] {
    &FUNCTIONS
}

const fn function(name: &'static str, signature: &'static str, meaning: &'static str, shape: Shape) -> Function {
    Function { name, signature, meaning, shape }
}

static FUNCTIONS: [Function; 20] = [
    function("at", "at(value, DATE)", "The value (number or condition) at the end of that day.", Shape::At),
    function(
        "final",
        "final(value)",
        "The value on the last day; a name outside any function means the same.",
        Shape::Final,
    ),
    function(
        "ever",
        "ever(condition[, window])",
        "Whether the condition held on any day of the window.",
        Shape::Aggregate(Aggregate::Ever),
    ),
    function(
        "always",
        "always(condition[, window])",
        "Whether the condition held on every day of the window.",
        Shape::Aggregate(Aggregate::Always),
    ),
    function(
        "days",
        "days(condition[, window])",
        "The number of days of the window on which the condition held.",
        Shape::Aggregate(Aggregate::Days),
    ),
    function(
        "first_day",
        "first_day(condition[, window])",
        "The first day of the window on which the condition held, in days since the start (the first day is 0); infinity when it never did.",
        Shape::Aggregate(Aggregate::FirstDay),
    ),
    function(
        "maximum",
        "maximum(number[, window])",
        "The largest daily value in the window.",
        Shape::Aggregate(Aggregate::Maximum),
    ),
    function(
        "minimum",
        "minimum(number[, window])",
        "The smallest daily value in the window.",
        Shape::Aggregate(Aggregate::Minimum),
    ),
    function(
        "mean",
        "mean(number[, window])",
        "The mean of the daily values in the window.",
        Shape::Aggregate(Aggregate::Mean),
    ),
    function(
        "total",
        "total(number[, window])",
        "The sum of the daily values in the window.",
        Shape::Aggregate(Aggregate::Total),
    ),
    function(
        "day",
        "day(DATE)",
        "The date in days since the start; `day` alone is today, in an outcome the last day.",
        Shape::DayOf,
    ),
    function(
        "if",
        "if(condition, a, b)",
        "`a` where the condition holds, else `b`; both numbers or both conditions.",
        Shape::Choice,
    ),
    function("min", "min(a, b)", "The smaller of two numbers.", Shape::Binary(Binary::Minimum)),
    function("max", "max(a, b)", "The larger of two numbers.", Shape::Binary(Binary::Maximum)),
    function(
        "clamp",
        "clamp(x, low, high)",
        "`x` held between the bounds; where they cross, `high` wins.",
        Shape::Clamp,
    ),
    function("abs", "abs(x)", "The size of `x` without its sign.", Shape::Unary(Unary::Absolute)),
    function("floor", "floor(x)", "The largest whole number not above `x`.", Shape::Unary(Unary::Floor)),
    function("sqrt", "sqrt(x)", "The square root; 0 for a negative `x`.", Shape::Unary(Unary::SquareRoot)),
    function("exp", "exp(x)", "The exponential, of `x` limited to ±700.", Shape::Unary(Unary::Exponential)),
    function(
        "ln",
        "ln(x)",
        "The natural logarithm; 0 for an `x` that is not positive.",
        Shape::Unary(Unary::Logarithm),
    ),
];

/// What other languages call these functions.
const SYNONYMS: [(&str, &str); 12] = [
    ("any", "ever"),
    ("all", "always"),
    ("average", "mean"),
    ("avg", "mean"),
    ("count", "days"),
    ("first", "first_day"),
    ("last", "final"),
    ("log", "ln"),
    ("sum", "total"),
    ("when", "first_day"),
    ("date", "day"),
    ("on", "at"),
];

/// The function of that name.
pub(super) fn lookup(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// The function most likely meant by a name that is none.
pub(super) fn nearest(name: &str) -> Option<&'static Function> {
    if let Some((_, meant)) = SYNONYMS.iter().find(|(synonym, _)| *synonym == name) {
        return lookup(meant);
    }
    let distance = |function: &Function| strsim::damerau_levenshtein(name, function.name);
    let nearest = FUNCTIONS.iter().min_by_key(|function| distance(function))?;
    // Two slips of the hand, but never more than half of a short word.
    (distance(nearest) <= 2.min(name.len() / 2)).then_some(nearest)
}
