//! Three histories out of an ensemble: a typical one, and one of either end.

use crate::engine::Plan;
use crate::engine::trace::{Entry, Story};
use crate::record::{
    Ensemble, HistoryEntry, HistoryKind, OutcomeInfo, OutcomeKind, OutcomeTable, QuestionAnswer, SampleHistory,
    WORSE_WHEN_MORE,
};

/// Share of the replicates around the median among which the typical one is chosen.
const MIDDLE: f64 = 0.10;

/// A typical history and one from the middle of each outer tenth, by the outcome that most people ask about: of the headline
/// outcomes the first that counts persons, else deaths, else the first number. The typical one is that of the middle tenth
/// which agrees with the likelier answer to most questions, and of several such the nearest the median.
///
/// Nothing when no outcome is a number.
pub fn sample_histories(plan: &Plan, ensemble: &Ensemble, hold: bool) -> Vec<SampleHistory> {
    let table = &ensemble.outcomes;
    let Some((info, column)) = ordering(table).and_then(|id| table.get(id)) else { return Vec::new() };
    let order = Order::of(column);
    if order.sorted.is_empty() {
        return Vec::new();
    }
    let chosen = [
        (HistoryKind::Typical, order.typical(table, &ensemble.questions)),
        (HistoryKind::HighestTenth, order.at(1.0 - MIDDLE / 2.0)),
        (HistoryKind::LowestTenth, order.at(MIDDLE / 2.0)),
    ];
    let seed = ensemble.provenance.seed;
    let history = |(kind, position): (HistoryKind, usize)| {
        let row = order.sorted[position];
        let replicate = table.first_replicate + row as u64;
        let told = |entry: &Entry| Some(HistoryEntry { date: entry.date, text: entry.occurrence.in_short()? });
        SampleHistory {
            kind,
            replicate,
            outcome: info.clone(),
            value: column[row],
            rank: order.rank(column, column[row]),
            entries: Story::of(plan, seed, replicate, hold).entries.iter().filter_map(told).collect(),
        }
    };
    chosen.map(history).into()
}

/// The outcome to order replicates by.
fn ordering(table: &OutcomeTable) -> Option<&str> {
    let numbers = || table.outcomes.iter().filter(|info| info.kind == OutcomeKind::Number);
    let headlines = || numbers().filter(|info| info.headline);
    let counted = |unit: &'static str| move |info: &&OutcomeInfo| info.unit == unit;
    let worse = WORSE_WHEN_MORE.into_iter().find_map(|unit| headlines().find(counted(unit)));
    worse.or_else(|| headlines().next()).or_else(|| numbers().next()).map(|info| info.id.as_str())
}

/// Replicates by their value of an outcome.
struct Order {
    /// Rows with a value, ascending by it, those with the same in their order.
    sorted: Vec<usize>,
}

impl Order {
    fn of(column: &[f64]) -> Order {
        let mut sorted: Vec<usize> = (0..column.len()).filter(|&row| !column[row].is_nan()).collect();
        sorted.sort_by(|&one, &other| column[one].total_cmp(&column[other]));
        Order { sorted }
    }

    /// Position of a share of the replicates.
    fn at(&self, share: f64) -> usize {
        ((self.sorted.len() as f64 * share) as usize).min(self.sorted.len() - 1)
    }

    /// Position of the typical one.
    fn typical(&self, table: &OutcomeTable, questions: &[QuestionAnswer]) -> usize {
        let (first, last, middle) = (self.at(0.5 - MIDDLE / 2.0), self.at(0.5 + MIDDLE / 2.0), self.at(0.5));
        let answers: Vec<(&[f64], bool)> = questions
            .iter()
            .filter_map(|question| {
                let (_, column) = table.get(&format!("question.{}", question.id))?;
                Some((column, question.probability > 0.5))
            })
            .collect();
        let agreeing = |position: usize| {
            let row = self.sorted[position];
            answers.iter().filter(|(column, likely)| (column[row] == 1.0) == *likely).count()
        };
        let best = |&position: &usize| (agreeing(position), std::cmp::Reverse(position.abs_diff(middle)));
        (first..=last).max_by_key(best).unwrap_or(middle)
    }

    /// Share of the replicates below a value.
    fn rank(&self, column: &[f64], value: f64) -> f64 {
        let below = self.sorted.partition_point(|&row| column[row] < value);
        let through = self.sorted.partition_point(|&row| column[row] <= value);
        (below + through) as f64 / (2 * self.sorted.len()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Date;

    fn outcome(id: &str, unit: &str, headline: bool) -> OutcomeInfo {
        let kind = if id.starts_with("question") { OutcomeKind::Condition } else { OutcomeKind::Number };
        OutcomeInfo { id: id.into(), label: id.into(), unit: unit.into(), kind, headline }
    }

    fn table(infos: Vec<OutcomeInfo>, columns: Vec<Vec<f64>>) -> OutcomeTable {
        OutcomeTable { first_replicate: 0, outcomes: infos, columns }
    }

    #[test]
    fn persons_come_before_deaths_and_headlines_before_others() {
        let infos =
            || vec![outcome("day", "days", true), outcome("dead", "deaths", true), outcome("fled", "persons", true)];
        assert_eq!(ordering(&table(infos(), vec![])), Some("fled"));
        assert_eq!(ordering(&table(infos()[..2].into(), vec![])), Some("dead"));
        assert_eq!(ordering(&table(vec![outcome("fled", "persons", false), infos()[0].clone()], vec![])), Some("day"));
        assert_eq!(ordering(&table(vec![outcome("question.q", "1", true)], vec![])), None);
    }

    #[test]
    fn the_typical_one_answers_as_most_do() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let mut answers = vec![0.0; 100];
        answers[53] = 1.0;
        let table =
            table(vec![outcome("fled", "persons", true), outcome("question.q", "1", false)], vec![values, answers]);
        let date = Date::new(2020, 1, 1).unwrap();
        let question = |probability| QuestionAnswer {
            id: "q".into(),
            statement: "Q.".into(),
            origin: date,
            other_origin: false,
            headline: false,
            horizon: date,
            probability,
            standard_error: 0.0,
            interval: [probability; 2],
            base_rate: None,
            resolved: None,
        };
        let order = Order::of(&table.columns[0]);
        assert_eq!(order.typical(&table, &[question(0.1)]), 50, "all but one agree: the nearest the median");
        assert_eq!(order.typical(&table, &[question(0.9)]), 53, "the one that agrees");
        assert_eq!((order.at(0.05), order.at(0.95), order.at(1.0)), (5, 95, 99));
        assert!((order.rank(&table.columns[0], 50.0) - 0.505).abs() < 1e-12);
    }
}
