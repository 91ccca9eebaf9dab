//! Stopping rules: play until a Monte Carlo error is small enough, without the bias of having looked.

use thiserror::Error;

use crate::diagnostic::{quoted, suggestion};
use crate::engine::Plan;
use crate::ensemble::StoppingRule;
use crate::explore::experiment::Entry;
use crate::record::{OutcomeInfo, OutcomeKind, PointState};
use crate::statistics::{FEWEST, Moments, indicator_variance, sequence_half_width};

/// How narrow an interval must be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Width {
    /// Half-width in the outcome's unit.
    Absolute(f64),
    /// Half-width as a share of the mean.
    Relative(f64),
}

/// Why a text is no stopping rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct UntilError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A stopping rule: play until the 95 % interval of each named outcome is within what is asked for. The intervals are
/// those of a confidence sequence, which hold at whatever moment one stops
/// ([`sequence_half_width`]). It looks each time a quarter more has been played, and ends at a ceiling.
#[derive(Clone, Debug, PartialEq)]
pub struct Until {
    targets: Vec<(usize, OutcomeKind, Width)>,
    /// Most replicates.
    ceiling: u64,
    /// Replicates at which the intervals are narrowest.
    expected: u64,
}

impl Until {
    /// Reads rules, `ID=ERROR` or `ID=PERCENT%`, on outcomes.
    ///
    /// # Errors
    /// When one cannot be read, or its outcome is not among these.
    pub fn parse(texts: &[String], outcomes: &[OutcomeInfo], ceiling: u64) -> Result<Until, UntilError> {
        let targets = texts.iter().map(|text| target(text, outcomes)).collect::<Result<_, _>>()?;
        Ok(Until { targets, ceiling, expected: (ceiling / 16).clamp(1000.min(ceiling), 20_000) })
    }

    /// Most replicates.
    pub fn ceiling(&self) -> u64 {
        self.ceiling
    }

    /// The number of replicates to look at after `played` ones: a quarter more, in whole bundles, and never beyond the ceiling.
    pub fn next_look(&self, played: u64, least: u64) -> u64 {
        let more = (played + played / 4).max(played + 64).next_multiple_of(64);
        more.max(least).max(FEWEST).min(self.ceiling).max(played)
    }

    /// Whether every interval is narrow enough; `moments` gives what is known of an outcome.
    pub fn is_met(&self, moments: impl Fn(usize) -> Moments) -> bool {
        self.targets.iter().all(|&(outcome, kind, width)| {
            let moments = moments(outcome);
            let allowed = match width {
                Width::Absolute(error) => error,
                Width::Relative(share) => share * moments.mean.abs(),
            };
            self.half_width(kind, &moments) <= allowed
        })
    }

    /// Half-width of the interval of each named outcome, by position.
    pub fn half_widths(&self, moments: impl Fn(usize) -> Moments) -> Vec<(usize, f64)> {
        let width =
            |&(outcome, kind, _): &(usize, OutcomeKind, Width)| (outcome, self.half_width(kind, &moments(outcome)));
        self.targets.iter().map(width).collect()
    }

    fn half_width(&self, kind: OutcomeKind, moments: &Moments) -> f64 {
        let variance = match kind {
            OutcomeKind::Condition => indicator_variance(moments),
            OutcomeKind::Number => moments.variance(),
        };
        sequence_half_width(moments.count, variance, self.expected)
    }

    /// How often a point must have been played by the next look.
    pub(super) fn wanted(&self, state: &PointState, least: u64) -> u64 {
        let met = self.is_met(|outcome| state.outcomes.get(outcome).copied().unwrap_or_default());
        if met { state.replicates } else { self.next_look(state.replicates, least).max(state.replicates) }
    }
}

/// A stopping rule for the replicates of a run.
pub struct RunUntil<'u> {
    until: &'u Until,
    /// How values of each outcome enter its mean.
    entries: Vec<Entry>,
    /// Fewest replicates.
    least: u64,
}

