//! The exceedance curve of an outcome: how often it reaches at least a given size.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, INK, Stroke};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{Ensemble, OutcomeInfo, OutcomeKind};
use crate::statistics::{quantile_of_sorted, sorted_values, wilson_interval};

/// Points at which the curve is computed.
const POINTS: usize = 400;
/// Spots between two ticks.
const SPOTS: usize = 20;

/// An outcome's values in ascending order, infinite ones included, undefined ones left out.
struct Sample<'a> {
    info: &'a OutcomeInfo,
    sorted: Vec<f64>,
}

impl Sample<'_> {
    /// Number of runs that reach at least `threshold`.
    fn count(&self, threshold: f64) -> usize {
        self.sorted.len() - self.sorted.partition_point(|&value| value < threshold)
    }

    /// Share of runs that reach at least `threshold`.
    fn share(&self, threshold: f64) -> f64 {
        self.count(threshold) as f64 / self.sorted.len() as f64
    }

    /// A size with all its digits: the share of a rounded one would be another.
    fn written(&self, size: f64) -> String {
        match Style::of_unit(&self.info.unit) {
            Style::Count => number::exact(size),
            style => number::prose(size, style),
        }
    }

    /// The 95 % interval of that share.
    fn interval(&self, threshold: f64) -> [f64; 2] {
        wilson_interval(self.count(threshold) as u64, self.sorted.len() as u64)
    }

    /// Round sizes between the extremes, with the axis that shows them.
    fn ticks(&self) -> Ticks {
        let finite: Vec<f64> = self.sorted.iter().copied().filter(|value| value.is_finite()).collect();
        let low = finite.first().copied().unwrap_or(0.0).min(0.0);
        // Not the greatest value: one run far out would push the others into a corner.
        let high = quantile_of_sorted(&finite, 0.995).max(0.0);
        Ticks::covering(low, high, 7, Style::of_unit(&self.info.unit))
    }

    /// The round sizes whose share says something: neither almost all nor almost none of the runs.
    fn thresholds(&self) -> Vec<(f64, f64)> {
        let with_share = self.ticks().values.into_iter().map(|value| (value, self.share(value)));
        with_share.filter(|&(value, share)| value > 0.0 && (0.005..0.995).contains(&share)).collect()
    }
}

/// The chart `exceedance`: of the first headline number in persons, else of the first headline number.
pub fn draw(ensemble: &Ensemble) -> Result<Option<Chart>, ChartError> {
    let Some(sample) = sample(ensemble) else {
        return Ok(None);
    };
    frame::draw(ensemble, words(&sample), |canvas, area| draw_curve(canvas, area, &sample)).map(Some)
}

fn sample(ensemble: &Ensemble) -> Option<Sample<'_>> {
    let outcomes = &ensemble.outcomes.outcomes;
    let is_number = |info: &OutcomeInfo| info.headline && info.kind == OutcomeKind::Number;
    let persons = outcomes.iter().position(|info| is_number(info) && info.unit == "persons");
    let index = persons.or_else(|| outcomes.iter().position(is_number))?;
    let sorted = sorted_values(&ensemble.outcomes.columns[index]);
    sorted.iter().any(|value| value.is_finite()).then(|| Sample { info: &outcomes[index], sorted })
}

fn draw_curve(canvas: &mut Canvas<'_>, area: Area, sample: &Sample<'_>) {
    let band = Swatch::Fill(BLUE, 0.3);
    labels::key(
        canvas,
        (area.left, area.top + 16.0),
        &[(Swatch::Line(Stroke::solid(BLUE, 4.0)), "share of runs"), (band, "95\u{2009}% Monte Carlo interval")],
    );
    let shares = Ticks::covering(0.0, 1.0, 5, Style::Percent);
    let ticks = sample.ticks();
    let plot = area.inset(shares.label_width(Style::Percent) + 20.0, 70.0, 60.0, 92.0);
    let vertical = axis::vertical(canvas, plot, &shares, Style::Percent);
    let horizontal = axis::horizontal(canvas, plot, &ticks, Style::of_unit(&sample.info.unit));
    let unit = if sample.info.unit == "1" { String::new() } else { format!(", {}", sample.info.unit) };
    let title = format!("{}{unit}", sample.info.label);
    canvas.text(
        &font::shorten(&title, BODY, Weight::Regular, plot.width()),
        (plot.left, plot.bottom + 86.0),
        Type::new(BODY).colour(INK),
    );
    curve(canvas, (horizontal, vertical), sample, (ticks.low, ticks.high));
    callouts(canvas, (horizontal, vertical), plot, &sample.thresholds());
    canvas.spots(plot, Nearest::X, spots(sample, &ticks, (horizontal, vertical)));
}

