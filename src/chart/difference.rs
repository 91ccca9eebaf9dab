//! How outcomes differ between two sides: a dot with its interval for each, and how often it goes which way.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::contributions::{amount, level};
use crate::chart::font;
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, INK, MUTED, PAPER, RULE, Stroke, VERMILION};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table, chain, contributions};
use crate::record::{Comparison, OutcomeDifference};

/// Most outcomes on the slide.
const MOST: usize = 14;
/// Width of the names at the left, and of the columns at the right: the difference, and the directions.
const NAMES: f64 = 640.0;
const DIFFERENCE: f64 = 210.0;
const DIRECTIONS: f64 = 250.0;
/// Most parts of side B that are named.
const MOST_PARTS: usize = 3;
/// Half the least range of the axis, in standard deviations.
const LEAST_RANGE: f64 = 0.1;

/// The charts `differences`, `chain` and `contributions` of a comparison, as far as it has the data.
///
/// # Errors
/// When the drawing backend refuses an element.
pub fn draw_all(comparison: &Comparison) -> Result<Vec<Chart>, ChartError> {
    let mut charts = Vec::new();
    charts.extend(draw(comparison)?);
    charts.extend(chain::draw(comparison)?);
    charts.extend(contributions::draw(comparison)?);
    Ok(charts)
}

/// A difference in standard deviations of the outcome between replicates: comparable between units.
fn standardised(row: &OutcomeDifference, value: f64) -> f64 {
    value / (row.independent_error * (row.pairs as f64 / 2.0).sqrt())
}

fn draw(comparison: &Comparison) -> Result<Option<Chart>, ChartError> {
    let rows = shown(comparison);
    if rows.is_empty() {
        return Ok(None);
    }
    let words = words(comparison, &rows);
    frame::draw_for(&comparison.sides[1], words, |canvas, area| draw_rows(canvas, area, &rows)).map(Some)
}

/// Headline outcomes and questions, or all without any headline, the largest first; what never varies is left out.
fn shown(comparison: &Comparison) -> Vec<&OutcomeDifference> {
    let any = comparison.outcomes.iter().any(|row| row.outcome.headline);
    let wanted = |row: &&OutcomeDifference| !any || row.outcome.is_told();
    let size = |row: &OutcomeDifference| standardised(row, row.difference.value).abs();
    let mut rows: Vec<&OutcomeDifference> =
        comparison.outcomes.iter().filter(wanted).filter(|row| size(row).is_finite()).collect();
    rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
    rows
}

fn draw_rows(canvas: &mut Canvas<'_>, area: Area, rows: &[&OutcomeDifference]) {
    let rows = &rows[..rows.len().min(MOST)];
    let key = [
        (Swatch::Disc(VERMILION), "higher in B"),
        (Swatch::Disc(BLUE), "lower in B"),
        (Swatch::Ring(MUTED), "chance could do it"),
        (Swatch::Line(Stroke::solid(INK, 3.0)), "95\u{2009}% interval"),
    ];
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let plot = area.inset(NAMES, 80.0, DIFFERENCE + DIRECTIONS + 40.0, 84.0);
    let row = (plot.height() / rows.len() as f64).min(80.0);
    let plot = Area { bottom: plot.top + row * rows.len() as f64, ..plot };
    let scale = axis::horizontal(canvas, plot, &ticks(rows), Style::Plain);
    let caption = "Difference in standard deviations between runs";
    let middle = (plot.left + plot.right) / 2.0;
    canvas.text(caption, (middle, plot.bottom + 72.0), Type::new(BODY).colour(MUTED).align(Align::Middle));
    heads(canvas, plot);
    for (index, found) in rows.iter().enumerate() {
        let middle = plot.top + row * (index as f64 + 0.5);
        canvas.line(&[(area.left, middle + row / 2.0), (area.right, middle + row / 2.0)], Stroke::solid(RULE, 1.0));
        let lines = labels::lines(&found.outcome.label, NAMES - 40.0, row);
        for (line, height) in lines.iter().zip(labels::line_heights(middle, lines.len())) {
            canvas.text_on(line, (area.left, height), Type::new(BODY));
        }
        draw_difference(canvas, scale, middle, found);
        let text = amount(&found.outcome, found.difference.value);
        let right = plot.right + 20.0 + DIFFERENCE;
        canvas.text_on(&text, (right, middle), Type::new(BODY).bold().align(Align::End));
        draw_directions(canvas, right + 30.0, middle, (row / 2.0 - 6.0).min(14.0), found);
    }
    let spots = rows.iter().enumerate().map(|(index, found)| {
        let middle = plot.top + row * (index as f64 + 0.5);
        Spot::new((scale.at(standardised(found, found.difference.value)), middle), in_full(found))
    });
    canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
}

/// What a pointer finds on a row.
fn in_full(row: &OutcomeDifference) -> String {
    let [low, high] = row.difference.interval.map(|end| amount(&row.outcome, end));
    let shares = [row.directions.higher, row.directions.lower, row.directions.equal].map(number::percent);
    let [higher, lower, equal] = shares;
    format!(
        "{}: B − A {} (95\u{2009}% interval {low} to {high}); higher in {higher} of pairs, lower in {lower}, the same in {equal}",
        row.outcome.label,
        amount(&row.outcome, row.difference.value)
    )
}

