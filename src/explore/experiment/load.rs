//! From a scenario and what is to vary to an experiment: every value is checked as the file itself is before anything runs.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use thiserror::Error;

use crate::diagnostic::{Report, Sources, quoted, suggestion};
use crate::engine::Plan;
use crate::explore::design::{Factor, Range, Space};
use crate::explore::experiment::factor::{Binding, Loader, factor};
use crate::explore::experiment::vary::Vary;
use crate::record::OutcomeInfo;
use crate::scenario::Variant;

/// Most variants of a scenario in one experiment; each is held in memory.
const MOST_VARIANTS: usize = 4096;

/// Why there is no experiment.
#[derive(Debug, Error)]
pub enum ExperimentError {
    /// The scenario cannot be used, as it is or with one of the values asked for.
    #[error("the scenario cannot be used")]
    Scenario {
        /// What is wrong.
        report: Report,
        /// The texts it points into.
        sources: Sources,
    },
    /// What was asked for makes no sense.
    #[error("{message}")]
    Request {
        /// What is wrong, one sentence.
        message: String,
        /// What to do.
        help: Option<String>,
    },
}

impl ExperimentError {
    pub(super) fn request(message: impl Into<String>, help: Option<String>) -> ExperimentError {
        ExperimentError::Request { message: message.into(), help }
    }
}

/// A plan of one variant, and where the factors' quantities are in it.
pub(super) struct Compiled {
    pub(super) plan: Plan,
    /// Positions of quantities, each with the factor whose value it is given.
    pub(super) quantities: Vec<(usize, usize)>,
}

/// A scenario of which some things vary.
pub struct Experiment {
    /// The factors.
    pub space: Space,
    bindings: Vec<Binding>,
    outcomes: Vec<OutcomeInfo>,
    /// Days of the scenario: what a day that never comes counts as.
    pub(super) days: usize,
    path: PathBuf,
    variant: Variant,
    /// Plans by number of the variant, compiled when a point first needs them, or why that is not possible.
    variants: Vec<OnceLock<Result<Compiled, String>>>,
}

impl Experiment {
    /// Reads a scenario and everything that is to vary of it; `outcomes` names those of interest, all when empty.
    ///
    /// # Errors
    /// When the scenario has mistakes, as it is or with one of the values asked for, or when what is asked for is not there.
    pub fn load(
        path: &Path,
        variant: &Variant,
        vary: &[Vary],
        outcomes: &[String],
    ) -> Result<Experiment, ExperimentError> {
        let loader = Loader::new(path, variant)?;
        let mut factors: Vec<(Factor, Binding)> = Vec::new();
        for vary in vary {
            factors.extend(factor(&loader, vary)?);
        }
        leave_to_the_named(&mut factors, vary);
        if let Some(twice) = repeated(&factors) {
            return Err(ExperimentError::request(format!("{} varies twice", quoted(&twice)), None));
        }
        let count = factors.iter().fold(1_usize, |count, (factor, binding)| {
            count.saturating_mul(if binding.is_quantity() { 1 } else { factor.count().unwrap_or(1).max(1) })
        });
        if count > MOST_VARIANTS {
            let message = format!("{count} combinations of levers and words are too many; the most is {MOST_VARIANTS}");
            return Err(ExperimentError::request(message, Some("vary fewer of them at once".into())));
        }
        let (factors, bindings): (Vec<Factor>, Vec<Binding>) = factors.into_iter().unzip();
        let known: Vec<OutcomeInfo> = loader.plan.outcomes.iter().map(|outcome| outcome.info.clone()).collect();
        let experiment = Experiment {
            space: Space { factors },
            bindings,
            outcomes: chosen(known, outcomes)?,
            days: loader.plan.model.calendar.days,
            path: path.into(),
            variant: variant.clone(),
            variants: (0..count).map(|_| OnceLock::new()).collect(),
        };
        Ok(experiment)
    }

    /// The outcomes of every point, in order.
    pub fn outcomes(&self) -> &[OutcomeInfo] {
        &self.outcomes
    }

    /// The number of the variant that a point with these values needs.
    pub(super) fn variant_of(&self, values: &[f64]) -> usize {
        let mut number = 0;
        for ((factor, binding), value) in self.space.factors.iter().zip(&self.bindings).zip(values) {
            if !binding.is_quantity() {
                let count = factor.count().unwrap_or(1).max(1);
                number = number * count + (*value as usize).min(count - 1);
            }
        }
        number
    }

