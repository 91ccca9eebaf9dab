//! The points of parallel coordinates as a table and for a pointer.

use crate::chart::number;
use crate::chart::sweep::parallel::{bounds, difference, tenth};
use crate::chart::sweep::view::{View, level, level_with_unit, rounded, title};
use crate::chart::{Cell, Column, Table};
use crate::statistics::quantiles;

/// Columns of the table after the name.
const NUMBERS: [&str; 6] =
    ["Least", "Median", "Greatest", "Least of the tenth", "Median of the tenth", "Greatest of the tenth"];

/// The outcome and the factors over all points, and over the tenth of them with the greatest outcome.
pub(super) fn table(view: &View<'_>, factors: &[usize], ordered: &[usize]) -> Table {
    let top = tenth(ordered);
    let columns = [Column::words("What")].into_iter().chain(NUMBERS.map(Column::numbers)).collect();
    let of = |rows: &[usize]| summary(rows.iter().map(|&row| view.value(row)).collect());
    let mut outcome = vec![Cell::words("outcome")];
    outcome.extend([of(ordered), of(top)].concat().into_iter().map(|value| Cell::words(view.written(value))));
    let mut count = vec![Cell::empty(); 1 + NUMBERS.len()];
    count[0] = Cell::words("number of points");
    // Counts stand under the medians: one of all points, one of the tenth.
    [(2, ordered), (5, top)].into_iter().for_each(|(at, rows)| count[at] = Cell::words(rows.len().to_string()));
    let factors = factors.iter().map(|&factor| factor_row(view, factor, ordered));
    let rows = [outcome].into_iter().chain(factors).chain([count]).collect();
    Table::new(format!("{}: all points, and the tenth of them where it is greatest", view.measure()), columns)
        .with_rows(rows)
}

/// Least, median and greatest of some numbers.
fn summary(values: Vec<f64>) -> [f64; 3] {
    if values.is_empty() {
        return [f64::NAN; 3];
    }
    let [low, high] = bounds(values.iter().copied());
    [low, quantiles(&values, &[0.5])[0], high]
}

/// A factor over all points and over the tenth; of categories the one that the tenth has most beyond its share.
fn factor_row(view: &View<'_>, factor: usize, ordered: &[usize]) -> Vec<Cell> {
    let variable = &view.factor(factor).variable;
    let mut row = vec![Cell::words(title(variable))];
    if let Some((category, [top, all])) = difference(view, factor, ordered).category {
        let told = |share: f64| Cell::words(format!("{} in {}", level(variable, category), number::percent(share)));
        row.extend([Cell::empty(), told(all), Cell::empty(), Cell::empty(), told(top), Cell::empty()]);
        return row;
    }
    let range = bounds(ordered.iter().map(|&row| view.input(factor, row)));
    let of = |rows: &[usize]| summary(rows.iter().map(|&row| view.input(factor, row)).collect());
    let told = |value: f64| Cell::words(level_with_unit(variable, rounded(value, range)));
    row.extend([of(ordered), of(tenth(ordered))].concat().into_iter().map(told));
    row
}

/// What a pointer finds on a line.
pub(super) fn in_full(view: &View<'_>, factors: &[usize], row: usize) -> String {
    let told = |&factor: &usize| {
        let variable = &view.factor(factor).variable;
        format!("{} {}", title(variable), level_with_unit(variable, view.input(factor, row)))
    };
    let levels: Vec<String> = factors.iter().map(told).collect();
    format!("{}: {}", view.written(view.value(row)), levels.join("; "))
}
