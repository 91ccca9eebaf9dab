//! Enough samples: doubling them until the order of the factors is stable.

/// How a search for enough samples ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// Where to begin, at least one.
    pub start: u64,
    /// Where to stop in any case.
    pub ceiling: u64,
}

impl Sampling {
    /// Analyses `start` samples, then twice as many, until `is_stable` says of a result that it is, or the ceiling is
    /// reached; returns the last result. `analyse` gets the number of samples there must be, those before included.
    ///
    /// # Errors
    /// The first of `analyse`.
    pub fn until_stable<T, E>(
        self,
        mut analyse: impl FnMut(u64) -> Result<T, E>,
        is_stable: impl Fn(&T) -> bool,
    ) -> Result<T, E> {
        let mut samples = self.start.min(self.ceiling).max(1);
        loop {
            let found = analyse(samples)?;
            if is_stable(&found) || samples >= self.ceiling {
                return Ok(found);
            }
            samples = samples.saturating_mul(2).min(self.ceiling);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of samples that were analysed, when `enough` are stable.
    fn analysed(start: u64, ceiling: u64, enough: u64) -> Vec<u64> {
        let mut seen = Vec::new();
        let last = Sampling { start, ceiling }.until_stable(
            |samples| {
                seen.push(samples);
                Ok::<u64, ()>(samples)
            },
            |&samples| samples >= enough,
        );
        assert_eq!(last.ok(), seen.last().copied());
        seen
    }

    #[test]
    fn samples_double_until_they_are_enough_or_the_ceiling_is_reached() {
        assert_eq!(analysed(8, 1000, 30), [8, 16, 32]);
        assert_eq!(analysed(8, 50, 1000), [8, 16, 32, 50]);
        assert_eq!(analysed(64, 50, 1), [50]);
        assert_eq!(analysed(0, 0, 9), [1]);
    }

    #[test]
    fn a_failure_ends_it() {
        let found: Result<u64, &str> = Sampling { start: 1, ceiling: 9 }.until_stable(|_| Err("no"), |_| false);
        assert_eq!(found, Err("no"));
    }
}
