//! Words and numbers put together for people.

mod direction;
mod yardstick;

pub use crate::wording::direction::{Piece, isolated, pieces};
pub use crate::wording::yardstick::{Likelihood, Yardstick};

/// Words in a row: `a`, `a and b`, `a, b and c`, with `last` before the last of them.
pub fn joined<W: AsRef<str>>(words: &[W], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().into(),
        [first @ .., word] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), word.as_ref())
        }
    }
}

/// The digits of a whole number in groups of three: `1,234,567`.
pub fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined() {
        assert_eq!(joined::<&str>(&[], "and"), "");
        assert_eq!(joined(&["a"], "and"), "a");
        assert_eq!(joined(&["a", "b"], "and"), "a and b");
        assert_eq!(joined(&["a", "b", "c"], "or"), "a, b or c");
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!(["", "7", "123", "1234", "1234567"].map(grouped), ["", "7", "123", "1,234", "1,234,567"]);
    }
}
