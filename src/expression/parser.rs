//! Tokens to syntax, by operator precedence (a Pratt parser).
//!
//! From loose to tight: `or`; `and`; `not`; comparisons; `+ -`; `* /`; unary `-`. Operators of one level group from the left;
//! comparisons do not chain.

use std::ops::Range;

use crate::expression::ExpressionError;
use crate::expression::lexer::{Lexeme, Token, tokens};
use crate::expression::operation::{Binary, Unary};
use crate::expression::syntax::{Bound, Node, NodeKind};

/// The longest text, in bytes.
pub(super) const MAXIMUM_LENGTH: usize = 4096;
/// The most values, names, operators and calls in one expression.
pub(super) const MAXIMUM_NODES: usize = 1000;
/// How deep parentheses, calls, `not` and signs may stand within each other.
pub(super) const MAXIMUM_NESTING: usize = 64;

const LOOSEST: u8 = 0;
const COMPARISON: u8 = 3;
const SIGN: u8 = 6;

/// The nodes of the expression, each after its operands, or the first mistake in how it is written.
pub(super) fn parse(source: &str) -> Result<Vec<Node<'_>>, ExpressionError> {
    if source.len() > MAXIMUM_LENGTH {
        let message = format!("the expression is longer than {MAXIMUM_LENGTH} bytes");
        return Err(ExpressionError::new(0..source.len(), message));
    }
    let mut parser = Parser { lexemes: tokens(source)?, next: 0, nesting: 0, nodes: Vec::new() };
    parser.expression(LOOSEST)?;
    match parser.token() {
        Token::End => Ok(parser.nodes),
        _ => Err(parser.no_operator()),
    }
}

struct Parser<'a> {
    lexemes: Vec<Lexeme<'a>>,
    next: usize,
    nesting: usize,
    nodes: Vec<Node<'a>>,
}

type Parsed = Result<Range<usize>, ExpressionError>;

