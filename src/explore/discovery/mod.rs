//! Scenario discovery: in which corner of the inputs is something frequent?
//!
//! The patient rule induction method (Friedman & Fisher 1999, *Statistics and Computing* 9, 123–143,
//! doi:10.1023/A:1008894516817) in the form that scenario discovery uses (Bryant & Lempert 2010, *Technological Forecasting
//! and Social Change* 77, 34–49, doi:10.1016/j.techfore.2009.08.002; Kwakkel & Jaxa-Rozen 2016, *Environmental Modelling &
//! Software* 79, 311–321, doi:10.1016/j.envsoft.2015.11.020), and a classification tree (Breiman, Friedman, Olshen & Stone
//! 1984). The formulas are in `docs/model/discovery.md`.
//!
//! A search among many inputs always finds something. Every restriction is therefore tested on rows that its box was not
//! found in, corrected for all that were tried, and those that do not stand are dropped.
//!
//! ```
//! use flashpoint::explore::discovery::{Options, Target, discover};
//! use flashpoint::record::{Data, DataColumn, Variable};
//!
//! // A city falls where support is strong and the border is shut.
//! let support: Vec<f64> = (0..400).map(|row| f64::from(row * 37 % 400) / 400.0).collect();
//! let border: Vec<f64> = (0..400).map(|row| f64::from(row % 2)).collect();
//! let falls = support.iter().zip(&border).map(|(&support, &border)| f64::from(support > 0.6 && border == 1.0));
//! let data = Data {
//!     outputs: vec![DataColumn::new(Variable::number("falls"), falls.collect())],
//!     inputs: vec![
//!         DataColumn::new(Variable { label: "Support".into(), ..Variable::number("support") }, support),
//!         DataColumn::new(
//!             Variable {
//!                 label: "the border".into(),
//!                 categories: vec!["open".into(), "shut".into()],
//!                 ..Variable::number("border")
//!             },
//!             border,
//!         ),
//!     ],
//! };
//! let found = discover(&data, &Target::parse("falls")?, &Options::default())?;
//! assert_eq!(
//!     found.boxes[0].sentence,
//!     "“falls” comes true in 100 % of runs where Support is at least 0.6 and the border is shut; \
//!      that covers 100 % of all such runs (base share 20 %)."
//! );
//! # Ok::<(), flashpoint::explore::discovery::DiscoveryError>(())
//! ```

mod choose;
mod convert;
mod cover;
mod limits;
mod paste;
mod peel;
mod prim;
mod prune;
mod resample;
mod rounding;
mod sentence;
mod significance;
mod table;
mod target;
#[cfg(test)]
mod tests;
mod tree;

pub use crate::explore::discovery::choose::{Choice, agreement};
pub use crate::explore::discovery::limits::{Count, Limit, Limits, Side};
pub use crate::explore::discovery::prim::{Objective, Phase, Point, PrimOptions};
pub use crate::explore::discovery::significance::{fresh_p, quasi_p};
pub use crate::explore::discovery::target::{DiscoveryError, Interest, Target};

use crate::explore::discovery::prim::Sample;
use crate::explore::discovery::table::Table;
use crate::explore::discovery::tree::TreeOptions;
use crate::record::{Data, Discovery};

/// What is looked for, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// How boxes are peeled.
    pub prim: PrimOptions,
    /// Most boxes to find; none without PRIM.
    pub boxes: usize,
    /// Whether to grow a tree too.
    pub tree: bool,
    /// Which box of a trajectory is taken.
    pub choice: Choice,
    /// Level that the p-value of every restriction must not exceed; `None` keeps all, tested or not.
    pub level: Option<f64>,
    /// How often the rows are halved; each halving gives two half-samples.
    pub halvings: usize,
    /// Names of the inputs that may be restricted; all when empty.
    pub inputs: Vec<String>,
    /// Seed of the halvings.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            prim: PrimOptions::default(),
            boxes: 3,
            tree: false,
            choice: Choice::default(),
            level: Some(0.05),
            halvings: 25,
            inputs: Vec::new(),
            seed: 1,
        }
    }
}

