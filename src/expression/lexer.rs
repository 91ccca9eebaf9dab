//! Text to tokens.

use std::ops::Range;

use crate::expression::ExpressionError;
use crate::expression::operation::Binary;
use crate::expression::syntax::Date;

/// The smallest meaningful piece of an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Date(Date),
    /// A name, dotted or not, that is not a keyword.
    Name(&'a str),
    True,
    False,
    Not,
    From,
    To,
    /// An operator that only ever stands between two operands.
    Infix(Binary),
    /// `-`, which is a sign or a difference.
    Minus,
    Open,
    Close,
    Comma,
    End,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme<'a> {
    pub(super) token: Token<'a>,
    pub(super) span: Range<usize>,
}

/// All tokens of the text, closed by [`Token::End`]; or the first piece of text that is none.
pub(super) fn tokens(source: &str) -> Result<Vec<Lexeme<'_>>, ExpressionError> {
    let mut lexemes = Vec::new();
    let mut position = 0;
    loop {
        let rest = &source[position..];
        position += rest.len() - rest.trim_start().len();
        let (token, length) = token(source, position)?;
        lexemes.push(Lexeme { token, span: position..position + length });
        if token == Token::End {
            return Ok(lexemes);
        }
        position += length;
    }
}

/// The token that starts at `position`, and its length in bytes.
fn token(source: &str, position: usize) -> Result<(Token<'_>, usize), ExpressionError> {
    let rest = &source[position..];
    match rest.bytes().next() {
        None => Ok((Token::End, 0)),
        Some(b'0'..=b'9') => match date_shape(rest) {
            Some(parts) => date(rest, parts, position),
            None => number(rest, position),
        },
        Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => name(rest, position),
        Some(_) => symbol(rest, position),
    }
}

/// How many bytes from the start satisfy `belongs`.
fn run(text: &str, belongs: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|&byte| belongs(byte)).count()
}

fn digits(text: &str) -> usize {
    run(text, |byte| byte.is_ascii_digit())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Year, month and day if the text starts like a date: four digits, then twice a hyphen and one or two digits.
fn date_shape(text: &str) -> Option<[&str; 3]> {
    let part = |start: usize, widths: std::ops::RangeInclusive<usize>| {
        let digits = digits(&text[start..]);
        widths.contains(&digits).then(|| &text[start..start + digits])
    };
    let hyphen = |at: usize| text[at..].starts_with('-').then_some(at + 1);
    let year = part(0, 4..=4)?;
    let start = hyphen(year.len())?;
    let month = part(start, 1..=2)?;
    let day = part(hyphen(start + month.len())?, 1..=2)?;
    Some([year, month, day])
}

fn date<'a>(text: &'a str, parts: [&str; 3], position: usize) -> Result<(Token<'a>, usize), ExpressionError> {
    let [year, month, day] = parts;
    let length = year.len() + month.len() + day.len() + 2;
    let padded = month.len() == 2 && day.len() == 2 && run(&text[length..], is_word) == 0;
    match (year.parse(), month.parse(), day.parse()) {
        (Ok(year), Ok(month), Ok(day)) if padded => Ok((Token::Date(Date { year, month, day }), length)),
        _ => {
            let span = position..position + length + run(&text[length..], is_word);
            Err(ExpressionError::new(span, "this is not a date")
                .expected("a date as in `2020-03-06`")
                .hint("for a difference of numbers, put spaces around `-`"))
        }
    }
}

/// Digits with underscores, then perhaps a fraction, then perhaps a power of ten.
fn number(text: &str, position: usize) -> Result<(Token<'_>, usize), ExpressionError> {
    let grouped = |byte: u8| byte.is_ascii_digit() || byte == b'_';
    let mut length = run(text, grouped);
    if text[length..].starts_with('.') && digits(&text[length + 1..]) > 0 {
        length += 1 + run(&text[length + 1..], grouped);
    }
    if let Some(power) = text[length..].strip_prefix(['e', 'E']) {
        let signed = usize::from(power.starts_with(['+', '-']));
        match digits(&power[signed..]) {
            0 => {}
            digits => length += 1 + signed + digits,
        }
    }
    let trailing = run(&text[length..], |byte| is_word(byte) || byte == b'.');
    let span = position..position + length + trailing;
    let value: Option<f64> = text[..length].replace('_', "").parse().ok();
    match value {
        Some(value) if trailing == 0 && value.is_finite() => Ok((Token::Number(value), length)),
        Some(_) if trailing == 0 => {
            Err(ExpressionError::new(span, "this number is too large").hint("write one below 1e308"))
        }
        _ => Err(ExpressionError::new(span, "this is not a number")
            .expected("a number as in `3_000_000`, `0.25` or `1e6`")
            .hint("names start with a letter")),
    }
}

