//! Sobol' sequences.

use crate::explore::design::direction_numbers::{BITS, DIMENSIONS, Directions, directions};
use crate::explore::design::scrambling::Scrambling;
use crate::explore::design::{Design, DesignError};

/// Greatest number of points: as many as there are digits to tell them apart.
const POINTS: u64 = 1 << BITS;
/// Distance of neighbouring coordinates of the sequence that is not scrambled.
const SPACING: f64 = 1.0 / POINTS as f64;

/// The first points of a Sobol' sequence (Sobol' 1967, doi:10.1016/0041-5553(67)90144-9) with the direction numbers of
/// Joe and Kuo (2008, doi:10.1137/070709359), in Gray code order (Antonov and Saleev 1979,
/// doi:10.1016/0041-5553(79)90085-5): the points that `scipy.stats.qmc.Sobol` gives.
///
/// Every prefix covers the cube evenly, best where its length is a power of two, and more points continue where fewer
/// ended. The first point of the sequence is the origin, which has no place in a distribution without ends, and the error
/// of what is averaged over it is unknown: [`Sobol::scrambled`] mends both and is the better choice, unless points must be
/// those of another program.
///
/// ```
/// use flashpoint::explore::design::{Design, Sobol};
///
/// let sobol = Sobol::new(2, 4)?;
/// assert_eq!(sobol.coordinates(3), [0.25, 0.75]);
///
/// let scrambled = sobol.scrambled(1).coordinates(3);
/// assert!(scrambled.iter().all(|&coordinate| coordinate > 0.0 && coordinate < 1.0));
/// # Ok::<(), flashpoint::explore::design::DesignError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sobol {
    points: u64,
    directions: Vec<Directions>,
    scrambling: Option<Scrambling>,
}

impl Sobol {
    /// The greatest number of dimensions.
    pub const DIMENSIONS: usize = DIMENSIONS;

    /// The sequence itself. Memory: 128 bytes for each dimension.
    ///
    /// # Errors
    /// More than 4 096 dimensions, or more than 2³² points.
    pub fn new(dimensions: usize, points: u64) -> Result<Sobol, DesignError> {
        if dimensions > DIMENSIONS {
            return Err(DesignError::Dimensions { asked: dimensions, most: DIMENSIONS });
        }
        if points > POINTS {
            return Err(DesignError::Points { asked: points, most: POINTS });
        }
        Ok(Sobol { points, directions: directions(dimensions), scrambling: None })
    }

    /// The sequence after nested uniform scrambling (Owen 1995, doi:10.1007/978-1-4612-2552-2_19), of as many points.
    ///
    /// Each point is uniform in the cube while the points together stay as even as they were: a mean over them has no
    /// bias, and for a smooth function of n points (n a power of two) its variance falls like n⁻³ instead of n⁻¹ (Owen
    /// 1997, doi:10.1214/aos/1031594731). A dimension is scrambled alike however many there are and however many points
    /// are asked for.
    pub fn scrambled(self, seed: u64) -> Sobol {
        let scrambling = Some(Scrambling::new(seed, self.directions.len()));
        Sobol { scrambling, ..self }
    }

    /// The digits of a point in one dimension.
    fn fraction(directions: &Directions, index: u64) -> u32 {
        let mut gray = index ^ (index >> 1);
        let mut fraction = 0;
        while gray != 0 {
            fraction ^= directions.get(gray.trailing_zeros() as usize).copied().unwrap_or_default();
            gray &= gray - 1;
        }
        fraction
    }
}

impl Design for Sobol {
    fn points(&self) -> u64 {
        self.points
    }

    fn dimensions(&self) -> usize {
        self.directions.len()
    }

    fn point(&self, index: u64, to: &mut [f64]) {
        for (dimension, (directions, coordinate)) in self.directions.iter().zip(to).enumerate() {
            let fraction = Sobol::fraction(directions, index);
            *coordinate = match &self.scrambling {
                Some(scrambling) => scrambling.coordinate(dimension, fraction),
                None => f64::from(fraction) * SPACING,
            };
        }
    }
}

#[cfg(test)]
#[path = "sobol_tests.rs"]
mod tests;
