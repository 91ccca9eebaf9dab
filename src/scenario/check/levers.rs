//! Levers: there is something to choose, and the default is one of the options.

use crate::diagnostic::{Diagnostic, Report, quoted, suggestion};
use crate::scenario::file::File;

/// Fewest options of a lever.
const FEWEST: usize = 2;

/// Checks every lever. Options that could not be decoded are missing from an incomplete file.
pub fn check(file: &File, complete: bool, report: &mut Report) {
    for lever in file.levers.iter().filter(|_| complete) {
        let options = &lever.value.options;
        if options.len() < FEWEST {
            let diagnostic = Diagnostic::error("lever", format!("the lever {} leaves no choice", quoted(&lever.id)));
            let help = format!("give it another option: [levers.{}.options.ID]", lever.id.value);
            report.push(diagnostic.with_label(lever.id.label("")).help(help));
        }
        let default = &lever.value.default;
        if options.get(default).is_none() {
            let message = format!("the lever {} has no option {}", quoted(&lever.id), quoted(default));
            let help = suggestion(default, options.iter().map(|option| option.id.as_str()));
            report.push(Diagnostic::error("lever", message).with_label(default.label("")).maybe_help(help));
        }
    }
}
