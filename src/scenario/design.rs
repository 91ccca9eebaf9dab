//! The design file of an experiment: what varies, and which points are looked at.

use std::path::Path;

use crate::diagnostic::{Report, Sources};
use crate::record::DesignKind;
use crate::scenario::decode::Decoder;
use crate::scenario::node::parse;
use crate::scenario::read::read;
use crate::scenario::spec::{At, Spec, integer, list, text, word};

/// Words for designs.
const DESIGNS: [&str; 7] = {
    let words = DesignKind::WORDS;
    [words[0].0, words[1].0, words[2].0, words[3].0, words[4].0, words[5].0, words[6].0]
};

/// Words for draws.
const DRAWS: [&str; 2] = ["common", "independent"];

crate::scenario::spec::table! {
    /// A design file.
    pub struct DesignFile {
        /// How points are chosen.
        design: Option<At<String>> = word(&DESIGNS).optional(),
        /// What varies: `PATH=LOW..HIGH`, `PATH=A,B,C`, `PATH`, or `all`.
        vary: Vec<At<String>> = list(text()).or_empty(),
        /// Levers that vary: `ID`, or `ID=A,B`; or that are set: `ID=A`.
        levers: Vec<At<String>> = list(text()).or_empty(),
        /// What is set: `PATH=VALUE`.
        set: Vec<At<String>> = list(text()).or_empty(),
        /// Outcomes and questions of interest; all when there is none.
        outcomes: Vec<At<String>> = list(text()).or_empty(),
        /// Number of points, where the design has any number.
        points: Option<At<i64>> = integer(1, 1_000_000).optional(),
        /// Levels of each number, where the design has levels.
        levels: Option<At<i64>> = integer(2, 1000).optional(),
        /// Replicates of each point.
        replicates: Option<At<i64>> = integer(1, 1_000_000_000).optional(),
        /// Seed of the points and of all random draws.
        seed: Option<At<i64>> = integer(0, i64::MAX).optional(),
        /// Whether every point meets the same replicates.
        draws: Option<At<String>> = word(&DRAWS).optional(),
    }
}

/// What came of reading a design file.
#[derive(Debug)]
pub struct LoadedDesign {
    /// The text that the report points into.
    pub sources: Sources,
    /// What is wrong with it.
    pub report: Report,
    /// Its contents; `None` when there are errors.
    pub file: Option<DesignFile>,
}

/// Reads a design file. Every problem, a missing file too, is in the report.
pub fn load_design(path: &Path) -> LoadedDesign {
    let name = path.display().to_string();
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = match read(path, &name) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let source = sources.add(name, text);
            let root = parse(text, source, &mut report);
            root.and_then(|root| Decoder::new(&sources, &[source], &mut report).structure(&root))
        }
        Err(diagnostic) => {
            report.push(*diagnostic);
            None
        }
    };
    let file = file.filter(|_| !report.has_errors());
    LoadedDesign { sources, report, file }
}
