//! The folder of a sweep: `sweep.json` with everything but the table, and the table, a row per point.
//!
//! Columns of `points.parquet`: `point`, the factors by their names (a categorical one holds its words), for every
//! outcome its mean over replicates and, under `ID.error`, the Monte Carlo standard error of the mean, then
//! `replicates` and `failed`, the numbers of replicates played and failed, and `reason`. An outcome that bears one of
//! these names gets an underscore after it.

use std::collections::BTreeSet;
use std::path::Path;

use crate::output::data::ERROR;
use crate::output::reader::read_json;
use crate::output::table::{Column, ColumnKind, Field, TableReader};
use crate::output::{OutputError, ReportKind};
use crate::record::{Data, DataColumn, OutcomeInfo, Sweep, SweepFactor, Variable};

/// Sweeps.
pub const SWEEPS: ReportKind = ReportKind { folder: "sweeps", document: "sweep.json" };
/// The table of a sweep.
pub(super) const POINTS: &str = "points.parquet";

/// What came of one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SweepRow<'r> {
    /// Its number.
    pub point: u64,
    /// Values of the factors.
    pub inputs: &'r [f64],
    /// Mean of every outcome; NaN where there is none.
    pub means: &'r [f64],
    /// Its Monte Carlo standard error.
    pub errors: &'r [f64],
    /// Replicates played.
    pub replicates: u64,
    /// Those of them that failed.
    pub failed: u64,
    /// Why, if any did.
    pub reason: Option<&'r str>,
}

/// The columns of a sweep's table.
pub(super) fn sweep_fields(factors: &[SweepFactor], outcomes: &[OutcomeInfo]) -> Vec<Field> {
    let mut taken: BTreeSet<String> = ["point", "replicates", "failed", "reason"].map(String::from).into();
    let mut free = |name: &str| {
        let mut name = name.to_string();
        while taken.contains(&name) || taken.contains(&format!("{name}{ERROR}")) {
            name.push('_');
        }
        taken.insert(name.clone());
        name
    };
    let mut fields = vec![Field::new("point", ColumnKind::Integer)];
    for factor in factors {
        let kind = if factor.variable.is_categorical() { ColumnKind::Text } else { ColumnKind::Number };
        fields.push(Field::new(free(&factor.variable.id), kind));
    }
    for outcome in outcomes {
        let name = free(&outcome.id);
        let error = free(&format!("{name}{ERROR}"));
        fields.extend([name, error].map(|name| Field::new(name, ColumnKind::Number)));
    }
    fields.extend(["replicates", "failed"].map(|name| Field::new(name, ColumnKind::Integer)));
    fields.push(Field::new("reason", ColumnKind::Text));
    fields
}

