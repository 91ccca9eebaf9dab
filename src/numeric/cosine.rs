//! The cosine of an angle in degrees, for distances and maps.

/// Cosine of a latitude in degrees by its power series: the same bits on every platform. For angles of at most half a turn.
pub fn cosine(degrees: f64) -> f64 {
    let x = degrees * (std::f64::consts::PI / 180.0);
    let square = x * x;
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..12 {
        let n = f64::from(n);
        term *= -square / ((2.0 * n - 1.0) * (2.0 * n));
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::cosine;

    #[test]
    fn cosines_agree_with_known_ones() {
        assert!((cosine(60.0) - 0.5).abs() < 1e-12);
        assert!(cosine(90.0).abs() < 1e-12);
        assert!((cosine(-180.0) + 1.0).abs() < 1e-9);
    }
}
