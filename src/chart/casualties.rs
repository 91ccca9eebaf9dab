//! Cumulative deaths by actor.

use crate::chart::daily;
use crate::chart::fan::{self, Fan};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::panels;
use crate::chart::theme::HEADLINE;
use crate::chart::{Chart, ChartError};
use crate::record::quantile::{MEDIAN, Q95};
use crate::record::{Ensemble, SeriesKind};

/// The chart `casualties`, if the ensemble has any such series.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let mut fans = fan::fans(ensemble, SeriesKind::Deaths);
    let all = fans.len();
    let last = |fan: &Fan<'_>, index: usize| fan.last().map_or(0.0, |(_, band)| band.quantiles[index]);
    fans.sort_by(|a, b| last(b, MEDIAN).total_cmp(&last(a, MEDIAN)).then(last(b, Q95).total_cmp(&last(a, Q95))));
    fans.truncate(panels::MOST);
    if fans.is_empty() {
        return Ok(None);
    }
    let words = words(ensemble, &fans, all);
    frame::draw(ensemble, words, |canvas, area| panels::draw(canvas, area, ensemble, &fans, None)).map(Some)
}

fn words(ensemble: &Ensemble, fans: &[Fan<'_>], all: usize) -> Words {
    let date = fans[0].last_date(ensemble.series.start);
    let side = |fan: &Fan<'_>| {
        let (median, range) = fan.last_in_words();
        format!("{} {median} ({range})", font::shorten(&fan.info.label, HEADLINE, Weight::Bold, 560.0))
    };
    let headline = format!("Deaths by {date}: {}", fans.iter().take(2).map(side).collect::<Vec<_>>().join(", "));
    let selection =
        if fans.len() < all { format!("; the {} of {all} actors with most deaths", fans.len()) } else { String::new() };
    let subheadline = format!(
        "Cumulative deaths of fighters by actor; in brackets: the range of the middle 90\u{2009}% of runs; the value axes differ{selection}"
    );
    let list: Vec<String> = fans.iter().map(side).collect();
    Words {
        name: "casualties".into(),
        description: format!("Small multiples on one date axis. {subheadline}. By {date}: {}.", list.join("; ")),
        headline: headline.into(),
        subheadline,
        sources: frame::sources(fans.iter().flat_map(Fan::figures)),
        table: daily::table(
            "Cumulative deaths of fighters by actor and date: median and ranges of the runs",
            ensemble.series.start,
            fans,
        ),
    }
}
