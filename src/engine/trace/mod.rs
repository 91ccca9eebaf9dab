//! The dated story of one replicate, and why each thing happened.
//!
//! A story is read off the same engine as an ensemble, one lane wide: the world of every evening is compared with the next
//! one, and the morning in between, after all that precedes the day's choices, is kept to explain them. Nothing is drawn for
//! the story's sake, so replicate K of a seed is told exactly as it was played.

mod diplomacy;
mod fighting;
mod motive;
mod people;
mod politics;
mod power;
mod regime;
mod rung;
mod signals;
mod text;
mod words;

use serde::Serialize;

use crate::engine::plan::Plan;
use crate::engine::run::{Player, Recorder};
use crate::engine::trace::diplomacy::Diplomacy;
use crate::engine::trace::fighting::{Fighting, History};
use crate::engine::trace::people::People;
use crate::engine::trace::politics::Politics;
use crate::engine::trace::power::Power;
use crate::engine::trace::regime::Cohesion;
use crate::engine::trace::rung::Choice;
use crate::engine::trace::signals::Signalling;
use crate::model::Name;
use crate::numeric::Real;
use crate::process::{World, choice};
use crate::quantity::Date;
use crate::record::OutcomeInfo;

pub use crate::engine::trace::motive::{Motive, motives};

/// Quantities named at the head of a story.
const NOTABLE_QUANTITIES: usize = 5;

/// How an entity is called in a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Identifier in the scenario.
    pub id: String,
    /// Name for people.
    pub name: String,
}

impl From<&Name> for Named {
    fn from(name: &Name) -> Self {
        Named { id: name.id.clone(), name: name.label.clone() }
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Occurrence {
    /// An actor moved on the ladder, or decided not to.
    Choice(Box<Choice>),
    /// Ground, casualties, operations.
    Fighting(Fighting),
    /// Demands, meetings, truces.
    Diplomacy(Diplomacy),
    /// Displacement and borders.
    People(People),
    /// Leverage, patrons, accidents, events.
    Power(Power),
    /// Regimes and those who hold them up.
    Cohesion(Cohesion),
    /// Settlements and sanctions.
    Politics(Politics),
    /// Red lines, signals, requests, demands.
    Signalling(Signalling),
}

impl Occurrence {
    /// Whether a reader can do without it: an actor decided, unforced, to stay where it was.
    pub fn is_minor(&self) -> bool {
        matches!(self, Occurrence::Choice(choice) if choice.is_minor())
    }

    /// What happened without why, for a reader in a hurry; nothing where it only goes on as before: another day of flight, a
    /// decision to stay.
    pub fn in_short(&self) -> Option<String> {
        match self {
            Occurrence::Choice(choice) => choice.in_short(),
            Occurrence::People(People::DayOfFlight { .. }) => None,
            other => Some(other.to_string()),
        }
    }
}

impl std::fmt::Display for Occurrence {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Occurrence::Choice(choice) => choice.fmt(formatter),
            Occurrence::Fighting(fighting) => fighting.fmt(formatter),
            Occurrence::Diplomacy(diplomacy) => diplomacy.fmt(formatter),
            Occurrence::People(people) => people.fmt(formatter),
            Occurrence::Power(power) => power.fmt(formatter),
            Occurrence::Cohesion(cohesion) => cohesion.fmt(formatter),
            Occurrence::Politics(politics) => politics.fmt(formatter),
            Occurrence::Signalling(signalling) => signalling.fmt(formatter),
        }
    }
}

/// An occurrence with its date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Date.
    pub date: Date,
    /// Day, counted from 0.
    pub day: usize,
    /// What happened.
    #[serde(flatten)]
    pub occurrence: Occurrence,
}

/// A sampled quantity of the replicate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sampled {
    /// Dotted path.
    pub path: String,
    /// Value in this replicate.
    pub value: f64,
    /// Central value.
    pub central: f64,
    /// Unit.
    pub unit: String,
    /// Cumulative probability of the value, 0 to 1.
    pub quantile: f64,
}

/// An outcome of the replicate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ending {
    /// What it is.
    #[serde(flatten)]
    pub info: OutcomeInfo,
    /// Its value; infinite, and `null` in JSON, where a first day never came.
    pub value: f64,
}

/// The story of one replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Title of the scenario.
    pub title: String,
    /// Handling marking, possibly empty.
    pub marking: String,
    /// Seed of the ensemble.
    pub seed: u64,
    /// Number of the replicate.
    pub replicate: u64,
    /// First day told.
    pub first: usize,
    /// Last day told.
    pub last: usize,
    /// Date of day 0.
    pub start: Date,
    /// The sampled quantities farthest from their medians, farthest first.
    pub quantities: Vec<Sampled>,
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// How it ended: outcomes, then questions.
    pub endings: Vec<Ending>,
}

impl Story {
    /// The story of a replicate of a plan, whole. With `hold`, every quantity stays at its central value.
    pub fn of(plan: &Plan, seed: u64, replicate: u64, hold: bool) -> Story {
        let mut player = Player::<f64>::new(plan, seed, hold);
        player.start(replicate);
        let quantities = notable_quantities(plan, &mut player);
        let (mut entries, mut history) = (Vec::new(), History::new(&plan.model));
        let days = plan.model.calendar.days;
        for day in 0..days {
            let before = player.world().clone();
            player.step(day);
            let date = plan.model.calendar.date(day);
            let occurrences = Day::new(before, player.world()).occurrences(&mut history);
            entries.extend(occurrences.into_iter().map(|occurrence| Entry { date, day, occurrence }));
        }
        Story {
            title: plan.title.clone(),
            marking: plan.marking.clone(),
            seed,
            replicate,
            first: 0,
            last: days.saturating_sub(1),
            start: plan.model.calendar.start,
            quantities,
            entries,
            endings: endings(plan, &mut player),
        }
    }

