//! What an outcome is at the low and the high end of each factor.

use crate::chart::sweep::view::{View, level, level_with_unit, rounded};
use crate::record::{DesignKind, Estimate};
use crate::statistics::mean;

/// 97.5 % quantile of the standard normal distribution.
const NORMAL_975: f64 = 1.959_963_984_540_054;
/// Most different values that are taken one by one; of more, fifths of the rows by rank are.
const FEW: usize = 7;
/// Groups of rows otherwise.
const FIFTHS: usize = 5;
/// Least share of the whole movement that is left from end to end where the outcome goes in one direction.
const ONE_WAY: f64 = 0.8;

/// An end of a factor.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The factor's value or values there: `0.2`, `≤ 0.2`.
    pub label: String,
    /// The same after a number: `at 0.2`, `with a closed border`, `where it is low (≤ 0.2)`.
    pub told: String,
    /// The outcome there.
    pub estimate: Estimate,
}

/// A factor with what the outcome is at its ends. For a categorical factor these are the categories with the least and
/// the greatest outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Position of the factor.
    pub factor: usize,
    /// At the low end.
    pub low: End,
    /// At the high end.
    pub high: End,
    /// The least and the greatest outcome, at the ends or between them.
    pub extremes: [Estimate; 2],
}

impl Effect {
    /// How far the outcome moves, from the least to the greatest.
    pub fn size(&self) -> f64 {
        self.extremes[1].value - self.extremes[0].value
    }

    /// Whether it goes in one direction, so that the ends say it all.
    pub fn is_one_way(&self) -> bool {
        (self.high.estimate.value - self.low.estimate.value).abs() >= ONE_WAY * self.size()
    }

    /// Whether its ends are shares of the points instead of single values.
    pub fn is_by_shares(&self) -> bool {
        self.low.told.starts_with("where")
    }

    /// Whether the intervals of the least and the greatest outcome do not touch.
    pub fn is_clear(&self) -> bool {
        self.extremes[0].interval[1] < self.extremes[1].interval[0]
    }
}

/// The outcome when nothing is varied (one at a time), or over all points; and the effect of every factor that varies,
/// the greatest first.
///
/// In a one-at-a-time design the ends are single points, beside a centre that shares all other values. In any other the
/// outcome is averaged over the points at an end, whatever the other factors are there: of a grid over the points with
/// the least and the greatest value, else over the lowest and the highest fifth. What lies between is looked at in the
/// same way.
pub fn effects(view: &View<'_>) -> (Estimate, Vec<Effect>) {
    let centre = if view.sweep.design == DesignKind::OneAtATime { centre(view) } else { None };
    let rows_of = |factor: usize| match &centre {
        Some(centre) => alone(view, centre, factor),
        None => view.rows.clone(),
    };
    let effect = |&factor: &usize| effect(view, factor, &rows_of(factor));
    let mut effects: Vec<Effect> = view.factors.iter().filter_map(effect).collect();
    effects.sort_by(|a, b| b.size().total_cmp(&a.size()).then(a.factor.cmp(&b.factor)));
    let baseline = match &centre {
        Some(centre) => {
            let at_centre: Vec<usize> =
                view.rows.iter().copied().filter(|&row| differs(view, centre, row) == 0).collect();
            view.estimate(if at_centre.is_empty() { &view.rows } else { &at_centre })
        }
        None => over(view, &view.rows),
    };
    (baseline, effects)
}

/// The value that each factor has when another is varied: its most frequent one.
fn centre(view: &View<'_>) -> Option<Vec<f64>> {
    let modal = |factor: &usize| {
        let mut values: Vec<f64> = view.rows.iter().map(|&row| view.input(*factor, row)).collect();
        let first = values.first().copied()?;
        values.sort_by(f64::total_cmp);
        let runs = values.chunk_by(|a, b| a == b);
        let most = runs.clone().map(<[f64]>::len).max()?;
        let mut modes = runs.filter(|run| run.len() == most).map(|run| run[0]);
        // Of values that are equally frequent, that of the first point, which is the centre.
        if modes.clone().any(|mode| mode == first) { Some(first) } else { modes.next() }
    };
    view.factors.iter().map(modal).collect()
}

