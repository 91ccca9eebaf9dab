//! How a scenario's answers fared: its questions, how often what was said was right, and where observations fell.

mod numbers;

use crate::chart::axis::{self, Scale, Ticks};
use crate::chart::canvas::{Canvas, Type};
use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Words};
use crate::chart::labels::{self, Swatch};
use crate::chart::number::{self, Style};
use crate::chart::score::numbers::{counted, in_full, inside_80, observations, table, told, what_happened};
use crate::chart::theme::{AXIS, Area, BLUE, BODY, INK, PAPER, RULE, Stroke, VERMILION};
use crate::chart::{Chart, ChartError, Nearest, Spot};
use crate::record::{COVERED, ObservationUse, QuestionScore, RANK_BINS, ScenarioScore, ScoreReport, UseCalibration};
use crate::statistics::decompose;

/// Most questions that stay readable beside the other panels.
const MOST: usize = 20;
/// Width of the column of statements.
const STATEMENTS: f64 = 690.0;
/// Width of the panels at the right, and the space before them.
const RIGHT: (f64, f64) = (500.0, 110.0);
/// Bins of the reliability diagram.
const BINS: usize = 5;
/// Dashes of reference lines.
const DASHED: Stroke = Stroke { colour: AXIS, dash: &[10.0, 8.0], width: 3.0 };

/// One picture for every scenario that has something to show, in the order of the report.
///
/// # Errors
/// When the drawing backend refuses an element.
pub fn draw_all(report: &ScoreReport) -> Result<Vec<Chart>, ChartError> {
    let shown = report.scenarios.iter().filter(|score| !score.questions.is_empty() || !score.calibrations.is_empty());
    shown.map(|score| draw(report, score)).collect()
}

fn draw(report: &ScoreReport, score: &ScenarioScore) -> Result<Chart, ChartError> {
    frame::draw_for(&score.provenance, words(report, score), |canvas, area| {
        if !score.questions.is_empty() {
            draw_questions(canvas, area.inset(0.0, 0.0, RIGHT.0 + RIGHT.1, 0.0), score);
        }
        let [reliability, ranks] = panels(area, score);
        draw_reliability(canvas, reliability, score);
        if !score.calibrations.is_empty() {
            draw_ranks(canvas, ranks, &score.calibrations);
        }
    })
}

/// Where the reliability diagram and the rank histogram go: above each other beside the questions, or else side by side.
fn panels(area: Area, score: &ScenarioScore) -> [Area; 2] {
    if score.questions.is_empty() {
        let middle = (area.left + area.right) / 2.0;
        return [Area { right: middle - 50.0, ..area }, Area { left: middle + 50.0, ..area }];
    }
    let right = Area { left: area.right - RIGHT.0, ..area };
    let middle = (right.top + right.bottom) / 2.0;
    [Area { bottom: middle - 18.0, ..right }, Area { top: middle + 18.0, ..right }]
}

/// The title of a panel; returns what is left for the panel.
fn titled(canvas: &mut Canvas<'_>, area: Area, title: &str) -> Area {
    let title = font::shorten(title, BODY, Weight::Bold, area.width());
    canvas.text(&title, (area.left, area.top + BODY), Type::new(BODY).bold());
    area.inset(0.0, BODY + 18.0, 0.0, 0.0)
}

/// Each question as a point on the scale of probabilities, with what happened at its end.
fn draw_questions(canvas: &mut Canvas<'_>, area: Area, score: &ScenarioScore) {
    let shown = &score.questions[..score.questions.len().min(MOST)];
    let key = [
        (Swatch::Disc(BLUE), "share of runs"),
        (Swatch::Tick(VERMILION), "base rate"),
        (Swatch::Filled(INK), "happened"),
        (Swatch::Hollow(INK), "did not happen"),
    ];
    labels::key(canvas, (area.left, area.top + 8.0), &key);
    let plot = area.inset(STATEMENTS, 36.0, 20.0, 44.0);
    let row = (plot.height() / shown.len() as f64).min(70.0);
    let plot = Area { bottom: plot.top + row * shown.len() as f64, ..plot };
    let scale = axis::horizontal(canvas, plot, &Ticks::covering(0.0, 1.0, 4, Style::Percent), Style::Percent);
    for (index, question) in shown.iter().enumerate() {
        let middle = plot.top + row * (index as f64 + 0.5);
        canvas.line(&[(area.left, middle + row / 2.0), (plot.right, middle + row / 2.0)], Stroke::solid(RULE, 1.0));
        let statement = font::shorten(&question.statement, BODY, Weight::Regular, STATEMENTS - 40.0);
        canvas.text_on(&statement, (area.left, middle), Type::new(BODY));
        draw_question(canvas, scale, middle, row, question);
    }
    let spots = shown.iter().enumerate().map(|(index, question)| {
        let middle = plot.top + row * (index as f64 + 0.5);
        Spot::new((scale.at(question.probability), middle), in_full(question))
    });
    canvas.spots(Area { left: area.left, right: area.right, ..plot }, Nearest::Y, spots);
}

