//! Direction numbers of the Sobol' sequence, from the embedded table of Joe and Kuo.

/// The table of `assets/sobol`, whose README says what is in it, where it comes from and its licence.
const TABLE: &[u8] = include_bytes!("../../../assets/sobol/direction_numbers.bin");
/// Number of dimensions in the table, with the first, which needs no row.
pub(super) const DIMENSIONS: usize = 4096;
/// Number of binary digits of a coordinate, and so the logarithm of the greatest number of points.
pub(super) const BITS: usize = 32;
/// Direction numbers from this one on take two bytes in the table.
const FIRST_WIDE: usize = 9;

/// The direction numbers of one dimension as binary fractions: digit i of the index adds (without carry) number i.
pub(super) type Directions = [u32; BITS];

/// The direction numbers of the first dimensions; fewer where the table ends.
pub(super) fn directions(dimensions: usize) -> Vec<Directions> {
    let mut table = TABLE;
    let rows = std::iter::from_fn(|| Row::read(&mut table));
    std::iter::once(van_der_corput()).chain(rows.map(|row| row.directions())).take(dimensions).collect()
}

/// The first dimension: the digits of the index in reverse.
fn van_der_corput() -> Directions {
    std::array::from_fn(|digit| 1 << (BITS - 1 - digit))
}

/// One dimension as the table has it.
struct Row {
    /// Degree of the primitive polynomial.
    degree: usize,
    /// Its coefficients but the first and the last, as the bits of a number.
    inner: u32,
    /// The first `degree` direction numbers m, each odd and below 2^place (places from 1).
    first: Vec<u32>,
}

impl Row {
    fn read(table: &mut &[u8]) -> Option<Row> {
        let degree = usize::try_from(read(table, 1)?).ok()?;
        let inner = read(table, 2)?;
        let first = (1..=degree).map(|place| read(table, if place < FIRST_WIDE { 1 } else { 2 }));
        Some(Row { degree, inner, first: first.collect::<Option<_>>()? })
    }

    /// The recurrence of Bratley and Fox (1988, doi:10.1145/42288.214372), equation 2, on fractions.
    fn directions(&self) -> Directions {
        let mut numbers = [0; BITS];
        for (digit, (number, first)) in numbers.iter_mut().zip(&self.first).enumerate() {
            *number = first << (BITS - 1 - digit);
        }
        for digit in self.degree..BITS {
            let oldest = numbers[digit - self.degree];
            let mut number = oldest ^ (oldest >> self.degree);
            for back in 1..self.degree {
                let coefficient = (self.inner >> (self.degree - 1 - back)) & 1;
                number ^= coefficient * numbers[digit - back];
            }
            numbers[digit] = number;
        }
        numbers
    }
}

/// The next number of the table, of this many bytes.
fn read(table: &mut &[u8], bytes: usize) -> Option<u32> {
    let (head, rest) = table.split_at_checked(bytes)?;
    *table = rest;
    Some(head.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_every_dimension_and_nothing_else() {
        assert_eq!(directions(usize::MAX).len(), DIMENSIONS);
        let mut table = TABLE;
        assert_eq!(std::iter::from_fn(|| Row::read(&mut table)).count(), DIMENSIONS - 1);
        assert!(table.is_empty());
    }

    #[test]
    fn every_dimension_is_a_permutation_of_its_digits() {
        // Direction number i has its last digit at place i: the generating matrix is triangular with a unit diagonal.
        for numbers in directions(DIMENSIONS) {
            for (digit, number) in numbers.into_iter().enumerate() {
                assert_eq!(number.trailing_zeros() as usize, BITS - 1 - digit);
            }
        }
    }
}
