//! Zones on their axes: each stretch in order, and the stretches of an axis side by side.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report};
use crate::scenario::check::within_axis;
use crate::scenario::entries::{At, Entry};
use crate::scenario::file::{File, Zone};

/// A zone's stretch of its axis.
struct Stretch<'a> {
    from: &'a At<f64>,
    to: &'a At<f64>,
    name: &'a str,
}

/// Checks every zone; in a `complete` file also that the stretches of an axis neither overlap nor leave gaps.
pub fn check(file: &File, complete: bool, report: &mut Report) {
    let mut by_axis: BTreeMap<&str, Vec<Stretch<'_>>> = BTreeMap::new();
    for zone in &file.zones {
        match &zone.value.axis {
            None => check_free(&zone.value, report),
            Some(axis) => {
                let stretch = check_stretch(file, zone, axis, report);
                by_axis.entry(&axis.value).or_default().extend(stretch);
            }
        }
    }
    if complete {
        for (axis, stretches) in by_axis {
            let open_road = file.axes.get(axis).is_some_and(|axis| axis.open_road.value);
            check_neighbours(stretches, open_road, report);
        }
    }
}

/// A zone that is not fought over has no stretch.
fn check_free(zone: &Zone, report: &mut Report) {
    if let Some(given) = [&zone.from, &zone.to, &zone.town].into_iter().flatten().next() {
        let diagnostic =
            Diagnostic::error("zone", "`from`, `to` and `town` are kilometres of an axis, and the zone has none");
        report.push(diagnostic.with_label(given.label("")).help("add `axis = \"ID\"`, or remove them"));
    }
}

fn check_stretch<'a>(
    file: &File,
    zone: &'a Entry<Zone>,
    axis: &At<String>,
    report: &mut Report,
) -> Option<Stretch<'a>> {
    let value = &zone.value;
    let (Some(from), Some(to), Some(town)) = (&value.from, &value.to, &value.town) else {
        let diagnostic = Diagnostic::error("zone", "a zone on an axis needs `from`, `to` and `town`, in kilometres");
        let keys = [("from", &value.from), ("to", &value.to), ("town", &value.town)];
        let missing: Vec<&str> = keys.into_iter().filter(|(_, given)| given.is_none()).map(|(key, _)| key).collect();
        report.push(diagnostic.with_label(axis.label("")).help(format!("add {}", missing.join(", "))));
        return None;
    };
    within_axis(file, axis, to, "the zone", report);
    if from.value >= to.value {
        let diagnostic = Diagnostic::error("zone", "a zone must end beyond the kilometre at which it begins");
        report.push(
            diagnostic
                .with_label(to.label("end"))
                .with_label(from.label("begin"))
                .help("exchange `from` and `to`, or correct one"),
        );
        return None;
    }
    if !(from.value..=to.value).contains(&town.value) {
        let label = town.label(format!("the zone reaches from {} to {} km", from.value, to.value));
        report.push(
            Diagnostic::error("zone", "the town must lie inside its zone")
                .with_label(label)
                .help("correct `town`, or the zone's `from` and `to`"),
        );
    }
    Some(Stretch { from, to, name: &value.name.value })
}

/// Warns of stretches that overlap, and of gaps between them unless these are open road.
fn check_neighbours(mut stretches: Vec<Stretch<'_>>, open_road: bool, report: &mut Report) {
    stretches.sort_by(|a, b| a.from.value.total_cmp(&b.from.value));
    for pair in stretches.windows(2) {
        let [near, far] = pair else { continue };
        let code = if far.from.value < near.to.value { "overlap" } else { "gap" };
        let road = code == "gap" && open_road;
        if far.from.value != near.to.value && !road {
            let between = if code == "overlap" { "overlap" } else { "leave a gap" };
            let message = format!("`{}` and `{}` {between} on their axis", near.name, far.name);
            let diagnostic = Diagnostic::warning(code, message).with_label(far.from.label("begins"));
            let help = "let each zone begin where the one before it ends";
            report.push(diagnostic.with_label(near.to.label("ends")).help(help));
        }
    }
}
