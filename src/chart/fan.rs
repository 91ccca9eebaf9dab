//! A fan: median, 50 % and 90 % bands of a daily series, with the figures observed in history.

use crate::chart::Nearest;
use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::Canvas;
use crate::chart::daily;
use crate::chart::labels::Swatch;
use crate::chart::number::{self, Style};
use crate::chart::theme::{Area, BLUE, INK, Stroke};
use crate::quantity::Date;
use crate::record::quantile::{MEDIAN, Q05, Q25, Q75, Q95};
use crate::record::{Band, Ensemble, Observation, ObservationUse, SeriesInfo, SeriesKind};

/// Opacity of the 90 % band.
pub const OUTER: f64 = 0.20;
/// Opacity of the 50 % band, drawn over the 90 % band.
pub const INNER: f64 = 0.38;

/// The key's entries of a fan.
pub const KEY: [(Swatch, &str); 3] = [
    (Swatch::Line(Stroke::solid(BLUE, 4.0)), "median of runs"),
    (Swatch::Fill(BLUE, INNER + OUTER * (1.0 - INNER)), "middle 50\u{2009}%"),
    (Swatch::Fill(BLUE, OUTER), "middle 90\u{2009}%"),
];

/// The 90 % range as headlines give it: `(90 % of runs: 0.6–1.5 million)`.
pub fn in_brackets(range: &str) -> String {
    format!("(90\u{2009}% of runs: {range})")
}

/// One series with its bands and what was observed of it within the period.
pub struct Fan<'a> {
    /// The series.
    pub info: &'a SeriesInfo,
    /// One band a day.
    pub bands: &'a [Band],
    /// Day and figure of every observation that can be drawn.
    pub observations: Vec<(usize, &'a Observation)>,
    /// Date of day 0.
    start: Date,
}

impl<'a> Fan<'a> {
    fn new(ensemble: &'a Ensemble, info: &'a SeriesInfo, bands: &'a [Band]) -> Fan<'a> {
        let day = |observation: &Observation| {
            usize::try_from(observation.date.days_since(ensemble.series.start)).ok().filter(|&day| day < bands.len())
        };
        let drawable = |observation: &&Observation| {
            observation.series == info.id
                && [observation.value, observation.low, observation.high].iter().all(|figure| figure.is_finite())
        };
        let observations =
            ensemble.observations.iter().filter(drawable).filter_map(|figure| Some((day(figure)?, figure))).collect();
        Fan { info, bands, observations, start: ensemble.series.start }
    }

    /// How its numbers are written.
    pub fn style(&self) -> Style {
        Style::of_unit(&self.info.unit)
    }

    /// The observed figures that are drawn.
    pub fn figures(&self) -> impl Iterator<Item = &'a Observation> {
        self.observations.iter().map(|&(_, figure)| figure)
    }

    /// The last band with a finite median, if there is one.
    pub fn last(&self) -> Option<(usize, &'a Band)> {
        self.bands.iter().enumerate().rev().find(|(_, band)| band.quantiles[MEDIAN].is_finite())
    }

    /// Least and greatest finite number drawn, observations included.
    pub fn range(&self) -> (f64, f64) {
        let bands =
            self.bands.iter().flat_map(|band| [band.quantiles[Q05], band.quantiles[Q95], band.quantiles[MEDIAN]]);
        let observed = self.observations.iter().flat_map(|(_, figure)| [figure.low, figure.value, figure.high]);
        let finite = bands.chain(observed).filter(|number| number.is_finite());
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)))
    }

    /// The last day's median and 90 % range in words: `1.0 million` and `0.6–1.5 million`.
    pub fn last_in_words(&self) -> (String, String) {
        let style = self.style();
        let Some((_, band)) = self.last() else {
            return (String::new(), String::new());
        };
        let [low, median, high] = [Q05, MEDIAN, Q95].map(|index| band.quantiles[index]);
        (number::prose(median, style), number::prose_range(low, high, style))
    }

    /// The date of the last day with a finite median.
    pub fn last_date(&self, start: Date) -> String {
        number::date(start.plus_days(self.last().map_or(0, |(day, _)| day as i64)))
    }

    /// Ticks from zero (or below) that hold everything drawn.
    pub fn ticks(&self, count: usize) -> Ticks {
        let (low, high) = self.range();
        Ticks::filling(low.min(0.0), high.max(0.0), count, self.style())
    }
}

