//! Texts from right to left within ours, which run from left to right.
//!
//! By the Unicode bidirectional algorithm (UAX #9) a number or a bracket after a name in Arabic or Hebrew goes with the name, so
//! that `NAME: 960 000` is read as `960 000 :NAME`. Such a name must stand in isolation from what is around it.

use unicode_bidi::{BidiClass, bidi_class};

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// In the direction of the text around it.
    Plain(&'t str),
    /// From right to left, to be isolated.
    RightToLeft(&'t str),
}

/// An invisible letter from left to right.
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// Brackets, which must not be torn apart by an isolation.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('«', '»'), ('“', '”')];

/// What stands between the words of one name.
const CONNECTORS: [char; 7] = [' ', '\u{a0}', '-', '־', '’', '\'', '/'];

/// A text in pieces: those that run from right to left are names, of letters of such scripts and what connects them, with the
/// brackets that open and close within them. Numbers are never part of one. Characters that would turn the direction of what
/// follows them (embeddings, overrides and isolates) are left out.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    text.split(is_turn).flat_map(pieces_of_line).collect()
}

/// The text with a mark after every piece from right to left, so that what follows does not go with it: for where there is no
/// markup to isolate it by.
pub fn isolated(text: &str) -> String {
    let isolated = |piece| match piece {
        Piece::Plain(text) => text.to_owned(),
        Piece::RightToLeft(text) => format!("{text}{LEFT_TO_RIGHT_MARK}"),
    };
    pieces(text).into_iter().map(isolated).collect()
}

fn is_turn(character: char) -> bool {
    use BidiClass::{FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO};
    matches!(bidi_class(character), LRE | LRO | RLE | RLO | PDF | LRI | RLI | FSI | PDI)
}

fn pieces_of_line(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_right_to_left) {
        let (before, run) = rest.split_at(start);
        let (run, after) = run.split_at(end_of_run(run));
        pieces.extend((!before.is_empty()).then_some(Piece::Plain(before)));
        pieces.push(Piece::RightToLeft(run));
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Plain(rest)));
    pieces
}

fn is_right_to_left(character: char) -> bool {
    matches!(bidi_class(character), BidiClass::R | BidiClass::AL)
}

/// Where a run from right to left ends that begins with the text.
fn end_of_run(text: &str) -> usize {
    let mut open = Vec::new();
    let mut end = 0;
    for (at, character) in text.char_indices() {
        let closing = BRACKETS.iter().find(|(opening, _)| *opening == character).map(|(_, closing)| *closing);
        let belongs = match bidi_class(character) {
            BidiClass::R | BidiClass::AL => true,
            BidiClass::NSM => at == end,
            _ if closing.is_some() => {
                open.extend(closing);
                false
            }
            _ if open.last() == Some(&character) => open.pop().is_some() && at == end,
            _ if CONNECTORS.contains(&character) => false,
            _ => break,
        };
        if belongs {
            end = at + character.len_utf8();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_taken_out_of_its_sentence_whole() {
        use Piece::{Plain, RightToLeft};
        assert_eq!(pieces("Idlib: 960 000"), [Plain("Idlib: 960 000")]);
        assert_eq!(pieces("إدلب: 960 000 people"), [RightToLeft("إدلب"), Plain(": 960 000 people")]);
        let sentence = "By May, جيش الإسلام holds חיפה.";
        assert_eq!(
            pieces(sentence),
            [Plain("By May, "), RightToLeft("جيش الإسلام"), Plain(" holds "), RightToLeft("חיפה"), Plain(".")]
        );
        assert_eq!(
            pieces("إدلب (شمال): 5"),
            [RightToLeft("إدلب (شمال)"), Plain(": 5")],
            "its bracket closes within it"
        );
        assert_eq!(pieces("(إدلب) 5"), [Plain("("), RightToLeft("إدلب"), Plain(") 5")], "a bracket of the sentence");
        assert_eq!(pieces("حِمْص: 2"), [RightToLeft("حِمْص"), Plain(": 2")], "marks go with their letters");
        assert_eq!(
            pieces("العصبة 800 (450), فيلمار 620"),
            [RightToLeft("العصبة"), Plain(" 800 (450), "), RightToLeft("فيلمار"), Plain(" 620")],
            "numbers between names belong to neither"
        );
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn what_would_turn_the_direction_of_the_rest_is_left_out() {
        assert_eq!(isolated("a\u{202e}b\u{2066}c إدلب"), "abc إدلب\u{200e}");
    }

    proptest! {
        #[test]
        fn nothing_else_is_lost(text in "[a-z0-9 ():א-תء-ي\u{64b}-\u{652}\u{202a}-\u{202e}]{0,40}") {
            let kept: String = pieces(&text).into_iter().map(|piece| match piece {
                Piece::Plain(text) | Piece::RightToLeft(text) => text,
            }).collect();
            prop_assert_eq!(kept, text.replace(is_turn, ""));
            let from_left = pieces(&text).into_iter().filter_map(|piece| match piece {
                Piece::Plain(text) => Some(text),
                Piece::RightToLeft(_) => None,
            });
            prop_assert!(!from_left.collect::<String>().contains(is_right_to_left));
        }
    }
}
