//! Which outcomes are worth a look, and which factors matter.

use std::collections::BTreeSet;

use crate::record::{OutcomeInfo, Ranking};

/// Most outcomes that are analysed when none is named.
const MOST_OUTCOMES: usize = 8;
/// A factor matters when its importance is at least this share of the greatest for some outcome.
const MATTERS: f64 = 0.1;

/// Headline outcomes, then questions, as many as a reader takes in; all outcomes, up to that number, where there are
/// neither.
pub fn of_interest(outcomes: &[OutcomeInfo]) -> Vec<String> {
    let headlines = outcomes.iter().filter(|info| info.headline);
    let questions = outcomes.iter().filter(|info| info.is_question() && !info.headline);
    let mut chosen: Vec<String> = headlines.chain(questions).map(|info| info.id.clone()).collect();
    if chosen.is_empty() {
        chosen = outcomes.iter().map(|info| info.id.clone()).collect();
    }
    chosen.truncate(MOST_OUTCOMES);
    chosen
}

/// Factors that matter for at least one outcome, at most `most`: those with a tenth or more of the importance of the most
/// important one. Of too many, those with the greatest share stay. In the order of `names`.
pub fn important(names: &[String], rankings: &[&Ranking], most: usize) -> Vec<String> {
    let mut shares: Vec<(f64, &String)> = names.iter().map(|name| (greatest_share(name, rankings), name)).collect();
    shares.retain(|(share, _)| *share >= MATTERS);
    shares.sort_by(|one, other| other.0.total_cmp(&one.0));
    let kept: BTreeSet<&String> = shares.into_iter().take(most).map(|(_, name)| name).collect();
    names.iter().filter(|name| kept.contains(name)).cloned().collect()
}

/// The greatest importance over outcomes, each as a share of that outcome's most important factor.
fn greatest_share(name: &str, rankings: &[&Ranking]) -> f64 {
    let share = |ranking: &&Ranking| {
        let greatest = ranking.factors.first()?.importance;
        let found = ranking.factors.iter().find(|ranked| ranked.factor == name)?;
        Some(found.importance / greatest).filter(|share| share.is_finite())
    };
    rankings.iter().filter_map(share).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{OutcomeKind, RankedFactor};

    fn ranking(importance: &[(&str, f64)]) -> Ranking {
        let ranked = |(factor, importance): &(&str, f64)| RankedFactor {
            factor: (*factor).into(),
            importance: *importance,
            ranks: [1, 1],
        };
        Ranking { factors: importance.iter().map(ranked).collect(), instability: 0.0, stable: true }
    }

    #[test]
    fn a_tenth_of_the_greatest_matters_for_any_outcome() {
        let names = ["a", "b", "c", "d"].map(String::from);
        let one = ranking(&[("a", 10.0), ("b", 1.0), ("c", 0.9), ("d", 0.0)]);
        let other = ranking(&[("c", 2.0), ("a", 0.1), ("b", 0.0), ("d", 0.0)]);
        assert_eq!(important(&names, &[&one, &other], 9), ["a", "b", "c"]);
        assert_eq!(important(&names, &[&one, &other], 2), ["a", "c"]);
        let nothing = ranking(&[("a", 0.0), ("b", 0.0), ("c", 0.0), ("d", 0.0)]);
        assert!(important(&names, &[&nothing], 9).is_empty() && important(&names, &[], 9).is_empty());
    }

    #[test]
    fn headlines_come_first_and_questions_after_them() {
        let info = |id: &str, headline| OutcomeInfo {
            id: id.into(),
            label: String::new(),
            unit: String::new(),
            kind: OutcomeKind::Number,
            headline,
        };
        let outcomes = [info("question.q", false), info("x", false), info("y", true)];
        assert_eq!(of_interest(&outcomes), ["y", "question.q"]);
        assert_eq!(of_interest(&outcomes[1..2]), ["x"]);
        let many: Vec<OutcomeInfo> = (0..30).map(|index| info(&format!("o{index}"), true)).collect();
        assert_eq!(of_interest(&many).len(), MOST_OUTCOMES);
    }
}
