//! Beliefs and what moves them: who they are about, who holds them, and whom signals and lines concern.

use crate::diagnostic::{Diagnostic, Report};
use crate::scenario::check::differ;
use crate::scenario::entries::At;
use crate::scenario::file::{File, Signal};

/// Checks beliefs, red lines, signals, alliances and demands.
pub fn check(file: &File, report: &mut Report) {
    for belief in file.beliefs.iter().map(|entry| &entry.value) {
        for holder in &belief.held_by {
            differ(&belief.about, holder, "an actor holds no belief about its own resolve", report);
        }
    }
    for line in file.red_lines.iter().map(|entry| &entry.value) {
        differ(&line.issuer, &line.addressee, "an actor draws no red line for itself", report);
        check_about(file, &line.belief, &line.issuer, report);
        check_holder(file, &line.belief, &line.addressee, report);
    }
    for signal in file.signals.iter().map(|entry| &entry.value) {
        check_about(file, &signal.belief, &signal.sender, report);
        check_deaths(signal, report);
    }
    for alliance in file.alliances.iter().map(|entry| &entry.value) {
        differ(&alliance.ally, &alliance.beneficiary, "an actor is not its own ally", report);
        if let Some(belief) = &alliance.belief {
            check_about(file, belief, &alliance.ally, report);
        }
    }
    for demand in file.demands.iter().map(|entry| &entry.value) {
        differ(&demand.issuer, &demand.target, "an actor demands nothing of itself", report);
        check_about(file, &demand.belief, &demand.issuer, report);
        check_holder(file, &demand.belief, &demand.target, report);
    }
}

/// Reports that a belief is about another actor than the one whose acts would move it.
fn check_about(file: &File, belief: &At<String>, actor: &At<String>, report: &mut Report) {
    let Some(about) = file.beliefs.get(belief).map(|belief| &belief.about) else { return };
    if about.value != actor.value {
        let message = format!("`beliefs.{}` is about `{}`, not about `{}`", belief.value, about.value, actor.value);
        let diagnostic = Diagnostic::error("belief", message).with_label(belief.label(""));
        let diagnostic = diagnostic.with_label(actor.label("acts")).with_label(about.label("its subject"));
        report.push(diagnostic.help(format!("name a belief with `about = \"{}\"`", actor.value)));
    }
}

/// Reports that the actor who is warned does not hold the belief it should go by.
fn check_holder(file: &File, belief: &At<String>, actor: &At<String>, report: &mut Report) {
    let Some(held_by) = file.beliefs.get(belief).map(|belief| &belief.held_by) else { return };
    if !held_by.iter().any(|holder| holder.value == actor.value) {
        let message = format!("`{}` does not hold the belief `{}`", actor.value, belief.value);
        let diagnostic = Diagnostic::error("belief", message).with_label(belief.label(""));
        let help = format!("add \"{}\" to `beliefs.{}.held_by`, or name another belief", actor.value, belief.value);
        report.push(diagnostic.with_label(actor.label("goes by it")).help(help));
    }
}

/// Reports deaths that nobody suffers.
fn check_deaths(signal: &Signal, report: &mut Report) {
    if signal.deaths.value.value > 0.0 && signal.victim.is_none() {
        let diagnostic = Diagnostic::error("signal", "a signal that kills needs a victim");
        report.push(
            diagnostic
                .with_label(signal.deaths.label(""))
                .help("add `victim = \"ACTOR\"`, the actor whose fighters die, or remove `deaths`"),
        );
    }
}
