//! What scenario discovery leaves: boxes of inputs in which what is of interest is frequent.

use serde::{Deserialize, Serialize};

use crate::record::{Estimate, Provenance, Variable, number};

/// An input with the range of its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscoveryInput {
    /// What it is.
    pub variable: Variable,
    /// Its least and greatest value.
    #[serde(with = "number")]
    pub range: [f64; 2],
}

/// What a box says of one input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Restriction {
    /// The input's name.
    pub input: String,
    /// The least value inside, if that side is restricted.
    pub low: Option<f64>,
    /// The greatest value inside, if that side is restricted.
    pub high: Option<f64>,
    /// The categories inside; empty for a number.
    pub categories: Vec<String>,
}

/// A box on the way from everything to the densest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrajectoryPoint {
    /// How it came about: `start`, `peel` or `paste`.
    pub phase: String,
    /// Share of all that is of interest that is inside.
    #[serde(with = "number")]
    pub coverage: f64,
    /// Share of what is inside that is of interest.
    #[serde(with = "number")]
    pub density: f64,
    /// Share of all rows that is inside.
    #[serde(with = "number")]
    pub mass: f64,
    /// Rows inside.
    pub rows: u64,
    /// Its restrictions.
    pub restrictions: Vec<Restriction>,
}

/// How one restriction stood its tests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RestrictionTest {
    /// The input's name.
    pub input: String,
    /// `at least`, `at most` or `among`.
    pub side: String,
    /// The restriction in words; for one that was dropped, its input and side.
    pub text: String,
    /// Quasi-p-value of Bryant and Lempert: how likely the box's density were if lifting this restriction changed
    /// nothing, on the very rows the box was found in. NaN for one that was dropped.
    #[serde(with = "number")]
    pub quasi_p: f64,
    /// p-value on rows that the box was not found in, over all halvings, corrected for all restrictions tried.
    #[serde(with = "number")]
    pub p: f64,
    /// Share of the half-samples whose box has this restriction.
    #[serde(with = "number")]
    pub reproduced: f64,
    /// Whether the box keeps it.
    pub kept: bool,
}

/// How boxes found in one half of the rows fared in the other half.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldOut {
    /// Coverage in the other half: mean, and the central 95 % of the half-samples.
    pub coverage: Estimate,
    /// Density in the other half, likewise.
    pub density: Estimate,
    /// Mean density in the half they were found in, less the mean in the other: what the search flatters itself.
    #[serde(with = "number")]
    pub optimism: f64,
}

/// A box that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscoveredBox {
    /// What it says, for people.
    pub sentence: String,
    /// Its restrictions, rounded; all figures are of the rounded box.
    pub restrictions: Vec<Restriction>,
    /// Rows inside.
    pub rows: u64,
    /// Share of all that is of interest that is inside, with its 95 % interval.
    pub coverage: Estimate,
    /// Share of what is inside that is of interest, with its 95 % interval.
    pub density: Estimate,
    /// Share of all rows that is inside.
    #[serde(with = "number")]
    pub mass: f64,
    /// Share of interest among the rows outside all earlier boxes, where this one was looked for.
    #[serde(with = "number")]
    pub base: f64,
    /// How such boxes fare on rows that they were not found in.
    pub held_out: HeldOut,
    /// Every restriction's tests, then those of restrictions that were dropped although half-samples often had them.
    pub tests: Vec<RestrictionTest>,
    /// Position of the box on the trajectory, before rounding.
    pub chosen: usize,
    /// Every box on the way.
    pub trajectory: Vec<TrajectoryPoint>,
}

/// A leaf of the tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreeLeaf {
    /// What it says, for people.
    pub sentence: String,
    /// Its restrictions, rounded; all figures are of the rounded leaf.
    pub restrictions: Vec<Restriction>,
    /// Rows inside.
    pub rows: u64,
    /// Share of all that is of interest that is inside, with its 95 % interval.
    pub coverage: Estimate,
    /// Share of what is inside that is of interest, with its 95 % interval.
    pub density: Estimate,
}

/// A tree of the pruning sequence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrunedTree {
    /// Cost of a leaf, in mean squared error, from which on this tree is the best.
    #[serde(with = "number")]
    pub complexity: f64,
    /// Its leaves.
    pub leaves: usize,
    /// Mean squared error of its shares on rows that trees of this complexity were not grown from.
    #[serde(with = "number")]
    pub error: f64,
    /// Standard error of that.
    #[serde(with = "number")]
    pub standard_error: f64,
    /// Whether it was taken.
    pub chosen: bool,
}

/// A classification tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscoveredTree {
    /// Its leaves, densest first.
    pub leaves: Vec<TreeLeaf>,
    /// Share of the variance that it explains on rows that it was not grown from; zero or less when it tells nothing.
    #[serde(with = "number")]
    pub skill: f64,
    /// The pruning sequence, largest tree first.
    pub sequence: Vec<PrunedTree>,
}

/// What is of interest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscoveryTarget {
    /// The output.
    pub variable: Variable,
    /// When a row is of interest, for people: `“The city falls” comes true`.
    pub statement: String,
    /// The threshold, if there is one.
    pub threshold: Option<f64>,
}

/// How boxes were looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscoverySettings {
    /// Share of a box's rows that one peel removes.
    pub peel: f64,
    /// Share of the rows beyond a limit that one paste takes back.
    pub paste: f64,
    /// Least share of all rows in a box and in a leaf.
    pub least_mass: f64,
    /// What a peel is judged by: `original`, `lenient1`, `lenient2` or `foresight`.
    pub objective: String,
    /// How the box was chosen.
    pub choice: String,
    /// Level that every restriction's p-value must not exceed; none when restrictions were not tested.
    pub level: Option<f64>,
    /// Half-samples.
    pub halves: usize,
    /// Seed of the halvings.
    pub seed: u64,
}

/// Some of the rows, for pictures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SampledRows {
    /// Names of the inputs.
    pub inputs: Vec<String>,
    /// Values by input and row.
    pub values: Vec<Vec<f64>>,
    /// Share of each row that is of interest.
    pub interest: Vec<f64>,
}

/// What was found in a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discovery {
    /// What is of interest.
    pub target: DiscoveryTarget,
    /// How it was looked for.
    pub settings: DiscoverySettings,
    /// Rows used.
    pub rows: u64,
    /// Rows left out because a value is missing.
    pub left_out: u64,
    /// Share of all rows that is of interest, with its 95 % interval.
    pub base: Estimate,
    /// The inputs that could be restricted.
    pub inputs: Vec<DiscoveryInput>,
    /// The boxes, in the order they were found; each looks only at rows outside the earlier ones.
    pub boxes: Vec<DiscoveredBox>,
    /// Restrictions that half-samples often had, but that no box keeps, where a box was looked for and none stood.
    pub dropped: Vec<RestrictionTest>,
    /// The tree, if one was asked for.
    pub tree: Option<DiscoveredTree>,
    /// Some rows with the inputs that boxes restrict.
    pub sample: SampledRows,
    /// What must be read with it.
    pub notes: Vec<String>,
}

/// A report of what was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscoveryReport {
    /// Short identifier: a hash of the table and of everything asked for.
    pub id: String,
    /// What produced the table.
    pub provenance: Provenance,
    /// What was found.
    pub discovery: Discovery,
}
