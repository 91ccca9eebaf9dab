//! Events: what sets them off, what they change, and that none of them is scripted with hindsight.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report, quoted};
use crate::quantity::Date;
use crate::scenario::check::calendar::{origin, origin_stands, within};
use crate::scenario::containers::{is_identifier, proposed_identifier};
use crate::scenario::entries::At;
use crate::scenario::file::{Effect, Event, File, Head};

/// Checks every event.
pub fn check(file: &File, report: &mut Report) {
    let mut first: BTreeMap<&str, &At<String>> = BTreeMap::new();
    for event in &file.events {
        check_id(event, &mut first, report);
        check_trigger(event, report);
        check_date(&file.scenario, event, report);
        for effect in &event.effects {
            check_effect(effect, report);
        }
    }
}

fn check_id<'a>(event: &'a Event, first: &mut BTreeMap<&'a str, &'a At<String>>, report: &mut Report) {
    if !is_identifier(&event.id) {
        let label = event.id.label("use a to z, 0 to 9 and _, a letter first, at most 64");
        let message = format!("{} cannot be an identifier", quoted(&event.id));
        let proposal = proposed_identifier(&event.id).map(|id| format!("write `{id}`"));
        let help = proposal.unwrap_or_else(|| "choose a short word in small letters".into());
        report.push(Diagnostic::error("identifier", message).with_label(label).help(help));
    }
    if let Some(earlier) = first.insert(&event.id.value, &event.id) {
        let message = format!("two events are called {}", quoted(&event.id));
        let diagnostic = Diagnostic::error("duplicate-id", message).with_label(event.id.label("the second"));
        report.push(diagnostic.with_label(earlier.label("the first")).help("give one of them another `id`"));
    }
}

fn check_trigger(event: &Event, report: &mut Report) {
    if let (Some(on), Some(hazard)) = (&event.on, &event.hazard) {
        let diagnostic = Diagnostic::error("event", "an event has a date or a hazard, not both");
        report.push(diagnostic.with_label(hazard.label("")).with_label(on.label("")).help("remove one of the two"));
    }
    let triggers = event.on.is_some() || event.hazard.is_some() || event.when.is_some();
    if !triggers && !event.happened.value {
        let diagnostic = Diagnostic::error("event", format!("nothing sets off the event {}", quoted(&event.id)));
        let help = "give `on = DATE`, `hazard = NUMBER` (a day) or `when = \"CONDITION\"`";
        report.push(diagnostic.with_label(event.id.label("")).help(help));
    }
    if let (Some(factor), None) = (&event.factor, &event.hazard) {
        let diagnostic = Diagnostic::error("event", "only a hazard has a factor");
        report.push(diagnostic.with_label(factor.label("")).help("give the event a `hazard`, or remove `factor`"));
    }
    if let (Some(known), None) = (&event.known, &event.on) {
        let diagnostic = Diagnostic::error("event", "only an event with a date (`on`) can have been known before");
        report.push(diagnostic.with_label(known.label("")).help("remove `known`, or give the day with `on`"));
    }
}

/// A dated event after the origin must have been known at the origin: scripting it otherwise would be hindsight.
fn check_date(head: &Head, event: &Event, report: &mut Report) {
    let Some(on) = &event.on else { return };
    if event.happened.value {
        check_past(head, on, event, report);
        return;
    }
    within(head, on, "the event", report);
    let origin = origin(head);
    if !origin_stands(head) || on.value <= origin || event.known.as_ref().is_some_and(|known| known.value <= origin) {
        return;
    }
    let diagnostic =
        Diagnostic::error("hindsight", "an event after the forecast origin may be scripted only if it was known then");
    let diagnostic = match &event.known {
        Some(known) => {
            diagnostic.with_label(known.label(format!("the origin is {origin}"))).with_label(on.label("happens"))
        }
        None => diagnostic.with_label(on.label(format!("the origin is {origin}"))),
    };
    report.push(
        diagnostic.help("give `known = DATE`, the day from which it was expected, or a hazard instead of the date"),
    );
}

/// An event that has happened lies before the scenario's first day.
fn check_past(head: &Head, on: &At<Date>, event: &Event, report: &mut Report) {
    if on.value >= head.start.value {
        let diagnostic = Diagnostic::error("event", "an event that has happened must lie before the scenario's start");
        let label = on.label(format!("the scenario starts on {}", head.start.value));
        let diagnostic = diagnostic.with_label(label).with_label(event.happened.label(""));
        report.push(diagnostic.help("remove `happened`, or correct the date"));
    }
}

fn check_effect(effect: &Effect, report: &mut Report) {
    let given: Vec<&At<f64>> = [&effect.set, &effect.add, &effect.scale].into_iter().flatten().collect();
    if given.len() != 1 {
        let label = given.get(1).map_or_else(|| effect.path.label(""), |second| second.label(""));
        let help = if given.is_empty() {
            "say how it changes: `set` to a value, `add` an amount or `scale` by a factor"
        } else {
            "keep one, and write further effects for the others"
        };
        report.push(
            Diagnostic::error("effect", "an effect has exactly one of `set`, `add` and `scale`")
                .with_label(label)
                .help(help),
        );
    }
}
