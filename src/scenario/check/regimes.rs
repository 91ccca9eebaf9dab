//! Regimes and the postures of their patrons.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Report, quoted, suggestion};
use crate::model::MOST_POSTURES;
use crate::scenario::check::{differ, on_axis_of};
use crate::scenario::containers::is_identifier;
use crate::scenario::entries::{At, Entry};
use crate::scenario::file::{File, Patron, Regime};

/// Largest difference from 1 of weights that are meant to add up to 1.
const ROUNDING: f64 = 1e-6;

/// Checks every regime and patron; only in a `complete` file is what is missing known to be missing.
pub fn check(file: &File, complete: bool, report: &mut Report) {
    let mut rulers: BTreeMap<&str, &At<String>> = BTreeMap::new();
    let mut cores: BTreeMap<&str, &At<String>> = BTreeMap::new();
    for regime in &file.regimes {
        check_core(file, regime, complete, report);
        check_capital(&regime.value, complete, report);
        check_attacked(file, regime, report);
        if let Some(other) = rulers.insert(&regime.value.actor.value, &regime.value.actor) {
            let message = format!("`{}` has two regimes", regime.value.actor.value);
            let diagnostic = Diagnostic::error("two-regimes", message).with_label(regime.value.actor.label(""));
            report.push(diagnostic.with_label(other.label("the other")).help("make one regime of the two"));
        }
        for zone in &regime.value.core {
            if let Some(other) = cores.insert(&zone.id.value, &zone.id) {
                let message = format!("`{}` belongs to the core of two regimes", zone.id.value);
                let diagnostic = Diagnostic::error("two-regimes", message).with_label(zone.id.label(""));
                report.push(diagnostic.with_label(other.label("the other")).help("leave it to one of them"));
            }
        }
    }
    for patron in &file.patrons {
        check_patron(file, &patron.value, complete, report);
    }
}

/// The core is made of zones, whose weights add up to 1.
fn check_core(file: &File, entry: &Entry<Regime>, complete: bool, report: &mut Report) {
    let regime = &entry.value;
    let known = || file.zones.iter().map(|zone| zone.id.value.as_str());
    for zone in regime.core.iter().filter(|zone| complete && file.zones.get(&zone.id).is_none()) {
        let message = format!("there is no {} in [zones]", quoted(&zone.id));
        let help = suggestion(&zone.id, known()).unwrap_or_else(|| "name zones of the scenario".into());
        report.push(Diagnostic::error("unknown-zone", message).with_label(zone.id.label("not known")).help(help));
    }
    let total: f64 = regime.core.iter().map(|zone| zone.value.value).sum();
    let label = regime.core.iter().next().map_or_else(|| regime.name.label(""), |zone| zone.value.label("the first"));
    if total <= 0.0 {
        let diagnostic = Diagnostic::error("core", "a regime needs a zone with weight in its core").with_label(label);
        report.push(diagnostic.help("write for example `core = { capital = 0.6, province = 0.4 }`"));
    } else if (total - 1.0).abs() > ROUNDING {
        let message = format!("the weights of the core of `{}` add up to {total}, not to 1", entry.id.value);
        let diagnostic = Diagnostic::warning("core", message).with_label(label);
        report.push(diagnostic.help("they are divided by their sum; write them so that they add up to 1"));
    }
}

/// A regime has a capital, which belongs to its core, and somebody who attacks it.
fn check_capital(regime: &Regime, complete: bool, report: &mut Report) {
    if complete && regime.capital.is_empty() {
        let diagnostic = Diagnostic::error("capital", "a regime needs a capital").with_label(regime.name.label(""));
        report.push(diagnostic.help("name at least one zone in `capital`"));
    }
    if complete && regime.campaigns.is_empty() {
        let diagnostic = Diagnostic::error("regime", "no campaign attacks this regime");
        let help = "name at least one campaign in `campaigns`, or remove the regime";
        report.push(diagnostic.with_label(regime.name.label("")).help(help));
    }
    for zone in regime.capital.iter().filter(|zone| regime.core.get(zone).is_none()) {
        let message = format!("`{}` is in the capital, but not in the core", zone.value);
        let diagnostic = Diagnostic::error("capital", message).with_label(zone.label(""));
        report.push(diagnostic.help(format!("give it a weight: `core = {{ {} = 0.5, … }}`", zone.value)));
    }
}

/// A zone on an axis can be lost by a regime only to a campaign that attacks it.
fn check_attacked(file: &File, entry: &Entry<Regime>, report: &mut Report) {
    let regime = &entry.value;
    let rest_of_capital = regime.capital.iter().filter(|zone| regime.core.get(zone).is_none());
    for named in regime.core.iter().map(|zone| &zone.id).chain(rest_of_capital) {
        let Some(zone) = file.zones.get(named) else { continue };
        let Some(axis) = &zone.axis else { continue };
        if !on_axis_of(file, zone, |attacker| regime.campaigns.iter().any(|campaign| campaign.value == attacker)) {
            let message = format!("no campaign that attacks `{}` advances on `{}`", entry.id.value, named.value);
            let diagnostic = Diagnostic::error("other-campaign", message).with_label(named.label("never lost"));
            let diagnostic = diagnostic.with_label(axis.label("an axis of another campaign"));
            report.push(diagnostic.help("name zones on axes of its `campaigns`, or add the campaign to them"));
        }
    }
}

/// A patron holds up its client's regime, in one of at least two postures.
fn check_patron(file: &File, patron: &Patron, complete: bool, report: &mut Report) {
    differ(&patron.actor, &patron.client, "an actor is not its own patron", report);
    if let Some(regime) = file.regimes.get(&patron.regime).filter(|regime| regime.actor.value != patron.client.value) {
        let message = format!("`{}` is not the regime of `{}`", patron.regime.value, patron.client.value);
        let diagnostic = Diagnostic::error("patron", message).with_label(patron.regime.label("the regime"));
        let diagnostic = diagnostic.with_label(regime.actor.label("whose it is"));
        report.push(diagnostic.help(format!("write `client = \"{}\"`, or name another regime", regime.actor.value)));
    }
    if complete && !(2..=MOST_POSTURES).contains(&patron.postures.len()) {
        let message = format!("a patron has 2 to {MOST_POSTURES} postures, not {}", patron.postures.len());
        let diagnostic = Diagnostic::error("postures", message).with_label(patron.name.label(""));
        report
            .push(diagnostic.help("list them from withdrawal upwards: `postures = [ { id = …, … }, { id = …, … } ]`"));
    }
    let mut known = BTreeSet::new();
    for posture in &patron.postures {
        if !is_identifier(&posture.id) {
            let message = format!("{} cannot be an identifier", quoted(&posture.id));
            let help = "use a to z, 0 to 9 and _, a letter first";
            report.push(Diagnostic::error("identifier", message).with_label(posture.id.label("")).help(help));
        }
        if !known.insert(posture.id.as_str()) {
            let message = format!("two postures are called {}", quoted(&posture.id));
            let diagnostic = Diagnostic::error("duplicate", message).with_label(posture.id.label("the second"));
            report.push(diagnostic.help("give each its own `id`"));
        }
    }
    if complete && !known.is_empty() && !known.contains(patron.start.as_str()) {
        let message = format!("no posture is called {}", quoted(&patron.start));
        let help =
            suggestion(&patron.start, known.iter().copied()).unwrap_or_else(|| "name one of the postures".into());
        report.push(Diagnostic::error("unknown-posture", message).with_label(patron.start.label("")).help(help));
    }
}
