//! What is of interest: a condition that holds, or an outcome beyond a threshold.

use crate::explore::discovery::rounding::coarsest;
use crate::record::{Data, DataColumn};
use crate::statistics::{quantile_of_sorted, sorted_values};

/// When a row is of interest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Interest {
    /// The condition holds: the value is 1, not 0. Where values are means over replicates, with errors beside them, a row is
    /// of interest by the share of replicates in which it held.
    Holds,
    /// The condition does not hold.
    Fails,
    /// The outcome is at least this.
    AtLeast(f64),
    /// The outcome is at most this.
    AtMost(f64),
    /// The outcome is among this share of the greatest.
    Top(f64),
    /// The outcome is among this share of the least.
    Bottom(f64),
}

/// What is of interest: `question.fall`, `not question.fall`, `displaced >= 1200000`, `displaced top 10%`.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Name of the output.
    pub output: String,
    /// When a row is of interest.
    pub interest: Interest,
}

/// Why a target, a table or options make no sense.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DiscoveryError {
    /// The target is not written as one.
    #[error(
        "`{0}` is no target: write a condition's name, `not NAME`, `NAME >= NUMBER`, `NAME <= NUMBER`, `NAME top 10%` or `NAME bottom 10%`"
    )]
    Unreadable(String),
    /// There is no such output.
    #[error("the table has no output `{name}`; it has {known}")]
    NoOutput {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The output is no condition.
    #[error(
        "`{0}` is a number, not a condition: say which values are of interest, as in `{0} >= 100` or `{0} top 10%`"
    )]
    NotACondition(String),
    /// The table has no row with a value for the target and for every input.
    #[error("no row of the table has a value for the target and for every input")]
    NoRows,
    /// Nothing or everything is of interest.
    #[error("{0} of interest: there is nothing to tell apart")]
    Uniform(&'static str),
    /// Nothing varies.
    #[error("no input of the table varies")]
    NoInputs,
    /// An input that was asked for is not there.
    #[error("the table has no input `{0}`")]
    NoInput(String),
    /// An option is out of range.
    #[error("{0}")]
    Option(&'static str),
}

impl Target {
    /// Reads a target as typed.
    ///
    /// # Errors
    /// [`DiscoveryError::Unreadable`].
    pub fn parse(text: &str) -> Result<Target, DiscoveryError> {
        let unreadable = || DiscoveryError::Unreadable(text.into());
        let number = |text: &str| text.trim().replace('_', "").parse::<f64>().ok().filter(|value| value.is_finite());
        let target = |output: &str, interest| {
            let output = output.trim();
            if output.is_empty() { Err(unreadable()) } else { Ok(Target { output: output.into(), interest }) }
        };
        for (sign, make) in [(">=", Interest::AtLeast as fn(f64) -> Interest), ("<=", Interest::AtMost)] {
            if let Some((name, value)) = text.split_once(sign) {
                return target(name, make(number(value).ok_or_else(unreadable)?));
            }
        }
        for (word, make) in [(" top ", Interest::Top as fn(f64) -> Interest), (" bottom ", Interest::Bottom)] {
            if let Some((name, share)) = text.rsplit_once(word) {
                return target(name, make(share_of(share).ok_or_else(unreadable)?));
            }
        }
        match text.trim_start().strip_prefix("not ") {
            Some(name) => target(name, Interest::Fails),
            None if text.contains(['<', '>', '=']) => Err(unreadable()),
            None => target(text, Interest::Holds),
        }
    }

    /// The output that is meant.
    pub(super) fn column<'d>(&self, data: &'d Data) -> Result<&'d DataColumn, DiscoveryError> {
        let known = || data.outputs.iter().map(|column| column.variable.id.as_str()).collect::<Vec<_>>().join(", ");
        data.output(&self.output).ok_or_else(|| DiscoveryError::NoOutput { name: self.output.clone(), known: known() })
    }

    /// The share of each row that is of interest, NaN where a row has no value; and the threshold, if there is one.
    pub(super) fn shares(&self, data: &Data) -> Result<(Vec<f64>, Option<f64>), DiscoveryError> {
        let column = self.column(data)?;
        let values = &column.values;
        let threshold = match self.interest {
            Interest::Holds | Interest::Fails => None,
            Interest::AtLeast(value) | Interest::AtMost(value) => Some(value),
            Interest::Top(share) => Some(extreme(values, 1.0 - share, |value, end| value >= end)),
            Interest::Bottom(share) => Some(extreme(values, share, |value, end| value <= end)),
        };
        let threshold_or_nan = threshold.unwrap_or(f64::NAN);
        let share = |&value: &f64| match self.interest {
            _ if value.is_nan() => f64::NAN,
            Interest::Holds => value,
            Interest::Fails => 1.0 - value,
            Interest::AtLeast(_) | Interest::Top(_) => f64::from(value >= threshold_or_nan),
            Interest::AtMost(_) | Interest::Bottom(_) => f64::from(value <= threshold_or_nan),
        };
        let shares: Vec<f64> = values.iter().map(share).collect();
        let is_possible = |share: &f64| match column.errors.is_empty() {
            true => *share == 0.0 || *share == 1.0,
            false => (0.0..=1.0).contains(share),
        };
        if threshold.is_none() && !shares.iter().filter(|share| !share.is_nan()).all(is_possible) {
            return Err(DiscoveryError::NotACondition(self.output.clone()));
        }
        Ok((shares, threshold))
    }
}

