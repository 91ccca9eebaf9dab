//! Knowledge against chance: the variance of each outcome by what it comes from.

use crate::chart::axis::{self, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::sensitivity::{estimate_cells, estimate_columns, with_interval};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, Colour, INK, PAPER, RULE, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{ChanceShares, SensitivityReport, VarianceShare};

/// Most outcomes that stay readable.
const MOST: usize = 12;
/// Width of the column of names.
const NAMES: f64 = 620.0;
/// Narrowest part that holds its number.
const ROOM: f64 = 84.0;

/// An outcome's name and its shares.
type Row<'r> = (&'r str, &'r ChanceShares);

/// The parts in order, with their colours: dark, middle and light in grey too.
fn parts(found: &ChanceShares) -> [(&'static str, Colour, Colour, &VarianceShare); 3] {
    [
        ("what we do not know", BLUE, PAPER, &found.knowledge),
        ("the interplay of both", AXIS.towards(PAPER, 0.55), INK, &found.interplay),
        ("chance", VERMILION.towards(PAPER, 0.25), INK, &found.chance),
    ]
}

/// The chart `variance`, if there are shares.
pub(super) fn draw(report: &SensitivityReport) -> Result<Option<Chart>, ChartError> {
    let all: Vec<Row<'_>> =
        report.outcomes.iter().filter_map(|outcome| Some((outcome.outcome.name(), outcome.chance.as_ref()?))).collect();
    let Some((_, first)) = all.first() else { return Ok(None) };
    let shown = &all[..all.len().min(MOST)];
    let [points, replicates] = [first.points, first.replicates].map(|count| number::grouped(count as f64));
    let counted = format!("{points} points under the same {replicates} replicates");
    frame::draw_counted(&report.provenance, &counted, words(&all), |canvas, area| draw_rows(canvas, area, shown))
        .map(Some)
}

fn draw_rows(canvas: &mut Canvas<'_>, area: Area, rows: &[Row<'_>]) {
    let of = parts(rows[0].1);
    let mut key: Vec<(Swatch, &str)> =
        of.iter().map(|(what, colour, _, _)| (Swatch::Fill(*colour, 1.0), *what)).collect();
    key.push((Swatch::Line(Stroke::solid(INK, 3.0)), "95\u{2009}% interval of what we do not know"));
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let plot = area.inset(NAMES, 44.0, 30.0, 44.0);
    let height = (plot.height() / rows.len() as f64).min(120.0);
    let plot = Area { bottom: plot.top + height * rows.len() as f64, ..plot };
    let scale = axis::horizontal(canvas, plot, &Ticks::covering(0.0, 1.0, 4, Style::Percent), Style::Percent);
    for (index, (name, found)) in rows.iter().enumerate() {
        let middle = plot.top + height * (index as f64 + 0.5);
        if index > 0 {
            let above = middle - height / 2.0;
            canvas.line(&[(area.left, above), (area.right, above)], Stroke::solid(RULE, 1.0));
        }
        let lines = labels::lines(name, NAMES - 30.0, height);
        for (line, at) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
            canvas.text_on(line, (area.left, at), Type::new(BODY));
        }
        let half = (height / 2.0 - 8.0).clamp(8.0, 28.0);
        draw_parts(canvas, |share| scale.at(share), (middle, half), found);
    }
    let spots = rows.iter().enumerate().map(|(index, (name, found))| {
        let told =
            parts(found).map(|(what, _, _, part)| format!("{what} {}", with_interval(part.share, number::percent)));
        let middle = plot.top + height * (index as f64 + 0.5);
        Spot::new((scale.at(found.knowledge.share.value), middle), format!("{name}: {}", told.join("; ")))
    });
    canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
}

/// The shares of all outcomes, and for how many of them chance is the less.
fn table(all: &[Row<'_>]) -> Table {
    let mut columns = vec![Column::words("Outcome")];
    for heading in ["What we do not know", "The interplay of both", "Chance"] {
        columns.extend(estimate_columns(heading));
    }
    let row = |(name, found): &Row<'_>| {
        let mut row = vec![Cell::words(*name)];
        row.extend(parts(found).into_iter().flat_map(|(_, _, _, part)| estimate_cells(part.share, number::percent)));
        row
    };
    let mut rows: Vec<Vec<Cell>> = all.iter().map(row).collect();
    let counted = format!("{} of {}", outweighed(all), all.len());
    let mut total = vec![Cell::words("What we do not know outweighs chance"), Cell::words(counted)];
    total.resize(columns.len(), Cell::empty());
    rows.push(total);
    Table::new("Shares of the variance of one run", columns).with_rows(rows)
}

/// Outcomes for which chance is less than what we do not know.
fn outweighed(all: &[Row<'_>]) -> usize {
    all.iter().filter(|(_, found)| found.knowledge.share.value > found.chance.share.value).count()
}

fn draw_parts(canvas: &mut Canvas<'_>, at: impl Fn(f64) -> f64, (middle, half): (f64, f64), found: &ChanceShares) {
    let mut from = 0.0;
    for (_, colour, ink, part) in parts(found) {
        let share = if part.share.value.is_finite() { part.share.value } else { 0.0 };
        let (left, right) = (at(from), at(from + share));
        canvas.rectangle(Area { left, right, top: middle - half, bottom: middle + half }, colour, 1.0);
        if right - left >= ROOM {
            let kind = Type::new(BODY).bold().colour(ink).align(Align::Middle);
            canvas.text_on(&number::percent(share), ((left + right) / 2.0, middle), kind);
        }
        from += share;
    }
    let interval = found.knowledge.share.interval;
    if interval.iter().all(|end| end.is_finite()) {
        let [low, high] = interval.map(&at);
        let below = middle + half;
        canvas.line(&[(low, below), (high, below)], Stroke::solid(PAPER, 7.0));
        canvas.line(&[(low, below), (high, below)], Stroke::solid(INK, 3.0));
        for end in [low, high] {
            canvas.line(&[(end, below - 7.0), (end, below + 7.0)], Stroke::solid(INK, 3.0));
        }
    }
}

fn words(all: &[Row<'_>]) -> Words {
    let more = outweighed(all);
    let headline = match all {
        [(name, found)] => {
            format!("What we do not know is {} of the variance of {name}", number::percent(found.knowledge.share.value))
        }
        _ => format!("What we do not know outweighs chance for {more} of {} outcomes", all.len()),
    };
    let hidden = match all.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" ({more} more outcomes are in the table)"),
    };
    let subheadline = format!(
        "Shares of the variance of one run: better numbers could remove the first part, nothing removes the last{hidden}."
    );
    let told = |(name, found): &Row<'_>| {
        let [knowledge, interplay, chance] = parts(found).map(|(_, _, _, part)| number::percent(part.share.value));
        format!("{name}: not known {knowledge}, interplay {interplay}, chance {chance}")
    };
    let list: Vec<String> = all.iter().map(told).collect();
    Words {
        name: "variance".into(),
        description: format!("Stacked bars. {subheadline} {}.", list.join("; ")),
        headline: headline.into(),
        subheadline,
        sources: Vec::new(),
        table: table(all),
    }
}
