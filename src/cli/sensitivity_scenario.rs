//! The sensitivity of a scenario: which designs are played, in which order.

use crate::cli::exit::{CliError, Exit};
use crate::cli::experiment::{FactorArguments, Prepared};
use crate::cli::number::grouped;
use crate::cli::progress::Progress;
use crate::cli::sensitivity::{Findings, Method, SensitivityArguments};
use crate::cli::signals::Signals;
use crate::cli::version;
use crate::digest;
use crate::ensemble::Monitor;
use crate::explore::experiment::{Experiment, PlayError, Playing, Vary};
use crate::explore::study::{Study, StudyError, important, of_interest};
use crate::record::{Data, Ranking, Screening, SensitivityReport, Variable};

/// With no more factors than this nothing is gained by screening.
const FEW: usize = 8;
/// Most factors that get Sobol' indices after screening.
const MOST: usize = 16;
/// Points and least replicates for knowledge against chance.
const CHANCE: [u64; 2] = [128, 64];

/// Plays the designs of the method and analyses them.
pub(super) fn analyse(arguments: &SensitivityArguments, signals: &Signals) -> Result<SensitivityReport, CliError> {
    let all = arguments.factors.prepare(&arguments.target, Some(Vary::AllUncertain), arguments.quiet)?;
    let outcomes = match arguments.factors.outcomes.is_empty() {
        true => of_interest(all.experiment.outcomes()),
        false => all.experiment.outcomes().iter().map(|info| info.id.clone()).collect(),
    };
    let mut playing = Playing::new(arguments.seed, arguments.replicates);
    playing.threads = arguments.threads.map(usize::from);
    let mut work =
        Work { arguments, signals, outcomes, playing, notes: Vec::new(), failed: 0, findings: Findings::default() };
    work.analyse(&all)?;
    work.chance(&all)?;
    let id = digest::short(format!("{}\n{}\n{}", all.case.hash, arguments.decisive(), version::NUMBER));
    let mut provenance = all.provenance(&playing, &id);
    provenance.failed = work.failed;
    let empty = all.experiment.empty_table();
    let variable =
        |id: &String| empty.output(id).map_or_else(|| Variable::number(id), |column| column.variable.clone());
    let outcomes = work.outcomes.iter().map(variable).collect();
    let factors = empty.inputs.iter().map(|column| column.variable.clone()).collect();
    Ok(work.findings.report(provenance, work.notes, factors, outcomes))
}

/// What is going on.
struct Work<'a> {
    arguments: &'a SensitivityArguments,
    signals: &'a Signals,
    /// Identifiers of the outcomes to analyse.
    outcomes: Vec<String>,
    playing: Playing,
    notes: Vec<String>,
    /// Points without a result.
    failed: u64,
    findings: Findings,
}

