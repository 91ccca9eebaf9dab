//! Pressure on borders over time.

use crate::chart::daily;
use crate::chart::fan::{self, Fan};
use crate::chart::frame::{self, Words};
use crate::chart::panels;
use crate::chart::{Chart, ChartError};
use crate::record::{Ensemble, SeriesKind};

/// The chart `border`, if the ensemble has any such series.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let mut fans = fan::fans(ensemble, SeriesKind::Border);
    fans.truncate(panels::MOST);
    let Some(first) = fans.first() else {
        return Ok(None);
    };
    let (median, range) = first.last_in_words();
    let headline = format!(
        "{}: {median} on {} {}",
        frame::in_headline(&first.info.label),
        first.last_date(ensemble.series.start),
        fan::in_brackets(&range)
    );
    let subheadline =
        "Displaced people waiting at the border against those that count as full pressure (1), by date".to_string();
    let description = format!("Fan chart. {subheadline}: median, 50 % and 90 % bands of the runs. {headline}.");
    let sources = frame::sources(fans.iter().flat_map(Fan::figures));
    let what = if fans.len() == 1 { first.info.label.as_str() } else { "Pressure on borders" };
    let table = daily::table(format!("{what} by date: median and ranges of the runs"), ensemble.series.start, &fans);
    let words = Words { name: "border".into(), headline: headline.into(), subheadline, description, sources, table };
    frame::draw(ensemble, words, |canvas, area| panels::draw(canvas, area, ensemble, &fans, None)).map(Some)
}