    /// Leaves only what lies between two days, both included.
    pub fn between(mut self, first: usize, last: usize) -> Story {
        (self.first, self.last) = (self.first.max(first), self.last.min(last));
        self.entries.retain(|entry| (first..=last).contains(&entry.day));
        self
    }

    /// Leaves out what a reader can do without.
    pub fn without_minor(mut self) -> Story {
        self.entries.retain(|entry| !entry.occurrence.is_minor());
        self
    }

    /// One JSON object a line: the replicate, every occurrence, and the outcomes.
    ///
    /// # Errors
    /// If a value cannot be written as JSON.
    pub fn json_lines(&self) -> serde_json::Result<String> {
        let head = serde_json::json!({
            "kind": "replicate", "title": self.title, "marking": self.marking, "seed": self.seed, "replicate": self.replicate,
            "start": self.start, "quantities": self.quantities,
        });
        let mut lines = format!("{head}\n");
        for entry in &self.entries {
            lines.push_str(&serde_json::to_string(entry)?);
            lines.push('\n');
        }
        lines.push_str(&serde_json::json!({ "kind": "outcomes", "outcomes": self.endings }).to_string());
        lines.push('\n');
        Ok(lines)
    }
}

/// One day: the evening before, the morning on which everybody chooses, the choices, and the evening after.
struct Day<'d, 'm> {
    before: World<'m, f64>,
    morning: World<'m, f64>,
    chosen: World<'m, f64>,
    after: &'d World<'m, f64>,
}

impl<'d, 'm> Day<'d, 'm> {
    /// Replays a day up to its choices.
    fn new(before: World<'m, f64>, after: &'d World<'m, f64>) -> Self {
        let mut morning = before.clone();
        morning.prepare(after.day);
        let mut chosen = morning.clone();
        choice::step(&mut chosen);
        Day { before, morning, chosen, after }
    }

    /// Everything worth telling, in the order of the day.
    fn occurrences(&self, history: &mut History) -> Vec<Occurrence> {
        let mut all = Vec::new();
        power::of_the_morning(self, &mut |power| all.push(Occurrence::Power(power)));
        rung::of(self, &mut |choice| all.push(Occurrence::Choice(Box::new(choice))));
        signals::of(self, &mut |signalling| all.push(Occurrence::Signalling(signalling)));
        fighting::of(self, history, &mut |fighting| all.push(Occurrence::Fighting(fighting)));
        regime::of(self, &mut |cohesion| all.push(Occurrence::Cohesion(cohesion)));
        power::of_the_day(self, &mut |power| all.push(Occurrence::Power(power)));
        diplomacy::of(self, &mut |diplomacy| all.push(Occurrence::Diplomacy(diplomacy)));
        politics::of(self, &mut |politics| all.push(Occurrence::Politics(politics)));
        people::of(self, &mut |people| all.push(Occurrence::People(people)));
        all
    }

    /// The date of a day held as a number; `None` when there is none.
    fn date(&self, day: f64) -> Option<Date> {
        day.is_finite().then(|| self.after.model.calendar.start.plus_days(day.floor() as i64))
    }

    /// Whether a figure passes a threshold today, upwards.
    fn reaches(&self, threshold: f64, figure: impl Fn(&World<'m, f64>) -> f64) -> bool {
        figure(&self.before) < threshold && figure(self.after) >= threshold
    }
}

/// The sampled quantities farthest from their medians, by cumulative probability.
fn notable_quantities(plan: &Plan, player: &mut Player<'_, f64>) -> Vec<Sampled> {
    let mut draws: Vec<(usize, f64)> = player.draws().collect();
    let distance = |quantile: f64| (quantile - 0.5).abs();
    draws.sort_by(|(_, one), (_, other)| distance(*other).total_cmp(&distance(*one)));
    let sampled = draws.iter().take(NOTABLE_QUANTITIES).filter_map(|(index, quantile)| {
        let (path, quantity) = plan.model.quantities.get(*index)?;
        let value = quantity.quantile(*quantile);
        Some(Sampled {
            path: path.into(),
            value,
            central: quantity.value,
            unit: quantity.unit.clone(),
            quantile: *quantile,
        })
    });
    sampled.collect()
}

/// Keeps the outcomes of one lane.
#[derive(Default)]
struct Outcomes(Vec<f64>);

impl Recorder for Outcomes {
    fn series<R: Real>(&mut self, _series: usize, _day: usize, _values: R) {}

    fn outcome<R: Real>(&mut self, _outcome: usize, values: R) {
        self.0.push(values.lane(0));
    }

    fn first_day<R: Real>(&mut self, _watch: usize, _days: R) {}
}

/// The outcomes of a replicate that has been played.
fn endings(plan: &Plan, player: &mut Player<'_, f64>) -> Vec<Ending> {
    let mut outcomes = Outcomes::default();
    player.finish(&mut outcomes);
    plan.outcomes.iter().zip(outcomes.0).map(|(outcome, value)| Ending { info: outcome.info.clone(), value }).collect()
}
