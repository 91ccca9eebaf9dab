//! The embedded typeface, and how wide a text is in it: what decides where labels go, wrap and end.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef};

/// Noto Sans Regular: Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian, punctuation, arrows and operators (SIL Open
/// Font License 1.1). One font has them all, because the pictures' renderer fails to mix fonts where letters join.
pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
/// Noto Sans Bold, the same characters.
pub const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");
/// Families as the SVG names them; the later ones are for viewers without Noto Sans and are no wider.
pub const FAMILIES: &str = "Noto Sans, Open Sans, Segoe UI, Helvetica, Arial, sans-serif";

/// Advance in em of a character that no embedded font has: a full square, the widest a fallback is likely to be.
const UNKNOWN_ADVANCE: f64 = 1.0;

/// Weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Headlines and what must be seen first.
    Bold,
}

/// A parsed font, kept for the life of the program.
type Face = OnceLock<Option<FontRef<'static>>>;
static REGULAR_FACE: Face = OnceLock::new();
static BOLD_FACE: Face = OnceLock::new();

/// Advance of a character in em, if the font has it.
fn advance(face: &'static Face, bytes: &'static [u8], character: char) -> Option<f64> {
    let font = face.get_or_init(|| FontRef::try_from_slice(bytes).ok()).as_ref()?;
    let glyph = font.glyph_id(character);
    if glyph.0 == 0 {
        return None;
    }
    Some(f64::from(font.h_advance_unscaled(glyph)) / f64::from(font.units_per_em()?))
}

/// Width in pixels of a text at a size, without kerning and joining (which only make it narrower).
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let (face, bytes) = match weight {
        Weight::Regular => (&REGULAR_FACE, REGULAR),
        Weight::Bold => (&BOLD_FACE, BOLD),
    };
    text.chars().map(|character| advance(face, bytes, character).unwrap_or(UNKNOWN_ADVANCE)).sum::<f64>() * size
}

/// The text without what XML forbids, what breaks a line and what reverses its direction; runs of spaces become one.
pub fn clean(text: &str) -> String {
    let forbidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let spaced: String = text.chars().map(|c| if forbidden(c) { ' ' } else { c }).collect();
    spaced.split([' ', '\u{3000}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text, cut with an ellipsis so that it is no wider than `limit` pixels.
pub fn shorten(text: &str, size: f64, weight: Weight, limit: f64) -> String {
    let text = clean(text);
    if width(&text, size, weight) <= limit {
        return text;
    }
    let room = limit - width("…", size, weight);
    let mut kept = String::new();
    let mut used = 0.0;
    for character in text.chars() {
        used += width(character.encode_utf8(&mut [0; 4]), size, weight);
        if used > room {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '(']))
}

/// The text broken at spaces into at most `lines` lines of `limit` pixels; what does not fit is cut with an ellipsis.
pub fn wrap(text: &str, size: f64, weight: Weight, limit: f64, lines: usize) -> Vec<String> {
    let mut broken = vec![String::new()];
    for word in clean(text).split(' ') {
        let last = broken.len() - 1;
        let joined = if broken[last].is_empty() { word.to_string() } else { format!("{} {word}", broken[last]) };
        if broken.len() >= lines.max(1) || broken[last].is_empty() || width(&joined, size, weight) <= limit {
            broken[last] = joined;
        } else {
            broken.push(word.to_string());
        }
    }
    broken.iter().map(|line| shorten(line, size, weight, limit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_font_parses_and_has_the_signs_that_charts_write() {
        for bytes in [REGULAR, BOLD] {
            assert!(FontRef::try_from_slice(bytes).is_ok());
        }
        let one = width("1", 100.0, Weight::Regular);
        for digit in '0'..='9' {
            assert_eq!(width(&digit.to_string(), 100.0, Weight::Regular), one);
        }
        for sign in "→−≥≤Ş·…“’\u{2009}\u{a0}ʿḥЖإدلبירושליםԱրցախთბილისი".chars()
        {
            assert!(
                advance(&REGULAR_FACE, REGULAR, sign).is_some() && advance(&BOLD_FACE, BOLD, sign).is_some(),
                "{sign}"
            );
        }
    }

    #[test]
    fn shortened_text_fits_and_says_that_it_was_cut() {
        let cut = shorten("Maarat al-Numan and its countryside", 26.0, Weight::Regular, 200.0);
        assert!(cut.ends_with('…') && width(&cut, 26.0, Weight::Regular) <= 200.0);
        assert_eq!(shorten("Saraqib", 26.0, Weight::Regular, 200.0), "Saraqib");
    }

    #[test]
    fn wrapping_keeps_every_word_when_there_is_room() {
        let text = "A ceasefire between Russia and Türkiye is in force at the end of the day";
        let lines = wrap(text, 26.0, Weight::Regular, 500.0, 4);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, 26.0, Weight::Regular) <= 500.0));
        assert!(wrap(text, 26.0, Weight::Regular, 300.0, 2)[1].ends_with('…'));
    }

    #[test]
    fn control_and_direction_characters_become_spaces() {
        assert_eq!(clean("a\u{0}b\u{202e}c\n\n d"), "a b c d");
    }
}
