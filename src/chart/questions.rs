//! The questions' probabilities, with Monte Carlo intervals, base rates and what happened.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{Area, BLUE, BODY, INK, PAPER, RULE, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Ensemble, QuestionAnswer};

/// Questions on one slide.
const PER_PAGE: usize = 12;
/// Width of the column of statements.
const STATEMENTS: f64 = 1060.0;

/// The charts `questions`, `questions_2`, … in the scenario's order.
pub fn draw(ensemble: &Ensemble) -> Result<Vec<Chart>, ChartError> {
    let answered: Vec<&QuestionAnswer> =
        ensemble.questions.iter().filter(|question| question.probability.is_finite()).collect();
    let pages = answered.len().div_ceil(PER_PAGE);
    let page = |(index, chunk): (usize, &[&QuestionAnswer])| {
        frame::draw(ensemble, words(&answered, chunk, index + 1, pages), |canvas, area| draw_page(canvas, area, chunk))
    };
    answered.chunks(PER_PAGE).enumerate().map(page).collect()
}

fn draw_page(canvas: &mut Canvas<'_>, area: Area, questions: &[&QuestionAnswer]) {
    draw_key(canvas, (area.left, area.top + 8.0), questions);
    let has_answers = questions.iter().any(|question| question.resolved.is_some());
    let plot = area.inset(STATEMENTS, 40.0, 110.0 + if has_answers { 120.0 } else { 0.0 }, 30.0);
    let row = (plot.height() / questions.len() as f64).min(110.0);
    let plot = Area { bottom: plot.top + row * questions.len() as f64, ..plot };
    let scale = axis::horizontal(canvas, plot, &Ticks::covering(0.0, 1.0, 4, Style::Percent), Style::Percent);
    for (index, question) in questions.iter().enumerate() {
        let middle = plot.top + row * (index as f64 + 0.5);
        canvas.line(&[(area.left, middle + row / 2.0), (area.right, middle + row / 2.0)], Stroke::solid(RULE, 1.0));
        draw_statement(canvas, (area.left, middle), &question.statement);
        draw_probability(canvas, scale, plot.right, middle, question);
    }
    let spots = questions.iter().enumerate().map(|(index, question)| {
        let middle = plot.top + row * (index as f64 + 0.5);
        Spot::new((scale.at(question.probability), middle), in_full(question))
    });
    canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
}

/// What a pointer finds on a question.
fn in_full(question: &QuestionAnswer) -> String {
    let [low, high] = question.interval.map(number::percent);
    let base = question.base_rate.map_or(String::new(), |rate| format!("; base rate {}", number::percent(rate)));
    let history = question.resolved.map_or(String::new(), |happened| format!("; {}", what_happened(happened)));
    let share = number::percent(question.probability);
    format!("{} In {share} of runs (95\u{2009}% interval {low} to {high}){base}{history}", ended(&question.statement))
}

/// A statement with a full stop.
fn ended(statement: &str) -> String {
    if statement.ends_with(['.', '?', '!']) { statement.into() } else { format!("{statement}.") }
}

fn what_happened(happened: bool) -> &'static str {
    if happened { "happened" } else { "did not happen" }
}

/// Whether history took the answer that more runs gave; none while it has not.
fn is_likelier(question: &QuestionAnswer) -> Option<bool> {
    Some(question.resolved? == (question.probability > 0.5))
}

/// The questions of a page, and what became of all of them.
fn table(all: &[&QuestionAnswer], page: &[&QuestionAnswer]) -> Table {
    let share = |value: f64| Cell::number(number::percent(value), value);
    let word = |is_so: bool| Cell::words(if is_so { "yes" } else { "no" });
    let row = |question: &&QuestionAnswer| {
        vec![
            Cell::words(&question.statement),
            share(question.probability),
            share(question.interval[0]),
            share(question.interval[1]),
            question.base_rate.map_or_else(Cell::empty, share),
            word(question.probability > 0.5),
            question.resolved.map_or_else(Cell::empty, |happened| Cell::words(what_happened(happened))),
            is_likelier(question).map_or_else(Cell::empty, word),
        ]
    };
    let columns = vec![
        Column::words("Statement"),
        Column::numbers("Share of runs"),
        Column::numbers("95\u{2009}% low"),
        Column::numbers("95\u{2009}% high"),
        Column::numbers("Base rate"),
        Column::words("In most runs"),
        Column::words("History"),
        Column::words("The likelier answer"),
    ];
    let likely = all.iter().filter(|question| question.probability > 0.5).count();
    let judged: Vec<bool> = all.iter().filter_map(|question| is_likelier(question)).collect();
    let right = judged.iter().filter(|&&is_right| is_right).count();
    let mut total = vec![Cell::empty(); columns.len()];
    total[0] = Cell::words("All statements");
    total[5] = Cell::words(format!("{likely} of {}", all.len()));
    total[7] = if judged.is_empty() { Cell::empty() } else { Cell::words(format!("{right} of {}", judged.len())) };
    let rows = page.iter().map(row).chain([total]).collect();
    Table::new("Share of runs in which each statement comes true, and what history says", columns).with_rows(rows)
}

