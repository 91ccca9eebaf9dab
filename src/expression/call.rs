//! Calls checked: the number and types of arguments, and which aggregates may stand where.

use std::ops::{Range, RangeInclusive};

use crate::expression::aggregate::{Accumulator, Aggregate};
use crate::expression::check::{Checker, Kind, Operand, Scope};
use crate::expression::function::{Function, Shape, functions, lookup, nearest};
use crate::expression::operation::Binary;
use crate::expression::program::Instruction;
use crate::expression::{ExpressionError, Names, Type};

impl<N: Names> Checker<'_, N> {
    pub(super) fn call(&mut self, name: &str, arguments: usize, span: Range<usize>) {
        let function = lookup(name);
        match function {
            Some(function) if self.count_fits(function, arguments, &span) => match function.shape {
                Shape::Unary(operation) => self.unary(operation, span, arguments),
                Shape::Binary(operation) => self.binary(operation, span, arguments),
                Shape::Clamp => self.clamp(span, arguments),
                Shape::Choice => self.choice(span, arguments),
                Shape::DayOf => self.day_of(span, arguments),
                Shape::At => self.at(function, span, arguments),
                Shape::Final => self.last(function, span, arguments),
                Shape::Aggregate(aggregate) => self.aggregate(function, aggregate, span, arguments),
            },
            Some(_) => self.give_up(span, arguments),
            None => {
                let error =
                    ExpressionError::new(span.start..span.start + name.len(), format!("there is no function `{name}`"));
                self.errors.push(match nearest(name) {
                    Some(function) => error.hint(format!("did you mean `{}`?", function.signature)),
                    None => {
                        let names: Vec<&str> = functions().iter().map(|function| function.name).collect();
                        error.hint(format!("the functions are {}", names.join(", ")))
                    }
                });
                self.give_up(span, arguments);
            }
        }
    }

    /// Replaces a wrong call by an operand of which nothing is known.
    fn give_up(&mut self, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        self.operand(Kind::Unknown, span, operands);
    }

    fn count_fits(&mut self, function: &Function, found: usize, span: &Range<usize>) -> bool {
        let (fewest, most) = function.shape.arguments();
        if (fewest..=most).contains(&found) {
            return true;
        }
        let wanted = match (fewest, most) {
            (1, 1) => "1 argument".to_owned(),
            (fewest, most) if fewest == most => format!("{fewest} arguments"),
            (fewest, most) => format!("{fewest} to {most} arguments"),
        };
        let message = format!("`{}` takes {wanted}, found {found}", function.name);
        let error = ExpressionError::new(span.clone(), message).expected(format!("`{}`", function.signature));
        self.errors.push(match function.name {
            "max" | "min" if found == 1 => {
                error.hint(format!("over the days of a run, the function is `{}imum(number)`", function.name))
            }
            _ if most > fewest => error.hint("a window of days is `DATE, DATE`, `from DATE` or `to DATE`"),
            _ => error.hint("arguments are separated by commas"),
        });
        false
    }

    fn clamp(&mut self, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        for operand in &operands {
            self.require(operand, Type::Number);
        }
        self.instructions.push(Instruction::Clamp);
        self.operand(Kind::Value(Type::Number), span, operands);
    }

    fn choice(&mut self, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        let mut common = None;
        if let [condition, alternatives @ ..] = operands.as_slice() {
            self.require(condition, Type::Condition);
            common = self.agree(alternatives);
        }
        self.instructions.push(Instruction::Choose);
        self.operand(common.map_or(Kind::Unknown, Kind::Value), span, operands);
    }

    fn day_of(&mut self, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        let day = operands.first().and_then(|operand| self.plain_date(operand)).unwrap_or(0);
        self.operand(Kind::Value(Type::Number), span, operands);
        self.instructions.push(Instruction::Constant(day as f64));
    }

    /// `at` is the total of a window of one day.
    fn at(&mut self, function: &Function, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        let [value, date] = operands.as_slice() else {
            return;
        };
        self.allow_over_days(function, &span, value);
        let value_type = self.agree(std::slice::from_ref(value));
        if let Some(day) = self.plain_date(date) {
            self.gather(Aggregate::Total, value, day..=day);
        }
        self.aggregated(value_type, span, operands);
    }

    /// Outside aggregates a variable already means its value on the last day, so nothing needs to be gathered.
    fn last(&mut self, function: &Function, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        let [value] = operands.as_slice() else { return };
        self.allow_over_days(function, &span, value);
        let value_type = self.agree(std::slice::from_ref(value));
        self.aggregated(value_type, span, operands);
    }

    fn aggregate(&mut self, function: &Function, aggregate: Aggregate, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        let [value, bounds @ ..] = operands.as_slice() else {
            return;
        };
        self.allow_over_days(function, &span, value);
        self.require(value, aggregate.operand_type());
        if let Some(window) = self.window(bounds) {
            let days = (window.end() - window.start()).saturating_add(1);
            self.gather(aggregate, value, window);
            if aggregate == Aggregate::Mean {
                self.instructions.push(Instruction::Constant(days as f64));
                self.instructions.push(Instruction::Binary(Binary::Divide));
            }
        }
        self.aggregated(Some(aggregate.result_type()), span, operands);
    }

    /// Moves the instructions of a daily value into an accumulator, whose value takes their place.
    fn gather(&mut self, aggregate: Aggregate, value: &Operand, window: RangeInclusive<usize>) {
        let instructions = self.instructions.split_off(value.start.min(self.instructions.len()));
        if !self.errors.is_empty() {
            return;
        }
        if let Some(daily) = self.program(instructions, value.span.clone()) {
            self.instructions.push(Instruction::Accumulator(self.accumulators.len()));
            let (from, to) = window.into_inner();
            self.accumulators.push(Accumulator { aggregate, daily, from, to });
        }
    }

    fn aggregated(&mut self, value_type: Option<Type>, span: Range<usize>, operands: Vec<Operand>) {
        self.operand(value_type.map_or(Kind::Unknown, Kind::Value), span, operands);
        if let Some(operand) = self.operands.last_mut() {
            operand.over_days = true;
        }
    }

    /// Reports a function over the days where none may stand: in a condition of one day, or inside another.
    fn allow_over_days(&mut self, function: &Function, span: &Range<usize>, value: &Operand) {
        let name = span.start..span.start + function.name.len();
        if self.scope == Scope::Day {
            let message = format!("`{}` looks over the days of a run, which is not possible here", function.name);
            self.errors.push(
                ExpressionError::new(name, message)
                    .expected("an expression over the state of one day")
                    .hint("functions over the days belong in outcomes and questions"),
            );
        } else if value.over_days {
            let message =
                format!("`{}` cannot look over the days of a value that itself looks over the days", function.name);
            self.errors.push(
                ExpressionError::new(value.span.clone(), message)
                    .expected("an expression over the state of one day")
                    .hint("keep one of the two functions"),
            );
        }
    }
}