/// Every series of one kind that has a finite median on some day.
pub fn fans(ensemble: &Ensemble, kind: SeriesKind) -> Vec<Fan<'_>> {
    let all = ensemble.series.of_kind(kind).map(|(info, bands)| Fan::new(ensemble, info, bands));
    all.filter(|fan| fan.last().is_some()).collect()
}

/// The fan of the series with this path, if it has a finite median on some day.
pub fn fan<'a>(ensemble: &'a Ensemble, id: &str) -> Option<Fan<'a>> {
    let (info, bands) = ensemble.series.get(id)?;
    Some(Fan::new(ensemble, info, bands)).filter(|fan| fan.last().is_some())
}

/// Draws value axis, bands, median and observations into an area whose days are on this scale; returns the scale of
/// values. A pointer is told the fan's `name` with each day, if there is one.
pub fn draw(canvas: &mut Canvas<'_>, area: Area, days: Scale, (fan, name): (&Fan<'_>, &str), ticks: &Ticks) -> Scale {
    let values = axis::vertical(canvas, area, ticks, fan.style());
    canvas.group("band band-90", |canvas| band(canvas, (days, values), fan.bands, (Q05, Q95), OUTER));
    canvas.group("band band-50", |canvas| band(canvas, (days, values), fan.bands, (Q25, Q75), INNER));
    line(canvas, (days, values), fan.bands.iter().map(|band| band.quantiles[MEDIAN]), Stroke::solid(BLUE, 4.0));
    if !fan.observations.is_empty() {
        canvas.group("observations", |canvas| {
            for &(day, figure) in &fan.observations {
                observation(canvas, days.at(day as f64), values, figure);
            }
        });
    }
    canvas.spots(area, Nearest::X, daily::spots(fan.start, fan, (days, values), name));
    values
}

fn band(
    canvas: &mut Canvas<'_>,
    (days, values): (Scale, Scale),
    bands: &[Band],
    (low, high): (usize, usize),
    opacity: f64,
) {
    let finite = |band: &Band| band.quantiles[low].is_finite() && band.quantiles[high].is_finite();
    let numbered: Vec<(usize, &Band)> = bands.iter().enumerate().collect();
    for run in numbered.split(|(_, band)| !finite(band)) {
        let side =
            |index: usize| run.iter().map(move |(day, band)| (days.at(*day as f64), values.at(band.quantiles[index])));
        let corners: Vec<(f64, f64)> = side(low).chain(side(high).rev()).collect();
        canvas.polygon(&corners, BLUE, opacity);
    }
}

/// Draws one value a day as a line, interrupted where a value is not finite.
pub fn line(
    canvas: &mut Canvas<'_>,
    (days, values): (Scale, Scale),
    series: impl Iterator<Item = f64>,
    stroke: Stroke,
) {
    let numbered: Vec<(usize, f64)> = series.enumerate().collect();
    for run in numbered.split(|(_, value)| !value.is_finite()) {
        let points: Vec<(f64, f64)> = run.iter().map(|&(day, value)| (days.at(day as f64), values.at(value))).collect();
        match points.as_slice() {
            [only] => canvas.disc(*only, stroke.width, stroke.colour),
            _ => canvas.line(&points, stroke),
        }
    }
}

fn observation(canvas: &mut Canvas<'_>, at: f64, values: Scale, figure: &Observation) {
    let (low, high) = (values.at(figure.low), values.at(figure.high));
    canvas.line(&[(at, low), (at, high)], Stroke::solid(INK, 3.0));
    for end in [low, high] {
        canvas.line(&[(at - 7.0, end), (at + 7.0, end)], Stroke::solid(INK, 3.0));
    }
    match figure.purpose {
        ObservationUse::Calibrate => canvas.disc((at, values.at(figure.value)), 9.0, INK),
        ObservationUse::Validate => canvas.ring((at, values.at(figure.value)), 9.0, INK),
    }
}

/// The key's entries for the observations of some fans: only the uses that occur.
pub fn observation_key<'a>(fans: impl Iterator<Item = &'a Fan<'a>>) -> Vec<(Swatch, &'static str)> {
    let uses: Vec<ObservationUse> =
        fans.flat_map(|fan| fan.observations.iter().map(|(_, figure)| figure.purpose)).collect();
    let mut entries = Vec::new();
    if uses.contains(&ObservationUse::Calibrate) {
        entries.push((Swatch::Filled(INK), "observed, used to calibrate"));
    }
    if uses.contains(&ObservationUse::Validate) {
        entries.push((Swatch::Hollow(INK), "observed, kept to validate"));
    }
    entries
}
