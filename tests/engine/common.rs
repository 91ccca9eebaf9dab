//! Plays plans and keeps everything that they leave.

use flashpoint::diagnostic::{Style, render};
use flashpoint::engine::{Plan, Player, Recorder};
use flashpoint::numeric::{LaneProgram, Real, dispatch};
use flashpoint::scenario::build::build;
use flashpoint::scenario::load_text;

/// The bundled scenario.
pub const IDLIB: &str = include_str!("../../scenarios/idlib_escalation.toml");

/// A fiercer start of the bundled scenario, in which every mechanism has work to do whatever its calibration.
pub const FIERCE: [&str; 4] = [
    "actors.syria.choice.start=sustained_operation",
    "campaigns.dawn_of_idlib.readiness=1",
    "actors.turkiye.choice.start=proxy_surge",
    "actors.turkiye.choice.stake=2",
];

/// The plan of a scenario; fails with the compiler's messages.
pub fn plan(text: &str, overrides: &[&str]) -> Plan {
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    let mut loaded = load_text("scenario.toml", text, &overrides);
    let plan = loaded.file.as_ref().and_then(|file| build(file, &mut loaded.report));
    plan.unwrap_or_else(|| panic!("{}\n{text}", render(&loaded.report, &loaded.sources, Style::Plain)))
}

/// Replicates of a plan to play, `first ..`.
#[derive(Clone, Copy)]
pub struct Play<'p> {
    pub plan: &'p Plan,
    pub seed: u64,
    pub first: u64,
    /// A multiple of the lanes it is played in.
    pub replicates: usize,
}

impl LaneProgram for Play<'_> {
    type Output = Tape;

    #[inline(always)]
    fn run<R: Real>(self) -> Tape {
        let mut player = Player::<R>::new(self.plan, self.seed, false);
        let mut tape = Tape::new(self.plan, self.replicates);
        while tape.position < self.replicates {
            player.play(self.first + tape.position as u64, &mut tape);
            tape.position += R::LANES;
        }
        tape
    }
}

/// Replicates 0 .. of a plan, in the fastest lanes.
pub fn play(plan: &Plan, seed: u64, replicates: usize) -> Tape {
    dispatch(Play { plan, seed, first: 0, replicates })
}

/// Everything that some replicates recorded.
pub struct Tape {
    pub replicates: usize,
    pub days: usize,
    series: Vec<String>,
    outcomes: Vec<String>,
    watches: Vec<String>,
    /// `daily[(series * days + day) * replicates + replicate]`.
    daily: Vec<f64>,
    ends: Vec<f64>,
    first_days: Vec<f64>,
    position: usize,
}

impl Tape {
    fn new(plan: &Plan, replicates: usize) -> Tape {
        let days = plan.model.calendar.days;
        Tape {
            replicates,
            days,
            series: plan.series.iter().map(|series| series.info.id.clone()).collect(),
            outcomes: plan.outcomes.iter().map(|outcome| outcome.info.id.clone()).collect(),
            watches: plan.watches.iter().map(|watch| watch.info.id.clone()).collect(),
            daily: vec![f64::NAN; plan.series.len() * days * replicates],
            ends: vec![f64::NAN; plan.outcomes.len() * replicates],
            first_days: vec![f64::NAN; plan.watches.len() * replicates],
            position: 0,
        }
    }

    /// Identifiers of the series.
    pub fn series(&self) -> impl Iterator<Item = &str> {
        self.series.iter().map(String::as_str)
    }

    /// A series on a day, by replicate.
    pub fn on(&self, series: &str, day: usize) -> &[f64] {
        let start = (position(&self.series, series) * self.days + day) * self.replicates;
        &self.daily[start..start + self.replicates]
    }

    /// An outcome, by replicate.
    pub fn outcome(&self, outcome: &str) -> &[f64] {
        let start = position(&self.outcomes, outcome) * self.replicates;
        &self.ends[start..start + self.replicates]
    }

    /// First days of a watched event, by replicate; infinite where it did not happen.
    pub fn first_days(&self, watch: &str) -> &[f64] {
        let start = position(&self.watches, watch) * self.replicates;
        &self.first_days[start..start + self.replicates]
    }

    /// Everything recorded, in order.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.daily.iter().chain(&self.ends).chain(&self.first_days).copied()
    }

    /// Asserts that everything this tape recorded is in `other` with the same bits, replicate by replicate from `from`
    /// on, but for series, outcomes and events whose identifier `may_differ`.
    pub fn assert_within(&self, other: &Tape, from: usize, what: &str, may_differ: impl Fn(&str) -> bool) {
        let same = |id: &str, place: &str, mine: &[f64], theirs: &[f64]| {
            for (replicate, (one, another)) in mine.iter().zip(&theirs[from..]).enumerate() {
                let equal = one.to_bits() == another.to_bits();
                assert!(equal, "{what}: {id} {place} of replicate {replicate} is {one}, was {another}");
            }
        };
        let checked = |ids: &[String]| -> Vec<String> { ids.iter().filter(|id| !may_differ(id)).cloned().collect() };
        for id in checked(&self.series) {
            for day in 0..self.days {
                same(&id, &format!("on day {day}"), self.on(&id, day), other.on(&id, day));
            }
        }
        for id in checked(&self.outcomes) {
            same(&id, "(outcome)", self.outcome(&id), other.outcome(&id));
        }
        for id in checked(&self.watches) {
            same(&id, "(first day)", self.first_days(&id), other.first_days(&id));
        }
    }

    /// Asserts that two tapes are the same, bit for bit.
    pub fn assert_same(&self, other: &Tape, what: &str) {
        self.assert_within(other, 0, what, |_| false);
        assert_eq!(self.values().count(), other.values().count(), "{what}");
    }
}

fn position(ids: &[String], id: &str) -> usize {
    ids.iter().position(|known| known == id).unwrap_or_else(|| panic!("nothing recorded is called {id}"))
}

/// Stores a value's lanes.
#[inline(always)]
fn store<R: Real>(to: &mut [f64], values: R) {
    for (lane, slot) in to[..R::LANES].iter_mut().enumerate() {
        *slot = values.lane(lane);
    }
}

impl Recorder for Tape {
    #[inline(always)]
    fn series<R: Real>(&mut self, series: usize, day: usize, values: R) {
        let start = (series * self.days + day) * self.replicates + self.position;
        store(&mut self.daily[start..], values);
    }

    #[inline(always)]
    fn outcome<R: Real>(&mut self, outcome: usize, values: R) {
        let start = outcome * self.replicates + self.position;
        store(&mut self.ends[start..], values);
    }

    #[inline(always)]
    fn first_day<R: Real>(&mut self, watch: usize, days: R) {
        let start = watch * self.replicates + self.position;
        store(&mut self.first_days[start..], days);
    }
}

/// Mean of some numbers.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Variance of some numbers.
pub fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    values.iter().map(|value| (value - centre) * (value - centre)).sum::<f64>() / (values.len() - 1) as f64
}