/// Rows as the columns of [`sweep_fields`]. A value that is missing from a row is NaN.
pub(super) fn sweep_columns(factors: &[SweepFactor], outcomes: usize, rows: &[SweepRow<'_>]) -> Vec<Column> {
    let at = |values: &[f64], index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    let numbers = |number: &dyn Fn(&SweepRow<'_>) -> f64| Column::Number(rows.iter().map(number).collect());
    let mut columns = vec![Column::Integer(rows.iter().map(|row| row.point as i64).collect())];
    for (index, factor) in factors.iter().enumerate() {
        let word = |row: &SweepRow<'_>| factor.variable.category(at(row.inputs, index)).unwrap_or("").to_string();
        columns.push(match factor.variable.is_categorical() {
            true => Column::texts(rows.iter().map(word).collect::<Vec<_>>().iter().map(String::as_str)),
            false => numbers(&|row| at(row.inputs, index)),
        });
    }
    for index in 0..outcomes {
        columns.extend([numbers(&|row| at(row.means, index)), numbers(&|row| at(row.errors, index))]);
    }
    columns.push(Column::Integer(rows.iter().map(|row| row.replicates as i64).collect()));
    columns.push(Column::Integer(rows.iter().map(|row| row.failed as i64).collect()));
    columns.push(Column::texts(rows.iter().map(|row| row.reason.unwrap_or(""))));
    columns
}

/// The sweep of a folder, checked against its own description.
pub fn read_sweep(folder: &Path) -> Result<Sweep, OutputError> {
    let mut sweep: Sweep = read_json(&folder.join(SWEEPS.document))?;
    let path = folder.join(POINTS);
    let table = TableReader::open(&path)?;
    let fields = sweep_fields(&sweep.factors, &sweep.outcomes);
    if table.fields() != fields {
        return Err(OutputError::inconsistent(&path, "the columns are not the factors and outcomes of the sweep"));
    }
    let (factors, outcomes) = fields[1..fields.len() - 3].split_at(sweep.factors.len());
    let inputs = sweep.factors.iter().zip(factors);
    let inputs = inputs.map(|(factor, field)| read_factor(&table, &path, &factor.variable, &field.name));
    let outputs = sweep.outcomes.iter().zip(outcomes.chunks_exact(2));
    let outputs = outputs.map(|(info, fields)| {
        let (values, errors) = (table.numbers(&fields[0].name)?, table.numbers(&fields[1].name)?);
        Ok(DataColumn { variable: info.into(), values, errors })
    });
    sweep.data =
        Data { inputs: inputs.collect::<Result<_, _>>()?, outputs: outputs.collect::<Result<_, OutputError>>()? };
    Ok(sweep)
}

fn read_factor(table: &TableReader, path: &Path, variable: &Variable, name: &str) -> Result<DataColumn, OutputError> {
    let values = if variable.is_categorical() {
        let position = |word: String| {
            let place = variable.categories.iter().position(|category| *category == word);
            place.map(|place| place as f64).ok_or_else(|| {
                let reason = format!("column `{name}` has the word `{word}`, which is none of its factor's");
                OutputError::inconsistent(path, reason)
            })
        };
        table.texts(name)?.into_iter().map(position).collect::<Result<_, _>>()?
    } else {
        table.numbers(name)?
    };
    Ok(DataColumn::new(variable.clone(), values))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::output::read_data;
    use crate::output::table::TableWriter;
    use crate::record::{DesignKind, OutcomeKind, PointFailure, Provenance};

    fn outcome(id: &str, kind: OutcomeKind) -> OutcomeInfo {
        OutcomeInfo { id: id.into(), label: format!("Label of {id}"), unit: "persons".into(), kind, headline: true }
    }

    /// Three points of two factors; the last one failed. An outcome has the name of a column of ours.
    fn sweep() -> Sweep {
        let border = Variable { categories: vec!["open".into(), "closed".into()], ..Variable::number("lever.border") };
        let factor = |variable: &Variable, central, ends| SweepFactor { variable: variable.clone(), central, ends };
        let x = Variable::number("actors.x.resolve");
        let outcomes = vec![outcome("failed", OutcomeKind::Number), outcome("question.q", OutcomeKind::Condition)];
        let column = |info: &OutcomeInfo, values: [f64; 3], errors: [f64; 3]| DataColumn {
            variable: info.into(),
            values: values.into(),
            errors: errors.into(),
        };
        Sweep {
            provenance: Provenance {
                scenario: "s".into(),
                title: "S".into(),
                scenario_hash: String::new(),
                levers: Default::default(),
                overrides: Vec::new(),
                seed: 7,
                replicates: 100,
                failed: 0,
                version: "0".into(),
                commit: String::new(),
                run_id: "abc".into(),
                marking: String::new(),
            },
            design: DesignKind::LatinHypercube,
            draws: "common".into(),
            points: 4,
            done: 3,
            factors: vec![factor(&x, 0.5, [0.0, 1.0]), factor(&border, 0.0, [0.0, 1.0])],
            data: Data {
                inputs: vec![DataColumn::new(x, vec![0.1, 0.2, 0.3]), DataColumn::new(border, vec![0.0, 1.0, 1.0])],
                outputs: vec![
                    column(&outcomes[0], [f64::INFINITY, -1.5, f64::NAN], [f64::INFINITY, 0.1, f64::NAN]),
                    column(&outcomes[1], [0.25, 1.0, f64::NAN], [0.01, 0.0, f64::NAN]),
                ],
            },
            outcomes,
            failures: vec![PointFailure { point: 3, replicates: 100, reason: "No such zone.".into() }],
        }
    }

    /// The folder of the sweep as its writer leaves it.
    fn written(sweep: &Sweep) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SWEEPS.document), serde_json::to_vec(sweep).unwrap()).unwrap();
        let fields = sweep_fields(&sweep.factors, &sweep.outcomes);
        let mut table = TableWriter::create(folder.path().join(POINTS), &fields).unwrap();
        for (row, point) in [0, 1, 3].into_iter().enumerate() {
            let of = |columns: &[DataColumn]| columns.iter().map(|column| column.values[row]).collect::<Vec<_>>();
            let errors: Vec<f64> = sweep.data.outputs.iter().map(|column| column.errors[row]).collect();
            let (inputs, means) = (of(&sweep.data.inputs), of(&sweep.data.outputs));
            let failure = sweep.failures.iter().find(|failure| failure.point == point);
            let row = SweepRow {
                point,
                inputs: &inputs,
                means: &means,
                errors: &errors,
                replicates: 100,
                failed: failure.map_or(0, |failure| failure.replicates),
                reason: failure.map(|failure| failure.reason.as_str()),
            };
            table.append(sweep_columns(&sweep.factors, sweep.outcomes.len(), &[row])).unwrap();
        }
        table.finish(&[]).unwrap();
        folder
    }

    #[test]
    fn a_sweep_is_read_as_it_was_written() {
        let sweep = sweep();
        let folder = written(&sweep);
        let read = read_sweep(folder.path()).unwrap();
        // Debug, because the point that failed has NaN, which equals nothing.
        assert_eq!(format!("{read:?}"), format!("{sweep:?}"));
        let table = crate::output::read_table(&folder.path().join(POINTS)).unwrap();
        let names: Vec<&str> = table.names().collect();
        let expected = ["point", "actors.x.resolve", "lever.border", "failed_", "failed_.error", "question.q"];
        assert_eq!(names[..6], expected);
        assert_eq!(names[6..], ["question.q.error", "replicates", "failed", "reason"]);
        assert_eq!(table.get("lever.border").unwrap().variable.categories, ["closed", "open"]);
    }

    #[test]
    fn an_analysis_gets_the_points_with_results() {
        let folder = written(&sweep());
        let data = read_data(folder.path(), &[], &[]).unwrap();
        assert_eq!((data.rows(), data.inputs.len(), data.outputs.len()), (2, 2, 2));
        assert_eq!(read_data(&folder.path().join(POINTS), &[], &[]).unwrap(), data);
        let data = read_data(folder.path(), &["lever.border".into()], &["question.q".into()]).unwrap();
        assert_eq!(
            (data.inputs[0].values.as_slice(), data.outputs[0].errors.as_slice()),
            (&[0.0, 1.0][..], &[0.01, 0.0][..])
        );
        let error = read_data(folder.path(), &[], &["question.p".into()]).unwrap_err();
        assert!(error.to_string().ends_with("has no outcome `question.p`"), "{error}");
        assert_eq!(error.help(), "did you mean `question.q`?");
    }

    #[test]
    fn a_table_of_another_sweep_is_refused() {
        let sweep = sweep();
        let folder = written(&sweep);
        let mut other = sweep.clone();
        other.factors[1].variable.categories.pop();
        for (changed, reason) in
            [(other, "has the word `closed`"), (Sweep { outcomes: Vec::new(), ..sweep }, "the columns are not")]
        {
            fs::write(folder.path().join(SWEEPS.document), serde_json::to_vec(&changed).unwrap()).unwrap();
            let error = read_sweep(folder.path()).unwrap_err();
            assert!(error.to_string().contains(reason), "{error}");
        }
    }
}