/// What a pointer finds along the curve: the share at sizes that can be written in full.
fn spots(sample: &Sample<'_>, ticks: &Ticks, (horizontal, vertical): (Scale, Scale)) -> Vec<Spot> {
    let least = if Style::of_unit(&sample.info.unit) == Style::Count { 1.0 } else { 0.0 };
    let step = (ticks.step / SPOTS as f64).max(least);
    let count = ((ticks.high - ticks.low) / step).round().min((SPOTS * 100) as f64) as usize;
    let spot = |index: usize| {
        let size = ticks.low + step * index as f64;
        let (share, [low, high]) = (sample.share(size), sample.interval(size).map(number::percent));
        let text = format!(
            "At least {}: {} of runs (95\u{2009}% interval {low} to {high})",
            sample.written(size),
            number::percent(share)
        );
        Spot::new((horizontal.at(size), vertical.at(share)), text)
    };
    (0..=count).map(spot).collect()
}

/// The share of runs as a line, with the interval of each share as a band.
fn curve(
    canvas: &mut Canvas<'_>,
    (horizontal, vertical): (Scale, Scale),
    sample: &Sample<'_>,
    (low, high): (f64, f64),
) {
    let sizes: Vec<f64> =
        (0..=POINTS).map(|index| index as f64 / POINTS as f64).map(|part| low * (1.0 - part) + high * part).collect();
    let edge =
        |side: usize| sizes.iter().map(move |&size| (horizontal.at(size), vertical.at(sample.interval(size)[side])));
    let corners: Vec<(f64, f64)> = edge(1).chain(edge(0).rev()).collect();
    canvas.polygon(&corners, BLUE, 0.3);
    let line: Vec<(f64, f64)> =
        sizes.iter().map(|&size| (horizontal.at(size), vertical.at(sample.share(size)))).collect();
    canvas.line(&line, Stroke::solid(BLUE, 4.0));
}

/// Marks the curve at round sizes and writes the share beside each mark, on the empty side of the falling curve.
fn callouts(canvas: &mut Canvas<'_>, (horizontal, vertical): (Scale, Scale), plot: Area, thresholds: &[(f64, f64)]) {
    for &(size, share) in thresholds {
        let at = (horizontal.at(size), vertical.at(share));
        canvas.line(&[at, (at.0, plot.bottom)], Stroke { colour: AXIS, dash: &[6.0, 6.0], width: 2.0 });
        canvas.disc(at, 9.0, INK);
        canvas.text(&number::percent(share), (at.0 + 14.0, at.1 - 12.0), Type::new(BODY + 2.0).bold());
    }
}

fn words(sample: &Sample<'_>) -> Words {
    let thresholds = sample.thresholds();
    let at_least = |&(size, share): &(f64, f64)| {
        format!("at least {} in {} of runs", sample.written(size), number::percent(share))
    };
    let central = thresholds.iter().min_by(|a, b| (a.1 - 0.5).abs().total_cmp(&(b.1 - 0.5).abs()));
    let rare = thresholds.iter().rev().find(|threshold| threshold.1 >= 0.01 && threshold.1 <= 0.25);
    let mut parts: Vec<String> =
        central.into_iter().chain(rare.filter(|&rare| Some(rare) != central)).map(at_least).collect();
    let everywhere = (sample.sorted[0], 1.0);
    if parts.is_empty() {
        parts.push(at_least(&everywhere));
    }
    let headline = format!("{}: {}", frame::in_headline(&sample.info.label), parts.join(", "));
    let subheadline =
        "Exceedance curve: share of runs in which the outcome is at least as large as the value below".to_string();
    let above = thresholds.iter().map(|threshold| threshold.0).filter(|size| *size > everywhere.0);
    let table = table(sample, std::iter::once(everywhere.0).chain(above));
    let list: Vec<String> = thresholds.iter().map(at_least).collect();
    let description = format!("{subheadline}. {}: {}.", sample.info.label, list.join("; "));
    Words { name: "exceedance".into(), headline: headline.into(), subheadline, description, sources: Vec::new(), table }
}

/// The share of runs that reach each of some sizes.
fn table(sample: &Sample<'_>, sizes: impl Iterator<Item = f64>) -> Table {
    let share = |value: f64| Cell::number(number::percent(value), value);
    let row = |size: f64| {
        let [low, high] = sample.interval(size);
        vec![Cell::number(sample.written(size), size), share(sample.share(size)), share(low), share(high)]
    };
    let columns = ["At least", "Share of runs", "95\u{2009}% low", "95\u{2009}% high"].map(Column::numbers).to_vec();
    let caption = format!("{}: share of runs in which it is at least as large", sample.info.label);
    Table::new(caption, columns).with_rows(sizes.map(row).collect())
}
