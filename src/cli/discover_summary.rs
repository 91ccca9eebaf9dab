//! What was discovered, for people.

use std::path::Path;

use crate::cli::number::grouped;
use crate::cli::summary::{table, wrapped};
use crate::diagnostic::visible;
use crate::record::{DiscoveredBox, DiscoveredTree, DiscoveryReport, Estimate, RestrictionTest};

/// Width of texts, in characters.
const WIDTH: usize = 88;
/// Restrictions that were dropped and are named.
const DROPPED: usize = 5;

/// The whole summary.
pub(super) fn render(report: &DiscoveryReport, folder: &Path) -> String {
    let discovery = &report.discovery;
    let mut sections = vec![heading(report)];
    sections.extend(discovery.boxes.iter().enumerate().map(|(index, found)| describe(index + 1, found)));
    if discovery.boxes.is_empty() && discovery.settings.level.is_some() {
        sections.extend(dropped(&discovery.dropped));
    }
    sections.extend(discovery.tree.as_ref().map(tree));
    let notes: String =
        discovery.notes.iter().map(|note| format!("{}\n", wrapped(&visible(note), WIDTH, ""))).collect();
    sections.push(format!("Tables and charts: {}\n\n{notes}", folder.display()));
    sections.join("\n")
}

fn heading(report: &DiscoveryReport) -> String {
    let discovery = &report.discovery;
    format!(
        "{}\nOf interest  {}\nBase share   {}\nRows         {}, {} inputs that vary, seed {}\n",
        visible(&report.provenance.title),
        wrapped(&visible(&discovery.target.statement), WIDTH - 13, "             "),
        estimate(discovery.base),
        grouped(discovery.rows as f64),
        discovery.inputs.len(),
        discovery.settings.seed
    )
}

/// One box: what it says, how sure that is, and how each restriction stood its tests.
fn describe(number: usize, found: &DiscoveredBox) -> String {
    let mut tests = table(&["Restriction", "p on other rows", "In half-samples", "Quasi-p"]);
    for test in found.tests.iter().filter(|test| test.kept) {
        tests.add_row([visible(&test.text), p_value(test.p), percent(test.reproduced), p_value(test.quasi_p)]);
    }
    let not_kept: Vec<RestrictionTest> = found.tests.iter().filter(|test| !test.kept).cloned().collect();
    format!(
        "Box {number}  {}\n\n       density {}, coverage {}\n       on rows such boxes were not found in: density {}, coverage {}\n{tests}\n{}",
        wrapped(&visible(&found.sentence), WIDTH - 7, "       "),
        estimate(found.density),
        estimate(found.coverage),
        estimate(found.held_out.density),
        estimate(found.held_out.coverage),
        dropped(&not_kept).unwrap_or_default()
    )
}

/// The restrictions that half-samples often had and that did not stand the test.
fn dropped(tests: &[RestrictionTest]) -> Option<String> {
    let named = tests.iter().take(DROPPED);
    let named: Vec<String> =
        named.map(|test| format!("{} ({})", visible(&test.text), percent(test.reproduced))).collect();
    let more = if tests.len() > DROPPED { "; …" } else { "" };
    let text = format!("Dropped, though boxes of half the rows often had them: {}{more}", named.join("; "));
    (!named.is_empty()).then(|| format!("{}\n", wrapped(&text, WIDTH, "  ")))
}

fn tree(tree: &DiscoveredTree) -> String {
    let skill = format!("explains {} of the variance on rows it was not grown from", percent(tree.skill.max(0.0)));
    if tree.leaves.is_empty() {
        return "Tree   no split stands cross-validation\n".into();
    }
    let leaves: String = tree
        .leaves
        .iter()
        .map(|leaf| format!("       {}\n", wrapped(&visible(&leaf.sentence), WIDTH - 7, "       ")))
        .collect();
    format!("Tree   {} leaves; {skill}\n{leaves}", tree.leaves.len())
}

fn percent(share: f64) -> String {
    if share.is_nan() { "–".into() } else { format!("{:.0} %", 100.0 * share) }
}

/// A share with its interval.
fn estimate(estimate: Estimate) -> String {
    let [low, high] = estimate.interval;
    if estimate.value.is_nan() || low.is_nan() || high.is_nan() {
        return percent(estimate.value);
    }
    format!("{:.1} % [{:.1}, {:.1}]", 100.0 * estimate.value, 100.0 * low, 100.0 * high)
}

fn p_value(p: f64) -> String {
    match p {
        _ if p.is_nan() => "–".into(),
        _ if p < 0.001 => "< 0.001".into(),
        _ => format!("{p:.3}"),
    }
}
