//! People: zones that they have fled from or leave early, exiles and their homes, and gates.

use crate::diagnostic::{Diagnostic, Report, quoted, suggestion};
use crate::scenario::check::differ;
use crate::scenario::entries::{At, Entries, Entry};
use crate::scenario::file::{Exiles, File, Gate, Zone};

/// Checks every zone, every group of exiles and every gate.
pub fn check(file: &File, report: &mut Report) {
    for zone in &file.zones {
        check_displaced(&zone.value, report);
        check_theatre(&zone.value, report);
    }
    for exiles in &file.exiles {
        check_homes(file, exiles, report);
        check_ready(&exiles.value, report);
    }
    for gate in &file.gates {
        check_gate(&gate.value, report);
    }
}

/// Nobody who stays can be displaced.
fn check_displaced(zone: &Zone, report: &mut Report) {
    let Some(displaced) = &zone.displaced else { return };
    let movers = zone.residents.value.value * (1.0 - zone.stayers.value.value);
    if displaced.value.value > movers.ceil() {
        let message = "more people are displaced on day 0 than can leave the zone";
        let label = zone.residents.label(format!("of its residents, {movers:.0} may leave"));
        let diagnostic = Diagnostic::error("displaced", message).with_label(displaced.label("")).with_label(label);
        report.push(diagnostic.help("count the displaced among `residents`, or lower `displaced` or `stayers`"));
    }
}

fn check_theatre(zone: &Zone, report: &mut Report) {
    if let (Some(theatre), Some(axis)) = (&zone.theatre, &zone.axis) {
        let message = "a zone on an axis belongs to the theatre of that axis's campaign";
        let diagnostic = Diagnostic::error("zone", message).with_label(theatre.label(""));
        report.push(diagnostic.with_label(axis.label("its axis")).help("remove `theatre`"));
    }
}

fn check_homes(file: &File, entry: &Entry<Exiles>, report: &mut Report) {
    let homes: &Entries<At<f64>> = &entry.value.homes;
    for home in homes.iter().filter(|home| file.zones.get(&home.id).is_none()) {
        let message = format!("there is no zone {}", quoted(&home.id));
        let help = suggestion(&home.id, file.zones.iter().map(|zone| zone.id.value.as_str()));
        let help = help.unwrap_or_else(|| format!("add the table `[zones.{}]`", home.id.value));
        report.push(Diagnostic::error("unknown-zone", message).with_label(home.id.label("")).help(help));
    }
    let total: f64 = homes.iter().map(|home| home.value.value).sum();
    if total <= 0.0 {
        let diagnostic = Diagnostic::error("homes", "exiles need a home to return to");
        let help = "give one zone of `homes` a weight above 0";
        report.push(diagnostic.with_label(entry.id.label("nobody's home")).help(help));
    }
}

/// Those who are ready are some of the stock.
fn check_ready(exiles: &Exiles, report: &mut Report) {
    if exiles.ready.value.value > exiles.stock.value.value {
        let diagnostic = Diagnostic::error("exiles", "more exiles are ready to return than there are");
        let diagnostic = diagnostic.with_label(exiles.ready.label("")).with_label(exiles.stock.label("all of them"));
        report.push(diagnostic.help("count those who are ready in `stock` too"));
    }
}

fn check_gate(gate: &Gate, report: &mut Report) {
    differ(&gate.holder, &gate.target, "an actor opens no gate against itself", report);
    if gate.from.value == gate.to.value {
        let diagnostic = Diagnostic::error("same-zone", "a gate leads from one zone to another");
        let diagnostic = diagnostic.with_label(gate.to.label("")).with_label(gate.from.label("the same zone"));
        report.push(diagnostic.help("name the zone where the migrants arrive in `to`"));
    }
}
