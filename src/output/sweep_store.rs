//! The folder of a sweep while it grows: what is known of every point, in blocks that are replaced whole, so that a sweep
//! can be broken off at any moment and gone on with later, with more points or more replicates, and end in the same bytes.
//!
//! `output/sweeps/<id>/` holds `sweep.json`, `points.parquet`, `charts/`, and in `state/` a table for each block of
//! [`BLOCK`] points: replicates, failures, and mean and sum of squared deviations of each outcome.

use std::fs;
use std::path::{Path, PathBuf};

use crate::output::csv::write_csv;
use crate::output::folder::{file_beside, put, replace_file};
use crate::output::name::{safe_file_name, safe_name};
use crate::output::sweep::{POINTS, SWEEPS, SweepRow, sweep_columns, sweep_fields};
use crate::output::table::{Column, ColumnKind, Field, TableReader, TableWriter};
use crate::output::writer::json;
use crate::output::{OutputError, files, write_document};
use crate::record::{OutcomeInfo, PointState, Sweep};
use crate::statistics::Moments;

/// Points of a block.
pub const BLOCK: u64 = 512;

/// Folder of the blocks.
const STATE: &str = "state";

/// The folder of a sweep.
#[derive(Clone, Debug)]
pub struct SweepStore {
    folder: PathBuf,
    outcomes: usize,
    fields: Vec<Field>,
}