    /// The plan of a variant, or why there is none.
    pub(super) fn compiled(&self, number: usize) -> &Result<Compiled, String> {
        self.variants[number].get_or_init(|| self.compile(number))
    }

    fn compile(&self, number: usize) -> Result<Compiled, String> {
        let mut variant = self.variant.clone();
        let mut left = number;
        for (factor, binding) in self.space.factors.iter().zip(&self.bindings).rev() {
            let count = factor.count().unwrap_or(1).max(1);
            let choice = left % count;
            binding.apply(&mut variant, choice);
            if !binding.is_quantity() {
                left /= count;
            }
        }
        let loader = Loader::new(&self.path, &variant).map_err(|error| first_finding(&error))?;
        let mut plan = loader.plan;
        self.trim(&mut plan)?;
        let quantities = self.given(&plan);
        Ok(Compiled { plan, quantities })
    }

    /// The quantities of a plan that factors give values to: each factor's own, and its copies unless they are factors too.
    fn given(&self, plan: &Plan) -> Vec<(usize, usize)> {
        let factor_of = |path: &str| self.bindings.iter().position(|binding| binding.quantity() == Some(path));
        let quantities = plan.model.quantities.iter().enumerate();
        let given = quantities.filter_map(|(position, (path, _))| {
            let factor = factor_of(path).or_else(|| copied(path).and_then(factor_of))?;
            Some((position, factor))
        });
        given.collect()
    }

    /// Leaves of what a plan records only the outcomes of the experiment.
    fn trim(&self, plan: &mut Plan) -> Result<(), String> {
        plan.series.clear();
        plan.flows.clear();
        plan.watches.clear();
        plan.questions.clear();
        let mut all = std::mem::take(&mut plan.outcomes);
        for wanted in &self.outcomes {
            let found = all.iter().position(|outcome| outcome.info.id == wanted.id);
            let index = found.ok_or_else(|| format!("there is no outcome {} here", quoted(&wanted.id)))?;
            plan.outcomes.push(all.swap_remove(index));
        }
        Ok(())
    }
}

/// The parameter that a quantity is a copy of: every dyad draws its own error of leverage from the distribution of one.
fn copied(path: &str) -> Option<&'static str> {
    (path.starts_with("leverage.") && path.ends_with(".common_error")).then_some("parameters.leverage.common_error")
}

/// Of a quantity that varies by name and also among all that are uncertain, keeps what was said by name.
fn leave_to_the_named(factors: &mut Vec<(Factor, Binding)>, vary: &[Vary]) {
    let named: Vec<&str> = vary.iter().filter_map(Vary::path).collect();
    let is_general = |factor: &Factor| matches!(factor.range, Range::Uncertain(_));
    let said: Vec<String> = factors
        .iter()
        .filter(|(factor, _)| !is_general(factor) && named.contains(&factor.variable.id.as_str()))
        .map(|(factor, _)| factor.variable.id.clone())
        .collect();
    factors.retain(|(factor, _)| !(is_general(factor) && said.contains(&factor.variable.id)));
}

/// The first factor's name that another has too.
fn repeated(factors: &[(Factor, Binding)]) -> Option<String> {
    let ids: Vec<&str> = factors.iter().map(|(factor, _)| factor.variable.id.as_str()).collect();
    let position = (1..ids.len()).find(|&index| ids[..index].contains(&ids[index]));
    position.map(|index| ids[index].to_owned())
}

/// The outcomes that are named, in the order of the scenario; all when none is.
fn chosen(known: Vec<OutcomeInfo>, names: &[String]) -> Result<Vec<OutcomeInfo>, ExperimentError> {
    for name in names {
        if !known.iter().any(|info| info.id == *name) {
            let help = suggestion(name, known.iter().map(|info| info.id.as_str()));
            return Err(ExperimentError::request(format!("there is no outcome {}", quoted(name)), help));
        }
    }
    Ok(known.into_iter().filter(|info| names.is_empty() || names.contains(&info.id)).collect())
}

/// The first error, one sentence.
fn first_finding(error: &ExperimentError) -> String {
    match error {
        ExperimentError::Scenario { report, .. } => {
            report.errors_only().next().map_or_else(String::new, |found| found.message.clone())
        }
        ExperimentError::Request { message, .. } => message.clone(),
    }
}
