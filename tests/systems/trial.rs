//! A scenario against itself with one system off, on the same draws.

use crate::common::{Tape, mean, plan, play, variance};

const SEED: u64 = 1;
/// Standard errors by which a paired mean must move.
const MARGIN: f64 = 4.0;

/// A campaign in a theatre of its own, which nothing in a bundled scenario has to do with. Nobody flees from it.
const ELSEWHERE: &str = r#"
[theatres.far_away]
name = "Elsewhere"
season = 1.0
[actors.far_away_attacker]
name = "Attacker elsewhere"
kind = "state"
severe_deaths = 500
[actors.far_away_attacker.choice]
campaign = "far_away"
role = "attacker"
start = "limited_strike"
lowest = "mobilisation"
highest = "war"
stake = { value = 1.5, dist = "lognormal", low = 1.2, high = 1.9, unit = "1", status = "judgement" }
cost_sensitivity = 0.3
[actors.far_away_defender]
name = "Defender elsewhere"
kind = "state"
severe_deaths = 500
[campaigns.far_away]
name = "War elsewhere"
theatre = "far_away"
attacker = "far_away_attacker"
defender = "far_away_defender"
readiness = 0.6
full_gain = 30
threat_depth = 60
aim = { far_away = 30 }
phases = [{ effort = { far_away = 1.0 } }]
[axes.far_away]
name = "Road elsewhere"
campaign = "far_away"
length = 40
[zones.far_away]
name = "Town elsewhere"
axis = "far_away"
from = 0
to = 20
town = 18
residents = 10_000
stayers = 1.0
latitude = 10
longitude = 10
[forces.far_away_attackers]
name = "Army elsewhere"
actor = "far_away_attacker"
campaign = "far_away"
side = "attacker"
strength = 12_000
[forces.far_away_defenders]
name = "Defence elsewhere"
actor = "far_away_defender"
campaign = "far_away"
side = "defender"
strength = 9_000
"#;

/// What is played: a scenario, with whatever else a test needs of it.
#[derive(Clone, Copy)]
pub struct Case<'c> {
    pub scenario: &'c str,
    /// Overrides of both sides of the comparison.
    pub start: &'c [&'c str],
    /// Outcomes beside the scenario's own: identifier and expression.
    pub measures: &'c [(&'c str, &'c str)],
    pub replicates: usize,
}

impl Case<'_> {
    /// Plays the case as it is, and with `off` as well.
    pub fn against(&self, off: &[&str]) -> Trial {
        let measures = self.measures.iter().map(|(id, expression)| {
            let expression = expression.replace('"', "\\\"");
            format!("[outcomes.{id}]\nname = \"{id}\"\nexpression = \"{expression}\"\n")
        });
        let text = format!("{}\n{ELSEWHERE}\n{}", self.scenario, measures.collect::<String>());
        let played = |overrides: &[&str]| play(&plan(&text, overrides), SEED, self.replicates);
        Trial { on: played(self.start), off: played(&[self.start, off].concat()) }
    }
}

/// Overrides of a lever's option in a scenario's text.
pub fn lever(scenario: &str, lever: &str, option: &str) -> Vec<String> {
    let file: toml::Table = scenario.parse().unwrap_or_else(|error| panic!("{error}"));
    let set = file["levers"][lever]["options"][option]["set"].as_table();
    let set = set.unwrap_or_else(|| panic!("{lever}={option} sets nothing"));
    set.iter().map(|(path, value)| format!("{path}={value}")).collect()
}

/// A case with a system on and with it off.
pub struct Trial {
    pub on: Tape,
    pub off: Tape,
}

impl Trial {
    /// Without the system the outcome is lower.
    pub fn falls(&self, outcome: &str) -> &Trial {
        self.moves(outcome, -1.0)
    }

    /// Without the system the outcome is higher.
    pub fn rises(&self, outcome: &str) -> &Trial {
        self.moves(outcome, 1.0)
    }

