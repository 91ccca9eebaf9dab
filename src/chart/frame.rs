//! What every chart has around its plot: headline, sub-headline, footer, handling marking, title and description.

use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::number;
use crate::chart::theme::{Area, HEADLINE, HEIGHT, INK, MARGIN, MUTED, SMALL, SUBHEADLINE, WIDTH};
use crate::chart::{Chart, ChartError, Table, group};
use crate::record::{Ensemble, Observation, Provenance};

/// What a chart says.
#[derive(Clone, Debug)]
pub struct Headline {
    /// With all names in full.
    pub in_full: String,
    /// As it is drawn: names are cut where there is no room for them.
    pub drawn: String,
}

impl Headline {
    /// Clauses in a row, of which as many are drawn as there is room for.
    pub fn of_clauses(clauses: &[String]) -> Headline {
        let first = |count: usize| clauses[..count].join("; ");
        let drawn = (1..=clauses.len()).rev().map(first).find(|text| fits(text));
        Headline { in_full: clauses.join("; "), drawn: drawn.unwrap_or_else(|| first(clauses.len().min(1))) }
    }
}

impl From<String> for Headline {
    fn from(text: String) -> Headline {
        Headline { in_full: text.clone(), drawn: text }
    }
}

/// The words of a chart.
pub struct Words {
    /// File stem.
    pub name: String,
    /// The message; in full also the document's title.
    pub headline: Headline,
    /// What is drawn.
    pub subheadline: String,
    /// Alternative text: what is shown and what it says.
    pub description: String,
    /// Sources of the observations drawn, possibly empty.
    pub sources: Vec<String>,
    /// The numbers behind the picture.
    pub table: Table,
}

