//! Charts of a sweep: what an outcome is at each point, which factors move it, and where a question flips.
//!
//! | sweep | charts of each outcome |
//! |---|---|
//! | one factor varies | a line with its interval, and where a question flips |
//! | a grid | a heat map of the two factors that move it most, averaged over the others; a tornado of three and more |
//! | one at a time | a tornado |
//! | anything else | a tornado of conditional means; parallel coordinates |

mod cells;
mod contour;
mod ends;
mod flip;
mod heat_map;
mod line;
mod parallel;
mod tornado;
mod view;

#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeSet;

use crate::chart::sweep::view::View;
use crate::chart::{Chart, ChartError};
use crate::record::{DesignKind, OutcomeInfo, Sweep};

/// Most outcomes that get charts.
const MOST_OUTCOMES: usize = 8;
/// Most headline outcomes among them, so that questions have a place.
const MOST_HEADLINES: usize = 4;
/// Beginning of a question's identifier.
const QUESTION: &str = "question.";

/// Draws the charts of a sweep, outcome by outcome: those of its headline outcomes, and of the questions whose answer
/// the factors change most.
///
/// # Errors
/// [`ChartError::Incomplete`] when a column's length contradicts the others'.
pub fn draw_sweep(sweep: &Sweep) -> Result<Vec<Chart>, ChartError> {
    check(sweep)?;
    let (outcomes, left_out) = chosen(sweep);
    let mut charts = Vec::new();
    for outcome in outcomes {
        let view = View::new(sweep, outcome, left_out);
        match view.factors.len() {
            0 => {}
            1 => charts.push(line::draw(&view)?),
            factors => {
                let map = heat_map::draw(&view)?;
                let is_mapped = map.is_some();
                charts.extend(map);
                if factors > 2 || !is_mapped {
                    charts.extend(tornado::draw(&view)?);
                }
                if sweep.design != DesignKind::OneAtATime && (factors > 2 || !is_mapped) {
                    charts.extend(parallel::draw(&view)?);
                }
            }
        }
    }
    name_apart(&mut charts);
    Ok(charts)
}

/// Refuses a table that the charts could not index safely.
fn check(sweep: &Sweep) -> Result<(), ChartError> {
    let (data, rows) = (&sweep.data, sweep.data.rows());
    let mut columns = data.inputs.iter().chain(&data.outputs);
    let whole = columns.all(|column| column.values.len() == rows && [0, rows].contains(&column.errors.len()));
    if whole && data.inputs.len() == sweep.factors.len() && data.outputs.len() == sweep.outcomes.len() {
        Ok(())
    } else {
        Err(ChartError::Incomplete("sweep"))
    }
}

/// Positions of the outcomes that get charts, in their order, and how many headline outcomes and questions do not.
fn chosen(sweep: &Sweep) -> (Vec<usize>, usize) {
    let of = |wanted: &dyn Fn(&OutcomeInfo) -> bool| -> Vec<usize> {
        (0..sweep.outcomes.len()).filter(|&outcome| wanted(&sweep.outcomes[outcome])).collect()
    };
    let mut headlines = of(&|info| info.headline);
    let mut questions = of(&|info| !info.headline && info.id.starts_with(QUESTION));
    if headlines.is_empty() && questions.is_empty() {
        headlines = of(&|_| true);
    }
    let all = headlines.len() + questions.len();
    if all > MOST_OUTCOMES {
        let room = MOST_OUTCOMES.saturating_sub(questions.len()).max(MOST_HEADLINES);
        headlines.truncate(room);
        questions.sort_by(|&a, &b| spread(sweep, b).total_cmp(&spread(sweep, a)).then(a.cmp(&b)));
        questions.truncate(MOST_OUTCOMES - headlines.len());
    }
    let mut outcomes = [headlines, questions].concat();
    outcomes.sort_unstable();
    let left_out = all - outcomes.len();
    (outcomes, left_out)
}

/// Greatest minus least value of an outcome.
fn spread(sweep: &Sweep, outcome: usize) -> f64 {
    let values = sweep.data.outputs[outcome].values.iter().copied().filter(|value| value.is_finite());
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if high >= low { high - low } else { f64::NEG_INFINITY }
}

/// Gives charts of outcomes whose identifiers differ only in signs names of their own.
fn name_apart(charts: &mut [Chart]) {
    let mut taken = BTreeSet::new();
    for chart in charts {
        let (stem, mut number) = (chart.name.clone(), 1);
        while !taken.insert(chart.name.clone()) {
            number += 1;
            chart.name = format!("{stem}_{number}");
        }
    }
}
