//! A sweep as a grid of two of its factors.

use crate::chart::sweep::ends::effects;
use crate::chart::sweep::view::View;
use crate::record::{DesignKind, Estimate};

/// Most levels of a factor that cells can show.
const MOST_LEVELS: usize = 120;

/// An axis of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Position of the factor.
    pub factor: usize,
    /// Its values, ascending.
    pub levels: Vec<f64>,
}

/// The outcome over two factors, averaged over the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// The factor from left to right.
    pub across: Axis,
    /// The factor from below to above.
    pub up: Axis,
    /// `estimates[row * columns + column]`, rows from below; `None` where no point has a result.
    pub estimates: Vec<Option<Estimate>>,
}

impl Cells {
    /// The grid of the two factors that move the outcome most; `None` when they do not form one.
    pub fn of(view: &View<'_>) -> Option<Cells> {
        if view.sweep.design == DesignKind::OneAtATime {
            return None;
        }
        let (_, effects) = effects(view);
        let [first, second] = [effects.first()?.factor, effects.get(1)?.factor];
        // A question's contour is told as a value of the factor across, which therefore is a number where one is.
        let is_categorical = |factor: usize| view.factor(factor).variable.is_categorical();
        let (across, up) =
            if is_categorical(first) && !is_categorical(second) { (second, first) } else { (first, second) };
        let (across, up) = (axis(view, across)?, axis(view, up)?);
        let columns = across.levels.len();
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); columns * up.levels.len()];
        for &row in &view.rows {
            let place =
                |axis: &Axis| axis.levels.binary_search_by(|level| level.total_cmp(&view.input(axis.factor, row)));
            if let (Ok(column), Ok(line)) = (place(&across), place(&up)) {
                rows[line * columns + column].push(row);
            }
        }
        let complete = rows.iter().all(|rows| !rows.is_empty());
        let estimates = rows.iter().map(|rows| (!rows.is_empty()).then(|| view.estimate(rows))).collect();
        (complete || view.sweep.design == DesignKind::Grid).then_some(Cells { across, up, estimates })
    }

    /// The estimate of a cell.
    pub fn at(&self, column: usize, row: usize) -> Option<Estimate> {
        self.estimates.get(row * self.across.levels.len() + column).copied().flatten()
    }

    /// Numbers of the cells in a row, NaN where there is none.
    pub fn row(&self, row: usize) -> Vec<f64> {
        (0..self.across.levels.len()).map(|column| self.at(column, row).map_or(f64::NAN, |cell| cell.value)).collect()
    }

    /// Cells with an estimate: column, row, estimate.
    pub fn known(&self) -> impl Iterator<Item = (usize, usize, Estimate)> {
        let columns = self.across.levels.len();
        let cells = self.estimates.iter().enumerate();
        cells.filter_map(move |(index, cell)| Some((index % columns, index / columns, (*cell)?)))
    }
}

/// A factor's different values in any row, so that a point that failed keeps its place.
fn axis(view: &View<'_>, factor: usize) -> Option<Axis> {
    let mut levels: Vec<f64> =
        view.sweep.data.inputs[factor].values.iter().copied().filter(|value| value.is_finite()).collect();
    // Minus zero and zero are one level.
    levels.iter_mut().for_each(|level| *level += 0.0);
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    (2..=MOST_LEVELS).contains(&levels.len()).then_some(Axis { factor, levels })
}
