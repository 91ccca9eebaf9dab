//! Makes characters visible that would act on a terminal or reorder its text.

/// Longest piece of the input that a message repeats, in characters.
const LONGEST_QUOTE: usize = 60;

/// Whether a terminal would act on the character, or the reader could not see it: control characters, and Unicode's
/// directional, zero-width and line-separating characters ("Trojan Source", CVE-2021-42574).
fn acts(character: char) -> bool {
    let invisible = matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    (character.is_control() && !matches!(character, '\n' | '\t')) || invisible
}

/// The text with every character that a terminal would act on written out: `<U+202E>`.
pub fn visible(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) {
            result.push_str(&format!("<U+{:04X}>", u32::from(character)));
        } else {
            result.push(character);
        }
    }
    result
}

/// A piece of the input as messages repeat it: in backquotes, on one line, cut when it is long.
pub fn quoted(text: &str) -> String {
    let line = text.replace(['\n', '\t'], " ");
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((cut, _)) => format!("`{}…`", &line[..cut]),
        None => format!("`{line}`"),
    }
}
