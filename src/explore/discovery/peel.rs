//! Peeling: a box loses a thin slice of rows at a time, the slice whose loss leaves the best box.

use crate::explore::discovery::limits::{Count, Side};
use crate::explore::discovery::prim::{Move, Objective, Phase, Point, PrimOptions, Sample, best};
use crate::explore::discovery::table::Table;

/// A slice of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Slice {
    /// The lowest rows of an input: this many, and the new lower end.
    Lowest { input: usize, rows: usize, end: f64 },
    /// The highest rows of an input: this many, and the new upper end.
    Highest { input: usize, rows: usize, end: f64 },
    /// All rows of a category.
    Category { input: usize, category: usize },
}

/// A box that is being peeled.
struct Peeling<'t> {
    sample: Sample<'t>,
    rows: Vec<u32>,
    /// For each number among the inputs, the rows of the box by increasing value.
    sorted: Vec<Vec<u32>>,
    is_inside: Vec<bool>,
}

/// Peels until a box would become too small or no peel is worth anything; appends every box to the trajectory, which
/// holds the first.
pub(super) fn peel(sample: Sample<'_>, options: &PrimOptions, points: &mut Vec<Point>) {
    let is_inside = sample.table.marks(sample.rows);
    let sorted = sample.table.sorted(&is_inside);
    let mut peeling = Peeling { sample, rows: sample.rows.to_vec(), sorted, is_inside };
    let least = options.least_mass * sample.all as f64;
    while let Some(last) = points.last() {
        let moves = peeling.moves(last, options).filter(|own| own.after.rows as f64 >= least);
        let Some(best) = best(moves) else { break };
        if best.worth <= 0.0 || best.after.rows == 0 {
            break;
        }
        let mut limits = last.limits.clone();
        match best.change {
            Slice::Lowest { input, end, .. } => limits.set_end(input, Side::AtLeast, end),
            Slice::Highest { input, end, .. } => limits.set_end(input, Side::AtMost, end),
            Slice::Category { input, category } => {
                limits.set_category(input, category, sample.table.categories(input), false);
            }
        }
        peeling.remove(best.change);
        points.push(Point { limits, count: best.after, phase: Phase::Peel });
    }
}

