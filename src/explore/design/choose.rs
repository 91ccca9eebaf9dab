//! The design that somebody asks for by its kind.

use crate::explore::design::{
    Design, DesignError, Factor, Grid, LatinHypercube, Levels, MonteCarlo, Morris, OneAtATime, Saltelli, Sobol, Space,
};
use crate::record::DesignKind;

/// How many points a design has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DesignSize {
    /// Points of a design that may have any number; trajectories of Morris', base points of Saltelli's.
    pub points: u64,
    /// Levels of each number, in a design that has levels.
    pub levels: usize,
    /// Whether Saltelli's has the rows for second-order indices.
    pub second_order: bool,
    /// Seed of what is drawn.
    pub seed: u64,
}

/// Most coordinates of a design that is made as a whole: about 2 GB while it is made.
const MOST_COORDINATES: u64 = 100_000_000;

/// The design of a kind for the factors of a space.
///
/// # Errors
/// When it has no such size.
pub fn choose(kind: DesignKind, space: &Space, size: DesignSize) -> Result<Box<dyn Design>, DesignError> {
    let factors = &space.factors;
    let levels = || factors.iter().map(|factor| factor.levels(size.levels)).collect::<Vec<_>>();
    let points = usize::try_from(size.points).unwrap_or(usize::MAX);
    let each = if kind == DesignKind::Morris { factors.len() + 1 } else { 1 };
    let asked = size.points.saturating_mul((each * factors.len()) as u64);
    if matches!(kind, DesignKind::LatinHypercube | DesignKind::Morris) && asked > MOST_COORDINATES {
        return Err(DesignError::Coordinates { asked, most: MOST_COORDINATES });
    }
    Ok(match kind {
        DesignKind::Grid => Box::new(Grid::new(levels())),
        DesignKind::OneAtATime => Box::new(OneAtATime::new(factors.iter().map(Factor::centre).collect(), levels())),
        DesignKind::LatinHypercube => Box::new(LatinHypercube::new(factors.len(), points, size.seed)),
        DesignKind::Sobol => Box::new(Sobol::new(factors.len(), size.points)?.scrambled(size.seed)),
        DesignKind::MonteCarlo => {
            let names = factors.iter().map(|factor| factor.variable.id.as_str());
            Box::new(MonteCarlo::new(size.seed, names, size.points, 1))
        }
        DesignKind::Morris => {
            let levels = factors.iter().map(|factor| {
                let levels = factor.levels(size.levels);
                if factor.variable.is_categorical() { Levels::unordered(levels) } else { Levels::ordered(levels) }
            });
            Box::new(Morris::new(levels.collect(), points, size.seed))
        }
        DesignKind::Saltelli => {
            let base = Sobol::new(2 * factors.len(), size.points)?.scrambled(size.seed);
            Box::new(Saltelli::new(base, size.second_order))
        }
    })
}
