//! How much of a tree to believe: cost-complexity pruning by cross-validation (Breiman et al. 1984, chapter 3).

use rayon::prelude::*;

use crate::explore::discovery::limits::Count;
use crate::explore::discovery::resample::shuffled;
use crate::explore::discovery::rounding::rounded;
use crate::explore::discovery::sentence::{Figures, sentence};
use crate::explore::discovery::table::Table;
use crate::explore::discovery::tree::{Tree, TreeOptions, grow};
use crate::explore::discovery::{Options, convert};
use crate::record::{DiscoveredTree, PrunedTree, TreeLeaf};
use crate::statistics::mean;

/// Folds of the cross-validation.
const FOLDS: usize = 10;

/// Grows, prunes and describes a tree.
pub(super) fn discover(table: &Table, statement: &str, options: &Options) -> DiscoveredTree {
    let rows = table.rows();
    let tree_options = TreeOptions::new(table, options);
    let mut tree = grow(table, &rows, tree_options);
    prune(&mut tree);
    let (sequence, cost) = sequence(table, &tree, tree_options, options.seed);
    let all = Count::of(table, &rows);
    let mut leaves: Vec<TreeLeaf> = tree
        .leaves(cost)
        .into_iter()
        .filter(|(limits, _)| limits.restricted() > 0)
        .map(|(limits, _)| {
            let limits = rounded(table, &rows, &limits);
            let inside = limits.count(table, &rows);
            let figures =
                Figures { density: inside.density(), coverage: inside.coverage(all), base: all.density(), earlier: 0 };
            TreeLeaf {
                sentence: sentence(table, statement, &limits, &figures),
                restrictions: convert::restrictions(table, &limits),
                rows: inside.rows as u64,
                coverage: convert::coverage(inside, all),
                density: convert::density(inside),
            }
        })
        .collect();
    leaves.sort_by(|one, other| other.density.value.total_cmp(&one.density.value));
    let error = |leaves: fn(&&PrunedTree) -> bool| sequence.iter().find(leaves).map_or(f64::NAN, |own| own.error);
    let skill = 1.0 - error(|own| own.chosen) / error(|own| own.leaves == 1);
    DiscoveredTree { leaves, skill, sequence }
}

/// Sets the cost of a leaf at which each node becomes one: again and again the weakest link, the node whose parts lower
/// the error least for each leaf they add, is cut.
pub(super) fn prune(tree: &mut Tree) {
    let mut cost = 0.0_f64;
    loop {
        let links = subtrees(tree).into_iter().enumerate().filter_map(|(index, (leaves, error))| {
            let saved = tree.nodes[index].error() - error;
            (leaves > 1).then(|| (saved / (leaves - 1) as f64, index))
        });
        let Some((link, index)) = links.min_by(|one, other| one.0.total_cmp(&other.0)) else { break };
        cost = cost.max(link);
        tree.nodes[index].collapse = cost;
    }
}

/// Leaves and error of what hangs below each node as it stands: nodes that have collapsed are leaves, and what is below
/// them no longer counts.
fn subtrees(tree: &Tree) -> Vec<(usize, f64)> {
    let mut found = vec![(0, 0.0); tree.nodes.len()];
    let mut is_there = vec![false; tree.nodes.len()];
    is_there[0] = true;
    // Parts come after their node.
    for index in 0..tree.nodes.len() {
        if let Some((_, parts)) = tree.nodes[index].split.as_ref().filter(|_| tree.nodes[index].collapse.is_infinite())
        {
            parts.iter().for_each(|&part| is_there[part] = is_there[index]);
        }
    }
    for index in (0..tree.nodes.len()).rev().filter(|&index| is_there[index]) {
        let node = &tree.nodes[index];
        found[index] = match &node.split {
            Some((_, [left, right])) if node.collapse.is_infinite() => {
                (found[*left].0 + found[*right].0, found[*left].1 + found[*right].1)
            }
            _ => (1, node.error()),
        };
    }
    found
}

/// The pruning sequence with its cross-validated errors, and the cost of a leaf of the chosen tree: the smallest within
/// one standard error of the best.
fn sequence(table: &Table, tree: &Tree, options: TreeOptions, seed: u64) -> (Vec<PrunedTree>, f64) {
    let rows = table.rows().len() as f64;
    // A node whose parent was cut before it has no cost of its own.
    let cut = tree.nodes.iter().filter(|node| node.split.is_some() && node.collapse.is_finite());
    let mut costs: Vec<f64> = cut.map(|node| node.collapse).collect();
    costs.push(0.0);
    costs.sort_by(f64::total_cmp);
    costs.dedup();
    let typical: Vec<f64> = (0..costs.len())
        .map(|index| costs.get(index + 1).map_or(f64::INFINITY, |next| (costs[index] * next).sqrt()))
        .collect();
    let errors = cross_validate(table, &typical, options, seed);
    let mut sequence: Vec<PrunedTree> = costs
        .iter()
        .zip(&errors)
        .map(|(&cost, errors)| {
            let estimate = mean(errors);
            PrunedTree {
                complexity: cost / rows,
                leaves: tree.leaves(cost).len(),
                error: estimate.mean,
                standard_error: estimate.standard_error,
                chosen: false,
            }
        })
        .collect();
    let best = sequence.iter().min_by(|one, other| one.error.total_cmp(&other.error)).copied();
    let limit = best.map_or(f64::NAN, |best| best.error + best.standard_error.max(0.0));
    let chosen = sequence.iter().rposition(|own| own.error <= limit).unwrap_or(0);
    sequence[chosen].chosen = true;
    (sequence, costs[chosen])
}

/// Squared errors of every row at each cost of a leaf, from a tree grown without the row's fold. Costs are scaled to the
/// fold's fewer rows.
fn cross_validate(table: &Table, costs: &[f64], options: TreeOptions, seed: u64) -> Vec<Vec<f64>> {
    let order = shuffled(&table.rows(), (seed, "tree"));
    let folds = FOLDS.min(order.len());
    let fold = |fold: usize| {
        let part = |is_held: bool| -> Vec<u32> {
            let places = order.iter().enumerate().filter(|(place, _)| (place % folds == fold) == is_held);
            places.map(|(_, &row)| row).collect()
        };
        let (held, mut grown) = (part(true), part(false));
        grown.sort_unstable();
        let share = grown.len() as f64 / order.len() as f64;
        let least_rows = ((options.least_rows as f64 * share).ceil() as usize).max(1);
        let mut tree = grow(table, &grown, TreeOptions { least_rows });
        prune(&mut tree);
        let error = |row: u32, cost: f64| {
            let error = table.interest(row) - tree.predict(table, row, cost * share);
            error * error
        };
        let of = |&cost: &f64| held.iter().map(|&row| error(row, cost)).collect::<Vec<f64>>();
        costs.iter().map(of).collect::<Vec<Vec<f64>>>()
    };
    let errors: Vec<Vec<Vec<f64>>> = (0..folds).into_par_iter().map(fold).collect();
    (0..costs.len()).map(|cost| errors.iter().flat_map(|fold| fold[cost].iter().copied()).collect()).collect()
}
