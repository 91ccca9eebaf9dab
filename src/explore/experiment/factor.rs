//! What somebody asks to vary becomes a factor, and what its values do to the scenario.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{quoted, suggestion};
use crate::engine::Plan;
use crate::explore::design::{Factor, Range};
use crate::explore::experiment::load::ExperimentError;
use crate::explore::experiment::vary::{Vary, VaryValues};
use crate::quantity::{Distribution, Quantity};
use crate::record::Variable;
use crate::scenario::build::build;
use crate::scenario::file::File;
use crate::scenario::{Variant, load_variant};

/// What the values of a factor do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Binding {
    /// They are given to a quantity.
    Quantity {
        path: String,
        /// An override under which the scenario has the quantity: one without effect may be left out when it is compiled.
        present: Option<String>,
    },
    /// They choose an option of a lever.
    Lever { id: String, options: Vec<String> },
    /// They choose one of several texts to put at a path.
    Words { path: String, words: Vec<String> },
}

impl Binding {
    pub(super) fn is_quantity(&self) -> bool {
        self.quantity().is_some()
    }

    pub(super) fn quantity(&self) -> Option<&str> {
        match self {
            Binding::Quantity { path, .. } => Some(path),
            _ => None,
        }
    }

    /// Changes a variant as the factor's value with this number does.
    pub(super) fn apply(&self, variant: &mut Variant, choice: usize) {
        match self {
            Binding::Quantity { present, .. } => variant.overrides.extend(present.clone()),
            Binding::Lever { id, options } => {
                variant.levers.extend(options.get(choice).map(|option| format!("{id}={option}")));
            }
            Binding::Words { path, words } => {
                variant.overrides.extend(words.get(choice).map(|word| format!("{path}={word}")));
            }
        }
    }
}

/// A scenario that has been read, to be read again with changes.
pub(super) struct Loader {
    path: PathBuf,
    variant: Variant,
    pub(super) plan: Plan,
    file: File,
    names: BTreeMap<String, String>,
}

impl Loader {
    pub(super) fn new(path: &Path, variant: &Variant) -> Result<Loader, ExperimentError> {
        let loaded = load_variant(path, variant);
        let mut report = loaded.report;
        let plan = loaded.file.as_ref().and_then(|file| build(file, &mut report)).filter(|_| !report.has_errors());
        match (plan, loaded.file) {
            (Some(plan), Some(file)) => {
                Ok(Loader { path: path.into(), variant: variant.clone(), plan, file, names: loaded.names })
            }
            _ => Err(ExperimentError::Scenario { report, sources: loaded.sources }),
        }
    }

    /// The same scenario with one more override.
    fn with(&self, path: &str, value: &str) -> Result<Loader, ExperimentError> {
        let mut variant = self.variant.clone();
        variant.overrides.push(format!("{path}={value}"));
        Loader::new(&self.path, &variant)
    }

    fn quantity(&self, path: &str) -> Option<&Quantity> {
        let parameter = self.plan.model.quantities.find(path)?;
        self.plan.model.quantities.get(parameter.index()).map(|(_, quantity)| quantity)
    }

    /// A name for a path: that of the entry it leads into, and of the field.
    fn label(&self, path: &str) -> String {
        let words = |part: &str| part.replace('_', " ");
        let parts: Vec<&str> = path.splitn(3, '.').collect();
        match parts[..] {
            ["parameters", mechanism, name] => format!("{} ({})", words(name), words(mechanism)),
            [table, id, field] => {
                // What follows a comma explains the name.
                let name = self.names.get(&format!("{table}.{id}"));
                let name = name.and_then(|name| name.split(',').next()).map_or_else(|| words(id), str::to_owned);
                format!("{name}: {}", words(&field.replace('.', ", ")))
            }
            _ => words(path),
        }
    }
}

/// The factors that something to vary stands for.
pub(super) fn factor(loader: &Loader, vary: &Vary) -> Result<Vec<(Factor, Binding)>, ExperimentError> {
    match vary {
        Vary::AllUncertain => Ok(uncertain(loader)),
        Vary::Lever { id, options } => Ok(vec![lever(loader, id, options)?]),
        Vary::Path { path, values } => {
            let path: String = path.split('.').map(str::trim).collect::<Vec<_>>().join(".");
            let found = match values {
                VaryValues::AsStated => as_stated(loader, &path)?,
                VaryValues::Between(low, high) => between(loader, &path, [low, high])?,
                VaryValues::Listed(texts) => listed(loader, &path, texts)?,
            };
            Ok(vec![found])
        }
    }
}

/// Every quantity with a distribution.
fn uncertain(loader: &Loader) -> Vec<(Factor, Binding)> {
    let quantities = loader.plan.model.quantities.iter();
    let uncertain = quantities.filter(|(_, quantity)| quantity.distribution != Distribution::Fixed);
    uncertain.map(|(path, quantity)| stated(loader, path, quantity)).collect()
}

/// A quantity that varies as the scenario says.
fn stated(loader: &Loader, path: &str, quantity: &Quantity) -> (Factor, Binding) {
    let variable = number(loader, path, quantity);
    let factor = Factor { variable, range: Range::Uncertain(quantity.clone()), central: quantity.value };
    (factor, Binding::Quantity { path: path.into(), present: None })
}

fn number(loader: &Loader, path: &str, quantity: &Quantity) -> Variable {
    Variable { id: path.into(), label: loader.label(path), unit: quantity.unit.clone(), categories: Vec::new() }
}

