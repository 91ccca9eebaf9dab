//! Scenario discovery, for `tests/python/oracles/discovery.py`.

use std::error::Error;
use std::path::Path;

use flashpoint::explore::discovery::{
    Count, Limits, Objective, Options, Point, PrimOptions, Side, Target, discover, leaves, quasi_p, trade_off,
};
use flashpoint::output::read_data;
use flashpoint::random::Stream;
use flashpoint::record::{Data, DataColumn};

use crate::tables::csv;

/// A frozen table: its name, its output, and what is of interest, as a target and as a condition.
type Frozen = (&'static str, &'static str, &'static str, fn(f64) -> bool);

const TABLES: [Frozen; 2] = [
    ("bryant_lempert", "Greater than 90%", "Greater than 90%", |value| value == 1.0),
    ("lake", "reliability", "reliability <= 0.15", |value| value <= 0.15),
];
const OBJECTIVES: [(&str, Objective); 3] =
    [("original", Objective::Original), ("lenient1", Objective::Lenient1), ("lenient2", Objective::Lenient2)];
/// Splits into halves.
const SPLITS: usize = 12;

/// Writes every curve, test and tree that the script reads.
pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    for (name, output, target, is_of_interest) in TABLES {
        let path = format!("{}/tests/data/oracles/{name}.csv", env!("CARGO_MANIFEST_DIR"));
        let data = read_data(Path::new(&path), &[], &[output.into()])?;
        let target = Target::parse(target)?;
        let interest: Vec<f64> = data.outputs[0].values.iter().map(|&value| f64::from(is_of_interest(value))).collect();
        curves(folder, name, (&data, &interest), &target)?;
        held_out(folder, name, (&data, &interest), &target)?;
        tree(folder, name, &data, &target)?;
    }
    Ok(())
}

fn options(objective: Objective, peel: f64) -> Options {
    Options { prim: PrimOptions { objective, peel, ..PrimOptions::default() }, tree: true, ..Options::default() }
}

/// Every trajectory, and the quasi-p-values of its last box.
fn curves(folder: &Path, name: &str, (data, interest): (&Data, &[f64]), target: &Target) -> Result<(), Box<dyn Error>> {
    for (objective, own) in OBJECTIVES {
        for peel in [0.1, 0.05] {
            let (points, all) = trade_off(data, target, &options(own, peel))?;
            let file = format!("prim_{name}_{objective}_{peel}");
            let names = ["coverage", "density", "mass", "restricted"].map(String::from);
            csv(&folder.join(format!("{file}.csv")), &names, points.iter().map(|point| row(point, all)))?;
            let Some(last) = points.last() else { continue };
            let inside = count(data, interest, &last.limits, |_| true);
            let test = |(input, side): (usize, Side)| {
                let without = count(data, interest, &last.limits.without(input, side), |_| true);
                vec![input as f64, f64::from(side == Side::AtMost), quasi_p(inside, without)]
            };
            let rows = last.limits.sides().into_iter().map(test);
            csv(&folder.join(format!("{file}_tests.csv")), &["input", "upper", "quasi_p"].map(String::from), rows)?;
        }
    }
    Ok(())
}

fn row(point: &Point, all: Count) -> Vec<f64> {
    let count = point.count;
    vec![count.coverage(all), count.density(), count.mass(all), point.limits.restricted() as f64]
}

/// Trajectories found in one half of the rows, as they fare in the other; and which rows each half holds.
fn held_out(
    folder: &Path,
    name: &str,
    (data, interest): (&Data, &[f64]),
    target: &Target,
) -> Result<(), Box<dyn Error>> {
    let rows = data.rows();
    let mut stream = Stream::<f64>::new(1, "oracle.halves", name, rows);
    let halves: Vec<Vec<bool>> =
        (0..SPLITS).map(|split| (0..rows).map(|row| stream.uniform(split, row) < 0.5).collect()).collect();
    let names: Vec<String> = (0..SPLITS).map(|split| split.to_string()).collect();
    let members = (0..rows).map(|row| halves.iter().map(|half| f64::from(half[row])).collect());
    csv(&folder.join(format!("halves_{name}.csv")), &names, members)?;
    let mut fared = Vec::new();
    for (split, half) in halves.iter().enumerate() {
        let (points, _) = trade_off(&part(data, half), target, &options(Objective::default(), 0.05))?;
        let all = count(data, interest, &Limits::default(), |row| !half[row]);
        for point in points {
            let inside = count(data, interest, &point.limits, |row| !half[row]);
            fared.push(vec![split as f64, inside.coverage(all), inside.interest / inside.rows.max(1) as f64]);
        }
    }
    csv(&folder.join(format!("held_out_{name}.csv")), &["split", "coverage", "density"].map(String::from), fared)?;
    Ok(())
}

/// Leaves of the tree before it is pruned, and the sequence in which it is.
fn tree(folder: &Path, name: &str, data: &Data, target: &Target) -> Result<(), Box<dyn Error>> {
    let options = Options { boxes: 0, ..options(Objective::default(), 0.05) };
    let found = leaves(data, target, &options)?;
    let rows = found.iter().map(|(_, count)| vec![count.rows as f64, count.interest]);
    csv(&folder.join(format!("leaves_{name}.csv")), &["rows", "interest"].map(String::from), rows)?;
    let found = discover(data, target, &options)?;
    let sequence = found.tree.map(|tree| tree.sequence).unwrap_or_default();
    let rows = sequence.iter().map(|tree| vec![tree.complexity, tree.leaves as f64]);
    csv(&folder.join(format!("pruning_{name}.csv")), &["complexity", "leaves"].map(String::from), rows)?;
    Ok(())
}

/// The rows that are marked.
fn part(data: &Data, is_in: &[bool]) -> Data {
    let of = |column: &DataColumn| {
        let values = column.values.iter().zip(is_in).filter(|(_, is_in)| **is_in).map(|(value, _)| *value);
        DataColumn::new(column.variable.clone(), values.collect())
    };
    Data { inputs: data.inputs.iter().map(of).collect(), outputs: data.outputs.iter().map(of).collect() }
}

/// What some rows of a box hold.
fn count(data: &Data, interest: &[f64], limits: &Limits, is_in: impl Fn(usize) -> bool) -> Count {
    let is_inside = |row: &usize| {
        is_in(*row) && limits.iter().all(|(input, limit)| limit.contains(data.inputs[input].values[*row]))
    };
    let rows: Vec<usize> = (0..data.rows()).filter(is_inside).collect();
    Count { rows: rows.len(), interest: rows.iter().map(|&row| interest[row]).sum() }
}
