//! The sensitivity of a table: a sweep, a run, or anybody's.

use std::path::Path;

use crate::cli::exit::{CliError, Exit};
use crate::cli::number::grouped;
use crate::cli::run_data;
use crate::cli::sensitivity::{Findings, Method, SensitivityArguments};
use crate::cli::source::{Origin, found, identifier};
use crate::explore::sensitivity::{Structure, given, morris, sobol, structure};
use crate::explore::study::of_interest;
use crate::record::{Data, Provenance, SensitivityReport, Variable};

/// Reads the table and analyses it as its rows allow.
pub(super) fn analyse(arguments: &SensitivityArguments) -> Result<SensitivityReport, CliError> {
    refuse_factors(arguments)?;
    let path = found(&arguments.target)?;
    let origin = Origin::of(&path)?;
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
