//! Inputs and outputs of what a path names: a run, a sweep, or anybody's table.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cli::arguments::VariantArguments;
use crate::cli::case::Case;
use crate::cli::exit::{CliError, Exit};
use crate::cli::experiment::refusal;
use crate::cli::{number, resources, version};
use crate::diagnostic::{quoted, suggestion};
use crate::engine::{Plan, sampled};
use crate::ensemble::run_id;
use crate::explore::design::{Factor, Range};
use crate::explore::experiment::{Entry, Experiment, Vary};
use crate::output::{Manifest, read_data, read_manifest, read_run};
use crate::record::{Data, DataColumn, OutcomeTable};

/// The file that every run folder has.
const MANIFEST: &str = "manifest.json";
/// Share of the available memory that the inputs may take.
const MEMORY_SHARE: f64 = 0.5;
/// What to do about a folder of a run that cannot be analysed.
const RUN_AGAIN: &str = "run the scenario again with this version, without --hold, and analyse that";

/// The named inputs and outputs; none named means all that there are, but outputs of somebody's table must be named.
pub(super) fn read(path: &Path, inputs: &[String], outputs: &[String]) -> Result<Data, CliError> {
    if !path.join(MANIFEST).is_file() {
        return Ok(read_data(path, inputs, outputs)?);
    }
    let data = data_of_run(path)?;
    Ok(Data {
        inputs: chosen(path, "uncertain quantity", data.inputs, inputs)?,
        outputs: chosen(path, "outcome", data.outputs, outputs)?,
    })
}

/// A row for every replicate of a run: the uncertain quantities it drew, recomputed from the scenario kept in its
/// folder, and its outcomes. Replicates that failed are left out; a day that never came is the day after the last, as
/// in the means of experiments.
pub(super) fn data_of_run(folder: &Path) -> Result<Data, CliError> {
    let manifest = read_manifest(folder)?;
    let (experiment, plan) = scenario_of_run(folder, &manifest)?;
    let outcomes = read_run(folder)?.outcomes;
    let factors = &experiment.space.factors;
    if factors.is_empty() {
        return Err(failure(folder, "its scenario has no uncertain quantity").help("give some numbers a range"));
    }
    let rows = outcomes.columns.first().map_or(0, Vec::len);
    check_memory(rows, factors.len())?;
    let replicates = outcomes.first_replicate..outcomes.first_replicate + rows as u64;
    let done: Vec<bool> = (0..rows).map(|row| outcomes.columns.iter().any(|column| !column[row].is_nan())).collect();
    let kept =
        |values: Vec<f64>| values.into_iter().zip(&done).filter(|(_, done)| **done).map(|(value, _)| value).collect();
    let input = |factor: &Factor| match &factor.range {
        Range::Uncertain(quantity) => {
            let values = sampled(manifest.provenance.seed, &factor.variable.id, quantity, replicates.clone());
            Some(DataColumn::new(factor.variable.clone(), kept(values)))
        }
        _ => None,
    };
    let inputs = factors.par_iter().filter_map(input).collect();
    let OutcomeTable { outcomes, columns, .. } = outcomes;
    let outputs = outcomes.iter().zip(columns).map(|(info, mut values)| {
        let entry = Entry::of(info, plan.model.calendar.days);
        values.iter_mut().for_each(|value| *value = entry.value(*value));
        DataColumn::new(info.into(), kept(values))
    });
    Ok(Data { inputs, outputs: outputs.collect() })
}

/// What varied in a run and the plan it played, from the scenario in its own folder.
fn scenario_of_run(folder: &Path, manifest: &Manifest) -> Result<(Experiment, Plan), CliError> {
    let provenance = &manifest.provenance;
    if provenance.version != version::NUMBER {
        let reason = format!("it was made by version {}, which may draw its inputs otherwise", provenance.version);
        return Err(failure(folder, &reason).help(RUN_AGAIN));
    }
    if run_id(provenance, true) == provenance.run_id {
        let reason =
            "every uncertain quantity was held at its central value (--hold), so that nothing varies but chance";
        return Err(failure(folder, reason).help(RUN_AGAIN));
    }
    let variant = VariantArguments {
        levers: provenance.levers.iter().map(|(lever, option)| format!("{lever}={option}")).collect(),
        overrides: provenance.overrides.clone(),
    };
    let (case, plan) = Case::read(&scenario_of(folder, manifest), &variant).into_valid(true)?;
    if case.hash != provenance.scenario_hash {
        return Err(failure(folder, "the scenario in it is not the one that was run").help(RUN_AGAIN));
    }
    let experiment = Experiment::load(&case.path, &variant.variant(), &[Vary::AllUncertain], &[]).map_err(refusal)?;
    Ok((experiment, plan))
}

/// The scenario's file: beside those that it extends, if it extends any.
fn scenario_of(folder: &Path, manifest: &Manifest) -> PathBuf {
    let alone = "scenario.toml";
    let hash = |name: &str| manifest.files.get(name).map(|entry| entry.blake3.as_str());
    let mut extended = manifest.files.keys().filter(|name| name.starts_with("scenario/"));
    folder.join(extended.find(|name| hash(name) == hash(alone)).map_or(alone, String::as_str))
}

