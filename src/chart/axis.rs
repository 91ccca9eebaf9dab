//! Scales from data to pixels, round ticks, and value and date axes.

use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::number::{self, Style};
use crate::chart::theme::{AXIS, Area, BODY, INK, MUTED, RULE, Stroke};
use crate::quantity::Date;

/// A linear map from data to pixels; data outside its range go to the nearer end.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Maps `low`..`high` to the pixels `from`..`to`; the middle when the range is empty.
    pub fn new(low: f64, high: f64, from: f64, to: f64) -> Scale {
        Scale { low, high, from, to }
    }

    /// The pixel of a value.
    pub fn at(self, value: f64) -> f64 {
        let share = (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 };
        self.from + (self.to - self.from) * share
    }
}

/// Round values about equally far apart, the first at or below `low` and the last at or above `high`.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// The values, ascending.
    pub values: Vec<f64>,
    /// Distance between neighbours.
    pub step: f64,
    /// Where the axis begins.
    pub low: f64,
    /// Where the axis ends.
    pub high: f64,
}

impl Ticks {
    /// About `count` ticks that cover a range. Ticks of a [`Style::Count`] are whole numbers.
    pub fn covering(low: f64, high: f64, count: usize, style: Style) -> Ticks {
        let (low, high) = (low.clamp(-1e300, 1e300), high.clamp(-1e300, 1e300));
        let spread = if high > low { high - low } else { high.abs().max(1.0) };
        let raw = spread / count.max(1) as f64;
        let magnitude = number::power_of_ten(raw);
        let factor =
            [1.0, 2.0, 2.5, 5.0].into_iter().find(|factor| factor * magnitude >= raw * (1.0 - 1e-9)).unwrap_or(10.0);
        let step = if style == Style::Count { (factor * magnitude).max(1.0).round() } else { factor * magnitude };
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0).min(first + 100.0);
        let values = (0..=(last - first) as usize).map(|index| (first + index as f64) * step).collect();
        Ticks { values, step, low: first * step, high: last * step }
    }

    /// The same, but the axis ends just beyond the data, so that the data fill it; never with fewer than two ticks.
    pub fn filling(low: f64, high: f64, count: usize, style: Style) -> Ticks {
        let mut ticks = Ticks::covering(low, high, count, style);
        let room = (high - low) * 0.03;
        let (begin, end) = (if low == 0.0 { 0.0 } else { low - room }, if high == 0.0 { 0.0 } else { high + room });
        let kept: Vec<f64> = ticks.values.iter().copied().filter(|value| (begin..=end).contains(value)).collect();
        if kept.len() >= 2 {
            (ticks.values, ticks.low, ticks.high) = (kept, begin.max(ticks.low), end.min(ticks.high));
        }
        ticks
    }

    /// The label of each tick.
    pub fn labels(&self, style: Style) -> Vec<String> {
        self.values.iter().map(|&value| number::tick(value, self.step, style)).collect()
    }

    /// Width of the widest label, in pixels.
    pub fn label_width(&self, style: Style) -> f64 {
        self.labels(style).iter().map(|label| Type::new(BODY).width(label)).fold(0.0, f64::max)
    }
}

/// Draws horizontal grid lines with their values at the left of the area; returns the scale.
pub fn vertical(canvas: &mut Canvas<'_>, area: Area, ticks: &Ticks, style: Style) -> Scale {
    vertical_labelled(canvas, area, ticks, &ticks.labels(style))
}

/// The same with labels of one's own, one for each tick.
pub fn vertical_labelled(canvas: &mut Canvas<'_>, area: Area, ticks: &Ticks, labels: &[String]) -> Scale {
    let scale = Scale::new(ticks.low, ticks.high, area.bottom, area.top);
    for (&value, label) in ticks.values.iter().zip(labels) {
        let at = scale.at(value);
        let stroke = if value == 0.0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(RULE, 1.5) };
        canvas.line(&[(area.left, at), (area.right, at)], stroke);
        canvas.text_on(label, (area.left - 14.0, at), Type::new(BODY).colour(INK).align(Align::End));
    }
    scale
}

