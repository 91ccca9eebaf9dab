//! Daily series: what they are, and their distribution over replicates on each day.

use serde::{Deserialize, Serialize};

use crate::quantity::Date;

/// What a daily series is about; charts choose by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesKind {
    /// Persons, summed over the scenario: `displacement.cumulative`, `.current`, `.returned`, `.flow`.
    Displacement,
    /// Persons of a place: `zones.ID.residents`, `zones.ID.hosted`.
    Population,
    /// An indicator that the attacker holds a zone: `zones.ID.held`; its mean is the probability.
    Control,
    /// Cumulative deaths of an actor's fighters: `actors.ID.deaths`.
    Deaths,
    /// An actor's rung on the ladder, 0 to 6: `actors.ID.level`.
    Level,
    /// Total leverage of a holder over a target, 0 to 1: `leverage.HOLDER.TARGET.total`.
    Leverage,
    /// Difference of the two directions, −1 to 1: `leverage.HOLDER.TARGET.balance`.
    Balance,
    /// What one instrument adds to its holder's leverage (leave-one-out): `instruments.ID.contribution`.
    Instrument,
    /// Agreement state: `agreements.ID.paper`, `agreements.ID.durable`; means are probabilities.
    Agreement,
    /// Pressure on a border: `borders.ID.pressure`.
    Border,
    /// What an observer reports: `observers.ID`.
    Observed,
    /// Anything else a scenario asks to see day by day.
    Other,
}

impl SeriesKind {
    /// Every kind with its word in the tables.
    pub const WORDS: [(&'static str, SeriesKind); 12] = [
        ("displacement", SeriesKind::Displacement),
        ("population", SeriesKind::Population),
        ("control", SeriesKind::Control),
        ("deaths", SeriesKind::Deaths),
        ("level", SeriesKind::Level),
        ("leverage", SeriesKind::Leverage),
        ("balance", SeriesKind::Balance),
        ("instrument", SeriesKind::Instrument),
        ("agreement", SeriesKind::Agreement),
        ("border", SeriesKind::Border),
        ("observed", SeriesKind::Observed),
        ("other", SeriesKind::Other),
    ];

    /// The kind's word in the tables.
    pub fn word(self) -> &'static str {
        SeriesKind::WORDS[self as usize].0
    }
}

/// What a daily series is, before any value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesInfo {
    /// Dotted path, the same as in expressions: `displacement.cumulative`.
    pub id: String,
    /// Name for charts: `Displaced since 1 December`.
    pub label: String,
    /// Unit: `persons`, `deaths`, `1`.
    pub unit: String,
    /// What it is about.
    pub kind: SeriesKind,
}

impl SeriesInfo {
    /// Whether the series only grows and begins with zero: sums since the start.
    pub fn is_cumulative(&self) -> bool {
        let momentary = ["current", "today"].iter().any(|word| self.id.ends_with(word));
        match self.kind {
            SeriesKind::Displacement => !momentary,
            SeriesKind::Deaths | SeriesKind::Observed => true,
            _ => false,
        }
    }
}

/// The distribution over replicates of one series at the end of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Mean over replicates; for an indicator, its probability.
    pub mean: f64,
    /// Quantiles at [`crate::record::BAND_PROBABILITIES`].
    pub quantiles: [f64; 9],
}

/// Most days of which no two have the same day and month.
const DAYS_OF_A_YEAR: usize = 365;

/// Bands of every series on every day, series by series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesTable {
    /// Date of day 0.
    pub start: Date,
    /// Number of days.
    pub days: usize,
    /// The series.
    pub series: Vec<SeriesInfo>,
    /// `bands[series * days + day]`.
    pub bands: Vec<Band>,
}

/// What stands between the names of a pair.
const OVER: &str = " over ";

impl SeriesTable {
    /// The date of a day in short, with the year where days of the same name would otherwise be confused.
    pub fn short_date(&self, day: i64) -> String {
        let date = self.start.plus_days(day);
        if self.days > DAYS_OF_A_YEAR { date.long() } else { date.short() }
    }

    /// The bands of the series with this path, one a day.
    pub fn get(&self, id: &str) -> Option<(&SeriesInfo, &[Band])> {
        let index = self.series.iter().position(|info| info.id == id)?;
        Some((&self.series[index], &self.bands[index * self.days..(index + 1) * self.days]))
    }

    /// Names of the holder and the target of a pair's series, `leverage.HOLDER.TARGET.…`.
    ///
    /// Labels of totals read `HOLDER over TARGET`. A name may hold that word itself: the label of the reverse decides
    /// where the holder's name ends.
    pub fn parties(&self, id: &str) -> Option<(&str, &str)> {
        let mut path = id.strip_prefix("leverage.")?.split('.');
        let (holder, target) = (path.next()?, path.next()?);
        let label = |id: &str| self.get(id).map(|(info, _)| info.label.as_str());
        let total = |holder: &str, target: &str| label(&format!("leverage.{holder}.{target}.total"));
        let (forward, backward) = (total(holder, target).or_else(|| label(id))?, total(target, holder));
        let splits = || forward.match_indices(OVER).map(|(at, over)| (&forward[..at], &forward[at + over.len()..]));
        let agrees = |(holder, target): &(&str, &str)| {
            let reverse = backward.and_then(|label| label.strip_prefix(target)?.strip_prefix(OVER));
            reverse == Some(holder)
        };
        splits().find(agrees).or_else(|| splits().next())
    }

    /// Every series of one kind, with its bands.
    pub fn of_kind(&self, kind: SeriesKind) -> impl Iterator<Item = (&SeriesInfo, &[Band])> {
        self.series
            .iter()
            .enumerate()
            .filter(move |(_, info)| info.kind == kind)
            .map(|(index, info)| (info, &self.bands[index * self.days..(index + 1) * self.days]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::ObservationUse;

    #[test]
    fn sums_since_the_start_are_told_from_states() {
        let info = |id: &str, kind| SeriesInfo { id: id.into(), label: String::new(), unit: String::new(), kind };
        for id in ["displacement.cumulative", "displacement.returned", "borders.west.crossed"] {
            assert!(info(id, SeriesKind::Displacement).is_cumulative(), "{id}");
        }
        for id in ["displacement.current", "displacement.today"] {
            assert!(!info(id, SeriesKind::Displacement).is_cumulative(), "{id}");
        }
        assert!(info("actors.x.deaths", SeriesKind::Deaths).is_cumulative());
        assert!(!info("zones.x.residents", SeriesKind::Population).is_cumulative());
    }

    #[test]
    fn words_agree_with_their_json() {
        for (word, kind) in SeriesKind::WORDS {
            assert_eq!(kind.word(), word);
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{word}\""));
        }
        for (word, purpose) in ObservationUse::WORDS {
            assert_eq!(purpose.word(), word);
            assert_eq!(serde_json::to_string(&purpose).unwrap(), format!("\"{word}\""));
        }
    }
}
