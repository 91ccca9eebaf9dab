//! PNG from an SVG document, with the embedded fonts only, so that the picture is the same on every computer.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};

use crate::chart::ChartError;
use crate::chart::font::{BOLD, REGULAR};
use crate::chart::theme::{HEIGHT, WIDTH};

/// The embedded fonts.
fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut fonts = Database::new();
        for bytes in [REGULAR, BOLD] {
            fonts.load_font_source(Source::Binary(Arc::new(bytes)));
        }
        fonts.set_sans_serif_family("Noto Sans");
        Arc::new(fonts)
    };
    FONTS.get_or_init(load).clone()
}

/// Parses a document with the embedded fonts.
pub fn parse(svg: &str) -> Result<Tree, ChartError> {
    let options = Options { font_family: "Noto Sans".into(), fontdb: fonts(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| ChartError::Picture(error.to_string()))
}

/// The document as PNG bytes of 1920 × 1080 pixels.
pub fn png(svg: &str) -> Result<Vec<u8>, ChartError> {
    let tree = parse(svg)?;
    let mut pixels = Pixmap::new(WIDTH as u32, HEIGHT as u32)
        .ok_or_else(|| ChartError::Picture("no memory for the picture".into()))?;
    let scale = Transform::from_scale(WIDTH as f32 / tree.size().width(), HEIGHT as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| ChartError::Picture(error.to_string()))
}

#[cfg(test)]
mod tests {
    use resvg::usvg::{Group, Node, Text};

    use super::*;
    use crate::chart::frame::{self, Words};
    use crate::chart::sample;
    use crate::chart::table::Table;

    /// A glyph as it is drawn: its number, the text it stands for, and where it is.
    struct Drawn {
        glyph: u32,
        text: String,
        at: (f32, f32),
    }

    fn texts<'t>(group: &'t Group, found: &mut Vec<&'t Text>) {
        for node in group.children() {
            match node {
                Node::Text(text) => found.push(text),
                Node::Group(group) => texts(group, found),
                _ => {}
            }
        }
    }

    /// The glyphs of a headline (bold) and of a sub-headline, from left to right.
    fn drawn(text: &str) -> [Vec<Drawn>; 2] {
        let words = Words {
            name: "names".into(),
            headline: text.to_owned().into(),
            subheadline: text.into(),
            description: String::new(),
            sources: Vec::new(),
            table: Table::new("", Vec::new()),
        };
        let chart = frame::draw(&sample::ensemble(), words, |_, _| ()).unwrap();
        let tree = parse(&chart.svg).unwrap();
        let mut found = Vec::new();
        texts(tree.root(), &mut found);
        [1, 2].map(|position| {
            let glyphs = found[position].layouted().iter().flat_map(|span| &span.positioned_glyphs).map(|glyph| {
                let transform = glyph.transform();
                Drawn { glyph: glyph.id.0, text: glyph.text.clone(), at: (transform.tx, transform.ty) }
            });
            let mut glyphs: Vec<Drawn> = glyphs.collect();
            glyphs.sort_by(|one, other| one.at.0.total_cmp(&other.at.0));
            glyphs
        })
    }

    fn in_order(glyphs: &[Drawn]) -> String {
        glyphs.iter().map(|glyph| glyph.text.replace('\u{200e}', "")).collect()
    }

    #[test]
    fn names_of_every_script_have_their_glyphs() {
        for text in ["Идлиб", "Αθήνα", "إدلب", "ירושלים", "Ստեփանակերտ", "თბილისი", "الإسلام", "حِمْص"]
        {
            for glyphs in drawn(text) {
                assert!(!glyphs.is_empty() && glyphs.iter().all(|glyph| glyph.glyph != 0), "{text}");
            }
        }
        assert!(drawn("Tokyo 東京").iter().flatten().any(|glyph| glyph.glyph == 0), "what is missing is found out");
    }

    #[test]
    fn names_from_right_to_left_are_joined_and_stand_apart_from_numbers() {
        let [_, alone] = drawn("إدلب");
        assert_eq!(in_order(&alone), "بلدإ", "the first letter stands on the right");
        let form = |letter: &str| drawn(letter)[1][0].glyph;
        assert_ne!([alone[0].glyph, alone[1].glyph], [form("ب"), form("ل")], "the forms are those of a joined word");
        for glyphs in drawn("إدلب: 960 (90) and חיפה 5, by ست") {
            assert_eq!(in_order(&glyphs), "بلدإ: 960 (90) and הפיח 5, by تس");
        }
        for glyphs in drawn("جيش الإسلام over فيلمار 5") {
            assert_eq!(in_order(&glyphs), "ملاسلإا شيج over رامليف 5", "with the letters that join as one");
        }
    }

    #[test]
    fn every_script_stands_on_the_same_line() {
        let base = drawn("Idlib")[1][0].at.1;
        for text in ["إدلب", "ירושלים", "Ստեփանակերտ", "Idlib إدلب", "إدلب Idlib"] {
            let [_, glyphs] = drawn(text);
            assert!(glyphs.iter().all(|glyph| (glyph.at.1 - base).abs() < 0.01), "{text}");
        }
    }
}
