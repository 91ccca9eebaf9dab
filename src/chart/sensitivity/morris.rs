//! The plane of elementary effects: how much a factor matters against how much that depends on everything else.

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Align, Canvas, Type};
use crate::chart::frame::{self, Words};
use crate::chart::number;
use crate::chart::sensitivity::placing::{Label, place};
use crate::chart::sensitivity::{
    MOST_ROWS, View, estimate_cells, estimate_columns, hidden, note, stability, with_interval,
};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, INK, MUTED, PAPER, SMALL, Stroke};
use crate::chart::{Cell, Chart, ChartError, Column, Nearest, Spot, Table};
use crate::record::{ElementaryEffects, Screening};

/// Most factors that are named.
const NAMED: usize = 14;
/// Width that a name may take.
const WIDTH: f64 = 430.0;
/// Radii of factors with and without a name.
const RADII: [f64; 2] = [11.0, 7.0];
/// Lines through the origin: deviation over size, and what it means when a factor lies below.
const SLOPES: [(f64, &str); 3] = [
    (1.0, "σ = μ*"),
    (0.5, "σ = μ*/2: below, the effect keeps its sign"),
    (0.1, "σ = μ*/10: below, about a straight line"),
];
/// Dashes of those lines.
const DASHED: Stroke = Stroke { colour: AXIS, dash: &[10.0, 8.0], width: 2.0 };

/// The chart `morris_OUTCOME`.
pub(super) fn draw(view: &View<'_>) -> Result<Option<Chart>, ChartError> {
    let Some(found) = view.outcome.screening.as_ref().filter(|found| !found.factors.is_empty()) else {
        return Ok(None);
    };
    let by_rank = |id: &str| found.factors.iter().find(|factor| factor.factor == id);
    let ranked: Vec<&ElementaryEffects> =
        found.ranking.factors.iter().filter_map(|ranked| by_rank(&ranked.factor)).collect();
    let counted = view.counted(found.trajectories * (found.factors.len() + 1), "points");
    frame::draw_counted(&view.report.provenance, &counted, words(view, found, &ranked), |canvas, area| {
        draw_plane(canvas, area, view, &ranked);
    })
    .map(Some)
}

fn draw_plane(canvas: &mut Canvas<'_>, area: Area, view: &View<'_>, ranked: &[&ElementaryEffects]) {
    let greatest = |value: fn(&ElementaryEffects) -> f64| {
        let finite = ranked.iter().map(|factor| value(factor)).filter(|value| value.is_finite());
        finite.fold(0.0, f64::max)
    };
    let style = view.style();
    let [across, up] = [greatest(|of| of.mu_star.value), greatest(|of| of.sigma.value)];
    let [across, up] = [across, up].map(|most| Ticks::covering(0.0, if most > 0.0 { most } else { 1.0 }, 5, style));
    let plot = area.inset(up.label_width(style) + 24.0, 44.0, 30.0, 84.0);
    let vertical = axis::vertical(canvas, plot, &up, style);
    let horizontal = axis::horizontal(canvas, plot, &across, style);
    let title = Type::new(BODY).colour(MUTED);
    canvas.text_on("σ: how much the effect depends on the other factors", (area.left, area.top + 10.0), title);
    let below = (plot.right, plot.bottom + 74.0);
    canvas.text("μ*: mean size of the effect over the factor's whole scale", below, title.align(Align::End));
    let taken = draw_slopes(canvas, plot, (horizontal, vertical), (across.high, up.high));
    draw_factors(canvas, plot, (horizontal, vertical), (view, ranked), taken);
}

/// Lines of equal ratio with their captions, whose places are returned.
fn draw_slopes(
    canvas: &mut Canvas<'_>,
    plot: Area,
    (horizontal, vertical): (Scale, Scale),
    (across, up): (f64, f64),
) -> Vec<Area> {
    let kind = Type::new(SMALL).colour(MUTED).align(Align::End);
    let mut taken: Vec<Area> = Vec::new();
    for (slope, caption) in SLOPES {
        let end = if slope * across <= up { (across, slope * across) } else { (up / slope, up) };
        let (right, top) = (horizontal.at(end.0), vertical.at(end.1));
        canvas.line(&[(plot.left, plot.bottom), (right, top)], DASHED);
        let width = kind.width(caption);
        let edge = (right - 8.0).max(plot.left + width + 8.0);
        let place = Area { left: edge - width, right: edge, top: top - 30.0, bottom: top - 4.0 };
        let place =
            if place.top < plot.top { Area { top: plot.top + 2.0, bottom: plot.top + 28.0, ..place } } else { place };
        if taken.iter().all(|other| !crate::chart::sensitivity::placing::overlap(*other, place)) {
            canvas.text_on(caption, (place.right, (place.top + place.bottom) / 2.0), kind);
            taken.push(place);
        }
    }
    taken
}

