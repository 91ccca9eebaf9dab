//! `flashpoint check`.

use serde_json::{Value, json};

use crate::cli::arguments::CheckArguments;
use crate::cli::case::Case;
use crate::cli::exit::{CliError, Exit};
use crate::cli::terminal;
use crate::diagnostic::{summary, to_json};

/// Checks scenarios one after the other; the worst of them decides how it ends.
pub(super) fn check(arguments: &CheckArguments) -> Result<Exit, CliError> {
    let mut worst = Exit::Success;
    let mut found = Vec::new();
    for name in &arguments.scenarios {
        let case = Case::read(name, &arguments.variant);
        if case.exit().code() > worst.code() {
            worst = case.exit();
        }
        if arguments.json {
            found.push(findings(&case));
        } else {
            case.tell_findings();
            terminal::print(&verdict(&case))?;
        }
    }
    if arguments.json {
        terminal::print_json(&Value::Array(found))?;
    }
    Ok(worst)
}

/// One scenario's findings for a script.
fn findings(case: &Case) -> Value {
    let mut value = to_json(&case.report, &case.sources);
    value["scenario"] = json!(case.path.display().to_string());
    value["valid"] = json!(case.plan.is_some());
    value
}

/// One line on a scenario.
fn verdict(case: &Case) -> String {
    let name = case.path.display().to_string();
    let findings = summary(&case.report, &name);
    let Some(plan) = &case.plan else {
        return findings.map(|line| format!("{line}\n")).unwrap_or_default();
    };
    let model = &plan.model;
    let size = format!(
        "{} days, {} actors, {} zones, {} quantities, {} outcomes and questions",
        model.calendar.days,
        model.actors.iter().count(),
        model.zones.iter().count(),
        model.quantities.len(),
        plan.outcomes.len()
    );
    match findings {
        Some(line) => format!("{line}: {size}\n"),
        None => format!("{}: no problems: {size}\n", crate::diagnostic::visible(&name)),
    }
}
