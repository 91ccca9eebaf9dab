//! From what the algorithms hold to what a report says.

use std::collections::BTreeSet;

use crate::explore::discovery::Options;
use crate::explore::discovery::choose::Choice;
use crate::explore::discovery::limits::{Count, Limit, Limits};
use crate::explore::discovery::prim::{Objective, Phase, Point};
use crate::explore::discovery::table::Table;
use crate::record::{
    DiscoveredBox, DiscoveredTree, DiscoveryInput, DiscoverySettings, Estimate, Restriction, SampledRows,
    TrajectoryPoint,
};
use crate::statistics::wilson_interval;

/// Most rows that a report keeps for its pictures.
const SAMPLED: usize = 1500;

/// What is said of every report.
const MODEL: &str = "Shares are frequencies within the model, over the ranges given to its inputs: a box says where in \
                     the model something happens, not how likely the world is to be there.";

pub(super) fn settings(options: &Options) -> DiscoverySettings {
    DiscoverySettings {
        peel: options.prim.peel,
        paste: options.prim.paste,
        least_mass: options.prim.least_mass,
        objective: match options.prim.objective {
            Objective::Original => "original",
            Objective::Lenient1 => "lenient1",
            Objective::Lenient2 => "lenient2",
            Objective::Foresight => "foresight",
        }
        .into(),
        choice: match options.choice {
            Choice::Agreement => "greatest agreement beyond chance".into(),
            Choice::Density(share) => format!("greatest coverage at a density of at least {share}"),
            Choice::Coverage(share) => format!("greatest density at a coverage of at least {share}"),
            Choice::Number(number) => format!("box {number} of the trajectory"),
        },
        level: options.level,
        halves: 2 * options.halvings,
        seed: options.seed,
    }
}

pub(super) fn inputs(table: &Table) -> Vec<DiscoveryInput> {
    table.inputs.iter().map(|own| DiscoveryInput { variable: own.variable.clone(), range: own.range }).collect()
}

pub(super) fn restrictions(table: &Table, limits: &Limits) -> Vec<Restriction> {
    let of = |(input, limit): (usize, &Limit)| {
        let variable = &table.inputs[input].variable;
        let (low, high, kept) = match limit {
            Limit::Interval { low, high } => (*low, *high, &[][..]),
            Limit::Categories(kept) => (f64::NEG_INFINITY, f64::INFINITY, &kept[..]),
        };
        let words = variable.categories.iter().zip(kept).filter(|(_, is_inside)| **is_inside);
        Restriction {
            input: variable.id.clone(),
            low: low.is_finite().then_some(low),
            high: high.is_finite().then_some(high),
            categories: words.map(|(word, _)| word.clone()).collect(),
        }
    };
    limits.iter().map(of).collect()
}

pub(super) fn point(table: &Table, point: &Point, all: Count) -> TrajectoryPoint {
    TrajectoryPoint {
        phase: match point.phase {
            Phase::Start => "start",
            Phase::Peel => "peel",
            Phase::Paste => "paste",
        }
        .into(),
        coverage: point.count.coverage(all),
        density: point.count.density(),
        mass: point.count.mass(all),
        rows: point.count.rows as u64,
        restrictions: restrictions(table, &point.limits),
    }
}

/// Density with its Wilson interval, for the box as if it had been given: the search's optimism is told apart. Where rows
/// are shares each counts as one run, which makes the interval too wide rather than too narrow.
pub(super) fn density(inside: Count) -> Estimate {
    let interval = wilson_interval(inside.interest.round() as u64, inside.rows as u64);
    Estimate { value: inside.density(), interval }
}

/// Coverage, likewise.
pub(super) fn coverage(inside: Count, all: Count) -> Estimate {
    let interval = wilson_interval(inside.interest.round() as u64, all.interest.round() as u64);
    Estimate { value: inside.coverage(all), interval }
}

/// Evenly chosen rows with the inputs that boxes or leaves restrict.
pub(super) fn sample(table: &Table, boxes: &[DiscoveredBox], tree: Option<&DiscoveredTree>) -> SampledRows {
    let leaves = tree.into_iter().flat_map(|tree| &tree.leaves).flat_map(|leaf| &leaf.restrictions);
    let restricted: BTreeSet<&str> =
        boxes.iter().flat_map(|found| &found.restrictions).chain(leaves).map(|own| own.input.as_str()).collect();
    let rows = table.rows();
    let chosen: Vec<u32> = rows.iter().step_by(rows.len().div_ceil(SAMPLED).max(1)).copied().collect();
    let inputs: Vec<usize> =
        (0..table.inputs.len()).filter(|&own| restricted.contains(table.inputs[own].variable.id.as_str())).collect();
    SampledRows {
        inputs: inputs.iter().map(|&input| table.inputs[input].variable.id.clone()).collect(),
        values: inputs.iter().map(|&input| chosen.iter().map(|&row| table.value(input, row)).collect()).collect(),
        interest: chosen.iter().map(|&row| table.interest(row)).collect(),
    }
}

/// What must be read with the report.
pub(super) fn notes(table: &Table, options: &Options, boxes: &[DiscoveredBox]) -> Vec<String> {
    let mut notes = vec![MODEL.to_string()];
    if boxes.is_empty() && options.boxes > 0 {
        notes.push(match options.level {
            Some(level) => format!(
                "No restriction stands the test on rows it was not found in (level {level}): nothing in these inputs \
                 tells apart where this happens."
            ),
            None => "No peel raises the share of interest.".into(),
        });
    } else if options.boxes > 0 && options.level.is_none() {
        notes.push("Restrictions were not tested: some may be chance.".into());
    }
    if !table.is_binary {
        notes.push("Rows are means over replicates: a row counts by the share of its replicates.".into());
    }
    if table.left_out > 0 {
        notes.push(format!("{} rows lack a value and are left out.", table.left_out));
    }
    let listed = [("lack more than half of their values", &table.without_values), ("never vary", &table.constant)];
    for (reason, names) in listed.into_iter().filter(|(_, names)| !names.is_empty()) {
        let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
        let more = if names.len() > shown.len() { ", …" } else { "" };
        notes.push(format!("{} inputs {reason} and are left out: {}{more}.", names.len(), shown.join(", ")));
    }
    let asked = |found: &DiscoveredBox| match options.choice {
        Choice::Density(least) => found.trajectory.get(found.chosen).is_some_and(|point| point.density < least),
        Choice::Number(number) => found.chosen != number,
        _ => false,
    };
    if boxes.first().is_some_and(asked) {
        notes.push("No box is as asked for: the one of greatest agreement is shown.".into());
    }
    notes
}
