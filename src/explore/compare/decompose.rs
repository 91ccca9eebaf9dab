//! Why outcomes differ: by the changes between the sides, made one after the other, and by the mechanisms through which
//! they act, each held at side A's history.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::engine::{Plan, Player};
use crate::ensemble::Monitor;
use crate::explore::compare::play::{Alone, Cast, Columns, CompareError, Pairing, Pen, Sheet, play};
use crate::explore::compare::shapley::{MOST_EXACT, exact, orders, passed, sampled};
use crate::model::{Id, Model, Name, Table};
use crate::numeric::Real;
use crate::process::Group;
use crate::record::{Contributions, Decomposition, DecompositionMethod, Estimate, OutcomeInfo, Part};

/// Replicates that a decomposition may play for every pair of the comparison; where there are more combinations, it rests
/// on the first pairs only.
const PLAYS_PER_PAIR: u64 = 8;

/// Fewest pairs of a decomposition, if the comparison has as many.
const FEWEST_PAIRS: u64 = 400;

/// Orders, each with its reverse, that are sampled where there are too many changes to play every combination.
const SAMPLED_UNITS: usize = 4;

/// Side A with some of the changes made: the variant of the scenario, or why there is none.
pub type Variants<'v> = dyn Fn(&[bool]) -> Result<Plan, String> + 'v;

/// How numbers that mean days are read: those that never come, or come after the horizon, count as the horizon.
pub(super) struct Horizon<'h> {
    pub outcomes: &'h [OutcomeInfo],
    pub days: f64,
}

impl Horizon<'_> {
    /// Restricts the columns of outcomes; `shift` days are added to days, where day 0 is another date.
    pub fn restrict(&self, columns: &mut [Vec<f64>], shift: f64) {
        for column in
            self.outcomes.iter().zip(columns).filter(|(outcome, _)| outcome.unit == "days").map(|(_, column)| column)
        {
            for value in column.iter_mut().filter(|value| !value.is_nan()) {
                *value = (*value + shift).min(self.days);
            }
        }
    }
}

/// What is played for the decompositions of a comparison.
pub(super) struct Budget {
    /// Combinations of changes to be played besides both sides, by bits.
    pub combinations: Vec<u64>,
    /// Orders that they come from; none when all combinations are played.
    pub orders: Vec<Vec<usize>>,
    /// Pairs for them.
    pub pairs: u64,
}

impl Budget {
    /// The budget for this many changes.
    pub fn of_changes(changes: usize, pairing: Pairing) -> Budget {
        if changes <= 1 {
            return Budget { combinations: Vec::new(), orders: Vec::new(), pairs: pairing.replicates };
        }
        let orders = if changes > MOST_EXACT { orders(pairing.seed, changes, SAMPLED_UNITS) } else { Vec::new() };
        let all = full(changes);
        let mut combinations = if orders.is_empty() { (0..=all).collect() } else { passed(&orders) };
        combinations.retain(|combination| !matches!(*combination, 0) && *combination != all);
        let pairs = affordable(pairing.replicates, combinations.len() as u64);
        Budget { combinations, orders, pairs }
    }
}

/// All parts together.
fn full(parts: usize) -> u64 {
    if parts >= 64 { u64::MAX } else { (1 << parts) - 1 }
}

/// Pairs that as many combinations can be played for: all, or a multiple of eight.
pub(super) fn affordable(replicates: u64, combinations: u64) -> u64 {
    if combinations <= PLAYS_PER_PAIR {
        return replicates;
    }
    let share = replicates.saturating_mul(PLAYS_PER_PAIR) / combinations;
    (share / 8 * 8).max(FEWEST_PAIRS).min(replicates)
}

