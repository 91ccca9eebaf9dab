//! What a briefing says, before it has a form. Templates see exactly these fields (`docs/guide/briefing.md` lists them).

use serde::Serialize;

use crate::briefing::sentence;
use crate::chart::{MapFrames, Plot, Table};
use crate::quantity::Date;
use crate::record::Provenance;

/// A briefing.
#[derive(Clone, Debug, Serialize)]
pub struct Briefing {
    /// Title.
    pub title: String,
    /// Date of the briefing in words, possibly empty.
    pub date: String,
    /// Handling marking, possibly empty.
    pub marking: String,
    /// The days that are simulated.
    pub period: String,
    /// The bottom line: at most three sentences.
    pub bottom_line: Vec<String>,
    /// The yardstick: its name, its words and its rule.
    pub yardstick: NamedText,
    /// The analyst's own statement of confidence, possibly empty.
    pub confidence: String,
    /// What every reader must know of every number.
    pub caution: String,
    /// Program and version.
    pub generator: String,
    /// The sections, in the order of reading.
    pub sections: Vec<Section>,
    /// The same as slides, one message each.
    pub slides: Vec<Slide>,
    /// Every chart, those too that the page says in other words.
    #[serde(skip)]
    pub pictures: Vec<Figure>,
}

/// A text with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedText {
    /// Its name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// A part of a briefing. What is empty is left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    /// Anchor: `displacement`.
    pub id: String,
    /// Heading.
    pub title: String,
    /// What it says, in sentences.
    pub sentences: Vec<String>,
    /// Points of a list.
    pub points: Vec<String>,
    /// Key judgements.
    pub judgements: Vec<Judgement>,
    /// Charts.
    pub figures: Vec<Figure>,
    /// Charts that say again, for slides of others, what the section says already.
    #[serde(skip)]
    pub(super) spare: Vec<Figure>,
    /// Histories of single runs.
    pub histories: Vec<History>,
    /// Tables shown whole.
    pub tables: Vec<TextTable>,
    /// Tables to be unfolded.
    pub folded: Vec<TextTable>,
    /// Commands that repeat the results.
    pub commands: Vec<NamedText>,
}

/// A statement with its probability.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// The statement.
    pub statement: String,
    /// Last day that counts.
    pub horizon: String,
    /// Share of the runs in which it comes true.
    pub probability: String,
    /// 95 % interval of the Monte Carlo estimate.
    pub interval: String,
    /// The yardstick's words for the probability.
    pub words: String,
    /// What the interval makes of the words, possibly empty.
    pub straddles: String,
    /// The base rate beside it, or that none is known.
    pub base_rate: String,
    /// What happened, where it is known; possibly empty.
    pub resolved: String,
    /// The share as a number, 0 to 1.
    pub share: f64,
    /// The interval as numbers.
    pub ends: [f64; 2],
    /// The base rate as a number, if there is one.
    pub base_share: Option<f64>,
}

/// A part of a picture that can be hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Toggle {
    /// Class of its elements in the picture: `band-90`.
    pub class: String,
    /// What the button says: `90 % band`.
    pub label: String,
}

/// A chart.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// Anchor, unique on the page: `chart-displacement`.
    pub id: String,
    /// Name of its files: `displacement`.
    pub name: String,
    /// What it says: one sentence.
    pub says: String,
    /// What is shown and what it says, for those who do not see it.
    pub description: String,
    /// The picture, 1920 × 1080, as an SVG element.
    pub svg: String,
    /// Where its headline ends, in pixels from the top.
    pub below_headline: f64,
    /// The numbers behind it.
    pub table: Table,
    /// What a pointer may ask.
    pub plots: Vec<Plot>,
    /// What can be hidden.
    pub toggles: Vec<Toggle>,
    /// Days of a map, if it is one.
    pub frames: Option<MapFrames>,
}

/// The history of a single run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct History {
    /// Which it is.
    pub title: String,
    /// What sets it apart.
    pub lead: String,
    /// What happened.
    pub lines: Vec<HistoryLine>,
}

/// Something that happened on a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryLine {
    /// Date; empty when it is that of the line before.
    pub date: String,
    /// What happened.
    pub text: String,
}

/// A table with a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextTable {
    /// Heading.
    pub title: String,
    /// The table.
    pub table: Table,
}

/// A slide.
#[derive(Clone, Debug, Serialize)]
pub struct Slide {
    /// `title`, `points`, `judgements`, `figure` or `history`: how it is laid out.
    pub kind: String,
    /// Its message.
    pub message: String,
    /// Points, in sentences.
    pub points: Vec<String>,
    /// Key judgements.
    pub judgements: Vec<Judgement>,
    /// The chart, if it is one.
    pub figure: Option<Figure>,
    /// Dated lines.
    pub lines: Vec<HistoryLine>,
}

impl History {
    /// A history of dated lines, each date said once.
    pub(super) fn new(title: &str, lead: String, lines: impl Iterator<Item = (Date, String)>) -> History {
        let mut before = None;
        let line = |(date, text)| {
            let is_new = before.replace(date) != Some(date);
            HistoryLine { date: if is_new { sentence::date(date) } else { String::new() }, text }
        };
        History { title: title.into(), lead, lines: lines.map(line).collect() }
    }
}

impl Section {
    /// A section that says nothing yet.
    pub(super) fn new(id: &str, title: &str) -> Section {
        Section { id: id.into(), title: title.into(), ..Section::default() }
    }

    /// The section, unless it says nothing.
    pub(super) fn unless_empty(self) -> Option<Section> {
        let Section { sentences, points, judgements, figures, histories, tables, folded, commands, .. } = &self;
        let texts = sentences.len() + points.len() + commands.len() + histories.len();
        let is_empty = texts + judgements.len() + figures.len() + tables.len() + folded.len() == 0;
        (!is_empty).then_some(self)
    }

    /// Names the run it belongs to, where it is not the first.
    pub(super) fn belongs_to(&mut self, index: usize, provenance: &Provenance) {
        self.id = format!("{}-{}", self.id, index + 1);
        self.title = format!("{}: {}", self.title, provenance.title);
    }
}

/// Gives every figure an anchor of its own, in its picture too.
pub(super) fn make_figures_unique(sections: &mut [Section]) {
    let mut taken = std::collections::BTreeSet::new();
    for figure in sections.iter_mut().flat_map(|section| &mut section.figures) {
        let wanted = format!("chart-{}", figure.name);
        let free = (2..).map(|number| format!("{wanted}-{number}"));
        let id = std::iter::once(wanted.clone()).chain(free).find(|id| taken.insert(id.clone()));
        figure.id = id.unwrap_or(wanted);
        for part in ["title", "description"] {
            let (own, unique) = (format!("{}-{part}", figure.name), format!("{}-{part}", figure.id));
            figure.svg = figure.svg.replacen(&format!("id=\"{own}\""), &format!("id=\"{unique}\""), 1);
            figure.svg = figure.svg.replacen(&own, &unique, 1);
        }
    }
}