/// A keyword, or words joined by points.
fn name(text: &str, position: usize) -> Result<(Token<'_>, usize), ExpressionError> {
    let mut length = run(text, is_word);
    while text[length..].starts_with('.') {
        let word = run(&text[length + 1..], is_word);
        if word == 0 {
            let point = position + length;
            return Err(ExpressionError::new(point..point + 1, "a name cannot end with `.`")
                .expected("a name as in `zones.saraqib.held`")
                .hint("complete the name, or remove the `.`"));
        }
        length += 1 + word;
    }
    let token = match &text[..length] {
        "and" => Token::Infix(Binary::And),
        "or" => Token::Infix(Binary::Or),
        "not" => Token::Not,
        "true" => Token::True,
        "false" => Token::False,
        "from" => Token::From,
        "to" => Token::To,
        name => Token::Name(name),
    };
    Ok((token, length))
}

/// Marks that are tokens; the longer of two that start alike comes first.
const SYMBOLS: [(&str, Token<'static>); 13] = [
    ("<=", Token::Infix(Binary::LessOrEqual)),
    (">=", Token::Infix(Binary::GreaterOrEqual)),
    ("==", Token::Infix(Binary::Equal)),
    ("!=", Token::Infix(Binary::NotEqual)),
    ("<", Token::Infix(Binary::Less)),
    (">", Token::Infix(Binary::Greater)),
    ("+", Token::Infix(Binary::Add)),
    ("-", Token::Minus),
    ("*", Token::Infix(Binary::Multiply)),
    ("/", Token::Infix(Binary::Divide)),
    ("(", Token::Open),
    (")", Token::Close),
    (",", Token::Comma),
];

/// Marks of other languages, and what to write in their place.
const FOREIGN: [(&str, &str); 15] = [
    ("&&", "write `and`"),
    ("&", "write `and`"),
    ("||", "write `or`"),
    ("|", "write `or`"),
    ("!", "write `not`, or `!=` for \"is not equal to\""),
    ("=", "write `==` to compare"),
    ("**", "write `x * x` for a square, `exp(y * ln(x))` for another power"),
    ("^", "write `x * x` for a square, `exp(y * ln(x))` for another power"),
    ("%", "write the share as a number: `0.3` for 30 %"),
    (".", "write a digit before the point: `0.5`"),
    ("\"", "names and dates are written without quotation marks"),
    ("'", "names and dates are written without quotation marks"),
    ("<>", "write `!=`"),
    ("≤", "write `<=`"),
    ("≥", "write `>=`"),
];

fn symbol(text: &str, position: usize) -> Result<(Token<'_>, usize), ExpressionError> {
    let known = SYMBOLS.iter().find(|(mark, _)| text.starts_with(mark));
    let foreign = FOREIGN.iter().find(|(mark, _)| text.starts_with(mark));
    match (known, foreign) {
        (Some(&(mark, token)), other) if other.is_none_or(|(longer, _)| longer.len() <= mark.len()) => {
            Ok((token, mark.len()))
        }
        (_, Some((mark, hint))) => {
            let span = position..position + mark.len();
            Err(ExpressionError::new(span, format!("`{mark}` has no meaning in an expression")).hint(*hint))
        }
        (_, None) => {
            let character: String = text.chars().take(1).collect();
            let span = position..position + character.len();
            let message = format!("unexpected character `{}`", character.escape_debug());
            Err(ExpressionError::new(span, message).hint("names are written with a–z, 0–9, `_` and `.`"))
        }
    }
}
