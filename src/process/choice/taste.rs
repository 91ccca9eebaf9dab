//! Standing tastes for options, in units of utility times precision: Gumbel noise that lasts, so that a choice by the greatest
//! sum of score and taste is a logit choice without flicker.

use std::ops::RangeInclusive;

use crate::numeric::{Mask, Real};

/// Tastes of day 0, drawn given that `start` is what the actor wants of the `candidates`: the greatest sum M is Gumbel about
/// the logarithm of the sum of their e^score, `start` has it, and the others are Gumbel below it (Maddison et al. 2014). `luck`
/// is the uniform draw of an option.
#[inline(always)]
pub fn first<R: Real, const N: usize>(
    scores: &[R; N],
    candidates: RangeInclusive<usize>,
    start: usize,
    mut luck: impl FnMut(usize) -> R,
) -> [R; N] {
    let mut total = R::zero();
    for score in &scores[candidates.clone()] {
        total += score.exp();
    }
    let greatest = total.ln() + gumbel(luck(start));
    let mut tastes = [R::zero(); N];
    for (option, taste) in tastes.iter_mut().enumerate() {
        *taste = if option == start {
            greatest - scores[option]
        } else if candidates.contains(&option) {
            gumbel_below(luck(option), scores[option], greatest) - scores[option]
        } else {
            gumbel(luck(option))
        };
    }
    tastes
}

/// Tastes, drawn anew where they are `renewed`.
#[inline(always)]
pub fn renew<R: Real, const N: usize>(tastes: &mut [R; N], renewed: R::Mask, mut luck: impl FnMut(usize) -> R) {
    if renewed.any() {
        for (option, taste) in tastes.iter_mut().enumerate() {
            *taste = R::select(renewed, gumbel(luck(option)), *taste);
        }
    }
}

/// Quantile of the standard Gumbel distribution.
#[inline(always)]
fn gumbel<R: Real>(u: R) -> R {
    -(-u.ln()).ln()
}

/// Quantile of the Gumbel distribution about `score`, given that the draw is below `greatest`.
#[inline(always)]
fn gumbel_below<R: Real>(u: R, score: R, greatest: R) -> R {
    -((-greatest).exp() - u.ln() * (-score).exp()).ln()
}
