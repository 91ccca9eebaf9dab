//! A story as text for people.

use crate::diagnostic::{Style, visible};
use crate::engine::trace::words::{count, whole};
use crate::engine::trace::{Ending, Entry, Sampled, Story};
use crate::record::OutcomeKind;

/// Narrowest text that is laid out.
const NARROWEST: usize = 40;

impl Story {
    /// The story in paragraphs by date, wrapped to a width in characters, quiet days counted.
    pub fn text(&self, width: usize, style: Style) -> String {
        let mut page = Page { text: String::new(), width: width.max(NARROWEST), style };
        self.head(&mut page);
        let mut next = self.first;
        for entries in self.entries.chunk_by(|one, other| one.day == other.day) {
            let Some(Entry { day, date, .. }) = entries.first() else { continue };
            page.quiet(day.saturating_sub(next));
            page.heading(&format!("{}  day {day}", date.long()));
            for entry in entries {
                page.item(&entry.occurrence.to_string());
            }
            next = day + 1;
        }
        page.quiet((self.last + 1).saturating_sub(next));
        self.tail(&mut page);
        page.text
    }

    /// What world this is.
    fn head(&self, page: &mut Page) {
        if !self.marking.is_empty() {
            page.heading(&self.marking);
        }
        page.heading(&self.title);
        page.line(
            "",
            &format!(
                "Replicate {} of seed {}, {} to {}.",
                self.replicate,
                self.seed,
                self.date(self.first),
                self.date(self.last)
            ),
        );
        if !self.quantities.is_empty() {
            page.line("", "What sets this world apart (share of worlds with a lower value in brackets):");
            for quantity in &self.quantities {
                page.item(&sampled(quantity));
            }
        }
    }

    /// How it ended.
    fn tail(&self, page: &mut Page) {
        page.heading("Outcomes");
        for ending in &self.endings {
            page.item(&format!("{}: {}", ending.info.label.trim_end_matches('.'), value(ending)));
        }
    }

    fn date(&self, day: usize) -> String {
        self.start.plus_days(day as i64).long()
    }
}

/// A quantity's value in this world beside its central value.
fn sampled(quantity: &Sampled) -> String {
    let unit = if quantity.unit == "1" { String::new() } else { format!(" {}", quantity.unit) };
    let share = 100.0 * quantity.quantile;
    format!(
        "{} = {}{unit} ({share:.1} %), centrally {}",
        quantity.path,
        figure(quantity.value),
        figure(quantity.central)
    )
}

/// An outcome's value.
fn value(ending: &Ending) -> String {
    match ending.info.kind {
        OutcomeKind::Condition if ending.value > 0.5 => "yes".into(),
        OutcomeKind::Condition => "no".into(),
        OutcomeKind::Number if !ending.value.is_finite() => "never".into(),
        OutcomeKind::Number if ending.info.unit == "1" => figure(ending.value),
        OutcomeKind::Number => format!("{} {}", figure(ending.value), ending.info.unit),
    }
}

/// A number with about three significant digits.
fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 || value.fract() == 0.0 => whole(value),
        size if size >= 1.0 => format!("{value:.2}"),
        size if size >= 0.01 => format!("{value:.3}"),
        _ => format!("{value:.2e}"),
    }
}

/// Text that grows downwards.
struct Page {
    text: String,
    width: usize,
    style: Style,
}

impl Page {
    /// A line of its own after an empty one.
    fn heading(&mut self, heading: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        let heading = visible(heading);
        match self.style {
            Style::Plain => self.text.push_str(&format!("{gap}{heading}\n")),
            Style::Colour => self.text.push_str(&format!("{gap}\u{1b}[1m{heading}\u{1b}[0m\n")),
        }
    }

    /// An item of a list.
    fn item(&mut self, sentence: &str) {
        self.line("  • ", sentence);
    }

    /// Days on which nothing happened.
    fn quiet(&mut self, days: usize) {
        if days > 0 {
            self.text.push('\n');
            self.line("", &format!("… {}", count(days as f64, "quiet day", "quiet days")));
        }
    }

    /// A paragraph behind a mark, wrapped between words and hung under its first word.
    fn line(&mut self, mark: &str, sentence: &str) {
        let indent = mark.chars().count();
        let (mut column, mut line) = (indent, String::from(mark));
        for (position, word) in visible(sentence).split(' ').enumerate() {
            let length = word.chars().count();
            if position > 0 && column + 1 + length > self.width {
                line.push('\n');
                line.push_str(&" ".repeat(indent));
                column = indent;
            } else if position > 0 {
                line.push(' ');
                column += 1;
            }
            line.push_str(word);
            column += length;
        }
        self.text.push_str(&line);
        self.text.push('\n');
    }
}
