//! Trajectories of elementary effects.

use crate::explore::design::Design;
use crate::explore::design::shuffling::Draws;

/// Most candidates of which a trajectory is the best.
const CANDIDATES: usize = 50;
/// Trajectories that are chosen; so many fill the space whatever those after them do.
const CHOSEN: usize = 200;
/// Most distances between points that are reckoned for one trajectory: some milliseconds.
const DISTANCES: usize = 500_000;

/// The levels of a factor that trajectories step between.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    coordinates: Vec<f64>,
    ordered: bool,
}

impl Levels {
    /// Levels in ascending order: a step goes up or down by half their number, so that an even number of levels are all
    /// visited equally often (Morris 1991).
    pub fn ordered(coordinates: Vec<f64>) -> Levels {
        Levels { coordinates, ordered: true }
    }

    /// Levels without order, such as categories: a step goes to any other.
    pub fn unordered(coordinates: Vec<f64>) -> Levels {
        Levels { coordinates, ordered: false }
    }

    /// A level, and the one that a step from it leads to; the same if there is no other.
    fn step(&self, draws: &mut Draws) -> [usize; 2] {
        let (count, [first, second]) = (self.coordinates.len(), [draws.uniform(), draws.uniform()]);
        let from = (first * count as f64) as usize;
        if count < 2 {
            return [from, from];
        }
        if !self.ordered {
            let other = (second * (count - 1) as f64) as usize;
            return [from, if other < from { other } else { other + 1 }];
        }
        let half = count / 2;
        let up = from + half < count && (from < half || second < 0.5);
        [from, if up { from + half } else { from - half }]
    }

    fn coordinate(&self, level: usize) -> f64 {
        self.coordinates.get(level).copied().unwrap_or_default()
    }
}

/// Trajectories through the space of k factors, each of k + 1 points of which each differs from the one before it in one
/// factor, every factor once: what screening by elementary effects needs (Morris 1991,
/// doi:10.1080/00401706.1991.10484804).
///
/// Each trajectory is the best of some random candidates: the one with the greatest sum of squared distances from those
/// before it, the distance of two trajectories being the sum of the distances between their points (Campolongo, Cariboni
/// and Saltelli 2007, doi:10.1016/j.envsoft.2006.10.004, whose search over all subsets this replaces by adding one
/// trajectory at a time). More trajectories therefore continue where fewer ended. Candidates are as many as some
/// milliseconds allow, at most 50; with hundreds of factors they are few, and after 200 trajectories there is one.
///
/// ```
/// use flashpoint::explore::design::{Design, Levels, Morris};
///
/// let thirds = Levels::ordered(vec![0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0]);
/// let options = Levels::unordered(vec![0.1, 0.3, 0.5, 0.7, 0.9]);
/// let design = Morris::new(vec![thirds.clone(), thirds, options], 10, 1);
/// assert_eq!(design.points(), 10 * 4);
/// let [one, next] = [0, 1].map(|index| design.coordinates(index));
/// assert_eq!(one.iter().zip(&next).filter(|(one, next)| one != next).count(), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Morris {
    levels: Vec<Levels>,
    trajectories: Vec<Trajectory>,
}

/// A walk that changes every factor once.
#[derive(Clone, Debug, PartialEq)]
struct Trajectory {
    /// For each factor the level before and after it changes.
    levels: Vec<[u32; 2]>,
    /// The factors in the order in which they change.
    order: Vec<u32>,
}

impl Morris {
    /// Trajectories between the levels of each factor.
    pub fn new(levels: Vec<Levels>, trajectories: usize, seed: u64) -> Morris {
        let mut chosen: Vec<Trajectory> = Vec::new();
        for number in 0..trajectories {
            let mut draws = Draws::new(seed, "morris.trajectory", &number.to_string());
            let rows = levels.len() + 1;
            let affordable = DISTANCES / (rows * rows).saturating_mul(number).max(1);
            let candidates = if (1..CHOSEN).contains(&number) { affordable.clamp(1, CANDIDATES) } else { 1 };
            let candidates = (0..candidates).map(|_| Trajectory::random(&levels, &mut draws));
            chosen.extend(farthest(&levels, candidates, &chosen));
        }
        Morris { levels, trajectories: chosen }
    }
}

/// The candidate with the greatest sum of squared distances from the chosen ones; the first of several, or the only one.
fn farthest(
    levels: &[Levels],
    mut candidates: impl ExactSizeIterator<Item = Trajectory>,
    chosen: &[Trajectory],
) -> Option<Trajectory> {
    if candidates.len() == 1 {
        return candidates.next();
    }
    let mut best: Option<(f64, Trajectory)> = None;
    for candidate in candidates {
        let distances = chosen.iter().map(|other| distance(levels, &candidate, other));
        let spread = distances.map(|distance| distance * distance).sum();
        if best.as_ref().is_none_or(|(most, _)| spread > *most) {
            best = Some((spread, candidate));
        }
    }
    best.map(|(_, trajectory)| trajectory)
}

impl Trajectory {
    fn random(levels: &[Levels], draws: &mut Draws) -> Trajectory {
        let mut order: Vec<u32> = (0..levels.len() as u32).collect();
        draws.shuffle(&mut order);
        let levels = levels.iter().map(|levels| levels.step(draws).map(|level| level as u32));
        Trajectory { levels: levels.collect(), order }
    }

    /// The coordinates, before and after, of the factor that step `step` changes.
    fn step(&self, levels: &[Levels], step: usize) -> (usize, [f64; 2]) {
        let factor = self.order[step] as usize;
        (factor, self.levels[factor].map(|level| levels[factor].coordinate(level as usize)))
    }

    fn start(&self, levels: &[Levels]) -> Vec<f64> {
        self.levels.iter().zip(levels).map(|([from, _], levels)| levels.coordinate(*from as usize)).collect()
    }
}

/// The sum of the distances between every point of one trajectory and every point of another. A step changes one term of
/// the squared distance, which is carried along: time is that of the pairs of points, whatever their dimension.
fn distance(levels: &[Levels], one: &Trajectory, other: &Trajectory) -> f64 {
    let squared = |one: f64, other: f64| (one - other) * (one - other);
    let mut from = one.start(levels);
    let start = other.start(levels);
    let mut first: f64 = from.iter().zip(&start).map(|(&one, &other)| squared(one, other)).sum();
    let mut sum = 0.0;
    for row in 0..=levels.len() {
        let mut current = first;
        sum += current.max(0.0).sqrt();
        for step in 0..levels.len() {
            let (factor, [before, after]) = other.step(levels, step);
            current += squared(from[factor], after) - squared(from[factor], before);
            sum += current.max(0.0).sqrt();
        }
        if row < levels.len() {
            let (factor, [before, after]) = one.step(levels, row);
            first += squared(after, start[factor]) - squared(before, start[factor]);
            from[factor] = after;
        }
    }
    sum
}

impl Design for Morris {
    fn points(&self) -> u64 {
        self.trajectories.len() as u64 * (self.levels.len() as u64 + 1)
    }

    fn dimensions(&self) -> usize {
        self.levels.len()
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        let rows = self.levels.len() as u64 + 1;
        let Some(trajectory) = self.trajectories.get((index / rows) as usize) else { return };
        to.copy_from_slice(&trajectory.start(&self.levels));
        for step in 0..(index % rows) as usize {
            let (factor, [_, after]) = trajectory.step(&self.levels, step);
            to[factor] = after;
        }
    }
}

#[cfg(test)]
#[path = "morris_tests.rs"]
mod tests;
