//! The order in which the levels of a factor are taken: both ends, the middle, then what halves the widest gaps.

/// Positions 0 … `levels` − 1, each once: the first, the last, then the fractions 1/2, 1/4, 3/4, 1/8, 5/8, 3/8, 7/8, … of
/// the way (van der Corput 1935), each at the nearest position not yet taken. Every prefix is spread over all of them.
pub(super) fn level_order(levels: usize) -> Vec<usize> {
    let Some(last) = levels.checked_sub(1) else { return Vec::new() };
    let mut taken = vec![false; levels];
    let mut order = Vec::with_capacity(levels);
    let ends = [0, last].into_iter();
    let between = (1_u32..).map(|index| (radical_inverse(index) * last as f64 + 0.5) as usize);
    for position in ends.chain(between) {
        if !std::mem::replace(&mut taken[position.min(last)], true) {
            order.push(position);
        }
        if order.len() == levels {
            break;
        }
    }
    order
}

/// The binary digits of a number mirrored at the point.
fn radical_inverse(number: u32) -> f64 {
    f64::from(number.reverse_bits()) / (1_u64 << u32::BITS) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_come_first_and_gaps_are_halved() {
        assert_eq!(level_order(9), [0, 8, 4, 2, 6, 1, 5, 3, 7]);
        assert_eq!(level_order(2), [0, 1]);
        assert_eq!(level_order(1), [0]);
        assert!(level_order(0).is_empty());
    }

    #[test]
    fn every_level_comes_once_and_prefixes_leave_no_wide_gap() {
        for levels in 1..=200 {
            let order = level_order(levels);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert!(sorted.into_iter().eq(0..levels));
            for length in 2..=levels {
                let mut prefix = order[..length].to_vec();
                prefix.sort_unstable();
                let widest = prefix.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
                let even = (levels - 1) as f64 / (length - 1) as f64;
                assert!(widest as f64 <= 2.0 * even + 1.0, "{levels} levels, {length} taken: {widest}");
            }
        }
    }
}