impl<'u> RunUntil<'u> {
    /// The rule for a plan, of whose outcomes it speaks.
    pub fn new(until: &'u Until, plan: &Plan, least: u64) -> RunUntil<'u> {
        let days = plan.model.calendar.days;
        RunUntil { until, entries: plan.outcomes.iter().map(|outcome| Entry::of(&outcome.info, days)).collect(), least }
    }

    fn moments(&self, outcome: usize, columns: &[Vec<f64>]) -> Moments {
        let mut moments = Moments::default();
        let usable = columns[outcome].iter().filter(|value| !value.is_nan());
        usable.for_each(|&value| moments.add(self.entries[outcome].value(value)));
        moments
    }

    /// Half-width of the interval of each named outcome, by position.
    pub fn half_widths(&self, columns: &[Vec<f64>]) -> Vec<(usize, f64)> {
        self.until.half_widths(|outcome| self.moments(outcome, columns))
    }
}

impl StoppingRule for RunUntil<'_> {
    fn next_look(&self, played: u64) -> u64 {
        self.until.next_look(played, self.least)
    }

    fn is_met(&self, columns: &[Vec<f64>]) -> bool {
        self.until.is_met(|outcome| self.moments(outcome, columns))
    }
}

fn target(text: &str, outcomes: &[OutcomeInfo]) -> Result<(usize, OutcomeKind, Width), UntilError> {
    let problem = |message: String, help: Option<String>| UntilError { message, help };
    let example = || Some("write ID=ERROR, like question.fell=0.01, or ID=PERCENT%, like displaced=2%".to_owned());
    let Some((id, error)) = text.split_once('=') else {
        return Err(problem(format!("{} says no error", quoted(text)), example()));
    };
    let (id, error) = (id.trim(), error.trim());
    let Some(index) = outcomes.iter().position(|outcome| outcome.id == id) else {
        let help = suggestion(id, outcomes.iter().map(|outcome| outcome.id.as_str()));
        return Err(problem(format!("there is no outcome {}", quoted(id)), help));
    };
    let (number, relative) = error.strip_suffix('%').map_or((error, false), |share| (share, true));
    let number = number.trim().replace('_', "").parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    let Some(number) = number else {
        return Err(problem(format!("{} is no error above 0", quoted(error)), example()));
    };
    let width = if relative { Width::Relative(number / 100.0) } else { Width::Absolute(number) };
    Ok((index, outcomes[index].kind, width))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes() -> Vec<OutcomeInfo> {
        let outcome =
            |id: &str, kind| OutcomeInfo { id: id.into(), label: id.into(), unit: "1".into(), kind, headline: true };
        vec![outcome("dead", OutcomeKind::Number), outcome("question.fell", OutcomeKind::Condition)]
    }

    fn until(texts: &[&str]) -> Result<Until, UntilError> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).into()).collect();
        Until::parse(&texts, &outcomes(), 100_000)
    }

    fn known(count: u64, mean: f64, variance: f64) -> Moments {
        Moments { count, mean, squares: variance * (count - 1) as f64 }
    }

    #[test]
    fn errors_are_absolute_or_a_share_of_the_mean() {
        let rule = until(&["dead=2%", "question.fell=0.02"]).unwrap();
        let met = |dead: Moments, fell: Moments| rule.is_met(|outcome| if outcome == 0 { dead } else { fell });
        let (narrow, sure) = (known(50_000, 1000.0, 100.0 * 100.0), known(50_000, 0.5, 0.25));
        assert!(met(narrow, sure));
        assert!(!met(known(50_000, 1000.0, 4e6), sure));
        assert!(!met(narrow, known(1000, 0.5, 0.25)));
        // Never in a few hundred replicates is not yet known to be rare enough.
        assert!(!met(narrow, known(100, 0.0, 0.0)));
    }

    #[test]
    fn looks_grow_and_end_at_the_ceiling() {
        let rule = until(&["dead=1"]).unwrap();
        let mut looks = vec![0];
        while looks[looks.len() - 1] < rule.ceiling() {
            looks.push(rule.next_look(looks[looks.len() - 1], 1));
        }
        assert!(looks.windows(2).all(|pair| pair[0] < pair[1]), "{looks:?}");
        assert_eq!(looks.last(), Some(&100_000));
        assert!(looks.len() < 60);
    }

    #[test]
    fn what_is_no_rule_is_an_error_with_advice() {
        for (text, advice) in [
            ("dead", "PERCENT"),
            ("deed=1", "dead"),
            ("dead=0", "PERCENT"),
            ("dead=-1", "PERCENT"),
            ("dead=x%", "PERCENT"),
        ] {
            let error = until(&[text]).unwrap_err();
            assert!(error.help.is_some_and(|help| help.contains(advice)), "{text}");
        }
    }
}
