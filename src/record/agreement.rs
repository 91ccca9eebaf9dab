//! Ceasefires day by day: when they are first declared, first fail, and take hold.

use serde::{Deserialize, Serialize};

/// Replicates in which something happened to a ceasefire for the first time, by day since the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementDays {
    /// Identifier of the agreement.
    pub id: String,
    /// Its name.
    pub label: String,
    /// First declared, on paper.
    pub declared: Vec<u64>,
    /// First failed: broken or lapsed after it had been declared.
    pub failed: Vec<u64>,
    /// First took hold: became durable.
    pub took_hold: Vec<u64>,
}

/// How often something happens per day to those to whom it has not happened yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DailyHazard {
    /// Replicates to which it had not happened by the morning, and could.
    pub at_risk: u64,
    /// Those of them to which it happened on the day.
    pub happened: u64,
}

impl DailyHazard {
    /// Share of those at risk, if there are any.
    pub fn share(self) -> Option<f64> {
        (self.at_risk > 0).then(|| self.happened as f64 / self.at_risk as f64)
    }
}

impl AgreementDays {
    /// The hazard of a first declaration on each day, of `replicates` in all.
    pub fn declaring(&self, replicates: u64) -> Vec<DailyHazard> {
        hazards(&self.declared, |_| replicates)
    }

    /// The hazard of a first failure on each day, of those declared by then.
    pub fn failing(&self) -> Vec<DailyHazard> {
        let declared: Vec<u64> = running(&self.declared);
        hazards(&self.failed, |day| declared.get(day).copied().unwrap_or_default())
    }
}

/// Sums up to each day.
fn running(counts: &[u64]) -> Vec<u64> {
    let mut sum = 0;
    counts
        .iter()
        .map(|count| {
            sum += count;
            sum
        })
        .collect()
}

fn hazards(happened: &[u64], entered: impl Fn(usize) -> u64) -> Vec<DailyHazard> {
    let mut gone = 0;
    let day = |(day, &happened): (usize, &u64)| {
        let at_risk = entered(day).saturating_sub(gone);
        gone += happened;
        DailyHazard { at_risk, happened }
    };
    happened.iter().enumerate().map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_had_it_is_no_longer_at_risk() {
        let agreement = AgreementDays {
            id: "truce".into(),
            label: "Truce".into(),
            declared: vec![0, 4, 2, 0],
            failed: vec![0, 0, 1, 3],
            took_hold: vec![0; 4],
        };
        let shares = |hazards: Vec<DailyHazard>| hazards.into_iter().map(DailyHazard::share).collect::<Vec<_>>();
        assert_eq!(shares(agreement.declaring(10)), [Some(0.0), Some(0.4), Some(2.0 / 6.0), Some(0.0)]);
        assert_eq!(shares(agreement.failing()), [None, Some(0.0), Some(1.0 / 6.0), Some(3.0 / 5.0)]);
    }
}