fn draw_key(canvas: &mut Canvas<'_>, at: (f64, f64), questions: &[&QuestionAnswer]) {
    let mut entries = vec![
        (Swatch::Fill(BLUE, 1.0), "share of runs"),
        (Swatch::Line(Stroke::solid(INK, 3.0)), "95\u{2009}% Monte Carlo interval"),
    ];
    if questions.iter().any(|question| question.base_rate.is_some()) {
        entries.push((Swatch::Tick(VERMILION), "base rate"));
    }
    if questions.iter().any(|question| question.resolved == Some(true)) {
        entries.push((Swatch::Disc(INK), "happened"));
    }
    if questions.iter().any(|question| question.resolved == Some(false)) {
        entries.push((Swatch::Ring(INK), "did not happen"));
    }
    labels::key(canvas, at, &entries);
}

fn draw_statement(canvas: &mut Canvas<'_>, (left, middle): (f64, f64), statement: &str) {
    let lines = font::wrap(statement, BODY, Weight::Regular, STATEMENTS - 40.0, 2);
    let first = middle - 14.0 * (lines.len() as f64 - 1.0);
    for (index, line) in lines.iter().enumerate() {
        canvas.text_on(line, (left, first + 28.0 * index as f64), Type::new(BODY));
    }
}

fn draw_probability(canvas: &mut Canvas<'_>, scale: Scale, right: f64, middle: f64, question: &QuestionAnswer) {
    let bar =
        Area { left: scale.at(0.0), top: middle - 13.0, right: scale.at(question.probability), bottom: middle + 13.0 };
    canvas.rectangle(bar, BLUE, 1.0);
    let [low, high] = question.interval;
    if low.is_finite() && high.is_finite() {
        canvas.line(&[(scale.at(low), middle), (scale.at(high), middle)], Stroke::solid(INK, 3.0));
        for end in [low, high] {
            canvas.line(&[(scale.at(end), middle - 8.0), (scale.at(end), middle + 8.0)], Stroke::solid(INK, 2.5));
        }
    }
    if let Some(rate) = question.base_rate.filter(|rate| rate.is_finite()) {
        canvas.line(&[(scale.at(rate), middle - 22.0), (scale.at(rate), middle + 22.0)], Stroke::solid(PAPER, 10.0));
        canvas.line(&[(scale.at(rate), middle - 22.0), (scale.at(rate), middle + 22.0)], Stroke::solid(VERMILION, 5.0));
    }
    let kind = Type::new(BODY).bold().align(Align::End);
    canvas.text_on(&number::percent(question.probability), (right + 110.0, middle), kind);
    match question.resolved {
        Some(true) => canvas.disc((right + 150.0, middle), 11.0, INK),
        Some(false) => canvas.ring((right + 150.0, middle), 11.0, INK),
        None => return,
    }
    let answer = if question.resolved == Some(true) { "yes" } else { "no" };
    canvas.text_on(answer, (right + 172.0, middle), Type::new(BODY));
}

fn words(all: &[&QuestionAnswer], page: &[&QuestionAnswer], number: usize, pages: usize) -> Words {
    let likely = all.iter().filter(|question| question.probability > 0.5).count();
    let resolved: Vec<bool> = all.iter().filter_map(|question| is_likelier(question)).collect();
    let mut headline = format!("{likely} of {} statements come true in most runs", all.len());
    if !resolved.is_empty() {
        let right = resolved.iter().filter(|&&is_right| is_right).count();
        headline += &format!("; history took the likelier answer in {right} of {}", resolved.len());
    }
    let part = if pages > 1 { format!(" (page {number} of {pages})") } else { String::new() };
    let subheadline = format!("Share of runs in which each statement comes true{part}");
    let answer = |question: &&QuestionAnswer| {
        let history = question.resolved.map_or(String::new(), |happened| format!(", {}", what_happened(happened)));
        format!("{} {}{history}", question.statement, self::number::percent(question.probability))
    };
    let list: Vec<String> = page.iter().map(answer).collect();
    let name = if number == 1 { "questions".into() } else { format!("questions_{number}") };
    Words {
        name,
        description: format!("Bars with intervals. {subheadline}. {}.", list.join("; ")),
        headline: headline.into(),
        subheadline,
        sources: Vec::new(),
        table: table(all, page),
    }
}
