//! Boxes: which values of which inputs are inside.

use std::collections::BTreeMap;

use crate::explore::discovery::table::Table;

/// What a box says of one input.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// A number from `low` to `high`, both inside; infinite where that side is free.
    Interval {
        /// The least value inside.
        low: f64,
        /// The greatest value inside.
        high: f64,
    },
    /// Categories: whether each is inside.
    Categories(Vec<bool>),
}

impl Limit {
    /// Whether a value is inside.
    pub fn contains(&self, value: f64) -> bool {
        match self {
            Limit::Interval { low, high } => (*low..=*high).contains(&value),
            Limit::Categories(kept) => value >= 0.0 && kept.get(value as usize).copied().unwrap_or(false),
        }
    }
}

/// One restriction of a box: a side of an interval, or a choice of categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The input is at least something.
    AtLeast,
    /// The input is at most something.
    AtMost,
    /// The input is one of some categories.
    Among,
}

/// A box: the limits of its restricted inputs, by their position in the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits(BTreeMap<usize, Limit>);

impl Limits {
    /// The restricted inputs with their limits, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Limit)> {
        self.0.iter().map(|(&input, limit)| (input, limit))
    }

    /// The limit of an input, if it is restricted.
    pub fn get(&self, input: usize) -> Option<&Limit> {
        self.0.get(&input)
    }

    /// Number of restricted inputs.
    pub fn restricted(&self) -> usize {
        self.0.len()
    }

    /// Number of restricted inputs once this one is restricted too.
    pub(super) fn restricted_with(&self, input: usize) -> usize {
        self.0.len() + usize::from(!self.0.contains_key(&input))
    }

    /// Every restriction.
    pub fn sides(&self) -> Vec<(usize, Side)> {
        let of = |(&input, limit): (&usize, &Limit)| {
            let sides: &[(bool, Side)] = match limit {
                Limit::Interval { low, high } => &[(low.is_finite(), Side::AtLeast), (high.is_finite(), Side::AtMost)],
                Limit::Categories(_) => &[(true, Side::Among)],
            };
            sides.iter().filter(|(is_there, _)| *is_there).map(|&(_, side)| (input, side)).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of).collect()
    }

    /// Moves one end of an interval; an infinite value frees it.
    pub(super) fn set_end(&mut self, input: usize, side: Side, value: f64) {
        let limit = self.0.entry(input).or_insert(Limit::Interval { low: f64::NEG_INFINITY, high: f64::INFINITY });
        if let Limit::Interval { low, high } = limit {
            *(if side == Side::AtLeast { &mut *low } else { &mut *high }) = value;
            if low.is_infinite() && high.is_infinite() {
                self.0.remove(&input);
            }
        }
    }

    /// Lets a category in or out.
    pub(super) fn set_category(&mut self, input: usize, category: usize, count: usize, is_inside: bool) {
        let limit = self.0.entry(input).or_insert_with(|| Limit::Categories(vec![true; count]));
        if let Limit::Categories(kept) = limit {
            if let Some(own) = kept.get_mut(category) {
                *own = is_inside;
            }
            if kept.iter().all(|&is_inside| is_inside) {
                self.0.remove(&input);
            }
        }
    }

    /// The box without one restriction.
    pub fn without(&self, input: usize, side: Side) -> Limits {
        let mut other = self.clone();
        match side {
            Side::AtLeast => other.set_end(input, side, f64::NEG_INFINITY),
            Side::AtMost => other.set_end(input, side, f64::INFINITY),
            Side::Among => {
                other.0.remove(&input);
            }
        }
        other
    }

    /// Whether a row of a table is inside.
    pub(super) fn contains(&self, table: &Table, row: u32) -> bool {
        self.0.iter().all(|(&input, limit)| limit.contains(table.value(input, row)))
    }

    /// How many of these rows are inside, and the sum of what is of interest in them.
    pub(super) fn count(&self, table: &Table, rows: &[u32]) -> Count {
        let inside = rows.iter().filter(|&&row| self.contains(table, row));
        inside.fold(Count::default(), |count, &row| count.plus(table.interest(row)))
    }
}

/// Rows, and how much of them is of interest.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    /// Number of rows.
    pub rows: usize,
    /// Sum over them of the share that is of interest: their number, where each row is or is not.
    pub interest: f64,
}

impl Count {
    /// All of some rows.
    pub(super) fn of(table: &Table, rows: &[u32]) -> Count {
        rows.iter().fold(Count::default(), |count, &row| count.plus(table.interest(row)))
    }

    /// One row more.
    pub(super) fn plus(self, interest: f64) -> Count {
        Count { rows: self.rows + 1, interest: self.interest + interest }
    }

    /// Rows that are here and not there.
    pub(super) fn less(self, other: Count) -> Count {
        Count { rows: self.rows - other.rows, interest: self.interest - other.interest }
    }

    /// Both together.
    pub(super) fn and(self, other: Count) -> Count {
        Count { rows: self.rows + other.rows, interest: self.interest + other.interest }
    }

    /// Share of what is inside that is of interest; NaN of nothing.
    pub fn density(self) -> f64 {
        self.interest / self.rows as f64
    }

    /// Share of all that is of interest that is inside; NaN when nothing is.
    pub fn coverage(self, all: Count) -> f64 {
        self.interest / all.interest
    }

    /// Share of all rows that is inside; NaN of nothing.
    pub fn mass(self, all: Count) -> f64 {
        self.rows as f64 / all.rows as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freeing_both_ends_lifts_a_restriction() {
        let mut limits = Limits::default();
        limits.set_end(3, Side::AtLeast, 0.5);
        limits.set_end(3, Side::AtMost, 0.9);
        limits.set_category(5, 1, 3, false);
        assert_eq!(limits.sides(), [(3, Side::AtLeast), (3, Side::AtMost), (5, Side::Among)]);
        assert_eq!(limits.without(3, Side::AtMost).sides(), [(3, Side::AtLeast), (5, Side::Among)]);
        limits.set_end(3, Side::AtLeast, f64::NEG_INFINITY);
        limits.set_end(3, Side::AtMost, f64::INFINITY);
        limits.set_category(5, 1, 3, true);
        assert_eq!(limits, Limits::default());
    }

    #[test]
    fn the_ends_of_an_interval_are_inside_and_what_is_no_number_is_outside() {
        let interval = Limit::Interval { low: 0.0, high: 1.0 };
        assert_eq!([0.0, 1.0, 1.1, f64::NAN].map(|value| interval.contains(value)), [true, true, false, false]);
        let categories = Limit::Categories(vec![true, false]);
        assert_eq!(
            [0.0, 1.0, 2.0, -1.0, f64::NAN].map(|value| categories.contains(value)),
            [true, false, false, false, false]
        );
    }
}
