//! Dates and windows of days checked.

use std::ops::{Range, RangeInclusive};

use crate::expression::check::{Checker, Kind, Operand};
use crate::expression::syntax::{Bound, Date};
use crate::expression::{ExpressionError, Names};

impl<N: Names> Checker<'_, N> {
    /// The days between the bounds; both included, all days without bounds.
    pub(super) fn window(&mut self, bounds: &[Operand]) -> Option<RangeInclusive<usize>> {
        // Both dates are looked at before either mistake ends the search.
        let dates: Vec<_> = bounds.iter().map(|operand| self.date(operand)).collect();
        let dates: Vec<_> = dates.into_iter().collect::<Option<_>>()?;
        let window = match dates.as_slice() {
            [] => 0..=self.last_day,
            [(from, Bound::From)] => *from..=self.last_day,
            [(to, Bound::To)] => 0..=*to,
            [(from, Bound::Plain), (to, Bound::Plain)] | [(from, Bound::From), (to, Bound::To)] => *from..=*to,
            _ => {
                self.errors.push(unclear_window(bounds));
                return None;
            }
        };
        if window.is_empty() {
            let error = ExpressionError::new(covered(bounds), "the window ends before it begins");
            self.errors.push(error.hint("the first day comes first"));
            return None;
        }
        Some(window)
    }

    /// The day of a date without `from` or `to`.
    pub(super) fn plain_date(&mut self, operand: &Operand) -> Option<usize> {
        let (day, bound) = self.date(operand)?;
        if bound != Bound::Plain {
            let error = ExpressionError::new(operand.span.clone(), "`from` and `to` belong to a window of days");
            self.errors.push(error.expected("one date as in `2020-03-06`").hint("leave out `from` or `to`"));
            return None;
        }
        Some(day)
    }

    /// The day of a date, which must be in the calendar and among the simulated days.
    fn date(&mut self, operand: &Operand) -> Option<(usize, Bound)> {
        let (date, bound) = match operand.kind {
            Kind::Date(date, bound) => (date, bound),
            Kind::Value(found) => {
                let message = format!("expected a date, found {}", found.noun());
                let error = ExpressionError::new(operand.span.clone(), message);
                self.errors.push(
                    error.expected("a date as in `2020-03-06`").hint("dates are written without quotation marks"),
                );
                return None;
            }
            Kind::Unknown => return None,
        };
        let Some(index) = self.names.day_of(date.year, date.month, date.day) else {
            let message = format!("the calendar has no {date}");
            self.errors
                .push(ExpressionError::new(operand.span.clone(), message).hint("write year-month-day: `2020-03-06`"));
            return None;
        };
        match usize::try_from(index) {
            Ok(index) if index <= self.last_day => Some((index, bound)),
            _ => {
                self.errors.push(outside(operand, date, index, self.last_day));
                None
            }
        }
    }
}

fn outside(operand: &Operand, date: Date, index: i64, last_day: usize) -> ExpressionError {
    let last = i64::try_from(last_day).unwrap_or(i64::MAX);
    let (distance, side) = match index {
        ..0 => (index.unsigned_abs(), "before the first"),
        _ => (index.abs_diff(last), "after the last"),
    };
    let unit = if distance == 1 { "day" } else { "days" };
    ExpressionError::new(operand.span.clone(), format!("{date} is not among the simulated days"))
        .expected(format!("one of the {} simulated days", last_day.saturating_add(1)))
        .hint(format!("it is {distance} {unit} {side}"))
}

fn unclear_window(bounds: &[Operand]) -> ExpressionError {
    ExpressionError::new(covered(bounds), "this does not say which days are meant")
        .expected("`DATE, DATE`, `from DATE` or `to DATE`")
        .hint("for one single day, give it twice, or use `at(value, DATE)`")
}

/// The text from the first operand to the last.
fn covered(operands: &[Operand]) -> Range<usize> {
    match (operands.first(), operands.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => 0..0,
    }
}