    fn moves(&self, outcome: &str, sign: f64) -> &Trial {
        let (on, off) = (capped(&self.on, outcome), capped(&self.off, outcome));
        let errors = change(&on, &off);
        let means = format!("{outcome}: {:.4} becomes {:.4}, {errors:+.1} standard errors", mean(&on), mean(&off));
        println!("{means}");
        assert!(errors * sign > MARGIN, "{means}");
        self
    }

    /// The system brings about something that there is not without it.
    pub fn stops(&self, outcome: &str) -> &Trial {
        let (on, off) = (self.on.outcome(outcome), self.off.outcome(outcome));
        let error = (variance(on) / on.len() as f64).sqrt();
        println!("{outcome}: {:.4} ± {error:.4} becomes {:.4}", mean(on), mean(off));
        assert!(mean(on) > MARGIN * error && mean(on) > 0.0, "{outcome} is {} anyway", mean(on));
        assert!(off.iter().all(|value| *value == 0.0), "{outcome} does not stop");
        self
    }

    /// Bit for bit the same without the system, although it differs between replicates.
    pub fn stays(&self, outcome: &str) -> &Trial {
        let (on, off) = (self.on.outcome(outcome), self.off.outcome(outcome));
        assert!(on.iter().any(|value| *value != on[0]), "{outcome} is {} in every replicate", on[0]);
        for (replicate, (on, off)) in on.iter().zip(off).enumerate() {
            assert_eq!(on.to_bits(), off.to_bits(), "{outcome} of replicate {replicate} is {off}, was {on}");
        }
        self
    }

    /// The campaign elsewhere goes its own way.
    pub fn elsewhere_stays(&self) -> &Trial {
        let ids: Vec<&str> = self.on.series().filter(|id| id.contains("far_away")).collect();
        let last = self.on.days - 1;
        let deaths = self.on.on("actors.far_away_attacker.deaths", last);
        assert!(deaths.iter().any(|value| *value != deaths[0]), "nothing happens elsewhere");
        for id in ids {
            for day in 0..=last {
                assert_eq!(self.on.on(id, day), self.off.on(id, day), "{id} on day {day}");
            }
        }
        self
    }

    /// Every daily series is the same bit for bit in each replicate before the first day that an outcome says, on
    /// either side; for good where that day never comes.
    pub fn same_before(&self, first_day: &str) -> &Trial {
        let days = self.on.outcome(first_day).iter().zip(self.off.outcome(first_day));
        let days: Vec<f64> = days.map(|(on, off)| on.min(*off)).collect();
        let acting = days.iter().filter(|day| **day > 0.0 && day.is_finite()).count();
        println!("{first_day}: in {acting} of {} replicates", days.len());
        assert!(acting * 50 >= days.len(), "{first_day}: in {acting} of {} replicates only", days.len());
        for id in self.on.series() {
            for day in 0..self.on.days {
                let both = self.on.on(id, day).iter().zip(self.off.on(id, day));
                for (replicate, (on, off)) in both.enumerate().filter(|(replicate, _)| (day as f64) < days[*replicate])
                {
                    let place = format!("{id} of replicate {replicate} on day {day} before {}", days[replicate]);
                    assert_eq!(on.to_bits(), off.to_bits(), "{place} is {off}, was {on}");
                }
            }
        }
        self
    }

    /// Nothing moves but what has one of these words in its identifier, and that does.
    pub fn only_moves(&self, words: &[&str]) -> &Trial {
        let may = |id: &str| words.iter().any(|word| id.contains(word));
        self.on.assert_within(&self.off, 0, "off", may);
        let moved = self.on.values().zip(self.off.values()).any(|(on, off)| on.to_bits() != off.to_bits());
        assert!(moved, "nothing moves");
        self
    }
}

/// An outcome's values with days that never came put after the last one.
fn capped(tape: &Tape, outcome: &str) -> Vec<f64> {
    let never = tape.days as f64;
    tape.outcome(outcome).iter().map(|value| if value.is_infinite() { never } else { *value }).collect()
}

/// Mean paired change, in standard errors.
fn change(on: &[f64], off: &[f64]) -> f64 {
    let difference: Vec<f64> = off.iter().zip(on).map(|(off, on)| off - on).collect();
    mean(&difference) / (variance(&difference) / difference.len() as f64).sqrt()
}
