//! The balance of leverage between two actors, and what each instrument adds to it.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::daily;
use crate::chart::fan::{self, Fan};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels;
use crate::chart::number::{self, Style};
use crate::chart::theme::{Area, BLUE, BODY, Colour, INK, MUTED, PAPER, Stroke, VERMILION, VERMILION_TEXT};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::quantile::{MEDIAN, Q05, Q95};
use crate::record::{Band, Ensemble, SeriesKind};

/// Instruments drawn for each direction.
const MOST: usize = 5;
/// Height of an instrument's row: name above, bar below.
const ROW: f64 = 70.0;
/// By how much the balance's axis reaches beyond the bands, so that the names at its ends cover nothing.
const LABEL_ROOM: f64 = 1.2;
/// Height of a direction's heading.
const HEADING: f64 = 44.0;

/// One chart `leverage_balance_HOLDER_TARGET` for each balance series.
pub fn draw(ensemble: &Ensemble) -> Result<Vec<Chart>, ChartError> {
    let balances = fan::fans(ensemble, SeriesKind::Balance);
    balances.iter().map(|balance| draw_one(ensemble, balance)).collect()
}

fn draw_one(ensemble: &Ensemble, balance: &Fan<'_>) -> Result<Chart, ChartError> {
    let (holder, target) = names(ensemble, &balance.info.id);
    let groups = [group(ensemble, &holder, &target), group(ensemble, &target, &holder)];
    let has_instruments = has_instruments(&groups);
    let words = words(ensemble, balance, (&holder, &target), &groups);
    frame::draw(ensemble, words, |canvas, area| {
        let split = if has_instruments { area.left + area.width() * 0.57 } else { area.right };
        let left = Area { right: split, ..area };
        draw_balance(canvas, left, ensemble, balance, (&holder, &target));
        if has_instruments {
            let date = balance.last_date(ensemble.series.start);
            draw_instruments(canvas, Area { left: split + 70.0, ..area }, &groups, (&holder, &target), &date);
        }
    })
}

fn has_instruments(groups: &[Group<'_>; 2]) -> bool {
    groups.iter().any(|group| !group.shown.is_empty())
}

/// The two actors of a balance; from its path when its label does not name them.
fn names(ensemble: &Ensemble, id: &str) -> (String, String) {
    if let Some((holder, target)) = ensemble.series.parties(id) {
        return (holder.into(), target.into());
    }
    let mut parts = id.split('.').skip(1).map(|part| part.replace('_', " "));
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// What an instrument adds on the last day.
struct Contribution<'e> {
    name: String,
    band: &'e Band,
    /// 5 %, median and 95 % of it.
    quantiles: [f64; 3],
}

/// The greatest instruments of one actor on another, and how many there are.
struct Group<'e> {
    shown: Vec<Contribution<'e>>,
    of: usize,
}

/// Instruments of one actor on another, the greatest first. Their labels read `HOLDER over TARGET: NAME`.
fn group<'e>(ensemble: &'e Ensemble, holder: &str, target: &str) -> Group<'e> {
    let prefix = format!("{holder} over {target}: ");
    let of_pair = fan::fans(ensemble, SeriesKind::Instrument).into_iter().filter_map(|fan| {
        let name = fan.info.label.strip_prefix(&prefix)?.to_string();
        let band = fan.last()?.1;
        let quantiles = [Q05, MEDIAN, Q95].map(|index| band.quantiles[index]);
        quantiles.iter().all(|value| value.is_finite()).then_some(Contribution { name, band, quantiles })
    });
    let mut contributions: Vec<Contribution<'_>> = of_pair.collect();
    contributions
        .sort_by(|a, b| b.quantiles[1].total_cmp(&a.quantiles[1]).then(b.quantiles[2].total_cmp(&a.quantiles[2])));
    let of = contributions.len();
    contributions.truncate(MOST);
    Group { shown: contributions, of }
}

fn draw_balance(
    canvas: &mut Canvas<'_>,
    area: Area,
    ensemble: &Ensemble,
    balance: &Fan<'_>,
    (holder, target): (&str, &str),
) {
    labels::key(canvas, (area.left, area.top + 16.0), &fan::KEY);
    let (low, high) = balance.range();
    let reach = low.abs().max(high.abs()) * LABEL_ROOM;
    let ticks = Ticks::filling(-reach, reach, 6, Style::Plain);
    let plot = area.inset(ticks.label_width(Style::Plain) + 20.0, 64.0, 0.0, axis::DATES_HEIGHT);
    let days = axis::dates(canvas, plot, ensemble.series.start, ensemble.series.days);
    let values = fan::draw(canvas, plot, days, (balance, ""), &ticks);
    canvas.line(&[(plot.left, values.at(0.0)), (plot.right, values.at(0.0))], Stroke::solid(INK, 2.5));
    for (name, colour, baseline) in [(holder, BLUE, plot.top + 38.0), (target, VERMILION, plot.bottom - 20.0)] {
        let text = font::shorten(&format!("favours {name}"), BODY, Weight::Bold, plot.width() - 40.0);
        over_grid(canvas, &text, (plot.left + 20.0, baseline), Type::new(BODY).bold().colour(as_text(colour)));
    }
}

