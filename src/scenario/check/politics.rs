//! Trends within their bounds, bargains between parties, and sanctions that somebody imposes.

use crate::diagnostic::{Diagnostic, Report, quoted};
use crate::scenario::check::differ;
use crate::scenario::entries::Entry;
use crate::scenario::file::{File, Sanction, Settlement, Trend};

/// Checks every trend, settlement and sanction.
pub fn check(file: &File, report: &mut Report) {
    for trend in &file.trends {
        check_trend(&trend.value, report);
    }
    for settlement in &file.settlements {
        check_settlement(&settlement.value, report);
    }
    for sanction in &file.sanctions {
        check_sanction(sanction, report);
    }
}

fn check_trend(trend: &Trend, report: &mut Report) {
    if let (Some(least), Some(most)) = (&trend.least, &trend.most)
        && least.value > most.value
    {
        let diagnostic = Diagnostic::error("range", "a trend must have least ≤ most");
        let diagnostic = diagnostic.with_label(most.label("most")).with_label(least.label("least"));
        report.push(diagnostic.help("exchange the two, or remove one"));
        return;
    }
    let start = trend.start.value.value;
    let below = trend.least.as_ref().filter(|least| start < least.value);
    let above = trend.most.as_ref().filter(|most| start > most.value);
    if let Some(bound) = below.or(above) {
        let diagnostic = Diagnostic::error("range", "a trend starts within its bounds");
        let diagnostic = diagnostic.with_label(trend.start.label(format!("found {start}")));
        report.push(diagnostic.with_label(bound.label("its bound")).help("correct the start, or move the bound"));
    }
}

fn check_settlement(settlement: &Settlement, report: &mut Report) {
    let mut parties: Vec<&str> = settlement.parties.iter().map(|party| party.value.as_str()).collect();
    parties.sort_unstable();
    parties.dedup();
    if parties.len() < 2 || parties.len() != settlement.parties.len() {
        let label = settlement.parties.last().unwrap_or(&settlement.name).label("");
        let diagnostic = Diagnostic::error("parties", "a settlement is between two or more different actors");
        report.push(diagnostic.with_label(label).help("write `parties = [\"ONE\", \"OTHER\"]`, each of them once"));
    }
}

fn check_sanction(entry: &Entry<Sanction>, report: &mut Report) {
    let sanction = &entry.value;
    differ(&sanction.sender, &sanction.target, "an actor does not sanction itself", report);
    if !sanction.imposed.value && sanction.when.is_none() && sanction.hazard.is_none() {
        let message = format!("nothing imposes the sanction {}", quoted(&entry.id));
        let help =
            "give `when = \"CONDITION\"`, `hazard = NUMBER` (a day), or `imposed = true` for one in force on day 0";
        report.push(Diagnostic::error("sanction", message).with_label(entry.id.label("")).help(help));
    }
}