/// In how many factors a row differs from the centre.
fn differs(view: &View<'_>, centre: &[f64], row: usize) -> usize {
    view.factors.iter().zip(centre).filter(|(factor, value)| view.input(**factor, row) != **value).count()
}

/// Rows in which only this factor differs from the centre, and the centre.
fn alone(view: &View<'_>, centre: &[f64], factor: usize) -> Vec<usize> {
    let own = view.factors.iter().position(|&other| other == factor);
    let is_alone = |row: usize| {
        let apart = differs(view, centre, row);
        apart == 0 || (apart == 1 && own.is_some_and(|own| view.input(factor, row) != centre[own]))
    };
    view.rows.iter().copied().filter(|&row| is_alone(row)).collect()
}

/// The effect of one factor over some rows; `None` when it does not vary there.
fn effect(view: &View<'_>, factor: usize, rows: &[usize]) -> Option<Effect> {
    let variable = &view.factor(factor).variable;
    let mut sorted = rows.to_vec();
    sorted.sort_by(|&a, &b| view.input(factor, a).total_cmp(&view.input(factor, b)).then(a.cmp(&b)));
    let levels: Vec<&[usize]> = sorted.chunk_by(|&a, &b| view.input(factor, a) == view.input(factor, b)).collect();
    if levels.len() < 2 {
        return None;
    }
    let end = |rows: &[usize], label: String, told: String| End { label, told, estimate: over(view, rows) };
    let at = |rows: &[usize]| {
        let value = view.input(factor, rows[0]);
        let told =
            format!("{} {}", if variable.is_categorical() { "with" } else { "at" }, level_with_unit(variable, value));
        let label = level(variable, value);
        end(rows, label, told)
    };
    let single = levels.len() <= FEW || matches!(view.sweep.design, DesignKind::Grid | DesignKind::OneAtATime);
    let (mut ends, groups): (Vec<End>, Vec<&[usize]>) = if single || variable.is_categorical() {
        (levels.iter().map(|rows| at(rows)).collect(), levels)
    } else {
        let fifths = fifths(&sorted);
        let range = [sorted[0], sorted[sorted.len() - 1]].map(|row| view.input(factor, row));
        let bounded = |rows: &[usize], sign: char, bound: usize, side: &str| {
            let label = format!("{sign}\u{2009}{}", level(variable, rounded(view.input(factor, bound), range)));
            end(rows, label.clone(), format!("where it is {side} ({label})"))
        };
        let (low, high) = (fifths[0], fifths[fifths.len() - 1]);
        (vec![bounded(low, '≤', low[low.len() - 1], "low"), bounded(high, '≥', high[0], "high")], fifths)
    };
    let by_value = |a: &Estimate, b: &Estimate| a.value.total_cmp(&b.value);
    let mut estimates: Vec<Estimate> = groups.into_iter().map(|rows| over(view, rows)).collect();
    estimates.sort_by(by_value);
    let extremes = [estimates[0], estimates[estimates.len() - 1]];
    if variable.is_categorical() {
        ends.sort_by(|a, b| by_value(&a.estimate, &b.estimate));
    }
    let (low, high) = (ends.remove(0), ends.pop()?);
    Some(Effect { factor, low, high, extremes })
}

/// The rows in five groups of about the same size; fewer when there are fewer rows.
fn fifths(sorted: &[usize]) -> Vec<&[usize]> {
    let bound = |group: usize| sorted.len() * group / FIFTHS;
    (0..FIFTHS).map(|group| &sorted[bound(group)..bound(group + 1)]).filter(|rows| !rows.is_empty()).collect()
}

/// The outcome over rows at which other factors may vary too. A grid treats all ends alike, so only Monte Carlo error
/// is left; elsewhere the rows are a sample, whose spread holds that error too.
fn over(view: &View<'_>, rows: &[usize]) -> Estimate {
    if rows.len() < 2 || matches!(view.sweep.design, DesignKind::Grid | DesignKind::OneAtATime) {
        return view.estimate(rows);
    }
    let values: Vec<f64> = rows.iter().map(|&row| view.value(row)).collect();
    let found = mean(&values);
    let half = NORMAL_975 * found.standard_error;
    Estimate { value: found.mean, interval: [found.mean - half, found.mean + half] }
}
