//! What the model knows about mistakes in expressions that the language itself does not.

use crate::diagnostic::Diagnostic;
use crate::expression::ExpressionError;
use crate::model::ladder::rung;
use crate::scenario::build::Builder;
use crate::scenario::{At, expression_label};

/// Words of the paths that only actors with a choice have.
const CHOICE_PATHS: [&str; 4] = ["level", "audience_cost", "commitment", "resolve"];

impl Builder<'_> {
    /// Reports the mistakes of one expression.
    pub(super) fn report_expression(&mut self, at: &At<String>, errors: Vec<ExpressionError>) {
        for error in errors {
            let help = at.value.get(error.span.clone()).and_then(|name| self.model_hint(name)).or(error.hint);
            let mut label = expression_label(at, error.span);
            label.text = error.expected.map(|expected| format!("expected {expected}")).unwrap_or_default();
            self.report.push(Diagnostic::error("expression", error.message).with_label(label).maybe_help(help));
        }
    }

    /// What to write for a name that is a rung, or that belongs to an actor without a choice.
    fn model_hint(&self, name: &str) -> Option<String> {
        if let Some(rung) = rung(name) {
            return Some(format!("rungs are numbers in expressions: `{name}` is {rung}"));
        }
        let (actor, word) = name.strip_prefix("actors.")?.split_once('.')?;
        let without_choice = self.file.actors.get(actor).is_some_and(|actor| actor.choice.is_none());
        (without_choice && CHOICE_PATHS.contains(&word)).then(|| {
            format!(
                "only actors that choose have a `{word}`: add a table `[actors.{actor}.choice]`, or name another actor"
            )
        })
    }
}
