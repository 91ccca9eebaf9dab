//! Why a mean Brier score is what it is: reliability, resolution and uncertainty.

use crate::statistics::brier;

/// One bin of forecast probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityBin {
    /// Forecasts in it.
    pub count: u64,
    /// Their mean probability; NaN when there are none.
    pub forecast: f64,
    /// Share of them that came true; NaN when there are none.
    pub observed: f64,
}

/// Decomposition of a mean Brier score (Murphy 1973, *Journal of Applied Meteorology* 12, 595–600):
/// mean score = reliability − resolution + uncertainty + within-bin rest.
///
/// The rest is what binning loses, because forecasts in a bin differ (Stephenson, Coelho & Jolliffe 2008, *Weather and
/// Forecasting* 23, 752–757); it is zero when they do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// Mean squared distance of forecast and observed frequency over bins; less is better.
    pub reliability: f64,
    /// Mean squared distance of a bin's observed frequency from that of all; more is better.
    pub resolution: f64,
    /// Variance of what happened, which no forecast changes.
    pub uncertainty: f64,
    /// Mean score less the three terms.
    pub within_bins: f64,
    /// The bins, from the least probability to the greatest, equally wide.
    pub bins: Vec<ReliabilityBin>,
}

/// Decomposes the Brier score of forecasts, each (probability, whether it came true), over this many equal bins of [0, 1].
/// Every term is NaN without forecasts.
pub fn decompose(forecasts: &[(f64, bool)], bins: usize) -> Decomposition {
    let total = forecasts.len() as f64;
    let share = |happened: &mut dyn Iterator<Item = bool>| happened.filter(|&happened| happened).count() as f64;
    let climate = share(&mut forecasts.iter().map(|forecast| forecast.1)) / total;
    let bins: Vec<ReliabilityBin> = (0..bins).map(|index| bin(forecasts, index, bins)).collect();
    let weighted = |term: &dyn Fn(&ReliabilityBin) -> f64| {
        let filled = bins.iter().filter(|bin| bin.count > 0);
        filled.map(|bin| bin.count as f64 * term(bin) * term(bin)).sum::<f64>() / total
    };
    let reliability = weighted(&|bin| bin.forecast - bin.observed);
    let resolution = weighted(&|bin| bin.observed - climate);
    let uncertainty = climate * (1.0 - climate);
    let score = forecasts.iter().map(|&(probability, happened)| brier(probability, happened)).sum::<f64>() / total;
    let within_bins = score - (reliability - resolution + uncertainty);
    Decomposition { reliability, resolution, uncertainty, within_bins, bins }
}

/// One bin; the last holds probability 1 too.
fn bin(forecasts: &[(f64, bool)], index: usize, bins: usize) -> ReliabilityBin {
    let inside = forecasts.iter().filter(|(probability, _)| {
        let place = (probability.clamp(0.0, 1.0) * bins as f64) as usize;
        place.min(bins - 1) == index
    });
    let (mut count, mut sum, mut happened) = (0, 0.0, 0);
    for forecast in inside {
        count += 1;
        sum += forecast.0;
        happened += u64::from(forecast.1);
    }
    ReliabilityBin { count, forecast: sum / count as f64, observed: happened as f64 / count as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    #[test]
    fn equals_the_terms_reckoned_by_hand() {
        // Four at 0.1 of which one came true, four at 0.9 of which three did.
        let low = [true, false, false, false].map(|happened| (0.1, happened));
        let high = [true, true, true, false].map(|happened| (0.9, happened));
        let found = decompose(&[low, high].concat(), 5);
        near(found.reliability, 0.0225);
        near(found.resolution, 0.0625);
        near(found.uncertainty, 0.25);
        near(found.within_bins, 0.0);
        assert_eq!(found.bins.iter().map(|bin| bin.count).collect::<Vec<_>>(), [4, 0, 0, 0, 4]);
        near(found.bins[4].observed, 0.75);
        assert!(found.bins[1].forecast.is_nan());
    }

    #[test]
    fn the_terms_and_the_rest_sum_to_the_score() {
        let forecasts: Vec<(f64, bool)> =
            (0..57).map(|index| (f64::from(index * 31 % 57) / 56.0, index % 3 == 0)).collect();
        let found = decompose(&forecasts, 5);
        let score = forecasts.iter().map(|&(probability, happened)| brier(probability, happened)).sum::<f64>() / 57.0;
        near(found.reliability - found.resolution + found.uncertainty + found.within_bins, score);
        assert!(found.within_bins.abs() > 1e-6, "forecasts differ within bins");
        assert_eq!(found.bins.iter().map(|bin| bin.count).sum::<u64>(), 57);
    }

    #[test]
    fn a_constant_forecast_of_the_climate_has_only_uncertainty() {
        let found = decompose(&[(0.5, true), (0.5, false)], 5);
        near(found.reliability, 0.0);
        near(found.resolution, 0.0);
        near(found.uncertainty, 0.25);
        assert!(decompose(&[], 5).uncertainty.is_nan());
    }
}
