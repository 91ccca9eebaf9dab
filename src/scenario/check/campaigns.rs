//! Campaigns: aims and effort on their own axes; and axes that shelter behind one another.

use crate::diagnostic::{Diagnostic, Report, quoted};
use crate::scenario::check::{differ, within_axis};
use crate::scenario::entries::{At, Entries, Entry};
use crate::scenario::file::{Campaign, File};
use crate::scenario::nearest::suggestion;

/// Checks every campaign and axis; only a `complete` file is known not to have an axis.
pub fn check(file: &File, complete: bool, report: &mut Report) {
    for campaign in &file.campaigns {
        check_campaign(file, campaign, complete, report);
    }
    for axis in &file.axes {
        let start = At {
            value: axis.value.start.value.value,
            span: axis.value.start.span.clone(),
            source: axis.value.start.source,
        };
        within_axis(file, &axis.id.value, &start, "the line of contact", report);
        let Some(behind) = &axis.value.behind else {
            continue;
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
    for agreement in &file.agreements {
        for post in &agreement.value.posts {
            within_axis(file, &post.axis, &post.at, "the post", report);
        }
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
