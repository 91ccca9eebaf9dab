//! The sensitivity of a table: a sweep, a run, or anybody's.

use std::path::{Path, PathBuf};

use crate::cli::exit::{CliError, Exit};
use crate::cli::folders::find_run;
use crate::cli::number::grouped;
use crate::cli::sensitivity::{Findings, Method, SensitivityArguments};
use crate::cli::{run_data, version};
use crate::explore::sensitivity::{Structure, given, morris, sobol, structure};
use crate::explore::study::of_interest;
use crate::output::{SWEEPS, read_run, read_sweep};
use crate::record::{Data, OutcomeInfo, Provenance, SensitivityReport, Variable};

/// The file that every run folder has.
const MANIFEST: &str = "manifest.json";

/// Reads the table and analyses it as its rows allow.
pub(super) fn analyse(arguments: &SensitivityArguments) -> Result<SensitivityReport, CliError> {
    refuse_factors(arguments)?;
    let path = found(&arguments.target)?;
    let origin = Origin::of(&path, arguments.seed)?;
    let mut named = arguments.outputs.clone();
    named.extend(arguments.factors.outcomes.iter().cloned());
    let mut data = run_data::read(&path, &arguments.inputs, &named)?;
    if named.is_empty() && !origin.outcomes.is_empty() {
        let chosen = of_interest(&origin.outcomes);
        data.outputs.retain(|column| chosen.contains(&column.variable.id));
    }
    let outcomes: Vec<Variable> = data.outputs.iter().map(|column| column.variable.clone()).collect();
    let method = method(arguments.method, &data);
    let names = outcomes.iter().map(|outcome| outcome.id.as_str());
    let options = arguments.options();
    let mut findings = Findings::default();
    match method {
        Structure::Morris => findings.screening = names.map(|name| morris(&data, name, None, options)).collect(),
        Structure::Saltelli => findings.sobol = names.map(|name| sobol(&data, name, options)).collect(),
        Structure::Given => findings.given = names.map(|name| given(&data, name, options)).collect(),
    }
    let factors = data.inputs.iter().map(|column| column.variable.clone()).collect();
    let id = identifier(&data, &arguments.decisive());
    let provenance = Provenance { run_id: id, ..origin.provenance };
    Ok(findings.report(provenance, vec![note(method, &data, &path)], factors, outcomes))
}

/// A table has no factors to vary.
fn refuse_factors(arguments: &SensitivityArguments) -> Result<(), CliError> {
    let factors = &arguments.factors;
    if factors.vary.is_empty() && factors.levers.is_empty() && factors.overrides.is_empty() {
        return Ok(());
    }
    Err(CliError::new(Exit::Usage, "--vary, --lever and --set are for scenarios; a table is analysed as it is")
        .help("leave them out, or give a scenario file (.toml)"))
}

/// The file or folder meant: of a folder of runs the latest.
fn found(path: &Path) -> Result<PathBuf, CliError> {
    let is_report = path.join(SWEEPS.document).is_file() || path.join(MANIFEST).is_file();
    if path.is_dir() && !is_report { find_run(path) } else { Ok(path.into()) }
}

/// Where a table comes from.
struct Origin {
    provenance: Provenance,
    /// Its outcomes, where they are known.
    outcomes: Vec<OutcomeInfo>,
}

impl Origin {
    fn of(path: &Path, seed: u64) -> Result<Origin, CliError> {
        if path.join(SWEEPS.document).is_file() {
            let sweep = read_sweep(path)?;
            return Ok(Origin { provenance: sweep.provenance, outcomes: sweep.outcomes });
        }
        if path.join(MANIFEST).is_file() {
            let run = read_run(path)?;
            // Every row is a replicate: there are none to a point.
            let provenance = Provenance { replicates: 0, failed: 0, ..run.provenance };
            return Ok(Origin { provenance, outcomes: run.outcomes.outcomes });
        }
        Ok(Origin { provenance: foreign(path, seed), outcomes: Vec::new() })
    }
}

/// What is known of a table that Flashpoint did not make; the seed is that of the resampling.
fn foreign(path: &Path, seed: u64) -> Provenance {
    let text =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    Provenance {
        scenario: text(path.file_stem()),
        title: text(path.file_name()),
        scenario_hash: String::new(),
        levers: Default::default(),
        overrides: Vec::new(),
        seed,
        replicates: 0,
        failed: 0,
        version: version::NUMBER.into(),
        commit: version::COMMIT.into(),
        run_id: String::new(),
        marking: String::new(),
    }
}

/// The design that a method needs; what the rows follow when it is left open.
fn method(method: Method, data: &Data) -> Structure {
    match method {
        Method::Auto => structure(data),
        Method::Morris => Structure::Morris,
        Method::Sobol => Structure::Saltelli,
        Method::Given => Structure::Given,
    }
}

/// What was analysed and as what.
fn note(method: Structure, data: &Data, path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let size = format!("{} rows of {} inputs in {name}", grouped(data.rows() as f64), data.inputs.len());
    match method {
        Structure::Morris => format!("{size} are trajectories (Morris): elementary effects."),
        Structure::Saltelli => format!("{size} are a Saltelli design: Sobol' indices."),
        Structure::Given => format!(
            "{size}, analysed as given data: this holds as far as the inputs are independent of each other and spread as they \
             are believed to be."
        ),
    }
}

/// A hash of the table and of all that was asked.
fn identifier(data: &Data, asked: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(asked.as_bytes()).update(version::NUMBER.as_bytes());
    for column in data.inputs.iter().chain(&data.outputs) {
        hasher.update(column.variable.id.as_bytes()).update(&[0]);
        column.values.iter().for_each(|value| {
            hasher.update(&value.to_bits().to_le_bytes());
        });
    }
    hasher.finalize().to_hex()[..12].into()
}
