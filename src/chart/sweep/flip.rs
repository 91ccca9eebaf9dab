//! Where a question flips: at which value of a factor its probability crosses one half.

/// What is likelier.
pub const HALF: f64 = 0.5;

/// Where a probability over ascending values is above one half.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flip {
    /// Nowhere.
    Never,
    /// Everywhere.
    Always,
    /// Above this value.
    Above(f64),
    /// Below this value.
    Below(f64),
    /// It crosses more than once.
    Several,
}

/// Where a probability is above one half, linear between values. Values without a number are passed over.
pub fn flip(values: &[f64], probabilities: &[f64]) -> Flip {
    let known: Vec<(f64, f64)> =
        values.iter().copied().zip(probabilities.iter().copied()).filter(|(_, p)| p.is_finite()).collect();
    let mut crossings = known.windows(2).filter(|pair| (pair[0].1 > HALF) != (pair[1].1 > HALF));
    let is_likely = known.iter().any(|(_, p)| *p > HALF);
    match (crossings.next(), crossings.next()) {
        (None, _) => {
            if is_likely {
                Flip::Always
            } else {
                Flip::Never
            }
        }
        (Some(pair), None) => {
            let ((from, p), (to, q)) = (pair[0], pair[1]);
            let at = from + (to - from) * ((HALF - p) / (q - p)).clamp(0.0, 1.0);
            if q > p { Flip::Above(at) } else { Flip::Below(at) }
        }
        _ => Flip::Several,
    }
}

/// Part of the range within which crossings count as one.
const SAME: f64 = 0.05;

/// The one crossing that all of these are, give or take a little: the middle of them.
pub fn common(flips: &[Flip], [low, high]: [f64; 2]) -> Option<Flip> {
    let values = |of: fn(&Flip) -> Option<f64>| {
        let values: Option<Vec<f64>> = flips.iter().map(of).collect();
        let mut values = values.filter(|values| !values.is_empty())?;
        values.sort_by(f64::total_cmp);
        let is_same = values[values.len() - 1] - values[0] <= SAME * (high - low);
        is_same.then_some((values[0] + values[values.len() - 1]) / 2.0)
    };
    let above = values(|flip| if let Flip::Above(value) = flip { Some(*value) } else { None });
    let below = values(|flip| if let Flip::Below(value) = flip { Some(*value) } else { None });
    above.map(Flip::Above).or(below.map(Flip::Below))
}

/// Part of the range by which a crossing may go back before it counts as going back: noise moves it too.
const NOISE: f64 = 0.1;

/// Whether crossings, one for each value of a second factor, go one way from the first to the last, so that these two
/// tell of all.
pub fn is_steady(flips: &[Flip], [low, high]: [f64; 2]) -> bool {
    let above = flips.iter().any(|flip| matches!(flip, Flip::Above(_)));
    let below = flips.iter().any(|flip| matches!(flip, Flip::Below(_)));
    if (above && below) || flips.contains(&Flip::Several) {
        return false;
    }
    // Share of the range in which it is likely.
    let share = |flip: &Flip| match *flip {
        Flip::Above(value) => (high - value) / (high - low),
        Flip::Below(value) => (value - low) / (high - low),
        Flip::Always => 1.0,
        _ => 0.0,
    };
    let shares: Vec<f64> = flips.iter().map(share).collect();
    let (Some(first), Some(last)) = (shares.first(), shares.last()) else { return true };
    let sign = if last >= first { 1.0 } else { -1.0 };
    let mut furthest = sign * first;
    shares.iter().all(|share| {
        furthest = furthest.max(sign * share);
        sign * share >= furthest - NOISE && sign * share <= sign * last + NOISE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crossing_lies_between_its_neighbours() {
        let values = [0.0, 1.0, 3.0];
        let cases = [
            ([0.1, 0.3, 0.7], Flip::Above(2.0)),
            ([0.9, 0.1, 0.0], Flip::Below(0.5)),
            ([0.1, 0.2, 0.5], Flip::Never),
            ([0.6, 0.7, 0.8], Flip::Always),
            ([0.6, 0.2, 0.8], Flip::Several),
            ([0.1, f64::NAN, 0.9], Flip::Above(1.5)),
        ];
        for (probabilities, expected) in cases {
            match (flip(&values, &probabilities), expected) {
                (Flip::Above(found), Flip::Above(at)) | (Flip::Below(found), Flip::Below(at)) => {
                    assert!((found - at).abs() < 1e-12, "{found} {at}");
                }
                (found, expected) => assert_eq!(found, expected),
            }
        }
        assert_eq!(flip(&[], &[]), Flip::Never);
    }

    #[test]
    fn crossings_that_hardly_differ_are_one() {
        let found = common(&[Flip::Above(0.50), Flip::Above(0.54), Flip::Above(0.52)], [0.0, 1.0]);
        assert!(matches!(found, Some(Flip::Above(value)) if (value - 0.52).abs() < 1e-12), "{found:?}");
        assert_eq!(common(&[Flip::Below(0.4), Flip::Below(0.6)], [0.0, 1.0]), None);
        assert_eq!(common(&[Flip::Below(0.4), Flip::Above(0.4)], [0.0, 1.0]), None);
        assert_eq!(common(&[Flip::Never], [0.0, 1.0]), None);
        assert_eq!(common(&[], [0.0, 1.0]), None);
    }

    #[test]
    fn the_first_and_the_last_crossing_speak_for_all_only_if_the_others_lie_between() {
        let cases: [(&[Flip], bool); 8] = [
            (&[Flip::Never, Flip::Above(0.8), Flip::Above(0.3), Flip::Always], true),
            (&[Flip::Above(0.3), Flip::Above(0.35), Flip::Above(0.31)], true),
            (&[Flip::Above(0.3), Flip::Above(0.6), Flip::Above(0.3)], false),
            (&[Flip::Always, Flip::Never, Flip::Always], false),
            (&[Flip::Above(0.3), Flip::Below(0.6)], false),
            (&[Flip::Below(0.3), Flip::Below(0.6), Flip::Always], true),
            (&[Flip::Below(0.6), Flip::Several], false),
            (&[Flip::Above(0.6), Flip::Never, Flip::Above(0.3)], false),
        ];
        for (flips, expected) in cases {
            assert_eq!(is_steady(flips, [0.0, 1.0]), expected, "{flips:?}");
        }
    }
}
