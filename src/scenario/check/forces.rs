//! Forces bound to a place: garrisons of zones, and attackers who act on one axis.

use crate::diagnostic::{Diagnostic, Report};
use crate::scenario::check::on_axis_of;
use crate::scenario::file::{File, Force};

/// Checks where every force stands.
pub fn check(file: &File, report: &mut Report) {
    for force in &file.forces {
        check_garrison(file, &force.value, report);
        check_axis(file, &force.value, report);
    }
}

/// A garrison defends a zone that the force's campaign attacks.
fn check_garrison(file: &File, force: &Force, report: &mut Report) {
    let Some(at) = &force.zone else { return };
    if force.side.value != "defender" {
        let diagnostic = Diagnostic::error("garrison", "only defenders garrison a zone");
        let diagnostic = diagnostic.with_label(at.label("garrison")).with_label(force.side.label("its side"));
        report.push(diagnostic.help("write `side = \"defender\"`, or remove `zone`"));
    }
    let Some(zone) = file.zones.get(at) else { return };
    if !on_axis_of(file, zone, |campaign| campaign == force.campaign.value) {
        let message = format!("`{}` is not on an axis of the campaign `{}`", at.value, force.campaign.value);
        let diagnostic =
            Diagnostic::error("garrison", message).with_label(at.label("nobody advances on this garrison"));
        let diagnostic =
            diagnostic.with_label(zone.axis.as_ref().map_or_else(|| zone.name.label(""), |axis| axis.label("")));
        report.push(diagnostic.help("give the zone an axis of this campaign, or let the force defend without `zone`"));
    }
}

/// Only attackers act on one axis, which belongs to their campaign.
fn check_axis(file: &File, force: &Force, report: &mut Report) {
    let Some(at) = &force.axis else { return };
    if force.side.value != "attacker" {
        let diagnostic = Diagnostic::error("axis", "only attackers act on an axis of their own");
        let diagnostic = diagnostic.with_label(at.label("its axis")).with_label(force.side.label("its side"));
        report.push(diagnostic.help("write `side = \"attacker\"`, or remove `axis`"));
    }
    let Some(axis) = file.axes.get(at) else { return };
    if axis.campaign.value != force.campaign.value {
        let message = format!("`{}` is not an axis of the campaign `{}`", at.value, force.campaign.value);
        let diagnostic = Diagnostic::error("axis", message).with_label(at.label("its axis"));
        let diagnostic = diagnostic.with_label(axis.campaign.label("the campaign of the axis"));
        report.push(diagnostic.help("name an axis of this campaign, or remove `axis`"));
    }
}
