//! Daily series in words: the rows of their tables, and what a pointer finds on their days.

use std::collections::BTreeSet;

use crate::chart::axis::Scale;
use crate::chart::fan::Fan;
use crate::chart::number::{self, Style};
use crate::chart::{Cell, Column, Spot, Table};
use crate::quantity::Date;
use crate::record::quantile::{MEDIAN, Q05, Q25, Q75, Q95};
use crate::record::{Band, Observation, ObservationUse};

/// Most evenly spaced days in the table of one series, and of each of several.
const MOST: [usize; 2] = [24, 8];
/// Least distance of two spots in pixels; a pointer cannot tell closer ones apart.
const APART: f64 = 6.0;

/// The days that a table has of a longer period.
pub struct Days {
    /// The days, ascending.
    pub shown: Vec<usize>,
    step: usize,
    has_more: bool,
}

impl Days {
    /// All days, or at most `most` evenly spaced ones by whole weeks; besides them the last day and those that are
    /// spoken of.
    pub fn of(days: usize, most: usize, spoken_of: impl IntoIterator<Item = usize>) -> Days {
        let mut step = 1;
        while days.div_ceil(step) > most.max(1) {
            step = if step == 1 { 7 } else { step * 2 };
        }
        let mut shown: BTreeSet<usize> = (0..days).step_by(step).chain(days.checked_sub(1)).collect();
        let regular = shown.len();
        shown.extend(spoken_of.into_iter().filter(|&day| day < days));
        Days { has_more: shown.len() > regular, shown: shown.into_iter().collect(), step }
    }

    /// What is left out; empty when nothing is.
    pub fn note(&self) -> String {
        match self.step {
            1 => String::new(),
            step => {
                let others =
                    if self.has_more { ", the last one and those with observations" } else { " and the last one" };
                format!("Every {step}th day{others}; all days are in series.parquet.")
            }
        }
    }
}

/// A date as a cell that sorts by time.
pub fn date_cell(start: Date, day: i64) -> Cell {
    Cell::number(number::date(start.plus_days(day)), day as f64)
}

/// A number in the style of its unit.
pub fn number_cell(value: f64, style: Style) -> Cell {
    Cell::number(number::prose(value, style), value)
}

