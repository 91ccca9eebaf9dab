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
}
