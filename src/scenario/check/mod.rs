//! Checks across the tables of a file that need no model: dates, geometry, and who does what to whom.

mod calendar;
mod campaigns;
mod events;
mod forces;
mod levers;
mod parties;
mod people;
mod politics;
mod regimes;
mod signals;
mod zones;

use crate::diagnostic::{Diagnostic, Report};
use crate::scenario::entries::At;
use crate::scenario::file::{File, Zone};

/// Checks a decoded file. What could not be decoded is not in it, so that only a `complete` file is checked for what
/// is missing.
pub fn check(file: &File, complete: bool, report: &mut Report) {
    if complete && file.actors.is_empty() {
        report.push(
            Diagnostic::error("no-actors", "a scenario needs at least one actor").help("add a table `[actors.ID]`"),
        );
    }
    calendar::check(file, report);
    campaigns::check(file, complete, report);
    events::check(file, report);
    parties::check(file, report);
    politics::check(file, report);
    signals::check(file, report);
    zones::check(file, complete, report);
    forces::check(file, report);
    regimes::check(file, complete, report);
    people::check(file, report);
    levers::check(file, complete, report);
}

/// Reports that the two ends of a relation are the same actor.
fn differ(one: &At<String>, other: &At<String>, message: &str, report: &mut Report) {
    if one.value == other.value {
        let diagnostic = Diagnostic::error("same-actor", message).with_label(other.label("the same as the other"));
        report.push(diagnostic.with_label(one.label("")).help("name two different actors"));
    }
}

/// Whether a zone lies on an axis of a campaign that is wanted. An axis that does not exist has been reported itself and
/// counts as one.
fn on_axis_of(file: &File, zone: &Zone, wanted: impl Fn(&str) -> bool) -> bool {
    let axis = zone.axis.as_ref().map(|axis| file.axes.get(axis));
    axis.is_some_and(|axis| axis.is_none_or(|axis| wanted(&axis.campaign)))
}

/// Reports a length along an axis that lies beyond its end, if the axis exists.
fn within_axis(file: &File, axis: &str, at: &At<f64>, what: &str, report: &mut Report) {
    let Some(axis) = file.axes.get(axis) else {
        return;
    };
    if at.value > axis.length.value {
        let message = format!("{what} lies beyond the end of its axis");
        let end = format!("the axis ends at {} km", axis.length.value);
        let diagnostic = Diagnostic::error("beyond-axis", message).with_label(at.label(end));
        report.push(
            diagnostic.with_label(axis.length.label("its length")).help("correct the kilometre, or lengthen the axis"),
        );
    }
}
