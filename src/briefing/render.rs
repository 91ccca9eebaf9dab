//! From a briefing to HTML, by templates that an organisation can replace.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{Environment, HtmlEscape, UndefinedBehavior, Value, context};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::briefing::Briefing;
use crate::wording::{Piece, pieces};

/// Template files with the content that is built in. What ends in `.html` is a Jinja template whose values are escaped.
const BUILT_IN: [(&str, &str); 5] = [
    ("briefing.html", include_str!("../../assets/briefing/briefing.html")),
    ("slides.html", include_str!("../../assets/briefing/slides.html")),
    ("parts.html", include_str!("../../assets/briefing/parts.html")),
    ("style.css", include_str!("../../assets/briefing/style.css")),
    ("script.js", include_str!("../../assets/briefing/script.js")),
];

/// What pictures, whose lines we break ourselves, have between groups of digits; and what keeps a number on one line where a
/// browser breaks them.
const THIN_SPACE: &str = "\u{2009}";
const NARROW_NO_BREAK_SPACE: &str = "\u{202f}";

/// The fonts of the pictures, so that labels fit where the reader's machine has other fonts.
const FONTS: [(&str, &[u8]); 2] = [
    ("400", include_bytes!("../../assets/fonts/NotoSans-Regular.woff2")),
    ("700", include_bytes!("../../assets/fonts/NotoSans-Bold.woff2")),
];

/// Why a template cannot be used.
#[derive(Debug, Error)]
#[error("template {name}: {message}")]
pub struct TemplateError {
    /// The file.
    pub name: String,
    /// What is wrong, with its line where that is known.
    pub message: String,
}

/// The templates of a page and a deck.
#[derive(Clone, Debug)]
pub struct Templates {
    files: BTreeMap<String, String>,
}

impl Default for Templates {
    fn default() -> Templates {
        Templates { files: BUILT_IN.map(|(name, text)| (name.into(), text.into())).into() }
    }
}

impl Templates {
    /// Names of the files that can be replaced.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.into_iter().map(|(name, _)| name)
    }

    /// Uses another text for one of the files.
    #[must_use]
    pub fn with(mut self, name: &str, text: String) -> Templates {
        self.files.insert(name.into(), text);
        self
    }

    /// The page.
    ///
    /// # Errors
    /// When a template cannot be read or names what a briefing does not have.
    pub fn page(&self, briefing: &Briefing) -> Result<String, TemplateError> {
        self.render("briefing.html", briefing)
    }

    /// The deck of slides.
    ///
    /// # Errors
    /// As [`Templates::page`].
    pub fn slides(&self, briefing: &Briefing) -> Result<String, TemplateError> {
        self.render("slides.html", briefing)
    }

    fn render(&self, name: &str, briefing: &Briefing) -> Result<String, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_filter("isolated", isolated);
        for (name, text) in self.files.iter().filter(|(name, _)| name.ends_with(".html")) {
            environment.add_template(name, text).map_err(|error| failure(name, &error))?;
        }
        let [style, script] = ["style.css", "script.js"].map(|name| self.files.get(name).map_or("", String::as_str));
        let template = environment.get_template(name).map_err(|error| failure(name, &error))?;
        let briefing = Value::from(Serde(briefing));
        let page = context! { briefing, style => format!("{}{style}", font_faces()), script, policy => policy(script) };
        let html = template.render(page).map_err(|error| failure(name, &error))?;
        Ok(html.replace(THIN_SPACE, NARROW_NO_BREAK_SPACE))
    }
}

/// A text of ours as HTML, with each name from right to left isolated from the words and numbers around it.
fn isolated(text: &str) -> Value {
    let markup = |piece| match piece {
        Piece::Plain(text) => HtmlEscape(text).to_string(),
        Piece::RightToLeft(text) => format!("<bdi dir=\"rtl\">{}</bdi>", HtmlEscape(text)),
    };
    Value::from_safe_string(pieces(text).into_iter().map(markup).collect())
}

/// What the page may do: nothing but its own style, its own script, and pictures and fonts within itself.
pub(super) fn policy(script: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; script-src 'sha256-{hash}'; \
         base-uri 'none'; form-action 'none'"
    )
}

fn font_faces() -> String {
    let face = |(weight, bytes): (&str, &[u8])| {
        let data = STANDARD.encode(bytes);
        format!(
            "@font-face{{font-family:\"Noto Sans\";font-weight:{weight};font-display:block;\
             src:url(data:font/woff2;base64,{data}) format(\"woff2\")}}\n"
        )
    };
    FONTS.into_iter().map(face).collect()
}

fn failure(name: &str, error: &minijinja::Error) -> TemplateError {
    let place = error.name().unwrap_or(name);
    let line = error.line().map_or_else(String::new, |line| format!(" (line {line})"));
    TemplateError { name: place.into(), message: format!("{error}{line}") }
}
