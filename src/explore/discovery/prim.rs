//! The patient rule induction method: peels a box, then pastes; every box on the way is kept.

use std::collections::BTreeSet;

use crate::explore::discovery::limits::{Count, Limits, Side};
use crate::explore::discovery::paste::paste;
use crate::explore::discovery::peel::peel;
use crate::explore::discovery::table::Table;

/// What a peel or paste is judged by, with ȳ the density before, ȳ′ after, n and n′ the rows.
///
/// The first three are those of Kwakkel & Jaxa-Rozen 2016 (*Environmental Modelling & Software* 79, 311–321,
/// doi:10.1016/j.envsoft.2015.11.020). They look at the slice alone, which is mostly chance where slices are thin and
/// inputs many: a slice of noise is often emptier than one of what matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Objective {
    /// Density: ȳ′ (Friedman & Fisher 1999). Prefers peels that remove much, as categories do.
    Original,
    /// Gain in density for each row removed: (ȳ′ − ȳ) / |n − n′|. Fair to numbers beside categories.
    Lenient1,
    /// The same times the rows that are left: n′ (ȳ′ − ȳ) / |n − n′| (Friedman & Fisher 1999, section 14.6).
    Lenient2,
    /// How far one sees from the slice: the greatest standardised lack of interest among all cuts from its end of the
    /// input inwards (the maximally selected statistic of Miller & Siegmund 1982, *Biometrics* 38, 1011–1016). The peel
    /// itself stays thin, and only peels that raise the density count. Pastes are judged as by `Lenient1`.
    #[default]
    Foresight,
}

impl Objective {
    /// The worth of going from one box to another of a different number of rows.
    pub(super) fn worth(self, before: Count, after: Count) -> f64 {
        let (old, new) = (before.density(), if after.rows == 0 { 0.0 } else { after.density() });
        let moved = before.rows.abs_diff(after.rows) as f64;
        match self {
            Objective::Original => new,
            Objective::Lenient1 | Objective::Foresight => (new - old) / moved,
            Objective::Lenient2 => after.rows as f64 * (new - old) / moved,
        }
    }
}

/// How patiently, how far, and by which measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrimOptions {
    /// Share of a box's rows that one peel removes, above 0 and below ½.
    pub peel: f64,
    /// Share of the rows beyond a limit that one paste takes back.
    pub paste: f64,
    /// Least share of all rows in a box.
    pub least_mass: f64,
    /// What a peel is judged by.
    pub objective: Objective,
}

impl Default for PrimOptions {
    /// Peels and pastes of 5 %, boxes of at least 5 % of all rows.
    fn default() -> PrimOptions {
        PrimOptions { peel: 0.05, paste: 0.05, least_mass: 0.05, objective: Objective::default() }
    }
}

/// How a box on a trajectory came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Everything.
    Start,
    /// Something was removed.
    Peel,
    /// Something was taken back.
    Paste,
}

/// A box on a trajectory.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What is inside.
    pub limits: Limits,
    /// How many rows that is, and how much of interest.
    pub count: Count,
    /// How it came about.
    pub phase: Phase,
}

/// Rows to find a box in.
#[derive(Clone, Copy)]
pub(super) struct Sample<'t> {
    /// Where they are.
    pub table: &'t Table,
    /// The rows.
    pub rows: &'t [u32],
    /// All rows, which the least mass is a share of.
    pub all: usize,
    /// The restrictions that a box may have; any, when `None`.
    pub allowed: Option<&'t BTreeSet<(usize, Side)>>,
}

impl Sample<'_> {
    /// Whether a box may be restricted so.
    pub fn allows(&self, input: usize, side: Side) -> bool {
        self.allowed.is_none_or(|allowed| allowed.contains(&(input, side)))
    }
}

/// Every box on the way: first everything, then peel by peel, then paste by paste. Empty without rows.
pub(super) fn trajectory(sample: Sample<'_>, options: &PrimOptions) -> Vec<Point> {
    if sample.rows.is_empty() {
        return Vec::new();
    }
    let count = Count::of(sample.table, sample.rows);
    let mut points = vec![Point { limits: Limits::default(), count, phase: Phase::Start }];
    peel(sample, options, &mut points);
    paste(sample, options, &mut points);
    points
}

/// A move that could be made next, with the box it would lead to.
pub(super) struct Move<C> {
    /// What would change.
    pub change: C,
    /// What the box would hold.
    pub after: Count,
    /// What that is worth.
    pub worth: f64,
    /// Inputs that would be restricted.
    pub restricted: usize,
}

/// The best of some moves; of equal ones that with fewer restricted inputs, of those the first.
pub(super) fn best<C>(moves: impl Iterator<Item = Move<C>>) -> Option<Move<C>> {
    moves.fold(None, |best, own| match &best {
        Some(other) if (other.worth, own.restricted) > (own.worth, other.restricted) => best,
        Some(other) if other.worth == own.worth && other.restricted == own.restricted => best,
        _ => Some(own),
    })
}
