//! Campaigns: aims and effort on their own axes; axes, their pivots and what lies behind one another; and what agreements
//! say of the ground.

use crate::diagnostic::{Diagnostic, Report, quoted, suggestion};
use crate::scenario::check::{differ, on_axis_of, within_axis};
use crate::scenario::entries::{At, Entries, Entry};
use crate::scenario::file::{Agreement, Axis, Campaign, File, Zone};

/// Checks every campaign, axis and agreement; only a `complete` file is known not to have an axis.
pub fn check(file: &File, complete: bool, report: &mut Report) {
    for campaign in &file.campaigns {
        check_campaign(file, campaign, complete, report);
        check_aim(campaign, complete, report);
        check_prizes(file, campaign, complete, report);
    }
    for axis in &file.axes {
        check_axis(file, axis, report);
        check_pivot(file, axis, report);
    }
    for agreement in &file.agreements {
        check_agreement(file, &agreement.value, report);
    }
}

fn check_axis(file: &File, axis: &Entry<Axis>, report: &mut Report) {
    let start = At {
        value: axis.value.start.value.value,
        span: axis.value.start.span.clone(),
        source: axis.value.start.source,
    };
    within_axis(file, &axis.id.value, &start, "the line of contact", report);
    let Some(behind) = &axis.value.behind else {
        return;
    };
    within_axis(file, &behind.axis, &behind.until, "the shelter's end", report);
    if behind.axis.value == axis.id.value {
        let label = behind.axis.label("");
        report.push(
            Diagnostic::error("same-axis", "an axis cannot lie behind itself")
                .with_label(label)
                .help("name another axis, or remove `behind`"),
        );
    }
}

/// The front passes a pivot on its own axis.
fn check_pivot(file: &File, entry: &Entry<Axis>, report: &mut Report) {
    let Some(pivot) = &entry.value.pivot else { return };
    let Some(zone) = file.zones.get(pivot) else { return };
    if zone.axis.as_ref().is_none_or(|axis| axis.value != entry.id.value) {
        let message = format!("`{}` is not on the axis `{}`", pivot.value, entry.id.value);
        let place = zone.axis.as_ref().map_or_else(|| zone.name.label("on no axis"), |axis| axis.label("its axis"));
        let diagnostic = Diagnostic::error("other-axis", message).with_label(pivot.label("")).with_label(place);
        report.push(diagnostic.help("name a zone of this axis, or remove `pivot`"));
    }
}

/// Posts lie on their axes, and zones that are handed over on those of the campaign.
fn check_agreement(file: &File, agreement: &Agreement, report: &mut Report) {
    for post in &agreement.posts {
        within_axis(file, &post.axis, &post.at, "the post", report);
    }
    for zone in agreement.handover.iter().map(|terms| &terms.zone) {
        check_zone(file, zone, &agreement.campaign, "nobody advances on it", report);
    }
}

/// Reports a zone that exists, but not on an axis of the campaign.
fn check_zone(file: &File, named: &At<String>, campaign: &str, label: &str, report: &mut Report) {
    let Some(zone) = file.zones.get(named) else { return };
    if !on_axis_of(file, zone, |other| other == campaign) {
        let message = format!("{} is not on an axis of the campaign `{campaign}`", quoted(named));
        let place = zone.axis.as_ref().map_or_else(|| zone.name.label("on no axis"), |axis| axis.label("its axis"));
        let diagnostic = Diagnostic::error("other-campaign", message).with_label(named.label(label)).with_label(place);
        report.push(diagnostic.help("name a zone on one of the campaign's axes, or give this one such an axis"));
    }
}

