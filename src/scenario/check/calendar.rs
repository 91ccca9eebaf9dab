//! Dates: the scenario's span, its origin, questions, observations and meetings.

use crate::diagnostic::{Diagnostic, Report};
use crate::quantity::Date;
use crate::scenario::entries::At;
use crate::scenario::file::{File, Head, Meeting, Observation, Question};

/// On which side of the start a date about the state of day 0 lies.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    /// It tells of the past: the start at the latest.
    NotAfter,
    /// It tells of what is over: before the start.
    Before,
    /// It tells of what is to come: the start at the earliest.
    NotBefore,
}

/// Longest scenario, in days: ten years.
const LONGEST: i64 = 3660;

/// Checks every date of the file.
pub fn check(file: &File, report: &mut Report) {
    let head = &file.scenario;
    check_span(head, report);
    if let Some(origin) = &head.origin {
        within(head, origin, "the forecast origin", report);
    }
    for question in &file.questions {
        check_question(head, &question.value, report);
    }
    for observation in &file.observations {
        check_observation(head, observation, report);
    }
    for meeting in &file.meetings {
        check_meeting(head, &meeting.value, report);
    }
    check_day_0(file, report);
}

/// The forecast origin: the start when the file gives none.
pub fn origin(head: &Head) -> Date {
    head.origin.as_ref().unwrap_or(&head.start).value
}

/// Reports a date outside the scenario's span, if the span itself makes sense.
pub fn within(head: &Head, date: &At<Date>, what: &str, report: &mut Report) {
    if outside(head, date.value) {
        let message = format!("{what} lies outside the scenario");
        let span = format!("the scenario runs from {} to {}", head.start.value, head.end.value);
        let help = "correct the date, or move `start` or `end` in [scenario]";
        report.push(Diagnostic::error("outside-scenario", message).with_label(date.label(span)).help(help));
    }
}

/// Whether a date lies outside the scenario's span, if the span itself makes sense.
fn outside(head: &Head, date: Date) -> bool {
    let backwards = head.end.value <= head.start.value;
    !backwards && (date < head.start.value || date > head.end.value)
}

/// Whether what follows the origin can be told: not when the origin itself is misplaced.
pub fn origin_stands(head: &Head) -> bool {
    !outside(head, origin(head))
}

fn check_span(head: &Head, report: &mut Report) {
    let days = head.end.days_since(head.start.value);
    if days <= 0 {
        let diagnostic = Diagnostic::error("dates", "the scenario must end after it starts");
        report.push(
            diagnostic
                .with_label(head.end.label("end"))
                .with_label(head.start.label("start"))
                .help("correct the year, or exchange the two"),
        );
    } else if days > LONGEST {
        let message = format!("the scenario runs for {days} days, the most is {LONGEST}");
        report.push(
            Diagnostic::error("dates", message)
                .with_label(head.end.label(""))
                .help("end it earlier: a scenario plays for ten years at most"),
        );
    }
}

fn check_question(head: &Head, question: &Question, report: &mut Report) {
    within(head, &question.horizon, "the question's horizon", report);
    // A question of the scenario that this one extends may have been asked before this one starts.
    if let Some(origin) = question.origin.as_ref().filter(|origin| origin.source == head.start.source) {
        within(head, origin, "the question's origin", report);
    }
    let origin = question.origin.as_ref().map_or(origin(head), |origin| origin.value);
    if question.horizon.value <= origin && !outside(head, origin) && !outside(head, question.horizon.value) {
        let label = question.horizon.label(format!("the origin is {origin}"));
        report.push(
            Diagnostic::error("dates", "the question's horizon must come after its origin")
                .with_label(label)
                .help("ask for a later day, or give the question an earlier `origin`"),
        );
    }
}

fn check_observation(head: &Head, observation: &Observation, report: &mut Report) {
    within(head, &observation.date, "the observation", report);
    let (low, value, high) = (observation.low.value, observation.value.value, observation.high.value);
    if low > value || value > high {
        let label = observation.value.label(format!("found {low} ≤ {value} ≤ {high}"));
        report.push(
            Diagnostic::error("range", "an observation must have low ≤ value ≤ high")
                .with_label(label)
                .help("correct the value, or widen the range"),
        );
    }
}

/// Dates that say how things stand on day 0 lie on the right side of it.
fn check_day_0(file: &File, report: &mut Report) {
    let head = &file.scenario;
    for since in file.agreements.iter().filter_map(|entry| entry.value.durable_since.as_ref()) {
        check_side(head, since, Side::NotAfter, "a ceasefire in force on day 0", report);
    }
    for fall in file.regimes.iter().filter_map(|entry| entry.value.fallen_on.as_ref()) {
        check_side(head, fall, Side::Before, "a regime that has fallen", report);
    }
    for deadline in file.ultimatums.iter().filter_map(|entry| entry.value.deadline.as_ref()) {
        check_side(head, deadline, Side::NotBefore, "an ultimatum that is out on day 0", report);
    }
}

fn check_side(head: &Head, date: &At<Date>, side: Side, what: &str, report: &mut Report) {
    let start = head.start.value;
    let (fits, rule) = match side {
        Side::NotAfter => (date.value <= start, "must have taken hold by the scenario's start"),
        Side::Before => (date.value < start, "must have fallen before the scenario's start"),
        Side::NotBefore => (date.value >= start, "must have its date at the scenario's start or later"),
    };
    if !fits {
        let diagnostic = Diagnostic::error("dates", format!("{what} {rule}"));
        let diagnostic = diagnostic.with_label(date.label(format!("the scenario starts on {start}")));
        report.push(diagnostic.help("correct the date, or remove it"));
    }
}

fn check_meeting(head: &Head, meeting: &Meeting, report: &mut Report) {
    let mut actors: Vec<&str> = meeting.between.iter().map(|actor| actor.value.as_str()).collect();
    actors.sort_unstable();
    actors.dedup();
    if meeting.between.len() != 2 || actors.len() != 2 {
        let label = meeting.between.first().unwrap_or(&meeting.name).label("");
        report.push(
            Diagnostic::error("parties", "a meeting is between two different actors")
                .with_label(label)
                .help("write `between = [\"ONE\", \"OTHER\"]`"),
        );
    }
    for scheduled in &meeting.scheduled {
        within(head, &scheduled.date, "the meeting", report);
        if scheduled.known.value > scheduled.date.value {
            let diagnostic = Diagnostic::error("dates", "a meeting cannot become known after it was held");
            report.push(
                diagnostic
                    .with_label(scheduled.known.label(""))
                    .with_label(scheduled.date.label("held"))
                    .help("`known` is the day from which it was expected"),
            );
        } else if scheduled.known.value > origin(head) && origin_stands(head) {
            let message = "this meeting was not on the calendar at the forecast origin";
            let label = scheduled.known.label(format!("the origin is {}", origin(head)));
            report.push(
                Diagnostic::warning("hindsight", message).with_label(label).help("remove it, or move the origin"),
            );
        }
    }
}