fn draw_question(canvas: &mut Canvas<'_>, scale: Scale, middle: f64, row: f64, question: &QuestionScore) {
    let happened = scale.at(if question.happened { 1.0 } else { 0.0 });
    let half = (row / 2.0 - 4.0).min(16.0);
    let base = scale.at(question.base_rate);
    canvas.line(&[(base, middle - half), (base, middle + half)], Stroke::solid(PAPER, 9.0));
    canvas.line(&[(base, middle - half), (base, middle + half)], Stroke::solid(VERMILION, 4.0));
    let said = scale.at(question.probability);
    if question.probability.is_finite() {
        canvas.line(&[(happened, middle), (said, middle)], Stroke::solid(BLUE, 3.0));
    }
    canvas.line(&[(happened, middle - half), (happened, middle + half)], Stroke::solid(INK, 3.0));
    match question.happened {
        true => canvas.disc((happened, middle), 8.0, INK),
        false => canvas.ring((happened, middle), 8.0, INK),
    }
    if question.probability.is_finite() {
        canvas.disc((said, middle), 10.0, BLUE);
    }
}

/// What was said against how often it was right: questions by bins of probability, and central intervals.
fn draw_reliability(canvas: &mut Canvas<'_>, area: Area, score: &ScenarioScore) {
    let area = titled(canvas, area, "Stated shares and what came true");
    let plot = area.inset(86.0, 40.0, 20.0, 44.0);
    let ticks = Ticks::covering(0.0, 1.0, 4, Style::Percent);
    let vertical = axis::vertical(canvas, plot, &ticks, Style::Percent);
    let horizontal = axis::horizontal(canvas, plot, &ticks, Style::Percent);
    let place = |stated: f64, found: f64| (horizontal.at(stated), vertical.at(found));
    canvas.line(&[place(0.0, 0.0), place(1.0, 1.0)], DASHED);
    let answers: Vec<(f64, bool)> =
        score.questions.iter().map(|question| (question.probability, question.happened)).collect();
    let mut spots = Vec::new();
    for bin in decompose(&answers, BINS).bins.iter().filter(|bin| bin.count > 0 && bin.forecast.is_finite()) {
        canvas.disc(place(bin.forecast, bin.observed), 7.0 + (bin.count as f64).sqrt() * 2.0, BLUE);
        let [stated, found] = [bin.forecast, bin.observed].map(number::percent);
        let noun = if bin.count == 1 { "question" } else { "questions" };
        let text = format!("{} {noun}: {stated} of runs on average, {found} happened", bin.count);
        spots.push(Spot::new(place(bin.forecast, bin.observed), text));
    }
    let mut key = Vec::new();
    if !score.questions.is_empty() {
        key.push((Swatch::Disc(BLUE), "questions"));
    }
    for found in &score.calibrations {
        let points = COVERED.iter().zip(found.calibration.coverage);
        for (&(stated, _), share) in points.filter(|(_, share)| share.is_finite()) {
            match found.purpose {
                ObservationUse::Calibrate => canvas.ring(place(stated, share), 10.0, VERMILION),
                ObservationUse::Validate => canvas.disc(place(stated, share), 10.0, VERMILION),
            }
            let [interval, held] = [stated, share].map(number::percent);
            spots.push(Spot::new(
                place(stated, share),
                format!("{interval} interval held {held} of {}", counted(found)),
            ));
        }
        key.push(match found.purpose {
            ObservationUse::Calibrate => (Swatch::Ring(VERMILION), "fitted"),
            ObservationUse::Validate => (Swatch::Disc(VERMILION), "kept"),
        });
    }
    canvas.spots(plot, Nearest::Point, spots);
    labels::key(canvas, (area.left, area.top + 8.0), &key);
}

/// How many observations fell into each tenth of the ensemble, those to validate with on top of those to calibrate with.
fn draw_ranks(canvas: &mut Canvas<'_>, area: Area, calibrations: &[UseCalibration]) {
    let area = titled(canvas, area, "Runs below each observation");
    let plot = area.inset(86.0, 6.0, 20.0, 44.0);
    let total = |bin: usize| calibrations.iter().map(|found| found.calibration.ranks[bin]).sum::<u64>();
    let most = (0..RANK_BINS).map(total).max().unwrap_or(0).max(1);
    let vertical = axis::vertical(canvas, plot, &Ticks::covering(0.0, most as f64, 4, Style::Count), Style::Count);
    let horizontal = axis::horizontal(canvas, plot, &Ticks::covering(0.0, 1.0, 4, Style::Percent), Style::Percent);
    for bin in 0..RANK_BINS {
        let [left, right] = [bin, bin + 1].map(|edge| horizontal.at(edge as f64 / RANK_BINS as f64));
        let mut from = 0;
        for found in calibrations {
            let to = from + found.calibration.ranks[bin];
            let opacity = if found.purpose == ObservationUse::Validate { 1.0 } else { 0.45 };
            let (top, bottom) = (vertical.at(to as f64), vertical.at(from as f64));
            canvas.rectangle(Area { left: left + 2.0, top, right: right - 2.0, bottom }, VERMILION, opacity);
            from = to;
        }
    }
    let spots = (0..RANK_BINS).map(|bin| {
        let [from, middle, to] = [0.0, 0.5, 1.0].map(|part| (bin as f64 + part) / RANK_BINS as f64);
        let (count, [from, to]) = (total(bin), [from, to].map(number::percent));
        let noun = observations(count as usize);
        let text = format!("{count} {noun} with {from} to {to} of runs below");
        Spot::new((horizontal.at(middle), vertical.at(count as f64)), text)
    });
    canvas.spots(plot, Nearest::X, spots);
    let expected = (0..RANK_BINS).map(total).sum::<u64>() as f64 / RANK_BINS as f64;
    canvas.line(&[(plot.left, vertical.at(expected)), (plot.right, vertical.at(expected))], DASHED);
}

