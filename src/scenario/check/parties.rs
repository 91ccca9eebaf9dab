//! Who does what to whom: relations between two different actors, and choices on the ladder.

use crate::diagnostic::{Diagnostic, Report};
use crate::model::ladder::{RUNGS, rung};
use crate::scenario::check::differ;
use crate::scenario::file::{Actor, Choice, File};

/// Checks every relation between actors, and every choice.
pub fn check(file: &File, report: &mut Report) {
    for actor in &file.actors {
        check_actor(file, &actor.id.value, &actor.value, report);
    }
    for instrument in file.instruments.iter().map(|entry| &entry.value) {
        differ(&instrument.holder, &instrument.target, "an actor holds no lever over itself", report);
    }
    for support in file.supports.iter().map(|entry| &entry.value) {
        differ(&support.patron, &support.client, "an actor is not its own patron", report);
    }
    for incident in file.incidents.iter().map(|entry| &entry.value) {
        differ(&incident.victim, &incident.shooter, "an actor does not fire on its own troops", report);
    }
    for ultimatum in file.ultimatums.iter().map(|entry| &entry.value) {
        differ(&ultimatum.issuer, &ultimatum.target, "an actor issues no ultimatum to itself", report);
    }
    for border in file.borders.iter().map(|entry| &entry.value) {
        if let Some(from) = border.from.iter().find(|from| from.value == border.to.value) {
            let diagnostic = Diagnostic::error("same-zone", "a border leads from one zone to another");
            let diagnostic = diagnostic.with_label(border.to.label("")).with_label(from.label("the same zone"));
            report.push(diagnostic.help("name the zone beyond the border in `to`"));
        }
    }
}

fn check_actor(file: &File, id: &str, actor: &Actor, report: &mut Report) {
    let Some(choice) = &actor.choice else { return };
    check_rungs(choice, report);
    let Some(campaign) = file.campaigns.get(&choice.campaign) else {
        return;
    };
    // An attacker that does not exist has been reported itself.
    let attacker_exists = file.actors.get(&campaign.attacker).is_some();
    if choice.role.value == "attacker" && campaign.attacker.value != id && attacker_exists {
        let message = format!("`{id}` chooses as attacker in a campaign in which it does not attack");
        let label = campaign.attacker.label("attacks");
        let diagnostic = Diagnostic::error("role", message).with_label(choice.role.label("")).with_label(label);
        report.push(diagnostic.help("write `role = \"protector\"`, or make it the campaign's attacker"));
    }
    if let Some(other) = choice.restrained_by.as_ref().filter(|other| other.value == id) {
        let message = "an actor is not restrained by its own leverage";
        let help = "name the actor whose leverage holds it back, or remove `restrained_by`";
        report.push(Diagnostic::error("same-actor", message).with_label(other.label("")).help(help));
    }
}

fn check_rungs(choice: &Choice, report: &mut Report) {
    let (lowest, start, highest) = (rung(&choice.lowest), rung(&choice.start), rung(&choice.highest));
    if lowest > start || start > highest {
        let diagnostic = Diagnostic::error("rungs", "rungs must be in the order lowest ≤ start ≤ highest");
        let diagnostic = diagnostic.with_label(choice.start.label("start")).with_label(choice.lowest.label("lowest"));
        let help = format!("the ladder from its foot: {}", RUNGS.join(", "));
        report.push(diagnostic.with_label(choice.highest.label("highest")).help(help));
    }
}