/// What each change contributes. `sides` are the outcomes of both sides; the error is why a variant cannot be played.
pub(super) fn by_change(
    (parts, variants, budget): (Vec<Part>, &Variants<'_>, Budget),
    (sides, horizon): ([&[Vec<f64>]; 2], &Horizon<'_>),
    pairing: Pairing,
    monitor: &Monitor<'_>,
) -> Result<Result<Decomposition, String>, CompareError> {
    let pairing = Pairing { replicates: budget.pairs, ..pairing };
    let ids: Vec<&str> = horizon.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    let mut played: BTreeMap<u64, Columns> = BTreeMap::new();
    for &combination in &budget.combinations {
        let made: Vec<bool> = (0..parts.len()).map(|part| combination >> part & 1 == 1).collect();
        let plan = match variants(&made) {
            Ok(plan) => trimmed(plan, &ids, &[]),
            Err(reason) => return Ok(Err(reason)),
        };
        let mut columns = play(&Alone { plan: &plan, seed: pairing.seed }, pairing, monitor)?;
        horizon.restrict(&mut columns, 0.0);
        played.insert(combination, columns);
    }
    let all = full(parts.len());
    let value = |combination: u64, outcome: usize| -> &[f64] {
        let side = match combination {
            0 => sides[0].get(outcome),
            _ if combination == all => sides[1].get(outcome),
            _ => played.get(&combination).and_then(|columns| columns.get(outcome)),
        };
        side.map_or(&[], |column| &column[..column.len().min(budget.pairs as usize)])
    };
    let contribute = |outcome: usize| {
        let values = |combination| value(combination, outcome);
        if budget.orders.is_empty() {
            exact(parts.len(), &values)
        } else {
            sampled(&budget.orders, parts.len(), &values)
        }
    };
    let rows = rows(horizon.outcomes, contribute);
    let sampled = !budget.orders.is_empty();
    Ok(Ok(Decomposition {
        method: if sampled { DecompositionMethod::SampledOrders } else { DecompositionMethod::Exact },
        orders: if sampled { budget.orders.len() as u64 } else { (1..=parts.len() as u64).product() },
        pairs: budget.pairs,
        parts,
        outcomes: rows,
    }))
}

/// A row of contributions for every outcome.
fn rows(outcomes: &[OutcomeInfo], contribute: impl Fn(usize) -> Vec<Estimate>) -> Vec<Contributions> {
    let row = |(index, outcome): (usize, &OutcomeInfo)| {
        let parts = contribute(index);
        Contributions { outcome: outcome.id.clone(), difference: parts.iter().map(|part| part.value).sum(), parts }
    };
    outcomes.iter().enumerate().map(row).collect()
}

/// A plan that records these outcomes and events alone, in this order.
pub(super) fn trimmed(mut plan: Plan, outcomes: &[&str], watches: &[String]) -> Plan {
    let take = |id: &&str| plan.outcomes.iter().find(|outcome| outcome.info.id == **id).cloned();
    plan.outcomes = outcomes.iter().filter_map(take).collect();
    let watch = |id: &String| plan.watches.iter().find(|watch| watch.info.id == *id).cloned();
    plan.watches = watches.iter().filter_map(watch).collect();
    plan.series.clear();
    plan.flows.clear();
    plan.questions.clear();
    plan
}

/// Hybrids of two histories: side B's rules, with some groups of mechanisms held at side A's history. All are played
/// beside side A, stage by stage, so that what is held is what it was on side A at that very moment.
struct Hybrids<'p> {
    plans: [&'p Plan; 2],
    groups: &'p [Group],
    seed: u64,
}

impl Hybrids<'_> {
    /// Hybrids by the groups that are free, as bits; all are free on side B itself, which is not played again.
    fn combinations(&self) -> Range<u64> {
        0..full(self.groups.len())
    }

    /// The groups that a hybrid holds at side A's history.
    fn held(&self, free: u64) -> Vec<Group> {
        let held = self.groups.iter().enumerate().filter(|(index, _)| free >> index & 1 == 0);
        held.map(|(_, group)| *group).collect()
    }
}

impl Cast for Hybrids<'_> {
    fn columns(&self) -> usize {
        self.combinations().count() * self.plans[1].outcomes.len()
    }

    #[inline(always)]
    fn play<R: Real>(&self, replicates: Range<u64>, sheet: &mut Sheet) {
        let mut history = Player::<R>::new(self.plans[0], self.seed, false);
        let hybrid = |free| (self.held(free), Player::new(self.plans[1], self.seed, false));
        let mut hybrids: Vec<(Vec<Group>, Player<'_, R>)> = self.combinations().map(hybrid).collect();
        for first in replicates.clone().step_by(R::LANES) {
            sheet.begin(first - replicates.start);
            history.start(first);
            for (held, hybrid) in &mut hybrids {
                hybrid.start(first);
                held.iter().for_each(|group| hybrid.world_mut().take_over(*group, history.world()));
                hybrid.world_mut().read_again();
            }
            for day in 0..self.plans[0].model.calendar.days {
                for stage in 0..Player::<R>::STAGES {
                    history.stage(day, stage);
                    for (held, hybrid) in &mut hybrids {
                        hybrid.stage(day, stage);
                        let world = hybrid.world_mut();
                        held.iter().for_each(|group| world.take_over_after(stage, *group, history.world()));
                    }
                }
                hybrids.iter_mut().for_each(|(_, hybrid)| hybrid.note(day));
            }
            for (index, (_, hybrid)) in hybrids.iter_mut().enumerate() {
                hybrid.finish(&mut Pen { sheet, outcomes: index * self.plans[1].outcomes.len(), watches: None });
            }
        }
    }
}

/// The groups that a model uses.
pub(super) fn groups(plan: &Plan) -> Vec<Group> {
    Group::ALL.into_iter().filter(|group| group.is_used(&plan.model)).collect()
}

/// Pairs that the decomposition by mechanism can be played for.
pub(super) fn affordable_hybrids(groups: usize, replicates: u64) -> u64 {
    affordable(replicates, 2 * full(groups))
}

/// Whether two models have the same entities in the same order, so that the state of one fits the other.
pub(super) fn same_entities([one, other]: [&Model; 2]) -> bool {
    entities(one) == entities(other)
}

/// Identifiers of all entities that a group of mechanisms keeps a state of, kind by kind.
fn entities(model: &Model) -> Vec<Vec<&str>> {
    fn ids<I: Id, T>(table: &Table<I, T>, name: impl Fn(&T) -> &Name) -> Vec<&str> {
        table.iter().map(|row| name(row).id.as_str()).collect()
    }
    vec![
        ids(&model.actors, |actor| &actor.name),
        model.choosers.iter().map(|chooser| model.actors[chooser.actor].name.id.as_str()).collect(),
        ids(&model.campaigns, |campaign| &campaign.name),
        ids(&model.axes, |axis| &axis.name),
        ids(&model.zones, |zone| &zone.name),
        ids(&model.forces, |force| &force.name),
        ids(&model.supports, |support| &support.name),
        ids(&model.incidents, |incident| &incident.name),
        ids(&model.accidents, |accident| &accident.name),
        ids(&model.ultimatums, |ultimatum| &ultimatum.name),
        ids(&model.ceasefires, |ceasefire| &ceasefire.name),
        ids(&model.accords, |accord| &accord.name),
        ids(&model.meetings, |meeting| &meeting.name),
        ids(&model.regimes, |regime| &regime.name),
        ids(&model.patrons, |patron| &patron.name),
        ids(&model.trends, |trend| &trend.name),
        ids(&model.settlements, |settlement| &settlement.name),
        ids(&model.sanctions, |sanction| &sanction.name),
        ids(&model.beliefs, |belief| &belief.name),
        ids(&model.red_lines, |line| &line.name),
        ids(&model.signals, |signal| &signal.name),
        ids(&model.alliances, |alliance| &alliance.name),
        ids(&model.demands, |demand| &demand.name),
    ]
}

/// What flows through each group of mechanisms, and what acts directly on the rest: natural effects (Pearl 2001, *Proc. 17th
/// Conference on Uncertainty in Artificial Intelligence*, 411–420), shared out between groups as Shapley values.
pub(super) fn by_mechanism(
    (plans, groups): ([&Plan; 2], &[Group]),
    (sides, horizon): ([&[Vec<f64>]; 2], &Horizon<'_>),
    pairing: Pairing,
    monitor: &Monitor<'_>,
) -> Result<Decomposition, CompareError> {
    let pairs = affordable_hybrids(groups.len(), pairing.replicates);
    let hybrids = Hybrids { plans, groups, seed: pairing.seed };
    let mut columns = play(&hybrids, Pairing { replicates: pairs, ..pairing }, monitor)?;
    columns.chunks_mut(horizon.outcomes.len().max(1)).for_each(|outcomes| horizon.restrict(outcomes, 0.0));
    let (all, width) = (full(groups.len()), horizon.outcomes.len());
    let value = |combination: u64, outcome: usize| -> &[f64] {
        let column = match combination {
            _ if combination == all => sides[1].get(outcome),
            _ => columns.get(combination as usize * width + outcome),
        };
        column.map_or(&[], |column| &column[..column.len().min(pairs as usize)])
    };
    let contribute = |outcome: usize| {
        let mut parts = exact(groups.len(), &|combination| value(combination, outcome));
        let untouched = sides[0].get(outcome).map_or(&[][..], |column| &column[..column.len().min(pairs as usize)]);
        parts.extend(exact(1, &|made| if made == 0 { untouched } else { value(0, outcome) }));
        parts
    };
    let mut parts: Vec<Part> =
        groups.iter().map(|group| Part { id: group.word().into(), label: group.label().into() }).collect();
    parts.push(Part { id: "direct".into(), label: "directly, through none of these".into() });
    Ok(Decomposition {
        method: DecompositionMethod::Exact,
        orders: (1..=groups.len() as u64).product(),
        pairs,
        parts,
        outcomes: rows(horizon.outcomes, contribute),
    })
}

#[cfg(test)]
#[path = "decompose_tests.rs"]
mod tests;
