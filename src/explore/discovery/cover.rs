//! Box after box: each is found among the rows that the earlier ones leave, tested, rounded and measured.

use std::collections::{BTreeMap, BTreeSet};

use crate::explore::discovery::convert;
use crate::explore::discovery::limits::{Count, Limits, Side};
use crate::explore::discovery::prim::{Point, Sample, trajectory};
use crate::explore::discovery::resample::{Half, SideResult, halves, held_out, screen};
use crate::explore::discovery::rounding::rounded;
use crate::explore::discovery::sentence::{Figures, sentence, side_text, side_word, statement};
use crate::explore::discovery::significance::quasi_p;
use crate::explore::discovery::table::Table;
use crate::explore::discovery::target::Target;
use crate::explore::discovery::{Options, prune};
use crate::record::{DiscoveredBox, Discovery, DiscoveryTarget, RestrictionTest, Variable};

/// Share of half-samples from which on a restriction that was dropped is worth telling of.
const NOTABLE: f64 = 0.25;

/// Everything that is asked for.
pub(super) fn discover(
    table: &Table,
    (target, variable, threshold): (&Target, &Variable, Option<f64>),
    options: &Options,
) -> Discovery {
    let statement = statement(variable, target.interest, threshold);
    let rows = table.rows();
    let all = Count::of(table, &rows);
    let mut search = Search { table, statement: &statement, options, all, left: rows, boxes: Vec::new() };
    let mut dropped = Vec::new();
    while search.boxes.len() < options.boxes && search.left.len() > 1 {
        match search.next() {
            Ok(found) => search.boxes.push(found),
            Err(tests) => {
                dropped = tests;
                break;
            }
        }
    }
    let boxes = search.boxes;
    let tree = options.tree.then(|| prune::discover(table, &statement, options));
    Discovery {
        settings: convert::settings(options),
        rows: all.rows as u64,
        left_out: table.left_out as u64,
        base: convert::density(all),
        inputs: convert::inputs(table),
        sample: convert::sample(table, &boxes, tree.as_ref()),
        notes: convert::notes(table, options, &boxes),
        target: DiscoveryTarget { variable: variable.clone(), statement, threshold },
        boxes,
        dropped,
        tree,
    }
}

/// A search under way.
struct Search<'s> {
    table: &'s Table,
    statement: &'s str,
    options: &'s Options,
    all: Count,
    /// Rows outside every box so far.
    left: Vec<u32>,
    boxes: Vec<DiscoveredBox>,
}

type Screened = BTreeMap<(usize, Side), SideResult>;

/// What the halves say of restrictions.
struct Evidence {
    halves: Vec<Half>,
    screened: Screened,
    /// The restrictions that stood their tests; all when none had to.
    allowed: Option<BTreeSet<(usize, Side)>>,
}

