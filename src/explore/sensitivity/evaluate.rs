//! Tables from functions: for models that are not scenarios.

use crate::explore::design::{Design, Space};
use crate::record::{Data, DataColumn, Variable};

/// The table of a function's values at the points of a design, whose coordinates the space turns into values.
///
/// ```
/// use flashpoint::explore::design::{Factor, Sobol, Space};
/// use flashpoint::explore::sensitivity::evaluate;
///
/// let space = Space { factors: vec![Factor::interval("width", 1.0, 3.0), Factor::interval("height", 0.0, 2.0)] };
/// let data = evaluate(&Sobol::new(2, 8)?, &space, "area", |x| x[0] * x[1]);
/// assert_eq!((data.rows(), data.inputs[0].values[1], data.outputs[0].values[1]), (8, 2.0, 2.0));
/// # Ok::<(), flashpoint::explore::design::DesignError>(())
/// ```
pub fn evaluate(design: &dyn Design, space: &Space, output: &str, function: impl Fn(&[f64]) -> f64) -> Data {
    let rows = design.points() as usize;
    let column = |variable: &Variable| DataColumn::new(variable.clone(), Vec::with_capacity(rows));
    let mut data = Data {
        inputs: space.factors.iter().map(|factor| column(&factor.variable)).collect(),
        outputs: vec![column(&Variable::number(output))],
    };
    let mut point = vec![0.0; design.dimensions()];
    for index in 0..design.points() {
        design.point(index, &mut point);
        space.values(&mut point);
        for (column, value) in data.inputs.iter_mut().zip(&point) {
            column.values.push(*value);
        }
        let found = function(&point);
        data.outputs.iter_mut().for_each(|column| column.values.push(found));
    }
    data
}