/// A campaign has an aim, in kilometres or in zones.
fn check_aim(entry: &Entry<Campaign>, complete: bool, report: &mut Report) {
    let campaign = &entry.value;
    match (campaign.aim.iter().next(), campaign.prizes.iter().next()) {
        (Some(aim), Some(prize)) => {
            let diagnostic = Diagnostic::error("aim", "a campaign has an `aim` or `prizes`, not both");
            let diagnostic = diagnostic.with_label(prize.id.label("zones")).with_label(aim.id.label("kilometres"));
            report.push(diagnostic.help("remove one of the two"));
        }
        (None, None) if complete => {
            let diagnostic = Diagnostic::error("aim", format!("the campaign `{}` has no aim", entry.id.value));
            let help = "give kilometres, `aim = { AXIS = 40 }`, or zones with their weights, `prizes = { ZONE = 1 }`";
            report.push(diagnostic.with_label(campaign.name.label("")).help(help));
        }
        _ => {}
    }
}

/// Prizes are zones that the campaign can take.
fn check_prizes(file: &File, entry: &Entry<Campaign>, complete: bool, report: &mut Report) {
    let can_be_taken = |zone: &&Entry<Zone>| on_axis_of(file, &zone.value, |campaign| campaign == entry.id.value);
    let known = file.zones.iter().filter(can_be_taken).map(|zone| zone.id.value.as_str());
    for prize in &entry.value.prizes {
        if complete && file.zones.get(&prize.id).is_none() {
            let message = format!("there is no {} in [zones]", quoted(&prize.id));
            let help = suggestion(&prize.id, known.clone());
            let help = help.unwrap_or_else(|| "name zones on the campaign's axes".into());
            report.push(Diagnostic::error("unknown-zone", message).with_label(prize.id.label("not known")).help(help));
        }
        check_zone(file, &prize.id, &entry.id, "a prize out of reach", report);
    }
    let total: f64 = entry.value.prizes.iter().map(|prize| prize.value.value).sum();
    if let Some(first) = entry.value.prizes.iter().next().filter(|_| total <= 0.0) {
        let diagnostic = Diagnostic::error("aim", "a campaign needs a prize with weight");
        report
            .push(diagnostic.with_label(first.value.label("the first")).help("give one of the zones a weight above 0"));
    }
}

fn check_campaign(file: &File, entry: &Entry<Campaign>, complete: bool, report: &mut Report) {
    let campaign = &entry.value;
    differ(&campaign.attacker, &campaign.defender, "an actor cannot attack itself", report);
    check_axes(file, &entry.id, &campaign.aim, complete, report);
    for aim in &campaign.aim {
        within_axis(file, &aim.id, &aim.value, "the aim", report);
    }
    for phase in &campaign.phases {
        check_axes(file, &entry.id, &phase.effort, complete, report);
        let total: f64 = phase.effort.iter().map(|share| share.value.value).sum();
        if total <= 0.0 {
            let label = phase.effort.iter().next().map_or_else(|| campaign.name.label(""), |share| share.id.label(""));
            report.push(
                Diagnostic::error("effort", "a phase needs effort on some axis")
                    .with_label(label)
                    .help("give one of the axes a share above 0"),
            );
        }
    }
}

/// Reports keys that are not axes of the campaign.
fn check_axes(file: &File, campaign: &str, by_axis: &Entries<At<f64>>, complete: bool, report: &mut Report) {
    let own = |axis: &str| file.axes.get(axis).is_some_and(|axis| axis.campaign.value == campaign);
    let axes = file.axes.iter().map(|axis| axis.id.value.as_str()).filter(|axis| own(axis));
    for entry in by_axis {
        if !own(&entry.id) && (complete || file.axes.get(&entry.id).is_some()) {
            let message = format!("{} is not an axis of the campaign `{campaign}`", quoted(&entry.id));
            let diagnostic = Diagnostic::error("unknown-axis", message).with_label(entry.id.label(""));
            let help = suggestion(&entry.id, axes.clone());
            report.push(
                diagnostic.maybe_help(
                    help.or_else(|| Some(format!("no axis names it: give one `campaign = \"{campaign}\"`"))),
                ),
            );
        }
    }
}
