//! The fan of displacement, with the figures observed in history.

use crate::chart::axis;
use crate::chart::canvas::Type;
use crate::chart::daily;
use crate::chart::fan::{self, Fan};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, EndLabel};
use crate::chart::number::{self, Style};
use crate::chart::theme::{BLUE, BODY, DEEP_BLUE};
use crate::chart::{Chart, ChartError};
use crate::record::Ensemble;
use crate::record::quantile::{MEDIAN, Q05, Q25, Q75, Q95};

/// Path of the series that is drawn.
const SERIES: &str = "displacement.cumulative";
/// Room at the right for the labels of the quantiles.
const LABELS: f64 = 330.0;

/// The chart `displacement`, if the ensemble has the series.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let Some(fan) = fan::fan(ensemble, SERIES) else {
        return Ok(None);
    };
    let sources = frame::sources(fan.figures());
    let chart = frame::draw(ensemble, words(ensemble, &fan, sources), |canvas, area| {
        let ticks = fan.ticks(7);
        let mut key = fan::KEY.to_vec();
        key.extend(fan::observation_key(std::iter::once(&fan)));
        labels::key(canvas, (area.left, area.top + 16.0), &key);
        let left = ticks.label_width(Style::Count) + 24.0;
        let plot = area.inset(left, 64.0, LABELS, axis::DATES_HEIGHT);
        let days = axis::dates(canvas, plot, ensemble.series.start, ensemble.series.days);
        let values = fan::draw(canvas, plot, days, (&fan, ""), &ticks);
        let ends = quantile_labels(&fan, |value| values.at(value));
        labels::end_labels(canvas, plot.right, plot, &ends);
    });
    chart.map(Some)
}

/// One label for each edge of the bands and for the median, on the last day.
fn quantile_labels(fan: &Fan<'_>, at: impl Fn(f64) -> f64) -> Vec<EndLabel> {
    let Some((_, band)) = fan.last() else {
        return Vec::new();
    };
    let edges = [
        (Q95, "95\u{2009}% below"),
        (Q75, "75\u{2009}% below"),
        (MEDIAN, "median"),
        (Q25, "25\u{2009}% below"),
        (Q05, "5\u{2009}% below"),
    ];
    let label = |(index, name): (usize, &str)| {
        let value = band.quantiles[index];
        let kind =
            if index == MEDIAN { Type::new(BODY).bold().colour(BLUE) } else { Type::new(BODY).colour(DEEP_BLUE) };
        value.is_finite().then(|| EndLabel {
            at: at(value),
            text: format!("{name} {}", number::prose(value, Style::Count)),
            kind,
        })
    };
    edges.into_iter().filter_map(label).collect()
}

fn words(ensemble: &Ensemble, fan: &Fan<'_>, sources: Vec<String>) -> Words {
    let date = fan.last_date(ensemble.series.start);
    let (median, range) = fan.last_in_words();
    let headline = format!("About {median} driven from home by {date} {}", fan::in_brackets(&range));
    let against = if fan.observations.is_empty() { "" } else { " and figures from history with their ranges" };
    let subheadline = format!("{}, cumulative persons by date: simulated runs{against}", fan.info.label);
    let drawn = if fan.observations.is_empty() {
        String::new()
    } else {
        format!(" {} observed figures are drawn with their ranges.", fan.observations.len())
    };
    Words {
        name: "displacement".into(),
        description: format!(
            "Fan chart of {} from {} to {date}: median, 50 % and 90 % bands of the runs. {headline}.{drawn}",
            fan.info.label,
            ensemble.series.start.long()
        ),
        headline: headline.into(),
        subheadline,
        sources,
        table: daily::table(
            format!("{}: persons by date, median and ranges of the runs", fan.info.label),
            ensemble.series.start,
            std::slice::from_ref(fan),
        ),
    }
}
