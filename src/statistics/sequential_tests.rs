//! Intervals that are looked at after every value, against how often they miss.

use super::*;
use crate::random::Stream;

/// Share of trials in which the mean of draws, looked at after every value, ever leaves the interval.
fn missed(trials: u64, draws: usize, value: impl Fn(f64) -> f64, mean: f64, condition: bool) -> f64 {
    let mut stream = Stream::<f64>::new(1, "test", "sequence", draws);
    let mut misses = 0;
    for trial in 0..trials {
        stream.start(trial);
        let mut moments = Moments::default();
        let missed = (0..draws).any(|draw| {
            moments.add(value(stream.uniform(0, draw)));
            let variance = if condition { indicator_variance(&moments) } else { moments.variance() };
            (moments.mean - mean).abs() > sequence_half_width(moments.count, variance, 500)
        });
        misses += u64::from(missed);
    }
    misses as f64 / trials as f64
}

#[test]
fn looking_after_every_value_misses_no_more_than_promised() {
    assert!(missed(1000, 3000, |u| u, 0.5, false) <= 0.05);
    assert!(missed(1000, 3000, |u| f64::from(u8::from(u < 0.2)), 0.2, true) <= 0.05);
    assert!(missed(1000, 3000, |u| -Real::ln(u), 1.0, false) <= 0.06);
    // A fixed-size interval looked at so often misses much more.
    let mut stream = Stream::<f64>::new(1, "test", "fixed", 3000);
    let mut misses = 0;
    for trial in 0..300 {
        stream.start(trial);
        let mut moments = Moments::default();
        misses += u32::from((0..3000).any(|draw| {
            moments.add(stream.uniform(0, draw));
            moments.count >= FEWEST && (moments.mean - 0.5).abs() > 1.96 * moments.estimate().standard_error
        }));
    }
    assert!(misses > 60, "{misses} of 300");
}

#[test]
fn width_follows_the_published_formula() {
    // n = n₀ = 500: ρ² = (5.9915 + 1.7903 + 1) / 500 = 0.0175636, n ρ² + 1 = 9.7818,
    // √(2 · 9.7818 / (500² · 0.0175636) · (½ ln 9.7818 + ln 20)) = 0.13575.
    let found = sequence_half_width(500, 1.0, 500);
    assert!((found - 0.135_749).abs() < 1e-6, "{found}");
    assert_eq!(sequence_half_width(FEWEST - 1, 1.0, 500), f64::INFINITY);
    let never = Moments { count: 1000, mean: 0.0, squares: 0.0 };
    assert!(indicator_variance(&never) > 0.0);
}
