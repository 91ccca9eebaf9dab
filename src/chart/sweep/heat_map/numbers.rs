//! The cells of a heat map as a table and for a pointer.

use std::collections::BTreeSet;

use crate::chart::number::grouped;
use crate::chart::sweep::cells::{Axis, Cells};
use crate::chart::sweep::flip::{Flip, HALF, common};
use crate::chart::sweep::heat_map::{extremes, place, row_by_row};
use crate::chart::sweep::view::{View, level_with_unit, rounded, title};
use crate::chart::theme::Area;
use crate::chart::{Cell, Column, Spot, Table};

/// Most levels in the table, across and up; besides them the last ones and those with the least and the greatest cell.
const MOST: [usize; 2] = [11, 20];
/// Most spots.
const MOST_SPOTS: usize = 900;

/// Every cell, of many some that are evenly apart; for a question where it flips in each row.
pub(super) fn table(view: &View<'_>, cells: &Cells) -> Table {
    let (across, up) = (&cells.across, &cells.up);
    let [columns, rows] = [shown(cells, across, MOST[0]), shown(cells, up, MOST[1])];
    let flips = flips(view, cells);
    let [name, other] = [across, up].map(|axis| title(&view.factor(axis.factor).variable));
    let mut headings = vec![Column::words(format!("{other} ↓ {name} →"))];
    headings.extend(flips.is_some().then(|| Column::words("Likelier than not")));
    headings.extend(columns.iter().map(|&column| Column::numbers(level_of(view, across, column))));
    let mut table = Table::new(format!("{}, by {name} and {other}", view.measure()), headings);
    for row in rows.iter().rev() {
        let mut line = vec![view.level_cell(up.factor, up.levels[*row])];
        line.extend(flips.as_ref().map(|flips| Cell::words(&flips.rows[*row])));
        line.extend(columns.iter().map(|&column| match cells.at(column, *row) {
            Some(cell) => Cell::number(view.written(cell.value), cell.value),
            None => Cell::empty(),
        }));
        table.rows.push(line);
    }
    if let Some(flips) = flips {
        let mut line = vec![Cell::words("All rows"), Cell::words(flips.all)];
        line.resize(table.columns.len(), Cell::empty());
        table.rows.push(line);
    }
    if columns.len() < across.levels.len() || rows.len() < up.levels.len() {
        table.note = format!(
            "{} of {} columns and {} of {} rows, evenly, with the least and the greatest number.",
            columns.len(),
            across.levels.len(),
            rows.len(),
            up.levels.len()
        );
    }
    table
}

/// The levels that stand in the table.
fn shown(cells: &Cells, axis: &Axis, most: usize) -> BTreeSet<usize> {
    let step = axis.levels.len().div_ceil(most).max(1);
    let mut shown: BTreeSet<usize> = (0..axis.levels.len()).step_by(step).chain([axis.levels.len() - 1]).collect();
    if let Some((least, greatest)) = extremes(cells) {
        let is_across = axis.factor == cells.across.factor;
        shown.extend([least, greatest].map(|(column, row, _)| if is_across { column } else { row }));
    }
    shown
}

/// Where a question is likelier than not, in words.
struct Flips {
    rows: Vec<String>,
    all: String,
}

/// None for what is no question.
fn flips(view: &View<'_>, cells: &Cells) -> Option<Flips> {
    if !view.is_condition() {
        return None;
    }
    let likely = cells.known().filter(|(_, _, cell)| cell.value > HALF).count();
    let [likely, all] = [likely, cells.known().count()].map(|count| grouped(count as f64));
    let mut told = format!("at {likely} of {all} points");
    let variable = &view.factor(cells.across.factor).variable;
    if variable.is_categorical() {
        let count = |row| {
            let known: Vec<f64> = cells.row(row).into_iter().filter(|value| value.is_finite()).collect();
            format!("at {} of {}", known.iter().filter(|value| **value > HALF).count(), known.len())
        };
        return Some(Flips { rows: (0..cells.up.levels.len()).map(count).collect(), all: told });
    }
    let (found, range) = row_by_row(cells);
    let clause = |flip: &Flip| match flip {
        Flip::Above(value) => format!("above {}", level_with_unit(variable, rounded(*value, range))),
        Flip::Below(value) => format!("below {}", level_with_unit(variable, rounded(*value, range))),
        Flip::Always => "everywhere".into(),
        Flip::Never => "nowhere".into(),
        Flip::Several => "in several places".into(),
    };
    if let Some(flip) = common(&found, range) {
        told = format!("{}; {told}", clause(&flip));
    }
    Some(Flips { rows: found.iter().map(clause).collect(), all: told })
}

fn level_of(view: &View<'_>, axis: &Axis, index: usize) -> String {
    level_with_unit(&view.factor(axis.factor).variable, axis.levels[index])
}

/// What a pointer finds on every cell; on blocks of cells when there are many.
pub(super) fn spots(plot: Area, view: &View<'_>, cells: &Cells) -> Vec<Spot> {
    let (columns, rows) = (cells.across.levels.len(), cells.up.levels.len());
    let mut size = 1;
    while columns.div_ceil(size) * rows.div_ceil(size) > MOST_SPOTS {
        size += 1;
    }
    let mut spots = Vec::new();
    for low in (0..rows).step_by(size) {
        for left in (0..columns).step_by(size) {
            let block = [left, (left + size).min(columns) - 1, low, (low + size).min(rows) - 1];
            spots.extend(spot(plot, view, cells, block));
        }
    }
    spots
}

/// What a pointer finds on the cells between these columns and rows; nothing when none has a number.
fn spot(plot: Area, view: &View<'_>, cells: &Cells, [left, right, low, high]: [usize; 4]) -> Option<Spot> {
    let known = (low..=high).flat_map(|row| (left..=right).filter_map(move |column| cells.at(column, row)));
    let mut known: Vec<_> = known.collect();
    known.sort_by(|a, b| a.value.total_cmp(&b.value));
    let (least, greatest) = (known.first()?, known.last()?);
    let (from, to) = (place(plot, cells, left, low), place(plot, cells, right, high));
    let range = |axis: &Axis, [first, last]: [usize; 2]| {
        let name = title(&view.factor(axis.factor).variable);
        let to = if first < last { format!(" to {}", level_of(view, axis, last)) } else { String::new() };
        format!("{name} {}{to}", level_of(view, axis, first))
    };
    let outcome = match known.as_slice() {
        [only] => view.with_interval(*only),
        _ => format!("{} to {}", view.written(least.value), view.written(greatest.value)),
    };
    let levels = format!("{}, {}", range(&cells.across, [left, right]), range(&cells.up, [low, high]));
    Some(Spot::new(((from.left + to.right) / 2.0, (to.top + from.bottom) / 2.0), format!("{levels}: {outcome}")))
}