fn words(report: &ScoreReport, score: &ScenarioScore) -> Words {
    let mut parts = Vec::new();
    if !score.questions.is_empty() {
        let [ours, base] = [score.means.brier, score.means.base_rate_brier]
            .map(|mean| told(mean.value, |value| number::decimal(value, 2)));
        parts.push(format!("Brier score {ours} (base rates {base})"));
    }
    if let Some((inside, count)) = inside_80(&score.calibrations) {
        let share = told(inside, number::percent);
        parts.push(format!("80\u{2009}% interval held {share} of {count} {}", observations(count)));
    }
    let hidden = match score.questions.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" ({more} more questions are in the table)"),
    };
    let limit = report.notes.first().map_or("", String::as_str);
    let subheadline = format!("What was said on {} and what happened{hidden}. {limit}", number::date(score.origin));
    let answer = |question: &QuestionScore| {
        let history = what_happened(question.happened);
        format!("{} {}, {history}", question.statement, told(question.probability, number::percent))
    };
    let list: Vec<String> = score.questions.iter().map(answer).collect();
    Words {
        name: format!("score_{}", score.provenance.scenario.replace('-', "_")),
        headline: font::clean(&parts.join("; ")).into(),
        description: format!(
            "Points for each question, a reliability diagram and a rank histogram. {subheadline} {}.",
            list.join("; ")
        ),
        subheadline,
        sources: Vec::new(),
        table: table(score),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{raster, sample};

    /// The chart, parsed, with every text on the slide.
    fn drawn(report: &ScoreReport) -> Chart {
        let mut charts = draw_all(report).unwrap();
        assert_eq!(charts.len(), 1);
        let chart = charts.remove(0);
        let bounds = raster::parse(&chart.svg).unwrap().root().abs_bounding_box();
        assert!(bounds.left() >= 0.0 && bounds.top() >= 0.0 && bounds.right() <= 1920.0 && bounds.bottom() <= 1080.0);
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"));
        chart
    }

    #[test]
    fn the_headline_states_the_scores_and_the_limit_is_there() {
        let chart = drawn(&sample::scores());
        let title = chart.title.replace(['\u{2009}', '\u{a0}'], " ");
        // (27 · 0.85 + 8 · 0.5) / 35 = 0.77
        assert_eq!(title, "Brier score 0.16 (base rates 0.25); 80 % interval held 77 % of 35 observations");
        assert_eq!(chart.name, "score_idlib");
        assert!(chart.svg.contains("cannot validate a general theory"));
        assert!(chart.svg.contains("fitted") && chart.svg.contains("kept"));
    }

    #[test]
    fn hostile_and_missing_values_do_not_break_it() {
        let mut report = sample::scores();
        let scenario = &mut report.scenarios[0];
        scenario.questions.iter_mut().for_each(|question| question.statement = "</text><script>\u{0}".repeat(30));
        scenario.questions[0].probability = f64::NAN;
        scenario.means.brier.value = f64::NAN;
        scenario.calibrations[0].calibration.coverage = [f64::NAN; 3];
        assert!(!drawn(&report).svg.contains("<script"));
    }

    #[test]
    fn questions_beyond_the_room_are_counted() {
        let mut report = sample::scores();
        let more = report.scenarios[0].questions.clone();
        (0..3).for_each(|_| report.scenarios[0].questions.extend(more.clone()));
        assert!(drawn(&report).svg.contains("16 more questions are in the table"));
    }

    #[test]
    fn only_what_is_there_is_drawn() {
        let mut report = sample::scores();
        report.scenarios[0].calibrations.clear();
        assert!(!drawn(&report).svg.contains("Runs below"));
        report.scenarios[0].questions.clear();
        assert_eq!(draw_all(&report), Ok(Vec::new()));
        report.scenarios[0].calibrations = sample::scores().scenarios[0].calibrations.clone();
        assert!(!drawn(&report).svg.contains("did not happen"));
    }
}