impl Search<'_> {
    /// The next box; without one, the tests of what was dropped.
    fn next(&mut self) -> Result<DiscoveredBox, Vec<RestrictionTest>> {
        let entity = format!("box {}", self.boxes.len() + 1);
        let halves = halves(&self.left, self.options.halvings, (self.options.seed, &entity));
        let sample = Sample { table: self.table, rows: &self.left, all: self.all.rows, allowed: None };
        let screened = screen(sample, &self.options.prim, self.options.choice, &halves);
        let evidence = Evidence { allowed: self.allowed(&screened), halves, screened };
        let points = trajectory(Sample { allowed: evidence.allowed.as_ref(), ..sample }, &self.options.prim);
        let left = Count::of(self.table, &self.left);
        let chosen = self.choose(&points, left).filter(|&chosen| points[chosen].limits.restricted() > 0);
        let Some(chosen) = chosen else { return Err(self.dropped(&evidence.screened, &Limits::default())) };
        let limits = rounded(self.table, &self.left, &points[chosen].limits);
        // Among what earlier boxes leave, a box can stand out and still be no denser than everything together.
        let density = convert::density(limits.count(self.table, &self.left));
        if !self.boxes.is_empty() && density.interval[0] <= self.all.density() {
            return Err(self.dropped(&evidence.screened, &Limits::default()));
        }
        let found = self.describe((&points, chosen), &limits, &evidence);
        self.left.retain(|&row| !limits.contains(self.table, row));
        Ok(found)
    }

    /// The restrictions that stood their tests; all when none had to.
    fn allowed(&self, screened: &Screened) -> Option<BTreeSet<(usize, Side)>> {
        let level = self.options.level?;
        Some(screened.iter().filter(|(_, result)| result.p <= level).map(|(&side, _)| side).collect())
    }

    /// The box wanted; the one of greatest agreement when none is as wanted.
    fn choose(&self, points: &[Point], left: Count) -> Option<usize> {
        // A number is a position on the first trajectory.
        let is_first = self.boxes.is_empty() || !matches!(self.options.choice, super::Choice::Number(_));
        let choice = if is_first { self.options.choice } else { super::Choice::Agreement };
        choice.of(points, left).or_else(|| super::Choice::Agreement.of(points, left))
    }

    fn describe(&self, (points, chosen): (&[Point], usize), limits: &Limits, evidence: &Evidence) -> DiscoveredBox {
        let options = self.options;
        let Evidence { halves, screened, allowed } = evidence;
        let inside = limits.count(self.table, &self.left);
        let every = screened.keys().copied().collect();
        let sample = Sample { table: self.table, rows: &self.left, all: self.all.rows, allowed: None };
        let figures = Figures {
            density: inside.density(),
            coverage: inside.coverage(self.all),
            base: self.all.density(),
            earlier: self.boxes.len(),
        };
        let mut tests = self.tests(limits, screened);
        tests.extend(self.dropped(screened, limits));
        DiscoveredBox {
            sentence: sentence(self.table, self.statement, limits, &figures),
            restrictions: convert::restrictions(self.table, limits),
            rows: inside.rows as u64,
            coverage: convert::coverage(inside, self.all),
            density: convert::density(inside),
            mass: inside.mass(self.all),
            base: Count::of(self.table, &self.left).density(),
            held_out: held_out(sample, &options.prim, options.choice, halves, allowed.as_ref().unwrap_or(&every)),
            tests,
            chosen,
            trajectory: points.iter().map(|point| convert::point(self.table, point, self.all)).collect(),
        }
    }

    /// The tests of a box's restrictions.
    fn tests(&self, limits: &Limits, screened: &Screened) -> Vec<RestrictionTest> {
        let inside = limits.count(self.table, &self.left);
        let of = |(input, side): (usize, Side)| {
            let without = limits.without(input, side).count(self.table, &self.left);
            let result = screened.get(&(input, side));
            let variable = &self.table.inputs[input].variable;
            RestrictionTest {
                input: variable.id.clone(),
                side: side_word(side).into(),
                text: limits.get(input).map_or(String::new(), |limit| side_text(variable, limit, side)),
                quasi_p: quasi_p(inside, without),
                p: result.map_or(1.0, |result| result.p),
                reproduced: result.map_or(0.0, |result| result.reproduced),
                kept: true,
            }
        };
        limits.sides().into_iter().map(of).collect()
    }

    /// The tests of restrictions that half-samples often had and the box has not, most reproduced first.
    fn dropped(&self, screened: &Screened, limits: &Limits) -> Vec<RestrictionTest> {
        let kept = limits.sides();
        let is_notable =
            |(side, result): &(&(usize, Side), &SideResult)| result.reproduced >= NOTABLE && !kept.contains(side);
        let mut notable: Vec<_> = screened.iter().filter(is_notable).collect();
        notable.sort_by(|one, other| other.1.reproduced.total_cmp(&one.1.reproduced));
        let of = |(&(input, side), result): (&(usize, Side), &SideResult)| {
            let variable = &self.table.inputs[input].variable;
            RestrictionTest {
                input: variable.id.clone(),
                side: side_word(side).into(),
                text: format!("{} {} …", super::sentence::name(variable), side_word(side)),
                quasi_p: f64::NAN,
                p: result.p,
                reproduced: result.reproduced,
                kept: false,
            }
        };
        notable.into_iter().map(of).collect()
    }
}