impl SweepStore {
    /// Opens the folder of a sweep, or starts it.
    pub fn open(output_root: &Path, id: &str, outcomes: &[OutcomeInfo]) -> Result<SweepStore, OutputError> {
        let folder = output_root.join(SWEEPS.folder).join(safe_name(id)?);
        let state = folder.join(STATE);
        fs::create_dir_all(&state).map_err(|error| OutputError::file("create", &state, error))?;
        let mut fields = vec![
            Field::new("replicates", ColumnKind::Integer),
            Field::new("failed", ColumnKind::Integer),
            Field::new("reason", ColumnKind::Text),
        ];
        for index in 0..outcomes.len() {
            fields.extend(["mean", "squares"].map(|name| Field::new(format!("{name}_{index}"), ColumnKind::Number)));
        }
        Ok(SweepStore { folder, outcomes: outcomes.len(), fields })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn block_path(&self, block: u64) -> PathBuf {
        self.folder.join(STATE).join(format!("block_{block:06}.parquet"))
    }

    /// What is known of the first points of a block, of none when nothing is.
    pub fn block(&self, block: u64) -> Result<Vec<PointState>, OutputError> {
        let path = self.block_path(block);
        if !path.exists() {
            return Ok(Vec::new());
        }
        let table = TableReader::open(&path)?;
        if table.fields() != self.fields || table.rows() as u64 > BLOCK {
            return Err(OutputError::inconsistent(&path, "it is not a block of this sweep"));
        }
        let counts = |name: &str| -> Result<Vec<u64>, OutputError> {
            match table.column(name)? {
                Column::Integer(values) => Ok(values.into_iter().map(|value| value.max(0) as u64).collect()),
                _ => Err(OutputError::inconsistent(&path, "it is not a block of this sweep")),
            }
        };
        let (replicates, failed, reasons) = (counts("replicates")?, counts("failed")?, table.texts("reason")?);
        let states = replicates.into_iter().zip(failed).zip(reasons).map(|((replicates, failed), reason)| PointState {
            replicates,
            failed,
            reason: Some(reason).filter(|reason| !reason.is_empty()),
            outcomes: vec![Moments { count: replicates.saturating_sub(failed), ..Moments::default() }; self.outcomes],
        });
        let mut states: Vec<PointState> = states.collect();
        for outcome in 0..self.outcomes {
            let means = table.numbers(&format!("mean_{outcome}"))?;
            let squares = table.numbers(&format!("squares_{outcome}"))?;
            for ((state, mean), squares) in states.iter_mut().zip(means).zip(squares) {
                (state.outcomes[outcome].mean, state.outcomes[outcome].squares) = (mean, squares);
            }
        }
        Ok(states)
    }

    /// Replaces a block.
    pub fn save_block(&self, block: u64, states: &[PointState]) -> Result<(), OutputError> {
        let count = |count: &dyn Fn(&PointState) -> u64| {
            Column::Integer(states.iter().map(|state| i64::try_from(count(state)).unwrap_or(i64::MAX)).collect())
        };
        let mut columns = vec![
            count(&|state| state.replicates),
            count(&|state| state.failed),
            Column::texts(states.iter().map(|state| state.reason.as_deref().unwrap_or(""))),
        ];
        for outcome in 0..self.outcomes {
            columns.push(Column::Number(states.iter().map(|state| state.outcomes[outcome].mean).collect()));
            columns.push(Column::Number(states.iter().map(|state| state.outcomes[outcome].squares).collect()));
        }
        replace_table(&self.block_path(block), &self.fields, &[], |table| table.append(columns))
    }

    /// Writes `points.parquet`, and as CSV if asked for, from the blocks, counts in `sweep` what they hold, and writes it to
    /// `sweep.json`; `inputs` gives the factors' values at a point.
    pub fn publish(
        &self,
        sweep: &mut Sweep,
        csv: bool,
        inputs: &mut dyn FnMut(u64) -> Vec<f64>,
    ) -> Result<(), OutputError> {
        let path = self.folder.join(POINTS);
        let fields = sweep_fields(&sweep.factors, &sweep.outcomes);
        replace_table(&path, &fields, &footer(sweep), |table| {
            for block in 0..sweep.points.div_ceil(BLOCK) {
                let states = self.block(block)?;
                for (point, state) in (block * BLOCK..sweep.points).zip(&states) {
                    sweep.count(point, state);
                }
                table.append(self.rows(sweep, block, &states, inputs))?;
            }
            Ok(())
        })?;
        if csv {
            let target = path.with_extension("csv");
            let table = TableReader::open(&path)?;
            replace_file(&target, |file| write_csv(&table, &target, file))?;
        }
        write_document(&self.folder, SWEEPS.document, &json(&self.folder.join(SWEEPS.document), sweep)?)?;
        Ok(())
    }

    /// The rows of a block's points that have been played.
    fn rows(
        &self,
        sweep: &Sweep,
        block: u64,
        states: &[PointState],
        inputs: &mut dyn FnMut(u64) -> Vec<f64>,
    ) -> Vec<Column> {
        struct Owned {
            point: u64,
            inputs: Vec<f64>,
            means: Vec<f64>,
            errors: Vec<f64>,
        }
        let played = || {
            let numbered = (block * BLOCK..sweep.points).zip(states);
            numbered.filter(|(_, state)| state.replicates > 0)
        };
        let owned: Vec<Owned> = played()
            .map(|(point, state)| {
                let estimates = || state.outcomes.iter().map(Moments::estimate);
                let means = estimates().map(|estimate| estimate.mean).collect();
                let errors = estimates().map(|estimate| estimate.standard_error).collect();
                Owned { point, inputs: inputs(point), means, errors }
            })
            .collect();
        let rows = owned.iter().zip(played()).map(|(row, (_, state))| SweepRow {
            point: row.point,
            inputs: &row.inputs,
            means: &row.means,
            errors: &row.errors,
            replicates: state.replicates,
            failed: state.failed,
            reason: state.reason.as_deref(),
        });
        sweep_columns(&sweep.factors, self.outcomes, &rows.collect::<Vec<_>>())
    }

    /// Writes or replaces a chart.
    pub fn chart(&self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        write_document(&self.folder.join(files::CHARTS), safe_file_name(name)?, bytes).map(|_| ())
    }
}

/// What produced the table.
fn footer(sweep: &Sweep) -> Vec<(&'static str, String)> {
    let provenance = &sweep.provenance;
    vec![
        ("sweep_id", provenance.run_id.clone()),
        ("scenario", provenance.scenario.clone()),
        ("scenario_hash", provenance.scenario_hash.clone()),
        ("design", sweep.design.word().into()),
        ("seed", provenance.seed.to_string()),
        ("replicates", provenance.replicates.to_string()),
        ("version", provenance.version.clone()),
    ]
}

/// Replaces a table; readers see the old or the new one, never a part.
fn replace_table(
    path: &Path,
    fields: &[Field],
    footer: &[(&str, String)],
    fill: impl FnOnce(&mut TableWriter) -> Result<(), OutputError>,
) -> Result<(), OutputError> {
    let file = file_beside(path)?.into_temp_path();
    let mut table = TableWriter::create(file.to_path_buf(), fields)?;
    fill(&mut table)?;
    table.finish(footer)?;
    put(file, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::OutcomeKind;

    fn outcome(id: &str) -> OutcomeInfo {
        OutcomeInfo { id: id.into(), label: id.into(), unit: "1".into(), kind: OutcomeKind::Number, headline: true }
    }

    fn state(replicates: u64, mean: f64) -> PointState {
        let moments = Moments { count: replicates, mean, squares: mean / 3.0 };
        PointState { replicates, failed: 0, reason: None, outcomes: vec![moments; 2] }
    }

    #[test]
    fn a_block_is_read_as_it_was_saved_and_replaced_whole() {
        let root = tempfile::tempdir().unwrap();
        let store = SweepStore::open(root.path(), "abc", &[outcome("a"), outcome("b")]).unwrap();
        assert!(store.block(3).unwrap().is_empty());
        let mut states = vec![state(10, 0.1), state(20, 1.0 / 3.0), state(0, 0.0)];
        states[1].failed = 20;
        states[1].reason = Some("No such zone.".into());
        states[1].outcomes.iter_mut().for_each(|moments| moments.count = 0);
        store.save_block(3, &states).unwrap();
        assert_eq!(store.block(3).unwrap(), states);
        store.save_block(3, &states[..1]).unwrap();
        assert_eq!(store.block(3).unwrap(), states[..1]);
        let names: Vec<_> = fs::read_dir(store.folder().join(STATE)).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing temporary is left");
    }

    #[test]
    fn a_block_of_another_sweep_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let store = SweepStore::open(root.path(), "abc", &[outcome("a"), outcome("b")]).unwrap();
        store.save_block(0, &[state(1, 1.0)]).unwrap();
        let other = SweepStore::open(root.path(), "abc", &[outcome("a")]).unwrap();
        assert!(other.block(0).is_err());
        fs::write(store.folder().join(STATE).join("block_000000.parquet"), b"PAR1 torn").unwrap();
        assert!(store.block(0).is_err());
        assert!(SweepStore::open(root.path(), "../abc", &[]).is_err());
    }
}
