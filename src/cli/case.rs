//! A scenario on its way from the disk to a plan, with everything said about it on the way.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::arguments::VariantArguments;
use crate::cli::exit::{CliError, Exit};
use crate::cli::{terminal, version};
use crate::diagnostic::{self, Report, Severity, Sources, Style, visible};
use crate::engine::Plan;
use crate::ensemble::{Settings, run_id};
use crate::output::safe_name;
use crate::record::Provenance;
use crate::scenario::build::build;
use crate::scenario::file::File;
use crate::scenario::{Choices, ScenarioFile, load_variant};

/// A scenario as read, and what was found.
pub(super) struct Case {
    /// Name of its results' folder.
    pub(super) id: String,
    /// Where it was read.
    pub(super) path: PathBuf,
    /// Its name and text, then those of the files that it extends.
    pub(super) files: Vec<ScenarioFile>,
    /// The option that holds for each lever.
    pub(super) levers: Choices,
    /// Hash of the texts, the levers and the overrides.
    pub(super) hash: String,
    /// What was found, and the texts it points into.
    pub(super) report: Report,
    pub(super) sources: Sources,
    /// Whether errors kept the conditions, outcomes and parameters from being checked.
    staged: bool,
    /// Its contents; `None` after an error.
    pub(super) file: Option<File>,
    /// The compiled scenario; `None` after an error.
    pub(super) plan: Option<Plan>,
}

impl Case {
    /// Reads a scenario by its path or by its name in `./scenarios`.
    pub(super) fn read(name: &Path, variant: &VariantArguments) -> Case {
        let path = locate(name);
        let loaded = load_variant(&path, &variant.variant());
        let mut report = loaded.report;
        let staged = loaded.file.is_none() && report.has_errors() && !loaded.text.is_empty();
        let plan = loaded.file.as_ref().and_then(|file| build(file, &mut report)).filter(|_| !report.has_errors());
        Case {
            id: identifier(&path),
            path,
            files: loaded.files,
            levers: loaded.levers,
            hash: loaded.hash,
            report,
            sources: loaded.sources,
            staged,
            file: loaded.file,
            plan,
        }
    }

    /// Tells every finding on standard error.
    pub(super) fn tell_findings(&self) {
        terminal::tell(&diagnostic::render(&self.report, &self.sources, Style::for_standard_error()));
        if self.staged {
            terminal::tell("Conditions, outcomes and parameters are checked once these errors are mended.\n");
        }
    }

    /// The plan; otherwise tells what is wrong.
    pub(super) fn into_valid(self, quiet: bool) -> Result<(Case, Plan), CliError> {
        if !quiet || self.plan.is_none() {
            self.tell_findings();
        }
        let mut case = self;
        match case.plan.take() {
            Some(plan) => Ok((case, plan)),
            None => Err(case.failure()),
        }
    }

    /// What was asked for: the scenario as read and as varied, its plan, and how it is played.
    pub(super) fn provenance(&self, plan: &Plan, variant: &VariantArguments, settings: &Settings) -> Provenance {
        let mut provenance = Provenance {
            scenario: self.id.clone(),
            title: plan.title.clone(),
            scenario_hash: self.hash.clone(),
            levers: self.levers.clone(),
            overrides: variant.overrides.clone(),
            seed: settings.seed,
            replicates: settings.replicates,
            failed: 0,
            version: version::NUMBER.into(),
            commit: version::COMMIT.into(),
            run_id: String::new(),
            marking: plan.marking.clone(),
        };
        provenance.run_id = run_id(&provenance, settings.hold);
        provenance
    }

    /// The error that the findings amount to.
    fn failure(&self) -> CliError {
        let name = self.path.display();
        if fs::File::open(&self.path).is_err() {
            return CliError::new(Exit::InputOutput, format!("cannot read {name}"));
        }
        let count = match self.report.errors() {
            1 => "1 error".into(),
            errors => format!("{errors} errors"),
        };
        CliError::new(Exit::InvalidScenario, format!("{count} in {name}"))
    }

    /// How the command ends when it only looks at the scenario.
    pub(super) fn exit(&self) -> Exit {
        if self.plan.is_some() { Exit::Success } else { self.failure().exit }
    }

    /// The warnings, one line each.
    pub(super) fn warnings(&self) -> Vec<String> {
        let warnings = self.report.sorted().into_iter().filter(|found| found.severity == Severity::Warning);
        warnings.map(|found| visible(&found.message)).collect()
    }
}

/// The file meant: the path itself if there is one, else that name in `./scenarios`.
fn locate(name: &Path) -> PathBuf {
    let bare = name.components().count() == 1 && name.extension().is_none();
    let bundled = Path::new("scenarios").join(name).with_extension("toml");
    if bare && !name.exists() && Path::new("scenarios").is_dir() { bundled } else { name.into() }
}

/// The file's name without extension, as a folder can be called.
fn identifier(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let allowed =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-' || letter == '_';
    let name: String = stem.chars().take(60).map(|letter| if allowed(letter) { letter } else { '_' }).collect();
    let name = name.trim_start_matches(['-', '_']);
    safe_name(name).unwrap_or("scenario").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_name_gives_a_folder_name() {
        for (path, id) in [
            ("scenarios/idlib.toml", "idlib"),
            ("My War 2.toml", "my_war_2"),
            ("__.toml", "scenario"),
            ("nul", "scenario"),
            ("é.toml", "scenario"),
        ] {
            assert_eq!(identifier(Path::new(path)), id, "{path}");
        }
        assert!(safe_name(&identifier(Path::new(&"x".repeat(300)))).is_ok());
    }
}