/// Every difference, also those that the picture has no room for.
fn table(rows: &[&OutcomeDifference]) -> Table {
    let numbers = [
        "Mean of A",
        "Mean of B",
        "B − A",
        "95\u{2009}% low",
        "95\u{2009}% high",
        "Pairs higher in B",
        "Lower",
        "The same",
    ];
    let columns = [Column::words("Outcome")].into_iter().chain(numbers.map(Column::numbers)).collect();
    let row = |row: &&OutcomeDifference| {
        let outcome = &row.outcome;
        let share = |value: f64| Cell::number(number::percent(value), value);
        let mut cells = vec![Cell::words(&outcome.label)];
        cells.extend(row.means.map(|mean| Cell::number(level(outcome, mean), mean)));
        let [low, high] = row.difference.interval;
        cells.extend([row.difference.value, low, high].map(|value| Cell::number(amount(outcome, value), value)));
        cells.extend([row.directions.higher, row.directions.lower, row.directions.equal].map(share));
        cells
    };
    Table::new("Outcomes of B less those of A, pair by pair", columns).with_rows(rows.iter().map(row).collect())
}

/// Titles of the columns at the right.
fn heads(canvas: &mut Canvas<'_>, plot: Area) {
    let right = plot.right + 20.0 + DIFFERENCE;
    let kind = Type::new(BODY).colour(MUTED);
    canvas.text("B − A", (right, plot.top - 16.0), kind.align(Align::End));
    canvas.text("Pairs going each way", (right + 30.0, plot.top - 16.0), kind);
}

/// An axis about zero that holds every interval.
fn ticks(rows: &[&OutcomeDifference]) -> Ticks {
    let ends = rows.iter().flat_map(|row| row.difference.interval.map(|end| standardised(row, end)));
    let range = ends.filter(|end| end.is_finite()).fold(LEAST_RANGE, |most, end| most.max(end.abs()));
    Ticks::covering(-range, range, 4, Style::Plain)
}

fn draw_difference(canvas: &mut Canvas<'_>, scale: Scale, middle: f64, row: &OutcomeDifference) {
    canvas.line(&[(scale.at(0.0), middle - 20.0), (scale.at(0.0), middle + 20.0)], Stroke::solid(AXIS, 3.0));
    let [low, high] = row.difference.interval.map(|end| scale.at(standardised(row, end)));
    let at = scale.at(standardised(row, row.difference.value));
    canvas.line(&[(low, middle), (high, middle)], Stroke::solid(INK, 3.0));
    for end in [low, high] {
        canvas.line(&[(end, middle - 9.0), (end, middle + 9.0)], Stroke::solid(INK, 3.0));
    }
    match (row.difference.is_clear(), row.difference.value > 0.0) {
        (true, true) => canvas.disc((at, middle), 10.0, VERMILION),
        (true, false) => canvas.disc((at, middle), 10.0, BLUE),
        (false, _) => canvas.ring((at, middle), 10.0, MUTED),
    }
}

/// A bar of the shares of pairs that are lower, the same, and higher in B.
fn draw_directions(canvas: &mut Canvas<'_>, left: f64, middle: f64, half: f64, row: &OutcomeDifference) {
    let parts = [
        (row.directions.lower, BLUE, PAPER),
        (row.directions.equal, RULE, INK),
        (row.directions.higher, VERMILION, INK),
    ];
    let mut from = left;
    for (share, colour, ink) in parts.into_iter().filter(|(share, ..)| *share > 0.0) {
        let to = from + DIRECTIONS * share;
        canvas.rectangle(Area { left: from, top: middle - half, right: to, bottom: middle + half }, colour, 1.0);
        let text = number::decimal(100.0 * share, 0);
        if half >= 12.0 && to - from > Type::new(BODY - 4.0).width(&text) + 12.0 {
            let kind = Type::new(BODY - 4.0).colour(ink).align(Align::Middle);
            canvas.text_on(&text, ((from + to) / 2.0, middle), kind);
        }
        from = to;
    }
}

fn words(comparison: &Comparison, rows: &[&OutcomeDifference]) -> Words {
    let headline = comparison.headline().unwrap_or(rows[0]);
    let label = frame::in_headline(&headline.outcome.label);
    let headline = if headline.difference.is_clear() {
        let rises = headline.difference.value > 0.0;
        let share = number::percent(if rises { headline.directions.higher } else { headline.directions.lower });
        let size = amount(&headline.outcome, headline.difference.value);
        let size = size.trim_start_matches(['+', '−']);
        match (headline.outcome.unit.as_str(), rises) {
            ("days", true) => format!("{label}: {size} later on average, and later in {share} of pairs"),
            ("days", false) => format!("{label}: {size} earlier on average, and earlier in {share} of pairs"),
            (_, true) => format!("{label} rises by {size} on average, and in {share} of pairs"),
            (_, false) => format!("{label} falls by {size} on average, and in {share} of pairs"),
        }
    } else {
        format!("{label} does not differ by more than chance could do")
    };
    let hidden = match rows.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("; {more} smaller ones are in the table"),
    };
    let subheadline = format!("B ({}) against A, the same luck on both sides{hidden}", side_b(comparison));
    let told = |row: &&OutcomeDifference| {
        let [low, high] = row.difference.interval.map(|end| amount(&row.outcome, end));
        format!("{} {} ({low} to {high})", row.outcome.label, amount(&row.outcome, row.difference.value))
    };
    let list: Vec<String> = rows.iter().take(MOST).map(told).collect();
    Words {
        name: "differences".into(),
        headline: font::clean(&headline).into(),
        description: format!("Dots with intervals and bars of directions. {subheadline}. {}.", list.join("; ")),
        subheadline,
        sources: Vec::new(),
        table: table(rows),
    }
}

