//! What was found, in sentences.

use crate::record::{
    ChanceShares, Estimate, GivenData, OutcomeSensitivity, Ranking, Screening, SobolIndices, Variable,
};
use crate::wording::joined;

/// Factors that a sentence names.
const NAMED: usize = 3;
/// A factor of less than this share of the variance is not worth a sentence.
const SLIGHT: f64 = 0.02;
/// Interaction of less than this share is not worth a sentence.
const LITTLE_INTERACTION: f64 = 0.05;

/// The sentences on an outcome, the most important first.
pub fn sentences(of: &OutcomeSensitivity, factors: &[Variable]) -> Vec<String> {
    let words = Words { outcome: of.outcome.name(), factors };
    let mut sentences = Vec::new();
    sentences.extend(of.chance.iter().flat_map(|found| words.chance(found)));
    sentences.extend(of.sobol.iter().flat_map(|found| words.sobol(found)));
    sentences.extend(of.screening.iter().flat_map(|found| words.screening(found, of.sobol.is_none())));
    sentences.extend(of.given.iter().flat_map(|found| words.given(found)));
    sentences
}

struct Words<'w> {
    outcome: &'w str,
    factors: &'w [Variable],
}

/// A share as a whole percentage.
fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// A share with its interval within [0, 1].
fn share(estimate: Estimate) -> String {
    let [low, high] = estimate.interval.map(|end| 100.0 * end.clamp(0.0, 1.0));
    format!("{} ({low:.0} to {high:.0} %)", percent(estimate.value.clamp(0.0, 1.0)))
}

impl Words<'_> {
    fn factor<'f>(&'f self, id: &'f str) -> &'f str {
        self.factors.iter().find(|variable| variable.id == id).map_or(id, Variable::name)
    }

    fn chance(&self, found: &ChanceShares) -> Vec<String> {
        let mut sentences = vec![format!(
            "Of the variance of {}, {} is what we do not know, {} is chance, and {} is their interplay: what the same luck \
             does depends on the numbers.",
            self.outcome,
            share(found.knowledge.share),
            share(found.chance.share),
            share(found.interplay.share)
        )];
        let negative = [("what we do not know", &found.knowledge), ("chance", &found.chance)];
        sentences.extend(negative.iter().filter(|(_, part)| part.component < 0.0).map(|(what, _)| {
            format!("The estimate of {what} came out below nothing and is held at nothing: it is too small to be told.")
        }));
        sentences
    }

    fn sobol(&self, found: &SobolIndices) -> Vec<String> {
        let total = |id: &str| found.factors.iter().find(|factor| factor.factor == id).map(|factor| factor.total);
        let named: Vec<String> = found
            .ranking
            .factors
            .iter()
            .filter(|ranked| ranked.importance >= SLIGHT)
            .take(NAMED)
            .filter_map(|ranked| Some(format!("{}, {}", self.factor(&ranked.factor), share(total(&ranked.factor)?))))
            .collect();
        let mut sentences = Vec::new();
        match &named[..] {
            [] => sentences.push(format!("No factor has a share of the variance of {} worth naming.", self.outcome)),
            [first, rest @ ..] => {
                let then = if rest.is_empty() { String::new() } else { format!("; then {}", rest.join("; ")) };
                sentences.push(format!(
                    "Of what the factors do to the mean of {}, most involves {first}{then}.",
                    self.outcome
                ));
            }
        }
        let interaction = 1.0 - found.sum_of_first.value;
        if found.sum_of_first.interval[1] < 1.0 && interaction >= LITTLE_INTERACTION {
            sentences.push(format!(
                "Factors by themselves explain {}; the rest is what they do only together.",
                percent(found.sum_of_first.value.max(0.0))
            ));
        }
        sentences.extend(self.pair(found));
        sentences.extend(self.instability(&found.ranking, &format!("{} base points", found.points)));
        sentences
    }

    /// The strongest pair, where it is more than nothing.
    fn pair(&self, found: &SobolIndices) -> Option<String> {
        let strongest = found.pairs.iter().max_by(|one, other| one.index.value.total_cmp(&other.index.value))?;
        (strongest.index.interval[0] > 0.0 && strongest.index.value >= SLIGHT).then(|| {
            let [one, other] = strongest.factors.each_ref().map(|id| self.factor(id));
            format!("The strongest interaction is that of {one} with {other}: {}.", share(strongest.index))
        })
    }

    fn screening(&self, found: &Screening, alone: bool) -> Vec<String> {
        let greatest = found.ranking.factors.first().map_or(0.0, |ranked| ranked.importance);
        let count = found.ranking.factors.iter().filter(|ranked| ranked.importance >= 0.1 * greatest).count();
        let mut named = Vec::new();
        if alone {
            let names = found.ranking.factors.iter().take(NAMED.min(count));
            named.extend(names.map(|ranked| self.factor(&ranked.factor).to_string()));
        }
        let which = if named.is_empty() { String::new() } else { format!(", above all {}", joined(&named, "and")) };
        let mut sentences = vec![format!(
            "Of {} factors screened, {count} have at least a tenth of the effect of the strongest on {}{which}.",
            found.factors.len(),
            self.outcome
        )];
        sentences.extend(self.instability(&found.ranking, &format!("{} trajectories", found.trajectories)));
        sentences
    }

    fn given(&self, found: &GivenData) -> Vec<String> {
        let strong = |id: &str| found.factors.iter().find(|factor| factor.factor == id && factor.is_influential());
        let named: Vec<String> = found
            .ranking
            .factors
            .iter()
            .filter_map(|ranked| strong(&ranked.factor))
            .take(NAMED)
            .map(|factor| {
                let alone = percent(factor.first_order.value.clamp(0.0, 1.0));
                format!("{} (by itself {alone} of the variance)", self.factor(&factor.factor))
            })
            .collect();
        let count = found.factors.iter().filter(|factor| factor.is_influential()).count();
        let mut sentences = vec![match &named[..] {
            [] => format!(
                "In {} rows no input moves the distribution of {} more than chance would.",
                found.rows, self.outcome
            ),
            _ => format!(
                "{} depends most on {}, by how far each moves its distribution; {count} of {} inputs move it more than \
                 chance would.",
                self.outcome,
                joined(&named, "and"),
                found.factors.len()
            ),
        }];
        if found.r_squared.value.is_finite() {
            let linear = percent(found.r_squared.value.clamp(0.0, 1.0));
            sentences.push(format!("A straight line through all inputs explains {linear} of its variance."));
        }
        sentences.extend(self.instability(&found.ranking, &format!("{} rows", found.rows)));
        sentences
    }

    /// Said only when the order is not stable.
    fn instability(&self, ranking: &Ranking, samples: &str) -> Option<String> {
        (!ranking.stable && ranking.factors.len() > 1).then(|| {
            format!("The order of the factors is NOT stable with {samples}: another sample may put others first.")
        })
    }
}
