//! A classification tree (CART: Breiman, Friedman, Olshen & Stone 1984, *Classification and Regression Trees*).

use crate::explore::discovery::Options;
use crate::explore::discovery::limits::{Count, Limits, Side};
use crate::explore::discovery::peel::end_at;
use crate::explore::discovery::table::Table;

/// Least gain of a split, as a share of the root's impurity: below it there is only rounding.
const LEAST_GAIN: f64 = 1e-12;

/// How far a tree grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TreeOptions {
    /// Least rows of a leaf.
    pub least_rows: usize,
}

impl TreeOptions {
    /// Leaves of at least the least mass of a box.
    pub fn new(table: &Table, options: &Options) -> TreeOptions {
        let rows = options.prim.least_mass * table.rows().len() as f64;
        TreeOptions { least_rows: (rows.ceil() as usize).max(1) }
    }
}

/// How rows part.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Split {
    /// Those up to a value go left.
    UpTo { input: usize, value: f64 },
    /// Those of these categories go left.
    Among { input: usize, left: Vec<bool> },
}

impl Split {
    fn is_left(&self, table: &Table, row: u32) -> bool {
        match self {
            Split::UpTo { input, value } => table.value(*input, row) <= *value,
            Split::Among { input, left } => left.get(table.value(*input, row) as usize).copied().unwrap_or(false),
        }
    }

    /// The limits of both sides.
    fn limits(&self, table: &Table, limits: &Limits, rows: [&[u32]; 2]) -> [Limits; 2] {
        let mut sides = [limits.clone(), limits.clone()];
        match self {
            Split::UpTo { input, value } => {
                sides[0].set_end(*input, Side::AtMost, *value);
                // The right side begins with the least value that is in it, so that the two do not overlap.
                let next = rows[1].iter().map(|&row| table.value(*input, row)).fold(f64::INFINITY, f64::min);
                let middle = value / 2.0 + next / 2.0;
                sides[1].set_end(*input, Side::AtLeast, if middle > *value { middle } else { next });
            }
            Split::Among { input, left } => {
                for (side, limits) in sides.iter_mut().enumerate() {
                    for (category, &is_left) in left.iter().enumerate() {
                        if is_left != (side == 0) {
                            limits.set_category(*input, category, left.len(), false);
                        }
                    }
                }
            }
        }
        sides
    }
}

/// A node with the rows that it was grown from.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub limits: Limits,
    pub count: Count,
    /// How its rows part, and the positions of the left and right part; `None` for a leaf.
    pub split: Option<(Split, [usize; 2])>,
    /// Cost of a leaf from which on this node is one; infinite before pruning, zero for a leaf.
    pub collapse: f64,
}

impl Node {
    /// Sum of squared errors of the node's share: rows × p (1 − p) for rows that are or are not of interest, half of
    /// Gini's index.
    pub fn error(&self) -> f64 {
        impurity(self.count)
    }
}

/// What is left of the sum of squares when nothing varies within; constant parts cancel between a node and its parts.
fn impurity(count: Count) -> f64 {
    if count.rows == 0 { 0.0 } else { count.interest * (1.0 - count.density()) }
}

/// A tree; the root is first.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The leaves at a cost of a leaf, from left to right, with what they hold.
    pub fn leaves(&self, cost: f64) -> Vec<(Limits, Count)> {
        let (mut open, mut leaves) = (vec![0], Vec::new());
        while let Some(index) = open.pop() {
            let node = &self.nodes[index];
            match &node.split {
                Some((_, [left, right])) if node.collapse > cost => open.extend([*right, *left]),
                _ => leaves.push((node.limits.clone(), node.count)),
            }
        }
        leaves
    }

    /// The share that the tree at this cost of a leaf gives for a row.
    pub fn predict(&self, table: &Table, row: u32, cost: f64) -> f64 {
        let mut node = &self.nodes[0];
        while let Some((split, [left, right])) = &node.split
            && node.collapse > cost
        {
            node = &self.nodes[if split.is_left(table, row) { *left } else { *right }];
        }
        node.count.density()
    }
}

/// Rows of a node under way: as they are, and sorted by each number.
struct Part {
    node: usize,
    rows: Vec<u32>,
    sorted: Vec<Vec<u32>>,
}