/// What is particular to side B, as it was asked for.
pub(super) fn side_b(comparison: &Comparison) -> String {
    let [a, b] = &comparison.sides;
    let levers = b.levers.iter().filter(|(lever, option)| a.levers.get(*lever) != Some(option));
    let mut parts: Vec<String> = levers.map(|(lever, option)| format!("{lever}={option}")).collect();
    parts.extend(b.overrides.iter().cloned());
    if a.scenario != b.scenario {
        parts.insert(0, b.scenario.clone());
    }
    let more = parts.len().saturating_sub(MOST_PARTS);
    parts.truncate(MOST_PARTS);
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    if parts.is_empty() { "as the file has it".into() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::comparison_sample::{comparison, decomposition, outcome};
    use crate::chart::raster;
    use crate::record::{ChainLink, Estimate};

    /// The charts, parsed, with every text on the slide.
    fn drawn(comparison: &Comparison) -> Vec<Chart> {
        let charts = draw_all(comparison).unwrap();
        for chart in &charts {
            let bounds = raster::parse(&chart.svg).unwrap().root().abs_bounding_box();
            let inside =
                bounds.left() >= 0.0 && bounds.top() >= 0.0 && bounds.right() <= 1920.0 && bounds.bottom() <= 1080.0;
            assert!(inside, "{}: {bounds:?}", chart.name);
            assert!(!chart.svg.contains("NaN") && !chart.svg.contains("\"inf"), "{}", chart.name);
        }
        charts
    }

    fn titles(charts: &[Chart]) -> Vec<String> {
        charts.iter().map(|chart| chart.title.replace(['\u{2009}', '\u{a0}'], " ")).collect()
    }

    #[test]
    fn headlines_state_the_difference_the_parting_and_the_largest_part() {
        let expected = [
            "Outcome deaths rises by 250 on average, and in 60 % of pairs",
            "90 % of the histories part, half of them by 21 Mar 2030",
            "Outcome deaths: air accounts for +300 of +250",
        ];
        assert_eq!(titles(&drawn(&comparison())), expected);
        let mut days = comparison();
        days.headline = 2;
        assert_eq!(titles(&drawn(&days))[0], "Outcome truce does not differ by more than chance could do");
        days.outcomes[2].difference = Estimate { value: -3.0, interval: [-4.0, -2.0] };
        assert_eq!(
            titles(&drawn(&days))[0],
            "Outcome truce: 3.0 days earlier on average, and earlier in 10 % of pairs"
        );
    }

    #[test]
    fn only_what_is_there_is_drawn() {
        let mut found = comparison();
        found.by_change = None;
        found.chain.clear();
        assert_eq!(drawn(&found).len(), 3);
        found.by_mechanism = None;
        found.parting = None;
        assert_eq!(drawn(&found).len(), 1);
        found.outcomes.clear();
        assert!(drawn(&found).is_empty());
    }

    #[test]
    fn hostile_names_many_rows_and_missing_numbers_do_not_break_them() {
        let mut found = comparison();
        let name = "</text><script>\u{0}".repeat(30);
        let link: ChainLink = ChainLink { day: f64::NAN, ..found.chain[0].clone() };
        found.chain = vec![link; 8];
        found.chain[0].event.label = name.clone();
        found.outcomes[0].outcome.label = name.clone();
        let more = (0..40).map(|index| {
            outcome(&index.to_string(), "days", Estimate { value: f64::NAN, interval: [f64::NAN; 2] }, 1.0)
        });
        found.outcomes.extend(more);
        found.outcomes.extend((0..40).map(|index| {
            outcome(&format!("x{index}"), "persons", Estimate { value: 1e12, interval: [-1e12, 1e13] }, 1e-9)
        }));
        let parts: Vec<(String, f64)> = (0..40).map(|part| (format!("{name}{part}"), f64::from(part) - 20.0)).collect();
        let parts: Vec<(&str, f64)> = parts.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        found.by_change = Some(decomposition(&parts));
        for chart in drawn(&found) {
            assert!(!chart.svg.contains("<script"));
        }
        let shown = drawn(&found);
        assert!(shown[0].svg.contains("smaller ones are in the table"));
        assert!(shown[2].svg.contains("32 smaller ones together"));
    }
}