/// A side's colour, dark enough for text.
fn as_text(colour: Colour) -> Colour {
    if colour == VERMILION { VERMILION_TEXT } else { colour }
}

fn draw_instruments(
    canvas: &mut Canvas<'_>,
    area: Area,
    groups: &[Group<'_>; 2],
    (holder, target): (&str, &str),
    date: &str,
) {
    let title = font::shorten(&format!("What each instrument adds, {date}"), BODY, Weight::Bold, area.width());
    canvas.text_on(&title, (area.left, area.top + 16.0), Type::new(BODY).bold());
    let ends = groups.iter().flat_map(|group| &group.shown).flat_map(|contribution| contribution.quantiles);
    let (low, high) = ends.fold((0.0, 0.0), |(low, high), value| (value.min(low), value.max(high)));
    let ticks = Ticks::filling(low, high, 4, Style::Plain);
    let plot = area.inset(10.0, 64.0, 110.0, axis::DATES_HEIGHT);
    let drawn: Vec<_> = groups
        .iter()
        .zip([(holder, target, BLUE), (target, holder, VERMILION)])
        .filter(|(group, _)| !group.shown.is_empty())
        .collect();
    let rows: usize = drawn.iter().map(|(group, _)| group.shown.len()).sum();
    let row = ROW.min((plot.height() - HEADING * drawn.len() as f64) / rows as f64);
    let bottom = plot.top + HEADING * drawn.len() as f64 + row * rows as f64 + 6.0;
    let scale = axis::horizontal(canvas, Area { bottom, ..plot }, &ticks, Style::Plain);
    let (mut top, mut spots) = (plot.top, Vec::new());
    for (group, (from, to, colour)) in drawn {
        let selection = if group.shown.len() < group.of {
            format!(", {} largest of {}", group.shown.len(), group.of)
        } else {
            String::new()
        };
        let heading = font::shorten(&format!("{from} over {to}{selection}"), BODY, Weight::Bold, area.width());
        over_grid(canvas, &heading, (plot.left + 6.0, top + 32.0), Type::new(BODY).bold().colour(as_text(colour)));
        top += HEADING;
        for contribution in &group.shown {
            draw_contribution(canvas, Area { top, bottom: top + row, ..plot }, scale, contribution, colour);
            spots.push(spot((scale.at(contribution.quantiles[1]), top + BODY + 19.0), contribution, (from, to)));
            top += row;
        }
    }
    canvas.spots(Area { bottom, ..plot }, Nearest::Y, spots);
}

/// What a pointer finds on an instrument.
fn spot(at: (f64, f64), contribution: &Contribution<'_>, (from, to): (&str, &str)) -> Spot {
    let [low, median, high] = contribution.quantiles;
    let [median, range] = [number::prose(median, Style::Plain), number::prose_range(low, high, Style::Plain)];
    Spot::new(at, format!("{from} over {to}, {}: adds {median}; 90\u{2009}% of runs {range}", contribution.name))
}

/// A text on a strip of paper, so that no grid line runs through it.
fn over_grid(canvas: &mut Canvas<'_>, text: &str, (left, baseline): (f64, f64), kind: Type) {
    let strip =
        Area { left: left - 2.0, top: baseline - BODY, right: left + kind.width(text) + 4.0, bottom: baseline + 8.0 };
    canvas.rectangle(strip, PAPER, 1.0);
    canvas.text(text, (left, baseline), kind);
}

/// One row: the name, the median as a bar, the 90 % range as a line, the median as a number.
fn draw_contribution(
    canvas: &mut Canvas<'_>,
    row: Area,
    scale: Scale,
    contribution: &Contribution<'_>,
    colour: Colour,
) {
    let [low, median, high] = contribution.quantiles;
    let name = font::shorten(&contribution.name, BODY, Weight::Regular, row.width() + 90.0);
    over_grid(canvas, &name, (row.left + 6.0, row.top + BODY), Type::new(BODY));
    let middle = row.top + BODY + 19.0;
    let (from, to) = (scale.at(0.0).min(scale.at(median)), scale.at(0.0).max(scale.at(median)));
    canvas.rectangle(Area { left: from, top: middle - 9.0, right: to, bottom: middle + 9.0 }, colour, 0.75);
    canvas.line(&[(scale.at(low), middle), (scale.at(high), middle)], Stroke::solid(INK, 3.0));
    for end in [low, high] {
        canvas.line(&[(scale.at(end), middle - 7.0), (scale.at(end), middle + 7.0)], Stroke::solid(INK, 3.0));
    }
    let text = number::prose(median, Style::Plain);
    canvas.text_on(&text, (row.right + 100.0, middle), Type::new(BODY).colour(MUTED).align(Align::End));
}

/// The balance by date, and what each instrument adds on the last day.
fn table(ensemble: &Ensemble, balance: &Fan<'_>, groups: &[Group<'_>; 2], (holder, target): (&str, &str)) -> Table {
    let start = ensemble.series.start;
    let caption = format!(
        "Leverage of {holder} over {target} less that of {target} over {holder} by date, and what each instrument adds \
         on the last day: median and ranges of the runs"
    );
    let mut table = daily::table(caption, start, std::slice::from_ref(balance));
    table.columns.insert(0, Column::words("What"));
    table.rows.iter_mut().for_each(|row| row.insert(0, Cell::words("balance")));
    let day = balance.last().map_or(0, |(day, _)| day);
    for (group, (from, to)) in groups.iter().zip([(holder, target), (target, holder)]) {
        for contribution in &group.shown {
            let mut row = vec![Cell::words(format!("{from} over {to}: {}", contribution.name))];
            row.push(daily::date_cell(start, day as i64));
            row.extend(daily::band_cells(contribution.band, Style::Plain));
            row.resize(table.columns.len(), Cell::empty());
            table.rows.push(row);
        }
    }
    table
}

