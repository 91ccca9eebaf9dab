//! The mechanisms' parameters, held against their definitions.

use crate::diagnostic::{Diagnostic, quoted, suggestion};
use crate::model::Definition;
use crate::process::Mechanisms;
use crate::quantity::{Distribution, Quantity};
use crate::scenario::At;
use crate::scenario::build::Builder;
use crate::scenario::file::File;
use crate::scenario::scalars::unit_after_number;
use crate::scenario::units::{accepted, conversion};

impl Builder<'_> {
    /// The mechanisms' parameters: the file's where it sets them, else the defaults.
    pub(super) fn mechanisms(&mut self) -> Mechanisms {
        let file = self.file;
        self.check_parameter_names();
        Mechanisms::bind(&mut |definition| {
            let given = file.parameters.get(definition.group).and_then(|group| group.get(definition.name));
            let quantity = match given {
                Some(at) => self.checked_parameter(definition, at),
                None if has_work(file, definition.group) => definition.default_quantity(),
                None => Quantity { distribution: Distribution::Fixed, ..definition.default_quantity() },
            };
            self.quantities.add(definition.path(), quantity)
        })
    }

    /// Reports groups and names under `[parameters]` that no mechanism has.
    fn check_parameter_names(&mut self) {
        for group in &self.file.parameters {
            let names = Mechanisms::definitions().filter(|definition| definition.group == group.id.value);
            let names: Vec<&str> = names.map(|definition| definition.name).collect();
            if names.is_empty() {
                let mut groups: Vec<&str> = Mechanisms::definitions().map(|definition| definition.group).collect();
                groups.sort_unstable();
                groups.dedup();
                self.unknown("unknown-parameter-group", "no mechanism has parameters called", &group.id, &groups);
                continue;
            }
            for entry in group.value.iter().filter(|entry| !names.contains(&entry.id.as_str())) {
                let message = format!("`parameters.{}` has no parameter called", group.id.value);
                self.unknown("unknown-parameter", &message, &entry.id, &names);
            }
        }
    }

    fn unknown(&mut self, code: &'static str, message: &str, id: &At<String>, known: &[&str]) {
        let diagnostic = Diagnostic::error(code, format!("{message} {}", quoted(id))).with_label(id.label("not known"));
        let help =
            suggestion(id, known.iter().copied()).unwrap_or_else(|| "remove it, or look it up in the schema".into());
        self.report.push(diagnostic.help(help));
    }

    /// A parameter set by the file, in its definition's unit and bounds.
    fn checked_parameter(&mut self, definition: &Definition, at: &At<Quantity>) -> Quantity {
        let Some(quantity) = converted(&at.value, definition.unit) else {
            let message =
                format!("`{}` is measured in `{}`, not in {}", definition.path(), definition.unit, quoted(&at.unit));
            let help = format!("accepted: \"{}\"", accepted(definition.unit).join("\", \""));
            self.report.push(Diagnostic::error("unit", message).with_label(at.label("")).help(help));
            return definition.default_quantity();
        };
        let [least, greatest] = definition.bounds;
        let (low, high) = quantity.distribution.ends().unwrap_or((quantity.value, quantity.value));
        let (low, high) = (low.min(quantity.value), high.max(quantity.value));
        if low < least || high > greatest {
            let unit = unit_after_number(definition.unit);
            let message = format!("`{}` must be between {least} and {greatest}{unit}", definition.path());
            let found = if low == high { format!("found {low}") } else { format!("found {low} to {high}") };
            let help = format!("it is defined as: {}", definition.meaning.trim());
            self.report.push(Diagnostic::error("out-of-range", message).with_label(at.label(found)).help(help));
        }
        Quantity { range: definition.bounds, ..quantity }
    }
}

/// Whether a scenario gives a mechanism anything to do. Parameters of one that has nothing to do are held at their defaults, so
/// that no story or comparison of replicates names them.
fn has_work(file: &File, group: &str) -> bool {
    match group {
        // Regimes and their patrons.
        "regime" => !file.regimes.is_empty(),
        "patron" => !file.patrons.is_empty(),
        _ => true,
    }
}

/// A quantity in another unit; one without a unit is in it already. `None` when the two do not measure the same.
fn converted(quantity: &Quantity, unit: &str) -> Option<Quantity> {
    let written = if quantity.unit.is_empty() { unit } else { &quantity.unit };
    let (up, down) = conversion(written, unit)?;
    let scale = |value: f64| value * up / down;
    let distribution = match quantity.distribution {
        Distribution::Fixed => Distribution::Fixed,
        Distribution::Normal { low, high } => Distribution::Normal { low: scale(low), high: scale(high) },
        Distribution::LogNormal { low, high } => Distribution::LogNormal { low: scale(low), high: scale(high) },
        Distribution::LogitNormal { low, high } => Distribution::LogitNormal { low: scale(low), high: scale(high) },
        Distribution::Uniform { low, high } => Distribution::Uniform { low: scale(low), high: scale(high) },
        Distribution::Triangular { low, high } => Distribution::Triangular { low: scale(low), high: scale(high) },
    };
    Some(Quantity { value: scale(quantity.value), distribution, unit: unit.into(), ..quantity.clone() })
}
