//! Types, names and dates checked, and the program made, in one pass over the nodes.
//!
//! A mistake does not end the pass: its operand becomes [`Kind::Unknown`], about which nothing more is said, so that all
//! independent mistakes are reported at once.

use std::ops::Range;

use crate::expression::aggregate::Accumulator;
use crate::expression::function;
use crate::expression::operation::{Binary, Unary};
use crate::expression::parser::parse;
use crate::expression::program::{Instruction, Program};
use crate::expression::syntax::{Bound, Date, Node, NodeKind};
use crate::expression::{ExpressionError, Names, Type};

/// What an expression may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The state of one day.
    Day,
    /// All days of a run.
    Run,
}

/// A checked expression.
pub(super) struct Compiled<V> {
    pub(super) program: Program<V>,
    pub(super) accumulators: Vec<Accumulator<V>>,
    pub(super) value_type: Type,
    pub(super) last_day: usize,
}

/// Parses, checks and compiles; all mistakes come in the order of the text.
pub(super) fn compile<N: Names>(
    source: &str,
    names: &N,
    scope: Scope,
    expected: Option<Type>,
) -> Result<Compiled<N::Variable>, Vec<ExpressionError>> {
    let nodes = parse(source).map_err(|error| vec![error])?;
    let mut checker = Checker::new(names, scope);
    for node in nodes {
        checker.node(node);
    }
    checker.conclude(source.len(), expected)
}

/// What is known of an operand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Value(Type),
    Date(Date, Bound),
    /// Something wrong, already reported.
    Unknown,
}

/// A checked subtree, waiting for the node that takes it.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
    /// The index of its first instruction.
    pub(super) start: usize,
    /// Whether it looks over the days.
    pub(super) over_days: bool,
}

pub(super) struct Checker<'n, N: Names> {
    pub(super) names: &'n N,
    pub(super) scope: Scope,
    pub(super) last_day: usize,
    pub(super) errors: Vec<ExpressionError>,
    pub(super) operands: Vec<Operand>,
    pub(super) instructions: Vec<Instruction<N::Variable>>,
    pub(super) accumulators: Vec<Accumulator<N::Variable>>,
}

impl<'n, N: Names> Checker<'n, N> {
    fn new(names: &'n N, scope: Scope) -> Self {
        Self {
            names,
            scope,
            last_day: usize::try_from(names.last_day()).unwrap_or(0),
            errors: Vec::new(),
            operands: Vec::new(),
            instructions: Vec::new(),
            accumulators: Vec::new(),
        }
    }

    fn node(&mut self, node: Node<'_>) {
        let Node { kind, span } = node;
        match kind {
            NodeKind::Number(value) => self.leaf(Instruction::Constant(value), Type::Number, span),
            NodeKind::Truth(truth) => {
                self.leaf(Instruction::Constant(f64::from(u8::from(truth))), Type::Condition, span);
            }
            NodeKind::Date(date, bound) => self.operand(Kind::Date(date, bound), span, Vec::new()),
            NodeKind::Name("day") => self.leaf(Instruction::Day, Type::Number, span),
            NodeKind::Name(name) => self.name(name, span),
            NodeKind::Unary(operation) => self.unary(operation, span, 1),
            NodeKind::Binary(operation) => self.binary(operation, span, 2),
            NodeKind::Call(name, arguments) => self.call(name, arguments, span),
        }
    }

    fn leaf(&mut self, instruction: Instruction<N::Variable>, value_type: Type, span: Range<usize>) {
        self.operand(Kind::Value(value_type), span, Vec::new());
        self.instructions.push(instruction);
    }

    fn name(&mut self, name: &str, span: Range<usize>) {
        if let Some((variable, value_type)) = self.names.resolve(name) {
            return self.leaf(Instruction::Load(variable), value_type, span);
        }
        let error = ExpressionError::new(span.clone(), format!("there is no `{name}`"));
        let error = match (function::lookup(name), self.names.nearest(name)) {
            (Some(function), _) => error.hint(format!("the function is written `{}`", function.signature)),
            (None, Some(nearest)) => error.hint(format!("did you mean `{nearest}`?")),
            (None, None) => error
                .hint("names are written out from the table on, as in `zones.saraqib.held` or `displacement.current`"),
        };
        self.errors.push(error);
        self.operand(Kind::Unknown, span, Vec::new());
    }