/// Draws vertical grid lines with their values below the area; returns the scale.
pub fn horizontal(canvas: &mut Canvas<'_>, area: Area, ticks: &Ticks, style: Style) -> Scale {
    let scale = Scale::new(ticks.low, ticks.high, area.left, area.right);
    let kind = Type::new(BODY).align(Align::Middle);
    let mut free_from = f64::NEG_INFINITY;
    for (&value, label) in ticks.values.iter().zip(ticks.labels(style)) {
        let at = scale.at(value);
        let stroke = if value == 0.0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(RULE, 1.5) };
        canvas.line(&[(at, area.top), (at, area.bottom)], stroke);
        let half = kind.width(&label) / 2.0;
        if at - half >= free_from {
            canvas.text(&label, (at, area.bottom + BODY * 1.35), kind);
            free_from = at + half + 12.0;
        }
    }
    scale
}

/// Days that get a tick: firsts of months, or weeks when the period is short, or years when it is long.
fn date_ticks(start: Date, days: usize) -> Vec<usize> {
    let every = |step: usize| (0..days).step_by(step).collect();
    let firsts = |months: u8| -> Vec<usize> {
        let is_tick = |&day: &usize| {
            let (_, month, day_of_month) = start.plus_days(day as i64).parts();
            day_of_month == 1 && (month - 1) % months == 0
        };
        (0..days).filter(is_tick).collect()
    };
    match days {
        0..=10 => every(1),
        11..=62 => every(7),
        63..=400 => firsts(1),
        401..=1200 => firsts(3),
        _ => firsts(12),
    }
}

/// The scale of days across an area.
pub fn day_scale(area: Area, days: usize) -> Scale {
    Scale::new(0.0, days.saturating_sub(1) as f64, area.left, area.right)
}

/// Draws a date axis below the area: ticks, `1 Dec`, and the year where it begins; returns the scale of days.
pub fn dates(canvas: &mut Canvas<'_>, area: Area, start: Date, days: usize) -> Scale {
    let scale = day_scale(area, days);
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], Stroke::solid(AXIS, 2.0));
    let kind = Type::new(BODY).align(Align::Middle);
    let (mut free_from, mut year_shown, mut year_free_from) = (f64::NEG_INFINITY, None, f64::NEG_INFINITY);
    for day in date_ticks(start, days) {
        let (at, date) = (scale.at(day as f64), start.plus_days(day as i64));
        canvas.line(&[(at, area.bottom), (at, area.bottom + 8.0)], Stroke::solid(AXIS, 2.0));
        let label = date.short();
        let half = kind.width(&label) / 2.0;
        if at - half < free_from || at + half > area.right + 60.0 {
            continue;
        }
        canvas.text(&label, (at, area.bottom + 10.0 + BODY), kind);
        free_from = at + half + 16.0;
        let year = date.parts().0;
        if year_shown != Some(year) && at - half >= year_free_from {
            canvas.text(&year.to_string(), (at, area.bottom + 10.0 + BODY * 2.15), kind.colour(MUTED));
            (year_shown, year_free_from) = (Some(year), at + half + 16.0);
        }
    }
    scale
}

/// Height that [`dates`] needs below its area.
pub const DATES_HEIGHT: f64 = 76.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_range() {
        let ticks = Ticks::covering(0.0, 1_430_000.0, 6, Style::Count);
        assert_eq!(ticks.values, [0.0, 250_000.0, 500_000.0, 750_000.0, 1_000_000.0, 1_250_000.0, 1_500_000.0]);
        assert_eq!(
            Ticks::covering(-0.3, 0.7, 5, Style::Plain).values,
            [-0.4, -0.2, 0.0, 0.2, 0.4, 0.6000000000000001, 0.8]
        );
    }

    #[test]
    fn degenerate_ranges_still_give_an_axis() {
        for (low, high) in [(0.0, 0.0), (5.0, 5.0), (-f64::MAX, f64::MAX), (1e-310, 2e-310), (1e16, 1e16 + 2.0)] {
            let ticks = Ticks::covering(low, high, 5, Style::Plain);
            assert!(ticks.values.len() >= 2 && ticks.values.len() <= 102, "{low} {high}: {ticks:?}");
            assert!(Scale::new(ticks.low, ticks.high, 0.0, 100.0).at(low).is_finite());
        }
    }

    #[test]
    fn date_ticks_fall_on_firsts_of_months() {
        let start = Date::new(2019, 12, 1).unwrap();
        assert_eq!(date_ticks(start, 157), [0, 31, 62, 91, 122, 152]);
        assert_eq!(date_ticks(start, 1), [0]);
        assert_eq!(date_ticks(start, 0), Vec::<usize>::new());
    }
}