impl<'a> Parser<'a> {
    fn token(&self) -> Token<'a> {
        self.lexemes.get(self.next).map_or(Token::End, |lexeme| lexeme.token)
    }

    fn span(&self) -> Range<usize> {
        self.lexemes.get(self.next).map_or(0..0, |lexeme| lexeme.span.clone())
    }

    /// Steps over the current token; returns where it stands.
    fn advance(&mut self) -> Range<usize> {
        let span = self.span();
        self.next += 1;
        span
    }

    fn node(&mut self, kind: NodeKind<'a>, span: Range<usize>) -> Parsed {
        if self.nodes.len() == MAXIMUM_NODES {
            let message = format!("the expression has more than {MAXIMUM_NODES} parts");
            return Err(ExpressionError::new(span, message));
        }
        self.nodes.push(Node { kind, span: span.clone() });
        Ok(span)
    }

    /// An operand and every operator after it that binds tighter than `floor`; returns the bytes it covers.
    fn expression(&mut self, floor: u8) -> Parsed {
        let mut left = self.operand()?;
        let mut compared = false;
        while let Some((operation, power)) = infix(self.token()) {
            if power <= floor {
                break;
            }
            if compared && operation.is_comparison() {
                return Err(
                    ExpressionError::new(self.span(), "comparisons cannot be chained").hint("write `a < b and b < c`")
                );
            }
            compared = operation.is_comparison();
            self.advance();
            let right = self.expression(power)?;
            left = self.node(NodeKind::Binary(operation), left.start..right.end)?;
        }
        Ok(left)
    }

    /// An expression inside parentheses, a call or after a prefix: one level deeper.
    fn nested(&mut self, floor: u8) -> Parsed {
        if self.nesting == MAXIMUM_NESTING {
            let message = format!("the expression is nested more than {MAXIMUM_NESTING} levels deep");
            return Err(ExpressionError::new(self.span(), message));
        }
        self.nesting += 1;
        let span = self.expression(floor)?;
        self.nesting -= 1;
        Ok(span)
    }

    fn operand(&mut self) -> Parsed {
        let token = self.token();
        if !starts_operand(token) {
            return Err(self.unexpected("a number, a name, a function or `(`"));
        }
        let span = self.advance();
        match token {
            Token::Number(value) => self.node(NodeKind::Number(value), span),
            Token::True => self.node(NodeKind::Truth(true), span),
            Token::False => self.node(NodeKind::Truth(false), span),
            Token::Date(date) => self.node(NodeKind::Date(date, Bound::Plain), span),
            Token::From => self.bound(Bound::From, span),
            Token::To => self.bound(Bound::To, span),
            Token::Minus => self.prefix(Unary::Negate, SIGN, span),
            Token::Not => self.prefix(Unary::Not, COMPARISON - 1, span),
            Token::Name(name) if self.token() == Token::Open => self.call(name, span),
            Token::Name(name) => self.node(NodeKind::Name(name), span),
            _ => {
                self.nested(LOOSEST)?;
                let close = self.close("an operator or `)`")?;
                Ok(span.start..close.end)
            }
        }
    }

    fn prefix(&mut self, operation: Unary, floor: u8, span: Range<usize>) -> Parsed {
        let operand = self.nested(floor)?;
        self.node(NodeKind::Unary(operation), span.start..operand.end)
    }

    /// The date after `from` or `to`.
    fn bound(&mut self, bound: Bound, span: Range<usize>) -> Parsed {
        let Token::Date(date) = self.token() else {
            return Err(self.unexpected("a date as in `2020-03-06`"));
        };
        let end = self.advance().end;
        self.node(NodeKind::Date(date, bound), span.start..end)
    }

    /// The arguments of a call, whose name is already read.
    fn call(&mut self, name: &'a str, span: Range<usize>) -> Parsed {
        self.advance();
        let mut arguments = 0;
        if self.token() != Token::Close {
            loop {
                self.nested(LOOSEST)?;
                arguments += 1;
                if self.token() != Token::Comma {
                    break;
                }
                self.advance();
            }
        }
        let close = self.close("an operator, `,` or `)`")?;
        self.node(NodeKind::Call(name, arguments), span.start..close.end)
    }

    fn close(&mut self, expected: &str) -> Parsed {
        match self.token() {
            Token::Close => Ok(self.advance()),
            _ => Err(self.unexpected(expected)),
        }
    }

    fn unexpected(&self, expected: &str) -> ExpressionError {
        let error = |message: &str| ExpressionError::new(self.span(), message).expected(expected);
        match self.token() {
            Token::End if self.next == 0 => error("the expression is empty").hint("write one, or remove the key"),
            Token::End if expected.contains("`)`") => error("the expression ends too early").hint("a `)` is missing"),
            Token::End => error("the expression ends too early").hint("something is missing after its last word"),
            Token::Infix(_) => error("this cannot stand here").hint("an operator stands between two values"),
            _ => error("this cannot stand here"),
        }
    }

    /// The mistake of a complete expression with more text behind it.
    fn no_operator(&self) -> ExpressionError {
        let error = self.unexpected("an operator or the end of the expression");
        match self.token() {
            Token::Close => error.hint("there is no `(` for this `)`"),
            Token::Comma => error.hint("a comma only separates the arguments of a function; digits are grouped by `_`"),
            Token::Name(name) if ["and", "or", "not"].contains(&name.to_lowercase().as_str()) => {
                error.hint("`and`, `or` and `not` are written in small letters")
            }
            _ => error,
        }
    }
}

/// The operator a token stands for between two operands, and how tightly it binds.
fn infix(token: Token<'_>) -> Option<(Binary, u8)> {
    let operation = match token {
        Token::Infix(operation) => operation,
        Token::Minus => Binary::Subtract,
        _ => return None,
    };
    let power = match operation {
        Binary::Or => 1,
        Binary::And => 2,
        Binary::Add | Binary::Subtract => 4,
        Binary::Multiply | Binary::Divide => 5,
        _ => COMPARISON,
    };
    Some((operation, power))
}

fn starts_operand(token: Token<'_>) -> bool {
    !matches!(token, Token::Infix(_) | Token::Close | Token::Comma | Token::End)
}
