//! What is wrong with an expression, as plain data.

use std::ops::Range;

/// One mistake in an expression. The caller knows in which file and value the text stands, and draws the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// Where, in bytes from the start of the expression's text; always on character boundaries and inside the text.
    pub span: Range<usize>,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// What would have been right at this place, where that can be said shortly.
    pub expected: Option<String>,
    /// How to put it right, where that can be guessed.
    pub hint: Option<String>,
}

impl ExpressionError {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), expected: None, hint: None }
    }

    pub(super) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