fn as_stated(loader: &Loader, path: &str) -> Result<(Factor, Binding), ExperimentError> {
    match loader.quantity(path) {
        Some(quantity) if quantity.distribution != Distribution::Fixed => Ok(stated(loader, path, quantity)),
        Some(_) => {
            let message = format!("{} has no distribution in the scenario", quoted(path));
            let help = format!("give a range, `{path}=LOW..HIGH`, or values, `{path}=A,B,C`");
            Err(ExperimentError::request(message, Some(help)))
        }
        None => Err(unknown(loader, path)),
    }
}

fn unknown(loader: &Loader, path: &str) -> ExperimentError {
    let known: Vec<&str> = loader.plan.model.quantities.iter().map(|(path, _)| path).collect();
    let help = suggestion(path, known.iter().copied());
    ExperimentError::request(format!("there is no number {} in the scenario", quoted(path)), help)
}

/// A number between two.
fn between(loader: &Loader, path: &str, ends: [&String; 2]) -> Result<(Factor, Binding), ExperimentError> {
    let loaded = [loader.with(path, ends[0])?, loader.with(path, ends[1])?];
    let Some(quantity) = loaded[1].quantity(path).or_else(|| loaded[0].quantity(path)) else {
        let message = format!("{} is not a number that can take any value between two", quoted(path));
        return Err(ExperimentError::request(message, Some(format!("list its values: `{path}=A,B,C`"))));
    };
    let values = [0, 1].map(|end| value_at(&loaded[end], path, ends[end]));
    let [Some(low), Some(high)] = values else { return Err(unknown(loader, path)) };
    if low >= high {
        let message = format!("the range of {} must begin below its end", quoted(path));
        let help = if low > high { "exchange the two numbers" } else { "give two different numbers" };
        return Err(ExperimentError::request(message, Some(help.into())));
    }
    let central = loader.quantity(path).map_or((low + high) / 2.0, |quantity| quantity.value.clamp(low, high));
    let factor = Factor { variable: number(loader, path, quantity), range: Range::Interval { low, high }, central };
    Ok((factor, Binding::Quantity { path: path.into(), present: present(loader, path, ends[1]) }))
}

/// The override under which a scenario that lacks a quantity has it.
fn present(loader: &Loader, path: &str, value: &str) -> Option<String> {
    loader.quantity(path).is_none().then(|| format!("{path}={value}"))
}

/// A quantity's value in the format's unit; one that was left out as without effect is what was typed.
fn value_at(loader: &Loader, path: &str, text: &str) -> Option<f64> {
    let value = loader.quantity(path).map(|quantity| quantity.value);
    value.or_else(|| text.trim().replace('_', "").parse().ok()).filter(|value: &f64| value.is_finite())
}

/// Some values: numbers of a quantity, or texts that make variants.
fn listed(loader: &Loader, path: &str, texts: &[String]) -> Result<(Factor, Binding), ExperimentError> {
    if texts.is_empty() {
        let message = format!("{} has no values to take", quoted(path));
        return Err(ExperimentError::request(message, Some(format!("list them: `{path}=A,B,C`"))));
    }
    let loaded = texts.iter().map(|text| loader.with(path, text)).collect::<Result<Vec<Loader>, _>>()?;
    let Some(index) = loaded.iter().position(|loaded| loaded.quantity(path).is_some()) else {
        let variable =
            Variable { id: path.into(), label: loader.label(path), unit: String::new(), categories: texts.to_vec() };
        return Ok((Factor::categorical(variable), Binding::Words { path: path.into(), words: texts.to_vec() }));
    };
    let values = loaded.iter().zip(texts).map(|(loaded, text)| value_at(loaded, path, text));
    let values: Vec<f64> = values.collect::<Option<_>>().ok_or_else(|| unknown(loader, path))?;
    let quantity = loaded[index].quantity(path).or_else(|| loader.quantity(path));
    let Some(quantity) = quantity else { return Err(unknown(loader, path)) };
    let variable = number(loader, path, quantity);
    let central = loader.quantity(path).map_or(values[values.len() / 2], |quantity| quantity.value);
    let factor = Factor { variable, range: Range::Values(values), central };
    Ok((factor, Binding::Quantity { path: path.into(), present: present(loader, path, &texts[index]) }))
}

/// A lever: its options are categories, of which the one that holds comes first.
fn lever(loader: &Loader, id: &str, options: &[String]) -> Result<(Factor, Binding), ExperimentError> {
    let levers = &loader.file.levers;
    let Some(lever) = levers.get(id) else {
        let help = suggestion(id, levers.iter().map(|lever| lever.id.as_str()));
        return Err(ExperimentError::request(format!("there is no lever {}", quoted(id)), help));
    };
    let known: Vec<&str> = lever.options.in_file_order().into_iter().map(|option| option.id.value.as_str()).collect();
    if let Some(wrong) = options.iter().find(|option| !known.contains(&option.as_str())) {
        let message = format!("the lever {} has no option {}", quoted(id), quoted(wrong));
        return Err(ExperimentError::request(message, suggestion(wrong, known.iter().copied())));
    }
    let mut taken: Vec<String> =
        if options.is_empty() { known.iter().map(|option| (*option).to_owned()).collect() } else { options.to_vec() };
    // What holds when nothing is varied is the first value.
    taken.sort_by_key(|option| *option != lever.default.value);
    let variable = Variable {
        id: format!("lever.{id}"),
        label: lever.name.value.clone(),
        unit: String::new(),
        categories: taken.clone(),
    };
    Ok((Factor::categorical(variable), Binding::Lever { id: id.into(), options: taken }))
}