/// Refuses inputs that would not fit into memory.
fn check_memory(rows: usize, columns: usize) -> Result<(), CliError> {
    let (needed, available) = ((rows as u64).saturating_mul(columns as u64 * 8), resources::available_memory());
    if needed as f64 <= MEMORY_SHARE * available as f64 {
        return Ok(());
    }
    let message = format!(
        "the inputs need about {} of memory; {} are available",
        number::bytes(needed),
        number::bytes(available)
    );
    Err(CliError::new(Exit::Limit, message).help("analyse a run with fewer replicates"))
}

fn failure(folder: &Path, reason: &str) -> CliError {
    CliError::new(Exit::InputOutput, format!("cannot analyse {}: {reason}", folder.display()))
}

/// The columns with these names in their order; all without names.
fn chosen(folder: &Path, what: &str, columns: Vec<DataColumn>, names: &[String]) -> Result<Vec<DataColumn>, CliError> {
    if names.is_empty() {
        return Ok(columns);
    }
    let known = columns.iter().map(|column| column.variable.id.as_str());
    let find = |name: &String| {
        columns.iter().find(|column| column.variable.id == *name).cloned().ok_or_else(|| {
            let help = suggestion(name, known.clone()).unwrap_or_else(|| "`flashpoint show` lists them".into());
            CliError::new(Exit::Usage, format!("{} has no {what} {}", folder.display(), quoted(name))).help(help)
        })
    };
    names.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;

    use super::*;
    use crate::cli::arguments::{Arguments, Command};
    use crate::cli::run;
    use crate::engine::Player;
    use crate::quantity::Distribution;

    /// Runs a scenario into a folder of its own and returns the run's.
    fn run(scenario: &str, out: &Path, hold: bool, variant: Option<(&str, &str)>) -> PathBuf {
        let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join(scenario);
        let [scenario, folder] = [&scenario, out].map(|path| path.to_str().unwrap());
        let mut words = vec!["flashpoint", "run", scenario, "-n", "24", "--seed", "5", "--out", folder];
        words.extend(["--threads", "1", "--no-charts", "--quiet"]);
        words.extend(hold.then_some("--hold"));
        if let Some((lever, set)) = variant {
            words.extend(["--lever", lever, "--set", set]);
        }
        let Command::Run(arguments) = Arguments::try_parse_from(words).unwrap().command else { unreachable!() };
        run::run(&arguments).unwrap();
        crate::cli::folders::find_run(&fs::read_dir(out).unwrap().next().unwrap().unwrap().path()).unwrap()
    }

    #[test]
    fn the_inputs_are_what_the_engine_drew() {
        // One scenario in a single file, one that extends another and is varied.
        let varied = Some(("russia=absent", "zones.aleppo.residents=2400000"));
        for (scenario, variant) in [("src/cli/starter.toml", None), ("scenarios/assad_30_november.toml", varied)] {
            let out = tempfile::tempdir().unwrap();
            let folder = run(scenario, out.path(), false, variant);
            let data = data_of_run(&folder).unwrap();
            let (_, plan) = scenario_of_run(&folder, &read_manifest(&folder).unwrap()).unwrap();
            let quantities = &plan.model.quantities;
            let uncertain = quantities.iter().filter(|(_, quantity)| quantity.distribution != Distribution::Fixed);
            assert!(uncertain.map(|(path, _)| path).eq(data.inputs.iter().map(|column| column.variable.id.as_str())));
            let mut player = Player::<f64>::new(&plan, 5, false);
            assert!(!data.inputs.is_empty() && data.rows() == 24, "{scenario}");
            for replicate in 0..24 {
                player.start(replicate);
                for column in &data.inputs {
                    let index = quantities.find(&column.variable.id).unwrap().index();
                    let drawn = player.world().values[index];
                    assert_eq!(column.values[replicate as usize], drawn, "{}", column.variable.id);
                }
            }
            let outcomes = read_run(&folder).unwrap().outcomes;
            for ((info, own), column) in outcomes.outcomes.iter().zip(&outcomes.columns).zip(&data.outputs) {
                let entry = Entry::of(info, plan.model.calendar.days);
                assert!(own.iter().map(|value| entry.value(*value)).eq(column.values.iter().copied()), "{}", info.id);
            }
            let path = data.inputs[0].variable.id.clone();
            let one = read(&folder, std::slice::from_ref(&path), &[]).unwrap();
            assert_eq!((one.inputs.len(), one.outputs.len()), (1, data.outputs.len()));
            let error = read(&folder, &[format!("{path}x")], &[]).unwrap_err();
            assert_eq!(error.help.unwrap(), format!("did you mean `{path}`?"));
        }
    }

    #[test]
    fn a_run_that_was_held_or_changed_is_refused() {
        let out = tempfile::tempdir().unwrap();
        let folder = run("src/cli/starter.toml", out.path(), true, None);
        assert!(data_of_run(&folder).unwrap_err().message.contains("--hold"));
        let out = tempfile::tempdir().unwrap();
        let folder = run("src/cli/starter.toml", out.path(), false, None);
        let path = folder.join("scenario.toml");
        fs::write(&path, fs::read_to_string(&path).unwrap() + "\n# changed\n").unwrap();
        assert!(data_of_run(&folder).unwrap_err().message.contains("is not the one that was run"));
    }
}
