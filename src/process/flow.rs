//! Chances of a day, and whole persons who move.

use crate::numeric::Real;

/// Probability of at least one occurrence in a day at a daily hazard: 1 − e^{−h}.
#[inline(always)]
pub fn hazard<R: Real>(rate: R) -> R {
    R::one() - (-rate).exp()
}

/// Divides a whole number of persons into whole parts: each part is what the cumulative share has risen by, so that the parts
/// add up to the whole when the share reaches 1.
pub struct Apportionment<R> {
    whole: R,
    given: R,
}

impl<R: Real> Apportionment<R> {
    /// A whole number of which nothing is given yet.
    #[inline(always)]
    pub fn of(whole: R) -> Self {
        Apportionment { whole, given: R::zero() }
    }

    /// The next part, up to a cumulative share of the whole.
    #[inline(always)]
    pub fn up_to(&mut self, cumulative_share: R) -> R {
        let part = (self.whole * cumulative_share + 0.5).floor() - self.given;
        self.given += part;
        part
    }

    /// What has been given so far.
    #[inline(always)]
    pub fn given(&self) -> R {
        self.given
    }
}

/// Whole persons out of `people` who each move with a probability: a rounded normal approximation to the binomial, by the
/// standard normal draw `luck`, within 0 and `people`.
#[inline(always)]
pub fn binomial_flow<R: Real>(people: R, probability: R, luck: R) -> R {
    let mean = people * probability;
    let deviation = (mean * (R::one() - probability)).max(R::zero()).sqrt();
    (mean + deviation * luck + 0.5).floor().max(R::zero()).min(people)
}