/// Draws the frame and, within it, the plot: `plot` gets the canvas and the area that is left.
pub fn draw<F>(ensemble: &Ensemble, words: Words, plot: F) -> Result<Chart, ChartError>
where
    F: FnOnce(&mut Canvas<'_>, Area),
{
    draw_for(&ensemble.provenance, words, plot)
}

/// The same for what is not an ensemble but comes of one.
pub fn draw_for<F>(provenance: &Provenance, words: Words, plot: F) -> Result<Chart, ChartError>
where
    F: FnOnce(&mut Canvas<'_>, Area),
{
    draw_counted(provenance, &replicates(provenance), words, plot)
}

/// The same where more than replicates were counted: `counted` says what the numbers rest on.
pub fn draw_counted<F>(provenance: &Provenance, counted: &str, words: Words, plot: F) -> Result<Chart, ChartError>
where
    F: FnOnce(&mut Canvas<'_>, Area),
{
    let mut drawing = String::new();
    let mut canvas = Canvas::new(&mut drawing);
    let (below_headline, top) = heading(&mut canvas, provenance, &words);
    let bottom = footer(&mut canvas, provenance, counted, &words.sources);
    marking(&mut canvas, &provenance.marking);
    plot(&mut canvas, Area { left: MARGIN, top, right: WIDTH - MARGIN, bottom });
    let finished = canvas.finish()?;
    let drawing = group::put_in(&drawing, &finished.groups);
    let title = font::clean(&words.headline.in_full);
    let description = font::clean(&words.description);
    let svg = with_root(&drawing, &words.name, &title, &description);
    let table = words.table.cleaned();
    Ok(Chart { name: words.name, title, description, below_headline, svg, table, plots: finished.plots })
}

/// Writes scenario title, headline and sub-headline; returns where the headline ends and where the plot may begin.
fn heading(canvas: &mut Canvas<'_>, provenance: &Provenance, words: &Words) -> (f64, f64) {
    let room = WIDTH - 2.0 * MARGIN;
    let scenario = font::shorten(&provenance.title, SMALL + 2.0, Weight::Regular, room);
    canvas.text(&scenario, (MARGIN, 74.0), Type::new(SMALL + 2.0).colour(MUTED));
    let mut baseline = 74.0;
    let (size, lines) = fit_headline(&words.headline.drawn, room);
    for line in lines {
        baseline += 54.0;
        canvas.text(&line, (MARGIN, baseline), Type::new(size).bold().colour(INK));
    }
    let below_headline = baseline + 12.0;
    baseline += 6.0;
    for line in font::wrap(&words.subheadline, SUBHEADLINE, Weight::Regular, room, 2) {
        baseline += 38.0;
        canvas.text(&line, (MARGIN, baseline), Type::new(SUBHEADLINE).colour(MUTED));
    }
    (below_headline, baseline + 30.0)
}

/// Whether a headline can be drawn uncut.
pub fn fits(headline: &str) -> bool {
    font::wrap(headline, HEADLINE, Weight::Bold, WIDTH - 2.0 * MARGIN, 2).join(" ") == font::clean(headline)
}

/// Size and lines of a headline: one line, if need be a little smaller, else two of about the same length.
fn fit_headline(headline: &str, room: f64) -> (f64, Vec<String>) {
    let one_line = |size: &f64| font::width(&font::clean(headline), *size, Weight::Bold) <= room;
    if let Some(size) = [HEADLINE, HEADLINE - 2.0, HEADLINE - 4.0].into_iter().find(one_line) {
        return (size, vec![font::clean(headline)]);
    }
    let wrapped = |limit: f64| font::wrap(headline, HEADLINE, Weight::Bold, limit, 2);
    let full = wrapped(room);
    let narrower = (5..10).map(|tenths| wrapped(room * f64::from(tenths) / 10.0));
    let balanced =
        narrower.into_iter().find(|lines| lines.concat().len() == full.concat().len() && !lines[1].ends_with('…'));
    (HEADLINE, balanced.unwrap_or(full))
}

/// Writes the footer; returns where the plot must end.
fn footer(canvas: &mut Canvas<'_>, provenance: &Provenance, counted: &str, sources: &[String]) -> f64 {
    let room = WIDTH - 2.0 * MARGIN;
    let mut lines = font::wrap(&provenance_line(provenance, counted), SMALL, Weight::Regular, room, 2);
    if !sources.is_empty() {
        let text = format!("Observations: {}", sources.join("; "));
        lines.extend(font::wrap(&text, SMALL, Weight::Regular, room, 2));
    }
    let first = 1034.0 - 27.0 * (lines.len() as f64 - 1.0);
    for (index, line) in lines.iter().enumerate() {
        canvas.text(line, (MARGIN, first + 27.0 * index as f64), Type::new(SMALL).colour(MUTED));
    }
    first - 40.0
}

/// How many replicates there are, of those asked for.
fn replicates(provenance: &Provenance) -> String {
    let done = provenance.usable();
    match provenance.failed {
        0 => format!("{} replicates", number::grouped(done as f64)),
        _ => {
            format!("{} of {} replicates", number::grouped(done as f64), number::grouped(provenance.replicates as f64))
        }
    }
}

/// What produced the chart, and how to read its numbers.
fn provenance_line(provenance: &Provenance, counted: &str) -> String {
    format!(
        "{counted} · seed {} · run {} · Flashpoint {} · frequencies within the model under the stated assumptions, not forecasts",
        provenance.seed, provenance.run_id, provenance.version
    )
}

/// The handling marking, top and bottom centre; a long one is set smaller before it is cut.
fn marking(canvas: &mut Canvas<'_>, marking: &str) {
    let (text, room) = (font::clean(marking), WIDTH - 2.0 * MARGIN);
    let size = [24.0, 20.0, 16.0, 13.0]
        .into_iter()
        .find(|&size| font::width(&text, size, Weight::Bold) <= room)
        .unwrap_or(13.0);
    let text = font::shorten(&text, size, Weight::Bold, room);
    if !text.is_empty() {
        let kind = Type::new(size).bold().align(Align::Middle);
        canvas.text(&text, (WIDTH / 2.0, 38.0), kind);
        canvas.text(&text, (WIDTH / 2.0, HEIGHT - 10.0), kind);
    }
}

/// A name as headlines write it: cut when it would push the number off the end.
pub fn in_headline(name: &str) -> String {
    font::shorten(name, HEADLINE, Weight::Bold, 1100.0)
}

/// Short citations of the observations, each once, in order of appearance.
pub fn sources<'a>(observations: impl Iterator<Item = &'a Observation>) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for observation in observations {
        if !observation.source.is_empty() && !sources.contains(&observation.source) {
            sources.push(observation.source.clone());
        }
    }
    sources
}

/// Replaces the backend's root element by one with the size in pixels, an accessible title and a description.
fn with_root(drawing: &str, name: &str, title: &str, description: &str) -> String {
    let content = drawing.split_once('>').map_or("", |(_, content)| content);
    let (title_id, description_id) = (format!("{name}-title"), format!("{name}-description"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-labelledby=\"{title_id} {description_id}\" stroke-linejoin=\"round\" stroke-linecap=\"butt\">\n\
         <title id=\"{title_id}\">{}</title>\n<desc id=\"{description_id}\">{}</desc>{content}",
        WIDTH * 10.0,
        HEIGHT * 10.0,
        escape(title),
        escape(description)
    )
}

/// The text with XML's five special characters escaped.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_for_which_there_is_no_room_are_not_drawn() {
        let clause = |length: usize| "half the word ".repeat(length).trim_end().to_owned();
        let clauses = [clause(4), clause(4), clause(9)];
        let headline = Headline::of_clauses(&clauses);
        assert_eq!(headline.in_full, clauses.join("; "));
        assert_eq!(headline.drawn, clauses[..2].join("; "));
        assert_eq!(Headline::of_clauses(&[clause(40)]).drawn, clause(40), "a single one is cut where it is drawn");
        assert_eq!(Headline::of_clauses(&[]).drawn, "");
    }
}
