//! Sensitivity measures, for `tests/python/oracles/sensitivity.py`.

use std::error::Error;
use std::f64::consts::PI;
use std::path::Path;

use flashpoint::explore::design::{Design, LatinHypercube, Levels, Morris, Saltelli, Sobol};
use flashpoint::explore::sensitivity::{Options, chance, given, morris, sobol};
use flashpoint::record::{Data, DataColumn, Estimate, Variable};

use crate::tables::csv;

/// Name of the output.
const OUTPUT: &str = "y";

/// Writes every table and what we find in it.
pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    write_sobol(folder, "ishigami", &Saltelli::new(Sobol::new(6, 1024)?.scrambled(3), true), ishigami)?;
    write_sobol(folder, "g", &Saltelli::new(Sobol::new(16, 512)?.scrambled(3), false), g)?;
    let thirds = Levels::ordered((0..4).map(|level| f64::from(level) / 3.0).collect());
    write_morris(folder, "morris", &Morris::new(vec![thirds; 8], 50, 1), g)?;
    write_given(folder, "given_ishigami", &LatinHypercube::new(4, 1500, 1), ishigami)?;
    write_given(folder, "given_skewed", &Sobol::new(5, 777)?.scrambled(1), |x| x[0] / (0.02 + x[1]) + x[2] * x[3])?;
    write_given(folder, "given_small", &LatinHypercube::new(3, 60, 1), |x| x[0] + x[1] * x[1])?;
    write_chance(folder)
}

/// Ishigami and Homma's function; of a fourth input it takes no notice.
#[allow(clippy::disallowed_methods, reason = "compared with itself only: the script reads its values")]
fn ishigami(x: &[f64]) -> f64 {
    let [x1, x2, x3] = [x[0], x[1], x[2]].map(|u| PI * (2.0 * u - 1.0));
    x1.sin() + 7.0 * x2.sin() * x2.sin() + 0.1 * x3 * x3 * x3 * x3 * x1.sin()
}

/// Sobol's G function of eight inputs.
fn g(x: &[f64]) -> f64 {
    let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    x.iter().zip(a).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product()
}

/// The table of a function at the points of a design, which is also written.
fn table(folder: &Path, name: &str, design: &impl Design, function: impl Fn(&[f64]) -> f64) -> std::io::Result<Data> {
    let points: Vec<Vec<f64>> = design.list().collect();
    let outputs: Vec<f64> = points.iter().map(|point| function(point)).collect();
    let names: Vec<String> = (1..=design.dimensions()).map(|input| format!("x{input}")).collect();
    let column = |(input, name): (usize, &String)| {
        DataColumn::new(Variable::number(name), points.iter().map(|point| point[input]).collect())
    };
    let inputs = names.iter().enumerate().map(column).collect();
    let rows = points.iter().zip(&outputs).map(|(point, output)| [point.as_slice(), &[*output]].concat());
    csv(&folder.join(format!("sensitivity_{name}.csv")), &[names.as_slice(), &[OUTPUT.into()]].concat(), rows)?;
    Ok(Data { inputs, outputs: vec![DataColumn::new(Variable::number(OUTPUT), outputs)] })
}

/// Writes a row for each input.
fn indices(folder: &Path, name: &str, names: &[&str], rows: Vec<Vec<f64>>) -> std::io::Result<()> {
    csv(
        &folder.join(format!("sensitivity_{name}_indices.csv")),
        &names.iter().map(|name| (*name).into()).collect::<Vec<String>>(),
        rows,
    )
}

/// Half the length of an interval.
fn half(estimate: Estimate) -> f64 {
    (estimate.interval[1] - estimate.interval[0]) / 2.0
}

fn write_sobol(
    folder: &Path,
    name: &str,
    design: &impl Design,
    function: impl Fn(&[f64]) -> f64,
) -> Result<(), Box<dyn Error>> {
    let found = sobol(&table(folder, name, design, function)?, OUTPUT, Options::default())?;
    let rows = found.factors.iter().map(|of| vec![of.first.value, half(of.first), of.total.value, half(of.total)]);
    indices(folder, name, &["first", "first_half", "total", "total_half"], rows.collect())?;
    let pairs = found.pairs.iter().map(|pair| vec![pair.index.value, half(pair.index)]);
    indices(folder, &format!("{name}_pairs"), &["second", "second_half"], pairs.collect())?;
    Ok(())
}

fn write_morris(
    folder: &Path,
    name: &str,
    design: &impl Design,
    function: impl Fn(&[f64]) -> f64,
) -> Result<(), Box<dyn Error>> {
    let found = morris(&table(folder, name, design, function)?, OUTPUT, None, Options::default())?;
    let rows = found.factors.iter().map(|of| vec![of.mu.value, of.mu_star.value, half(of.mu_star), of.sigma.value]);
    Ok(indices(folder, name, &["mu", "mu_star", "mu_star_half", "sigma"], rows.collect())?)
}

fn write_given(
    folder: &Path,
    name: &str,
    design: &impl Design,
    function: impl Fn(&[f64]) -> f64,
) -> Result<(), Box<dyn Error>> {
    let found = given(&table(folder, name, design, function)?, OUTPUT, Options::default())?;
    let names = [
        "pawn_median",
        "pawn_mean",
        "pawn_maximum",
        "delta_plug_in",
        "delta",
        "delta_half",
        "first_order_plug_in",
        "coefficient",
        "rank_coefficient",
        "partial",
        "partial_rank",
        "spearman",
        "r_squared",
        "rank_r_squared",
    ];
    let rows = found.factors.iter().map(|of| {
        let fitted = &of.regression;
        vec![
            of.pawn.median.value,
            of.pawn.mean.value,
            of.pawn.maximum.value,
            of.delta_plug_in,
            of.delta.value,
            half(of.delta),
            of.first_order_plug_in,
            fitted.coefficient.value,
            fitted.rank_coefficient.value,
            fitted.partial.value,
            fitted.partial_rank.value,
            fitted.spearman.value,
            found.r_squared.value,
            found.rank_r_squared.value,
        ]
    });
    Ok(indices(folder, name, &names, rows.collect())?)
}

/// Points of a Sobol' sequence crossed with replicates of another.
fn write_chance(folder: &Path) -> Result<(), Box<dyn Error>> {
    let [points, replicates] =
        [(1, 60), (2, 40)].map(|(seed, count)| Sobol::new(1, count).map(|of| of.scrambled(seed)));
    let [points, replicates] = [points?, replicates?].map(|of| of.list().flatten().collect::<Vec<f64>>());
    let value = |point: &f64, replicate: &f64| 3.0 * point + replicate * replicate + 2.0 * point * replicate;
    let values: Vec<Vec<f64>> =
        points.iter().map(|point| replicates.iter().map(|replicate| value(point, replicate)).collect()).collect();
    let found = chance(&values, Options::default())?;
    let names: Vec<String> = (1..=replicates.len()).map(|replicate| format!("r{replicate}")).collect();
    csv(&folder.join("sensitivity_chance.csv"), &names, values)?;
    let row = [&found.knowledge, &found.chance, &found.interplay].map(|share| share.component);
    Ok(indices(folder, "chance", &["knowledge", "chance", "interplay"], vec![row.into()])?)
}