impl<'t> Peeling<'t> {
    /// Every slice that can be removed from the last box.
    fn moves<'a>(&'a self, last: &'a Point, options: &'a PrimOptions) -> impl Iterator<Item = Move<Slice>> + 'a {
        let least = (options.least_mass * self.sample.all as f64).ceil() as usize;
        let slices = (0..self.sample.table.inputs.len()).flat_map(|input| self.slices(input, options.peel));
        slices.map(move |(change, removed)| {
            let after = last.count.less(removed);
            let (Slice::Lowest { input, .. } | Slice::Highest { input, .. } | Slice::Category { input, .. }) = change;
            let mut worth = options.objective.worth(last.count, after);
            if options.objective == Objective::Foresight && worth > 0.0 {
                worth = self.foresight(change, last.count, least);
            }
            Move { change, after, worth, restricted: last.limits.restricted_with(input) }
        })
    }

    /// The greatest standardised lack of interest among the cuts that begin with a slice, go on inwards slice by slice
    /// and leave at least so many rows.
    fn foresight(&self, slice: Slice, all: Count, least: usize) -> f64 {
        let (sorted, step, reversed): (&[u32], usize, bool) = match slice {
            Slice::Lowest { input, rows, .. } => (&self.sorted[input], rows, false),
            Slice::Highest { input, rows, .. } => (&self.sorted[input], rows, true),
            Slice::Category { input, category } => {
                let table = self.sample.table;
                let gone = self.rows.iter().filter(|&&row| table.value(input, row) as usize == category);
                return lack(gone.fold(Count::default(), |count, &row| count.plus(table.interest(row))), all);
            }
        };
        let (Slice::Lowest { input, .. } | Slice::Highest { input, .. } | Slice::Category { input, .. }) = slice;
        let value = |position: usize| self.sample.table.value(input, sorted[position]);
        let (mut cut, mut due, mut greatest) = (Count::default(), step, 0.0_f64);
        while cut.rows + least.max(1) < sorted.len() {
            let position = if reversed { sorted.len() - 1 - cut.rows } else { cut.rows };
            let next = if reversed { position - 1 } else { position + 1 };
            cut = cut.plus(self.sample.table.interest(sorted[position]));
            if cut.rows >= due && value(position) != value(next) {
                greatest = greatest.max(lack(cut, all));
                due = cut.rows + step;
            }
        }
        greatest
    }

    /// The slices of one input.
    fn slices(&self, input: usize, share: f64) -> Vec<(Slice, Count)> {
        let categories = self.sample.table.categories(input);
        if categories > 0 {
            return self.category_slices(input, categories);
        }
        let sorted = &self.sorted[input];
        let mut slices = Vec::new();
        if self.sample.allows(input, Side::AtMost)
            && let Some(kept) = upper_cut(self.sample.table, input, sorted, share)
        {
            let removed = self.count(&sorted[kept..]);
            let end = end_at(self.sample.table, input, sorted, kept, Side::AtMost);
            slices.push((Slice::Highest { input, rows: removed.rows, end }, removed));
        }
        if self.sample.allows(input, Side::AtLeast)
            && let Some(rows) = lower_cut(self.sample.table, input, sorted, share)
        {
            let end = end_at(self.sample.table, input, sorted, rows, Side::AtLeast);
            slices.push((Slice::Lowest { input, rows, end }, self.count(&sorted[..rows])));
        }
        slices
    }

    /// Each category that the box still holds, unless it is the last.
    fn category_slices(&self, input: usize, categories: usize) -> Vec<(Slice, Count)> {
        if !self.sample.allows(input, Side::Among) {
            return Vec::new();
        }
        let mut counts = vec![Count::default(); categories];
        for &row in &self.rows {
            let category = self.sample.table.value(input, row) as usize;
            counts[category] = counts[category].plus(self.sample.table.interest(row));
        }
        let present = counts.iter().filter(|count| count.rows > 0).count();
        let held = counts.into_iter().enumerate().filter(|(_, count)| count.rows > 0 && present > 1);
        held.map(|(category, count)| (Slice::Category { input, category }, count)).collect()
    }

    fn count(&self, rows: &[u32]) -> Count {
        Count::of(self.sample.table, rows)
    }

    /// Removes a slice everywhere.
    fn remove(&mut self, slice: Slice) {
        let gone: Vec<u32> = match slice {
            Slice::Lowest { input, rows, .. } => self.sorted[input][..rows].to_vec(),
            Slice::Highest { input, rows, .. } => {
                let sorted = &self.sorted[input];
                sorted[sorted.len() - rows..].to_vec()
            }
            Slice::Category { input, category } => {
                let table = self.sample.table;
                let is_gone = |row: &&u32| table.value(input, **row) as usize == category;
                self.rows.iter().filter(is_gone).copied().collect()
            }
        };
        gone.iter().for_each(|&row| self.is_inside[row as usize] = false);
        for rows in self.sorted.iter_mut().chain([&mut self.rows]) {
            rows.retain(|&row| self.is_inside[row as usize]);
        }
    }
}

/// How much less of interest some rows hold than as many taken at random from all would, in standard deviations.
fn lack(some: Count, all: Count) -> f64 {
    let (rows, share) = (some.rows as f64, all.density());
    let variance = share * (1.0 - share) * rows * (all.rows as f64 - rows) / all.rows as f64;
    if variance > 0.0 { (rows * share - some.interest) / variance.sqrt() } else { 0.0 }
}

/// How many of some sorted rows a cut of this share removes at the lower end; equal values stay together. `None` when all
/// are equal.
pub(super) fn lower_cut(table: &Table, input: usize, sorted: &[u32], share: f64) -> Option<usize> {
    let value = |position: usize| table.value(input, sorted[position]);
    let place = sorted.len().checked_sub(1)? as f64 * share;
    let last = value(place.floor() as usize);
    let first = place.ceil() as usize;
    (first..sorted.len()).find(|&position| value(position) != last)
}

/// How many of some sorted rows a cut of this share keeps at the upper end, likewise.
pub(super) fn upper_cut(table: &Table, input: usize, sorted: &[u32], share: f64) -> Option<usize> {
    let value = |position: usize| table.value(input, sorted[position]);
    let place = sorted.len().checked_sub(1)? as f64 * (1.0 - share);
    let first = value(place.ceil() as usize);
    let last = place.floor() as usize;
    (0..=last).rev().find(|&position| value(position) != first).map(|position| position + 1)
}

/// The end between the sorted rows below a position and those from it on: half-way, or where there is nothing between
/// neighbouring floats the value that is inside.
pub(super) fn end_at(table: &Table, input: usize, sorted: &[u32], position: usize, side: Side) -> f64 {
    let [below, above] = [position - 1, position].map(|position| table.value(input, sorted[position]));
    let middle = below / 2.0 + above / 2.0;
    match side {
        _ if below < middle && middle < above => middle,
        Side::AtMost => below,
        _ => above,
    }
}
