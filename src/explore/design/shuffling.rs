//! Random choices in the making of a design.

use crate::random::Stream;

/// Draws one after the other.
#[derive(Clone, Debug)]
pub(super) struct Draws {
    stream: Stream<f64>,
    next: usize,
}

impl Draws {
    /// The draws of a seed for a process and an entity.
    pub(super) fn new(seed: u64, process: &str, entity: &str) -> Draws {
        Draws { stream: Stream::new(seed, process, entity, 1), next: 0 }
    }

    /// A number in (0, 1).
    pub(super) fn uniform(&mut self) -> f64 {
        let draw = self.stream.uniform(self.next, 0);
        self.next += 1;
        draw
    }

    /// One of 0, 1, …, `count` − 1; 0 of none.
    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.uniform() * count as f64) as usize
    }

    /// Puts what it is given in random order (Durstenfeld 1964, doi:10.1145/364520.364540).
    pub(super) fn shuffle<T>(&mut self, what: &mut [T]) {
        for end in (1..what.len()).rev() {
            what.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_as_likely() {
        let mut draws = Draws::new(1, "test", "");
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..6000 {
            let mut order = [0, 1, 2];
            draws.shuffle(&mut order);
            *counts.entry(order).or_insert(0_i32) += 1;
        }
        // Standard deviation of a count: 29.
        assert!(counts.len() == 6 && counts.values().all(|count| (count - 1000).abs() < 130), "{counts:?}");
        draws.shuffle::<u8>(&mut []);
        assert_eq!(draws.below(0), 0);
    }
}
