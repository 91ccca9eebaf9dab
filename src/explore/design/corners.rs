//! The corners of the cube in an order whose prefixes are fractional factorials.

use std::collections::BTreeSet;

/// For each factor the digits of a corner's number whose sum, modulo 2, says at which of its two ends the factor is.
///
/// Every mask has digit 0, so that each odd point is the mirror image of the even one before it; mask j has digit j as its
/// highest, so that every corner comes once; and the first 2^(m−1) masks differ in their lowest m digits. So the first 2^m
/// corners of up to 2^(m−1) factors are a regular fraction of resolution IV (Box and Hunter 1961,
/// doi:10.1080/00401706.1961.10489951): no factor's effect is mixed with that of another factor or of a pair of others.
pub(super) fn corner_masks(factors: usize) -> Vec<u64> {
    // The digits above digit 0.
    let mut upper: Vec<u64> = Vec::with_capacity(factors);
    // The lowest `width` of them, of all masks so far, and where to look for the next that is not taken.
    let (mut width, mut taken, mut next) = (0, BTreeSet::new(), 0);
    for factor in 0..factors {
        if factor == 1 << width {
            width += 1;
            taken = upper.iter().map(|digits| digits % (1 << width)).collect();
            next = 0;
        }
        let highest = factor.checked_sub(1).and_then(|digit| 1_u64.checked_shl(digit as u32)).unwrap_or(0);
        let low = highest % (1 << width);
        if low == 0 {
            while taken.contains(&next) {
                next += 1;
            }
        }
        let digits = if low == 0 { highest | next } else { low };
        taken.insert(digits % (1 << width));
        upper.push(digits);
    }
    upper.into_iter().map(|digits| digits << 1 | 1).collect()
}

/// The end, 0 or 1, at which a factor with this mask is in corner `index`.
pub(super) fn end(mask: u64, index: u64) -> usize {
    ((mask & index).count_ones() % 2) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean of the product of the signs of some factors over the first corners.
    fn mean(masks: &[u64], corners: u64) -> f64 {
        let sign = |index| masks.iter().map(|&mask| 1.0 - 2.0 * end(mask, index) as f64).product::<f64>();
        (0..corners).map(sign).sum::<f64>() / corners as f64
    }

    #[test]
    fn prefixes_are_fractions_of_resolution_four() {
        for (factors, corners) in [(4, 8), (8, 16), (16, 32), (10, 32), (12, 64), (32, 64)] {
            let masks = corner_masks(factors);
            for one in 0..factors {
                assert_eq!(mean(&masks[one..=one], corners), 0.0);
                for other in 0..one {
                    assert_eq!(mean(&[masks[one], masks[other]], corners), 0.0);
                    for third in 0..other {
                        assert_eq!(mean(&[masks[one], masks[other], masks[third]], corners), 0.0);
                    }
                }
            }
        }
    }

    #[test]
    fn every_corner_comes_once() {
        for factors in 0..=12 {
            let masks = corner_masks(factors);
            let corners: BTreeSet<Vec<usize>> =
                (0..1 << factors).map(|index| masks.iter().map(|&mask| end(mask, index)).collect()).collect();
            assert_eq!(corners.len(), 1 << factors);
        }
        let masks = corner_masks(2000);
        assert!(masks[..64].iter().enumerate().all(|(factor, mask)| mask.leading_zeros() as usize == 63 - factor));
    }
}