/// Grows a tree until no split is left; [`crate::explore::discovery::prune`] cuts it back.
pub(super) fn grow(table: &Table, rows: &[u32], options: TreeOptions) -> Tree {
    let sorted = table.sorted(&table.marks(rows));
    let root = Node { limits: Limits::default(), count: Count::of(table, rows), split: None, collapse: 0.0 };
    let least_gain = root.error() * LEAST_GAIN;
    let mut tree = Tree { nodes: vec![root] };
    let mut open = vec![Part { node: 0, rows: rows.to_vec(), sorted }];
    while let Some(part) = open.pop() {
        let count = tree.nodes[part.node].count;
        let Some((gain, split)) = best_split(table, &part, count, options) else { continue };
        if gain <= least_gain {
            continue;
        }
        let is_left = |row: &u32| split.is_left(table, *row);
        let (left, right): (Vec<u32>, Vec<u32>) = part.rows.iter().partition(|row| is_left(row));
        let limits = split.limits(table, &tree.nodes[part.node].limits, [&left, &right]);
        let first = tree.nodes.len();
        let parent = &mut tree.nodes[part.node];
        (parent.split, parent.collapse) = (Some((split.clone(), [first, first + 1])), f64::INFINITY);
        let halves = part.sorted.into_iter().map(|rows| rows.into_iter().partition(|row| is_left(row)));
        let (sorted_left, sorted_right): (Vec<Vec<u32>>, Vec<Vec<u32>>) = halves.unzip();
        let parts = [(left, sorted_left), (right, sorted_right)];
        for (offset, ((rows, sorted), limits)) in parts.into_iter().zip(limits).enumerate() {
            tree.nodes.push(Node { limits, count: Count::of(table, &rows), split: None, collapse: 0.0 });
            open.push(Part { node: first + offset, rows, sorted });
        }
    }
    tree
}

/// The split that lowers the squared error most, and by how much; of equals the first.
fn best_split(table: &Table, part: &Part, count: Count, options: TreeOptions) -> Option<(f64, Split)> {
    let mut best: Option<(f64, Split)> = None;
    for input in 0..table.inputs.len() {
        let found = match table.categories(input) {
            0 => number_split(table, input, &part.sorted[input], count, options),
            categories => category_split(table, (input, categories), &part.rows, count, options),
        };
        if let Some(found) = found
            && best.as_ref().is_none_or(|(gain, _)| found.0 > *gain)
        {
            best = Some(found);
        }
    }
    best
}

/// By how much a split lowers the squared error.
fn gain(all: Count, left: Count) -> f64 {
    let right = all.less(left);
    left.interest * left.density() + right.interest * right.density() - all.interest * all.density()
}

fn number_split(table: &Table, input: usize, sorted: &[u32], all: Count, options: TreeOptions) -> Option<(f64, Split)> {
    let (mut left, mut best) = (Count::default(), None);
    for (position, pair) in sorted.windows(2).enumerate() {
        left = left.plus(table.interest(pair[0]));
        let is_apart = table.value(input, pair[0]) < table.value(input, pair[1]);
        if !is_apart || left.rows < options.least_rows || all.rows - left.rows < options.least_rows {
            continue;
        }
        let gain = gain(all, left);
        if best.is_none_or(|(other, _)| gain > other) {
            best = Some((gain, position + 1));
        }
    }
    best.map(|(gain, position)| {
        (gain, Split::UpTo { input, value: end_at(table, input, sorted, position, Side::AtMost) })
    })
}

/// The best way to part categories. For two classes it is a cut through the categories in order of their density, so that
/// not every subset need be looked at (Breiman et al. 1984, theorem 4.5). A category that is not here goes left.
fn category_split(
    table: &Table,
    (input, categories): (usize, usize),
    rows: &[u32],
    all: Count,
    options: TreeOptions,
) -> Option<(f64, Split)> {
    let mut counts = vec![Count::default(); categories];
    for &row in rows {
        let own = &mut counts[table.value(input, row) as usize];
        *own = own.plus(table.interest(row));
    }
    let mut order: Vec<usize> = (0..categories).filter(|&category| counts[category].rows > 0).collect();
    order.sort_by(|&one, &other| counts[one].density().total_cmp(&counts[other].density()).then(one.cmp(&other)));
    let (mut left, mut best) = (Count::default(), None);
    for cut in 1..order.len() {
        left = left.and(counts[order[cut - 1]]);
        let gain = gain(all, left);
        let is_large = left.rows >= options.least_rows && all.rows - left.rows >= options.least_rows;
        if is_large && best.is_none_or(|(other, _)| gain > other) {
            best = Some((gain, cut));
        }
    }
    best.map(|(gain, cut)| {
        let mut left = vec![true; categories];
        order[cut..].iter().for_each(|&category| left[category] = false);
        (gain, Split::Among { input, left })
    })
}