fn draw_factors(
    canvas: &mut Canvas<'_>,
    plot: Area,
    (horizontal, vertical): (Scale, Scale),
    (view, ranked): (&View<'_>, &[&ElementaryEffects]),
    mut taken: Vec<Area>,
) {
    let at = |factor: &ElementaryEffects| (horizontal.at(factor.mu_star.value), vertical.at(factor.sigma.value));
    let named = ranked.len().min(NAMED);
    for (index, factor) in ranked.iter().enumerate().rev() {
        let (radius, colour) = if index < named { (RADII[0], BLUE) } else { (RADII[1], AXIS) };
        let (x, y) = at(factor);
        if index < named {
            let [low, high] = factor.mu_star.interval.map(|end| horizontal.at(end));
            if factor.mu_star.interval.iter().all(|end| end.is_finite()) {
                canvas.line(&[(low, y), (high, y)], Stroke::solid(AXIS, 2.5));
            }
            taken.push(Area { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
            taken.push(Area { left: low.min(x), right: high.max(x), top: y - 2.0, bottom: y + 2.0 });
        }
        canvas.disc((x, y), radius, colour);
    }
    let labels: Vec<Label> =
        ranked[..named].iter().map(|factor| Label::new(view.report.label(&factor.factor), at(factor), WIDTH)).collect();
    for (label, place) in labels.iter().zip(place(&labels, plot, taken)) {
        let Some(place) = place else { continue };
        let middle = (place.top + place.bottom) / 2.0;
        let nearest = (label.at.0.clamp(place.left, place.right), label.at.1.clamp(place.top, place.bottom));
        canvas.line(&[label.at, nearest], Stroke::solid(MUTED, 1.5));
        canvas.rectangle(place, PAPER, 0.85);
        canvas.text_on(&label.text, (place.left, middle), Type::new(BODY).colour(INK));
    }
    canvas.spots(plot, Nearest::Point, ranked.iter().map(|factor| Spot::new(at(factor), in_full(view, factor))));
}

/// What a pointer finds on a factor.
fn in_full(view: &View<'_>, factor: &ElementaryEffects) -> String {
    let written = |value: f64| number::prose(value, view.style());
    format!(
        "{}: mean size of the effect (μ*) {}, mean (μ) {}, deviation (σ) {}",
        view.report.label(&factor.factor),
        with_interval(factor.mu_star, written),
        written(factor.mu.value),
        written(factor.sigma.value)
    )
}

/// The effects of all factors, and how many matter.
fn table(view: &View<'_>, ranked: &[&ElementaryEffects]) -> Table {
    let written = |value: f64| number::prose(value, view.style());
    let mut columns = vec![Column::words("Factor")];
    ["μ*: mean size", "μ: mean", "σ: deviation"].iter().for_each(|heading| columns.extend(estimate_columns(heading)));
    let row = |factor: &&ElementaryEffects| {
        let mut row = vec![Cell::words(view.report.label(&factor.factor))];
        let estimates = [factor.mu_star, factor.mu, factor.sigma];
        row.extend(estimates.into_iter().flat_map(|of| estimate_cells(of, written)));
        row
    };
    let mut rows: Vec<Vec<Cell>> = ranked.iter().take(MOST_ROWS).map(row).collect();
    let counted = format!("{} of {}", influential(ranked), ranked.len());
    let mut total = vec![Cell::words("Have a tenth of the greatest effect or more"), Cell::words(counted)];
    total.resize(columns.len(), Cell::empty());
    rows.push(total);
    Table::new(format!("Elementary effects of the factors on {}", view.name()), columns)
        .with_rows(rows)
        .with_note(note(ranked.len()))
}

/// Factors with a tenth of the greatest effect or more.
fn influential(ranked: &[&ElementaryEffects]) -> usize {
    let greatest = ranked.first().map_or(0.0, |first| first.mu_star.value);
    ranked.iter().filter(|factor| factor.mu_star.value >= 0.1 * greatest).count()
}

fn words(view: &View<'_>, found: &Screening, ranked: &[&ElementaryEffects]) -> Words {
    let greatest = ranked.first().map_or(0.0, |first| first.mu_star.value);
    let count = influential(ranked);
    let headline = match ranked.first().filter(|_| greatest > 0.0) {
        None => format!("No factor moves {}", view.name()),
        Some(first) => format!(
            "{} moves {} most; {count} of {} factors have a tenth of its effect or more",
            frame::in_headline(view.report.label(&first.factor)),
            view.name(),
            ranked.len()
        ),
    };
    let unnamed = hidden(ranked.len(), ranked.len().min(NAMED))
        .replace("are in the table", "have no name here")
        .replace("is in the table", "has no name here");
    let subheadline = format!(
        "Elementary effects (Morris): changes of the outcome when one factor moves, at {} places{unnamed}{}.",
        found.trajectories,
        stability(&found.ranking)
    );
    let told = |factor: &&ElementaryEffects| {
        let size = number::prose(factor.mu_star.value, view.style());
        format!("{} {size}", view.report.label(&factor.factor))
    };
    let list: Vec<String> = ranked.iter().take(NAMED).map(told).collect();
    Words {
        name: format!("morris_{}", view.stem),
        description: format!("Points in a plane. {subheadline} Mean sizes: {}.", list.join("; ")),
        headline: headline.into(),
        subheadline,
        sources: Vec::new(),
        table: table(view, ranked),
    }
}