fn words(ensemble: &Ensemble, balance: &Fan<'_>, (holder, target): (&str, &str), groups: &[Group<'_>; 2]) -> Words {
    let has_instruments = has_instruments(groups);
    let quantiles = balance.last().map_or([0.0; 9], |(_, band)| band.quantiles);
    let [low, median, high] = [Q05, MEDIAN, Q95].map(|index| quantiles[index]);
    let date = balance.last_date(ensemble.series.start);
    let (favoured, sign) = if median < 0.0 { (target, -1.0) } else { (holder, 1.0) };
    let (near, far) = if sign < 0.0 { (-high, -low) } else { (low, high) };
    let range = fan::in_brackets(&number::prose_range(near, far, Style::Plain));
    let size = number::prose(median.abs(), Style::Plain);
    let headline = if near > 0.0 {
        format!("The balance of leverage favours {favoured} by {size} on {date} {range}")
    } else if median == 0.0 {
        format!("The balance of leverage between {holder} and {target} is even on {date} {range}")
    } else {
        format!("The balance of leverage leans to {favoured} by {size} on {date}, though not in every run {range}")
    };
    let overlap = if has_instruments { "; what instruments add overlaps, and does not sum to the whole" } else { "" };
    let subheadline = format!("Leverage of {holder} over {target} less that of {target} over {holder}{overlap}");
    let tail = if has_instruments {
        " At the right, the contribution of each instrument on that day: median and 90 % range."
    } else {
        ""
    };
    let mut name = String::from("leverage_balance");
    for part in balance.info.id.split('.').skip(1).take(2) {
        name.push('_');
        name.extend(part.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }));
    }
    Words {
        name,
        description: format!("Fan chart. {subheadline}. {headline}.{tail}"),
        headline: headline.into(),
        subheadline,
        sources: frame::sources(balance.figures()),
        table: table(ensemble, balance, groups, (holder, target)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_actors_come_from_the_labels_or_else_from_the_path() {
        let ensemble = crate::chart::sample::ensemble();
        let pair = |holder: &str, target: &str| (holder.to_string(), target.to_string());
        assert_eq!(names(&ensemble, "leverage.russia.turkiye.balance"), pair("Russia", "Türkiye"));
        assert_eq!(names(&ensemble, "leverage.united_states.iran.balance"), pair("united states", "iran"));
        assert_eq!(names(&ensemble, ""), pair("", ""));
    }

    #[test]
    fn instruments_are_grouped_by_direction_and_sorted_by_size() {
        let ensemble = crate::chart::sample::ensemble();
        let named = |holder, target| {
            group(&ensemble, holder, target).shown.into_iter().map(|found| found.name).collect::<Vec<_>>()
        };
        assert_eq!(
            named("Türkiye", "Russia"),
            ["the Straits", "drones over Idlib", "consultation under NATO's Article 4"]
        );
        assert!(named("Russia", "Syria").is_empty());
    }
}