    pub(super) fn unary(&mut self, operation: Unary, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        let value_type = operation.value_type();
        self.require_all(&operands, value_type);
        self.instructions.push(Instruction::Unary(operation));
        self.operand(Kind::Value(value_type), span, operands);
    }

    pub(super) fn binary(&mut self, operation: Binary, span: Range<usize>, arguments: usize) {
        let operands = self.take(arguments);
        match operation.operand_type() {
            Some(value_type) => self.require_all(&operands, value_type),
            None => {
                self.agree(&operands);
            }
        }
        self.instructions.push(Instruction::Binary(operation));
        self.operand(Kind::Value(operation.result_type()), span, operands);
    }

    /// Takes the topmost operands, the first of the text first.
    pub(super) fn take(&mut self, count: usize) -> Vec<Operand> {
        self.operands.split_off(self.operands.len().saturating_sub(count))
    }

    /// Puts what was made of some operands in their place.
    pub(super) fn operand(&mut self, kind: Kind, span: Range<usize>, made_of: Vec<Operand>) {
        let start = made_of.first().map_or(self.instructions.len(), |first| first.start);
        let over_days = made_of.iter().any(|operand| operand.over_days);
        self.operands.push(Operand { kind, span, start, over_days });
    }

    fn require_all(&mut self, operands: &[Operand], wanted: Type) {
        for operand in operands {
            self.require(operand, wanted);
        }
    }

    /// Reports an operand that is not of the wanted type.
    pub(super) fn require(&mut self, operand: &Operand, wanted: Type) {
        match operand.kind {
            Kind::Value(found) if found != wanted => {
                let message = format!("expected {}, found {}", wanted.noun(), found.noun());
                let hint = match wanted {
                    Type::Condition => "compare it with something, as in `x > 0`",
                    Type::Number => {
                        "use a condition by itself, with `not` before it, or as a number: `if(condition, 1, 0)`"
                    }
                };
                let error = ExpressionError::new(operand.span.clone(), message);
                self.errors.push(error.expected(wanted.noun()).hint(hint));
            }
            Kind::Date(date, _) => self.stray_date(date, operand, wanted.noun()),
            Kind::Value(_) | Kind::Unknown => {}
        }
    }

    /// Reports operands that are not of one type, and gives that type.
    pub(super) fn agree(&mut self, operands: &[Operand]) -> Option<Type> {
        let mut common = None;
        for operand in operands {
            match (operand.kind, common) {
                (_, Some(wanted)) => self.require(operand, wanted),
                (Kind::Value(value_type), None) => common = Some(value_type),
                (Kind::Date(date, _), None) => self.stray_date(date, operand, "a number or a condition"),
                (Kind::Unknown, None) => {}
            }
        }
        common
    }

    fn stray_date(&mut self, date: Date, operand: &Operand, wanted: &str) {
        let error = ExpressionError::new(operand.span.clone(), format!("expected {wanted}, found a date"));
        let hint = format!("`day({date})` is the date in days since the start, `day` is today");
        self.errors.push(error.expected(wanted).hint(hint));
    }

    /// The program of these instructions; one that needs too much is reported.
    pub(super) fn program(
        &mut self,
        instructions: Vec<Instruction<N::Variable>>,
        span: Range<usize>,
    ) -> Option<Program<N::Variable>> {
        let program = Program::new(instructions);
        if program.is_none() {
            let error = ExpressionError::new(span, "too many values wait for each other here");
            self.errors.push(error.hint("nest fewer calls and parentheses"));
        }
        program
    }

    fn conclude(
        mut self,
        length: usize,
        expected: Option<Type>,
    ) -> Result<Compiled<N::Variable>, Vec<ExpressionError>> {
        let whole = self.take(1);
        let value_type = match expected {
            Some(wanted) => {
                self.require_all(&whole, wanted);
                expected
            }
            None => self.agree(&whole),
        };
        let instructions = std::mem::take(&mut self.instructions);
        let program = if self.errors.is_empty() { self.program(instructions, 0..length) } else { None };
        match (program, value_type) {
            (Some(program), Some(value_type)) if self.errors.is_empty() => {
                Ok(Compiled { program, accumulators: self.accumulators, value_type, last_day: self.last_day })
            }
            _ => {
                self.errors.sort_by_key(|error| (error.span.start, error.span.end));
                Err(self.errors)
            }
        }
    }
}