impl Work<'_> {
    /// The analyses of the method.
    fn analyse(&mut self, all: &Prepared) -> Result<(), CliError> {
        match self.arguments.method {
            Method::Morris => self.screen(&all.experiment),
            Method::Sobol => self.indices(&all.experiment),
            Method::Given => self.measures(&all.experiment),
            Method::Auto if all.experiment.space.factors.len() <= FEW => self.indices(&all.experiment),
            Method::Auto => {
                self.screen(&all.experiment)?;
                self.indices_of_important(all)
            }
        }
    }

    fn screen(&mut self, experiment: &Experiment) -> Result<(), CliError> {
        let played = self.watched("screening", experiment, |study, monitor| study.screening(monitor))?;
        let factors = experiment.space.factors.len();
        self.note(&played.data, &format!("Elementary effects of {factors} factors"));
        self.findings.screening = played.found;
        Ok(())
    }

    /// Sobol' indices of those factors that screening found to matter; the others are sampled as the scenario says.
    fn indices_of_important(&mut self, all: &Prepared) -> Result<(), CliError> {
        let factors = &all.experiment.space.factors;
        let names: Vec<String> = factors.iter().map(|factor| factor.variable.id.clone()).collect();
        let screened: Vec<&Screening> = self.findings.screening.iter().flatten().collect();
        let rankings: Vec<&Ranking> = screened.iter().map(|found| &found.ranking).collect();
        let chosen = important(&names, &rankings, MOST);
        if chosen.is_empty() {
            return Ok(());
        }
        let some = restricted(&self.arguments.factors, &chosen).prepare(&self.arguments.target, None, true)?;
        self.notes.push(format!(
            "Sobol' indices are of the {} factors that have at least a tenth of the effect of the strongest on some \
             outcome (at most {MOST}); the other {} are sampled as the scenario says.",
            chosen.len(),
            names.len() - chosen.len()
        ));
        self.indices(&some.experiment)
    }

    fn indices(&mut self, experiment: &Experiment) -> Result<(), CliError> {
        let second_order = self.arguments.second_order;
        let played =
            self.watched("Sobol' indices", experiment, |study, monitor| study.indices(second_order, monitor))?;
        let factors = experiment.space.factors.len();
        self.note(&played.data, &format!("Sobol' indices of {factors} factors"));
        self.notes.push(
            "They divide the variance of the mean over those replicates; their intervals are for independent base points and \
             err on the long side for the scrambled Sobol' sequence used."
                .into(),
        );
        self.findings.sobol = played.found;
        Ok(())
    }

    fn measures(&mut self, experiment: &Experiment) -> Result<(), CliError> {
        let played = self.watched("measures", experiment, |study, monitor| study.measures(monitor))?;
        let factors = experiment.space.factors.len();
        self.note(&played.data, &format!("PAWN, delta, first order and regression of {factors} factors"));
        self.findings.given = played.found;
        Ok(())
    }

    /// Knowledge against chance: all that the scenario is uncertain about, whatever was asked to vary.
    fn chance(&mut self, all: &Prepared) -> Result<(), CliError> {
        let asked = &self.arguments.factors;
        let fixed = FactorArguments { vary: Vec::new(), levers: all.fixed.levers.clone(), ..asked.clone() };
        let uncertain = fixed.prepare(&self.arguments.target, Some(Vary::AllUncertain), true)?;
        if uncertain.experiment.space.factors.is_empty() {
            self.notes.push("The scenario has no uncertain quantity: all of the variance is chance.".into());
            return Ok(());
        }
        let [points, least] = CHANCE;
        let points = points.min(self.arguments.max_points);
        let replicates = self.playing.replicates;
        self.playing.replicates = replicates.max(least);
        let found = self.watched("chance", &uncertain.experiment, |study, monitor| study.chance(points, monitor));
        self.notes.push(format!(
            "Knowledge against chance: {points} points of all {} uncertain quantities, each under the same {} replicates.",
            uncertain.experiment.space.factors.len(),
            self.playing.replicates
        ));
        self.playing.replicates = replicates;
        self.findings.chance = found?;
        Ok(())
    }

    /// Says what was played.
    fn note(&mut self, data: &Data, what: &str) {
        let missing = |row: usize| data.outputs.iter().all(|column| column.values[row].is_nan());
        let failed = (0..data.rows()).filter(|&row| missing(row)).count();
        self.failed += failed as u64;
        let failures = match failed {
            0 => String::new(),
            _ => format!(", of which {} have no result and are left out", grouped(failed as f64)),
        };
        self.notes.push(format!(
            "{what}: {} points{failures}, the same {} replicates at each.",
            grouped(data.rows() as f64),
            self.playing.replicates
        ));
    }

    /// Plays a study with progress on standard error.
    fn watched<T>(
        &self,
        what: &'static str,
        experiment: &Experiment,
        play: impl FnOnce(&Study<'_>, &Monitor<'_>) -> Result<T, StudyError>,
    ) -> Result<T, CliError> {
        let most_points = self.arguments.max_points;
        let progress =
            Progress::new(what, most_points.saturating_mul(self.playing.replicates), true, self.arguments.quiet);
        let monitor = Monitor { progress: &|count| progress.advance(count), stop: self.signals.stop() };
        let options = self.arguments.options();
        let study = Study { experiment, outcomes: &self.outcomes, playing: self.playing, most_points, options };
        play(&study, &monitor).map_err(|error| match error {
            StudyError::Play(PlayError::Stopped) => self.signals.stopped(),
            StudyError::NoFactors => CliError::new(Exit::Usage, "nothing of the scenario varies")
                .help("give some numbers a range in the file, or vary something: --vary PATH=LOW..HIGH"),
            StudyError::Design(error) => {
                CliError::new(Exit::Usage, error.to_string()).help("vary fewer factors, or use --method auto or morris")
            }
            error => CliError::new(Exit::Internal, error.to_string()),
        })
    }
}

/// The same arguments with fewer factors: what was said of a factor by name stays, the others vary as the scenario states.
fn restricted(arguments: &FactorArguments, chosen: &[String]) -> FactorArguments {
    let subject = |text: &str| text.split('=').next().unwrap_or_default().trim().to_string();
    let said = |id: &String| arguments.vary.iter().find(|text| subject(text) == *id).cloned();
    let is_lever = |id: &&String| id.starts_with(LEVER);
    let vary = chosen.iter().filter(|id| !is_lever(id)).map(|id| said(id).unwrap_or_else(|| id.clone()));
    let kept = |text: &&String| match Vary::lever(text) {
        Ok(Some(_)) => chosen.contains(&format!("{LEVER}{}", subject(text))),
        _ => true,
    };
    FactorArguments {
        vary: vary.collect(),
        levers: arguments.levers.iter().filter(kept).cloned().collect(),
        ..arguments.clone()
    }
}

/// Beginning of a lever's name as a factor.
const LEVER: &str = "lever.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_factors_keep_what_was_said_of_them() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect::<Vec<String>>();
        let arguments = FactorArguments {
            vary: texts(&["all", "forces.a.size = 1..2", "parameters.x.y=3,4"]),
            levers: texts(&["border", "aid=none", "talks=a,b"]),
            overrides: texts(&["x=1"]),
            outcomes: texts(&["o"]),
        };
        let found = restricted(&arguments, &texts(&["forces.a.size", "forces.b.size", "lever.talks"]));
        assert_eq!(found.vary, ["forces.a.size = 1..2", "forces.b.size"]);
        assert_eq!(found.levers, ["aid=none", "talks=a,b"]);
        assert_eq!((found.overrides, found.outcomes), (arguments.overrides, arguments.outcomes));
    }
}