/// The table of one fan, or of several with their names: a row for each of some days.
pub fn table(caption: impl Into<String>, start: Date, fans: &[Fan<'_>]) -> Table {
    let is_one = fans.len() == 1;
    let has_observations = fans.iter().any(|fan| !fan.observations.is_empty());
    let mut columns = if is_one { Vec::new() } else { vec![Column::words("Series")] };
    columns.push(Column::words("Date"));
    columns.extend(band_columns());
    columns.extend(has_observations.then(|| Column::numbers("Observed")));
    let mut table = Table::new(caption, columns);
    for fan in fans {
        let spoken_of = fan.observations.iter().map(|(day, _)| *day).chain(fan.last().map(|(day, _)| day));
        let days = Days::of(fan.bands.len(), MOST[usize::from(!is_one)], spoken_of);
        for &day in &days.shown {
            let mut row = if is_one { Vec::new() } else { vec![Cell::words(&fan.info.label)] };
            row.push(date_cell(start, day as i64));
            row.extend(band_cells(&fan.bands[day], fan.style()));
            row.extend(has_observations.then(|| observed_cell(fan, day)));
            table.rows.push(row);
        }
        table.note = days.note();
    }
    table
}

/// Headings of a band's numbers.
pub fn band_columns() -> impl Iterator<Item = Column> {
    ["Median", "50\u{2009}% low", "50\u{2009}% high", "90\u{2009}% low", "90\u{2009}% high"]
        .into_iter()
        .map(Column::numbers)
}

/// A band's numbers in the order of [`band_columns`].
pub fn band_cells(band: &Band, style: Style) -> impl Iterator<Item = Cell> {
    [MEDIAN, Q25, Q75, Q05, Q95].map(|index| number_cell(band.quantiles[index], style)).into_iter()
}

fn observed_cell(fan: &Fan<'_>, day: usize) -> Cell {
    let figures: Vec<&Observation> = fan.observations.iter().filter(|(own, _)| *own == day).map(|own| own.1).collect();
    let texts: Vec<String> = figures.iter().map(|figure| observed(figure, fan.style())).collect();
    figures.first().map_or_else(Cell::empty, |first| Cell::number(texts.join("; "), first.value))
}

/// An observed figure with its range.
fn observed(figure: &Observation, style: Style) -> String {
    let value = number::prose(figure.value, style);
    if figure.low < figure.high {
        format!("{value} ({})", number::prose_range(figure.low, figure.high, style))
    } else {
        value
    }
}

/// What a pointer finds on the days of a fan; `name` is put before, if there is one.
pub fn spots<'f>(
    start: Date,
    fan: &'f Fan<'_>,
    (days, values): (Scale, Scale),
    name: &'f str,
) -> impl Iterator<Item = Spot> + 'f {
    let shown = apart(days, fan.bands.len(), fan.observations.iter().map(|(day, _)| *day));
    let style = fan.style();
    shown.into_iter().map(move |day| {
        let band = &fan.bands[day];
        let [low, lower, median, upper, high] = [Q05, Q25, MEDIAN, Q75, Q95].map(|index| band.quantiles[index]);
        let half = number::prose_range(lower, upper, style);
        let most = number::prose_range(low, high, style);
        let date = number::date(start.plus_days(day as i64));
        let date = if name.is_empty() { date } else { format!("{name}, {date}") };
        let seen: String = fan
            .observations
            .iter()
            .filter(|(own, _)| *own == day)
            .map(|(_, figure)| {
                let purpose = match figure.purpose {
                    ObservationUse::Calibrate => "used to calibrate",
                    ObservationUse::Validate => "kept to validate",
                };
                format!("; observed {}, {purpose}", observed(figure, style))
            })
            .collect();
        let text =
            format!("{date}: median {}; half of runs {half}; 90\u{2009}% {most}{seen}", number::prose(median, style));
        Spot::new((days.at(day as f64), values.at(median)), text)
    })
}

/// The days that get a spot: all, or as many as a pointer can tell apart; besides them the last day and those that are
/// spoken of.
pub fn apart(scale: Scale, days: usize, spoken_of: impl Iterator<Item = usize>) -> Vec<usize> {
    let width = scale.at(1.0) - scale.at(0.0);
    let step = if width > 0.0 { (APART / width).ceil().max(1.0) as usize } else { 1 };
    let mut shown: BTreeSet<usize> = (0..days).step_by(step).collect();
    shown.extend(spoken_of.filter(|&day| day < days));
    shown.extend(days.checked_sub(1));
    shown.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_weeks_apart_and_keep_the_first_the_last_and_those_spoken_of() {
        let days = Days::of(157, 24, [32, 400]);
        assert_eq!(days.shown.len(), 23 + 2);
        assert!([0, 7, 32, 154, 156].iter().all(|day| days.shown.contains(day)));
        assert!(days.note().starts_with("Every 7th day, the last one and those with observations;"));
        assert!(Days::of(157, 24, [7, 156]).note().starts_with("Every 7th day and the last one;"));
        let all = Days::of(10, 24, []);
        assert_eq!((all.shown.len(), all.note()), (10, String::new()));
        assert!(Days::of(4000, 24, []).shown.len() <= 25);
        assert!(Days::of(0, 24, [0]).shown.is_empty());
    }

    #[test]
    fn spots_are_no_closer_than_a_pointer_can_tell() {
        let days = apart(Scale::new(0.0, 156.0, 0.0, 300.0), 157, [33].into_iter());
        assert!(days.contains(&33) && days.contains(&156) && days.len() < 60, "{days:?}");
        assert_eq!(apart(Scale::new(0.0, 8.0, 0.0, 300.0), 9, std::iter::empty()).len(), 9);
        assert_eq!(apart(Scale::new(0.0, 0.0, 5.0, 5.0), 1, std::iter::empty()), [0]);
    }
}
