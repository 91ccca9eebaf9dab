//! The syntax tree, flat: every node stands after its operands.
//!
//! In this order checking and compiling are one pass with a stack, so that no expression, however deep, can exhaust the
//! machine's stack: only the parser recurses, and it counts.

use std::fmt;
use std::ops::Range;

use crate::expression::operation::{Binary, Unary};

/// A date as written; whether the calendar has it is checked later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// How a date limits the days an aggregate looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// `2020-03-06`
    Plain,
    /// `from 2020-03-06`
    From,
    /// `to 2020-03-06`
    To,
}

/// What a node is; operands are the subtrees that end just before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind<'a> {
    Number(f64),
    Truth(bool),
    Date(Date, Bound),
    /// A dotted name of the model, or `day`.
    Name(&'a str),
    Unary(Unary),
    Binary(Binary),
    /// A function's name and its number of arguments; the node's span starts with the name.
    Call(&'a str, usize),
}

/// One node, with the bytes of the text that it and its operands cover.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node<'a> {
    pub(super) kind: NodeKind<'a>,
    pub(super) span: Range<usize>,
}
