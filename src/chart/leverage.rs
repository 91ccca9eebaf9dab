//! Total leverage over time, one panel for each ordered pair.

use crate::chart::axis::Ticks;
use crate::chart::daily;
use crate::chart::fan::{self, Fan};
use crate::chart::frame::{self, Words};
use crate::chart::number::Style;
use crate::chart::panels;
use crate::chart::{Chart, ChartError};
use crate::record::quantile::MEDIAN;
use crate::record::{Ensemble, SeriesKind};

/// The most pairs drawn.
const MOST: usize = 6;

/// The chart `leverage`, if the ensemble has any such series.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let mut fans = fan::fans(ensemble, SeriesKind::Leverage);
    let all = fans.len();
    fans.sort_by(|a, b| greatest_median(b).total_cmp(&greatest_median(a)));
    fans.truncate(MOST);
    if fans.is_empty() {
        return Ok(None);
    }
    let high = fans.iter().map(|fan| fan.range().1).fold(0.0, f64::max);
    let ticks = Ticks::filling(0.0, high, 4, Style::Plain);
    frame::draw(ensemble, words(ensemble, &fans, all), |canvas, area| {
        panels::draw(canvas, area, ensemble, &fans, Some(&ticks))
    })
    .map(Some)
}

/// The greatest median of any day: by how much a pair matters at its peak.
fn greatest_median(fan: &Fan<'_>) -> f64 {
    fan.bands
        .iter()
        .map(|band| band.quantiles[MEDIAN])
        .filter(|median| median.is_finite())
        .fold(f64::NEG_INFINITY, f64::max)
}

fn words(ensemble: &Ensemble, fans: &[Fan<'_>], all: usize) -> Words {
    let drawn = fans.len();
    let last_median = |fan: &&Fan<'_>| fan.last().map_or(f64::NEG_INFINITY, |(_, band)| band.quantiles[MEDIAN]);
    let strongest = fans.iter().reduce(|best, fan| if last_median(&fan) > last_median(&best) { fan } else { best });
    let first = strongest.unwrap_or(&fans[0]);
    let (median, range) = first.last_in_words();
    let headline = format!(
        "Strongest leverage: {}, {median} on {} {}",
        frame::in_headline(&first.info.label),
        first.last_date(ensemble.series.start),
        fan::in_brackets(&range)
    );
    let selection = if drawn < all { format!(", the {drawn} strongest of {all} pairs") } else { String::new() };
    let subheadline = format!("Total leverage of one actor over another by date, from 0 (none) to 1 (full){selection}");
    let description = format!("Small multiples with shared axes. {subheadline}. {headline}.");
    let sources = frame::sources(fans.iter().flat_map(Fan::figures));
    let caption = "Total leverage by date, from 0 (none) to 1 (full): median and ranges of the runs";
    let table = daily::table(caption, ensemble.series.start, fans);
    Words { name: "leverage".into(), headline: headline.into(), subheadline, description, sources, table }
}