/// Share of what lies beyond a quantile that rounding may add or take away.
const TOLERANCE: f64 = 0.02;

/// The quantile at a probability, rounded as far as about the same values lie beyond it.
fn extreme(values: &[f64], probability: f64, is_beyond: impl Fn(f64, f64) -> bool) -> f64 {
    let sorted = sorted_values(values);
    let exact = quantile_of_sorted(&sorted, probability);
    let beyond = |end: f64| sorted.iter().filter(|&&value| is_beyond(value, end)).count();
    let (count, finite) = (beyond(exact), || sorted.iter().filter(|value| value.is_finite()));
    let range = finite().next_back().unwrap_or(&0.0) - finite().next().unwrap_or(&0.0);
    coarsest(exact, range, |end| beyond(end).abs_diff(count) as f64 <= TOLERANCE * count as f64)
}

/// A share as typed: `10%` or `0.1`, above none and below all.
fn share_of(text: &str) -> Option<f64> {
    let text = text.trim();
    let share = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
        None => text.parse().ok()?,
    };
    (share > 0.0 && share < 1.0).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Variable;

    #[test]
    fn targets_read_as_typed() {
        let read = |text: &str| Target::parse(text).map(|target| (target.output, target.interest));
        assert_eq!(read("question.fall"), Ok(("question.fall".into(), Interest::Holds)));
        assert_eq!(read(" not question.fall"), Ok(("question.fall".into(), Interest::Fails)));
        assert_eq!(read("displaced >= 1_200_000"), Ok(("displaced".into(), Interest::AtLeast(1.2e6))));
        assert_eq!(read("days<=-3.5"), Ok(("days".into(), Interest::AtMost(-3.5))));
        assert_eq!(read("displaced top 10%"), Ok(("displaced".into(), Interest::Top(0.1))));
        assert_eq!(read("top of hill bottom 0.25"), Ok(("top of hill".into(), Interest::Bottom(0.25))));
        for text in ["", ">= 3", "x >= y", "x > 3", "x = 3", "x top 0%", "x top 100%", "x top", "x >= inf", "not "] {
            let wrong = !matches!(text, "x top");
            assert_eq!(read(text).is_err(), wrong, "{text}");
        }
    }

    #[test]
    fn the_threshold_of_a_share_is_round() {
        let values: Vec<f64> = (0..1000).map(|index| 1e6 + f64::from(index) * 1234.567).collect();
        let exact = quantile_of_sorted(&values, 0.9);
        let round = extreme(&values, 0.9, |value, end| value >= end);
        assert!((exact - round).abs() < 0.02 * 0.1 * 1_234_567.0 && round % 1000.0 == 0.0, "{exact} {round}");
        assert_eq!(extreme(&[3.0; 4], 0.5, |value, end| value >= end), 3.0);
        assert!(extreme(&[], 0.5, |value, end| value >= end).is_nan());
        assert_eq!(extreme(&[1.0, f64::INFINITY], 0.9, |value, end| value >= end), f64::INFINITY);
    }

    #[test]
    fn shares_follow_the_condition() {
        let column = |id: &str, values: &[f64]| DataColumn::new(Variable::number(id), values.to_vec());
        let nan = f64::NAN;
        let mut outputs = vec![
            column("fall", &[1.0, 0.0, nan, 0.25, 1.0]),
            column("days", &[3.0, f64::INFINITY, nan, 1.0, 2.0]),
            column("balance", &[0.5, 0.0, nan, 0.25, 1.0]),
        ];
        outputs[0].errors = vec![0.0; 5];
        let data = Data { inputs: Vec::new(), outputs };
        let shares = |text: &str| {
            let (shares, threshold) = Target::parse(text).unwrap().shares(&data).unwrap();
            assert!(shares[2].is_nan());
            (shares.into_iter().filter(|share| !share.is_nan()).collect::<Vec<_>>(), threshold)
        };
        assert_eq!(shares("fall"), (vec![1.0, 0.0, 0.25, 1.0], None));
        assert_eq!(shares("not fall"), (vec![0.0, 1.0, 0.75, 0.0], None));
        assert_eq!(shares("days >= 3"), (vec![1.0, 1.0, 0.0, 0.0], Some(3.0)));
        assert_eq!(shares("days bottom 50%").0, [0.0, 0.0, 1.0, 1.0]);
        let refused = |text: &str| Target::parse(text).unwrap().shares(&data).unwrap_err();
        assert_eq!(refused("days"), DiscoveryError::NotACondition("days".into()));
        // Numbers between 0 and 1 are no shares unless they are means.
        assert_eq!(refused("balance"), DiscoveryError::NotACondition("balance".into()));
        assert!(refused("rise").to_string().contains("it has fall, days"));
    }
}
