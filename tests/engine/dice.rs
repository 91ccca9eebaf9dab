//! Choices made by a list of numbers, so that a failing case shrinks towards the first option of every choice.

/// Numbers to choose by; once they run out, every choice is its first option.
pub struct Dice<'r> {
    rolls: std::slice::Iter<'r, u32>,
}

impl<'r> Dice<'r> {
    pub fn new(rolls: &'r [u32]) -> Dice<'r> {
        Dice { rolls: rolls.iter() }
    }

    /// A number below `options`.
    pub fn below(&mut self, options: usize) -> usize {
        self.rolls.next().map_or(0, |roll| *roll as usize % options)
    }

    /// One of the options.
    pub fn one_of<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())]
    }

    /// Whether something rare, one time in `times`, happens.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }
}