/// Looks for boxes, and for a tree, in which the target is frequent.
///
/// # Errors
/// When the table does not have what is asked for, when nothing or everything is of interest, or when an option is out of
/// range.
pub fn discover(data: &Data, target: &Target, options: &Options) -> Result<Discovery, DiscoveryError> {
    let (table, threshold) = prepare(data, target, options)?;
    Ok(cover::discover(&table, (target, &target.column(data)?.variable, threshold), options))
}

/// Every box on the way from everything to the densest, before anything is tested: the trade-off between coverage and
/// density. The positions in the boxes' limits are those of `options.inputs`, or of the table's inputs without those that
/// never vary; the second value is what all rows hold.
///
/// # Errors
/// As [`discover`].
///
/// ```
/// # use flashpoint::explore::discovery::{Options, Target, trade_off};
/// # use flashpoint::record::{Data, DataColumn, Variable};
/// let x: Vec<f64> = (0..200).map(f64::from).collect();
/// let y = x.iter().map(|&x| f64::from(x >= 150.0)).collect();
/// let data = Data {
///     inputs: vec![DataColumn::new(Variable::number("x"), x)],
///     outputs: vec![DataColumn::new(Variable::number("y"), y)],
/// };
/// let (points, all) = trade_off(&data, &Target::parse("y")?, &Options::default())?;
/// assert_eq!((points[0].count.density(), points[0].count.coverage(all)), (0.25, 1.0));
/// assert!(points.iter().any(|point| point.count.density() == 1.0));
/// # Ok::<(), flashpoint::explore::discovery::DiscoveryError>(())
/// ```
pub fn trade_off(data: &Data, target: &Target, options: &Options) -> Result<(Vec<Point>, Count), DiscoveryError> {
    let (table, _) = prepare(data, target, options)?;
    let rows = table.rows();
    let sample = Sample { table: &table, rows: &rows, all: rows.len(), allowed: None };
    Ok((prim::trajectory(sample, &options.prim), Count::of(&table, &rows)))
}

/// The leaves of the tree, as [`discover`] grows it, with what is in each: rows, and how much of interest.
///
/// # Errors
/// As [`discover`].
pub fn leaves(data: &Data, target: &Target, options: &Options) -> Result<Vec<(Limits, Count)>, DiscoveryError> {
    let (table, _) = prepare(data, target, options)?;
    let tree = tree::grow(&table, &table.rows(), TreeOptions::new(&table, options));
    Ok(tree.leaves(0.0))
}

/// Checks the options and takes the complete rows; the second value is the threshold, if the target has one.
fn prepare(data: &Data, target: &Target, options: &Options) -> Result<(Table, Option<f64>), DiscoveryError> {
    check(data, options)?;
    let (shares, threshold) = target.shares(data)?;
    let wanted = &options.inputs;
    let table = Table::new(data, &shares, &|variable| wanted.is_empty() || wanted.contains(&variable.id));
    let all = Count::of(&table, &table.rows());
    match all {
        Count { rows: 0, .. } => Err(DiscoveryError::NoRows),
        _ if all.interest <= 0.0 => Err(DiscoveryError::Uniform("no row is")),
        _ if all.density() >= 1.0 => Err(DiscoveryError::Uniform("every row is")),
        _ if table.inputs.is_empty() => Err(DiscoveryError::NoInputs),
        _ => Ok((table, threshold)),
    }
}

fn check(data: &Data, options: &Options) -> Result<(), DiscoveryError> {
    let is_slice = |share: f64| share > 0.0 && share < 0.5;
    let is_share = |share: f64| share > 0.0 && share <= 1.0;
    let prim = &options.prim;
    if !is_slice(prim.peel) || !is_slice(prim.paste) {
        return Err(DiscoveryError::Option("a peel takes a share above 0 and below one half of a box"));
    }
    if !(0.0..1.0).contains(&prim.least_mass) {
        return Err(DiscoveryError::Option("the least mass of a box is a share of all rows, from 0 to below 1"));
    }
    if options.level.is_some_and(|level| !is_share(level)) {
        return Err(DiscoveryError::Option("the level of a test is above 0 and at most 1"));
    }
    if matches!(options.choice, Choice::Density(share) | Choice::Coverage(share) if !is_share(share)) {
        return Err(DiscoveryError::Option("a density or coverage is above 0 and at most 1"));
    }
    match options.inputs.iter().find(|id| data.input(id).is_none()) {
        Some(id) => Err(DiscoveryError::NoInput(id.clone())),
        None => Ok(()),
    }
}
